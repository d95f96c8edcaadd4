//! The archive that a workbook is: opened and inflated under caps, since a few bytes can stand for gigabytes.

use crate::office::sheet::{Code, Fault, MAX_BYTES, Tally};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Entries of an archive; a workbook has a few dozen.
const MAX_ENTRIES: usize = 4_096;
/// Bytes of all parts that are read.
const MAX_INFLATED: usize = 3 * MAX_BYTES;

/// Why a workbook, or a part of it, is not read.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) code: Code,
    pub(super) found: String,
    pub(super) expected: &'static str,
}

impl Refusal {
    pub(super) fn new(code: Code, found: impl Into<String>, expected: &'static str) -> Self {
        Self { code, found: found.into(), expected }
    }

    /// A workbook that no program made whole.
    pub(super) fn broken(found: impl Into<String>) -> Self {
        Self::new(Code::Workbook, found, "a whole workbook in the form .xlsx")
    }

    pub(super) fn fault(&self, tally: &Tally) -> Fault {
        Fault::new(self.code, tally.whole(), &self.found, self.expected)
    }
}

impl From<ZipError> for Refusal {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => Self::new(
                Code::OtherWorkbook,
                "a protected or unusual archive",
                "a workbook in the form .xlsx without a password",
            ),
            _ => Self::broken("an archive that cannot be opened"),
        }
    }
}

/// The parts of a workbook.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: usize,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_BYTES {
            let found = format!("more than {MAX_BYTES} bytes");
            return Err(Refusal::new(Code::TooLarge, found, "a workbook of at most 64 MiB"));
        }
        let other =
            |found: &str| Refusal::new(Code::OtherWorkbook, found, "a workbook in the form .xlsx without a password");
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(other("a workbook in the form .xls, or one with a password"));
        }
        if !bytes.starts_with(b"PK") {
            return Err(Refusal::broken("a file that is no workbook"));
        }
        let entries = entries(bytes).ok_or_else(|| Refusal::broken("an archive without its end"))?;
        if entries > MAX_ENTRIES {
            return Err(Refusal::new(Code::TooLarge, format!("{entries} parts or more"), "at most 4096 parts"));
        }
        let zip = ZipArchive::new(Cursor::new(bytes))?;
        if zip.len() != entries {
            return Err(Refusal::broken("an archive with two parts of one name"));
        }
        if zip.index_for_name("mimetype").is_some() || zip.index_for_name("content.xml").is_some() {
            return Err(other("a workbook in the form .ods"));
        }
        Ok(Self { zip, left: MAX_INFLATED })
    }

    /// A part as text; nothing when there is none of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let most = MAX_BYTES.min(self.left);
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        // The size that the archive declares is not asked: it may lie.
        let mut bytes = Vec::new();
        let read = part.take(most as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|_| Refusal::broken(format!("a part `{name}` that cannot be inflated")))?;
        if bytes.len() > most {
            let found = format!("a part `{name}` that inflates to more than {most} bytes");
            return Err(Refusal::new(Code::TooLarge, found, "parts of at most 64 MiB, 192 MiB together"));
        }
        self.left -= bytes.len();
        let text =
            String::from_utf8(bytes).map_err(|_| Refusal::broken(format!("a part `{name}` that is no UTF-8")))?;
        Ok(Some(text))
    }

    /// A part that must be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Refusal> {
        self.part(name)?.ok_or_else(|| Refusal::broken(format!("no part `{name}`")))
    }
}

/// A copy of an archive: parts that are changed or new from `parts`, all others as the bytes they are.
pub(super) fn copied(bytes: &[u8], parts: &BTreeMap<String, String>) -> Result<Vec<u8>, Refusal> {
    let mut archive = Archive::open(bytes)?;
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    let broken = |_: std::io::Error| Refusal::broken("a part that cannot be written");
    let mut open = parts.clone();
    for index in 0..archive.zip.len() {
        let part = archive.zip.by_index_raw(index)?;
        let name = part.name()?.into_owned();
        match open.remove(&name) {
            None => copy.raw_copy_file(part)?,
            Some(text) => {
                copy.start_file(name, SimpleFileOptions::default())?;
                copy.write_all(text.as_bytes()).map_err(broken)?;
            }
        }
    }
    for (name, text) in open {
        copy.start_file(name, SimpleFileOptions::default())?;
        copy.write_all(text.as_bytes()).map_err(broken)?;
    }
    Ok(copy.finish()?.into_inner())
}

/// How many entries the archive's end counts, so that nothing is reserved for more of them.
fn entries(bytes: &[u8]) -> Option<usize> {
    // The end has 22 bytes and a comment of up to 65,535.
    let tail = bytes.get(bytes.len().saturating_sub(22 + 65_535)..)?;
    let at = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count: [u8; 2] = tail.get(at + 10..at + 12)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(count)))
}
