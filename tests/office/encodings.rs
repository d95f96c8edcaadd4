//! Bytes that are no plain UTF-8, and letters that are not what they look like.

use super::{GOOD, faults, good, rejected, roster_with, waiver};
use phancong::office::csv::Code;

#[test]
fn the_mark_of_utf_8_is_no_part_of_the_first_header() {
    assert_eq!(roster_with("areas.csv", format!("\u{feff}{}", GOOD[0].1)), good());
}

#[test]
fn f01_utf_16_with_its_mark_is_read() {
    let text = GOOD[0].1.replace(',', "\t");
    let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    assert_eq!(roster_with("areas.csv", little), good());
    assert_eq!(roster_with("areas.csv", big), good());
}

#[test]
fn utf_16_without_its_mark_is_refused() {
    let little: Vec<u8> = GOOD[0].1.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = GOOD[0].1.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(faults("areas.csv", little), ["TEP-05 - -"]);
    assert_eq!(faults("areas.csv", big), ["TEP-05 - -"]);
}

#[test]
fn half_a_letter_of_utf_16_is_refused() {
    let text = "id\tname\nbinh-son\tHuyện";
    let mut bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    bytes.pop();
    assert_eq!(faults("areas.csv", bytes), ["TEP-06 2 B"]);
}

#[test]
fn another_encoding_is_named_once_at_its_first_cell_with_a_count() {
    // "Huyện" in Windows-1258: the letter ê, and a dot below of its own.
    let rejected = rejected("areas.csv", b"id,name,parent\na,Huy\xea\xf2n,\nb,Huy\xea\xf2n,\n");
    assert_eq!(rejected.faults.len(), 1);
    let fault = &rejected.faults[0];
    assert_eq!((fault.code, fault.spot.row, fault.spot.column.as_deref()), (Code::NotUtf8, Some(2), Some("B")));
    assert_eq!(fault.expected, "text in UTF-8; cells concerned: 2; this looks like Windows-1258");
    assert!(fault.code.hint().vi.contains("TCVN3"));
}

#[test]
fn text_that_an_earlier_conversion_spoiled_is_refused() {
    assert_eq!(faults("waivers.csv", "member,reason\nUV-01,Huy\u{fffd}n\n"), ["TEP-06 2 B"]);
}

#[test]
fn nul_and_other_control_characters_are_refused_wherever_they_stand() {
    assert_eq!(faults("areas.csv", "id,name\nbinh-son,Bình\0Sơn\nx,a\u{1}b\n"), ["TEP-07 2 B", "TEP-07 3 B"]);
    assert_eq!(faults("waivers.csv", "member,reason\nUV-01,a\tb\n"), ["TEP-07 2 B"]);
    assert_eq!(faults("waivers.csv", "member,reason\nUV-01,a\u{85}b\n"), ["TEP-07 2 B"]);
}

#[test]
fn characters_that_cannot_be_seen_are_refused_and_shown_by_number() {
    for hidden in ['\u{200b}', '\u{feff}', '\u{202e}', '\u{ad}'] {
        let file = format!("member,reason\nUV{hidden}-01,x\n");
        assert_eq!(faults("waivers.csv", file), ["TEP-08 2 A"], "{hidden:?}");
    }
    assert_eq!(rejected("waivers.csv", "member,reason\nUV\u{200b}-01,x\n").faults[0].found, "UV\\u{200b}-01");
}

#[test]
fn f02_letters_with_loose_accents_are_the_composed_letters() {
    assert_eq!(waiver("Nguye\u{302}\u{303}n"), "Nguyễn");
    assert_eq!(waiver("Nguye\u{303}\u{302}n"), "Nguyễn");
    assert_eq!(waiver("Vie\u{323}\u{302}t"), "Việt");
    assert_eq!(waiver("VIÊ\u{323}T"), "VIỆT");
    assert_eq!(waiver("tru\u{31b}o\u{31b}\u{300}ng"), "trường");
    assert_eq!(waiver("A\u{306}\u{309}"), "Ẳ");
}

#[test]
fn an_accent_without_a_letter_for_it_is_refused() {
    for cell in ["\u{301}x", "x\u{301}", "á\u{300}", "i\u{302}", "ệ\u{302}"] {
        assert_eq!(faults("waivers.csv", format!("member,reason\nUV-01,{cell}\n")), ["TEP-08 2 B"], "{cell}");
    }
}

#[test]
fn old_and_new_places_of_the_tone_are_two_texts() {
    assert_ne!(waiver("Hòa"), waiver("Hoà"));
}

#[test]
fn a_no_break_space_is_a_space() {
    assert_eq!(waiver("\u{a0}đi\u{a0}học \u{3000}"), "đi học");
}

#[test]
fn the_encoding_of_foreign_bytes_is_named() {
    let expected =
        |bytes: &[u8]| rejected("areas.csv", [b"id,name\na,".as_slice(), bytes].concat()).faults[0].expected.clone();
    assert!(expected(b"Nguy\xd4n V\xa8n").ends_with("this looks like TCVN3 (ABC)"));
    assert!(expected(b"Nguye\xe3n Va\xean").ends_with("this looks like VNI"));
    assert!(expected(b"Ph\xf4\xec").ends_with("this looks like Windows-1258"));
}

#[test]
fn text_of_an_old_font_is_valid_unicode_and_refused_all_the_same() {
    for (cell, encoding) in [
        ("NguyÔn V¨n An", "TCVN3 (ABC)"),
        ("Chi bé x· B×nh Ch©u", "TCVN3 (ABC)"),
        ("§¶ng bé", "TCVN3 (ABC)"),
        ("Nguyeãn Vaên An", "VNI"),
        ("Ñaûng boä", "VNI"),
    ] {
        let rejected = rejected("waivers.csv", format!("member,reason\nUV-01,{cell}\nUV-02,{cell}\n"));
        let [fault] = rejected.faults.as_slice() else { panic!("{cell}: {rejected}") };
        assert_eq!((fault.code, fault.spot.row), (Code::LegacyFont, Some(2)), "{cell}");
        assert_eq!(fault.expected, format!("text in Unicode; this looks like {encoding}; cells concerned: 2"));
    }
}

#[test]
fn vietnamese_of_unicode_is_never_taken_for_an_old_font() {
    for cell in [
        "Hoà",
        "toán",
        "Khoái",
        "Chi bộ Công ty Müller",
        "xã A",
        "loài",
        "quý",
        "Á Âu",
        "THÀNH ỦY",
        "Hòa Á",
        "á, à, ê, ô, â",
    ] {
        assert_eq!(waiver(&format!("\"{cell}\"")), cell);
    }
}
