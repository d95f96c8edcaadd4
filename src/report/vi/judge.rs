//! What the judge says: certificates, and why a table or a conflict is refused.

use super::{organization, organizations, person, place};
use crate::certify::{Certificate, Miscount, Miscounted, ProofFault, Rejected, Rejection};
use crate::report::{Names, list, sentence};

/// What was found out about a table that keeps the rules.
pub(in crate::report) fn certificate(certificate: &Certificate, _: &Names) -> String {
    let Certificate { cost, bound, gap, unplaced, short } = certificate;
    let complete = if certificate.is_complete() {
        "mọi đồng chí đủ nơi, mọi tổ chức đủ mức tối thiểu".to_owned()
    } else {
        format!("chưa phân công đủ, còn thiếu {unplaced} nơi cho các đồng chí và {short} chỗ để đủ mức tối thiểu")
    };
    let proof = match (certificate.is_least(), certificate.proves_infeasible()) {
        (true, false) => "đã chứng minh: không có phương án nào tốt hơn",
        (true, true) => "đã chứng minh: không có phương án nào phân công đủ, và không có phương án nào tốt hơn",
        (false, true) => {
            "đã chứng minh: không có phương án nào phân công đủ; chưa chứng minh đây là phương án tốt nhất"
        }
        (false, false) => "chưa chứng minh đây là phương án tốt nhất",
    };
    sentence(&format!(
        "phương án hợp lệ: {complete}; {proof}. Chi phí theo từng bậc {cost}, cận dưới {bound}, khoảng cách {gap}"
    ))
}

/// Why a table is refused.
pub(in crate::report) fn rejected(rejected: &Rejected, names: &Names) -> String {
    let reasons = rejected.rejections();
    let heading = format!("Phương án không được chấp nhận, {} lý do:", reasons.len());
    list(&heading, reasons.iter().map(|reason| rejection(reason, names)))
}

/// One reason to refuse a table.
pub(in crate::report) fn rejection(rejection: &Rejection, names: &Names) -> String {
    sentence(&match rejection {
        Rejection::UnknownMember { member, organization: at } => {
            format!("{}, phân công tại {}, không có trong danh sách", person(member, names), organization(at, names))
        }
        Rejection::UnknownOrganization { member, organization: at } => format!(
            "{}, nơi phân công của {}, không có trong danh sách",
            organization(at, names),
            person(member, names)
        ),
        Rejection::NotACandidate { member, organization: at } => {
            format!("{} không được phân công tại {}", person(member, names), organization(at, names))
        }
        Rejection::Twice { member, organization: at } => {
            format!("{} được phân công tại {} nhiều hơn một lần", person(member, names), organization(at, names))
        }
        Rejection::TooManyPlaces { member, found, places } => {
            format!("{} được phân công {found} nơi, nhiều nhất là {places}", person(member, names))
        }
        Rejection::DesignationBroken { member, organizations: at } => format!(
            "{} được chỉ định đến {} nhưng lại được phân công nơi khác",
            person(member, names),
            organizations(at, names)
        ),
        Rejection::OverMaximum { place: at, load, max } => {
            format!("{} có {load} đồng chí, nhiều nhất là {max}", place(at, names))
        }
        Rejection::NotApart { rule, organization: at, members } => {
            let members: Vec<String> = members.iter().map(|id| person(id, names)).collect();
            format!("trái quy định bổ sung {rule}: {} cùng ở {}", members.join(", "), organization(at, names))
        }
        Rejection::NotTogether { rule, organization: at, missing } => {
            let missing: Vec<String> = missing.iter().map(|id| person(id, names)).collect();
            format!("trái quy định bổ sung {rule}: tại {} còn thiếu {}", organization(at, names), missing.join(", "))
        }
        Rejection::OverCount { rule, found, max } => {
            format!("trái quy định bổ sung {rule}: tính được {found}, nhiều nhất là {max}")
        }
        Rejection::PriceOfRule { rule } => {
            format!("giá của quy định bổ sung {rule} không khớp với quy định nào như vậy")
        }
        Rejection::Proof { step, fault } => format!("bước {step} của chứng minh không đúng: {}", proof_fault(*fault)),
        Rejection::PriceOfStranger { place: at } => {
            format!("có giá của {}, nơi không có trong danh sách", place(at, names))
        }
        Rejection::PriceLength { place: at, found, tiers } => {
            format!("giá của {} có {found} số, phải có {tiers} số, mỗi bậc một số", place(at, names))
        }
        Rejection::PriceTooLarge { place: at, tier, price } => {
            format!("giá của {} ở bậc “{tier}” là {price}: giá chỉ từ -2^60 đến 2^60", place(at, names))
        }
        Rejection::OutOfRange { tier } => {
            format!("ở bậc “{tier}”, cận dưới quá xa mọi chi phí, không ghi được bằng 64 bit: cần dùng giá nhỏ hơn")
        }
        Rejection::OtherProblem { claimed, found } => format!(
            "phương án này lập cho số liệu hoặc quy định khác: mã đối chiếu của phương án là {claimed}, của số liệu hiện có là {found}"
        ),
        Rejection::OtherTiers { claimed, found } => {
            format!("phương án tính theo các bậc {}, quy định có các bậc {}", quoted(claimed), quoted(found))
        }
        Rejection::WrongCost { claimed, found } => {
            format!("phương án ghi chi phí {claimed}, tính lại là {found}")
        }
        Rejection::WrongBound { claimed, found } => {
            format!("phương án ghi cận dưới {claimed}, các giá kèm theo chỉ chứng minh được {found}")
        }
    })
}

const fn proof_fault(fault: ProofFault) -> &'static str {
    match fault {
        ProofFault::Bound => "cận dưới không có đủ một số cho mỗi bậc",
        ProofFault::Stranger => "chia theo một cặp không được phép",
        ProofFault::Prices => "giá hoặc tỷ lệ không khớp",
        ProofFault::TooWeak => "giá chưa loại được mọi phương án dưới cận",
        ProofFault::Missing => "còn một phần chưa được xét",
        ProofFault::LeftOver => "không còn phần nào để xét",
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
}

/// Why a conflict is refused.
pub(in crate::report) fn miscounted(miscounted: &Miscounted, names: &Names) -> String {
    let reasons = miscounted.miscounts();
    let heading = format!("Kết luận “không thể phân công đủ” không được chấp nhận, {} lý do:", reasons.len());
    list(&heading, reasons.iter().map(|reason| miscount(reason, names)))
}

/// One reason not to believe a conflict.
pub(in crate::report) fn miscount(miscount: &Miscount, names: &Names) -> String {
    sentence(&match miscount {
        Miscount::UnknownPlace { place: at } => format!("{} không có trong danh sách", place(at, names)),
        Miscount::UnknownMember { member } => format!("{} không có trong danh sách", person(member, names)),
        Miscount::PlaceTwice { place: at } => format!("{} được nêu nhiều hơn một lần", place(at, names)),
        Miscount::MemberTwice { member } => format!("{} được nêu nhiều hơn một lần", person(member, names)),
        Miscount::NotAtTheEdge { place: at } => {
            format!("{} được nêu, nhưng nơi bao gồm nó cũng thuộc cùng một phía", place(at, names))
        }
        Miscount::Maximum { place: at, stated, max } => {
            let max = max.map_or_else(|| "không giới hạn".to_owned(), |max| format!("là {max}"));
            format!("mức tối đa của {} được nêu là {stated}, theo số liệu {max}", place(at, names))
        }
        Miscount::Minimum { place: at, stated, min } => {
            format!("mức tối thiểu của {} được nêu là {stated}, theo số liệu là {min}", place(at, names))
        }
        Miscount::Member { member, stated, found } => {
            format!("{} được tính là {stated} nơi, theo những nơi có thể đến là {found}", person(member, names))
        }
        Miscount::NotDesignated { member, organization: at } => {
            format!("{} không được chỉ định đến {}", person(member, names), organization(at, names))
        }
        Miscount::Totals { stated_needed, stated_available, needed, available } => {
            format!("nêu cần {stated_needed}, có {stated_available}; đếm lại thì cần {needed}, có {available}")
        }
        Miscount::Enough { needed, available } => {
            format!("cần {needed}, có {available}: như vậy là đủ, không vướng mắc")
        }
    })
}
