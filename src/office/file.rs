//! Reading no more of a file than any reader takes, and writing one so that a reader sees the old one or the new one, never a part.

use crate::report::Language;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of one file or document that the readers of this crate take at most: 64 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// The bytes of a file, of standard input, or of anything else that is handed over.
///
/// No reader of this crate takes more than [`MAX_BYTES`]. Of a larger input, and of one without an end, one byte more is read and given, which is
/// enough for every reader to refuse it.
///
/// # Errors
/// As the input's own.
///
/// ```
/// use phancong::office;
/// assert_eq!(office::read(b"id,name\n".as_slice())?, b"id,name\n");
/// assert_eq!(office::read(std::io::repeat(b'a'))?.len(), office::MAX_BYTES + 1);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn read(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Puts a file in place of another, or where there was none.
///
/// `write` fills a new file in the same folder; then it is flushed to the disk and renamed. When anything fails, also in `write`, the old
/// file stays as it was and the new one is removed.
///
/// # Errors
/// The first error of `write`, of the folder or of the disk.
///
/// ```
/// use std::io::Write;
/// let folder = std::env::temp_dir().join(format!("phancong-doc-{}", std::process::id()));
/// std::fs::create_dir_all(&folder)?;
/// let path = folder.join("table.csv");
/// phancong::office::replace(&path, |file| file.write_all(b"old"))?;
/// let failed = phancong::office::replace(&path, |file| {
///     file.write_all(b"ne")?;
///     Err(std::io::Error::other("the power went"))
/// });
/// assert!(failed.is_err());
/// assert_eq!(std::fs::read(&path)?, b"old");
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let (mut file, beside) = create_beside(path)?;
    let done = write(&mut file).and_then(|()| file.flush()).and_then(|()| file.sync_all());
    drop(file);
    let done = done.and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        // The first error is the one worth telling; a file left behind is named so that it cannot be taken for the real one.
        let _ = fs::remove_file(&beside);
        return done;
    }
    sync_folder(path)
}

/// What officers meet, in both languages, each with the way out; the rest is told as the system tells it.
const KNOWN: [(ErrorKind, &str, &str); 9] = [
    (
        ErrorKind::NotFound,
        "there is no such file or folder: see how its name is written",
        "không có tệp hoặc thư mục này: xem lại tên và đường dẫn",
    ),
    (
        ErrorKind::NotADirectory,
        "a part of the path is no folder: see how it is written",
        "trong đường dẫn có phần không phải thư mục: xem lại đường dẫn",
    ),
    (
        ErrorKind::IsADirectory,
        "this is a folder, not a file: name the file",
        "đây là thư mục, không phải tệp: ghi tên tệp",
    ),
    (
        ErrorKind::PermissionDenied,
        "it may not be opened or written: see its permissions, and close it in other programs",
        "không được phép mở hoặc ghi: xem quyền của tệp, đóng tệp trong các chương trình khác",
    ),
    (
        ErrorKind::ReadOnlyFilesystem,
        "the disk can only be read: choose another folder",
        "ổ đĩa chỉ cho đọc: chọn thư mục khác",
    ),
    (
        ErrorKind::StorageFull,
        "the disk is full: make room, or choose another folder",
        "ổ đĩa đã đầy: xóa bớt, hoặc chọn thư mục khác",
    ),
    (
        ErrorKind::QuotaExceeded,
        "no more room is granted on this disk: make room, or choose another folder",
        "đã dùng hết phần ổ đĩa được cấp: xóa bớt, hoặc chọn thư mục khác",
    ),
    (ErrorKind::FileTooLarge, "the file would be larger than the disk takes", "tệp lớn hơn mức ổ đĩa cho phép"),
    (ErrorKind::InvalidData, "it holds bytes that are no text in UTF-8", "tệp không phải văn bản UTF-8"),
];

/// Why a file was not opened, read or written, as a sentence for people with the way out.
///
/// ```
/// use phancong::office::why;
/// use phancong::report::Language;
/// let error = std::fs::read("no/such/file").unwrap_err();
/// assert_eq!(why(&error, Language::Vi), "không có tệp hoặc thư mục này: xem lại tên và đường dẫn");
/// assert_eq!(why(&error, Language::En), "there is no such file or folder: see how its name is written");
/// ```
#[must_use]
pub fn why(error: &io::Error, language: Language) -> String {
    let known = KNOWN.iter().find(|known| known.0 == error.kind());
    known.map_or_else(
        || error.to_string(),
        |(_, en, vi)| match language {
            Language::Vi => (*vi).to_owned(),
            Language::En => (*en).to_owned(),
        },
    )
}

/// The same in Vietnamese for a sentence that was told in English.
#[cfg(feature = "csv")]
pub(super) fn in_vietnamese(told: &str) -> Option<&'static str> {
    KNOWN.iter().find(|known| known.1 == told).map(|known| known.2)
}

/// A new file in the folder of `path`: a rename is only atomic inside one file system.
fn create_beside(path: &Path) -> io::Result<(File, PathBuf)> {
    let name = path.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"))?;
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for attempt in 0..100 {
        let mut temporary = std::ffi::OsString::from(".");
        temporary.push(name);
        temporary.push(format!(".{}-{attempt}.tmp", std::process::id()));
        let beside = path.with_file_name(temporary);
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((file, beside)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// The rename itself is only safe from a power cut when the folder is on the disk too.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or_else(|| Path::new(".")))?.sync_all()
}

/// Other systems do not open folders as files.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
