//! The order of names, texts that look alike, and the headers of every list.

use phancong::office::text::{key, name_key, nearest};

/// Sorted once by ICU's collator for Vietnamese (the crate `icu_collator`, tertiary strength).
const BY_ICU: &str = "Ái An Ảnh Ánh Ân Ấn Bào bảo Bảo Bão Báo Bạo Bình Bính Châu Chi Cúc Cương Cường Dung Dũng Duy Dương Đạt Đông Đức Giang Hà Hạ Hải Hoa Hoà Hòa Hoàng Huệ Hùng Hưng Khang Kiên Lan Lăng Lân Lê Linh Ly Mai Mây Nga Ngà Ngân Nguyên Nguyễn Nguyện Oanh Phúc Phước Quy Quỳ Quỷ Quỹ Quý Quỵ Son Sôn Sơn Tám Tâm Thanh Thành Thạnh Thảo Trâm Tú Tuân Tuấn Tư Út Uyên Ước Việt Vũ Vy Xuân Y Ý Yên Yến";

#[test]
fn given_names_are_sorted_as_icu_sorts_them() {
    let expected: Vec<&str> = BY_ICU.split(' ').collect();
    let mut names = expected.clone();
    names.reverse();
    names.sort_by_key(|name| name_key(name));
    assert_eq!(names, expected);
}

/// More than a thousand syllables: each beginning with each vowel and each tone, in the order of ICU. The first line says which.
const SYLLABLES: &str = include_str!("order_vi.txt");

#[test]
fn syllables_are_sorted_as_icu_sorts_them_as_given_names_and_as_family_names() {
    let expected: Vec<&str> = SYLLABLES.lines().skip(1).collect();
    assert!(SYLLABLES.starts_with(&format!("# {} syllables", expected.len())) && expected.len() > 1_000);
    for full in [str::to_owned, |family: &str| format!("{family} An")] {
        let expected: Vec<String> = expected.iter().map(|word| full(word)).collect();
        let mut names = expected.clone();
        // Away from the order before, and the same on each run.
        names.sort_by_key(|name| name.chars().rev().collect::<String>());
        names.sort_by_key(|name| name_key(name));
        assert_eq!(names, expected);
    }
}

#[test]
fn the_given_name_comes_before_the_family_name() {
    let mut names = ["Trần Văn Bình", "Nguyễn Thị Ước", "Lê An", "Đỗ Văn An", "Đặng Văn An", "Vũ Ân", "Nguyễn Văn Út"];
    names.sort_by_key(|name| name_key(name));
    assert_eq!(
        names,
        ["Đặng Văn An", "Đỗ Văn An", "Lê An", "Vũ Ân", "Trần Văn Bình", "Nguyễn Văn Út", "Nguyễn Thị Ước"]
    );
}

#[test]
fn texts_that_look_alike_have_one_key() {
    for (one, other) in [
        ("Hòa", "Hoà"),
        ("Đức", "Ðức"),
        ("Trần\u{a0}An", "trần an"),
        ("Tra\u{302}\u{300}n", "Trần"),
        ("quý", "quí "),
        ("Ân", "An"),
    ] {
        let same = one != "quý";
        assert_eq!(key(one) == key(other), same, "{one} {other}");
    }
}

#[test]
fn a_suggestion_is_made_only_when_one_text_is_nearest() {
    assert_eq!(nearest("binh-son/binh-cau", ["binh-son/binh-chau", "ly-son/an-hai"]), Some("binh-son/binh-chau"));
    assert_eq!(nearest("x", ["y"]), None);
    assert_eq!(nearest("UV-07", ["UV-01", "UV-02"]), None);
    assert_eq!(nearest("ly-son", []), None);
}

/// A name that must be in nothing that is logged.
const CANARY: &str = "Hoàng Thị Chim Yến";

#[test]
fn what_is_logged_of_a_refused_file_holds_no_name() {
    let files = [
        ("members.csv", format!("id,name,body\n,{CANARY},b\nUV-01,{CANARY},b,{CANARY}\n{CANARY},\"{CANARY}\"x,b\n")),
        ("waivers.csv", format!("{CANARY},UV-01\n{CANARY},{CANARY}\n")),
        ("bans.csv", format!("member,organization,{CANARY},reason\n{CANARY}\u{200b},x,y,\n")),
        ("registrations.csv", format!("member,organization,rank,on\n{CANARY},x,{CANARY},{CANARY}\n")),
    ];
    for (name, file) in files {
        let rejected = super::read_with(name, file).unwrap_err();
        assert!(!rejected.faults.is_empty());
        let logged = format!("{rejected:?}");
        assert!(!logged.contains("Chim"), "{logged}");
        // The officer whose file it is is told what stands there.
        assert!(rejected.to_string().contains("Chim") || name == "members.csv", "{rejected}");
    }
}

#[test]
fn every_fault_can_be_said_in_vietnamese() {
    use phancong::report::Language;
    let rejected = super::rejected("areas.csv", "id,name,tối đa\na,b,\"2,5\"\n");
    assert_eq!(
        rejected.faults[0].say(Language::Vi),
        "TEP-19 areas.csv, dòng 2, cột C (“tối đa”): ghi “2,5”; chỉ viết chữ số, không dấu, không phần thập phân"
    );
    let rejected = super::rejected("members.csv", "id,name\nUV-01,An\n");
    assert_eq!(
        rejected.faults[0].say(Language::Vi),
        "TEP-11 members.csv, dòng 1: ghi “id, name”; cần: Cơ quan lãnh đạo; thêm cột này vào hàng tiêu đề, đúng tên"
    );
    assert_eq!(rejected.faults[0].say(Language::En), rejected.faults[0].to_string());
    // What is told about a file, and is no quote of it, is told in Vietnamese too.
    let many = format!("member,organization\n{}", "UV-01,binh-chau\n".repeat(300_001));
    for (file, text, told) in [
        ("waivers.csv", "member,reason\nUV-01\n", "TEP-16 waivers.csv, dòng 2: dòng có 1 ô; "),
        ("waivers.csv", "m\0\0\0", "TEP-05 waivers.csv: tệp UTF-16 không có dấu nhận biết; "),
        (
            "waivers.csv",
            "member,reason\nmember,reason\n",
            "TEP-26 waivers.csv, dòng 2: dòng tiêu đề lặp lại giữa bảng; ",
        ),
        (
            "previous.csv",
            &many,
            "TEP-39 previous.csv: các tệp trong thư mục gộp lại quá lớn; cần: tối đa 300000 dòng; bỏ các dòng",
        ),
    ] {
        let said = super::rejected(file, text).faults[0].say(Language::Vi);
        assert!(said.starts_with(told), "{said}");
    }
}

#[test]
fn what_is_logged_of_files_that_were_read_holds_no_name() {
    let file = format!("id,name,body,{CANARY}\nUV-01,{CANARY},ban-chap-hanh,\n");
    let (roster, sources) = super::read_with("members.csv", file).unwrap();
    assert!(!format!("{sources:?}").contains("Chim"));
    let files =
        [("year.csv", "year\n2021\n".as_bytes()), ("placements.csv", b"member,organization\nUV-01,binh-chau\n")];
    let table = phancong::office::csv::read_year_files(roster, files).unwrap();
    assert!(!format!("{table:?}").contains("Chim"));
}
