//! What the lists of pairs say, sorted by member.

use super::defect::Table;
use super::defects::Defects;
use super::facts::Facts;
use super::notice::Notice;
use crate::roster::Roster;

/// What the pair lists say about one member: (organization, entry of its list).
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) wishes: Vec<(u32, usize)>,
    /// A wish names an organization that is not there, so that the others alone say nothing of how many there are.
    pub(super) unread: bool,
    pub(super) pins: Vec<(u32, usize)>,
    pub(super) nominations: Vec<(u32, usize)>,
    pub(super) bans: Vec<(u32, usize)>,
    pub(super) waiver: Option<usize>,
    pub(super) held: Vec<u32>,
    pub(super) again: Vec<u32>,
}

/// Sorts the lists by member. Placements of the plan to keep that name something gone are noticed.
pub(super) fn sort_by_member(
    roster: &Roster,
    facts: &Facts<'_>,
    defects: &mut Defects,
    notices: &mut Vec<Notice>,
) -> Vec<Said> {
    let mut said = vec![Said::default(); roster.members.len()];
    macro_rules! pairs {
        ($list:ident, $table:expr, $field:ident) => {
            for (at, entry) in roster.$list.iter().enumerate() {
                let row = facts.order.row($table, at);
                let pair = facts.pair(entry.member.as_str(), entry.organization.as_str(), row, defects);
                if let Some((member, organization)) = pair
                    && let Some(said) = said.get_mut(member as usize)
                {
                    said.$field.push((organization, at));
                }
            }
        };
    }
    pairs!(registrations, Table::Registrations, wishes);
    for wish in &roster.registrations {
        let (member, organization) = (wish.member.as_str(), wish.organization.as_str());
        if let Some(said) = facts.known_member(member).and_then(|member| said.get_mut(member as usize)) {
            said.unread |= facts.known_pair(member, organization).is_none();
        }
    }
    pairs!(designations, Table::Designations, pins);
    pairs!(nominations, Table::Nominations, nominations);
    pairs!(bans, Table::Bans, bans);
    for (at, waiver) in roster.waivers.iter().enumerate() {
        let row = facts.order.row(Table::Waivers, at);
        let member = facts.member(waiver.member.as_str(), row, defects);
        if let Some(said) = member.and_then(|member| said.get_mut(member as usize)) {
            said.waiver.get_or_insert(at);
        }
    }
    for held in roster.previous.chunk_by(PartialEq::eq).filter_map(<[_]>::first) {
        match facts.known_pair(held.member.as_str(), held.organization.as_str()) {
            Some((member, organization)) => {
                if let Some(said) = said.get_mut(member as usize) {
                    said.held.push(organization);
                }
            }
            None => {
                notices.push(Notice::HeldGone { member: held.member.clone(), organization: held.organization.clone() })
            }
        }
    }
    for pair in &roster.history {
        // Years pass: who or what is gone is no news and counts for nothing.
        let known = facts.known_pair(pair.member.as_str(), pair.organization.as_str());
        if let Some((member, organization)) = known
            && let Some(said) = said.get_mut(member as usize)
        {
            said.again.push(organization);
        }
    }
    said
}
