//! A table from elsewhere, typed by hand or made by another program, against the best.

use super::Move;
use crate::certify::{Certificate, Rejected, certify};
use crate::cost::Cost;
use crate::error::Error;
use crate::id::{MemberId, OrganizationId};
use crate::plan::{Diff, Plan};
use crate::problem::Problem;
use crate::solve::nearest;
use std::collections::{BTreeMap, BTreeSet};

/// What is to be said of a table from elsewhere.
///
/// Example: [`draft`](crate::explain::draft()).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Draft {
    /// What the judge says: its cost, or everything that is not legal about it.
    pub judged: Result<Certificate, Rejected>,
    /// For a legal table: what it costs more than the best plan, tier by tier.
    pub gap: Option<Cost>,
    /// A best plan, with the prices that prove it: of all best plans the one that shares the most lines with the table.
    pub best: Plan,
    /// What has to change to get there: no best plan is nearer.
    pub diff: Diff,
}

/// Judges a table from elsewhere, and finds the best plan that is nearest to it.
///
/// # Errors
/// [`Error::SideRules`] when the problem has side rules, under which the nearest best plan is not found this way. A table that is not legal is no error.
///
/// # Complexity
/// As [`solve`](crate::solve()), with one tier more.
///
/// ```
/// # #[cfg(feature = "toml")]
/// # fn main() -> Result<(), phancong::Error> {
/// # use phancong::*;
/// use phancong::explain::draft;
/// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap())?;
/// # let mut roster = Roster::default();
/// # roster.areas.push(Area { id: "binh-son".parse()?, name: "Huyện Bình Sơn".into(), parent: None, load: Bounds::default() });
/// # for id in ["binh-chau", "binh-hai"] {
/// #     let area = "binh-son".parse()?;
/// #     roster.organizations.push(Organization { id: id.parse()?, name: id.into(), area, parent: None, load: Bounds::default() });
/// # }
/// # let (id, body) = ("UV-01".parse()?, "ban-chap-hanh".parse()?);
/// # roster.members.push(Member { id, name: "Nguyễn Văn An".into(), body, own: None, scope: vec![] });
/// # for (rank, id) in [(1, "binh-chau"), (2, "binh-hai")] {
/// #     roster.registrations.push(Registration { member: "UV-01".parse()?, organization: id.parse()?, rank, on: None });
/// # }
/// let problem = Problem::new(roster, rules)?; // one member, who registered Bình Châu and then Bình Hải
/// let typed = Plan::new(vec![Placement { member: "UV-01".parse()?, organization: "binh-hai".parse()? }]);
/// let said = draft(&problem, &typed)?;
/// assert_eq!(said.gap, Some(Cost::from([0, 0, 0, 1, 0])));
/// assert_eq!((said.diff.shifts.len(), said.diff.distance()), (1, 2)); // one member, one place for another
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "toml"))]
/// # fn main() {}
/// ```
pub fn draft(problem: &Problem, table: &Plan) -> Result<Draft, Error> {
    let rules = &problem.roster().side_rules;
    if !rules.is_empty() {
        return Err(Error::SideRules(rules.iter().map(|rule| rule.id.clone()).collect()));
    }
    let best = nearest(problem, table)?;
    let cost = certify(problem, &best)?.cost;
    // Only the lines are judged; what the table says of itself is another question.
    let judged = certify(problem, &Plan::new(table.placements().to_vec()));
    let gap = judged.as_ref().ok().and_then(|certificate| certificate.cost.minus(&cost));
    let diff = table.diff(&best);
    Ok(Draft { judged, gap, best, diff })
}

/// What changes between two tables, by member: places given up and taken, in the order of their ids.
pub(super) fn moves(old: &Plan, new: &Plan) -> Vec<Move> {
    type Held<'a> = BTreeMap<&'a MemberId, BTreeSet<&'a OrganizationId>>;
    let held = |plan: &'_ Plan| -> BTreeSet<_> { plan.placements().iter().cloned().collect() };
    let (old, new) = (held(old), held(new));
    let (mut left, mut joined) = (Held::new(), Held::new());
    for line in old.difference(&new) {
        left.entry(&line.member).or_default().insert(&line.organization);
    }
    for line in new.difference(&old) {
        joined.entry(&line.member).or_default().insert(&line.organization);
    }
    let members: BTreeSet<&MemberId> = left.keys().chain(joined.keys()).copied().collect();
    let mut moves = Vec::new();
    for member in members {
        let mut from = left.remove(member).into_iter().flatten().cloned();
        let mut to = joined.remove(member).into_iter().flatten().cloned();
        loop {
            let (from, to) = (from.next(), to.next());
            if from.is_none() && to.is_none() {
                break;
            }
            moves.push(Move { member: member.clone(), from, to });
        }
    }
    moves
}
