//! Provinces that have nothing to do with each other, put into one roster.

use super::common::{self, Case};
use super::{named, renamed, said_of};
use phancong::*;
use proptest::prelude::*;

/// The facts of the second, under ids of their own, added to the first.
fn together(one: &Case, other: &Case) -> Case {
    let mut both = one.clone();
    let more = renamed(&other.roster, &|id| format!("z{id}"));
    both.roster.areas.extend(more.areas);
    both.roster.organizations.extend(more.organizations);
    both.roster.members.extend(more.members);
    both.roster.registrations.extend(more.registrations);
    both.roster.designations.extend(more.designations);
    both.roster.nominations.extend(more.nominations);
    both.roster.bans.extend(more.bans);
    both.roster.previous.extend(more.previous);
    both.roster.history.extend(more.history);
    both
}

fn apart(one: &Case, other: &Case) -> Result<(), TestCaseError> {
    // Where the Board may send someone depends on the policy, and has to be named before the provinces meet.
    let one = named(one);
    let other = named(&Case { policy: one.policy.clone(), ..other.clone() });
    let (Some(first), Some(second)) = (said_of(&one), said_of(&other)) else { return Ok(()) };
    let both = said_of(&together(&one, &other)).unwrap();
    let sum: Cost = first.cost.tiers().iter().zip(second.cost.tiers()).map(|(a, b)| a + b).collect();
    prop_assert_eq!(both.cost, sum);
    prop_assert_eq!(both.solved, first.solved && second.solved);
    let moved = renamed(&Roster { previous: second.table, ..Roster::default() }, &|id| format!("z{id}"));
    prop_assert_eq!(both.table, [first.table, moved.previous].concat());
    Ok(())
}

proptest! {
    #![proptest_config(common::cases(200))]

    /// A16: of two provinces together the costs add up and the table is both tables.
    #[test]
    fn a16_two_provinces_together_are_both(one in common::case(), other in common::case()) {
        apart(&one, &other)?;
    }

    /// A17: a province twice costs twice.
    #[test]
    fn a17_a_province_twice_costs_twice(case in common::case()) {
        apart(&case, &case)?;
    }
}
