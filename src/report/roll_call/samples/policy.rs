//! Samples of what a policy says and what can be wrong with it.

use super::{an, chau, cited, day, roll};
use crate::explain::{Proof, Standing, Ties};
use crate::id::RuleId;
use crate::policy::*;
use crate::roster::Placement;
use std::collections::BTreeMap;

pub(in crate::report::roll_call) const TOPIC: &str = "topic";
pub(in crate::report::roll_call) const CAUSE: &str = "cause";
pub(in crate::report::roll_call) const TEXT_VI: &str = "Mỗi đồng chí";
pub(in crate::report::roll_call) const ARTICLE: &str = "II.2-8";

fn kinds() -> Vec<Kind> {
    let mut kinds = roll! { Kind;
        Kind::Information => Kind::Information,
        Kind::NotDecidable => Kind::NotDecidable,
        Kind::Duty { .. } => Kind::Duty { by: Reporter::Member },
        Kind::Visits { .. } => Kind::Visits { min: 17, bodies: vec![] },
        Kind::Registration { .. } => Kind::Registration { min: 17, max: 23 },
        Kind::OwnOrganization => Kind::OwnOrganization,
        Kind::Locality => Kind::Locality,
        Kind::BoardPicks { .. } => Kind::BoardPicks { bodies: vec!["thuong-truc".parse().unwrap(), "bch-4".parse().unwrap()] },
        Kind::Places { .. } => Kind::Places { each: 17 },
        Kind::Deadline { .. } => Kind::Deadline { of: Obligation::Registrations, before: day(7) },
        Kind::VisitsFrom { .. } => Kind::VisitsFrom { day: day(7) },
        Kind::Notice { .. } => Kind::Notice { days: 17 },
        Kind::Report { .. } => report(Reporter::Member, true),
        Kind::OwnInitiative => Kind::OwnInitiative,
        Kind::LowerPlan { .. } => Kind::LowerPlan { by: vec![] },
        Kind::Abolished { .. } => Kind::Abolished { bodies: vec!["huyen-4".parse().unwrap()], successors: vec![] },
        Kind::Announcement => Kind::Announcement,
        Kind::WrittenChange => Kind::WrittenChange,
        Kind::Calendar { .. } => Kind::Calendar {
            parts: vec![YearDay { month: 3, day: 19 }, YearDay { month: 8, day: 23 }],
            spacing: 37,
            hosts: Some(13),
            weekends: false,
            even_weeks: true,
        },
    };
    let owners =
        roll! { Reporter; Reporter::Member => Reporter::Member, Reporter::Organization => Reporter::Organization };
    let obligations = roll! { Obligation;
        Obligation::Registrations => Obligation::Registrations,
        Obligation::BoardPicks => Obligation::BoardPicks,
        Obligation::Table => Obligation::Table,
    };
    kinds.extend(owners.iter().skip(1).map(|&by| Kind::Duty { by }));
    kinds.extend(owners.iter().skip(1).map(|&by| report(by, true)));
    kinds.push(report(Reporter::Member, false));
    kinds.push(Kind::BoardPicks { bodies: vec![] });
    let body = |name: &str| vec![name.parse().unwrap()];
    kinds.push(Kind::Visits { min: 17, bodies: body("huyen-4") });
    kinds.push(Kind::LowerPlan { by: body("huyen-4") });
    kinds.push(Kind::Abolished { bodies: body("huyen-4"), successors: body("xa-5") });
    kinds.push(Kind::Registration { min: 17, max: 17 });
    kinds.extend(obligations.iter().skip(1).map(|&of| Kind::Deadline { of, before: day(7) }));
    kinds
}

fn report(by: Reporter, written: bool) -> Kind {
    Kind::Report { by, before: YearDay { month: 12, day: 5 }, written, through: "ban-to-chuc".parse().unwrap() }
}

pub(in crate::report::roll_call) fn rules() -> Vec<Rule> {
    let rule = |source, until, says| {
        let text = Text { vi: TEXT_VI.into(), en: "Each member".into() };
        Rule { id: cited(), article: ARTICLE.into(), source, from: day(1), until, text, says }
    };
    let mut rules: Vec<Rule> = kinds().into_iter().map(|kind| rule(Source::Plan, None, kind)).collect();
    let sources = roll! { Source;
        Source::Plan => Source::Plan,
        Source::Request => Source::Request,
        Source::Default => Source::Default,
    };
    rules.extend(sources.into_iter().map(|source| rule(source, Some(day(11)), Kind::Locality)));
    rules
}

pub(in crate::report::roll_call) fn policy_defects() -> Vec<PolicyDefect> {
    let one = || -> RuleId { "R-6".parse().unwrap() };
    let (tier, first, second) = (|| "bac-6".to_owned(), "bac-7".to_owned(), "bac-8".to_owned());
    let numbers = |says| PolicyDefect::Numbers { rule: one(), says, why: CAUSE };
    let overlap = |one_says: Kind| PolicyDefect::Overlap {
        topic: TOPIC,
        day: day(7),
        one: one(),
        other_says: one_says.clone(),
        one_says,
        other: cited(),
    };
    let mut defects = roll! { PolicyDefect;
        PolicyDefect::Format { .. } => PolicyDefect::Format { found: "mau-2".into(), expected: "mau-3" },
        PolicyDefect::TwoRulesOneId(_) => PolicyDefect::TwoRulesOneId(one()),
        PolicyDefect::EndsBeforeItBegins { .. } => PolicyDefect::EndsBeforeItBegins { rule: one(), from: day(3), until: day(2) },
        PolicyDefect::Numbers { .. } => numbers(Kind::Places { each: 17 }),
        PolicyDefect::Overlap { .. } => overlap(Kind::Visits { min: 17, bodies: vec![] }),
        PolicyDefect::UnplacedMustLead => PolicyDefect::UnplacedMustLead,
        PolicyDefect::TwoTiersOneName(_) => PolicyDefect::TwoTiersOneName(tier()),
        PolicyDefect::EmptyTier(_) => PolicyDefect::EmptyTier(tier()),
        PolicyDefect::Weight { .. } => PolicyDefect::Weight { tier: tier(), measure: "rank", weight: -17 },
        PolicyDefect::MeasureTwice { .. } =>
            PolicyDefect::MeasureTwice { measure: "rank", first: first.clone(), second: second.clone() },
        PolicyDefect::DrawMustEnd { .. } => PolicyDefect::DrawMustEnd { tier: tier() },
        PolicyDefect::SeedMissing { .. } => PolicyDefect::SeedMissing { tier: tier() },
        PolicyDefect::SeedUnused { .. } => PolicyDefect::SeedUnused { seed: "tham-9".into() },
        PolicyDefect::SeedText { .. } => PolicyDefect::SeedText { seed: "tham 9 ".into() },
    };
    defects.extend(kinds().into_iter().filter(|kind| *kind != Kind::Places { each: 17 }).map(numbers));
    defects
}

pub(in crate::report::roll_call) fn measures() -> Vec<Measure> {
    roll! { Measure;
        Measure::Unplaced => Measure::Unplaced,
        Measure::Outside => Measure::Outside,
        Measure::Load => Measure::Load,
        Measure::Rank => Measure::Rank,
        Measure::Moves => Measure::Moves,
        Measure::Repeat => Measure::Repeat,
        Measure::Draw => Measure::Draw,
    }
}

pub(in crate::report::roll_call) fn ties() -> Vec<Ties> {
    let pair = Placement { member: an(), organization: chau() };
    let decided = [None, Some(vec![]), Some(vec![pair])];
    let seeds = [None, Some("tham-47".to_owned())];
    let all = seeds.iter().flat_map(|seed| decided.iter().map(move |decided| (seed.clone(), decided.clone())));
    all.map(|(seed, decided)| Ties { seed, lines: 53, decided }).collect()
}

pub(super) fn tier<const N: usize>(name: &str, measures: [(Measure, i64); N]) -> Tier {
    Tier { name: name.into(), source: Source::Default, measures: BTreeMap::from(measures) }
}

pub(in crate::report::roll_call) fn standings() -> Vec<Standing> {
    let proofs = roll! { Proof;
        Proof::Proved => Proof::Proved,
        Proof::AtLeast(_) => Proof::AtLeast(13),
        Proof::Open => Proof::Open,
        Proof::Contradicted(_) => Proof::Contradicted(29),
    };
    let standing = |number, tier, proof| Standing { number, tier, cost: 17, proof };
    let mut standings: Vec<Standing> = proofs
        .iter()
        .map(|&proof| standing(2, tier("bac-6", [(Measure::Rank, 23), (Measure::Load, 31)]), proof))
        .collect();
    let plain = measures().into_iter().map(|measure| standing(3, tier(measure.name(), [(measure, 1)]), Proof::Proved));
    standings.extend(plain);
    standings.push(standing(1, tier("unplaced", [(Measure::Unplaced, 1)]), Proof::Proved));
    standings
}
