//! What is told on a terminal while a program works.
#![allow(unreachable_pub, reason = "some examples take it through `desk`")]

use std::io::{IsTerminal as _, Write as _};

/// Tells on a terminal what is being done, in the place of what was told before; in a pipe or a file nothing.
pub fn progress(what: &str) {
    let mut terminal = std::io::stderr();
    if terminal.is_terminal() {
        // What cannot be told there is not worth an error.
        let _ = write!(terminal, "\r\x1b[K{what}").and_then(|()| terminal.flush());
    }
}
