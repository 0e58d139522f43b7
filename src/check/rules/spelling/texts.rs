//! What is read for its spelling besides the text itself: what is filled in above it, what pictures show, the remarks that go
//! with a series, and what is printed of a pilot.

use std::ops::Range;

use crate::check::checked::Checked;
use crate::check::reading::data_texts;
use crate::check::reading::prose::{self, Prose, Role, TokenKind};
use crate::diagnostic::{Place, Spot};
use crate::load::manuscript_parts;
use crate::text::{At, Document, Part, Span, TextRole, Visitor, Words, visit_each};

/// Texts that other rules do not read.
pub fn besides(checked: &Checked<'_>) -> Vec<Prose> {
    let document = checked.document;
    let mut descriptions = Descriptions { document, texts: Vec::new() };
    document.walk(&mut descriptions);
    let mut texts = descriptions.texts;
    texts.extend(of_head(document));
    texts.extend(data_texts::of_series(document));
    texts.extend(of_pilots(checked));
    texts
}

/// What a pilot is for, and for whom, where a placeholder prints it.
fn of_pilots(checked: &Checked<'_>) -> Vec<Prose> {
    let tokens = checked.texts.iter().flat_map(|prose| prose.tokens.iter().map(move |token| (prose, token)));
    let given = tokens.filter(|(_, token)| token.kind == TokenKind::Given);
    let given: Vec<&str> = given.map(|(prose, token)| &prose.text()[token.range.clone()]).collect();
    if given.is_empty() {
        return Vec::new();
    }
    let pilots = checked.engine.data().pilots.values();
    let written = pilots.flat_map(|pilot| pilot.goal.iter().chain(&pilot.target_groups));
    let printed = written.filter(|text| given.iter().any(|given| given.contains(text.value.as_str())));
    printed.filter_map(|text| prose::of_written(&Words::of_toml(text), &text.place)).collect()
}

/// What is printed of what stands at the top, where that is found there as it is.
fn of_head(document: &Document) -> Vec<Prose> {
    let Spot::Text { source, range: title } = &document.title_place.spot else { return Vec::new() };
    let Some((head, _)) = manuscript_parts(source) else { return Vec::new() };
    let written = &source.text[head.clone()];
    let values = document.fields.iter().map(|(_, value)| value).chain(&document.correction);
    let found = values.filter(|value| !value.is_empty()).filter_map(|value| {
        let at = head.start + written.find(value.as_str())?;
        let range = at..at + value.len();
        // The title is read with its placeholders filled in.
        (range.end <= title.start || title.end <= range.start).then(|| Place::text(source, range))
    });
    found.filter_map(|place| prose::of_written(&Words::of_place(place.written()?, &place), &place)).collect()
}

struct Descriptions<'d> {
    document: &'d Document,
    texts: Vec<Prose>,
}

impl<'d> Visitor<'d> for Descriptions<'d> {
    fn literal(&mut self, words: &'d Words, at: At<'d>) {
        let place = at.place.filter(|_| at.role == TextRole::Description);
        self.texts.extend(place.and_then(|place| prose::of_words(self.document, words, place, Role::Caption)));
    }
}

/// The bytes of a document's file between which its author prints something as it is.
pub fn code_in(document: &Document) -> Vec<Range<usize>> {
    struct Code(Vec<Range<usize>>);
    impl<'d> Visitor<'d> for Code {
        fn enter(&mut self, part: Part<'d>) -> bool {
            !matches!(part, Part::Exhibit(..))
        }

        fn text(&mut self, spans: &'d [Span], _: At<'d>) {
            visit_each(spans, &mut |span| {
                if let Span::Code(words) = span
                    && let Spot::Text { range, .. } = words.whole_place().spot
                {
                    self.0.push(range);
                }
            });
        }
    }
    let mut code = Code(Vec::new());
    document.walk(&mut code);
    code.0
}
