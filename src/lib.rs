#![doc = include_str!("../README.md")]

pub mod compliance;
mod cost;
mod digest;
mod error;
mod id;
mod plan;
mod policy;
mod problem;
mod roster;

pub use compliance::{Finding, Findings, Verdict, Year, audit};
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
