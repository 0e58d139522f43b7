//! The work folder: where it is, which documents and data files it holds, and how its files are read.
//!
//! Paths and bytes come out of here; [`crate::load`] reads what is in them.

mod copies;
mod document;
mod files;
mod folder;
mod inputs;
mod inventory;
mod links;
mod obstacle;
mod portable;

pub use document::{DocumentId, DocumentKind};
pub use files::{
    BYTE_ORDER_MARK, BuiltinData, BuiltinFonts, BuiltinTemplates, Files, MANUAL, builtin_font, builtin_fonts,
};
pub use folder::{MARKER, REGION, WorkFolder, no_work_folder};
pub use inputs::{
    ARCHIVE, INPUT_FOLDERS, Input, OUTPUT, is_in_input_folder, is_in_output, is_left_lying, ledger_path, log_path,
};
pub use inventory::{Inventory, OWN_WORDS, relative, unfit_name};
pub use links::{link_below, read_below, without_links};
pub use obstacle::Obstacle;
pub use portable::portable_name;
