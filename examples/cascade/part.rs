//! The part of an answer file that is written: a run that was killed goes on behind its last whole line.

use crate::desk::Stop;
use crate::lines::{self, Lines};
use crate::tally::Tally;
use crate::unit::{Kind, Seal};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// What is read of an answer to know which line it answers, and how.
#[derive(Deserialize)]
pub(crate) struct Head {
    pub(crate) line: u64,
    pub(crate) unit: Option<String>,
    pub(crate) input: String,
    outcome: Option<Told>,
    refused: Option<IgnoredAny>,
    failed: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Told {
    status: phancong::office::json::Status,
}

impl Head {
    /// The head of a whole answer; none for anything else.
    pub(crate) fn read(text: &[u8]) -> Option<(Self, Kind)> {
        use phancong::office::json::Status::{Infeasible, Optimal};
        let head: Self = serde_json::from_slice(text.strip_suffix(b"\n")?).ok()?;
        let kind = match (&head.outcome, &head.refused, &head.failed) {
            (Some(Told { status: Optimal }), None, None) => Kind::Solved,
            (Some(Told { status: Infeasible }), None, None) => Kind::Infeasible,
            (None, Some(_), None) => Kind::Refused,
            (None, None, Some(_)) => Kind::Failed,
            _ => return None,
        };
        Some((head, kind))
    }
}

/// An answer file that is being written under another name.
pub(crate) struct Part {
    file: File,
    path: PathBuf,
    out: PathBuf,
}

impl Part {
    /// Opens `OUT.part` and passes over the lines that it answers already. A last line that a kill cut off is taken away.
    pub(crate) fn open<R: Read>(
        out: &Path,
        lines: &mut Lines<R>,
        seal: &Seal,
        tally: &mut Tally,
    ) -> Result<Self, Stop> {
        let mut path = out.as_os_str().to_owned();
        path.push(".part");
        let path = PathBuf::from(path);
        let unwritable = |error: io::Error| Stop(6, format!("{}: {error}", path.display()));
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(unwritable)?;
        let mut written = 0;
        let mut answers = crate::buffered(&mut file);
        let mut text = Vec::new();
        while lines::read(&mut answers, &mut text).map_err(unwritable)? > 0 {
            if text.last() != Some(&b'\n') {
                break;
            }
            let line = lines.next().transpose().map_err(Stop::refused)?;
            let found = Head::read(&text).zip(line);
            let Some(((_, kind), _)) =
                found.filter(|((head, _), line)| head.line == line.number && head.input == seal.mark(line))
            else {
                return Err(Stop::refused_file(
                    &path,
                    format!(
                        "byte {written}: this answer is not that of the next unit under this policy and day: take the file away, or ask as before"
                    ),
                ));
            };
            tally.find(kind);
            written += u64::try_from(text.len()).unwrap_or(u64::MAX);
            text.clear();
        }
        file.set_len(written).map_err(unwritable)?;
        file.seek(SeekFrom::Start(written)).map_err(unwritable)?;
        Ok(Self { file, path, out: out.to_owned() })
    }

    pub(crate) fn write(&mut self, answer: &[u8]) -> io::Result<()> {
        self.file.write_all(answer)
    }

    /// Gives the whole file its name.
    pub(crate) fn finish(self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, &self.out)
    }
}
