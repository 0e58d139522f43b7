//! Charts and tables of both documents, by name. Their numbers are compared, never their pictures.

use crate::dutch::period::Period;
use crate::indicator::grid::{Grid, Heading};
use crate::text::{Exhibit, ExhibitKind};

use super::points::{self, ChangedPoint};
use super::side::{ChangeState, Side};

/// A chart or table as one document has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExhibitSide {
    /// "figuur 2"
    pub label: String,
    /// The message, if its author gave one.
    pub title: String,
    /// What is shown and in what unit.
    pub subject: String,
    /// Where the numbers come from.
    pub sources: Vec<String>,
}

/// A chart or table of either document, or the same one of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExhibitChange {
    /// Its name in `data/grafieken.toml`.
    pub id: String,
    /// Chart or table.
    pub kind: ExhibitKind,
    /// As the earlier document has it.
    pub old: Option<ExhibitSide>,
    /// As the document has it.
    pub new: Option<ExhibitSide>,
    /// Periods, and along an axis of time names, that were not in it.
    pub added: Vec<String>,
    /// Those that are no longer in it.
    pub gone: Vec<String>,
    /// Numbers that are others than they were.
    pub points: Vec<ChangedPoint>,
}

impl ExhibitChange {
    /// What became of it. That it has another number is no change.
    pub fn state(&self) -> ChangeState {
        match (&self.old, &self.new) {
            (None, _) => ChangeState::New,
            (_, None) => ChangeState::Dropped,
            (Some(old), Some(new)) => {
                let said = |side: &ExhibitSide| (side.title.clone(), side.subject.clone(), side.sources.clone());
                let is_same =
                    said(old) == said(new) && self.added.is_empty() && self.gone.is_empty() && self.points.is_empty();
                if is_same { ChangeState::Same } else { ChangeState::Changed }
            }
        }
    }

    /// The document's side, or else that of the earlier document.
    pub fn side(&self) -> Option<&ExhibitSide> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// Charts and tables in the order of the document; those that were dropped come last.
pub(crate) fn compare(old: Side<'_>, new: Side<'_>) -> Vec<ExhibitChange> {
    let mut before: Vec<&Exhibit> = old.document.exhibits.iter().collect();
    let mut changes = Vec::new();
    for exhibit in &new.document.exhibits {
        let is_same = |other: &&Exhibit| (&other.id, other.kind) == (&exhibit.id, exhibit.kind);
        let earlier = before.iter().position(is_same).map(|index| before.remove(index));
        let (added, gone, points) = match earlier {
            Some(earlier) => (
                headings_only_in(&exhibit.grid, &earlier.grid),
                headings_only_in(&earlier.grid, &exhibit.grid),
                points::compare((old, earlier), (new, exhibit)),
            ),
            None => Default::default(),
        };
        changes.push(ExhibitChange {
            id: exhibit.id.clone(),
            kind: exhibit.kind,
            old: earlier.map(|earlier| side_of(old, earlier)),
            new: Some(side_of(new, exhibit)),
            added,
            gone,
            points,
        });
    }
    changes.extend(before.into_iter().map(|exhibit| ExhibitChange {
        id: exhibit.id.clone(),
        kind: exhibit.kind,
        old: Some(side_of(old, exhibit)),
        new: None,
        added: Vec::new(),
        gone: Vec::new(),
        points: Vec::new(),
    }));
    changes
}

fn side_of(side: Side<'_>, exhibit: &Exhibit) -> ExhibitSide {
    ExhibitSide {
        label: exhibit.label(false),
        title: side.document.plain(&exhibit.title),
        subject: side.document.plain(&exhibit.subject),
        sources: exhibit.sources.clone(),
    }
}

/// What stands at the head of rows and columns of one grid only: periods, and names where there are periods too.
fn headings_only_in(grid: &Grid, other: &Grid) -> Vec<String> {
    let all = |grid: &'_ Grid| -> Vec<Heading> { grid.rows.iter().chain(&grid.columns).cloned().collect() };
    let (here, there) = (all(grid), all(other));
    let has_time = |headings: &[Heading]| headings.iter().any(|heading| heading.period.is_some());
    let only_here = || here.iter().filter(|heading| !there.contains(heading));
    let mut periods: Vec<Period> = only_here().filter_map(|heading| heading.period).collect();
    periods.sort();
    let mut found = in_words(&periods);
    if has_time(&here) && has_time(&there) {
        found.extend(only_here().filter(|heading| heading.period.is_none()).map(|heading| heading.name.clone()));
    }
    found
}

/// Periods that follow each other are told by the first and the last.
fn in_words(periods: &[Period]) -> Vec<String> {
    let follows = |one: &Period, next: &Period| one.next() == Some(*next);
    periods
        .chunk_by(follows)
        .flat_map(|run| match run {
            [first, _, .., last] => vec![format!("{} tot en met {}", first.in_words(), last.in_words())],
            few => few.iter().map(|period| period.in_words()).collect(),
        })
        .collect()
}
