//! Why a workbook is not read, and what is too much.

/// The largest file that is read.
pub(crate) const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// The most cells with something in them, in the part of a sheet that is read.
pub(super) const MAX_CELLS: usize = 3_000_000;
/// What fits in a cell of Excel.
pub(super) const MAX_CELL_CHARS: usize = 32_767;
/// All text of a sheet together.
pub(super) const MAX_TEXT_BYTES: usize = 128 * 1024 * 1024;
/// How many sheets a workbook may have.
pub(super) const MAX_SHEETS: usize = 1_000;
/// How many merged regions a sheet may have.
pub(super) const MAX_MERGES: usize = 100_000;

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It needs a password.
    Password,
    /// It is something else; what, in Dutch, where that can be seen: "een Word-document".
    NotAWorkbook(Option<&'static str>),
    /// It is a workbook, but not as it should be.
    Damaged,
    /// There is too much in it; of what, in Dutch: "meer dan 1.000 bladen".
    TooLarge(&'static str),
}
