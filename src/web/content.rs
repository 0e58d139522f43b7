//! What web pages are made of.

use crate::layout::{AnnexRow, Drawing};
use crate::load::Municipality;
use crate::text::Document;

/// What web pages are made of.
#[derive(Clone, Copy)]
pub struct Content<'a> {
    /// What is said.
    pub document: &'a Document,
    /// Who says it.
    pub municipality: &'a Municipality,
    /// By exhibit; tables have none.
    pub drawings: &'a [Option<Drawing>],
    /// Where its numbers come from, if that is printed.
    pub annex: &'a [AnnexRow],
}
