//! C11 and C18: a policy loosened in one field.

use crate::days::{Day, day};
use crate::quiet::{judged, never_worse, states, years};
use crate::scene::Scene;
use phancong::compliance::Party;
use phancong::*;

type Loosening = (&'static str, fn(&mut Scene) -> Option<()>);

/// Every field of a policy that can be loosened, each by itself.
fn loosenings() -> Vec<Loosening> {
    fn later(day: &mut Option<Day>) -> Option<()> {
        *day.as_mut()? += 9;
        Some(())
    }
    vec![
        ("minimum of visits", |s| s.law.visits.iter_mut().map(|rule| rule.min = rule.min.saturating_sub(1)).last()),
        ("minimum of registrations", |s| s.law.registration.as_mut().map(|range| range.0 = range.0.saturating_sub(1))),
        ("maximum of registrations", |s| s.law.registration.as_mut().map(|range| range.1 += 1)),
        ("deadline of registrations", |s| later(&mut s.law.registrations_by)),
        ("deadline of picks", |s| later(&mut s.law.picks_by)),
        ("deadline of the table", |s| later(&mut s.law.table_by)),
        ("first day of visits", |s| s.law.visits_from.as_mut().map(|from| *from -= 9)),
        ("days of notice", |s| s.law.notice.as_mut().map(|days| *days = days.saturating_sub(1))),
        ("member's report", |s| s.law.member_report.as_mut().filter(|r| r.day < 28).map(|report| report.day += 1)),
        ("organization's report", |s| s.law.organization_report.as_mut().filter(|r| r.day < 28).map(|r| r.day += 1)),
        ("member's report in writing", |s| s.law.member_report.as_mut().map(|report| report.written = false)),
        ("organization's report in writing", |s| {
            s.law.organization_report.as_mut().map(|report| report.written = false)
        }),
        ("before", |s| {
            s.law.readings.before = BeforeDay::Inclusive;
            Some(())
        }),
        ("roll", |s| {
            s.law.readings.roll = RollDay::NextWorkingDay;
            Some(())
        }),
        ("notice", |s| {
            s.law.readings.notice = NoticeDays::Calendar;
            Some(())
        }),
        ("registered", |s| {
            s.law.readings.registered_not_assigned = Counted::Yes;
            Some(())
        }),
        ("sub-cells", |s| {
            s.law.readings.sub_cell_meetings = Counted::Yes;
            Some(())
        }),
        ("registration deadline", |s| {
            s.law.readings.registration_deadline = Counted::No;
            Some(())
        }),
        ("own", |s| {
            s.law.readings.own = OwnExtent::Below;
            Some(())
        }),
        ("total", |s| {
            s.law.readings.visits = VisitsCount::Total;
            Some(())
        }),
        ("distinct", |s| {
            s.law.readings.distinct = DistinctPlaces::NotRequired;
            Some(())
        }),
        ("locality", |s| {
            s.law.readings.locality = match s.law.readings.locality {
                LocalityReading::Hard => LocalityReading::Principle,
                _ => LocalityReading::Off,
            };
            Some(())
        }),
        ("extent", |s| {
            s.law.readings.locality_extent = LocalityExtent::One;
            Some(())
        }),
        ("window", |s| {
            s.law.readings.quota_window = QuotaWindow::Year;
            Some(())
        }),
        ("picked", |s| {
            s.law.readings.picked_visits = Counted::No;
            Some(())
        }),
        ("part-year report", |s| {
            s.law.readings.part_year_report = Counted::No;
            Some(())
        }),
        ("part year", |s| {
            let full = s.law.readings.part_year == PartYear::Full;
            s.law.readings.part_year = if full { PartYear::Prorate } else { PartYear::Exempt };
            Some(())
        }),
        ("part year to a ruling", |s| {
            (s.law.readings.part_year == PartYear::Full).then(|| s.law.readings.part_year = PartYear::NeedsRuling)
        }),
        ("known", |s| {
            s.law.readings.known = Known::Event;
            Some(())
        }),
        ("risk", |s| {
            s.law.readings.risk_days = 0;
            Some(())
        }),
    ]
}

#[test]
fn c11_and_c18_loosening_any_one_field_never_makes_a_verdict_worse() {
    for (name, loosen) in loosenings() {
        for seed in 0..years() {
            let scene = Scene::random(seed);
            let mut loose = scene.clone();
            if loosen(&mut loose).is_none() {
                continue;
            }
            // A deadline that leaves its season binds another year: that is another rule, not a looser one.
            let season = day(scene.year - 1, 1, 1);
            let left = |by: Option<Day>| by.is_some_and(|by| by < season);
            if [scene.law.registrations_by, scene.law.picks_by, scene.law.table_by].into_iter().any(left) {
                continue;
            }
            // Where several rules of visits follow each other, an earlier first day lets one bind that did not: a new duty.
            if name == "first day of visits" && scene.law.visits.len() > 1 {
                continue;
            }
            let member = |party: &Party| name != "known" || matches!(party, Party::Member(_));
            never_worse(
                &states(&scene, &judged(&scene)),
                &states(&loose, &judged(&loose)),
                member,
                &format!("{name}, seed {seed}"),
            );
        }
    }
}

/// A switch and what sets each of its values.
type Switch = (&'static str, Vec<fn(&mut Readings)>);

/// Every value of every switch.
fn switches() -> Vec<Switch> {
    macro_rules! switch {
        ($field:ident: $($value:expr),+) => {
            (stringify!($field), vec![$(|readings: &mut Readings| readings.$field = $value),+])
        };
    }
    vec![
        switch!(locality: LocalityReading::Principle, LocalityReading::Hard, LocalityReading::Off),
        switch!(own: OwnExtent::Whole, OwnExtent::Below),
        switch!(visits: VisitsCount::Total, VisitsCount::Each),
        switch!(distinct: DistinctPlaces::NotRequired, DistinctPlaces::Required),
        switch!(registered_not_assigned: Counted::Yes, Counted::No),
        switch!(sub_cell_meetings: Counted::Yes, Counted::No),
        switch!(registration_deadline: Counted::Yes, Counted::No),
        switch!(before: BeforeDay::Strict, BeforeDay::Inclusive),
        switch!(roll: RollDay::None, RollDay::NextWorkingDay),
        switch!(notice: NoticeDays::Calendar, NoticeDays::Working),
        switch!(part_year: PartYear::NeedsRuling, PartYear::Prorate, PartYear::Full, PartYear::Exempt),
        switch!(differing_reports: Differing::Disputed, Differing::Member, Differing::Organization),
        switch!(shift_window: 0, 3, 15, 40),
        switch!(locality_extent: LocalityExtent::Every, LocalityExtent::One),
        switch!(quota_window: QuotaWindow::Year, QuotaWindow::Report),
        switch!(picked_visits: Counted::Yes, Counted::No),
        switch!(part_year_report: Counted::Yes, Counted::No),
        switch!(known: Known::Event, Known::Entry),
        switch!(risk_days: 0, 30, 90),
    ]
}

#[test]
fn no_switch_is_ignored_each_of_its_values_changes_some_answer() {
    assert_eq!(switches().len(), Readings::default().entries().len(), "a switch that is not drawn");
    for (name, values) in switches() {
        for (at, one) in values.iter().enumerate() {
            for other in values.iter().skip(at + 1) {
                let differs = |seed: &u64| {
                    let verdicts = |set: &fn(&mut Readings)| {
                        let mut scene = Scene::random(*seed);
                        set(&mut scene.law.readings);
                        judged(&scene)
                            .findings
                            .into_iter()
                            .map(|f| (f.rule, f.about, f.toward, f.verdict, f.count))
                            .collect::<Vec<_>>()
                    };
                    verdicts(one) != verdicts(other)
                };
                assert!((0..20_000).any(|seed| differs(&seed)), "two values of {name} never differ");
            }
        }
    }
}
