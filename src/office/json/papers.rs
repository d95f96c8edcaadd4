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
///
/// ```
/// use phancong::office::json::{read_papers, write_papers};
/// use phancong::office::paper::{Block, Cell, Column, Foot, Grid, Head, Paper};
/// let paper = Paper {
///     key: "bang-phan-cong".into(),
///     about: "Bảng phân công".into(),
///     language: "vi".into(),
///     head: Head { party: "ĐẢNG CỘNG SẢN VIỆT NAM".into(), ..Head::default() },
///     title: vec!["Bảng phân công".into()],
///     blocks: vec![Block::Table(Grid {
///         caption: "Bảng phân công".into(),
///         columns: vec![Column { head: "Đồng chí".into(), width: 3 }, Column { head: "Nguyện vọng".into(), width: 1 }],
///         rows: vec![vec![Cell::Text("Nguyễn Văn An".into()), Cell::Number(1)]],
///     })],
///     foot: Foot::default(),
/// };
/// let text = write_papers(std::slice::from_ref(&paper))?;
/// assert_eq!(read_papers(text.as_bytes())?, [paper]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_papers(papers: &[Paper]) -> Result<String, Unprintable> {
    check(papers)?;
    Ok(text::write(&Out { format: PAPERS, papers }))
}

/// Reads papers.
///
/// # Errors
/// [`JsonError`] with line, column and what was expected.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
pub fn read_papers(text: &[u8]) -> Result<Vec<Paper>, JsonError> {
    text::check(text, &[PAPERS])?;
    Ok(text::read::<In>(text)?.papers)
}
