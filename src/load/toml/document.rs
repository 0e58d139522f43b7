//! A TOML text, parsed as a whole.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText, Spot};
use crate::dutch::period::names_month;

use super::entry::Within;
use super::key::Keys;
use super::repair::{self, Repair};
use super::table::TomlTable;

/// How each of so many errors may be mended is tried; every try reads the whole text.
const MOST_REPAIRED: usize = 20;
/// A list that is not closed shows at most so many lines below it.
const LINES_ABOVE: usize = 3;

/// A parsed TOML text; [`TomlDocument::root`] gives its tables.
pub(crate) struct TomlDocument<'a> {
    source: &'a Arc<SourceText>,
    offset: usize,
    table: Spanned<DeTable<'a>>,
}

impl<'a> TomlDocument<'a> {
    /// Parses `source.text[range]`. Every syntax error is a finding.
    pub fn parse(source: &'a Arc<SourceText>, range: Range<usize>, findings: &mut Findings) -> Option<Self> {
        let (table, errors) = DeTable::parse_recoverable(&source.text[range.clone()]);
        let at = |error: &toml::de::Error| {
            let span = error.span().unwrap_or(0..0);
            span.start + range.start..span.end + range.start
        };
        // One list that is not closed spoils every line below it.
        let unclosed = errors.first().and_then(|error| unclosed_list(source, &range, at(error).start, errors.len()));
        if let Some(repair) = unclosed {
            let place = Place::text(source, repair.range.clone());
            let finding =
                Finding::new(Code::TomlSyntax, place, repair.message).hint("Een lijst begint met [ en eindigt met ].");
            findings.push(finding.fix(repair.fix(source)));
            return None;
        }
        for (index, error) in errors.iter().enumerate() {
            let place = Place::text(source, at(error));
            let line = source.line_column(at(error).start).0;
            let repair = || repair::of_line(source, &range, line, errors.len());
            let repair = (index < MOST_REPAIRED).then(repair).flatten().and_then(|repair| repair.fix(source));
            findings.push(syntax_finding(error.message(), place).fix(repair));
        }
        errors.is_empty().then_some(Self { source, offset: range.start, table })
    }

    /// The table at the top of the text.
    pub fn root<K: Keys>(&self, findings: &mut Findings) -> TomlTable<'_, K> {
        let within = Within { source: self.source, offset: self.offset };
        TomlTable::open(within, self.table.get_ref(), String::new(), self.offset..self.offset, findings)
    }
}

/// The list that is not closed, on the line of the first error or just above, if closing it is all that is to be done.
fn unclosed_list(source: &Arc<SourceText>, whole: &Range<usize>, at: usize, errors: usize) -> Option<Repair> {
    let line = source.line_column(at).0;
    let opens = |line: &usize| {
        let text = &source.text[source.line_range(*line)];
        text.split_once('=').is_some_and(|(_, value)| value.trim().starts_with('[') && !value.contains(']'))
    };
    let line = (line.saturating_sub(LINES_ABOVE).max(1)..=line).rev().find(opens)?;
    repair::of_line(source, whole, line, errors).filter(|repair| repair.leaves_none(source, whole))
}

fn syntax_finding(message: &str, place: Place) -> Finding {
    if let Spot::Text { source, range } = &place.spot {
        let (line, _) = source.line_column(range.start);
        let written = &source.text[source.line_range(line)];
        if written.contains(['“', '”', '„', '‘', '’']) {
            return Finding::new(Code::TomlSyntax, place, "Hier staat een gekruld aanhalingsteken.")
                .hint("Gebruik rechte aanhalingstekens: \". Word maakt ze vanzelf krul; typ ze opnieuw.");
        }
    }
    let explained = match message {
        _ if names_date(&place) => "Deze datum is niet goed geschreven.",
        message if message.contains("duplicate key") => "Deze sleutel staat er al.",
        message if message.contains("string") => "Deze tekst is niet goed afgesloten of heeft een teken dat niet mag.",
        message if message.contains("number") || message.contains("integer") || message.contains("float") => {
            "Dit getal is niet goed geschreven."
        }
        message if message.contains("date") || message.contains("time") => "Deze datum is niet goed geschreven.",
        message if message.contains("table") || message.contains("array") || message.contains("bracket") => {
            "Hier klopt iets niet met de vierkante haken of accolades."
        }
        _ => "Deze regel is niet goed geschreven.",
    };
    Finding::new(Code::TomlSyntax, place, explained)
        .hint("Schrijf sleutel = \"tekst\", sleutel = 12, sleutel = 2023-03-14 of sleutel = [\"a\", \"b\"].")
}

/// "datum = 14 maart 2023": a date as people write it.
fn names_date(place: &Place) -> bool {
    let Spot::Text { source, range } = &place.spot else { return false };
    let (line, _) = source.line_column(range.start);
    let written = &source.text[source.line_range(line)];
    let value: Vec<&str> = written.split_once('=').map_or("", |(_, value)| value).split_whitespace().collect();
    matches!(value[..], [day, month, _] if day.parse::<u32>().is_ok() && names_month(&month.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_words_is_called_a_date() {
        let source = SourceText::new("a.toml", "datum = 14 maart 2023\n");
        let mut findings = Findings::new();
        assert!(TomlDocument::parse(&source, 0..source.text.len(), &mut findings).is_none());
        let said: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert!(said.contains(&"Deze datum is niet goed geschreven."), "{said:?}");
    }

    #[test]
    fn every_syntax_error_is_found() {
        let source = SourceText::new("a.toml", "a = \"x\nb = [1\nc = 1\n");
        let mut findings = Findings::new();
        assert!(TomlDocument::parse(&source, 0..source.text.len(), &mut findings).is_none());
        assert!(findings.len() >= 2);
    }
}
