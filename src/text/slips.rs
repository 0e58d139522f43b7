//! Slips of the pen that Markdown would print without a word: braces that belong to no
//! placeholder, comments, links that lead nowhere, units written twice.

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::notation::NO_BREAK_SPACE;

use super::document::{PrintedNumber, Span};

/// Looks at the words of one run of text; values in it are still markers.
pub fn check_words(text: &str, place: &Place, findings: &mut Findings) {
    let mut report = |code, message: &str, hint: &str| {
        findings.push(Finding::new(code, place.clone(), message).hint(hint));
    };
    if text.contains("<!--") {
        report(
            Code::HiddenComment,
            "Hier staat een opmerking tussen <!-- en -->. Die zou in de PDF komen.",
            "Zet de opmerking tussen {# en #}, dan wordt zij nooit afgedrukt.",
        );
    }
    if text.contains("}}") || text.contains("%}") || has_single_braces(text) {
        report(
            Code::PlaceholderSyntax,
            "Hier staan accolades die bij geen invulplek horen.",
            "Een invulplek begint met {{ en eindigt met }}.",
        );
    }
    if text.contains("](") {
        report(
            Code::UnusableLink,
            "Deze link of afbeelding is niet goed geschreven.",
            "Staat er een spatie in de bestandsnaam? Zet er dan < en > omheen: ![Kaart](<mijn kaart.png>).",
        );
    }
    if looks_like_heading(text) {
        report(
            Code::UnknownSection,
            "Deze regel lijkt een kop, maar er mist een spatie.",
            "Zet een spatie achter het hekje: # informatie.",
        );
    }
}

/// `{ jnv_kosten }`: a name of several words between single braces.
fn has_single_braces(text: &str) -> bool {
    text.split('{').skip(1).any(|rest| {
        rest.split_once('}').is_some_and(|(inside, _)| {
            let name = inside.trim();
            name.contains('_') && name.chars().all(|next| next.is_ascii_alphanumeric() || next == '_')
        })
    })
}

/// `#Inleiding`: a paragraph that begins with hashes and then a letter.
fn looks_like_heading(text: &str) -> bool {
    let rest = text.trim_start_matches('#');
    rest.len() < text.len() && rest.starts_with(char::is_alphabetic) && !rest.contains(". ")
}

/// A unit that a figure already prints, written beside it.
pub fn check_units(spans: &[Span], figures: &[PrintedNumber], place: &Place, findings: &mut Findings) {
    for (index, span) in spans.iter().enumerate() {
        let Span::Number(figure) = span else { continue };
        let Some(printed) = figures.get(*figure).map(|figure| figure.printed.as_str()) else { continue };
        let text = |at: Option<usize>| match at.and_then(|at| spans.get(at)) {
            Some(Span::Text(text) | Span::Given(text)) => text.as_str(),
            _ => "",
        };
        let is_space = |next: char| next == ' ' || next == NO_BREAK_SPACE;
        let before = text(index.checked_sub(1)).trim_end_matches(is_space);
        let after = text(Some(index + 1)).trim_start_matches(is_space);
        let next_word: String = after.chars().take_while(|next| next.is_alphanumeric() || *next == '%').collect();
        let own_word = printed.rsplit(NO_BREAK_SPACE).next().unwrap_or_default();
        let doubled = match next_word.as_str() {
            "" => false,
            "procent" | "%" => printed.ends_with('%') || own_word == "procent",
            "euro" => printed.starts_with('€'),
            word => word.eq_ignore_ascii_case(own_word) && !own_word.starts_with(|first: char| first.is_ascii_digit()),
        };
        if doubled || (before.ends_with('€') && printed.starts_with('€')) {
            findings.push(
                Finding::new(
                    Code::DoubledUnit,
                    place.clone(),
                    format!("Bij \"{printed}\" staat de eenheid er nog een keer bij."),
                )
                .hint("Haal het teken of woord weg, of gebruik | zonder_eenheid."),
            );
        }
    }
}

/// Links lead to the web, to a mailbox or to a telephone.
pub fn check_link(url: &str, place: &Place, findings: &mut Findings) {
    let known = ["https://", "http://", "mailto:", "tel:"];
    if known.iter().any(|start| url.len() > start.len() && url.starts_with(start)) {
        return;
    }
    let finding = Finding::new(Code::UnusableLink, place.clone(), format!("De link \"{url}\" werkt niet in een PDF."));
    findings.push(if url.starts_with("www.") {
        finding.hint(format!("Zet https:// ervoor: https://{url}"))
    } else {
        finding.hint("Een link begint met https:// of mailto:.")
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(check: impl FnOnce(&Place, &mut Findings)) -> Vec<&'static str> {
        let mut findings = Findings::new();
        check(&Place::file("a.md"), &mut findings);
        findings.iter().map(|finding| finding.code.as_str()).collect()
    }

    #[test]
    fn ordinary_text_passes() {
        for text in ["Tussen {a} en [b] staat # niets.", "<b>vet</b> & 5 < 6", "#1 is de beste. Echt.", "a } b { c"] {
            assert!(codes(|place, findings| check_words(text, place, findings)).is_empty(), "{text}");
        }
    }

    #[test]
    fn slips_are_seen() {
        for (text, code) in [
            ("Dat kost { jnv_kosten }.", "B001"),
            ("Dat kost jnv }}.", "B001"),
            ("<!-- intern -->", "B023"),
            ("![x](mijn foto.png)", "B025"),
            ("#Inleiding", "B004"),
        ] {
            assert_eq!(codes(|place, findings| check_words(text, place, findings)), [code], "{text}");
        }
    }

    #[test]
    fn links_need_a_scheme() {
        assert!(codes(|place, findings| check_link("https://a.nl", place, findings)).is_empty());
        for url in ["www.a.nl", "b.docx", "javascript:alert(1)", "file:///etc/passwd", "https://"] {
            assert_eq!(codes(|place, findings| check_link(url, place, findings)), ["B025"], "{url}");
        }
    }
}
