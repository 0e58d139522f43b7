//! Texts between quotation marks in placeholders: `{{ "157 jongeren" }}` prints what its author typed, and so does
//! `richting(cijfer, "3 meer", "3 minder", "evenveel")`.

use crate::diagnostic::{Place, Spot};

use super::prose::{Prose, of_literal};

/// Calls whose texts are names of something else, and are not printed.
const NAMING: &str = "afk zaak grafiek tabel verwijs kengetal waar akkoord nakijken maand kwartaal";

/// The texts that the placeholders of a document print as they are. `anywhere` is a place in its file.
pub fn in_placeholders(anywhere: &Place) -> Vec<Prose> {
    let Spot::Text { source, .. } = &anywhere.spot else { return Vec::new() };
    let text = &source.text;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|open| at + open) {
        let close = match &text.as_bytes()[open..] {
            [_, b'{', ..] => "}}",
            [_, b'%', ..] => "%}",
            _ => {
                at = open + 1;
                continue;
            }
        };
        let end = text[open..].find(close).map_or(text.len(), |end| open + end);
        let tag = &text[open + 2..end];
        // Conditions print nothing.
        if close == "}}" || tag.trim_start_matches('-').trim_start().starts_with("set ") {
            for (start, literal) in printed(tag) {
                let start = open + 2 + start;
                found.extend(of_literal(literal, &Place::text(source, start..start + literal.len())));
            }
        }
        at = end;
    }
    found
}

/// The texts of a tag outside square brackets and outside calls that only name something, each with where it starts.
fn printed(tag: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    // What each open bracket belongs to: whether its texts are printed.
    let mut open: Vec<bool> = Vec::new();
    let mut word = 0;
    let mut characters = tag.char_indices();
    while let Some((at, next)) = characters.next() {
        match next {
            '"' | '\'' => {
                let Some(end) = tag[at + 1..].find(next).map(|end| at + 1 + end) else { break };
                if open.iter().all(|printed| *printed) {
                    found.push((at + 1, &tag[at + 1..end]));
                }
                characters.by_ref().find(|(at, _)| *at == end);
                word = end + 1;
            }
            '(' => open.push(!super::prose::is_in(NAMING, tag[word..at].trim())),
            '[' => open.push(false),
            ')' | ']' => {
                open.pop();
            }
            _ => {}
        }
        if !(next.is_alphanumeric() || matches!(next, '_' | '"' | '\'')) {
            word = at + next.len_utf8();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_printed_are_told_from_names() {
        for (tag, texts) in [
            (" \"157 jongeren\" ", &["157 jongeren"] as &[&str]),
            (" richting(a, \"3 meer\", 'minder') ", &["3 meer", "minder"]),
            (" zaak(\"2021-0152278\") ~ \"12\" ", &["12"]),
            (" a[\"2022-K4\"] ", &[]),
            (" hulp.waar(wijk='Wijk 3')[periode] ", &[]),
            (" \"niet af ", &[]),
            (" \"12\" if a.waarde > 3 else \"drie\" ", &["12", "drie"]),
        ] {
            let found: Vec<&str> = printed(tag).into_iter().map(|(_, text)| text).collect();
            assert_eq!(found, texts, "{tag}");
        }
    }
}
