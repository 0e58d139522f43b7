//! Small named definitions: indicators, pilots and related cases.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::counted::{self, Counted};
use crate::dutch::notation::{Rounding, Scale, plain_number};
use crate::dutch::period::Period;
use crate::dutch::status::Status;
use crate::dutch::unit::Unit;
use crate::dutch::withheld::Withheld;

use super::privacy::{self, Privacy};
use super::quantity_keys::{COUNTS_PEOPLE, DECIMALS, DecimalPlaces, PUBLIC, SCALE, UNIT, check_identifier, rounding};
use super::series_model::CellValue;
use super::table::period_field::parse_period;
use super::toml::{Choice, Date, Decimals, Flag, Located, Subtable, Text, Texts, TomlTable, keys};

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

keys! {
    /// `data/kengetallen.toml`
    IndicatorsKeys: "Kengetallen", "Cijfers met een naam.", {
        CONTROLS: optional Subtable<ControlsKeys> = "controle", "Sommen die moeten uitkomen.";
    }
    others: identifiers Subtable<IndicatorKeys>, "Een kengetal.";
}

keys! {
    /// An indicator.
    IndicatorKeys: "Kengetal", "Een cijfer met een naam, dat u in documenten gebruikt.", {
        NAME: required Text = "naam", "Hoe het cijfer heet in tabellen en grafieken.";
        FORMULA: required Text = "formule", "Hoe Griffel het berekent, zoals jnv.kosten[periode].";
        UNIT_WORD: required Text = "eenheid", UNIT;
        SHOWN_IN: optional Choice<Scale> = "schaal", SCALE;
        DECIMAL_PLACES: optional DecimalPlaces = "afronding", DECIMALS;
        DEFINITION: optional Text = "definitie", "Wat het cijfer precies betekent.";
    }
}

/// Reads one indicator.
pub fn read_indicator(
    id: Located<String>,
    table: &TomlTable<'_, IndicatorKeys>,
    findings: &mut Findings,
) -> Option<IndicatorDefinition> {
    check_identifier(&id, findings);
    let name = table.get(IndicatorKeys::NAME, findings);
    let formula = table.get(IndicatorKeys::FORMULA, findings);
    let unit = table.get(IndicatorKeys::UNIT_WORD, findings).map(|unit| Unit::parse(&unit.value));
    let scale = table.get(IndicatorKeys::SHOWN_IN, findings).unwrap_or(Scale::One);
    let decimals = rounding(table.get(IndicatorKeys::DECIMAL_PLACES, findings), findings);
    let definition = table.get(IndicatorKeys::DEFINITION, findings).map(|text| text.value);
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
    /// The periods it holds for; empty: those of all documents that the data covers.
    pub periods: Vec<Period>,
}

keys! {
    /// `[controle]`
    ControlsKeys: "Controles", "Sommen die moeten uitkomen.", {}
    others: names Subtable<ControlKeys>, "Een controle.";
}

keys! {
    /// `[controle.<naam>]`
    ControlKeys: "Controle", "Een som die moet uitkomen.", {
        FORMULA: required Text = "formule", "Een som die 0 moet zijn, of iets dat waar moet zijn.";
        MARGIN: optional Decimals = "marge", "Hoeveel de som van 0 mag afwijken.";
        EXPLANATION: optional Text = "uitleg", "Wat er mis is als de controle niet klopt.";
        PERIODS: optional Texts = "perioden", "Voor welke perioden. Zonder deze sleutel: die van uw documenten.";
    }
}

/// Reads one control.
pub fn read_control(
    id: Located<String>,
    table: &TomlTable<'_, ControlKeys>,
    findings: &mut Findings,
) -> Option<Control> {
    let formula = table.get(ControlKeys::FORMULA, findings);
    let margin = table.get(ControlKeys::MARGIN, findings).map_or(Decimal::ZERO, |margin| margin.value.abs());
    let explanation = table.get(ControlKeys::EXPLANATION, findings).map(|text| text.value);
    let periods = table.get(ControlKeys::PERIODS, findings);
    let periods = periods.iter().filter_map(|text| parse_period(text, findings)).collect();
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
    /// The period it is about; none: whatever the document is about.
    pub period: Option<Period>,
    /// How final it is.
    pub status: Status,
    /// Where it is declared.
    pub place: Place,
}

keys! {
    /// `data/feiten.toml`
    FactsKeys: "Feiten", "Getallen die in geen reeks staan, met hun bron.", {}
    others: identifiers Subtable<FactKeys>, "Een feit.";
}

keys! {
    /// A declared fact.
    FactKeys: "Feit", "Een getal dat in geen reeks staat, met zijn bron.", {
        NAME: optional Text = "naam", "Hoe het getal heet.";
        VALUE: required Decimals = "waarde", "Het hele getal, zoals 728_000_000. Een percentage als 17.";
        UNIT_WORD: required Text = "eenheid", UNIT;
        SHOWN_IN: optional Choice<Scale> = "schaal", SCALE;
        DECIMAL_PLACES: optional DecimalPlaces = "afronding", DECIMALS;
        SOURCE: required Text = "bron", "Waar het getal staat.";
        REFERENCE_DATE: optional Date = "peildatum", "De datum waarop het getal zo was.";
        PERIOD: optional Text = "periode", "Over welke periode het gaat.";
        STATUS: optional Choice<Status> = "status", "Hoe zeker het getal is. Zonder deze sleutel: definitief.";
        PUBLIC_BECAUSE: optional Text = "openbaar", PUBLIC;
        COUNTS_PEOPLE: optional Flag = "telt_personen", COUNTS_PEOPLE;
    }
}

/// Reads one declared fact.
pub fn read_fact(
    id: Located<String>,
    privacy: &Privacy,
    table: &TomlTable<'_, FactKeys>,
    findings: &mut Findings,
) -> Option<Fact> {
    check_identifier(&id, findings);
    let name = table.get(FactKeys::NAME, findings).map_or_else(|| id.value.replace('_', " "), |name| name.value);
    let value = table.get(FactKeys::VALUE, findings);
    let unit = table.get(FactKeys::UNIT_WORD, findings).map(|unit| (Unit::parse(&unit.value), unit.place));
    let scale = table.get(FactKeys::SHOWN_IN, findings).unwrap_or(Scale::One);
    let decimals = rounding(table.get(FactKeys::DECIMAL_PLACES, findings), findings);
    let source = table.get(FactKeys::SOURCE, findings);
    let reference_date = table.get(FactKeys::REFERENCE_DATE, findings).map(|date| date.value);
    let period = table.get(FactKeys::PERIOD, findings).and_then(|text| parse_period(&text, findings));
    let status = table.get(FactKeys::STATUS, findings);
    let public = table.get(FactKeys::PUBLIC_BECAUSE, findings);
    let declared = table.get(FactKeys::COUNTS_PEOPLE, findings);
    let (unit, unit_place) = unit?;
    let value = value?;
    if privacy.asks
        && unit.is_fraction()
        && decimals.is_none()
        && value.value.abs() < Decimal::ONE
        && !value.value.is_zero()
    {
        let shown = plain_number(value.value);
        let whole = plain_number((value.value * Decimal::ONE_HUNDRED).normalize());
        let message = format!("Het is niet duidelijk of dit {shown}% of {whole}% is.");
        findings.push(
            Finding::new(Code::NotANumber, value.place, message)
                .hint(format!("Is het {whole}%? Schrijf dan waarde = {}.", whole.replace(',', ".")))
                .hint(format!("Is het {shown}%? Zeg dan hoeveel cijfers er achter de komma horen: afronding = 2.")),
        );
        return None;
    }
    let value = value.value;
    let counted = if unit == Unit::Count { counted::by_name(&name) } else { unit.counted() };
    let is_small = public.is_none() && privacy.is_small(value);
    let is_unanswered = declared.is_none() && counted == Counted::Unsaid;
    if privacy.asks && is_small && !value.is_zero() && value.is_integer() && is_unanswered {
        let what = if unit == Unit::Count { name.as_str() } else { unit.word() };
        findings.push(privacy::unanswered(what, &format!("[{}]", id.value), unit_place));
    }
    Some(Fact {
        id: id.value,
        name,
        value: match declared.unwrap_or(counted == Counted::People) && is_small {
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

keys! {
    /// `data/pilots/*.toml`
    PilotKeys: "Pilot", "Gegevens over een pilot, die u in de tekst noemt als pilot.naam.", {
        NAME: required Text = "naam", "De naam van de pilot.";
        ABBREVIATION: optional Text = "afkorting", "De afkorting.";
        GOAL: optional Text = "doel", "Waar de pilot voor is: met de pilot willen wij …";
        TARGET_GROUPS: optional Texts = "doelgroepen", "Voor wie de pilot is.";
        PROVIDERS: optional Texts = "aanbieders", "Wie de hulp geven.";
        MUNICIPALITIES: optional Texts = "gemeenten", "Welke gemeenten meedoen.";
        START: optional Date = "start", "Wanneer de pilot begon, zoals 2021-01-01.";
        CASES: optional Texts = "zaken", "Zaaknummers van eerdere brieven.";
    }
}

/// Reads one pilot.
pub fn read_pilot(table: &TomlTable<'_, PilotKeys>, findings: &mut Findings) -> Option<Pilot> {
    let name = table.get(PilotKeys::NAME, findings);
    let abbreviation = table.get(PilotKeys::ABBREVIATION, findings);
    let goal = table.get(PilotKeys::GOAL, findings);
    let target_groups = table.get(PilotKeys::TARGET_GROUPS, findings);
    let providers = table.get(PilotKeys::PROVIDERS, findings);
    let municipalities = table.get(PilotKeys::MUNICIPALITIES, findings);
    let start = table.get(PilotKeys::START, findings).map(|date| date.value);
    let cases = table.get(PilotKeys::CASES, findings);
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

keys! {
    /// `data/zaken.toml`
    CasesKeys: "Zaken", "Brieven en besluiten waarnaar u verwijst, per zaaknummer.", {}
    others: names Subtable<CaseKeys>, "Een zaak.";
}

keys! {
    /// A related case.
    CaseKeys: "Zaak", "Een eerdere brief, motie of toezegging.", {
        TITLE: required Text = "titel", "Waar de zaak over gaat.";
        KIND: optional Text = "soort", "Wat het is, zoals raadsinformatiebrief of motie.";
        DATE: optional Date = "datum", "Wanneer de brief is verstuurd of het besluit is genomen.";
    }
}

/// Reads one case.
pub fn read_case(table: &TomlTable<'_, CaseKeys>, findings: &mut Findings) -> Option<Case> {
    let title = table.get(CaseKeys::TITLE, findings);
    let kind = table.get(CaseKeys::KIND, findings).map(|kind| kind.value);
    let date = table.get(CaseKeys::DATE, findings).map(|date| date.value);
    Some(Case { title: title?.value, kind, date })
}
