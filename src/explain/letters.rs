//! Who must be told again when a table changes, and of what.

use crate::id::{AreaId, MemberId, OrganizationId};
use crate::plan::Diff;
use crate::problem::Problem;
use crate::roster::{Area, Placement};
use serde::Serialize;
use std::collections::BTreeMap;

/// Someone who must know the table (II.2-2).
///
/// Example: [`letters`](crate::explain::letters()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recipient {
    /// A member.
    Member(MemberId),
    /// The standing committee of a district or unit, by its area.
    Committee(AreaId),
    /// An organization.
    Organization(OrganizationId),
}

/// What one of them has to be told.
///
/// Example: [`letters`](crate::explain::letters()).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Letter {
    /// To whom.
    pub to: Recipient,
    /// Placements that end, in order.
    pub ended: Vec<Placement>,
    /// Placements that begin, in order.
    pub begun: Vec<Placement>,
}

/// One letter for each member whose line differs, and for each committee and organization such a line names: those of the members, of the committees, of
/// the organizations, each in the order of the ids.
///
/// A committee is that of the area right below the top (a district, a sector), as the changed facts have it. An organization that is no more is not written
/// to; its committee is, as the facts before have it. A member who left is written to.
///
/// # Complexity
/// `O(S · (D + log N))` for `S` placements that differ and `D` areas above an organization, `N` entries of the roster.
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
/// use phancong::explain::{Recipient, letters};
/// let before = Problem::new(roster, rules)?; // one member, who registered Bình Hải and then Bình Châu
/// let old = solve(&before)?.plan().clone();
/// let after = before.with([Change::Designate(Designation {
///     member: "UV-01".parse()?,
///     organization: "binh-chau".parse()?,
///     reason: "Theo dõi dự án".into(),
/// })])?;
/// let new = solve(&after)?.plan().clone();
/// let letters = letters(&before, &after, &old.diff(&new)); // to the member, the district and both organizations
/// assert_eq!((letters.len(), &letters[0].to), (4, &Recipient::Member("UV-01".parse()?)));
/// assert_eq!(letters[0].ended, old.placements());
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "csv", feature = "toml")))]
/// # fn main() {}
/// ```
#[must_use]
pub fn letters(before: &Problem, after: &Problem, diff: &Diff) -> Vec<Letter> {
    let mut news: BTreeMap<Recipient, (Vec<Placement>, Vec<Placement>)> = BTreeMap::new();
    let ended = diff.ended().map(|placement| (placement, true));
    let mut all: Vec<(Placement, bool)> = ended.chain(diff.begun().map(|placement| (placement, false))).collect();
    all.sort();
    for (placement, ends) in all {
        let mut to = vec![Recipient::Member(placement.member.clone())];
        to.extend(committee(after, &placement.organization).or_else(|| committee(before, &placement.organization)));
        let lives = after.organization(&placement.organization).is_some();
        to.extend(lives.then(|| Recipient::Organization(placement.organization.clone())));
        for recipient in to {
            let (ended, begun) = news.entry(recipient).or_default();
            if ends { ended } else { begun }.push(placement.clone());
        }
    }
    news.into_iter().map(|(to, (ended, begun))| Letter { to, ended, begun }).collect()
}

/// The committee above an organization: that of the area right below the top, or of the top itself for what lies in it directly.
fn committee(problem: &Problem, organization: &OrganizationId) -> Option<Recipient> {
    let above = |area: &Area| area.parent.as_ref().and_then(|id| problem.area(id));
    let mut area = problem.area(&problem.organization(organization)?.area)?;
    while let Some(up) = above(area).filter(|up| up.parent.is_some()) {
        area = up;
    }
    Some(Recipient::Committee(area.id.clone()))
}
