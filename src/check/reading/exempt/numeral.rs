//! A token with digits in it, and what stands around it: what it is listed with, and whether it counts something.

use crate::check::reading::prose::{Prose, TokenKind, is_in};
use crate::dutch::unit::is_typed;

/// What makes the number before it an amount, besides units.
const MEASURES: &str = "\
    mln mld miljoen miljard duizend minuten minuut weken maanden jaar jaren keer maal kilometer km meter m² m2 \
    hectare ton kilo kg kwh";
/// What is often counted.
const COUNTED: &str = "\
    personen mensen inwoners bewoners jongeren jeugdigen kinderen ouders gezinnen huishoudens cliënten leerlingen \
    woningen aanbieders besluiten beschikkingen aanvragen meldingen aanmeldingen trajecten plaatsen plekken \
    deelnemers bezoekers medewerkers professionals vrijwilligers studenten ouderen baby’s scholen klassen wijken \
    gemeenten organisaties bedrijven banen praktijken huisartsen klachten gesprekken bezoeken stemmen reacties \
    handtekeningen vragen punten leden statushouders vluchtelingen";
/// Words on -en and -s that count nothing: verbs and other small words.
const NOT_COUNTED: &str = "\
    zijn waren hebben hadden worden werden kunnen konden zullen zouden moeten moesten mogen mochten willen wilden \
    gaan gingen staan stonden komen kwamen krijgen kregen geven gaven laten lieten blijven bleven gelden golden \
    maken maakten doen deden zien zagen vinden vonden nemen namen helpen hielpen starten stegen daalden groeiden \
    leven tegen samen boven binnen tussen sinds tijdens volgens alles";

/// Whether a word after a number says what is counted.
pub fn is_counted(word: &str) -> bool {
    is_measure(word) || is_in(COUNTED, word)
}

/// Whether a word after a number says in what something is measured.
pub fn is_measure(word: &str) -> bool {
    is_typed(word) || is_in(MEASURES, word)
}

/// The same, and any word that has the form of a plural.
pub fn looks_counted(word: &str) -> bool {
    // "genomen" and "aangeboden" are what was done; "gezinnen" and "gedupeerden" are counted.
    const DONE: [&str; 16] = [
        "nomen", "geven", "kregen", "komen", "bleven", "houden", "vonden", "worden", "sproken", "schreven", "kozen",
        "sloten", "boden", "lopen", "stegen", "zonden",
    ];
    let is_done = DONE.iter().any(|end| word.strip_suffix(end).is_some_and(|start| start.ends_with("ge")));
    let is_plural = word.chars().count() >= 5 && (word.ends_with("en") || word.ends_with('s')) && !is_done;
    is_counted(word) || (is_plural && !is_in(NOT_COUNTED, word))
}

/// A token with digits, and what stands around it.
pub struct Numeral<'p> {
    /// The text that it is in.
    pub prose: &'p Prose,
    /// Its token.
    pub index: usize,
    /// What is written.
    pub text: &'p str,
}

impl<'p> Numeral<'p> {
    /// The first of the numbers that it is listed with: that of 3 for 5 in "artikelen 3, 4 en 5".
    pub fn first(&self) -> usize {
        let prose = self.prose;
        let mut first = self.index;
        loop {
            let mut before = first;
            while before > 0 && is_joiner(prose, before - 1) {
                before -= 1;
            }
            if before < first && before > 0 && prose.kind(before - 1) == Some(TokenKind::Number) {
                first = before - 1;
            } else {
                return first;
            }
        }
    }

    /// The word before it, past numbers that are listed with it: for 5 in "artikelen 3, 4 en 5" that is "artikelen".
    pub fn lead(&self) -> &'p str {
        let prose = self.prose;
        match self.first().checked_sub(1) {
            // nr: 9323073
            Some(colon) if prose.is_mark(colon, ':') => prose.word_before(colon, 1),
            // art. 5
            Some(point) if prose.is_mark(point, '.') => prose.word_before(point, 1),
            Some(sign) if prose.is_mark(sign, '§') => "§",
            Some(word) => prose.word(word),
            None => "",
        }
    }

    /// The word after it, past numbers that are listed with it: "maart" for 14 in "14, 15 en 16 maart".
    pub fn tail(&self) -> usize {
        let prose = self.prose;
        let mut last = self.index;
        loop {
            let mut after = last + 1;
            while is_joiner(prose, after) {
                after += 1;
            }
            if after > last + 1 && prose.kind(after) == Some(TokenKind::Number) {
                last = after;
            } else {
                return last + 1;
            }
        }
    }

    pub fn before(&self) -> &'p str {
        self.prose.word_before(self.index, 1)
    }

    pub fn next(&self) -> &'p str {
        self.prose.word(self.index + 1)
    }

    /// Whether a euro or percent sign makes it an amount.
    pub fn has_sign(&self) -> bool {
        let before = self.index.checked_sub(1);
        before.is_some_and(|before| self.prose.is_mark(before, '€') || self.prose.is_mark(before, '$'))
            || self.prose.is_mark(self.index + 1, '%')
            || self.prose.is_mark(self.index + 1, '‰')
            || (self.prose.is_mark(self.index + 1, '€') && self.prose.touches_next(self.index))
    }

    /// Whether it says how many there are of what follows, perhaps past one adjective: "12 nieuwe gezinnen".
    pub fn counts(&self) -> bool {
        let next = self.next();
        self.has_sign() || is_counted(next) || (next.ends_with('e') && is_counted(self.prose.word(self.index + 2)))
    }
}

pub fn is_joiner(prose: &Prose, index: usize) -> bool {
    prose.is_mark(index, ',') || matches!(prose.word(index), "en" | "of" | "en/of" | "tot" | "met" | "t/m")
}

/// The value of a text of at most so many digits.
pub fn digits(text: &str, at_most: usize) -> Option<u32> {
    let fits = (1..=at_most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// Whether two tokens are groups of one number: "1 000".
pub fn is_same_number(prose: &Prose, index: usize) -> bool {
    let is_digits = |at: usize| prose.kind(at) == Some(TokenKind::Number) && digits(prose.written(at), 3).is_some();
    is_digits(index) && is_digits(index + 1)
}
