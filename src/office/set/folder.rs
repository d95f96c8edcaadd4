//! Sets on the disk: found, checked, replaced.

use super::FileSet;
use super::manifest::{NAME, SetError, parse, sha256, text};
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What systems leave in any folder they show; it is nobody's.
const LITTER: [&str; 3] = [".ds_store", "desktop.ini", "thumbs.db"];

/// Puts a set in place of the one in a folder, or where there was none; the folder above has to be there.
///
/// # Errors
/// [`SetError`]; then what was in the folder is there as it was.
///
/// ```
/// use phancong::office::set::{About, FileSet, read, write};
/// let folder = std::env::temp_dir().join(format!("phancong-set-{}", std::process::id()));
/// let mut set = FileSet::new(About::new("season", "quang-ngai-2020", ""));
/// set.add("table.csv", b"member,organization\n".to_vec());
/// write(&folder, &set)?;
/// assert_eq!(read(&folder)?, set);
/// std::fs::write(folder.join("notes.txt"), "by hand")?;
/// let refused = write(&folder, &set).unwrap_err();
/// assert!(refused.to_string().contains("`notes.txt` is not of the set"));
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write(folder: &Path, set: &FileSet) -> Result<(), SetError> {
    let manifest = text(set)?;
    let place = Place::of(folder)?;
    place.restore()?;
    let is_there = match fs::symlink_metadata(&place.folder) {
        Ok(_) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(SetError::disk(&place.folder)(error)),
    };
    if is_there {
        may_be_replaced(&place.folder, &set.about.kind)?;
    }
    let fresh = place.free_beside("new")?;
    fs::create_dir(&fresh).map_err(SetError::disk(&place.folder))?;
    if let Err(error) = fill(&fresh, set, &manifest).and_then(|()| place.swap(&fresh, is_there)) {
        // The first error is the one worth telling, and by the names that were asked for.
        let _ = fs::remove_dir_all(&fresh);
        return Err(error.of(&fresh, &place.folder));
    }
    place.sweep();
    Ok(())
}

/// Reads a set and checks every file against the manifest. If a writer was killed between its two renames, one of the two sets is put back first.
///
/// # Errors
/// [`SetError::Nothing`] if there is none; the file that is missing, more or not as it was written.
///
/// Example: [`write`](crate::office::set::write()).
pub fn read(folder: &Path) -> Result<FileSet, SetError> {
    let place = Place::of(folder)?;
    place.restore()?;
    if !place.folder.exists() {
        return Err(SetError::Nothing { folder: place.folder });
    }
    load(&place.folder)
}

/// A folder's place: the folder it stands in, and its name there.
struct Place {
    folder: PathBuf,
    above: PathBuf,
    name: String,
}

impl Place {
    fn of(folder: &Path) -> Result<Self, SetError> {
        let no_name = || SetError::NoName { folder: folder.to_owned() };
        // `.` and links are taken for the folder they are.
        let folder = match fs::canonicalize(folder) {
            Ok(real) => real,
            Err(error) if error.kind() == io::ErrorKind::NotFound => folder.to_owned(),
            Err(error) => return Err(SetError::disk(folder)(error)),
        };
        let name = folder.file_name().and_then(|name| name.to_str()).ok_or_else(no_name)?.to_owned();
        let above = folder.parent().ok_or_else(no_name)?;
        let above = if above.as_os_str().is_empty() { PathBuf::from(".") } else { above.to_owned() };
        Ok(Self { folder, above, name })
    }

    fn prefix(&self, what: &str) -> String {
        format!(".{}.phancong-{what}-", self.name)
    }

    /// A path beside that is not taken, so that a rename stays inside one file system. Another process never takes it: its id is in the name.
    fn free_beside(&self, what: &str) -> Result<PathBuf, SetError> {
        let path = |attempt: u32| self.above.join(format!("{}{}-{attempt}", self.prefix(what), std::process::id()));
        let free = (0..1_000).map(path).find(|path| fs::symlink_metadata(path).is_err());
        free.ok_or_else(|| SetError::disk(&self.above)(io::ErrorKind::AlreadyExists.into()))
    }

    /// The folders that writers left beside, in the order of their names.
    fn beside(&self, what: &str) -> Result<Vec<PathBuf>, SetError> {
        let prefix = self.prefix(what);
        let entries = match fs::read_dir(&self.above) {
            Ok(entries) => entries,
            Err(error) => return Err(SetError::disk(&self.above)(error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry.map_err(SetError::disk(&self.above))?;
            if entry.file_name().to_str().is_some_and(|name| name.starts_with(&prefix)) {
                found.push(entry.path());
            }
        }
        found.sort();
        Ok(found)
    }

    /// After a kill between two renames: a complete set back to its place, the old one first, since the new one was never announced.
    fn restore(&self) -> Result<(), SetError> {
        if fs::symlink_metadata(&self.folder).is_ok() {
            return Ok(());
        }
        for what in ["old", "new"] {
            // A new one beside nothing is complete only if it says so; an old one was a set, or an empty folder.
            for beside in self.beside(what)? {
                let whole = load(&beside).is_ok() || (what == "old" && is_empty(&beside));
                if whole && fs::rename(&beside, &self.folder).is_ok() {
                    return sync(&self.above);
                }
            }
        }
        Ok(())
    }

    /// The old folder aside, the new one to its place; if that fails, the old one back.
    fn swap(&self, fresh: &Path, is_there: bool) -> Result<(), SetError> {
        if !is_there {
            return fs::rename(fresh, &self.folder)
                .map_err(SetError::disk(&self.folder))
                .and_then(|()| sync(&self.above));
        }
        let aside = self.free_beside("old")?;
        fs::rename(&self.folder, &aside).map_err(SetError::disk(&self.folder))?;
        if let Err(error) = fs::rename(fresh, &self.folder) {
            let _ = fs::rename(&aside, &self.folder);
            return Err(SetError::disk(&self.folder)(error));
        }
        sync(&self.above)
    }

    /// Removes what writers left beside. It is no part of any set, so a failure is not worth an error.
    fn sweep(&self) {
        for what in ["old", "new"] {
            for left in self.beside(what).unwrap_or_default() {
                let _ = fs::remove_dir_all(left);
            }
        }
    }
}

/// Writes the files of a set into a new folder, the manifest last, all of it flushed.
fn fill(fresh: &Path, set: &FileSet, manifest: &str) -> Result<(), SetError> {
    for (name, bytes) in set.files().chain([(NAME, manifest.as_bytes())]) {
        let path = fresh.join(name);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(SetError::disk(&path))?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(SetError::disk(&path))?;
    }
    sync(fresh)
}

/// Refuses a folder that is not exactly a set of this kind, or empty.
fn may_be_replaced(folder: &Path, kind: &str) -> Result<(), SetError> {
    if is_empty(folder) {
        return Ok(());
    }
    let there = load(folder)?;
    if there.about.kind == kind {
        return Ok(());
    }
    let (found, expected) = (there.about.kind, kind.to_owned());
    Err(SetError::OtherKind { folder: folder.to_owned(), found, expected })
}

/// The names in a folder but for litter.
fn names(folder: &Path) -> Result<Vec<String>, SetError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(SetError::disk(folder))? {
        let entry = entry.map_err(SetError::disk(folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !LITTER.contains(&name.to_ascii_lowercase().as_str()) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn is_empty(folder: &Path) -> bool {
    names(folder).is_ok_and(|names| names.is_empty())
}

/// The set in a folder that is nothing but a set.
fn load(folder: &Path) -> Result<FileSet, SetError> {
    let at = || folder.to_owned();
    let there = names(folder)?;
    // Word marks an open document with `~$`, LibreOffice with `.~lock.`.
    if let Some(mark) = there.iter().find(|name| name.starts_with("~$") || name.starts_with(".~lock.")) {
        return Err(SetError::Open { folder: at(), name: mark.clone() });
    }
    let manifest = match fs::read(folder.join(NAME)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let name = there.into_iter().next().unwrap_or_default();
            return Err(SetError::Foreign { folder: at(), name });
        }
        Err(error) => return Err(SetError::disk(&folder.join(NAME))(error)),
    };
    let changed = |name: &str| SetError::Changed { folder: at(), name: name.to_owned() };
    let (about, listed) = parse(&manifest).ok_or_else(|| changed(NAME))?;
    let mut set = FileSet::new(about);
    for (name, hash) in &listed {
        let path = folder.join(name);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(changed(name)),
            Err(error) => return Err(SetError::disk(&path)(error)),
        };
        if sha256(&bytes) != *hash {
            return Err(changed(name));
        }
        set.add(name.clone(), bytes);
    }
    let known = |name: &String| name == NAME || listed.iter().any(|(known, _)| known == name);
    match there.into_iter().find(|name| !known(name)) {
        Some(name) => Err(SetError::Foreign { folder: at(), name }),
        None => Ok(set),
    }
}

/// A rename is only safe from a power cut when the folder is on the disk too.
#[cfg(unix)]
fn sync(folder: &Path) -> Result<(), SetError> {
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(SetError::disk(folder))
}

/// Other systems do not open folders as files.
#[cfg(not(unix))]
fn sync(_: &Path) -> Result<(), SetError> {
    Ok(())
}
