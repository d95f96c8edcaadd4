//! Organizations and areas as one tree: what lies in what, and how many each takes.

use super::Problem;
use crate::roster::{Bounds, Place};

/// The organizations by index, and after them the areas by index. Top areas have nothing above them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tree<'a> {
    problem: &'a Problem,
    organizations: usize,
}

impl Problem {
    /// The tree of organizations and areas.
    pub(crate) const fn tree(&self) -> Tree<'_> {
        Tree { problem: self, organizations: self.roster.organizations.len() }
    }
}

impl Tree<'_> {
    /// How many nodes there are.
    pub(crate) const fn len(&self) -> usize {
        self.organizations + self.problem.roster.areas.len()
    }

    /// Whether a node is an organization.
    pub(crate) const fn is_organization(&self, node: usize) -> bool {
        node < self.organizations
    }

    /// What a node lies in or is part of.
    pub(crate) fn above(&self, node: usize) -> Option<usize> {
        let area = match node.checked_sub(self.organizations) {
            None => self.problem.organization_area.get(node).copied(),
            Some(area) => self.problem.area_parent.get(area).copied().flatten(),
        };
        area.map(|area| self.organizations + area as usize)
    }

    /// How many members a node takes.
    pub(crate) fn load(&self, node: usize) -> Bounds {
        let roster = &self.problem.roster;
        let load = match node.checked_sub(self.organizations) {
            None => roster.organizations.get(node).map(|organization| organization.load),
            Some(area) => roster.areas.get(area).map(|area| area.load),
        };
        load.unwrap_or_default()
    }

    /// The organization or area that a node is.
    pub(crate) fn place(&self, node: usize) -> Option<Place> {
        let roster = &self.problem.roster;
        match node.checked_sub(self.organizations) {
            None => roster.organizations.get(node).map(|organization| Place::Organization(organization.id.clone())),
            Some(area) => roster.areas.get(area).map(|area| Place::Area(area.id.clone())),
        }
    }

    /// The node of an organization or area.
    pub(crate) fn find(&self, place: &Place) -> Option<usize> {
        match place {
            Place::Organization(id) => self.problem.organization_index(id),
            Place::Area(id) => {
                let index = self.problem.roster.areas.binary_search_by(|area| area.id.cmp(id)).ok()?;
                Some(self.organizations + index)
            }
        }
    }

    /// Every node, each after everything below it.
    ///
    /// # Complexity
    /// `O(n)` for `n` nodes.
    pub(crate) fn upward(&self) -> Vec<usize> {
        let mut waiting = vec![0u32; self.len()];
        for up in (0..self.len()).filter_map(|node| self.above(node)) {
            waiting.get_mut(up).into_iter().for_each(|below| *below += 1);
        }
        let mut order: Vec<usize> = (0..self.len()).filter(|&node| waiting.get(node) == Some(&0)).collect();
        let mut next = 0;
        while let Some(&node) = order.get(next) {
            next += 1;
            if let Some(up) = self.above(node)
                && let Some(below) = waiting.get_mut(up)
            {
                *below -= 1;
                if *below == 0 {
                    order.push(up);
                }
            }
        }
        order
    }
}
