//! What a document states: its numbers, and what each of them is about.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Place, SourceText};
use crate::digest::RunningDigest;
use crate::dutch::notation::{Notation, Rounding, Scale};
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::indicator::{CellRef, Number, Operation, Origin, Wording};
use crate::project::DocumentId;
use crate::text::Document;

/// A number that a document gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Which document says so.
    pub document: DocumentId,
    /// The version that was adopted, if it was: it stays as it is.
    pub adopted: Option<u32>,
    /// What it says.
    pub said: Said,
    /// What its author accepts of how others say it.
    pub accepted: Vec<Accepted>,
    /// Where in the document.
    pub place: Place,
}

/// What a document says of one thing. It can be written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What it is called.
    #[serde(rename = "naam")]
    pub label: String,
    /// The indicator, the fact, or the series and the measure that it comes from.
    #[serde(rename = "kengetal")]
    pub definition: Option<String>,
    /// The name to find it by in other documents, where the label says enough.
    #[serde(rename = "zoeknaam")]
    name: Option<String>,
    /// Dimensions that were chosen by value: name and value.
    #[serde(rename = "kenmerken")]
    pub about: Vec<(String, String)>,
    /// The first period of a sum over several that is given with the last of them.
    #[serde(rename = "vanaf")]
    pub since: Option<Period>,
    /// The period that it is about.
    #[serde(rename = "periode")]
    pub period: Period,
    /// Whether it is the same in whatever period: a fact that was declared without one.
    #[serde(rename = "elke_periode")]
    pub is_timeless: bool,
    #[serde(rename = "gemiddelde")]
    is_mean: bool,
    #[serde(rename = "eenheid")]
    unit: String,
    /// Stands for the cells and facts that it was made from, with the value that came out.
    #[serde(rename = "herkomst")]
    made_from: Option<String>,
    /// The exact value, with its sign.
    #[serde(rename = "waarde")]
    pub value: Decimal,
    /// How it is printed.
    #[serde(rename = "afdruk")]
    pub manner: Manner,
    /// As it is printed in running text, in digits and with its sign.
    #[serde(rename = "afgedrukt")]
    pub shown: String,
    /// Whether it stands in running text, in digits.
    #[serde(rename = "in_tekst")]
    pub in_text: bool,
    /// The reference dates of what it was made from, as `2023-03-01`.
    #[serde(rename = "peildata")]
    pub dates: Vec<String>,
    /// Whether the document says itself that the number was another one before.
    #[serde(rename = "uitgelegd")]
    pub is_explained: bool,
    /// Whether it rests on a series.
    #[serde(rename = "uit_reeks")]
    pub is_from_series: bool,
}

/// To how many decimals, and in what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Manner {
    #[serde(rename = "afronding")]
    decimals: i32,
    #[serde(rename = "schaal")]
    scale: Scale,
}

/// An author's word that other documents may say something otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// Which findings are accepted.
    pub code: Code,
    /// Why.
    pub reason: String,
    /// Where the author says so.
    pub place: Place,
}

/// What several statements can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Topic<'a> {
    by: By<'a>,
    about: &'a [(String, String)],
    since: Option<Period>,
    period: Option<Period>,
    unit: &'a str,
    is_mean: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum By<'a> {
    Definition(&'a str),
    Name(&'a str),
    MadeFrom(&'a str),
}

impl Topic<'_> {
    /// Whether it is one number with one value, however it is called.
    pub fn is_one_number(&self) -> bool {
        matches!(self.by, By::MadeFrom(_))
    }
}

impl Statement {
    /// The same, said by a version of a document that was adopted and whose text is now `source`.
    #[must_use]
    pub fn adopted(mut self, version: u32, source: &Arc<SourceText>) -> Self {
        self.adopted = Some(version);
        self.place = on_line(own_line(&self.place, &source.path), source);
        self
    }

    /// By what it can be found in other documents.
    pub(super) fn topics(&self) -> impl Iterator<Item = Topic<'_>> {
        let said = &self.said;
        let topic = |by, period| Topic {
            by,
            about: &said.about,
            since: said.since,
            period,
            unit: &said.unit,
            is_mean: said.is_mean,
        };
        let period = Some(said.period);
        let defined = said.definition.as_deref();
        let defined = defined.map(|id| topic(By::Definition(id), period.filter(|_| !said.is_timeless)));
        let named = said.name.as_deref().map(|name| topic(By::Name(name), period));
        let made = said.made_from.as_deref().filter(|_| said.in_text).map(|sum| Topic {
            by: By::MadeFrom(sum),
            about: &[],
            since: None,
            period: None,
            unit: &said.unit,
            is_mean: false,
        });
        [defined, named, made].into_iter().flatten()
    }

    /// Why its author accepts findings of a code here.
    pub(super) fn accepts(&self, code: Code) -> Option<&Accepted> {
        self.accepted.iter().find(|accepted| accepted.code == code)
    }
}

impl Said {
    /// What it counts.
    pub(super) fn unit(&self) -> Unit {
        Unit::parse(&self.unit)
    }

    fn of(number: &Number, thing: &Thing<'_>, value: Decimal, in_text: bool, notation: &Notation) -> Self {
        let is_list = matches!(number.origin, Origin::Count(_));
        let says_enough = thing.label.contains(' ') && !is_list;
        Self {
            label: thing.label.to_owned(),
            definition: thing.definition.as_ref().map(ToString::to_string),
            name: says_enough.then(|| thing.label.to_lowercase()),
            about: number.about.clone(),
            since: thing.since,
            period: number.period,
            is_timeless: matches!(&number.origin, Origin::Fact(fact) if fact.period.is_none()),
            is_mean: thing.is_mean,
            unit: thing.unit.to_lowercase(),
            made_from: made_from(number, value).filter(|_| in_text),
            value,
            manner: Manner::of(number),
            shown: number.in_text(value, notation),
            in_text,
            dates: dates(number),
            is_explained: number.cells.iter().any(|cell| cell.revision().is_some()),
            is_from_series: !number.cells.is_empty(),
        }
    }
}

impl Manner {
    fn of(number: &Number) -> Self {
        Self { decimals: number.rounding.decimals, scale: number.scale }
    }

    /// The rounding of the number itself: an amount in millions with one decimal is rounded to hundred thousands.
    pub fn rounding(self) -> Rounding {
        let zeros = match self.scale {
            Scale::One => 0,
            Scale::Thousand => 3,
            Scale::Million => 6,
        };
        Rounding { decimals: self.decimals.saturating_sub(zeros) }
    }

    /// Whether a reader sees the difference, where this many decimals are printed.
    pub fn looks_like(self, other: Self) -> bool {
        self.scale == other.scale && self.decimals.max(0) == other.decimals.max(0)
    }
}

/// What a document states, each thing once for each manner in which its text prints it.
pub fn statements(document: &Document, notation: &Notation) -> Vec<Statement> {
    let in_text = document.numbers.iter().map(|printed| {
        let is_digits = matches!(printed.wording, Wording::Usual | Wording::Bare);
        (&printed.number, is_digits, &printed.place)
    });
    let in_exhibits = document
        .exhibits
        .iter()
        .flat_map(|exhibit| exhibit.grid.numbers().map(move |number| (number, false, &exhibit.place)));
    let mut seen: HashMap<Thing<'_>, Vec<(Decimal, Option<Manner>)>> = HashMap::new();
    let mut found = Vec::new();
    for (number, in_text, place) in in_text.chain(in_exhibits) {
        let Some((value, thing)) = number.recorded().zip(Thing::of(number, document)) else { continue };
        let manner = in_text.then(|| Manner::of(number));
        let said_so = seen.entry(thing).or_default();
        // Text comes before charts and tables.
        if said_so.iter().any(|(known, before)| *known == value && (manner.is_none() || *before == manner)) {
            continue;
        }
        said_so.push((value, manner));
        found.push(Statement {
            document: document.id.clone(),
            adopted: None,
            said: Said::of(number, &thing, value, in_text, notation),
            accepted: accepted_at(place, document),
            place: place.clone(),
        });
    }
    found
}

/// What tells things of one document apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Thing<'a> {
    definition: Option<Definition<'a>>,
    label: &'a str,
    about: &'a [(String, String)],
    since: Option<Period>,
    period: Period,
    unit: &'a str,
    is_mean: bool,
}

/// What a number is called in formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Definition<'a> {
    /// An indicator or a fact that all documents share.
    Shared(&'a str),
    /// A key in a file.
    List(&'a str, &'a str),
    /// A series and a measure.
    Measure(&'a str, &'a str),
}

impl<'a> Thing<'a> {
    /// None for what a table computed by itself.
    fn of(number: &'a Number, document: &Document) -> Option<Self> {
        let definition = match &number.origin {
            Origin::Indicator(id) => Some(Definition::Shared(id)),
            Origin::Fact(fact) => (fact.place.file != document.path).then_some(Definition::Shared(&fact.id)),
            Origin::Count(list) => Some(Definition::List(&list.file, &list.key)),
            Origin::Cells(Operation::Read | Operation::Sum | Operation::Mean) => measure(number),
            Origin::Cells(_) => return None,
        };
        Some(Self {
            definition,
            label: number.label.trim(),
            about: &number.about,
            since: since(number),
            period: number.period,
            unit: number.unit.word(),
            is_mean: matches!(number.origin, Origin::Cells(Operation::Mean)),
        })
    }
}

impl fmt::Display for Definition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Definition::Shared(id) => f.write_str(id),
            Definition::List(file, key) => write!(f, "{file}: {key}"),
            Definition::Measure(series, measure) => write!(f, "{series}.{measure}"),
        }
    }
}

fn measure(number: &Number) -> Option<Definition<'_>> {
    let first = number.cells.first()?;
    let is_same = |cell: &CellRef| Arc::ptr_eq(&cell.series, &first.series) && cell.measure == first.measure;
    let all_same = number.cells.iter().all(is_same);
    all_same.then(|| Definition::Measure(&first.series.id, &first.series.measures[first.measure].id))
}

fn accepted_at(place: &Place, document: &Document) -> Vec<Accepted> {
    let here = document.waivers.iter().filter(|waiver| waiver.code.is_between_documents());
    here.filter(|waiver| waiver.is_about(place, document))
        .map(|waiver| Accepted { code: waiver.code, reason: waiver.reason.clone(), place: waiver.place.clone() })
        .collect()
}

/// A sum over several periods is given with the last of them.
fn since(number: &Number) -> Option<Period> {
    let first = number.cells.iter().map(CellRef::period).min()?;
    let is_sum = matches!(number.origin, Origin::Cells(_));
    (is_sum && first.first_day() < number.period.first_day()).then_some(first)
}

/// What numbers from the same cells and facts, with the same value, have in common.
fn made_from(number: &Number, value: Decimal) -> Option<String> {
    // Nothing is nothing, however many decimals it has.
    if value.is_zero() || number.cells.is_empty() && number.facts.is_empty() {
        return None;
    }
    let cells = number.cells.iter().map(|cell| {
        let row = &cell.series.rows[cell.row];
        let measure = &cell.series.measures[cell.measure].id;
        format!("{}.{measure} {} {}", cell.series.id, row.period, row.dimensions.join("\n"))
    });
    let facts = number.facts.iter().map(|fact| format!("{} {}", fact.place.file, fact.id));
    let mut parts: Vec<String> = cells.chain(facts).collect();
    parts.sort();
    let mut sum = RunningDigest::new();
    sum.add(value.normalize().to_string().as_bytes());
    parts.iter().for_each(|part| sum.add(part.as_bytes()));
    let mut digest = sum.finish();
    // Half of it tells numbers apart well enough.
    digest.truncate(32);
    Some(digest)
}

fn dates(number: &Number) -> Vec<String> {
    let of_cells = number.cells.iter().filter_map(|cell| cell.series.reference_date);
    let of_facts = number.facts.iter().filter_map(|fact| fact.reference_date);
    let mut dates: Vec<_> = of_cells.chain(of_facts).collect();
    dates.sort();
    dates.dedup();
    dates.iter().map(ToString::to_string).collect()
}

/// The line of a place in the text at `path`; none where it is in another file, such as a form.
pub(super) fn own_line(place: &Place, path: &str) -> Option<usize> {
    // The folder of a period can have another name since: 2022-k2.
    let is_own =
        place.file == path || DocumentId::of_path(&place.file).is_some_and(|id| DocumentId::of_path(path) == Some(id));
    place.line_column().filter(|_| is_own).map(|(line, _)| line)
}

/// A line of a text. Of what was adopted no line has moved since: only the status can have changed, on a line of its own.
pub(super) fn on_line(line: Option<usize>, source: &Arc<SourceText>) -> Place {
    line.map_or_else(|| Place::file(&source.path), |line| Place::line(source, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_adopted_text_is_found_on_its_line() {
        let now = SourceText::new("data/brieven/2022/a.md", "status = \"verzonden\"\nEr waren 157 jongeren.\n");
        let then = SourceText::new("data/brieven/2022/a.md", "status = \"x\"\nEr waren 157 jongeren.\n");
        let place = on_line(own_line(&Place::line(&then, 2), &now.path), &now);
        assert_eq!(place, Place::line(&now, 2));
        let of_a_form = Place::line(&SourceText::new("templates/brief.toml", "x"), 1);
        assert_eq!(on_line(own_line(&of_a_form, &now.path), &now), Place::file("data/brieven/2022/a.md"));
    }

    #[test]
    fn amounts_in_millions_are_rounded_to_what_is_printed() {
        let decimals = |decimals, scale| Manner { decimals, scale }.rounding().decimals;
        assert_eq!(decimals(1, Scale::Million), -5);
        assert_eq!(decimals(0, Scale::Thousand), -3);
        assert_eq!(decimals(2, Scale::One), 2);
    }
}
