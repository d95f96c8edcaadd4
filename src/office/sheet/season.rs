//! The lists of a season as a roster.

use super::fault::Fault;
use super::rejected::Rejected;
use super::row::Row;
use super::source::Sources;
use super::tally::Tally;
use super::{Lists, tables};
use crate::problem::Table;
use crate::roster::Roster;

struct Reading<'a, L> {
    lists: &'a mut L,
    sources: Sources,
    tallies: Vec<Tally>,
    faults: Vec<Fault>,
}

impl<L: Lists> Reading<'_, L> {
    fn list<T>(&mut self, table: Table, build: fn(&mut Row<'_, '_>) -> Option<T>) -> Vec<T> {
        let found = self.lists.list(table.name(), tables::spec(table), build, &mut self.faults);
        let Some(found) = found else { return Vec::new() };
        self.tallies.push(found.tally.clone());
        self.faults.extend(found.faults);
        let (numbers, entries) = found.entries.into_iter().unzip();
        self.sources.add(table, numbers, found.tally);
        entries
    }
}

/// Reads every list of a season; `faults` are those of the files themselves, and `rest` gives those of what no list took.
pub(in crate::office) fn read_season<L: Lists>(
    lists: &mut L,
    faults: Vec<Fault>,
    rest: fn(&L) -> Vec<Fault>,
) -> Result<(Roster, Sources), Rejected> {
    let mut reading = Reading { lists, sources: Sources::default(), tallies: Vec::new(), faults };
    let roster = Roster {
        areas: reading.list(Table::Areas, tables::area),
        organizations: reading.list(Table::Organizations, tables::organization),
        members: reading.list(Table::Members, tables::member),
        registrations: reading.list(Table::Registrations, tables::registration),
        designations: reading.list(Table::Designations, tables::designation),
        nominations: reading.list(Table::Nominations, tables::nomination),
        bans: reading.list(Table::Bans, tables::ban),
        waivers: reading.list(Table::Waivers, tables::waiver),
        previous: reading.list(Table::Previous, tables::placed),
        history: reading.list(Table::History, tables::placed),
        // They are no list of rows: see `office::side_rules`.
        side_rules: Vec::new(),
    };
    let Reading { lists, sources, tallies, mut faults } = reading;
    faults.extend(rest(lists));
    if faults.is_empty() { Ok((roster, sources)) } else { Err(Rejected { faults, tallies }) }
}
