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
use phancong::office::{csv, replace, xlsx};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    desk::finish(run(Arguments::new("usage: template FILE.xlsx [--from DIR] [--sample] [--lang vi|en]")))
}

fn run(mut arguments: Arguments) -> Result<(u8, String), Stop> {
    let language = arguments.language()?;
    let sample = arguments.has("--sample");
    let from = arguments.path("--from")?.or_else(|| sample.then(desk::sample));
    let missing = arguments.wrong("còn thiếu tên tệp cần ghi", "the file to write is missing");
    let target = arguments.rest(1)?.pop().map(PathBuf::from).ok_or(missing)?;
    let files = match &from {
        Some(folder) => {
            let year = folder.join("year");
            let read = |folder: &Path| csv::folder_files(folder).map_err(|rejected| desk::faults(&rejected, language));
            let mut files = read(folder)?;
            if year.is_dir() {
                files.extend(read(&year)?);
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
