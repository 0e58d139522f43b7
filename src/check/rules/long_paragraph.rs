//! C059: paragraphs that look like a wall.

use crate::diagnostic::{Code, Finding, Findings};
use crate::load::Aspect;

use crate::check::checked::Checked;
use crate::check::reading::prose::{Role, TokenKind};

/// A paragraph with more words is reported.
const MOST_WORDS: usize = 120;

/// Reports each of them at its first words.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    if !checked.engine.data().writing_guide.looks_at(Aspect::LongParagraph) {
        return;
    }
    for prose in checked.texts.iter().filter(|prose| prose.role == Role::Paragraph) {
        let words = prose.tokens.iter().filter(|token| !matches!(token.kind, TokenKind::Mark(_))).count();
        if words > MOST_WORDS {
            let start = 0..prose.tokens.len().min(3);
            let message = format!("De alinea \"{} ...\" heeft {words} woorden.", prose.of_tokens(&start));
            findings.push(
                Finding::new(Code::LongParagraph, prose.place_of(&start), message)
                    .hint(format!("Begin een nieuwe alinea bij een nieuw onderwerp. Hooguit {MOST_WORDS} woorden.")),
            );
        }
    }
}
