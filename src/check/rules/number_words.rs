//! C002: numbers in words that are bound to nothing.

use rust_decimal::Decimal;

use crate::check::checked::Checked;
use crate::check::reading::number_word;
use crate::check::reading::prose::{Prose, Role, TokenKind, is_in};
use crate::check::suggest;
use crate::diagnostic::{Code, Finding, Findings};

/// Reports each of them.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for prose in &checked.texts {
        // In a quotation somebody else speaks.
        if matches!(prose.role, Role::Quotation | Role::Verbatim) {
            continue;
        }
        for index in 0..prose.tokens.len() {
            let Some(found) = at(prose, index) else { continue };
            let tokens = found.start..found.start + found.length;
            let number = prose.of_tokens(&tokens);
            let message = format!("\"{number}\" is een getal in woorden dat niet uit de gegevens komt.");
            let hints = found.value.map(|value| {
                suggest::counts(checked.document, checked.engine.data(), Decimal::from(value), prose.word(tokens.end))
            });
            let finding = Finding::new(Code::NumberInWords, prose.place_of(&tokens), message);
            findings.push(match suggest::question(&hints.unwrap_or_default()) {
                Some(question) => finding.hint(question),
                None => finding.hint(
                    "Gebruik een kengetal met | in_woorden, of aantal(…) voor een lijst. Of schrijf het zonder getal.",
                ),
            });
        }
    }
}

struct Found {
    start: usize,
    length: usize,
    value: Option<u32>,
}

fn at(prose: &Prose, index: usize) -> Option<Found> {
    if prose.kind(index) != Some(TokenKind::Word) {
        return None;
    }
    let word = prose.lower(index);
    let single = |value| Some(Found { start: index, length: 1, value });
    if let Some(number) = number_word::value(word).filter(|number| *number > 1) {
        return if is_exempt(prose, index) { None } else { single(Some(number)) };
    }
    let after = prose.word(index + 1);
    match word {
        "anderhalf" | "anderhalve" | "driekwart" | "tweederde" => single(None),
        "verdubbeld" | "verdubbelde" | "verdubbelden" | "verdubbeling" | "verdrievoudigd" | "verdrievoudigde"
        | "gehalveerd" | "halveerde" | "halveerden" | "halvering" => single(None),
        "de" | "ruim" | "bijna" | "ongeveer" if after == "helft" => {
            Some(Found { start: index, length: 2, value: None })
        }
        "een" | "één" if matches!(after, "derde" | "kwart" | "vijfde" | "tiende") && prose.word(index + 2) == "van" => {
            Some(Found { start: index, length: 2, value: None })
        }
        _ => None,
    }
}

/// The few that claim nothing about the subject of the document.
fn is_exempt(prose: &Prose, index: usize) -> bool {
    let (word, before, next) = (prose.lower(index), prose.word_before(index, 1), prose.word(index + 1));
    // A capital inside a sentence makes a name: de Vier Jaargetijden.
    let starts = prose.sentences.iter().any(|sentence| sentence.start == index);
    let is_name = !starts && prose.written(index).starts_with(char::is_uppercase);
    // Fixed expressions.
    let is_idiom = matches!(
        (before, word, next),
        ("onder", "vier", "ogen")
            | ("met", "twee", "maten")
            | ("op", "twee", "gedachten")
            | ("alle", "twee", _)
            | ("van", "twee", "kanten")
            | (_, "twee", "derde")
    ) && next != "derde";
    // A rhythm or a term of the calendar: twee keer per jaar, binnen zes weken, de komende drie jaar.
    let is_rhythm =
        matches!(next, "keer" | "maal" | "dagen" | "uur" | "avonden" | "middagen") && prose.word(index + 2) == "per";
    let is_time = matches!(next, "jaar" | "maanden" | "weken" | "dagen" | "uur" | "werkdagen" | "kwartalen");
    const TERMS: &str = "binnen komende afgelopen volgende laatste eerste elke iedere over om";
    let every = before == "de" && prose.word_before(index, 2) == "om";
    // eens in de zes weken, eens per twee weken, een opzegtermijn van drie maanden
    let is_cycle = matches!((prose.word_before(index, 2), before), ("in", "de") | ("eens", "per") | (_, "per"))
        || (before == "van" && prose.word_before(index, 2).ends_with("termijn"));
    let is_term = is_time && (is_in(TERMS, before) || every || is_cycle);
    // "acht" is also a verb: het college acht dit nodig.
    const BEFORE_VERB: &str = "college raad wij we ik hij zij ze u men commissie rechter het en";
    const AFTER_VERB: &str = "wij we het de dit dat deze die u een zich zij ze geslagen te";
    let is_verb = word == "acht" && (is_in(BEFORE_VERB, before) || is_in(AFTER_VERB, next));
    is_name || is_idiom || is_rhythm || is_term || is_verb
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::prose::sample::typed;

    fn found(text: &str) -> Vec<String> {
        let prose = typed(text);
        let found = (0..prose.tokens.len()).filter_map(|index| at(&prose, index));
        found.map(|found| prose.of_tokens(&(found.start..found.start + found.length)).to_owned()).collect()
    }

    #[test]
    fn numbers_in_words_are_found() {
        for (text, wanted) in [
            ("Wij werken met drie zorgaanbieders.", "drie"),
            ("Drie zorgaanbieders doen mee.", "Drie"),
            ("Er zijn er vier.", "vier"),
            ("De helft van de jongeren is klaar.", "De helft"),
            ("Een derde van de gezinnen wacht.", "Een derde"),
            ("Driekwart kreeg hulp.", "Driekwart"),
            ("Het aantal verdubbelde.", "verdubbelde"),
            ("De wachttijd werd twee weken korter.", "twee"),
            ("Er kwamen drieëntwintig kinderen.", "drieëntwintig"),
            ("In anderhalf jaar.", "anderhalf"),
            ("Er waren acht kinderen.", "acht"),
        ] {
            assert_eq!(found(text), [wanted], "{text}");
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        for text in [
            "Het is één van de pilots, de tweede keer en ten derde.",
            "Wij spraken onder vier ogen.",
            "Twee keer per jaar hoort u van ons.",
            "Wij antwoorden binnen zes weken, of de komende twee jaar.",
            "Het college acht dit nodig. Wij achten dat ook.",
            "Theater De Twee Werelden ligt aan het plein.",
            "Een half jaar later, na een paar weken en tientallen gesprekken.",
            "Dat is een derde keer.",
            "Het is prettig, nodig en nuttig.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
