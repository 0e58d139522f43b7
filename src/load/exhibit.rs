//! `data/grafieken.toml`: charts and tables by name.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::notation::Scale;

use super::definitions::read_scale;
use super::toml::{Located, TomlTable};

/// How a selection of figures is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExhibitForm {
    /// A line over periods.
    Line,
    /// A column a category.
    Column,
    /// Columns side by side.
    GroupedColumn,
    /// Columns on top of each other.
    StackedColumn,
    /// Horizontal bars.
    Bar,
    /// Parts that add up to a total.
    Waterfall,
    /// Only ever a table.
    Table,
}

/// Which figures.
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
        /// The dimension that gives a column of figures for each of its values.
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
    /// Which figures.
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

const KINDS: [(&str, ExhibitForm); 7] = [
    ("lijn", ExhibitForm::Line),
    ("kolom", ExhibitForm::Column),
    ("gegroepeerd", ExhibitForm::GroupedColumn),
    ("gestapeld", ExhibitForm::StackedColumn),
    ("staaf", ExhibitForm::Bar),
    ("waterval", ExhibitForm::Waterfall),
    ("tabel", ExhibitForm::Table),
];

/// Reads one chart or table.
pub fn read(id: Located<String>, table: &TomlTable<'_>, findings: &mut Findings) -> Option<ExhibitDefinition> {
    table.require("soort", findings);
    let kind = table.choice("soort", &KINDS, findings);
    let subject = table.required_text("onderwerp", findings);
    let title = table.text("titel", findings);
    let text = |key, findings: &mut Findings| table.text(key, findings).map(|text| text.value);
    let head = text("kop", findings);
    let total = text("totaal", findings);
    let difference = text("verschil", findings);
    let emphasis = table.texts("nadruk", findings);
    let notes = table.texts("toelichting", findings);
    let scale = read_scale(table, findings);
    let source = read_source(&id, table, findings);
    table.finish(findings);
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

fn read_source(id: &Located<String>, table: &TomlTable<'_>, findings: &mut Findings) -> Option<ExhibitSource> {
    // Only the keys of one source are asked for, so that those of the other are reported.
    match (table.has("reeks"), table.has("kengetallen")) {
        (true, false) => {
            let series = table.text("reeks", findings);
            let measures = table.texts("maten", findings);
            let (from, to) = (table.text("van", findings), table.text("tot", findings));
            let per = table.text("per", findings);
            let fixed = match table.table("waar", findings) {
                Some(table) => table.text_entries(findings).into_iter().collect(),
                None => BTreeMap::new(),
            };
            Some(ExhibitSource::Series { series: series?, measures, from, to, per, fixed })
        }
        (false, true) => {
            let names = table.texts("kengetallen", findings);
            let periods = table.texts("perioden", findings);
            (!names.is_empty()).then_some(ExhibitSource::Indicators { names, periods })
        }
        _ => {
            for key in ["reeks", "maten", "van", "tot", "per", "waar", "kengetallen", "perioden"] {
                table.knows_key(key);
            }
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
        (ExhibitForm::Waterfall, ExhibitSource::Indicators { names, .. }) if names.len() >= 3 => return true,
        (ExhibitForm::Waterfall, _) => {
            "Een waterval heeft minstens drie kengetallen: eerst de delen, als laatste het totaal."
        }
        (ExhibitForm::Line, ExhibitSource::Indicators { .. }) => {
            "Een lijn gaat over perioden van een reeks, niet over losse kengetallen."
        }
        _ => return true,
    };
    findings.push(Finding::new(Code::ExhibitDefinition, definition.place().clone(), problem));
    false
}
