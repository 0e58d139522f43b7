//! Slips inside `{{ ... }}` and `{% ... %}` that the template engine would not report,
//! or report in other words.

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings, Fix, Place};
use crate::indicator::PERIOD_NAMES;

use super::template::MarkedTemplate;

/// Longer tags could exhaust the parser's stack.
const MAX_TAG: usize = 2_000;
/// What compares two values.
const OPERATORS: [&str; 6] = ["==", "!=", "<=", ">=", "<", ">"];

/// Slips inside tags that minijinja would report in other words, or not survive.
pub fn check(text: &str, marked: &MarkedTemplate, place: impl Fn(&Range<usize>) -> Place, findings: &mut Findings) {
    for tag in &marked.tags {
        let inside = &text[tag.clone()];
        if inside.starts_with("{#") {
            continue;
        }
        if inside.len() > MAX_TAG {
            let message = format!("Deze invulplek is langer dan {MAX_TAG} tekens.");
            findings.push(
                Finding::new(Code::PlaceholderSyntax, place(&(tag.start..tag.start + 2)), message)
                    .hint("Begin met {{ en eindig met }}."),
            );
        } else if let Some(at) = inside.find(['“', '”', '‘', '’', '„']) {
            let at = tag.start + at;
            findings.push(
                Finding::new(
                    Code::PlaceholderSyntax,
                    place(&(at..at + '“'.len_utf8())),
                    "In deze invulplek staat een gekruld aanhalingsteken.",
                )
                .hint("Gebruik rechte aanhalingstekens: \". Word maakt ze vanzelf krul; typ ze opnieuw.")
                .fix(straight(inside, &place(tag))),
            );
        } else if let Some((end, missing)) = unclosed(inside) {
            let (at, end) = (tag.start, tag.start + end);
            let fix = Fix::replace(&place(&(end..end)), missing, "Sluit de invulplek af");
            findings.push(
                Finding::new(Code::PlaceholderSyntax, place(&(at..end)), "Deze invulplek is niet afgesloten.")
                    .hint("Zet }} achter de naam.")
                    // Where one of the two signs stands, there is one right way.
                    .fix(fix.map(|fix| fix.safe_if(missing == "}"))),
            );
        }
    }
}

/// The tag with straight quotation marks. Where it had none of those, each of them was meant so.
fn straight(tag: &str, place: &Place) -> Option<Fix> {
    let becomes = tag.replace(['“', '”', '„'], "\"").replace(['‘', '’'], "'");
    let is_safe =
        !tag.contains(['"', '\'']) && becomes.matches('"').count().is_multiple_of(2) && !becomes.contains('\'');
    let fix = Fix::replace(place, becomes, "Maak de aanhalingstekens recht")?;
    Some(fix.safe_if(is_safe))
}

/// Where a placeholder that is not closed was meant to end, and what is missing there: its name is followed by one brace, or
/// by words. Texts between quotation marks are left to the template engine.
fn unclosed(tag: &str) -> Option<(usize, &'static str)> {
    let inside = tag.strip_prefix("{{")?;
    let start = 2 + inside.len() - inside.trim_start_matches(['-', ' ']).len();
    // A point at its end is that of the sentence.
    let end = start + tag[start..start + path_length(&tag[start..])].trim_end_matches('.').len();
    let behind = tag[end..].trim_start_matches(' ');
    let one_brace = behind.starts_with('}') && !behind.starts_with("}}");
    let closes = inside.find(['"', '\'', '{', '}']);
    let closes_itself = closes.is_some_and(|at| !inside[at..].starts_with("{{") && !inside[at..].starts_with("{%"));
    match () {
        () if end == start => None,
        () if one_brace => Some((tag.len() - behind.len() + 1, "}")),
        () if closes_itself => None,
        () => Some((end, " }}")),
    }
}

/// Comparisons that would not compare values: indicators without `.waarde`, periods with a text or number.
pub fn comparisons(
    text: &str,
    marked: &MarkedTemplate,
    names: &[String],
    is_quantity: impl Fn(&str) -> bool,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for name in names {
        let is_period = PERIOD_NAMES.iter().any(|(period, _)| period == name);
        if !is_period && !is_quantity(name) {
            continue;
        }
        for used in marked.uses_of(name, text) {
            let before = marked.tags.partition_point(|tag| tag.start <= used.start);
            let tag = before.checked_sub(1).map(|at| &marked.tags[at]).filter(|tag| tag.contains(&used.start));
            let (start, end) = tag.map_or((0, text.len()), |tag| (tag.start, tag.end));
            let path = path_length(&text[used.end..end]);
            let accessed = &text[used.end..used.end + path];
            let after = text[used.end + path..end].trim_start();
            let before = text[start..used.start].trim_end();
            let compared = OPERATORS.iter().any(|operator| after.starts_with(operator) || before.ends_with(operator));
            let by_value = accessed.ends_with(".waarde") || accessed.ends_with(".code");
            let with_literal = is_period
                && OPERATORS.iter().filter_map(|operator| after.strip_prefix(operator)).any(|rest| {
                    rest.trim_start().starts_with(|next: char| next.is_ascii_digit() || next == '"' || next == '\'')
                });
            let by_identity = if is_period { with_literal } else { compared };
            if by_identity && !by_value {
                found.push(used.start..used.end + path);
            }
        }
    }
    found
}

/// How far attributes and indexes go on after a name.
fn path_length(rest: &str) -> usize {
    let mut length = 0;
    let mut depth = 0_usize;
    for character in rest.chars() {
        match character {
            '[' | '(' if depth > 0 || character == '[' || length > 0 => depth += 1,
            ']' | ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            '.' | '_' => {}
            letter if letter.is_alphanumeric() => {}
            _ => break,
        }
        length += character.len_utf8();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(text: &str) -> Vec<&str> {
        let marked = MarkedTemplate::new(text);
        let names = ["kosten", "periode"].map(str::to_owned);
        let found = comparisons(text, &marked, &names, |name| name == "kosten");
        found.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_placeholder_is_closed_behind_its_name() {
        for (tag, closed) in [
            ("{{ kosten }", Some("{{ kosten }}")),
            ("{{ kosten[vorig_jaar] } en dan {{ meer }}", Some("{{ kosten[vorig_jaar] }} en dan {{ meer }}")),
            ("{{ kosten", Some("{{ kosten }}")),
            ("{{ kosten.", Some("{{ kosten }}.")),
            ("{{ kosten per jaar.\n\nEn {{ meer }}", Some("{{ kosten }} per jaar.\n\nEn {{ meer }}")),
            ("{{ kosten }}", None),
            ("{{ kosten | absoluut }}", None),
            ("{{ afk(\"JNV\") }}", None),
            ("{{", None),
            ("{% if a", None),
        ] {
            let made = unclosed(tag).map(|(at, missing)| format!("{}{missing}{}", &tag[..at], &tag[at..]));
            assert_eq!(made.as_deref(), closed, "{tag}");
        }
    }

    #[test]
    fn indicators_compare_by_value_and_periods_by_code() {
        for right in [
            "{% if kosten.waarde > 3 %}",
            "{% if kosten[vorig_jaar].waarde > 3 %}",
            "{% if periode == vorige.volgende %}",
            "{% if periode.code == \"2022\" %}",
            "{{ kosten }} > 3",
        ] {
            assert!(compared(right).is_empty(), "{right}");
        }
        assert_eq!(compared("{% if kosten > 3 %}"), ["kosten"]);
        assert_eq!(compared("{% if 3 < kosten[vorig_jaar] %}"), ["kosten[vorig_jaar]"]);
        assert_eq!(compared("{% if periode.jaar == 2022 %}"), ["periode.jaar"]);
    }
}
