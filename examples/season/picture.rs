//! Loads as pictures of text.

use phancong::explain;
use phancong::{Area, Place, Plan, Problem};
use std::collections::BTreeMap;

/// Lines to print.
pub(crate) struct Picture {
    /// For each load, how many organizations have it.
    pub(crate) by_load: Vec<String>,
    /// For each district or unit, how many members come to it, and its bounds.
    pub(crate) by_area: Vec<String>,
}

/// How full organizations and areas are.
pub(crate) fn loads(problem: &Problem, plan: &Plan) -> Picture {
    let mut organizations: BTreeMap<u32, usize> = BTreeMap::new();
    let mut areas = Vec::new();
    for load in explain::loads(problem, plan) {
        match &load.place {
            Place::Organization(_) => *organizations.entry(load.count).or_default() += 1,
            Place::Area(id) => {
                let area = problem.area(id).filter(|area| is_second_level(problem, area));
                areas.extend(area.map(|area| (area.name.clone(), load.count, load.bounds)));
            }
        }
    }
    let widest = areas.iter().map(|area| area.0.chars().count()).max().unwrap_or(0);
    let by_area = areas.into_iter().map(|(name, count, bounds)| {
        let bar = "█".repeat(usize::try_from(count).unwrap_or_default());
        let bounds = match (bounds.min, bounds.max) {
            (0, None) => String::new(),
            (min, None) => format!(" [{min}..]"),
            (min, Some(max)) => format!(" [{min}..{max}]"),
        };
        format!("{name:<widest$}  {count:>3} {bar}{bounds}")
    });
    Picture {
        by_load: organizations.iter().map(|(load, count)| format!("{load:>3}: {count}")).collect(),
        by_area: by_area.collect(),
    }
}

/// A district or a direct unit: what lies right below the top.
fn is_second_level(problem: &Problem, area: &Area) -> bool {
    let above = area.parent.as_ref().and_then(|id| problem.area(id));
    above.is_some_and(|above| above.parent.is_none())
}
