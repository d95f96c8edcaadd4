//! Running `cascade` and `make_country` as a user runs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(crate) const POLICY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/policies/ho-gia-dinh-2020.toml");
pub(crate) const DAY: &str = "2021-01-01";

/// An example program, as `cargo test` builds it.
pub(crate) fn program(name: &str) -> Command {
    let here = std::env::current_exe().unwrap();
    let folder = here.parent().unwrap().parent().unwrap().join("examples");
    let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(path.exists(), "{} is missing: run `cargo test`, or `cargo build --examples` first", path.display());
    Command::new(path)
}

pub(crate) fn run(name: &str, arguments: &[&str]) -> Output {
    program(name).args(arguments).output().unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A folder of one test's own.
pub(crate) struct Desk(PathBuf);

impl Desk {
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cascade").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// The path of a file, whether or not it is there.
    pub(crate) fn path(&self, file: &str) -> String {
        self.0.join(file).to_str().unwrap().to_owned()
    }

    pub(crate) fn write(&self, file: &str, text: &str) -> String {
        let path = self.path(file);
        fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    pub(crate) fn has(&self, file: &str) -> bool {
        self.0.join(file).exists()
    }

    /// `cascade run` with some more words, and the policy and the day that all tests here share.
    pub(crate) fn run(&self, units: &str, out: &str, more: &[&str]) -> Output {
        let (units, out) = (self.path(units), self.path(out));
        let words = ["run", &units, "--policy", POLICY, "--day", DAY, "--lang", "en", "--out", &out];
        run("cascade", &[&words, more].concat())
    }

    /// `cascade merge`.
    pub(crate) fn merge(&self, units: &str, out: &str, shards: &[&str]) -> Output {
        let (units, out) = (self.path(units), self.path(out));
        let shards: Vec<String> = shards.iter().map(|shard| self.path(shard)).collect();
        let mut words = vec!["merge", &units, "--policy", POLICY, "--day", DAY, "--lang", "en", "--out", &out];
        words.extend(shards.iter().map(String::as_str));
        run("cascade", &words)
    }
}

/// Twenty-three small communes of the country, a number that no number of shards below divides.
pub(crate) fn communes() -> String {
    let made = run("make_country", &["communes", "--communes", "23", "--households", "40", "--members", "7"]);
    assert_eq!((code(&made), text(&made.stderr)), (0, ""));
    text(&made.stdout).to_owned()
}

/// The first commune with two party members who take three households each, and so far too few.
pub(crate) fn hopeless(unit: &str) -> String {
    let household = |at: usize| format!(r#"{{"id":"ho-{at}","name":"Hộ {at}","body":"ho-gia-dinh"}}"#);
    let party_member =
        |at: usize| format!(r#"{{"id":"dv-{at}","name":"Đảng viên {at}","area":"thon","load":{{"max":3}}}}"#);
    let list = |of: &dyn Fn(usize) -> String, count| (1..=count).map(of).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"unit":"{unit}","facts":{{"areas":[{{"id":"thon","name":"Thôn"}}],"organizations":[{}],"members":[{}]}}}}"#,
        list(&party_member, 2),
        list(&household, 7)
    )
}
