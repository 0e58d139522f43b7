//! Rules that look at a composed document, one a file.
//!
//! `reading` gives the rules the words of the document, the amounts in them and what may be typed; `suggest` what an
//! author may have meant.

pub mod across;
pub mod change;
mod checked;
pub mod known_words;
pub mod missing;
pub mod promise;
pub mod reading;
mod rules;
mod suggest;

use std::sync::Arc;

use crate::diagnostic::{Findings, Waived};
use crate::indicator::Engine;
use crate::load::fonts::Fonts;
use crate::text::Document;

pub use reading::exempt::EXEMPTIONS;
pub use rules::spelling::{asks_dictionary, dictionary_may_refuse};

use checked::Checked;
use known_words::KnownWords;
use rules::{
    abbreviation, accept, chart, claims, comparisons, course, dates, direction, double_negation, empty_heading,
    full_group, glyphs, impossible_share, list_claims, list_count, long_paragraph, long_sentence, mixed_stocks,
    noun_style, number_words, order, outdated, passive, pasted, percentages, plain_words, portions, prepositions,
    reader, rounded_away, rounded_parts, shares, spelling, split_sentence, sums, two_notations, typed_table, unbound,
    uneven_list, unfinished, waiver, wrong_name, wrong_period,
};

/// What every rule finds; without the words of the work folder (`known`) all but what asks the dictionary.
#[must_use = "findings are for the user"]
pub fn document(document: &Document, engine: &Arc<Engine>, fonts: &Fonts, known: Option<&KnownWords>) -> Findings {
    let mut all = Findings::new();
    let findings = &mut all;
    glyphs::check(document, engine.data(), fonts, findings);
    abbreviation::check(document, engine.data(), findings);
    outdated::check(document, findings);
    pasted::check(document, findings);
    let checked = Checked::new(document, engine);
    let sentences = reading::sentence::all(&checked);
    let judged = portions::judge(&sentences);
    unfinished::check(&checked, findings);
    dates::check(&checked, findings);
    long_sentence::check(&checked, findings);
    plain_words::check(&checked, findings);
    passive::check(&checked, findings);
    split_sentence::check(&checked, findings);
    noun_style::check(&checked, findings);
    double_negation::check(&checked, findings);
    prepositions::check(&checked, findings);
    empty_heading::check(&checked, findings);
    long_paragraph::check(&checked, findings);
    reader::check(&checked, findings);
    uneven_list::check(&checked, findings);
    impossible_share::check(&checked, findings);
    unbound::check(&checked, findings);
    number_words::check(&checked, &judged, findings);
    list_count::check(&checked, findings);
    direction::check(&checked, findings);
    course::check(&sentences, findings);
    comparisons::check(&sentences, findings);
    comparisons::in_data::check(&checked, &sentences, findings);
    order::check(&sentences, findings);
    wrong_name::check(&sentences, findings);
    wrong_name::check_tables(&checked, findings);
    list_claims::check(&checked, &sentences, findings);
    percentages::check(&checked, findings);
    shares::check(&sentences, findings);
    portions::check(&judged, findings);
    sums::check(&checked, &sentences, findings);
    two_notations::check(&checked, findings);
    rounded_parts::check(&checked, findings);
    rounded_away::check(&checked, findings);
    mixed_stocks::check(&checked, findings);
    full_group::check(&checked, findings);
    typed_table::check(&checked, findings);
    wrong_period::check(&checked, findings);
    claims::check(&checked, &sentences, findings);
    chart::check(&checked, findings);
    spelling::check(&checked, known, findings);
    all
}

/// Takes out what the author accepts, after every rule that can be accepted, and offers to accept the rest.
pub fn waive(document: &Document, findings: &mut Findings) -> Vec<Waived> {
    let waived = waiver::apply(document, findings);
    accept::offer(document, findings);
    waived
}
