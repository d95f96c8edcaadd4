//! What the examples write for the office: formats, sets, and what is told when a format or a folder will not do.
#![cfg(all(feature = "csv", feature = "docx", feature = "html", feature = "json", feature = "toml"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use phancong::office::set;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn run(name: &str, arguments: &[&str]) -> Output {
    let here = std::env::current_exe().unwrap();
    let folder = here.parent().unwrap().parent().unwrap().join("examples");
    let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(path.exists(), "{} is missing: run `cargo test`, or `cargo build --examples` first", path.display());
    Command::new(path).args(arguments).output().unwrap()
}

fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("files").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[track_caller]
fn ends(output: &Output, code: i32) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{told}");
    told
}

fn names(folder: &Path) -> Vec<String> {
    let set = set::read(folder).unwrap();
    set.files().map(|file| file.0.to_owned()).collect()
}

#[test]
fn a_season_is_written_in_the_formats_asked_for_and_twice_the_same() {
    let out = place("season").join("out");
    let folder = out.to_str().unwrap();
    let arguments = ["--out", folder, "--format", "docx,html,csv,json"];
    ends(&run("season", &arguments), 0);
    let first = set::read(&out).unwrap();
    assert_eq!(names(&out)[..3], ["problem.json", "outcome.json", "table.csv"]);
    for paper in ["bang-phan-cong", "trich-gui-dong-chi", "trich-gui-cap-uy", "trich-gui-to-chuc"] {
        for ending in [".docx", ".html", "-1.csv", ".json"] {
            assert!(names(&out).contains(&format!("{paper}{ending}")), "{paper}{ending}");
        }
    }
    assert!(first.about.policy.starts_with("quang-ngai-2020 ") && first.about.kind == "season");
    ends(&run("season", &arguments), 0);
    assert!(set::read(&out).unwrap() == first, "the same facts give other bytes");
    // Without formats only the documents for programs are written, and the papers of before are gone.
    ends(&run("season", &["--out", folder]), 0);
    assert_eq!(names(&out), ["problem.json", "outcome.json", "table.csv"]);
}

#[test]
fn an_audit_is_written_in_both_languages() {
    let above = place("audit");
    for (language, title) in [("vi", "BÁO CÁO TỔNG HỢP"), ("en", "CONSOLIDATED REPORT")] {
        let out = above.join(language);
        let folder = out.to_str().unwrap();
        ends(
            &run("audit", &["--as-of", "20/01/2022", "--lang", language, "--out", folder, "--format", "html,docx"]),
            4,
        );
        let report = fs::read_to_string(out.join("bao-cao-tong-hop.html")).unwrap();
        assert!(report.contains(&format!("<h1>{title}</h1>")) && report.contains("class=\"heat\""));
        assert_eq!(names(&out).len(), 7);
    }
}

#[test]
fn a_format_that_will_not_do_is_a_matter_of_usage_and_says_what_would() {
    let out = place("usage").join("out");
    let folder = out.to_str().unwrap();
    let told = |arguments: &[&str]| ends(&run("season", arguments), 2);
    assert!(
        told(&["--out", folder, "--format", "pdf"])
            .contains("ở đây không ghi được dạng `pdf`: chọn một hoặc nhiều trong số csv,json,xlsx")
    );
    assert!(told(&["--out", folder, "--format", "html,ics"]).contains("không ghi được dạng `ics`"));
    assert!(told(&["--format", "html"]).contains("ghi thêm `--out`"));
    if cfg!(not(feature = "xlsx")) {
        assert!(told(&["--out", folder, "--format", "xlsx"]).contains("thêm `--features xlsx` khi chạy"));
    }
    assert!(
        ends(&run("audit", &["--as-of", "2022-01-20", "--out", folder, "--member", "UV-01"]), 2).contains("--member")
    );
    assert!(!out.exists(), "nothing is written");
}

#[test]
fn a_folder_with_something_else_in_it_is_kept_and_the_run_ends_with_6() {
    let out = place("kept").join("out");
    let folder = out.to_str().unwrap();
    ends(&run("season", &["--out", folder]), 0);
    let audit = ["--as-of", "2022-01-20", "--lang", "en", "--out", folder];
    assert!(ends(&run("audit", &audit), 6).contains("a set of kind `season` is there"));
    fs::write(out.join("ghi-chu.txt"), "của tôi").unwrap();
    let season = ["--lang", "en", "--out", folder];
    assert!(ends(&run("season", &season), 6).contains("`ghi-chu.txt` is not of the set"));
    assert!(ends(&run("season", &season[2..]), 6).contains("“ghi-chu.txt” không thuộc bộ tệp"));
    fs::remove_file(out.join("ghi-chu.txt")).unwrap();
    fs::write(out.join(".~lock.table.csv#"), "").unwrap();
    assert!(ends(&run("season", &season), 6).contains("is open: close it first"));
    fs::remove_file(out.join(".~lock.table.csv#")).unwrap();
    assert_eq!(names(&out).len(), 3);
}

#[test]
fn names_of_people_stay_out_of_what_lies_beside_a_set() {
    let above = place("canary");
    // A folder that bears no name gives no name to what stands beside it while it is written.
    ends(&run("season", &["--out", above.join("out").to_str().unwrap(), "--format", "docx"]), 0);
    let manifest = fs::read_to_string(above.join("out/manifest.txt")).unwrap();
    assert!(manifest.is_ascii(), "a name in the manifest: {manifest}");
}

#[test]
fn a_letterhead_that_cannot_be_read_is_refused_before_anything_is_written() {
    let above = place("letterhead");
    let file = above.join("mine.toml");
    fs::write(&file, "signer = 3\n").unwrap();
    let out = above.join("out");
    let output =
        run("season", &["--letterhead", file.to_str().unwrap(), "--out", out.to_str().unwrap(), "--format", "html"]);
    assert!(ends(&output, 3).contains("mine.toml: dòng 1: "));
    assert!(!out.exists());
}
