//! Tables straight from a series, in `data/grafieken.toml`: which of its cells stand in which rows and columns, and what is
//! computed beside them.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::notation::{Rounding, Scale};
use crate::dutch::unit::Unit;

use super::quantity_keys::{DECIMALS, DecimalPlaces, SCALE, UNIT, rounding};
use super::signs::{Kind, Signs};
use super::table_check::TableCheck;
use super::toml::{Choice, Decimals, Flag, Key, Located, Subtable, Text, Texts, TomlTable, Word, keys};

/// A table of cells of one series.
#[derive(Debug, Clone)]
pub struct CrosstabDefinition {
    /// The series' name.
    pub series: Located<String>,
    /// The measures; empty means all.
    pub measures: Vec<Located<String>>,
    /// The first and the last period of rows or columns that are periods.
    pub span: (Option<Located<String>>, Option<Located<String>>),
    /// Dimensions with a fixed value in all cells.
    pub fixed: Fixed,
    /// What stands below each other.
    pub rows: Vec<Line>,
    /// What stands beside each other.
    pub columns: Vec<Line>,
    /// The dimension that numbers the rows.
    pub numbers: Option<Located<String>>,
    /// In which system of signs amounts are printed; none: as they stand in the file.
    pub signs: Option<Signs>,
    /// What amounts are, where neither they nor their rows and columns say it.
    pub kind: Option<Kind>,
    /// How zero is printed.
    pub zero_is_dash: bool,
    /// Notes at a cell, a row or a column.
    pub notes: Vec<Note>,
    /// What must hold in it.
    pub checks: Vec<TableCheck>,
}

impl CrosstabDefinition {
    /// Whether each row and each column is a value of one dimension or a period, and nothing else is asked.
    pub fn is_plain(&self) -> bool {
        let is_plain = |lines: &[Line]| matches!(lines, [line] if line.is_plain());
        let asks_more = self.numbers.is_some() || !self.notes.is_empty() || !self.checks.is_empty();
        is_plain(&self.rows) && is_plain(&self.columns) && !asks_more
    }
}

impl Line {
    /// Whether it is a line for each value of one dimension and nothing more.
    fn is_plain(&self) -> bool {
        let is_named = self.id.is_some() || self.name.is_some() || self.under.is_some();
        self.per.len() == 1 && self.computed.is_none() && self.role.is_none() && self.judged.is_none() && !is_named
    }
}

/// Dimensions with a fixed value.
pub type Fixed = BTreeMap<String, Located<String>>;

/// A row or column, or one for each value of a dimension.
#[derive(Debug, Clone)]
pub struct Line {
    /// Where it is described.
    pub place: Place,
    /// What others call it.
    pub id: Option<String>,
    /// What it is called in print; of more than one, the heading over them.
    pub name: Option<String>,
    /// The heading over it and its neighbours.
    pub under: Option<String>,
    /// Dimensions of which each value is one of its own, or `periode`.
    pub per: Vec<Located<String>>,
    /// Only these values, in this order.
    pub only: Vec<Located<String>>,
    /// All but these.
    pub except: Vec<Located<String>>,
    /// Whether totals and subtotals of the source are among them.
    pub with_totals: bool,
    /// Dimensions with a fixed value.
    pub fixed: Fixed,
    /// The measure.
    pub measure: Option<Located<String>>,
    /// The period, an expression.
    pub period: Option<Located<String>>,
    /// The first and the last of its periods.
    pub span: (Option<Located<String>>, Option<Located<String>>),
    /// What is computed from others.
    pub computed: Option<Computed>,
    /// How a row looks and whether it adds up.
    pub role: Option<Role>,
    /// What its amounts are.
    pub kind: Option<Kind>,
    /// The number of the first row.
    pub number: Option<String>,
    /// How differences are printed.
    pub judged: Option<Judged>,
    /// In what its numbers are printed.
    pub scale: Option<Scale>,
    /// To how many decimals.
    pub rounding: Option<Rounding>,
    /// The unit of a quotient.
    pub unit: Option<Unit>,
    /// How far a sum of the source may lie from its parts.
    pub margin: Option<rust_decimal::Decimal>,
}

/// How a row or column is computed from others.
#[derive(Debug, Clone)]
pub enum Computed {
    /// Added; those with a minus are taken away.
    Sum(Vec<Located<String>>),
    /// The second less the first.
    Difference(Vec<Located<String>>),
    /// The first divided by the second.
    Quotient(Vec<Located<String>>),
    /// How much the second is more than the first, as a share of the first.
    Growth(Vec<Located<String>>),
    /// The part of each row in another one: a column and that row.
    Share(Vec<Located<String>>),
    /// The words of a dimension.
    Words(Located<String>),
    /// Yes where another row is no deficit.
    YesNo(Located<String>),
}

/// What a row is among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// One of those that add up.
    Detail,
    /// Words over others.
    Heading,
    /// What some add up to.
    Subtotal,
    /// What all add up to, or the outcome.
    Total,
    /// Part of another row.
    OfWhich,
    /// Where things stand: no part of a sum.
    Level,
}

impl Word for Role {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("gewoon", Self::Detail),
        ("kop", Self::Heading),
        ("subtotaal", Self::Subtotal),
        ("totaal", Self::Total),
        ("waarvan", Self::OfWhich),
        ("stand", Self::Level),
    ];
}

/// How a difference is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// Without a sign, with a letter behind it.
    Letter,
    /// Without a sign, with a letter in a column of its own.
    LetterApart,
    /// What is bad has a minus.
    MinusIsLoss,
    /// What is good has a minus.
    PlusIsLoss,
}

impl Word for Judged {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("V/N", Self::Letter),
        ("V/N apart", Self::LetterApart),
        ("min is nadeel", Self::MinusIsLoss),
        ("plus is nadeel", Self::PlusIsLoss),
    ];
}

/// How zero is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zero {
    /// As a number.
    Digit,
    /// As a dash.
    Dash,
}

impl Word for Zero {
    const WORDS: &'static [(&'static str, Self)] = &[("0", Self::Digit), ("streepje", Self::Dash)];
}

/// A note at a cell, a row or a column.
#[derive(Debug, Clone)]
pub struct Note {
    /// The row, by its name or what others call it.
    pub row: Option<Located<String>>,
    /// The column, likewise.
    pub column: Option<Located<String>>,
    /// What it says, as text with placeholders.
    pub text: Located<String>,
}

keys! {
    /// `[[<tabel>.rij]]` and `[[<tabel>.kolom]]`
    LineKeys: "Rij of kolom", "Een rij of kolom van een tabel, of een voor elke waarde van een dimensie.", {
        ID: optional Text = "id", "Hoe andere rijen of kolommen hiernaar verwijzen. Zonder deze sleutel: met de naam.";
        NAME: optional Text = "naam", "Wat er in de tabel staat. Bij meer rijen: de kop erboven.";
        UNDER: optional Text = "onder", "De kop boven deze kolom en de kolommen ernaast met dezelfde kop.";
        PER: optional Texts = "per", "De dimensie die een rij of kolom geeft voor elke waarde, of periode. Ook bij wat berekend wordt.";
        ONLY: optional Texts = "alleen", "Alleen deze waarden, in deze volgorde.";
        EXCEPT: optional Texts = "behalve", "Alle waarden behalve deze.";
        WITH_TOTALS: optional Flag = "met_totalen", "Of ook de totalen en tussentotalen uit het bestand erbij komen.";
        FIXED: optional Subtable<FixedKeys> = "waar", "Alleen de regels met deze waarden, zoals { soort = \"Lasten\" }.";
        MEASURE: optional Text = "maat", "De maat, als de reeks er meer heeft.";
        PERIOD: optional Text = "periode", "De periode, zoals \"2024\" of \"vorig_jaar\".";
        FROM: optional Text = "van", "De eerste periode.";
        TO: optional Text = "tot", "De laatste periode. Zonder deze sleutel: de laatste van de reeks.";
        SUM: optional Texts = "som", "Telt andere rijen of kolommen op. Met een min ervoor gaat er een af: \"-lasten\".";
        DIFFERENCE: optional Texts = "verschil", "Van welke kolom naar welke: de tweede min de eerste.";
        QUOTIENT: optional Texts = "deling", "De eerste kolom gedeeld door de tweede.";
        GROWTH: optional Texts = "groei", "Hoeveel de tweede kolom meer is dan de eerste, in procenten.";
        SHARE: optional Texts = "aandeel", "Van een kolom het deel in een rij: [\"kolom\", \"rij\"].";
        WORDS: optional Text = "tekst", "De dimensie waarvan de woorden in deze kolom staan.";
        YES_NO: optional Text = "ja_nee", "De rij waarvan wordt gezegd of zij geen tekort is: ja of nee.";
        ROLE: optional Choice<Role> = "vorm", "Wat de rij is, als dat niet vanzelf spreekt.";
        KIND: optional Choice<Kind> = "richting", "Wat de bedragen zijn, als de namen dat niet zeggen.";
        NUMBER: optional Text = "nummer", "Het nummer van de eerste rij, zoals 1, a of 3a. De volgende tellen door.";
        JUDGED: optional Choice<Judged> = "teken", "Hoe een verschil wordt afgedrukt. Zonder deze sleutel: met + of -.";
        SHOWN_IN: optional Choice<Scale> = "schaal", SCALE;
        DECIMAL_PLACES: optional DecimalPlaces = "afronding", DECIMALS;
        UNIT_WORD: optional Text = "eenheid", UNIT;
        MARGIN: optional Decimals = "marge", "Hoeveel een totaal uit het bestand mag afwijken van de som.";
    }
}

keys! {
    /// `waar`
    FixedKeys: "Waar", "Alleen de regels met deze waarden.", {}
    others: names Text, "De waarde van deze dimensie.";
}

keys! {
    /// `[[<tabel>.noot]]`
    NoteKeys: "Noot", "Een noot bij een cel, een rij of een kolom.", {
        ROW: optional Text = "rij", "De rij.";
        COLUMN: optional Text = "kolom", "De kolom.";
        NOTE_TEXT: required Text = "tekst", "Wat de noot zegt. Invulplekken mogen.";
    }
}

/// One row or column for each value of dimensions.
pub(super) fn line_per(dimensions: Vec<Located<String>>, place: Place) -> Line {
    Line { per: dimensions, ..Line::at(place) }
}

impl Line {
    /// One of which nothing is said yet.
    pub fn at(place: Place) -> Self {
        Self {
            place,
            id: None,
            name: None,
            under: None,
            per: Vec::new(),
            only: Vec::new(),
            except: Vec::new(),
            with_totals: false,
            fixed: Fixed::new(),
            measure: None,
            period: None,
            span: (None, None),
            computed: None,
            role: None,
            kind: None,
            number: None,
            judged: None,
            scale: None,
            rounding: None,
            unit: None,
            margin: None,
        }
    }
}

/// Reads a row (`is_row`) or a column.
pub(super) fn read_line(table: &TomlTable<'_, LineKeys>, is_row: bool, findings: &mut Findings) -> Option<Line> {
    let errors = findings.len();
    let (of_columns, of_rows) = (
        ["onder", "verschil", "deling", "groei", "aandeel", "tekst", "teken", "schaal", "afronding", "eenheid"],
        ["vorm", "nummer", "ja_nee"],
    );
    let foreign: &[&str] = if is_row { &of_columns } else { &of_rows };
    for name in foreign {
        let Some(place) = table.place_of_other(name) else { continue };
        let (here, there) = if is_row { ("rij", "kolom") } else { ("kolom", "rij") };
        let message = format!("Bij een {here} kan \"{name}\" niet.");
        let hint = format!("Zet dit bij een {there} van de tabel.");
        findings.push(Finding::new(Code::KeyDoesNotFit, place, message).hint(hint));
    }
    let value = |text: Option<Located<String>>| text.map(|text| text.value);
    let two = |key: Key<LineKeys, Texts>, findings: &mut Findings| {
        let names = table.get(key, findings);
        if table.has(key) && names.len() != 2 {
            let message = format!("Bij \"{}\" horen twee kolommen.", key.name);
            findings.push(Finding::new(Code::KeyDoesNotFit, table.place(), message));
        }
        (names.len() == 2).then_some(names)
    };
    let sum = table.get(LineKeys::SUM, findings);
    let all = [
        (!sum.is_empty()).then_some(Computed::Sum(sum)),
        two(LineKeys::DIFFERENCE, findings).map(Computed::Difference),
        two(LineKeys::QUOTIENT, findings).map(Computed::Quotient),
        two(LineKeys::GROWTH, findings).map(Computed::Growth),
        two(LineKeys::SHARE, findings).map(Computed::Share),
        table.get(LineKeys::WORDS, findings).map(Computed::Words),
        table.get(LineKeys::YES_NO, findings).map(Computed::YesNo),
    ];
    let mut all: Vec<Computed> = all.into_iter().flatten().collect();
    if all.len() > 1 {
        let message = "Hier staat op meer dan één manier hoe dit wordt berekend.";
        findings.push(Finding::new(Code::KeyDoesNotFit, table.place(), message).hint("Kies er een."));
    }
    let line = Line {
        id: value(table.get(LineKeys::ID, findings)),
        name: value(table.get(LineKeys::NAME, findings)),
        under: value(table.get(LineKeys::UNDER, findings)),
        per: table.get(LineKeys::PER, findings),
        only: table.get(LineKeys::ONLY, findings),
        except: table.get(LineKeys::EXCEPT, findings),
        with_totals: table.get(LineKeys::WITH_TOTALS, findings).unwrap_or(false),
        fixed: fixed(table.get(LineKeys::FIXED, findings), findings),
        measure: table.get(LineKeys::MEASURE, findings),
        period: table.get(LineKeys::PERIOD, findings),
        span: (table.get(LineKeys::FROM, findings), table.get(LineKeys::TO, findings)),
        computed: all.pop(),
        role: table.get(LineKeys::ROLE, findings),
        kind: table.get(LineKeys::KIND, findings),
        number: value(table.get(LineKeys::NUMBER, findings)),
        judged: table.get(LineKeys::JUDGED, findings),
        scale: table.get(LineKeys::SHOWN_IN, findings),
        rounding: rounding(table.get(LineKeys::DECIMAL_PLACES, findings), findings),
        unit: table.get(LineKeys::UNIT_WORD, findings).map(|unit| Unit::parse(&unit.value)),
        margin: table.get(LineKeys::MARGIN, findings).map(|margin| margin.value.abs()),
        place: table.place(),
    };
    check_line(&line, findings);
    (findings.len() == errors).then_some(line)
}

fn check_line(line: &Line, findings: &mut Findings) {
    let mut refuse = |message: &str, hint: &str| {
        findings.push(Finding::new(Code::KeyDoesNotFit, line.place.clone(), message).hint(hint));
    };
    if line.per.is_empty() && (!line.only.is_empty() || !line.except.is_empty() || line.with_totals) {
        refuse(
            "Zonder \"per\" is er niets om uit te kiezen.",
            "Zet erbij: per = \"...\", de dimensie met die waarden.",
        );
    }
    if matches!(line.computed, Some(Computed::Words(_))) && !line.per.is_empty() {
        refuse("Een kolom met woorden kan geen \"per\" hebben.", "Maak er twee van.");
    }
    if line.judged.is_some() && !matches!(line.computed, Some(Computed::Difference(_))) {
        refuse("Een teken hoort bij een verschil.", "Zet erbij: verschil = [\"begroting\", \"rekening\"]");
    }
}

/// Dimensions with a fixed value.
pub(super) fn fixed(table: Option<TomlTable<'_, FixedKeys>>, findings: &mut Findings) -> Fixed {
    let all = table.map(|table| table.others(findings)).unwrap_or_default();
    all.into_iter().filter_map(|(name, value)| Some((name.value, value?))).collect()
}

/// Reads a note.
pub(super) fn read_note(table: &TomlTable<'_, NoteKeys>, findings: &mut Findings) -> Option<Note> {
    let row = table.get(NoteKeys::ROW, findings);
    let column = table.get(NoteKeys::COLUMN, findings);
    let text = table.get(NoteKeys::NOTE_TEXT, findings)?;
    if row.is_none() && column.is_none() {
        let message = "Een noot hoort bij een rij, een kolom of allebei.";
        findings.push(
            Finding::new(Code::KeyDoesNotFit, text.place.clone(), message)
                .hint("Gaat de noot over de hele tabel? Zet haar dan bij toelichting."),
        );
        return None;
    }
    Some(Note { row, column, text })
}
