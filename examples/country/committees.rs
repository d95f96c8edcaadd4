//! Committees of provinces and of districts.

use super::units::{District, Random, area, id, member, organization};
use phancong::{Registration, Roster};

/// Members of a committee. How many each has is not public: these sizes are usual ones.
const PROVINCE: usize = 50;
const DISTRICT: usize = 40;
/// The first of a province's committee are its Thường trực.
const PICKED: usize = 3;
/// Sub-cells of a commune's committee; the oldest figures of one city are ten for each commune.
const CELLS: usize = 10;

/// A province: fifty members, and a committee for each commune. Members of no district register anywhere in the province.
pub(super) fn province(districts: &[District]) -> (String, Roster) {
    let unit = districts.first().map(|district| district.province_code.to_owned()).unwrap_or_default();
    let random = &mut Random::of(&unit);
    let mut roster = Roster::default();
    let top = format!("tinh-{unit}");
    roster.areas.push(area(&top, districts.first().map_or("", |district| district.province), None));
    for district in districts {
        let below = format!("huyen-{}", district.code);
        roster.areas.push(area(&below, district.name, Some(&top)));
        // A district without communes has its agencies.
        for number in 1..=district.communes.max(3) {
            let name = format!("Đảng bộ cơ sở số {number}, {}", district.name);
            roster.organizations.push(organization(&format!("{}/{number:02}", district.code), name, &below, Some(2)));
        }
    }
    for at in 0..PROVINCE {
        let (who, home) = (format!("UV-{:02}", at + 1), districts.get(at % districts.len().max(1)));
        let scope = home.map_or_else(|| top.clone(), |home| format!("huyen-{}", home.code));
        let body = if at < PICKED { "thuong-truc" } else { "ban-chap-hanh" };
        roster.members.push(member(&who, random.name(), body, &scope));
        let Some(home) = home.filter(|_| at >= PICKED) else { continue };
        let mut wishes: Vec<usize> = (1..=home.communes.max(3)).collect();
        for rank in 1..=3 {
            let wish = wishes.swap_remove(random.below(wishes.len()));
            let organization = id(&format!("{}/{wish:02}", home.code));
            roster.registrations.push(Registration { member: id(&who), organization, rank, on: None });
        }
    }
    (unit, roster)
}

/// A district: forty members, each in charge of a commune, and the sub-cells of its communes.
pub(super) fn district(district: &District) -> (String, Roster) {
    let unit = format!("{}/{}", district.province_code, district.code);
    let random = &mut Random::of(&unit);
    let mut roster = Roster::default();
    roster.areas.push(area("huyen", district.name, None));
    let communes = district.communes.max(1);
    for commune in 1..=communes {
        let home = format!("xa-{commune:02}");
        roster.areas.push(area(&home, &format!("Đảng bộ xã số {commune}, {}", district.name), Some("huyen")));
        for cell in 1..=CELLS {
            let name = format!("Chi bộ số {cell}, xã số {commune}");
            roster.organizations.push(organization(&format!("{home}/cb-{cell:02}"), name, &home, Some(1)));
        }
    }
    for at in 0..DISTRICT.min(communes * CELLS) {
        let scope = format!("xa-{:02}", at % communes + 1);
        let who = format!("HUV-{:02}", at + 1);
        roster.members.push(member(&who, random.name(), "ban-chap-hanh-huyen", &scope));
    }
    (unit, roster)
}
