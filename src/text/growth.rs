//! Values in a text that grow out of themselves.
//!
//! The template engine counts steps, not bytes: a value that is put twice into itself is too large for any computer
//! after forty steps. So the assignments of a text are looked at before it is worked out: what is made of what, and how
//! often.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A value may hold another so many times, by way of others.
const MOST_TIMES: u64 = 4_096;

/// What is made of what.
#[derive(Debug, Default)]
struct Assignment {
    tag: Range<usize>,
    targets: Vec<String>,
    /// Each as often as it is used.
    sources: Vec<String>,
    /// Whether the value holds them at length, as a text does, and not one after another.
    copies: bool,
}

/// The statement that makes a value too large, if there is one.
pub fn growing(text: &str, tags: &[Range<usize>]) -> Option<Range<usize>> {
    if !tags.iter().any(|tag| assigns(&text[tag.clone()])) {
        return None;
    }
    let all = assignments(text, tags);
    let made_of = reachable(&all);
    for assignment in &all {
        let returns = |source: &&String| {
            assignment
                .targets
                .iter()
                .any(|target| target == *source || made_of.get(*source).is_some_and(|of| of.contains(target)))
        };
        let times = assignment.sources.iter().filter(returns).count();
        if times > 1 || times == 1 && assignment.copies {
            return Some(assignment.tag.clone());
        }
    }
    let mut known = BTreeMap::new();
    all.iter()
        .find(|assignment| {
            let times = assignment.sources.iter().map(|source| times(source, &all, &mut known, 0));
            times.fold(0, u64::saturating_add) > MOST_TIMES
        })
        .map(|assignment| assignment.tag.clone())
}

/// Whether a tag gives a name to a value that the text makes.
fn assigns(tag: &str) -> bool {
    tag.starts_with("{%") && ["set", "with", "macro", "call"].iter().any(|word| tag.contains(word))
}

/// How much a name holds of what is not made in the text.
fn times(name: &str, all: &[Assignment], known: &mut BTreeMap<String, u64>, depth: usize) -> u64 {
    if let Some(known) = known.get(name) {
        return *known;
    }
    // What is left of circles adds one at a time.
    known.insert(name.to_owned(), 1);
    if depth > 200 {
        return MOST_TIMES + 1;
    }
    let makes = |assignment: &&Assignment| assignment.targets.iter().any(|target| target == name);
    let most = all.iter().filter(makes).map(|assignment| {
        assignment.sources.iter().map(|source| times(source, all, known, depth + 1)).fold(0, u64::saturating_add)
    });
    let most = most.max().unwrap_or(1).max(1);
    known.insert(name.to_owned(), most);
    most
}

/// For each name all that it is made of.
fn reachable(all: &[Assignment]) -> BTreeMap<String, BTreeSet<String>> {
    let mut direct: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for assignment in all {
        for target in &assignment.targets {
            direct.entry(target).or_default().extend(assignment.sources.iter().map(String::as_str));
        }
    }
    let all_of = |name: &str| {
        let (mut found, mut open) = (BTreeSet::new(), vec![name]);
        while let Some(next) = open.pop() {
            for source in direct.get(next).into_iter().flatten() {
                // What is not made in the text is made of nothing.
                if direct.contains_key(source) && found.insert((*source).to_owned()) {
                    open.push(source);
                }
            }
        }
        found
    };
    direct.keys().map(|name| ((*name).to_owned(), all_of(name))).collect()
}

fn assignments(text: &str, tags: &[Range<usize>]) -> Vec<Assignment> {
    let mut all = Vec::new();
    // Values that what is printed until their end goes into.
    let mut open: Vec<Assignment> = Vec::new();
    let mut macros: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for tag in tags {
        let inside = &text[tag.clone()];
        if inside.starts_with("{#") {
            continue;
        }
        let tokens = tokens(inside);
        let names = || tokens.iter().filter_map(Token::name).map(str::to_owned);
        let copies = tokens.iter().any(Token::copies);
        for (name, parameters) in &macros {
            if names().any(|used| used == *name) {
                let sources = names().filter(|used| used != name).collect();
                all.push(Assignment { tag: tag.clone(), targets: parameters.clone(), sources, copies });
            }
        }
        let statement = inside.starts_with("{%").then(|| tokens.first().and_then(Token::name)).flatten();
        let rest = tokens.get(1..).unwrap_or_default();
        let named = |part: &[Token]| part.iter().filter_map(Token::name).map(str::to_owned).collect::<Vec<_>>();
        let made = |targets: &[Token], sources: &[Token]| Assignment {
            tag: tag.clone(),
            targets: named(targets),
            sources: named(sources),
            copies,
        };
        let outer = open.len();
        match statement {
            Some("set") => match rest.iter().position(|token| *token == Token::Sign('=')) {
                Some(at) => all.push(made(&rest[..at], &rest[at + 1..])),
                None => open.push(Assignment { copies: true, ..made(&rest[..rest.len().min(1)], &[]) }),
            },
            Some("for") => {
                let at = rest.iter().position(|token| token.name() == Some("in")).unwrap_or(rest.len());
                all.push(Assignment { copies: false, ..made(&rest[..at], rest.get(at + 1..).unwrap_or_default()) });
            }
            Some("with") => {
                let (targets, sources): (Vec<usize>, Vec<usize>) =
                    (0..rest.len()).partition(|at| rest.get(at + 1) == Some(&Token::Sign('=')));
                let pick = |at: Vec<usize>| at.into_iter().map(|at| rest[at].clone()).collect::<Vec<_>>();
                all.push(made(&pick(targets), &pick(sources)));
            }
            Some("macro" | "call") => {
                let name = if statement == Some("call") {
                    "caller".to_owned()
                } else {
                    named(rest).into_iter().next().unwrap_or_default()
                };
                if statement == Some("macro") {
                    macros.insert(name.clone(), named(rest).split_off(1.min(named(rest).len())));
                }
                open.push(Assignment { tag: tag.clone(), targets: vec![name], sources: Vec::new(), copies: true });
            }
            Some("endset" | "endmacro" | "endcall") => all.extend(open.pop()),
            _ => open.iter_mut().for_each(|value| value.sources.extend(names())),
        }
        if matches!(statement, Some("set" | "for" | "with" | "macro" | "call")) {
            let used = named(rest);
            open.iter_mut().take(outer).for_each(|value| value.sources.extend(used.clone()));
        }
    }
    all.extend(open);
    all
}

/// Filters of which the outcome can be longer than what they are given.
const LENGTHENING: [&str; 8] = ["replace", "join", "format", "indent", "batch", "slice", "tojson", "pprint"];

/// A part of a tag.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// A name with its attributes: `ns.x`.
    Name(String),
    Filter(String),
    Sign(char),
    Number,
}

impl Token {
    fn name(&self) -> Option<&str> {
        match self {
            Token::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Whether it makes a copy of what it is given.
    fn copies(&self) -> bool {
        match self {
            Token::Sign(sign) => matches!(sign, '~' | '*'),
            Token::Filter(name) => LENGTHENING.contains(&name.as_str()),
            Token::Name(_) | Token::Number => false,
        }
    }
}

fn tokens(tag: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = tag;
    let mut after_bar = false;
    while let Some(first) = rest.chars().next() {
        let is_part = |next: char| next.is_alphanumeric() || matches!(next, '_' | '.');
        let length = match first {
            '"' | '\'' => end_of_quote(rest),
            _ if first.is_alphanumeric() || first == '_' => {
                let length = rest.find(|next| !is_part(next)).unwrap_or(rest.len());
                let word = rest[..length].trim_end_matches('.');
                found.push(match () {
                    () if first.is_ascii_digit() => Token::Number,
                    () if after_bar => Token::Filter(word.to_owned()),
                    () => Token::Name(word.to_owned()),
                });
                length
            }
            // Comparisons assign nothing.
            '=' | '!' | '<' | '>' if rest[1..].starts_with('=') => 2,
            _ => {
                if !first.is_whitespace() && !matches!(first, '{' | '}' | '%' | '-') {
                    found.push(Token::Sign(first));
                }
                first.len_utf8()
            }
        };
        after_bar = first == '|' || after_bar && first.is_whitespace();
        rest = &rest[length.min(rest.len())..];
    }
    found
}

fn end_of_quote(text: &str) -> usize {
    let quote = text.chars().next().unwrap_or_default();
    let mut escaped = false;
    for (at, next) in text.char_indices().skip(1) {
        match next {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            next if next == quote => return at + next.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::template::tag_ranges;

    fn found(text: &str) -> Option<&str> {
        growing(text, &tag_ranges(text)).map(|tag| &text[tag])
    }

    #[test]
    fn what_grows_out_of_itself_is_found() {
        for (text, tag) in [
            ("{% set x = \"a\" %}{% set x = x ~ x %}", "{% set x = x ~ x %}"),
            ("{% for a in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}", "{% set ns.x = ns.x ~ ns.x %}"),
            ("{% for a in lijst %}{% set ns.x = ns.x ~ \"a\" %}{% endfor %}", "{% set ns.x = ns.x ~ \"a\" %}"),
            ("{% set ns.x = ns.x * 2 %}", "{% set ns.x = ns.x * 2 %}"),
            ("{% set ns.x = ns.x + ns.x %}", "{% set ns.x = ns.x + ns.x %}"),
            ("{% set x = [x, x] %}", "{% set x = [x, x] %}"),
            ("{% set x = x|replace(\"a\", \"aa\") %}", "{% set x = x|replace(\"a\", \"aa\") %}"),
            (
                "{% for i in r %}{% set ns.y = ns.x ~ \"\" %}{% set ns.x = ns.y ~ ns.y %}{% endfor %}",
                "{% set ns.y = ns.x ~ \"\" %}",
            ),
            ("{% set x %}{{ x }}{{ x }}{% endset %}", "{% set x %}"),
            ("{% macro m(a) %}{{ m(a) }}{{ m(a) }}{% endmacro %}", "{% macro m(a) %}"),
            ("{% with x = x ~ x %}{% endwith %}", "{% with x = x ~ x %}"),
        ] {
            assert_eq!(found(text), Some(tag), "{text}");
        }
        let chain: String = (1..40).map(|at| format!("{{% set x{at} = x{0} ~ x{0} %}}", at - 1)).collect();
        assert_eq!(found(&chain), Some("{% set x13 = x12 ~ x12 %}"));
    }

    #[test]
    fn what_people_write_is_left_alone() {
        for text in [
            "{% for naam in pilot.aanbieders %}\n- {{ naam }}\n{% endfor %}",
            "{% set ns = namespace(n=0) %}{% for a in lijst %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}",
            "{% set ns.lijst = ns.lijst + [naam] %}",
            "{% set woord = \"x ~ x\" %}{% set woord = woord2 %}",
            "{% set zin %}Het {{ a }} en {{ b }}{% endset %}{{ zin }} {{ zin }}",
            "{% if a == b %}{{ a }}{% endif %}",
            "{% set meer = kosten.waarde > 3 %}{{ meer ~ meer }}",
            "{% set x = x|default(\"a\") %}",
            "{{ grafiek(\"jnv-\" ~ naam) }}",
            "{# {% set x = x ~ x %} #}",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
