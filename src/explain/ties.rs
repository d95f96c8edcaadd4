//! What decided between tables that are equally good.

use crate::certify::certify;
use crate::error::Error;
use crate::plan::Plan;
use crate::policy::Measure;
use crate::problem::Problem;
use crate::roster::Placement;
use crate::solve::{loose, solve};
use serde::Serialize;

/// What had the last word between equally good tables, and which lines it decided.
///
/// Example: [`ties`](crate::explain::ties()).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ties {
    /// The seed of the draw; none when the policy does not draw, and the order of the ids decided.
    pub seed: Option<String>,
    /// How many lines the table has.
    pub lines: usize,
    /// The lines that were decided so: some table that is equally good in every tier (before the draw) does not have them. None where prices do not
    /// tell: under side rules, and of a plan that its prices do not prove best.
    pub decided: Option<Vec<Placement>>,
}

/// Which lines of a best plan were decided by lot, or without a draw by the order of the ids: exactly those that are not in every table equally good
/// in all tiers before.
///
/// # Errors
/// [`Error::Rejected`] when it is no plan for this problem.
///
/// # Complexity
/// As [`certify`](crate::certify()): linear in the candidates for each tier.
///
/// ```
/// # #[cfg(feature = "toml")]
/// # fn main() -> Result<(), phancong::Error> {
/// # use phancong::*;
/// use phancong::explain::ties;
/// # let mut roster = Roster::default();
/// # roster.areas.push(Area { id: "binh-son".parse()?, name: "Huyện Bình Sơn".into(), parent: None, load: Bounds::default() });
/// # for id in ["binh-chau", "binh-hai"] {
/// #     let area = "binh-son".parse()?;
/// #     roster.organizations.push(Organization { id: id.parse()?, name: id.into(), area, parent: None, load: Bounds::default() });
/// # }
/// # for member in ["UV-01", "UV-02"] {
/// #     let body = "ban-chap-hanh".parse()?;
/// #     roster.members.push(Member { id: member.parse()?, name: member.into(), body, own: None, scope: vec![] });
/// #     for (rank, id) in [(1, "binh-chau"), (2, "binh-hai")] {
/// #         roster.registrations.push(Registration { member: member.parse()?, organization: id.parse()?, rank, on: None });
/// #     }
/// # }
/// // Two members want Bình Châu first; each of them is as good a choice as the other.
/// let policy = Policy::quang_ngai_2020()?.drawing("482913")?;
/// let problem = Problem::new(roster, policy.in_force("2020-12-01".parse().unwrap())?)?;
/// let outcome = solve(&problem)?;
/// let ties = ties(&problem, outcome.plan())?;
/// assert_eq!(ties.seed.as_deref(), Some("482913"));
/// assert_eq!(ties.decided.map(|lines| lines.len()), Some(2));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "toml"))]
/// # fn main() {}
/// ```
pub fn ties(problem: &Problem, plan: &Plan) -> Result<Ties, Error> {
    let certificate = certify(problem, plan)?;
    let seed = problem.rules().seed().map(str::to_owned);
    let lines = plan.placements().len();
    if !problem.roster().side_rules.is_empty() || !certificate.is_least() {
        return Ok(Ties { seed, lines, decided: None });
    }
    let reasons = problem.tiers().iter().take_while(|tier| tier.weight(Measure::Draw) == 0).count();
    let decided = match loose(problem, plan, reasons)? {
        Some(decided) => decided,
        // Prices may prove a plan by counting how many members there are at all, and then say nothing of single steps.
        None => {
            let prices = solve(problem)?.plan().prices().cloned().unwrap_or_default();
            let found = loose(problem, &plan.clone().with_prices(prices), reasons)?;
            found.ok_or(Error::Engine("the prices of a proved plan do not fit it"))?
        }
    };
    Ok(Ties { seed, lines, decided: Some(decided) })
}
