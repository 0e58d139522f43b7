//! Findings that an author accepts in the text, with `{{ akkoord("C030", "...") }}`.
//!
//! It prints nothing, and is about the block that it stands in: a paragraph, heading, item of
//! a list, table, or line with a chart. In a paragraph of its own it is about the block before it.

use std::ops::RangeInclusive;

use crate::diagnostic::{Code, Place};
use crate::marker::{self, Piece};

use super::compose::Composer;
use super::document::Waiver;
use super::placeholder::Printed;

/// A waiver of a block whose end is not yet known.
pub struct OpenWaiver {
    code: Code,
    reason: String,
    place: Place,
}

impl Composer<'_> {
    /// Takes the waivers out of marked words, with the white space that they would leave behind.
    /// None: there are none in it.
    pub(super) fn take_waivers(&mut self, marked: &str, place: &Place) -> Option<String> {
        let mut out = String::with_capacity(marked.len());
        let mut taken = false;
        let mut after_waiver = false;
        for piece in marker::pieces(marked) {
            let waiver = match piece {
                Piece::Value(index) => match self.renderer.printed(index) {
                    Some(Printed::Waiver(waiver)) => Some((index, waiver)),
                    _ => None,
                },
                _ => None,
            };
            if let Some((index, waiver)) = waiver {
                let own = self.value_places.get(&index).map(|range| Place::text(&self.letter.source, range.clone()));
                let place = own.unwrap_or_else(|| place.clone());
                match waiver {
                    Ok((code, reason)) => self.open_waivers.push(OpenWaiver { code, reason, place }),
                    Err(problem) => self.findings.push(problem.into_finding(&place)),
                }
                (taken, after_waiver) = (true, true);
                continue;
            }
            match piece {
                Piece::Text(text) if after_waiver && out.ends_with(char::is_whitespace) => {
                    out.push_str(text.trim_start())
                }
                Piece::Text(text) => out.push_str(text),
                Piece::Value(index) => out.push_str(&marker::value(index)),
                Piece::Line(number) => out.push_str(&marker::line(number)),
                Piece::Place(number) => out.push_str(&marker::place(number)),
            }
            after_waiver = false;
        }
        taken.then_some(out)
    }

    /// The block ends: its waivers are about these lines.
    pub(super) fn close_waivers(&mut self, lines: &RangeInclusive<usize>) {
        let open = std::mem::take(&mut self.open_waivers).into_iter();
        self.waivers.extend(open.map(|OpenWaiver { code, reason, place }| Waiver {
            code,
            reason,
            place,
            lines: lines.clone(),
        }));
    }
}
