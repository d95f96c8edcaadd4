//! The programs that read and write workbooks, as a user runs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn run(name: &str, arguments: &[&str]) -> Output {
    let here = std::env::current_exe().unwrap();
    let path = here
        .parent()
        .unwrap()
        .parent()
        .unwrap()
        .join("examples")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(path.exists(), "{} is missing: run `cargo build --features xlsx --examples` first", path.display());
    Command::new(path).args(arguments).output().unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("workbook").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What a program prints up to the count of rows, which names the files.
fn printed(output: &Output) -> String {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    ["\nSỐ DÒNG ĐÃ ĐỌC\n", "\nĐÃ ĐỌC\n"].iter().fold(text, |text, head| text.split(head).next().unwrap().to_owned())
}

#[test]
fn season_and_audit_say_the_same_of_a_workbook_and_of_the_folder() {
    let folder = folder("same");
    let book = folder.join("tinh.xlsx");
    let book = book.to_str().unwrap();
    let made = run("template", &[book, "--sample"]);
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    for (name, arguments) in [("season", &[][..]), ("audit", &["--as-of", "2022-01-20"])] {
        let (one, other) = (run(name, arguments), run(name, &[&[book], arguments].concat()));
        assert_eq!(one.status.code(), other.status.code(), "{}", String::from_utf8_lossy(&other.stderr));
        assert!(printed(&one).lines().count() > 50, "{name}");
        assert!(printed(&one) == printed(&other), "{name}");
    }
}

#[test]
fn check_files_counts_rows_names_faults_and_marks_a_copy() {
    let folder = folder("check");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    assert_eq!(run("template", &[&path("blank.xlsx")]).status.code(), Some(0));
    let blank = run("check_files", &[&path("blank.xlsx")]);
    assert_eq!(blank.status.code(), Some(0));
    assert!(printed(&blank).starts_with("Đọc được tất cả các dòng."), "{}", printed(&blank));

    let season = folder.join("season");
    fs::create_dir_all(&season).unwrap();
    for (name, text) in [
        ("areas.csv", "id,name\nly-son,Huyện Lý Sơn\n"),
        ("organizations.csv", "id,name,area\ny-te,Chi bộ Y tế,ly-son\n"),
        ("members.csv", "id,name,body\nUV-01,Nguyễn Hòa,b\nUV-02,Nguyễn Hoà,b\n"),
        ("registrations.csv", "member,organization,rank\nUV-01,y-tee,một\n"),
    ] {
        fs::write(season.join(name), text).unwrap();
    }
    let from = season.to_str().unwrap();
    assert_eq!(run("template", &[&path("wrong.xlsx"), "--from", from]).status.code(), Some(0));
    let checked = run("check_files", &[&path("wrong.xlsx"), "--mark", &path("marked.xlsx")]);
    assert_eq!(checked.status.code(), Some(3));
    let text = printed(&checked);
    assert!(
        text.contains("TEP-19 wrong.xlsx, trang tính “Đăng ký”, dòng 4, cột C (“Nguyện vọng”): ghi “một”"),
        "{text}"
    );
    assert!(fs::read(path("marked.xlsx")).unwrap().starts_with(b"PK"));
    assert_eq!(run("check_files", &[&path("marked.xlsx")]).status.code(), Some(3));

    fs::write(season.join("registrations.csv"), "member,organization,rank\nUV-01,y-tee,1\n").unwrap();
    let text = printed(&run("check_files", &[from]));
    assert!(text.contains("có thể trùng người: UV-01 (Nguyễn Hòa), UV-02 (Nguyễn Hoà)"), "{text}");
    assert!(text.contains("mã không có trong danh sách: `y-tee`; có phải `y-te`?"), "{text}");
}

#[test]
fn what_is_asked_wrongly_is_usage() {
    assert_eq!(run("template", &[]).status.code(), Some(2));
    assert_eq!(run("check_files", &["--mark", "x.xlsx"]).status.code(), Some(2));
    assert_eq!(run("check_files", &["no/such/folder"]).status.code(), Some(3));
    assert_eq!(run("template", &["no/such/folder/x.xlsx"]).status.code(), Some(6));
    assert_eq!(run("template", &["x.xlsx", "--from", "no/such/folder"]).status.code(), Some(3));
}
