//! Changed tables, and what is written about them.

use super::{an, binh, chau, hai, roll, son};
use crate::explain::{Letter, Recipient};
use crate::plan::{Diff, Shift};
use crate::roster::Placement;

pub(in crate::report::roll_call) fn shifts() -> Vec<Shift> {
    let shift = |kept, from, to| Shift { member: an(), kept, from, to };
    vec![
        shift(vec![], vec![chau()], vec![hai()]),
        shift(vec![], vec![chau()], vec![]),
        shift(vec![], vec![], vec![hai()]),
        shift(vec![chau()], vec![hai()], vec![]),
        shift(vec![chau()], vec![], vec![hai()]),
        Shift { member: binh(), kept: vec![], from: vec![chau(), hai()], to: vec![] },
    ]
}

pub(in crate::report::roll_call) fn diffs() -> Vec<Diff> {
    vec![Diff::default(), Diff { shifts: shifts() }, Diff { shifts: shifts().split_off(5) }]
}

pub(in crate::report::roll_call) fn letters() -> Vec<Letter> {
    let recipients = roll! { Recipient;
        Recipient::Member(_) => Recipient::Member(an()),
        Recipient::Committee(_) => Recipient::Committee(son()),
        Recipient::Organization(_) => Recipient::Organization(chau()),
    };
    let pair = |member, organization| Placement { member, organization };
    let both = |to: Recipient| Letter { to, ended: vec![pair(an(), chau())], begun: vec![pair(an(), hai())] };
    let mut letters: Vec<Letter> = recipients.into_iter().map(both).collect();
    let to = || Recipient::Organization(hai());
    letters.push(Letter { to: to(), ended: vec![pair(an(), hai()), pair(binh(), hai())], begun: vec![] });
    letters.push(Letter { to: to(), ended: vec![], begun: vec![pair(binh(), hai())] });
    letters
}
