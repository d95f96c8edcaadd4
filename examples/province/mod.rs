//! The sample province: real districts and communes, everything else invented by a seeded generator.
#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "the only input are the lists beside it; a mistake in them must stop the generator at once"
)]

mod organizations;
mod people;
mod random;
mod units;
mod wishes;

use phancong::Roster;
use random::Random;
use std::fmt::Debug;
use std::str::FromStr;

/// The season as it should be: every rule can be kept.
pub(crate) fn season() -> Roster {
    let mut random = Random::new(2020);
    let areas = units::areas();
    let organizations = organizations::all(&mut random);
    let members = people::members(&mut random);
    let mut roster = Roster { areas, organizations, members, ..Roster::default() };
    wishes::add(&mut roster, &mut random);
    roster
}

/// The same season with one contradiction: [`wishes::RIVALS`] register the three [`wishes::CONTESTED`] organizations only, and here each of
/// these takes one member.
pub(crate) fn short_season() -> Roster {
    let mut roster = season();
    for organization in &mut roster.organizations {
        if wishes::CONTESTED.contains(&organization.id.as_str()) {
            organization.load.max = Some(1);
        }
    }
    roster
}

/// A text that is known to be an id.
fn id<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().expect("the generator writes good ids")
}
