//! `calendar`: the visits of the sample year.

use super::{code, copy_of_the_sample, empty_folder, expected, path, run, text};
use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What stands under a heading.
fn below<'a>(printed: &'a str, head: &str) -> Vec<&'a str> {
    printed.lines().skip_while(|line| *line != head).skip(1).take_while(|line| !line.is_empty()).collect()
}

fn data(arguments: &[&str]) -> Value {
    let output = run("calendar", arguments);
    assert_eq!(text(&output.stderr), "");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_calendar_of_october_is_printed_as_expected_in_both_languages() {
    for language in ["vi", "en"] {
        let output = run("calendar", &["--today", "2021-10-01", "--lang", language]);
        assert_eq!((code(&output), text(&output.stderr)), (4, ""), "one member can no longer make two visits");
        expected(text(&output.stdout), &format!("calendar.{language}.txt"));
    }
}

#[test]
fn in_january_everyone_has_the_visits_owed_and_a_last_day_for_each_notice() {
    let output = run("calendar", &["--lang", "en"]);
    assert_eq!((code(&output), text(&output.stderr)), (0, ""));
    let visits = below(text(&output.stdout), "VISITS");
    let lines: Vec<_> = visits.iter().filter(|line| line.starts_with("    ")).collect();
    assert_eq!((visits.len() - lines.len(), lines.len()), (50, 100));
    assert!(lines.iter().all(|line| line.contains("last day of notice 202") || line.contains("notice given on 202")));
    assert!(below(text(&output.stdout), "MISSING").is_empty());
}

#[test]
fn the_picture_counts_each_visit_once() {
    let output = run("calendar", &["--today", "2021-10-01", "--lang", "en"]);
    let rows: Vec<Vec<u32>> = below(text(&output.stdout), "VISITS BY MONTH")[1..]
        .iter()
        .map(|line| {
            let cells: Vec<&str> = line.split_whitespace().rev().take(13).collect();
            cells.iter().rev().map(|cell| cell.parse().unwrap_or(0)).collect()
        })
        .collect();
    let (all, areas) = rows.split_last().unwrap();
    for (column, sum) in all.iter().enumerate() {
        assert_eq!(areas.iter().map(|row| row[column]).sum::<u32>(), *sum, "column {}", column + 1);
    }
    let visits = below(text(&output.stdout), "VISITS").iter().filter(|line| line.starts_with("    ")).count();
    assert_eq!(usize::try_from(all[12]).unwrap(), visits);
}

#[test]
fn the_calendar_is_there_as_data_and_can_be_kept() {
    let first = data(&["--json"]);
    assert_eq!(first["visits"].as_array().unwrap().len(), 100);
    let folder = empty_folder("calendar-keep");
    let file = path(&folder, "calendar.json");
    fs::write(&file, run("calendar", &["--json"]).stdout).unwrap();
    let same = data(&["--json", "--keep", &file]);
    let meetings = |calendar: &Value| -> Vec<Value> {
        calendar["visits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| [&v["member"], &v["day"], &v["number"]].into_iter().cloned().collect())
            .collect()
    };
    assert_eq!((meetings(&same), &same["steps"]), (meetings(&first), &Value::Array(vec![])));
    // In June the visits of January that were not made are moved or dropped, and no name is given twice.
    let june = run("calendar", &["--today", "2021-06-10", "--keep", &file, "--lang", "en"]);
    assert!(!below(text(&june.stdout), "CHANGED SINCE THE CALENDAR BEFORE").is_empty());
    let june = data(&["--json", "--today", "2021-06-10", "--keep", &file]);
    assert!(june["steps"].as_array().unwrap().iter().any(|step| step["change"] == "moved"));
    let lists = ["visits", "dropped"].map(|list| june[list].as_array().unwrap().clone());
    let names: BTreeSet<String> =
        lists.iter().flatten().map(|visit| format!("{}/{}", visit["member"], visit["number"])).collect();
    assert_eq!(names.len(), lists[0].len() + lists[1].len());
}

#[test]
fn no_visit_lies_in_days_that_are_blocked_or_on_a_holiday() {
    let visits = data(&["--json"])["visits"].as_array().unwrap().clone();
    let days = |key: &str, id: &str| -> Vec<String> {
        let mine = visits.iter().filter(|visit| visit[key] == id);
        mine.map(|visit| visit["day"].as_str().unwrap().to_owned()).collect()
    };
    for (key, id, from, until) in [
        ("member", "UV-24", "2021-02-01", "2021-02-28"),
        ("member", "UV-33", "2021-06-15", "2021-06-30"),
        ("member", "UV-44", "2021-10-01", "2021-11-30"),
        ("organization", "son-tay/son-bua/dang-bo", "2021-05-10", "2021-05-25"),
        ("organization", "ba-to/giao-duc", "2021-07-01", "2021-07-31"),
    ] {
        let days = days(key, id);
        assert!(
            days.len() >= 2 && days.iter().all(|day| day.as_str() < from || day.as_str() > until),
            "{id}: {days:?}"
        );
    }
    let tet = |visit: &Value| ("2021-02-10".."2021-02-17").contains(&visit["day"].as_str().unwrap());
    assert!(!visits.iter().any(tet));
}

#[test]
fn blocked_days_of_nobody_are_refused_with_their_row() {
    let folder = copy_of_the_sample("calendar-blocked", |_, text| text);
    let year = folder.join("year");
    fs::create_dir(&year).unwrap();
    for entry in
        fs::read_dir(std::path::Path::new(&super::data("quang-ngai-2021")).join("year")).unwrap().map(Result::unwrap)
    {
        fs::copy(entry.path(), year.join(entry.file_name())).unwrap();
    }
    let rows =
        "from,until,member\n01/02/2021,28/02/2021,UV-24\n01/02/2021,28/02/2021,UV-99\n05/03/2021,01/03/2021,UV-24\n";
    fs::write(year.join("blocked.csv"), rows).unwrap();
    let output = run("calendar", &[folder.to_str().unwrap()]);
    assert_eq!((code(&output), text(&output.stdout)), (3, ""));
    let said = text(&output.stderr);
    for row in ["blocked.csv, dòng 3: ", "blocked.csv, dòng 4: "] {
        assert!(said.contains(row), "{said}");
    }
}

#[test]
fn in_january_weeks_and_so_months_are_even() {
    let calendar = data(&["--json"]);
    let visits = calendar["visits"].as_array().unwrap();
    let of = |month: &str| visits.iter().filter(|visit| &visit["day"].as_str().unwrap()[5..7] == month).count();
    let months: Vec<usize> = (1..=12).map(|month| of(&format!("{month:02}"))).collect();
    let mut weeks: BTreeMap<_, usize> = BTreeMap::new();
    for visit in visits {
        let day: NaiveDate = visit["day"].as_str().unwrap().parse().unwrap();
        *weeks.entry(day.iso_week()).or_default() += 1;
    }
    assert_eq!(calendar["tally"]["bunching"], weeks.values().map(|count| count * count).sum::<usize>());
    // A hundred visits in the 44 weeks in which there are meetings before the report.
    assert!(weeks.len() == 44 && weeks.values().all(|count| (1..=3).contains(count)), "{weeks:?}");
    assert!(months.iter().all(|count| (2..=11).contains(count)), "{months:?}");
}

#[test]
fn a_calendar_of_another_year_or_no_calendar_is_refused() {
    let folder = empty_folder("calendar-refused");
    let other = String::from_utf8(run("calendar", &["--json"]).stdout).unwrap();
    fs::write(folder.join("other.json"), other.replacen("\"year\": 2021", "\"year\": 2020", 1)).unwrap();
    fs::write(folder.join("none.json"), "{}").unwrap();
    for file in ["other.json", "none.json", "missing.json"] {
        let output = run("calendar", &["--keep", &path(&folder, file)]);
        assert_eq!((code(&output), text(&output.stdout)), (3, ""), "{file}");
        assert!(text(&output.stderr).contains(file), "{}", text(&output.stderr));
    }
}

#[cfg(feature = "ics")]
#[test]
fn the_visits_become_entries_and_a_later_file_moves_the_same_entries() {
    let folder = empty_folder("calendar-ics");
    let (json, first, second) = (path(&folder, "c.json"), path(&folder, "1.ics"), path(&folder, "2.ics"));
    let output = run("calendar", &["--json", "--ics", &first]);
    assert_eq!(code(&output), 0);
    fs::write(&json, &output.stdout).unwrap();
    let output = run("calendar", &["--today", "2021-06-10", "--keep", &json, "--ics", &second, "--lang", "en"]);
    assert_eq!(below(text(&output.stdout), "WRITTEN"), [second.as_str()]);
    // Unfolded: the id of each entry with its sequence number.
    let entries = |file: &str| -> Vec<(String, u32)> {
        let whole = fs::read_to_string(file).unwrap().replace("\r\n ", "");
        let of = |name: &str| -> Vec<String> {
            whole.lines().filter_map(|line| line.strip_prefix(name)).map(str::to_owned).collect()
        };
        of("UID:").into_iter().zip(of("SEQUENCE:").iter().map(|number| number.parse().unwrap())).collect()
    };
    let (first, second) = (entries(&first), entries(&second));
    assert_eq!(first.len(), 100);
    assert!(first.iter().all(|entry| entry.1 == 0));
    let later = |uid: &str| second.iter().find(|entry| entry.0 == uid).map(|entry| entry.1);
    assert!(
        first.iter().all(|entry| later(&entry.0).is_some()),
        "no entry is forgotten: one that is dropped is called off"
    );
    assert!(second.iter().any(|entry| entry.1 > 0));
    let unwritable = path(&folder, "no/such/folder.ics");
    assert_eq!(code(&run("calendar", &["--ics", &unwritable])), 6);
}

#[test]
fn a_year_that_is_not_there_is_refused() {
    let folder = copy_of_the_sample("calendar-no-year", |_, text| text);
    let output = run("calendar", &[folder.to_str().unwrap()]);
    assert_eq!((code(&output), text(&output.stdout)), (3, ""), "{}", text(&output.stderr));
}

#[test]
fn a_wrong_question_is_answered_with_the_usage() {
    let cases: [&[&str]; 5] =
        [&["--today"], &["--today", "30/02/2021"], &["--colour"], &["--lang", "fr"], &["one", "two"]];
    for arguments in cases {
        let output = run("calendar", arguments);
        assert_eq!((code(&output), text(&output.stdout)), (2, ""), "{arguments:?}");
        assert!(text(&output.stderr).contains("cách dùng: calendar"), "{arguments:?}");
    }
}

#[test]
fn the_calendar_is_written_as_a_set_with_papers_and_entries() {
    let parent = empty_folder("calendar-set");
    let (folder, out) = (parent.join("out"), path(&parent, "out"));
    let output = run("calendar", &["--out", &out, "--format", "html,docx,csv,json,ics"]);
    assert_eq!((code(&output), text(&output.stderr)), (0, ""));
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let made = |name: &str| names.iter().any(|known| known == name);
    for name in ["calendar.json", "lich-du-sinh-hoat.ics", "manifest.txt"] {
        assert!(made(name), "{name} in {names:?}");
    }
    for key in ["lich-du-sinh-hoat", "lich-gui-dong-chi", "lich-gui-cap-uy", "lich-gui-to-chuc"] {
        for ending in [".html", ".docx", "-1.csv", ".json"] {
            assert!(made(&format!("{key}{ending}")), "{key}{ending} in {names:?}");
        }
    }
    assert_eq!(below(text(&output.stdout), "ĐÃ GHI").len(), names.len() - 1, "all but the manifest");
    let kept = run("calendar", &["--keep", &path(&folder, "calendar.json"), "--json"]);
    assert_eq!((code(&kept), text(&kept.stderr)), (0, ""));
    let page = fs::read_to_string(folder.join("lich-du-sinh-hoat.html")).unwrap();
    assert!(page.contains("LỊCH DỰ SINH HOẠT") && page.contains("Hạn báo trước"));
}

#[test]
fn what_is_missing_or_not_offered_is_told_in_the_language_asked_for() {
    let output = run("season", &["no/such/folder"]);
    assert_eq!(code(&output), 3);
    assert_eq!(
        text(&output.stderr),
        "TEP-03 no/such/folder: không có tệp hoặc thư mục này: xem lại tên và đường dẫn\n"
    );
    let output = run("season", &["--policy", "no/such.toml", "--lang", "en"]);
    assert_eq!(code(&output), 3);
    assert_eq!(text(&output.stderr), "no/such.toml: there is no such file or folder: see how its name is written\n");
    for (language, told) in [
        (
            "vi",
            "ở đây không ghi được dạng `ics`: chọn một hoặc nhiều trong số csv,json,xlsx,docx,html\ncách dùng: season",
        ),
        ("en", "nothing here is written as `ics`: say one or more of csv,json,xlsx,docx,html\nusage: season"),
    ] {
        let output = run("season", &["--out", "x", "--format", "ics", "--lang", language]);
        assert_eq!(code(&output), 2);
        assert!(text(&output.stderr).starts_with(told), "{}", text(&output.stderr));
    }
    let output = run("season", &["--day", "01/01/2030"]);
    assert_eq!(code(&output), 3);
    assert!(text(&output.stderr).contains("01/01/2030"), "{}", text(&output.stderr));
    let output = run("season", &["--out", "/proc/phancong/out"]);
    assert_eq!(code(&output), 6);
    assert!(text(&output.stderr).starts_with("/proc/phancong"), "{}", text(&output.stderr));
}
