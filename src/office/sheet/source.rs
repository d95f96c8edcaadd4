//! Where facts came from: the way back from an entry of the roster to the row of its file.

use super::fault::Spot;
use super::tally::Tally;
use crate::problem::{Defect, ProblemError, Row, Table};
use std::collections::BTreeMap;
use std::fmt;

/// For each list of a roster, the file it was read from and the row of each entry.
///
/// Example: [`Sources::located`](crate::office::csv::Sources::located).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    lists: BTreeMap<Table, List>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct List {
    rows: Vec<usize>,
    tally: Tally,
}

impl Sources {
    pub(in crate::office) fn add(&mut self, table: Table, rows: Vec<usize>, tally: Tally) {
        self.lists.insert(table, List { rows, tally });
    }

    /// What was counted in each file.
    pub fn tallies(&self) -> impl Iterator<Item = &Tally> {
        self.lists.values().map(|list| &list.tally)
    }

    /// Where an entry of the roster stood; none for an entry that was not read from a file.
    #[must_use]
    pub fn spot(&self, row: Row) -> Option<Spot> {
        let list = self.lists.get(&row.table)?;
        let number = list.rows.get(row.number.checked_sub(1)?)?;
        Some(list.tally.spot(*number))
    }

    /// The defects of facts, each with its places in the files; empty for any other error.
    ///
    /// ```
    /// use phancong::office::csv;
    /// # let rules = phancong::Policy {
    /// #     format: "phancong-policy/1".into(), id: "example".into(),
    /// #     title: phancong::Text { vi: String::new(), en: String::new() },
    /// #     issuer: phancong::Text { vi: String::new(), en: String::new() },
    /// #     number: String::new(), basis: vec![], seed: None, readings: Default::default(),
    /// #     tiers: vec![phancong::Tier { name: "unplaced".into(), source: phancong::Source::Request, measures: [(phancong::Measure::Unplaced, 1)].into() }],
    /// #     rules: vec![phancong::Rule {
    /// #         id: "R".parse()?, article: "R".into(), source: phancong::Source::Request, from: "2020-01-01".parse().unwrap(), until: None,
    /// #         text: phancong::Text { vi: String::new(), en: String::new() }, says: phancong::Kind::Places { each: 1 },
    /// #     }],
    /// # }.in_force("2020-12-01".parse().unwrap())?;
    /// let (roster, sources) = csv::read_files([
    ///     ("areas.csv", b"id,name\nbinh-son,Huy\xe1\xbb\x87n B\xc3\xacnh S\xc6\xa1n\n".as_slice()),
    ///     ("organizations.csv", b"id,name,area\n\nbinh-chau,\"Binh Chau\",ly-son\n"),
    ///     ("members.csv", b"id,name,body\n"),
    ///     ("registrations.csv", b"member,organization,rank\n"),
    /// ])?;
    /// let error = phancong::Problem::new(roster, rules).unwrap_err();
    /// let located = sources.located(&error);
    /// assert_eq!(located[0].to_string(), "organizations.csv row 3: `ly-son` is not in areas");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn located(&self, error: &ProblemError) -> Vec<Located> {
        let defects = match error {
            ProblemError::Defects(defects) => defects.as_slice(),
            _ => &[],
        };
        let located = defects.iter().map(|defect| Located {
            spots: defect.rows.iter().filter_map(|&row| self.spot(row)).collect(),
            defect: defect.clone(),
        });
        located.collect()
    }
}

/// A defect of the facts and where it stands in the files.
///
/// Example: [`Sources::located`](crate::office::csv::Sources::located).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The rows it stands in; empty when it stands in none.
    pub spots: Vec<Spot>,
    /// The defect.
    pub defect: Defect,
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spots: Vec<String> = self.spots.iter().map(Spot::to_string).collect();
        if !spots.is_empty() {
            write!(f, "{}: ", spots.join(", "))?;
        }
        write!(f, "{}", self.defect.what)?;
        self.defect.rule.iter().try_for_each(|rule| write!(f, " (rule {rule})"))
    }
}
