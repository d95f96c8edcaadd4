//! Which public items show how they are used, or name one that does.
//!
//! What is `pub` at the margin of a file can be reached from outside: a lint of the compiler holds that.

use std::collections::{BTreeMap, BTreeSet};

const LINK: &str = "Example: [";

/// An item with its documentation: file and line, name, and what is said of it.
struct Item {
    at: String,
    name: String,
    docs: String,
    is_at_the_margin: bool,
}

/// The types, traits and free functions without an example, and the links to an item that has none.
pub fn without_example(sources: &BTreeMap<String, String>) -> Vec<String> {
    let items: Vec<Item> = sources.iter().flat_map(|(file, text)| items(file, text)).collect();
    let shows = |item: &&Item| item.docs.contains("```");
    let mut shown: BTreeSet<&str> = items.iter().filter(shows).map(|item| item.name.as_str()).collect();
    let modules = sources.iter().filter(|(_, text)| text.contains("//! ```"));
    shown.extend(modules.filter_map(|(file, _)| file.rsplit('/').next()));
    let leads = |docs: &str| {
        let path = docs.split(LINK).nth(1).and_then(|link| link.split(".\n").next());
        let target = path.map(|path| path.trim_end_matches(['`', ')', '(', ']']));
        let target = target.and_then(|path| path.rsplit([':', '`', '(', '[']).next());
        target.is_some_and(|name| shown.contains(name))
    };
    let silent = items.iter().filter(|item| item.is_at_the_margin && !shows(item) && !leads(&item.docs));
    silent.map(|item| format!("{}: `{}`", item.at, item.name)).collect()
}

fn items(file: &str, text: &str) -> Vec<Item> {
    let (mut found, mut docs, mut in_attribute) = (Vec::new(), String::new(), false);
    for (line, number) in text.lines().zip(1..) {
        let bare = line.trim_start();
        if let Some(said) = bare.strip_prefix("///") {
            docs.push_str(said);
            docs.push('\n');
        } else if in_attribute || bare.starts_with("#[") {
            in_attribute = !bare.ends_with(']');
        } else if docs.is_empty() && !line.starts_with("pub ") {
            // Nothing was said of what no one sees.
        } else {
            let is_at_the_margin = kind(line).is_some();
            let name = name(kind(bare).unwrap_or(bare)).to_owned();
            found.push(Item { at: format!("src/{file}.rs:{number}"), name, docs, is_at_the_margin });
            docs = String::new();
        }
    }
    found
}

/// What follows the word for a type, a trait or a function, where a line begins a public one.
fn kind(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub ")?;
    let rest = rest.strip_prefix("const ").filter(|rest| rest.starts_with("fn ")).unwrap_or(rest);
    ["struct ", "enum ", "trait ", "type ", "fn "].iter().find_map(|word| rest.strip_prefix(word))
}

fn name(line: &str) -> &str {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
}

#[test]
fn what_shows_nothing_is_found() {
    let without = |text: &str| without_example(&BTreeMap::from([("a".to_owned(), text.to_owned())]));
    let shown = "/// A.\n///\n/// ```\n/// b();\n/// ```\n#[must_use]\npub fn shown() {}\n";
    assert!(without(shown).is_empty());
    assert!(without(&format!("{shown}/// B.\n///\n/// Example: [`shown`](crate::shown()).\npub struct B;")).is_empty());
    assert!(
        without(&format!("{shown}/// B.\n///\n/// Example: [`shown`].\n#[derive(\n    A\n)]\npub enum B {{}}"))
            .is_empty()
    );
    assert_eq!(without(&format!("{shown}/// B.\n///\n/// Example: [`B`].\npub struct B;")), ["src/a.rs:11: `B`"]);
    assert_eq!(without("/// B.\npub const fn b() {}"), ["src/a.rs:2: `b`"]);
    assert_eq!(without("pub type B = u8;"), ["src/a.rs:1: `B`"]);
}
