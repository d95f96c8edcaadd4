//! Side rules as a TOML file: `format = "phancong-side-rules/1"`, then one `[[side_rule]]` for each.

use crate::policy::{MAX_TEXT, toml_fault};
use crate::roster::SideRule;
use serde::Deserialize;

const FORMAT: &str = "phancong-side-rules/1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    #[serde(default)]
    side_rule: Vec<SideRule>,
}

/// A text that holds no side rules.
///
/// Example: [`read`](crate::office::side_rules::read()).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the text holds no side rules: {message}")]
pub struct Unreadable {
    /// Where and why, from the reader of the format.
    pub message: String,
}

/// Reads side rules; whether they fit the facts is for [`Problem::new`](crate::Problem::new) to say.
///
/// # Errors
/// [`Unreadable`] when the text is longer than 1 MiB, no TOML, of another format, or has a field that is not known.
///
/// ```
/// let text = r#"
///     format = "phancong-side-rules/1"
///     [[side_rule]]
///     id = "TL-01"
///     source = "Thông báo số 12-TB/BTC"
///     text = { vi = "Hai đồng chí không cùng dự một nơi", en = "The two never at one place" }
///     says = { kind = "apart", members = [{ member = "UV-01" }, { member = "UV-02" }] }
/// "#;
/// assert_eq!(phancong::office::side_rules::read(text)?.len(), 1);
/// # Ok::<(), phancong::office::side_rules::Unreadable>(())
/// ```
pub fn read(text: &str) -> Result<Vec<SideRule>, Unreadable> {
    if text.len() > MAX_TEXT {
        let message = format!("more than {MAX_TEXT} bytes, and side rules have no more");
        return Err(Unreadable { message });
    }
    let file: File = toml::from_str(text).map_err(|error| Unreadable { message: toml_fault(text, &error) })?;
    if file.format == FORMAT {
        return Ok(file.side_rule);
    }
    Err(Unreadable { message: format!("the format is `{}`, expected `{FORMAT}`", file.format) })
}
