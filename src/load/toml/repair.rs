//! How a line of TOML that cannot be read was meant: as far as the whole can be read better with it.

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use crate::diagnostic::{Edit, Fix, SourceText};
use crate::dutch::written_date::date;

/// A line that is longer is no line of settings.
const LONGEST: usize = 2_000;

/// Curly quotation marks for texts.
const CURLY: [char; 3] = ['“', '”', '„'];

/// What is wrong with a line, and how it was meant.
pub struct Repair {
    /// What stands there, as bytes of the text.
    pub range: Range<usize>,
    /// What is wrong, in Dutch.
    pub message: &'static str,
    /// What it becomes.
    becomes: String,
    title: String,
    /// It can be meant in no other way.
    is_certain: bool,
}

impl Repair {
    /// As a fix, which was tried.
    pub fn fix(self, source: &Arc<SourceText>) -> Option<Fix> {
        let fix = Fix::of([Edit::of(source, self.range, self.becomes)], self.title);
        fix.map(|fix| fix.safe_if(self.is_certain))
    }
}

/// How the line `line` of `source.text[whole]` was meant, if it can then be read, and the whole has
/// fewer errors than so many.
pub fn of_line(source: &Arc<SourceText>, whole: &Range<usize>, line: usize, errors: usize) -> Option<Repair> {
    let range = source.line_range(line);
    let text = source.text.get(range.clone()).filter(|text| text.len() <= LONGEST)?;
    if range.start < whole.start || range.end > whole.end {
        return None;
    }
    let is_right = |repair: &Repair| {
        errors_of(&repair.made(source, &range)) == 0 && errors_of(&repair.made(source, whole)) < errors
    };
    candidates(text).into_iter().map(|repair| repair.shifted(range.start)).find(is_right)
}

fn errors_of(text: &str) -> usize {
    DeTable::parse_recoverable(text).1.len()
}

impl Repair {
    /// Whether the whole can then be read.
    pub fn leaves_none(&self, source: &SourceText, whole: &Range<usize>) -> bool {
        errors_of(&self.made(source, whole)) == 0
    }

    /// The whole as it was meant.
    fn made(&self, source: &SourceText, whole: &Range<usize>) -> String {
        let (before, after) = (&source.text[whole.start..self.range.start], &source.text[self.range.end..whole.end]);
        format!("{before}{}{after}", self.becomes)
    }

    fn new(range: Range<usize>, becomes: impl Into<String>, message: &'static str, title: impl Into<String>) -> Self {
        Self { range, message, becomes: becomes.into(), title: title.into(), is_certain: true }
    }

    fn certain_if(self, is_certain: bool) -> Self {
        Self { is_certain, ..self }
    }

    fn shifted(self, by: usize) -> Self {
        Self { range: self.range.start + by..self.range.end + by, ..self }
    }
}

/// What a line may have been meant to be.
fn candidates(line: &str) -> Vec<Repair> {
    let mut all = Vec::new();
    if line.contains(CURLY) {
        let title = "Maak de aanhalingstekens recht";
        all.push(Repair::new(
            0..line.len(),
            line.replace(CURLY, "\""),
            "Hier staat een gekruld aanhalingsteken.",
            title,
        ));
    }
    let Some((key, rest)) = line.split_once('=') else { return all };
    let is_key = |next: char| next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '.' | ' ' | '\t');
    if key.trim().is_empty() || !key.chars().all(is_key) {
        return all;
    }
    let start = key.len() + 1 + (rest.len() - rest.trim_start().len());
    let value = rest.trim();
    let range = start..start + value.len();
    let quotes = value.matches('"').count();
    if let Some(date) = date(value) {
        let title = format!("Schrijf de datum als {date}");
        let repair = Repair::new(range, date.to_string(), "Deze datum is niet goed geschreven.", title);
        // Elsewhere it may be a text that says a date.
        all.push(repair.certain_if(key.trim().ends_with("datum")));
        return all;
    }
    // A remark behind the value would be printed with it.
    let has_remark = value.contains('#');
    let not_closed = "Deze tekst is niet goed afgesloten of heeft een teken dat niet mag.";
    let set = "Zet aanhalingstekens om de tekst";
    match value.chars().next() {
        Some('[') if !value.ends_with(']') && !has_remark => {
            let inside = value.trim_end_matches([',', ' ']);
            all.push(Repair::new(
                range,
                format!("{inside}]"),
                "Deze lijst is niet afgesloten.",
                "Zet ] achter de lijst",
            ));
        }
        Some('"') if quotes == 1 => {
            let repair = Repair::new(range.end..range.end, "\"", not_closed, "Zet een aanhalingsteken achter de tekst");
            all.push(repair.certain_if(!has_remark));
        }
        Some(first) if quotes == 1 && value.ends_with('"') && first != '[' => {
            let repair =
                Repair::new(range.start..range.start, "\"", not_closed, "Zet een aanhalingsteken voor de tekst");
            all.push(repair.certain_if(!has_remark));
        }
        Some(first)
            if quotes == 0
                && first.is_alphabetic()
                && !has_remark
                && !value.contains(['\\', '\''])
                && !is_answer(value) =>
        {
            all.push(Repair::new(range, format!("\"{value}\""), "Deze tekst staat niet tussen aanhalingstekens.", set));
        }
        _ => {}
    }
    all
}

/// Yes or no, in a way that TOML does not know: a text or not, nobody can tell.
fn is_answer(value: &str) -> bool {
    ["true", "false", "ja", "nee", "waar", "onwaar", "yes", "no"].iter().any(|word| value.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str, line: usize) -> Option<String> {
        let source = SourceText::new("a.toml", text);
        let whole = 0..text.len();
        let repair = of_line(&source, &whole, line, errors_of(text)).filter(|repair| repair.is_certain)?;
        Some(format!("{}{}{}", &text[..repair.range.start], repair.becomes, &text[repair.range.end..]))
    }

    #[test]
    fn a_line_is_repaired_where_the_whole_can_then_be_read() {
        for (line, wanted) in [
            ("titel = Kosten per jaar", "titel = \"Kosten per jaar\""),
            ("titel = “Kosten”", "titel = \"Kosten\""),
            ("titel = \"Kosten", "titel = \"Kosten\""),
            ("titel = \"De “oude” wet", "titel = \"De “oude” wet\""),
            ("titel = Kosten\"", "titel = \"Kosten\""),
            ("datum = 14 maart 2023", "datum = 2023-03-14"),
            ("datum = 14-03-2023", "datum = 2023-03-14"),
            ("begindatum = 14-03-2023", "begindatum = 2023-03-14"),
            ("titel = \"14 maart 2023", "titel = \"14 maart 2023\""),
            ("woorden = [\"a\", \"b\",", "woorden = [\"a\", \"b\"]"),
        ] {
            let text = |line: &str| format!("een = 1\r\n{line}\r\ntwee = 2\r\n");
            assert_eq!(repaired(&text(line), 2), Some(text(wanted)), "{line}");
        }
    }

    #[test]
    fn what_can_be_meant_in_two_ways_is_left() {
        for line in [
            "titel = \"De \"oude\" wet\"",
            "titel",
            "= 3",
            "titel = [a, b]",
            "een = 2",
            "titel = 14 maart 2023",
            "titel = \"Kosten # nog nazien",
            "titel = Kosten # van \"",
            "html = ja",
            "html = True",
            "html = NEE",
        ] {
            assert_eq!(repaired(&format!("een = 1\n{line}\n"), 2), None, "{line}");
        }
    }
}
