//! Which indicator, fact or cell an author may have meant by a typed number: those that print the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::{Fix, Place};
use crate::dutch::notation::as_printed;
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::indicator::{Engine, Number};
use crate::load::{CellValue, Dataset};
use crate::text::Document;

use super::reading::quantity::{Measure, Quantity, of_number};

/// More would be no help.
const AT_MOST: usize = 3;

/// What an author can fill in, by the amount that it prints: made once for a document, however many numbers it types.
#[derive(Default)]
pub struct Suggestions {
    /// What the document is about.
    pilot: Option<String>,
    /// In the order in which they are likely.
    all: Vec<Candidate>,
    /// Where in `all` those are that print an amount, without its sign.
    by_amount: BTreeMap<(Measure, Decimal), Vec<usize>>,
    /// The cells of series, in the order of their likeliness, by the amount that they hold, without its sign.
    cells: BTreeMap<(Measure, Decimal), Vec<Arc<Held>>>,
}

/// A measure of a series that holds an amount.
struct Held {
    /// As a formula names it.
    name: String,
    /// What it is about, in lower case.
    subject: String,
}

/// What an author may have meant by an amount.
pub struct Suggested {
    /// What stands in the placeholder.
    expression: String,
    /// What it is called; a count of a list has no name.
    name: Option<String>,
    prints_word: bool,
    /// Of which period, in words, if that is not the document's own.
    when: &'static str,
}

impl Suggested {
    /// "{{ jnv_kosten }} (kosten per jongere)"
    fn in_words(&self) -> String {
        let name = self.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        format!("{{{{ {} }}}}{name}", self.expression)
    }

    /// In the place of a typed amount, with the digits that were typed and no word behind them that was not.
    pub fn fix(&self, place: &Place) -> Option<Fix> {
        let typed = place.written()?;
        let is_bare = typed.ends_with(|last: char| last.is_ascii_digit()) && !typed.contains('€');
        let filter = if self.prints_word && is_bare { " | zonder_eenheid" } else { "" };
        let placeholder = format!("{{{{ {}{filter} }}}}", self.expression);
        let title = match &self.name {
            Some(name) => format!("Vervang door \"{name}\"{}", self.when),
            None => "Laat Griffel dit tellen".to_owned(),
        };
        Fix::replace(place, placeholder, title)
    }
}

/// A placeholder that may have been meant.
struct Candidate {
    /// The indicator or fact.
    id: String,
    /// What stands behind its name, if anything: the period.
    brackets: &'static str,
    is_negative: bool,
    /// Whether it prints a word behind its digits.
    prints_word: bool,
    /// Whether it is about the pilot of the document, or there is none.
    is_own: bool,
    /// What it counts, as words in lower case: its unit and its name.
    subject: String,
}

impl Suggestions {
    /// For a document over `period`, about a pilot or none.
    pub fn new(engine: &Arc<Engine>, period: Period, pilot: Option<&str>) -> Self {
        let mut suggestions = Self { pilot: pilot.map(str::to_owned), ..Self::default() };
        let data = engine.data();
        // What is about another pilot is hardly ever meant.
        let others: Vec<&str> = data.pilots.keys().map(String::as_str).filter(|id| Some(*id) != pilot).collect();
        let is_own = |id: &str| !others.iter().any(|other| is_about(id, other));
        let of_own_first = |ids: Vec<&'_ String>| -> Vec<String> {
            let (own, rest): (Vec<&String>, Vec<&String>) = ids
                .into_iter()
                .filter(|id| pilot.is_none() || is_own(id))
                .partition(|id| pilot.is_some_and(|pilot| is_about(id, pilot)));
            own.into_iter().chain(rest).cloned().collect()
        };
        for id in of_own_first(data.facts.keys().collect()) {
            if let Some(fact) = data.facts.get(&id) {
                suggestions.add(&fact.id, "", &Number::of_fact(fact, period), data);
            }
        }
        let indicators = of_own_first(data.indicators.keys().collect());
        let periods = [
            (Some(period), ""),
            (period.year_earlier(), "[vorig_jaar]"),
            (period.previous(), "[periode.vorige]"),
            (period.next(), "[periode.volgende]"),
        ];
        for (period, brackets) in periods.into_iter().filter_map(|(period, brackets)| Some((period?, brackets))) {
            for id in &indicators {
                if let Ok(number) = engine.indicator(id, period) {
                    suggestions.add(id, brackets, &number, data);
                }
            }
        }
        suggestions.add_cells(engine, period);
        suggestions
    }

    fn add(&mut self, id: &str, brackets: &'static str, number: &Number, data: &Dataset) {
        let Some(quantity) = of_number(number) else { return };
        if as_printed(quantity.exact, &Unit::Count, number.rounding, number.scale).is_zero() {
            return;
        }
        let is_negative = number.amount.number().is_some_and(|number| number.is_sign_negative());
        let index = self.all.len();
        let subject = format!("{} {}", number.unit.word(), data.name_of(id)).to_lowercase();
        let is_own = self.pilot.as_ref().is_none_or(|pilot| is_about(id, pilot));
        let prints_word = number.unit.after_number().is_some();
        self.all.push(Candidate { id: id.to_owned(), brackets, is_negative, prints_word, is_own, subject });
        // With its own rounding, or with that of whoever types it.
        for amount in [quantity.printed.abs(), quantity.exact.abs()] {
            let same = self.by_amount.entry((quantity.measure, amount)).or_default();
            if same.last() != Some(&index) {
                same.push(index);
            }
        }
    }

    fn add_cells(&mut self, engine: &Engine, period: Period) {
        let periods = [Some(period), period.year_earlier(), period.previous()];
        for series in engine.data().series.values() {
            let measures = series.measures.iter().map(|measure| {
                let subject = format!("{} {} {}", measure.unit.word(), measure.name, series.title);
                Arc::new(Held { name: format!("{}.{}", series.id, measure.id), subject: subject.to_lowercase() })
            });
            let all: Vec<Arc<Held>> = measures.collect();
            for row in periods.iter().flatten().filter_map(|period| series.by_period.get(period)).flatten() {
                for ((measure, own), cell) in series.measures.iter().zip(&all).zip(&series.rows[*row].cells) {
                    let CellValue::Known(number) = cell.value else { continue };
                    let number = if measure.unit.is_fraction() { number * Decimal::ONE_HUNDRED } else { number };
                    let held = self.cells.entry((of_unit(&measure.unit), number.abs())).or_default();
                    if held.iter().all(|known| !Arc::ptr_eq(known, own)) {
                        held.push(own.clone());
                    }
                }
            }
        }
    }

    /// Placeholders that print this amount, the likeliest first. Of a count, `noun` says what is counted, if it is said: the
    /// same number of something else is no help. Of an amount, the words of its `sentence` in lower case say what it is
    /// about.
    pub fn placeholders(&self, data: &Dataset, wanted: &Quantity, noun: &str, sentence: &[&str]) -> Vec<Suggested> {
        let mut found: Vec<&Candidate> = Vec::new();
        let noun = noun.to_lowercase();
        for index in self.by_amount.get(&(wanted.measure, wanted.printed.abs())).into_iter().flatten() {
            let candidate = &self.all[*index];
            let is_about_it = match noun.len() {
                _ if wanted.measure != Measure::Count => {
                    self.pilot.is_some() && candidate.is_own || shares_subject(&candidate.subject, sentence)
                }
                0..=2 => candidate.is_own,
                _ => candidate.subject.contains(&noun),
            };
            if is_about_it && found.len() < AT_MOST && found.iter().all(|known| known.id != candidate.id) {
                found.push(candidate);
            }
        }
        let is_positive = wanted.printed.is_sign_positive() && !wanted.printed.is_zero();
        let named = |Candidate { id, brackets, is_negative, prints_word, .. }: &Candidate| {
            let filter = if *is_negative && is_positive { " | absoluut" } else { "" };
            let expression = format!("{id}{brackets}{filter}");
            // The same number can be something else altogether; the name tells.
            let name = Some(data.name_of(id).to_owned());
            Suggested { expression, name, prints_word: *prints_word, when: in_words(brackets) }
        };
        found.into_iter().map(named).collect()
    }

    /// The cell of a series about what the `sentence` is about that holds exactly this number, as a formula would read it.
    pub fn cell(&self, wanted: &Quantity, sentence: &[&str]) -> Option<&str> {
        let cells = self.cells.get(&(wanted.measure, wanted.printed.abs()))?;
        cells.iter().find(|cell| shares_subject(&cell.subject, sentence)).map(|cell| cell.name.as_str())
    }
}

/// What stands in the brackets behind a name, in words.
fn in_words(brackets: &str) -> &'static str {
    match brackets {
        "[vorig_jaar]" => " (vorig jaar)",
        "[periode.vorige]" => " (de vorige periode)",
        "[periode.volgende]" => " (de volgende periode)",
        _ => "",
    }
}

/// Words that say nothing of what an amount is about, by how they begin.
const OF_ANY_AMOUNT: &[&str] = &[
    "aandeel",
    "aantal",
    "afgerond",
    "begro",
    "bedra",
    "budget",
    "besteed",
    "betaald",
    "eerste",
    "euro",
    "geld",
    "gemeente",
    "gemiddeld",
    "inkomst",
    "jaar",
    "kosten",
    "kwarta",
    "laatste",
    "lasten",
    "maand",
    "percentage",
    "period",
    "procent",
    "realisatie",
    "samen",
    "totaal",
    "totale",
    "uitgav",
    "uitgeg",
    "verander",
    "verschil",
    "vorig",
];

/// So many first letters are equal in forms of one word: jongere, jongeren.
const OF_ONE_WORD: usize = 5;

/// Whether a subject has a word that a sentence has too, and that says something. One of nothing but such words as "kosten"
/// is about all that a document is about.
fn shares_subject(subject: &str, sentence: &[&str]) -> bool {
    let says = |word: &&str| {
        word.chars().count() >= OF_ONE_WORD && !OF_ANY_AMOUNT.iter().any(|common| word.starts_with(common))
    };
    let stem = |word: &str| word.chars().take(OF_ONE_WORD).collect::<String>();
    let mut own = subject.split(|next: char| !next.is_alphanumeric()).filter(says).map(stem).peekable();
    let others: Vec<String> = sentence.iter().copied().filter(|word| says(word)).map(stem).collect();
    own.peek().is_none() || own.any(|word| others.contains(&word))
}

/// Placeholders that count a list of this length: of what the word behind the number names.
pub fn counts(document: &Document, data: &Dataset, number: Decimal, noun: &str) -> Vec<Suggested> {
    let mut found: Vec<Suggested> = Vec::new();
    for (id, pilot) in &data.pilots {
        for (name, list) in [("aanbieders", &pilot.providers), ("gemeenten", &pilot.municipalities)] {
            let own = document.pilot.as_ref() == Some(id);
            if own && noun.ends_with(name) && Decimal::from(list.len()) == number {
                let expression = format!("aantal(pilot.{name})");
                found.push(Suggested { expression, name: None, prints_word: false, when: "" });
            }
        }
    }
    found
}

/// "Bedoelt u {{ a }} of {{ b }}?"
pub fn question(suggested: &[Suggested]) -> Option<String> {
    let placeholders: Vec<String> = suggested.iter().map(Suggested::in_words).collect();
    match &placeholders[..] {
        [] => None,
        [one] => Some(format!("Bedoelt u {one}?")),
        [start @ .., last] => Some(format!("Bedoelt u {} of {last}?", start.join(", "))),
    }
}

fn of_unit(unit: &Unit) -> Measure {
    match unit {
        Unit::Percent => Measure::Percent,
        Unit::Euro => Measure::Euro,
        _ => Measure::Count,
    }
}

/// Whether an indicator is about a pilot, as its name says: `jnv_kosten`.
fn is_about(id: &str, pilot: &str) -> bool {
    id.strip_prefix(pilot).is_some_and(|rest| rest.starts_with('_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_about_what_its_sentence_is_about() {
        let sentence = ["de", "kosten", "van", "de", "bibliotheken", "waren", "in", "dit", "kwartaal", "hoger"];
        for (subject, shares) in [
            ("euro kosten van de bibliotheek", true),
            ("euro kosten per jongere", false),
            ("euro kosten", true),
            ("procent aandeel zonder vervolg", false),
        ] {
            assert_eq!(shares_subject(subject, &sentence), shares, "{subject}");
        }
    }
}
