//! The files an example writes: which formats, and the set they make.
#![allow(dead_code, unreachable_pub, reason = "each example takes what it needs")]

use super::desk::{Arguments, Stop, either, progress, text};
use phancong::office::paper::{Letterhead, Paper};
use phancong::office::set::{self, FileSet};
use phancong::office::{csv, json};
use phancong::report::Language;
use std::error::Error;
use std::path::{Path, PathBuf};

/// A format, the feature that writes it, and whether this build has it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
    Xlsx,
    Docx,
    Html,
    Ics,
}

impl Format {
    const ALL: [(&'static str, Self, bool); 6] = [
        ("csv", Self::Csv, true),
        ("json", Self::Json, true),
        ("xlsx", Self::Xlsx, cfg!(feature = "xlsx")),
        ("docx", Self::Docx, cfg!(feature = "docx")),
        ("html", Self::Html, cfg!(feature = "html")),
        ("ics", Self::Ics, cfg!(feature = "ics")),
    ];
}

/// Where to write, and the formats of the papers beside what is always written.
pub struct Out {
    pub folder: Option<PathBuf>,
    pub formats: Vec<Format>,
}

impl Out {
    /// `--out DIR` and `--format LIST`; only formats among `known` make sense here.
    pub fn read(arguments: &mut Arguments, known: &[Format]) -> Result<Self, Stop> {
        let folder = arguments.path("--out")?;
        let mut formats = Vec::new();
        let Some(list) = arguments.text("--format")? else { return Ok(Self { folder, formats }) };
        if folder.is_none() {
            let vi = "`--format` là dạng tệp cần ghi; ghi thêm `--out` và tên thư mục để biết ghi vào đâu";
            let en = "`--format` says what to write and needs `--out DIR`, which says where";
            return Err(arguments.wrong(vi, en));
        }
        for name in list.split(',').map(str::trim) {
            let mut here = Format::ALL.iter().filter(|format| known.contains(&format.1));
            let Some(&(_, format, built)) = here.clone().find(|format| format.0 == name) else {
                let names: Vec<&str> = here.by_ref().map(|format| format.0).collect();
                let names = names.join(",");
                let vi = format!("ở đây không ghi được dạng `{name}`: chọn một hoặc nhiều trong số {names}");
                let en = format!("nothing here is written as `{name}`: say one or more of {names}");
                return Err(arguments.wrong(vi, en));
            };
            if !built {
                let vi =
                    format!("bản chương trình này không ghi được dạng `{name}`: thêm `--features {name}` khi chạy");
                let en = format!("this build does not write `{name}`: build it with `--features {name}`");
                return Err(arguments.wrong(vi, en));
            }
            if !formats.contains(&format) {
                formats.push(format);
            }
        }
        Ok(Self { folder, formats })
    }
}

impl Out {
    /// `--letterhead FILE`, or `letterhead.toml` beside the facts when papers are asked for, or an empty one.
    pub fn letterhead(&self, file: Option<&Path>, folder: &Path, language: Language) -> Result<Letterhead, Stop> {
        // `folder` may be a workbook: then the letterhead stands beside it.
        let in_folder = !folder.is_file();
        let beside = if in_folder { folder.join("letterhead.toml") } else { folder.with_file_name("letterhead.toml") };
        let own = !self.formats.is_empty() && beside.exists();
        let Some(file) = file.or_else(|| own.then_some(beside.as_path())) else { return Ok(Letterhead::default()) };
        Letterhead::from_toml(&text(file, language)?).map_err(|error| {
            let line = error.at.map(|line| format!("dòng {line}: ")).unwrap_or_default();
            match language {
                Language::Vi => {
                    Stop::refused_file(file, format!("{line}không phải tệp thể thức văn bản: {}", error.why))
                }
                Language::En => Stop::refused_file(file, error),
            }
        })
    }
}

/// Papers that belong together, in each of the formats.
pub fn add(set: &mut FileSet, key: &str, papers: &[Paper], formats: &[Format]) -> Result<(), Stop> {
    // What cannot be written comes from the facts or the letterhead.
    let written = |format| one(set, key, papers, format).map_err(|error| Stop::refused(format!("{key}: {error}")));
    formats.iter().copied().try_for_each(written)
}

fn one(set: &mut FileSet, key: &str, papers: &[Paper], format: Format) -> Result<(), Box<dyn Error>> {
    match format {
        Format::Csv => {
            for (at, bytes) in csv::paper_tables(papers)?.into_iter().enumerate() {
                set.add(format!("{key}-{}.csv", at + 1), bytes);
            }
        }
        Format::Json => set.add(format!("{key}.json"), format!("{}\n", json::write_papers(papers)?).into_bytes()),
        #[cfg(feature = "xlsx")]
        Format::Xlsx => set.add(format!("{key}.xlsx"), phancong::office::workbook::write(papers)?),
        #[cfg(feature = "docx")]
        Format::Docx => set.add(format!("{key}.docx"), phancong::office::docx::write(papers)?),
        #[cfg(feature = "html")]
        Format::Html => set.add(format!("{key}.html"), phancong::office::html::write(papers)?),
        // Calendar entries are made from visits, not from papers; a format that is not built was refused.
        _ => {}
    }
    Ok(())
}

/// Puts the set in its folder, which is made with those above it; gives the paths.
pub fn write(folder: &Path, set: &FileSet, language: Language) -> Result<Vec<String>, Stop> {
    progress(either(language, "Đang ghi…", "Writing…"));
    let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
    let made = above.map_or(Ok(()), std::fs::create_dir_all);
    made.map_err(|error| Stop::unwritten(folder, &error, language))?;
    set::write(folder, set).map_err(|error| Stop(6, error.say(language)))?;
    Ok(set.files().map(|(name, _)| folder.join(name).display().to_string()).collect())
}
