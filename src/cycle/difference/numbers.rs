//! Numbers in running text, matched by what they are about as seen from the period of their document.

use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;

use crate::dutch::notation::{Context, Notation, Rounding, Scale, Style, as_printed};
use crate::dutch::period::{Granularity, Period};
use crate::dutch::unit::Unit;
use crate::indicator::{Amount, ListOrigin, Number, Operation, Origin};
use crate::text::Document;

use super::passages::Passage;
use super::side::{ChangeState, Side};

/// From ten times as much on, tenths of a percent say nothing.
const WHOLE_PERCENTS_FROM: i64 = 10;

/// A number in one of the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberSide {
    /// As it is printed.
    pub printed: String,
    /// The period it is about.
    pub period: Period,
    /// The section where it stands first.
    pub part: String,
    /// Its line in the author's text; none where it comes from another file.
    pub line: Option<usize>,
}

/// How much a number changed. Computed from what is printed, so that a reader comes to the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumericChange {
    /// The new number less the old; percentages are fractions.
    pub value: Decimal,
    /// The same in words: "+37", "−3 procentpunt".
    pub absolute: String,
    /// As a share of the old number: "+30,8%", and of a number with a minus how its size changed: "4,8% groter"; none for
    /// percentages, or where it would say nothing.
    pub relative: Option<String>,
    /// Whether what rose now falls, or the other way round.
    pub turned: bool,
}

/// A number of either document, or the same number of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberChange {
    /// What it is.
    pub name: String,
    /// The indicator or declared fact it comes from.
    pub indicator: Option<String>,
    /// The dimensions that were chosen, in words.
    pub about: Vec<(String, String)>,
    /// What it counts.
    pub unit: Unit,
    /// As the earlier document has it.
    pub old: Option<NumberSide>,
    /// As the document has it.
    pub new: Option<NumberSide>,
    /// Whether both say the same.
    pub is_same: bool,
    /// How much it changed; none where either is withheld or not there.
    pub change: Option<NumericChange>,
}

impl NumberChange {
    /// What became of it.
    pub fn state(&self) -> ChangeState {
        match (&self.old, &self.new) {
            (Some(_), Some(_)) if self.is_same => ChangeState::Same,
            (Some(_), Some(_)) => ChangeState::Changed,
            (None, _) => ChangeState::New,
            (Some(_), None) => ChangeState::Dropped,
        }
    }

    /// What it is, with the dimensions that were chosen.
    pub fn full_name(&self) -> String {
        let chosen: Vec<&str> = self.about.iter().map(|(_, value)| value.as_str()).collect();
        if chosen.is_empty() { self.name.clone() } else { format!("{} ({})", self.name, chosen.join(", ")) }
    }
}

/// How far a period lies from that of the document, counted in its own length from the document's first month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RelativePeriod {
    granularity: Granularity,
    distance: i64,
}

impl RelativePeriod {
    pub fn new(period: Period, document: Period) -> Self {
        let granularity = period.granularity();
        let length = i64::from(granularity.months());
        let number = |period: Period| month_number(period).div_euclid(length);
        Self { granularity, distance: number(period) - number(document) }
    }
}

/// Months since the year 0.
fn month_number(period: Period) -> i64 {
    use chrono::Datelike;
    let first = period.first_day();
    i64::from(first.year()) * 12 + i64::from(first.month0())
}

/// What a number is about, whatever its period.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct ComparedSubject {
    source: SubjectSource,
    about: Vec<(String, String)>,
    unit: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum SubjectSource {
    Indicator(String),
    Fact(String),
    Cells(String, &'static str),
    List(String, String),
}

impl ComparedSubject {
    fn of(number: &Number) -> Self {
        let source = match &number.origin {
            Origin::Indicator(id) => SubjectSource::Indicator(id.clone()),
            Origin::Fact(fact) => SubjectSource::Fact(fact.id.clone()),
            Origin::Cells(operation) => {
                let how = match operation {
                    // One cell or several added: a year can be either.
                    Operation::Read | Operation::Sum => "som",
                    Operation::Mean => "gemiddelde",
                    Operation::TableTotal => "totaal",
                    Operation::TableDifference | Operation::TableChange => "verschil",
                    Operation::TableSum => "saldo",
                    Operation::TableSigned => "teken",
                    Operation::TableQuotient => "deling",
                    Operation::TableGrowth => "groei",
                };
                SubjectSource::Cells(number.label.clone(), how)
            }
            Origin::Count(ListOrigin { key, file }) => SubjectSource::List(key.clone(), file.clone()),
        };
        Self { source, about: number.about.clone(), unit: number.unit.word().to_owned() }
    }
}

/// A number in a document, with what it takes to compare it.
#[derive(Debug)]
pub(crate) struct ComparedNumber<'a> {
    subject: ComparedSubject,
    relation: RelativePeriod,
    number: &'a Number,
    printed: NumberSide,
}

/// The numbers in the running text of a document: each subject once, where it stands first.
pub(crate) fn of<'a>(side: Side<'a>, passages: &[Passage]) -> Vec<ComparedNumber<'a>> {
    let document = side.document;
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut known: Vec<(ComparedSubject, RelativePeriod)> = Vec::new();
    let mut numbers = Vec::new();
    for (index, part, line) in in_reading_order(document, passages) {
        let Some(printed) = document.numbers.get(index).filter(|_| seen.insert(index)) else { continue };
        let number = &printed.number;
        let key = (ComparedSubject::of(number), RelativePeriod::new(number.period, document.id.period));
        if known.contains(&key) {
            continue;
        }
        known.push(key.clone());
        let (subject, relation) = key;
        let printed = NumberSide { printed: printed.printed.clone(), period: number.period, part, line };
        numbers.push(ComparedNumber { subject, relation, number, printed });
    }
    numbers
}

/// Every number with the part and the line where it stands; those that stand in no sentence come last.
fn in_reading_order(document: &Document, passages: &[Passage]) -> Vec<(usize, String, Option<usize>)> {
    let mut all = Vec::new();
    for passage in passages {
        for sentence in &passage.sentences {
            for index in sentence.words.iter().filter_map(|word| word.number) {
                let place = document.numbers.get(index).map(|printed| &printed.place);
                let in_document = place.filter(|place| place.file == document.path);
                let line = in_document.and_then(|place| place.line_column()).map(|(line, _)| line);
                all.push((index, passage.heading.clone(), line));
            }
        }
    }
    all.extend((0..document.numbers.len()).map(|index| (index, String::new(), None)));
    all
}

/// How numbers of two documents are found to be about the same time: first as seen from the document, then those that
/// are left by the period itself.
#[derive(Debug, Clone, Copy)]
enum MatchBy {
    AsSeenFromDocument,
    ByPeriod,
}

/// When a number is about.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Time {
    Relative(RelativePeriod),
    Absolute(Period),
    /// A fact is what it is, whichever document tells it.
    Any,
}

impl MatchBy {
    fn time(self, number: &ComparedNumber<'_>) -> Time {
        match (self, &number.subject.source) {
            (_, SubjectSource::Fact(_)) => Time::Any,
            (MatchBy::AsSeenFromDocument, _) => Time::Relative(number.relation),
            (MatchBy::ByPeriod, _) => Time::Absolute(number.printed.period),
        }
    }
}

/// Numbers of both documents; those that were dropped come last.
pub(crate) fn compare(
    old: &[ComparedNumber<'_>],
    new: &[ComparedNumber<'_>],
    notation: &Notation,
) -> Vec<NumberChange> {
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut is_taken = vec![false; old.len()];
    for way in [MatchBy::AsSeenFromDocument, MatchBy::ByPeriod] {
        let mut places: HashMap<(&ComparedSubject, Time), usize> = HashMap::new();
        for (index, number) in old.iter().enumerate().filter(|(index, _)| !is_taken[*index]) {
            places.entry((&number.subject, way.time(number))).or_insert(index);
        }
        for (partner, number) in partner.iter_mut().zip(new).filter(|(partner, _)| partner.is_none()) {
            if let Some(found) = places.remove(&(&number.subject, way.time(number))) {
                *partner = Some(found);
                is_taken[found] = true;
            }
        }
    }
    let mut changes: Vec<NumberChange> = new
        .iter()
        .zip(&partner)
        .map(|(number, found)| change_of(found.map(|index| &old[index]), Some(number), notation))
        .collect();
    let dropped = old.iter().zip(&is_taken).filter(|(_, is_taken)| !**is_taken);
    changes.extend(dropped.map(|(number, _)| change_of(Some(number), None, notation)));
    changes
}

fn change_of(old: Option<&ComparedNumber<'_>>, new: Option<&ComparedNumber<'_>>, notation: &Notation) -> NumberChange {
    let either = new.or(old).map(|compared| compared.number);
    let source = new.or(old).map(|number| &number.subject.source);
    let change = old.zip(new).and_then(|(old, new)| change(old.number, new.number, notation));
    let is_same = old.zip(new).is_some_and(|(old, new)| {
        old.printed.printed == new.printed.printed && change.as_ref().is_none_or(|change| !change.turned)
            || change.as_ref().is_some_and(|change| change.value.is_zero())
    });
    NumberChange {
        name: either.map(|number| number.label.clone()).unwrap_or_default(),
        indicator: source.and_then(|source| match source {
            SubjectSource::Indicator(id) | SubjectSource::Fact(id) => Some(id.clone()),
            SubjectSource::Cells(..) | SubjectSource::List(..) => None,
        }),
        about: either.map(|number| number.about.clone()).unwrap_or_default(),
        unit: either.map_or(Unit::Count, |number| number.unit.clone()),
        old: old.map(|number| number.printed.clone()),
        new: new.map(|number| number.printed.clone()),
        is_same,
        change: change.filter(|_| !is_same),
    }
}

/// How much a number changed; none where a number is missing, or where the units differ.
pub(crate) fn change(old: &Number, new: &Number, notation: &Notation) -> Option<NumericChange> {
    let (before, after) = (printed_value(old)?, printed_value(new)?);
    if old.unit != new.unit {
        return None;
    }
    let signed = |number: &Number, value: Decimal| if number.sign_dropped { -value } else { value };
    let (old_signed, new_signed) = (signed(old, before), signed(new, after));
    let is_down = |value: Decimal| value.is_sign_negative();
    let turned = !old_signed.is_zero() && !new_signed.is_zero() && is_down(old_signed) != is_down(new_signed);
    let (before, after) = if turned { (old_signed, new_signed) } else { (before, after) };
    let value = after.checked_sub(before)?;
    let scale = if old.scale == new.scale { new.scale } else { Scale::One };
    let rounding = if old.scale == new.scale {
        Rounding { decimals: old.rounding.decimals.max(new.rounding.decimals) }
    } else {
        new.unit.default_rounding(Scale::One)
    };
    let style = Style { rounding, scale, context: Context::Text, with_unit: true, signed: true };
    let absolute = notation.format(value, &new.unit.of_difference(), style);
    let relative =
        if turned || new.unit.is_fraction() || value.is_zero() { None } else { relative(before, value, notation) };
    Some(NumericChange { value: value.normalize(), absolute, relative, turned })
}

fn relative(before: Decimal, change: Decimal, notation: &Notation) -> Option<String> {
    let share = change.checked_div(before)?;
    let decimals = if share.abs() >= Decimal::from(WHOLE_PERCENTS_FROM) { 0 } else { 1 };
    // What cannot be printed as a percentage is beyond all bounds.
    share.checked_mul(Decimal::ONE_HUNDRED)?;
    let rounding = Rounding { decimals };
    // Costs that are printed with a minus rise where their number falls: a sign would say the opposite of one of them.
    let of_size = before.is_sign_negative();
    let style = Style { rounding, scale: Scale::One, context: Context::Table, with_unit: true, signed: !of_size };
    let word = if share.is_sign_negative() { "kleiner" } else { "groter" };
    Some(match of_size {
        true => format!("{} {word}", notation.format(share.abs(), &Unit::Percent, style)),
        false => notation.format(share, &Unit::Percent, style),
    })
}

/// The number that a reader sees, in whole units; percentages are fractions.
fn printed_value(number: &Number) -> Option<Decimal> {
    let Amount::Number(known) = number.amount else { return None };
    let printed = as_printed(known, &number.unit, number.rounding, number.scale);
    let whole = printed.checked_mul(number.scale.divisor())?;
    if number.unit.is_fraction() { whole.checked_div(Decimal::ONE_HUNDRED) } else { Some(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(unit: &str, value: &str, decimals: i32) -> Number {
        Number {
            label: "Kosten".to_owned(),
            origin: Origin::Indicator("kosten".to_owned()),
            about: Vec::new(),
            period: "2022".parse().expect("period"),
            amount: Amount::Number(value.parse().expect("decimal")),
            unit: Unit::parse(unit),
            rounding: Rounding { decimals },
            scale: Scale::One,
            cells: Vec::new(),
            facts: Vec::new(),
            sign_dropped: false,
        }
    }

    fn changed(old: &Number, new: &Number) -> (String, Option<String>, bool) {
        let change = change(old, new, &Notation::default()).expect("both are known");
        (change.absolute.replace('\u{a0}', "_"), change.relative, change.turned)
    }

    #[test]
    fn changes_are_those_of_the_printed_numbers() {
        for (unit, old, new, decimals, absolute, relative) in [
            ("personen", "120", "157", 0, "+37", Some("+30,8%")),
            ("euro", "461514", "300000", 0, "€_−161.514", Some("−35,0%")),
            // 17% and 20% are what readers see, whatever lies behind them.
            ("procent", "0.1749", "0.1951", 0, "+3_procentpunt", None),
            ("fte", "2.494", "8.65", 2, "+6,16_FTE", Some("+247,4%")),
            ("aantal", "0", "4", 0, "+4", None),
            ("aantal", "1", "40", 0, "+39", Some("+3.900%")),
            ("aantal", "10.4", "10.3", 0, "0", None),
            // Costs or a deficit with a minus: it is their size that a percentage is of.
            ("euro", "-6780", "-7105", 0, "€_−325", Some("4,8% groter")),
            ("euro", "-500", "-400", 0, "€_+100", Some("20,0% kleiner")),
            ("euro", "-500", "0", 0, "€_+500", Some("100,0% kleiner")),
            ("euro", "500", "0", 0, "€_−500", Some("−100,0%")),
        ] {
            let (found, share, turned) = changed(&figure(unit, old, decimals), &figure(unit, new, decimals));
            assert_eq!((found.as_str(), share.as_deref(), turned), (absolute, relative, false), "{old} to {new}");
        }
    }

    #[test]
    fn a_turned_direction_is_told() {
        let fall = figure("procent", "-0.17", 0).without_sign();
        let rise = figure("procent", "0.05", 0).without_sign();
        assert_eq!(changed(&fall, &rise), ("+22_procentpunt".to_owned(), None, true));
        let larger_fall = figure("procent", "-0.20", 0).without_sign();
        assert_eq!(changed(&fall, &larger_fall), ("+3_procentpunt".to_owned(), None, false));
    }

    #[test]
    fn numbers_that_are_withheld_have_no_change() {
        let known = figure("personen", "12", 0);
        let mut withheld = known.clone();
        withheld.amount = Amount::Withheld(crate::dutch::withheld::Withheld::FewerThan(10));
        assert_eq!(change(&known, &withheld, &Notation::default()), None);
        assert_eq!(change(&withheld, &known, &Notation::default()), None);
    }

    #[test]
    fn periods_are_seen_from_the_document() {
        let relation = |period: &str, document: &str| {
            RelativePeriod::new(period.parse().expect("period"), document.parse().expect("period"))
        };
        assert_eq!(relation("2022-K3", "2022-K4"), relation("2022-K2", "2022-K3"));
        assert_eq!(relation("2021-K4", "2022-K1"), relation("2022-K3", "2022-K4"), "across the turn of the year");
        assert_eq!(relation("2022-12", "2022-K4"), relation("2022-09", "2022-K3"));
        assert_eq!(relation("2021", "2022-K4"), relation("2020", "2021"));
        assert_ne!(relation("2022-10", "2022-K4"), relation("2022-K4", "2022-K4"), "a month is no quarter");
        assert_ne!(relation("2022-K4", "2022-K4"), relation("2022-K3", "2022-K4"));
    }
}
