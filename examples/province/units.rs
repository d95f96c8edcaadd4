//! Areas: the districts and communes of the public list, and the direct units of the provincial committee.

use super::id;
use phancong::{Area, Bounds};

const LIST: &str = include_str!("../data/units/quang-ngai-2021.csv");

/// The whole province.
const PROVINCE: &str = "tinh-quang-ngai";

/// A district of the list.
#[derive(Debug, Clone)]
pub(super) struct District {
    pub(super) area: String,
    pub(super) name: String,
    /// Empty for an island district that has none since 2020.
    pub(super) communes: Vec<Commune>,
}

/// A commune, ward or township.
#[derive(Debug, Clone)]
pub(super) struct Commune {
    pub(super) area: String,
    pub(super) name: String,
}

/// Units that are no places: sector committees, the armed forces, and the sectors below the first.
pub(super) const DIRECT: [(&str, &str, &str); 9] = [
    ("khoi-co-quan", PROVINCE, "Đảng bộ Khối Cơ quan tỉnh"),
    ("khoi-co-quan/dang-doan-the", "khoi-co-quan", "Cơ quan Đảng, Mặt trận và đoàn thể"),
    ("khoi-co-quan/kinh-te", "khoi-co-quan", "Cơ quan kinh tế - kỹ thuật"),
    ("khoi-co-quan/van-xa", "khoi-co-quan", "Cơ quan văn hóa - xã hội"),
    ("khoi-co-quan/noi-chinh", "khoi-co-quan", "Cơ quan nội chính, tổng hợp"),
    ("khoi-doanh-nghiep", PROVINCE, "Đảng bộ Khối Doanh nghiệp tỉnh"),
    ("quan-su", PROVINCE, "Đảng bộ Quân sự tỉnh"),
    ("cong-an", PROVINCE, "Đảng bộ Công an tỉnh"),
    ("bien-phong", PROVINCE, "Đảng bộ Bộ đội Biên phòng tỉnh"),
];

/// How many members may be, or must be, in some areas: a choice of this sample, the plan has no such numbers.
const BOUNDS: [(&str, u32, Option<u32>); 6] = [
    ("khoi-co-quan", 0, Some(10)),
    ("khoi-doanh-nghiep", 0, Some(5)),
    ("tp-quang-ngai", 0, Some(6)),
    ("ly-son", 1, Some(3)),
    ("minh-long", 1, None),
    ("tra-bong", 1, None),
];

/// The districts in the order of the list.
pub(super) fn districts() -> Vec<District> {
    let mut districts: Vec<District> = Vec::new();
    for line in LIST.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let (district, commune) = (fields[1], fields[3]);
        if districts.last().is_none_or(|last| last.name != district) {
            let area =
                if district.starts_with("Thành phố") { format!("tp-{}", slug(district)) } else { slug(district) };
            districts.push(District { area, name: district.to_owned(), communes: Vec::new() });
        }
        let last = districts.last_mut().expect("a district was just added");
        if !commune.is_empty() {
            // The list writes one township with two capitals.
            let name = commune.replace("Thị Trấn", "Thị trấn");
            let mut area = format!("{}/{}", last.area, slug(&name));
            // Bình Thạnh and Bình Thanh, Ba Tơ and Ba Tô are one word in plain letters: the second takes its official code.
            if last.communes.iter().any(|other| other.area == area) {
                area = format!("{area}-{}", fields[2]);
            }
            last.communes.push(Commune { area, name });
        }
    }
    districts
}

/// Every area, each behind the one it is a part of.
pub(super) fn areas() -> Vec<Area> {
    let mut areas = vec![area(PROVINCE, "", "Tỉnh Quảng Ngãi")];
    for district in districts() {
        areas.push(area(&district.area, PROVINCE, &district.name));
        areas.extend(district.communes.iter().map(|commune| area(&commune.area, &district.area, &commune.name)));
    }
    areas.extend(DIRECT.iter().map(|(unit, parent, name)| area(unit, parent, name)));
    areas
}

fn area(area: &str, parent: &str, name: &str) -> Area {
    let bounds = BOUNDS.iter().find(|bounds| bounds.0 == area);
    Area {
        id: id(area),
        name: name.to_owned(),
        parent: (!parent.is_empty()).then(|| id(parent)),
        load: bounds.map_or_else(Bounds::default, |&(_, min, max)| Bounds { min, max }),
    }
}

/// The name without the kind of unit: `Xã Bình Châu` is `Bình Châu`.
pub(super) fn proper_name(name: &str) -> &str {
    let kinds = ["Thành phố ", "Thị xã ", "Thị trấn ", "Huyện ", "Phường ", "Xã "];
    kinds.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

/// The name as it stands inside a sentence: `xã Bình Châu`.
pub(super) fn inside_sentence(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// The proper name in plain letters: `binh-chau`.
pub(super) fn slug(name: &str) -> String {
    let plain = proper_name(name).chars().flat_map(char::to_lowercase).map(plain);
    let words: String = plain.map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' }).collect();
    words.split_whitespace().collect::<Vec<&str>>().join("-")
}

fn plain(letter: char) -> char {
    let rows = ["aàáảãạăằắẳẵặâầấẩẫậ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự", "yỳýỷỹỵ", "dđ"];
    let row = rows.iter().find(|row| row.contains(letter));
    row.and_then(|row| row.chars().next()).unwrap_or(letter)
}
