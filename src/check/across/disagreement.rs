//! Two statements about one thing that do not agree, in words for whoever can put it right.

use chrono::NaiveDate;

use crate::diagnostic::{Code, Finding, Place};
use crate::dutch::notation::list_of_names;
use crate::dutch::period::date_in_words;

use super::statement::Statement;

/// What two statements do not agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum On {
    /// What it is.
    Value,
    /// On which date it was so.
    Date,
    /// How it is printed.
    Manner,
}

impl On {
    pub fn code(self) -> Code {
        match self {
            On::Value => Code::TwoValues,
            On::Date => Code::TwoReferenceDates,
            On::Manner => Code::TwoManners,
        }
    }
}

/// Two statements about one thing that do not agree.
#[derive(Debug, Clone, Copy)]
pub struct Disagreement<'a> {
    pub(super) on: On,
    /// The one whose author is told.
    pub(super) here: &'a Statement,
    pub(super) there: &'a Statement,
}

impl Disagreement<'_> {
    /// The same as the author of the other document sees it; none where nobody writes that any more.
    #[must_use]
    pub fn seen_from_the_other_side(&self) -> Option<Self> {
        let is_for_another = self.here.place.file != self.there.place.file && self.there.adopted.is_none();
        is_for_another.then_some(Self { here: self.there, there: self.here, ..*self })
    }

    /// What is told of it.
    pub fn finding(&self) -> Finding {
        let (what, there) = (what(self.here), in_words(&self.there.place));
        let (here, other) = (&self.here.said, &self.there.said);
        let message = match self.on {
            On::Value => format!("{what} is hier {}, maar {} in {there}.", here.shown, other.shown),
            On::Manner => {
                format!("{what} staat hier als \"{}\", maar als \"{}\" in {there}.", here.shown, other.shown)
            }
            On::Date => {
                let word = if here.dates.len() == 1 { "peildatum" } else { "peildata" };
                format!("{what} heeft hier als {word} {}, maar {} in {there}.", dates(&here.dates), dates(&other.dates))
            }
        };
        let mut finding = Finding::new(self.on.code(), self.here.place.clone(), message);
        finding.hints = self.hints();
        finding
    }

    fn hints(&self) -> Vec<String> {
        let same = "Gebruik op beide plaatsen hetzelfde kengetal of dezelfde reeks.".to_owned();
        let other_name = "Gaat het om iets anders? Geef het kengetal of de maat dan een andere naam.".to_owned();
        let stays =
            self.there.adopted.map(|_| format!("{} is vastgesteld en blijft zoals het is.", self.there.document));
        let accept = format!(
            "Moet het zo blijven? Zet dan achter de zin: {{{{ akkoord(\"{}\", \"waarom dit hier mag\") }}}}",
            self.on.code()
        );
        match (self.on, stays) {
            (On::Value, None) => vec![same, other_name].into_iter().chain(self.two_dates()).collect(),
            (On::Value, Some(stays)) => {
                let revised = "Is het nieuwe cijfer goed? Zet bij de reeks [[herzien]] met periode, maat, was en brief. Dan legt Griffel het uit.";
                let can_be_revised = self.here.said.is_from_series && self.here.adopted.is_none();
                let revised = can_be_revised.then(|| revised.to_owned());
                let stays = Some(stays).filter(|_| self.here.adopted.is_none());
                stays.into_iter().chain(revised).chain([self.correct()]).chain(self.two_dates()).collect()
            }
            (On::Date, None) => {
                vec![same, "Horen er twee peildata bij? Geef het kengetal of de maat dan een andere naam.".to_owned()]
            }
            (On::Date, Some(stays)) => vec![format!("{stays} Noem in uw tekst de nieuwe peildatum."), accept],
            (On::Manner, None) => {
                vec![
                    "Gebruik op beide plaatsen hetzelfde kengetal, met één afronding en één schaal.".to_owned(),
                    accept,
                ]
            }
            (On::Manner, Some(stays)) => vec![format!("{stays} Gebruik hier dezelfde afronding en schaal."), accept],
        }
    }

    /// How an adopted document is put right.
    fn correct(&self) -> String {
        let next = self.there.adopted.unwrap_or(1) + 1;
        format!(
            "Klopt {} niet? Maak er een correctie van: zet daar bovenaan status = \"concept\", versie = {next} en correctie = \"wat er anders is\".",
            self.there.document
        )
    }

    /// Often the reason why there are two values.
    fn two_dates(&self) -> Option<String> {
        let (here, there) = (&self.here.said.dates, &self.there.said.dates);
        let both = !here.is_empty() && !there.is_empty() && here != there;
        both.then(|| format!("De peildatum is hier {}, en daar {}.", dates(here), dates(there)))
    }
}

/// "\"Inzet (Eddee)\" over 2022"
fn what(statement: &Statement) -> String {
    let said = &statement.said;
    let chosen: Vec<&str> = said.about.iter().map(|(_, value)| value.as_str()).collect();
    let chosen = if chosen.is_empty() { String::new() } else { format!(" ({})", chosen.join(", ")) };
    let name = format!("\"{}{chosen}\"", said.label);
    match said.since {
        _ if said.is_timeless => name,
        Some(first) => {
            format!("{name} over {} tot en met {}", first.with_article(), said.period.with_article())
        }
        None => format!("{name} over {}", said.period.with_article()),
    }
}

fn in_words(place: &Place) -> String {
    let line = place.line_column().map(|(line, _)| format!(", regel {line}")).unwrap_or_default();
    format!("{}{line}", place.file)
}

fn dates(written: &[String]) -> String {
    let in_words = |date: &String| date.parse::<NaiveDate>().map_or_else(|_| date.clone(), date_in_words);
    list_of_names(&written.iter().map(in_words).collect::<Vec<_>>())
}
