//! Who may go where: wishes, the Board's picks, designations, bans and exclusions, member by member.

use super::Candidate;
use super::defect::{Defect, Row, Table, What};
use super::defects::Defects;
use super::facts::Facts;
use super::notice::Notice;
use super::said::{Said, sort_by_member};
use crate::policy::{LocalityReading, Measure, OwnExtent, Rule, Rules};
use crate::roster::{Member, Registration, Roster};
use std::collections::BTreeSet;

/// The candidates of all members, and what was noticed on the way.
#[derive(Debug, Default)]
pub(super) struct Choices {
    pub(super) first: Vec<usize>,
    pub(super) candidates: Vec<Candidate>,
    /// Distinct places of the plan to keep, whether or not they can still be held.
    pub(super) held: i64,
    pub(super) notices: Vec<Notice>,
}

/// What took candidates away: the rows of bans, and the rule of locality read as a duty.
#[derive(Debug, Default)]
struct Removed {
    bans: Vec<Row>,
    duty: Option<Rule>,
}

struct Reader<'a> {
    roster: &'a Roster,
    facts: &'a Facts<'a>,
    rules: &'a Rules,
    places: u32,
    /// Organizations that are no sub-cells, for the members the Board picks for.
    tops: Vec<u32>,
    defects: &'a mut Defects,
    notices: Vec<Notice>,
}

/// Builds the candidates of every member.
pub(super) fn collect(
    roster: &Roster,
    facts: &Facts<'_>,
    rules: &Rules,
    places: u32,
    defects: &mut Defects,
) -> Choices {
    let held = roster.previous.chunk_by(PartialEq::eq).count();
    let mut choices = Choices { held: i64::try_from(held).unwrap_or(i64::MAX), ..Choices::default() };
    let said = sort_by_member(roster, facts, defects, &mut choices.notices);
    let is_top = |at: &u32| roster.organizations.get(*at as usize).is_some_and(|o| o.parent.is_none());
    let mut reader = Reader {
        roster,
        facts,
        rules,
        places,
        tops: (0u32..).take(roster.organizations.len()).filter(is_top).collect(),
        defects,
        notices: Vec::new(),
    };
    choices.first.push(0);
    for ((at, member), said) in (0u32..).zip(&roster.members).zip(&said) {
        // Of members with one id, which is a defect, only the first has anything said about it.
        if facts.known_member(member.id.as_str()) == Some(at) {
            choices.candidates.append(&mut reader.member(at, member, said));
        }
        choices.first.push(choices.candidates.len());
    }
    choices.notices.append(&mut reader.notices);
    choices.notices.extend(unmeasured(roster, rules));
    choices.notices.sort();
    choices
}

/// Lists that only one measure reads, where no tier has it.
fn unmeasured(roster: &Roster, rules: &Rules) -> impl Iterator<Item = Notice> {
    let lists = [
        (Table::Previous, roster.previous.len(), Measure::Moves),
        (Table::History, roster.history.len(), Measure::Repeat),
    ];
    let read = |measure| rules.tiers().iter().any(|tier| tier.weight(measure) != 0);
    let unread = lists.into_iter().filter(move |(_, entries, measure)| *entries > 0 && !read(*measure));
    unread.map(|(table, entries, measure)| {
        let entries = u32::try_from(entries).unwrap_or(u32::MAX);
        Notice::Unmeasured { table, entries, measure }
    })
}

impl Reader<'_> {
    fn member(&mut self, at: u32, member: &Member, said: &Said) -> Vec<Candidate> {
        let defects_before = self.defects.len();
        let mut found: Vec<Candidate> = match self.rules.board_picks(&member.body) {
            Some(rule) => self.picked(at, member, said, rule),
            None => {
                self.refuse_nominations(member, said);
                let wishes = self.wishes(at, member, said);
                self.check_count(at, member, said, wishes.len());
                wishes
            }
        };
        let bans = self.remove_banned(member, said, &mut found);
        let pins = self.pins(at, member, said);
        let duty = self.remove_outside(member, &pins, &mut found);
        if pins.len() >= self.places as usize {
            found.retain(|candidate| pins.contains(&candidate.organization));
        }
        for &organization in &pins {
            match found.iter_mut().find(|candidate| candidate.organization == organization) {
                Some(candidate) => candidate.designated = true,
                None => found.push(Candidate { designated: true, ..self.plain(at, organization) }),
            }
        }
        found.sort_by_key(|candidate| candidate.organization);
        for candidate in &mut found {
            candidate.held = said.held.contains(&candidate.organization);
            candidate.again = said.again.contains(&candidate.organization);
            let organization = self.roster.organizations.get(candidate.organization as usize);
            candidate.lot = organization.map_or(0, |organization| self.rules.lot(&member.id, &organization.id));
        }
        if self.defects.len() == defects_before && !said.unread {
            self.check_choice(at, member, &found, pins.is_empty(), Removed { bans, duty });
        }
        found
    }

    fn plain(&self, member: u32, organization: u32) -> Candidate {
        Candidate {
            organization,
            wish: None,
            designated: false,
            nominated: false,
            outside: self.facts.is_outside(member, organization),
            held: false,
            again: false,
            lot: 0,
        }
    }

    /// The distinct wishes in the order of their ranks, the first counted 1.
    fn wishes(&mut self, at: u32, member: &Member, said: &Said) -> Vec<Candidate> {
        let mut distinct: Vec<Candidate> = Vec::new();
        let mut last: Option<(&Registration, Row)> = None;
        for &(organization, entry) in &said.wishes {
            let Some(wish) = self.roster.registrations.get(entry) else { continue };
            let row = self.facts.order.row(Table::Registrations, entry);
            if wish.rank == 0 {
                let what = What::RankZero { member: member.id.clone() };
                self.defect(vec![row], what, None);
            }
            if distinct.iter().any(|known| known.organization == organization) {
                self.notices.push(Notice::WishTwice {
                    member: member.id.clone(),
                    organization: wish.organization.clone(),
                    row,
                });
                continue;
            }
            if let Some((one, before)) = last.filter(|(one, _)| one.rank == wish.rank) {
                let (one, other) = (one.organization.clone(), wish.organization.clone());
                let what = What::RankTwice { member: member.id.clone(), rank: wish.rank, one, other };
                self.defect(vec![before, row], what, None);
            }
            last = Some((wish, row));
            self.refuse_own(at, member, organization, row);
            self.refuse_sub_cell(member, organization, row);
            let rank = u32::try_from(distinct.len() + 1).ok();
            distinct.push(Candidate { wish: rank, ..self.plain(at, organization) });
        }
        distinct
    }

    /// The Board's candidates, or everything there is. Wishes of such a member are not used, so nothing in them is a defect.
    fn picked(&mut self, at: u32, member: &Member, said: &Said, rule: &Rule) -> Vec<Candidate> {
        let wishes: BTreeSet<u32> = said.wishes.iter().map(|wish| wish.0).collect();
        if !wishes.is_empty() {
            self.notices.push(Notice::RegisteredThoughPicked {
                member: member.id.clone(),
                wishes: u32::try_from(wishes.len()).unwrap_or(u32::MAX),
                rule: rule.id.clone(),
            });
        }
        if said.nominations.is_empty() {
            let tops = self.tops.iter().filter(|&&organization| self.own_of(at, organization).is_none());
            return tops.map(|&organization| self.plain(at, organization)).collect();
        }
        let mut named: Vec<Candidate> = Vec::new();
        for &(organization, entry) in &said.nominations {
            let row = self.facts.order.row(Table::Nominations, entry);
            self.refuse_own(at, member, organization, row);
            if !named.iter().any(|known| known.organization == organization) {
                named.push(Candidate { nominated: true, ..self.plain(at, organization) });
            }
        }
        named
    }

    fn pins(&mut self, at: u32, member: &Member, said: &Said) -> Vec<u32> {
        let mut pins: Vec<u32> = Vec::new();
        for &(organization, entry) in &said.pins {
            let row = self.facts.order.row(Table::Designations, entry);
            self.refuse_own(at, member, organization, row);
            let ban = said.bans.iter().find(|ban| ban.0 == organization);
            if let Some(&(_, ban)) = ban
                && let Some(pin) = self.roster.designations.get(entry)
            {
                let what = What::PinAgainstBan { member: member.id.clone(), organization: pin.organization.clone() };
                self.defect(vec![row, self.facts.order.row(Table::Bans, ban)], what, None);
            }
            if !pins.contains(&organization) {
                pins.push(organization);
            }
        }
        let found = u32::try_from(pins.len()).unwrap_or(u32::MAX);
        if found > self.places {
            let rows = said.pins.iter().map(|pin| self.facts.order.row(Table::Designations, pin.1)).collect();
            let what = What::TooManyPins { member: member.id.clone(), found, places: self.places };
            self.defect(rows, what, self.rules.places().0.cloned());
        }
        pins
    }

    fn check_count(&mut self, at: u32, member: &Member, said: &Said, distinct: usize) {
        let found = u32::try_from(distinct).unwrap_or(u32::MAX);
        let Some((rule, range)) = self.rules.registration() else { return };
        if range.contains(&found) || (said.unread && found < *range.start()) {
            return;
        }
        let waiver = said.waiver.and_then(|entry| self.roster.waivers.get(entry));
        if let Some(waiver) = waiver {
            let (member, reason) = (member.id.clone(), waiver.reason.clone());
            self.notices.push(Notice::Waived { member, found, reason });
            return;
        }
        let rule = rule.clone();
        let table = Table::Registrations;
        let mut rows = vec![self.facts.order.row(Table::Members, at as usize)];
        rows.extend(said.wishes.iter().map(|wish| self.facts.order.row(table, wish.1)));
        let member = member.id.clone();
        let what = if found < *range.start() {
            What::TooFewWishes { member, found, min: *range.start() }
        } else {
            What::TooManyWishes { member, found, max: *range.end() }
        };
        self.defect(rows, what, Some(rule));
    }

    fn refuse_nominations(&mut self, member: &Member, said: &Said) {
        for &(_, entry) in &said.nominations {
            let Some(nomination) = self.roster.nominations.get(entry) else { continue };
            let what = What::NotPickedFor {
                member: member.id.clone(),
                organization: nomination.organization.clone(),
                body: member.body.to_string(),
            };
            self.defect(vec![self.facts.order.row(Table::Nominations, entry)], what, None);
        }
    }

    fn refuse_own(&mut self, at: u32, member: &Member, organization: u32, row: Row) {
        let Some((own, rule)) = self.own_of(at, organization) else { return };
        let name = |index: u32| self.roster.organizations.get(index as usize).map(|o| o.id.clone());
        if let (Some(organization), Some(own)) = (name(organization), name(own)) {
            let rule = rule.clone();
            let what = What::OwnOrganization { member: member.id.clone(), organization, own };
            let home = self.facts.order.row(Table::Members, at as usize);
            self.defect(vec![row, home], what, Some(rule));
        }
    }

    fn refuse_sub_cell(&mut self, member: &Member, organization: u32, row: Row) {
        let cell = self.roster.organizations.get(organization as usize);
        if let Some((cell, parent)) = cell.and_then(|cell| Some((cell, cell.parent.clone()?))) {
            let what = What::SubCell { member: member.id.clone(), organization: cell.id.clone(), parent };
            let rule = self.rules.registration().map(|found| found.0.clone());
            self.defect(vec![row], what, rule);
        }
    }

    /// The member's own organization and the rule, when `organization` belongs to it.
    fn own_of(&self, member: u32, organization: u32) -> Option<(u32, &Rule)> {
        let rule = self.rules.own_organization()?;
        let own = self.facts.own.get(member as usize).copied().flatten()?;
        let tree = &self.facts.organization_tree;
        let belongs = match self.rules.readings().own {
            OwnExtent::Whole => tree.root(own) == tree.root(organization),
            OwnExtent::Below => tree.is_below(organization, own),
        };
        belongs.then_some((own, rule))
    }

    /// Takes away what bans forbid; gives the rows of the bans that did.
    fn remove_banned(&mut self, member: &Member, said: &Said, found: &mut Vec<Candidate>) -> Vec<Row> {
        let mut rows = Vec::new();
        found.retain(|candidate| {
            let ban = said.bans.iter().find(|ban| ban.0 == candidate.organization);
            let Some((entry, ban)) = ban.and_then(|ban| Some((ban.1, self.roster.bans.get(ban.1)?))) else {
                return true;
            };
            rows.push(self.facts.order.row(Table::Bans, entry));
            let (member, organization) = (member.id.clone(), ban.organization.clone());
            let reason = ban.reason.clone();
            if candidate.wish.is_some() {
                self.notices.push(Notice::WishBanned { member, organization, reason });
            } else if candidate.nominated {
                self.notices.push(Notice::NomineeBanned { member, organization, reason });
            }
            false
        });
        rows
    }

    /// Takes away what lies outside where locality is a duty, but never a designation; gives the rule when it took anything.
    fn remove_outside(&mut self, member: &Member, pins: &[u32], found: &mut Vec<Candidate>) -> Option<Rule> {
        let duty = self.rules.locality().filter(|_| self.rules.readings().locality == LocalityReading::Hard)?;
        let before = found.len();
        found.retain(|candidate| {
            if pins.contains(&candidate.organization) {
                return true;
            }
            let organization = self.roster.organizations.get(candidate.organization as usize);
            if let Some(organization) = organization.filter(|_| candidate.outside) {
                let (member, organization, rule) = (member.id.clone(), organization.id.clone(), duty.id.clone());
                if candidate.wish.is_some() {
                    self.notices.push(Notice::WishOutside { member, organization, rule });
                } else if candidate.nominated {
                    self.notices.push(Notice::NomineeOutside { member, organization, rule });
                }
            }
            !candidate.outside
        });
        (found.len() < before).then(|| duty.clone())
    }

    fn check_choice(&mut self, at: u32, member: &Member, found: &[Candidate], no_pins: bool, removed: Removed) {
        let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
        if count < self.places {
            let mut rows = vec![self.facts.order.row(Table::Members, at as usize)];
            rows.extend(removed.bans);
            let what = What::NothingToChoose { member: member.id.clone(), found: count, places: self.places };
            self.defect(rows, what, removed.duty);
        } else if count == self.places && no_pins {
            let name = |c: &Candidate| {
                let organization = self.roster.organizations.get(c.organization as usize)?;
                Some(organization.id.clone())
            };
            let organizations = found.iter().filter_map(name).collect();
            self.notices.push(Notice::Forced { member: member.id.clone(), organizations });
        }
        if member.own.is_none() && self.rules.own_organization().is_some() {
            self.notices.push(Notice::OwnUnknown { member: member.id.clone() });
        }
    }

    fn defect(&mut self, mut rows: Vec<Row>, what: What, rule: Option<Rule>) {
        rows.sort();
        self.defects.push(Defect { rows, what, rule: rule.map(|rule| rule.id) });
    }
}
