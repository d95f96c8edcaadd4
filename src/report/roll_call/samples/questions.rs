//! Answers to questions.

use super::{an, binh, chau, cited, hai, in_son, lines, loads, nothing, policy, rejected, roll};
use crate::certify::certify;
use crate::explain::{
    Alternative, Barrier, Basis, Draft, Effect, Forced, Frontier, Guest, Move, Point, View, Way, Why, draft,
};
use crate::plan::{Diff, Outcome, Plan};
use crate::policy::Measure;
use crate::roster::{Bounds, Place};

const REASON: &str = "nguoi than 17";

pub(in crate::report::roll_call) fn barriers() -> Vec<Barrier> {
    let mut barriers = roll! { Barrier;
        Barrier::OwnOrganization { .. } => Barrier::OwnOrganization { own: chau(), rule: cited() },
        Barrier::Banned { .. } => Barrier::Banned { reason: REASON.into() },
        Barrier::NotRegistered { .. } => Barrier::NotRegistered { rule: Some(cited()) },
        Barrier::SubCell { .. } => Barrier::SubCell { parent: hai() },
        Barrier::NotAmongCandidates { .. } => Barrier::NotAmongCandidates { rule: cited() },
        Barrier::Outside { .. } => Barrier::Outside { rule: cited() },
        Barrier::DesignatedElsewhere { .. } => Barrier::DesignatedElsewhere { organizations: vec![chau(), hai()] },
    };
    barriers.push(Barrier::NotRegistered { rule: None });
    barriers
}

pub(in crate::report::roll_call) fn moves() -> Vec<Move> {
    vec![
        Move { member: an(), from: Some(chau()), to: Some(hai()) },
        Move { member: an(), from: Some(chau()), to: None },
        Move { member: binh(), from: None, to: Some(chau()) },
    ]
}

pub(in crate::report::roll_call) fn effects() -> Vec<Effect> {
    let mut bases = roll! { Basis;
        Basis::Prices => Basis::Prices,
        Basis::SolvedAgain => Basis::SolvedAgain,
        Basis::NotProved { .. } => Basis::NotProved { at_least: [0, 41, -43].into() },
    }
    .into_iter();
    let mut effect = |cost: [i64; 3], moves, starved| {
        let basis = bases.next().unwrap();
        Effect { cost: cost.into(), basis, moves, starved }
    };
    vec![
        effect([0, -17, 23], moves(), vec![in_son(), Place::Organization(hai())]),
        effect([1, 17, 23], Vec::new(), Vec::new()),
        effect([0, 0, 0], moves(), Vec::new()),
    ]
}

pub(in crate::report::roll_call) fn forced() -> Vec<Forced> {
    let all = effects().into_iter().zip([true, false, true]);
    all.map(|(effect, held)| Forced { bound: [0, 11, 13].into(), effect, held }).collect()
}

pub(in crate::report::roll_call) fn whys() -> Vec<Why> {
    let why = Why {
        member: an(),
        organization: chau(),
        line: None,
        barriers: barriers(),
        instead: vec![hai()],
        forced: forced().pop(),
        alternatives: Vec::new(),
        others: 0,
    };
    let line = lines().into_iter().find(|line| line.member == an() && line.organization == Some(chau()));
    let alternatives =
        forced().into_iter().map(|forced| Alternative { organization: hai(), forced }).collect::<Vec<_>>();
    vec![
        Why { forced: None, ..why.clone() },
        Why { instead: Vec::new(), barriers: Vec::new(), ..why.clone() },
        Why { line, barriers: Vec::new(), instead: Vec::new(), forced: None, alternatives, others: 29, ..why.clone() },
        why,
    ]
}

pub(in crate::report::roll_call) fn views() -> Vec<View> {
    let guest = Guest { member: binh(), bound: [0, 31, -37].into() };
    let [first, second, third] = <[Effect; 3]>::try_from(effects()).unwrap();
    let mut load = loads().into_iter().next().unwrap();
    load.bounds = Bounds { min: 2, max: Some(load.count) };
    let view = View { load, come: vec![an()], could: vec![guest], more: Some(first), less: Some(second) };
    vec![
        View { more: None, ..view.clone() },
        View { less: None, come: Vec::new(), ..view.clone() },
        View { more: Some(third), could: Vec::new(), ..view.clone() },
        view,
    ]
}

pub(in crate::report::roll_call) fn drafts() -> Vec<Draft> {
    let fine = draft(&nothing(), &Plan::new(Vec::new())).unwrap();
    let certificate = certify(&nothing(), &Plan::new(Vec::new())).unwrap();
    let diff = Diff { shifts: super::change::shifts() };
    let mut refused = fine.clone();
    (refused.judged, refused.diff) = (Err(rejected()), diff.clone());
    let mut worse = fine.clone();
    (worse.judged, worse.gap, worse.diff) = (Ok(certificate), Some([17].into()), diff);
    vec![fine, refused, worse]
}

pub(in crate::report::roll_call) fn frontiers() -> Vec<Frontier> {
    let problem = nothing();
    let plan = Plan::new(vec![]);
    let certificate = certify(&problem, &plan).unwrap();
    let ways = roll! { Way;
        Way::First(_) => Way::First(1),
        Way::Weights(_) => Way::Weights([13, 17]),
        Way::AtMost { .. } => Way::AtMost { tier: 0, limit: 23 },
    };
    let point = |(at, way): (i64, Way)| Point {
        values: [31 + at, 47 - at],
        way,
        problem: problem.clone(),
        plan: plan.clone(),
        certificate: certificate.clone(),
    };
    let tiers = [policy::tier("bac-6", [(Measure::Rank, 1)]), policy::tier("bac-7", [(Measure::Load, 1)])];
    let of = |points, open| Frontier { tiers: tiers.clone(), outcome: Outcome::Solved(plan.clone()), points, open };
    let points: Vec<Point> = (0..).zip(ways).map(point).collect();
    vec![of(points.clone(), vec![]), of(points, vec![[[31, 47], [32, 46]]]), of(vec![], vec![])]
}
