//! Who goes where on which day: the visits of a year, the last day of each notice, and what is in the way.
//!
//! ```text
//! calendar [DIR] [--today DATE] [--policy FILE] [--keep FILE] [--ics FILE] [--json] [--lang vi|en]
//! ```
//!
//! `DIR` is a season's folder with the year's records in `DIR/year`, or a workbook of both; without it, the sample province. Of the year it reads the
//! table, the meetings, their notices and the visits made, as far as they are known on `--today` (04/01/2021 when left out: nothing here reads
//! a clock), and beside them the holidays and `blocked.csv`, the days on which a member cannot come or an organization cannot receive. `--policy` is Quảng Ngãi's plan of 2020 when left out.
//!
//! `--json` prints the calendar as data. With `--keep` it takes such a calendar and changes as little of it as it can; visits whose notice went out stay. `--ics`
//! writes the visits as calendar entries with a reminder on the last day of notice; a later file moves the same entries.
//!
//! Exit code: 0 everyone has the visits owed, 2 usage, 3 input rejected, 4 somebody lacks a visit (it says why), 5 the judge refuses the calendar, 6
//! cannot write.

#[path = "desk/mod.rs"]
mod desk;
#[path = "calendar/months.rs"]
mod months;

use chrono::NaiveDate;
use desk::{Arguments, Stop, said, section};
use phancong::calendar::{AgendaDefect, Blocked, Meeting, Stage, Visit, Whom, check};
use phancong::office::csv::{Spot, YearTable};
use phancong::report::{Language, Names, Words};
use phancong::{Agenda, Calendar, Roster, schedule};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str =
    "usage: calendar [DIR] [--today DATE] [--policy FILE] [--keep FILE] [--ics FILE] [--json] [--lang vi|en]";

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
    language: Language,
}

impl Options {
    fn read(mut arguments: Arguments) -> Result<Self, Stop> {
        let today = arguments.day("--today")?.or_else(|| NaiveDate::from_ymd_opt(2021, 1, 4)).unwrap_or_default();
        let ics = arguments.path("--ics")?;
        if ics.is_some() && !cfg!(feature = "ics") {
            return Err(arguments.wrong("this build does not write calendar entries: build it with `--features ics`"));
        }
        Ok(Self {
            today,
            policy: arguments.path("--policy")?,
            keep: arguments.path("--keep")?,
            ics,
            json: arguments.has("--json"),
            language: arguments.language()?,
            folder: arguments.folder()?,
        })
    }

    const fn either<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        desk::either(self.language, vi, en)
    }
}

fn run(options: &Options) -> Result<(u8, String), Stop> {
    let policy = desk::policy(options.policy.as_deref())?;
    let (roster, season) = desk::facts(&options.folder, options.language)?;
    let names = Names::new(&roster);
    let table = desk::year(roster, &options.folder, options.language)?;
    let stop = |error: &phancong::Error| {
        let line = |spot: Option<Spot>, defect: String| match spot {
            Some(spot) => format!("{}: {defect}", spot.say(options.language)),
            None => defect,
        };
        let located = table.sources.located(error, &season).into_iter();
        let mut lines: Vec<String> =
            located.map(|(spot, defect)| line(spot, defect.say(&names, options.language))).collect();
        if let phancong::Error::Agenda(defects) = error {
            lines.extend(defects.iter().map(|defect| line(row(&table, defect), defect.say(&names, options.language))));
        }
        Stop(3, if lines.is_empty() { error.say(&names, options.language) } else { lines.join("\n") })
    };
    let agenda = Agenda::of_year(&policy, &table.placements, &table.blocked, &table.year, options.today);
    let agenda = agenda.map_err(|error| stop(&error))?;
    let agenda = match &options.keep {
        None => agenda,
        Some(file) => {
            let kept = kept(file, agenda.year)?;
            agenda.keeping(&kept)
        }
    };
    let calendar = schedule(&policy, &agenda, options.today).map_err(|error| stop(&error))?;
    let judged = check(&policy, &agenda, options.today, &calendar);
    judged.map_err(|error| Stop(5, error.say(&names, options.language)))?;

    let page = Page { options, names: &names, roster: &table.year.roster, agenda: &agenda, calendar: &calendar };
    let mut text = if options.json {
        serde_json::to_string_pretty(&calendar).map_err(|error| Stop(6, error.to_string()))? + "\n"
    } else {
        let title = options.either(&policy.title.vi, &policy.title.en);
        page.text(title, table.sources.tallies().iter().map(|tally| tally.say(options.language)))
    };
    if let Some(file) = &options.ics {
        page.write_entries(file)?;
        if !options.json {
            section(&mut text, options.either("Đã ghi", "Written"), [file.display().to_string()]);
        }
    }
    Ok((if calendar.shortages.is_empty() { 0 } else { 4 }, text))
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
fn kept(file: &Path, year: i32) -> Result<Calendar, Stop> {
    let text = std::fs::read_to_string(file).map_err(|error| Stop::refused_file(file, error))?;
    let calendar: Calendar = serde_json::from_str(&text).map_err(|error| Stop::refused_file(file, error))?;
    if calendar.year == year {
        Ok(calendar)
    } else {
        Err(Stop::refused_file(file, format!("it is the calendar of {}, and the records are of {year}", calendar.year)))
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
        if options.keep.is_some() {
            let steps = calendar.steps.iter().map(|step| say(step));
            section(
                &mut text,
                options.either("Thay đổi so với lịch trước", "Changed since the calendar before"),
                steps,
            );
        }
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
    fn write_entries(&self, file: &Path) -> Result<(), Stop> {
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
        let bytes = write(&events, options.today).map_err(Stop::refused)?;
        let written = phancong::office::replace(file, |out| out.write_all(&bytes));
        written.map_err(|error| Stop(6, format!("{}: {error}", file.display())))
    }

    #[cfg(not(feature = "ics"))]
    fn write_entries(&self, _: &Path) -> Result<(), Stop> {
        Ok(())
    }
}
