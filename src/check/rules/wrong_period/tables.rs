//! Tables that the author typed: a figure under the name of another period, or behind it.

use std::collections::BTreeMap;

use crate::check::checked::Checked;
use crate::check::reading::period_mention::{self, Kind, Mention};
use crate::check::reading::prose::{Prose, Role, TokenKind, is_in};
use crate::check::reading::quantity::Quantity;
use crate::diagnostic::Findings;

use super::figure::Figure;

type Cell<'a> = (&'a Prose, &'a [Quantity]);

/// Reports each figure of another period than its row or column is called after.
pub(super) fn check(checked: &Checked<'_>, findings: &mut Findings) {
    let mut tables: BTreeMap<usize, BTreeMap<(usize, usize), Cell<'_>>> = BTreeMap::new();
    for (prose, quantities) in checked.texts.iter().zip(&checked.quantities) {
        if let Role::Cell { table, row, column } = prose.role {
            tables.entry(table).or_default().insert((row, column), (prose, quantities));
        }
    }
    for cells in tables.values() {
        for ((row, column), (prose, quantities)) in cells {
            let [quantity] = &quantities[..] else { continue };
            let name = |row: usize, column: usize| {
                let (prose, quantities) = cells.get(&(row, column))?;
                let mention = quantities.is_empty().then(|| only_period(prose, checked))??;
                Some((mention, prose.text().trim()))
            };
            // Named by both, neither alone says which one it is.
            let (mention, named) = match (name(0, *column), name(*row, 0)) {
                (Some(one), None) | (None, Some(one)) => one,
                _ => continue,
            };
            if *row == 0 || *column == 0 {
                continue;
            }
            let Some(figure) = Figure::of(quantity, checked) else { continue };
            // A quarter below its year is said by another heading.
            let is_part = mention.spans.iter().any(|span| span.contains(figure.read));
            if figure.may_be_meant(&mention) && !is_part && !figure.fits(&mention, true) {
                findings.push(super::finding(prose, &figure, named));
            }
        }
    }
}

/// The one period that a heading names.
fn only_period(prose: &Prose, checked: &Checked<'_>) -> Option<Mention> {
    let all = period_mention::of(prose, &(0..prose.tokens.len()), checked.document.id.period);
    let [mention] = &all[..] else { return None };
    // "2025, eerste" names more than that year.
    let names_more = (0..prose.tokens.len()).filter(|at| !mention.tokens.contains(at)).any(|at| {
        is_in("eerste tweede derde vierde laatste", prose.word(at)) || prose.kind(at) == Some(TokenKind::Number)
    });
    (mention.kind == Kind::Whole && !names_more).then(|| mention.clone())
}
