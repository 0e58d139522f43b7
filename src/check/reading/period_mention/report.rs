//! Periods that are named by what was written or asked about them: "het Jaarverslag 2023", "de begroting voor 2026", "de
//! peiling van 2024".

use super::{Kind, Reader, Role, Span};
use crate::check::reading::prose::is_in;
use crate::dutch::period::year;

impl Reader<'_> {
    /// "het Jaarverslag 2023", "de Jaarstukken over 2023", "de begroting voor 2026".
    pub(super) fn report_or_budget(&mut self, at: usize) -> Option<usize> {
        let word = self.text(at);
        let is_report =
            matches!(word, "jaarverslag" | "jaarstukken" | "jaarrekening" | "jaarrapportage" | "jaarbericht");
        let is_budget = word.ends_with("begroting") && !word.starts_with("meerjaren");
        if !is_report && !is_budget {
            return None;
        }
        let at = at + 1 + usize::from(matches!(self.text(at + 1), "van" | "voor" | "over"));
        let found = year(self.text(at))?;
        self.row += 1;
        let kind = if is_report { Kind::Whole } else { Kind::Budget };
        self.push(at..at + 1, kind, vec![Span::year(found)]);
        Some(at + 1)
    }

    /// "de peiling van 2023", "de monitor over 2023": what people were asked in that year. A monitor may look back a year.
    pub(super) fn survey(&mut self, at: usize) -> Option<usize> {
        const ASKED: [&str; 8] = [
            "peiling",
            "enquête",
            "tevredenheidsonderzoek",
            "nulmeting",
            "cijfers",
            "uitkomsten",
            "resultaten",
            "telling",
        ];
        const FOLLOWED: [&str; 1] = ["monitor"];
        let ends = |ends: &[&str]| ends.iter().any(|end| self.text(at).ends_with(end));
        let (is_asked, is_followed) = (ends(&ASKED), ends(&FOLLOWED));
        if !is_asked && !is_followed {
            return None;
        }
        let at_year = at + 1 + usize::from(matches!(self.text(at + 1), "van" | "over" | "uit" | "in"));
        let found = year(self.text(at_year))?;
        // Two of them are read as years in a row.
        if is_in("en , – - t/m", self.text(at_year + 1)) && year(self.text(at_year + 2)).is_some() {
            return None;
        }
        let back = if is_followed { 1 } else { 0 };
        self.row += 1;
        self.push(at_year..at_year + 1, Kind::Whole, (found - back..=found).rev().map(Span::year).collect());
        // "uit de peiling van 2023 bleek": what follows is from there.
        let article = usize::from(is_in("de het onze deze", self.before(at, 1)));
        let is_compared = is_in("dan opzichte vergeleken vergelijking", self.before(at, 2 + article));
        let is_from = is_in("uit in volgens", self.before(at, 1 + article)) && !is_compared;
        let role = if is_from { Role::Governs } else { self.role(at) };
        if let Some(last) = self.found.last_mut() {
            last.role = role;
        }
        Some(at_year + 1)
    }
}
