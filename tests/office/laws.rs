//! Laws over hostile text: read(write(x)) = x, and another implementation of CSV agrees.

use super::read_with;
use phancong::office::csv::{self, Rejected};
use phancong::{
    Area, Ban, Bounds, Designation, Member, MemberId, Nomination, Organization, OrganizationId, Placement,
    Registration, Roster, Waiver,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

const FORMULAS: [char; 5] = ['=', '+', '-', '@', '＋'];

/// Text an office may come up with, and text that tries to break out of its cell. Composed, visible, without spaces at the ends.
fn hostile() -> impl Strategy<Value = String> {
    let breaking = proptest::sample::select(vec!["\"", ",", ";", "'", "=", "-", "@", " ", "sep=;", "＋", "\"\""]);
    let usual = proptest::sample::select(vec!["Nguyễn Thị Ước", "Ð🌾", "UV-01", "Hoà", "a", "1"]);
    vec(prop_oneof![breaking, usual], 1..6)
        .prop_map(|pieces| pieces.concat().trim().to_owned())
        .prop_filter("a name is not empty", |text| !text.is_empty())
}

fn pair() -> impl Strategy<Value = (MemberId, OrganizationId)> {
    (hostile(), hostile()).prop_map(|(member, organization)| (member.parse().unwrap(), organization.parse().unwrap()))
}

fn bounds() -> impl Strategy<Value = Bounds> {
    (prop_oneof![Just(0), any::<u32>()], any::<Option<u32>>()).prop_map(|(min, max)| Bounds { min, max })
}

fn areas() -> impl Strategy<Value = Area> {
    (hostile(), hostile(), of(hostile()), bounds()).prop_map(|(id, name, parent, load)| Area {
        id: id.parse().unwrap(),
        name,
        parent: parent.map(|up| up.parse().unwrap()),
        load,
    })
}

fn organizations() -> impl Strategy<Value = Organization> {
    (pair(), hostile(), of(hostile()), bounds()).prop_map(|((area, id), name, parent, load)| Organization {
        id,
        name,
        area: area.as_str().parse().unwrap(),
        parent: parent.map(|up| up.parse().unwrap()),
        load,
    })
}

fn members() -> impl Strategy<Value = Member> {
    (pair(), hostile(), any::<bool>(), vec(hostile(), 0..3)).prop_map(|((id, own), name, has_own, scope)| Member {
        id,
        name,
        body: own.as_str().parse().unwrap(),
        own: has_own.then_some(own),
        // The semicolon separates the areas, and is refused inside one.
        scope: scope.iter().map(|area| area.replace(';', ".").parse().unwrap()).collect(),
    })
}

fn registrations() -> impl Strategy<Value = Registration> {
    let day = (2000..=2100, 1..=366u32)
        .prop_filter_map("a day of that year", |(year, day)| chrono::NaiveDate::from_yo_opt(year, day));
    (pair(), any::<u32>(), of(day)).prop_map(|((member, organization), rank, on)| Registration {
        member,
        organization,
        rank,
        on,
    })
}

fn rosters() -> impl Strategy<Value = Roster> {
    let said = || (pair(), hostile());
    let trees = (vec(areas(), 0..4), vec(organizations(), 0..4), vec(members(), 0..4), vec(registrations(), 0..4));
    let decisions = (
        vec(said(), 0..3),
        vec(pair(), 0..3),
        vec(said(), 0..3),
        vec(said(), 0..3),
        vec(pair(), 0..3),
        vec(pair(), 0..3),
    );
    (trees, decisions).prop_map(|((areas, organizations, members, registrations), decisions)| {
        let (designations, nominations, bans, waivers, previous, history) = decisions;
        let placement = |(member, organization)| Placement { member, organization };
        let designation = |((member, organization), reason)| Designation { member, organization, reason };
        let ban = |((member, organization), reason)| Ban { member, organization, reason };
        Roster {
            areas,
            organizations,
            members,
            registrations,
            designations: designations.into_iter().map(designation).collect(),
            nominations: nominations
                .into_iter()
                .map(|(member, organization)| Nomination { member, organization })
                .collect(),
            bans: bans.into_iter().map(ban).collect(),
            waivers: waivers.into_iter().map(|((member, _), reason)| Waiver { member, reason }).collect(),
            previous: previous.into_iter().map(placement).collect(),
            history: history.into_iter().map(placement).collect(),
            side_rules: Vec::new(),
        }
    })
}

fn read_back(files: &[(String, Vec<u8>)]) -> Result<Roster, Rejected> {
    csv::read_files(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).map(|read| read.0)
}

/// The names of the areas in a file, as the crate `csv` sees them.
fn seen_by_another(bytes: &[u8]) -> Vec<String> {
    let mut reader = ::csv::Reader::from_reader(bytes);
    reader.records().map(|record| record.unwrap()[1].to_owned()).collect()
}

proptest! {
    #![proptest_config(super::cases::cases(256))]

    #[test]
    fn f07_what_is_written_is_read_back(roster in rosters()) {
        let files = csv::roster_files(&roster).unwrap();
        let read = read_back(&files).unwrap();
        prop_assert_eq!(&read, &roster);
        prop_assert_eq!(csv::roster_files(&read).unwrap(), files);
    }

    #[test]
    fn another_reader_sees_the_same_cells_and_no_formula(areas in vec(areas(), 0..6)) {
        let roster = Roster { areas, ..Roster::default() };
        let files = csv::roster_files(&roster).unwrap();
        let seen = seen_by_another(&files[0].1);
        prop_assert_eq!(seen.len(), roster.areas.len());
        for (seen, area) in seen.iter().zip(&roster.areas) {
            let protected = format!("'{}", area.name);
            prop_assert!(*seen == area.name || *seen == protected);
            prop_assert!(!seen.starts_with(FORMULAS));
        }
    }

    #[test]
    fn files_of_another_writer_are_read_alike(names in vec(hostile(), 1..5), separator in proptest::sample::select(b",;\t".as_slice())) {
        let names: Vec<String> = names.iter().map(|name| name.trim_start_matches(['\'', ' ']).to_owned()).filter(|name| !name.is_empty()).collect();
        let mut writer = ::csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        writer.write_record(["id", "name"]).unwrap();
        for name in &names {
            writer.write_record(["a", name.as_str()]).unwrap();
        }
        let (roster, _) = read_with("areas.csv", writer.into_inner().unwrap()).unwrap();
        let read: Vec<String> = roster.areas.into_iter().map(|area| area.name).collect();
        prop_assert_eq!(read, names);
    }

    #[test]
    fn text_that_cannot_be_read_back_is_refused_and_not_changed(name in "\\PC{0,4}.{0,3}") {
        let area = Area { id: "a".parse().unwrap(), name, parent: None, load: Bounds::default() };
        let roster = Roster { areas: vec![area], ..Roster::default() };
        if let Ok(files) = csv::roster_files(&roster) {
            prop_assert_eq!(read_back(&files).unwrap(), roster);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_with_counts_that_add_up(
        bytes in vec(prop_oneof![proptest::sample::select(b"\",;\n\ra".as_slice()), any::<u8>()], 0..60),
    ) {
        let file = [b"member,reason\n".as_slice(), &bytes].concat();
        let tallies = match read_with("waivers.csv", &file) {
            Ok((_, sources)) => sources.tallies().cloned().collect(),
            Err(rejected) => {
                prop_assert!(!rejected.faults.is_empty());
                rejected.tallies
            }
        };
        for tally in tallies {
            prop_assert_eq!(tally.read, tally.used + tally.rejected + tally.blank);
        }
    }
}
