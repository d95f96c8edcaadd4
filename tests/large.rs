//! Files of 100 MB made to hurt: whatever the format, the program says what is wrong, in 512 MiB of memory.
//!
//! The limit is one of the process, set by `ulimit`: a program that needs more ends by a signal and not with exit code 3. How long each takes is
//! printed and not judged; `CONTRIBUTING.md` has the figures.
#![cfg(all(target_os = "linux", feature = "csv", feature = "json", feature = "toml"))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Kibibytes of memory, all that the process maps counted.
const MEMORY: usize = 512 << 10;
const LARGE: usize = 100 << 20;
/// Measures what is printed here; no test depends on it.
const TIME: &str = "/usr/bin/time";
/// What the readers take at most.
const LIMIT: usize = 64 << 20;

fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("large").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A file: a beginning, then a piece again and again up to a size, then an end.
fn file(path: &Path, begin: &str, piece: &[u8], end: &str, size: usize) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    file.write_all(begin.as_bytes()).unwrap();
    let many = piece.repeat((1 << 16) / piece.len() + 1);
    let whole = many.len() - many.len() % piece.len();
    let mut left = (size - begin.len() - end.len()) / piece.len() * piece.len();
    while left > 0 {
        let part = left.min(whole);
        file.write_all(&many[..part]).unwrap();
        left -= part;
    }
    file.write_all(end.as_bytes()).unwrap();
    file.flush().unwrap();
}

/// Runs an example under the limit; it has to refuse its input with a message that says this.
#[track_caller]
fn refused(name: &str, arguments: &[&Path], says: &str) {
    refused_from(Stdio::null(), name, arguments, says);
}

/// The same with something on standard input.
#[track_caller]
fn refused_from(input: Stdio, name: &str, arguments: &[&Path], says: &str) {
    let here = std::env::current_exe().unwrap();
    let program = here.parent().unwrap().parent().unwrap().join("examples").join(name);
    // Where GNU time is installed it tells on the last line what the program took, which depends less on what else the machine does.
    let watch = if Path::new(TIME).exists() {
        format!("{TIME} -q -f '%U s + %S s of processor time, %M KiB'")
    } else {
        String::new()
    };
    let script = format!("ulimit -v {MEMORY}; exec {watch} \"$0\" \"$@\"");
    let began = Instant::now();
    let run = Command::new("sh").arg("-c").arg(script).arg(program).args(arguments).stdin(input).output().unwrap();
    let took = began.elapsed().as_millis();
    let told = [run.stdout, run.stderr].concat();
    let told = String::from_utf8_lossy(&told);
    let first: String = told.chars().take(200).collect();
    let input = arguments.last().map_or_else(|| "-".into(), |path| path.display().to_string());
    println!("{name} {input}: {took} ms, {}, {}", told.lines().last().unwrap_or_default(), first.replace('\n', " "));
    assert_eq!(run.status.code(), Some(3), "{name}: {:?} {first}", run.status);
    assert!(told.contains(says), "{name}: {first}");
}

/// A season in which only one list is bad.
fn season(folder: &Path, list: &str) -> PathBuf {
    for (name, text) in [
        ("areas", "id,name\nly-son,Huyện Lý Sơn\n"),
        ("organizations", "id,name,area\ny-te,Chi bộ Y tế,ly-son\n"),
        ("members", "id,name,body\nUV-01,Nguyễn Văn An,b\n"),
        ("registrations", "member,organization,rank\nUV-01,y-te,1\n"),
    ] {
        fs::write(folder.join(format!("{name}.csv")), text).unwrap();
    }
    folder.join(format!("{list}.csv"))
}

#[test]
fn csv_files() {
    let head = "member,organization\n";
    let cases: [(&str, &str, &[u8], usize, &str); 10] = [
        ("rows", head, b"a,b\n", LARGE, "TEP-25"),
        ("nul", "", b"\0", LARGE, "TEP-25"),
        // As large as the other lists leave room for.
        ("rows-just", head, b"a,b\n", LIMIT - 1024, "TEP-39"),
        ("empty-cells", head, b"a,\n", LIMIT - 1024, "TEP-17"),
        ("commas", head, b",", LIMIT - 1024, "TEP-25"),
        ("quotes", head, b"\"", LIMIT - 1024, "TEP-"),
        ("open-quotes", head, b"\"a\n", LIMIT - 1024, "TEP-13"),
        ("one-cell", head, b"a", LIMIT - 1024, "TEP-25"),
        ("blank", head, b"\n", LIMIT - 1024, "TEP-39"),
        ("not-utf-8", head, b"\xff", LIMIT - 1024, "TEP-"),
    ];
    for (name, begin, piece, size, says) in cases {
        let folder = place(&format!("csv-{name}"));
        file(&season(&folder, "nominations"), begin, piece, "", size);
        refused("season", &[&folder], says);
        fs::remove_dir_all(folder).unwrap();
    }
}

/// Files that are too large together, of which none is by itself; they are sparse and take no room on the disk.
#[test]
fn a_folder_of_ten_files() {
    let folder = place("csv-ten");
    let names = "areas organizations members registrations designations nominations bans waivers previous history";
    for name in names.split(' ') {
        let file = File::create(folder.join(name).with_extension("csv")).unwrap();
        file.set_len(LIMIT as u64).unwrap();
    }
    for program in ["season", "calendar"] {
        refused(program, &[&folder], "TEP-39");
    }
    #[cfg(feature = "xlsx")]
    {
        refused("check_files", &[&folder], "TEP-39");
        refused("template", &[Path::new("unused.xlsx"), Path::new("--from"), &folder], "TEP-39");
    }
    fs::rename(&folder, folder.with_file_name("year")).unwrap();
    let season_folder = place("csv-ten");
    season(&season_folder, "nominations");
    fs::rename(season_folder.with_file_name("year"), season_folder.join("year")).unwrap();
    refused("audit", &[Path::new("--as-of"), Path::new("2022-01-20"), &season_folder], "TEP-39");
    fs::remove_dir_all(season_folder).unwrap();
}

/// As many and as long rows as a folder may have, and every row with all defects that there are.
#[test]
fn facts_that_contradict_each_other_in_every_row() {
    for (list, head, row, rows) in [
        ("nominations", "member,organization", "a,b".to_owned(), 299_000),
        ("members", "id,name,body,own,scope", vec!["x".repeat(40); 5].join(","), 299_000),
        ("members", "id,name,body,own,scope", format!("x,x,x,x,{}", "a;".repeat(16_000)), 2_090),
    ] {
        let folder = place("csv-unknown");
        let row = row + "\n";
        file(&season(&folder, list), &format!("{head}\n"), row.as_bytes(), "", row.len() * rows);
        refused("season", &[&folder], list);
        fs::remove_dir_all(folder).unwrap();
    }
    // Every row is another one: nothing is told once for all.
    let folder = place("csv-unknown");
    let path = season(&folder, "members");
    let mut file = BufWriter::new(File::create(path).unwrap());
    writeln!(file, "id,name,body,own,scope").unwrap();
    for row in 0..299_000 {
        writeln!(file, "{0},{0},{0},{0},{0}", format_args!("{row:040x}")).unwrap();
    }
    file.into_inner().unwrap();
    refused("season", &[&folder], "members.csv");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn json_documents() {
    let facts = r#"{"format":"phancong-problem/1","day":"2020-12-01","policy":"quang-ngai-2020","facts":{"#;
    let list = |name: &str| format!("{facts}\"{name}\":[");
    let wish = br#"{"member":"a","organization":"b","rank":1},"#;
    let last = r#"{"member":"a","organization":"b","rank":1}]}}"#;
    let keys: Vec<u8> = (0..5_000_000).flat_map(|key: u32| format!("\"{key:x}\":0,").into_bytes()).collect();
    // Its name, how it begins, what is repeated and up to which size, how it ends, and what is said of it.
    type Case<'a> = (&'a str, String, &'a [u8], &'a str, usize, &'a str);
    let cases: [Case<'_>; 12] = [
        ("large", list("registrations"), wish, last, LARGE, "more than 67108864 bytes"),
        ("just", list("registrations"), wish, last, LIMIT, "`a`"),
        ("deep", String::new(), b"[", "", LIMIT, "recursion limit"),
        ("deep-objects", String::new(), b"{\"a\":", "", LIMIT, "recursion limit"),
        ("one-text", "\"".into(), b"a", "\"", LIMIT, "`format`"),
        ("twice", "{".into(), b"\"a\":0,", "\"a\":0}", LIMIT, "`a` stands twice"),
        ("keys", "{".into(), &keys, "\"a\":0}", LIMIT, "more than 4000000 keys"),
        ("empty-lists", list("areas"), b"[],", "[]]}}", LIMIT, "more than 4000000 entries"),
        ("numbers", list("areas"), b"0,", "0]}}", LIMIT, "more than 4000000 entries"),
        (
            "scopes",
            list("members") + r#"{"id":"m","name":"","body":"b","scope":["#,
            b"\"a\",",
            "\"a\"]}]}}",
            15_900_000,
            "`a`",
        ),
        ("cut-off", list("registrations"), wish, "", LIMIT, "EOF"),
        ("bytes", String::new(), b"\xff", "", LIMIT, "line 1"),
    ];
    for (name, begin, piece, end, size, says) in cases {
        let folder = place(&format!("json-{name}"));
        let path = folder.join("problem.json");
        file(&path, &begin, piece, end, size);
        refused("solve", &[&path], says);
        fs::remove_dir_all(folder).unwrap();
    }
}

/// No program reads on when its input is larger than any reader takes: these have no end, or one that is far away.
#[test]
fn inputs_without_an_end() {
    let endless = Path::new("/dev/zero");
    let folder = place("endless");
    let path = folder.join("far");
    File::create(&path).unwrap().set_len(1 << 40).unwrap();
    let small = folder.join("problem.json");
    fs::write(&small, r#"{"format":"phancong-problem/1","day":"2020-12-01","policy":"quang-ngai-2020","facts":{}}"#)
        .unwrap();
    for input in [endless, &path] {
        refused("solve", &[input], "more than 67108864 bytes");
        refused_from(File::open(input).unwrap().into(), "solve", &[], "more than 67108864 bytes");
        refused("certify", &[input, input], "more than 67108864 bytes");
        refused("certify", &[&small, input], "more than 67108864 bytes");
        refused("calendar", &[Path::new("--keep"), input], "67108864 bytes");
        refused("explain", &[Path::new("--draft"), input], "64 MiB");
        for option in ["--policy", "--rules"] {
            refused("season", &[Path::new(option), input], "1048576");
        }
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn toml_policies_and_side_rules() {
    let folder = place("toml");
    let path = folder.join("file.toml");
    let mebibyte = 1 << 20;
    let cases: [(&str, &[u8], &str, usize); 9] = [
        ("", b"a = 1\n", "", LARGE),
        ("", b"[[rule]]\n", "", mebibyte),
        ("a = ", b"[", "", mebibyte),
        ("a = ", b"{a=", "", mebibyte),
        ("a", b".a", " = 1", mebibyte),
        ("[a", b".a", "]", mebibyte),
        ("a = [", b"0,", "]", mebibyte),
        ("a = \"", b"a", "\"", mebibyte),
        ("a = ", b"\"\"\"", "", mebibyte),
    ];
    for (begin, piece, end, size) in cases {
        file(&path, begin, piece, end, size);
        refused("season", &[Path::new("--policy"), &path], "file.toml");
        #[cfg(feature = "milp")]
        refused("side_rules", &[Path::new("--rules"), &path], "file.toml");
        refused(
            "season",
            &["--out", "unused", "--letterhead"].map(Path::new).into_iter().chain([path.as_path()]).collect::<Vec<_>>(),
            "file.toml",
        );
    }
    fs::remove_dir_all(folder).unwrap();
}

#[cfg(feature = "xlsx")]
mod workbooks {
    use super::{LARGE, LIMIT, file, place, refused};
    use std::fs::{self, File};
    use std::io::Write as _;
    use std::path::Path;
    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// A workbook of one sheet, `members`, of parts that are a beginning, a piece again and again, and an end.
    fn workbook(path: &Path, parts: &[(&str, &str, &str, &str, usize)]) {
        let mut zip = ZipWriter::new(File::create(path).unwrap());
        let packed =
            SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(1));
        let links = |links: &[(&str, &str)]| {
            let links: String = (1..)
                .zip(links)
                .map(|(id, (kind, target))| {
                    format!("<Relationship Id=\"r{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
                })
                .collect();
            format!("<Relationships>{links}</Relationships>")
        };
        let usual = [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            ("_rels/.rels", links(&[("officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", "<workbook><sheets><sheet name=\"members\" id=\"r1\"/></sheets></workbook>".to_owned()),
            (
                "xl/_rels/workbook.xml.rels",
                links(&[("worksheet", "sheet.xml"), ("sharedStrings", "texts.xml"), ("styles", "styles.xml")]),
            ),
            ("xl/sheet.xml", "<worksheet><sheetData/></worksheet>".to_owned()),
            ("xl/texts.xml", "<sst><si><t>a</t></si></sst>".to_owned()),
            ("xl/styles.xml", "<styleSheet/>".to_owned()),
        ];
        for (name, text) in usual.iter().filter(|usual| parts.iter().all(|part| part.0 != usual.0)) {
            zip.start_file(*name, packed).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        for (name, begin, piece, end, size) in parts {
            zip.start_file(*name, packed).unwrap();
            zip.write_all(begin.as_bytes()).unwrap();
            let many = piece.repeat((1 << 16) / piece.len() + 1);
            for _ in 0..(size / many.len()) {
                zip.write_all(many.as_bytes()).unwrap();
            }
            zip.write_all(end.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
    }

    #[test]
    fn archives() {
        let folder = place("xlsx-archives");
        let path = folder.join("so.xlsx");
        let cases: [(&str, &[u8], usize, &str); 4] = [
            ("PK", b"\x03\x04 and more", LARGE, "TEP-25"),
            ("PK", b"\x03\x04 and more", LIMIT, "TEP-34"),
            // Ends of archives, each of which counts entries.
            ("", b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0", LIMIT, "TEP-"),
            ("", b"PK\x01\x02\xff\xff", LIMIT, "TEP-"),
        ];
        for (begin, piece, size, says) in cases {
            file(&path, begin, piece, "", size);
            refused("check_files", &[&path], says);
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn parts() {
        let folder = place("xlsx-parts");
        let path = folder.join("so.xlsx");
        let sheet = ("<worksheet><sheetData><row>", "</row></sheetData></worksheet>");
        let just = LIMIT - (1 << 17);
        let (rows, links, main) = ("xl/sheet.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml");
        let cases: &[(&str, &str, &str, &str, usize)] = &[
            (rows, sheet.0, "a", sheet.1, 100 << 20),
            (rows, sheet.0, "<c><v>1</v></c>", sheet.1, just),
            (rows, sheet.0, "<c r=\"A1\" t=\"s\"><v>0</v></c>", sheet.1, just),
            (rows, sheet.0, "<c r=\"XFD1048576\"><v>1</v></c>", sheet.1, just),
            (rows, sheet.0, "</row><row r=\"7\" hidden=\"1\"><c t=\"s\"><v>0</v></c>", sheet.1, just),
            (rows, "<worksheet><sheetData/>", "<mergeCell ref=\"A1:XFD9999\"/>", "</worksheet>", just),
            (rows, "<worksheet>", "<a>", "", just),
            (rows, "<worksheet", " a=\"\"", "/>", just),
            (rows, "<worksheet><!--", "-", "--></worksheet>", just),
            (rows, "<worksheet>", "&amp;", "</worksheet>", just),
            ("xl/texts.xml", "<sst>", "<si/>", "</sst>", just),
            ("xl/texts.xml", "<sst><si>", "<t>a</t>", "</si></sst>", just),
            ("xl/styles.xml", "<styleSheet><cellXfs>", "<xf/>", "</cellXfs></styleSheet>", just),
            ("xl/styles.xml", "<styleSheet>", "<numFmt numFmtId=\"1\" formatCode=\"d\"/>", "</styleSheet>", just),
            (links, "<Relationships>", "<Relationship Id=\"a\" Type=\"b\" Target=\"../c\"/>", "</Relationships>", just),
            (main, "<workbook><sheets>", "<sheet name=\"members\" id=\"r1\"/>", "</sheets></workbook>", just),
        ];
        for case in cases {
            workbook(&path, std::slice::from_ref(case));
            println!("{} {}", case.0, case.2);
            refused("check_files", &[&path], "TEP-");
        }
        fs::remove_dir_all(folder).unwrap();
    }
}
