//! C061: lists whose items are of different kinds: whole sentences beside loose words.

use crate::diagnostic::{Code, Finding, Findings};
use crate::load::Aspect;

use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, Role, TokenKind};

/// Fewer items are seen at a glance.
const FEWEST_ITEMS: usize = 3;

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    /// A statement, or a question.
    Sentence,
    Words,
}

/// Reports each list at the first item that is of another kind than the one before it.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    if !checked.engine.data().writing_guide.looks_at(Aspect::UnevenList) {
        return;
    }
    for (at, prose) in checked.texts.iter().enumerate() {
        let Some(count) = prose.list_after.filter(|count| *count >= FEWEST_ITEMS) else { continue };
        let Some(items) = checked.texts.get(at + 1..=at + count) else { continue };
        // A list in a list, or an item of more paragraphs, has its items elsewhere.
        if items.iter().any(|item| item.role != Role::Paragraph || item.list_after.is_some()) {
            continue;
        }
        let Some(mut kinds) = items.iter().map(kind).collect::<Option<Vec<Item>>>() else { continue };
        // The point behind the last of a row of names closes the row.
        if kinds[..count - 1].iter().all(|kind| *kind == Item::Words) && kinds[count - 1] == Item::Sentence {
            kinds.pop();
        }
        let Some(other) = (1..kinds.len()).find(|nth| kinds[*nth] != kinds[nth - 1]) else { continue };
        let item = &items[other];
        let start = 0..item.tokens.len().min(3);
        let message = format!("Dit punt is van een ander soort dan het vorige: \"{} ...\".", item.of_tokens(&start));
        findings.push(
            Finding::new(Code::UnevenList, item.place_of(&start), message)
                .hint("Maak alle punten hetzelfde: allemaal hele zinnen, of allemaal losse woorden."),
        );
    }
}

/// What an item is; none where that cannot be told.
fn kind(item: &Prose) -> Option<Item> {
    let last = item.tokens.len().checked_sub(1)?;
    let starts = item.written(0).starts_with(char::is_uppercase);
    if item.kind(0) != Some(TokenKind::Word) {
        return None;
    }
    Some(match item.kind(last) {
        Some(TokenKind::Mark('?')) => Item::Sentence,
        Some(TokenKind::Mark('.' | '!')) if starts => Item::Sentence,
        Some(TokenKind::Mark(':')) => return None,
        _ => Item::Words,
    })
}
