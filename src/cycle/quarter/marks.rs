//! Marks in the text at sentences that somebody should look at: `{{ nakijken("...") }}`.

use std::ops::Range;

use crate::diagnostic::SourceText;
use crate::text::tag_ranges;

/// The most reasons that one mark gives.
const MOST: usize = 4;

/// A sentence that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceMark {
    /// The 1-based line.
    pub line: usize,
    /// Why.
    pub reason: String,
}

/// A number that went another way than last time, or far.
#[derive(Debug)]
pub(crate) struct Changed {
    /// Its placeholder in the new document.
    pub tag: Range<usize>,
    /// What changed, in words.
    pub reason: String,
}

/// Whether a placeholder is a mark.
pub(crate) fn is_mark(tag: &str) -> bool {
    tag.strip_prefix("{{").is_some_and(|inside| inside.trim_start_matches('-').trim_start().starts_with("nakijken("))
}

/// The text without the marks of an earlier period, and without the blank before each.
pub(crate) fn without(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for tag in tag_ranges(text).into_iter().filter(|tag| is_mark(&text[tag.clone()])) {
        let before = &text[at..tag.start];
        out.push_str(before.strip_suffix(' ').unwrap_or(before));
        at = tag.end;
    }
    out + &text[at..]
}

/// Puts a mark behind each sentence with a number that changed much.
pub(crate) fn put(text: &str, changes: &[Changed]) -> (String, Vec<SentenceMark>) {
    let tags = tag_ranges(text);
    let mut by_place: Vec<(usize, Vec<&str>)> = Vec::new();
    for change in changes {
        let place = place_for(text, &change.tag, &tags);
        match by_place.iter_mut().find(|(at, _)| *at == place) {
            Some((_, reasons)) if reasons.contains(&change.reason.as_str()) => {}
            Some((_, reasons)) => reasons.push(&change.reason),
            None => by_place.push((place, vec![&change.reason])),
        }
    }
    by_place.sort_by_key(|(at, _)| *at);
    let source = SourceText::new("", text);
    let mut marks = Vec::new();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (place, reasons) in by_place {
        let more = reasons.len().saturating_sub(MOST);
        let mut reason = reasons.iter().take(MOST).copied().collect::<Vec<_>>().join(". ");
        if more > 0 {
            reason += &format!(". En nog {more}");
        }
        out.push_str(&text[at..place]);
        // What stands between the quotation marks must end neither them nor the placeholder.
        let quoted = reason.replace(['"', '\\'], "'").replace(['{', '}'], "");
        out.push_str(&format!(" {{{{ nakijken(\"{quoted}\") }}}}"));
        at = place;
        marks.push(SentenceMark { line: source.line_column(place).0, reason });
    }
    out.push_str(&text[at..]);
    (out, marks)
}

/// Behind the sentence of a placeholder, on its line; in a table behind the placeholder itself.
fn place_for(text: &str, tag: &Range<usize>, tags: &[Range<usize>]) -> usize {
    let start_of_line = text[..tag.start].rfind('\n').map_or(0, |at| at + 1);
    let end_of_line = text[tag.end..].find('\n').map_or(text.len(), |at| tag.end + at);
    if text[start_of_line..].trim_start().starts_with('|') {
        return tag.end;
    }
    let end_of_line = start_of_line + text[start_of_line..end_of_line].trim_end().len();
    let mut at = tag.end;
    while at < end_of_line {
        if let Some(other) = tags.iter().find(|other| other.start == at) {
            at = other.end;
            continue;
        }
        let Some(next) = text[at..].chars().next() else { break };
        at += next.len_utf8();
        if matches!(next, '.' | '!' | '?') {
            let rest = &text[at..end_of_line];
            let closed = rest.trim_start_matches(['"', '\'', '’', '”', ')', '*', '_']);
            if closed.is_empty() || closed.starts_with(char::is_whitespace) {
                return at + rest.len() - closed.len();
            }
            if closed.starts_with("[^") {
                return closed.find(']').map_or(end_of_line, |end| at + rest.len() - closed.len() + end + 1);
            }
        }
    }
    end_of_line.max(tag.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, tag: &str) -> String {
        let start = text.find(tag).expect("the placeholder");
        let changed = Changed { tag: start..start + tag.len(), reason: "x \"y\"".to_owned() };
        put(text, &[changed]).0
    }

    #[test]
    fn a_mark_stands_behind_its_sentence() {
        let mark = " {{ nakijken(\"x 'y'\") }}";
        for (text, before) in [
            ("In {{ p }} waren {{ a }} er. En nu?", "In {{ p }} waren {{ a }} er."),
            ("Dat is {{ a }} (zie {{ b }}).\r\nEn", "Dat is {{ a }} (zie {{ b }})."),
            ("Noot {{ a }}.[^1] Meer.", "Noot {{ a }}.[^1]"),
            ("## Kop met {{ a }}\n\nTekst.", "## Kop met {{ a }}"),
            ("| Noord | {{ a }} |\n", "| Noord | {{ a }}"),
            ("- punt {{ a }};\n- ander", "- punt {{ a }};"),
            ("zie https://a.nl/{{ a }} hier", "zie https://a.nl/{{ a }} hier"),
            ("een {{ a }} die\nverder gaat. Nu", "een {{ a }} die"),
        ] {
            let wanted = format!("{before}{mark}{}", &text[before.len()..]);
            assert_eq!(marked(text, "{{ a }}"), wanted);
            assert_eq!(without(&wanted), text);
        }
    }
}
