//! C037: what was left for later, and what another program could not fill in: "[bedrag invullen]", "XXX",
//! "Fout! Verwijzingsbron niet gevonden", "#DEEL/0!".

use crate::diagnostic::{Code, Finding, Findings};

use crate::check::checked::Checked;
use crate::check::reading::prose::{Prose, Role, is_in};

/// What spreadsheets print where a formula fails, without the sign before it.
const OF_SPREADSHEETS: [&str; 9] = ["deel/0", "verw", "waarde", "n/b", "naam", "div/0", "ref", "n/a", "value"];
/// What stands between brackets where something is still to come.
const TO_COME: &str = "\
    invullen aanvullen invoegen toevoegen bepalen checken controleren ntb pm volgt xx xxx";
/// What stands there by itself.
const THINGS: &str = "bedrag aantal getal datum naam adres percentage tekst";
/// No longer between brackets than a note to oneself.
const LONGEST: usize = 8;

/// Reports each of them.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for prose in checked.texts.iter().filter(|prose| !matches!(prose.role, Role::Quotation | Role::Verbatim)) {
        let mut past = 0;
        for at in 0..prose.tokens.len() {
            let Some(length) = left_at(prose, at).filter(|_| at >= past && !prose.is_quoted(at)) else { continue };
            past = at + length;
            let tokens = at..past;
            let message = format!("\"{}\" is nog niet af.", prose.of_tokens(&tokens));
            findings.push(
                Finding::new(Code::UnfinishedText, prose.place_of(&tokens), message)
                    .hint("Schrijf wat hier moet staan, of haal het weg."),
            );
        }
    }
}

/// How many tokens are left for later from here; none where nothing is.
fn left_at(prose: &Prose, at: usize) -> Option<usize> {
    if prose.is_mark(at, '[') {
        let end = (at + 1..(at + LONGEST).min(prose.tokens.len())).find(|at| prose.is_mark(*at, ']'))?;
        let is_note = (at + 1..end).any(|at| is_in(TO_COME, prose.word(at)))
            || (end == at + 2 && is_in(THINGS, prose.word(at + 1)));
        return is_note.then_some(end + 1 - at);
    }
    // Three or more of the same letter, as nobody writes them in a word.
    let word = prose.written(at);
    if word.len() >= 3 && word.bytes().all(|next| next.eq_ignore_ascii_case(&b'x')) {
        return Some(1);
    }
    let ends = |length: usize| prose.is_mark(at + length, '!').then_some(length + 1);
    if prose.is_mark(at, '#') && prose.touches_next(at) {
        let name = prose.lower(at + 1);
        return OF_SPREADSHEETS.contains(&name).then(|| ends(2).unwrap_or(2));
    }
    let is_failed = is_in("fout error", prose.word(at)) && prose.is_mark(at + 1, '!');
    let is_of_word = is_in("verwijzingsbron bladwijzer reference bookmark", prose.word(at + 2));
    (is_failed && is_of_word).then_some(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::prose::sample::typed;

    #[test]
    fn what_is_left_for_later_is_known() {
        for text in [
            "Dat kost [bedrag invullen] per jaar.",
            "Zie Fout! Verwijzingsbron niet gevonden.",
            "Dat is #DEEL/0! per bezoek.",
            "Dat kost XXX euro.",
            "De wethouder is [naam].",
        ] {
            let prose = typed(text);
            let found = (0..prose.tokens.len()).filter(|at| left_at(&prose, *at).is_some()).count();
            assert_eq!(found, 1, "{text}");
        }
        for text in
            ["Het college [van burgemeester en wethouders] besluit.", "Fout! Dat was niet goed.", "Maat XL, #samen."]
        {
            let prose = typed(text);
            assert!((0..prose.tokens.len()).all(|at| left_at(&prose, at).is_none()), "{text}");
        }
    }
}
