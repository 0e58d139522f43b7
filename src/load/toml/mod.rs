//! TOML files: what may stand in them is stated once, and read only by that statement.
//!
//! [`keys!`](key) states the keys of a table: names, what they hold, what they mean. A [`TomlTable`] of that
//! statement gives values only for its keys, reports all others with "bedoelde u", and [`schema_of`] writes it
//! for editors. A key that is not stated cannot be read; one that is stated and never read is dead code to rustc.

mod document;
mod entry;
pub(crate) mod holds;
pub(crate) mod key;
mod repair;
mod schema;
mod table;

pub(crate) use document::TomlDocument;
pub use entry::Located;
pub(crate) use holds::{
    Choice, Choices, Date, DateOrText, Decimals, Flag, FormField, Integer, Subtable, Subtables, Text, Texts, Word,
};
pub(crate) use key::{Key, KeyList, Keys, Stated, keys};
pub(crate) use schema::schema_of;
pub(crate) use table::TomlTable;
