//! XML as far as workbooks need it: no document types, no entities but the five, nothing cut off.

use super::archive::Refusal;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// What comes next.
pub(super) enum Node<'a> {
    /// An element begins; an empty one is closed by the next node.
    Open(BytesStart<'a>),
    Close(String),
    Text(Cow<'a, str>),
    End,
}

pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    open: usize,
    any: bool,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, open: 0, any: false }
    }

    pub(super) fn next(&mut self) -> Result<Node<'a>, Refusal> {
        loop {
            let event = self.reader.read_event().map_err(|_| Refusal::broken("XML that is cut off or damaged"))?;
            match event {
                Event::Start(start) => {
                    self.open += 1;
                    self.any = true;
                    return Ok(Node::Open(start));
                }
                Event::End(end) => {
                    self.open = self.open.saturating_sub(1);
                    return Ok(Node::Close(end.local_name().as_ref().to_owned()));
                }
                Event::Text(text) => return Ok(Node::Text(text.xml10_content())),
                Event::CData(text) => return Ok(Node::Text(text.xml10_content())),
                Event::GeneralRef(name) => {
                    let letter = match name.resolve_char_ref() {
                        Ok(Some(letter)) => Some(letter),
                        Ok(None) => predefined(&name.xml10_content()),
                        Err(_) => None,
                    };
                    let letter = letter.ok_or_else(|| Refusal::broken("XML with an entity of its own"))?;
                    return Ok(Node::Text(letter.to_string().into()));
                }
                Event::DocType(_) => return Err(Refusal::broken("XML with a document type declaration")),
                Event::Eof if self.open == 0 && self.any => return Ok(Node::End),
                Event::Eof => return Err(Refusal::broken("XML that is cut off or damaged")),
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::Empty(_) => {}
            }
        }
    }
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// An attribute by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let broken = || Refusal::broken("XML with a damaged attribute");
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| broken())?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| broken())?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// A text in which `_x000D_` stands for the character of that number.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let digits = after.get(..4).filter(|_| after.get(4..5) == Some("_"));
        let letter = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        match (letter, after.get(5..)) {
            (Some(letter), Some(behind)) => {
                plain.push(letter);
                rest = behind;
            }
            _ => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}
