//! Makes units for a whole country, one on each line, as example `cascade` reads them. Nothing is kept in memory but one unit.
//!
//! ```text
//! make_country provinces
//! make_country districts
//! make_country communes [--communes N] [--households N] [--members N]
//! ```
//!
//! `provinces`: 63 committees and the grassroots organizations they register, for `policies/quang-ngai-2020.toml`. `districts`: 705 committees and
//! the sub-cells of their communes, for `policies/chi-bo-truc-thuoc-2020.toml`. `communes`: 10,603 communes (or the first N), each with its households
//! (300 or N) and party members (30 or N), for `policies/ho-gia-dinh-2020.toml`. The same bytes come out every time, on every machine.
//!
//! Real are the provinces, the districts and how many communes each has (`data/units/vietnam-2021.csv`). Everything else is invented, and that
//! every province is put under one province's plan is for size alone.
//!
//! Exit codes: 0 done, 2 wrong usage, 6 cannot write.

#[path = "country/committees.rs"]
mod committees;
#[path = "country/households.rs"]
mod households;
#[path = "country/units.rs"]
mod units;

mod desk;

use desk::{Arguments, Stop};
use phancong::Roster;
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

const USAGE: &str = "usage: make_country provinces
       make_country districts
       make_country communes [--communes N] [--households N] [--members N]";

/// A unit as it stands on its line.
#[derive(Serialize)]
struct Unit {
    unit: String,
    facts: Roster,
}

fn main() -> ExitCode {
    desk::finish(work().map(|()| (0, String::new())))
}

fn work() -> Result<(), Stop> {
    let mut arguments = Arguments::new(USAGE);
    let mut number = |name, usual: usize, least: usize| match arguments.text(name)? {
        None => Ok(usual),
        Some(text) => match text.parse() {
            Ok(number) if (least..=1_000_000).contains(&number) => Ok(number),
            _ => Err(arguments.wrong(
                format!("`{text}` sau `{name}` không phải số từ {least} đến 1000000"),
                format!("`{text}` after `{name}` is no number from {least} to 1000000"),
            )),
        },
    };
    let communes = number("--communes", 1_000_000, 0)?;
    let size = households::Size { households: number("--households", 300, 0)?, members: number("--members", 30, 1)? };
    let usage = arguments.wrong("cấp nào?", "which level?");
    let words = arguments.rest(1)?;
    let mut output = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut write = |(unit, facts)| -> std::io::Result<()> {
        serde_json::to_writer(&mut output, &Unit { unit, facts })?;
        output.write_all(b"\n")
    };
    let districts = units::districts();
    let written = match words.first().map(String::as_str) {
        Some("provinces") => {
            let mut provinces = districts.chunk_by(|one, other| one.province == other.province);
            provinces.try_for_each(|province| write(committees::province(province)))
        }
        Some("districts") => districts.iter().try_for_each(|district| write(committees::district(district))),
        Some("communes") => {
            let each =
                districts.iter().flat_map(|district| (1..=district.communes).map(move |commune| (district, commune)));
            each.take(communes).try_for_each(|(district, commune)| write(households::commune(district, commune, size)))
        }
        _ => return Err(usage),
    };
    written.and_then(|()| output.flush()).map_err(|error| Stop(6, error.to_string()))
}
