//! Periods that an author wrote between quotation marks, or as the index of a placeholder.

use std::ops::Range;

use crate::dutch::period::Period;
use crate::text::tag_ranges;

use super::shift::Shift;
use super::spoken;

/// The text of a document, with periods in placeholders and at its top moved along. Facts that the document
/// declares stay as they are: their numbers do not move. Neither do periods that their own sentence names in words.
pub(crate) fn moved(text: &str, shift: Shift) -> String {
    let top = top(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let tags = tag_ranges(text);
    for tag in tags.iter().filter(|tag| !is_fact(text, tag.start)) {
        out.push_str(&outside(text, at..tag.start, &top, shift));
        let written = &text[tag.clone()];
        let moved = inside(written, shift);
        // Its words would stay behind, and the sentence would be false.
        let is_named = moved != written && written.starts_with("{{") && {
            let words = spoken::around(text, tag, &tags);
            periods(written).into_iter().any(|period| spoken::names(&words, period))
        };
        out.push_str(if is_named { written } else { &moved });
        at = tag.end;
    }
    out + &outside(text, at..text.len(), &top, shift)
}

/// The lines above the first table of the front matter.
fn top(text: &str) -> Range<usize> {
    let front = front(text);
    let mut at = front.start;
    for line in text[front.clone()].split_inclusive('\n') {
        if line.trim_start().starts_with('[') {
            break;
        }
        at += line.len();
    }
    front.start..at
}

/// What stands between the lines `+++`.
pub(crate) fn front(text: &str) -> Range<usize> {
    let start = text.find('\n').map_or(0, |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            break;
        }
        at += line.len();
    }
    start..at
}

fn is_fact(text: &str, at: usize) -> bool {
    front(text).contains(&at) && !top(text).contains(&at)
}

/// Outside placeholders only the values at the top move, where they are nothing but a period.
fn outside(text: &str, range: Range<usize>, top: &Range<usize>, shift: Shift) -> String {
    let start = range.start.clamp(top.start, top.end);
    let end = range.end.clamp(start, top.end).max(start);
    if start >= end || start < range.start || end > range.end {
        return text[range].to_owned();
    }
    let values: String = text[start..end].split_inclusive('\n').map(|line| values(line, shift)).collect();
    format!("{}{values}{}", &text[range.start..start], &text[end..range.end])
}

/// A line of TOML; what stands behind a `#` is a comment.
fn values(line: &str, shift: Shift) -> String {
    let comment = comment_of(line);
    format!("{}{}", quoted(&line[..comment], shift), &line[comment..])
}

/// Where a comment starts.
fn comment_of(line: &str) -> usize {
    let mut quote = None;
    for (at, next) in line.char_indices() {
        match quote {
            Some(open) if open == next => quote = None,
            Some(_) => {}
            None if next == '#' => return at,
            None if next == '"' || next == '\'' => quote = Some(next),
            None => {}
        }
    }
    line.len()
}

/// A placeholder or statement; a comment stays.
fn inside(tag: &str, shift: Shift) -> String {
    if tag.starts_with("{#") { tag.to_owned() } else { indexes(&quoted(tag, shift), shift) }
}

/// Moves what stands between quotation marks and is nothing but a period.
fn quoted(text: &str, shift: Shift) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'']) {
        let mark = &rest[at..=at];
        let Some(length) = rest[at + 1..].find(mark) else { break };
        let content = &rest[at + 1..at + 1 + length];
        out.push_str(&rest[..=at]);
        out.push_str(&period(content, shift).unwrap_or_else(|| content.to_owned()));
        out.push_str(mark);
        rest = &rest[at + 2 + length..];
    }
    out + rest
}

/// Moves a year that is an index: `[2022]`.
fn indexes(text: &str, shift: Shift) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let content = rest[at + 1..].split(']').next().unwrap_or_default();
        let is_year = content.len() == 4 && content.bytes().all(|byte| byte.is_ascii_digit());
        out.push_str(&rest[..=at]);
        let moved = if is_year { period(content, shift) } else { None };
        rest = &rest[at + 1..];
        if let Some(moved) = moved {
            out.push_str(&moved);
            rest = &rest[4..];
        }
    }
    out + rest
}

/// The periods that a placeholder names, between quotation marks or as a year in square brackets.
fn periods(tag: &str) -> Vec<Period> {
    let quoted = tag.split(['"', '\'', '[', ']']);
    quoted.filter_map(|part| part.trim().parse().ok()).collect()
}

fn period(written: &str, shift: Shift) -> Option<String> {
    let moved = shift.period(written.parse().ok()?)?;
    Some(moved.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_literals_of_the_same_length_move() {
        let shift = Shift::between("2022-K4".parse().expect("old"), "2023-K1".parse().expect("new")).expect("later");
        let document = "+++\r\n# \"2022-K4\"\r\ntrefwoorden = [\"2022-K4\", \"jeugd\"] # '2022-K4'\r\nonderwerp = \"{{ x['2022-K4'] }} in \
                      2022-K4\"\r\n[feiten.a]\r\nperiode = \"2022-K4\"\r\n+++\r\n\"2022-K4\" {{ x[\"2021-K4\"] }} {{ y[2022] }} {# \"2022-K4\" #} \
                      {% if periode.code == \"2022-K4\" %}";
        let wanted = "+++\r\n# \"2022-K4\"\r\ntrefwoorden = [\"2023-K1\", \"jeugd\"] # '2022-K4'\r\nonderwerp = \"{{ x['2022-K4'] }} in \
                      2022-K4\"\r\n[feiten.a]\r\nperiode = \"2022-K4\"\r\n+++\r\n\"2022-K4\" {{ x[\"2022-K1\"] }} {{ y[2022] }} {# \"2022-K4\" #} \
                      {% if periode.code == \"2023-K1\" %}";
        assert_eq!(moved(document, shift), wanted);
        let years = Shift::between("2022".parse().expect("old"), "2023".parse().expect("new")).expect("later");
        assert_eq!(
            moved("+++\n+++\n{{ y[2022] + z['2021'] }}. En in 2022", years),
            "+++\n+++\n{{ y[2023] + z['2022'] }}. En in 2022"
        );
    }

    #[test]
    fn what_its_sentence_names_stays() {
        for (from, to, sentence, stays) in [
            (
                "2026-04",
                "2026-05",
                "In november en december 2025 kwamen er {{ x[\"2025-11\"] }} en {{ x[\"2025-12\"] }}.",
                true,
            ),
            ("2026-04", "2026-05", "Toen kwamen er {{ x[\"2025-11\"] }}. In november was dat anders.", false),
            ("2022-K4", "2023-K1", "In het derde kwartaal van 2022 was dat {{ x[\"2022-K3\"] }}.", true),
            ("2022-K4", "2023-K1", "In het derde kwartaal van 2021 was dat {{ x[\"2022-K3\"] }}.", false),
            ("2022-K4", "2023-K1", "Van oktober tot en met december was dat {{ x[\"2022-K4\"] }}.", true),
            ("2025-H2", "2026-H1", "In de tweede helft van het jaar was dat {{ x[\"2025-H2\"] }}.", true),
            ("2027", "2028", "Dat wordt {{ x[\"2027\"] }} in 2027.", true),
            ("2027", "2028", "Vorig jaar was dat {{ x[\"2026\"] }}.", false),
            ("2027", "2028", "{% if periode.code == \"2027\" %}In 2027 is dat veel.{% endif %}", false),
        ] {
            let period = |text: &str| text.parse().expect("a period");
            let shift = Shift::between(period(from), period(to)).expect("later");
            let text = format!("+++\n+++\n{sentence}\n");
            assert_eq!(moved(&text, shift) == text, stays, "{sentence}");
        }
    }
}
