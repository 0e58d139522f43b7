//! What stands in the text and prints nothing: findings that an author accepts, with
//! `{{ akkoord("C030", "...") }}`, and how a slide is shown, with `{{ stappen() }}` and `{{ indeling("...") }}`.
//!
//! A waiver is about the block that it stands in: a paragraph, heading, item of
//! a list, table, or line with a chart. In a paragraph of its own it is about the block before it.

use std::ops::RangeInclusive;

use crate::diagnostic::{Code, Place};
use crate::marker::{self, Piece};

use super::compose::Composer;
use super::document::Waiver;
use super::placeholder::Printed;
use super::scope::Setting;

/// A waiver of a block whose end is not yet known.
pub struct OpenWaiver {
    code: Code,
    reason: String,
    place: Place,
}

impl Composer<'_> {
    /// Takes the waivers and settings out of marked words, with the white space that they would leave behind.
    /// None: there are none in it.
    pub(super) fn take_waivers(&mut self, marked: &str, place: &Place) -> Option<String> {
        let mut out = String::with_capacity(marked.len());
        let mut taken = false;
        let mut after_waiver = false;
        for piece in marker::pieces(marked) {
            if let Piece::Value(index) = piece
                && self.takes(index, place)
            {
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

    /// Takes note of a value that prints nothing; false for any other.
    fn takes(&mut self, index: usize, place: &Place) -> bool {
        let own = self.value_places.get(&index).map(|range| Place::text(&self.letter.source, range.clone()));
        let place = own.unwrap_or_else(|| place.clone());
        match self.renderer.printed(index) {
            Some(Printed::Waiver(Ok((code, reason)))) => self.open_waivers.push(OpenWaiver { code, reason, place }),
            Some(Printed::Waiver(Err(problem))) => self.findings.push(problem.into_finding(&place)),
            Some(Printed::Setting(setting)) => self.open_settings.push((setting, place)),
            _ => return false,
        }
        true
    }

    /// The settings that were found since the last time.
    pub(super) fn take_settings(&mut self) -> impl Iterator<Item = (Setting, Place)> + use<> {
        std::mem::take(&mut self.open_settings).into_iter()
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
