//! What an office prints around its papers. Where nothing is given, nothing is invented: room is left to write.

use super::{Foot, Head};
use crate::id::BodyId;
#[cfg(feature = "toml")]
use crate::policy::MAX_TEXT;
use crate::report::{Label, Language, Names, Phrase, Words};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Who issues a paper, under which number, to whom, and who signs it; and what the bodies are called, in the order of their rank.
///
/// ```
/// # #[cfg(feature = "toml")] {
/// let letterhead = phancong::office::paper::Letterhead::from_toml(r#"
///     superior = "TỈNH ỦY QUẢNG NGÃI"
///     issuer = "BAN TỔ CHỨC"
///     number = "Số …-…/BTCTU"
///     place = "Quảng Ngãi"
///     recipients = ["Thường trực Tỉnh ủy", "Lưu Văn phòng"]
///     signed_as = ["TRƯỞNG BAN"]
///     bodies = [{ id = "thuong-truc", name = "Thường trực Tỉnh ủy" }]
/// "#)?;
/// assert_eq!(letterhead.signer, "");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Letterhead {
    /// The committee above the issuing body.
    pub superior: String,
    /// The issuing body.
    pub issuer: String,
    /// The number as it is to be printed; empty leaves room for it.
    pub number: String,
    /// Where it is issued.
    pub place: String,
    /// On which day; none leaves room for it.
    pub date: Option<NaiveDate>,
    /// To whom it goes, one a line.
    pub recipients: Vec<String>,
    /// For whom and as what it is signed, one a line.
    pub signed_as: Vec<String>,
    /// Who signs.
    pub signer: String,
    /// The bodies that members sit in, the first in rank first. Others follow by their ids.
    pub bodies: Vec<BodyName>,
}

/// What a body is called.
///
/// Example: [`Letterhead`](crate::office::paper::Letterhead).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyName {
    /// Its id.
    pub id: BodyId,
    /// Its name as printed.
    pub name: String,
}

/// A text that is no letterhead.
///
/// Example: [`Letterhead`](crate::office::paper::Letterhead).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{why}", at.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct BadLetterhead {
    /// What is wrong.
    pub why: String,
    /// In which line, counted from 1.
    pub at: Option<usize>,
}

#[cfg(feature = "toml")]
fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Who signs stays out of logs.
impl fmt::Debug for Letterhead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letterhead {{ recipients: {}, bodies: {} }}", self.recipients.len(), self.bodies.len())
    }
}

impl Letterhead {
    /// Reads a letterhead from a TOML file's text.
    ///
    /// # Errors
    /// What is wrong, and where; a text longer than 1 MiB is not read.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, BadLetterhead> {
        if text.len() > MAX_TEXT {
            let why = format!("more than {MAX_TEXT} bytes, and a letterhead has no more");
            return Err(BadLetterhead { why, at: None });
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        toml::from_str(text).map_err(|error| BadLetterhead {
            why: error.message().to_owned(),
            at: error.span().map(|span| line(text, span.start)),
        })
    }

    pub(super) fn head(&self, language: Language) -> Head {
        let number = if self.number.is_empty() {
            format!("{} …-…", Label::Number.text(language))
        } else {
            self.number.clone()
        };
        Head {
            superior: self.superior.clone(),
            issuer: self.issuer.clone(),
            number,
            party: Label::Party.text(language).to_owned(),
            place: Phrase::At(&self.place, self.date).say(&Names::default(), language),
        }
    }

    pub(super) fn foot(&self, language: Language) -> Foot {
        Foot {
            to: format!("{}:", Label::Recipients.text(language)),
            recipients: self.recipients.clone(),
            signed_as: self.signed_as.clone(),
            signer: self.signer.clone(),
        }
    }

    /// The place of a body in the order of rank, and its name.
    pub(super) fn body<'a>(&'a self, id: &'a BodyId) -> (usize, &'a str) {
        let found = self.bodies.iter().enumerate().find(|(_, body)| body.id == *id);
        found.map_or((self.bodies.len(), id.as_str()), |(rank, body)| (rank, body.name.as_str()))
    }
}
