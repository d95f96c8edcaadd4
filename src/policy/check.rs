//! What makes a policy contradict itself.

use super::{Measure, Policy, PolicyDefect, Rule};
use std::collections::{BTreeMap, BTreeSet};

impl Policy {
    pub(super) fn check_rules(&self, defects: &mut Vec<PolicyDefect>) {
        let mut ids = BTreeSet::new();
        for (index, rule) in self.rules.iter().enumerate() {
            if !ids.insert(&rule.id) {
                defects.push(PolicyDefect::TwoRulesOneId(rule.id.clone()));
            }
            if let Some(until) = rule.until.filter(|last| *last < rule.from) {
                let (rule, from) = (rule.id.clone(), rule.from);
                defects.push(PolicyDefect::EndsBeforeItBegins { rule, from, until });
            }
            if let Some(why) = rule.says.fault() {
                defects.push(PolicyDefect::Numbers { rule: rule.id.clone(), says: rule.says.clone(), why });
            }
            defects.extend(self.rules.iter().skip(index + 1).filter_map(|other| overlap(rule, other)));
        }
    }

    pub(super) fn check_tiers(&self, defects: &mut Vec<PolicyDefect>) {
        let leads = self
            .tiers
            .first()
            .is_some_and(|tier| tier.measures.len() == 1 && tier.measures.contains_key(&Measure::Unplaced));
        if !leads {
            defects.push(PolicyDefect::UnplacedMustLead);
        }
        let mut seen: BTreeMap<Measure, &str> = BTreeMap::new();
        let mut names = BTreeSet::new();
        for tier in &self.tiers {
            if !names.insert(tier.name.as_str()) {
                defects.push(PolicyDefect::TwoTiersOneName(tier.name.clone()));
            }
            if tier.measures.is_empty() {
                defects.push(PolicyDefect::EmptyTier(tier.name.clone()));
            }
            for (&measure, &weight) in &tier.measures {
                if weight < 1 {
                    defects.push(PolicyDefect::Weight { tier: tier.name.clone(), measure: measure.name(), weight });
                }
                if let Some(first) = seen.insert(measure, &tier.name) {
                    defects.push(PolicyDefect::MeasureTwice {
                        measure: measure.name(),
                        first: first.to_owned(),
                        second: tier.name.clone(),
                    });
                }
            }
        }
        self.check_draw(defects);
    }

    /// A draw in front of a reason would put chance before it, and one beside a reason would trade the two.
    fn check_draw(&self, defects: &mut Vec<PolicyDefect>) {
        let mut draws = None;
        for (at, tier) in self.tiers.iter().enumerate() {
            if tier.measures.contains_key(&Measure::Draw) {
                draws = Some(tier);
                if at + 1 < self.tiers.len() || tier.measures.len() > 1 {
                    defects.push(PolicyDefect::DrawMustEnd { tier: tier.name.clone() });
                }
            }
        }
        match (&self.seed, draws) {
            (None, Some(tier)) => defects.push(PolicyDefect::SeedMissing { tier: tier.name.clone() }),
            (Some(seed), None) => defects.push(PolicyDefect::SeedUnused { seed: seed.clone() }),
            // What cannot be seen in print cannot be published: nobody could repeat the draw.
            (Some(seed), _) if seed.is_empty() || seed.trim() != seed || seed.chars().any(char::is_control) => {
                defects.push(PolicyDefect::SeedText { seed: seed.clone() });
            }
            _ => {}
        }
    }
}

/// Two rules on one topic that are in force on one day, with the first such day.
fn overlap(one: &Rule, other: &Rule) -> Option<PolicyDefect> {
    let topic = one.says.topic()?;
    let day = one.from.max(other.from);
    let both = other.says.topic() == Some(topic) && one.says.meets(&other.says) && one.covers(day) && other.covers(day);
    both.then(|| PolicyDefect::Overlap {
        topic: topic.0,
        day,
        one: one.id.clone(),
        one_says: one.says.clone(),
        other: other.id.clone(),
        other_says: other.says.clone(),
    })
}
