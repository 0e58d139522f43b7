//! Slips of the pen that Markdown would print without a word: braces that belong to no
//! placeholder, comments, links that lead nowhere, units written twice.

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::dutch::signs::NO_BREAK_SPACE;

use super::document::{PrintedNumber, Span};
use super::words::Words;

/// Looks at the words of one run of text; values in it are still markers.
pub fn check_words(words: &Words, findings: &mut Findings) {
    let text = words.text();
    let mut report = |code, found: Option<Range<usize>>, message: &str, hint: &str| {
        if let Some(range) = found {
            findings.push(Finding::new(code, words.place(range), message).hint(hint));
        }
    };
    report(
        Code::HiddenComment,
        comment(text),
        "Hier staat een opmerking tussen <!-- en -->. Die zou in de PDF komen.",
        "Zet de opmerking tussen {# en #}, dan wordt zij nooit afgedrukt.",
    );
    report(
        Code::PlaceholderSyntax,
        stray_braces(text),
        "Hier staan accolades die bij geen invulplek horen.",
        "Een invulplek begint met {{ en eindigt met }}.",
    );
    report(
        Code::UnusableLink,
        broken_link(text),
        "Deze link of afbeelding is niet goed geschreven.",
        "Staat er een spatie in de bestandsnaam? Zet er dan < en > omheen: ![Kaart](<mijn kaart.png>).",
    );
    report(
        Code::UnknownSection,
        heading(text),
        "Deze regel lijkt een kop, maar er mist een spatie.",
        "Zet een spatie achter het hekje: # informatie.",
    );
}

fn comment(text: &str) -> Option<Range<usize>> {
    let start = text.find("<!--")?;
    Some(start..text[start..].find("-->").map_or(text.len(), |end| start + end + "-->".len()))
}

/// Braces that close nothing, or `{ jnv_kosten }`: a name of several words between single braces.
fn stray_braces(text: &str) -> Option<Range<usize>> {
    let double = ["}}", "%}"].into_iter().filter_map(|close| text.find(close)).min();
    double.map(|at| at..at + 2).or_else(|| {
        text.match_indices('{').find_map(|(at, _)| {
            let (inside, _) = text[at + 1..].split_once('}').filter(|(inside, _)| !inside.contains('{'))?;
            let name = inside.trim();
            let is_name = name.contains('_') && name.chars().all(|next| next.is_ascii_alphanumeric() || next == '_');
            is_name.then_some(at..at + inside.len() + 2)
        })
    })
}

/// `![Kaart](mijn kaart.png)`: what Markdown did not take for a link.
fn broken_link(text: &str) -> Option<Range<usize>> {
    let middle = text.find("](")?;
    let start = text[..middle].rfind('[').unwrap_or(middle);
    let start = start - usize::from(text[..start].ends_with('!'));
    let end = text[middle..].find(')').map_or(middle + 2, |end| middle + end + 1);
    Some(start..end)
}

/// `#Inleiding`: a paragraph that begins with hashes and then a letter.
fn heading(text: &str) -> Option<Range<usize>> {
    let rest = text.trim_start_matches('#');
    let is_heading = rest.len() < text.len() && rest.starts_with(char::is_alphabetic) && !rest.contains(". ");
    is_heading.then(|| 0..text.trim_end().len())
}

/// A unit that a number already prints, written beside it.
pub fn check_units(spans: &[Span], numbers: &[PrintedNumber], findings: &mut Findings) {
    for (index, span) in spans.iter().enumerate() {
        let Span::Number(number) = span else { continue };
        let Some(number) = numbers.get(*number) else { continue };
        let printed = number.printed.as_str();
        let text = |at: Option<usize>| match at.and_then(|at| spans.get(at)) {
            Some(Span::Text(words) | Span::Given(words)) => words.text(),
            _ => "",
        };
        let is_space = |next: char| next == ' ' || next == NO_BREAK_SPACE;
        let before = text(index.checked_sub(1)).trim_end_matches(is_space);
        let after = text(Some(index + 1)).trim_start_matches(is_space);
        let next_word: String = after.chars().take_while(|next| next.is_alphanumeric() || *next == '%').collect();
        let own_word = printed.rsplit(NO_BREAK_SPACE).next().unwrap_or_default();
        let doubled = match next_word.as_str() {
            "" => false,
            "procent" | "%" => printed.ends_with('%') || matches!(own_word, "procent" | "procentpunt"),
            "euro" => printed.starts_with('€'),
            // "€ 5,3 mln. miljoen"
            "miljoen" | "mln" | "miljard" | "duizend" => {
                printed.ends_with("mln.")
                    || printed.ends_with("mld.")
                    || matches!(own_word, "miljoen" | "miljard" | "duizend")
            }
            word => word.eq_ignore_ascii_case(own_word) && !own_word.starts_with(|first: char| first.is_ascii_digit()),
        };
        if doubled || (before.ends_with('€') && printed.starts_with('€')) {
            findings.push(
                Finding::new(
                    Code::DoubledUnit,
                    number.place.clone(),
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
    use crate::diagnostic::SourceText;

    use super::*;

    fn codes(check: impl FnOnce(&mut Findings)) -> Vec<&'static str> {
        let mut findings = Findings::new();
        check(&mut findings);
        findings.iter().map(|finding| finding.code.as_str()).collect()
    }

    fn words(text: &str) -> Words {
        let mut words = Words::new(&SourceText::new("a.md", text));
        words.push(text, 0..text.len());
        words
    }

    #[test]
    fn ordinary_text_passes() {
        for text in ["Tussen {a} en [b] staat # niets.", "<b>vet</b> & 5 < 6", "#1 is de beste. Echt.", "a } b { c"] {
            assert!(codes(|findings| check_words(&words(text), findings)).is_empty(), "{text}");
        }
    }

    #[test]
    fn slips_are_seen() {
        for (text, code, marked) in [
            ("Dat kost { jnv_kosten }.", "B001", "{ jnv_kosten }"),
            ("Dat kost jnv }}.", "B001", "}}"),
            ("Een <!-- intern --> en", "B023", "<!-- intern -->"),
            ("Zie ![x](mijn foto.png).", "B025", "![x](mijn foto.png)"),
            ("#Inleiding", "B004", "#Inleiding"),
        ] {
            let words = words(text);
            assert_eq!(codes(|findings| check_words(&words, findings)), [code], "{text}");
            let found = [comment(text), stray_braces(text), broken_link(text), heading(text)];
            assert_eq!(found.into_iter().flatten().next().map(|range| &text[range]), Some(marked));
        }
    }

    #[test]
    fn links_need_a_scheme() {
        let check = |url: &str| codes(|findings| check_link(url, &Place::file("a.md"), findings));
        assert!(check("https://a.nl").is_empty());
        for url in ["www.a.nl", "b.docx", "javascript:alert(1)", "file:///etc/passwd", "https://"] {
            assert_eq!(check(url), ["B025"], "{url}");
        }
    }
}
