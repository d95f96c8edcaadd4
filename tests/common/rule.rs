//! Ids, and rules that say one thing, for small worlds.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test file uses a part of it")]

use phancong::{AreaId, Kind, MemberId, OrganizationId, Rule, Source, Text};

pub fn area(at: usize) -> AreaId {
    format!("a{at}").parse().unwrap()
}

pub fn member(at: usize) -> MemberId {
    format!("m{at}").parse().unwrap()
}

pub fn org(at: usize) -> OrganizationId {
    format!("o{at}").parse().unwrap()
}

pub fn text(words: &str) -> Text {
    Text { vi: words.into(), en: words.into() }
}

pub fn rule(id: &str, says: Kind) -> Rule {
    Rule {
        id: id.parse().unwrap(),
        article: id.into(),
        source: Source::Default,
        from: "2020-01-01".parse().unwrap(),
        until: None,
        text: text(id),
        says,
    }
}
