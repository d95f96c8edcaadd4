#![cfg_attr(all(feature = "toml", feature = "csv"), doc = include_str!("../README.md"))]
//!
//! # Where things are
//!
//! - **Facts**: [`Roster`] holds lists of [`Area`], [`Organization`], [`Member`], [`Registration`], [`Designation`], [`Nomination`], [`Ban`], [`Waiver`],
//!   [`Placement`] and [`SideRule`], which is a [`Demand`] on [`Term`]s of [`Who`] is where; [`Bounds`] say how many may come to a [`Place`]. Ids are [`AreaId`], [`BodyId`], [`MemberId`], [`OrganizationId`] and [`RuleId`], or a [`BadId`].
//! - **Policy**: [`Policy`] holds each [`Rule`] with its [`Text`], [`Source`] and [`Kind`] (which speaks of an [`Obligation`], a [`Reporter`], a [`YearDay`]), the objective as
//!   [`Tier`]s of [`Measure`]s, and [`Readings`] ([`LocalityReading`], [`OwnExtent`], [`VisitsCount`], [`DistinctPlaces`], [`Counted`], [`BeforeDay`], [`RollDay`],
//!   [`NoticeDays`], [`PartYear`], [`Differing`]). [`Policy::in_force`] gives the [`Rules`] of a day; what is wrong with a policy is a [`PolicyDefect`].
//! - **Problem**: [`Problem::new`] puts facts and rules together, or lists each [`Defect`]: [`What`] is wrong in which [`Row`] of which [`Table`]. A [`Notice`] is no defect.
//!   A [`Change`] makes another problem.
//! - **Answer**: [`solve`] (or [`solve_until`], or [`solve_from`] an earlier plan) gives an [`Outcome`]: a [`Plan`] with its [`Prices`] and [`Claim`], or [`Infeasible`] with each [`Conflict`], its [`Shortage`] and
//!   what is a [`Repair`]. Side rules that cannot hold together are a [`Clash`]; where they make one necessary, a plan has a [`Proof`] of [`Step`]s with [`Scaled`] prices and
//!   [`PairPrice`]s. A [`Cost`] is one number per tier; a [`Digest`] ties an answer to its problem.
//!   What differs between two plans is a [`Diff`], one [`Shift`] for each member.
//! - **Judge**: [`certify`](certify()) gives a [`Certificate`], or [`Rejected`] with each [`Rejection`] and [`ProofFault`]; [`confirm`] counts a conflict, or says it is [`Miscounted`] by each [`Miscount`].
//! - **Calendar**: an [`Agenda`] holds a year's meetings and what is in the way ([`Agenda::of_year`] reads them from its records),
//!   a [`Calendar`] the visits that [`schedule`] (or [`schedule_until`]) proposes; more in the module [`calendar`].
//! - **Year**: [`audit`] reads the records of a [`Year`] and gives [`Findings`], each [`Finding`] with its [`Verdict`]; the records, the forecast and the sheets of evidence are in
//!   [`compliance`].
//! - **For people**: [`explain`] gives the reasons as data and the [letters](explain::letters()) that a change calls for, [`report`] the sentences, [`office`] the files: it reads seasons and years, makes [papers](office::paper) to
//!   sign and send, and writes them as [sets](office::set) that are replaced as a whole.
//! - **To read**: [`certificate`] says how any program can judge a plan, [`design`] why the library is as it is.
//! - **For tests**: [`laws`] holds of every answer and can be asked of any; the feature `proptest` adds random seasons, policies and years (`strategies`).
//! - [`Error`] is what is not an answer: that of a program, with one for each room in it ([`PolicyError`], [`ProblemError`], [`AuditError`], [`CalendarError`]).

pub mod calendar;
mod certify;
pub mod compliance;
mod cost;
mod day;
mod digest;
mod error;
pub mod explain;
mod flow;
mod id;
pub mod laws;
mod listing;
#[cfg(feature = "milp")]
mod milp;
mod plan;
mod policy;
mod problem;
pub mod report;
mod roster;
mod schedule;
mod solve;
#[cfg(feature = "proptest")]
pub mod strategies;

pub mod office;

#[doc = include_str!("certificate.md")]
pub mod certificate {}

#[doc = include_str!("design.md")]
pub mod design {}

pub use calendar::{Agenda, Calendar, CalendarError};
pub use certify::{Certificate, Miscount, Miscounted, ProofFault, Rejected, Rejection, certify, confirm};
pub use compliance::{AuditError, Finding, Findings, Verdict, Year, audit};
pub use cost::Cost;
pub use digest::Digest;
pub use error::Error;
pub use id::{AreaId, BadId, BodyId, MemberId, OrganizationId, RuleId};
pub use plan::{
    Claim, Clash, Conflict, Diff, Infeasible, Outcome, PairPrice, Plan, Prices, Proof, Repair, Scaled, Shift, Shortage,
    Step,
};
pub use policy::{
    BeforeDay, Counted, Differing, DistinctPlaces, Kind, Known, LocalityExtent, LocalityReading, Measure, NoticeDays,
    Obligation, OwnExtent, PartYear, Policy, PolicyDefect, PolicyError, QuotaWindow, Readings, Reporter, RollDay, Rule,
    Rules, Source, Text, Tier, VisitsCount, YearDay,
};
pub use problem::{Change, Defect, Notice, Problem, ProblemError, Row, Table, What};
pub use roster::{
    Area, Ban, Bounds, Demand, Designation, Member, Nomination, Organization, Place, Placement, Registration, Roster,
    SideRule, Term, Waiver, Who,
};
pub use schedule::{schedule, schedule_until};
pub use solve::{solve, solve_from, solve_until};
