//! Slips of the pen that Markdown would print without a word: braces that belong to no
//! placeholder, comments, links that lead nowhere, units written twice.

use std::ops::Range;

use crate::diagnostic::{Code, Edit, Finding, Findings, Fix, Place, Spot};
use crate::dutch::signs::NO_BREAK_SPACE;

use super::document::{PrintedNumber, Span};
use super::words::Words;

/// Looks at the words of one run of text; values in it are still markers.
pub fn check_words(words: &Words, findings: &mut Findings) {
    let text = words.text();
    let mut report = |code, found: Option<Range<usize>>, message: &str, hint: &str, fix: Mend| {
        if let Some(range) = found {
            let place = words.place(range);
            let mended = place.written().and_then(|written| Some((fix(written)?, is_certain(code, written))));
            let fix = mended.and_then(|((becomes, title), is_certain)| {
                Fix::replace(&place, becomes, title).map(|fix| fix.safe_if(is_certain))
            });
            findings.push(Finding::new(code, place, message).hint(hint).fix(fix));
        }
    };
    report(
        Code::HiddenComment,
        comment(text),
        "Hier staat een opmerking tussen <!-- en -->. Die zou in de PDF komen.",
        "Zet de opmerking tussen {# en #}, dan wordt zij nooit afgedrukt.",
        template_comment,
    );
    report(
        Code::PlaceholderSyntax,
        stray_braces(text),
        "Hier staan accolades die bij geen invulplek horen.",
        "Een invulplek begint met {{ en eindigt met }}.",
        double_braces,
    );
    report(
        Code::UnusableLink,
        broken_link(text),
        "Deze link of afbeelding is niet goed geschreven.",
        "Staat er een spatie in de bestandsnaam? Zet er dan < en > omheen: ![Kaart](<mijn kaart.png>).",
        bracketed_target,
    );
    report(
        Code::UnknownSection,
        heading(text),
        "Deze regel lijkt een kop, maar er mist een spatie.",
        "Zet een spatie achter het hekje: # informatie.",
        spaced_heading,
    );
}

/// What something becomes that is written so, and what a button says that does it.
type Mend = fn(&str) -> Option<(String, &'static str)>;

/// Whether a slip is one for certain: words may stand between braces, a word may begin with one hash, and "[1](zie lid 2.)"
/// may be a mark with a remark.
fn is_certain(code: Code, written: &str) -> bool {
    match code {
        Code::PlaceholderSyntax => false,
        Code::UnusableLink => written.starts_with("!["),
        Code::UnknownSection => written.starts_with("##"),
        _ => true,
    }
}

fn template_comment(written: &str) -> Option<(String, &'static str)> {
    let inside = written.strip_prefix("<!--")?.strip_suffix("-->")?;
    let is_plain = !inside.contains("#}") && !inside.starts_with(['-', '+']) && !inside.ends_with('-');
    is_plain.then(|| (format!("{{#{inside}#}}"), "Zet de opmerking tussen {# en #}"))
}

fn double_braces(written: &str) -> Option<(String, &'static str)> {
    (written.starts_with('{') && written.ends_with('}') && !written.contains("}}"))
        .then(|| (format!("{{{written}}}"), "Maak er een invulplek van"))
}

/// `![Kaart](<mijn kaart.png>)`, with its caption left where it is.
fn bracketed_target(written: &str) -> Option<(String, &'static str)> {
    let (label, rest) = written.split_once("](")?;
    let (target, caption) = rest
        .strip_suffix(')')?
        .split_once(" \"")
        .map_or((rest.strip_suffix(')')?, ""), |(target, _)| (target, &rest[target.len()..rest.len() - 1]));
    let is_meant = target.contains(' ') && target.contains('.') && !target.contains(['<', '>', '(', '"', '{']);
    is_meant.then(|| (format!("{label}](<{}>{caption})", target.trim()), "Zet < en > om de bestandsnaam"))
}

fn spaced_heading(written: &str) -> Option<(String, &'static str)> {
    let words = written.trim_start_matches('#');
    let signs = &written[..written.len() - words.len()];
    (!signs.is_empty()).then(|| (format!("{signs} {words}"), "Zet een spatie achter het hekje"))
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
        let sign_before = before.ends_with('€') && printed.starts_with('€');
        if doubled || sign_before {
            let fix = match sign_before {
                true => without_end(spans.get(index.wrapping_sub(1)), '€'.len_utf8()),
                false => without_start(spans.get(index + 1), next_word.len()),
            };
            findings.push(
                Finding::new(
                    Code::DoubledUnit,
                    number.place.clone(),
                    format!("Bij \"{printed}\" staat de eenheid er nog een keer bij."),
                )
                .hint("Haal het teken of woord weg, of gebruik | zonder_eenheid.")
                .fix(fix.map(|fix| {
                    let is_certain = is_always_beside(&number.place, &fix);
                    fix.safe_if(is_certain)
                })),
            );
        }
    }
}

/// So far above a number it is looked whether a loop begins, in bytes.
const LOOP_ABOVE: usize = 2_000;

/// Whether a number and what is taken away beside it always come together: no condition stands between them or chooses the
/// number, and no loop prints others in its place.
fn is_always_beside(number: &Place, fix: &Fix) -> bool {
    let Spot::Text { source, range } = &number.spot else { return false };
    let Some((_, taken)) = fix.edits.first().and_then(Edit::span) else { return false };
    let between = if taken.start < range.start { taken.end..range.start } else { range.end..taken.start };
    let is_beside = source.text.get(between).is_some_and(|between| between.trim().is_empty());
    let chooses = number.written().is_none_or(|written| written.split_whitespace().any(|word| word == "if"));
    is_beside && !chooses && !ends_in_loop(&source.text[..range.start])
}

fn ends_in_loop(text: &str) -> bool {
    let from = (text.len().saturating_sub(LOOP_ABOVE)..text.len()).find(|at| text.is_char_boundary(*at));
    let tags = text[from.unwrap_or(text.len())..].split("{%").skip(1);
    let words: Vec<&str> =
        tags.filter_map(|tag| tag.trim_start_matches(['-', '+']).split_whitespace().next()).collect();
    let count = |word: &str| words.iter().filter(|other| **other == word).count();
    count("for") > count("endfor") || count("macro") > count("endmacro")
}

/// A typed text without the word that it begins with, and without the space before that.
fn without_start(span: Option<&Span>, word: usize) -> Option<Fix> {
    let Some(Span::Text(words)) = span else { return None };
    let gap = words.text().len() - words.text().trim_start().len();
    // A point behind an abbreviation may be that of the sentence.
    if words.text()[gap..].starts_with("ml") {
        return None;
    }
    taken_away(words, 0..gap + word)
}

/// A typed text without the sign that it ends with, and without the space behind that.
fn without_end(span: Option<&Span>, sign: usize) -> Option<Fix> {
    let Some(Span::Text(words)) = span else { return None };
    let end = words.text().trim_end().len();
    taken_away(words, end - sign..words.text().len())
}

fn taken_away(words: &Words, range: Range<usize>) -> Option<Fix> {
    // Only where the words stand in the file as they are read.
    let is_same = |place: &Place| {
        let written = place.written().map(|written| written.replace(NO_BREAK_SPACE, " "));
        written.is_some_and(|written| written == words.text()[range.clone()].replace(NO_BREAK_SPACE, " "))
    };
    let place = words.place(range.clone());
    Some(&place).filter(|place| is_same(place)).and_then(|place| Fix::replace(place, "", "Haal de dubbele eenheid weg"))
}

/// Links lead to the web, to a mailbox or to a telephone.
pub fn check_link(url: &str, place: &Place, findings: &mut Findings) {
    let known = ["https://", "http://", "mailto:", "tel:"];
    if known.iter().any(|start| url.len() > start.len() && url.starts_with(start)) {
        return;
    }
    let finding = Finding::new(Code::UnusableLink, place.clone(), format!("De link \"{url}\" werkt niet in een PDF."));
    findings.push(if url.starts_with("www.") {
        let at = place.written().filter(|written| written.matches(url).count() == 1).and_then(|text| text.find(url));
        let insert = at.and_then(|at| match &place.spot {
            Spot::Text { source, range } => Edit::of(source, range.start + at..range.start + at, "https://"),
            _ => None,
        });
        finding
            .hint(format!("Zet https:// ervoor: https://{url}"))
            .fix(Fix::of([insert], "Zet https:// ervoor").map(Fix::safe))
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
