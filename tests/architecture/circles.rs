//! Which file names which, and whether files that stand side by side name each other in a circle.
//!
//! A name is followed to the file that defines it: a door that only gives it out again (`pub use`) is not what is named.

use super::scan::{Token, tokens, tree};
use std::collections::{BTreeMap, BTreeSet};

type Module = Vec<String>;

struct House {
    modules: BTreeSet<Module>,
    /// The names each module takes in, and where from.
    taken: BTreeMap<(Module, String), Module>,
    /// The paths each module needs.
    needed: Vec<(Module, Module)>,
}

/// The circles: under each module, the parts of it that name each other round and round. Tests inside of files are not counted.
pub fn circles(sources: &BTreeMap<String, String>) -> BTreeMap<String, Vec<String>> {
    let mut house = House { modules: BTreeSet::from([Vec::new()]), taken: BTreeMap::new(), needed: Vec::new() };
    let code = |file: &str| !file.contains("roll_call");
    let files: Vec<(Module, &String)> =
        sources.iter().filter(|(file, _)| code(file)).map(|(file, text)| (module(file), text)).collect();
    house.modules.extend(files.iter().map(|(module, _)| module.clone()));
    for (module, text) in &files {
        house.read(module, without_tests(&tokens(text)));
    }
    let mut beside: BTreeMap<Module, BTreeSet<(&str, &str)>> = BTreeMap::new();
    let named: Vec<(Module, Module)> =
        house.needed.iter().map(|(from, path)| (from.clone(), house.home(path.clone(), 8))).collect();
    for (from, to) in &named {
        let shared = from.iter().zip(to).take_while(|(a, b)| a == b).count();
        if let (Some(from_part), Some(to_part)) = (from.get(shared), to.get(shared)) {
            beside.entry(from[..shared].to_vec()).or_default().insert((from_part, to_part));
        }
    }
    let circled = beside.into_iter().map(|(under, names)| (under.join("/"), in_circles(names)));
    circled.filter(|(_, parts)| !parts.is_empty()).collect()
}

fn module(file: &str) -> Module {
    let parts = file.strip_suffix("/mod").unwrap_or(file).split('/');
    parts.filter(|part| *part != "lib").map(str::to_owned).collect()
}

/// The tokens before `#[cfg(test)] mod tests {`, where that stands.
fn without_tests(tokens: &[Token]) -> &[Token] {
    let is_test =
        |at: usize| tokens[at..].iter().zip(["cfg", "(", "test", ")"]).all(|(token, text)| token.text == text);
    let in_place = |at: usize| {
        let next = tokens[at..].iter().position(|token| token.text == "mod").map(|next| at + next);
        next.and_then(|next| tokens.get(next + 2)).is_some_and(|token| token.text == "{")
    };
    let end = (0..tokens.len()).find(|&at| is_test(at) && in_place(at)).unwrap_or(tokens.len());
    &tokens[..end]
}

impl House {
    fn read(&mut self, here: &Module, tokens: &[Token]) {
        let mut at = 0;
        while at < tokens.len() {
            let before = |back: usize| at.checked_sub(back).map_or("", |at| tokens[at].text.as_str());
            let is_use = tokens[at].text == "use";
            let is_path =
                tokens.get(at + 1).is_some_and(|token| token.text == "::") && !["::", "."].contains(&before(1));
            if !is_use && !is_path {
                at += 1;
                continue;
            }
            let given_out = is_use && ["pub", ")"].contains(&before(1));
            let (mut paths, start) = (Vec::new(), at + usize::from(is_use));
            at = tree(tokens, start, &mut Vec::new(), &mut paths).max(at + 1);
            for path in paths {
                let Some(mut path) = self.down_from_the_crate(here, &path.segments) else { continue };
                path.retain(|name| name != "self" && name != "*");
                if is_use && let Some(name) = path.last() {
                    self.taken.insert((here.clone(), name.clone()), path.clone());
                }
                if !given_out {
                    self.needed.push((here.clone(), path));
                }
            }
        }
    }

    /// The path from the crate down; none for a path into another crate.
    fn down_from_the_crate(&self, here: &Module, path: &[String]) -> Option<Module> {
        let ups = path.iter().take_while(|name| *name == "super").count();
        let inside = |name: &String| self.modules.contains(&[here.as_slice(), std::slice::from_ref(name)].concat());
        match path.first()?.as_str() {
            "crate" => Some(path[1..].to_vec()),
            "super" => Some([&here[..here.len().saturating_sub(ups)], &path[ups..]].concat()),
            "self" => Some([here.as_slice(), &path[1..]].concat()),
            _ => path.first().filter(|name| inside(name)).map(|_| [here.as_slice(), path].concat()),
        }
    }

    /// The module whose file defines what a path names.
    fn home(&self, path: Module, doors: u32) -> Module {
        let end = (0..=path.len()).rev().find(|&end| self.modules.contains(&path[..end])).unwrap_or(0);
        let (door, rest) = path.split_at(end);
        let taken = rest.first().and_then(|name| self.taken.get(&(door.to_vec(), name.clone())));
        match taken.filter(|taken| doors > 0 && **taken != path) {
            Some(taken) => self.home([taken.as_slice(), &rest[1..]].concat(), doors - 1),
            None => door.to_vec(),
        }
    }
}

/// What is left when all that names nothing left is taken away, and then all that nothing left names.
fn in_circles(names: BTreeSet<(&str, &str)>) -> Vec<String> {
    let mut left = names;
    loop {
        let (from, to): (BTreeSet<&str>, BTreeSet<&str>) = left.iter().copied().unzip();
        let next: BTreeSet<_> = left.iter().copied().filter(|(a, b)| to.contains(a) && from.contains(b)).collect();
        if next.len() == left.len() {
            return left.into_iter().map(|(a, _)| a).collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect();
        }
        left = next;
    }
}
