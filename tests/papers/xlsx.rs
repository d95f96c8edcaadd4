//! Workbooks: every cell as it was, none computed, the same bytes each time.

use super::cases::cases;
use super::markup::{self, Piece};
use super::random::paper;
use super::same::grids;
use phancong::office::paper::{Block, Cell};
use phancong::office::workbook::write;
use proptest::prelude::*;
use std::io::Read;

fn parts(book: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.push((file.name().unwrap().into_owned(), text));
    }
    parts
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\"")).map(|(_, rest)| rest.split('"').next().unwrap())
}

/// The values of each sheet in the order of its rows, empty cells left out; it stops at a formula.
fn sheets(book: &[u8]) -> Vec<Vec<String>> {
    let parts = parts(book);
    let part = |name: &str| parts.iter().find(|part| part.0 == name).map(|part| markup::read(&part.1, &[]));
    let strings = part("xl/sharedStrings.xml").map_or_else(Vec::new, |pieces| markup::texts(&pieces, &["t"], &[]));
    let mut sheets = Vec::new();
    while let Some(pieces) = part(&format!("xl/worksheets/sheet{}.xml", sheets.len() + 1)) {
        let (mut values, mut shared, mut inside) = (Vec::new(), false, false);
        for piece in pieces {
            match piece {
                Piece::Open(tag) if tag == "c" || tag.starts_with("c ") => shared = attribute(&tag, "t") == Some("s"),
                Piece::Open(tag) if tag == "v" => inside = true,
                Piece::Close(tag) if tag == "v" => inside = false,
                Piece::Open(tag) => assert!(tag != "f" && !tag.starts_with("f "), "a formula"),
                Piece::Text(text) if inside => {
                    values.push(if shared { strings[text.parse::<usize>().unwrap()].clone() } else { text });
                }
                _ => {}
            }
        }
        sheets.push(values);
    }
    sheets
}

/// Excel writes some characters of its own as `_x000D_`, and what looks so with one more escape.
fn excel(text: &str) -> String {
    text.replace("_x000D_", "_x005F_x000D_").replace("_x0041_", "_x005F_x0041_")
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn each_table_is_a_sheet_with_every_cell_and_no_formula(paper in paper()) {
        let book = write(std::slice::from_ref(&paper)).unwrap();
        prop_assert!(write(std::slice::from_ref(&paper)).unwrap() == book, "other bytes for the same paper");
        let sheets = sheets(&book);
        let grids = grids(&paper);
        prop_assert_eq!(sheets.len(), grids.len() + 1);
        for (grid, sheet) in grids.iter().zip(&sheets[1..]) {
            let heads = grid.columns.iter().map(|column| column.head.clone());
            let cells = grid.rows.iter().flatten().map(ToString::to_string);
            let none = grid.rows.is_empty().then(|| "—".to_owned());
            let told = [grid.caption.clone()].into_iter().chain(heads).chain(cells).chain(none);
            let told: Vec<String> = told.filter(|text| !text.is_empty()).map(|text| excel(&text)).collect();
            prop_assert_eq!(sheet, &told);
        }
        let words: Vec<&String> = paper.blocks.iter().flat_map(|block| match block {
            Block::Heading(text) | Block::Text(text) => vec![text],
            Block::List(entries) => entries.iter().collect(),
            _ => vec![],
        }).filter(|text| !text.is_empty()).collect();
        prop_assert!(words.iter().all(|text| sheets[0].contains(&excel(text))));
    }
}

#[test]
fn a_text_that_begins_like_a_formula_keeps_the_mark_against_it() {
    let mut paper = super::says::table();
    let Some(Block::Table(grid)) = paper.blocks.iter_mut().find(|block| matches!(block, Block::Table(_))) else {
        panic!()
    };
    grid.rows[0][2] = Cell::Text("=HYPERLINK(\"http://example.org\")".into());
    let book = write(&[paper]).unwrap();
    assert!(sheets(&book)[1].iter().any(|text| text.starts_with("=HYPERLINK")));
    let styles = parts(&book).into_iter().find(|part| part.0 == "xl/styles.xml").unwrap().1;
    assert!(styles.contains("quotePrefix=\"1\""));
}

#[test]
fn names_of_sheets_are_legal_and_distinct() {
    let papers = ["A/B:C?*[x]", "a b c x", "", "'q'", &"Đảng bộ ".repeat(9), &"Đảng bộ ".repeat(9), "History"];
    let papers: Vec<_> = papers
        .into_iter()
        .map(|about| {
            let mut paper = super::says::table();
            (paper.key, paper.about) = (String::new(), about.to_owned());
            paper
        })
        .collect();
    assert_eq!(sheets(&write(&papers).unwrap()).len(), papers.len());
}
