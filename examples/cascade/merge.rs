//! The answers of all shards in one file, when every unit is there exactly once.

use crate::desk::Stop;
use crate::lines::{self, Lines};
use crate::part::Head;
use crate::tally::Tally;
use crate::unit::{Kind, Named, Seal};
use phancong::report::Language;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

/// Faults told by name; more are counted.
const TOLD: usize = 100;

/// An answer on its way from a shard.
struct Answer {
    head: Head,
    kind: Kind,
    text: Vec<u8>,
}

/// The answers of one shard, read one after the other.
struct Source<'a> {
    name: &'a str,
    input: BufReader<File>,
    last: u64,
}

impl Source<'_> {
    /// The next answer; its lines must go up, so that all shards can be read side by side.
    fn next(&mut self) -> Result<Option<Answer>, String> {
        let mut text = Vec::new();
        let (name, last) = (self.name, self.last);
        lines::read(&mut self.input, &mut text).map_err(|error| format!("{name}: {error}"))?;
        if text.is_empty() {
            return Ok(None);
        }
        let (head, kind) = Head::read(&text)
            .ok_or_else(|| format!("{name}: what follows the answer to line {last} is no whole answer"))?;
        match head.line {
            line if line == last => return Err(format!("{name}: line {line} is answered twice")),
            line if line < last => return Err(format!("{name}: line {line} is answered after line {last}")),
            line => self.last = line,
        }
        Ok(Some(Answer { head, kind, text }))
    }
}

/// All shards, the answer with the lowest line first.
struct Shards<'a> {
    sources: Vec<Source<'a>>,
    /// By line and shard.
    waiting: BTreeMap<(u64, usize), Answer>,
    faults: Vec<String>,
}

impl<'a> Shards<'a> {
    fn open(names: &[&'a str]) -> Result<Self, Stop> {
        let open = |&name: &&'a str| {
            let file = File::open(name).map_err(|error| Stop::refused_file(Path::new(name), error))?;
            Ok(Source { name, input: crate::buffered(file), last: 0 })
        };
        let sources: Vec<Source<'a>> = names.iter().map(open).collect::<Result<_, Stop>>()?;
        let mut shards = Self { sources, waiting: BTreeMap::new(), faults: Vec::new() };
        (0..names.len()).for_each(|shard| shards.advance(shard));
        Ok(shards)
    }

    /// Reads on in a shard. One that is broken is told of and read no further.
    fn advance(&mut self, shard: usize) {
        match self.sources.get_mut(shard).map(Source::next) {
            Some(Ok(Some(answer))) => drop(self.waiting.insert((answer.head.line, shard), answer)),
            Some(Err(fault)) => self.faults.push(fault),
            Some(Ok(None)) | None => {}
        }
    }

    /// The answer with the lowest line, up to and including `most`.
    fn pop(&mut self, most: u64) -> Option<(Answer, usize)> {
        let first = self.waiting.first_entry().filter(|first| first.key().0 <= most)?;
        let ((_, shard), answer) = first.remove_entry();
        self.advance(shard);
        Some((answer, shard))
    }

    fn name(&self, shard: usize) -> &'a str {
        self.sources.get(shard).map_or("", |source| source.name)
    }
}

/// Writes the answers of all shards to `out` in the order of the units, or names everything that forbids it.
pub(crate) fn merge<R: Read>(lines: Lines<R>, shards: &[&str], out: &Path, seal: &Seal) -> Result<Tally, Stop> {
    let mut shards = Shards::open(shards)?;
    let mut tally = Tally::new(Language::Vi);
    let mut faults = Vec::new();
    let written = phancong::office::replace(out, |file| {
        let mut file = io::BufWriter::with_capacity(1 << 16, file);
        gather(lines, &mut shards, seal, &mut faults, &mut |answer| {
            tally.add(answer.kind);
            file.write_all(&answer.text)
        })?;
        faults.append(&mut shards.faults);
        if faults.is_empty() { file.flush() } else { Err(io::Error::other("nothing is written")) }
    });
    if !faults.is_empty() {
        let more = faults.len().saturating_sub(TOLD);
        faults.truncate(TOLD);
        if more > 0 {
            faults.push(format!("and {more} more"));
        }
        return Err(Stop::refused(faults.join("\n")));
    }
    written.map_err(|error| Stop(6, format!("{}: {error}", out.display())))?;
    Ok(tally)
}

/// Holds the answers against the units, line by line. The ids of the units stay in memory, nothing else does.
fn gather<R: Read>(
    lines: Lines<R>,
    shards: &mut Shards<'_>,
    seal: &Seal,
    faults: &mut Vec<String>,
    write: &mut dyn FnMut(&Answer) -> io::Result<()>,
) -> io::Result<()> {
    let mut names = BTreeSet::new();
    let mut last = 0;
    for line in lines {
        let line = line?;
        last = line.number;
        let mut answered: Option<usize> = None;
        while let Some((answer, shard)) = shards.pop(last) {
            let (name, unit) = (shards.name(shard), answer.head.unit.clone().unwrap_or_default());
            if let Some(first) = answered {
                faults.push(format!("line {last} (unit `{unit}`) is answered in {} and in {name}", shards.name(first)));
                continue;
            }
            answered = Some(shard);
            if answer.head.input != seal.mark(&line) {
                faults.push(format!(
                    "{name}: the answer to line {last} (unit `{unit}`) is to another text, policy or day"
                ));
                continue;
            }
            if answer.head.unit.is_some() && !names.insert(unit.clone()) {
                faults.push(format!("line {last}: the unit `{unit}` stands on an earlier line too"));
            }
            write(&answer)?;
        }
        if answered.is_none() {
            let named = line.text.ok().and_then(|text| serde_json::from_slice::<Named>(&text).ok());
            let unit = named.map(|named| named.unit).unwrap_or_default();
            faults.push(format!("line {last} (unit `{unit}`) is answered nowhere"));
        }
    }
    while let Some((answer, shard)) = shards.pop(u64::MAX) {
        let (line, unit) = (answer.head.line, answer.head.unit.unwrap_or_default());
        faults.push(format!("{}: line {line} (unit `{unit}`) is not among the {last} units", shards.name(shard)));
    }
    Ok(())
}
