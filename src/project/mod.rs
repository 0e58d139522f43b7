//! The work folder: where it is, which documents and data files it holds, and how its files are read.
//!
//! Paths and bytes come out of here; [`crate::load`] reads what is in them.

mod document;
mod files;
mod folder;
mod inventory;

pub use document::{DocumentId, DocumentKind};
pub use files::{BuiltinData, BuiltinFonts, BuiltinTemplates, Files, builtin_font, builtin_fonts};
pub use folder::{MARKER, REGION, WorkFolder};
pub use inventory::{CALENDAR, Inventory, relative};
