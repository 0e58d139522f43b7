//! Numbers that an author may type: those that name something, and count nothing.

use crate::dutch::period::{names_month, year};

use super::prose::{Prose, Role, TokenKind, is_in};

mod ages;
mod codes;
mod names;
mod numeral;

pub use ages::is_people;
pub use numeral::looks_counted;

use numeral::{Numeral, digits, is_measure};

/// A kind of number that may be typed.
pub struct Exemption {
    /// What it is, as the manual lists it.
    pub what: &'static str,
    applies: fn(&Numeral<'_>) -> bool,
}

/// All of them. The manual lists them in the same words; a test keeps the two together.
pub const EXEMPTIONS: &[Exemption] = &[
    // A date says when. Dates of the period itself come from placeholders, but no rule can tell which those are.
    Exemption { what: "een datum: *14 maart 2023*, *14-03-2023*", applies: is_date },
    // A year names a period. "2022 jongeren" and "€ 2022" count, and are no years.
    Exemption {
        what: "een jaartal van 1900 tot en met 2099: *in 2022*, *2021-2023*, *Kadernota 2024*",
        applies: is_year,
    },
    // Like a year.
    Exemption { what: "een kwartaal, maand of week: *K4*, *2022-K4*, *kwartaal 3*, *week 12*", applies: is_period },
    // Somebody has to be able to find the case.
    Exemption {
        what: "een zaaknummer of kenmerk: *2023-0012345*, *motie 12*, *Z/25/114285*",
        applies: codes::is_case_number,
    },
    // The law numbers its articles.
    Exemption { what: "een wetsartikel: *artikel 169*, *art. 2.3 lid 1*", applies: is_law },
    // A part of another text; charts and tables of this text are numbered by verwijs().
    Exemption {
        what: "een genummerd onderdeel: *paragraaf 3.2*, *bijlage 1*, *fase 2*, *groep 7/8*, *besluitpunten 3 en 5*",
        applies: is_numbered_part,
    },
    // An author's own numbering.
    Exemption { what: "het nummer van een kop: *2.1 Aanpak*", applies: is_numbering },
    // Not a quantity, and wrong in any other notation.
    Exemption { what: "een telefoonnummer: *078 770 00 00*, *14 078*", applies: is_telephone },
    // The same.
    Exemption { what: "een postcode of huisnummer: *3311 AA*, *Voorbeeldplein 1*", applies: is_address },
    // A time of the day says when.
    Exemption { what: "een tijd: *20.00 uur*, *om 9 uur*", applies: is_time },
    // An order, not a quantity.
    Exemption { what: "een rangtelwoord: *1e*, *2de*", applies: is_ordinal },
    // Part of a name.
    Exemption {
        what: "een naam met een cijfer: *A16*, *COVID-19*, *1,5-lijnszorg*, *top-3*, *NEN 7510*, *m²*",
        applies: names::is_name,
    },
    // Who is meant, and not how many.
    Exemption {
        what: "een leeftijd die een groep noemt: *van 0 tot 4 jaar*, *67 jaar en ouder*, *65-plussers*, *18+*",
        applies: ages::is_age,
    },
    // A rule of the law or of an ordinance says who may have something.
    Exemption {
        what: "een norm uit een regel: *120% van het sociaal minimum*, *30 km per uur*, *op een schaal van 1 tot 10*",
        applies: codes::is_norm,
    },
    Exemption { what: "het nummer van een regel in een tabel, in de eerste kolom", applies: is_row_number },
    // In what amounts are given.
    Exemption { what: "de schaal van bedragen: *x € 1.000*, *per 1.000 inwoners*", applies: codes::is_scale_note },
    // How often something is done.
    Exemption { what: "een ritme: *2x per jaar*, *7 dagen per week*", applies: codes::is_rhythm },
    // Somebody else's number.
    Exemption { what: "een getal in een citaat: *‘Ik wacht al 8 maanden’*", applies: is_quoted },
];

/// Whether the number at this position may be typed.
pub fn exempts(prose: &Prose, index: usize) -> bool {
    let numeral = Numeral { prose, index, text: prose.written(index) };
    EXEMPTIONS.iter().any(|exemption| (exemption.applies)(&numeral))
}

/// Whether the author numbered a chart or table by hand.
pub fn is_exhibit_number(prose: &Prose, index: usize) -> bool {
    let numeral = Numeral { prose, index, text: prose.written(index) };
    is_in(EXHIBITS, numeral.lead()) && digits(numeral.text, 2).is_some()
}

const EXHIBITS: &str = "figuur figuren fig tabel tabellen grafiek grafieken diagram afbeelding";

fn is_date(numeral: &Numeral<'_>) -> bool {
    let parts: Vec<&str> = numeral.text.split(['-', '/', '.']).collect();
    let between = |text: &str, last: u32| digits(text, 2).is_some_and(|number| (1..=last).contains(&number));
    if let [first, middle, last] = parts[..] {
        let ends_in_year = year(last).is_some() || digits(last, 2).filter(|_| last.len() == 2).is_some();
        return between(middle, 12)
            && ((between(first, 31) && ends_in_year) || (year(first).is_some() && between(last, 31)));
    }
    let is_month = names_month(numeral.prose.word(numeral.tail()));
    is_month && numeral.text.split(['-', '–']).all(|day| between(day, 31))
}

/// What comes before a year, and never before a count.
const YEAR_LEADS: &str = "\
    in sinds vanaf eind einde begin medio jaar jaren zomer winter voorjaar najaar herfst kwartaal anno rond januari \
    tot t/m";
/// What comes before a count, and seldom before a year.
const COUNT_LEADS: &str = "\
    ongeveer circa ca ruim bijna zo’n maar slechts maximaal minimaal hooguit minstens totaal er aantal waren kreeg \
    kregen hielp hielpen kostte kost kosten bedroeg bedraagt telde telt meldden zagen bereikten namelijk alle nog";

fn is_year(numeral: &Numeral<'_>) -> bool {
    if !has_form_of_year(numeral.text) {
        return numeral.before() == "jaren" && digits(numeral.text, 2).is_some() && numeral.text.len() == 2
            || numeral.text.strip_prefix('’').is_some_and(|rest| rest.len() == 2 && digits(rest, 2).is_some());
    }
    let Numeral { prose, index, .. } = *numeral;
    let next = numeral.next();
    if let Role::Cell { row, column, .. } = prose.role
        && prose.tokens.len() == 1
    {
        return row == 0 || column == 0;
    }
    let before = numeral.before();
    if numeral.has_sign() {
        return false;
    }
    if is_in(YEAR_LEADS, before) || names_month(before) || before.ends_with("jaar") {
        // "in 2022 jongeren helpen" is a year; "in 2022 euro" is not.
        return !is_measure(next);
    }
    let more_than = before == "dan" && matches!(prose.word_before(index, 2), "meer" | "minder");
    if numeral.counts() || is_in(COUNT_LEADS, before) || more_than {
        return false;
    }
    // Nothing before it: "2022 leerlingen kregen" counts, "2022 was een goed jaar" does not.
    !before.is_empty() || !looks_counted(next)
}

/// "1", "2", "3" below each other in the first column: quarters, or places in a row.
fn is_row_number(numeral: &Numeral<'_>) -> bool {
    let Role::Cell { row, column: 0, .. } = numeral.prose.role else { return false };
    let is_alone = numeral.prose.tokens.len() - usize::from(numeral.prose.is_mark(numeral.index + 1, '.')) == 1;
    is_alone && !numeral.has_sign() && numeral.text.trim_end_matches('.').parse() == Ok(row)
}

fn has_form_of_year(text: &str) -> bool {
    match text.trim_end_matches('-').split_once(['-', '–', '/']) {
        None => year(text.trim_end_matches('-')).is_some(),
        Some((from, to)) => match (year(from), year(to), digits(to, 2)) {
            (Some(from), Some(to), _) => from < to,
            (Some(from), None, Some(to)) => i64::from(to) - 1 == i64::from(from % 100) && text.len() == 7,
            _ => false,
        },
    }
}

fn is_period(numeral: &Numeral<'_>) -> bool {
    let is_part = |text: &str| match text.as_bytes() {
        [b'K' | b'Q' | b'k' | b'q', part] => (b'1'..=b'4').contains(part),
        [b'T' | b't', part] => (b'1'..=b'3').contains(part),
        [tens, ones] => digits(text, 2).is_some_and(|month| (1..=12).contains(&month)) && tens + ones > 0,
        _ => false,
    };
    let is_code = match numeral.text.split_once('-') {
        Some((first, part)) => year(first).is_some() && is_part(part),
        None => numeral.text.starts_with(char::is_alphabetic) && is_part(numeral.text),
    };
    let is_named = matches!(numeral.lead(), "kwartaal" | "maand" | "week" | "weken" | "tertaal" | "periode")
        && digits(numeral.text, 2).is_some_and(|number| (1..=53).contains(&number));
    is_code || (is_named && !numeral.counts())
}

/// Whether all parts are short: 2.3.1, 6:162, 3a.
fn is_part_number(text: &str) -> bool {
    text.split(['.', ':', '-', '–', '/']).all(|part| {
        let number = part.trim_end_matches(|last: char| last.is_ascii_lowercase());
        (digits(number, 3).is_some() && part.len() - number.len() <= 1) || (number.is_empty() && part.len() == 1)
    })
}

/// What a law, or the journal that it was published in, numbers.
const LAWS: &str = "artikel artikelen art lid leden boek titel afdeling sub onder stb stcrt";

fn is_law(numeral: &Numeral<'_>) -> bool {
    let lead = numeral.lead();
    (is_in(LAWS, lead) || lead.ends_with("-artikel"))
        && is_part_number(numeral.text)
        && !numeral.counts()
        // "onder 180 trajecten" counts.
        && (lead != "onder" || !looks_counted(numeral.next()))
}

const NUMBERED: &str = "\
    paragraaf paragrafen par § hoofdstuk hoofdstukken hfst bijlage bijlagen stap stappen punt onderdeel onderdelen \
    pagina pagina’s bladzijde blz p alinea voetnoot noot fase fases fasen vraag vragen spoor pijler thema scenario \
    variant optie lijn niveau trede groep groepen klas klassen ronde agendapunt beslispunt beslispunten programma doel \
    deel kolom versie tranche loket loketten balie zaal kamer lokaal perceel percelen wijk wijken regel regels cluster \
    schaal tabblad ambitie ambities prioriteit aanbeveling aanbevelingen maatregel maatregelen categorie categorieën \
    type klasse blok module verdieping etage perron kavel kavels dia sheet rij cel route poort gebouw haven sectie \
    zone district cohort team leerjaar jaarlaag vak formulier model buurt buurten deelgebied speerpunt doelstelling actie \
    bus bussen tram trams metro afrit afritten afslag uitgang ingang entree hal hallen halte spoor sporen deur loods \
    loodsen hangar schuur pier steiger gate toren brug sluis veld kraam podium paviljoen rotonde kruispunt windkracht verkeerslicht lantaarnpaal laadpaal \
    gemaal vat kolommen kaart lade kast \
    taakveld taakvelden indicator indicatoren prestatie-indicator regio ikb code \
    burap berap bestuursrapportage rapportage deelrapport tijdvak";
/// Ends of longer words of the same kind: "besluitpunten", "raadsvraag", "deelplan".
const NUMBERED_ENDS: &[&str] = &[
    "punt", "punten", "vraag", "vragen", "fase", "plan", "niveau", "bijlage", "schaal", "lijn", "nota", "gebied",
    "halte", "hal", "zaal", "poort", "loods", "kolom", "uitgang", "ingang", "gebouw", "perceel",
];

fn is_numbered_part(numeral: &Numeral<'_>) -> bool {
    if is_of_another_text(numeral) {
        return true;
    }
    let numbers = |word: &str| {
        is_in(NUMBERED, word) || NUMBERED_ENDS.iter().any(|end| word.len() > end.len() && word.ends_with(end))
    };
    numbers(numeral.lead())
        && is_part_number(numeral.text)
        // "groep 12 leerlingen" and "punt 2, 18 trajecten" count.
        && !numeral.counts()
        && (digits(numeral.text, 3).is_none_or(|number| number < 100) || numbers(numeral.before()))
}

/// "bijlage 3, tabel 2.1 en figuur 4", "tabel 4 van het rapport": an exhibit that this document does not number.
fn is_of_another_text(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, text } = *numeral;
    if !is_in(EXHIBITS, numeral.lead()) || !is_part_number(text) {
        return false;
    }
    let sentence = prose.sentence_of(index);
    let is_reference = |at: usize| {
        let word = prose.word(at);
        (word.is_empty() && !prose.is_mark(at, '('))
            || is_in(EXHIBITS, word)
            || is_in("en of in", word)
            || is_other_text(word)
    };
    let named_before = (sentence.start..index).rev().take(12).take_while(|at| is_reference(*at));
    if named_before.into_iter().any(|at| is_other_text(prose.word(at))) {
        return true;
    }
    let after = numeral.tail();
    is_in("van uit in bij", prose.word(after)) && (after + 1..after + 4).any(|at| is_other_text(prose.word(at)))
}

/// Whether a word names a text that is not this one.
fn is_other_text(word: &str) -> bool {
    const ENDS: [&str; 11] = [
        "bijlage",
        "bijlagen",
        "rapport",
        "notitie",
        "jaarstukken",
        "jaarverslag",
        "jaarrekening",
        "begroting",
        "kadernota",
        "onderzoek",
        "monitor",
    ];
    ENDS.iter().any(|end| word.ends_with(end))
}

fn is_numbering(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, text } = *numeral;
    if is_one_of_a_row(prose, index) {
        return true;
    }
    let parts: Vec<&str> = text.split('.').collect();
    let is_short = parts.iter().all(|part| digits(part, 2).is_some());
    if index > 0 || !is_short || numeral.counts() {
        return false;
    }
    let is_heading = matches!(prose.role, Role::Heading | Role::Title);
    let closes = |mark| prose.touches_next(index) && prose.is_mark(index + 1, mark);
    closes(')') || (is_heading && (parts.len() > 1 || closes('.')))
}

/// "het doel is tweeledig: (1) jongeren helpen en (2) ouders steunen": numbers in brackets that count up from 1.
fn is_one_of_a_row(prose: &Prose, index: usize) -> bool {
    let number = |index: usize| {
        let is_in_brackets = index > 0 && prose.is_mark(index - 1, '(') && prose.is_mark(index + 1, ')');
        digits(prose.written(index), 2).filter(|_| is_in_brackets)
    };
    if number(index).is_none() {
        return false;
    }
    let row: Vec<u32> = (0..prose.tokens.len()).filter_map(number).collect();
    row.len() > 1 && row.iter().zip(1..).all(|(found, wanted)| *found == wanted)
}

fn is_telephone(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, text } = *numeral;
    let is_group = |index: usize| {
        let is_digits = |text: &str| !text.is_empty() && text.chars().all(|next| next.is_ascii_digit() || next == '-');
        prose.kind(index) == Some(TokenKind::Number) && is_digits(prose.written(index))
    };
    if !is_group(index) {
        return false;
    }
    let is_gap = |index: usize| prose.is_mark(index, '(') || prose.is_mark(index, ')') || prose.is_mark(index, '-');
    // The first group of the number, and all digits from there.
    let mut first = index;
    while first > 0 && (is_group(first - 1) || (is_gap(first - 1) && first > 1 && is_group(first - 2))) {
        first -= if is_group(first - 1) { 1 } else { 2 };
    }
    let mut all = String::new();
    let mut at = first;
    while is_group(at) || (is_gap(at) && is_group(at + 1)) {
        all.extend(prose.written(at).chars().filter(char::is_ascii_digit));
        at += 1;
    }
    let abroad = first > 0 && prose.is_mark(first - 1, '+');
    let is_emergency = all == "112"
        && (index.saturating_sub(20)..index + 20).any(|at| is_in("bel bellen belt alarmnummer spoed", prose.word(at)));
    let is_short =
        is_emergency || matches!(prose.word_before(first, 1), "bel" | "tel" | "telefoon" | "telefoonnummer" | "belt");
    let is_municipal = all.starts_with("140")
        && (5..=6).contains(&all.len())
        && (text == "14" || text.starts_with('0') || text == all);
    let is_service = (all.starts_with("0800") || all.starts_with("0900")) && matches!(all.len(), 8 | 11);
    (all.starts_with('0') && all.len() == 10) || is_service || (abroad && all.len() == 11) || is_municipal || is_short
}

fn is_address(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, text } = *numeral;
    let is_letters = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_code = |digits_: &str, letters: &str| {
        digits(digits_, 4).is_some_and(|number| number >= 1000) && digits_.len() == 4 && is_letters(letters)
    };
    // "1200 EU" is no postcode unless a town or nothing follows.
    let before_town =
        prose.written(index + 2).chars().next().is_none_or(|next| !next.is_lowercase() && !next.is_numeric());
    if is_code(text, prose.written(index + 1)) && before_town {
        return true;
    }
    if text.len() == 6 && text.is_char_boundary(4) && is_code(&text[..4], &text[4..]) {
        return true;
    }
    const STREETS: &str = "\
        straat weg plein laan kade boulevard singel gracht dijk hof haven park markt steeg pad dreef postbus \
        antwoordnummer";
    if numeral.counts() || text.chars().count() > 7 {
        return false;
    }
    let is_dash = |at: usize| prose.is_mark(at, '–') || prose.is_mark(at, '-');
    let ends_range = index > 2 && is_dash(index - 1);
    let of_row = Numeral { prose, index: if ends_range { index - 2 } else { index }, text };
    let first = of_row.first();
    let is_name = first > 0 && prose.written(first - 1).starts_with(char::is_uppercase);
    let before = prose.word_before(first, 1);
    // "Dorpsstraat 12 en 48 bomen" counts; "Dorpsstraat 12 t/m 48 vallen" does not.
    let is_range = ends_range || is_in("t/m met tot", numeral.before());
    // "Marktplein 5 en 7 vervangen wij"
    let is_verb = is_in("wij we het de er ze zij college", prose.word(index + 2));
    let is_free = first == index || is_range || is_verb || !looks_counted(numeral.next());
    is_name && is_free && STREETS.split(' ').any(|street| before.ends_with(street))
}

fn is_time(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, .. } = *numeral;
    let tail = numeral.tail();
    let is_hour = prose.word(tail) == "uur" && prose.word(tail + 1) != "per";
    let is_clock = |text: &str| {
        text.split_once(['.', ':']).is_some_and(|(hour, minute)| {
            digits(hour, 2).is_some_and(|hour| hour < 25)
                && minute.len() == 2
                && digits(minute, 2).is_some_and(|minute| minute < 60)
        })
    };
    let starts = matches!(numeral.before(), "om" | "vanaf" | "tot" | "rond");
    if numeral.text.split(['-', '–']).all(is_clock) {
        return is_hour || (numeral.text.contains(':') && (starts || numeral.before() == "van"));
    }
    let is_whole = digits(numeral.text, 2).is_some_and(|hour| hour < 25);
    is_whole && is_hour && (starts || (numeral.before() == "van" && prose.word(numeral.index + 1) == "tot"))
}

fn is_ordinal(numeral: &Numeral<'_>) -> bool {
    let number = numeral.text.trim_end_matches(char::is_alphabetic);
    digits(number, 2).is_some() && matches!(&numeral.text[number.len()..], "e" | "de" | "ste")
}

/// What somebody else says, or has written.
fn is_quoted(numeral: &Numeral<'_>) -> bool {
    let Numeral { prose, index, .. } = *numeral;
    // "U vraagt of het klopt dat er 900 bomen zijn gekapt": the number of who asks, up to the answer.
    let sentence = prose.sentence_of(index);
    let is_asked = prose.word(sentence.start) == "u"
        && is_in("vraagt stelt schrijft noemt", prose.word(sentence.start + 1))
        && is_in("of dat", prose.word(sentence.start + 2))
        && index - sentence.start <= 60
        && !(sentence.start..index)
            .any(|at| prose.is_mark(at, ':') || prose.is_mark(at, ';') || prose.word(at) == "maar");
    is_asked || prose.is_quoted(index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::prose::sample::{typed, typed_as};

    fn fires(text: &str) -> Vec<String> {
        fires_as(text, Role::Paragraph)
    }

    fn fires_as(text: &str, role: Role) -> Vec<String> {
        let prose = typed_as(text, role);
        let numbers = (0..prose.tokens.len()).filter(|index| prose.kind(*index) == Some(TokenKind::Number));
        numbers.filter(|index| !exempts(&prose, *index)).map(|index| prose.written(index).to_owned()).collect()
    }

    #[test]
    fn ranges_of_an_address_and_exhibits_of_another_text_are_names() {
        for text in [
            "De Dr. Schaepmanstraat 12 t/m 48 en de Hoofdweg 3 tot en met 27 vallen af.",
            "Op de Hoofdweg 12-48 en het Marktplein 5 en 7 begint dat.",
            "De postcodegebieden 1501 en 1502 vallen onder Noord.",
            "Zie bijlage 3, tabel 2.1 en figuur 4.",
            "Zie tabel 7 van het jaarverslag.",
            "De 10-14-klassen en de CO₂-compensatie per dm³.",
        ] {
            assert_eq!(fires(text), Vec::<String>::new(), "{text}");
        }
        for (text, number) in [
            ("In de Dorpsstraat 12 en 48 bomen.", "48"),
            ("Zie tabel 4 op de volgende bladzijde.", "4"),
            ("In postcodegebied 1501 inwoners.", "1501"),
        ] {
            assert_eq!(fires(text), [number], "{text}");
        }
    }

    #[test]
    fn what_names_something_may_be_typed() {
        for text in [
            "Op 14 maart 2023 kreeg u een brief.",
            "Op 14 maart en van 14–16 maart, op 14, 15 en 16 april.",
            "Peildatum 14-03-2023, 1-1-2022, 1/1/2022, 2022-10-01.",
            "In 2022 kregen jongeren hulp.",
            "In 2022 gezinnen beter helpen.",
            "De jaren 2021–2023, 2022/2023, 2022/23 en 2022-23.",
            "De Kadernota 2024 en de begroting 2024 laten dat zien.",
            "De Bestuursrapportage 2023, de Jaarstukken 2022 en het programma 2022-2025.",
            "2022 was een goed jaar.",
            "Wij vergelijken 2021 met 2022 en 2023.",
            "De cijfers over 2022 en de kosten van 2022 zijn voorlopig.",
            "Sinds januari 2022, eind 2022 en schooljaar 2022.",
            "De regels van voor 2022 gelden niet meer (2022).",
            "In K4 en 2022-K4, in kwartaal 3, Q2 en 2022-10.",
            "In week 12 en in de weken 12 en 13.",
            "Zaak 2021-0152278 en zaaknummer 1234567, kenmerk 12-34, nr. 4.",
            "Motie 12 en toezegging 34.",
            "Volgens artikel 169 van de Gemeentewet en art. 2.3 lid 1.",
            "Zie Stb. 2014, 280, en KvK 24259123.",
            "De artikelen 3, 4 en 5, artikel 6:162 en artikel 4a, leden 2 en 3.",
            "Zie paragraaf 3.2, hoofdstuk 4, bijlage 1 en stap 2.",
            "Zie § 3.2 en blz. 12 en p. 3.",
            "Kinderen in groep 8 gaan naar klas 1.",
            "In fase 1 en 2 gebeurt dat.",
            "Bel 078 770 00 00 of 14 078.",
            "Bel 06-12345678, 0800-1234, (078) 770 89 10 of +31 78 770 89 10.",
            "Bel 112.",
            "Het adres is Spuiboulevard 300, 3311 GR Dordrecht.",
            "Postbus 8, 3300 AA Dordrecht; 3311AA.",
            "Het begint om 20.00 uur, of van 9.30 tot 17.00 uur.",
            "Wij zijn open van 9 tot 17 uur en om 20:00.",
            "De 1e en 2de keer, het 4e kwartaal 2022.",
            "Langs de A16 en de N3, met de G4, de Wmo2015 en COVID-19.",
            "Een 0-meting per m² met 5G, 24/7.",
            "In de jaren 90 en in ’22.",
            "De kosten waren in 2022 € (bedrag volgt).",
            "Het doel is (1) helpen, (2) voorkomen en (3) leren.",
            "Jongeren van 18+ en 18-, van 18- naar 18+.",
            "Een 12-jarige, en 65-plussers, en 16- en 17-jarigen.",
            "Voor kinderen van 0 tot 4 jaar, jongeren van 16 en 17 jaar en inwoners tussen de 18 en 67 jaar.",
            "Inwoners van 67 jaar en ouder, jongeren onder de 18 en kinderen vanaf 10 maanden.",
            "Kinderen van 0-4 jaar en jongeren (12 tot 18 jaar), jonger dan 23 jaar.",
            "De 1,5-lijnszorg, de 3D-aanpak, de CO2-uitstoot, de top-3 en het A2-formulier.",
            "Groep 7/8, tranche 1, wijk 11, regel 5b, besluitpunten 3, 5 en 7 en de vragen 1 tot en met 6.",
            "Brief (9793974), (nr: 9323073), Z/25/114285 en ZHZ 24/10001.",
            "Kamerstuk 31 839, nr. 988, postcodes 1501 en 1502, zaal 1.12.",
            "Het is 5 voor 12, 50/50 en 1 op 1; de eerste 1.000 dagen.",
            "Bedragen (x € 1.000), lasten x 1.000 euro en per 1.000 inwoners.",
            "Het komt 2x per jaar samen, 7 dagen per week.",
            "Office 365, BENG 2, versie 2.0 en A++++.",
            "‘Wij wachten al 8 maanden’, zei zij, en: “Ik kan weer 16 uur werken.”",
        ] {
            assert_eq!(fires(text), Vec::<String>::new(), "{text}");
        }
        assert!(fires_as("2.1 Aanpak", Role::Heading).is_empty());
        assert!(fires_as("1. Inleiding", Role::Heading).is_empty());
        assert!(fires_as("2022", Role::Cell { table: 0, row: 0, column: 1 }).is_empty());
    }

    #[test]
    fn what_counts_something_may_not() {
        for (text, wanted) in [
            ("De pilot kostte 461.514 euro.", &["461.514"] as &[&str]),
            ("Dat is 17% of 17 procent.", &["17", "17"]),
            ("Dat kost € 5,3 mln.", &["5,3"]),
            ("De inzet was 2,49.", &["2,49"]),
            ("2022 jongeren kregen hulp.", &["2022"]),
            ("2022 leerlingen deden mee.", &["2022"]),
            ("Wij hielpen 2022 mensen en 2000 jonge kinderen.", &["2022", "2000"]),
            ("Dat kost € 2022, of 2022 euro, of 2022%.", &["2022", "2022", "2022"]),
            ("Er waren er 2022.", &["2022"]),
            ("Het waren er ongeveer 2000 en meer dan 1950.", &["2000", "1950"]),
            ("Het waren 157 jongeren.", &["157"]),
            ("In 2022 waren het er 157.", &["157"]),
            ("De gemiddelde leeftijd liep op van 71 naar 74 jaar.", &["71", "74"]),
            ("Er verhuisden 85 65-plussers.", &["85"]),
            ("Een contract van 4 jaar en een looptijd van 2 tot 4 jaar.", &["4", "2", "4"]),
            ("Dat zijn 500+ meldingen.", &["500+"]),
            ("Inwoners wachten 12 weken, jongeren 4 jaar.", &["12", "4"]),
            ("Met besluit 118 aanvragen gehonoreerd.", &["118"]),
            ("Gezinnen kregen gemiddeld 2 keer per week hulp.", &["2"]),
            ("Dat is € 4.150 (x € 1.000).", &["4.150"]),
            ("Van elke 1.000 inwoners ontvangen er 33 hulp.", &["33"]),
            ("In JNV 12 en in FLITS 14.", &["12", "14"]),
            ("De ‘180’ jongeren.", &["180"]),
            ("Dat is 3x zo veel, 3 keer.", &["3x", "3"]),
            ("Het duurt 3 uur, of 40 uur per week.", &["3", "40"]),
            ("Van 10 tot 40 uur per week.", &["10", "40"]),
            ("Dat is ½ of ⅓ of ２３ of ٤٢ of ²⁵.", &["½", "⅓", "２３", "٤٢", "²⁵"]),
            ("Dat is EUR500 of jongeren.180 of jongeren-180.", &["EUR500", "jongeren.180", "jongeren-180"]),
            ("In stap 2 en 180 jongeren.", &["180"]),
            ("In fase 2, 180 trajecten.", &["180"]),
            ("Een groep 12 jongeren.", &["12"]),
            ("Onder 12 gezinnen.", &["12"]),
            ("In wijk Noord (12) en Zuid (3).", &["12", "3"]),
            ("Zie figuur 2.", &["2"]),
            ("Tussen 0 en 1.", &["0", "1"]),
            ("Van de 29 waren 19 tevreden.", &["29", "19"]),
            ("De verhouding is 50-50 of 1:20.", &["50-50", "1:20"]),
            ("Op 32 maart en 461 mei.", &["32", "461"]),
            ("Het zijn 1200 EU burgers.", &["1200"]),
            ("In Noord (1) en Zuid (3).", &["1", "3"]),
            ("Dat kost 500€.", &["500"]),
            ("In 461 514 gevallen.", &["461", "514"]),
        ] {
            assert_eq!(fires(text), wanted, "{text}");
        }
        assert_eq!(fires_as("180 jongeren kregen hulp", Role::Heading), ["180"]);
        assert_eq!(fires_as("2000", Role::Cell { table: 0, row: 1, column: 1 }), ["2000"]);
    }

    #[test]
    fn charts_numbered_by_hand_are_known() {
        let prose = typed("Zie figuur 2 en tabel 1 en stap 2.");
        let found: Vec<usize> = (0..prose.tokens.len()).filter(|index| is_exhibit_number(&prose, *index)).collect();
        assert_eq!(found.len(), 2);
    }
}
