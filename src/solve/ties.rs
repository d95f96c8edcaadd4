//! Which lines of a best plan only the last word decided: another plan that is equally good before it has the member elsewhere.

use super::{Door, index};
use crate::error::Error;
use crate::flow::TierCost;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::roster::Placement;
use std::cmp::Ordering;

/// A number for each tier looked at.
type Length = Vec<i64>;

/// The lines that some plan of the same cost in the first `tiers` tiers does not have; none when the plan's prices do not prove it step by step.
///
/// Two plans of least cost differ by steps that cost nothing at the prices of either: a member changes between two places that are equally dear, or
/// a place hands on one member more or fewer. Such steps lead from one plan to another exactly when they close a circle, so a line can be otherwise
/// exactly when one of its member's equally dear places lies on a circle with its own.
///
/// # Complexity
/// `O(T (E + m))` for `T` tiers, `E` candidates and `m` organizations and areas.
pub(crate) fn loose(problem: &Problem, plan: &Plan, tiers: usize) -> Result<Option<Vec<Placement>>, Error> {
    let door = Door::new(problem)?;
    let circles = Steps::new(&door, plan, tiers);
    let Some(mut steps) = circles else { return Ok(None) };
    if !steps.of_rows() || !steps.of_places() {
        return Ok(None);
    }
    let component = components(&steps.from);
    let same = |a: usize, b: usize| component.get(a) == component.get(b);
    let mut lines = Vec::new();
    for &(used, spare) in &steps.swaps {
        let (here, there) = (index(door.network.end_of(used)), index(door.network.end_of(spare)));
        if same(here, there)
            && let Some((member, organization)) = door.member_of(used).zip(door.organization(used))
        {
            lines.push(Placement { member: member.clone(), organization: organization.clone() });
        }
    }
    lines.sort();
    lines.dedup();
    Ok(Some(lines))
}

/// Steps that cost nothing, from node to node.
struct Steps<'a> {
    door: &'a Door<'a>,
    tiers: usize,
    chosen: Vec<bool>,
    charges: Vec<TierCost>,
    /// By tier and node.
    price: Vec<Vec<i64>>,
    from: Vec<Vec<usize>>,
    /// An option that a row uses, and one that is equally dear.
    swaps: Vec<(usize, usize)>,
}

impl<'a> Steps<'a> {
    fn new(door: &'a Door<'a>, plan: &Plan, tiers: usize) -> Option<Self> {
        let chosen = door.chosen(plan);
        let charges: Vec<TierCost> = (0..tiers).map(|tier| door.tier_cost(tier)).collect();
        let price: Vec<Vec<i64>> = (0..tiers).map(|tier| door.price(plan, tier)).collect();
        let nodes = door.problem.tree().len() + 1;
        let whole = price.iter().all(|price| price.len() == nodes);
        whole.then(|| Self { door, tiers, chosen, charges, price, from: vec![Vec::new(); nodes], swaps: Vec::new() })
    }

    fn priced(&self, node: usize) -> Length {
        self.price.iter().map(|price| price.get(node).copied().unwrap_or(0)).collect()
    }

    /// What a row pays for an option.
    fn key(&self, option: usize) -> Length {
        let cost = self.charges.iter().map(|charge| charge.option.get(option).copied().unwrap_or(0));
        cost.zip(self.priced(index(self.door.network.end_of(option)))).map(|(cost, price)| cost + price).collect()
    }

    /// From a place that a row uses to one that is equally dear; `false` when one is cheaper.
    fn of_rows(&mut self) -> bool {
        let network = &self.door.network;
        for row in 0..network.rows() {
            let (used, spare): (Vec<usize>, Vec<usize>) =
                network.options_of(row).partition(|&option| self.chosen.get(option) == Some(&true));
            for &used in &used {
                let paid = self.key(used);
                for &spare in &spare {
                    match self.key(spare).cmp(&paid) {
                        Ordering::Less => return false,
                        Ordering::Equal => {
                            let (here, there) = (index(network.end_of(used)), index(network.end_of(spare)));
                            self.from.get_mut(here).into_iter().for_each(|to| to.push(there));
                            self.swaps.push((used, spare));
                        }
                        Ordering::Greater => {}
                    }
                }
            }
        }
        true
    }

    /// From a place to what it lies in when it can hand on one member more for nothing, and back when one fewer; `false` when that gains.
    fn of_places(&mut self) -> bool {
        let tree = self.door.problem.tree();
        let mut load = vec![0_i64; self.from.len()];
        for option in 0..self.chosen.len() {
            let node = index(self.door.network.end_of(option));
            let used = self.chosen.get(option) == Some(&true);
            load.get_mut(node).into_iter().for_each(|load| *load += i64::from(used));
        }
        for node in tree.upward() {
            let here = load.get(node).copied().unwrap_or(0);
            let above = tree.above(node).unwrap_or(tree.len());
            load.get_mut(above).into_iter().for_each(|load| *load += here);
            let rise = minus(&self.priced(node), &self.priced(above));
            let nothing = vec![0; self.tiers];
            if tree.load(node).max.is_none_or(|max| here < i64::from(max)) {
                let more = minus(&self.marginal(node, here + 1), &rise);
                match more.cmp(&nothing) {
                    Ordering::Less => return false,
                    Ordering::Equal => self.from.get_mut(node).into_iter().for_each(|to| to.push(above)),
                    Ordering::Greater => {}
                }
            }
            if here > 0 {
                let fewer = minus(&rise, &self.marginal(node, here));
                match fewer.cmp(&nothing) {
                    Ordering::Less => return false,
                    Ordering::Equal => self.from.get_mut(above).into_iter().for_each(|to| to.push(node)),
                    Ordering::Greater => {}
                }
            }
        }
        true
    }

    /// What the `unit`-th member at a place costs there.
    fn marginal(&self, node: usize, unit: i64) -> Length {
        let tree = self.door.problem.tree();
        let short = unit <= i64::from(tree.load(node).min);
        let of = |charge: &TierCost| {
            let grown = if tree.is_organization(node) { charge.square * (2 * unit - 1) } else { 0 };
            grown - if short { charge.short } else { 0 }
        };
        self.charges.iter().map(of).collect()
    }
}

fn minus(a: &[i64], b: &[i64]) -> Length {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// For each node the number of the component in which every node reaches every other: Tarjan's algorithm, without recursion.
fn components(from: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let (mut order, mut low, mut component) = (vec![NEW; from.len()], vec![NEW; from.len()], vec![NEW; from.len()]);
    let (mut open, mut path, mut count, mut met) = (Vec::new(), Vec::new(), 0, 0);
    let at = |list: &[usize], node: usize| list.get(node).copied().unwrap_or(NEW);
    let set =
        |list: &mut Vec<usize>, node: usize, value: usize| list.get_mut(node).into_iter().for_each(|v| *v = value);
    for start in 0..from.len() {
        if at(&order, start) == NEW {
            path.push((start, 0));
        }
        while let Some((node, next)) = path.pop() {
            if next == 0 {
                set(&mut order, node, met);
                set(&mut low, node, met);
                met += 1;
                open.push(node);
            }
            if let Some(&to) = from.get(node).and_then(|to| to.get(next)) {
                path.push((node, next + 1));
                if at(&order, to) == NEW {
                    path.push((to, 0));
                } else if at(&component, to) == NEW {
                    let least = at(&low, node).min(at(&order, to));
                    set(&mut low, node, least);
                }
                continue;
            }
            if at(&low, node) == at(&order, node) {
                while let Some(member) = open.pop() {
                    set(&mut component, member, count);
                    if member == node {
                        break;
                    }
                }
                count += 1;
            }
            if let Some(&(above, _)) = path.last() {
                let least = at(&low, above).min(at(&low, node));
                set(&mut low, above, least);
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn a_component_is_what_reaches_itself() {
        // 0 to 1 to 2 and back to 0; 2 to 3; 3 and 4 to each other; 5 alone, with an arc to itself.
        let found = components(&[vec![1], vec![2], vec![0, 3], vec![4], vec![3], vec![5, 4]]);
        assert!(found[0] == found[1] && found[1] == found[2]);
        assert!(found[3] == found[4] && found[3] != found[0]);
        assert!(found[5] != found[3] && found[5] != found[0]);
    }
}
