//! Visits of one source against visits of another: which of them are one visit.

use super::register::Record;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A visit as one source has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stamp {
    pub(super) day: Option<NaiveDate>,
    /// The place it is counted as.
    pub(super) place: usize,
    pub(super) assigned: bool,
    pub(super) record: Record,
}

impl Stamp {
    /// Days of sources without a date come last.
    pub(super) fn order(&self) -> (NaiveDate, usize) {
        (self.day.unwrap_or(NaiveDate::MAX), self.place)
    }
}

/// A visit as the two reports have it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    pub(super) claimed: Option<Stamp>,
    pub(super) received: Option<Stamp>,
}

/// How near two stamps are: kind, days apart.
pub(super) type Nearness = (u8, i64);

pub(super) fn nearness(one: &Stamp, other: &Stamp, window: i64) -> Option<Nearness> {
    let same_place = one.place == other.place;
    match (one.day, other.day) {
        (Some(a), Some(b)) if same_place => {
            let apart = a.signed_duration_since(b).num_days().abs();
            (apart <= window).then_some((u8::from(apart > 0), apart))
        }
        (Some(a), Some(b)) => (a == b).then_some((2, 0)),
        (Some(_), None) | (None, Some(_)) => same_place.then_some((3, 0)),
        (None, None) => same_place.then_some((4, 0)),
    }
}

/// One visit for each day and place; the first record stands for those that repeat it.
pub(super) fn once(stamps: Vec<Stamp>) -> Vec<Stamp> {
    let mut dated: BTreeMap<(NaiveDate, usize), Stamp> = BTreeMap::new();
    let mut open = Vec::new();
    for stamp in stamps {
        if stamp.day.is_none() {
            open.push(stamp);
            continue;
        }
        dated.entry(stamp.order()).and_modify(|first| first.assigned |= stamp.assigned).or_insert(stamp);
    }
    open.sort_by_key(|stamp| stamp.place);
    dated.into_values().chain(open).collect()
}

pub(super) fn pair_reports(claimed: Vec<Stamp>, received: Vec<Stamp>, apart: i64) -> Vec<Told> {
    let mut pairs = Vec::new();
    for (i, one) in claimed.iter().enumerate() {
        for (j, other) in received.iter().enumerate() {
            if let Some(near) = nearness(one, other, apart) {
                let day = one.order().0.min(other.order().0);
                let places = (one.place.min(other.place), one.place.max(other.place));
                pairs.push(((near, day, places, i, j), i, j));
            }
        }
    }
    pairs.sort_unstable();
    let mut left: Vec<Option<Stamp>> = claimed.into_iter().map(Some).collect();
    let mut right: Vec<Option<Stamp>> = received.into_iter().map(Some).collect();
    let mut told = Vec::new();
    for (_, i, j) in pairs {
        if let (Some(one), Some(other)) = (left.get_mut(i), right.get_mut(j))
            && one.is_some()
            && other.is_some()
        {
            told.push(Told { claimed: one.take(), received: other.take() });
        }
    }
    told.extend(left.into_iter().flatten().map(|claimed| Told { claimed: Some(claimed), received: None }));
    told.extend(right.into_iter().flatten().map(|received| Told { claimed: None, received: Some(received) }));
    told
}

impl Told {
    pub(super) fn stamps(&self) -> impl Iterator<Item = Stamp> {
        self.claimed.into_iter().chain(self.received)
    }

    pub(super) fn has(&self, day: NaiveDate, place: usize) -> bool {
        self.stamps().any(|stamp| stamp.day == Some(day) && stamp.place == place)
    }

    /// The place it is counted at: the assigned one, else the one the organization names.
    pub(super) fn place(&self) -> usize {
        let assigned = self.stamps().find(|stamp| stamp.assigned);
        assigned.or(self.received).or(self.claimed).map_or(usize::MAX, |stamp| stamp.place)
    }

    pub(super) fn order(&self) -> (NaiveDate, usize, bool, bool) {
        let day = self.stamps().map(|stamp| stamp.order().0).min().unwrap_or(NaiveDate::MAX);
        (day, self.place(), self.claimed.is_none(), self.received.is_none())
    }
}
