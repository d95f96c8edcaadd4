//! Random facts, and the roster they make under the rules of a day.

use super::{Size, id, word};
use crate::id::{AreaId, BodyId, OrganizationId};
use crate::policy::{Kind, OwnExtent, Rules};
use crate::roster::{
    Area, Ban, Bounds, Designation, Member, Nomination, Organization, Placement, Registration, Roster, Waiver,
};
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

/// Numbers that choose from a list of any length: taken modulo its length.
const ANY: std::ops::Range<usize> = 0..720_720;

#[derive(Debug, Clone)]
struct RawMember {
    name: (usize, usize, usize),
    picked: bool,
    wishes: Vec<usize>,
    /// The first wish once more, as the last.
    again: bool,
    stride: u32,
    days_before: Option<u64>,
    own: Option<usize>,
    scope: Vec<usize>,
    pins: Vec<usize>,
    bans: Vec<usize>,
    nominees: Vec<usize>,
    held: Vec<usize>,
    before: Vec<usize>,
}

/// Numbers from which [`Raw::build`] makes a roster.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    areas: Vec<(Option<usize>, Bounds)>,
    organizations: Vec<(usize, Option<usize>, Bounds)>,
    members: Vec<RawMember>,
    /// No more organizations than these.
    most: usize,
}

pub(super) fn raw(size: Size) -> impl Strategy<Value = Raw> + use<> {
    let many = u32::try_from(size.members).unwrap_or(u32::MAX);
    let areas = vec((weighted(0.5, ANY), bounds(many)), 1..=size.areas.max(1));
    let organizations = vec((ANY, weighted(0.2, ANY), bounds(3.min(many))), 1..=size.organizations.max(1));
    let most = size.organizations.max(1);
    (areas, organizations, vec(member(), 1..=size.members.max(1)))
        .prop_map(move |(areas, organizations, members)| Raw { areas, organizations, members, most })
}

/// Often none; a maximum seldom leaves everybody room.
fn bounds(most: u32) -> impl Strategy<Value = Bounds> {
    let max = prop_oneof![3 => Just(None), 3 => (0..=most).prop_map(Some)];
    (prop_oneof![6 => Just(0), 1 => 0..=2u32], max)
        .prop_map(|(min, room)| Bounds { min, max: room.map(|room| room.max(min)) })
}

fn member() -> impl Strategy<Value = RawMember> {
    let few = |least, most| vec(ANY, least..=most);
    let wishes = (few(1, 3), proptest::bool::weighted(0.1), 1..=2u32, weighted(0.3, 0..90u64));
    let decided = (
        prop_oneof![4 => Just(vec![]), 1 => few(1, 2)],
        prop_oneof![2 => Just(vec![]), 1 => few(1, 2)],
        prop_oneof![Just(vec![]), few(1, 3)],
        prop_oneof![Just(vec![]), few(1, 2)],
        prop_oneof![Just(vec![]), few(1, 3)],
    );
    ((ANY, ANY, ANY), proptest::bool::weighted(0.2), wishes, weighted(0.5, ANY), few(0, 2), decided).prop_map(
        |(name, picked, (wishes, again, stride, days_before), own, scope, (pins, bans, nominees, held, before))| {
            RawMember {
                name,
                picked,
                wishes,
                again,
                stride,
                days_before,
                own,
                scope,
                pins,
                bans,
                nominees,
                held,
                before,
            }
        },
    )
}

const FAMILY: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Đỗ"];
const MIDDLE: [&str; 6] = ["Văn", "Thị", "Đức", "Ngọc", "Hữu", "Minh"];
const GIVEN: [&str; 10] = ["An", "Bình", "Châu", "Dũng", "Đạt", "Hòa", "Khánh", "Lộc", "Thủy", "Ý"];

fn choose<T: Copy>(list: &[T], number: usize) -> Option<T> {
    list.get(number % list.len().max(1)).copied()
}

impl RawMember {
    fn name(&self) -> String {
        let words = [choose(&FAMILY, self.name.0), choose(&MIDDLE, self.name.1), choose(&GIVEN, self.name.2)];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

impl Raw {
    /// The facts, without what [`Problem::new`](crate::Problem::new) refuses: that is for hostile seasons.
    pub(super) fn build(mut self, rules: &Rules) -> Roster {
        self.enough(rules);
        let mut roster = Roster::default();
        for (at, (parent, load)) in self.areas.iter().enumerate() {
            let parent = parent.filter(|_| at > 0).map(|parent| id('a', parent % at));
            roster.areas.push(Area { id: id('a', at), name: format!("Địa bàn {at}"), parent, load: *load });
        }
        for (at, (area, _, load)) in self.organizations.iter().enumerate() {
            let (kind, parent) = match self.above(at) {
                Some(up) => ("Chi bộ trực thuộc", Some(id('o', up))),
                None => ("Đảng bộ", None),
            };
            let (area, name) = (id('a', area % self.areas.len()), format!("{kind} {at}"));
            roster.organizations.push(Organization { id: id('o', at), name, area, parent, load: *load });
        }
        let picked = rules.all().iter().find_map(|rule| match &rule.says {
            Kind::BoardPicks { bodies } => bodies.first().cloned(),
            _ => None,
        });
        for (at, member) in self.members.iter().enumerate() {
            self.add(&mut roster, rules, at, member, picked.as_ref());
        }
        roster
    }

    /// Adds organizations of nobody's own until every member has as many to choose from as there are places, if there is room for them.
    fn enough(&mut self, rules: &Rules) {
        let places = usize::try_from(rules.places().1).unwrap_or(usize::MAX);
        while self.organizations.len() < self.most.min(places.saturating_add(2)) {
            self.organizations.push((self.organizations.len(), None, Bounds::default()));
        }
        let is_top = |raw: &Self, at: &usize| raw.above(*at).is_none();
        let tops = (0..self.organizations.len()).filter(|at| is_top(self, at)).count();
        let cells: Vec<usize> = (0..self.organizations.len()).filter(|at| !is_top(self, at)).collect();
        for at in cells.into_iter().take(places.saturating_add(1).saturating_sub(tops)) {
            self.organizations.get_mut(at).into_iter().for_each(|cell| cell.1 = None);
        }
    }

    fn above(&self, organization: usize) -> Option<usize> {
        let parent = self.organizations.get(organization)?.1?;
        parent.checked_rem(organization)
    }

    /// An organization and all it is a sub-cell of.
    fn upward(&self, organization: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(organization), |&at| self.above(at))
    }

    /// Whether an organization counts as a member's own.
    fn belongs(&self, rules: &Rules, own: Option<usize>, organization: usize) -> bool {
        let Some(own) = own.filter(|_| rules.own_organization().is_some()) else { return false };
        match rules.readings().own {
            OwnExtent::Whole => self.upward(own).last() == self.upward(organization).last(),
            OwnExtent::Below => self.upward(organization).any(|above| above == own),
        }
    }

    fn add(&self, roster: &mut Roster, rules: &Rules, at: usize, raw: &RawMember, picked: Option<&BodyId>) {
        let member = || id('m', at);
        let count = self.organizations.len();
        let own = raw.own.map(|own| own % count);
        let allowed: Vec<usize> = (0..count).filter(|&o| !self.belongs(rules, own, o)).collect();
        let grassroots: Vec<usize> = allowed.iter().copied().filter(|&o| self.above(o).is_none()).collect();
        let picked = picked.filter(|_| raw.picked);
        let places = usize::try_from(rules.places().1).unwrap_or(usize::MAX);
        let wishes = wishes(rules, raw, &grassroots);
        let nominees = if raw.nominees.is_empty() { 0 } else { raw.nominees.len().max(places) };
        let nominees: Vec<usize> = distinct(&raw.nominees, &allowed, nominees).collect();
        let choices = match (picked, nominees.is_empty()) {
            (None, _) => &wishes,
            (Some(_), true) => &grassroots,
            (Some(_), false) => &nominees,
        };
        let bans = bans(raw, choices, places, count);
        roster.members.push(Member {
            id: member(),
            name: raw.name(),
            body: picked.cloned().unwrap_or_else(|| word("ban-chap-hanh")),
            own: own.map(|own| id('o', own)),
            scope: self.scope(raw, choices.iter().filter(|choice| !bans.contains(choice)).take(places)),
        });
        // Members whom the Board picks for register all the same, now and then: their wishes are not used.
        if picked.is_none() || raw.again {
            register(roster, rules, at, raw, &wishes);
        }
        for organization in distinct(&raw.pins, &allowed, raw.pins.len().min(places)).filter(|o| !bans.contains(o)) {
            let (organization, reason) = (id('o', organization), "theo yêu cầu công tác".into());
            roster.designations.push(Designation { member: member(), organization, reason });
        }
        for &organization in &bans {
            let (organization, reason) = (id('o', organization), "quan hệ gia đình".into());
            roster.bans.push(Ban { member: member(), organization, reason });
        }
        for organization in nominees.into_iter().filter(|_| picked.is_some()) {
            roster.nominations.push(Nomination { member: member(), organization: id('o', organization) });
        }
        let at = |organization: &usize| Placement { member: member(), organization: id('o', organization % count) };
        roster.previous.extend(raw.held.iter().map(at));
        roster.history.extend(raw.before.iter().map(at));
    }

    /// The areas drawn, if any, with those of the choices that have to be left where locality is a duty.
    fn scope<'a>(&self, raw: &RawMember, needed: impl Iterator<Item = &'a usize>) -> Vec<AreaId> {
        let all: Vec<usize> = (0..self.areas.len()).collect();
        let mut scope: Vec<usize> = distinct(&raw.scope, &all, raw.scope.len()).collect();
        if !scope.is_empty() && !raw.again {
            let areas = needed.filter_map(|&choice| Some(self.organizations.get(choice)?.0 % self.areas.len()));
            for area in areas {
                if !scope.contains(&area) {
                    scope.push(area);
                }
            }
        }
        scope.into_iter().map(|area| id('a', area)).collect()
    }
}

/// As many wishes as the rules ask for and the places need.
fn wishes(rules: &Rules, raw: &RawMember, grassroots: &[usize]) -> Vec<usize> {
    let range = rules.registration().map_or(1..=3, |(_, range)| range);
    let drawn = u32::try_from(raw.wishes.len()).unwrap_or(1);
    let wanted = drawn.max(rules.places().1).max(*range.start()).min(*range.end());
    distinct(&raw.wishes, grassroots, usize::try_from(wanted).unwrap_or(0)).collect()
}

/// Bans that leave enough to choose from, but for one member in ten.
fn bans(raw: &RawMember, choices: &[usize], places: usize, count: usize) -> Vec<usize> {
    let mut spare = choices.len().saturating_sub(places);
    let mut bans: Vec<usize> = Vec::new();
    for ban in raw.bans.iter().map(|ban| ban % count) {
        let costs = usize::from(choices.contains(&ban) && !bans.contains(&ban));
        if costs <= spare || raw.again {
            spare = spare.saturating_sub(costs);
            bans.push(ban);
        }
    }
    bans
}

/// The wishes in their order, and a waiver where they are fewer than the rules ask for.
fn register(roster: &mut Roster, rules: &Rules, at: usize, raw: &RawMember, wishes: &[usize]) {
    let least = rules.registration().map_or(0, |(_, range)| *range.start());
    if u32::try_from(wishes.len()).is_ok_and(|found| found < least) {
        roster.waivers.push(Waiver { member: id('m', at), reason: "không còn tổ chức nào khác".into() });
    }
    let again = wishes.first().filter(|_| raw.again);
    let on = raw.days_before.and_then(|days| NaiveDate::checked_sub_days(rules.day(), Days::new(days)));
    let ranks = (1..).map(|position: u32| position.saturating_mul(raw.stride));
    let wishes = wishes.iter().chain(again).map(|&wish| id::<OrganizationId>('o', wish)).zip(ranks);
    let wishes = wishes.map(|(organization, rank)| Registration { member: id('m', at), organization, rank, on });
    roster.registrations.extend(wishes);
}

/// So many different ones of a list, or all of it: where the numbers choose one again, the next one.
fn distinct(numbers: &[usize], list: &[usize], wanted: usize) -> impl Iterator<Item = usize> + use<> {
    let mut left = list.to_vec();
    let mut chosen = Vec::new();
    for at in 0..wanted.min(list.len()) {
        let number = numbers.get(at).copied().unwrap_or(at);
        chosen.push(left.remove(number % left.len()));
    }
    chosen.into_iter()
}
