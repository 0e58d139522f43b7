//! `data/grafieken.toml`: charts and tables by name.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::notation::Scale;

use super::exhibit_form::{ChartKind, ExhibitForm};
use super::quantity_keys::SCALE;
use super::toml::{Choice, Key, Located, Subtable, Text, Texts, TomlTable, keys};

/// Which numbers.
#[derive(Debug, Clone)]
pub enum ExhibitSource {
    /// Cells of one series.
    Series {
        /// The series' name.
        series: Located<String>,
        /// Measures; empty means all.
        measures: Vec<Located<String>>,
        /// First period, an expression.
        from: Option<Located<String>>,
        /// Last period, an expression.
        to: Option<Located<String>>,
        /// The dimension that gives a column of numbers for each of its values.
        per: Option<Located<String>>,
        /// Dimensions with a fixed value.
        fixed: BTreeMap<String, Located<String>>,
    },
    /// Indicators (rows) over periods (columns).
    Indicators {
        /// The indicators' names.
        names: Vec<Located<String>>,
        /// Periods, as expressions.
        periods: Vec<Located<String>>,
    },
}

/// A chart or table as its author described it.
#[derive(Debug, Clone)]
pub struct ExhibitDefinition {
    /// Its name.
    pub id: Located<String>,
    /// How it is shown.
    pub kind: ExhibitForm,
    /// The message, as text with placeholders.
    pub title: Option<Located<String>>,
    /// What is shown.
    pub subject: Located<String>,
    /// Which numbers.
    pub source: ExhibitSource,
    /// The heading of a table's first column.
    pub head: Option<String>,
    /// The name of a total row.
    pub total: Option<String>,
    /// The name of a column with the change from first to last.
    pub difference: Option<String>,
    /// Categories to draw dark, as expressions.
    pub emphasis: Vec<Located<String>>,
    /// Notes of its own, as text with placeholders.
    pub notes: Vec<Located<String>>,
    /// In what the numbers are printed.
    pub scale: Scale,
}

impl ExhibitDefinition {
    /// Where it is defined.
    pub fn place(&self) -> &Place {
        &self.id.place
    }
}

keys! {
    /// `data/grafieken.toml`
    ExhibitsKeys: "Grafieken", "Grafieken en tabellen met een naam.", {}
    others: names Subtable<ExhibitKeys>, "Een grafiek of tabel.";
}

keys! {
    /// A chart or table.
    ExhibitKeys: "Grafiek of tabel", "Welke cijfers, en hoe u ze laat zien.", {
        FORM: required Choice<ExhibitForm> = "soort", "Hoe de cijfers worden getoond.";
        SUBJECT: required Text = "onderwerp", "Wat er te zien is. De eenheid komt er vanzelf achter.";
        TITLE_TEXT: optional Text = "titel", "De boodschap. Invulplekken mogen.";
        HEAD: optional Text = "kop", "Wat er boven de eerste kolom van een tabel staat.";
        TOTAL: optional Text = "totaal", "De naam van een rij die optelt.";
        DIFFERENCE: optional Text = "verschil", "De naam van een kolom met de laatste periode min de eerste.";
        EMPHASIS: optional Texts = "nadruk", "Wat donker wordt en een getal krijgt.";
        NOTES: optional Texts = "toelichting", "Zinnen onder de figuur. Invulplekken mogen, opmaak niet.";
        SHOWN_IN: optional Choice<Scale> = "schaal", SCALE;
        SERIES: optional Text = "reeks", "De reeks waar de cijfers uit komen.";
        MEASURES: optional Texts = "maten", "Welke maten van de reeks. Zonder deze sleutel: alle.";
        FROM: optional Text = "van", "De eerste periode, zoals \"2021\" of \"periode.eerste_maand\".";
        TO: optional Text = "tot", "De laatste periode. Zonder deze sleutel: de periode van het document.";
        PER: optional Text = "per", "De dimensie die een lijn, staaf of kolom geeft voor elke waarde.";
        FIXED: optional Subtable<FixedKeys> = "waar", "Alleen de regels met deze waarden, zoals { wijk = \"Wielwijk\" }.";
        INDICATORS: optional Texts = "kengetallen", "De kengetallen, in plaats van een reeks.";
        PERIODS: optional Texts = "perioden", "Over welke perioden. Zonder deze sleutel: alleen de periode van het document.";
    }
    one of: [SERIES, MEASURES, FROM, TO, PER, FIXED] or [INDICATORS, PERIODS];
}

keys! {
    /// `waar`
    FixedKeys: "Waar", "Alleen de regels met deze waarden.", {}
    others: names Text, "De waarde van deze dimensie.";
}

/// Reads one chart or table.
pub fn read(
    id: Located<String>,
    table: &TomlTable<'_, ExhibitKeys>,
    findings: &mut Findings,
) -> Option<ExhibitDefinition> {
    let kind = table.get(ExhibitKeys::FORM, findings);
    let subject = table.get(ExhibitKeys::SUBJECT, findings);
    let title = table.get(ExhibitKeys::TITLE_TEXT, findings);
    let text = |key: Key<ExhibitKeys, Text>, findings: &mut Findings| table.get(key, findings).map(|text| text.value);
    let head = text(ExhibitKeys::HEAD, findings);
    let total = text(ExhibitKeys::TOTAL, findings);
    let difference = text(ExhibitKeys::DIFFERENCE, findings);
    let emphasis = table.get(ExhibitKeys::EMPHASIS, findings);
    let notes = table.get(ExhibitKeys::NOTES, findings);
    let scale = table.get(ExhibitKeys::SHOWN_IN, findings).unwrap_or(Scale::One);
    let source = read_source(&id, table, findings);
    let definition = ExhibitDefinition {
        kind: kind?,
        title,
        subject: subject?,
        source: source?,
        head,
        total,
        difference,
        emphasis,
        notes,
        scale,
        id,
    };
    check(&definition, findings).then_some(definition)
}

fn read_source(
    id: &Located<String>,
    table: &TomlTable<'_, ExhibitKeys>,
    findings: &mut Findings,
) -> Option<ExhibitSource> {
    match (table.has(ExhibitKeys::SERIES), table.has(ExhibitKeys::INDICATORS)) {
        (true, false) => {
            let series = table.get(ExhibitKeys::SERIES, findings);
            let measures = table.get(ExhibitKeys::MEASURES, findings);
            let (from, to) = (table.get(ExhibitKeys::FROM, findings), table.get(ExhibitKeys::TO, findings));
            let per = table.get(ExhibitKeys::PER, findings);
            let fixed = table.get(ExhibitKeys::FIXED, findings).map(|fixed| fixed.others(findings));
            let fixed = fixed.unwrap_or_default().into_iter();
            let fixed = fixed.filter_map(|(name, value)| Some((name.value, value?))).collect();
            Some(ExhibitSource::Series { series: series?, measures, from, to, per, fixed })
        }
        (false, true) => {
            let names = table.get(ExhibitKeys::INDICATORS, findings);
            let periods = table.get(ExhibitKeys::PERIODS, findings);
            (!names.is_empty()).then_some(ExhibitSource::Indicators { names, periods })
        }
        _ => {
            findings.push(
                Finding::new(
                    Code::ExhibitDefinition,
                    id.place.clone(),
                    format!("Bij \"{}\" is niet duidelijk welke cijfers erin moeten.", id.value),
                )
                .hint("Geef óf \"reeks\" (met eventueel \"maten\"), óf \"kengetallen\"."),
            );
            None
        }
    }
}

fn check(definition: &ExhibitDefinition, findings: &mut Findings) -> bool {
    let problem = match (&definition.kind, &definition.source) {
        (ExhibitForm::Chart(ChartKind::Waterfall), ExhibitSource::Indicators { names, .. }) if names.len() >= 3 => {
            return true;
        }
        (ExhibitForm::Chart(ChartKind::Waterfall), _) => {
            "Een waterval heeft minstens drie kengetallen: eerst de delen, als laatste het totaal."
        }
        (ExhibitForm::Chart(ChartKind::Line), ExhibitSource::Indicators { .. }) => {
            "Een lijn gaat over perioden van een reeks, niet over losse kengetallen."
        }
        _ => return true,
    };
    findings.push(Finding::new(Code::ExhibitDefinition, definition.place().clone(), problem));
    false
}
