//! A reason for "no" that is spoiled is refused by counting.

use super::cases;
use super::small::{Small, small};
use phancong::office::json::read_problem;
use phancong::*;
use proptest::prelude::*;
use proptest::sample::Index;

/// An answer "no" with its reasons; only those that counting confirms, which is a law of its own.
fn conflicts(small: &Small) -> Vec<Conflict> {
    match solve(&small.problem).unwrap() {
        Outcome::Solved(_) | Outcome::Unproved(_) => vec![],
        Outcome::Infeasible(no) => no.conflicts.into_iter().filter(|c| confirm(&small.problem, c).is_ok()).collect(),
    }
}

proptest! {
    #![proptest_config(cases::cases(256))]

    #[test]
    fn a_wrong_set(small in small(), at in any::<Index>(), which in 0..6usize) {
        let conflicts = conflicts(&small);
        prop_assume!(!conflicts.is_empty());
        let mut spoiled = at.get(&conflicts).clone();
        let right = match which {
            // Without one of its members or minima there is no contradiction left, or the totals are not the sums.
            0 if spoiled.shortage == Shortage::Seats && !spoiled.members.is_empty() => {
                spoiled.members.remove(at.index(spoiled.members.len()));
                |reason: &Miscount| matches!(reason, Miscount::Totals { .. } | Miscount::Enough { .. })
            }
            1 if !spoiled.members.is_empty() => {
                let index = at.index(spoiled.members.len());
                // More than anybody counts for; where seats are short, an answer may count less than it could.
                let more = small.problem.places() + 1 - spoiled.members[index].1;
                spoiled.members[index].1 += more;
                match spoiled.shortage {
                    Shortage::Seats => spoiled.needed += more,
                    Shortage::Members => spoiled.available += more,
                }
                |reason: &Miscount| matches!(reason, Miscount::Member { .. } | Miscount::Enough { .. })
            }
            2 if !spoiled.maxima.is_empty() => {
                let index = at.index(spoiled.maxima.len());
                spoiled.maxima[index].1 += 1;
                spoiled.available += 1;
                |reason: &Miscount| matches!(reason, Miscount::Maximum { .. } | Miscount::Enough { .. })
            }
            3 if !spoiled.minima.is_empty() => {
                let index = at.index(spoiled.minima.len());
                let min = small.problem.load_of(&spoiled.minima[index].0).min;
                spoiled.needed += min + 1 - spoiled.minima[index].1;
                spoiled.minima[index].1 = min + 1;
                |reason: &Miscount| matches!(reason, Miscount::Minimum { .. })
            }
            4 if !spoiled.members.is_empty() => {
                let again = at.get(&spoiled.members).clone();
                spoiled.members.push(again);
                |reason: &Miscount| matches!(reason, Miscount::MemberTwice { .. } | Miscount::Totals { .. } | Miscount::Enough { .. })
            }
            _ => {
                spoiled.maxima.push((Place::Organization("nowhere".parse().unwrap()), 0));
                |reason: &Miscount| matches!(reason, Miscount::UnknownPlace { .. })
            }
        };
        let refused = confirm(&small.problem, &spoiled);
        prop_assert!(refused.is_err(), "{spoiled:?}");
        let refused = refused.unwrap_err();
        prop_assert!(!refused.miscounts().is_empty() && refused.miscounts().iter().all(right), "{refused}");
    }

    #[test]
    fn a_set_inside_out(small in small(), at in any::<Index>()) {
        // A place marked twice, or marked where what it is part of lies on the same side.
        let conflicts = conflicts(&small);
        prop_assume!(!conflicts.is_empty());
        let conflict = at.get(&conflicts).clone();
        let marked: Vec<Place> = conflict.maxima.iter().chain(&conflict.minima).map(|(place, _)| place.clone()).collect();
        let mut twice = conflict.clone();
        twice.minima.push((marked[at.index(marked.len())].clone(), 0));
        let refused = confirm(&small.problem, &twice).unwrap_err();
        prop_assert!(matches!(refused.miscounts(), [Miscount::PlaceTwice { .. }]), "{refused}");
        let mut turned = conflict;
        turned.shortage = if turned.shortage == Shortage::Seats { Shortage::Members } else { Shortage::Seats };
        let refused = confirm(&small.problem, &turned).unwrap_err();
        let at_the_edge = refused.miscounts().iter().any(|reason| matches!(reason, Miscount::NotAtTheEdge { .. }));
        prop_assert!(at_the_edge, "{refused}");
    }

    #[test]
    fn a_designation_that_is_none(small in small(), at in any::<Index>()) {
        let conflicts = conflicts(&small);
        prop_assume!(!conflicts.is_empty());
        let mut conflict = at.get(&conflicts).clone();
        let (member, organization) = (at.get(&small.roster.members).id.clone(), at.get(&small.roster.organizations).id.clone());
        prop_assume!(!small.is_designated(&member, &organization));
        conflict.designated.push((member.clone(), organization.clone()));
        let refused = confirm(&small.problem, &conflict).unwrap_err();
        prop_assert_eq!(refused.miscounts(), &[Miscount::NotDesignated { member, organization }]);
    }
}

/// An and Bình may go to Bình Châu, Bình also to Bình Hải, which needs four members.
pub(super) const SHORT_OF_MEMBERS: &str = r#"{
  "format": "phancong-problem/1", "day": "2020-12-01",
  "policy": {
    "format": "phancong-policy/1", "id": "thu", "title": {"vi": "Thử", "en": "Test"}, "issuer": {"vi": "Thử", "en": "Test"},
    "tier": [{"name": "unplaced", "source": "default", "measures": {"unplaced": 1}}],
    "rule": [{"id": "I", "article": "I", "source": "default", "from": "2020-01-01", "text": {"vi": "", "en": ""}, "says": {"kind": "places", "each": 1}}]
  },
  "facts": {
    "areas": [{"id": "binh-son", "name": "Huyện Bình Sơn"}],
    "organizations": [
      {"id": "binh-chau", "name": "Bình Châu", "area": "binh-son"},
      {"id": "binh-hai", "name": "Bình Hải", "area": "binh-son", "load": {"min": 4}}
    ],
    "members": [{"id": "an", "name": "An", "body": "ban-chap-hanh"}, {"id": "binh", "name": "Bình", "body": "ban-chap-hanh"}],
    "registrations": [
      {"member": "an", "organization": "binh-chau", "rank": 1}, {"member": "binh", "organization": "binh-chau", "rank": 1},
      {"member": "binh", "organization": "binh-hai", "rank": 2}
    ]
  }
}"#;

/// With the totals that its lists make.
fn conflict(
    shortage: Shortage,
    members: Vec<(MemberId, u32)>,
    minima: Vec<(Place, u32)>,
    maxima: Vec<(Place, u32)>,
) -> Conflict {
    let sum = |list: &[(Place, u32)]| list.iter().map(|(_, number)| number).sum::<u32>();
    let counted: u32 = members.iter().map(|(_, count)| count).sum();
    let (needed, available) = match shortage {
        Shortage::Seats => (counted + sum(&minima), sum(&maxima)),
        Shortage::Members => (sum(&minima), counted + sum(&maxima)),
    };
    let (short, minimal) = (needed.saturating_sub(available), false);
    let (designated, also, repairs) = (vec![], vec![], vec![]);
    Conflict { shortage, members, minima, maxima, needed, available, designated, also, short, repairs, minimal }
}

#[test]
fn who_may_come_is_listed_exactly() {
    let problem = read_problem(SHORT_OF_MEMBERS.as_bytes()).unwrap();
    let (an, binh): (MemberId, MemberId) = ("an".parse().unwrap(), "binh".parse().unwrap());
    let minimum = (Place::Organization("binh-hai".parse().unwrap()), 4);
    let said = |members| conflict(Shortage::Members, members, vec![minimum.clone()], vec![]);
    assert_eq!(confirm(&problem, &said(vec![(binh.clone(), 1)])), Ok(()));
    let refused = |members| confirm(&problem, &said(members)).unwrap_err().miscounts().to_vec();
    let wrong = |member: &MemberId, stated, found| vec![Miscount::Member { member: member.clone(), stated, found }];
    assert_eq!(refused(vec![(binh.clone(), 2)]), wrong(&binh, 2, 1));
    assert_eq!(refused(vec![]), wrong(&binh, 0, 1));
    assert_eq!(refused(vec![(an.clone(), 0), (binh.clone(), 1)]), wrong(&an, 0, 0));
    assert_eq!(refused(vec![(an.clone(), 1), (binh.clone(), 1)]), wrong(&an, 1, 0));
    let twice = vec![Miscount::MemberTwice { member: binh.clone() }];
    assert_eq!(refused(vec![(binh.clone(), 1), (binh.clone(), 1)]), twice);
    let stranger: MemberId = "stranger".parse().unwrap();
    let unknown = Miscount::UnknownMember { member: stranger.clone() };
    assert!(refused(vec![(stranger, 1)]).contains(&unknown));
}

#[test]
fn a_place_takes_as_many_as_the_problem_says() {
    let open = read_problem(SHORT_OF_MEMBERS.as_bytes()).unwrap();
    let place = Place::Organization("binh-chau".parse().unwrap());
    // An may go nowhere else.
    let said = |most| conflict(Shortage::Seats, vec![("an".parse().unwrap(), 1)], vec![], vec![(place.clone(), most)]);
    let with_most = |max| {
        let bounds = Bounds { min: 0, max: Some(max) };
        open.with([Change::Load("binh-chau".parse().unwrap(), bounds)]).unwrap()
    };
    assert_eq!(confirm(&with_most(0), &said(0)), Ok(()));
    for (problem, max) in [(with_most(1), Some(1)), (open.clone(), None)] {
        let wrong = Miscount::Maximum { place: place.clone(), stated: 0, max };
        assert_eq!(confirm(&problem, &said(0)).unwrap_err().miscounts(), [wrong]);
    }
}
