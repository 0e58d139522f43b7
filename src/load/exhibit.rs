//! `data/grafieken.toml`: charts and tables by name.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::notation::Scale;

use super::crosstab::{
    CrosstabDefinition, FixedKeys, Line, LineKeys, NoteKeys, Zero, fixed, line_per, read_line, read_note,
};
use super::exhibit_form::{ChartKind, ExhibitForm};
use super::quantity_keys::SCALE;
use super::signs::{Kind, Signs};
use super::table_check::{self, CheckKeys, CheckKind, TableCheck, read_check};
use super::toml::{Choice, Choices, Key, Located, Subtable, Subtables, Text, Texts, TomlTable, Word, keys};

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
    /// Cells of one series, in rows and columns that their author describes.
    Crosstab(Box<CrosstabDefinition>),
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
    /// In which order the rows stand.
    pub order: RowOrder,
    /// What a line does where a number is not known.
    pub gaps: Gaps,
    /// From which period on its numbers are expected, as an expression, or the name of the series that is.
    pub forecast: Option<Located<String>>,
    /// The name of the series that is a mark over the columns or bars of the other.
    pub mark: Option<Located<String>>,
}

/// In which order the rows of a chart or table stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowOrder {
    /// As in the source, or as the author names them.
    #[default]
    Source,
    /// The highest first.
    Value,
}

impl Word for RowOrder {
    const WORDS: &'static [(&'static str, Self)] = &[("bron", RowOrder::Source), ("waarde", RowOrder::Value)];
}

/// What a line does where a number is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Gaps {
    /// It stops.
    #[default]
    Open,
    /// It goes on, thinner, to the next number.
    Bridged,
}

impl Word for Gaps {
    const WORDS: &'static [(&'static str, Self)] = &[("open", Gaps::Open), ("doortrekken", Gaps::Bridged)];
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
        ORDER: optional Choice<RowOrder> = "volgorde", "In welke volgorde namen staan: die van de bron, of de hoogste waarde eerst.";
        GAPS: optional Choice<Gaps> = "gaten", "Wat een lijn doet waar een cijfer ontbreekt: open laten, of dun doortrekken.";
        FORECAST: optional Text = "prognose",
            "Vanaf welke periode de cijfers een prognose zijn, zoals \"2025\"; of de maat die een prognose is.";
        MARK: optional Text = "streep",
            "De maat, de waarde of het kengetal dat een streep over de kolommen of staven wordt, zoals de begroting.";
        SERIES: optional Text = "reeks", "De reeks waar de cijfers uit komen.";
        MEASURES: optional Texts = "maten", "Welke maten van de reeks. Zonder deze sleutel: alle.";
        FROM: optional Text = "van", "De eerste periode, zoals \"2021\" of \"periode.eerste_maand\".";
        TO: optional Text = "tot", "De laatste periode. Zonder deze sleutel: de periode van het document.";
        PER: optional Text = "per", "De dimensie die een lijn, staaf of kolom geeft voor elke waarde.";
        FIXED: optional Subtable<FixedKeys> = "waar", "Alleen de regels met deze waarden, zoals { wijk = \"Wielwijk\" }.";
        ROWS_PER: optional Texts = "rijen", "De dimensie waarvan elke waarde een rij is, of periode.";
        COLUMNS_PER: optional Texts = "kolommen",
            "De dimensie waarvan elke waarde een kolom is, of periode. Twee geven koppen boven elkaar.";
        ROWS: optional Subtables<LineKeys> = "rij", "Een rij van de tabel, of een groep rijen.";
        COLUMNS: optional Subtables<LineKeys> = "kolom", "Een kolom van de tabel, of een groep kolommen.";
        CELL_NOTES: optional Subtables<NoteKeys> = "noot", "Een noot bij een cel, een rij of een kolom.";
        NUMBERS: optional Text = "nummers", "De dimensie met de nummers van de rijen.";
        SIGNS: optional Choice<Signs> = "tekens",
            "Hoe bedragen een min krijgen. Zonder deze sleutel: zoals in het bestand.";
        KIND: optional Choice<Kind> = "richting", "Wat de bedragen zijn, als de namen dat niet zeggen.";
        CHECKS: optional Choices<CheckKind> = "controles", "Wat in de tabel moet kloppen, zoals [\"saldo\", \"resultaat\"].";
        OWN_CHECKS: optional Subtables<CheckKeys> = "controle", "Een controle met een marge, of met een andere tabel.";
        ZERO: optional Choice<Zero> = "nul", "Hoe nul wordt afgedrukt. Zonder deze sleutel: 0.";
        INDICATORS: optional Texts = "kengetallen", "De kengetallen, in plaats van een reeks.";
        PERIODS: optional Texts = "perioden", "Over welke perioden. Zonder deze sleutel: alleen de periode van het document.";
    }
    one of: [SERIES, MEASURES, FROM, TO, PER, FIXED, ROWS_PER, COLUMNS_PER, ROWS, COLUMNS, CELL_NOTES, NUMBERS, SIGNS, KIND, CHECKS, OWN_CHECKS, ZERO]
        or [INDICATORS, PERIODS];
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
    let order = table.get(ExhibitKeys::ORDER, findings).unwrap_or_default();
    let gaps = table.get(ExhibitKeys::GAPS, findings).unwrap_or_default();
    let forecast = table.get(ExhibitKeys::FORECAST, findings);
    let mark = table.get(ExhibitKeys::MARK, findings);
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
        order,
        gaps,
        forecast,
        mark,
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
            let fixed = fixed(table.get(ExhibitKeys::FIXED, findings), findings);
            let rows = lines(table, ExhibitKeys::ROWS_PER, ExhibitKeys::ROWS, true, findings);
            let columns = lines(table, ExhibitKeys::COLUMNS_PER, ExhibitKeys::COLUMNS, false, findings);
            let numbers = table.get(ExhibitKeys::NUMBERS, findings);
            let signs = table.get(ExhibitKeys::SIGNS, findings);
            let kind = table.get(ExhibitKeys::KIND, findings);
            let zero = table.get(ExhibitKeys::ZERO, findings);
            let notes = table.get(ExhibitKeys::CELL_NOTES, findings);
            let notes = notes.iter().filter_map(|note| read_note(note, findings)).collect();
            let named = table.get(ExhibitKeys::CHECKS, findings).into_iter().map(table_check::named);
            let mut checks: Vec<TableCheck> = named.collect();
            let own_checks = table.get(ExhibitKeys::OWN_CHECKS, findings);
            checks.extend(own_checks.iter().filter_map(|check| read_check(check, findings)));
            let (rows, columns) = (rows?, columns?);
            if rows.is_empty() && columns.is_empty() {
                no_crosstab(table, findings)?;
                return Some(ExhibitSource::Series { series: series?, measures, from, to, per, fixed });
            }
            if rows.is_empty() || columns.is_empty() {
                let message = format!("Bij \"{}\" staan wel rijen of kolommen, maar niet allebei.", id.value);
                let hint = "Zeg met \"rijen\" of [[...rij]] wat onder elkaar staat, en met \"kolommen\" of [[...kolom]] wat naast \
                            elkaar staat.";
                findings.push(Finding::new(Code::ExhibitDefinition, id.place.clone(), message).hint(hint));
                return None;
            }
            if let Some(place) = table.place_of(ExhibitKeys::PER) {
                let message = "\"per\" gaat niet samen met rijen en kolommen.";
                let hint = "Zet de dimensie bij \"rijen\" of \"kolommen\".";
                findings.push(Finding::new(Code::KeyDoesNotFit, place, message).hint(hint));
                return None;
            }
            Some(ExhibitSource::Crosstab(Box::new(CrosstabDefinition {
                series: series?,
                measures,
                span: (from, to),
                fixed,
                rows,
                columns,
                numbers,
                signs,
                kind,
                zero_is_dash: zero == Some(Zero::Dash),
                notes,
                checks,
            })))
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

/// What only rows and columns of one's own can have.
fn no_crosstab(table: &TomlTable<'_, ExhibitKeys>, findings: &mut Findings) -> Option<()> {
    let places = [
        table.place_of(ExhibitKeys::CELL_NOTES),
        table.place_of(ExhibitKeys::NUMBERS),
        table.place_of(ExhibitKeys::SIGNS),
        table.place_of(ExhibitKeys::KIND),
        table.place_of(ExhibitKeys::CHECKS),
        table.place_of(ExhibitKeys::OWN_CHECKS),
        table.place_of(ExhibitKeys::ZERO),
    ];
    let Some(place) = places.into_iter().flatten().next() else { return Some(()) };
    let message = "Dit kan alleen bij een tabel met rijen en kolommen.";
    let hint = "Zet erbij, bijvoorbeeld: rijen = \"post\" en kolommen = \"periode\".";
    findings.push(Finding::new(Code::KeyDoesNotFit, place, message).hint(hint));
    None
}

/// Rows or columns: those of a dimension, or each described by itself.
fn lines(
    table: &TomlTable<'_, ExhibitKeys>,
    per: Key<ExhibitKeys, Texts>,
    own: Key<ExhibitKeys, Subtables<LineKeys>>,
    is_rows: bool,
    findings: &mut Findings,
) -> Option<Vec<Line>> {
    let dimensions = table.get(per, findings);
    let described = table.get(own, findings);
    if let Some(first) = dimensions.first().filter(|_| !described.is_empty()) {
        let message = format!("\"{}\" en \"{}\" gaan niet samen.", per.name, own.name);
        let hint = format!("Zet onder [[...{}]]: per = \"{}\"", own.name, first.value);
        findings.push(Finding::new(Code::KeyDoesNotFit, first.place.clone(), message).hint(hint));
        return None;
    }
    if let Some(first) = dimensions.first() {
        let place = first.place.clone();
        return Some(vec![line_per(dimensions, place)]);
    }
    let read: Vec<Option<Line>> = described.iter().map(|one| read_line(one, is_rows, findings)).collect();
    read.into_iter().collect()
}

/// Whether a mark can lie over what is drawn.
fn can_have_mark(form: ExhibitForm) -> bool {
    use ChartKind::{Bar, Column, GroupedColumn};
    matches!(form, ExhibitForm::Chart(Column | GroupedColumn | Bar))
}

fn check(definition: &ExhibitDefinition, findings: &mut Findings) -> bool {
    let problem = match (&definition.kind, &definition.source) {
        (ExhibitForm::Table | ExhibitForm::Chart(ChartKind::Waterfall), _) if definition.forecast.is_some() => {
            "Een prognose kan alleen in een grafiek over perioden. Haal \"prognose\" weg."
        }
        (ExhibitForm::Chart(ChartKind::Waterfall), _) if definition.order == RowOrder::Value => {
            "De delen van een waterval staan in uw volgorde, met het totaal als laatste. Haal \"volgorde\" weg."
        }
        (ExhibitForm::Chart(ChartKind::Waterfall), ExhibitSource::Indicators { names, .. }) if names.len() >= 3 => {
            return true;
        }
        (ExhibitForm::Chart(ChartKind::Waterfall), ExhibitSource::Crosstab(_)) => {
            "Een waterval is er alleen van kengetallen: eerst de delen, als laatste het totaal."
        }
        (ExhibitForm::Chart(_), ExhibitSource::Crosstab(crosstab)) if !crosstab.is_plain() => {
            "Beschreven rijen en kolommen kunnen alleen in een tabel. In een grafiek kan wel: rijen = \"...\" en \
             kolommen = \"...\", met elk één dimensie of periode."
        }
        (ExhibitForm::Chart(ChartKind::Waterfall), _) => {
            "Een waterval heeft minstens drie kengetallen: eerst de delen, als laatste het totaal."
        }
        (ExhibitForm::Chart(ChartKind::Line), ExhibitSource::Indicators { .. }) => {
            "Een lijn gaat over perioden van een reeks, niet over losse kengetallen."
        }
        (form, _) if definition.mark.is_some() && !can_have_mark(*form) => {
            "Een streep kan alleen over kolommen of staven. Haal \"streep\" weg, of kies soort = \"kolom\" of \"staaf\"."
        }
        (ExhibitForm::Chart(kind), _) if definition.gaps == Gaps::Bridged && *kind != ChartKind::Line => {
            "Alleen een lijn kan worden doorgetrokken. Haal \"gaten\" weg, of kies soort = \"lijn\"."
        }
        _ => return true,
    };
    findings.push(Finding::new(Code::ExhibitDefinition, definition.place().clone(), problem));
    false
}
