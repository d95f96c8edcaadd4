//! Laws over random papers: what a format says is what the paper says, text by text.

use super::cases::cases;
use super::markup::{self, Piece};
use super::random::paper;
use phancong::office::paper::{Block, Grid, Paper};
use phancong::office::{csv, docx, html, json};
use proptest::collection::vec;
use proptest::prelude::*;

/// The tables of a paper, those of figures too.
pub(crate) fn grids(paper: &Paper) -> Vec<Grid> {
    let grid = |block: &Block| match block {
        Block::Table(grid) => Some(grid.clone()),
        Block::Figure(figure) => Some(figure.as_grid()),
        _ => None,
    };
    paper.blocks.iter().filter_map(grid).collect()
}

fn rows(grid: &Grid) -> impl Iterator<Item = String> {
    grid.rows.iter().flatten().map(ToString::to_string)
}

fn seen(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

/// What a reader of the paper sees from top to bottom, a figure as given.
fn in_order(paper: &Paper, figure: &dyn Fn(&Grid) -> Vec<String>) -> Vec<String> {
    let head = &paper.head;
    let mut texts = vec![head.superior.clone(), head.issuer.clone(), "*".into(), head.number.clone()];
    texts.extend([head.party.clone(), head.place.clone()]);
    texts.extend(paper.title.iter().cloned());
    for block in &paper.blocks {
        match block {
            Block::Heading(text) | Block::Text(text) => texts.push(text.clone()),
            Block::List(entries) => texts.extend(entries.iter().cloned()),
            Block::Table(grid) => {
                texts.push(grid.caption.clone());
                texts.extend(grid.columns.iter().map(|column| column.head.clone()));
                texts.extend(rows(grid));
                texts.extend(grid.rows.is_empty().then(|| "—".to_owned()));
            }
            Block::Figure(shown) => texts.extend(figure(&shown.as_grid())),
        }
    }
    let foot = &paper.foot;
    if !foot.recipients.is_empty() {
        texts.push(foot.to.clone());
        texts.extend(foot.recipients.iter().cloned());
    }
    texts.extend(foot.signed_as.iter().cloned());
    texts.push(foot.signer.clone());
    seen(texts)
}

fn in_html(html: &[u8]) -> Vec<String> {
    let pieces = markup::read(std::str::from_utf8(html).unwrap(), &["meta", "col"]);
    let scripts = pieces.iter().filter(|piece| matches!(piece, Piece::Open(tag) if tag.starts_with("script"))).count();
    assert_eq!(scripts, 0);
    seen(markup::texts(&pieces, &["p", "h1", "h2", "li", "th", "td"], &["figure"]))
}

fn in_docx(docx: &[u8]) -> Vec<String> {
    for part in
        ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml", "word/header1.xml"]
    {
        markup::read(&markup::packed(docx, part), &[]);
    }
    seen(markup::texts(&markup::read(&markup::packed(docx, "word/document.xml"), &[]), &["w:t"], &[]))
}

/// A cell as it was before an apostrophe was put before a formula.
fn as_meant(cell: &str) -> &str {
    let formula = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').trim_start().starts_with(formula) => rest,
        _ => cell,
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn json_reads_back_as_it_was(papers in vec(paper(), 0..3)) {
        let written = json::write_papers(&papers).unwrap();
        let read = json::read_papers(written.as_bytes()).unwrap();
        prop_assert!(read == papers);
        prop_assert_eq!(json::write_papers(&read).unwrap(), written);
    }

    #[test]
    fn html_says_every_text_in_its_place(papers in vec(paper(), 1..3)) {
        let written = html::write(&papers).unwrap();
        let expected: Vec<String> = papers.iter().flat_map(|paper| in_order(paper, &|_| Vec::new())).collect();
        prop_assert_eq!(in_html(&written), expected);
    }

    #[test]
    fn word_says_every_text_in_its_place_and_figures_as_tables(papers in vec(paper(), 1..3)) {
        let written = docx::write(&papers).unwrap();
        prop_assert_eq!(&docx::write(&papers).unwrap(), &written);
        let table = |grid: &Grid| {
            let heads = grid.columns.iter().map(|column| column.head.clone());
            let none = grid.rows.is_empty().then(|| "—".to_owned());
            [grid.caption.clone()].into_iter().chain(heads).chain(rows(grid)).chain(none).collect()
        };
        let expected = papers.iter().flat_map(|paper| in_order(&dashed(paper), &table));
        prop_assert_eq!(in_docx(&written), expected.collect::<Vec<_>>());
    }

    #[test]
    fn csv_has_every_cell_and_no_formula(papers in vec(paper(), 1..3)) {
        let files = csv::paper_tables(&papers).unwrap();
        let mut seen: Vec<String> = Vec::new();
        for file in &files {
            let text = file.strip_prefix("\u{feff}".as_bytes()).unwrap();
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text);
            for record in reader.records().skip(1) {
                for cell in record.unwrap().iter().skip(usize::from(papers.len() > 1)) {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']));
                    seen.push(as_meant(cell).to_owned());
                }
            }
        }
        let mut expected: Vec<String> =
            papers.iter().flat_map(grids).flat_map(|grid| rows(&grid).collect::<Vec<_>>()).collect();
        seen.sort();
        expected.sort();
        prop_assert_eq!(seen, expected);
    }
}

/// Word prints recipients with a dash.
fn dashed(paper: &Paper) -> Paper {
    let mut paper = paper.clone();
    paper.foot.recipients.iter_mut().for_each(|one| *one = format!("- {one}"));
    paper
}
