//! Codes by which something is found again, and notes that say in what amounts are given.

use super::numeral::{Numeral, digits};
use crate::check::reading::prose::is_in;
use crate::dutch::period::year;

/// What bears a number by which it is found again.
const CASES: &str = "\
    zaak kenmerk dossier kvk nr nrs no nummer nummers motie moties toezegging toezeggingen amendement besluit \
    kamerstuk kamerstukken ledger grootboek referentie postcode postcodes perceel percelen kavel sectie postcodegebied bsn iban btw-id rekening";

/// Ends of longer words of the same kind: "raadsvoorstel", "collegebesluit".
const ENDS_OF_CASES: [&str; 6] = ["nummer", "nummers", "voorstel", "besluit", "brief", "kenmerk"];

/// "2023-0012345", "motie 12", "Z/25/114285", "(9793974)", "kamerstuk 31 839, nr. 988".
pub fn is_case_number(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, text } = *numeral;
    if let Some((first, number)) = text.split_once('-')
        && year(first).is_some()
        && (6..=8).contains(&number.len())
        && digits(number, 8).is_some()
    {
        return true;
    }
    if numeral.has_sign() {
        return false;
    }
    // "besluit B&W 2025/118"
    if let Some((first, number)) = text.split_once('/')
        && year(first).is_some()
        && (3..=7).contains(&number.len())
        && digits(number, 7).is_some()
    {
        return true;
    }
    let lead = numeral.lead();
    let is_named = is_in(CASES, lead) || ENDS_OF_CASES.iter().any(|end| lead.ends_with(end));
    let is_plain = text.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '-' | '–' | '/' | '.'));
    // "de postcodegebieden 1501 en 1502 vallen onder …"
    let is_area =
        text.split(['-', '–']).all(|part| part.len() == 4 && digits(part, 4).is_some_and(|code| code >= 1000));
    if lead.starts_with("postcode") && is_area && !numeral.counts() {
        return true;
    }
    // "besluit 118 aanvragen" counts.
    if is_named && is_plain && !numeral.counts() && !super::numeral::looks_counted(numeral.next()) {
        return true;
    }
    is_code(text) || is_place_code(text) || is_edition(text) || is_group_of_number(numeral) || {
        // A long number between brackets has no thousands set apart, so it is no amount.
        let is_open = |at: usize| prose.is_mark(at, '(') || prose.is_mark(at, ':');
        index > 0
            && is_open(index - 1)
            && prose.is_mark(index + 1, ')')
            && text.len() >= 6
            && digits(text, 12).is_some()
    }
}

/// "Z/25/114285", "24/10001", "D-2025-00123", "2024-Z0012": letters or a year, and a number of four digits or more.
fn is_code(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', '-', '.', '_']).collect();
    let is_long = |part: &&str| {
        let number = part.trim_start_matches(|next: char| next.is_ascii_uppercase());
        number.len() >= 4 && digits(number, 10).is_some()
    };
    let is_part = |part: &&str| {
        let number = part.trim_matches(|next: char| next.is_ascii_uppercase());
        !part.is_empty() && (number.is_empty() || digits(number, 12).is_some())
    };
    let has_letter = text.contains(|next: char| next.is_ascii_uppercase()) && !text.starts_with("EUR");
    let has_number = parts.iter().any(|part| is_long(part) && (has_letter || part.len() > 4));
    parts.len() > 1 && parts.iter().all(is_part) && has_number && (has_letter || text.contains('/'))
}

/// "B2.14", "A1-03": a letter or two with the number of a floor, and that of a room or part.
fn is_place_code(text: &str) -> bool {
    let number = text.trim_start_matches(|next: char| next.is_ascii_uppercase());
    let is_short = |part: &str| (1..=3).contains(&part.len()) && digits(part, 3).is_some();
    let halves = number.split_once(['.', '-']);
    (1..=2).contains(&(text.len() - number.len()))
        && halves.is_some_and(|(one, other)| is_short(one) && is_short(other))
}

/// "9001:2015": a standard and the year of its edition.
fn is_edition(text: &str) -> bool {
    let halves = text.split_once(':');
    halves.is_some_and(|(number, edition)| number.len() > 2 && digits(number, 6).is_some() && year(edition).is_some())
}

/// "31 839": groups of digits behind the word that says what they number.
fn is_group_of_number(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, text } = *numeral;
    let is_digits = |at: usize| !prose.written(at).is_empty() && digits(prose.written(at), 3).is_some();
    if !is_digits(index) {
        return false;
    }
    let mut first = index;
    while first > 0 && index - first < 5 && is_digits(first - 1) {
        first -= 1;
    }
    // "Kamerstukken II 2024/25, 31 839, nr. 1050"
    let near = first.saturating_sub(6)..first;
    let is_paper = near.clone().any(|at| is_in("kamerstuk kamerstukken", prose.word(at)));
    let is_group = text.len() <= 3 && (first < index || is_digits(index + 1));
    is_group && (is_paper || (first < index && is_in("nummer dossier", prose.word_before(first, 1))))
}

/// "x € 1.000", "x 1.000 euro", "(× € 1 miljoen)", "bedragen in € 1.000", "per 1.000 inwoners".
pub fn is_scale_note(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, text } = *numeral;
    let mut first = index;
    while first > 0 && index - first < 4 && super::numeral::is_same_number(prose, first - 1) {
        first -= 1;
    }
    let euro = usize::from(first > 0 && prose.is_mark(first - 1, '€'));
    let before = first.wrapping_sub(1 + euro);
    let is_times = prose.is_mark(before, '×') || matches!(prose.word(before), "x" | "maal" | "keer");
    let number: String = (first..=index).map(|at| prose.written(at)).collect::<String>().replace('.', "");
    let is_power = matches!(number.as_str(), "1000" | "1000000" | "1000000000" | "10000" | "100000" | "100")
        || (text == "1" && matches!(prose.word(index + 1), "mln" | "miljoen" | "mld" | "miljard" | "duizend"))
        || (first == index && super::numeral::is_same_number(prose, index + 1) && text == "1");
    if !is_power {
        return false;
    }
    let is_unit = euro == 0 && (prose.word(before) == "per" || matches!(prose.word(before), "elke" | "iedere"));
    let is_said = prose.word(before) == "in" && prose.word_before(before, 1) == "bedragen";
    // "wij ronden af op € 1.000"
    let is_rounded = prose.word(before) == "op"
        && (before.saturating_sub(4)..before).any(|at| is_in("afgerond ronden rondden rond afronden", prose.word(at)));
    is_unit || is_said || is_rounded || (is_times && starts_factor(numeral, before))
}

/// Whether the sign says "in units of": behind a bracket, a noun or nothing. "Wij deden dit 3 x 1.000 keer" says how often.
fn starts_factor(numeral: &Numeral<'_>, times: usize) -> bool {
    let prose = numeral.prose;
    times == 0 || !matches!(prose.kind(times - 1), Some(crate::check::reading::prose::TokenKind::Number))
}

/// "120% van het sociaal minimum", "110 procent van de bijstandsnorm", "30 km per uur", "op een schaal van 1 tot 10".
pub fn is_norm(numeral: &Numeral<'_>) -> bool {
    const MEASURES: [&str; 6] = ["minimum", "minimumloon", "minimuminkomen", "norm", "normbedrag", "grondslag"];
    let Numeral { prose, index, text } = *numeral;
    let is_percent = prose.is_mark(index + 1, '%') || prose.word(index + 1) == "procent";
    if is_percent {
        // "de btw van 21%"
        if prose.word_before(index, 1).starts_with("btw")
            || (prose.word_before(index, 1) == "van" && prose.word_before(index, 2).starts_with("btw"))
        {
            return true;
        }
        // "de norm dat 85 procent op tijd is opgelost"
        let is_stated = prose.word_before(index, 1) == "dat"
            && (2..=3).any(|back| MEASURES.iter().any(|end| prose.word_before(index, back).ends_with(end)));
        if is_stated {
            return true;
        }
        let article = index + 3 + usize::from(is_in("het de", prose.word(index + 3)));
        let is_measure = |at: usize| MEASURES.iter().any(|end| prose.word(at).ends_with(end));
        return prose.word(index + 2) == "van" && (article..article + 3).any(is_measure);
    }
    if numeral.has_sign() {
        return false;
    }
    let is_speed = digits(text, 3).is_some_and(|speed| speed % 5 == 0)
        && is_in("km kilometer", prose.word(index + 1))
        && is_in("per u uur", prose.word(index + 2 + usize::from(prose.is_mark(index + 2, '/'))));
    let first = numeral.first();
    let is_scale = prose.word_before(first, 1) == "van"
        && is_in("schaal", prose.word_before(first, 2))
        && (first < index || is_in("tot t/m", prose.word(index + 1)));
    is_speed || is_scale
}

/// "2x per jaar", "3 keer per week", "7 dagen per week", "24 uur per dag".
pub fn is_rhythm(numeral: &Numeral<'_>) -> bool {
    const UNITS: &str = "dag week maand kwartaal jaar halfjaar schooljaar";
    let Numeral { prose, index, text } = *numeral;
    let number = text.trim_end_matches(['x', 'X']);
    let times = number.len() < text.len();
    let per = if times { index + 1 } else { index + 2 };
    let is_times = times || matches!(prose.word(index + 1), "keer" | "maal" | "x" | "dagen" | "dag");
    let is_per = matches!(prose.word(per), "per" | "in") || (prose.word(per) == "elke");
    let unit = if matches!(prose.word(per + 1), "de" | "het") { per + 2 } else { per + 1 };
    // "iedere 15 minuten", "elke 3 weken"
    let each =
        is_in("elke iedere", numeral.before()) || (numeral.before() == "de" && prose.word_before(index, 2) == "om");
    if each && is_in("minuten uur dagen weken maanden jaar kwartalen", prose.word(index + 1)) {
        return digits(text, 2).is_some();
    }
    // "binnen 14 dagen": a term that was set. What was done within so many days was measured.
    const WAS_DONE: &str = "\
        gemiddeld gemiddelde mediaan wachttijd kreeg kregen hielp hielpen was waren werd werden handelden lukte lukten";
    if numeral.before() == "binnen" && is_in("dagen werkdagen weken maanden uur", prose.word(index + 1)) {
        return digits(text, 2).is_some() && !prose.sentence_of(index).any(|at| is_in(WAS_DONE, prose.word(at)));
    }
    // "In ons handvest staat dat niemand langer dan 10 minuten wacht": what was promised.
    const PROMISED: [&str; 5] = ["handvest", "servicenorm", "servicenormen", "norm", "belofte"];
    if is_in("minuten dagen werkdagen weken uur", prose.word(index + 1))
        && digits(text, 2).is_some()
        && numeral.before() == "dan"
        && prose.sentence_of(index).any(|at| PROMISED.iter().any(|end| prose.word(at).ends_with(end)))
        && prose.sentence_of(index).any(|at| is_in("staat beloven belooft spraken afgesproken", prose.word(at)))
    {
        return true;
    }
    // "een wettelijke termijn van 8 weken, te verlengen met 6 weken"
    if is_in("dagen werkdagen weken maanden", prose.word(index + 1)) && digits(text, 2).is_some() {
        let sentence = prose.sentence_of(index);
        let is_legal = sentence.clone().any(|at| is_in("wettelijke wettelijk", prose.word(at)));
        let is_term = numeral.before() == "van" && prose.word_before(index, 2).ends_with("termijn");
        // "De Omgevingswet gaat in artikel 16.64 uit van 8 weken"
        let is_by_law = sentence.clone().any(|at| prose.word(at).ends_with("wet"))
            && sentence.clone().any(|at| is_in("artikel geeft schrijft kent stelt", prose.word(at)))
            && !sentence.clone().any(|at| is_in("gemiddeld gemiddelde duurde duurden wachttijd", prose.word(at)));
        if is_by_law && !numeral.has_sign() {
            return true;
        }
        let is_more = numeral.before() == "met"
            && (is_in("verlengen verlengd", prose.word_before(index, 2))
                || is_in("verlengen verlengd", prose.word(index + 2)));
        let is_agreed = is_more && sentence.clone().any(|at| prose.word(at) == "termijn");
        if is_agreed || is_legal && (is_term || is_more) {
            return true;
        }
    }
    // "binnen 48 uur", "de eerste 24 uur": a term.
    if is_in("24 48 72", text)
        && prose.word(index + 1) == "uur"
        && is_in("binnen eerste komende laatste", numeral.before())
    {
        return true;
    }
    // Day and night, and no more than that: "24 uur per dag".
    if text == "24" && prose.word(index + 1) == "uur" && is_in("per dag etmaal", prose.word(index + 2)) {
        return true;
    }
    const MEASURED: &str = "gemiddeld gemiddelde ruim bijna ongeveer circa ca";
    let measured = (index.saturating_sub(6)..index).any(|at| is_in(MEASURED, prose.word(at)));
    digits(number, 2).is_some_and(|number| number <= 31)
        && is_times
        && is_per
        && is_in(UNITS, prose.word(unit))
        && !measured
}
