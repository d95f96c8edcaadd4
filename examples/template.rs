//! The workbook to fill in: blank, or with the rows of a season and its year.
//!
//! ```text
//! template FILE.xlsx [--from DIR] [--sample] [--lang vi|en]
//! ```
//!
//! `--from` fills in the CSV files of a season's folder, and those of `DIR/year` if it is there; `--sample` those of the sample province.
//!
//! Exit code: 0 done, 2 usage, 3 the files to fill in are refused, 6 cannot write.

#[path = "desk/mod.rs"]
mod desk;

use desk::{Arguments, Stop, either};
use phancong::office::{replace, xlsx};
use phancong::report::Language;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    desk::finish(run(Arguments::new("usage: template FILE.xlsx [--from DIR] [--sample] [--lang vi|en]")))
}

fn run(mut arguments: Arguments) -> Result<(u8, String), Stop> {
    let language = arguments.language()?;
    let sample = arguments.has("--sample");
    let from = arguments.path("--from")?.or_else(|| sample.then(desk::sample));
    let missing = arguments.wrong("the file to write is missing");
    let target = arguments.rest(1)?.pop().map(PathBuf::from).ok_or(missing)?;
    let files = match &from {
        Some(folder) => {
            let year = folder.join("year");
            let mut files = csv_files(folder, language)?;
            if year.is_dir() {
                files.extend(csv_files(&year, language)?);
            }
            files
        }
        None => Vec::new(),
    };
    let files = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    desk::progress(either(language, "Đang lập sổ…", "Making the workbook…"));
    let workbook = xlsx::template(files).map_err(|rejected| desk::faults(&rejected, language))?;
    let unwritten = |error: std::io::Error| Stop::unwritten(&target, &error, language);
    replace(&target, |file| file.write_all(&workbook)).map_err(unwritten)?;
    Ok((0, format!("{}: {}\n", either(language, "Đã ghi", "Written"), target.display())))
}

/// The CSV files of a folder.
fn csv_files(folder: &Path, language: Language) -> Result<Vec<(String, Vec<u8>)>, Stop> {
    let named = |path: &Path, error: std::io::Error| Stop::unread(path, &error, language);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| named(folder, error))? {
        let path = entry.map_err(|error| named(folder, error))?.path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            files.push((name, std::fs::read(&path).map_err(|error| named(&path, error))?));
        }
    }
    files.sort();
    Ok(files)
}
