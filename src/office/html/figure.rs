//! Figures as inline SVG. Lengths are whole numbers; every number stands beside its shape as text too.

use super::Page;
use crate::office::paper::{Figure, FigureKind, Series, Tone};

/// The width of a whole bar, in units of its own picture.
const BAR: u64 = 1_000;

/// Sizes of the heat map, in units of the picture: a field, and how much a letter of a name takes.
const FIELD: usize = 26;
const LETTER: usize = 7;
/// A name longer than this is broken into two lines.
const NAME: usize = 24;

impl Page {
    pub(super) fn figure(&mut self, figure: &Figure) {
        self.raw("<figure>\n").line("<figcaption>", &figure.caption, "</figcaption>\n");
        match figure.kind {
            FigureKind::Bars => self.bars(figure),
            FigureKind::Shares => self.shares(figure),
            FigureKind::Heat => self.heat(figure),
        }
        self.raw("</figure>\n");
    }

    fn bars(&mut self, figure: &Figure) {
        let most = figure.rows.iter().flat_map(|row| &row.1).copied().max().unwrap_or(0);
        self.raw("<table class=\"bars\"><tbody>\n");
        for (name, numbers) in &figure.rows {
            self.raw("<tr><th scope=\"row\">").text(name).raw("</th><td>");
            let number = numbers.first().copied().unwrap_or(0);
            self.bar(&[(class(Tone::Plain), number)], most);
            self.fill(format_args!("</td><td class=\"n\">{number}</td></tr>\n"));
        }
        self.raw("</tbody></table>\n");
    }

    fn shares(&mut self, figure: &Figure) {
        self.raw("<ul class=\"key\">");
        let looks = looks(figure);
        for (series, look) in figure.series.iter().zip(&looks) {
            self.raw("<li><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect class=\"").raw(look);
            self.raw("\" width=\"1\" height=\"1\"/></svg>").text(&series.name).raw("</li>");
        }
        self.raw("</ul>\n");
        self.raw("<table class=\"bars\"><tbody>\n");
        for (name, numbers) in &figure.rows {
            self.raw("<tr><th scope=\"row\">").text(name).raw("</th><td>");
            let shares: Vec<(&str, u32)> = looks.iter().map(String::as_str).zip(numbers.iter().copied()).collect();
            let whole: u64 = numbers.iter().map(|number| u64::from(*number)).sum();
            self.bar(&shares, u32::try_from(whole).unwrap_or(u32::MAX));
            let told: Vec<String> = figure
                .series
                .iter()
                .zip(numbers)
                .filter(|(_, number)| **number > 0)
                .map(|(series, number)| format!("{}: {number}", series.name))
                .collect();
            self.raw("<small>").text(&told.join(" · ")).raw("</small></td></tr>\n");
        }
        self.raw("</tbody></table>\n");
    }

    /// One bar, divided; `whole` is its full width.
    fn bar(&mut self, shares: &[(&str, u32)], whole: u32) {
        self.fill(format_args!("<svg viewBox=\"0 0 {BAR} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"));
        let mut before: u64 = 0;
        for (look, number) in shares.iter().filter(|share| share.1 > 0) {
            let at = |count: u64| count * BAR / u64::from(whole.max(1));
            let (from, to) = (at(before), at(before + u64::from(*number)));
            before += u64::from(*number);
            // A gap of one unit keeps neighbours of one tone apart.
            let width = to.saturating_sub(from).saturating_sub(2).max(1);
            self.raw("<rect class=\"").raw(look);
            self.fill(format_args!("\" x=\"{from}\" width=\"{width}\" height=\"10\"/>"));
        }
        self.raw("</svg>");
    }

    fn heat(&mut self, figure: &Figure) {
        let most = figure.rows.iter().flat_map(|row| &row.1).copied().max().unwrap_or(0);
        let longest = figure.rows.iter().flat_map(|row| lines(&row.0)).map(|line| line.chars().count()).max();
        let left = longest.unwrap_or(0) * LETTER + 6;
        let (width, height) = (left + figure.series.len() * FIELD, (figure.rows.len() + 1) * FIELD);
        self.fill(format_args!("<svg class=\"heat\" viewBox=\"0 0 {width} {height}\" role=\"img\"><title>"));
        self.text(&figure.caption).raw("</title>\n");
        for (at, series) in figure.series.iter().enumerate() {
            let middle = left + at * FIELD + FIELD / 2;
            self.fill(format_args!("<text x=\"{middle}\" y=\"17\" text-anchor=\"middle\">")).text(&series.name);
            self.raw("</text>");
        }
        for (row, (name, numbers)) in figure.rows.iter().enumerate() {
            let top = (row + 1) * FIELD;
            let pieces = lines(name);
            let first = if pieces.len() > 1 { top + 11 } else { top + 17 };
            for (at, piece) in pieces.into_iter().enumerate() {
                self.fill(format_args!("\n<text x=\"0\" y=\"{}\">", first + at * 12)).text(&piece).raw("</text>");
            }
            for (at, number) in numbers.iter().enumerate() {
                self.field(left + at * FIELD, top, *number, most);
            }
        }
        self.raw("</svg>\n");
    }

    fn field(&mut self, left: usize, top: usize, number: u32, most: u32) {
        let level = (u64::from(number) * 4).div_ceil(u64::from(most.max(1)));
        let side = FIELD - 2;
        self.fill(format_args!(
            "<rect class=\"h{level}\" x=\"{left}\" y=\"{top}\" width=\"{side}\" height=\"{side}\" rx=\"3\"/>"
        ));
        if number > 0 {
            let class = if level > 2 { " class=\"on\"" } else { "" };
            let (x, y) = (left + side / 2, top + 17);
            self.fill(format_args!("<text{class} x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{number}</text>"));
        }
    }
}

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "Plain",
        Tone::Good => "Good",
        Tone::Open => "Open",
        Tone::Bad => "Bad",
        Tone::Quiet => "Quiet",
    }
}

/// The classes of each series; of those with one tone the later ones are paler.
fn looks(figure: &Figure) -> Vec<String> {
    let look = |(at, series): (usize, &Series)| {
        let before = figure.series.iter().take(at).filter(|other| other.tone == series.tone).count();
        if before == 0 { class(series.tone).to_owned() } else { format!("{} o{}", class(series.tone), before.min(3)) }
    };
    figure.series.iter().enumerate().map(look).collect()
}

/// A name in at most two lines, broken at a space; what is still too long is cut, with a sign.
fn lines(name: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in name.split(' ') {
        let room = lines.last().map_or(0, |line| line.chars().count());
        if room > 0 && room + 1 + word.chars().count() > NAME && lines.len() < 2 {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    let cut = |line: String| {
        if line.chars().count() > NAME { line.chars().take(NAME - 1).chain(['…']).collect() } else { line }
    };
    lines.into_iter().map(cut).collect()
}
