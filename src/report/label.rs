//! Headings, columns and captions of the office's papers, both languages side by side.

use super::Language;

macro_rules! labels {
    ($($name:ident: $vi:literal, $en:literal;)+) => {
        /// A heading, a column or a caption of a paper.
        ///
        /// Example: [`Label::text`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "each is told by its text in the two languages")]
        pub enum Label {
            $(#[doc = $en] $name,)+
        }

        impl Label {
            /// Every label.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Its text.
            ///
            /// ```
            /// use phancong::report::{Label, Language};
            /// assert_eq!(Label::Recipients.text(Language::Vi), "Nơi nhận");
            /// assert_eq!(Label::Recipients.text(Language::En), "To");
            /// ```
            #[must_use]
            pub const fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Vi) => $vi, (Self::$name, Language::En) => $en,)+
                }
            }
        }
    };
}

labels! {
    // The frame of a paper of the Party.
    Party: "ĐẢNG CỘNG SẢN VIỆT NAM", "COMMUNIST PARTY OF VIETNAM";
    Number: "Số", "No.";
    Recipients: "Nơi nhận", "To";
    // Titles.
    Table: "Bảng phân công", "Table of assignments";
    Proposal: "(dự kiến, trình cấp có thẩm quyền xem xét, quyết định)", "(proposal, for the competent level to decide)";
    FewestLeftOver: "Phương án thiếu ít nhất (chưa đủ để ban hành)", "The plan that leaves the fewest over (not fit to be issued)";
    Extract: "Trích Bảng phân công", "Extract of the table of assignments";
    YearReport: "Báo cáo tổng hợp", "Consolidated report";
    MemberSheet: "Phiếu theo dõi việc dự sinh hoạt", "Evidence sheet of a member";
    OrganizationSheet: "Phiếu theo dõi của tổ chức cơ sở đảng", "Evidence sheet of an organization";
    Calendar: "Lịch dự sinh hoạt", "Calendar of visits";
    CalendarExtract: "Trích Lịch dự sinh hoạt", "Extract of the calendar of visits";
    // Sections.
    ByMember: "Theo Tỉnh ủy viên", "By member";
    ByOrganization: "Theo tổ chức cơ sở đảng", "By organization";
    ByArea: "Theo địa bàn, đơn vị", "By area";
    Conflicts: "Vướng mắc", "Conflicts";
    Notices: "Lưu ý", "Notices";
    Proof: "Chi phí từng bậc và chứng minh", "Cost and proof, tier by tier";
    Readings: "Cách hiểu những chỗ chưa rõ", "Readings taken";
    Duties: "Quy định cần thực hiện", "Rules to keep";
    NotKept: "Nội dung không thực hiện đúng hoặc không còn khả năng đạt", "Not kept, or beyond reach";
    NeedsRuling: "Nội dung cần kết luận", "To be ruled on";
    Open: "Nội dung còn theo dõi", "Open";
    Differing: "Số liệu hai bên khác nhau", "Where the reports differ";
    EarlyWarning: "Cảnh báo sớm", "Early warning";
    NotChecked: "Chương trình không xác định được, không kiểm tra", "Not for a program to judge, not checked";
    OwnDuties: "Nhiệm vụ", "Duties";
    Owed: "Trách nhiệm của nơi khác đối với nơi này", "Owed by others";
    Visits: "Các lần dự sinh hoạt", "Visits";
    Lacking: "Còn thiếu", "Missing";
    Steps: "Thay đổi so với lịch trước", "Changed since the calendar before";
    StillPossible: "Việc còn có thể làm", "What can still be done";
    // Columns.
    Ordinal: "TT", "#";
    Code: "Mã", "Id";
    FullName: "Họ và tên", "Name";
    Body: "Cấp ủy", "Body";
    Organization: "Tổ chức cơ sở đảng", "Organization";
    Area: "Địa bàn, đơn vị", "Area";
    Why: "Cơ sở phân công", "Why";
    Members: "Tỉnh ủy viên", "Members";
    MemberCount: "Số đồng chí", "Members placed";
    OrganizationCount: "Số tổ chức", "Organizations";
    Load: "Số đồng chí tại một tổ chức", "Members at an organization";
    Rule: "Mục", "Rule";
    About: "Đối tượng", "About";
    Verdict: "Kết quả", "Verdict";
    Grounds: "Căn cứ, ghi chú", "Grounds and notes";
    Day: "Ngày", "Day";
    LastNotice: "Hạn báo trước", "Last day of notice";
    Place: "Địa điểm", "Place";
    State: "Tình trạng", "State";
    // Figures.
    LoadsByOrganization: "Số tổ chức theo số đồng chí được phân công", "Organizations by the number of members placed there";
    LoadsByArea: "Số đồng chí theo địa bàn, đơn vị", "Members by area";
    VisitsByMonth: "Số lần dự sinh hoạt theo tháng và địa bàn, đơn vị", "Visits by month and area";
    Glance: "Tình hình thực hiện từng mục", "Each rule at a glance";
    NoVisit: "Chưa có lần dự nào được ghi nhận.", "No visit is on record.";
    None: "Không có.", "None.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_label_has_its_own_text_in_each_language() {
        for language in Language::ALL {
            let texts: BTreeSet<&str> = Label::ALL.iter().map(|label| label.text(language)).collect();
            assert_eq!(texts.len(), Label::ALL.len());
            assert!(texts.iter().all(|text| !text.is_empty() && text.trim() == *text));
        }
    }

    #[test]
    fn the_two_languages_differ() {
        assert!(Label::ALL.iter().all(|label| label.text(Language::Vi) != label.text(Language::En)));
        let english = Label::ALL.iter().map(|label| label.text(Language::En));
        assert!(english.into_iter().all(str::is_ascii));
    }
}
