//! Makes the sample year: `make_year [DIR]` reads the season in `DIR`, solves it, and writes the records of 2021 into `DIR/year`; without `DIR`
//! the sample province. Everything written is invented. The same files come out every time, on every machine.
//!
//! Exit codes: 0 done, 2 wrong usage, 3 season rejected, 6 cannot write.

#[path = "year/records.rs"]
mod records;

use phancong::office::{csv, replace};
use phancong::{Policy, Problem, solve};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let sample = || Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/quang-ngai-2021");
    let folder = arguments.next().map_or_else(sample, PathBuf::from);
    if arguments.next().is_some() || folder.as_os_str().to_string_lossy().starts_with('-') {
        eprintln!("usage: make_year [DIR]");
        return ExitCode::from(2);
    }
    let files = match season(&folder) {
        Ok(files) => files,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::from(3);
        }
    };
    let folder = folder.join("year");
    for (name, text) in files {
        let path = folder.join(&name);
        let written = std::fs::create_dir_all(&folder)
            .and_then(|()| replace(&path, |file| std::io::Write::write_all(file, text.as_bytes())));
        if let Err(error) = written {
            eprintln!("cannot write {}: {error}", path.display());
            return ExitCode::from(6);
        }
        println!("{name}: {} rows", text.lines().count().saturating_sub(1));
    }
    ExitCode::SUCCESS
}

fn season(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let (roster, _) = csv::read_folder(folder).map_err(|rejected| rejected.to_string())?;
    let policy = Policy::quang_ngai_2020().map_err(|error| error.to_string())?;
    let day = chrono::NaiveDate::from_ymd_opt(2020, 12, 1).unwrap_or_default();
    let rules = policy.in_force(day).map_err(|error| error.to_string())?;
    let problem = Problem::new(roster, rules).map_err(|error| error.to_string())?;
    let outcome = solve(&problem).map_err(|error| error.to_string())?;
    Ok(records::files(problem.roster(), outcome.plan().placements()))
}
