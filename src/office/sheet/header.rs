//! Where a table begins and ends on its sheet: the header below titles, the foot with totals and signatures.

use super::book::Book;
use super::code::Code;
use super::fault::Fault;
use super::field::Spec;
use super::{Cell, Content, Line, MAX_COLUMNS};
use crate::office::text::{clean::clean, key};

/// How the headers of columns end that the workbook to fill in computes by itself.
pub(in crate::office) const COMPUTED: &str = "(tự hiện)";

/// The header stands among the first so many rows.
pub(in crate::office) const WITHIN: usize = 40;

/// How many fields a row would be the header of.
pub(in crate::office) fn score(spec: &Spec, cells: &[Cell<'_>]) -> usize {
    let named = cells.iter().filter(|cell| !cell.is_blank()).take(MAX_COLUMNS);
    let mut found: Vec<usize> = named.filter_map(|cell| spec.find(&cell.text)).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// Finds the header among the first rows and places the fields in it; gives its row and the rows read ahead below it.
pub(super) fn read<'a>(book: &mut Book, mut head: Vec<Line<'a>>) -> Option<(usize, Vec<Line<'a>>)> {
    let required = book.spec.required_fields();
    let is_header = |line: &Line<'_>| match &line.content {
        Content::Cells { cells, .. } => {
            let known = score(book.spec, cells);
            known > 0 && known * 2 >= required
        }
        Content::Broken { .. } => false,
    };
    let first = head.iter().position(|line| !line.is_blank());
    let at = head.iter().position(is_header).or(first);
    let below = head.split_off(at.map_or(head.len(), |at| at + 1));
    let header = at.and(head.pop());
    for line in head {
        match line.content {
            Content::Broken { code, column, found } => book.broken(code, line.number, column, &found),
            Content::Cells { .. } if line.is_blank() => {
                book.tally.read += 1;
                book.tally.blank += 1;
            }
            Content::Cells { .. } => book.tally.outside.push(line.number),
        }
    }
    let Some(header) = header else {
        let expected = format!("a header: {}", book.spec.names());
        let fault = Fault::new(Code::FileEmpty, book.tally.whole(), "", expected);
        book.fault(fault.wanting(book.spec.fields.iter().filter(|field| field.required).map(|field| field.label())));
        return None;
    };
    match header.content {
        Content::Broken { code, column, found } => {
            book.broken(code, header.number, column, &found);
            None
        }
        Content::Cells { cells, .. } => {
            take(book, header.number, cells);
            place(book, header.number);
            Some((header.number, below))
        }
    }
}

fn take(book: &mut Book, number: usize, cells: Vec<Cell<'_>>) {
    for cell in cells.into_iter().filter(|cell| !cell.is_blank()) {
        if book.header.len() >= MAX_COLUMNS {
            let expected = format!("at most {MAX_COLUMNS} columns");
            book.note(Code::TooLarge, number, None, "more headers", &expected);
            return;
        }
        // A header broken into lines for the eye is one text.
        let text = cell.text.replace(['\r', '\n'], " ");
        let header = clean(&text).map(|clean| clean.into_owned());
        let header = header.unwrap_or_else(|dirt| {
            book.dirty(dirt, number, cell.column, &text);
            text
        });
        book.header.insert(cell.column, header);
    }
}

fn place(book: &mut Book, number: usize) {
    book.at = vec![None; book.spec.fields.len()];
    for (column, name) in book.header.clone() {
        let spot = book.spot(number, column);
        let known = book.spec.find(&name).and_then(|index| Some((index, book.spec.fields.get(index)?)));
        let Some((index, field)) = known else { continue };
        let Some(slot) = book.at.get_mut(index) else { continue };
        match *slot {
            None => *slot = Some(column),
            Some(first) => {
                let other = book.header.get(&first).cloned().unwrap_or_default();
                let expected = format!("one column for it; `{other}` is another");
                book.fault(Fault::new(Code::HeaderTwice, spot, &name, expected).of(field.name));
            }
        }
    }
    book.columns = book.at.iter().flatten().copied().collect();
    unread(book, number);
    let fields = book.spec.fields.iter().zip(book.at.clone());
    for (field, _) in fields.filter(|(field, at)| field.required && at.is_none()) {
        let headers: Vec<&str> = book.header.values().map(String::as_str).collect();
        let expected = format!("a column `{}`", field.name);
        let fault = Fault::new(Code::ColumnMissing, book.tally.spot(number), &headers.join(", "), expected);
        book.fault(fault.of(field.name).wanting([field.label()]));
    }
}

/// Headers of no field: listed, or refused when one is a slip away from a field that has no column.
fn unread(book: &mut Book, number: usize) {
    let others: Vec<(usize, String)> =
        book.header.clone().into_iter().filter(|(_, name)| book.spec.find(name).is_none()).collect();
    for (column, name) in others {
        let meant = book.spec.meant(&name, |index| book.at.get(index).is_some_and(Option::is_some));
        let spot = book.spot(number, column);
        match meant {
            Some(meant) => {
                let expected = format!("one of {}; perhaps `{meant}`", book.spec.names());
                book.fault(Fault::new(Code::ColumnUnknown, spot, &name, expected).wanting([meant]));
            }
            // Columns that our own workbook computes are nobody's facts.
            None if name.ends_with(COMPUTED) => {}
            None => book.tally.unread.push(name),
        }
    }
}

/// Whether a row is the header once more, as where two files were put into one.
pub(super) fn is_again(book: &Book, cells: &[Cell<'_>]) -> bool {
    let same = |cell: &Cell<'_>| book.header.get(&cell.column).is_some_and(|header| key(header) == key(&cell.text));
    let filled: Vec<&Cell<'_>> = cells.iter().filter(|cell| !cell.is_blank()).collect();
    filled.len() == book.header.len() && filled.into_iter().all(same)
}

/// How the rows begin that offices put below a table.
const FOOT: [&str; 14] = [
    "tong cong",
    "tong so",
    "cong",
    "noi nhan",
    "nguoi lap",
    "ghi chu",
    "xac nhan",
    "ky ten",
    "t m",
    "tm",
    "k t",
    "kt",
    "thu truong",
    "total",
];

/// Whether a row begins the foot: totals, a date line, signatures.
pub(super) fn is_foot(cells: &[Cell<'_>]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_blank()).take(MAX_COLUMNS);
    filled.any(|cell| {
        let key = key(cell.text.get(..200).unwrap_or(&cell.text));
        let begins =
            |start: &&str| key.strip_prefix(*start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let is_date_line = key.contains("ngay ") && key.contains(" thang ") && key.contains(" nam ");
        is_date_line || FOOT.iter().any(begins)
    })
}
