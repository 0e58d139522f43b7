//! A TOML text, parsed as a whole.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText, Spot};
use crate::dutch::period::names_month;

use super::entry::Within;
use super::key::Keys;
use super::table::TomlTable;

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
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            let place = Place::text(source, span.start + range.start..span.end + range.start);
            findings.push(syntax_finding(error.message(), place));
        }
        errors.is_empty().then_some(Self { source, offset: range.start, table })
    }

    /// The table at the top of the text.
    pub fn root<K: Keys>(&self, findings: &mut Findings) -> TomlTable<'_, K> {
        let within = Within { source: self.source, offset: self.offset };
        TomlTable::open(within, self.table.get_ref(), String::new(), self.offset..self.offset, findings)
    }
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
