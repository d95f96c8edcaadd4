//! What is looked up about one member, without a pass over everybody.

use super::{Candidate, Problem};
use crate::id::{MemberId, OrganizationId};
use crate::roster::{Designation, Placement};
use std::collections::BTreeSet;

impl Problem {
    /// The designations of a member.
    pub(crate) fn designations_of<'a>(&'a self, member: &'a MemberId) -> impl Iterator<Item = &'a Designation> {
        // INVARIANT: a problem keeps its lists in the order of the members' ids.
        let all = &self.roster.designations;
        all.iter().skip(all.partition_point(|d| d.member < *member)).take_while(move |d| d.member == *member)
    }

    /// The distinct wishes of a member, the first one first, whether or not the member still registers.
    pub(crate) fn wishes_of<'a>(&'a self, member: &'a MemberId) -> impl Iterator<Item = &'a OrganizationId> {
        let all = &self.roster.registrations;
        let mine =
            all.iter().skip(all.partition_point(|r| r.member < *member)).take_while(move |r| r.member == *member);
        let mut seen = BTreeSet::new();
        mine.map(|wish| &wish.organization).filter(move |&organization| seen.insert(organization))
    }

    /// What a pair would be if the Board designated it; none when either is not in the facts.
    pub(crate) fn if_designated(&self, pair: &Placement) -> Option<Candidate> {
        if let Some(known) = self.candidate(pair) {
            return Some(Candidate { designated: true, ..*known });
        }
        let organization = u32::try_from(self.organization_index(&pair.organization)?).ok()?;
        let registers = self.rules.board_picks(&self.member(&pair.member)?.body).is_none();
        let wish = self.wishes_of(&pair.member).position(|wish| *wish == pair.organization).filter(|_| registers);
        Some(Candidate {
            organization,
            wish: wish.and_then(|at| u32::try_from(at + 1).ok()),
            designated: true,
            nominated: false,
            outside: self.is_outside(&pair.member, &pair.organization),
            held: self.roster.previous.binary_search(pair).is_ok(),
            again: self.roster.history.binary_search(pair).is_ok(),
            lot: self.rules.lot(&pair.member, &pair.organization),
        })
    }
}
