//! The manifest of a set: its files by their SHA-256, and what they were made from.

use super::FileSet;
use crate::office::why;
use crate::report::Language;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

pub(super) const NAME: &str = "manifest.txt";
const FORM: &str = "# phancong-set/1";

/// What a set is and what it was made from. Each is one line of visible text.
///
/// Example: [`write`](crate::office::set::write()).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// What kind of set it is: a set is only replaced by one of its kind.
    pub kind: String,
    /// The policy, by id and digest.
    pub policy: String,
    /// What it was made from, by digest.
    pub facts: String,
    /// The version of the library that wrote it.
    pub version: String,
}

impl About {
    /// A set of a kind under a policy, from facts, by this version.
    #[must_use]
    pub fn new(kind: &str, policy: &str, facts: &str) -> Self {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Self { kind: kind.to_owned(), policy: policy.to_owned(), facts: facts.to_owned(), version }
    }
}

/// Why a set was not written or not read.
///
/// Example: [`write`](crate::office::set::write()).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetError {
    /// The disk refused.
    #[error("{}: {source}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The folder holds something that would be lost.
    #[error("{}: `{name}` is not of the set, so the folder is not replaced: move it away, or choose another folder", folder.display())]
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// The file.
        name: String,
    },
    /// A file of the set is not as it was written, or missing.
    #[error("{}: `{name}` is not as it was written: move the folder away, or choose another one", folder.display())]
    Changed {
        /// The folder.
        folder: PathBuf,
        /// The file.
        name: String,
    },
    /// An office program has a file open.
    #[error("{}: `{name}` shows that a document of the set is open: close it first", folder.display())]
    Open {
        /// The folder.
        folder: PathBuf,
        /// The program's mark.
        name: String,
    },
    /// The folder holds a set of another kind.
    #[error("{}: a set of kind `{found}` is there, not `{expected}`: choose another folder", folder.display())]
    OtherKind {
        /// The folder.
        folder: PathBuf,
        /// The kind there.
        found: String,
        /// The kind to be written.
        expected: String,
    },
    /// The path names no folder that could be replaced, for example `/` or `..`.
    #[error("{}: names no folder that can be replaced: give its name", folder.display())]
    NoName {
        /// The path as given.
        folder: PathBuf,
    },
    /// A name that is none for a file of a set, or stands twice.
    #[error("`{name}` is no name for a file of a set, or stands twice: use letters, digits, `-`, `_` and `.`")]
    BadName {
        /// The name, control characters escaped.
        name: String,
    },
    /// There is no set, whole or in parts.
    #[error("{}: there is no set", folder.display())]
    Nothing {
        /// The folder.
        folder: PathBuf,
    },
}

impl SetError {
    /// The same as a sentence for people.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        if language == Language::En {
            return match self {
                Self::Disk { path, source } => format!("{}: {}", path.display(), why(source, language)),
                other => other.to_string(),
            };
        }
        match self {
            Self::Disk { path, source } => format!("{}: {}", path.display(), why(source, language)),
            Self::Foreign { folder, name } => format!(
                "{}: “{name}” không thuộc bộ tệp, nên thư mục không được thay: chuyển tệp ấy ra chỗ khác, hoặc chọn thư mục khác",
                folder.display()
            ),
            Self::Changed { folder, name } => format!(
                "{}: “{name}” không còn như khi được ghi: chuyển cả thư mục ra chỗ khác, hoặc chọn thư mục khác",
                folder.display()
            ),
            Self::Open { folder, name } => {
                format!("{}: “{name}” cho biết một văn bản của bộ tệp đang mở: đóng văn bản ấy trước", folder.display())
            }
            Self::OtherKind { folder, found, expected } => format!(
                "{}: ở đây đã có bộ tệp loại “{found}”, không phải “{expected}”: chọn thư mục khác",
                folder.display()
            ),
            Self::NoName { folder } => {
                format!("{}: không phải tên một thư mục thay được: ghi rõ tên thư mục", folder.display())
            }
            Self::BadName { name } => {
                format!(
                    "“{name}” không dùng làm tên tệp được, hoặc có hai lần: dùng chữ không dấu, chữ số, dấu `-`, `_`, `.`"
                )
            }
            Self::Nothing { folder } => format!("{}: không có bộ tệp nào", folder.display()),
        }
    }

    /// The same, told of a place that another stood in for.
    pub(super) fn of(self, stand_in: &Path, folder: &Path) -> Self {
        match self {
            Self::Disk { path, source } => {
                let path = match path.strip_prefix(stand_in) {
                    Ok(rest) if rest.as_os_str().is_empty() => folder.to_owned(),
                    Ok(rest) => folder.join(rest),
                    Err(_) => path,
                };
                Self::Disk { path, source }
            }
            other => other,
        }
    }

    pub(super) fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Disk { path, source }
    }
}

/// SHA-256 in hexadecimal.
pub(in crate::office) fn sha256(bytes: &[u8]) -> String {
    hmac_sha256::Hash::hash(bytes).into_iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The manifest's text. Lines for people and programs begin with `#`, which `sha256sum -c` passes over; the last seals those before it.
pub(super) fn text(set: &FileSet) -> Result<String, SetError> {
    let mut names = BTreeSet::from([NAME.to_owned()]);
    for (name, _) in set.files() {
        let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        let good = letters && !name.is_empty() && !name.starts_with('.') && name.len() <= 100;
        // Some file systems hold two names for one that differ in case only.
        if !good || !names.insert(name.to_ascii_lowercase()) {
            return Err(SetError::BadName { name: name.escape_debug().collect() });
        }
    }
    let About { kind, policy, facts, version } = &set.about;
    let mut text = format!("{FORM}\n");
    for (field, value) in [("kind", kind), ("policy", policy), ("facts", facts), ("version", version)] {
        let _ = writeln!(text, "# {field}: {}", value.escape_debug());
    }
    for (name, bytes) in set.files() {
        let _ = writeln!(text, "{}  {name}", sha256(bytes));
    }
    let seal = sha256(text.as_bytes());
    let _ = writeln!(text, "# seal: {seal}");
    Ok(text)
}

/// The kind and the files with their hashes, if the text is a whole manifest.
pub(super) fn parse(text: &[u8]) -> Option<(About, Vec<(String, String)>)> {
    let text = std::str::from_utf8(text).ok()?;
    let (body, seal) = text.strip_suffix('\n')?.rsplit_once("\n# seal: ")?;
    let body = format!("{body}\n");
    if sha256(body.as_bytes()) != seal {
        return None;
    }
    let mut about = About::default();
    let mut files = Vec::new();
    for line in body.strip_prefix(FORM)?.strip_prefix('\n')?.lines() {
        match line.strip_prefix("# ").map(|field| field.split_once(": ").unwrap_or((field.trim_end_matches(':'), ""))) {
            Some(("kind", value)) => about.kind = value.to_owned(),
            Some(("policy", value)) => about.policy = value.to_owned(),
            Some(("facts", value)) => about.facts = value.to_owned(),
            Some(("version", value)) => about.version = value.to_owned(),
            Some(_) => return None,
            None => {
                let (hash, name) = line.split_once("  ")?;
                files.push((name.to_owned(), hash.to_owned()));
            }
        }
    }
    Some((about, files))
}
