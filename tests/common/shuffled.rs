//! The same facts in another order.
#![allow(unreachable_pub, clippy::cast_possible_truncation, reason = "a row number is small")]

use phancong::Roster;

/// The lists of a roster in another order.
pub fn shuffled(roster: &Roster, seed: u64) -> Roster {
    fn mix<T>(list: &mut [T], mut seed: u64) {
        for at in (1..list.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            list.swap(at, (seed >> 33) as usize % (at + 1));
        }
    }
    let mut roster = roster.clone();
    mix(&mut roster.areas, seed);
    mix(&mut roster.organizations, seed);
    mix(&mut roster.members, seed);
    mix(&mut roster.registrations, seed);
    mix(&mut roster.designations, seed);
    mix(&mut roster.nominations, seed);
    mix(&mut roster.bans, seed);
    mix(&mut roster.waivers, seed);
    mix(&mut roster.previous, seed);
    mix(&mut roster.history, seed);
    mix(&mut roster.side_rules, seed);
    roster.members.iter_mut().for_each(|member| mix(&mut member.scope, seed));
    roster
}
