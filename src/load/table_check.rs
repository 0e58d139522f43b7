//! What a controller checks in a table before it is sent, and a table asks for by name: that the balance is income less
//! costs, that each stand follows from the one before, that a total is that of another table.

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Place};

use super::toml::{Choice, Decimals, Located, Subtable, Text, Texts, TomlTable, Word, keys};

/// What is checked within one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckKind {
    /// Income less costs is the balance.
    Balance,
    /// The balance and the movements of reserves make the result.
    Result,
    /// A budget and its changes make the budget after them.
    Steps,
    /// The difference is between the last budget and what was realised.
    Difference,
    /// A stand and what is added and taken make the next one; the end of a year is the start of the next.
    Stand,
    /// Incidental and structural make the whole.
    Structural,
}

impl Word for CheckKind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("saldo", Self::Balance),
        ("resultaat", Self::Result),
        ("stappen", Self::Steps),
        ("verschil", Self::Difference),
        ("stand", Self::Stand),
        ("structureel", Self::Structural),
    ];
}

impl CheckKind {
    /// Its word in a TOML file.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// A check that a table asks for.
#[derive(Debug, Clone)]
pub struct TableCheck {
    /// What is held against what.
    pub what: CheckedWhat,
    /// How far they may lie apart; none: half a unit for each number that the source rounded.
    pub margin: Option<Decimal>,
    /// Where it is asked for.
    pub place: Place,
}

/// What a check holds against what.
#[derive(Debug, Clone)]
pub enum CheckedWhat {
    /// Rows or columns of the table itself, which their names tell.
    Named(CheckKind),
    /// Rows or columns of the table itself, which its author points at.
    Stated {
        /// What the check is called, where it has a name; of a difference only the size counts.
        kind: Option<CheckKind>,
        /// What adds up; those with a minus are taken away.
        parts: Vec<Located<String>>,
        /// What they make.
        whole: Located<String>,
    },
    /// Cells of the table and cells of another.
    Equal {
        /// Those of the table.
        own: CheckedCells,
        /// The other table's name.
        table: Located<String>,
        /// Those of the other.
        other: CheckedCells,
    },
}

/// Rows and columns, added; those with a minus are taken away. Without rows each row is compared with the one of its
/// name, and so with columns.
#[derive(Debug, Clone, Default)]
pub struct CheckedCells {
    /// The rows.
    pub rows: Vec<Located<String>>,
    /// The columns.
    pub columns: Vec<Located<String>>,
}

keys! {
    /// `[[<tabel>.controle]]`
    CheckKeys: "Controle van een tabel", "Wat in een tabel moet kloppen.", {
        KIND: optional Choice<CheckKind> = "soort", "Welke controle binnen de tabel.";
        PARTS: optional Texts = "delen", "De rijen of kolommen die samen het geheel zijn. Met een min ervoor gaat er een af.";
        WHOLE: optional Text = "geheel", "De rij of kolom waar de delen op uitkomen.";
        ROWS: optional Texts = "rij", "De rij die gelijk moet zijn aan die van een andere tabel. Met een min ervoor gaat er een af.";
        COLUMNS: optional Texts = "kolom", "De kolom, net zo. Zonder deze sleutel: alle kolommen met dezelfde naam.";
        EQUALS: optional Subtable<EqualsKeys> = "gelijk_aan", "De andere tabel, met haar rij en kolom.";
        MARGIN: optional Decimals = "marge", "Hoeveel het mag afwijken.";
    }
}

keys! {
    /// `gelijk_aan`
    EqualsKeys: "Gelijk aan", "Cijfers van een andere tabel.", {
        TABLE: required Text = "tabel", "De naam van de andere tabel.";
        OTHER_ROWS: optional Texts = "rij", "Haar rij. Zonder deze sleutel: de rij met dezelfde naam.";
        OTHER_COLUMNS: optional Texts = "kolom", "Haar kolom. Zonder deze sleutel: de kolom met dezelfde naam.";
    }
}

/// A check by name only.
pub(super) fn named(kind: Located<CheckKind>) -> TableCheck {
    TableCheck { what: CheckedWhat::Named(kind.value), margin: None, place: kind.place }
}

/// Reads a check.
pub(super) fn read_check(table: &TomlTable<'_, CheckKeys>, findings: &mut Findings) -> Option<TableCheck> {
    let kind = table.get(CheckKeys::KIND, findings);
    let own =
        CheckedCells { rows: table.get(CheckKeys::ROWS, findings), columns: table.get(CheckKeys::COLUMNS, findings) };
    let margin = table.get(CheckKeys::MARGIN, findings).map(|margin| margin.value.abs());
    let has_cells = !own.rows.is_empty() || !own.columns.is_empty();
    let equals = table.get(CheckKeys::EQUALS, findings);
    let (parts, whole) = (table.get(CheckKeys::PARTS, findings), table.get(CheckKeys::WHOLE, findings));
    if parts.is_empty() != whole.is_none() {
        let message = "Bij een controle horen delen en geheel bij elkaar.";
        let hint = "Noem ze allebei: delen = [\"ontvangsten\", \"-bestedingen\"] en geheel = \"over\".";
        findings.push(Finding::new(Code::KeyDoesNotFit, table.place(), message).hint(hint));
        return None;
    }
    let what = match (kind, equals, whole) {
        (kind, None, Some(whole)) if !has_cells => CheckedWhat::Stated { kind, parts, whole },
        (Some(kind), None, None) if !has_cells => CheckedWhat::Named(kind),
        (None, Some(equals), None) if has_cells => {
            let of_other = |named: Vec<Located<String>>, own: &[Located<String>]| match named.is_empty() {
                true => own.to_vec(),
                false => named,
            };
            let name = equals.get(EqualsKeys::TABLE, findings);
            let rows = of_other(equals.get(EqualsKeys::OTHER_ROWS, findings), &own.rows);
            let columns = of_other(equals.get(EqualsKeys::OTHER_COLUMNS, findings), &own.columns);
            let other = CheckedCells { rows, columns };
            if own.rows.is_empty() != other.rows.is_empty() || own.columns.is_empty() != other.columns.is_empty() {
                let message = "De ene tabel noemt een rij of kolom, en de andere niet.";
                findings.push(
                    Finding::new(Code::KeyDoesNotFit, table.place(), message)
                        .hint("Noem bij allebei de rij en de kolom, of bij allebei alleen de rij of alleen de kolom."),
                );
                return None;
            }
            CheckedWhat::Equal { own, table: name?, other }
        }
        _ => {
            let message = "Bij deze controle is niet duidelijk wat er moet kloppen.";
            let hint = "Geef een soort: soort = \"saldo\". Of noem delen en geheel. Of noem een rij, en gelijk_aan = { tabel = \"...\", rij = \"...\" }.";
            findings.push(Finding::new(Code::KeyDoesNotFit, table.place(), message).hint(hint));
            return None;
        }
    };
    Some(TableCheck { what, margin, place: table.place() })
}
