//! What makes an agenda no question.

use super::Agenda;
use crate::id::{MemberId, OrganizationId};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Something in an agenda that cannot be.
///
/// Example: [`check`](crate::calendar::check()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum AgendaDefect {
    /// A year outside the calendar.
    #[error("year {0} is outside the calendar: give one from 1 to 9999")]
    Year(i32),
    /// An id stands twice among the members or the organizations.
    #[error("id `{id}` stands twice in {list}")]
    IdTwice {
        /// The list.
        list: &'static str,
        /// The id.
        id: String,
    },
    /// A list names a member who is not in the roster.
    #[error("{list} name member `{member}`, who is not in the roster")]
    Member {
        /// The list.
        list: &'static str,
        /// Who.
        member: MemberId,
    },
    /// A list names an organization that is not in the roster.
    #[error("{list} name organization `{organization}`, which is not in the roster")]
    Organization {
        /// The list.
        list: &'static str,
        /// Which.
        organization: OrganizationId,
    },
    /// Organizations that are each other's sub-cells.
    #[error("organization `{organization}` is a sub-cell of itself")]
    Cycle {
        /// One of them.
        organization: OrganizationId,
    },
    /// Two entries for one meeting that do not say the same.
    #[error("the meeting of `{organization}` on {day} stands twice, with different words: keep one")]
    MeetingTwice {
        /// Whose.
        organization: OrganizationId,
        /// Its day.
        day: NaiveDate,
    },
    /// Blocked days that end before they begin.
    #[error("blocked days end on {until}, before they begin on {from}")]
    UpsideDown {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
    /// Two visits of one member with one number.
    #[error("member `{member}` has two visits with number {number}")]
    NumberTwice {
        /// Whose.
        member: MemberId,
        /// The number.
        number: u32,
    },
    /// Two visits of one member to one meeting.
    #[error("member `{member}` visits `{organization}` on {day} twice")]
    VisitTwice {
        /// Who.
        member: MemberId,
        /// Where.
        organization: OrganizationId,
        /// When.
        day: NaiveDate,
    },
    /// Visits are numbered from 1.
    #[error("a visit of member `{member}` has number 0: visits are numbered from 1")]
    NumberZero {
        /// Whose.
        member: MemberId,
    },
    /// A visit that is said to have been made on a day still to come, or in another year.
    #[error("visit {number} of member `{member}` cannot have been made on {day}")]
    MadeThen {
        /// Whose.
        member: MemberId,
        /// Its number.
        number: u32,
        /// The day.
        day: NaiveDate,
    },
    /// A visit is reopened that is not in the calendar to keep.
    #[error("member `{member}` has no visit {number} to reopen")]
    NothingToReopen {
        /// Whose.
        member: MemberId,
        /// The number.
        number: u32,
    },
}

/// Everything in an agenda that cannot be, sorted.
pub(super) fn find(agenda: &Agenda, today: NaiveDate) -> Vec<AgendaDefect> {
    let mut found = Vec::new();
    if !(1..=9999).contains(&agenda.year) {
        found.push(AgendaDefect::Year(agenda.year));
    }
    names(agenda, &mut found);
    meetings(agenda, &mut found);
    visits(agenda, today, &mut found);
    found.sort();
    found.dedup();
    found
}

fn names(agenda: &Agenda, found: &mut Vec<AgendaDefect>) {
    let mut members = BTreeSet::new();
    for member in &agenda.roster.members {
        if !members.insert(&member.id) {
            found.push(AgendaDefect::IdTwice { list: "members", id: member.id.to_string() });
        }
    }
    let mut parents = BTreeMap::new();
    for organization in &agenda.roster.organizations {
        if parents.insert(&organization.id, organization.parent.as_ref()).is_some() {
            found.push(AgendaDefect::IdTwice { list: "organizations", id: organization.id.to_string() });
        }
    }
    for organization in parents.keys() {
        let mut above = parents.get(organization).copied().flatten();
        let mut steps = 0;
        while let Some(up) = above.filter(|_| steps <= parents.len()) {
            steps += 1;
            above = parents.get(up).copied().flatten();
        }
        if above.is_some() {
            found.push(AgendaDefect::Cycle { organization: (*organization).clone() });
        }
    }
    let mut organization = |list, id: &OrganizationId| {
        if !parents.contains_key(id) {
            found.push(AgendaDefect::Organization { list, organization: id.clone() });
        }
    };
    agenda.placements.iter().for_each(|line| organization("placements", &line.organization));
    agenda.meetings.iter().for_each(|meeting| organization("meetings", &meeting.organization));
    for blocked in &agenda.blocked {
        if let super::Whom::Organization(id) = &blocked.whom {
            organization("blocked days", id);
        }
    }
    let mut member = |list, id: &MemberId| {
        if !members.contains(id) {
            found.push(AgendaDefect::Member { list, member: id.clone() });
        }
    };
    agenda.placements.iter().for_each(|line| member("placements", &line.member));
    for blocked in &agenda.blocked {
        if let super::Whom::Member(id) = &blocked.whom {
            member("blocked days", id);
        }
    }
}

fn meetings(agenda: &Agenda, found: &mut Vec<AgendaDefect>) {
    let mut known = BTreeMap::new();
    for meeting in &agenda.meetings {
        let (organization, day) = (&meeting.organization, meeting.day);
        if known.insert((organization, day), meeting).is_some_and(|other| other != meeting) {
            found.push(AgendaDefect::MeetingTwice { organization: organization.clone(), day });
        }
    }
    for blocked in agenda.blocked.iter().filter(|blocked| blocked.until < blocked.from) {
        found.push(AgendaDefect::UpsideDown { from: blocked.from, until: blocked.until });
    }
}

fn visits(agenda: &Agenda, today: NaiveDate, found: &mut Vec<AgendaDefect>) {
    let (mut numbers, mut meetings) = (BTreeSet::new(), BTreeSet::new());
    for visit in &agenda.visits {
        let (member, number) = (visit.member.clone(), visit.number);
        if visit.stage == super::Stage::Made && (visit.day > today || visit.day.year() != agenda.year) {
            found.push(AgendaDefect::MadeThen { member: member.clone(), number, day: visit.day });
        }
        if number == 0 {
            found.push(AgendaDefect::NumberZero { member: member.clone() });
        }
        if !meetings.insert((&visit.member, visit.day, &visit.organization)) {
            let (organization, day) = (visit.organization.clone(), visit.day);
            found.push(AgendaDefect::VisitTwice { member: member.clone(), organization, day });
        }
        if !numbers.insert((&visit.member, number)) {
            found.push(AgendaDefect::NumberTwice { member, number });
        }
    }
    for reopened in &agenda.reopened {
        if !numbers.contains(&(&reopened.member, reopened.number)) {
            let (member, number) = (reopened.member.clone(), reopened.number);
            found.push(AgendaDefect::NothingToReopen { member, number });
        }
    }
}
