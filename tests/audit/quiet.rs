//! A year with nothing on record, and how scenes are judged and their states compared.

use crate::days::{Day, date, day};
use crate::same::key;
use crate::scene::Scene;
use phancong::compliance::*;
use phancong::*;
use std::collections::BTreeMap;

/// Years drawn for each law: a twentieth of the years drawn for the comparison, when their number is given.
pub fn years() -> u64 {
    crate::same::asked().map_or(1_500, |cases| (cases / 20).max(1_500))
}

pub fn judged(scene: &Scene) -> Findings {
    audit(&scene.policy(), &scene.table(), &scene.records(), date(scene.as_of)).unwrap()
}

pub type States = BTreeMap<String, (Verdict, Option<Count>, Party)>;

pub fn states(scene: &Scene, findings: &Findings) -> States {
    let entry = |finding: &Finding| (key(scene, finding), (finding.verdict, finding.count, finding.about.clone()));
    findings.findings.iter().map(entry).collect()
}

/// No duty that stands in both stands worse in the second; a duty that does not bind is neither better nor worse.
#[track_caller]
pub fn never_worse(before: &States, after: &States, keep: impl Fn(&Party) -> bool, why: &str) {
    for (key, (was, _, about)) in before.iter().filter(|entry| keep(&entry.1.2)) {
        let Some((is, ..)) = after.get(key) else { continue };
        if let (Some(old), Some(new)) = (was.state(), is.state()) {
            assert!(old <= new, "{why}: {key} of {about:?} was {was:?} and is {is:?}");
        }
    }
}

/// One member of body 0 placed at organization 0 of one area, under the plan's numbers, with nothing on record.
pub fn quiet(year: i32) -> Scene {
    let mut scene = (0..).map(Scene::random).find(|scene| scene.members.len() == 1).unwrap();
    let base = Scene { year, as_of: day(year + 1, 1, 1), ..scene.clone() };
    scene = base;
    let law = &mut scene.law;
    law.visits =
        vec![crate::scene::VisitRule { id: "V".into(), from: day(year - 2, 1, 1), until: None, min: 2, body: None }];
    law.registration = Some((2, 3));
    (law.own, law.locality, law.picks, law.places) = (true, true, Some(1), Some(1));
    law.registrations_by = None;
    law.picks_by = Some(day(year - 1, 11, 30));
    law.table_by = Some(day(year - 1, 12, 15));
    law.visits_from = Some(day(year, 1, 1));
    law.notice = Some(10);
    law.member_report = Some(crate::scene::ReportRule { month: 12, day: 5, written: false });
    law.organization_report = Some(crate::scene::ReportRule { month: 12, day: 15, written: true });
    (law.initiative, law.lower, law.announcement, law.change, law.abolished) = (true, true, true, true, None);
    law.readings = Readings::default();
    scene.areas = vec![None, None, None];
    scene.organizations = vec![(0, None), (0, None), (0, Some(0)), (1, None)];
    scene.members = vec![crate::scene::MemberFact { body: 0, own: None, scope: vec![] }];
    scene.placements = vec![(0, 0)];
    scene.registrations = vec![(0, 0, Some(day(year - 1, 11, 20))), (0, 1, Some(day(year - 1, 11, 20)))];
    scene.committees.clear();
    scene.holidays.clear();
    scene.waivers.clear();
    scene.designations.clear();
    scene.notices.clear();
    scene.meetings.clear();
    scene.attendances.clear();
    scene.member_reports.clear();
    scene.organization_reports.clear();
    scene.deliveries.clear();
    scene.picks.clear();
    scene.moves.clear();
    scene.announcements.clear();
    scene.services.clear();
    scene.successions.clear();
    scene.rulings.clear();
    scene.lower_plans.clear();
    scene.reasons.clear();
    scene
}

pub fn visit(member: usize, organization: usize, on: Day) -> crate::scene::AttendanceFact {
    crate::scene::AttendanceFact { member, organization, on, regular: None, entered: None }
}

pub fn of_member<'a>(findings: &'a Findings, rule: &str) -> &'a Finding {
    findings.findings.iter().find(|f| f.rule.as_str() == rule && matches!(f.about, Party::Member(_))).unwrap()
}

pub fn judge(scene: &Scene) -> Findings {
    judged(scene)
}
