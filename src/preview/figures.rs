//! Files with numbers as the page shows them: what each series holds, a sheet with what is guessed of it, cells that are
//! changed.
//!
//! A page shows such a file to who can open it anyway, small counts included; what a document prints of it is computed from
//! data in which these are withheld, here as everywhere.
//!
//! `POST /api/figures` takes a [`FigureAct`] and gives what came of it ([`FigureDone`]), or a `Refusal` and nothing has
//! changed. `PUT /api/figures` puts a new file into the work folder.

use serde::{Deserialize, Serialize};

use crate::preview::message::ShownFinding;

/// Something to look at or to change.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum FigureAct {
    /// All series, and files that none describes: [`FigureDone::Series`].
    Series,
    /// Files that no series describes: [`FigureDone::Loose`].
    Loose,
    /// The names of a file that nothing uses: [`FigureDone::Uses`].
    Unused {
        /// The file that defines them.
        own: String,
    },
    /// A sheet as it stands, coloured by its description: [`FigureDone::Sheet`].
    Look {
        /// The file with numbers, relative to the work folder.
        file: String,
        /// Its description; none: one is guessed.
        description: Option<String>,
        /// The file of that description.
        described_in: Option<String>,
        /// What the user says of the place of the table, where it is guessed.
        wanted: WantedPart,
    },
    /// What is wrong with a series by its description, written or not: [`FigureDone::Findings`].
    Check {
        /// The file with numbers.
        file: String,
        /// Its description.
        description: String,
        /// The file of that description.
        described_in: String,
    },
    /// Opens a file in the program that the user's computer has for it: [`FigureDone::Described`].
    Show {
        /// The file with numbers.
        file: String,
    },
    /// Some rows of a sheet: [`FigureDone::Rows`].
    Rows {
        /// The file with numbers.
        file: String,
        /// The sheet, of a workbook.
        sheet: Option<String>,
        /// The first, from 0.
        first: usize,
        /// So many.
        count: usize,
    },
    /// Where a name is used: [`FigureDone::Uses`].
    Uses {
        /// The name of an indicator, fact, chart or table.
        name: String,
        /// The file that defines it.
        own: String,
    },
    /// Another name for something, also wherever it is used: [`FigureDone::Uses`] of its new name.
    Rename {
        /// The file that defines it.
        own: String,
        /// Its name.
        from: String,
        /// Its name from now on.
        to: String,
    },
    /// The description of a new file is written: [`FigureDone::Described`].
    Describe {
        /// The file with numbers.
        file: String,
        /// What the user says of the place of the table.
        wanted: WantedPart,
        /// What the numbers say.
        title: String,
        /// Who published them.
        source: String,
    },
    /// A column gets another role in a description: [`FigureDone::Described`].
    Role {
        /// The description.
        described_in: String,
        /// The version that the page saw.
        tag: String,
        /// The name of the column.
        column: String,
        /// Some of its cells, by which its unit is guessed.
        cells: Vec<String>,
        /// Its role from now on.
        role: ColumnRole,
    },
    /// Cells of a CSV file: [`FigureDone::Edited`].
    Edit {
        /// The file.
        file: String,
        /// Each cell.
        cells: Vec<CellEdit>,
    },
    /// Rows are added below those of a CSV file: [`FigureDone::Edited`].
    Append {
        /// The file.
        file: String,
        /// The cells of each.
        rows: Vec<Vec<String>>,
    },
    /// The last rows of a CSV file are taken away again: [`FigureDone::Edited`].
    Drop {
        /// The file.
        file: String,
        /// What stands in them.
        rows: Vec<Vec<String>>,
    },
}

/// What the user says of the place of a table.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WantedPart {
    /// The sheet; none: the fullest.
    pub sheet: Option<String>,
    /// The table with the names of its columns, `A3:F20`.
    pub region: Option<String>,
    /// The named table of a workbook.
    pub table: Option<String>,
    /// How many rows name the columns.
    pub header_rows: Option<usize>,
}

/// Another text for a cell.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CellEdit {
    /// Its row in the file, from 0.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// What the page showed there.
    pub was: String,
    /// What it becomes.
    pub becomes: String,
}

/// What a column is to a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ColumnRole {
    /// It says which period a row is about.
    Period,
    /// It divides the rows.
    Dimension,
    /// It holds numbers.
    Measure,
    /// It holds numbers over the period above it.
    Across,
    /// It is no part of the series.
    Unused,
}

/// What came of a [`FigureAct`].
#[derive(Debug, Serialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum FigureDone {
    /// All series.
    Series {
        /// By title.
        series: Vec<SeriesRow>,
        /// Files with numbers that no series describes, relative to the work folder.
        loose: Vec<String>,
    },
    /// Files that no series describes.
    Loose {
        /// Relative to the work folder.
        loose: Vec<String>,
    },
    /// A sheet.
    Sheet(Box<SeenSheet>),
    /// What is wrong with a series.
    Findings {
        /// The first of them.
        findings: Vec<ShownFinding>,
    },
    /// Some rows.
    Rows {
        /// The first, from 0.
        first: usize,
        /// The cells of each; fewer than there are columns where the last ones are empty.
        rows: Vec<Vec<String>>,
    },
    /// A description was written.
    Described {
        /// Its file.
        path: String,
    },
    /// Where a name is used.
    Uses {
        /// Each place.
        uses: Vec<Use>,
        /// Texts that were left alone, since they went out already.
        kept: Vec<String>,
    },
    /// A file was changed.
    Edited {
        /// How many rows it has now.
        rows: usize,
    },
}

/// A series in the list of all.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SeriesRow {
    /// Its description, relative to the work folder.
    pub path: String,
    /// The file with numbers.
    pub file: String,
    /// Its name in formulas.
    pub id: String,
    /// What it measures.
    pub title: String,
    /// Who published the numbers.
    pub source: String,
    /// Its periods, the first first.
    pub periods: Vec<String>,
    /// The last one in words.
    pub last: Option<String>,
    /// Whether the numbers over that may still change.
    pub provisional: bool,
    /// How many rows it has.
    pub rows: usize,
    /// Its measures.
    pub measures: Vec<ShownMeasure>,
    /// Its dimensions.
    pub dimensions: Vec<ShownDimension>,
    /// Where it is used.
    pub used: Vec<Use>,
}

/// A measure.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownMeasure {
    /// Its name in formulas.
    pub id: String,
    /// Its name in words.
    pub name: String,
    /// Its unit.
    pub unit: String,
}

/// A dimension.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownDimension {
    /// Its name in formulas.
    pub id: String,
    /// Its name in words.
    pub name: String,
    /// Its values, in the order of the file.
    pub values: Vec<String>,
}

/// Something that uses something else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Use {
    /// What it is called.
    pub label: String,
    /// The file that it stands in.
    pub file: String,
    /// The line there, from 1.
    pub line: usize,
}

/// A sheet as it stands, and what its description makes of it. Rows and columns count from 0.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SeenSheet {
    /// The file with numbers.
    pub file: String,
    /// The description: the one that was given, or a guess.
    pub description: String,
    /// The file of that description.
    pub described_in: String,
    /// The sheet, of a workbook.
    pub sheet: Option<String>,
    /// The sheets that can be chosen.
    pub sheets: Vec<String>,
    /// How many rows the sheet has.
    pub rows: usize,
    /// How many columns it has.
    pub width: usize,
    /// The first row of the table, with the names of its columns.
    pub first: usize,
    /// The last row of the table.
    pub last: usize,
    /// How many of those rows name the columns.
    pub header_rows: usize,
    /// The columns of the table.
    pub columns: Vec<SeenColumn>,
    /// Values that make a row a total, or leave it out.
    pub marked: Vec<MarkedRows>,
    /// Whether its cells can be changed here.
    pub editable: bool,
    /// What was seen to be wrong while it was guessed.
    pub findings: Vec<ShownFinding>,
}

/// A column of a sheet.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SeenColumn {
    /// Which.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// What it is to the series.
    pub role: ColumnRole,
    /// Its name in formulas, if it has one.
    pub id: Option<String>,
}

/// Rows that a value in a column marks.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MarkedRows {
    /// The column.
    pub column: usize,
    /// The value; where it ends in `*`, how it begins.
    pub value: String,
    /// Whether they are left out; else they are totals.
    pub left_out: bool,
}
