//! The policy: its rules, how they are read, and what is wrong with it.

use super::many;
use crate::id::BodyId;
use crate::policy::{
    BeforeDay, Counted, Differing, DistinctPlaces, Kind, Known, LocalityExtent, LocalityReading, NoticeDays,
    Obligation, OwnExtent, PartYear, PolicyDefect, QuotaWindow, Readings, Reporter, RollDay, Rule, Rules, Source,
    VisitsCount,
};
use crate::report::{Names, Switch, day, list, sentence};

/// All rules of a day.
pub(in crate::report) fn rules(rules: &Rules, names: &Names) -> String {
    let heading = format!("Rules in force on {}, from the policy “{}”:", day(rules.day()), rules.policy());
    list(&heading, rules.all().iter().map(|one| rule(one, names)))
}

/// A rule: where it stands, how long it holds, its words, and what they say to the program.
pub(in crate::report) fn rule(rule: &Rule, _: &Names) -> String {
    let source = match rule.source {
        Source::Plan => "from the plan",
        Source::Request => "from the commission, the plan is silent",
        Source::Default => "a default of this program, the plan is silent",
    };
    let until = rule.until.map(|last| format!(" to {} inclusive", day(last))).unwrap_or_default();
    let term = format!("in force from {}{until}", day(rule.from));
    let text = rule.text.en.trim();
    format!("{} ({}; {source}; {term}): “{text}” – to the program: {}.", rule.id, rule.article, kind(&rule.says))
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Information => "for information".to_owned(),
        Kind::NotDecidable => "binding, but no program can tell whether it is kept".to_owned(),
        Kind::Duty { by } => {
            format!("a duty of {}, which the record of a visit may note; the program does not grade it", owner(*by))
        }
        Kind::Visits { min, bodies } if bodies.is_empty() => {
            format!("each member attends at least {} a year", many(*min, "meeting"))
        }
        Kind::Visits { min, bodies } => {
            format!("each member of {} attends at least {} a year", quoted(bodies), many(*min, "meeting"))
        }
        Kind::Registration { min, max } if min == max => {
            format!("each member registers exactly {}", many(*min, "organization"))
        }
        Kind::Registration { min, max } => format!("each member registers {min} to {}", many(*max, "organization")),
        Kind::OwnOrganization => {
            "no wish, no place and no visit counts at the organization where the member belongs".to_owned()
        }
        Kind::Locality => "members choose organizations in the areas they are in charge of".to_owned(),
        Kind::BoardPicks { bodies } if bodies.is_empty() => "the Board picks (for no body named)".to_owned(),
        Kind::BoardPicks { bodies } => {
            format!("the Board picks for the members of {} and notifies them", quoted(bodies))
        }
        Kind::Places { each } => format!("each member is placed at {}", many(*each, "organization")),
        Kind::Deadline { of, before } => {
            let what = match of {
                Obligation::Registrations => "registrations are",
                Obligation::BoardPicks => "the Board's picks and notices are",
                Obligation::Table => "the table is built and sent out,",
            };
            format!("{what} complete before {}", day(*before))
        }
        Kind::VisitsFrom { day: first } => format!("visits count from {} on", day(*first)),
        Kind::Notice { days } => {
            format!("an organization tells the time and place of a regular meeting {} before it", many(*days, "day"))
        }
        Kind::Report { by, before, written, through } => {
            let written = if *written { " in writing" } else { "" };
            let (date, month) = (before.day, before.month);
            format!("{} reports{written} through “{through}” before {date:02}/{month:02} each year", owner(*by))
        }
        Kind::OwnInitiative => "the member takes the initiative to arrange the visit".to_owned(),
        Kind::LowerPlan { by } if by.is_empty() => "the level below makes a plan of its own".to_owned(),
        Kind::LowerPlan { by } => format!("{} make plans of their own", quoted(by)),
        Kind::Abolished { bodies, successors } if successors.is_empty() => {
            format!("{} are no more; nobody is named in their place", quoted(bodies))
        }
        Kind::Abolished { bodies, successors } => {
            format!("{} are no more; {} take their place", quoted(bodies), quoted(successors))
        }
        Kind::Announcement => "the assignment is announced every year".to_owned(),
        Kind::WrittenChange => "a change is asked for and decided in writing".to_owned(),
        Kind::Calendar { parts, spacing, hosts, weekends, even_weeks } => {
            let starts: Vec<String> = parts.iter().map(|part| format!("{:02}/{:02}", part.day, part.month)).collect();
            let hosts = hosts.map(|hosts| format!(", a meeting takes at most {}", many(hosts, "visitor")));
            let weekends = if *weekends { "weekends count" } else { "weekends stay free" };
            let (starts, hosts, apart) = (starts.join(", "), hosts.unwrap_or_default(), many(*spacing, "day"));
            let even = if *even_weeks { "; the visits of all members are spread evenly over the weeks" } else { "" };
            format!(
                "the parts of the year begin on {starts}; two visits are at least {apart} apart{hosts}; {weekends}{even}"
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
        Reporter::Member => "each member",
        Reporter::Organization => "each organization",
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
        Counted::Yes => "counts, with a note",
        Counted::No => "does not count",
    };
    let locality = match locality {
        LocalityReading::Principle => "a principle: inside is preferred, outside needs a reason",
        LocalityReading::Hard => "a duty: nobody is placed outside, unless designated",
        LocalityReading::Off => "not applied",
    };
    let own = match own {
        OwnExtent::Whole => "the whole grassroots organization around the member's cell, with all its sub-cells",
        OwnExtent::Below => "only the organization or cell on record, with the sub-cells below it",
    };
    let visits = match visits {
        VisitsCount::Total => "counted over all places together",
        VisitsCount::Each => "counted at each assigned place by itself",
    };
    let distinct = match distinct {
        DistinctPlaces::NotRequired => "need not be different organizations",
        DistinctPlaces::Required => "must be different organizations, each counted once",
    };
    let deadline = match registration_deadline {
        Counted::Yes => "binds the registrations as well (inferred)",
        Counted::No => "binds the Board's picks only",
    };
    let before = match before {
        BeforeDay::Strict => "day X itself is late",
        BeforeDay::Inclusive => "day X itself is in time",
    };
    let roll = match roll {
        RollDay::None => "does not move",
        RollDay::NextWorkingDay => "moves to the next working day",
    };
    let notice = match notice {
        NoticeDays::Calendar => "every day of the calendar counts",
        NoticeDays::Working => "working days only, Monday to Friday without public holidays",
    };
    let part_year = match part_year {
        PartYear::NeedsRuling => "owes the full number; below it a ruling is needed",
        PartYear::Prorate => "owes a part by months, rounded up",
        PartYear::Full => "owes the full number",
        PartYear::Exempt => "owes nothing",
    };
    let differing = match differing_reports {
        Differing::Disputed => "neither holds until the Board rules",
        Differing::Member => "the member's report holds",
        Differing::Organization => "the organization's report holds",
    };
    let extent = match locality_extent {
        LocalityExtent::Every => "every one has to be where the member is in charge",
        LocalityExtent::One => "one where the member is in charge is enough",
    };
    let window = match quota_window {
        QuotaWindow::Year => "from 01/01 to 31/12 inclusive",
        QuotaWindow::Report => "only up to the last day that can stand in the member's report",
    };
    let binds = |switch: &Counted| match switch {
        Counted::Yes => "applies",
        Counted::No => "does not apply",
    };
    let known = match known {
        Known::Event => "by the day it happened, though entered later",
        Known::Entry => "only what had been entered by that day",
    };
    vec![
        ("locality", "the principle of choosing where one is in charge", locality.into()),
        ("own", "“the organization the member belongs to”", own.into()),
        ("visits", "the least number of visits in a year", visits.into()),
        ("distinct", "the places of a year's visits", distinct.into()),
        (
            "registered_not_assigned",
            "a visit at a place registered but not assigned",
            counted(registered_not_assigned).into(),
        ),
        ("sub_cell_meetings", "a visit to a sub-cell of a grassroots committee", counted(sub_cell_meetings).into()),
        ("registration_deadline", "the deadline of the Board's picks", deadline.into()),
        ("before", "“before day X”", before.into()),
        ("roll", "a deadline on a rest day", roll.into()),
        ("notice", "the days of notice before a meeting", notice.into()),
        ("part_year", "a member who is not bound for the whole year", part_year.into()),
        ("differing_reports", "two reports that differ in the number of visits", differing.into()),
        (
            "shift_window",
            "two reports that give different dates for one visit",
            format!("at most {} apart, it is one visit", many(*shift_window, "day")),
        ),
        ("locality_extent", "how many places have to be where one is in charge", extent.into()),
        ("quota_window", "the days over which the least number is counted", window.into()),
        ("picked_visits", "the least number for the members the Board picks for", binds(picked_visits).into()),
        ("part_year_report", "the report of a member not bound for the whole year", binds(part_year_report).into()),
        ("known", "what an audit of a day looks at", known.into()),
        (
            "risk_days",
            "the warning before the last safe day of notice",
            format!("given with {} or fewer to go", many(*risk_days, "day")),
        ),
    ]
}

/// A contradiction in a policy.
pub(in crate::report) fn policy_defect(defect: &PolicyDefect, _: &Names) -> String {
    sentence(&match defect {
        PolicyDefect::Format { found, expected } => {
            format!("the policy has the form “{found}”, this version reads only “{expected}”")
        }
        PolicyDefect::TwoRulesOneId(rule) => format!("rule {rule} stands twice"),
        PolicyDefect::EndsBeforeItBegins { rule, from, until } => {
            format!("rule {rule} ends on {}, before it begins on {}", day(*until), day(*from))
        }
        PolicyDefect::Numbers { rule, says, why } => format!("rule {rule} says “{}”: {why}", kind(says)),
        PolicyDefect::Overlap { day: on, one, one_says, other, other_says, .. } => format!(
            "rule {one} (“{}”) and rule {other} (“{}”) are about one thing and both in force on {}: end one before the other begins",
            kind(one_says),
            kind(other_says),
            day(*on)
        ),
        PolicyDefect::UnplacedMustLead => {
            "the first tier must be the places missing (“unplaced”) and nothing else".to_owned()
        }
        PolicyDefect::TwoTiersOneName(tier) => format!("the tier “{tier}” stands twice"),
        PolicyDefect::EmptyTier(tier) => format!("the tier “{tier}” has nothing to compare"),
        PolicyDefect::Weight { tier, measure, weight } => {
            format!("in the tier “{tier}” the weight of “{measure}” is {weight}: a weight is at least 1")
        }
        PolicyDefect::MeasureTwice { measure, first, second } => {
            format!("“{measure}” stands in the tier “{first}” and in the tier “{second}”: keep it in one")
        }
        PolicyDefect::DrawMustEnd { tier } => {
            format!("the tier “{tier}” holds the draw (“draw”): a draw stands alone in the last tier")
        }
        PolicyDefect::SeedMissing { tier } => {
            format!(
                "the tier “{tier}” draws by lot, and the policy has no seed (“seed”): publish one and write it down"
            )
        }
        PolicyDefect::SeedUnused { seed } => {
            format!(
                "the policy has the seed “{seed}” and no tier that draws: add a last tier with “draw”, or leave the seed out"
            )
        }
        PolicyDefect::SeedText { seed } => {
            format!("the seed “{}” is no line of printable text without spaces around it", seed.escape_debug())
        }
    })
}
