//! The order of rows has no meaning: the same facts in any order are the same problem with the same digest.

use crate::vocabulary::*;
use phancong::*;
use proptest::prelude::*;

/// Facts of every kind, with notices of every kind among them.
fn all_kinds() -> Case {
    province()
        .of([
            member("an").in_charge_of(["quan-su", "binh-son"]).registers([
                "db-binh-chau",
                "db-binh-hai",
                "db-binh-chau",
            ]),
            member("binh").registers(["db-nghia-ky", "db-quan-su", "db-binh-hai"]).banned_from("db-quan-su"),
            member("chi").of_body("thuong-truc").nominated_for(["db-binh-chau", "db-quan-su", "db-binh-hai"]),
            member("dung").registers(["db-nghia-ky"]).waived("đi học").held("db-nghia-ky").held("da-giai-the"),
            member("giang")
                .of_body("thuong-truc")
                .registers(["db-nghia-ky", "db-quan-su"])
                .designated_to("db-binh-hai"),
            member("ha").registers(["db-quan-su", "db-binh-chau"]).designated_to("cb-phu-quy").held("db-quan-su"),
            member("khanh")
                .belongs_nowhere_stated()
                .registers(["db-quan-su", "db-binh-chau"])
                .banned_from("db-binh-chau"),
        ])
        .facts(|roster| {
            let pair = |member, organization| Placement { member: id(member), organization: id(organization) };
            roster.history = vec![pair("an", "db-binh-hai"), pair("binh", "db-nghia-ky"), pair("an", "da-giai-the")];
        })
}

fn shuffled() -> impl Strategy<Value = Roster> {
    let r = all_kinds().roster;
    let lists = (
        Just(r.areas).prop_shuffle(),
        Just(r.organizations).prop_shuffle(),
        Just(r.members).prop_shuffle(),
        Just(r.registrations).prop_shuffle(),
        Just(r.designations).prop_shuffle(),
        Just(r.nominations).prop_shuffle(),
        Just(r.bans).prop_shuffle(),
        Just(r.waivers).prop_shuffle(),
        Just(r.previous).prop_shuffle(),
        Just(r.history).prop_shuffle(),
        any::<bool>(),
    );
    lists.prop_map(
        |(
            areas,
            organizations,
            members,
            registrations,
            designations,
            nominations,
            bans,
            waivers,
            previous,
            history,
            turn,
        )| {
            let mut roster = Roster {
                areas,
                organizations,
                members,
                registrations,
                designations,
                nominations,
                bans,
                waivers,
                previous,
                history,
                side_rules: Vec::new(),
            };
            if turn {
                roster.members.iter_mut().for_each(|member| member.scope.reverse());
            }
            roster
        },
    )
}

proptest! {
    #![proptest_config(super::cases::cases(256))]

    #[test]
    fn the_same_facts_in_any_order_are_one_problem(roster in shuffled()) {
        let straight = all_kinds().problem();
        let mixed = Problem::new(roster, all_kinds().rules()).unwrap();
        prop_assert_eq!(mixed.digest(), straight.digest());
        prop_assert_eq!(mixed.roster(), straight.roster());
        for member in &straight.roster().members {
            prop_assert!(mixed.candidates(&member.id).eq(straight.candidates(&member.id)));
        }
        prop_assert_eq!(mixed.notices().len(), straight.notices().len());
        prop_assert_eq!(mixed, straight);
    }
}

#[test]
fn any_other_fact_is_another_problem() {
    let case = all_kinds();
    let digest = case.problem().digest().clone();
    let changes: [fn(&mut Roster); 13] = [
        |r| r.areas[0].name.push('x'),
        |r| r.areas[6].load.max = Some(9),
        |r| r.organizations[0].load.min = 1,
        |r| r.organizations[4].area = id("tu-nghia"),
        |r| r.members[0].body = id("ban-thuong-vu"),
        |r| r.members[0].scope.truncate(1),
        |r| r.registrations[0].on = Some(season()),
        |r| r.registrations[2].rank = 4,
        |r| r.designations[0].reason.push('x'),
        |r| r.bans[0].reason.push('x'),
        |r| r.waivers[0].reason.push('x'),
        |r| r.history.truncate(1),
        |r| r.previous.truncate(1),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let other = case.clone().facts(change).problem();
        assert_ne!(*other.digest(), digest, "change {number}");
        assert_ne!(other, case.problem(), "change {number}");
    }
}

#[test]
fn other_rules_are_another_problem() {
    let case = all_kinds();
    let digest = case.problem().digest().clone();
    let other_reading = case.clone().reading(|readings| readings.before = BeforeDay::Inclusive).problem();
    assert_ne!(*other_reading.digest(), digest);
    let other_day = Problem::new(case.roster.clone(), case.policy.in_force(id("2021-12-01")).unwrap()).unwrap();
    assert_ne!(*other_day.digest(), digest);
}
