//! One mistake in a text, as the rules about spelling find it.

use std::ops::Range;

use crate::check::reading::prose::{Prose, TokenKind, is_in};
use crate::diagnostic::{Code, Finding, Fix};

/// One mistake.
#[derive(Debug, PartialEq, Eq)]
pub struct Slip {
    /// The words that are wrong.
    pub tokens: Range<usize>,
    /// What is wrong with them.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// What they become.
    pub becomes: Option<String>,
}

impl Slip {
    /// Words that should be others.
    pub fn new(tokens: Range<usize>, message: String, becomes: String) -> Self {
        Self { tokens, message, hint: format!("Schrijf: {becomes}"), becomes: Some(becomes) }
    }

    /// The finding, with what mends it.
    pub fn finding(self, code: Code, prose: &Prose) -> Finding {
        let place = prose.place_of(&self.tokens);
        // Only where the author's words stand there as they are printed, but for the curl of an apostrophe.
        let is_as_written = place.written().is_some_and(|it| plain(it) == plain(prose.of_tokens(&self.tokens)));
        let becomes = self.becomes.filter(|_| is_as_written);
        let fix = becomes.and_then(|becomes| Fix::replace(&place, &becomes, format!("Vervang door \"{becomes}\"")));
        Finding::new(code, place, self.message).hint(self.hint).fix(fix)
    }
}

fn plain(text: &str) -> String {
    text.replace(['’', '‘'], "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first letter of `like` is a capital: so is that of `word`.
pub fn with_case_of(like: &str, word: &str) -> String {
    let mut rest = word.chars();
    match rest.next() {
        Some(first) if like.starts_with(char::is_uppercase) => first.to_uppercase().chain(rest).collect(),
        _ => word.to_owned(),
    }
}

/// Whether a clause starts at a token: a sentence, or what follows a sign.
pub fn starts_clause(prose: &Prose, index: usize) -> bool {
    index == prose.sentence_of(index).start || matches!(prose.kind(index - 1), Some(TokenKind::Mark(_)))
}

/// Whether a clause ends before a token: the sentence, or a sign stands there.
pub fn ends_clause(prose: &Prose, index: usize) -> bool {
    index >= prose.sentence_of(index - 1).end || matches!(prose.kind(index), Some(TokenKind::Mark(_)))
}

/// Further back nobody looks.
const LONGEST_CLAUSE: usize = 40;

/// The tokens from the sign before one up to it.
pub fn clause_before(prose: &Prose, index: usize) -> Range<usize> {
    let first = prose.sentence_of(index).start.max(index.saturating_sub(LONGEST_CLAUSE));
    let start = (first..index).rev().find(|at| matches!(prose.kind(*at), Some(TokenKind::Mark(_))));
    start.map_or(first, |mark| mark + 1)..index
}

/// Whether one of these words stands in a stretch of tokens.
pub fn has(prose: &Prose, range: Range<usize>, words: &str) -> bool {
    range.into_iter().any(|at| is_in(words, prose.word(at)))
}
