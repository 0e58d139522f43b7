//! What makes a finding go away: exactly which bytes of which file become what.
//!
//! A rule that knows gives it with its finding, as it gives a hint. The preview shows a button for it, `controleer` tells it
//! to other programs, and `controleer --herstel` does those that are safe.

use std::ops::Range;
use std::sync::Arc;

use super::code::Code;
use super::place::{Place, SourceText, Spot};

/// A stretch of a text file that becomes something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of a text; nothing else has edits.
    pub place: Place,
    /// What they become. The answer to the question of the fix comes between the parts.
    pub parts: Vec<String>,
}

/// What only a person can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// In Dutch.
    pub words: &'static str,
    /// An answer with fewer words is none.
    pub least_words: usize,
}

/// Edits that make a finding go away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in Dutch, as a button says it.
    pub title: String,
    /// They do not overlap.
    pub edits: Vec<Edit>,
    /// There is one right way, and what is printed stays what was meant: it can be done unseen.
    pub is_safe: bool,
    /// What must be answered first.
    pub question: Option<Question>,
}

impl Edit {
    /// What stands at a place becomes something else; none where its bytes are not known.
    pub fn new(place: &Place, becomes: impl Into<String>) -> Option<Self> {
        place.written()?;
        Some(Self { place: place.clone(), parts: vec![becomes.into()] })
    }

    /// Bytes of a text become something else.
    pub fn of(source: &Arc<SourceText>, range: Range<usize>, becomes: impl Into<String>) -> Option<Self> {
        Self::new(&Place::text(source, range), becomes)
    }

    /// The same, with an answer between what comes before and behind it.
    pub fn asking(
        source: &Arc<SourceText>,
        at: usize,
        before: impl Into<String>,
        behind: impl Into<String>,
    ) -> Option<Self> {
        let mut edit = Self::of(source, at..at, before)?;
        edit.parts.push(behind.into());
        Some(edit)
    }

    /// What they become, where nothing is asked first.
    pub fn becomes(&self) -> &str {
        self.parts.first().map_or("", String::as_str)
    }

    /// Which bytes of which text.
    pub fn span(&self) -> Option<(&Arc<SourceText>, Range<usize>)> {
        match &self.place.spot {
            Spot::Text { source, range } => Some((source, range.clone())),
            _ => None,
        }
    }
}

impl Fix {
    /// One place becomes something else; none where its bytes are not known.
    pub fn replace(place: &Place, becomes: impl Into<String>, title: impl Into<String>) -> Option<Self> {
        Self::of([Edit::new(place, becomes)], title)
    }

    /// Several edits together; none where one of them is not known.
    pub fn of(edits: impl IntoIterator<Item = Option<Edit>>, title: impl Into<String>) -> Option<Self> {
        let edits: Vec<Edit> = edits.into_iter().collect::<Option<_>>()?;
        (!edits.is_empty()).then(|| Self { title: title.into(), edits, is_safe: false, question: None })
    }

    /// A placeholder that prints nothing goes, with the space before it.
    pub fn without_tag(place: &Place, title: impl Into<String>) -> Option<Self> {
        let Spot::Text { source, range } = &place.spot else { return None };
        let written = place.written()?;
        if !written.starts_with("{{") || !written.ends_with("}}") {
            return None;
        }
        let before = source.text[..range.start].trim_end_matches(' ').len();
        Self::of([Edit::of(source, before..range.end, "")], title)
    }

    /// It can be done unseen.
    #[must_use]
    pub fn safe(self) -> Self {
        self.safe_if(true)
    }

    /// It can be done unseen, if this holds.
    #[must_use]
    pub fn safe_if(mut self, is_safe: bool) -> Self {
        self.is_safe = is_safe;
        self
    }

    /// It can be done when this is answered.
    #[must_use]
    pub fn asking(mut self, question: Question) -> Self {
        self.question = Some(question);
        self
    }
}

impl Code {
    /// Whether `griffel controleer --herstel` mends findings with this code, as far as there is one right way.
    pub fn mends_itself(self) -> bool {
        use Code::{
            DoubledUnit, HiddenComment, NumberBecomesList, PastedLayout, PlaceholderSyntax, SkippedHeading, TomlSyntax,
            UnknownSection, UnusableLink, WebTag, WrongType,
        };
        matches!(
            self,
            DoubledUnit
                | HiddenComment
                | NumberBecomesList
                | PastedLayout
                | PlaceholderSyntax
                | SkippedHeading
                | TomlSyntax
                | UnknownSection
                | UnusableLink
                | WebTag
                | WrongType
        )
    }
}

/// A text after these bytes of it became something else; none where two of them overlap or lie outside it.
pub fn edited(text: &str, edits: &[(Range<usize>, String)]) -> Option<String> {
    let mut edits: Vec<&(Range<usize>, String)> = edits.iter().collect();
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, becomes) in edits {
        out.push_str(text.get(at..range.start)?);
        text.get(range.clone())?;
        out.push_str(becomes);
        at = range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_together_or_not_at_all() {
        let edit = |range: Range<usize>, becomes: &str| (range, becomes.to_owned());
        let text = "een twee drie";
        assert_eq!(edited(text, &[edit(9..13, "3"), edit(0..3, "1")]).as_deref(), Some("1 twee 3"));
        assert_eq!(edited(text, &[edit(3..3, "!"), edit(3..4, " ")]).as_deref(), Some("een! twee drie"));
        assert_eq!(edited(text, &[edit(0..5, ""), edit(4..8, "")]), None);
        assert_eq!(edited("é", &[edit(1..2, "")]), None, "half a character");
        assert_eq!(edited(text, &[edit(9..99, "")]), None);
    }

    #[test]
    fn only_bytes_of_a_text_can_be_edited() {
        assert_eq!(Fix::replace(&Place::file("a.md"), "x", "x"), None);
        assert_eq!(Fix::replace(&Place::field("a.csv", 2, None, "12"), "13", "x"), None);
    }
}
