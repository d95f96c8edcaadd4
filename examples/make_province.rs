//! Makes the sample province: `make_province [DIR]` writes `DIR/quang-ngai-2021` and `DIR/quang-ngai-2021-short`; without `DIR` the files
//! beside this example. The same files come out every time, on every machine.
//!
//! Exit codes: 0 done, 2 wrong usage, 6 cannot write.

mod province;

use phancong::office::csv;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let folder =
        arguments.next().map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data"), PathBuf::from);
    if arguments.next().is_some() || folder.as_os_str().to_string_lossy().starts_with('-') {
        eprintln!("usage: make_province [DIR]");
        return ExitCode::from(2);
    }
    let seasons = [("quang-ngai-2021", province::season()), ("quang-ngai-2021-short", province::short_season())];
    for (name, roster) in seasons {
        let folder = folder.join(name);
        if let Err(error) = csv::write_roster(&folder, &roster) {
            eprintln!("cannot write {}: {error}", folder.display());
            return ExitCode::from(6);
        }
        println!(
            "{}: {} areas, {} organizations, {} members, {} registrations",
            folder.display(),
            roster.areas.len(),
            roster.organizations.len(),
            roster.members.len(),
            roster.registrations.len()
        );
    }
    ExitCode::SUCCESS
}
