//! Random small provinces, and a reading of the rules so plain that it can be checked by eye: every plan is listed, every cost is counted.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::needless_range_loop,
    reason = "a test may stop with a panic; not every test uses every helper"
)]

mod cases;
mod rule;
pub mod side;

pub(crate) use cases::cases;
use phancong::*;
use proptest::prelude::*;
pub use rule::{area, member, org};
use rule::{rule, text};
use std::collections::BTreeMap;

/// A random province with its policy.
#[derive(Debug, Clone)]
pub struct Case {
    pub roster: Roster,
    pub policy: Policy,
}

impl Case {
    pub fn rules(&self) -> Rules {
        self.policy.in_force("2021-01-01".parse().unwrap()).unwrap()
    }

    pub fn problem(&self) -> Result<Problem, ProblemError> {
        Problem::new(self.roster.clone(), self.rules())
    }
}

/// A policy with the rules that decide who may go where, any number of wishes, and the given places and tiers.
pub fn policy(places: u32, tiers: &[&[(Measure, i64)]], locality: LocalityReading) -> Policy {
    let measures = |measures: &[(Measure, i64)]| measures.iter().copied().collect::<BTreeMap<_, _>>();
    let tiers = tiers.iter().enumerate().map(|(at, list)| Tier {
        name: format!("tier {at}"),
        source: Source::Default,
        measures: measures(list),
    });
    Policy {
        format: "phancong-policy/1".into(),
        id: "random".into(),
        title: text("random"),
        issuer: text("nobody"),
        number: String::new(),
        basis: vec![],
        seed: None,
        readings: Readings { locality, ..Readings::default() },
        tiers: tiers.collect(),
        rules: vec![
            rule("registration", Kind::Registration { min: 0, max: 99 }),
            rule("own", Kind::OwnOrganization),
            rule("locality", Kind::Locality),
            rule("picks", Kind::BoardPicks { bodies: vec!["picked".parse().unwrap()] }),
            rule("places", Kind::Places { each: places }),
        ],
    }
}

type RawMember = (Vec<u8>, u8, u8, u8, u8, u8);

fn tiers() -> impl Strategy<Value = Vec<Vec<(Measure, i64)>>> {
    use Measure::{Load, Moves, Outside, Rank, Repeat};
    let order = Just(vec![Outside, Load, Rank, Moves, Repeat]).prop_shuffle();
    (order, prop::collection::vec(0u8..3, 5), prop::collection::vec(1i64..4, 5)).prop_map(|(order, cut, weights)| {
        let mut tiers = vec![vec![(Measure::Unplaced, 1)]];
        for ((measure, cut), weight) in order.into_iter().zip(cut).zip(weights) {
            match cut {
                0 if tiers.len() > 1 => tiers.last_mut().unwrap().push((measure, weight)),
                1 if matches!(measure, Moves | Repeat) => {}
                _ => tiers.push(vec![(measure, weight)]),
            }
        }
        tiers
    })
}

/// Provinces of up to four members and five organizations in up to four areas, with bounds tight enough that some have no plan.
pub fn case() -> impl Strategy<Value = Case> {
    let members =
        prop::collection::vec((prop::collection::vec(0u8..5, 1..4), 0u8..12, 0u8..8, 0u8..6, 0u8..16, 0u8..16), 1..5);
    let bounds = prop::collection::vec((0u8..8, 0u8..6), 9);
    let shape = (2usize..6, 1usize..5, prop::collection::vec(0u8..8, 5), prop::collection::vec(0u8..5, 5));
    let reading =
        prop::sample::select(vec![LocalityReading::Principle, LocalityReading::Principle, LocalityReading::Hard]);
    (members, bounds, shape, tiers(), prop::sample::select(vec![1u32, 1, 1, 2, 3]), reading).prop_map(
        |(members, bounds, shape, tiers, places, locality)| build(&members, &bounds, &shape, &tiers, places, locality),
    )
}

/// The same, and three in four draw by lot in the end.
pub fn drawn() -> impl Strategy<Value = Case> {
    (case(), 0u8..4).prop_map(|(mut case, seed)| {
        if seed > 0 {
            let last = Tier { name: "lots".into(), source: Source::Default, measures: [(Measure::Draw, 1)].into() };
            case.policy.tiers.push(last);
            case.policy.seed = Some(format!("đợt \\ {seed}"));
        }
        case
    })
}

/// As [`case`], and only those whose facts are a problem.
pub fn sound() -> impl Strategy<Value = Case> {
    case().prop_filter("no problem", |case| case.problem().is_ok())
}

fn build(
    members: &[RawMember],
    bounds: &[(u8, u8)],
    (orgs, areas, lies, parents): &(usize, usize, Vec<u8>, Vec<u8>),
    tiers: &[Vec<(Measure, i64)>],
    places: u32,
    locality: LocalityReading,
) -> Case {
    let load = |at: usize| {
        let (min, max) = bounds[at];
        let min = u32::from(min == 0) + u32::from(min == 1) * 2;
        let max = (max < 4).then(|| (u32::from(max)).max(min));
        Bounds { min, max }
    };
    let mut roster = Roster::default();
    for at in 0..*areas {
        let parent = (at > 0 && lies[at] % 2 == 0).then(|| area(usize::from(lies[at] / 2) % at));
        roster.areas.push(Area { id: area(at), name: String::new(), parent, load: load(5 + at.min(3)) });
    }
    for at in 0..*orgs {
        let parent = (at > 1 && parents[at] == 0).then(|| org(at - 1));
        let lies = area(usize::from(lies[4 - at]) % areas);
        roster.organizations.push(Organization {
            id: org(at),
            name: String::new(),
            area: lies,
            parent,
            load: load(at),
        });
    }
    for (at, (wishes, own, scope, body, pin, extra)) in members.iter().enumerate() {
        let own = (usize::from(*own) < *orgs).then(|| org(usize::from(*own)));
        let scope = (0..*areas).filter(|bit| scope >> bit & 1 == 1).map(area).collect();
        let picked = *body == 0;
        let body = if picked { "picked" } else { "others" }.parse().unwrap();
        roster.members.push(Member { id: member(at), name: String::new(), body, own, scope });
        for (rank, wish) in (1..).zip(wishes) {
            let wish = usize::from(*wish) % orgs;
            if picked && *extra < 8 {
                roster.nominations.push(Nomination { member: member(at), organization: org(wish) });
            } else {
                roster.registrations.push(Registration { member: member(at), organization: org(wish), rank, on: None });
            }
        }
        if usize::from(*pin) < *orgs {
            let organization = org(usize::from(*pin));
            roster.designations.push(Designation { member: member(at), organization, reason: "because".into() });
        }
        if usize::from(*extra) < *orgs {
            let organization = org(usize::from(*extra));
            roster.bans.push(Ban { member: member(at), organization, reason: "because".into() });
        }
        if *extra > 10 {
            roster.previous.push(Placement { member: member(at), organization: org(usize::from(*pin) % orgs) });
        }
        // Earlier years: wishes held already, or places near them, some of them twice, and one place of somebody who is gone.
        if *extra % 3 == 0 {
            let was = wishes.iter().map(|wish| org((usize::from(*wish) + usize::from(*pin) / 8) % orgs));
            roster.history.extend(was.map(|organization| Placement { member: member(at), organization }));
            roster.history.push(Placement { member: member(9), organization: org(0) });
        }
    }
    let tiers: Vec<&[(Measure, i64)]> = tiers.iter().map(Vec::as_slice).collect();
    let mut case = Case { roster, policy: policy(places, &tiers, locality) };
    case.drop_impossible();
    case
}

impl Case {
    fn parent_of(&self, id: &OrganizationId) -> Option<&OrganizationId> {
        self.roster.organizations.iter().find(|o| o.id == *id)?.parent.as_ref()
    }

    fn top<'a>(&'a self, mut id: &'a OrganizationId) -> &'a OrganizationId {
        while let Some(up) = self.parent_of(id) {
            id = up;
        }
        id
    }

    pub fn is_own(&self, member: &Member, organization: &OrganizationId) -> bool {
        member.own.as_ref().is_some_and(|own| self.top(own) == self.top(organization))
    }

    /// Leaves out what the rules forbid outright, so that most cases are problems: such facts have tests of their own.
    fn drop_impossible(&mut self) {
        let case = self.clone();
        let find = |id: &MemberId| case.roster.members.iter().find(|m| m.id == *id).unwrap();
        let own = |m: &MemberId, o: &OrganizationId| case.is_own(find(m), o);
        self.roster
            .registrations
            .retain(|r| !own(&r.member, &r.organization) && case.parent_of(&r.organization).is_none());
        self.roster.nominations.retain(|n| !own(&n.member, &n.organization));
        self.roster.designations.retain(|d| {
            let banned = |b: &Ban| b.member == d.member && b.organization == d.organization;
            !own(&d.member, &d.organization) && !case.roster.bans.iter().any(banned)
        });
    }

    pub fn in_area(&self, organization: &Organization, area: &AreaId) -> bool {
        let mut at = Some(&organization.area);
        while let Some(id) = at {
            if id == area {
                return true;
            }
            at = self.roster.areas.iter().find(|a| a.id == *id).unwrap().parent.as_ref();
        }
        false
    }

    pub fn outside(&self, m: &Member, o: &Organization) -> bool {
        !m.scope.is_empty() && !m.scope.iter().any(|area| self.in_area(o, area))
    }

    pub fn designated(&self, m: &Member, o: &OrganizationId) -> bool {
        self.roster.designations.iter().any(|d| d.member == m.id && d.organization == *o)
    }

    fn wishes(&self, m: &Member) -> Vec<&OrganizationId> {
        let mut list: Vec<_> = self.roster.registrations.iter().filter(|r| r.member == m.id).collect();
        list.sort_by_key(|r| r.rank);
        let mut distinct = Vec::new();
        for wish in list {
            if !distinct.contains(&&wish.organization) {
                distinct.push(&wish.organization);
            }
        }
        distinct
    }

    /// Where a member may go, read straight from the facts.
    pub fn may_go(&self, m: &Member) -> Vec<&Organization> {
        let nominated: Vec<_> = self.roster.nominations.iter().filter(|n| n.member == m.id).collect();
        let hard = self.policy.readings.locality == LocalityReading::Hard;
        let allowed = |o: &&Organization| {
            let chosen = if m.body.as_str() != "picked" {
                self.wishes(m).contains(&&o.id)
            } else if nominated.is_empty() {
                o.parent.is_none() && !self.is_own(m, &o.id)
            } else {
                nominated.iter().any(|n| n.organization == o.id)
            };
            let banned = self.roster.bans.iter().any(|b| b.member == m.id && b.organization == o.id);
            let outside = hard && self.outside(m, o);
            self.designated(m, &o.id) || (chosen && !banned && !outside)
        };
        self.roster.organizations.iter().filter(allowed).collect()
    }

    /// Every set of places a member may hold, the empty one included.
    fn holdings(&self, m: &Member, places: usize) -> Vec<Vec<&Organization>> {
        let all = self.may_go(m);
        let pins = all.iter().filter(|o| self.designated(m, &o.id)).count();
        let mut sets = vec![vec![]];
        for o in all {
            let more: Vec<_> = sets.iter().map(|set: &Vec<&Organization>| [set.clone(), vec![o]].concat()).collect();
            sets.extend(more);
        }
        let others = |set: &Vec<&Organization>| set.iter().filter(|o| !self.designated(m, &o.id)).count();
        sets.retain(|set| others(set) + pins <= places);
        sets
    }

    pub fn load(&self, plan: &[(&Member, Vec<&Organization>)], place: &Place) -> u32 {
        let held = plan.iter().flat_map(|line| &line.1);
        let count = held.filter(|o| match place {
            Place::Organization(id) => o.id == *id,
            Place::Area(id) => self.in_area(o, id),
        });
        count.count() as u32
    }

    pub fn bounds(&self) -> Vec<(Place, Bounds)> {
        let orgs = self.roster.organizations.iter().map(|o| (Place::Organization(o.id.clone()), o.load));
        orgs.chain(self.roster.areas.iter().map(|a| (Place::Area(a.id.clone()), a.load))).collect()
    }

    /// The cost of a plan, counted measure by measure; none when it breaks a maximum.
    pub fn cost(&self, plan: &[(&Member, Vec<&Organization>)], places: u32) -> Option<Cost> {
        let mut missing: i64 = plan.iter().map(|line| i64::from(places) - line.1.len() as i64).sum();
        for (place, bounds) in self.bounds() {
            let load = self.load(plan, &place);
            if bounds.max.is_some_and(|max| load > max) {
                return None;
            }
            missing += i64::from(bounds.min.saturating_sub(load));
        }
        let squares = self.roster.organizations.iter().map(|o| {
            let load = i64::from(self.load(plan, &Place::Organization(o.id.clone())));
            load * load
        });
        let (mut outside, mut rank) = (0, 0);
        for (m, held) in plan {
            for o in held {
                outside += i64::from(self.outside(m, o));
                let picked = m.body.as_str() == "picked";
                let position = self.wishes(m).iter().position(|wish| **wish == o.id);
                rank += position.filter(|_| !picked).unwrap_or(0) as i64;
            }
        }
        let mut previous = self.roster.previous.clone();
        previous.sort();
        previous.dedup();
        let held = |p: &Placement| {
            plan.iter().any(|(m, held)| m.id == p.member && held.iter().any(|o| o.id == p.organization))
        };
        let moves = previous.iter().filter(|p| !held(p)).count() as i64;
        let was = |m: &Member, o: &Organization| {
            self.roster.history.iter().any(|p| p.member == m.id && p.organization == o.id)
        };
        let again = plan.iter().map(|(m, held)| held.iter().filter(|o| was(m, o)).count() as i64).sum();
        let lot = |m: &Member, o: &Organization| self.lot(m.id.as_ref(), o.id.as_ref());
        let lots = plan.iter().map(|(m, held)| held.iter().map(|o| lot(m, o)).sum::<i64>()).sum();
        let measured = [
            (Measure::Draw, lots),
            (Measure::Repeat, again),
            (Measure::Unplaced, missing),
            (Measure::Outside, outside),
            (Measure::Load, squares.sum()),
            (Measure::Rank, rank),
            (Measure::Moves, moves),
        ];
        let tier = |tier: &Tier| measured.iter().map(|(measure, value)| tier.weight(*measure) * value).sum();
        Some(self.policy.tiers.iter().map(tier).collect())
    }

    /// What a pair draws: the first six hexadecimal digits of SHA-256 of the text that anybody can write down.
    pub fn lot(&self, member: &str, organization: &str) -> i64 {
        let Some(seed) = &self.policy.seed else { return 0 };
        let text = format!("draw\nlot\t{}\t{member}\t{organization}\n", seed.replace('\\', "\\\\"));
        let hash = hmac_sha256::Hash::hash(text.as_bytes());
        let digits: String = hash.iter().take(3).map(|byte| format!("{byte:02x}")).collect();
        i64::from_str_radix(&digits, 16).unwrap()
    }

    /// Every plan within the maxima, members in the order of their ids; some members may hold too little.
    pub fn plans(&self, places: u32) -> Vec<Vec<(&Member, Vec<&Organization>)>> {
        let mut members: Vec<&Member> = self.roster.members.iter().collect();
        members.sort_by_key(|m| &m.id);
        let mut plans: Vec<Vec<(&Member, Vec<&Organization>)>> = vec![vec![]];
        for m in members {
            let holdings = self.holdings(m, places as usize);
            let extended = plans.iter().flat_map(|plan| {
                holdings.iter().map(|held| [plan.clone(), vec![(m, held.clone())]].concat()).collect::<Vec<_>>()
            });
            plans = extended.filter(|plan| self.within_maxima(plan)).collect();
        }
        plans
    }

    /// The best plan of all, and among equals the one whose members, in order, hold the smallest organizations.
    pub fn best(&self, places: u32) -> (Cost, Vec<Placement>) {
        let plans = self.plans(places);
        let priced = plans.iter().filter_map(|plan| Some((self.cost(plan, places)?, self.order(plan, places), plan)));
        let (cost, _, plan) =
            priced.min_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1))).expect("the empty plan is always one");
        let lines = plan.iter().flat_map(|(m, held)| {
            held.iter().map(|o| Placement { member: m.id.clone(), organization: o.id.clone() }).collect::<Vec<_>>()
        });
        let mut placements: Vec<Placement> = lines.collect();
        placements.sort();
        (cost, placements)
    }

    fn within_maxima(&self, plan: &[(&Member, Vec<&Organization>)]) -> bool {
        self.bounds().iter().all(|(place, bounds)| bounds.max.is_none_or(|max| self.load(plan, place) <= max))
    }
}

impl Case {
    /// What decides between equals: for each member the designated organizations held, in order, then the others; a missing one stands
    /// after every organization.
    fn order(&self, plan: &[(&Member, Vec<&Organization>)], places: u32) -> Vec<String> {
        let mut key = Vec::new();
        for (m, held) in plan {
            let ids = |pinned: bool, size: usize| {
                let mine = held.iter().filter(|o| self.designated(m, &o.id) == pinned);
                let mut ids: Vec<String> = mine.map(|o| o.id.to_string()).collect();
                ids.sort();
                ids.resize(size, "~".into());
                ids
            };
            let pins = self.may_go(m).iter().filter(|o| self.designated(m, &o.id)).count();
            for pin in self.may_go(m).iter().filter(|o| self.designated(m, &o.id)) {
                key.push(if held.iter().any(|o| o.id == pin.id) { pin.id.to_string() } else { "~".into() });
            }
            key.extend(ids(false, places as usize - pins));
        }
        key
    }
}
