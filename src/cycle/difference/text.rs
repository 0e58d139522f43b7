//! What changed, for people in a terminal: numbers first, then the text, then charts and tables.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::visible;
use crate::project::DocumentKind;

use super::comparison::Difference;
use super::exhibits::ExhibitChange;
use super::numbers::{NumberChange, NumericChange};
use super::points::{ChangedPoint, PointKind};
use super::sentences::joined;
use super::sentences::{Said, Sentence, SentenceState};
use super::side::ChangeState;
use super::summary;
use super::words::WordPiece;

/// Lines are no longer than this.
const WIDTH: usize = 92;
/// The names of numbers are no wider than this.
const NAME_WIDTH: usize = 40;

/// Colours for words that changed; nothing rests on them alone.
const OLD: &str = "\u{1b}[31m";
const NEW: &str = "\u{1b}[32m";
const STRONG: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// The difference as text, with colours that the terminal may leave out.
pub fn to_text(difference: &Difference) -> String {
    let mut page = TextPage { out: String::new() };
    page.line(&format!("{STRONG}{}{PLAIN}", in_terminal(&difference.new.title)));
    page.line(&format!("{} vergeleken met {}", difference.new.id, difference.old.id));
    page.line("");
    for sentence in summary::sentences(difference) {
        page.line(&sentence);
    }
    page.fields(difference);
    page.numbers(difference);
    page.sentences("Tekst", difference, SentenceState::is_of_text);
    page.exhibits(difference);
    page.sentences("Zinnen met alleen andere cijfers", difference, |state| state == SentenceState::Figures);
    page.out
}

struct TextPage {
    out: String,
}

impl TextPage {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{}", text.trim_end());
    }

    fn heading(&mut self, text: &str) {
        self.line(&format!("\n{STRONG}== {text}{PLAIN}"));
    }

    fn fields(&mut self, difference: &Difference) {
        if difference.fields.is_empty() {
            return;
        }
        self.heading(&format!("Kop van de {}", difference.new.kind.word()));
        self.line("");
        let rows: Vec<[String; 3]> = difference
            .fields
            .iter()
            .map(|field| [in_terminal(&field.label), shown(field.old.as_deref()), shown(field.new.as_deref())])
            .collect();
        let width = widths(&rows);
        for [label, old, new] in &rows {
            self.line(&format!("  {}  {}  →  {new}", padded(label, width[0]), padded(old, width[1])));
        }
    }

    fn numbers(&mut self, difference: &Difference) {
        let of = |state| difference.numbers.iter().filter(move |number| number.state() == state);
        let changed: Vec<TextRow> = of(ChangeState::Changed).map(|number| row(number, difference)).collect();
        if !changed.is_empty() {
            self.heading("Getallen");
            self.line("");
            let head = [
                "",
                &difference.old.period.to_string(),
                &difference.new.period.to_string(),
                "verschil",
                "in %",
                "regel",
            ];
            let head = head.map(str::to_owned);
            self.table(std::iter::once(&head).chain(&changed));
        }
        let dropped = format!("Getallen die niet meer in de {} staan", difference.new.kind.word());
        for (title, state) in [("Nieuwe getallen", ChangeState::New), (&dropped, ChangeState::Dropped)] {
            let rows: Vec<TextRow> = of(state).map(|number| single_row(number, difference)).collect();
            if !rows.is_empty() {
                self.heading(title);
                self.line("");
                self.table(rows.iter());
            }
        }
    }

    /// Names at the left, all else at the right of its column.
    fn table<'a>(&mut self, rows: impl Iterator<Item = &'a TextRow>) {
        let rows: Vec<&TextRow> = rows.collect();
        let width = widths(&rows);
        let name_width = width.first().map_or(0, |width| *width.min(&NAME_WIDTH));
        for row in rows {
            let names = folded(&row[0], name_width);
            let mut line = format!("  {}", padded(names.first().map_or("", String::as_str), name_width));
            for (cell, width) in row.iter().zip(&width).skip(1).filter(|(_, width)| **width > 0) {
                let _ = write!(line, "  {}{cell}", " ".repeat(width - cell.width()));
            }
            self.line(&line);
            for name in names.iter().skip(1) {
                self.line(&format!("    {name}"));
            }
        }
    }

    fn sentences(&mut self, title: &str, difference: &Difference, is_wanted: impl Fn(SentenceState) -> bool) {
        if !difference.sentences().any(|sentence| is_wanted(sentence.state)) {
            return;
        }
        self.heading(title);
        for part in &difference.parts {
            let mut wanted = part.runs().filter(|run| run.iter().any(|sentence| is_wanted(sentence.state))).peekable();
            if wanted.peek().is_some() {
                self.line(&format!("\n{}", in_terminal(&part.heading)));
            }
            wanted.for_each(|run| self.run(run, difference.old.kind));
        }
    }

    /// One sentence, or several that are all new or were all dropped.
    fn run(&mut self, run: &[Sentence], old_kind: DocumentKind) {
        let old = joined(run.iter().filter_map(|sentence| sentence.old.as_ref()));
        let new = joined(run.iter().filter_map(|sentence| sentence.new.as_ref()));
        let of_old = if new.is_none() { format!(" van de eerdere {}", old_kind.word()) } else { String::new() };
        let place = new.as_ref().or(old.as_ref()).map(|said| format!(", {}{of_old}", said.place())).unwrap_or_default();
        let state = run.first().map_or("", |sentence| sentence.state.word());
        self.line(&format!("\n  {state}{place}"));
        if let Some(old) = &old {
            self.said("−", old, OLD);
        }
        if let Some(new) = &new {
            self.said("+", new, NEW);
        }
    }

    fn said(&mut self, sign: &str, said: &Said, color: &str) {
        for (index, line) in wrapped(&said.pieces, color, WIDTH - 6).iter().enumerate() {
            let sign = if index == 0 { sign } else { " " };
            self.line(&format!("    {sign} {line}"));
        }
    }

    fn exhibits(&mut self, difference: &Difference) {
        if difference.count_exhibits() == 0 {
            return;
        }
        self.heading("Figuren en tabellen");
        for exhibit in difference.exhibits.iter().filter(|exhibit| exhibit.state() != ChangeState::Same) {
            self.exhibit(exhibit);
        }
    }

    fn exhibit(&mut self, exhibit: &ExhibitChange) {
        self.line(&format!("\n{} ({})", in_terminal(&summary::exhibit(exhibit)), exhibit.state().word()));
        for (what, old, new) in summary::captions(exhibit) {
            self.line(&format!("  {what}"));
            self.said("−", &unmarked(old), OLD);
            self.said("+", &unmarked(new), NEW);
        }
        for (what, names) in [("Nu ook", &exhibit.added), ("Niet meer", &exhibit.gone)] {
            if !names.is_empty() {
                self.line(&format!("  {what}: {}", in_terminal(&names.join(", "))));
            }
        }
        let rows: Vec<TextRow> = exhibit.points.iter().map(point_row).collect();
        self.table(rows.iter());
    }
}

/// Name, old, new, change, change as a percentage, line.
type TextRow = [String; 6];

/// A caption is shown whole.
fn unmarked(text: String) -> Said {
    Said { kind: super::passages::PassageKind::Caption, line: None, pieces: vec![WordPiece { text, changed: false }] }
}

fn row(number: &NumberChange, difference: &Difference) -> TextRow {
    let [absolute, relative] = change(number.change.as_ref());
    let printed = |side: &Option<super::numbers::NumberSide>| shown(side.as_ref().map(|side| side.printed.as_str()));
    [
        in_terminal(&summary::number(number, difference)),
        printed(&number.old),
        printed(&number.new),
        absolute,
        relative,
        line_of(number),
    ]
}

fn single_row(number: &NumberChange, difference: &Difference) -> TextRow {
    let side = number.new.as_ref().or(number.old.as_ref());
    let name = in_terminal(&summary::number(number, difference));
    let line = line_of(number);
    let line = if line.is_empty() { line } else { format!("regel {line}") };
    [name, shown(side.map(|side| side.printed.as_str())), line, String::new(), String::new(), String::new()]
}

/// Its line in the document; of a number that was dropped that in the earlier document.
fn line_of(number: &NumberChange) -> String {
    let line = number.new.as_ref().or(number.old.as_ref()).and_then(|side| side.line);
    line.map(|line| line.to_string()).unwrap_or_default()
}

fn point_row(point: &ChangedPoint) -> TextRow {
    let [absolute, relative] = change(point.change.as_ref());
    let name = match point.kind {
        PointKind::Revised => format!("{} ({})", in_terminal(&point.name), point.kind.word()),
        PointKind::Moved => in_terminal(&point.name),
    };
    [name, shown(point.old.as_deref()), shown(point.new.as_deref()), absolute, relative, String::new()]
}

fn change(change: Option<&NumericChange>) -> [String; 2] {
    match change {
        Some(change) if change.turned => [in_terminal(&change.absolute), "omgekeerd".to_owned()],
        Some(change) => [in_terminal(&change.absolute), change.relative.clone().unwrap_or_default()],
        None => [String::new(), String::new()],
    }
}

/// Text from files without signs that steer the terminal; spaces that keep words together are spaces there.
fn in_terminal(text: &str) -> String {
    visible(text).replace(['\u{a0}', '\n'], " ")
}

fn shown(text: Option<&str>) -> String {
    text.map_or_else(|| "–".to_owned(), in_terminal)
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// How wide the widest cell of each column is.
fn widths(rows: &[impl AsRef<[String]>]) -> Vec<usize> {
    let columns = rows.first().map_or(0, |row| row.as_ref().len());
    let widest = |column: usize| rows.iter().filter_map(|row| row.as_ref().get(column)).map(|cell| cell.width()).max();
    (0..columns).map(|column| widest(column).unwrap_or(0)).collect()
}

/// Text in lines of at most this many columns; later lines are two shorter, to be indented.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let room = if lines.len() == 1 { width } else { width.saturating_sub(2) };
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.width() + 1 + word.width() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Pieces in lines; words that changed have the colour.
fn wrapped(pieces: &[WordPiece], color: &str, width: usize) -> Vec<String> {
    // With a mark before each word whether it changed; a word can have several pieces.
    let mut words: Vec<Vec<(String, bool)>> = vec![Vec::new()];
    for piece in pieces {
        for (index, text) in in_terminal(&piece.text).split(' ').enumerate() {
            if index > 0 {
                words.push(Vec::new());
            }
            if let Some(word) = words.last_mut().filter(|_| !text.is_empty()) {
                word.push((text.to_owned(), piece.changed));
            }
        }
    }
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in words.iter().filter(|word| !word.is_empty()) {
        let size: usize = word.iter().map(|(text, _)| text.width()).sum();
        if lines.is_empty() || used + 1 + size > width {
            lines.push(String::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { continue };
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        used += size;
        for (text, changed) in word {
            let _ = if *changed { write!(line, "{color}{text}{PLAIN}") } else { write!(line, "{text}") };
        }
    }
    lines
}
