//! Where in the text of a formula its names stand, each with the periods and arguments behind it:
//! `jnv.kosten[periode]`, `som(jnv.kosten, periode)`. It computes nothing; minijinja does that.

use std::ops::Range;

/// Words of the expression language that are no names.
const KEYWORDS: [&str; 13] =
    ["and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False", "None"];

/// The longest pieces that each start with a name: what the formula reads.
pub fn reads(formula: &str) -> Vec<Range<usize>> {
    let mut reads = Vec::new();
    let mut at = 0;
    // After `|` and `is` stands the name of a filter or test.
    let mut names_operation = false;
    while let Some(next) = formula[at..].chars().next() {
        if next == '"' || next == '\'' {
            at = end_of_string(formula, at);
            names_operation = false;
        } else if is_word(next) {
            let end = end_of_word(formula, at);
            let word = &formula[at..end];
            if next.is_ascii_digit() || names_operation || KEYWORDS.contains(&word) {
                names_operation = word == "is" || (names_operation && word == "not");
                at = end;
            } else {
                let whole = end_of_read(formula, end);
                reads.push(at..whole);
                at = whole;
            }
        } else {
            names_operation = next == '|' || (names_operation && next.is_whitespace());
            at += next.len_utf8();
        }
    }
    reads
}

/// Whether a formula only passes on what it reads.
pub fn is_single_read(formula: &str) -> bool {
    let formula = formula.trim();
    matches!(&reads(formula)[..], [only] if *only == (0..formula.len()))
}

fn is_word(next: char) -> bool {
    next.is_alphanumeric() || next == '_'
}

fn end_of_word(text: &str, start: usize) -> usize {
    text[start..].find(|next| !is_word(next)).map_or(text.len(), |at| start + at)
}

/// Past the closing quotation mark, or the end of the text.
fn end_of_string(text: &str, start: usize) -> usize {
    let quote = text[start..].chars().next();
    let mut escaped = false;
    for (at, next) in text[start..].char_indices().skip(1) {
        match next {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if Some(next) == quote => return start + at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Past the attributes, periods and arguments behind a name.
fn end_of_read(text: &str, mut at: usize) -> usize {
    loop {
        at = match text[at..].chars().next() {
            Some('.') if text[at + 1..].starts_with(is_word) => end_of_word(text, at + 1),
            Some('[' | '(') => end_of_brackets(text, at),
            _ => return at,
        };
    }
}

fn end_of_brackets(text: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(next) = text[at..].chars().next() {
        match next {
            '"' | '\'' => {
                at = end_of_string(text, at);
                continue;
            }
            '[' | '(' => depth += 1,
            ']' | ')' => depth -= 1,
            _ => {}
        }
        at += next.len_utf8();
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(formula: &str) -> Vec<&str> {
        reads(formula).into_iter().map(|range| &formula[range]).collect()
    }

    #[test]
    fn names_stand_with_what_belongs_to_them() {
        for (formula, expected) in [
            ("1 - jnv.met[periode] / jnv.met[vorig_jaar]", &["jnv.met[periode]", "jnv.met[vorig_jaar]"] as &[&str]),
            ("kengetal('jnv_met', vorig_jaar) * 2", &["kengetal('jnv_met', vorig_jaar)"]),
            ("som(a.b.waar(c='x)'), periode)", &["som(a.b.waar(c='x)'), periode)"]),
            ("(a + b)/c", &["a", "b", "c"]),
            ("a | round(1) if b is defined else 0.5e3", &["a", "b"]),
            ("a is not none", &["a"]),
            ("", &[]),
            ("'tekst met a' ~ b", &["b"]),
            ("a[", &["a["]),
        ] {
            assert_eq!(found(formula), expected, "{formula}");
        }
    }

    #[test]
    fn a_single_read_is_nothing_else() {
        assert!(is_single_read(" som(jnv.kosten, periode) "));
        assert!(is_single_read("jnv.kosten[periode]"));
        for more in ["-a", "a + b", "a | abs", "2", "a if b else c", "(a)"] {
            assert!(!is_single_read(more), "{more}");
        }
    }
}
