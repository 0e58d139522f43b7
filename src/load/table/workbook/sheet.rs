//! The parts of a workbook by name.

use calamine::{SheetType, SheetVisible};

use super::range::Region;

/// A sheet, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub name: String,
    pub visible: bool,
}

impl Sheet {
    /// The sheets with cells among those that calamine found, in their order.
    pub(super) fn all(found: &[calamine::Sheet]) -> Vec<Self> {
        let with_cells = found.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheets =
            with_cells.map(|sheet| Self { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible });
        sheets.collect()
    }
}

/// A named part of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedRegion {
    pub name: String,
    pub sheet: String,
    pub region: Region,
}

impl NamedRegion {
    /// The names among those that calamine found that mean one part of a sheet.
    pub(super) fn all(found: &[(String, String)]) -> impl Iterator<Item = Self> {
        found.iter().filter_map(|(name, formula)| {
            let (sheet, region) = Region::parse_with_sheet(formula)?;
            Some(Self { name: name.clone(), sheet, region })
        })
    }
}
