//! Members: invented people with offices as a provincial committee has them.

use super::id;
use super::random::Random;
use phancong::Member;

/// Family names that are common; the given names below are those of today's children, so that nobody of the committee's age is meant.
const FAMILIES: [&str; 14] =
    ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Phan", "Đặng", "Bùi", "Đỗ", "Ngô", "Hồ", "Đinh", "Trương"];
const MEN: [&str; 18] = [
    "Bách", "Đạt", "Duy", "Hào", "Khang", "Khôi", "Kiệt", "Lân", "Luân", "Nghị", "Phát", "Quý", "Thịnh", "Toàn",
    "Triết", "Tùng", "Vỹ", "Ý",
];
const WOMEN: [&str; 10] = ["Châu", "Diệp", "Hân", "Ngân", "Nhi", "Quyên", "Thư", "Trúc", "Uyên", "Yên"];
const MIDDLE_MEN: [&str; 6] = ["Bảo", "Đăng", "Gia", "Nguyên", "Nhật", "Thiên"];
const MIDDLE_WOMEN: [&str; 6] = ["An", "Bảo", "Gia", "Khánh", "Nhã", "Tường"];

/// The offices: body, own organization, areas in charge of. The first of the committee come first.
const OFFICES: [(&str, &str, &[&str]); 50] = [
    ("thuong-truc", "khoi-co-quan/dang-doan-the/van-phong-tinh-uy/tong-hop", &[]),
    ("thuong-truc", "khoi-co-quan/dang-doan-the/van-phong-tinh-uy", &[]),
    ("thuong-truc", "khoi-co-quan/noi-chinh/van-phong-ubnd-tinh", &[]),
    ("ban-thuong-vu", "khoi-co-quan/dang-doan-the/ban-to-chuc-tinh-uy", &["binh-son"]),
    ("ban-thuong-vu", "khoi-co-quan/dang-doan-the/co-quan-uy-ban-kiem-tra-tinh-uy", &["nghia-hanh"]),
    ("ban-thuong-vu", "khoi-co-quan/dang-doan-the/ban-tuyen-giao-tinh-uy", &["mo-duc"]),
    ("ban-thuong-vu", "khoi-co-quan/dang-doan-the/ban-dan-van-tinh-uy", &["ba-to", "minh-long"]),
    ("ban-thuong-vu", "khoi-co-quan/dang-doan-the/ban-noi-chinh-tinh-uy", &["tu-nghia"]),
    ("ban-thuong-vu", "khoi-co-quan/dang-doan-the/uy-ban-mat-tran-to-quoc-viet-nam-tinh", &["tra-bong"]),
    ("ban-thuong-vu", "khoi-co-quan/noi-chinh/van-phong-hdnd-tinh", &[]),
    ("ban-thuong-vu", "khoi-co-quan/noi-chinh/van-phong-ubnd-tinh", &["khoi-doanh-nghiep", "khoi-co-quan/kinh-te"]),
    ("ban-thuong-vu", "quan-su/phong-tham-muu-quan-su", &["quan-su"]),
    ("ban-thuong-vu", "cong-an/phong-tham-muu-cong-an", &["cong-an"]),
    ("ban-thuong-vu", "tp-quang-ngai/van-phong", &["tp-quang-ngai"]),
    ("ban-thuong-vu", "duc-pho/van-phong", &["duc-pho"]),
    ("ban-chap-hanh", "binh-son/van-phong", &["binh-son"]),
    ("ban-chap-hanh", "tra-bong/van-phong", &["tra-bong"]),
    ("ban-chap-hanh", "son-tinh/van-phong", &["son-tinh"]),
    ("ban-chap-hanh", "tu-nghia/van-phong", &["tu-nghia"]),
    ("ban-chap-hanh", "son-ha/van-phong", &["son-ha"]),
    ("ban-chap-hanh", "son-tay/van-phong", &["son-tay"]),
    ("ban-chap-hanh", "minh-long/van-phong", &["minh-long"]),
    ("ban-chap-hanh", "nghia-hanh/van-phong", &["nghia-hanh"]),
    ("ban-chap-hanh", "mo-duc/van-phong", &["mo-duc"]),
    ("ban-chap-hanh", "ba-to/van-phong", &["ba-to"]),
    ("ban-chap-hanh", "ly-son/van-phong", &["ly-son"]),
    ("ban-chap-hanh", "bien-phong/phong-chinh-tri-bien-phong", &["bien-phong", "ly-son"]),
    ("ban-chap-hanh", "quan-su/phong-chinh-tri-quan-su", &["quan-su"]),
    ("ban-chap-hanh", "cong-an/phong-to-chuc-can-bo-cong-an", &["cong-an"]),
    ("ban-chap-hanh", "khoi-co-quan/dang-doan-the/co-quan-dang-uy-khoi", &["khoi-co-quan"]),
    ("ban-chap-hanh", "khoi-doanh-nghiep/xay-dung-song-xanh", &["khoi-doanh-nghiep"]),
    ("ban-chap-hanh", "khoi-co-quan/kinh-te/so-ke-hoach-va-dau-tu", &["khoi-co-quan/kinh-te"]),
    ("ban-chap-hanh", "khoi-co-quan/kinh-te/so-nong-nghiep-va-phat-trien-nong-thon", &["son-ha", "son-tay"]),
    ("ban-chap-hanh", "khoi-co-quan/kinh-te/so-cong-thuong", &["khoi-doanh-nghiep"]),
    ("ban-chap-hanh", "khoi-co-quan/van-xa/so-giao-duc-va-dao-tao", &["khoi-co-quan/van-xa"]),
    ("ban-chap-hanh", "khoi-co-quan/van-xa/so-y-te", &["khoi-co-quan/van-xa"]),
    ("ban-chap-hanh", "khoi-co-quan/van-xa/so-lao-dong-thuong-binh-va-xa-hoi", &["son-tinh"]),
    ("ban-chap-hanh", "khoi-co-quan/noi-chinh/so-noi-vu", &["khoi-co-quan/noi-chinh"]),
    ("ban-chap-hanh", "khoi-co-quan/noi-chinh/so-tu-phap", &["khoi-co-quan/noi-chinh"]),
    ("ban-chap-hanh", "khoi-co-quan/kinh-te/so-giao-thong-van-tai", &[]),
    ("ban-chap-hanh", "khoi-co-quan/dang-doan-the/tinh-doan", &[]),
    ("ban-chap-hanh", "khoi-co-quan/dang-doan-the/hoi-lien-hiep-phu-nu-tinh", &[]),
    ("ban-chap-hanh", "khoi-co-quan/dang-doan-the/hoi-nong-dan-tinh", &[]),
    ("ban-chap-hanh", "khoi-co-quan/dang-doan-the/lien-doan-lao-dong-tinh", &[]),
    ("ban-chap-hanh", "khoi-co-quan/dang-doan-the/truong-chinh-tri-tinh", &[]),
    ("ban-chap-hanh", "khoi-co-quan/kinh-te/so-tai-chinh", &["khoi-co-quan/kinh-te", "tp-quang-ngai"]),
    ("ban-chap-hanh", "khoi-co-quan/van-xa/truong-dai-hoc-tinh", &[]),
    ("ban-chap-hanh", "khoi-co-quan/kinh-te/ban-quan-ly-cac-khu-cong-nghiep", &[]),
    ("ban-chap-hanh", "khoi-co-quan/dang-doan-the/bao-tinh", &[]),
    ("ban-chap-hanh", "khoi-co-quan/noi-chinh/thanh-tra-tinh", &[]),
];

/// The fifty members of the committee, with ids `UV-01` to `UV-50`.
pub(super) fn members(random: &mut Random) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    for (number, (body, own, scope)) in (1..).zip(OFFICES) {
        let mut name = full_name(random);
        while members.iter().any(|member| member.name == name) {
            name = full_name(random);
        }
        members.push(Member {
            id: id(&format!("UV-{number:02}")),
            name,
            body: id(body),
            own: Some(id(own)),
            scope: scope.iter().map(|area| id(area)).collect(),
        });
    }
    members
}

fn full_name(random: &mut Random) -> String {
    let (middle, given) = if random.chance(25) {
        (random.pick(&MIDDLE_WOMEN), random.pick(&WOMEN))
    } else {
        (random.pick(&MIDDLE_MEN), random.pick(&MEN))
    };
    format!("{} {middle} {given}", random.pick(&FAMILIES))
}
