//! A written request comes in after the table went out: what changes, at what cost, and who must be told again.
//!
//! ```text
//! replan [DIR] [--policy FILE] [--day DATE] [--rules FILE] [--lang vi|en] [--json] [--reason TEXT]
//!        [--withdraw ID] [--join ID=BODY=NAME [--scope ID=AREA] [--own ID=ORG]] [--release MEMBER=ORG] [--unwish MEMBER=ORG]
//!        [--unban MEMBER=ORG] [--ban MEMBER=ORG] [--wish MEMBER=ORG] [--pin MEMBER=ORG] [--min ORG=N] [--max ORG=N]
//!        [--area-min AREA=N] [--area-max AREA=N] [--close ORG] [--merge ORG=ORG]
//! ```
//!
//! Each request may stand several times; they are made in the order of this list. `--scope` and `--own` are said of who
//! joins. `--wish` comes after the member's other wishes, `--merge A=B` makes `A` a
//! part of `B`, `--reason` is the reason on record for `--ban` and `--pin`. Side rules are those of `--rules`, or of `side-rules.toml` in `DIR`. The season of `DIR` (a folder or a workbook; without it the sample province) is
//! solved, its table is kept as far as the policy says, and the new table is proved. What is compared is the table as it went out: it costs no moves.
//!
//! Exit code: 0 done and proved, 2 usage, 3 input or request rejected, 4 no complete table exists any more (it says why), 5 not proved.

#[path = "desk/mod.rs"]
mod desk;
#[path = "replan/request.rs"]
mod request;

use chrono::NaiveDate;
use desk::{Arguments, Stop, said, section};
use phancong::explain::{letters, standings};
use phancong::report::{Language, Names, Words};
use phancong::{
    Certificate, Notice, Outcome, Plan, Policy, Problem, ProblemError, certify, confirm, solve, solve_from,
};
use request::Request;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: replan [DIR] [--policy FILE] [--day DATE] [--rules FILE] [--lang vi|en] [--json] [--reason TEXT] [--withdraw ID] \
[--join ID=BODY=NAME [--scope ID=AREA] [--own ID=ORG]] [--release MEMBER=ORG] [--unwish MEMBER=ORG] [--unban MEMBER=ORG] \
[--ban MEMBER=ORG] [--wish MEMBER=ORG] [--pin MEMBER=ORG] [--min ORG=N] [--max ORG=N] [--area-min AREA=N] [--area-max AREA=N] \
[--close ORG] [--merge ORG=ORG]";

fn main() -> ExitCode {
    desk::finish(Options::read(Arguments::new(USAGE)).and_then(|options| run(&options)))
}

struct Options {
    folder: PathBuf,
    policy: Option<PathBuf>,
    day: NaiveDate,
    rules: Option<PathBuf>,
    requests: Vec<Request>,
    reason: String,
    language: Language,
    json: bool,
}

impl Options {
    fn read(mut arguments: Arguments) -> Result<Self, Stop> {
        let language = arguments.language()?;
        let reason = arguments.text("--reason")?;
        let usual = desk::either(language, "theo văn bản đề nghị", "as asked in writing");
        Ok(Self {
            language,
            reason: reason.unwrap_or_else(|| usual.to_owned()),
            policy: arguments.path("--policy")?,
            day: arguments.day("--day")?.or_else(|| NaiveDate::from_ymd_opt(2020, 12, 1)).unwrap_or_default(),
            rules: arguments.path("--rules")?,
            json: arguments.has("--json"),
            requests: Request::all(&mut arguments)?,
            folder: arguments.folder()?,
        })
    }
}

fn run(options: &Options) -> Result<(u8, String), Stop> {
    let language = options.language;
    let policy = desk::policy(options.policy.as_deref(), options.language)?;
    let (mut roster, sources) = desk::facts(&options.folder, language)?;
    roster.side_rules = desk::side_rules(options.rules.as_deref(), &options.folder, options.language)?;
    let season = desk::problem(&policy, options.day, roster, &sources, language)?;
    let (old, _) = answer(&season, None)?;
    let names = Names::new(season.roster());
    let refused = |error: ProblemError| Stop::refused(error.say(&names, language));
    let before = season.keeping(old.plan()).map_err(refused)?;
    let after = before.with(request::changes(&options.requests, &before, &options.reason)).map_err(refused)?;
    let (new, proved) = answer(&after, Some(old.plan()))?;
    let judged =
        |problem: &Problem, plan: &Plan| certify(problem, plan).map_err(|rejected| Stop(5, rejected.to_string()));
    // What the table says of itself is about the season before; against itself it moves nobody.
    let went_out = judged(&before, &Plan::new(old.plan().placements().to_vec()))?;
    let certificate = judged(&after, new.plan())?;
    let replanned =
        Replanned { options, before: &before, after: &after, old: old.plan(), new: &new, went_out, certificate };
    let code = match &new {
        _ if !proved => 5,
        Outcome::Solved(_) => 0,
        Outcome::Infeasible(_) => 4,
        Outcome::Unproved(_) => 5,
    };
    Ok((code, if options.json { replanned.data() } else { replanned.text(&policy) }))
}

/// An answer, begun at a plan near by if there is one, and whether the judge finds it proved.
fn answer(problem: &Problem, near: Option<&Plan>) -> Result<(Outcome, bool), Stop> {
    let outcome = near.map_or_else(|| solve(problem), |near| solve_from(problem, near));
    let outcome = outcome.map_err(|error| Stop(5, error.to_string()))?;
    let certificate = certify(problem, outcome.plan()).map_err(|rejected| Stop(5, rejected.to_string()))?;
    let proved = match &outcome {
        Outcome::Solved(_) => certificate.is_optimal(),
        Outcome::Infeasible(answer) => {
            let counted = answer.conflicts.iter().all(|conflict| confirm(problem, conflict).is_ok());
            certificate.is_least() && certificate.proves_infeasible() && counted
        }
        Outcome::Unproved(_) => false,
    };
    Ok((outcome, proved))
}

/// Whether two notices say the same; a row has another number when rows come and go.
fn same(known: &Notice, notice: &Notice) -> bool {
    match (known, notice) {
        (
            Notice::WishTwice { member, organization, .. },
            Notice::WishTwice { member: other, organization: place, .. },
        ) => (member, organization) == (other, place),
        _ => known == notice,
    }
}

struct Replanned<'a> {
    options: &'a Options,
    before: &'a Problem,
    after: &'a Problem,
    old: &'a Plan,
    new: &'a Outcome,
    went_out: Certificate,
    certificate: Certificate,
}

impl Replanned<'_> {
    /// Everyone and every place of either side, so that who left has a name as well.
    fn names(&self) -> Names {
        let (mut all, new) = (self.before.roster().clone(), self.after.roster().clone());
        all.members.extend(new.members);
        all.organizations.extend(new.organizations);
        all.areas.extend(new.areas);
        Names::new(&all)
    }

    fn text(&self, policy: &Policy) -> String {
        let Self { options, before, after, new, .. } = self;
        let (names, language) = (self.names(), options.language);
        let say = |words: &dyn Words| words.say(&names, language);
        let either = |vi, en| desk::either(language, vi, en);
        let title = either(&policy.title.vi, &policy.title.en);
        let mut text = format!("{title}\n{} ({})\n\n{}\n", policy.id, said(options.day, language), say(*new));
        let asked = options.requests.iter().map(|request| request.say(before, language));
        section(&mut text, either("Nội dung đề nghị", "Asked for"), asked);
        if let Outcome::Infeasible(answer) = new {
            section(
                &mut text,
                either("Vướng mắc", "Conflicts"),
                answer
                    .conflicts
                    .iter()
                    .map(|conflict| say(conflict))
                    .chain(answer.clash.iter().map(|clash| say(clash))),
            );
        }
        let diff = self.old.diff(new.plan());
        section(&mut text, either("Thay đổi", "Changes"), [say(&diff)]);
        // A table that is not complete is not sent.
        if matches!(new, Outcome::Solved(_)) {
            let letters = letters(before, after, &diff);
            let letters: Vec<String> = letters.iter().map(|letter| say(letter)).collect();
            section(
                &mut text,
                either("Thư cần gửi", "Letters to send"),
                (!letters.is_empty()).then(|| letters.join("\n\n")),
            );
        }
        let news = after.notices().iter().filter(|notice| !before.notices().iter().any(|known| same(known, notice)));
        section(&mut text, either("Lưu ý", "Notices"), news.map(|notice| say(notice)));
        let tiers = standings(after, &self.certificate.cost, &self.certificate.bound);
        let tiers = tiers.iter().zip(self.went_out.cost.tiers());
        let was = either("Trước khi điều chỉnh", "Before the change");
        let tiers = tiers.map(|(tier, cost)| format!("{} {was}: {cost}.", say(tier)));
        section(&mut text, either("Chi phí từng bậc và chứng minh", "Cost and proof, tier by tier"), tiers);
        text
    }

    fn data(&self) -> String {
        let Self { before, after, old, new, went_out, certificate, .. } = self;
        let diff = old.diff(new.plan());
        let complete = matches!(new, Outcome::Solved(_));
        let letters = if complete { letters(before, after, &diff) } else { Vec::new() };
        let tiers: Vec<&str> = after.tiers().iter().map(|tier| tier.name.as_str()).collect();
        let data = serde_json::json!({
            "status": match new {
                Outcome::Solved(_) => "solved",
                Outcome::Infeasible(_) => "infeasible",
                Outcome::Unproved(_) => "unproved",
            },
            "problem": after.digest().as_str(),
            "tiers": tiers,
            "before": went_out.cost.tiers(),
            "after": certificate.cost.tiers(),
            "bound": certificate.bound.tiers(),
            "distance": diff.distance(),
            "shifts": diff.shifts,
            "letters": letters,
            "placements": new.plan().placements(),
        });
        format!("{data}\n")
    }
}
