//! Sets of files: whatever happens while one is written, the complete old set or the complete new one is there.
#![cfg(unix)]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[path = "common/cases.rs"]
mod cases;

use phancong::office::set::{About, FileSet, SetError, read, write};
use phancong::report::Language;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// An empty folder that belongs to one test; sets are written to `out` in it.
fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sets").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A set whose every file tells its generation.
fn generation(number: u32) -> FileSet {
    let mut set = FileSet::new(About::new("test", "p", &number.to_string()));
    for file in 0u32..6 {
        let size = usize::try_from((number * 7 + file * 13) % 40).unwrap() * 1_000;
        set.add(format!("file-{file}.txt"), format!("{number:08}\n{}", "x".repeat(size)).into_bytes());
    }
    set
}

/// The generation of a set that is complete and of one piece.
fn generation_of(set: &FileSet) -> u32 {
    let number = set.about.facts.parse().unwrap();
    assert!(*set == generation(number), "files of two sets");
    number
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_written_is_read_back_and_replaced_as_a_whole() {
    let above = place("whole");
    let out = above.join("out");
    assert!(matches!(read(&out), Err(SetError::Nothing { .. })));
    for number in 0..5 {
        write(&out, &generation(number)).unwrap();
        assert_eq!(generation_of(&read(&out).unwrap()), number);
        assert_eq!(names(&above), ["out"], "nothing is left beside it");
    }
    let smaller = FileSet::new(About::new("test", "", ""));
    write(&out, &smaller).unwrap();
    assert_eq!(names(&out), ["manifest.txt"], "files of the old set are gone");
}

#[test]
fn the_manifest_is_checked_by_other_programs_too() {
    let out = place("manifest").join("out");
    write(&out, &generation(1)).unwrap();
    let text = fs::read_to_string(out.join("manifest.txt")).unwrap();
    assert!(text.starts_with("# phancong-set/1\n# kind: test\n# policy: p\n# facts: 1\n# version: "), "{text}");
    let checked =
        Command::new("sha256sum").args(["-c", "--strict", "--quiet", "manifest.txt"]).current_dir(&out).status();
    assert!(checked.unwrap().success());
}

#[test]
fn f03_one_changed_byte_anywhere_is_told() {
    let out = place("bytes").join("out");
    let mut set = FileSet::new(About::new("test", "p q", "f"));
    set.add("a.txt", b"abc".to_vec());
    write(&out, &set).unwrap();
    for name in ["a.txt", "manifest.txt"] {
        let good = fs::read(out.join(name)).unwrap();
        for at in 0..good.len() {
            for bit in [0x01, 0x20, 0x80] {
                let mut bad = good.clone();
                bad[at] ^= bit;
                fs::write(out.join(name), bad).unwrap();
                let told = read(&out).expect_err("a changed byte").to_string();
                assert!(told.contains(name) && told.contains("is not as it was written"), "{told}");
                assert!(write(&out, &set).is_err(), "what was changed by hand is not replaced");
            }
        }
        fs::write(out.join(name), &good).unwrap();
    }
    assert!(read(&out).unwrap() == set);
}

/// Each leaves everything as it was, and names what is in the way.
#[test]
fn a_folder_that_is_not_exactly_what_was_written_is_not_replaced() {
    type Spoil = fn(&Path);
    let cases: [(&str, Spoil, &str); 7] = [
        ("foreign", |out| fs::write(out.join("notes.docx"), "mine").unwrap(), "`notes.docx` is not of the set"),
        ("folder", |out| fs::create_dir(out.join("old")).unwrap(), "`old` is not of the set"),
        ("edited", |out| fs::write(out.join("file-1.txt"), "edited").unwrap(), "`file-1.txt` is not as it was written"),
        ("missing", |out| fs::remove_file(out.join("file-2.txt")).unwrap(), "`file-2.txt` is not as it was written"),
        ("word", |out| fs::write(out.join("~$le-1.docx"), "").unwrap(), "a document of the set is open"),
        ("libre", |out| fs::write(out.join(".~lock.file-1.docx#"), "").unwrap(), "a document of the set is open"),
        ("no-manifest", |out| fs::remove_file(out.join("manifest.txt")).unwrap(), "`file-0.txt` is not of the set"),
    ];
    for (name, spoil, told) in cases {
        let above = place(&format!("kept-{name}"));
        let out = above.join("out");
        write(&out, &generation(1)).unwrap();
        spoil(&out);
        let before = names(&out);
        let error = write(&out, &generation(2)).expect_err(name).to_string();
        assert!(error.contains(told) && error.contains("/out: "), "{error}");
        assert_eq!((names(&out), names(&above)), (before, vec!["out".to_owned()]));
        assert!(fs::read_to_string(out.join("file-0.txt")).unwrap().starts_with("00000001"));
    }
}

#[test]
fn a_set_of_another_kind_and_a_file_in_the_place_are_not_replaced() {
    let above = place("kinds");
    let out = above.join("out");
    write(&out, &generation(1)).unwrap();
    let other = FileSet::new(About::new("audit", "", ""));
    assert!(matches!(write(&out, &other), Err(SetError::OtherKind { .. })));
    assert_eq!(generation_of(&read(&out).unwrap()), 1);
    fs::write(above.join("file"), "old").unwrap();
    assert!(write(&above.join("file"), &other).is_err());
    assert_eq!(fs::read(above.join("file")).unwrap(), b"old");
    assert!(matches!(write(Path::new("/"), &other), Err(SetError::NoName { .. })));
}

#[test]
fn names_that_could_leave_the_folder_or_meet_are_refused() {
    let out = place("names").join("out");
    for pair in [
        ["../a", "b"],
        ["a/b", "b"],
        ["", "b"],
        [".a", "b"],
        ["a b", "b"],
        ["ước", "b"],
        ["A.txt", "a.TXT"],
        ["Manifest.txt", "b"],
    ] {
        let mut set = FileSet::new(About::new("test", "", ""));
        pair.into_iter().for_each(|name| set.add(name, Vec::new()));
        assert!(matches!(write(&out, &set), Err(SetError::BadName { .. })), "{pair:?}");
        assert!(!out.exists());
    }
}

#[test]
fn litter_of_the_system_is_nobodys() {
    let out = place("litter").join("out");
    fs::create_dir(&out).unwrap();
    write(&out, &generation(1)).unwrap();
    fs::write(out.join("Thumbs.db"), "").unwrap();
    fs::write(out.join(".DS_Store"), "").unwrap();
    write(&out, &generation(2)).unwrap();
    assert_eq!(generation_of(&read(&out).unwrap()), 2);
}

#[test]
fn a_place_where_nothing_can_be_written_is_told() {
    assert!(matches!(write(Path::new("/proc/phancong"), &generation(1)), Err(SetError::Disk { .. })));
    let above = place("nowhere");
    assert!(matches!(write(&above.join("no/out"), &generation(1)), Err(SetError::Disk { .. })));
    assert!(names(&above).is_empty());
}

#[test]
fn a_name_given_by_a_link_or_a_dot_is_the_folder_it_is() {
    let above = place("link");
    fs::create_dir(above.join("real")).unwrap();
    std::os::unix::fs::symlink("real", above.join("link")).unwrap();
    write(&above.join("link"), &generation(3)).unwrap();
    assert_eq!(generation_of(&read(&above.join("real")).unwrap()), 3);
    assert!(fs::symlink_metadata(above.join("link")).unwrap().is_symlink());
}

/// Between the two renames the folder is not there: either set beside it is put back.
#[test]
fn after_a_kill_between_the_renames_a_complete_set_is_put_back() {
    for kept in [["old"].as_slice(), &["new"], &["old", "new"]] {
        let above = place("between");
        let out = above.join("out");
        for (number, what) in [(1, "old"), (2, "new")] {
            if kept.contains(&what) {
                write(&above.join("other"), &generation(number)).unwrap();
                fs::rename(above.join("other"), above.join(format!(".out.phancong-{what}-1-0"))).unwrap();
            }
        }
        // A new set that was not finished is never taken.
        fs::create_dir(above.join(".out.phancong-new-0-0")).unwrap();
        fs::write(above.join(".out.phancong-new-0-0/file-0.txt"), "half").unwrap();
        let expected = if kept.contains(&"old") { 1 } else { 2 };
        assert_eq!(generation_of(&read(&out).unwrap()), expected);
        write(&out, &generation(9)).unwrap();
        assert_eq!(generation_of(&read(&out).unwrap()), 9);
        assert_eq!(names(&above), ["out"], "what was left is swept");
    }
}

const CHILD: &str = "PHANCONG_SET_CHILD";

/// A child writes one generation after the other and is killed at a random moment; the folder is then looked at as it is, and read.
#[test]
fn after_a_kill_at_any_moment_the_old_set_or_the_new_one_is_complete() {
    if let Ok(out) = std::env::var(CHILD) {
        let out = PathBuf::from(out);
        let first = read(&out).map_or(0, |set| generation_of(&set) + 1);
        for number in first.. {
            write(&out, &generation(number)).unwrap();
        }
    }
    let above = place("kills");
    let out = above.join("out");
    let (mut last, mut away, mut left, mut moved) = (0, 0, 0, 0);
    let start = Instant::now();
    write(&out, &generation(0)).unwrap();
    // Kills fall into all of a few writes, however slow the disk is.
    let span = u64::try_from(start.elapsed().as_micros()).unwrap() * 3;
    let kills = cases::cases(8).cases;
    let mut seed = 0x9e37_79b9_7f4a_7c15u64;
    for _ in 0..kills {
        let name = "after_a_kill_at_any_moment_the_old_set_or_the_new_one_is_complete";
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([name, "--exact", "--nocapture"])
            .env(CHILD, &out)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // The child is at work once the set has changed; then a random wait.
        let manifest = || fs::read(out.join("manifest.txt")).unwrap_or_default();
        let (before, start) = (manifest(), Instant::now());
        while manifest() == before {
            assert!(start.elapsed() < Duration::from_secs(60), "the child does not write");
            std::thread::sleep(Duration::from_micros(200));
        }
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros((seed >> 33) % span.max(1_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        // As it is on the disk: whole, or not there with both sets beside it.
        let beside = names(&above).iter().filter(|name| name.starts_with(".out.phancong-")).count();
        if out.exists() {
            assert_eq!(names(&out).len(), 7, "a set that is not whole stands in the place");
        } else {
            away += 1;
            assert!(beside >= 2);
        }
        left += u32::from(beside > 0);
        let found = generation_of(&read(&out).unwrap());
        assert!(found >= last, "an older set than the one before came back");
        moved += u32::from(found > last);
        last = found;
    }
    assert_eq!(moved, kills, "each child wrote at least one set");
    println!(
        "{kills} kills, {last} sets written: {left} left something beside the set, {away} fell between the renames"
    );
    write(&out, &generation(last + 1)).unwrap();
    assert_eq!(names(&above), ["out"]);
}

/// The disk takes no more after some bytes: as a limit of the process, which any user can set.
#[test]
fn a_full_disk_leaves_the_old_set() {
    if let Ok(out) = std::env::var(CHILD) {
        let mut large = generation(2);
        large.add("large.bin", vec![7; 4_000_000]);
        let error = write(Path::new(&out), &large).expect_err("the disk takes no more");
        assert!(matches!(&error, SetError::Disk { .. }) && error.to_string().contains("large.bin"), "{error}");
        return;
    }
    let above = place("full");
    let out = above.join("out");
    write(&out, &generation(1)).unwrap();
    let program = std::env::current_exe().unwrap();
    // 512-byte blocks; the signal is passed over so that the write fails as on a full disk.
    let script = "trap '' XFSZ; ulimit -f 2000; exec \"$0\" a_full_disk_leaves_the_old_set --exact";
    let child = Command::new("sh").arg("-c").arg(script).arg(program).env(CHILD, &out).output().unwrap();
    let told = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success() && told.contains("1 passed"), "{told}");
    assert_eq!(generation_of(&read(&out).unwrap()), 1);
    assert_eq!(names(&above), ["out"], "what was half written is gone");
}

/// A file system of one mebibyte of its own, while the test lasts; nothing where the machine does not let a test mount one.
struct Mounted(PathBuf);

impl Mounted {
    fn at(folder: &Path) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder).output();
        match mount {
            Ok(done) if done.status.success() => Some(Self(folder.to_owned())),
            Ok(done) => skipped(&String::from_utf8_lossy(&done.stderr)),
            Err(error) => skipped(&error.to_string()),
        }
    }

    fn read_only(&self) {
        let done = Command::new("mount").args(["-o", "remount,ro"]).arg(&self.0).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

fn skipped<T>(why: &str) -> Option<T> {
    println!("not tried on this machine: {}", why.trim());
    None
}

fn said(error: &SetError) -> (String, String) {
    (error.say(Language::Vi), error.say(Language::En))
}

#[test]
fn a_disk_that_is_full_leaves_the_old_set() {
    let above = place("small-disk");
    let Some(disk) = Mounted::at(&above.join("disk")) else { return };
    let out = disk.0.join("out");
    write(&out, &generation(1)).unwrap();
    let mut large = generation(2);
    large.add("large.bin", vec![7; 2_000_000]);
    let error = write(&out, &large).expect_err("the disk is full");
    let (vi, en) = said(&error);
    assert!(vi.ends_with("large.bin: ổ đĩa đã đầy: xóa bớt, hoặc chọn thư mục khác"), "{vi}");
    assert!(en.contains("the disk is full"), "{en}");
    assert_eq!(generation_of(&read(&out).unwrap()), 1);
    assert_eq!(names(&disk.0), ["out"], "what was half written is gone");
    // One file, put in place of another.
    fs::write(disk.0.join("table.csv"), "old").unwrap();
    let large = vec![7; 2_000_000];
    let failed = phancong::office::replace(&disk.0.join("table.csv"), |file| file.write_all(&large));
    assert_eq!(failed.unwrap_err().kind(), std::io::ErrorKind::StorageFull);
    assert_eq!(fs::read(disk.0.join("table.csv")).unwrap(), b"old");
    assert_eq!(names(&disk.0), ["out", "table.csv"]);
}

#[test]
fn a_disk_that_can_only_be_read_leaves_the_old_set() {
    let above = place("read-only-disk");
    let Some(disk) = Mounted::at(&above.join("disk")) else { return };
    let out = disk.0.join("out");
    write(&out, &generation(1)).unwrap();
    disk.read_only();
    let error = write(&out, &generation(2)).expect_err("the disk can only be read");
    let (vi, en) = said(&error);
    assert!(vi.contains("ổ đĩa chỉ cho đọc") && en.contains("the disk can only be read"), "{vi}, {en}");
    assert_eq!(generation_of(&read(&out).unwrap()), 1);
    let failed = phancong::office::replace(&out.join("file-0.txt"), |file| file.write_all(b"new"));
    assert_eq!(failed.unwrap_err().kind(), std::io::ErrorKind::ReadOnlyFilesystem);
    assert_eq!(generation_of(&read(&out).unwrap()), 1);
}

/// Permissions do not bind the administrator, under whom tests may run; this mark does.
#[test]
fn a_folder_that_is_locked_leaves_the_old_set() {
    let above = place("locked");
    let out = above.join("out");
    write(&out, &generation(1)).unwrap();
    let mark = |mark: &str| Command::new("chattr").arg(mark).arg(&above).output();
    match mark("+i") {
        Ok(done) if done.status.success() => {}
        Ok(done) => return skipped::<()>(&String::from_utf8_lossy(&done.stderr)).unwrap_or_default(),
        Err(error) => return skipped::<()>(&error.to_string()).unwrap_or_default(),
    }
    let failed = write(&out, &generation(2));
    assert!(mark("-i").unwrap().status.success());
    let (vi, _) = said(&failed.expect_err("the folder is locked"));
    assert!(vi.contains("không được phép mở hoặc ghi"), "{vi}");
    assert_eq!(generation_of(&read(&out).unwrap()), 1);
    assert_eq!(names(&above), ["out"]);
}
