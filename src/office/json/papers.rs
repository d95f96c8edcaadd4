//! Papers as a document.

use super::text::{self, JsonError};
use crate::office::paper::{Paper, Unprintable, check};
use serde::{Deserialize, Serialize};

const PAPERS: &str = "phancong-papers/1";

#[derive(Serialize)]
struct Out<'a> {
    format: &'static str,
    papers: &'a [Paper],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct In {
    #[serde(rename = "format")]
    _format: String,
    papers: Vec<Paper>,
}

/// Writes papers on one line.
///
/// # Errors
/// [`Unprintable`] as [`check`] finds it.
pub fn write_papers(papers: &[Paper]) -> Result<String, Unprintable> {
    check(papers)?;
    Ok(text::write(&Out { format: PAPERS, papers }))
}

/// Reads papers.
///
/// # Errors
/// [`JsonError`] with line, column and what was expected.
pub fn read_papers(text: &[u8]) -> Result<Vec<Paper>, JsonError> {
    text::check(text, &[PAPERS])?;
    Ok(text::read::<In>(text)?.papers)
}
