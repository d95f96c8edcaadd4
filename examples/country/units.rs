//! The country as it was in 2021: 63 provinces, 705 districts, and how many communes each district has.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the only input are the lists beside it; a mistake in them must stop the generator at once"
)]

use phancong::{Area, Bounds, Member, Organization};
use std::fmt::Debug;
use std::str::FromStr;

/// Public codes and names; the counts are of communes, wards and townships. `data/README.md` names the source.
const LIST: &str = include_str!("../data/units/vietnam-2021.csv");

/// A district with what it is part of.
pub(super) struct District {
    pub(super) province_code: &'static str,
    pub(super) province: &'static str,
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) communes: usize,
}

/// All districts, province by province.
pub(super) fn districts() -> Vec<District> {
    let district = |line: &'static str| {
        let fields: Vec<&str> = line.split(',').collect();
        let [province_code, province, code, name, communes] = fields[..] else { panic!("five fields: {line}") };
        let communes = communes.parse().expect("a number of communes");
        District { province_code, province, code, name, communes }
    };
    LIST.lines().skip(1).map(district).collect()
}

/// A text that is known to be an id.
pub(super) fn id<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().expect("the generator writes good ids")
}

pub(super) fn area(area: &str, name: &str, parent: Option<&str>) -> Area {
    Area { id: id(area), name: name.to_owned(), parent: parent.map(id), load: Bounds::default() }
}

pub(super) fn organization(organization: &str, name: String, area: &str, max: Option<u32>) -> Organization {
    Organization { id: id(organization), name, area: id(area), parent: None, load: Bounds { min: 0, max } }
}

pub(super) fn member(member: &str, name: String, body: &str, scope: &str) -> Member {
    Member { id: id(member), name, body: id(body), own: None, scope: vec![id(scope)] }
}

/// Numbers that look random and are the same every time: the mixing of splitmix64, begun at the bytes of a name.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn of(name: &str) -> Self {
        let start = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(start)
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let end = u64::try_from(end).expect("a length fits 64 bits");
        usize::try_from((mixed ^ (mixed >> 31)) % end).expect("it is below a length")
    }

    /// An invented name: the given names are those of today's children.
    pub(super) fn name(&mut self) -> String {
        const FAMILIES: [&str; 10] = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Phan", "Đặng", "Bùi", "Đỗ"];
        const MIDDLE: [&str; 6] = ["Bảo", "Đăng", "Gia", "Khánh", "Nguyên", "Nhật"];
        const GIVEN: [&str; 12] =
            ["Bách", "Châu", "Duy", "Hân", "Khang", "Khôi", "Ngân", "Phát", "Thư", "Trúc", "Tùng", "Uyên"];
        let mut pick = |list: &[&'static str]| list[self.below(list.len())];
        [pick(&FAMILIES), pick(&MIDDLE), pick(&GIVEN)].join(" ")
    }
}
