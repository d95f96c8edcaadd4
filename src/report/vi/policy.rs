//! The policy: its rules, how they are read, and what is wrong with it.

use crate::id::BodyId;
use crate::policy::{
    BeforeDay, Counted, Differing, DistinctPlaces, Kind, Known, LocalityExtent, LocalityReading, NoticeDays,
    Obligation, OwnExtent, PartYear, PolicyDefect, QuotaWindow, Readings, Reporter, RollDay, Rule, Rules, Source,
    VisitsCount,
};
use crate::report::{Names, Switch, day, list, sentence};

/// All rules of a day.
pub(in crate::report) fn rules(rules: &Rules, names: &Names) -> String {
    let heading = format!("Quy định có hiệu lực ngày {}, theo văn bản “{}”:", day(rules.day()), rules.policy());
    list(&heading, rules.all().iter().map(|one| rule(one, names)))
}

/// A rule: where it stands, how long it holds, its words, and what they say to the program.
pub(in crate::report) fn rule(rule: &Rule, _: &Names) -> String {
    let source = match rule.source {
        Source::Plan => "theo Kế hoạch",
        Source::Request => "theo yêu cầu của đơn vị đặt hàng, Kế hoạch không nêu",
        Source::Default => "mặc định của chương trình, Kế hoạch không nêu",
    };
    let until = rule.until.map(|last| format!(" đến hết ngày {}", day(last))).unwrap_or_default();
    let term = format!("có hiệu lực từ ngày {}{until}", day(rule.from));
    let text = rule.text.vi.trim();
    format!("{} ({}; {source}; {term}): “{text}” – chương trình hiểu: {}.", rule.id, rule.article, kind(&rule.says))
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Information => "để biết".to_owned(),
        Kind::NotDecidable => "phải thực hiện, nhưng chương trình không xác định được đã thực hiện hay chưa".to_owned(),
        Kind::Duty { by } => {
            format!("nhiệm vụ của {}, có thể ghi trong phiếu dự sinh hoạt; chương trình không đánh giá", owner(*by))
        }
        Kind::Visits { min, bodies } if bodies.is_empty() => format!("mỗi đồng chí dự sinh hoạt tối thiểu {min} lần/năm"),
        Kind::Visits { min, bodies } => {
            format!("mỗi đồng chí thuộc {} dự sinh hoạt tối thiểu {min} lần/năm", quoted(bodies))
        }
        Kind::Registration { min, max } if min == max => {
            format!("mỗi đồng chí đăng ký đúng {min} tổ chức cơ sở đảng")
        }
        Kind::Registration { min, max } => format!("mỗi đồng chí đăng ký từ {min} đến {max} tổ chức cơ sở đảng"),
        Kind::OwnOrganization => {
            "không đăng ký, không phân công, không tính việc dự sinh hoạt ở tổ chức cơ sở đảng mà đồng chí đang là thành viên"
                .to_owned()
        }
        Kind::Locality => "lựa chọn tổ chức cơ sở đảng nơi mình đang phụ trách".to_owned(),
        Kind::BoardPicks { bodies } if bodies.is_empty() => {
            "Ban Tổ chức Tỉnh ủy lựa chọn, thông báo (chưa ghi cho tập thể nào)".to_owned()
        }
        Kind::BoardPicks { bodies } => {
            format!("Ban Tổ chức Tỉnh ủy lựa chọn, thông báo cho các đồng chí thuộc {}", quoted(bodies))
        }
        Kind::Places { each } => format!("mỗi đồng chí được phân công {each} tổ chức cơ sở đảng"),
        Kind::Deadline { of, before } => {
            let what = match of {
                Obligation::Registrations => "đăng ký",
                Obligation::BoardPicks => "Ban Tổ chức Tỉnh ủy lựa chọn, thông báo",
                Obligation::Table => "xây dựng và gửi Bảng phân công",
            };
            format!("{what}, hoàn thành trước ngày {}", day(*before))
        }
        Kind::VisitsFrom { day: first } => format!("tính các lần dự sinh hoạt từ ngày {} trở đi", day(*first)),
        Kind::Notice { days } => {
            format!("tổ chức cơ sở đảng cung cấp thời gian, địa điểm sinh hoạt thường kỳ trước {days} ngày")
        }
        Kind::Report { by, before, written, through } => {
            let written = if *written { " bằng văn bản" } else { "" };
            let (date, month) = (before.day, before.month);
            format!("{} báo cáo{written} qua “{through}” trước ngày {date:02}/{month:02} hằng năm", owner(*by))
        }
        Kind::OwnInitiative => "đồng chí chủ động liên hệ, bố trí thời gian dự sinh hoạt".to_owned(),
        Kind::LowerPlan { by } if by.is_empty() => "cấp dưới xây dựng kế hoạch phân công của cấp mình".to_owned(),
        Kind::LowerPlan { by } => format!("{} xây dựng kế hoạch phân công của cấp mình", quoted(by)),
        Kind::Abolished { bodies, successors } if successors.is_empty() => {
            format!("{} kết thúc hoạt động, chưa ghi tổ chức kế thừa", quoted(bodies))
        }
        Kind::Abolished { bodies, successors } => {
            format!("{} kết thúc hoạt động, {} kế thừa", quoted(bodies), quoted(successors))
        }
        Kind::Announcement => "thông báo việc phân công hằng năm".to_owned(),
        Kind::WrittenChange => "việc điều chỉnh phải có đề nghị và quyết định bằng văn bản".to_owned(),
        Kind::Calendar { parts, spacing, hosts, weekends, even_weeks } => {
            let starts: Vec<String> = parts.iter().map(|part| format!("{:02}/{:02}", part.day, part.month)).collect();
            let hosts = hosts.map(|hosts| format!(", mỗi buổi sinh hoạt đón nhiều nhất {hosts} đồng chí"));
            let weekends = if *weekends { "tính cả thứ bảy, chủ nhật" } else { "không xếp vào thứ bảy, chủ nhật" };
            let (starts, hosts) = (starts.join(", "), hosts.unwrap_or_default());
            let even = if *even_weeks { "; các lần dự của tất cả các đồng chí rải đều theo tuần" } else { "" };
            format!(
                "các phần của năm bắt đầu từ {starts}; hai lần dự cách nhau ít nhất {spacing} ngày{hosts}; {weekends}{even}"
            )
        }
    }
}

fn quoted(bodies: &[BodyId]) -> String {
    let bodies: Vec<String> = bodies.iter().map(|body| format!("“{body}”")).collect();
    bodies.join(", ")
}

const fn owner(by: Reporter) -> &'static str {
    match by {
        Reporter::Member => "từng đồng chí",
        Reporter::Organization => "tổ chức cơ sở đảng",
    }
}

/// Every switch: the passage, and how it is read.
pub(in crate::report) fn readings(readings: &Readings) -> Vec<Switch> {
    let Readings {
        locality,
        own,
        visits,
        distinct,
        registered_not_assigned,
        sub_cell_meetings,
        registration_deadline,
        before,
        roll,
        notice,
        part_year,
        differing_reports,
        shift_window,
        locality_extent,
        quota_window,
        picked_visits,
        part_year_report,
        known,
        risk_days,
    } = readings;
    let counted = |switch: &Counted| match switch {
        Counted::Yes => "được tính, có ghi chú",
        Counted::No => "không được tính",
    };
    let locality = match locality {
        LocalityReading::Principle => {
            "là nguyên tắc: ưu tiên trong địa bàn phụ trách, chọn ngoài địa bàn thì phải nêu lý do"
        }
        LocalityReading::Hard => "là bắt buộc: không phân công ngoài địa bàn phụ trách, trừ trường hợp được chỉ định",
        LocalityReading::Off => "không áp dụng",
    };
    let own = match own {
        OwnExtent::Whole => "cả tổ chức cơ sở đảng có chi bộ của đồng chí, gồm mọi chi bộ trực thuộc",
        OwnExtent::Below => "chỉ tổ chức hoặc chi bộ ghi tên đồng chí, và các chi bộ trực thuộc của nơi đó",
    };
    let visits = match visits {
        VisitsCount::Total => "tính gộp tất cả các nơi",
        VisitsCount::Each => "tính riêng từng nơi được phân công",
    };
    let distinct = match distinct {
        DistinctPlaces::NotRequired => "không bắt buộc ở các tổ chức khác nhau",
        DistinctPlaces::Required => "phải ở các tổ chức khác nhau, mỗi tổ chức chỉ tính một lần",
    };
    let deadline = match registration_deadline {
        Counted::Yes => "áp dụng cả cho việc đăng ký (suy từ nội dung)",
        Counted::No => "chỉ áp dụng cho việc lựa chọn của Ban Tổ chức Tỉnh ủy",
    };
    let before = match before {
        BeforeDay::Strict => "không tính chính ngày X",
        BeforeDay::Inclusive => "tính cả ngày X",
    };
    let roll = match roll {
        RollDay::None => "giữ nguyên",
        RollDay::NextWorkingDay => "chuyển sang ngày làm việc kế tiếp",
    };
    let notice = match notice {
        NoticeDays::Calendar => "tính mọi ngày theo lịch",
        NoticeDays::Working => "chỉ tính ngày làm việc, từ thứ Hai đến thứ Sáu, trừ ngày nghỉ lễ",
    };
    let part_year = match part_year {
        PartYear::NeedsRuling => "vẫn tính đủ số lần, nếu thiếu thì chờ kết luận",
        PartYear::Prorate => "tính theo số tháng, làm tròn lên",
        PartYear::Full => "tính đủ số lần",
        PartYear::Exempt => "được miễn",
    };
    let differing = match differing_reports {
        Differing::Disputed => "không theo bên nào, chờ Ban Tổ chức Tỉnh ủy kết luận",
        Differing::Member => "theo báo cáo của đồng chí Tỉnh ủy viên",
        Differing::Organization => "theo báo cáo của tổ chức cơ sở đảng",
    };
    let extent = match locality_extent {
        LocalityExtent::Every => "mọi nơi được chọn đều phải ở địa bàn phụ trách",
        LocalityExtent::One => "có một nơi ở địa bàn phụ trách là đủ",
    };
    let window = match quota_window {
        QuotaWindow::Year => "tính từ 01/01 đến hết 31/12",
        QuotaWindow::Report => "chỉ tính đến ngày cuối cùng còn kịp ghi vào báo cáo của đồng chí",
    };
    let binds = |switch: &Counted| match switch {
        Counted::Yes => "có áp dụng",
        Counted::No => "không áp dụng",
    };
    let known = match known {
        Known::Event => "theo ngày xảy ra, dù ghi sổ sau",
        Known::Entry => "chỉ theo những gì đã ghi sổ đến ngày đó",
    };
    vec![
        ("locality", "nguyên tắc lựa chọn nơi mình đang phụ trách", locality.into()),
        ("own", "“tổ chức cơ sở đảng mà đồng chí đang là thành viên”", own.into()),
        ("visits", "số lần dự sinh hoạt tối thiểu trong năm", visits.into()),
        ("distinct", "nơi dự của các lần sinh hoạt trong năm", distinct.into()),
        (
            "registered_not_assigned",
            "dự sinh hoạt ở nơi đã đăng ký nhưng không được phân công",
            counted(registered_not_assigned).into(),
        ),
        ("sub_cell_meetings", "dự sinh hoạt ở chi bộ trực thuộc đảng bộ cơ sở", counted(sub_cell_meetings).into()),
        ("registration_deadline", "thời hạn Ban Tổ chức Tỉnh ủy lựa chọn, thông báo", deadline.into()),
        ("before", "“trước ngày X”", before.into()),
        ("roll", "thời hạn trùng ngày nghỉ", roll.into()),
        ("notice", "số ngày báo trước buổi sinh hoạt", notice.into()),
        ("part_year", "đồng chí không tham gia trọn năm", part_year.into()),
        ("differing_reports", "hai báo cáo khác nhau về số lần dự sinh hoạt", differing.into()),
        (
            "shift_window",
            "hai báo cáo ghi ngày khác nhau cho một lần dự sinh hoạt",
            format!("lệch không quá {shift_window} ngày thì coi là một lần"),
        ),
        ("locality_extent", "bao nhiêu nơi phải ở địa bàn phụ trách", extent.into()),
        ("quota_window", "thời gian tính số lần tối thiểu", window.into()),
        (
            "picked_visits",
            "số lần tối thiểu với các đồng chí do Ban Tổ chức Tỉnh ủy lựa chọn",
            binds(picked_visits).into(),
        ),
        ("part_year_report", "báo cáo của đồng chí không tham gia trọn năm", binds(part_year_report).into()),
        ("known", "những việc được xét đến một ngày", known.into()),
        (
            "risk_days",
            "cảnh báo trước ngày cuối cùng còn kịp báo trước buổi sinh hoạt",
            format!("từ {risk_days} ngày trở xuống thì cảnh báo"),
        ),
    ]
}

/// A contradiction in a policy.
pub(in crate::report) fn policy_defect(defect: &PolicyDefect, _: &Names) -> String {
    sentence(&match defect {
        PolicyDefect::Format { found, expected } => {
            format!("văn bản ghi theo mẫu “{found}”, phiên bản này chỉ đọc mẫu “{expected}”")
        }
        PolicyDefect::TwoRulesOneId(rule) => format!("quy định {rule} có hai lần"),
        PolicyDefect::EndsBeforeItBegins { rule, from, until } => {
            format!("quy định {rule} hết hiệu lực ngày {}, trước khi có hiệu lực ngày {}", day(*until), day(*from))
        }
        PolicyDefect::Numbers { rule, says, .. } => {
            format!("quy định {rule} ghi “{}”: {}", kind(says), impossible(says))
        }
        PolicyDefect::Overlap { day: on, one, one_says, other, other_says, .. } => format!(
            "quy định {one} (“{}”) và quy định {other} (“{}”) về cùng một việc đều có hiệu lực ngày {}: quy định này phải hết hiệu \
             lực trước khi quy định kia bắt đầu",
            kind(one_says),
            kind(other_says),
            day(*on)
        ),
        PolicyDefect::UnplacedMustLead => {
            "bậc đầu tiên phải là số chỗ còn thiếu (“unplaced”) và không gồm gì khác".to_owned()
        }
        PolicyDefect::TwoTiersOneName(tier) => format!("bậc “{tier}” có hai lần"),
        PolicyDefect::EmptyTier(tier) => format!("bậc “{tier}” không có nội dung so sánh"),
        PolicyDefect::Weight { tier, measure, weight } => {
            format!("trong bậc “{tier}”, trọng số của “{measure}” là {weight}: trọng số ít nhất là 1")
        }
        PolicyDefect::MeasureTwice { measure, first, second } => {
            format!("“{measure}” có trong cả bậc “{first}” và bậc “{second}”: chỉ giữ ở một bậc")
        }
        PolicyDefect::DrawMustEnd { tier } => {
            format!("bậc “{tier}” có bốc thăm (“draw”): bốc thăm phải đứng riêng ở bậc cuối cùng")
        }
        PolicyDefect::SeedMissing { tier } => {
            format!(
                "bậc “{tier}” là bốc thăm nhưng văn bản chưa ghi mã bốc thăm (“seed”): cần công bố một mã và ghi vào văn bản"
            )
        }
        PolicyDefect::SeedUnused { seed } => {
            format!(
                "văn bản ghi mã bốc thăm “{seed}” nhưng không có bậc bốc thăm: thêm bậc cuối cùng “draw”, hoặc bỏ mã này"
            )
        }
        PolicyDefect::SeedText { seed } => {
            format!("mã bốc thăm “{}” phải là một dòng chữ in được, không có dấu cách ở hai đầu", seed.escape_debug())
        }
    })
}

/// Why the numbers of a rule cannot be; the policy's own check says it in English.
const fn impossible(says: &Kind) -> &'static str {
    match says {
        Kind::Registration { .. } => "số tối thiểu lớn hơn số tối đa",
        Kind::Places { .. } => "mỗi đồng chí được phân công từ 1 đến 3 nơi",
        Kind::Report { .. } => "không phải năm nào cũng có ngày này",
        Kind::BoardPicks { .. } | Kind::Abolished { .. } => "phải ghi ít nhất một tập thể",
        Kind::Visits { .. } => "một năm không quá 366 ngày",
        Kind::Notice { .. } => "chỉ báo trước nhiều nhất 366 ngày",
        Kind::Calendar { .. } => "các phần của năm, khoảng cách hoặc số người dự không dùng được",
        Kind::Information
        | Kind::NotDecidable
        | Kind::Duty { .. }
        | Kind::OwnOrganization
        | Kind::Locality
        | Kind::Deadline { .. }
        | Kind::VisitsFrom { .. }
        | Kind::OwnInitiative
        | Kind::LowerPlan { .. }
        | Kind::Announcement
        | Kind::WrittenChange => "con số này không dùng được",
    }
}
