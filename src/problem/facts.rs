//! Reading a roster: ids to indices, trees checked, every list in order.

use super::defect::{Defect, Row, Table, What};
use super::defects::Defects;
use super::forest::Forest;
use crate::digest::{Digest, Sheet};
use crate::policy::Rules;
use crate::roster::{Bounds, Demand, Place, Roster, SideRule, Term, Who};
use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;

/// For each list of a sorted roster, the number its entries had as given, counted from 1.
#[derive(Debug, Default)]
pub(super) struct Order {
    areas: Vec<usize>,
    organizations: Vec<usize>,
    members: Vec<usize>,
    registrations: Vec<usize>,
    designations: Vec<usize>,
    nominations: Vec<usize>,
    bans: Vec<usize>,
    waivers: Vec<usize>,
    previous: Vec<usize>,
    history: Vec<usize>,
    side_rules: Vec<usize>,
}

impl Order {
    /// The row of an entry of the sorted roster.
    pub(super) fn row(&self, table: Table, index: usize) -> Row {
        let list = match table {
            Table::Areas => &self.areas,
            Table::Organizations => &self.organizations,
            Table::Members => &self.members,
            Table::Registrations => &self.registrations,
            Table::Designations => &self.designations,
            Table::Nominations => &self.nominations,
            Table::Bans => &self.bans,
            Table::Waivers => &self.waivers,
            Table::Previous => &self.previous,
            Table::History => &self.history,
            Table::SideRules => &self.side_rules,
        };
        let number = list.get(index).copied().unwrap_or(0);
        Row { table, number }
    }
}

/// The roster with each list sorted, so that nothing later depends on the order of rows.
pub(super) fn sorted(mut roster: Roster) -> (Roster, Order) {
    roster.side_rules.iter_mut().for_each(SideRule::sort);
    let order = Order {
        areas: sort(&mut roster.areas, |a, b| a.id.cmp(&b.id)),
        organizations: sort(&mut roster.organizations, |a, b| a.id.cmp(&b.id)),
        members: sort(&mut roster.members, |a, b| a.id.cmp(&b.id)),
        registrations: sort(&mut roster.registrations, |a, b| {
            (&a.member, a.rank, &a.organization, a.on).cmp(&(&b.member, b.rank, &b.organization, b.on))
        }),
        designations: sort(&mut roster.designations, |a, b| {
            (&a.member, &a.organization, &a.reason).cmp(&(&b.member, &b.organization, &b.reason))
        }),
        nominations: sort(&mut roster.nominations, |a, b| {
            (&a.member, &a.organization).cmp(&(&b.member, &b.organization))
        }),
        bans: sort(&mut roster.bans, |a, b| {
            (&a.member, &a.organization, &a.reason).cmp(&(&b.member, &b.organization, &b.reason))
        }),
        waivers: sort(&mut roster.waivers, |a, b| (&a.member, &a.reason).cmp(&(&b.member, &b.reason))),
        previous: sort(&mut roster.previous, Ord::cmp),
        history: sort(&mut roster.history, Ord::cmp),
        side_rules: sort(&mut roster.side_rules, |a, b| (&a.id, &a.says).cmp(&(&b.id, &b.says))),
    };
    for member in &mut roster.members {
        member.scope.sort();
    }
    (roster, order)
}

fn sort<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> std::cmp::Ordering) -> Vec<usize> {
    let mut numbered: Vec<(usize, T)> = (1..).zip(list.drain(..)).collect();
    numbered.sort_by(|a, b| compare(&a.1, &b.1));
    let (numbers, entries) = numbered.into_iter().unzip();
    *list = entries;
    numbers
}

/// Ids as indices into the sorted lists, and the two trees.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) order: &'a Order,
    areas: HashMap<&'a str, u32>,
    organizations: HashMap<&'a str, u32>,
    members: HashMap<&'a str, u32>,
    pub(super) area_parent: Vec<Option<u32>>,
    pub(super) area_tree: Forest,
    pub(super) organization_area: Vec<Option<u32>>,
    pub(super) organization_tree: Forest,
    /// The areas of each member's scope.
    pub(super) scope: Vec<Vec<u32>>,
    /// The organization of each member.
    pub(super) own: Vec<Option<u32>>,
}

impl<'a> Facts<'a> {
    /// Resolves every id of areas, organizations and members; the lists that name pairs are resolved where they are used.
    pub(super) fn read(roster: &'a Roster, order: &'a Order, defects: &mut Defects) -> Self {
        let areas = index(Table::Areas, roster.areas.iter().map(|a| a.id.as_str()), order, defects);
        let organizations =
            index(Table::Organizations, roster.organizations.iter().map(|o| o.id.as_str()), order, defects);
        let members = index(Table::Members, roster.members.iter().map(|m| m.id.as_str()), order, defects);

        let area_parent: Vec<Option<u32>> = (0..)
            .zip(&roster.areas)
            .map(|(at, area)| {
                let row = order.row(Table::Areas, at);
                let up = area.parent.as_ref()?;
                lookup(&areas, up, Table::Areas, row, defects)
            })
            .collect();
        let (area_tree, cycles) = Forest::new(&area_parent);
        for cycle in cycles {
            let rows = cycle.iter().map(|&at| order.row(Table::Areas, at as usize)).collect();
            let cycle = cycle.iter().filter_map(|&at| Some(roster.areas.get(at as usize)?.id.clone())).collect();
            defects.push(Defect { rows, what: What::AreaCycle { cycle }, rule: None });
        }

        let mut organization_area = Vec::new();
        let mut organization_parent = Vec::new();
        for (at, organization) in roster.organizations.iter().enumerate() {
            let row = order.row(Table::Organizations, at);
            organization_area.push(lookup(&areas, &organization.area, Table::Areas, row, defects));
            let parent = organization.parent.as_ref();
            organization_parent
                .push(parent.and_then(|up| lookup(&organizations, up, Table::Organizations, row, defects)));
        }
        let (organization_tree, cycles) = Forest::new(&organization_parent);
        for cycle in cycles {
            let rows = cycle.iter().map(|&at| order.row(Table::Organizations, at as usize)).collect();
            let cycle =
                cycle.iter().filter_map(|&at| Some(roster.organizations.get(at as usize)?.id.clone())).collect();
            defects.push(Defect { rows, what: What::OrganizationCycle { cycle }, rule: None });
        }

        let mut scope = Vec::new();
        let mut own = Vec::new();
        for (at, member) in roster.members.iter().enumerate() {
            let row = order.row(Table::Members, at);
            scope.push(
                member.scope.iter().filter_map(|area| lookup(&areas, area, Table::Areas, row, defects)).collect(),
            );
            let home = member.own.as_ref();
            own.push(home.and_then(|home| lookup(&organizations, home, Table::Organizations, row, defects)));
        }
        check_bounds(roster, order, defects);
        Self {
            order,
            areas,
            organizations,
            members,
            area_parent,
            area_tree,
            organization_area,
            organization_tree,
            scope,
            own,
        }
    }

    /// The index of a member and of an organization that a row names; each unknown id is a defect.
    pub(super) fn pair(&self, member: &str, organization: &str, row: Row, defects: &mut Defects) -> Option<(u32, u32)> {
        let member = lookup(&self.members, member, Table::Members, row, defects);
        let organization = lookup(&self.organizations, organization, Table::Organizations, row, defects);
        Some((member?, organization?))
    }

    /// The index of a member that a row names.
    pub(super) fn member(&self, member: &str, row: Row, defects: &mut Defects) -> Option<u32> {
        lookup(&self.members, member, Table::Members, row, defects)
    }

    /// The index of a member, if there is one; no defect.
    pub(super) fn known_member(&self, member: &str) -> Option<u32> {
        self.members.get(member).copied()
    }

    /// The indices of a pair, or nothing when either is not here; no defect.
    pub(super) fn known_pair(&self, member: &str, organization: &str) -> Option<(u32, u32)> {
        Some((*self.members.get(member)?, *self.organizations.get(organization)?))
    }

    /// The organizations that a place is or holds; `None` for an unknown place.
    pub(super) fn below(&self, place: &Place) -> Option<Vec<u32>> {
        let area = match place {
            Place::Organization(id) => return Some(vec![*self.organizations.get(id.as_str())?]),
            Place::Area(id) => *self.areas.get(id.as_str())?,
        };
        let lies = |at: &Option<u32>| at.is_some_and(|at| self.area_tree.is_below(at, area));
        let all = (0u32..).zip(&self.organization_area);
        Some(all.filter(|(_, at)| lies(at)).map(|(organization, _)| organization).collect())
    }

    /// Whether an organization lies in none of the areas of a member's scope; never for a member without scope.
    pub(super) fn is_outside(&self, member: u32, organization: u32) -> bool {
        let scope = self.scope.get(member as usize).map_or(&[][..], Vec::as_slice);
        let area = self.organization_area.get(organization as usize).copied().flatten();
        let inside = area.is_some_and(|area| scope.iter().any(|&above| self.area_tree.is_below(area, above)));
        !scope.is_empty() && !inside
    }
}

fn index<'a>(
    table: Table,
    ids: impl Iterator<Item = &'a str>,
    order: &Order,
    defects: &mut Defects,
) -> HashMap<&'a str, u32> {
    let mut map = HashMap::new();
    for (at, id) in (0u32..).zip(ids) {
        if let Some(&first) = map.get(id) {
            let rows = vec![order.row(table, first as usize), order.row(table, at as usize)];
            let what = What::IdTwice { table, id: id.to_owned() };
            defects.push(Defect { rows, what, rule: None });
        } else {
            map.insert(id, at);
        }
    }
    map
}

fn lookup<K>(map: &HashMap<&str, u32>, id: &K, table: Table, row: Row, defects: &mut Defects) -> Option<u32>
where
    K: Display + ?Sized + AsRef<str>,
    str: Hash,
{
    let found = map.get(id.as_ref()).copied();
    if found.is_none() {
        let what = What::Unknown { table, id: id.to_string() };
        defects.push(Defect { rows: vec![row], what, rule: None });
    }
    found
}

fn check_bounds(roster: &Roster, order: &Order, defects: &mut Defects) {
    let mut check = |place: Place, bounds: Bounds, row: Row| {
        if let Some(max) = bounds.max.filter(|&max| max < bounds.min) {
            let what = What::MinAboveMax { place, min: bounds.min, max };
            defects.push(Defect { rows: vec![row], what, rule: None });
        }
    };
    for (at, area) in roster.areas.iter().enumerate() {
        check(Place::Area(area.id.clone()), area.load, order.row(Table::Areas, at));
    }
    for (at, organization) in roster.organizations.iter().enumerate() {
        let row = order.row(Table::Organizations, at);
        check(Place::Organization(organization.id.clone()), organization.load, row);
    }
}

/// The digest of a sorted roster under rules: one row per entry, fields in the order of its structure, absent values empty.
pub(super) fn digest(roster: &Roster, rules: &Rules) -> Digest {
    let mut sheet = Sheet::new("problem");
    rules.write_to(&mut sheet);
    let text = |id: Option<&str>| id.unwrap_or_default().to_owned();
    let bounds = |load: &Bounds| {
        let max = load.max.map(|max| max.to_string()).unwrap_or_default();
        (load.min.to_string(), max)
    };
    for a in &roster.areas {
        let (min, max) = bounds(&a.load);
        let parent = text(a.parent.as_ref().map(AsRef::as_ref));
        sheet.row("area", &[a.id.as_str(), &a.name, &parent, &min, &max]);
    }
    for o in &roster.organizations {
        let (min, max) = bounds(&o.load);
        let parent = text(o.parent.as_ref().map(AsRef::as_ref));
        sheet.row("organization", &[o.id.as_str(), &o.name, o.area.as_str(), &parent, &min, &max]);
    }
    for m in &roster.members {
        let own = text(m.own.as_ref().map(AsRef::as_ref));
        sheet.row("member", &[m.id.as_str(), &m.name, m.body.as_str(), &own]);
    }
    // Behind all members, so that the rows are nearly in order before they are sorted.
    for m in &roster.members {
        for area in &m.scope {
            sheet.row("scope", &[m.id.as_str(), area.as_str()]);
        }
    }
    for r in &roster.registrations {
        let on = r.on.map(|day| day.to_string()).unwrap_or_default();
        sheet.row("registration", &[r.member.as_str(), r.organization.as_str(), &r.rank.to_string(), &on]);
    }
    for d in &roster.designations {
        sheet.row("designation", &[d.member.as_str(), d.organization.as_str(), &d.reason]);
    }
    for n in &roster.nominations {
        sheet.row("nomination", &[n.member.as_str(), n.organization.as_str()]);
    }
    for b in &roster.bans {
        sheet.row("ban", &[b.member.as_str(), b.organization.as_str(), &b.reason]);
    }
    for w in &roster.waivers {
        sheet.row("waiver", &[w.member.as_str(), &w.reason]);
    }
    for p in &roster.previous {
        sheet.row("previous", &[p.member.as_str(), p.organization.as_str()]);
    }
    for p in &roster.history {
        sheet.row("history", &[p.member.as_str(), p.organization.as_str()]);
    }
    for rule in &roster.side_rules {
        write_side_rule(rule, &mut sheet);
    }
    sheet.digest()
}

/// A side rule: a row of its own and one for each term; those apart or together have one term without a weight. What is not limited is `*`.
fn write_side_rule(rule: &SideRule, sheet: &mut Sheet) {
    let who = |list: &[Who]| {
        joined(list.iter().map(|who| match who {
            Who::Member(id) => format!("member {id}"),
            Who::Body(id) => format!("body {id}"),
        }))
    };
    let places = |list: &[Place]| {
        joined(list.iter().map(|place| match place {
            Place::Organization(id) => format!("organization {id}"),
            Place::Area(id) => format!("area {id}"),
        }))
    };
    let (kind, count) = match &rule.says {
        Demand::Apart { .. } => ("apart", String::new()),
        Demand::Together { .. } => ("together", String::new()),
        Demand::AtLeast { count, .. } => ("at-least", count.to_string()),
        Demand::AtMost { count, .. } => ("at-most", count.to_string()),
    };
    let id = rule.id.as_str();
    sheet.row("side-rule", &[id, &rule.source, &rule.text.vi, &rule.text.en, kind, &count]);
    match &rule.says {
        Demand::Apart { members } | Demand::Together { members } => {
            sheet.row("side-term", &[id, "", &who(members), "*"]);
        }
        Demand::AtLeast { of, .. } | Demand::AtMost { of, .. } => {
            for Term { members, places: at, weight } in of {
                let members = members.as_ref().map_or_else(|| "*".to_owned(), |list| who(list));
                let at = at.as_ref().map_or_else(|| "*".to_owned(), |list| places(list));
                sheet.row("side-term", &[id, &weight.to_string(), &members, &at]);
            }
        }
    }
}

/// Entries sorted by their bytes, each followed by a line feed, which no id contains.
fn joined(entries: impl Iterator<Item = String>) -> String {
    let mut entries: Vec<String> = entries.collect();
    entries.sort_unstable();
    entries.iter().map(|entry| format!("{entry}\n")).collect()
}
