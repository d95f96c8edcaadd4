//! Changes of the facts: each makes another problem.

use super::defect::{Defect, Table, What};
use crate::id::{AreaId, MemberId, OrganizationId, RuleId};
use crate::roster::{Ban, Bounds, Designation, Member, Nomination, Registration, Roster, SideRule, Waiver};

/// One change of the facts, as it comes in writing.
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
    /// The Board releases a designation.
    Release(MemberId, OrganizationId),
    /// The Board adds a candidate for a member it picks for.
    Nominate(Nomination),
    /// A pair is banned.
    Ban(Ban),
    /// A ban is lifted.
    Unban(MemberId, OrganizationId),
    /// A registration is accepted as it is.
    Waive(Waiver),
    /// An organization takes from `min` to `max` members.
    Load(OrganizationId, Bounds),
    /// An area takes from `min` to `max` members.
    AreaLoad(AreaId, Bounds),
    /// A side rule more.
    Demand(SideRule),
    /// A side rule less.
    Lift(RuleId),
    /// An organization, with its sub-cells, takes nobody any more: wishes, candidates and designations for it fall away.
    Close(OrganizationId),
}

/// Applies the changes in their order; what one of them names and is not there is a defect.
pub(super) fn apply(mut roster: Roster, changes: impl IntoIterator<Item = Change>) -> (Roster, Vec<Defect>) {
    let mut missing = Vec::new();
    for change in changes {
        let unknown = apply_one(&mut roster, change);
        missing.extend(unknown.map(|(table, id)| Defect {
            rows: Vec::new(),
            what: What::Unknown { table, id },
            rule: None,
        }));
    }
    (roster, missing)
}

/// Applies a change; gives back what it names and is not there.
fn apply_one(roster: &mut Roster, change: Change) -> Option<(Table, String)> {
    match change {
        Change::Withdraw(member) => return withdraw(roster, &member),
        Change::Join(member) => roster.members.push(member),
        Change::Wish(wish) => roster.registrations.push(wish),
        Change::Unwish(member, organization) => {
            let gone = drop_where(&mut roster.registrations, |r| r.member == member && r.organization == organization);
            return (!gone).then(|| (Table::Registrations, format!("{member} at {organization}")));
        }
        Change::Designate(designation) => roster.designations.push(designation),
        Change::Release(member, organization) => {
            let gone = drop_where(&mut roster.designations, |d| d.member == member && d.organization == organization);
            return (!gone).then(|| (Table::Designations, format!("{member} at {organization}")));
        }
        Change::Nominate(nomination) => roster.nominations.push(nomination),
        Change::Ban(ban) => roster.bans.push(ban),
        Change::Unban(member, organization) => {
            let gone = drop_where(&mut roster.bans, |b| b.member == member && b.organization == organization);
            return (!gone).then(|| (Table::Bans, format!("{member} at {organization}")));
        }
        Change::Waive(waiver) => roster.waivers.push(waiver),
        Change::Load(id, load) => match roster.organizations.iter_mut().find(|o| o.id == id) {
            Some(organization) => organization.load = load,
            None => return Some((Table::Organizations, id.to_string())),
        },
        Change::AreaLoad(id, load) => match roster.areas.iter_mut().find(|a| a.id == id) {
            Some(area) => area.load = load,
            None => return Some((Table::Areas, id.to_string())),
        },
        Change::Demand(rule) => roster.side_rules.push(rule),
        Change::Lift(id) => {
            let gone = drop_where(&mut roster.side_rules, |rule| rule.id == id);
            return (!gone).then(|| (Table::SideRules, id.to_string()));
        }
        Change::Close(id) => return close(roster, &id),
    }
    None
}

/// Removes what fits; says whether anything did.
fn drop_where<T>(list: &mut Vec<T>, fits: impl Fn(&T) -> bool) -> bool {
    let before = list.len();
    list.retain(|entry| !fits(entry));
    list.len() < before
}

fn withdraw(roster: &mut Roster, member: &MemberId) -> Option<(Table, String)> {
    let there = drop_where(&mut roster.members, |m| m.id == *member);
    drop_where(&mut roster.registrations, |r| r.member == *member);
    drop_where(&mut roster.designations, |d| d.member == *member);
    drop_where(&mut roster.nominations, |n| n.member == *member);
    drop_where(&mut roster.bans, |b| b.member == *member);
    drop_where(&mut roster.waivers, |w| w.member == *member);
    roster.side_rules.retain_mut(|rule| rule.forget(member));
    (!there).then(|| (Table::Members, member.to_string()))
}

/// Closing keeps the organization in the facts, so that members who belong to it still do, and bars it to everyone.
fn close(roster: &mut Roster, id: &OrganizationId) -> Option<(Table, String)> {
    if !roster.organizations.iter().any(|o| o.id == *id) {
        return Some((Table::Organizations, id.to_string()));
    }
    let mut closed = vec![id.clone()];
    let mut next = 0;
    while let Some(parent) = closed.get(next).cloned() {
        next += 1;
        let cells = roster.organizations.iter().filter(|o| o.parent.as_ref() == Some(&parent));
        let new: Vec<OrganizationId> = cells.map(|o| o.id.clone()).filter(|id| !closed.contains(id)).collect();
        closed.extend(new);
    }
    let is_closed = |id: &OrganizationId| closed.contains(id);
    for organization in roster.organizations.iter_mut().filter(|o| is_closed(&o.id)) {
        organization.load = Bounds { min: 0, max: Some(0) };
    }
    drop_where(&mut roster.registrations, |r| is_closed(&r.organization));
    drop_where(&mut roster.designations, |d| is_closed(&d.organization));
    drop_where(&mut roster.nominations, |n| is_closed(&n.organization));
    None
}
