#![doc = include_str!("../README.md")]

mod certify;
pub mod compliance;
mod cost;
mod digest;
mod error;
pub mod explain;
mod flow;
mod id;
mod plan;
mod policy;
mod problem;
pub mod report;
mod roster;
mod solve;

pub use compliance::{Finding, Findings, Verdict, Year, audit};
pub mod office;

#[doc = include_str!("certificate.md")]
pub mod certificate {}

pub use certify::{Certificate, Miscount, Miscounted, Rejected, Rejection, certify, confirm};
pub use cost::Cost;
pub use digest::Digest;
pub use error::{Error, PolicyDefect};
pub use id::{AreaId, BadId, BodyId, MemberId, OrganizationId, RuleId};
pub use plan::{Claim, Conflict, Infeasible, Outcome, Plan, Prices, Repair, Shortage};
pub use policy::{
    BeforeDay, Counted, Differing, DistinctPlaces, Kind, Known, LocalityExtent, LocalityReading, Measure, NoticeDays,
    Obligation, OwnExtent, PartYear, Policy, QuotaWindow, Readings, Reporter, RollDay, Rule, Rules, Source, Text, Tier,
    VisitsCount, YearDay,
};
pub use problem::{Change, Defect, Notice, Problem, Row, Table, What};
pub use roster::{
    Area, Ban, Bounds, Designation, Member, Nomination, Organization, Place, Placement, Registration, Roster, Waiver,
};
pub use solve::{solve, solve_until};
