//! What stands in the text and prints nothing: findings that an author accepts, with
//! `{{ akkoord("C030", "...") }}`, and how a slide is shown, with `{{ stappen() }}` and `{{ indeling("...") }}`.
//!
//! A waiver is about the block that it stands in: a paragraph, heading, item of
//! a list, table, or line with a chart. In a paragraph of its own it is about the block before it.

use std::ops::RangeInclusive;

use crate::diagnostic::{Code, Fix, Place};
use crate::marker::{self, Piece};

use super::composer::{Composer, OpenWaiver};
use super::directive::{Directive, Setting};
use super::document::Waiver;
use super::placeholder::Printed;
use super::words::Words;

impl Composer<'_> {
    /// Takes the waivers and settings out of marked words, with the white space that they would leave behind.
    /// None: there are none in it.
    pub(super) fn take_waivers(&mut self, marked: &Words) -> Option<Words> {
        let mut out = Words::new(marked.source());
        let mut taken = false;
        let mut after_waiver = false;
        for (range, piece) in marker::pieces(marked.text()) {
            if let Piece::Value(index) = piece
                && self.takes(index, &marked.place(range.clone()))
            {
                (taken, after_waiver) = (true, true);
                continue;
            }
            let blank = match piece {
                Piece::Text(text) if after_waiver && out.text().ends_with(char::is_whitespace) => {
                    text.len() - text.trim_start().len()
                }
                _ => 0,
            };
            out.push_part(marked, range.start + blank..range.end);
            after_waiver = false;
        }
        taken.then_some(out)
    }

    /// Takes note of a value that prints nothing; false for any other.
    fn takes(&mut self, index: usize, place: &Place) -> bool {
        match self.renderer.printed(index) {
            Some(Printed::Directive(Directive::Waiver(Ok((code, reason))))) => {
                self.open_waivers.push(OpenWaiver { code, reason, place: place.clone() });
            }
            Some(Printed::Directive(Directive::Waiver(Err(problem)))) => {
                let looked_at = problem.code == Code::LookAgain;
                let fix = looked_at.then(|| Fix::without_tag(place, "Deze zin klopt")).flatten();
                self.findings.push(problem.into_finding(place).fix(fix));
            }
            Some(Printed::Directive(Directive::Setting(setting))) => self.open_settings.push((setting, place.clone())),
            _ => return false,
        }
        true
    }

    /// Whether marked words print nothing: white space, waivers and settings.
    pub(super) fn prints_nothing(&self, marked: &str) -> bool {
        marker::pieces(marked).into_iter().all(|(_, piece)| match piece {
            Piece::Text(text) => text.trim().is_empty(),
            Piece::Value(index) => {
                let printed = self.renderer.printed(index);
                matches!(printed, Some(Printed::Directive(Directive::Waiver(_) | Directive::Setting(_))))
            }
            Piece::Stretch(_) | Piece::Place(_) => true,
        })
    }

    /// The width of a picture in a letter that was found since the last time.
    pub(super) fn take_width(&mut self) -> Option<(u8, Place)> {
        let is_width = |(setting, _): &(Setting, Place)| matches!(setting, Setting::Width(_));
        let at = self.open_settings.iter().position(is_width).filter(|_| self.manuscript.show.is_none())?;
        match self.open_settings.remove(at) {
            (Setting::Width(width), place) => Some((width, place)),
            _ => None,
        }
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
