//! Who goes where on which day: the visits of a year, the last day of each notice, and what is in the way.
//!
//! ```text
//! calendar [DIR] [--today DATE] [--policy FILE] [--keep FILE] [--ics FILE] [--json] [--lang vi|en]
//!     [--out DIR [--format LIST] [--letterhead FILE]]
//! ```
//!
//! `DIR` is a season's folder with the year's records in `DIR/year`, or a workbook of both; without it, the sample province. Of the year it reads the
//! table, the meetings, their notices and the visits made, as far as they are known on `--today` (04/01/2021 when left out: nothing here reads
//! a clock), and beside them the holidays and `blocked.csv`, the days on which a member cannot come or an organization cannot receive. `--policy` is Quảng Ngãi's plan of 2020 when left out.
//!
//! `--json` prints the calendar as data. With `--keep` it takes such a calendar and changes as little of it as it can; visits whose notice went out stay. `--ics`
//! writes the visits as calendar entries with a reminder on the last day of notice; a later file moves the same entries.
//!
//! With `--out` it writes a set of files, which replaces the one there as a whole: `calendar.json`, which `--keep` takes, and `manifest.txt`. With
//! `--format`, for example `--format docx,html,ics`, the papers as well: `lich-du-sinh-hoat` (the calendar by member and organization) and the
//! extracts `lich-gui-dong-chi`, `lich-gui-cap-uy` and `lich-gui-to-chuc`; `ics` is the calendar entries. Formats and letterhead are those of
//! the example `season`.
//!
//! Exit code: 0 everyone has the visits owed, 2 usage, 3 input rejected, 4 somebody lacks a visit (it says why), 5 the judge refuses the calendar, 6
//! cannot write.

#[path = "desk/mod.rs"]
mod desk;
#[path = "desk/files.rs"]
mod files;
#[path = "calendar/months.rs"]
mod months;

use chrono::NaiveDate;
use desk::{Arguments, Stop, said, section};
use files::{Format, Out};
use phancong::calendar::{AgendaDefect, Blocked, CalendarError, Meeting, Stage, Visit, Whom, check};
use phancong::office::MAX_BYTES;
use phancong::office::csv::{Spot, YearTable};
use phancong::office::paper::{Recipients, calendar_extracts, calendar_paper};
use phancong::office::set::{About, FileSet};
use phancong::report::{Language, Names, Words};
use phancong::{Agenda, Calendar, Policy, Roster, schedule};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "usage: calendar [DIR] [--today DATE] [--policy FILE] [--keep FILE] [--ics FILE] [--json] [--lang vi|en] \
[--out DIR [--format csv,json,xlsx,docx,html,ics] [--letterhead FILE]]";
const FORMATS: [Format; 6] = [Format::Csv, Format::Json, Format::Xlsx, Format::Docx, Format::Html, Format::Ics];

fn main() -> ExitCode {
    desk::finish(Options::read(Arguments::new(USAGE)).and_then(|options| run(&options)))
}

struct Options {
    folder: PathBuf,
    today: NaiveDate,
    policy: Option<PathBuf>,
    keep: Option<PathBuf>,
    ics: Option<PathBuf>,
    json: bool,
    out: Out,
    letterhead: Option<PathBuf>,
    language: Language,
}

impl Options {
    fn read(mut arguments: Arguments) -> Result<Self, Stop> {
        let today = arguments.day("--today")?.or_else(|| NaiveDate::from_ymd_opt(2021, 1, 4)).unwrap_or_default();
        let ics = arguments.path("--ics")?;
        if ics.is_some() && !cfg!(feature = "ics") {
            return Err(arguments.wrong(
                "bản chương trình này không ghi được lịch .ics: thêm `--features ics` khi chạy",
                "this build does not write calendar entries: build it with `--features ics`",
            ));
        }
        Ok(Self {
            today,
            policy: arguments.path("--policy")?,
            keep: arguments.path("--keep")?,
            ics,
            json: arguments.has("--json"),
            out: Out::read(&mut arguments, &FORMATS)?,
            letterhead: arguments.path("--letterhead")?,
            language: arguments.language()?,
            folder: arguments.folder()?,
        })
    }

    const fn either<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        desk::either(self.language, vi, en)
    }
}

fn run(options: &Options) -> Result<(u8, String), Stop> {
    let policy = desk::policy(options.policy.as_deref(), options.language)?;
    let (roster, season) = desk::facts(&options.folder, options.language)?;
    let names = Names::new(&roster);
    let table = desk::year(roster, &options.folder, options.language)?;
    let agenda = Agenda::of_year(&policy, &table.placements, &table.blocked, &table.year, options.today)
        .map_err(|error| desk::year_refused(&error, &table, &season, &names, options.language))?;
    let agenda = match &options.keep {
        None => agenda,
        Some(file) => {
            let kept = kept(file, agenda.year, options.language)?;
            agenda.keeping(&kept)
        }
    };
    desk::progress(options.either("Đang xếp lịch…", "Finding the days…"));
    let calendar =
        schedule(&policy, &agenda, options.today).map_err(|error| refused(&error, &table, &names, options.language))?;
    let judged = check(&policy, &agenda, options.today, &calendar);
    judged.map_err(|error| Stop(5, error.say(&names, options.language)))?;

    let page = Page { options, names: &names, roster: &table.year.roster, agenda: &agenda, calendar: &calendar };
    let mut text = if options.json {
        serde_json::to_string_pretty(&calendar).map_err(|error| Stop(6, error.to_string()))? + "\n"
    } else {
        let title = options.either(&policy.title.vi, &policy.title.en);
        page.text(title, table.sources.tallies().iter().map(|tally| tally.say(options.language)))
    };
    let mut written = Vec::new();
    if let Some(file) = &options.ics {
        let bytes = page.entries()?;
        let done = phancong::office::replace(file, |out| out.write_all(&bytes));
        done.map_err(|error| Stop::unwritten(file, &error, options.language))?;
        written.push(file.display().to_string());
    }
    if let Some(folder) = &options.out.folder {
        written.extend(files::write(folder, &page.set(&policy)?, options.language)?);
    }
    if !options.json {
        section(&mut text, options.either("Đã ghi", "Written"), written);
    }
    Ok((if calendar.shortages.is_empty() { 0 } else { 4 }, text))
}

/// An agenda that is no question, each defect with its row if it is about blocked days.
fn refused(error: &phancong::Error, table: &YearTable, names: &Names, language: Language) -> Stop {
    let phancong::Error::Calendar(CalendarError::Agenda(defects)) = error else {
        return Stop::refused(error.say(names, language));
    };
    let line = |defect: &AgendaDefect| match row(table, defect) {
        Some(spot) => format!("{}: {}", spot.say(language), defect.say(names, language)),
        None => defect.say(names, language),
    };
    Stop::refused(defects.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// The row of blocked days that a defect is about.
fn row(table: &YearTable, defect: &AgendaDefect) -> Option<Spot> {
    let is_it = |blocked: &Blocked| match (defect, &blocked.whom) {
        (AgendaDefect::Member { list: "blocked days", member }, Whom::Member(whom)) => member == whom,
        (AgendaDefect::Organization { list: "blocked days", organization }, Whom::Organization(whom)) => {
            organization == whom
        }
        (AgendaDefect::UpsideDown { from, until }, _) => (blocked.from, blocked.until) == (*from, *until),
        _ => false,
    };
    table.sources.row("blocked", table.blocked.iter().position(is_it)? + 1)
}

/// The calendar of a file, as `--json` prints it.
fn kept(file: &Path, year: i32, language: Language) -> Result<Calendar, Stop> {
    let bytes = desk::bytes(file, language)?;
    let unknown = |why: &dyn std::fmt::Display| {
        let what =
            desk::either(language, "không phải lịch do chương trình ghi ra", "it is no calendar that was written here");
        Stop::refused_file(file, format!("{what}: {why}"))
    };
    if bytes.len() > MAX_BYTES {
        return Err(unknown(&format!("> {MAX_BYTES} bytes")));
    }
    let calendar: Calendar = serde_json::from_slice(&bytes).map_err(|error| unknown(&error))?;
    if calendar.year == year {
        Ok(calendar)
    } else {
        let year = match language {
            Language::Vi => format!("đây là lịch năm {}, còn số liệu là của năm {year}", calendar.year),
            Language::En => format!("it is the calendar of {}, and the records are of {year}", calendar.year),
        };
        Err(Stop::refused_file(file, year))
    }
}

struct Page<'a> {
    options: &'a Options,
    names: &'a Names,
    roster: &'a Roster,
    agenda: &'a Agenda,
    calendar: &'a Calendar,
}

impl Page<'_> {
    fn text(&self, title: &str, read: impl Iterator<Item = String>) -> String {
        let Self { options, names, roster, calendar, .. } = self;
        let say = |words: &dyn Words| words.say(names, options.language);
        let heading = options.either("Lịch dự sinh hoạt năm", "Calendar of visits");
        let as_of = options.either("tính đến", "as of");
        let today = said(options.today, options.language);
        let mut text = format!("{title}\n{heading} {}, {as_of} {today}\n\n{}\n", calendar.year, say(&calendar.tally));
        let members = roster.members.iter().flat_map(|member| {
            let mine: Vec<&Visit> = calendar.visits.iter().filter(|visit| visit.member == member.id).collect();
            let head = (!mine.is_empty()).then(|| format!("{} {}", member.id, member.name));
            head.into_iter().chain(mine.into_iter().map(|visit| format!("    {}", self.line(visit))))
        });
        section(&mut text, options.either("Các lần dự", "Visits"), members);
        let shortages = calendar.shortages.iter().map(|shortage| say(shortage));
        section(&mut text, options.either("Còn thiếu", "Missing"), shortages);
        let steps = calendar.steps.iter().map(|step| say(step));
        section(&mut text, options.either("Thay đổi so với lịch trước", "Changed since the calendar before"), steps);
        let months =
            months::picture(roster, calendar, options.either("Địa bàn", "Area"), options.either("Cộng", "All"));
        section(&mut text, options.either("Số lần dự từng tháng", "Visits by month"), months);
        section(&mut text, options.either("Số dòng đã đọc", "Rows read"), read);
        text
    }

    /// Day, organization and what is left to do for it.
    fn line(&self, visit: &Visit) -> String {
        let day = |day| said(day, self.options.language);
        let place = if visit.place.is_empty() { String::new() } else { format!(", {}", visit.place) };
        let state = match (visit.stage, self.noticed(visit)) {
            (Stage::Made, _) => self.options.either("đã dự", "made").to_owned(),
            (_, Some(on)) => format!("{} {}", self.options.either("đã báo ngày", "notice given on"), day(on)),
            _ => {
                format!(
                    "{} {}",
                    self.options.either("hạn cuối báo trước", "last day of notice"),
                    day(visit.last_notice)
                )
            }
        };
        format!("{}  {}{place}; {state}", day(visit.day), self.organization(visit))
    }

    /// The day on which notice of the visit, or of its meeting, was given.
    fn noticed(&self, visit: &Visit) -> Option<NaiveDate> {
        let is_its = |meeting: &&Meeting| (meeting.day, &meeting.organization) == (visit.day, &visit.organization);
        let meeting = self.agenda.meetings.iter().find(is_its).and_then(|meeting| meeting.noticed);
        match visit.stage {
            Stage::Told { on } => Some(on),
            _ => meeting,
        }
    }

    fn organization<'v>(&'v self, visit: &'v Visit) -> &'v str {
        let found = self.roster.organizations.iter().find(|organization| organization.id == visit.organization);
        found.map_or_else(|| visit.organization.as_str(), |organization| organization.name.as_str())
    }

    /// The visits as calendar entries; those that were dropped are called off.
    #[cfg(feature = "ics")]
    fn entries(&self) -> Result<Vec<u8>, Stop> {
        use phancong::office::ics::{Event, write};
        let Self { options, calendar, .. } = self;
        let event = |visit: &Visit, cancelled: bool| {
            let name = self.roster.members.iter().find(|member| member.id == visit.member);
            let name = name.map_or("", |member| member.name.as_str());
            let summary = options.either("Dự sinh hoạt tại", "Visit to");
            Event {
                key: vec![calendar.year.to_string(), visit.member.to_string(), visit.number.to_string()],
                sequence: visit.sequence,
                day: visit.day,
                remind: (visit.stage == Stage::Proposed && self.noticed(visit).is_none()).then_some(visit.last_notice),
                summary: format!("{summary} {}: {name} ({})", self.organization(visit), visit.member),
                place: visit.place.clone(),
                description: self.line(visit),
                cancelled,
            }
        };
        let visits = calendar.visits.iter().map(|visit| event(visit, false));
        let events: Vec<Event> = visits.chain(calendar.dropped.iter().map(|visit| event(visit, true))).collect();
        write(&events, options.today).map_err(Stop::refused)
    }

    /// A build without them has refused to be asked for them.
    #[cfg(not(feature = "ics"))]
    fn entries(&self) -> Result<Vec<u8>, Stop> {
        Ok(Vec::new())
    }

    /// The calendar as data, and the papers and entries in the formats asked for.
    fn set(&self, policy: &Policy) -> Result<FileSet, Stop> {
        let Self { options, agenda, calendar, .. } = self;
        let (formats, language) = (&options.out.formats, options.language);
        let letterhead = options.out.letterhead(options.letterhead.as_deref(), &options.folder, language)?;
        let by = format!("{} {}", calendar.policy, calendar.policy_digest);
        let mut set = FileSet::new(About::new("calendar", &by, &format!("{} {}", calendar.year, calendar.today)));
        let document = serde_json::to_string_pretty(calendar).map_err(|error| Stop(6, error.to_string()))?;
        set.add("calendar.json", (document + "\n").into_bytes());
        let paper = calendar_paper(policy, agenda, calendar, &letterhead, language);
        files::add(&mut set, &paper.key.clone(), &[paper], formats)?;
        for (key, to) in [
            ("lich-gui-dong-chi", Recipients::Members),
            ("lich-gui-cap-uy", Recipients::Committees),
            ("lich-gui-to-chuc", Recipients::Organizations),
        ] {
            files::add(
                &mut set,
                key,
                &calendar_extracts(policy, agenda, calendar, to, &letterhead, language),
                formats,
            )?;
        }
        if formats.contains(&Format::Ics) {
            set.add("lich-du-sinh-hoat.ics", self.entries()?);
        }
        Ok(set)
    }
}
