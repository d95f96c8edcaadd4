//! Organizations: one committee for each commune, and invented ones for agencies, schools, hospitals, enterprises and the armed forces.

use super::id;
use super::random::Random;
use super::units::{self, District, inside_sentence, proper_name, slug};
use phancong::{Bounds, Organization};

/// What a district has beside its communes: slug, name, and whether its name takes the district's committee (`Huyện ủy Bình Sơn`) rather than
/// the district (`huyện Bình Sơn`).
const IN_A_DISTRICT: [(&str, &str, bool); 22] = [
    ("van-phong", "Chi bộ Văn phòng", true),
    ("ban-to-chuc", "Chi bộ Ban Tổ chức", true),
    ("uy-ban-kiem-tra", "Chi bộ Cơ quan Ủy ban Kiểm tra", true),
    ("ban-tuyen-giao", "Chi bộ Ban Tuyên giáo", true),
    ("ban-dan-van", "Chi bộ Ban Dân vận", true),
    ("mat-tran", "Chi bộ Mặt trận và các đoàn thể", false),
    ("van-phong-ubnd", "Chi bộ Văn phòng HĐND và UBND", false),
    ("cong-an", "Đảng bộ Công an", false),
    ("quan-su", "Đảng bộ Quân sự", false),
    ("toa-an", "Chi bộ Tòa án nhân dân", false),
    ("vien-kiem-sat", "Chi bộ Viện kiểm sát nhân dân", false),
    ("giao-duc", "Chi bộ Phòng Giáo dục và Đào tạo", false),
    ("tai-chinh", "Chi bộ Phòng Tài chính - Kế hoạch", false),
    ("tai-nguyen", "Chi bộ Phòng Tài nguyên và Môi trường", false),
    ("lao-dong", "Chi bộ Phòng Lao động - Thương binh và Xã hội", false),
    ("van-hoa", "Chi bộ Phòng Văn hóa và Thông tin", false),
    ("trung-tam-y-te", "Đảng bộ Trung tâm Y tế", false),
    ("thpt-so-1", "Chi bộ Trường THPT số 1", false),
    ("thpt-so-2", "Chi bộ Trường THPT số 2", false),
    ("giao-duc-thuong-xuyen", "Chi bộ Trung tâm GDNN - GDTX", false),
    ("kho-bac", "Chi bộ Kho bạc Nhà nước", false),
    ("ngan-hang-chinh-sach", "Chi bộ Ngân hàng Chính sách xã hội", false),
];

/// What the direct units have, by area. A name that is no `Chi bộ` is one of a `Đảng bộ`.
const IN_A_DIRECT_UNIT: [(&str, &[&str]); 7] = [
    (
        "khoi-co-quan/dang-doan-the",
        &[
            "Đảng bộ Văn phòng Tỉnh ủy",
            "Chi bộ Ban Tổ chức Tỉnh ủy",
            "Chi bộ Cơ quan Ủy ban Kiểm tra Tỉnh ủy",
            "Chi bộ Ban Tuyên giáo Tỉnh ủy",
            "Chi bộ Ban Dân vận Tỉnh ủy",
            "Chi bộ Ban Nội chính Tỉnh ủy",
            "Chi bộ Cơ quan Đảng ủy Khối",
            "Chi bộ Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
            "Chi bộ Liên đoàn Lao động tỉnh",
            "Chi bộ Hội Nông dân tỉnh",
            "Chi bộ Hội Liên hiệp Phụ nữ tỉnh",
            "Chi bộ Tỉnh đoàn",
            "Chi bộ Hội Cựu chiến binh tỉnh",
            "Đảng bộ Trường Chính trị tỉnh",
            "Chi bộ Báo tỉnh",
        ],
    ),
    (
        "khoi-co-quan/kinh-te",
        &[
            "Đảng bộ Sở Kế hoạch và Đầu tư",
            "Đảng bộ Sở Tài chính",
            "Đảng bộ Sở Công Thương",
            "Đảng bộ Sở Nông nghiệp và Phát triển nông thôn",
            "Đảng bộ Sở Giao thông vận tải",
            "Đảng bộ Sở Xây dựng",
            "Đảng bộ Sở Tài nguyên và Môi trường",
            "Đảng bộ Sở Khoa học và Công nghệ",
            "Đảng bộ Ban Quản lý các khu công nghiệp",
            "Đảng bộ Cục Thuế tỉnh",
            "Chi bộ Kho bạc Nhà nước tỉnh",
            "Chi bộ Ngân hàng Nhà nước tỉnh",
            "Chi bộ Cục Thống kê tỉnh",
        ],
    ),
    (
        "khoi-co-quan/van-xa",
        &[
            "Đảng bộ Sở Giáo dục và Đào tạo",
            "Đảng bộ Sở Y tế",
            "Đảng bộ Sở Lao động - Thương binh và Xã hội",
            "Đảng bộ Sở Văn hóa, Thể thao và Du lịch",
            "Chi bộ Sở Thông tin và Truyền thông",
            "Chi bộ Đài Phát thanh - Truyền hình tỉnh",
            "Đảng bộ Trường Đại học tỉnh",
            "Đảng bộ Trường Cao đẳng nghề tỉnh",
            "Đảng bộ Bệnh viện Đa khoa tỉnh",
            "Đảng bộ Bệnh viện Sản - Nhi tỉnh",
            "Chi bộ Trung tâm Kiểm soát bệnh tật tỉnh",
            "Chi bộ Ban Dân tộc tỉnh",
            "Đảng bộ Bảo hiểm xã hội tỉnh",
        ],
    ),
    (
        "khoi-co-quan/noi-chinh",
        &[
            "Đảng bộ Văn phòng UBND tỉnh",
            "Chi bộ Văn phòng HĐND tỉnh",
            "Đảng bộ Sở Nội vụ",
            "Chi bộ Sở Tư pháp",
            "Chi bộ Sở Ngoại vụ",
            "Chi bộ Thanh tra tỉnh",
            "Đảng bộ Tòa án nhân dân tỉnh",
            "Đảng bộ Viện kiểm sát nhân dân tỉnh",
            "Chi bộ Cục Thi hành án dân sự tỉnh",
        ],
    ),
    (
        "quan-su",
        &[
            "Đảng bộ Phòng Tham mưu Quân sự",
            "Đảng bộ Phòng Chính trị Quân sự",
            "Đảng bộ Phòng Hậu cần Quân sự",
            "Chi bộ Phòng Kỹ thuật Quân sự",
            "Đảng bộ Trung đoàn Bộ binh",
            "Chi bộ Đại đội Trinh sát",
            "Chi bộ Đại đội Công binh",
        ],
    ),
    (
        "cong-an",
        &[
            "Đảng bộ Phòng Tham mưu Công an",
            "Đảng bộ Phòng Tổ chức cán bộ Công an",
            "Đảng bộ Phòng Cảnh sát hình sự",
            "Đảng bộ Phòng Cảnh sát giao thông",
            "Đảng bộ Phòng Cảnh sát cơ động",
            "Chi bộ Phòng An ninh kinh tế",
            "Chi bộ Phòng Cảnh sát phòng cháy, chữa cháy",
            "Chi bộ Trại tạm giam",
        ],
    ),
    (
        "bien-phong",
        &[
            "Chi bộ Phòng Tham mưu Biên phòng",
            "Chi bộ Phòng Chính trị Biên phòng",
            "Đảng bộ Đồn Biên phòng số 1",
            "Đảng bộ Đồn Biên phòng số 2",
            "Đảng bộ Đồn Biên phòng số 3",
            "Đảng bộ Đồn Biên phòng số 4",
            "Chi bộ Hải đội",
        ],
    ),
];

/// Parts of invented enterprises.
const TRADES: [&str; 6] = ["Xây dựng", "May mặc", "Thủy sản", "Lâm nghiệp", "Cơ khí", "Dịch vụ"];
const BRANDS: [&str; 4] = ["Sóng Xanh", "Hạt Vàng", "Núi Biếc", "Gió Nồm"];

/// Members an organization takes: a choice of this sample, the plan has no such number.
const MAX: u32 = 2;
/// Those that take another number.
const OTHER_MAX: [(&str, u32); 3] =
    [("binh-son/binh-chau/dang-bo", 3), ("ba-to/ba-dong/dang-bo", 1), ("ly-son/trung-tam-y-te", 1)];

/// Every organization, each behind the one it is a sub-cell of.
pub(super) fn all(random: &mut Random) -> Vec<Organization> {
    let mut all = Vec::new();
    for district in units::districts() {
        add_communes(&mut all, &district, random);
        add_agencies(&mut all, &district);
    }
    for (area, names) in IN_A_DIRECT_UNIT {
        all.extend(names.iter().map(|name| organization(area, &slug_of(name), name)));
    }
    for (trade, brand) in TRADES.iter().flat_map(|trade| BRANDS.iter().map(move |brand| (trade, brand))) {
        let name = format!("Đảng bộ Công ty Cổ phần {trade} {brand}");
        all.push(organization("khoi-doanh-nghiep", &slug(&format!("{trade} {brand}")), &name));
    }
    let office = "khoi-co-quan/dang-doan-the/van-phong-tinh-uy";
    for (cell, name) in [("tong-hop", "Chi bộ Phòng Tổng hợp"), ("quan-tri", "Chi bộ Phòng Quản trị")] {
        all.push(sub_cell(&all, office, cell, &format!("{name} Văn phòng Tỉnh ủy")));
    }
    all
}

fn add_communes(all: &mut Vec<Organization>, district: &District, random: &mut Random) {
    for commune in &district.communes {
        let place = inside_sentence(&commune.name);
        let committee = organization(&commune.area, "dang-bo", &format!("Đảng bộ {place}"));
        let above = committee.id.as_str().to_owned();
        all.push(committee);
        if random.chance(13) {
            let school = format!("Chi bộ Trường THCS {}", proper_name(&commune.name));
            all.push(sub_cell(all, &above, "truong-thcs", &school));
            all.push(sub_cell(all, &above, "tram-y-te", &format!("Chi bộ Trạm Y tế {place}")));
        }
    }
}

fn add_agencies(all: &mut Vec<Organization>, district: &District) {
    let place = inside_sentence(&district.name);
    let kind = district.name.strip_suffix(proper_name(&district.name)).unwrap_or_default();
    let committee = match kind.trim() {
        "Thành phố" => "Thành ủy",
        "Thị xã" => "Thị ủy",
        _ => "Huyện ủy",
    };
    for (slug, name, of_the_committee) in IN_A_DISTRICT {
        let name = if of_the_committee {
            format!("{name} {committee} {}", proper_name(&district.name))
        } else {
            format!("{name} {place}")
        };
        all.push(organization(&district.area, slug, &name));
    }
}

fn organization(area: &str, slug: &str, name: &str) -> Organization {
    let own_id = format!("{area}/{slug}");
    let max = OTHER_MAX.iter().find(|other| other.0 == own_id).map_or(MAX, |other| other.1);
    Organization {
        id: id(&own_id),
        name: name.to_owned(),
        area: id(area),
        parent: None,
        load: Bounds { min: 0, max: Some(max) },
    }
}

fn sub_cell(all: &[Organization], above: &str, slug: &str, name: &str) -> Organization {
    let parent = all.iter().find(|organization| organization.id.as_str() == above).expect("it was added before");
    Organization {
        parent: Some(parent.id.clone()),
        id: id(&format!("{above}/{slug}")),
        ..organization(parent.area.as_str(), slug, name)
    }
}

/// The name without `Chi bộ` or `Đảng bộ` in front, in plain letters.
fn slug_of(name: &str) -> String {
    let bare = ["Chi bộ ", "Đảng bộ "].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name);
    slug(bare)
}
