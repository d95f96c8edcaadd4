//! How a plan stands in each tier: what it costs there, and what is proved about it.

use crate::cost::Cost;
use crate::policy::Tier;
use crate::problem::Problem;

/// A plan in one tier.
///
/// Example: [`standings`](crate::explain::standings).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The tier's number, 1 for the most important.
    pub number: usize,
    /// The tier.
    pub tier: Tier,
    /// What the plan costs in it.
    pub cost: i64,
    /// What is proved about that cost.
    pub proof: Proof,
}

/// What a bound proves in a tier. Costs are compared tier by tier, so a bound speaks only as far as the first tier in which it lies below the cost.
///
/// Example: [`standings`](crate::explain::standings).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// No plan that is as good in the tiers before costs less here.
    Proved,
    /// No plan that is as good in the tiers before costs less here than this number; whether one reaches it is open.
    AtLeast(i64),
    /// A tier before is open, so nothing is proved here.
    Open,
    /// The bound lies above the cost here, which no bound of this plan can: cost and bound do not belong together.
    Contradicted(i64),
}

/// A cost and a bound, tier by tier; a tier that either lacks is left out.
///
/// The numbers come from a certificate, or from a claim for whoever trusts its maker.
///
/// # Complexity
/// Linear in the number of tiers.
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
/// use phancong::explain::{Proof, standings};
/// let problem = Problem::new(roster, rules)?; // one member, who registered Bình Hải and then Bình Châu
/// let certificate = certify(&problem, solve(&problem)?.plan())?;
/// let tiers = standings(&problem, &certificate.cost, &certificate.bound);
/// assert!(tiers.iter().all(|tier| tier.proof == Proof::Proved));
/// assert_eq!((tiers[0].number, tiers[0].tier.name.as_str(), tiers[0].cost), (1, "unplaced", 0));
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "csv", feature = "toml")))]
/// # fn main() {}
/// ```
#[must_use]
pub fn standings(problem: &Problem, cost: &Cost, bound: &Cost) -> Vec<Standing> {
    let mut settled = true;
    let numbers = cost.tiers().iter().zip(bound.tiers());
    let tiers = (1..).zip(problem.tiers()).zip(numbers);
    let stand = |((number, tier), (&cost, &bound)): ((usize, &Tier), (&i64, &i64))| {
        let proof = match cost.cmp(&bound) {
            _ if !settled => Proof::Open,
            std::cmp::Ordering::Equal => Proof::Proved,
            std::cmp::Ordering::Greater => Proof::AtLeast(bound),
            std::cmp::Ordering::Less => Proof::Contradicted(bound),
        };
        settled &= proof == Proof::Proved;
        Standing { number, tier: tier.clone(), cost, proof }
    };
    tiers.map(stand).collect()
}
