//! Solves a problem: its document comes from a file or standard input, the outcome goes to standard output, on one line.
//!
//! ```text
//! solve [PROBLEM.json]
//! ```
//!
//! Exit code: 0 solved and proved, 2 usage, 3 input rejected, 4 no complete plan exists (the outcome says why), 5 not proved, 6 cannot write.

use phancong::office::json::{read_problem, write_outcome};
use phancong::{Outcome, solve};
use std::io::{Read, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let text = match arguments.as_slice() {
        [] => read_input(),
        [file] if !file.starts_with('-') => std::fs::read(file),
        _ => return fail(2, "usage: solve [PROBLEM.json], standard input without a file"),
    };
    let problem =
        match text.map_err(|error| error.to_string()).and_then(|text| read_problem(&text).map_err(|e| e.to_string())) {
            Ok(problem) => problem,
            Err(error) => return fail(3, &error),
        };
    let written = solve(&problem).and_then(|outcome| Ok((write_outcome(&problem, &outcome)?, outcome)));
    let (document, outcome) = match written {
        Ok(written) => written,
        Err(error) => return fail(5, &error.to_string()),
    };
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

fn read_input() -> std::io::Result<Vec<u8>> {
    let mut text = Vec::new();
    std::io::stdin().lock().read_to_end(&mut text)?;
    Ok(text)
}

fn fail(code: u8, message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::from(code)
}
