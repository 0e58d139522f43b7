//! C003: a count before a list of another length.

use std::ops::Range;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::notation::number_word;

use crate::check::checked::Checked;
use crate::check::reading::exempt::looks_counted;
use crate::check::reading::prose::{Prose, TokenKind, is_in};
use crate::check::reading::quantity::{Measure, Quantity, Source};

/// Longer lists are not announced by their number.
const LONGEST: u32 = 30;

/// Reports each count that announces another number of items than follow.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for (prose, quantities) in checked.texts.iter().zip(&checked.quantities) {
        let both = prose.sentences.iter().cloned().flatten().filter(|at| !prose.is_quoted(*at));
        for tokens in both.filter_map(|at| both_of_more(prose, at)) {
            let message = format!("Hier staat \"{}\", maar er volgen meer namen dan twee.", prose.of_tokens(&tokens));
            findings.push(
                Finding::new(Code::CountOfList, prose.place_of(&tokens), message)
                    .hint("Is er een naam te veel, of moet het een ander aantal zijn?"),
            );
        }
        for quantity in quantities.iter().filter(|quantity| is_count(quantity)) {
            let found = match prose.list_after {
                Some(items) if announces_list(prose, quantity) => Some(Items { fewest: items, most: items }),
                _ => inline_items(prose, quantity),
            };
            let Some(items) = found else { continue };
            let count = quantity.printed.to_usize().unwrap_or_default();
            if (items.fewest..=items.most).contains(&count) {
                continue;
            }
            let written = prose.of_tokens(&quantity.tokens);
            let number = number_word(Decimal::from(items.most)).map_or_else(|| items.most.to_string(), str::to_owned);
            let message = format!("Hier staat \"{written}\", maar de lijst die volgt heeft {number} onderdelen.");
            // Words from data have no place of their own: what stands behind them has.
            let tokens = match quantity.source {
                Source::Given => quantity.tokens.end..(quantity.tokens.end + 2).min(prose.tokens.len()),
                _ => quantity.tokens.clone(),
            };
            findings.push(
                Finding::new(Code::CountOfList, prose.place_of(&tokens), message)
                    .hint("Mist er iets in de lijst, of is het aantal verkeerd?"),
            );
        }
    }
}

/// "Beide buurtkamers, De Haven, De Wilg en De Linde": two that are three. Gives the word.
fn both_of_more(prose: &Prose, at: usize) -> Option<Range<usize>> {
    let noun = at + 1;
    let opens = noun + 1;
    let is_open = prose.is_mark(opens, ',') || prose.is_mark(opens, '(') || prose.is_mark(opens, ':');
    if !is_in("beide allebei", prose.word(at)) || !looks_counted(prose.word(noun)) || !is_open {
        return None;
    }
    let end = prose.sentence_of(at).end;
    let (mut names, mut joins, mut starts) = (0, 0, true);
    for next in opens + 1..end {
        let is_capital = prose.written(next).starts_with(char::is_uppercase);
        match prose.kind(next) {
            Some(TokenKind::Mark(',')) if joins == 0 => starts = true,
            Some(TokenKind::Word) if prose.word(next) == "en" && joins == 0 => {
                joins += 1;
                starts = true;
            }
            Some(TokenKind::Word | TokenKind::Given) if starts && is_capital => {
                names += 1;
                starts = false;
            }
            Some(TokenKind::Word | TokenKind::Given) if !starts && is_capital => {}
            _ => break,
        }
    }
    (names > 2 && joins == 1).then_some(at..noun + 1)
}

fn is_count(quantity: &Quantity) -> bool {
    let is_small = (Decimal::TWO..=Decimal::from(LONGEST)).contains(&quantity.printed);
    quantity.measure == Measure::Count && is_small && quantity.printed.is_integer()
}

/// How many items a list can be read to have: "Werk en Inkomen" may be one or two.
struct Items {
    fewest: usize,
    most: usize,
}

/// What is counted, when it is time, announces nothing.
const TIMES: &str = "jaar jaren maanden weken dagen uur uren keer maal minuten fte kwartalen";
/// After these the count is about something else than the list: "voor tien gemeenten:".
const ADVERBIAL: &str = "voor in bij namens tussen naar door aan van na binnen over onder per";
/// But lists have stages and kinds: "in drie stappen:".
const PARTS: &str =
    "stappen fasen fases delen onderdelen groepen soorten vormen rondes manieren redenen punten thema’s sporen";

/// The words right after a count: where they end, and whether they are a plural noun with what belongs to it.
fn noun_phrase(prose: &Prose, quantity: &Quantity) -> Option<Range<usize>> {
    let start = quantity.tokens.end;
    let is_inside =
        |index: usize| matches!(prose.kind(index), Some(TokenKind::Word | TokenKind::Given | TokenKind::Reference));
    let end = (start..start + 5).find(|index| !is_inside(*index))?;
    let words: Vec<&str> = (start..end).map(|index| prose.word(index)).collect();
    let preposition =
        words.iter().position(|word| matches!(*word, "van" | "in" | "voor" | "uit" | "met" | "op" | "bij"));
    let noun = words[..preposition.unwrap_or(words.len())].last()?;
    let is_whole = preposition.is_none_or(|at| at + 1 < words.len());
    (looks_counted(noun) && is_whole && !is_in(TIMES, noun)).then_some(start..end)
}

fn is_adverbial(prose: &Prose, quantity: &Quantity, phrase: &Range<usize>) -> bool {
    let mut before = quantity.tokens.start;
    while before > 0 && matches!(prose.word(before - 1), "de" | "deze" | "die" | "onze" | "alle" | "het" | "andere") {
        before -= 1;
    }
    let is_part = phrase.clone().any(|index| is_in(PARTS, prose.word(index)));
    is_in(ADVERBIAL, prose.word_before(before, 1)) && !is_part
}

/// "Wij werken met drie aanbieders:", "De drie aanbieders zijn:", "Er zijn drie redenen waarom wij dit doen:".
fn announces_list(prose: &Prose, quantity: &Quantity) -> bool {
    let last = prose.tokens.len() - 1;
    let sentence = prose.sentence_of(last);
    if !prose.is_mark(last, ':') || !sentence.contains(&quantity.tokens.start) {
        return false;
    }
    // With another number behind it, this one is not what the list is about.
    let has_other = (quantity.tokens.end..last)
        .any(|index| matches!(prose.kind(index), Some(TokenKind::Number | TokenKind::Bound(_))));
    let Some(phrase) = noun_phrase_up_to(prose, quantity, last).filter(|_| !has_other) else { return false };
    let starts = (prose.word(sentence.start), prose.word(sentence.start + 1));
    let is_about_count = matches!(starts, ("er" | "dit" | "dat", "zijn" | "waren"))
        || (matches!(starts.0, "de" | "deze" | "onze" | "alle") && matches!(prose.word(last - 1), "zijn" | "waren"))
        || matches!(prose.word(last - 1), "namelijk" | "weten");
    (phrase.end == last || is_about_count) && !is_adverbial(prose, quantity, &phrase)
}

/// The noun behind a count, also where more follows it before `last`.
fn noun_phrase_up_to(prose: &Prose, quantity: &Quantity, last: usize) -> Option<Range<usize>> {
    if let Some(phrase) = noun_phrase(prose, quantity).filter(|phrase| phrase.end == last) {
        return Some(phrase);
    }
    let start = quantity.tokens.end;
    let noun = (start..last.min(start + 3)).find(|index| looks_counted(prose.word(*index)))?;
    (!is_in(TIMES, prose.word(noun))).then_some(start..noun + 1)
}

/// "drie aanbieders (A, B en C)", "drie aanbieders: A, B en C."
fn inline_items(prose: &Prose, quantity: &Quantity) -> Option<Items> {
    let phrase = noun_phrase(prose, quantity)?;
    let open = phrase.end;
    let sentence = prose.sentence_of(quantity.tokens.start);
    let close = if prose.is_mark(open, '(') {
        (open + 1..sentence.end).find(|index| prose.is_mark(*index, ')'))?
    } else if prose.is_mark(open, ':') && !is_adverbial(prose, quantity, &phrase) {
        (open + 1..sentence.end).rfind(|index| !prose.is_mark(*index, '.')).map(|last| last + 1)?
    } else {
        return None;
    };
    count_items(prose.of_tokens(&(open + 1..close)))
}

/// What starts a remark rather than a list.
const REMARKS: &str = "\
    zie inclusief exclusief incl excl waarvan waaronder bijvoorbeeld bijv onder o.a zoals en of in per ongeveer \
    circa ca dat die met vooral voor van na naast";

fn count_items(text: &str) -> Option<Items> {
    let first = text.split([' ', '.', '\u{a0}']).next().unwrap_or_default().to_lowercase();
    if is_in(REMARKS, &first) || text.contains(['(', ':']) {
        return None;
    }
    // The comma of "33,1" parts nothing.
    let signs: Vec<char> = text.chars().collect();
    let is_decimal = |at: usize| {
        let is_digit = |at: usize| signs.get(at).is_some_and(|sign| sign.is_ascii_digit());
        at > 0 && signs[at] == ',' && is_digit(at - 1) && is_digit(at + 1)
    };
    let text: String = (0..signs.len()).map(|at| if is_decimal(at) { '.' } else { signs[at] }).collect();
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
    let joined = |part: &str| part.matches(" en ").count() + part.matches(" of ").count() + part.matches(" & ").count();
    let (last, others) = parts.split_last()?;
    let of_last = joined(last);
    let of_others: usize = others.iter().map(|part| joined(part)).sum();
    let is_long = |part: &&str| part.split_whitespace().count() > 7;
    if parts.iter().any(|part| part.is_empty() || is_long(part)) || parts.len() + of_last < 2 {
        return None;
    }
    let most = parts.len() + of_last + of_others;
    // "A, B en C" is read one way only.
    let fewest = if of_others == 0 && of_last == 1 { most } else { parts.len() };
    Some(Items { fewest, most })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::prose::sample::typed;
    use crate::check::reading::quantity::typed as typed_quantity;

    fn quantity(prose: &Prose) -> Quantity {
        let number = |index: &usize| prose.kind(*index) == Some(TokenKind::Number);
        let index = (0..prose.tokens.len()).find(number).expect("a number in digits");
        typed_quantity(prose, index).expect("can be read")
    }

    #[test]
    fn counts_that_announce_a_list() {
        for text in [
            "Wij werken met 3 aanbieders:",
            "De 3 aanbieders zijn:",
            "Er zijn 3 redenen waarom wij dit doen:",
            "Wij kiezen 3 nieuwe vormen van hulp:",
            "Dat doen wij in 3 stappen:",
            "Wij vergeleken hulp. Dit zijn de 3 verschillen:",
        ] {
            let prose = typed(text);
            assert!(announces_list(&prose, &quantity(&prose)), "{text}");
        }
        for text in [
            "Wij hielpen 12 jongeren met:",
            "De dienst regelt voor de 10 gemeenten:",
            "Dat duurde 3 jaar:",
            "In 3 wijken kregen jongeren hulp bij:",
            "De 3 aanbieders hielpen bij:",
            "Er zijn 3 wijken met 12 kinderen:",
            "Wij werken met 3 aanbieders. Zij helpen bij:",
        ] {
            let prose = typed(text);
            assert!(!announces_list(&prose, &quantity(&prose)), "{text}");
        }
    }

    #[test]
    fn items_in_a_sentence_are_counted() {
        for (text, fewest, most) in [
            ("met 3 aanbieders (A, B, C en D).", 4, 4),
            ("met 3 aanbieders: A, B, C en D.", 4, 4),
            ("met 2 afdelingen (Werk en Inkomen, Jeugd en Gezin)", 2, 4),
            ("Er zijn 3 opties: wij stoppen, wij gaan door of wij breiden uit.", 3, 3),
            ("in 2 wijken (Noord en Zuid)", 2, 2),
        ] {
            let prose = typed(text);
            let items = inline_items(&prose, &quantity(&prose)).expect(text);
            assert_eq!((items.fewest, items.most), (fewest, most), "{text}");
        }
        for text in [
            "met 3 aanbieders (zie bijlage A, B, C en D)",
            "met 3 aanbieders (waaronder A en B)",
            "in 3 wijken (Noord)",
            "Voor deze 3 wijken geldt: meer groen, minder steen.",
            "al 3 jaar (A, B)",
            "voor 10 gemeenten: minder geld, meer werk",
        ] {
            let prose = typed(text);
            assert!(inline_items(&prose, &quantity(&prose)).is_none(), "{text}");
        }
    }
}
