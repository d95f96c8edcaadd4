//! Papers: what the office prints, signs and sends, before it has a format.
//!
//! A [`Paper`] is a frame (who issues it, to whom), a title and blocks: headings, paragraphs, lists, tables, figures. It is made once, from a
//! plan ([`table_paper`], [`extracts`]), from a calendar ([`calendar_paper`], [`calendar_extracts`]) or from the findings of a year ([`year_paper`],
//! [`member_sheets`], [`organization_sheets`]), in the words of
//! [`report`](crate::report); each writer then only lays it out, so that every format says the same.
//!
//! Whatever the text, a paper is safe to print: [`check`] refuses what cannot be seen or turns the direction of writing, and each writer
//! escapes what its format would take for its own, formulas included.

mod calendar;
mod extracts;
mod letterhead;
mod order;
mod table;
mod year;

pub use calendar::{calendar_extracts, calendar_paper};
pub use extracts::{Recipients, extracts};
pub use letterhead::{BadLetterhead, BodyName, Letterhead};
pub use table::table_paper;
pub use year::{member_sheets, organization_sheets, year_paper};

use crate::office::text::is_hidden;
use crate::report::{Label, Language};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A paper, or one sheet of several that are printed together.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Its name among the papers written together, for example as a file or a sheet: small letters, digits, `-`, `.` and `_`.
    pub key: String,
    /// Whom or what it is about, in a word or two: the name of its sheet among others.
    pub about: String,
    /// `vi` or `en`.
    pub language: String,
    /// Who issues it.
    pub head: Head,
    /// What it is, then what it is about.
    pub title: Vec<String>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// To whom it goes and who signs it.
    pub foot: Foot,
}

/// The top of a paper of the Party: the issuing body at the left, the Party's name, place and day at the right.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The committee above the issuing body; empty when there is none to print.
    pub superior: String,
    /// The issuing body; empty when nobody is named.
    pub issuer: String,
    /// The number, with room to write it.
    pub number: String,
    /// The name of the Party.
    pub party: String,
    /// Place and day, with room to write them.
    pub place: String,
}

/// The foot of a paper of the Party: the recipients at the left, the signature at the right.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Foot {
    /// The word before the recipients.
    pub to: String,
    /// The recipients, one a line; empty when none is named.
    pub recipients: Vec<String>,
    /// For whom and as what it is signed, one a line.
    pub signed_as: Vec<String>,
    /// Who signs; empty leaves room.
    pub signer: String,
}

/// A piece of a paper.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Entries, one a line.
    List(Vec<String>),
    /// A table.
    Table(Grid),
    /// Numbers as a picture; a format without pictures prints them as a table.
    Figure(Figure),
}

/// A table of a paper.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// What it shows; it names the sheet of a workbook.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with one cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its header.
    pub head: String,
    /// Its width as a share of the table's: only the proportions count.
    pub width: u32,
}

/// A cell.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// A count.
    Number(u32),
    /// A text.
    Text(String),
}

/// Numbers as a picture: rows of whole numbers, one for each series.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What it shows.
    pub caption: String,
    /// What the rows are, and what the numbers are when there is one series.
    pub axes: (String, String),
    /// How it is drawn.
    pub kind: FigureKind,
    /// What the numbers of a row are, in their order.
    pub series: Vec<Series>,
    /// The rows: a name, and a number for each series.
    pub rows: Vec<(String, Vec<u32>)>,
}

/// How a figure is drawn.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureKind {
    /// A bar for each row.
    Bars,
    /// A field for each number, the darker the larger.
    Heat,
    /// A bar for each row, divided among the series.
    Shares,
}

/// A series of a figure.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// How it is to be taken.
    pub tone: Tone,
}

/// How a number is to be taken; never the only sign of it.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// As it is.
    Plain,
    /// As it should be.
    Good,
    /// Not decided.
    Open,
    /// Not as it should be.
    Bad,
    /// Of no weight here.
    Quiet,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// People's names stay out of logs: only the shape is shown.
impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Paper {{ key: {:?}, blocks: {} }}", self.key, self.blocks.len())
    }
}

macro_rules! shape_only {
    ($($noun:ident),+) => {
        $(impl fmt::Debug for $noun {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($noun), " { .. }"))
            }
        })+
    };
}

shape_only!(Head, Foot, Block, Grid, Column, Cell, Figure, Series);

impl Grid {
    pub(crate) fn new(caption: &str, columns: &[(Label, u32)], language: Language) -> Self {
        let columns =
            columns.iter().map(|(head, width)| Column { head: head.text(language).to_owned(), width: *width });
        Self { caption: caption.to_owned(), columns: columns.collect(), rows: Vec::new() }
    }
}

impl Figure {
    /// A year as a picture: a row for each place, a number for each month.
    pub(crate) fn months(caption: Label, rows: Vec<(String, Vec<u32>)>, language: Language) -> Self {
        let label = |label: Label| label.text(language).to_owned();
        Self {
            caption: label(caption),
            axes: (label(Label::Area), label(Label::Visits)),
            kind: FigureKind::Heat,
            series: (1..=12).map(|month: u32| Series { name: month.to_string(), tone: Tone::Plain }).collect(),
            rows,
        }
    }

    /// The same numbers as a table.
    #[must_use]
    pub fn as_grid(&self) -> Grid {
        let column = |head: &str, width| Column { head: head.to_owned(), width };
        let (name, number) = match self.kind {
            FigureKind::Bars => (3, 2),
            FigureKind::Shares => (1, 1),
            FigureKind::Heat => (5, 1),
        };
        let mut columns = vec![column(&self.axes.0, name)];
        columns.extend(self.series.iter().map(|series| column(&series.name, number)));
        let row = |(name, numbers): &(String, Vec<u32>)| {
            let name = Cell::Text(name.clone());
            std::iter::once(name).chain(numbers.iter().map(|number| Cell::Number(*number))).collect()
        };
        Grid { caption: self.caption.clone(), columns, rows: self.rows.iter().map(row).collect() }
    }
}

/// A text of a paper that no format can show as it is.
///
/// Example: [`write_papers`](crate::office::json::write_papers).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "paper `{paper}`, text {text}: the character U+{code:04X} cannot be seen or printed: take it out of the facts or the letterhead"
)]
pub struct Unprintable {
    /// The paper's key, in print.
    pub paper: String,
    /// Which text of the paper, counted from 1 in reading order.
    pub text: usize,
    /// The character.
    pub code: u32,
}

/// Refuses papers with a character that cannot be seen, or that turns the direction of writing; the text itself is not repeated.
///
/// # Errors
/// The first [`Unprintable`].
///
/// Example: [`write_papers`](crate::office::json::write_papers).
pub fn check(papers: &[Paper]) -> Result<(), Unprintable> {
    for paper in papers {
        let (mut number, mut checked) = (0, Ok(()));
        paper.each_text(&mut |text| {
            number += 1;
            if checked.is_ok() {
                checked = check_text(&paper.key, number, text);
            }
        });
        checked?;
    }
    Ok(())
}

/// The same for one text.
pub(super) fn check_text(paper: &str, number: usize, text: &str) -> Result<(), Unprintable> {
    match text.chars().find(|letter| letter.is_control() || is_hidden(*letter)) {
        None => Ok(()),
        Some(letter) => {
            Err(Unprintable { paper: paper.escape_debug().to_string(), text: number, code: u32::from(letter) })
        }
    }
}

impl Paper {
    /// Every text of the paper in reading order.
    pub(crate) fn each_text<'a>(&'a self, tell: &mut dyn FnMut(&'a str)) {
        let Head { superior, issuer, number, party, place } = &self.head;
        [superior, issuer, number, party, place].into_iter().for_each(|text| tell(text));
        self.title.iter().for_each(|text| tell(text));
        for block in &self.blocks {
            match block {
                Block::Heading(text) | Block::Text(text) => tell(text),
                Block::List(entries) => entries.iter().for_each(|text| tell(text)),
                Block::Table(grid) => grid.each_text(tell),
                Block::Figure(figure) => {
                    tell(&figure.caption);
                    tell(&figure.axes.0);
                    tell(&figure.axes.1);
                    figure.series.iter().for_each(|series| tell(&series.name));
                    figure.rows.iter().for_each(|row| tell(&row.0));
                }
            }
        }
        let Foot { to, recipients, signed_as, signer } = &self.foot;
        tell(to);
        recipients.iter().chain(signed_as).for_each(|text| tell(text));
        tell(signer);
        tell(&self.key);
        tell(&self.about);
        tell(&self.language);
    }
}

impl Grid {
    fn each_text<'a>(&'a self, tell: &mut dyn FnMut(&'a str)) {
        tell(&self.caption);
        self.columns.iter().for_each(|column| tell(&column.head));
        for cell in self.rows.iter().flatten() {
            if let Cell::Text(text) = cell {
                tell(text);
            }
        }
    }
}

/// The language of a paper as it is written in HTML.
const fn code(language: Language) -> &'static str {
    match language {
        Language::Vi => "vi",
        Language::En => "en",
    }
}
