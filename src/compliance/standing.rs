//! When a member is bound, and whether a visit somewhere on some day counts.

use super::docket::{Docket, of};
use super::note::NotCounted;
use super::records::Turn;
use crate::policy::{Counted, Kind, OwnExtent, QuotaWindow, Reporter, Rule};
use chrono::{Datelike, NaiveDate};

/// Days from the first to the second, both inclusive.
pub(super) type Span = (NaiveDate, NaiveDate);

/// The days on which visits of a member count under one rule.
pub(super) struct Window {
    /// The days of the year on which the rule binds the member and visits count, in order.
    pub(super) bound: Vec<Span>,
    /// The days of the year on which the rule binds the member, before visits begin too.
    pub(super) served: Vec<Span>,
    /// The same without regard to the member's service.
    pub(super) force: Span,
    pub(super) visits_from: NaiveDate,
    /// The last day that counts under the reading of the quota's window.
    pub(super) until: NaiveDate,
    /// Whether the member is bound for the whole year.
    pub(super) whole: bool,
}

/// How a visit that counts stands to the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stands {
    pub(super) assigned: bool,
    pub(super) sub_cell: bool,
}

/// The spans of a member's service in the year, under the service records seen and the end of the member's body.
pub(super) fn service(docket: &Docket<'_>, member: usize) -> Vec<Span> {
    let (first, last) = (docket.law.first, docket.law.last);
    let turns = of(&docket.services, member);
    let mut bound = turns.first().is_none_or(|turn| turn.1.turn != Turn::Entered);
    let mut from = first;
    let mut spans = Vec::new();
    for (_, service) in turns {
        let binds = matches!(service.turn, Turn::Entered | Turn::Returned);
        if bound && !binds {
            spans.push((from, crate::day::minus(service.on, 1)));
        }
        if !bound && binds {
            from = service.on;
        }
        bound = binds;
    }
    if bound {
        spans.push((from, last));
    }
    let body = docket.members.get(member).map(|member| &member.body);
    let end = body.and_then(|body| docket.law.abolished(body, last));
    let until = end.map_or(last, |(rule, _)| crate::day::minus(rule.from, 1));
    clip(&spans, (first, last.min(until)))
}

/// The part of the spans inside another one; spans that touch are one.
fn clip(spans: &[Span], to: Span) -> Vec<Span> {
    let mut clipped: Vec<Span> = Vec::new();
    for span in spans.iter().map(|span| (span.0.max(to.0), span.1.min(to.1))).filter(|span| span.0 <= span.1) {
        match clipped.last_mut() {
            Some(last) if last.1.succ_opt() == Some(span.0) => last.1 = span.1,
            _ => clipped.push(span),
        }
    }
    clipped
}

/// The window of one rule of visits for one member.
pub(super) fn window(docket: &Docket<'_>, member: usize, rule: &Rule) -> Window {
    let law = &docket.law;
    let visits_from = law.visits_from().map_or(law.first, |found| found.1);
    let force = (law.first.max(rule.from), rule.until.map_or(law.last, |until| until.min(law.last)));
    let until = match law.readings.quota_window {
        QuotaWindow::Year => law.last,
        QuotaWindow::Report => law.report(Reporter::Member).map_or(law.last, |report| report.due.good.min(law.last)),
    };
    let served = clip(&service(docket, member), force);
    let bound = clip(&served, (visits_from, force.1));
    let whole = served.first() == Some(&(law.first, law.last));
    Window { bound, served, force, visits_from, until, whole }
}

/// Whether a day is in one of the spans.
pub(super) fn within(spans: &[Span], day: NaiveDate) -> bool {
    spans.iter().any(|span| span.0 <= day && day <= span.1)
}

/// Calendar months with at least one day in the spans.
pub(super) fn months(spans: &[Span]) -> u32 {
    let begun = |month: u32| spans.iter().any(|span| span.0.month() <= month && month <= span.1.month());
    (1..=12).map(|month| u32::from(begun(month))).sum()
}

/// Where a member is placed on a day: the table with the changes up to it.
pub(super) fn assigned_on(docket: &Docket<'_>, member: usize, day: NaiveDate) -> Vec<usize> {
    let mut places = of(&docket.placed, member).to_vec();
    for (_, change) in of(&docket.moves, member).iter().take_while(|change| change.1.on <= day) {
        if let Some(from) = &change.from {
            let from = docket.organization(from);
            places.retain(|&place| place != from);
        }
        if let Some(to) = &change.to {
            let to = docket.organization(to);
            if !places.contains(&to) {
                places.push(to);
            }
        }
    }
    places
}

/// Whether an organization is, on a day, the member's own.
pub(super) fn is_own(docket: &Docket<'_>, member: usize, organization: usize, day: NaiveDate) -> bool {
    let Some(own) = docket.members.get(member).and_then(|member| member.own.as_ref()) else { return false };
    let own = docket.organization(own);
    match docket.law.readings.own {
        OwnExtent::Whole => docket.top(organization, day) == docket.top(own, day),
        OwnExtent::Below => docket.is_within(organization, own, day),
    }
}

/// Whether a visit counts: how, or why not.
pub(super) fn standing(
    docket: &Docket<'_>,
    member: usize,
    organization: usize,
    day: NaiveDate,
    window: &Window,
) -> Result<Stands, NotCounted> {
    let law = &docket.law;
    if day.year() != law.first.year() {
        return Err(NotCounted::OtherYear);
    }
    if day < window.visits_from {
        return Err(NotCounted::BeforeStart);
    }
    if day < window.force.0 || day > window.force.1 {
        return Err(NotCounted::OutsideForce);
    }
    if day > window.until {
        return Err(NotCounted::OutsideWindow);
    }
    if !within(&window.bound, day) {
        return Err(NotCounted::OutsideService);
    }
    let own_rule = law.on(day, |says| matches!(says, Kind::OwnOrganization).then_some(()));
    if own_rule.is_some() && is_own(docket, member, organization, day) {
        return Err(NotCounted::Own);
    }
    place(docket, member, organization, day)
}

/// How an organization stands to one place of a member.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Near {
    Same,
    SubCell,
    Not,
}

fn near(docket: &Docket<'_>, organization: usize, place: usize, day: NaiveDate) -> Near {
    if docket.is_same(organization, place, day) {
        Near::Same
    } else if docket.is_within(organization, place, day) {
        Near::SubCell
    } else {
        Near::Not
    }
}

/// The nearest of several places.
fn nearest(docket: &Docket<'_>, organization: usize, places: &[usize], day: NaiveDate) -> Near {
    let found: Vec<Near> = places.iter().map(|&place| near(docket, organization, place, day)).collect();
    [Near::Same, Near::SubCell].into_iter().find(|near| found.contains(near)).unwrap_or(Near::Not)
}

fn place(docket: &Docket<'_>, member: usize, organization: usize, day: NaiveDate) -> Result<Stands, NotCounted> {
    let law = &docket.law;
    let sub_cells = law.readings.sub_cell_meetings == Counted::Yes;
    let at_assigned = nearest(docket, organization, &assigned_on(docket, member, day), day);
    match at_assigned {
        Near::Same => return Ok(Stands { assigned: true, sub_cell: false }),
        Near::SubCell if sub_cells => return Ok(Stands { assigned: true, sub_cell: true }),
        Near::SubCell | Near::Not => {}
    }
    let mut wished = Vec::new();
    let mut wished_later = Vec::new();
    for (_, wish) in of(&docket.registrations, member) {
        let list = if wish.on.is_none_or(|on| on <= day) { &mut wished } else { &mut wished_later };
        list.push(docket.organization(&wish.organization));
    }
    let at_wished = nearest(docket, organization, &wished, day);
    let counted = match at_wished {
        Near::Same => true,
        Near::SubCell => sub_cells,
        Near::Not => false,
    };
    let picked = docket.members.get(member).is_some_and(|member| law.picks_for(&member.body));
    if counted && picked {
        Err(NotCounted::RegisteredByPicked)
    } else if counted && law.readings.registered_not_assigned == Counted::Yes {
        Ok(Stands { assigned: false, sub_cell: at_wished == Near::SubCell })
    } else if counted {
        Err(NotCounted::NotAssigned)
    } else if at_assigned == Near::SubCell || at_wished == Near::SubCell {
        Err(NotCounted::SubCell)
    } else if nearest(docket, organization, &wished_later, day) != Near::Not {
        Err(NotCounted::NotYetRegistered)
    } else {
        Err(NotCounted::Elsewhere)
    }
}
