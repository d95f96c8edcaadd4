//! A reader of markup and of stored ZIP archives, as simple as can be, to see what a document says. It stops at anything that is not in order.

/// A document as it is read: tags with their attributes, and texts between them with what was escaped.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Open(String),
    Close(String),
    Text(String),
}

/// The pieces of a well-formed document; elements in `alone` have no end.
pub(crate) fn read(markup: &str, alone: &[&str]) -> Vec<Piece> {
    let (mut pieces, mut open, mut rest) = (Vec::new(), Vec::new(), markup);
    while !rest.is_empty() {
        let Some(tag) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            pieces.push(Piece::Text(unescaped(&rest[..end])));
            rest = &rest[end..];
            continue;
        };
        let end = end_of_tag(tag);
        let inner = &tag[..end];
        rest = &tag[end + 1..];
        if inner.starts_with(['!', '?']) {
            continue;
        }
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed in another order");
            pieces.push(Piece::Close(name.to_owned()));
            continue;
        }
        let name = inner.split([' ', '/', '\n']).next().unwrap().to_owned();
        pieces.push(Piece::Open(inner.to_owned()));
        if name == "style" {
            rest = &rest[rest.find("</style>").unwrap()..];
        }
        if inner.ends_with('/') || alone.contains(&name.as_str()) {
            pieces.push(Piece::Close(name));
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    pieces
}

/// Where a tag ends: a `>` in a quoted value is none.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    for (at, letter) in tag.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '<' => panic!("a tag in a tag: {}", &tag[..at]),
            '>' if !quoted => return at,
            _ => {}
        }
    }
    panic!("a tag without an end")
}

fn unescaped(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find(';').expect("an ampersand that is not escaped") + at;
        out.push(match &rest[at + 1..end] {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => panic!("unknown entity {other}"),
        });
        rest = &rest[end + 1..];
    }
    out + rest
}

/// The texts inside elements of these names, in order; an element without text gives an empty one. What is inside `skip` is left out.
pub(crate) fn texts(pieces: &[Piece], names: &[&str], skip: &[&str]) -> Vec<String> {
    let (mut found, mut inside, mut skipped) = (Vec::new(), None, 0usize);
    let name = |inner: &str| inner.split([' ', '/']).next().unwrap().to_owned();
    for piece in pieces {
        match piece {
            Piece::Open(inner) if skip.contains(&name(inner).as_str()) => skipped += 1,
            Piece::Close(inner) if skip.contains(&inner.as_str()) => skipped -= 1,
            _ if skipped > 0 => {}
            Piece::Open(inner) if names.contains(&name(inner).as_str()) => inside = Some(String::new()),
            Piece::Close(inner) if names.contains(&inner.as_str()) => found.extend(inside.take()),
            Piece::Text(text) => {
                if let Some(inside) = &mut inside {
                    inside.push_str(text);
                }
            }
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    found
}

/// A file of an archive.
pub(crate) fn packed(archive: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
    text
}

#[test]
fn the_reader_stops_at_what_is_not_in_order() {
    for broken in ["<a><b></a></b>", "<a", "<a>", "a & b", "<a b=\"c>", "<a <b>>"] {
        assert!(std::panic::catch_unwind(|| read(broken, &[])).is_err(), "{broken}");
    }
    let pieces = read("<a x=\"1>2\">b &lt; c<d/></a>", &[]);
    assert_eq!(texts(&pieces, &["a"], &[]), ["b < c"]);
}
