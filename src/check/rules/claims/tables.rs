//! Typed tables with a column that says which way each row went: "hoger", "gedaald", "gelijk".

use std::collections::BTreeMap;

use crate::check::change::Way;
use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, Role, TokenKind, is_in};
use crate::check::reading::quantity::{Quantity, Source};
use crate::diagnostic::{Code, Finding, Findings};
use crate::indicator::{Number, Origin};

const UP: &str = "hoger meer gestegen stijging toename toegenomen groei gegroeid omhoog ↑ groter langer drukker";
const DOWN: &str = "lager minder gedaald daling afname afgenomen krimp gekrompen omlaag ↓ kleiner korter rustiger";
const SAME: &str = "gelijk stabiel onveranderd hetzelfde";

/// A cell, and the amounts in it.
type Cell<'c> = (&'c Prose, &'c [Quantity]);

/// Reports each row that went another way than it says.
pub(super) fn check(checked: &Checked<'_>, findings: &mut Findings) {
    let mut rows: BTreeMap<(usize, usize), Vec<Cell<'_>>> = BTreeMap::new();
    for (prose, quantities) in checked.texts.iter().zip(&checked.quantities) {
        if let Role::Cell { table, row, .. } = prose.role
            && row > 0
        {
            rows.entry((table, row)).or_default().push((prose, quantities));
        }
    }
    for cells in rows.values() {
        let Some((prose, said)) = cells.iter().find_map(|(prose, _)| Some((*prose, said(prose)?))) else { continue };
        let figures: Vec<(&Quantity, &Number, &Prose)> =
            cells.iter().filter_map(|(prose, quantities)| figure(checked, prose, quantities)).collect();
        let [(one, first, of_one), (other, second, of_other)] = figures[..] else { continue };
        let is_same = matches!((&first.origin, &second.origin), (Origin::Indicator(one), Origin::Indicator(other)) if one == other);
        if !is_same || first.period == second.period {
            continue;
        }
        let ((then, of_then), (now, of_now)) = match first.period < second.period {
            true => ((one, of_one), (other, of_other)),
            false => ((other, of_other), (one, of_one)),
        };
        // What went a little is the same as well.
        let went = Way::of(now.printed - then.printed);
        let is_wrong = match said {
            Some(way) => went.is_some_and(|went| went != way),
            None => went.is_some() && (now.printed - then.printed).abs() > then.step,
        };
        if !is_wrong {
            continue;
        }
        let message = format!(
            "\"{}\" past niet bij het cijfer: het ging van {} naar {}.",
            prose.text().trim(),
            of_then.of_tokens(&then.tokens),
            of_now.of_tokens(&now.tokens)
        );
        findings.push(
            Finding::new(Code::ContradictingDirection, prose.place_of(&(0..prose.tokens.len())), message)
                .hint("Verbeter het woord, of kijk of het de goede cijfers zijn."),
        );
    }
}

/// What a cell says that is one such word: up or down, or neither.
fn said(prose: &Prose) -> Option<Option<Way>> {
    let words: Vec<usize> =
        (0..prose.tokens.len()).filter(|at| !matches!(prose.kind(*at), Some(TokenKind::Mark('.' | ',')))).collect();
    let [at] = words[..] else { return None };
    let word = prose.lower(at);
    match () {
        () if is_in(UP, word) => Some(Some(Way::Up)),
        () if is_in(DOWN, word) => Some(Some(Way::Down)),
        () if is_in(SAME, word) => Some(None),
        () => None,
    }
}

/// The one figure of a cell.
fn figure<'c>(
    checked: &'c Checked<'_>,
    prose: &'c Prose,
    quantities: &'c [Quantity],
) -> Option<(&'c Quantity, &'c Number, &'c Prose)> {
    let [quantity] = quantities else { return None };
    let Source::Number(index) = quantity.source else { return None };
    Some((quantity, &checked.document.numbers.get(index)?.number, prose))
}
