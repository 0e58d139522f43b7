//! Tables that the author typed: a figure under the name of another period, or behind it.

use std::collections::BTreeMap;

use crate::check::checked::Checked;
use crate::check::reading::period_mention::{self, Kind, Mention, Span};
use crate::check::reading::prose::{Prose, Role, TokenKind, is_in};
use crate::check::reading::quantity::Quantity;
use crate::diagnostic::Findings;
use crate::dutch::period::year;

use super::figure::{Figure, finding};

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
            if *row > 0
                && *column > 0
                && let Some(span) = nth_part(cells, *row, checked)
                && let Some(figure) = Figure::of(quantity, checked)
                && figure.read.len() == span.len()
                && name(0, *column).is_none()
                && figure.read != span
            {
                let named = cells.get(&(*row, 0)).map_or("", |(prose, _)| prose.text().trim());
                findings.push(finding(prose, &figure, named));
                continue;
            }
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
                findings.push(finding(prose, &figure, named));
            }
        }
    }
}

/// "Eerste", "Tweede" or "1", "2" below "Kwartaal 2025": the months that a row is about.
fn nth_part(cells: &BTreeMap<(usize, usize), Cell<'_>>, row: usize, checked: &Checked<'_>) -> Option<Span> {
    let (corner, _) = cells.get(&(0, 0))?;
    let words = |prose: &Prose| (0..prose.tokens.len()).map(|at| prose.lower(at).to_owned()).collect::<Vec<_>>();
    let corner = words(corner);
    let months = match () {
        () if corner.iter().any(|word| word == "kwartaal") => 3,
        () if corner.iter().any(|word| word == "halfjaar") => 6,
        () => return None,
    };
    let years: Vec<i32> = corner.iter().filter_map(|word| year(word)).collect();
    let year = match years[..] {
        [] => chrono::Datelike::year(&checked.document.id.period.first_day()),
        [year] => year,
        _ => return None,
    };
    let (name, _) = cells.get(&(row, 0))?;
    let [name] = &words(name)[..] else { return None };
    let nth: u32 = match name.as_str() {
        "eerste" | "1" | "1e" | "q1" | "k1" => 1,
        "tweede" | "2" | "2e" | "q2" | "k2" => 2,
        "derde" | "3" | "3e" | "q3" | "k3" => 3,
        "vierde" | "4" | "4e" | "q4" | "k4" => 4,
        _ => return None,
    };
    (nth * months <= 12).then(|| Span::months(year, (nth - 1) * months + 1, nth * months))
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
