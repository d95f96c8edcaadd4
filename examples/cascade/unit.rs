//! One unit: from its line to the line of its answer.

use crate::lines::Line;
use phancong::office::json::write_outcome;
use phancong::{Error, Outcome, Problem, ProblemError, Roster, Rules, solve};
use serde::Deserialize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// A unit as it stands on its line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unit {
    pub(crate) unit: String,
    pub(crate) facts: Roster,
}

/// What can be told of a unit whose facts cannot be read.
#[derive(Deserialize)]
pub(crate) struct Named {
    pub(crate) unit: String,
}

/// What became of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Its plan is complete and proved best.
    Solved,
    /// It is proved that no plan is complete.
    Infeasible,
    /// Its line is no unit, or its facts are no problem.
    Refused,
    /// The engine was at fault.
    Failed,
}

/// The line that answers a unit, with its line feed.
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) kind: Kind,
    pub(crate) spent: Spent,
}

/// Time of one thread for each step: reading the line, making the problem, solving, judging and writing.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spent(pub(crate) [Duration; 4]);

/// A watch that gives the time since it was last asked.
struct Watch(Instant);

impl Watch {
    fn lap(&mut self) -> Duration {
        let before = std::mem::replace(&mut self.0, Instant::now());
        self.0.duration_since(before)
    }
}

/// What every mark of a run begins with: the rules and the version, so that answers of different runs are not mixed up.
pub(crate) struct Seal(u64);

impl Seal {
    pub(crate) fn new(rules: &Rules) -> Self {
        let run = format!("{} {} {}", env!("CARGO_PKG_VERSION"), rules.day(), rules.policy_digest());
        Self(mix(0, run.as_bytes()))
    }

    /// The mark of a line under these rules. It tells files that were mixed up; against malice there is the digest in the outcome.
    pub(crate) fn mark(&self, line: &Line) -> String {
        let text = line.text.as_ref().map_or_else(|why| why.as_bytes(), Vec::as_slice);
        format!("{:016x}", mix(self.0, text))
    }
}

/// Words of eight bytes, one after the other multiplied into a sum; then the bits of the sum are spread.
fn mix(start: u64, bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes();
    let words = words.iter().chain([&last, &length]).map(|word| u64::from_le_bytes(*word));
    let sum = words.fold(start, |sum, word| (sum.rotate_left(23) ^ word).wrapping_mul(ODD));
    let sum = (sum ^ (sum >> 32)).wrapping_mul(ODD);
    sum ^ (sum >> 29)
}

/// The unit of a line, or why it is none.
pub(crate) fn read(line: &Line) -> Result<Unit, Vec<String>> {
    let text = line.text.as_ref().map_err(|why| vec![why.clone()])?;
    // A line that is text as a whole is not asked about it again for each of its thousands of ids.
    let unit = std::str::from_utf8(text).map_or_else(|_| serde_json::from_slice(text), serde_json::from_str);
    unit.map_err(|error| {
        // The line of the text is always the first: what counts is its number in the file.
        vec![error.to_string().replacen("at line 1 column", "at column", 1)]
    })
}

/// Solves the unit of a line and has it judged. Whatever is wrong stays in its own answer.
pub(crate) fn answer(line: &Line, rules: &Rules, seal: &Seal) -> Answer {
    let mut watch = Watch(Instant::now());
    let mut spent = Spent::default();
    let unit = read(line);
    let name = match (&unit, &line.text) {
        (Ok(unit), _) => Some(unit.unit.clone()),
        (Err(_), Ok(text)) => serde_json::from_slice::<Named>(text).ok().map(|named| named.unit),
        (Err(_), Err(_)) => None,
    };
    let mark = seal.mark(line);
    spent.0[0] = watch.lap();
    let (kind, what) = match unit {
        Err(why) => (Kind::Refused, format!("\"refused\":{}", json(&why))),
        Ok(unit) => solved(unit.facts, rules, &mut watch, &mut spent),
    };
    let text = format!("{{\"line\":{},\"unit\":{},\"input\":\"{}\",{what}}}\n", line.number, json(&name), mark);
    Answer { text, kind, spent }
}

fn solved(facts: Roster, rules: &Rules, watch: &mut Watch, spent: &mut Spent) -> (Kind, String) {
    // One unit out of millions must not stop the others, not even by an overflow that stops its own thread.
    let tried = catch_unwind(AssertUnwindSafe(|| {
        let problem = Problem::new(facts, rules.clone())?;
        spent.0[1] = watch.lap();
        let outcome = solve(&problem)?;
        spent.0[2] = watch.lap();
        let kind = if matches!(outcome, Outcome::Solved(_)) { Kind::Solved } else { Kind::Infeasible };
        let written = write_outcome(&problem, &outcome)?;
        spent.0[3] = watch.lap();
        Ok((kind, written))
    }));
    match tried {
        Ok(Ok((kind, document))) => (kind, format!("\"outcome\":{document}")),
        Ok(Err(Error::Problem(ProblemError::Defects(defects)))) => {
            let why: Vec<String> = defects.iter().map(ToString::to_string).collect();
            (Kind::Refused, format!("\"refused\":{}", json(&why)))
        }
        Ok(Err(error)) => (Kind::Failed, format!("\"failed\":{}", json(&error.to_string()))),
        Err(_) => (Kind::Failed, "\"failed\":\"the engine stopped in the middle\"".to_owned()),
    }
}

/// Texts and lists of texts, which serde always writes.
fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
