//! The only sentences for people, in Vietnamese and in English.
//!
//! Every answer of this library is data. [`Words`] turns it into sentences: `value.say(&names, language)`. The sentences themselves are
//! composed in two rooms that mirror each other, one for each language.
//!
//! People and places are printed with their names and ids. [`Names`] holds the names; what it does not know is printed by its id alone.

mod en;
mod label;
mod phrase;
mod vi;

pub use label::Label;
pub use phrase::Phrase;

#[cfg(test)]
mod roll_call;

use crate::calendar::{self, AgendaDefect, Calendar, CalendarError, Refused, Shortage, Step, Tally};
use crate::certify::{Certificate, Miscount, Miscounted, Rejected, Rejection};
use crate::compliance::{
    AuditError, Changed, Finding, Findings, Forecast, Party, Record, RecordDefect, Register, Verdict, Visit,
};
use crate::cost::Cost;
use crate::error::Error;
use crate::explain::{Barrier, Draft, Effect, Forced, Frontier, Letter, Line, Load, Move, Standing, Ties, View, Why};
use crate::id::{AreaId, BadId, MemberId, OrganizationId};
use crate::plan::{Clash, Conflict, Diff, Outcome, Repair, Shift};
use crate::policy::{PolicyDefect, PolicyError, Readings, Rule, Rules, Tier};
use crate::problem::{Defect, Notice, ProblemError, What};
use crate::roster::{Place, Roster, SideRule};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use std::str::FromStr;

/// A language that people read.
///
/// Example: [`Words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Vietnamese, the language of the plan.
    Vi,
    /// English.
    En,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];
}

/// A text that names no language this library speaks.
///
/// Example: [`Words`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no language of the reports: say `vi` or `en`")]
pub struct UnknownLanguage {
    /// The text as given.
    pub found: String,
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        match text {
            "vi" => Ok(Self::Vi),
            "en" => Ok(Self::En),
            other => Err(UnknownLanguage { found: other.escape_debug().take(60).collect() }),
        }
    }
}

/// The names of members, organizations and areas as printed. It outlives the roster it was taken from, so that the defects of a roster can be
/// worded as well.
///
/// Example: [`Words`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    members: BTreeMap<MemberId, String>,
    organizations: BTreeMap<OrganizationId, String>,
    areas: BTreeMap<AreaId, String>,
}

impl Names {
    /// The names in a roster; of two entries with one id, the first.
    #[must_use]
    pub fn new(roster: &Roster) -> Self {
        let mut names = Self::default();
        for member in &roster.members {
            names.members.entry(member.id.clone()).or_insert_with(|| member.name.clone());
        }
        for organization in &roster.organizations {
            names.organizations.entry(organization.id.clone()).or_insert_with(|| organization.name.clone());
        }
        for area in &roster.areas {
            names.areas.entry(area.id.clone()).or_insert_with(|| area.name.clone());
        }
        names
    }

    fn member(&self, id: &MemberId) -> Option<&str> {
        known(self.members.get(id))
    }

    fn organization(&self, id: &OrganizationId) -> Option<&str> {
        known(self.organizations.get(id))
    }

    fn area(&self, id: &AreaId) -> Option<&str> {
        known(self.areas.get(id))
    }
}

fn known(name: Option<&String>) -> Option<&str> {
    name.map(|name| name.trim()).filter(|name| !name.is_empty())
}

/// Something that can be told to people.
///
/// ```
/// # use phancong::*;
/// use phancong::report::{Language, Names, Words};
/// let mut roster = Roster::default();
/// roster.members.push(Member {
///     id: "UV-01".parse()?,
///     name: "Nguyễn Văn An".into(),
///     body: "ban-chap-hanh".parse()?,
///     own: None,
///     scope: vec![],
/// });
/// let names = Names::new(&roster);
/// let repair = Repair::AskForWish { member: "UV-01".parse()?, organization: "binh-chau".parse()? };
/// assert_eq!(
///     repair.say(&names, Language::Vi),
///     "Mời đồng chí Nguyễn Văn An (UV-01) đăng ký thêm nơi còn chỗ, chẳng hạn tổ chức binh-chau."
/// );
/// assert_eq!(
///     repair.say(&names, Language::En),
///     "Ask Nguyễn Văn An (UV-01) to register another place with room, for example organization binh-chau."
/// );
/// # Ok::<(), BadId>(())
/// ```
pub trait Words {
    /// The whole of it in sentences, one line each: what, who, where, how many and by which rule.
    fn say(&self, names: &Names, language: Language) -> String;
}

macro_rules! words {
    ($($noun:ty => $sentence:ident),+ $(,)?) => {
        $(impl Words for $noun {
            fn say(&self, names: &Names, language: Language) -> String {
                match language {
                    Language::Vi => vi::$sentence(self, names),
                    Language::En => en::$sentence(self, names),
                }
            }
        })+
    };
}

words! {
    Line => line,
    Load => load,
    Standing => standing,
    Ties => ties,
    Barrier => barrier,
    Move => mover,
    Effect => effect,
    Forced => forced,
    Why => why,
    View => view,
    Draft => draft,
    Frontier => frontier,
    Outcome => outcome,
    Conflict => conflict,
    Clash => clash,
    SideRule => side_rule,
    Certificate => certificate,
    Rejected => rejected,
    Rejection => rejection,
    Miscounted => miscounted,
    Miscount => miscount,
    Repair => repair,
    Shift => shift,
    Diff => diff,
    Letter => letter,
    Defect => defect,
    What => what,
    Notice => notice,
    PolicyDefect => policy_defect,
    BadId => bad_id,
    Error => error,
    PolicyError => policy_error,
    ProblemError => problem_error,
    AuditError => audit_error,
    CalendarError => calendar_error,
    Rule => rule,
    Rules => rules,
    Finding => finding,
    Findings => findings,
    Forecast => forecast,
    Visit => visit,
    Changed => changed,
    RecordDefect => record_defect,
    Party => party,
    Phrase<'_> => phrase,
    Calendar => calendar,
    calendar::Visit => planned_visit,
    Shortage => shortage,
    Step => step,
    Tally => tally,
    AgendaDefect => agenda_defect,
    Refused => refused,
    calendar::Fault => calendar_fault,
}

/// The reason of a line alone, for a column beside the names: "nguyện vọng 1, đúng địa bàn phụ trách (II.2-1a, II.2-1d)".
///
/// Example: [`Words`].
#[must_use]
pub fn reason(line: &Line, names: &Names, language: Language) -> String {
    match language {
        Language::Vi => vi::reason(line, names),
        Language::En => en::reason(line, names),
    }
}

/// What a change of cost means: one line for each tier that changes, with its sign.
///
/// Example: [`Words`].
#[must_use]
pub fn changes(tiers: &[Tier], change: &Cost, language: Language) -> Vec<String> {
    match language {
        Language::Vi => vi::changes(tiers, change.tiers()),
        Language::En => en::changes(tiers, change.tiers()),
    }
}

/// A verdict in a word or two, for a column.
///
/// Example: [`Words`].
#[must_use]
pub const fn verdict(verdict: Verdict, language: Language) -> &'static str {
    match language {
        Language::Vi => vi::verdict(verdict),
        Language::En => en::verdict(verdict),
    }
}

/// What a finding rests on, for a column beside rule, party and verdict: the part of its sentence behind them; empty when there is nothing more.
///
/// Example: [`Words`].
#[must_use]
pub fn grounds(finding: &Finding, names: &Names, language: Language) -> String {
    match language {
        Language::Vi => vi::grounds(finding, names),
        Language::En => en::grounds(finding, names),
    }
}

/// An ambiguous passage and how it was read.
///
/// Example: [`readings`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The switch's name in a policy.
    pub key: &'static str,
    /// The passage that can be read in more ways than one.
    pub question: String,
    /// The reading taken.
    pub reading: String,
}

/// Every switch with the reading it stands at, in the order of [`Readings::entries`].
///
/// ```
/// use phancong::{Readings, report::{Language, readings}};
/// let before = readings(&Readings::default(), Language::Vi).into_iter().find(|reading| reading.key == "before");
/// let before = before.map(|switch| format!("{}: {}", switch.question, switch.reading));
/// assert_eq!(before.as_deref(), Some("“trước ngày X”: không tính chính ngày X"));
/// ```
#[must_use]
pub fn readings(readings: &Readings, language: Language) -> Vec<Reading> {
    let worded = match language {
        Language::Vi => vi::readings(readings),
        Language::En => en::readings(readings),
    };
    let switches = worded.into_iter();
    switches.map(|(key, question, reading)| Reading { key, question: question.to_owned(), reading }).collect()
}

/// A switch in words: its key, the question, the reading taken.
type Switch = (&'static str, &'static str, String);

/// How many organizations and how many areas there are among some places.
fn kinds_of(places: &[(Place, u32)]) -> (usize, usize) {
    let organizations = places.iter().filter(|(place, _)| matches!(place, Place::Organization(_))).count();
    (organizations, places.len() - organizations)
}

/// A day as the offices write it, in both languages.
fn day(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// The entries of each register, those that follow each other as one range: `25–36, 40`.
fn by_register(records: &[Record]) -> Vec<(Register, String)> {
    let mut sorted = records.to_vec();
    sorted.sort_unstable();
    let mut lists: Vec<(Register, Vec<(usize, usize)>)> = Vec::new();
    for Record { register, number } in sorted {
        if lists.last().is_none_or(|list| list.0 != register) {
            lists.push((register, Vec::new()));
        }
        let Some((_, ranges)) = lists.last_mut() else { continue };
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let range =
        |&(first, last): &(usize, usize)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    let text = |ranges: &[(usize, usize)]| ranges.iter().map(range).collect::<Vec<_>>().join(", ");
    lists.into_iter().map(|(register, ranges)| (register, text(&ranges))).collect()
}

/// A clause as a sentence: its first letter large, a full stop at its end.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    let stop = if clause.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

/// A heading with a list below it, one entry a line.
fn list(heading: &str, entries: impl IntoIterator<Item = String>) -> String {
    let mut text = heading.to_owned();
    for entry in entries {
        text.push_str("\n- ");
        text.push_str(&entry);
    }
    text
}
