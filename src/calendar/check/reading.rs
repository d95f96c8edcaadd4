//! The agenda as the judge reads it: meeting by meeting and visit by visit, without any plan of how to choose.

use crate::calendar::{Agenda, Hindrance, Meeting, Terms, Visit, Whom};
use crate::id::{MemberId, OrganizationId};
use crate::policy::{Counted, DistinctPlaces, OwnExtent, VisitsCount};
use crate::roster::Member;
use chrono::NaiveDate;

pub(super) struct Reading<'a> {
    pub(super) terms: &'a Terms<'a>,
    pub(super) agenda: &'a Agenda,
    pub(super) visits: &'a [Visit],
    pub(super) today: NaiveDate,
}

/// What one member owes, at one organization or in all.
pub(super) struct Claim<'a> {
    pub(super) member: &'a Member,
    pub(super) at: Option<&'a OrganizationId>,
    pub(super) need: u32,
}

impl<'a> Reading<'a> {
    pub(super) fn claims(&self) -> Vec<Claim<'a>> {
        let mut claims = Vec::new();
        for member in &self.agenda.roster.members {
            let Some(owed) = self.terms.owed(&member.body) else { continue };
            if self.terms.readings().visits == VisitsCount::Total {
                claims.push(Claim { member, at: None, need: owed.need });
                continue;
            }
            let mut places: Vec<&OrganizationId> = self.placed(&member.id).collect();
            places.sort();
            places.dedup();
            claims.extend(places.into_iter().map(|place| Claim { member, at: Some(place), need: owed.need }));
        }
        claims
    }

    fn placed(&self, member: &'a MemberId) -> impl Iterator<Item = &'a OrganizationId> {
        self.agenda.placements.iter().filter(move |line| line.member == *member).map(|line| &line.organization)
    }

    pub(super) fn of(&self, claim: &Claim<'_>) -> Vec<&'a Visit> {
        let its = |visit: &&Visit| visit.member == claim.member.id && claim.at.is_none_or(|at| visit.placed == *at);
        self.visits.iter().filter(its).collect()
    }

    pub(super) fn member(&self, id: &MemberId) -> Option<&'a Member> {
        self.agenda.roster.members.iter().find(|member| member.id == *id)
    }

    pub(super) fn meeting(&self, visit: &Visit) -> Option<&'a Meeting> {
        let is_it = |meeting: &&Meeting| meeting.day == visit.day && meeting.organization == visit.organization;
        self.agenda.meetings.iter().find(is_it).filter(|meeting| self.terms.covers(meeting.day))
    }

    /// Whether an organization is another one or a sub-cell of it, however deep.
    pub(super) fn lies_in(&self, organization: &OrganizationId, other: &OrganizationId) -> bool {
        let mut at = Some(organization);
        while let Some(id) = at {
            if id == other {
                return true;
            }
            let found = self.agenda.roster.organizations.iter().find(|organization| organization.id == *id);
            at = found.and_then(|organization| organization.parent.as_ref());
        }
        false
    }

    /// The organization of the member for which a meeting of another one counts: none lies between the two.
    pub(super) fn counts_for(&self, member: &'a MemberId, organization: &OrganizationId) -> Option<&'a OrganizationId> {
        let sub_cells = self.terms.readings().sub_cell_meetings == Counted::Yes;
        let fits = |place: &&OrganizationId| {
            if sub_cells { self.lies_in(organization, place) } else { *place == organization }
        };
        let places: Vec<&OrganizationId> = self.placed(member).filter(fits).collect();
        places.iter().copied().find(|place| places.iter().all(|other| self.lies_in(place, other)))
    }

    /// What stands in the way of a visit whatever else is planned; `told` when the member knows of it already.
    pub(super) fn hindrance(&self, member: &Member, meeting: &Meeting, told: bool) -> Option<Hindrance> {
        let day = meeting.day;
        let counts = self.terms.owed(&member.body).is_some_and(|owed| owed.from <= day && day <= owed.until);
        let own = member.own.as_ref().is_some_and(|own| match self.terms.readings().own {
            OwnExtent::Below => self.lies_in(&meeting.organization, own),
            OwnExtent::Whole => self
                .agenda
                .roster
                .organizations
                .iter()
                .any(|around| self.lies_in(own, &around.id) && self.lies_in(&meeting.organization, &around.id)),
        });
        let mut blocked = self.agenda.blocked.iter().filter(|span| (span.from..=span.until).contains(&day));
        let noticed = meeting.noticed.is_some_and(|on| on <= self.terms.last_notice(day) && on <= self.today);
        let checks = [
            (Hindrance::NotCounted, !counts || own && self.terms.bars_own(day)),
            (Hindrance::AfterReport, day > self.terms.report),
            (Hindrance::RestDay, self.terms.is_rest(day)),
            (
                Hindrance::OrganizationBlocked,
                blocked.clone().any(|span| match &span.whom {
                    Whom::Organization(id) => self.lies_in(&meeting.organization, id),
                    Whom::Member(_) => false,
                }),
            ),
            (Hindrance::MemberBlocked, blocked.any(|span| span.whom == Whom::Member(member.id.clone()))),
            (
                Hindrance::NoticeTooLate,
                day < self.today || !(told || noticed || self.today <= self.terms.last_notice(day)),
            ),
        ];
        checks.into_iter().find(|check| check.1).map(|check| check.0)
    }

    /// What the visits of a calendar put in the way of one more; a visit that keeps a settled one away must be settled too.
    pub(super) fn beside(
        &self,
        member: &MemberId,
        meeting: &Meeting,
        among: &dyn Fn(&Visit) -> bool,
    ) -> Option<Hindrance> {
        let mine = |visit: &&&Visit| visit.member == *member;
        let others: Vec<&Visit> = self.visits.iter().filter(|visit| among(visit)).collect();
        let place = self.member(member).and_then(|member| self.counts_for(&member.id, &meeting.organization));
        let distinct = self.terms.readings().distinct == DistinctPlaces::Required;
        let here = others.iter().filter(|visit| visit.day == meeting.day && visit.organization == meeting.organization);
        if others.iter().filter(mine).any(|visit| self.terms.too_near(visit.day, meeting.day)) {
            Some(Hindrance::TooNear)
        } else if self.room(meeting).is_some_and(|room| here.count() >= usize::try_from(room).unwrap_or(usize::MAX)) {
            Some(Hindrance::Full)
        } else if distinct && others.iter().filter(mine).any(|visit| Some(&visit.placed) == place) {
            Some(Hindrance::SamePlace)
        } else {
            None
        }
    }

    pub(super) fn room(&self, meeting: &Meeting) -> Option<u32> {
        self.terms.hosts.into_iter().chain(meeting.hosts).min()
    }
}
