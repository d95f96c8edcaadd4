//! Changes of the facts: each makes another problem.

use super::defect::{Defect, Table, What};
use crate::id::{AreaId, MemberId, OrganizationId, RuleId};
use crate::roster::{Ban, Bounds, Designation, Member, Nomination, Registration, Roster, SideRule, Waiver};

/// One change of the facts, as it comes in writing.
///
/// What a change names must be there, else it is a defect; what a changed fact then contradicts is a defect too, and nothing is dropped to
/// avoid one. Several changes are made in their order.
///
/// Example: [`Problem`](crate::Problem).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A member leaves the committee, with everything said about the member.
    Withdraw(MemberId),
    /// A member joins, with wishes that follow as changes of their own.
    Join(Member),
    /// A wish more.
    Wish(Registration),
    /// A wish less.
    Unwish(MemberId, OrganizationId),
    /// The Board designates.
    Designate(Designation),
    /// The Board takes back a designation.
    Release(MemberId, OrganizationId),
    /// The Board adds a candidate for a member it picks for.
    Nominate(Nomination),
    /// The Board takes back a candidate.
    Unnominate(MemberId, OrganizationId),
    /// A pair is banned.
    Ban(Ban),
    /// A ban is lifted.
    Unban(MemberId, OrganizationId),
    /// A registration is accepted as it is.
    Waive(Waiver),
    /// The Board takes back what it accepted, for a member.
    Unwaive(MemberId),
    /// An organization takes from `min` to `max` members.
    Load(OrganizationId, Bounds),
    /// An area takes from `min` to `max` members.
    AreaLoad(AreaId, Bounds),
    /// A side rule more.
    Demand(SideRule),
    /// A side rule less.
    Lift(RuleId),
    /// An organization, with its sub-cells, takes nobody any more: wishes, candidates and designations for it fall away. It stays in the facts,
    /// so that members who belong to it still do, and so do bans and the places held before.
    Close(OrganizationId),
    /// The first organization becomes a part of the second and is no more. What named it names its successor: wishes (with rank and day; one
    /// for both counts once, at its better rank), designations, candidates, bans, the plan to keep (who was there and goes to the successor has not
    /// moved), the history, side rules, the members' own organization, and the parent of its sub-cells. The successor keeps its area and its load.
    Merge(OrganizationId, OrganizationId),
}

/// Applies the changes in their order; what one of them names and is not there is a defect.
pub(super) fn apply(mut roster: Roster, changes: impl IntoIterator<Item = Change>) -> (Roster, Vec<Defect>) {
    let mut wrong = Vec::new();
    for change in changes {
        wrong.extend(apply_one(&mut roster, change).err());
    }
    (roster, wrong.into_iter().map(|what| Defect { rows: Vec::new(), what, rule: None }).collect())
}

fn apply_one(roster: &mut Roster, change: Change) -> Result<(), What> {
    match change {
        Change::Withdraw(member) => return withdraw(roster, &member),
        Change::Join(member) => roster.members.push(member),
        Change::Wish(wish) => roster.registrations.push(wish),
        Change::Designate(designation) => roster.designations.push(designation),
        Change::Nominate(nomination) => roster.nominations.push(nomination),
        Change::Ban(ban) => roster.bans.push(ban),
        Change::Waive(waiver) => roster.waivers.push(waiver),
        Change::Unwish(m, o) => {
            return unpair(&mut roster.registrations, Table::Registrations, (m, o), |r| (&r.member, &r.organization));
        }
        Change::Release(m, o) => {
            return unpair(&mut roster.designations, Table::Designations, (m, o), |d| (&d.member, &d.organization));
        }
        Change::Unnominate(m, o) => {
            return unpair(&mut roster.nominations, Table::Nominations, (m, o), |n| (&n.member, &n.organization));
        }
        Change::Unban(m, o) => return unpair(&mut roster.bans, Table::Bans, (m, o), |b| (&b.member, &b.organization)),
        Change::Unwaive(member) => {
            let gone = drop_where(&mut roster.waivers, |w| w.member == member);
            return found(gone, Table::Waivers, &member);
        }
        Change::Load(id, load) => match roster.organizations.iter_mut().find(|o| o.id == id) {
            Some(organization) => organization.load = load,
            None => return found(false, Table::Organizations, &id),
        },
        Change::AreaLoad(id, load) => match roster.areas.iter_mut().find(|a| a.id == id) {
            Some(area) => area.load = load,
            None => return found(false, Table::Areas, &id),
        },
        Change::Demand(rule) => roster.side_rules.push(rule),
        Change::Lift(id) => {
            let gone = drop_where(&mut roster.side_rules, |rule| rule.id == id);
            return found(gone, Table::SideRules, &id);
        }
        Change::Close(id) => return close(roster, &id),
        Change::Merge(from, into) => return merge(roster, &from, &into),
    }
    Ok(())
}

/// What a change names must be there.
fn found(there: bool, table: Table, id: &impl ToString) -> Result<(), What> {
    if there { Ok(()) } else { Err(What::Unknown { table, id: id.to_string() }) }
}

/// Takes back every entry about a pair.
fn unpair<T>(
    list: &mut Vec<T>,
    table: Table,
    (member, organization): (MemberId, OrganizationId),
    pair: impl Fn(&T) -> (&MemberId, &OrganizationId),
) -> Result<(), What> {
    let gone = drop_where(list, |entry| pair(entry) == (&member, &organization));
    found(gone, table, &format!("{member} at {organization}"))
}

/// Removes what fits; says whether anything did.
fn drop_where<T>(list: &mut Vec<T>, fits: impl Fn(&T) -> bool) -> bool {
    let before = list.len();
    list.retain(|entry| !fits(entry));
    list.len() < before
}

fn withdraw(roster: &mut Roster, member: &MemberId) -> Result<(), What> {
    let there = drop_where(&mut roster.members, |m| m.id == *member);
    drop_where(&mut roster.registrations, |r| r.member == *member);
    drop_where(&mut roster.designations, |d| d.member == *member);
    drop_where(&mut roster.nominations, |n| n.member == *member);
    drop_where(&mut roster.bans, |b| b.member == *member);
    drop_where(&mut roster.waivers, |w| w.member == *member);
    roster.side_rules.retain_mut(|rule| rule.forget(member));
    found(there, Table::Members, member)
}

/// An organization with all its sub-cells; nothing for an unknown one.
fn with_cells(roster: &Roster, id: &OrganizationId) -> Vec<OrganizationId> {
    let mut all: Vec<OrganizationId> =
        roster.organizations.iter().map(|o| &o.id).filter(|o| *o == id).cloned().collect();
    let mut next = 0;
    while let Some(parent) = all.get(next).cloned() {
        next += 1;
        let cells = roster.organizations.iter().filter(|o| o.parent.as_ref() == Some(&parent));
        let new: Vec<OrganizationId> = cells.map(|o| o.id.clone()).filter(|id| !all.contains(id)).collect();
        all.extend(new);
    }
    all
}

/// Closing keeps the organization in the facts, so that members who belong to it still do, and bars it to everyone.
fn close(roster: &mut Roster, id: &OrganizationId) -> Result<(), What> {
    let closed = with_cells(roster, id);
    let is_closed = |id: &OrganizationId| closed.contains(id);
    for organization in roster.organizations.iter_mut().filter(|o| is_closed(&o.id)) {
        organization.load = Bounds { min: 0, max: Some(0) };
    }
    drop_where(&mut roster.registrations, |r| is_closed(&r.organization));
    drop_where(&mut roster.designations, |d| is_closed(&d.organization));
    drop_where(&mut roster.nominations, |n| is_closed(&n.organization));
    found(!closed.is_empty(), Table::Organizations, id)
}

/// Merging names the successor wherever the old organization was named.
fn merge(roster: &mut Roster, from: &OrganizationId, into: &OrganizationId) -> Result<(), What> {
    let merged = with_cells(roster, from);
    found(!merged.is_empty(), Table::Organizations, from)?;
    found(roster.organizations.iter().any(|o| o.id == *into), Table::Organizations, into)?;
    if merged.contains(into) {
        return Err(What::MergedIntoItself { organization: from.clone(), successor: into.clone() });
    }
    drop_where(&mut roster.organizations, |o| o.id == *from);
    roster.side_rules.iter_mut().for_each(|rule| rule.rename(from, into));
    let parents = roster.organizations.iter_mut().filter_map(|o| o.parent.as_mut());
    let named = parents
        .chain(roster.members.iter_mut().filter_map(|m| m.own.as_mut()))
        .chain(roster.registrations.iter_mut().map(|r| &mut r.organization))
        .chain(roster.designations.iter_mut().map(|d| &mut d.organization))
        .chain(roster.nominations.iter_mut().map(|n| &mut n.organization))
        .chain(roster.bans.iter_mut().map(|b| &mut b.organization))
        .chain(roster.previous.iter_mut().chain(&mut roster.history).map(|p| &mut p.organization));
    named.filter(|id| **id == *from).for_each(|id| id.clone_from(into));
    Ok(())
}
