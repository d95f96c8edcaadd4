//! Answers to questions.

use super::{an, binh, chau, cited, hai, in_son, lines, loads, nothing, rejected, roll};
use crate::certify::certify;
use crate::explain::{Alternative, Barrier, Draft, Effect, Forced, Guest, Move, View, Why, draft};
use crate::plan::{Diff, Plan};
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
    vec![
        Effect { cost: [0, -17, 23].into(), moves: moves(), starved: vec![in_son(), Place::Organization(hai())] },
        Effect { cost: [1, 17, 23].into(), moves: Vec::new(), starved: Vec::new() },
        Effect { cost: [0, 0, 0].into(), moves: moves(), starved: Vec::new() },
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
