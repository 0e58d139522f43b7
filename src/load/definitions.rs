//! Small named definitions: indicators, pilots and related cases.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::notation::{Rounding, Scale, Unit};
use crate::dutch::period::Period;
use crate::dutch::status::Status;
use crate::dutch::withheld::Withheld;

use super::privacy::{Privacy, counts_people};
use super::series::{CellValue, parse_period};
use super::toml::{Located, TomlTable};

/// An indicator (kengetal): a named formula over the series.
#[derive(Debug, Clone)]
pub struct IndicatorDefinition {
    /// Its name in formulas and text.
    pub id: Located<String>,
    /// What it is called in tables and charts.
    pub name: String,
    /// A minijinja expression.
    pub formula: Located<String>,
    /// What it counts.
    pub unit: Unit,
    /// To how many decimals it is printed.
    pub rounding: Rounding,
    /// Printed whole, or in thousands or millions.
    pub scale: Scale,
    /// What it means, for the record.
    pub definition: Option<String>,
}

/// Reads one indicator.
pub fn read_indicator(
    id: Located<String>,
    table: &TomlTable<'_>,
    findings: &mut Findings,
) -> Option<IndicatorDefinition> {
    check_identifier(&id, findings);
    let name = table.required_text("naam", findings);
    let formula = table.required_text("formule", findings);
    let unit = table.required_text("eenheid", findings).map(|unit| Unit::parse(&unit.value));
    let scale = read_scale(table, findings);
    let decimals = read_decimals(table, findings);
    let definition = table.text("definitie", findings).map(|text| text.value);
    table.finish(findings);
    let unit = unit?;
    Some(IndicatorDefinition {
        id,
        name: name?.value,
        formula: formula?,
        rounding: decimals.unwrap_or_else(|| unit.default_rounding(scale)),
        unit,
        scale,
        definition,
    })
}

/// A sum that must come out (controle).
#[derive(Debug, Clone)]
pub struct Control {
    /// Its name.
    pub id: Located<String>,
    /// What it guards, for the message.
    pub explanation: Option<String>,
    /// A minijinja expression: a number that must be nought, or a condition that must hold.
    pub formula: Located<String>,
    /// How far from nought the number may be, either way.
    pub margin: Decimal,
    /// The periods it holds for; empty: those of all letters that the data covers.
    pub periods: Vec<Period>,
}

/// Reads one control.
pub fn read_control(id: Located<String>, table: &TomlTable<'_>, findings: &mut Findings) -> Option<Control> {
    let formula = table.required_text("formule", findings);
    let margin = table.decimal("marge", findings).map_or(Decimal::ZERO, |margin| margin.value.abs());
    let explanation = table.text("uitleg", findings).map(|text| text.value);
    let periods = table.texts("perioden", findings);
    let periods = periods.iter().filter_map(|text| parse_period(text, findings)).collect();
    table.finish(findings);
    Some(Control { id, explanation, formula: formula?, margin, periods })
}

/// A number that comes from no series, with the source that somebody vouches for.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its name in formulas and text.
    pub id: String,
    /// What it is called in tables and in the record.
    pub name: String,
    /// The number, in whole units; percentages are fractions: 17% is 0.17.
    pub value: CellValue,
    /// What it counts.
    pub unit: Unit,
    /// To how many decimals it is printed.
    pub rounding: Rounding,
    /// Printed whole, or in thousands or millions.
    pub scale: Scale,
    /// Where it was published.
    pub source: String,
    /// The date on which it was as it stands here.
    pub reference_date: Option<NaiveDate>,
    /// The period it is about; none: whatever the letter is about.
    pub period: Option<Period>,
    /// How final it is.
    pub status: Status,
    /// Where it is declared.
    pub place: Place,
}

/// Reads one declared fact.
pub fn read_fact(
    id: Located<String>,
    privacy: &Privacy,
    table: &TomlTable<'_>,
    findings: &mut Findings,
) -> Option<Fact> {
    check_identifier(&id, findings);
    let name = table.text("naam", findings).map_or_else(|| id.value.replace('_', " "), |name| name.value);
    table.require("waarde", findings);
    let value = table.decimal("waarde", findings);
    let unit = table.required_text("eenheid", findings).map(|unit| Unit::parse(&unit.value));
    let scale = read_scale(table, findings);
    let decimals = read_decimals(table, findings);
    let source = table.required_text("bron", findings);
    let reference_date = table.date("peildatum", findings).map(|date| date.value);
    let period = table.text("periode", findings).and_then(|text| parse_period(&text, findings));
    let status = read_status(table, findings);
    let public = table.text("openbaar", findings);
    table.finish(findings);
    let unit = unit?;
    let value = value?.value;
    Some(Fact {
        id: id.value,
        name,
        value: match counts_people(&unit) && public.is_none() && privacy.is_small(value) {
            true => CellValue::Withheld(Withheld::FewerThan(privacy.threshold)),
            false if unit.is_fraction() => CellValue::Known(value / Decimal::ONE_HUNDRED),
            false => CellValue::Known(value),
        },
        rounding: decimals.unwrap_or_else(|| unit.default_rounding(scale)),
        unit,
        scale,
        source: source?.value,
        reference_date,
        period,
        status: status.unwrap_or_default(),
        place: id.place,
    })
}

/// `status`: how final a figure is.
pub fn read_status(table: &TomlTable<'_>, findings: &mut Findings) -> Option<Status> {
    table.choice("status", &Status::ALL.map(|status| (status.word(), status)), findings)
}

/// `schaal`: printed whole unless said otherwise.
pub fn read_scale(table: &TomlTable<'_>, findings: &mut Findings) -> Scale {
    let scales = [("een", Scale::One), ("duizend", Scale::Thousand), ("miljoen", Scale::Million)];
    table.choice("schaal", &scales, findings).unwrap_or(Scale::One)
}

/// `afronding`: a number of decimals between -9 and 9.
pub fn read_decimals(table: &TomlTable<'_>, findings: &mut Findings) -> Option<Rounding> {
    let decimals = table.integer("afronding", findings)?;
    match i32::try_from(decimals.value) {
        Ok(number) if (-9..=9).contains(&number) => Some(Rounding { decimals: number }),
        _ => {
            findings.push(Finding::new(
                Code::InvalidValue,
                decimals.place,
                "\"afronding\" is het aantal cijfers achter de komma: een getal van -9 tot en met 9.",
            ));
            None
        }
    }
}

/// A name that formulas can use.
pub fn check_identifier(id: &Located<String>, findings: &mut Findings) {
    let mut letters = id.value.chars();
    let starts = letters.next().is_some_and(|first| first.is_ascii_lowercase());
    if !starts || !letters.all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_') {
        findings.push(
            Finding::new(
                Code::InvalidValue,
                id.place.clone(),
                format!("\"{}\" kan geen naam zijn in een formule.", id.value),
            )
            .hint("Gebruik kleine letters, cijfers en _, en begin met een letter: jnv_kosten."),
        );
    }
}

/// Facts about a pilot.
#[derive(Debug, Clone)]
pub struct Pilot {
    /// Its name.
    pub name: Located<String>,
    /// Its abbreviation.
    pub abbreviation: Option<Located<String>>,
    /// What it is for.
    pub goal: Option<Located<String>>,
    /// Whom it is for.
    pub target_groups: Vec<Located<String>>,
    /// Who provides the help.
    pub providers: Vec<Located<String>>,
    /// Which municipalities take part.
    pub municipalities: Vec<Located<String>>,
    /// When it began.
    pub start: Option<NaiveDate>,
    /// Case numbers of earlier letters.
    pub cases: Vec<Located<String>>,
}

/// Reads one pilot.
pub fn read_pilot(table: &TomlTable<'_>, findings: &mut Findings) -> Option<Pilot> {
    let name = table.required_text("naam", findings);
    let abbreviation = table.text("afkorting", findings);
    let goal = table.text("doel", findings);
    let target_groups = table.texts("doelgroepen", findings);
    let providers = table.texts("aanbieders", findings);
    let municipalities = table.texts("gemeenten", findings);
    let start = table.date("start", findings).map(|date| date.value);
    let cases = table.texts("zaken", findings);
    table.finish(findings);
    Some(Pilot { name: name?, abbreviation, goal, target_groups, providers, municipalities, start, cases })
}

impl Pilot {
    /// The texts of a key, as its author wrote them.
    pub fn written(&self, key: &str) -> Vec<&Located<String>> {
        match key {
            "naam" => vec![&self.name],
            "afkorting" => self.abbreviation.iter().collect(),
            "doel" => self.goal.iter().collect(),
            "doelgroepen" => self.target_groups.iter().collect(),
            "aanbieders" => self.providers.iter().collect(),
            "gemeenten" => self.municipalities.iter().collect(),
            "zaken" => self.cases.iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// A related case: an earlier letter, motion or promise.
#[derive(Debug, Clone)]
pub struct Case {
    /// What it is about.
    pub title: String,
    /// "raadsinformatiebrief", "motie", "toezegging", ...
    pub kind: Option<String>,
    /// When it was sent or adopted.
    pub date: Option<NaiveDate>,
}

/// Reads one case.
pub fn read_case(table: &TomlTable<'_>, findings: &mut Findings) -> Option<Case> {
    let title = table.required_text("titel", findings);
    let kind = table.text("soort", findings).map(|kind| kind.value);
    let date = table.date("datum", findings).map(|date| date.value);
    table.finish(findings);
    Some(Case { title: title?.value, kind, date })
}
