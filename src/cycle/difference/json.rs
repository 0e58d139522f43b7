//! What changed, for machines and for the preview: complete, with every sentence of both documents.

use serde::Serialize;

use crate::dutch::unit::Unit;

use super::comparison::Difference;
use super::exhibits::{ExhibitChange, ExhibitSide};
use super::numbers::{NumberChange, NumberSide, NumericChange};
use super::points::ChangedPoint;
use super::sentences::{Said, Sentence, SentenceState};
use super::side::{ChangeState, Identity};
use super::words::WordPiece;

/// All that changed, with Dutch keys.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct JsonDifference<'a> {
    oud: JsonIdentity<'a>,
    nieuw: JsonIdentity<'a>,
    gelijk: bool,
    samenvatting: JsonSummary,
    kop: Vec<JsonField<'a>>,
    getallen: Vec<JsonNumber<'a>>,
    tekst: Vec<JsonPart<'a>>,
    figuren: Vec<JsonExhibit<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonIdentity<'a> {
    document: &'a str,
    periode: String,
    titel: &'a str,
    datum: &'a str,
    status: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonSummary {
    getallen: JsonCounts,
    zinnen: JsonSentenceCounts,
    /// Charts and tables that are not as they were.
    figuren: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonCounts {
    gelijk: usize,
    veranderd: usize,
    nieuw: usize,
    vervallen: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonSentenceCounts {
    gelijk: usize,
    cijfers: usize,
    gewijzigd: usize,
    nieuw: usize,
    vervallen: usize,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonField<'a> {
    veld: &'a str,
    oud: Option<&'a str>,
    nieuw: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonNumber<'a> {
    #[cfg_attr(test, ts(as = "ChangeState"))]
    toestand: &'static str,
    naam: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    kengetal: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<JsonChosen<'static>>>", optional))]
    kenmerken: Vec<JsonChosen<'a>>,
    eenheid: &'a str,
    oud: Option<JsonPrinted<'a>>,
    nieuw: Option<JsonPrinted<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    verschil: Option<JsonChange<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonChosen<'a> {
    kenmerk: &'a str,
    waarde: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonPrinted<'a> {
    afgedrukt: &'a str,
    periode: String,
    onderdeel: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    regel: Option<usize>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonChange<'a> {
    /// A decimal as text, so that no digit is lost; percentages are fractions.
    waarde: String,
    absoluut: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    relatief: Option<&'a str>,
    omgedraaid: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonPart<'a> {
    onderdeel: &'a str,
    in_oud: bool,
    in_nieuw: bool,
    zinnen: Vec<JsonSentence<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonSentence<'a> {
    #[cfg_attr(test, ts(as = "SentenceState"))]
    toestand: &'static str,
    oud: Option<JsonSaid<'a>>,
    nieuw: Option<JsonSaid<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonSaid<'a> {
    soort: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    regel: Option<usize>,
    stukken: Vec<JsonPiece<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonPiece<'a> {
    tekst: &'a str,
    anders: bool,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonExhibit<'a> {
    #[cfg_attr(test, ts(as = "ChangeState"))]
    toestand: &'static str,
    naam: &'a str,
    soort: &'static str,
    oud: Option<JsonExhibitSide<'a>>,
    nieuw: Option<JsonExhibitSide<'a>>,
    erbij: &'a [String],
    eraf: &'a [String],
    punten: Vec<JsonPoint<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonExhibitSide<'a> {
    plaats: &'a str,
    titel: &'a str,
    onderwerp: &'a str,
    bronnen: &'a [String],
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct JsonPoint<'a> {
    reden: &'static str,
    naam: &'a str,
    oud: Option<&'a str>,
    nieuw: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    verschil: Option<JsonChange<'a>>,
}

/// A JSON object with Dutch keys, ending in a line end.
pub fn to_json(difference: &Difference) -> String {
    // Serialising plain strings and numbers cannot fail.
    serde_json::to_string_pretty(&JsonDifference::of(difference)).unwrap_or_default() + "\n"
}

impl<'a> JsonDifference<'a> {
    /// Of two documents that were compared.
    pub fn of(difference: &'a Difference) -> Self {
        let numbers = |state| difference.count_numbers(state);
        let sentences = |state| difference.count_sentences(state);
        Self {
            oud: identity(&difference.old),
            nieuw: identity(&difference.new),
            gelijk: difference.is_empty(),
            samenvatting: JsonSummary {
                getallen: JsonCounts {
                    gelijk: numbers(ChangeState::Same),
                    veranderd: numbers(ChangeState::Changed),
                    nieuw: numbers(ChangeState::New),
                    vervallen: numbers(ChangeState::Dropped),
                },
                zinnen: JsonSentenceCounts {
                    gelijk: sentences(SentenceState::Same),
                    cijfers: sentences(SentenceState::Figures),
                    gewijzigd: sentences(SentenceState::Changed),
                    nieuw: sentences(SentenceState::New),
                    vervallen: sentences(SentenceState::Dropped),
                },
                figuren: difference.count_exhibits(),
            },
            kop: difference
                .fields
                .iter()
                .map(|field| JsonField { veld: &field.label, oud: field.old.as_deref(), nieuw: field.new.as_deref() })
                .collect(),
            getallen: difference.numbers.iter().map(number).collect(),
            tekst: difference
                .parts
                .iter()
                .map(|part| JsonPart {
                    onderdeel: &part.heading,
                    in_oud: part.in_old,
                    in_nieuw: part.in_new,
                    zinnen: part.sentences.iter().map(sentence).collect(),
                })
                .collect(),
            figuren: difference.exhibits.iter().map(exhibit).collect(),
        }
    }
}

fn identity(identity: &Identity) -> JsonIdentity<'_> {
    JsonIdentity {
        document: &identity.id,
        periode: identity.period.to_string(),
        titel: &identity.title,
        datum: &identity.date,
        status: identity.status,
    }
}

fn number(number: &NumberChange) -> JsonNumber<'_> {
    JsonNumber {
        toestand: number.state().word(),
        naam: &number.name,
        kengetal: number.indicator.as_deref(),
        kenmerken: number.about.iter().map(|(name, value)| JsonChosen { kenmerk: name, waarde: value }).collect(),
        eenheid: Unit::word(&number.unit),
        oud: number.old.as_ref().map(printed),
        nieuw: number.new.as_ref().map(printed),
        verschil: number.change.as_ref().map(change),
    }
}

fn printed(number: &NumberSide) -> JsonPrinted<'_> {
    JsonPrinted {
        afgedrukt: &number.printed,
        periode: number.period.to_string(),
        onderdeel: &number.part,
        regel: number.line,
    }
}

fn change(change: &NumericChange) -> JsonChange<'_> {
    JsonChange {
        waarde: change.value.to_string(),
        absoluut: &change.absolute,
        relatief: change.relative.as_deref(),
        omgedraaid: change.turned,
    }
}

fn sentence(sentence: &Sentence) -> JsonSentence<'_> {
    JsonSentence {
        toestand: sentence.state.word(),
        oud: sentence.old.as_ref().map(said),
        nieuw: sentence.new.as_ref().map(said),
    }
}

fn said(said: &Said) -> JsonSaid<'_> {
    JsonSaid { soort: said.kind.word(), regel: said.line, stukken: said.pieces.iter().map(piece).collect() }
}

fn piece(piece: &WordPiece) -> JsonPiece<'_> {
    JsonPiece { tekst: &piece.text, anders: piece.changed }
}

fn exhibit(exhibit: &ExhibitChange) -> JsonExhibit<'_> {
    JsonExhibit {
        toestand: exhibit.state().word(),
        naam: &exhibit.id,
        soort: exhibit.kind.word(),
        oud: exhibit.old.as_ref().map(exhibit_side),
        nieuw: exhibit.new.as_ref().map(exhibit_side),
        erbij: &exhibit.added,
        eraf: &exhibit.gone,
        punten: exhibit.points.iter().map(point).collect(),
    }
}

fn exhibit_side(side: &ExhibitSide) -> JsonExhibitSide<'_> {
    JsonExhibitSide { plaats: &side.label, titel: &side.title, onderwerp: &side.subject, bronnen: &side.sources }
}

fn point(point: &ChangedPoint) -> JsonPoint<'_> {
    JsonPoint {
        reden: point.kind.word(),
        naam: &point.name,
        oud: point.old.as_deref(),
        nieuw: point.new.as_deref(),
        verschil: point.change.as_ref().map(change),
    }
}
