//! A Rust file as far as a wall needs it: its words without comments and texts, and the paths it names.

/// A word, a number or one sign (`::` is one), with the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

/// A path as written in full, a list in braces taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub segments: Vec<String>,
    pub line: usize,
}

/// The tokens of a text. Comments are left out, a text or a letter in quotes counts as one empty token.
pub fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text.chars().collect();
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    while at < letters.len() {
        let end = end_of(&letters, at);
        let piece: String = letters[at..end].iter().collect();
        let is_quoted = piece.ends_with('"') || (piece.starts_with('\'') && piece.ends_with('\''));
        if !piece.starts_with("//") && !piece.starts_with("/*") && !piece.trim().is_empty() {
            tokens.push(Token { text: if is_quoted { String::new() } else { piece.clone() }, line });
        }
        line += piece.matches('\n').count();
        at = end;
    }
    tokens
}

/// Where the piece that begins at `at` ends.
fn end_of(letters: &[char], at: usize) -> usize {
    let rest = &letters[at..];
    let until = |found: Option<usize>| at + found.unwrap_or(rest.len());
    let starts = |text: &str| rest.iter().copied().take(text.len()).eq(text.chars());
    let is_word = |letter: &char| letter.is_alphanumeric() || *letter == '_';
    if starts("//") {
        return until(rest.iter().position(|letter| *letter == '\n'));
    }
    if starts("/*") {
        return until(rest.windows(2).position(|pair| pair == ['*', '/']).map(|found| found + 2));
    }
    if starts("::") {
        return at + 2;
    }
    if rest[0] == '"' {
        return end_of_text(letters, at);
    }
    if rest[0] == '\'' {
        return match rest {
            [_, '\\', _, more @ ..] => at + 3 + more.iter().position(|letter| *letter == '\'').map_or(0, |at| at + 1),
            [_, _, '\'', ..] => at + 3,
            _ => at + 1,
        };
    }
    let word = rest.iter().position(|letter| !is_word(letter)).unwrap_or(rest.len());
    let prefix: String = rest[..word].iter().collect();
    match (prefix.as_str(), rest.get(word)) {
        ("b" | "c", Some('"')) => end_of_text(letters, at + word),
        ("r" | "br" | "cr", Some('"' | '#')) => end_of_raw(letters, at + word).unwrap_or(at + word),
        _ => at + word.max(1),
    }
}

/// Where a text in plain quotes ends.
fn end_of_text(letters: &[char], quote: usize) -> usize {
    let mut at = quote + 1;
    while at < letters.len() && letters[at] != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(letters.len())
}

/// Where a raw text ends; none when it is a raw word, not a text.
fn end_of_raw(letters: &[char], signs: usize) -> Option<usize> {
    let count = letters[signs..].iter().position(|letter| *letter != '#')?;
    let open = signs + count;
    if letters[open] != '"' {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', count)).collect();
    let inside = letters[open + 1..].windows(close.len()).position(|end| end == close)?;
    Some(open + 1 + inside + close.len())
}

/// Every path that begins at the crate, above or at the standard library, with the module it is read in resolved: `crate`, then the names.
///
/// `module` is where the file itself stands: `["flow", "cut"]` for `src/flow/cut.rs`.
pub fn paths(tokens: &[Token], module: &[String]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut inline: Vec<(String, usize)> = Vec::new();
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        let next = |ahead: usize| tokens.get(at + ahead).map_or("", |token| token.text.as_str());
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                inline.retain(|(_, inside)| *inside <= depth);
            }
            "mod" if next(2) == "{" => inline.push((next(1).to_owned(), depth + 1)),
            "crate" | "super" | "std" | "core" | "alloc" | "chrono" if at == 0 || tokens[at - 1].text != "::" => {
                let mut written = Vec::new();
                if next(1) == "::" {
                    tree(tokens, at, &mut Vec::new(), &mut written);
                } else if next(1) == "as" {
                    written.push(Named { segments: vec![token.text.clone(), "self".to_owned()], line: token.line });
                }
                let here: Vec<String> =
                    module.iter().cloned().chain(inline.iter().map(|(name, _)| name.clone())).collect();
                found.extend(written.into_iter().map(|path| resolved(path, &here)));
            }
            _ => {}
        }
    }
    found
}

/// Reads one path, or every path of a list in braces; gives where it ends.
pub fn tree(tokens: &[Token], mut at: usize, prefix: &mut Vec<String>, found: &mut Vec<Named>) -> usize {
    let before = prefix.len();
    let line = tokens.get(at).map_or(0, |token| token.line);
    loop {
        match tokens.get(at).map(|token| token.text.as_str()) {
            Some("{") => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    at = tree(tokens, at, prefix, found);
                    while tokens.get(at).is_some_and(|token| token.text != "," && token.text != "}") {
                        at += 1;
                    }
                    at += usize::from(tokens.get(at).is_some_and(|token| token.text == ","));
                }
                prefix.truncate(before);
                return at + 1;
            }
            Some(name) => prefix.push(name.to_owned()),
            None => break,
        }
        at += 1;
        if tokens.get(at).is_none_or(|token| token.text != "::") {
            break;
        }
        at += 1;
    }
    found.push(Named { segments: prefix.clone(), line });
    prefix.truncate(before);
    at
}

/// The path from the crate down.
fn resolved(path: Named, here: &[String]) -> Named {
    let ups = path.segments.iter().take_while(|name| *name == "super").count();
    if ups == 0 {
        return path;
    }
    let above = here.iter().take(here.len().saturating_sub(ups)).cloned();
    let below = path.segments[ups..].iter().cloned();
    Named { segments: std::iter::once("crate".to_owned()).chain(above).chain(below).collect(), line: path.line }
}

/// The attributes: the tokens between the brackets.
pub fn attributes(tokens: &[Token]) -> Vec<&[Token]> {
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let open = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|token| token.text == "!"));
        if tokens[at].text != "#" || tokens.get(open).is_none_or(|token| token.text != "[") {
            continue;
        }
        let mut depth = 0;
        let end = tokens[open..].iter().position(|token| {
            depth += i32::from(token.text == "[") - i32::from(token.text == "]");
            depth == 0
        });
        found.push(&tokens[open + 1..end.map_or(tokens.len(), |end| open + end)]);
    }
    found
}

/// How many lines hold code: not blank, not only a comment.
pub fn lines_of_code(text: &str) -> usize {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}
