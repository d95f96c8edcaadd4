//! Judges an answer to a problem: an outcome of this library or of another program, or a bare table of placements.
//!
//! ```text
//! certify [--json] PROBLEM.json ANSWER.json
//! ```
//!
//! Exit code: 0 the plan is proved optimal, 2 usage, 3 refused, 4 it is proved that no plan is complete, 5 legal and not proved, 6 cannot write.

use phancong::office;
use phancong::office::json::{Answer, Status, read_answer, read_problem};
use phancong::{Certificate, Problem, certify, confirm};
use std::fs::File;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (options, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|text| text.starts_with("--"));
    let as_data = options == ["--json"];
    let [problem, answer] = files.as_slice() else { return usage() };
    if !as_data && !options.is_empty() {
        return usage();
    }
    let judgement = match read(problem, answer) {
        Ok((problem, answer)) => Judgement::of(&problem, &answer),
        Err(reason) => Judgement { certificate: None, reasons: vec![reason] },
    };
    let mut output = std::io::stdout().lock();
    let text = if as_data { judgement.data() } else { judgement.text() };
    if let Err(error) = writeln!(output, "{text}").and_then(|()| output.flush()) {
        eprintln!("{error}");
        return ExitCode::from(6);
    }
    ExitCode::from(judgement.verdict().1)
}

fn usage() -> ExitCode {
    eprintln!("usage: certify [--json] PROBLEM.json ANSWER.json");
    ExitCode::from(2)
}

fn read(problem: &str, answer: &str) -> Result<(Problem, Answer), String> {
    let bytes = |file: &str| File::open(file).and_then(office::read).map_err(|error| format!("{file}: {error}"));
    let read_problem = read_problem(&bytes(problem)?).map_err(|error| format!("{problem}: {error}"))?;
    let read_answer = read_answer(&bytes(answer)?).map_err(|error| format!("{answer}: {error}"))?;
    Ok((read_problem, read_answer))
}

/// What is found: reasons to refuse, or else a certificate.
struct Judgement {
    certificate: Option<Certificate>,
    reasons: Vec<String>,
}

impl Judgement {
    fn of(problem: &Problem, answer: &Answer) -> Self {
        let (certificate, mut reasons) = match certify(problem, &answer.plan) {
            Ok(certificate) => (Some(certificate), Vec::new()),
            Err(rejected) => (None, rejected.rejections().iter().map(ToString::to_string).collect()),
        };
        reasons.extend(untrue_statements(problem, answer, certificate.as_ref()));
        Self { certificate: certificate.filter(|_| reasons.is_empty()), reasons }
    }

    /// The verdict in a word, and the exit code.
    fn verdict(&self) -> (&'static str, u8) {
        match &self.certificate {
            None => ("refused", 3),
            Some(certificate) if certificate.is_optimal() => ("optimal", 0),
            Some(certificate) if certificate.proves_infeasible() => ("infeasible", 4),
            Some(_) => ("not-proved", 5),
        }
    }

    fn text(&self) -> String {
        let mut lines = vec![format!("verdict: {}", self.verdict().0)];
        if let Some(certificate) = &self.certificate {
            lines.push(format!("cost: {}", certificate.cost));
            lines.push(format!("bound: {}", certificate.bound));
            lines.push(format!("gap: {}", certificate.gap));
            lines.push(format!("places not held: {}", certificate.unplaced));
            lines.push(format!("seats below minima: {}", certificate.short));
        }
        lines.extend(self.reasons.iter().map(|reason| format!("reason: {reason}")));
        lines.join("\n")
    }

    fn data(&self) -> String {
        let verdict = self.verdict().0;
        serde_json::json!({ "verdict": verdict, "certificate": self.certificate, "reasons": self.reasons }).to_string()
    }
}

/// What an outcome says besides its plan and is not so.
fn untrue_statements(problem: &Problem, answer: &Answer, certificate: Option<&Certificate>) -> Vec<String> {
    let Some(statement) = &answer.statement else { return Vec::new() };
    let rules = problem.rules();
    let mut untrue = Vec::new();
    if (statement.policy.0.as_str(), &statement.policy.1) != (rules.policy(), rules.policy_digest()) {
        untrue.push(format!(
            "the outcome is under policy `{}`, the problem under `{}`",
            statement.policy.0,
            rules.policy()
        ));
    }
    if statement.day != rules.day() {
        untrue.push(format!("the outcome is for the rules of {}, the problem for {}", statement.day, rules.day()));
    }
    for conflict in &statement.conflicts {
        untrue.extend(confirm(problem, conflict).err().iter().map(ToString::to_string));
    }
    if let Some(certificate) = certificate {
        let proved = match statement.status {
            Status::Optimal => certificate.is_optimal() && statement.conflicts.is_empty(),
            Status::Infeasible => certificate.is_least() && certificate.proves_infeasible(),
            Status::NotProved => true,
        };
        if !proved {
            let status = if statement.status == Status::Optimal { "optimal" } else { "infeasible" };
            untrue.push(format!("the outcome says `{status}`, and its prices do not prove it"));
        }
    }
    untrue
}
