//! C058: headings that say nothing of what stands below them. Those of the form are not the author's.

use crate::diagnostic::{Code, Finding, Findings};
use crate::load::Aspect;

use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, Role, TokenKind};

/// They fit above any text.
const EMPTY: [&str; 40] = [
    "inleiding",
    "algemeen",
    "algemene informatie",
    "algemene toelichting",
    "algemene inleiding",
    "overig",
    "overige",
    "overige informatie",
    "overige punten",
    "overige onderwerpen",
    "overige zaken",
    "diversen",
    "diverse onderwerpen",
    "varia",
    "toelichting",
    "nadere toelichting",
    "korte toelichting",
    "achtergrond",
    "achtergronden",
    "achtergrondinformatie",
    "informatie",
    "nadere informatie",
    "meer informatie",
    "ter informatie",
    "tekst",
    "inhoud",
    "inhoudelijk",
    "opmerkingen",
    "slotopmerkingen",
    "tot slot",
    "slot",
    "ten slotte",
    "conclusie",
    "conclusies",
    "stand van zaken",
    "vervolg",
    "proces",
    "context",
    "aanleiding",
    "bijzonderheden",
];

/// Reports each of them.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    if !checked.engine.data().writing_guide.looks_at(Aspect::EmptyHeading) {
        return;
    }
    for prose in checked.texts.iter().filter(|prose| prose.role == Role::Heading && is_empty(prose)) {
        let heading = prose.text().trim();
        findings.push(
            Finding::new(
                Code::HeadingSaysNothing,
                prose.place_of(&(0..prose.tokens.len())),
                format!("De kop \"{heading}\" zegt niets."),
            )
            .hint("Schrijf in de kop wat de lezer in dit stuk te weten komt."),
        );
    }
}

/// Whether it fits above any text, whatever its number is.
fn is_empty(prose: &Prose) -> bool {
    let is_number = |at: &usize| match prose.kind(*at) {
        Some(TokenKind::Mark(_) | TokenKind::Number) => true,
        // "I.", "a)"
        _ => prose.word(*at).len() == 1 && matches!(prose.kind(at + 1), Some(TokenKind::Mark('.' | ')'))),
    };
    let words = (0..prose.tokens.len()).filter(|at| !is_number(at)).map(|at| prose.lower(at));
    EMPTY.contains(&words.collect::<Vec<_>>().join(" ").as_str())
}
