//! Is a reason a reason by itself, and is every part of it needed? Answered by listing the plans of the restricted province.
//!
//! Restricted means: no bound but those that the conflict lists, at the numbers it lists. Where seats are short, each listed designation is held
//! and each listed member holds, besides, as many places as lie outside and those counted inside; the others may help to fill the minima and
//! have to hold nothing. Where members are short, nobody has to: it is only asked whether the listed minima can be reached.

use super::common::{self, Case};
use super::no::reasons;
use phancong::*;
use proptest::prelude::*;

/// What a conflict claims cannot all be done.
#[derive(Clone)]
struct Claimed {
    /// Places that a member has to hold besides designations.
    asked: Vec<(MemberId, usize)>,
    designated: Vec<(MemberId, OrganizationId)>,
    minima: Vec<(Place, u32)>,
    maxima: Vec<(Place, u32)>,
}

fn number(list: &[(Place, u32)], place: &Place) -> Option<u32> {
    list.iter().find(|entry| entry.0 == *place).map(|entry| entry.1)
}

impl Claimed {
    fn new(case: &Case, conflict: &Conflict) -> Self {
        let Conflict { shortage, minima, maxima, .. } = conflict.clone();
        let mut claimed = Self { asked: vec![], designated: vec![], minima, maxima };
        if shortage == Shortage::Seats {
            claimed.designated = conflict.designated.clone();
            for (id, count) in &conflict.members {
                let pins = conflict.designated.iter().filter(|pin| pin.0 == *id).count();
                let member = case.roster.members.iter().find(|m| m.id == *id).unwrap();
                let free = case.may_go(member).into_iter().filter(|o| !case.designated(member, &o.id));
                let outside = free.filter(|o| !claimed.is_inside(case, o)).count();
                if *count as usize > pins {
                    claimed.asked.push((id.clone(), outside + *count as usize - pins));
                }
            }
        }
        claimed
    }

    /// On the side of the nearest listed place, upwards; seats are short, so what is above everything is outside.
    fn is_inside(&self, case: &Case, organization: &Organization) -> bool {
        let side = |place: &Place| {
            if number(&self.minima, place).is_some() { Some(false) } else { number(&self.maxima, place).map(|_| true) }
        };
        let mut place = Place::Organization(organization.id.clone());
        let mut up = Some(&organization.area);
        loop {
            if let Some(side) = side(&place) {
                return side;
            }
            let Some(id) = up else { return false };
            place = Place::Area(id.clone());
            up = case.roster.areas.iter().find(|a| a.id == *id).unwrap().parent.as_ref();
        }
    }

    /// Whether some plan does all that is claimed to be too much.
    fn can_be(&self, case: &Case, places: u32) -> bool {
        let mut case = case.clone();
        let load = |place: Place| Bounds { min: 0, max: number(&self.maxima, &place) };
        case.roster.organizations.iter_mut().for_each(|o| o.load = load(Place::Organization(o.id.clone())));
        case.roster.areas.iter_mut().for_each(|a| a.load = load(Place::Area(a.id.clone())));
        case.plans(places).iter().any(|plan| {
            let keeps = |(m, held): &(&Member, Vec<&Organization>)| {
                let others = held.iter().filter(|o| !case.designated(m, &o.id)).count();
                let asked = self.asked.iter().find(|entry| entry.0 == m.id).map_or(0, |entry| entry.1);
                let mut pins = self.designated.iter().filter(|pin| pin.0 == m.id);
                others >= asked && pins.all(|pin| held.iter().any(|o| o.id == pin.1))
            };
            plan.iter().all(keeps) && self.minima.iter().all(|(place, min)| case.load(plan, place) >= *min)
        })
    }

    /// The same with one part less: one place of a member, a designation, a maximum, one seat of a minimum.
    fn with_less(&self) -> Vec<(String, Self)> {
        let mut all = Vec::new();
        let mut add = |what: String, change: &dyn Fn(&mut Self)| {
            let mut less = self.clone();
            change(&mut less);
            all.push((what, less));
        };
        for (at, (member, _)) in self.asked.iter().enumerate() {
            add(format!("one place of {member}"), &|less| less.asked[at].1 -= 1);
        }
        for (at, (member, organization)) in self.designated.iter().enumerate() {
            add(format!("the designation of {member} to {organization}"), &|less| drop(less.designated.remove(at)));
        }
        for (at, (place, _)) in self.maxima.iter().enumerate() {
            add(format!("the maximum of {place}"), &|less| drop(less.maxima.remove(at)));
        }
        for (at, (place, _)) in self.minima.iter().enumerate() {
            add(format!("one seat of the minimum of {place}"), &|less| less.minima[at].1 -= 1);
        }
        all
    }
}

proptest! {
    #![proptest_config(common::cases(300))]

    /// I2: the province restricted to a reason has no plan either.
    #[test]
    fn i02_a_reason_is_one_by_itself(case in common::case()) {
        let Some((problem, conflicts)) = reasons(&case) else { return Ok(()) };
        for conflict in conflicts {
            prop_assert!(!Claimed::new(&case, &conflict).can_be(&case, problem.places()), "{conflict:?}");
        }
    }

    /// I3: one place of one member less, one maximum lifted or one minimum lowered by one, and the restricted province has a plan.
    #[test]
    fn i03_every_part_of_a_reason_is_needed(case in common::case()) {
        let Some((problem, conflicts)) = reasons(&case) else { return Ok(()) };
        for conflict in conflicts {
            prop_assert!(conflict.minimal);
            for (what, less) in Claimed::new(&case, &conflict).with_less() {
                prop_assert!(less.can_be(&case, problem.places()), "{conflict:?} without {what}");
            }
        }
    }
}
