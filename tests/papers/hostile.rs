//! Text that nobody should print is refused by every format, and told of without being repeated.

use phancong::office::ics::{self, Event};
use phancong::office::paper::{Block, Cell, Column, Grid, Head, Letterhead, Paper, check};
use phancong::office::set::{About, FileSet};
use phancong::office::{csv, docx, html, json};

const CANARY: &str = "Hoàng Kim Yến Oanh";

fn paper(text: &str) -> Paper {
    let grid = Grid {
        caption: "Bảng".into(),
        columns: vec![Column { head: "Họ và tên".into(), width: 1 }],
        rows: vec![vec![Cell::Text(text.to_owned())]],
    };
    Paper {
        key: "bang".into(),
        about: String::new(),
        language: "vi".into(),
        head: Head::default(),
        title: vec!["BẢNG".into()],
        blocks: vec![Block::Table(grid)],
        foot: phancong::office::paper::Foot::default(),
    }
}

fn event(text: &str) -> Event {
    let day = chrono::NaiveDate::from_ymd_opt(2021, 3, 4).unwrap();
    let place = String::new();
    let (key, summary) = (vec!["1".to_owned()], text.to_owned());
    Event { key, sequence: 0, day, remind: None, summary, place: place.clone(), description: place, cancelled: false }
}

/// What each format says to a text.
fn refusals(text: &str) -> Vec<Option<String>> {
    let papers = [paper(text)];
    let told = |error: &dyn std::error::Error| error.to_string();
    #[allow(unused_mut, reason = "a build without workbooks has one format less")]
    let mut refusals = vec![
        check(&papers).err().map(|error| told(&error)),
        html::write(&papers).err().map(|error| told(&error)),
        docx::write(&papers).err().map(|error| told(&error)),
        csv::paper_tables(&papers).err().map(|error| told(&error)),
        json::write_papers(&papers).err().map(|error| told(&error)),
        ics::write(&[event(text)], chrono::NaiveDate::default()).err().map(|error| told(&error)),
    ];
    #[cfg(feature = "xlsx")]
    refusals.push(phancong::office::workbook::write(&papers).err().map(|error| told(&error)));
    refusals
}

#[test]
fn what_cannot_be_seen_is_refused_by_every_format_and_not_repeated() {
    let hidden = [
        '\0',
        '\u{1}',
        '\t',
        '\n',
        '\r',
        '\u{1b}',
        '\u{7f}',
        '\u{85}',
        '\u{ad}',
        '\u{200b}',
        '\u{200e}',
        '\u{200f}',
        '\u{202a}',
        '\u{202e}',
        '\u{2028}',
        '\u{2066}',
        '\u{2069}',
        '\u{feff}',
        '\u{fffe}',
        '\u{ffff}',
        '\u{1ffff}',
        '\u{e0041}',
    ];
    for letter in hidden {
        for refusal in refusals(&format!("{CANARY}{letter}")) {
            let told = refusal.unwrap_or_else(|| panic!("U+{:04X} was printed", u32::from(letter)));
            assert!(told.contains(&format!("U+{:04X}", u32::from(letter))), "{told}");
            assert!(!told.contains("Oanh") && !told.contains(letter), "{told}");
        }
    }
}

#[test]
fn what_can_be_seen_is_printed() {
    for text in ["]]>", "<b>", "&amp;", "=1+1", "Ước\u{a0}", "🌾", "＝", "\u{301}", ""] {
        assert!(refusals(text).iter().all(Option::is_none), "{text}");
    }
}

#[test]
fn names_of_people_stay_out_of_debug() {
    let mut set = FileSet::new(About::new("season", "", ""));
    set.add("a.csv", CANARY.into());
    let letterhead = Letterhead { signer: CANARY.into(), superior: CANARY.into(), ..Letterhead::default() };
    let shown = format!("{:?} {set:?} {letterhead:?} {:?}", paper(CANARY), event(CANARY));
    assert!(!shown.contains("Oanh"), "{shown}");
    assert!(shown.contains("season"));
}

#[test]
fn html_marks_every_cell_as_text_for_programs_that_compute() {
    let page = String::from_utf8(html::write(&[paper("=1+1")]).unwrap()).unwrap();
    assert!(page.contains("<td class=\"text\" data-head=\"Họ và tên\">=1+1</td>"));
    assert!(page.contains("td.text{mso-number-format:\"\\@\"}"));
}

#[test]
fn html_fetches_nothing_and_has_no_script() {
    let page = String::from_utf8(html::write(&[paper("a")]).unwrap()).unwrap();
    for outside in ["src=", "href=", "url(", "@import", "<script", "<link", "<iframe", "onload"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("default-src 'none'"));
}
