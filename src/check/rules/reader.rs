//! C060: a letter that never speaks to its reader.

use crate::diagnostic::{Code, Finding, Findings};
use crate::load::Aspect;

use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, Role, TokenKind, is_in};

/// A shorter letter may do without.
const FEWEST_WORDS: usize = 150;
/// Words for the reader.
const READER: &str = "u uw uzelf je jij jou jouw jullie";

/// Reports it at the title. A presentation is spoken, by somebody who looks at the people in front of him.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    let is_letter = checked.document.show.is_none();
    if !is_letter || !checked.engine.data().writing_guide.looks_at(Aspect::NoReader) {
        return;
    }
    let texts = || checked.texts.iter().filter(|prose| prose.role == Role::Paragraph);
    let words: usize = texts().map(words_of).sum();
    let has_reader = texts().any(|prose| (0..prose.tokens.len()).any(|at| is_in(READER, prose.word(at))));
    if words >= FEWEST_WORDS && !has_reader {
        let message = "In deze brief staat nergens \"u\" of \"uw\".";
        findings.push(
            Finding::new(Code::ReaderNotAddressed, checked.document.title_place.clone(), message)
                .hint("Zeg wat u van de lezer vraagt, of wat de lezer eraan heeft: \"In deze brief leest u ...\"."),
        );
    }
}

fn words_of(prose: &Prose) -> usize {
    prose.tokens.iter().filter(|token| !matches!(token.kind, TokenKind::Mark(_))).count()
}
