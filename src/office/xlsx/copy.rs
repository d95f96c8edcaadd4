//! What is put into a copy of a workbook: parts, and text as XML.

use super::archive::{Archive, Refusal};
use crate::office::markup::escape;
use crate::office::text::is_hidden;
use std::collections::BTreeMap;

/// The parts of a copy that are not those of the workbook, and the kinds of the new ones.
#[derive(Default)]
pub(super) struct Copy {
    pub(super) parts: BTreeMap<String, String>,
    pub(super) kinds: String,
}

impl Copy {
    /// A part as it is in the copy so far.
    pub(super) fn text(&self, archive: &mut Archive<'_>, part: &str) -> Result<String, Refusal> {
        self.parts.get(part).map_or_else(|| archive.needed(part), |text| Ok(text.clone()))
    }

    /// Says what a new part is.
    pub(super) fn declare(&mut self, part: &str, kind: &str) {
        self.kinds += &format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>");
    }
}

/// A text as XML; characters that cannot be seen, of which XML does not hold all, are left out.
pub(super) fn escaped(text: &str) -> String {
    let kept: String = text.chars().filter(|letter| !letter.is_control() && !is_hidden(*letter)).collect();
    let mut xml = String::with_capacity(kept.len());
    escape(&mut xml, &kept);
    xml
}
