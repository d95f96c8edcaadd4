//! The agenda that the records of a year make.

use super::{Agenda, Blocked, Meeting, Stage, Visit, Whom};
use crate::compliance::{AuditError, Turn, Year, audit};
use crate::id::{MemberId, OrganizationId};
use crate::policy::{Known, Policy};
use crate::roster::Placement;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

impl Agenda {
    /// The question as the records of a year put it on a day: the table with its changes, the meetings expected or noticed, and as visits made
    /// those that count whoever is right (see [`audit`]), as far as their day is known.
    ///
    /// What became known after `today` is not read. Members who left, or are on leave on that day, are left out; organizations that
    /// were merged stand under the id they have now. `placements` is the table the year began with. `blocked` are the days on which someone cannot
    /// come or receive: they are no records, and are read whenever they are; those of members who are left out are too. A calendar to keep is
    /// for [`Agenda::keeping`] to add.
    ///
    /// # Errors
    /// As [`audit`]: [`AuditError::Policy`] and [`AuditError::Records`].
    ///
    /// # Complexity
    /// That of [`audit`].
    ///
    /// ```
    /// # #[cfg(feature = "toml")] {
    /// use phancong::compliance::{Meeting, Year};
    /// use phancong::{Agenda, Area, Bounds, Organization, Policy};
    /// let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap_or_default();
    /// let mut year = Year { year: 2021, ..Year::default() };
    /// year.roster.areas.push(Area { id: "ly-son".parse()?, name: "Huyện Lý Sơn".into(), parent: None, load: Bounds::default() });
    /// year.roster.organizations.push(Organization {
    ///     id: "y-te".parse()?,
    ///     name: "Chi bộ Trung tâm Y tế".into(),
    ///     area: "ly-son".parse()?,
    ///     parent: None,
    ///     load: Bounds::default(),
    /// });
    /// let (known, meeting) = (day("2021-01-04"), day("2021-03-04"));
    /// year.meetings.push(Meeting { known, organization: "y-te".parse()?, meeting, entered: None });
    /// let policy = Policy::quang_ngai_2020()?;
    /// assert_eq!(Agenda::of_year(&policy, &[], &[], &year, known)?.meetings.len(), 1);
    /// assert_eq!(Agenda::of_year(&policy, &[], &[], &year, day("2021-01-03"))?.meetings, []);
    /// # }
    /// # Ok::<(), phancong::Error>(())
    /// ```
    pub fn of_year(
        policy: &Policy,
        placements: &[Placement],
        blocked: &[Blocked],
        year: &Year,
        today: NaiveDate,
    ) -> Result<Self, AuditError> {
        let findings = audit(policy, placements, year, today)?;
        let records = Records { policy, year, today };
        let away = records.away();
        let mut roster = year.roster.clone();
        roster.members.retain(|member| !away.contains(&member.id));
        let mut placements = records.table(placements);
        placements.retain(|line| !away.contains(&line.member));
        let mut made: BTreeMap<&MemberId, BTreeSet<(NaiveDate, OrganizationId)>> = BTreeMap::new();
        for visit in findings.visits.iter().filter(|visit| visit.certain && !away.contains(&visit.member)) {
            let days = [
                visit.recorded.map(|seen| seen.1),
                visit.received.and_then(|seen| seen.1),
                visit.claimed.and_then(|seen| seen.1),
            ];
            if let Some(day) = days.into_iter().flatten().next() {
                made.entry(&visit.member).or_default().insert((day, visit.organization.clone()));
            }
        }
        let meetings = records.meetings();
        let number = |(member, visits): (&MemberId, BTreeSet<(NaiveDate, OrganizationId)>)| {
            let member = member.clone();
            (1..).zip(visits).map(move |(number, (day, organization))| Visit {
                day,
                placed: organization.clone(),
                organization,
                member: member.clone(),
                place: String::new(),
                number,
                sequence: 0,
                part: 1,
                last_notice: day,
                stage: Stage::Made,
            })
        };
        let visits = made.into_iter().flat_map(number).collect();
        let known = |blocked: &&Blocked| !matches!(&blocked.whom, Whom::Member(member) if away.contains(member));
        let blocked = blocked.iter().filter(known).map(|one| records.blocked(one)).collect();
        let (year, holidays) = (year.year, year.holidays.clone());
        Ok(Self { year, roster, placements, holidays, meetings, blocked, visits, ..Self::default() })
    }
}

struct Records<'a> {
    policy: &'a Policy,
    year: &'a Year,
    today: NaiveDate,
}

impl Records<'_> {
    fn is_known(&self, on: NaiveDate, entered: Option<NaiveDate>) -> bool {
        let by_entry = self.policy.readings.known == Known::Entry;
        on <= self.today && !(by_entry && entered.is_some_and(|entered| entered > self.today))
    }

    /// Members who are not bound on the day.
    fn away(&self) -> BTreeSet<MemberId> {
        let mut turns: Vec<_> = self.year.services.iter().filter(|turn| self.is_known(turn.on, turn.entered)).collect();
        turns.sort();
        let last: BTreeMap<&MemberId, Turn> = turns.iter().map(|turn| (&turn.member, turn.turn)).collect();
        let away = last.into_iter().filter(|(_, turn)| matches!(turn, Turn::Left | Turn::Leave));
        away.map(|(member, _)| member.clone()).collect()
    }

    /// The organization under the id it has on the day.
    fn now(&self, organization: &OrganizationId) -> OrganizationId {
        let mut now = organization;
        for _ in &self.year.successions {
            let mut merged = self.year.successions.iter();
            match merged.find(|one| one.organization == *now && self.is_known(one.on, one.entered)) {
                Some(one) => now = &one.successor,
                None => break,
            }
        }
        now.clone()
    }

    fn blocked(&self, blocked: &Blocked) -> Blocked {
        let whom = match &blocked.whom {
            Whom::Organization(organization) => Whom::Organization(self.now(organization)),
            Whom::Member(member) => Whom::Member(member.clone()),
        };
        Blocked { whom, ..blocked.clone() }
    }

    /// The table with the changes up to the day.
    fn table(&self, placements: &[Placement]) -> Vec<Placement> {
        let mut table: BTreeSet<(&MemberId, OrganizationId)> =
            placements.iter().map(|line| (&line.member, self.now(&line.organization))).collect();
        let mut moves: Vec<_> = self.year.moves.iter().filter(|one| self.is_known(one.on, one.entered)).collect();
        moves.sort();
        for change in moves {
            if let Some(from) = &change.from {
                table.remove(&(&change.member, self.now(from)));
            }
            if let Some(to) = &change.to {
                table.insert((&change.member, self.now(to)));
            }
        }
        let line = |(member, organization): (&MemberId, _)| Placement { member: member.clone(), organization };
        table.into_iter().map(line).collect()
    }

    /// The meetings expected, and those of which notice was given; one that was moved is expected on its new day only.
    fn meetings(&self) -> Vec<Meeting> {
        let bare = |day, organization: OrganizationId| Meeting {
            day,
            organization,
            place: String::new(),
            noticed: None,
            hosts: None,
        };
        let mut meetings = BTreeMap::new();
        for one in self.year.meetings.iter().filter(|one| self.is_known(one.known, one.entered)) {
            let organization = self.now(&one.organization);
            meetings.insert((one.meeting, organization.clone()), bare(one.meeting, organization));
        }
        let mut notices: Vec<_> = self.year.notices.iter().filter(|one| self.is_known(one.on, one.entered)).collect();
        notices.sort();
        for notice in notices {
            let organization = self.now(&notice.organization);
            if let Some(before) = notice.moved_from.filter(|before| *before != notice.meeting) {
                meetings.remove(&(before, organization.clone()));
            }
            let key = (notice.meeting, organization.clone());
            let meeting = meetings.entry(key).or_insert_with(|| bare(notice.meeting, organization));
            meeting.noticed = meeting.noticed.or(Some(notice.on));
            if !notice.place.is_empty() {
                meeting.place.clone_from(&notice.place);
            }
        }
        meetings.into_values().collect()
    }
}
