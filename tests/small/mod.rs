//! Random problems small enough to try every plan, and the plainest reading of what a plan costs.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

use phancong::strategies::{self, Size};
use phancong::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A problem with the facts and the policy it was made from.
#[derive(Debug, Clone)]
pub struct Small {
    pub policy: Policy,
    pub roster: Roster,
    pub problem: Problem,
}

/// The day of every problem here.
pub fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap()
}

pub fn organization(index: usize) -> OrganizationId {
    format!("o{index}").parse().unwrap()
}

pub fn area(index: usize) -> AreaId {
    format!("a{index}").parse().unwrap()
}

pub fn member(index: usize) -> MemberId {
    format!("m{index}").parse().unwrap()
}

pub fn placement(member: &MemberId, organization: &OrganizationId) -> Placement {
    Placement { member: member.clone(), organization: organization.clone() }
}

const AREAS: usize = 4;
const ORGANIZATIONS: usize = 5;

/// Problems of 1 to 5 members and 1 to 5 organizations in up to 4 areas, with at most 2,000 legal plans.
pub fn small() -> impl Strategy<Value = Small> {
    let size = Size { members: 5, organizations: ORGANIZATIONS, areas: AREAS };
    strategies::any_season(size).prop_filter_map("defects, or too many plans", |season| {
        let problem = season.problem().ok()?;
        let small = Small { policy: season.policy, roster: season.roster, problem };
        let plans: usize = small.roster.members.iter().map(|m| small.legal_sets(&m.id).len()).product();
        (plans <= 2000).then_some(small)
    })
}

/// Prices for up to 9 places and 7 tiers, some missing, most near zero, a few at the end of what is allowed.
pub fn raw_prices() -> impl Strategy<Value = Vec<Option<Vec<i64>>>> {
    let far = 1i64 << 60;
    let number = prop_oneof![8 => -6..=6i64, 2 => -90..=90i64, 1 => prop_oneof![Just(far), Just(-far), Just(far - 1)]];
    proptest::collection::vec(
        proptest::option::weighted(0.8, proptest::collection::vec(number, 7)),
        AREAS + ORGANIZATIONS,
    )
}

impl Small {
    pub fn prices(&self, raw: &[Option<Vec<i64>>]) -> Prices {
        let tiers = self.problem.tiers().len();
        let price = |at: usize| raw[at].as_ref().map(|numbers| Cost::from(numbers[..tiers].to_vec()));
        let areas = (0..self.roster.areas.len()).filter_map(|at| Some((area(at), price(at)?)));
        let organizations = 0..self.roster.organizations.len();
        let organizations = organizations.filter_map(|at| Some((organization(at), price(AREAS + at)?)));
        Prices { areas: areas.collect(), organizations: organizations.collect(), ..Prices::default() }
    }

    pub fn is_designated(&self, member: &MemberId, organization: &OrganizationId) -> bool {
        self.roster.designations.iter().any(|d| d.member == *member && d.organization == *organization)
    }

    /// Every set of places a member may hold, the empty one included.
    pub fn legal_sets(&self, member: &MemberId) -> Vec<Vec<OrganizationId>> {
        let places = self.problem.places() as usize;
        let candidates: Vec<_> = self.problem.candidates(member).map(|o| o.id.clone()).collect();
        let designated = candidates.iter().filter(|o| self.is_designated(member, o)).count();
        let sets = (0..1usize << candidates.len()).map(|mask| {
            let chosen = candidates.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1);
            chosen.map(|(_, o)| o.clone()).collect::<Vec<_>>()
        });
        let others = |set: &[OrganizationId]| set.iter().filter(|o| !self.is_designated(member, o)).count();
        sets.filter(|set| set.len() <= places && others(set) <= places - designated).collect()
    }

    /// The areas that contain an organization.
    pub fn areas_of(&self, organization: &OrganizationId) -> Vec<AreaId> {
        let mut all = Vec::new();
        let mut at = self.problem.organization(organization).map(|o| o.area.clone());
        while let Some(area) = at {
            at = self.problem.area(&area).and_then(|a| a.parent.clone());
            all.push(area);
        }
        all
    }

    /// How many are placed at each organization and in each area.
    pub fn loads(&self, placements: &[Placement]) -> BTreeMap<Place, u32> {
        let mut loads = BTreeMap::new();
        for placement in placements {
            *loads.entry(Place::Organization(placement.organization.clone())).or_default() += 1;
            for area in self.areas_of(&placement.organization) {
                *loads.entry(Place::Area(area)).or_default() += 1;
            }
        }
        loads
    }

    pub fn bounds(&self) -> Vec<(Place, Bounds)> {
        let organizations = self.roster.organizations.iter().map(|o| (Place::Organization(o.id.clone()), o.load));
        organizations.chain(self.roster.areas.iter().map(|a| (Place::Area(a.id.clone()), a.load))).collect()
    }

    pub fn keeps_maxima(&self, placements: &[Placement]) -> bool {
        let loads = self.loads(placements);
        let load = |place: &Place| loads.get(place).copied().unwrap_or(0);
        self.bounds().iter().all(|(place, bounds)| bounds.max.is_none_or(|max| load(place) <= max))
    }

    /// Calls `visit` with each legal plan.
    pub fn each_plan(&self, visit: &mut impl FnMut(&[Placement])) {
        let sets: Vec<_> = self.roster.members.iter().map(|m| (m.id.clone(), self.legal_sets(&m.id))).collect();
        self.extend(&sets, &mut Vec::new(), visit);
    }

    fn extend(
        &self,
        sets: &[(MemberId, Vec<Vec<OrganizationId>>)],
        so_far: &mut Vec<Placement>,
        visit: &mut impl FnMut(&[Placement]),
    ) {
        let Some(((member, options), rest)) = sets.split_first() else {
            if self.keeps_maxima(so_far) {
                visit(so_far);
            }
            return;
        };
        for set in options {
            let before = so_far.len();
            so_far.extend(set.iter().map(|o| placement(member, o)));
            self.extend(rest, so_far, visit);
            so_far.truncate(before);
        }
    }

    /// The cheapest plan of all.
    pub fn best(&self) -> (Vec<i64>, Vec<Placement>) {
        let mut best: Option<(Vec<i64>, Vec<Placement>)> = None;
        self.each_plan(&mut |placements| {
            let cost = self.cost(placements);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, placements.to_vec()));
            }
        });
        best.unwrap()
    }

    pub fn is_outside(&self, placement: &Placement) -> bool {
        let applies = self.problem.rules().locality().is_some()
            && self.problem.rules().readings().locality != LocalityReading::Off;
        let scope = &self.problem.member(&placement.member).unwrap().scope;
        let inside = self.areas_of(&placement.organization).iter().any(|area| scope.contains(area));
        applies && !scope.is_empty() && !inside
    }

    /// 0, 1, 2 for the first, second, third wish, designated or not.
    pub fn rank(&self, placement: &Placement) -> i64 {
        let picked = self.problem.member(&placement.member).unwrap().body.as_str() == "thuong-truc";
        let mut wishes: Vec<_> = self.roster.registrations.iter().filter(|r| r.member == placement.member).collect();
        wishes.sort_by_key(|r| r.rank);
        let wish = wishes.iter().position(|r| r.organization == placement.organization);
        wish.filter(|_| !picked).map_or(0, |position| position as i64)
    }

    /// What a pair draws: the first 24 bits of SHA-256 of the text that anybody can write down.
    pub fn lot(&self, placement: &Placement) -> i64 {
        let Some(seed) = &self.policy.seed else { return 0 };
        let seed = seed.replace('\\', "\\\\");
        let text = format!("draw\nlot\t{seed}\t{}\t{}\n", placement.member, placement.organization);
        let hash = hmac_sha256::Hash::hash(text.as_bytes());
        hash[..3].iter().fold(0, |lot, byte| lot * 256 + i64::from(*byte))
    }

    pub fn weigh(&self, measures: &[(Measure, i64)]) -> Vec<i64> {
        let tiers = self.problem.tiers().iter();
        tiers.map(|tier| measures.iter().map(|(measure, value)| tier.weight(*measure) * value).sum()).collect()
    }

    /// The cost of a plan, measure by measure as the policy words them.
    pub fn cost(&self, placements: &[Placement]) -> Vec<i64> {
        let loads = self.loads(placements);
        let load = |place: &Place| i64::from(loads.get(place).copied().unwrap_or(0));
        let owed = self.roster.members.len() as i64 * i64::from(self.problem.places());
        let short: i64 = self.bounds().iter().map(|(place, b)| (i64::from(b.min) - load(place)).max(0)).sum();
        let organizations = self.roster.organizations.iter().map(|o| load(&Place::Organization(o.id.clone())));
        let history: BTreeSet<_> = self.roster.history.iter().collect();
        let before: BTreeSet<_> = self.roster.previous.iter().collect();
        self.weigh(&[
            (Measure::Unplaced, owed - placements.len() as i64 + short),
            (Measure::Outside, placements.iter().filter(|p| self.is_outside(p)).count() as i64),
            (Measure::Load, organizations.map(|load| load * load).sum()),
            (Measure::Rank, placements.iter().map(|p| self.rank(p)).sum()),
            (Measure::Repeat, placements.iter().filter(|p| history.contains(p)).count() as i64),
            (Measure::Moves, before.iter().filter(|p| !placements.contains(p)).count() as i64),
            (Measure::Draw, placements.iter().map(|p| self.lot(p)).sum()),
        ])
    }
}

/// A plan that makes the true claims about itself, as the judge computes them.
pub fn with_true_claim(small: &Small, plan: Plan) -> Plan {
    let certificate = certify(&small.problem, &plan).unwrap();
    let tiers = small.problem.tiers().iter().map(|tier| tier.name.clone()).collect();
    let problem = small.problem.digest().clone();
    plan.with_claim(Claim { problem, tiers, cost: certificate.cost, bound: certificate.bound })
}
