//! A commune: its hamlets, its party members and its households.

use super::units::{District, Random, area, id, member, organization};
use phancong::{Nomination, Roster};

/// Households of a hamlet, about.
const HAMLET: usize = 250;

/// How large a commune is.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) households: usize,
    pub(super) members: usize,
}

/// The commune with this number in its district. For each household the cell thinks of up to three party members: two of the hamlet, or of the next
/// where the hamlet has too few, and for one household in five somebody of another hamlet.
pub(super) fn commune(district: &District, number: usize, size: Size) -> (String, Roster) {
    let unit = format!("{}/{}/{number}", district.province_code, district.code);
    let random = &mut Random::of(&unit);
    let hamlets = (size.households / HAMLET).clamp(1, size.members);
    let hamlet = |at: usize| format!("thon-{:02}", at % hamlets + 1);
    let mut roster = Roster::default();
    roster.areas.extend((0..hamlets).map(|at| area(&hamlet(at), &format!("Thôn {}", at + 1), None)));
    // Nobody takes more than half as many again as an even share would be.
    let share = size.households.div_ceil(size.members);
    let most = u32::try_from(share + share.div_ceil(2)).ok();
    for at in 0..size.members {
        roster.organizations.push(organization(&format!("dv-{:04}", at + 1), random.name(), &hamlet(at), most));
    }
    // The party members of hamlet `at % hamlets` are `at % hamlets`, `at % hamlets + hamlets`, and so on.
    let living = |at: usize, random: &mut Random| {
        let home = at % hamlets;
        home + hamlets * random.below((size.members - home).div_ceil(hamlets))
    };
    for at in 0..size.households {
        let household = format!("ho-{:05}", at + 1);
        roster.members.push(member(&household, format!("Hộ {}", random.name()), "ho-gia-dinh", &hamlet(at)));
        let mut thought = vec![living(at, random), living(at, random)];
        if random.below(5) == 0 {
            thought.push(living(at + 1, random));
        }
        thought.sort_unstable();
        thought.dedup();
        roster.nominations.extend(thought.into_iter().map(|party_member| Nomination {
            member: id(&household),
            organization: id(&format!("dv-{:04}", party_member + 1)),
        }));
    }
    (unit, roster)
}
