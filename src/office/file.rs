//! Writing a file so that a reader sees the old one or the new one, never a part.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
