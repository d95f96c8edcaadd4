//! How full each organization and area is.

use crate::id::OrganizationId;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::roster::{Bounds, Place, Placement};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many members a plan places at an organization, or in an area with everything below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Load {
    /// Where.
    pub place: Place,
    /// Placements there; a sub-cell's are its own and not its parent's, an area's are those of all organizations in it and below it.
    pub count: u32,
    /// How many there should be, both ends inclusive.
    pub bounds: Bounds,
}

impl Load {
    /// Seats below the minimum, 0 when it is reached.
    #[must_use]
    pub const fn short(&self) -> u32 {
        self.bounds.min.saturating_sub(self.count)
    }

    /// Placements above the maximum, 0 when it is kept.
    #[must_use]
    pub fn over(&self) -> u32 {
        self.bounds.max.map_or(0, |max| self.count.saturating_sub(max))
    }
}

/// The load of every organization, then of every area, each in the order of ids. A placement at an organization that the problem does not
/// have counts nowhere; the same placement twice counts once.
///
/// # Complexity
/// `O((P + O) log N)` for `P` placements and `O` organizations and areas, times the depth of the tree of areas.
#[must_use]
pub fn loads(problem: &Problem, plan: &Plan) -> Vec<Load> {
    let distinct: BTreeSet<&Placement> = plan.placements().iter().collect();
    let mut at: BTreeMap<&OrganizationId, u32> = BTreeMap::new();
    for placement in distinct {
        *at.entry(&placement.organization).or_default() += 1;
    }
    let mut organizations = Vec::new();
    let mut below = BTreeMap::new();
    for organization in &problem.roster().organizations {
        let count = at.get(&organization.id).copied().unwrap_or(0);
        organizations.push(Load {
            place: Place::Organization(organization.id.clone()),
            count,
            bounds: organization.load,
        });
        let mut above = Some(&organization.area).filter(|_| count > 0);
        while let Some(area) = above {
            *below.entry(area).or_insert(0u32) += count;
            above = problem.area(area).and_then(|area| area.parent.as_ref());
        }
    }
    let areas = problem.roster().areas.iter().map(|area| Load {
        place: Place::Area(area.id.clone()),
        count: below.get(&area.id).copied().unwrap_or(0),
        bounds: area.load,
    });
    organizations.into_iter().chain(areas).collect()
}
