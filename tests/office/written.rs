//! Writing: the old file or the new one, and nothing that would be read back as something else.

use super::good;
use phancong::office::{
    csv::{self, Code},
    replace,
};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder of the test's own, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("phancong-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_folder_is_written_and_read_back() {
    let folder = Folder::new("roster");
    // A ban of an earlier season must not come back as a fact of this one.
    fs::write(folder.0.join("bans.csv"), "member,organization,reason\nUV-01,binh-hai,cũ\n").unwrap();
    fs::write(folder.0.join("notes.txt"), "left alone").unwrap();
    csv::write_roster(&folder.0, &good()).unwrap();
    assert_eq!(folder.names(), ["areas.csv", "members.csv", "notes.txt", "organizations.csv", "registrations.csv"]);
    assert_eq!(csv::read_folder(&folder.0).unwrap().0, good());
}

#[test]
fn facts_that_would_not_be_read_back_are_refused_before_a_file_is_touched() {
    let folder = Folder::new("refused");
    let mut roster = good();
    roster.areas[0].name = " Bình Sơn".into();
    roster.members[0].name = String::new();
    roster.members[0].scope = vec!["a;b".parse().unwrap()];
    roster.registrations[0].on = "1999-12-31".parse().ok();
    let error = csv::write_roster(&folder.0, &roster).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    assert_eq!(folder.names(), Vec::<String>::new());
    let rejected = csv::roster_files(&roster).unwrap_err();
    let spots: Vec<String> = rejected.faults.iter().map(|fault| format!("{}: {}", fault.spot, fault.found)).collect();
    assert_eq!(
        spots,
        [
            "areas.csv row 2 column B `name`:  Bình Sơn",
            "members.csv row 2 column B `name`: ",
            "members.csv row 2 column E `scope`: a;b",
            "registrations.csv row 2 column D `on`: 1999-12-31",
        ]
    );
}

#[test]
fn a_write_that_fails_leaves_the_old_file_and_nothing_else() {
    let folder = Folder::new("failed");
    let path = folder.0.join("table.csv");
    fs::write(&path, "old").unwrap();
    let failed = replace(&path, |file| {
        file.write_all(b"new, but not all of it")?;
        Err(io::Error::other("disk full"))
    });
    assert_eq!(failed.unwrap_err().to_string(), "disk full");
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(folder.names(), ["table.csv"]);
    replace(&path, |file| file.write_all(b"new")).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(folder.names(), ["table.csv"]);
}

#[test]
fn a_folder_in_the_way_is_not_replaced() {
    let folder = Folder::new("in-the-way");
    let path = folder.0.join("table.csv");
    fs::create_dir(&path).unwrap();
    assert!(replace(&path, |file| file.write_all(b"new")).is_err());
    assert_eq!(folder.names(), ["table.csv"]);
    assert!(path.is_dir());
}

#[test]
fn a_folder_that_is_not_there_is_a_fault() {
    let rejected = csv::read_folder(Path::new("/no/such/folder")).unwrap_err();
    let codes: Vec<Code> = rejected.faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::FileUnreadable]);
}

#[test]
fn an_unknown_csv_file_in_the_folder_is_a_fault() {
    let folder = Folder::new("unknown");
    csv::write_roster(&folder.0, &good()).unwrap();
    fs::write(folder.0.join("waiver.CSV"), "member,reason\n").unwrap();
    let rejected = csv::read_folder(&folder.0).unwrap_err();
    let [fault] = rejected.faults.as_slice() else { panic!("{rejected}") };
    assert_eq!((fault.code, fault.spot.file.as_str()), (Code::FileUnknown, "waiver.CSV"));
}
