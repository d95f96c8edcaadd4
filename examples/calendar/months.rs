//! The year as a picture of text: a row for each area, a column for each month.

use chrono::Datelike;
use phancong::{AreaId, Calendar, OrganizationId, Roster};
use std::collections::BTreeMap;

/// Visits by area and month: a head, the areas that are visited, and the sum.
pub(crate) fn picture(roster: &Roster, calendar: &Calendar, area: &str, sum: &str) -> Vec<String> {
    let mut rows: BTreeMap<usize, [usize; 12]> = BTreeMap::new();
    let mut all = [0; 12];
    for visit in &calendar.visits {
        let month = usize::try_from(visit.day.month0()).unwrap_or_default();
        let Some(at) = second_level(roster, &visit.organization) else { continue };
        for row in [rows.entry(at).or_default(), &mut all] {
            row.get_mut(month).into_iter().for_each(|count| *count += 1);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let name = |at: usize| roster.areas.get(at).map_or("", |area| area.name.as_str());
    let names = rows.keys().map(|&at| name(at)).chain([area, sum]);
    let widest = names.map(|name| name.chars().count()).max().unwrap_or_default();
    let line = |name: &str, counts: &[usize; 12]| {
        let cells = counts.iter().map(|count| if *count == 0 { "·".to_owned() } else { count.to_string() });
        let cells: String = cells.map(|cell| format!("{cell:>4}")).collect();
        format!("{name:<widest$}{cells}{:>6}", counts.iter().sum::<usize>())
    };
    let months: String = (1..=12).map(|month| format!("{month:>4}")).collect();
    let mut lines = vec![format!("{area:<widest$}{months}{sum:>6}")];
    lines.extend(rows.iter().map(|(&at, counts)| line(name(at), counts)));
    lines.push(line(sum, &all));
    lines
}

/// The area right below the top that an organization lies in, by its place in the list.
fn second_level(roster: &Roster, organization: &OrganizationId) -> Option<usize> {
    let find = |id: &AreaId| roster.areas.iter().position(|area| area.id == *id);
    let mut at = roster.organizations.iter().find(|one| one.id == *organization).and_then(|one| find(&one.area))?;
    // No path to the top is longer than the list.
    for _ in &roster.areas {
        match roster.areas.get(at).and_then(|area| area.parent.as_ref()).and_then(find) {
            Some(above) if roster.areas.get(above).is_some_and(|area| area.parent.is_some()) => at = above,
            _ => break,
        }
    }
    Some(at)
}
