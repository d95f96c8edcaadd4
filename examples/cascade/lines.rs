//! The lines of a file, numbered from 1, one at a time and none longer than memory can bear.

use std::io::{self, BufRead, BufReader, Read};
use std::str::FromStr;

/// The longest line that is taken in, in bytes: about a million placements in one unit.
const LONGEST: u64 = 1 << 28;

/// Reads on to the end of a line; of one that is too long only a beginning, which no line feed ends.
pub(crate) fn read(input: &mut impl BufRead, text: &mut Vec<u8>) -> io::Result<usize> {
    input.take(LONGEST).read_until(b'\n', text)
}

/// Which lines are taken: `of` shards, of which this is number `index`, counted from 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shard {
    index: u64,
    of: u64,
}

impl Default for Shard {
    fn default() -> Self {
        Self { index: 1, of: 1 }
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no shard such as 2/7: a number from 1 to the number of shards");
        let (index, of) = text.split_once('/').ok_or_else(wrong)?;
        let (index, of) = (index.parse().map_err(|_| wrong())?, of.parse().map_err(|_| wrong())?);
        if (1..=of).contains(&index) { Ok(Self { index, of }) } else { Err(wrong()) }
    }
}

impl Shard {
    const fn takes(self, number: u64) -> bool {
        number % self.of == self.index % self.of
    }
}

/// A line without its end (LF or CR LF), or why it was not taken in.
#[derive(Debug)]
pub(crate) struct Line {
    /// Counted from 1 in the file of all units.
    pub(crate) number: u64,
    pub(crate) text: Result<Vec<u8>, String>,
}

/// The lines of one shard, in order.
pub(crate) struct Lines<R> {
    input: BufReader<R>,
    shard: Shard,
    numbered: bool,
    number: u64,
}

impl<R: Read> Lines<R> {
    /// With `numbered`, each line begins with its number and a tab.
    pub(crate) fn new(input: R, shard: Shard, numbered: bool) -> Self {
        Self { input: crate::buffered(input), shard, numbered, number: 0 }
    }

    /// The next line of the file; none at its end.
    fn take(&mut self) -> io::Result<Option<Line>> {
        self.number += 1;
        if !self.numbered && !self.shard.takes(self.number) {
            return Ok(self.skip()?.then_some(Line { number: self.number, text: Ok(Vec::new()) }));
        }
        let mut text = Vec::new();
        read(&mut self.input, &mut text)?;
        if text.is_empty() {
            return Ok(None);
        }
        let mut number = self.number;
        if self.numbered {
            (number, text) = split(&text, self.number)?;
        }
        let ended = text.pop_if(|last| *last == b'\n');
        if ended.is_some() {
            text.pop_if(|last| *last == b'\r');
        }
        let text = match ended {
            None if !self.input.fill_buf()?.is_empty() => {
                self.skip()?;
                Err(format!("the line is longer than {LONGEST} bytes"))
            }
            _ => Ok(text),
        };
        Ok(Some(Line { number, text }))
    }

    /// Passes over what is left of a line; false at the end of the file.
    fn skip(&mut self) -> io::Result<bool> {
        let mut any = false;
        loop {
            let waiting = self.input.fill_buf()?;
            let end = waiting.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(waiting.len(), |end| end + 1);
            any |= length > 0;
            self.input.consume(length);
            if end.is_some() || length == 0 {
                return Ok(any);
            }
        }
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<io::Result<Line>> {
        loop {
            match self.take() {
                Ok(Some(line)) if self.numbered || self.shard.takes(line.number) => return Some(Ok(line)),
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// The number in front of a line, and the line.
fn split(text: &[u8], at: u64) -> io::Result<(u64, Vec<u8>)> {
    let tab = text.iter().position(|byte| *byte == b'\t');
    let parts = tab.and_then(|tab| text.split_at_checked(tab));
    let number = parts.and_then(|parts| std::str::from_utf8(parts.0).ok()).and_then(|number| number.parse().ok());
    let found = number.zip(parts.and_then(|parts| parts.1.split_first()));
    let (number, (_, rest)) = found.ok_or_else(|| {
        io::Error::new(io::ErrorKind::InvalidData, format!("line {at} does not begin with its number and a tab"))
    })?;
    Ok((number, rest.to_vec()))
}
