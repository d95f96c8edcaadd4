//! Random papers with text that tries to break out.

use phancong::office::paper::{Block, Cell, Column, Figure, FigureKind, Foot, Grid, Head, Paper, Series, Tone};
use proptest::collection::vec;
use proptest::prelude::*;

/// Text that can be printed, and that some format would take for its own.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let own = vec![
        "=1+1",
        "+",
        "-",
        "@SUM(A1)",
        "'",
        "''=",
        "\"",
        "<",
        ">",
        "&",
        "]]>",
        "&lt;",
        "&#65;",
        "<script>alert(1)</script>",
        "</style>",
        "</w:t>",
        "<!--",
        "-->",
        "{{",
        "\\",
        ";",
        ",",
        ":",
        "BEGIN:VEVENT",
        "\\n",
        "%",
        "_x000D_",
        "_x0041_",
        "＝",
        "sep=;",
        "$1",
        "javascript:",
        "http://example.org",
        "mailto:a@b",
        "{=A1}",
        "#REF!",
        "TRUE",
        "00123",
        "1E9",
        "05/12/2021",
    ];
    let usual = vec!["Nguyễn Thị Ước", "Đảng bộ xã Ba Bích", "Ð", "🌾", " ", "a", "Hoà", "ệ"];
    let piece = prop_oneof![proptest::sample::select(own), proptest::sample::select(usual)];
    vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![3 => text().prop_map(Cell::Text), 1 => any::<u32>().prop_map(Cell::Number)]
}

pub(crate) fn grid() -> impl Strategy<Value = Grid> {
    (1usize..5, 0usize..4).prop_flat_map(|(columns, rows)| {
        let column = (text(), 0u32..30).prop_map(|(head, width)| Column { head, width });
        (text(), vec(column, columns), vec(vec(cell(), columns), rows)).prop_map(|(caption, columns, rows)| Grid {
            caption,
            columns,
            rows,
        })
    })
}

fn figure() -> impl Strategy<Value = Figure> {
    let kind = proptest::sample::select(vec![FigureKind::Bars, FigureKind::Heat, FigureKind::Shares]);
    let tone = proptest::sample::select(vec![Tone::Plain, Tone::Good, Tone::Open, Tone::Bad, Tone::Quiet]);
    (kind, 1usize..4, 0usize..4).prop_flat_map(move |(kind, series, rows)| {
        let one = (text(), tone.clone()).prop_map(|(name, tone)| Series { name, tone });
        let row = (text(), vec(any::<u32>(), series));
        (text(), (text(), text()), vec(one, series), vec(row, rows))
            .prop_map(move |(caption, axes, series, rows)| Figure { caption, axes, kind, series, rows })
    })
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        text().prop_map(Block::Heading),
        text().prop_map(Block::Text),
        vec(text(), 0..3).prop_map(Block::List),
        grid().prop_map(Block::Table),
        figure().prop_map(Block::Figure),
    ]
}

pub(crate) fn paper() -> impl Strategy<Value = Paper> {
    let head = (text(), text(), text(), text(), text()).prop_map(|(superior, issuer, number, party, place)| Head {
        superior,
        issuer,
        number,
        party,
        place,
    });
    let foot = (text(), vec(text(), 0..3), vec(text(), 0..3), text())
        .prop_map(|(to, recipients, signed_as, signer)| Foot { to, recipients, signed_as, signer });
    (text(), text(), head, vec(text(), 0..3), vec(block(), 0..5), foot).prop_map(
        |(key, about, head, title, blocks, foot)| Paper {
            key,
            about,
            language: "vi".to_owned(),
            head,
            title,
            blocks,
            foot,
        },
    )
}
