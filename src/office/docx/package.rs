//! The parts of a document and the ZIP archive around them, stored and not compressed: the same parts give the same bytes.

pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const STYLES: &str = include_str!("styles.xml");

/// The document with everything it needs; none when it is too large for an archive.
pub(super) fn pack(document: &str) -> Option<Vec<u8>> {
    let type_of = |part: &str, kind: &str| {
        format!(
            "<Override PartName=\"/word/{part}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml\"/>"
        )
    };
    let types = format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{}</Types>",
        type_of("document", "document.main"),
        type_of("styles", "styles"),
        type_of("header1", "header"),
    );
    let relations = |entries: &[(&str, &str)]| {
        let entry = |(at, (kind, target)): (usize, &(&str, &str))| {
            format!("<Relationship Id=\"rId{}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>", at + 1)
        };
        let entries: String = entries.iter().enumerate().map(entry).collect();
        format!(
            "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{entries}</Relationships>"
        )
    };
    let header = format!(
        "{XML}<w:hdr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>\
<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>"
    );
    let package = relations(&[("officeDocument", "word/document.xml")]);
    let parts = relations(&[("styles", "styles.xml"), ("header", "header1.xml")]);
    archive(&[
        ("[Content_Types].xml", &types),
        ("_rels/.rels", &package),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", &parts),
        ("word/styles.xml", STYLES),
        ("word/header1.xml", &header),
    ])
}

/// Files without compression, in the order given; as old as the format allows, since nothing here reads a clock.
fn archive(files: &[(&str, &str)]) -> Option<Vec<u8>> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let at = u32::try_from(out.len()).ok()?;
        let size = u32::try_from(text.len()).ok()?;
        let mut common = Vec::new();
        // Version 2.0, names in UTF-8, stored, 1 January 1980.
        for word in [20u16, 0x0800, 0, 0, 0x0021] {
            common.extend(word.to_le_bytes());
        }
        for word in [crc32(text.as_bytes()), size, size] {
            common.extend(word.to_le_bytes());
        }
        common.extend(u16::try_from(name.len()).ok()?.to_le_bytes());
        common.extend(0u16.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02");
        directory.extend(20u16.to_le_bytes());
        directory.extend(&common);
        // No comment, first disk, no attributes.
        directory.extend([0u8; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (count, size) = (u16::try_from(files.len()).ok()?, u32::try_from(directory.len()).ok()?);
    let start = u32::try_from(out.len()).ok()?;
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0u8; 2]);
    Some(out)
}

/// The checksum of ZIP archives, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(!0, step)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_checksum_of_the_standard_text_is_the_standard_one() {
        assert_eq!(super::crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(super::crc32(b""), 0);
    }
}
