//! Narrows a finding to the exact words in the author's file. Blocks know only the line where they start.

use crate::diagnostic::{Place, Spot};

/// The place of `words` in the author's text of a block: the `nth` time that they stand there (from 0), outside
/// placeholders. The block's own place where they are not found.
pub fn words(block: &Place, words: &str, nth: usize) -> Place {
    let Spot::Text { source, range } = &block.spot else { return block.clone() };
    let rest = &source.text[range.start..];
    // A value in a TOML file knows where it ends; a block of text runs on to the next empty line.
    let end = if block.file.ends_with(".toml") { range.len() } else { end_of_block(rest) };
    let text = &rest[..end];
    let mut at = 0;
    let mut seen = 0;
    while at < text.len() {
        if let Some(after) = end_of_tag(text, at) {
            at = after;
            continue;
        }
        if let Some(length) = length_at(&text[at..], words) {
            if seen == nth {
                return Place::text(source, range.start + at..range.start + at + length);
            }
            seen += 1;
            at += length;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    block.clone()
}

fn end_of_block(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        at += line.len();
    }
    at
}

/// Where the placeholder, statement or remark that starts at `at` ends.
fn end_of_tag(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let close = ["{{", "{%", "{#"].iter().zip(["}}", "%}", "#}"]).find(|(open, _)| rest.starts_with(**open))?.1;
    Some(rest.find(close).map_or(text.len(), |found| at + found + close.len()))
}

/// How much of `text` these words take up there, if it starts with them. Typography has changed spaces, quotation
/// marks and dashes.
fn length_at(text: &str, words: &str) -> Option<usize> {
    let mut rest = text;
    let mut wanted = words.chars().peekable();
    while let Some(next) = wanted.next() {
        if next.is_whitespace() {
            while wanted.next_if(|next| next.is_whitespace()).is_some() {}
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
            continue;
        }
        let as_typed: &[&str] = match next {
            '–' => &["–", "--", "-"],
            '…' => &["…", "..."],
            '‘' | '’' | '“' | '”' => &["'", "\"", "‘", "’", "“", "”"],
            _ => {
                rest = rest.strip_prefix(next)?;
                continue;
            }
        };
        rest = as_typed.iter().find_map(|typed| rest.strip_prefix(typed))?;
    }
    (!words.is_empty()).then(|| text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::SourceText;

    use super::*;

    fn found(text: &str, wanted: &str, nth: usize) -> Option<String> {
        let source = SourceText::new("a.md", text);
        match words(&Place::line(&source, 1), wanted, nth).spot {
            Spot::Text { range, .. } if range != source.line_range(1) => Some(text[range].to_owned()),
            _ => None,
        }
    }

    #[test]
    fn words_are_found_as_they_were_typed() {
        assert_eq!(
            found("Dat kost € 5,3\nmln. in 2022-2023.", "€\u{a0}5,3\u{a0}mln.", 0).as_deref(),
            Some("€ 5,3\nmln.")
        );
        assert_eq!(found("In 2021-2023 is 'x' dus", "2021–2023 is ‘x’", 0).as_deref(), Some("2021-2023 is 'x'"));
        assert_eq!(found("{{ a[5] }} en 5 en 5.", "5", 0).as_deref(), Some("5"));
        assert_eq!(found("{{ a[5] }} en nee", "5", 0), None);
        assert_eq!(found("een alinea\n\nmet 5", "5", 0), None, "another block");
        assert_eq!(found("een", "", 0), None);
    }

    #[test]
    fn the_second_time_is_told_from_the_first() {
        let source = SourceText::new("a.md", "a 5 b 5 c");
        let Spot::Text { range, .. } = words(&Place::line(&source, 1), "5", 1).spot else { panic!("a text") };
        assert_eq!(range, 6..7);
    }
}
