//! What differs between two tables, member by member.

use super::Plan;
use crate::id::{MemberId, OrganizationId};
use crate::roster::Placement;
use serde::Serialize;
use std::collections::BTreeMap;

/// A member whose line is not the same in two tables: all that the member gives up and takes, in no order. The steps of a chain, each of which makes room for
/// the next, are [`Move`](crate::explain::Move)s.
///
/// Example: [`Plan::diff`](crate::Plan::diff).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Shift {
    /// Who.
    pub member: MemberId,
    /// Places in both tables.
    pub kept: Vec<OrganizationId>,
    /// Places in the old table alone.
    pub from: Vec<OrganizationId>,
    /// Places in the new table alone.
    pub to: Vec<OrganizationId>,
}

impl Shift {
    /// Whether the old table has no place for the member.
    #[must_use]
    pub const fn joins(&self) -> bool {
        self.kept.is_empty() && self.from.is_empty()
    }

    /// Whether the new table has no place for the member.
    #[must_use]
    pub const fn leaves(&self) -> bool {
        self.kept.is_empty() && self.to.is_empty()
    }
}

/// What differs between an old table and a new one.
///
/// Example: [`Plan::diff`](crate::Plan::diff).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Diff {
    /// Each member whose line differs, in the order of the ids.
    pub shifts: Vec<Shift>,
}

impl Diff {
    /// The placements that end.
    pub fn ended(&self) -> impl Iterator<Item = Placement> {
        self.pairs(|shift| &shift.from)
    }

    /// The placements that begin.
    pub fn begun(&self) -> impl Iterator<Item = Placement> {
        self.pairs(|shift| &shift.to)
    }

    fn pairs(&self, side: fn(&Shift) -> &Vec<OrganizationId>) -> impl Iterator<Item = Placement> {
        let of = move |shift: &Shift| {
            let member = shift.member.clone();
            side(shift).clone().into_iter().map(move |organization| Placement { member: member.clone(), organization })
        };
        self.shifts.iter().flat_map(of)
    }

    /// How many placements stand in one table alone: 0 between equal tables, the same both ways, and never longer than by way of a third table.
    #[must_use]
    pub fn distance(&self) -> usize {
        self.shifts.iter().map(|shift| shift.from.len() + shift.to.len()).sum()
    }
}

impl Plan {
    /// What differs from this table to a new one. A placement that stands twice counts once; prices and claims are not looked at.
    ///
    /// # Complexity
    /// `O(P log P)` for `P` placements of both.
    ///
    /// ```
    /// use phancong::{Placement, Plan};
    /// let at = |organization: &str| -> Result<Plan, phancong::BadId> {
    ///     Ok(Plan::new(vec![Placement { member: "UV-01".parse()?, organization: organization.parse()? }]))
    /// };
    /// let diff = at("binh-chau")?.diff(&at("binh-hai")?);
    /// assert_eq!((diff.shifts.len(), diff.distance()), (1, 2));
    /// assert!(!diff.shifts[0].joins() && !diff.shifts[0].leaves());
    /// # Ok::<(), phancong::BadId>(())
    /// ```
    #[must_use]
    pub fn diff(&self, new: &Self) -> Diff {
        let mut sides: BTreeMap<&Placement, (bool, bool)> = BTreeMap::new();
        self.placements().iter().for_each(|line| sides.entry(line).or_default().0 = true);
        new.placements().iter().for_each(|line| sides.entry(line).or_default().1 = true);
        let mut shifts: Vec<Shift> = Vec::new();
        for (line, side) in sides {
            if shifts.last().is_none_or(|last| last.member != line.member) {
                let member = line.member.clone();
                shifts.push(Shift { member, kept: Vec::new(), from: Vec::new(), to: Vec::new() });
            }
            let Some(shift) = shifts.last_mut() else { continue };
            match side {
                (true, true) => shift.kept.push(line.organization.clone()),
                (true, false) => shift.from.push(line.organization.clone()),
                _ => shift.to.push(line.organization.clone()),
            }
        }
        shifts.retain(|shift| !shift.from.is_empty() || !shift.to.is_empty());
        Diff { shifts }
    }
}
