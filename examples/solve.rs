//! Solves a problem: its document comes from a file or standard input, the outcome goes to standard output, on one line.
//!
//! ```text
//! solve [PROBLEM.json]
//! ```
//!
//! Exit code: 0 solved and proved, 2 usage, 3 input rejected, 4 no complete plan exists (the outcome says why), 5 not proved, 6 cannot write.

#[path = "desk/terminal.rs"]
mod terminal;

use phancong::office;
use phancong::office::json::{read_problem, write_outcome};
use phancong::{Outcome, solve};
use std::fs::File;
use std::io::Write;
use std::process::ExitCode;
use terminal::progress;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    progress("reading…");
    let text = match arguments.as_slice() {
        [] => office::read(std::io::stdin().lock()),
        [file] if !file.starts_with('-') => File::open(file).and_then(office::read),
        _ => return fail(2, "usage: solve [PROBLEM.json], standard input without a file"),
    };
    let problem =
        match text.map_err(|error| error.to_string()).and_then(|text| read_problem(&text).map_err(|e| e.to_string())) {
            Ok(problem) => problem,
            Err(error) => return fail(3, &error),
        };
    progress("solving and proving…");
    let written = solve(&problem).and_then(|outcome| Ok((write_outcome(&problem, &outcome)?, outcome)));
    let (document, outcome) = match written {
        Ok(written) => written,
        Err(error) => return fail(5, &error.to_string()),
    };
    progress("");
    let mut output = std::io::stdout().lock();
    if let Err(error) = writeln!(output, "{document}").and_then(|()| output.flush()) {
        return fail(6, &error.to_string());
    }
    match outcome {
        Outcome::Solved(_) => ExitCode::SUCCESS,
        Outcome::Infeasible(_) => ExitCode::from(4),
        Outcome::Unproved(_) => ExitCode::from(5),
    }
}

fn fail(code: u8, message: &str) -> ExitCode {
    progress("");
    eprintln!("{message}");
    ExitCode::from(code)
}
