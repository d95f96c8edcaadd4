//! An agenda, checked and sorted: who owes how many visits, at which meetings they can be made, and what is settled already.

use super::defect;
use super::{Agenda, CalendarError, Hindrance, Meeting, Stage, Terms, Visit, Whom};
use crate::id::{MemberId, OrganizationId};
use crate::policy::{Counted, DistinctPlaces, OwnExtent, Policy, VisitsCount};
use crate::roster::Member;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A meeting at which a duty could be met.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice<'a> {
    /// Its index among the meetings.
    pub(crate) meeting: usize,
    /// The organization where the member is placed, for which it counts.
    pub(crate) placed: &'a OrganizationId,
    /// What stands in the way whatever else is planned.
    pub(crate) hindrance: Option<Hindrance>,
}

/// Visits that one member owes.
#[derive(Debug)]
pub(crate) struct Duty<'a> {
    pub(crate) member: &'a MemberId,
    /// The organization, where visits are owed at each by itself.
    pub(crate) at: Option<&'a OrganizationId>,
    pub(crate) need: u32,
    /// The meetings of its organizations in the year, by day and organization.
    pub(crate) choices: Vec<Choice<'a>>,
    /// Visits that stay: those made, and those whose notice went out; each with the organization for which it counts now.
    pub(crate) fixed: Vec<Visit>,
    /// The meetings of its other visits in the calendar to keep.
    pub(crate) old: BTreeSet<usize>,
}

/// The whole agenda, sorted.
pub(crate) struct Docket<'a> {
    pub(crate) terms: Terms<'a>,
    pub(crate) agenda: &'a Agenda,
    pub(crate) today: NaiveDate,
    /// The meetings of the year, by day and organization.
    pub(crate) meetings: Vec<&'a Meeting>,
    /// By member and organization.
    pub(crate) duties: Vec<Duty<'a>>,
    /// Visitors that are settled, by day and organization.
    pub(crate) visitors: BTreeMap<(NaiveDate, &'a OrganizationId), u32>,
    parents: BTreeMap<&'a OrganizationId, Option<&'a OrganizationId>>,
}

impl<'a> Docket<'a> {
    pub(crate) fn new(policy: &'a Policy, agenda: &'a Agenda, today: NaiveDate) -> Result<Self, CalendarError> {
        policy.check()?;
        let defects = defect::find(agenda, today);
        if !defects.is_empty() {
            return Err(CalendarError::Agenda(defects));
        }
        let terms = Terms::new(policy, agenda.year, &agenda.holidays, today);
        let mut meetings: Vec<&Meeting> = agenda.meetings.iter().filter(|meeting| terms.covers(meeting.day)).collect();
        meetings.sort();
        meetings.dedup();
        let organizations = agenda.roster.organizations.iter();
        let parents = organizations.map(|organization| (&organization.id, organization.parent.as_ref())).collect();
        let (duties, visitors) = (Vec::new(), BTreeMap::new());
        let mut docket = Self { terms, agenda, today, meetings, duties, visitors, parents };
        let mut members: Vec<&Member> = agenda.roster.members.iter().collect();
        members.sort_by(|a, b| a.id.cmp(&b.id));
        for member in members {
            docket.add(member);
        }
        docket.settle();
        Ok(docket)
    }

    fn add(&mut self, member: &'a Member) {
        let Some(owed) = self.terms.owed(&member.body) else { return };
        let mine = self.agenda.placements.iter().filter(|line| line.member == member.id);
        let places: BTreeSet<&OrganizationId> = mine.map(|line| &line.organization).collect();
        let groups: Vec<Option<&OrganizationId>> = match self.terms.readings().visits {
            VisitsCount::Total => vec![None],
            VisitsCount::Each => places.iter().copied().map(Some).collect(),
        };
        for at in groups {
            let mut choices = Vec::new();
            for (index, &meeting) in self.meetings.iter().enumerate() {
                let placed = self.counts_for(&meeting.organization, &places);
                if let Some(placed) = placed.filter(|placed| at.is_none_or(|at| at == *placed)) {
                    let counted = owed.from <= meeting.day && meeting.day <= owed.until;
                    let barred = !counted || self.is_own(member, &meeting.organization, meeting.day);
                    let hindrance = self.hindrance(member, meeting, barred);
                    choices.push(Choice { meeting: index, placed, hindrance });
                }
            }
            let (fixed, old) = (Vec::new(), BTreeSet::new());
            self.duties.push(Duty { member: &member.id, at, need: owed.need, choices, fixed, old });
        }
    }

    /// The organization and those around it, the inmost first.
    fn around(&self, organization: &'a OrganizationId) -> impl Iterator<Item = &'a OrganizationId> {
        std::iter::successors(Some(organization), |id| self.parents.get(*id).copied().flatten())
    }

    /// Which of some organizations a meeting counts for: its own, or the nearest around it.
    fn counts_for(
        &self,
        meeting: &'a OrganizationId,
        places: &BTreeSet<&'a OrganizationId>,
    ) -> Option<&'a OrganizationId> {
        let steps = if self.terms.readings().sub_cell_meetings == Counted::Yes { usize::MAX } else { 1 };
        self.around(meeting).take(steps).find(|id| places.contains(id))
    }

    fn is_own(&self, member: &'a Member, organization: &'a OrganizationId, day: NaiveDate) -> bool {
        let Some(own) = member.own.as_ref().filter(|_| self.terms.bars_own(day)) else { return false };
        match self.terms.readings().own {
            OwnExtent::Whole => self.around(organization).last() == self.around(own).last(),
            OwnExtent::Below => self.around(organization).any(|id| id == own),
        }
    }

    fn hindrance(&self, member: &Member, meeting: &'a Meeting, barred: bool) -> Option<Hindrance> {
        let blocked = |whom: &dyn Fn(&Whom) -> bool| {
            let mut days = self.agenda.blocked.iter();
            days.any(|blocked| blocked.from <= meeting.day && meeting.day <= blocked.until && whom(&blocked.whom))
        };
        if barred {
            Some(Hindrance::NotCounted)
        } else if meeting.day > self.terms.report {
            Some(Hindrance::AfterReport)
        } else if self.terms.is_rest(meeting.day) {
            Some(Hindrance::RestDay)
        } else if blocked(&|whom| match whom {
            Whom::Organization(id) => self.around(&meeting.organization).any(|around| around == id),
            Whom::Member(_) => false,
        }) {
            Some(Hindrance::OrganizationBlocked)
        } else if blocked(&|whom| matches!(whom, Whom::Member(id) if *id == member.id)) {
            Some(Hindrance::MemberBlocked)
        } else if self.is_too_late(meeting) {
            Some(Hindrance::NoticeTooLate)
        } else {
            None
        }
    }

    /// Whether its notice has not gone out and no longer can, or the meeting is over.
    fn is_too_late(&self, meeting: &Meeting) -> bool {
        let last = self.terms.last_notice(meeting.day);
        let noticed = meeting.noticed.is_some_and(|on| on <= last && on <= self.today);
        meeting.day < self.today || (!noticed && last < self.today)
    }

    /// How many visitors a meeting takes.
    pub(crate) fn room(&self, meeting: &Meeting) -> Option<u32> {
        self.terms.hosts.into_iter().chain(meeting.hosts).min()
    }

    /// Divides the visits of the calendar to keep into those that stay and those that may move. Of visits whose notice went out and that
    /// cannot all stay, the one told first does.
    fn settle(&mut self) {
        let mut visits: Vec<&'a Visit> = self.agenda.visits.iter().collect();
        visits.sort_by_key(|visit| {
            let (rank, told) = match visit.stage {
                Stage::Made => (0, None),
                Stage::Told { on } => (1, Some(on)),
                Stage::Proposed => (2, None),
            };
            (rank, told, &visit.member, visit.number)
        });
        for visit in visits {
            if visit.stage == Stage::Made {
                let is_its =
                    |duty: &&mut Duty<'_>| *duty.member == visit.member && duty.at.is_none_or(|at| *at == visit.placed);
                if let Some(duty) = self.duties.iter_mut().find(is_its) {
                    duty.fixed.push(visit.clone());
                }
                *self.visitors.entry((visit.day, &visit.organization)).or_default() += 1;
                continue;
            }
            let mine = self.duties.iter().enumerate().filter(|(_, duty)| *duty.member == visit.member);
            let found = mine.filter_map(|(index, duty)| Some((index, self.choice(duty, visit)?))).next();
            let Some((index, choice)) = found else { continue };
            let stays = self.stays(visit, choice);
            let Some(duty) = self.duties.get_mut(index) else { continue };
            if stays {
                duty.fixed.push(Visit { placed: choice.placed.clone(), ..visit.clone() });
                *self.visitors.entry((visit.day, &visit.organization)).or_default() += 1;
            } else {
                duty.old.insert(choice.meeting);
            }
        }
    }

    /// The choice of a duty that a visit takes.
    pub(crate) fn choice(&self, duty: &Duty<'a>, visit: &Visit) -> Option<Choice<'a>> {
        let is_it = |choice: &&Choice<'_>| {
            let meeting = self.meetings.get(choice.meeting);
            meeting.is_some_and(|meeting| meeting.day == visit.day && meeting.organization == visit.organization)
        };
        duty.choices.iter().find(is_it).copied()
    }

    fn stays(&self, visit: &Visit, choice: Choice<'_>) -> bool {
        let told = matches!(visit.stage, Stage::Told { .. });
        let reopened =
            self.agenda.reopened.iter().any(|open| open.member == visit.member && open.number == visit.number);
        let possible = choice.hindrance.is_none_or(|why| why == Hindrance::NoticeTooLate) && visit.day >= self.today;
        told && !reopened && possible && self.beside_settled(&visit.member, choice).is_none()
    }

    /// What settled visits put in the way of a choice.
    fn beside_settled(&self, member: &MemberId, choice: Choice<'_>) -> Option<Hindrance> {
        let meeting = self.meetings.get(choice.meeting)?;
        let mine = self.duties.iter().filter(|duty| duty.member == member).flat_map(|duty| &duty.fixed);
        let settled = self.visitors.get(&(meeting.day, &meeting.organization)).copied().unwrap_or(0);
        let same_place = |visit: &Visit| visit.placed == *choice.placed;
        if mine.clone().any(|visit| self.terms.too_near(visit.day, meeting.day)) {
            Some(Hindrance::TooNear)
        } else if self.room(meeting).is_some_and(|room| settled >= room) {
            Some(Hindrance::Full)
        } else if self.asks_distinct() && mine.clone().any(same_place) {
            Some(Hindrance::SamePlace)
        } else {
            None
        }
    }

    pub(crate) fn asks_distinct(&self) -> bool {
        self.terms.readings().distinct == DistinctPlaces::Required
    }

    /// The choices of a duty beside the settled visits.
    pub(crate) fn open(&self, duty: &Duty<'a>) -> Vec<Choice<'a>> {
        let free =
            |choice: &&Choice<'_>| choice.hindrance.is_none() && self.beside_settled(duty.member, **choice).is_none();
        duty.choices.iter().filter(free).copied().collect()
    }

    /// The part of the year for which each visit still to be planned is meant, in order: as many as spacing alone allows.
    ///
    /// The visits of a duty, settled ones included, fall evenly on the parts in which the member can visit or has visited; a settled visit
    /// takes the part nearest to its own.
    pub(crate) fn targets(&self, duty: &Duty<'a>) -> Vec<u32> {
        let open = self.open(duty);
        let days: Vec<NaiveDate> =
            open.iter().filter_map(|choice| self.meetings.get(choice.meeting)).map(|meeting| meeting.day).collect();
        let settled = u32::try_from(duty.fixed.len()).unwrap_or(u32::MAX);
        let mut reach = self.apart(&days);
        if self.asks_distinct() {
            let places: BTreeSet<&OrganizationId> = open.iter().map(|choice| choice.placed).collect();
            reach = reach.min(u32::try_from(places.len()).unwrap_or(u32::MAX));
        }
        let total = settled + reach.min(duty.need.saturating_sub(settled));
        let days = days.into_iter().chain(duty.fixed.iter().map(|visit| visit.day));
        let parts: Vec<u32> = days.map(|day| self.terms.part_of(day)).collect::<BTreeSet<u32>>().into_iter().collect();
        let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let slot = |at: u32| parts.get(usize::try_from(at * count / total.max(1)).unwrap_or(usize::MAX)).copied();
        let mut targets: Vec<u32> = (0..total).filter_map(slot).collect();
        let mut fixed: Vec<u32> = duty.fixed.iter().map(|visit| self.terms.part_of(visit.day)).collect();
        fixed.sort_unstable();
        for part in fixed {
            let nearest = targets.iter().enumerate().min_by_key(|(_, target)| target.abs_diff(part));
            if let Some((at, _)) = nearest {
                targets.remove(at);
            }
        }
        targets
    }

    /// The most days, of these in order, that keep the spacing.
    fn apart(&self, days: &[NaiveDate]) -> u32 {
        let mut last: Option<NaiveDate> = None;
        let mut count = 0;
        for &day in days {
            if last.is_none_or(|last| !self.terms.too_near(last, day)) {
                last = Some(day);
                count += 1;
            }
        }
        count
    }

    /// Visits that a duty still lacks.
    pub(crate) fn lacking(&self, duty: &Duty<'a>, visits: &[Visit]) -> u32 {
        let its = |visit: &&Visit| visit.member == *duty.member && duty.at.is_none_or(|at| visit.placed == *at);
        duty.need.saturating_sub(u32::try_from(visits.iter().filter(its).count()).unwrap_or(u32::MAX))
    }

    /// Visits of the calendar to keep, not made yet, that are not among these.
    pub(crate) fn moved(&self, visits: &[Visit]) -> u64 {
        let key = |visit: &'_ Visit| (visit.member.clone(), visit.day, visit.organization.clone());
        let held: BTreeSet<_> = visits.iter().map(key).collect();
        let gone = |visit: &&Visit| visit.stage != Stage::Made && !held.contains(&key(visit));
        self.agenda.visits.iter().filter(gone).map(|_| 1).sum()
    }
}
