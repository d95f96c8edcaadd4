//! How full each organization and area is.

use crate::id::OrganizationId;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::roster::{Bounds, Place, Placement};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many members a plan places at an organization, or in an area with everything below it.
///
/// Example: [`loads`](crate::explain::loads).
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
///
/// ```
/// # #[cfg(all(feature = "csv", feature = "toml"))]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use phancong::*;
/// # let (roster, _) = office::csv::read_files([
/// #     ("areas.csv", "id,name\nbinh-son,Huyện Bình Sơn\n".as_bytes()),
/// #     ("organizations.csv", "id,name,area,max\nbinh-chau,Đảng bộ xã Bình Châu,binh-son,\nbinh-hai,Đảng bộ xã Bình Hải,binh-son,\n".as_bytes()),
/// #     ("members.csv", "id,name,body\nUV-01,Nguyễn Văn An,ban-chap-hanh\n".as_bytes()),
/// #     ("registrations.csv", "member,organization,rank\nUV-01,binh-hai,1\nUV-01,binh-chau,2\n".as_bytes()),
/// # ])?;
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap_or_default())?;
/// let problem = Problem::new(roster, rules)?; // one member, who registered Bình Hải and then Bình Châu
/// let loads = explain::loads(&problem, solve(&problem)?.plan());
/// let counts: Vec<u32> = loads.iter().map(|load| load.count).collect();
/// assert_eq!(counts, [0, 1, 1]); // Bình Châu, Bình Hải, the district
/// assert!(loads.iter().all(|load| load.short() == 0 && load.over() == 0));
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "csv", feature = "toml")))]
/// # fn main() {}
/// ```
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
