//! Random problems small enough to try every plan, and the plainest reading of what a plan costs.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

use phancong::*;
use proptest::prelude::*;
use proptest::sample::subsequence;
use std::collections::{BTreeMap, BTreeSet};

/// A problem with the facts and the policy it was made from.
#[derive(Debug, Clone)]
pub struct Small {
    pub policy: Policy,
    pub roster: Roster,
    pub problem: Problem,
}

pub fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2020, 12, 1).unwrap()
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

#[derive(Debug, Clone)]
struct RawMember {
    picked: bool,
    wishes: Vec<usize>,
    stride: u32,
    own: Option<usize>,
    scope: Vec<usize>,
    pins: Vec<usize>,
    bans: Vec<usize>,
    nominations: Vec<usize>,
    held: Vec<usize>,
    before: Vec<usize>,
}

#[derive(Debug, Clone)]
struct RawPolicy {
    places: u32,
    /// For outside, load, rank, moves and repeat in a random order: the weight, and whether it begins a tier; none is left out.
    measures: Vec<(Measure, Option<(i64, bool)>)>,
    unplaced: i64,
    own: Option<OwnExtent>,
    locality: Option<LocalityReading>,
    /// The seed and the weight of a draw.
    draw: Option<(u8, i64)>,
}

const AREAS: usize = 4;
const ORGANIZATIONS: usize = 5;

fn bounds(mins: u32) -> impl Strategy<Value = Bounds> {
    let max = prop_oneof![3 => Just(None), 3 => (0..4u32).prop_map(Some)];
    let min = prop_oneof![6 => Just(0), 1 => 0..=mins];
    (min, max).prop_map(|(min, room)| Bounds { min, max: room.map(|room| min + room) })
}

fn some_of(few: std::ops::RangeInclusive<usize>, of: usize) -> impl Strategy<Value = Vec<usize>> {
    subsequence((0..of).collect::<Vec<_>>(), few)
}

fn raw_member() -> impl Strategy<Value = RawMember> {
    let lists = (
        some_of(1..=3, ORGANIZATIONS).prop_shuffle(),
        some_of(0..=2, AREAS),
        prop_oneof![4 => Just(vec![]), 1 => some_of(1..=2, ORGANIZATIONS)],
        prop_oneof![3 => Just(vec![]), 1 => some_of(1..=1, ORGANIZATIONS)],
        prop_oneof![Just(vec![]), some_of(1..=3, ORGANIZATIONS)],
        prop_oneof![Just(vec![]), some_of(1..=2, ORGANIZATIONS)],
        prop_oneof![Just(vec![]), some_of(1..=3, ORGANIZATIONS)],
    );
    let own = proptest::option::of(0..ORGANIZATIONS);
    (lists, proptest::bool::weighted(0.2), 1..=2u32, own).prop_map(|(lists, picked, stride, own)| {
        let (wishes, scope, pins, bans, nominations, held, before) = lists;
        RawMember { picked, wishes, stride, own, scope, pins, bans, nominations, held, before }
    })
}

fn raw_policy() -> impl Strategy<Value = RawPolicy> {
    let order =
        Just(vec![Measure::Outside, Measure::Load, Measure::Rank, Measure::Moves, Measure::Repeat]).prop_shuffle();
    let weights = proptest::collection::vec(proptest::option::weighted(0.8, (1..=3i64, any::<bool>())), 5);
    let own = proptest::option::of(prop_oneof![Just(OwnExtent::Whole), Just(OwnExtent::Below)]);
    let readings = prop_oneof![3 => Just(LocalityReading::Principle), 1 => Just(LocalityReading::Hard), 1 => Just(LocalityReading::Off)];
    let draw = proptest::option::weighted(0.3, (0..9u8, 1..=3i64));
    (order, weights, 1..=2u32, 1..=2i64, own, proptest::option::weighted(0.8, readings), draw).prop_map(
        |(order, weights, places, unplaced, own, locality, draw)| {
            let measures = order.into_iter().zip(weights).collect();
            RawPolicy { places, measures, unplaced, own, locality, draw }
        },
    )
}

fn rule(id: &str, says: Kind) -> Rule {
    let text = Text { vi: format!("điều {id}"), en: format!("rule\t{id}") };
    let from = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    Rule { id: id.parse().unwrap(), article: id.into(), source: Source::Default, from, until: None, text, says }
}

/// Rules that no placement depends on; they are in every digest all the same.
fn silent_rules() -> Vec<Rule> {
    let (through, day) = ("board".parse().unwrap(), day());
    vec![
        rule("information", Kind::Information),
        rule("visits", Kind::Visits { min: 2, bodies: vec![] }),
        rule("deadline", Kind::Deadline { of: Obligation::BoardPicks, before: day }),
        rule("from", Kind::VisitsFrom { day }),
        rule("notice", Kind::Notice { days: 10 }),
        rule(
            "report",
            Kind::Report { by: Reporter::Member, before: YearDay { month: 12, day: 5 }, written: true, through },
        ),
        rule("lower", Kind::LowerPlan { by: vec![] }),
    ]
}

fn policy(raw: &RawPolicy) -> Policy {
    let mut rules = vec![
        rule("places", Kind::Places { each: raw.places }),
        rule("picks", Kind::BoardPicks { bodies: vec!["thuong-truc".parse().unwrap()] }),
    ];
    rules.extend(silent_rules());
    rules.extend(raw.own.map(|_| rule("own", Kind::OwnOrganization)));
    rules.extend(raw.locality.map(|_| rule("locality", Kind::Locality)));
    let leader = BTreeMap::from([(Measure::Unplaced, raw.unplaced)]);
    let mut tiers = vec![Tier { name: "unplaced".into(), source: Source::Default, measures: leader }];
    for &(measure, how) in &raw.measures {
        let Some((weight, begins)) = how else { continue };
        if begins || tiers.len() == 1 {
            tiers.push(Tier { name: measure.name().into(), source: Source::Default, measures: BTreeMap::new() });
        }
        tiers.last_mut().unwrap().measures.insert(measure, weight);
    }
    tiers.extend(raw.draw.map(|(_, weight)| Tier {
        name: "lots".into(),
        source: Source::Default,
        measures: BTreeMap::from([(Measure::Draw, weight)]),
    }));
    let readings = Readings {
        own: raw.own.unwrap_or_default(),
        locality: raw.locality.unwrap_or_default(),
        ..Readings::default()
    };
    let title = Text { vi: "Kế hoạch thử".into(), en: "A policy \\ to test".into() };
    let (format, id) = ("phancong-policy/1".into(), "test".into());
    Policy {
        format,
        id,
        issuer: title.clone(),
        title,
        number: String::new(),
        basis: vec!["x".into()],
        seed: raw.draw.map(|(seed, _)| format!("đợt \\ {seed}")),
        readings,
        tiers,
        rules,
    }
}

type RawOrganization = (usize, Option<usize>, Bounds);

/// The facts, cleaned of what would be a defect without being interesting here.
fn roster(
    raw: &RawPolicy,
    areas: &[(usize, Bounds)],
    organizations: &[RawOrganization],
    members: &[RawMember],
) -> Roster {
    let mut roster = Roster::default();
    for (index, (parent, load)) in areas.iter().enumerate() {
        let parent = (*parent < index).then(|| area(*parent));
        roster.areas.push(Area { id: area(index), name: format!("Địa bàn {index}"), parent, load: *load });
    }
    let count = organizations.len();
    let up = |index: usize| {
        organizations[index].1.filter(|&up| up < index && organizations[up].1.is_none_or(|top| top >= up))
    };
    for (index, (place, _, load)) in organizations.iter().enumerate() {
        let parent = up(index).map(organization);
        let (id, name, area) = (organization(index), format!("Chi bộ {index}"), area(*place % areas.len()));
        roster.organizations.push(Organization { id, name, area, parent, load: *load });
    }
    let top = |index: usize| up(index).unwrap_or(index);
    for (index, m) in members.iter().enumerate() {
        let own = m.own.filter(|&own| own < count);
        let belongs = |o: usize| match (raw.own, own) {
            (Some(OwnExtent::Whole), Some(own)) => top(own) == top(o),
            (Some(OwnExtent::Below), Some(own)) => own == o || up(o) == Some(own),
            _ => false,
        };
        let open = |list: &[usize]| list.iter().copied().filter(|&o| o < count && !belongs(o)).collect::<Vec<_>>();
        let body = if m.picked { "thuong-truc" } else { "ban-chap-hanh" };
        roster.members.push(Member {
            id: member(index),
            name: format!("Nguyễn Văn {index}"),
            body: body.parse().unwrap(),
            own: own.map(organization),
            scope: m.scope.iter().filter(|&&place| place < areas.len()).map(|&place| area(place)).collect(),
        });
        let wishes = open(&m.wishes).into_iter().filter(|&o| up(o).is_none());
        roster.registrations.extend(wishes.zip(1..).map(|(o, rank)| Registration {
            member: member(index),
            organization: organization(o),
            rank: rank * m.stride,
            on: None,
        }));
        for o in open(&m.pins).into_iter().filter(|o| !m.bans.contains(o)).take(raw.places as usize) {
            let reason = "theo yêu cầu công tác".into();
            roster.designations.push(Designation { member: member(index), organization: organization(o), reason });
        }
        for o in m.bans.iter().copied().filter(|&o| o < count) {
            let reason = "quan hệ gia đình".into();
            roster.bans.push(Ban { member: member(index), organization: organization(o), reason });
        }
        for o in open(&m.nominations).into_iter().filter(|_| m.picked) {
            roster.nominations.push(Nomination { member: member(index), organization: organization(o) });
        }
        roster.history.extend(m.before.iter().map(|&o| placement(&member(index), &organization(o))));
        roster.previous.extend(m.held.iter().map(|&o| placement(&member(index), &organization(o))));
    }
    roster
}

/// Problems of 1 to 5 members and 1 to 5 organizations in up to 4 areas, with at most 2,000 legal plans.
pub fn small() -> impl Strategy<Value = Small> {
    let areas = proptest::collection::vec((0..AREAS, bounds(2)), 1..=AREAS);
    let one = (0..AREAS, proptest::option::weighted(0.2, 0..ORGANIZATIONS), bounds(1));
    let organizations = proptest::collection::vec(one, 1..=ORGANIZATIONS);
    let members = proptest::collection::vec(raw_member(), 1..=5);
    (raw_policy(), areas, organizations, members).prop_filter_map(
        "defects, or too many plans",
        |(raw, areas, organizations, members)| {
            let policy = policy(&raw);
            let roster = roster(&raw, &areas, &organizations, &members);
            let problem = Problem::new(roster.clone(), policy.in_force(day()).unwrap()).ok()?;
            let small = Small { policy, roster, problem };
            let plans: usize = small.roster.members.iter().map(|m| small.legal_sets(&m.id).len()).product();
            (plans <= 2000).then_some(small)
        },
    )
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
