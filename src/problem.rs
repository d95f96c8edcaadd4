//! Facts and the rules in force, checked once and frozen: who may go where, and at what cost.

mod asked;
mod change;
mod choices;
mod cost;
mod defect;
mod defects;
mod error;
mod facts;
mod forest;
mod notice;
mod said;
mod side;
mod tree;

pub use change::Change;
pub(crate) use cost::TierWeights;
pub use defect::{Defect, Row, Table, What};
pub use error::ProblemError;
pub use notice::Notice;
pub(crate) use side::{Fixed, Side};

use crate::digest::Digest;
use crate::id::{AreaId, MemberId, OrganizationId};
use crate::plan::Plan;
use crate::policy::{Measure, Rules, Tier};
use crate::roster::{Area, Bounds, Member, Organization, Place, Placement, Roster};
use defects::Defects;
use std::ops::Range;

/// An organization a member may be placed at, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Its index among the organizations.
    pub(crate) organization: u32,
    /// 1 for the first wish; none when the member did not register it, or the Board picks.
    pub(crate) wish: Option<u32>,
    /// The Board designated the member to it.
    pub(crate) designated: bool,
    /// The Board put it on its list of candidates.
    pub(crate) nominated: bool,
    /// It lies in none of the areas of the member's scope.
    pub(crate) outside: bool,
    /// The plan to keep has the member there.
    pub(crate) held: bool,
    /// The member was there in an earlier year.
    pub(crate) again: bool,
    /// Its lot in the draw; 0 without one.
    pub(crate) lot: u32,
}

/// A question with exactly one meaning: facts and the rules in force, free of contradiction.
///
/// Members, organizations and areas are kept in the order of their ids, so the order in which the facts were given is forgotten. Two problems
/// are equal when their facts and rules are; the row numbers in their notices, which point into the lists as given, may differ.
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
/// let (an, hai) = ("UV-01".parse()?, "binh-hai".parse()?);
/// let open: Vec<&str> = problem.candidates(&an).map(|organization| organization.id.as_str()).collect();
/// assert_eq!((problem.places(), open), (1, vec!["binh-chau", "binh-hai"]));
/// assert_eq!(problem.digest().as_str().len(), 64);
///
/// // A change is another problem; with a plan to keep, the tier `moves` counts the places given up.
/// let plan = solve(&problem)?.plan().clone();
/// let reason = "Đang sửa trụ sở".into();
/// let changed = problem.keeping(&plan)?.with([Change::Ban(Ban { member: an, organization: hai, reason })])?;
/// assert_ne!(changed.digest(), problem.digest());
/// let other = solve(&changed)?.plan().clone();
/// assert_eq!(other.placements()[0].organization.as_str(), "binh-chau");
/// assert_eq!(certify(&changed, &other)?.cost, Cost::from([0, 0, 1, 1, 1])); // the last tier is `moves`
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "csv", feature = "toml")))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone)]
pub struct Problem {
    roster: Roster,
    rules: Rules,
    places: u32,
    area_parent: Vec<Option<u32>>,
    organization_area: Vec<u32>,
    first: Vec<usize>,
    candidates: Vec<Candidate>,
    held: i64,
    notices: Vec<Notice>,
    sides: Vec<Side>,
    digest: Digest,
}

impl PartialEq for Problem {
    fn eq(&self, other: &Self) -> bool {
        self.roster == other.roster && self.rules == other.rules
    }
}

impl Eq for Problem {}

impl Problem {
    /// Puts facts and rules together.
    ///
    /// # Errors
    /// [`ProblemError::Defects`] with every defect of the facts, each naming its rows and values; of more than 10,000 the last says how many are left out.
    ///
    /// # Complexity
    /// `O(F log F)` for `F` entries of the roster, plus one candidate per organization for each member the Board picks for without candidates of its own.
    ///
    /// ```
    /// # use phancong::*;
    /// # #[cfg(feature = "toml")] {
    /// # let rules = Policy::quang_ngai_2020()?.in_force("2020-12-01".parse().unwrap())?;
    /// let mut roster = Roster::default();
    /// roster.areas.push(Area { id: "binh-son".parse()?, name: "Huyện Bình Sơn".into(), parent: None, load: Bounds::default() });
    /// roster.members.push(Member {
    ///     id: "UV-01".parse()?,
    ///     name: "Nguyễn Văn An".into(),
    ///     body: "ban-chap-hanh".parse()?,
    ///     own: None,
    ///     scope: vec!["binh-son".parse()?],
    /// });
    /// // Nobody registered anything: the member has too few wishes.
    /// let Err(ProblemError::Defects(defects)) = Problem::new(roster, rules) else { unreachable!() };
    /// assert_eq!(defects.len(), 1);
    /// assert!(matches!(&defects[0].what, What::TooFewWishes { found: 0, min: 2, .. }));
    /// # }
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(roster: Roster, rules: Rules) -> Result<Self, ProblemError> {
        let mut defects = Defects::default();
        let (roster, order) = facts::sorted(roster);
        let facts = facts::Facts::read(&roster, &order, &mut defects);
        let places = rules.places().1;
        let choices = choices::collect(&roster, &facts, &rules, places, &mut defects);
        cost::check_range(&roster, &rules, places, &mut defects);
        let sides = side::read(&roster, &facts, &choices, places, &mut defects);
        if defects.len() > 0 {
            return Err(ProblemError::Defects(defects.sorted()));
        }
        let area_parent = facts.area_parent;
        let organization_area = facts.organization_area.into_iter().flatten().collect();
        let digest = facts::digest(&roster, &rules);
        Ok(Self {
            roster,
            rules,
            places,
            area_parent,
            organization_area,
            first: choices.first,
            candidates: choices.candidates,
            held: choices.held,
            notices: choices.notices,
            sides,
            digest,
        })
    }

    /// The facts, each list in the order of its ids.
    #[must_use]
    pub const fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The rules in force.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The tiers of the objective, most important first.
    #[must_use]
    pub fn tiers(&self) -> &[Tier] {
        self.rules.tiers()
    }

    /// How many distinct organizations each member is placed at.
    #[must_use]
    pub const fn places(&self) -> u32 {
        self.places
    }

    /// What an officer should know about the facts.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The fingerprint of facts and rules: equal for the same facts in any order, and for nothing else.
    #[must_use]
    pub const fn digest(&self) -> &Digest {
        &self.digest
    }

    /// The member with this id.
    #[must_use]
    pub fn member(&self, id: &MemberId) -> Option<&Member> {
        self.roster.members.get(self.member_index(id)?)
    }

    /// The organization with this id.
    #[must_use]
    pub fn organization(&self, id: &OrganizationId) -> Option<&Organization> {
        self.roster.organizations.get(self.organization_index(id)?)
    }

    /// The area with this id.
    #[must_use]
    pub fn area(&self, id: &AreaId) -> Option<&Area> {
        let areas = &self.roster.areas;
        let index = areas.binary_search_by(|area| area.id.cmp(id)).ok()?;
        areas.get(index)
    }

    /// The organizations a member may be placed at, in the order of their ids; empty for a stranger.
    pub fn candidates<'a>(&'a self, member: &MemberId) -> impl Iterator<Item = &'a Organization> {
        let range = self.member_index(member).map_or(0..0, |index| self.choices_of(index));
        let candidates = self.candidates.get(range).unwrap_or_default();
        candidates.iter().filter_map(|candidate| self.organization_at(candidate.organization))
    }

    /// The same question after changes of the facts.
    ///
    /// # Errors
    /// [`ProblemError::Defects`] when the changed facts have defects, or a change names something that is not there.
    pub fn with(&self, changes: impl IntoIterator<Item = Change>) -> Result<Self, ProblemError> {
        let (roster, mut missing) = change::apply(self.roster.clone(), changes);
        match Self::new(roster, self.rules.clone()) {
            Ok(problem) if missing.is_empty() => Ok(problem),
            Err(ProblemError::Defects(defects)) => {
                missing.extend(defects);
                Err(ProblemError::Defects(missing))
            }
            Err(other) => Err(other),
            Ok(_) => Err(ProblemError::Defects(missing)),
        }
    }

    /// The same question with a plan to keep: the measure `moves` counts the places of that plan that are not held now. How much keeping is worth is the
    /// policy's: the tiers before the one with `moves` are not made worse for it.
    ///
    /// Keep first and change then: `problem.keeping(&plan)?.with(changes)?`. So a merged organization hands its placements on.
    ///
    /// # Errors
    /// [`ProblemError::NotKept`] when no tier has the measure: the plan would be accepted and forgotten.
    pub fn keeping(&self, plan: &Plan) -> Result<Self, ProblemError> {
        if self.tiers().iter().all(|tier| tier.weight(Measure::Moves) == 0) {
            return Err(ProblemError::NotKept { policy: self.rules.policy().to_string() });
        }
        let mut roster = self.roster.clone();
        roster.previous = plan.placements().to_vec();
        Self::new(roster, self.rules.clone())
    }

    /// How many members a place may hold; without limits for a place that is not here.
    #[must_use]
    pub fn load_of(&self, place: &Place) -> Bounds {
        let load = match place {
            Place::Organization(id) => self.organization(id).map(|organization| organization.load),
            Place::Area(id) => self.area(id).map(|area| area.load),
        };
        load.unwrap_or_default()
    }

    /// The organizations in an area and below it, in the order of their ids.
    pub fn organizations_in<'a>(&'a self, area: &'a AreaId) -> impl Iterator<Item = &'a Organization> {
        self.roster.organizations.iter().filter(move |organization| self.lies_in(organization, area))
    }

    /// Whether an organization lies in none of the areas of a member's scope; never for a member without scope.
    #[must_use]
    pub fn is_outside(&self, member: &MemberId, organization: &OrganizationId) -> bool {
        let (Some(member), Some(organization)) = (self.member(member), self.organization(organization)) else {
            return false;
        };
        !member.scope.is_empty() && !member.scope.iter().any(|area| self.lies_in(organization, area))
    }

    fn lies_in(&self, organization: &Organization, area: &AreaId) -> bool {
        let mut above = Some(&organization.area);
        while let Some(id) = above {
            if id == area {
                return true;
            }
            above = self.area(id).and_then(|area| area.parent.as_ref());
        }
        false
    }

    pub(crate) fn member_index(&self, id: &MemberId) -> Option<usize> {
        self.roster.members.binary_search_by(|member| member.id.cmp(id)).ok()
    }

    pub(crate) fn organization_index(&self, id: &OrganizationId) -> Option<usize> {
        self.roster.organizations.binary_search_by(|o| o.id.cmp(id)).ok()
    }

    pub(crate) fn organization_at(&self, index: u32) -> Option<&Organization> {
        self.roster.organizations.get(usize::try_from(index).ok()?)
    }

    /// The candidates of all members, each member's in the order of the organizations' ids.
    pub(crate) fn all_candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The candidates of one member, as a range of [`Problem::all_candidates`].
    pub(crate) fn choices_of(&self, member: usize) -> Range<usize> {
        let at = |index: usize| self.first.get(index).copied().unwrap_or(0);
        at(member)..at(member + 1)
    }

    /// The candidate of a pair, if the pair is allowed.
    pub(crate) fn candidate(&self, placement: &Placement) -> Option<&Candidate> {
        self.candidate_of(self.member_index(&placement.member)?, &placement.organization)
    }

    /// The candidate of a member, by index, at an organization, if the pair is allowed.
    pub(crate) fn candidate_of(&self, member: usize, organization: &OrganizationId) -> Option<&Candidate> {
        let organization = u32::try_from(self.organization_index(organization)?).ok()?;
        let choices = self.candidates.get(self.choices_of(member))?;
        let found = choices.binary_search_by_key(&organization, |c| c.organization).ok()?;
        choices.get(found)
    }

    /// The side rules by index, in the order of their ids.
    pub(crate) fn sides(&self) -> &[Side] {
        &self.sides
    }

    /// The candidate of a member at an organization, as an index of [`Problem::all_candidates`].
    pub(crate) fn choice_at(&self, member: usize, organization: u32) -> Option<usize> {
        let range = self.choices_of(member);
        let choices = self.candidates.get(range.clone())?;
        Some(range.start + choices.binary_search_by_key(&organization, |c| c.organization).ok()?)
    }
}
