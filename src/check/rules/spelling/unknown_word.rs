//! Words that no list has: the dictionary, the data, or the municipality's own. Each is told once, with how often it stands
//! there.
//!
//! A word with a capital within a sentence, or by itself, is taken for a name, unless it is nearly one that the data has. What somebody
//! says in another language, and a sentence that is in one, are left alone.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use crate::check::reading::prose::{Prose, TokenKind};
use crate::diagnostic::{Code, Finding, Findings, Place, Spot, did_you_mean};
use crate::project::OWN_WORDS;

use super::speller::{Speller, TokenOf};

/// Fewer unknown words make no other language.
const FEWEST_FOREIGN: usize = 3;
/// A quotation is looked at so far on either side of a word.
const FAR: usize = 30;
/// No sentence starts with more signs.
const MOST_SIGNS: usize = 6;
/// So many words of a document are told; of more the dictionary is not to blame.
const MOST_TOLD: usize = 200;
/// Of a word so much is shown.
const SHOWN: usize = 40;

/// A word that is to be told.
struct Told {
    place: Place,
    written: String,
    times: usize,
    /// The name that it may be.
    like: Option<String>,
}

/// Reports each unknown word, where it first stands. `told` are tokens that other rules spoke of, `code` the bytes of the
/// document that are no words.
pub fn check(
    texts: &[&Prose],
    told: &BTreeSet<TokenOf>,
    code: &[Range<usize>],
    speller: &Speller<'_>,
    findings: &mut Findings,
) {
    let mut unknown: Vec<TokenOf> = Vec::new();
    for (text, prose) in texts.iter().enumerate() {
        let words = (0..prose.tokens.len()).filter(|index| prose.kind(*index) == Some(TokenKind::Word));
        let own = words.filter(|index| !speller.knows(prose.written(*index)) && is_word(prose, *index));
        let own: Vec<usize> = own.filter(|index| !told.contains(&(text, *index))).collect();
        let mut foreign = Foreign { prose, unknown: &own, sentence: None };
        unknown.extend(own.iter().filter(|index| !foreign.has(**index)).map(|index| (text, *index)));
    }
    let is_name = |(text, index): &TokenOf| {
        let (prose, index) = (texts[*text], *index);
        is_capital(prose, index) && (!starts(prose, index) || is_alone(prose, index))
    };
    let names: HashSet<&str> =
        unknown.iter().filter(|one| is_name(one)).map(|(text, at)| texts[*text].written(*at)).collect();
    // A word that is also written small is no name.
    let small: HashSet<&str> = unknown.iter().map(|(text, at)| texts[*text].written(*at)).collect();
    let mut all: Vec<Told> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (text, index) in unknown {
        let prose = texts[text];
        let written = prose.written(index);
        let like = if is_capital(prose, index) { speller.known.like(written) } else { None };
        if is_capital(prose, index)
            && names.contains(written)
            && like.is_none()
            && !small.contains(written.to_lowercase().as_str())
        {
            continue;
        }
        if let Some(at) = known.get(&written.to_lowercase()) {
            all[*at].times += 1;
            continue;
        }
        let place = prose.place_of(&(index..index + 1));
        if is_within(&place, code) {
            continue;
        }
        known.insert(written.to_lowercase(), all.len());
        all.push(Told { place, written: written.to_owned(), times: 1, like: like.map(str::to_owned) });
    }
    let more = all.split_off(all.len().min(MOST_TOLD));
    all.into_iter().for_each(|one| findings.push(one.finding()));
    if let Some(first) = more.first() {
        let message = format!("Nog {} andere woorden staan niet in de woordenlijst.", more.len());
        findings.push(
            Finding::new(Code::UnknownWord, first.place.clone(), message)
                .hint("Is dit een tekst in een andere taal, of zijn het codes? Kijk wat hier hoort te staan."),
        );
    }
}

impl Told {
    fn finding(self) -> Finding {
        let shown: String = self.written.chars().take(SHOWN).collect();
        let more = if shown.len() < self.written.len() { "..." } else { "" };
        let times = if self.times > 1 { format!(" Het staat er {} keer.", self.times) } else { String::new() };
        let message = format!("Het woord \"{shown}{more}\" staat niet in de woordenlijst.{times}");
        let like = self.like.and_then(|name| did_you_mean(&self.written, [name.as_str()]));
        Finding::new(Code::UnknownWord, self.place, message)
            .maybe_hint(like)
            .hint(format!("Is het een tikfout? Verbeter het. Klopt het? Zet het dan in {OWN_WORDS}."))
    }
}

fn is_within(place: &Place, code: &[Range<usize>]) -> bool {
    let Spot::Text { range, .. } = &place.spot else { return false };
    code.iter().any(|code| code.start <= range.start && range.end <= code.end)
}

fn is_capital(prose: &Prose, index: usize) -> bool {
    prose.written(index).starts_with(char::is_uppercase)
}

/// Whether a sentence starts with this word, or what is quoted in it.
fn starts(prose: &Prose, index: usize) -> bool {
    let before = prose.sentence_of(index).start..index;
    before.len() <= MOST_SIGNS && before.into_iter().all(|at| matches!(prose.kind(at), Some(TokenKind::Mark(_))))
}

/// A name by itself, as an item of a list or a cell.
fn is_alone(prose: &Prose, index: usize) -> bool {
    let sentence = prose.sentence_of(index);
    sentence.len() <= MOST_SIGNS
        && sentence.into_iter().all(|at| at == index || matches!(prose.kind(at), Some(TokenKind::Mark(_))))
}

/// "driehonderdtien": no dictionary has all of them.
fn is_number(word: &str) -> bool {
    const PARTS: [&str; 30] = [
        "duizend",
        "honderd",
        "negentig",
        "tachtig",
        "zeventig",
        "zestig",
        "vijftig",
        "veertig",
        "dertig",
        "twintig",
        "negentien",
        "achttien",
        "zeventien",
        "zestien",
        "vijftien",
        "veertien",
        "dertien",
        "twaalf",
        "elf",
        "tien",
        "negen",
        "acht",
        "zeven",
        "zes",
        "vijf",
        "vier",
        "drie",
        "twee",
        "een",
        "en",
    ];
    let mut rest = word;
    while let Some(after) = PARTS.iter().find_map(|part| rest.strip_prefix(part)) {
        rest = after;
    }
    rest.is_empty()
}

/// Letters of other scripts are in no list.
fn is_latin(next: char) -> bool {
    !next.is_alphabetic() || matches!(next, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// "dhr", "blz"
fn is_abbreviation(word: &str) -> bool {
    const LONGEST: usize = 4;
    word.len() <= LONGEST && !word.to_lowercase().contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// Whether a token is a word by itself that can be looked up: no piece of a file name, no abbreviation, and not what only
/// touches a number, a placeholder or a sign that no sentence has.
fn is_word(prose: &Prose, index: usize) -> bool {
    const SIGNS: &str = ".,;:!?()[]\"'‘’“”„«»…–—/%";
    let written = prose.written(index);
    let is_plain = written.chars().nth(1).is_some()
        && !written.contains(['.', '_'])
        && !written.starts_with(['\'', '’'])
        && !written.chars().skip(1).any(char::is_uppercase)
        && written.chars().all(is_latin)
        && !is_abbreviation(written)
        && !is_number(prose.lower(index));
    let is_sign = |at: usize| match prose.kind(at) {
        Some(TokenKind::Mark(mark)) => SIGNS.contains(mark),
        _ => false,
    };
    let is_free_before = index == 0 || !prose.touches_next(index - 1) || is_sign(index - 1);
    let is_free_after = !prose.touches_next(index) || is_sign(index + 1);
    is_plain && is_free_before && is_free_after
}

/// Which words of a text stand in another language: there too many are unknown.
struct Foreign<'a> {
    prose: &'a Prose,
    unknown: &'a [usize],
    /// The sentence that was last asked about, and what it was found to be.
    sentence: Option<(Range<usize>, bool)>,
}

impl Foreign<'_> {
    fn has(&mut self, index: usize) -> bool {
        let known = self.sentence.as_ref().filter(|(range, _)| range.contains(&index)).map(|(_, foreign)| *foreign);
        let foreign = known.unwrap_or_else(|| {
            let sentence = self.prose.sentence_of(index);
            let foreign = !self.prose.may_be_dutch(&sentence) || self.is_other(&sentence, FEWEST_FOREIGN);
            self.sentence = Some((sentence, foreign));
            foreign
        });
        foreign || (self.prose.is_quoted(index) && self.is_other(&self.quoted(index), FEWEST_FOREIGN - 1))
    }

    /// The quotation around a word, as far as it is looked at.
    fn quoted(&self, index: usize) -> Range<usize> {
        let is_inside = |at: &usize| self.prose.is_quoted(*at);
        let start = (index.saturating_sub(FAR)..index).rev().take_while(is_inside).last().unwrap_or(index);
        let end = (index..index + FAR).take_while(is_inside).last().map_or(index, |last| last + 1);
        start..end
    }

    fn is_other(&self, range: &Range<usize>, fewest: usize) -> bool {
        let words = range.clone().filter(|at| self.prose.kind(*at) == Some(TokenKind::Word)).count();
        let before = |end: usize| self.unknown.partition_point(|at| *at < end);
        let unknown = before(range.end) - before(range.start);
        unknown >= fewest && unknown * 5 >= words * 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::known_words::KnownWords;
    use crate::check::reading::prose::sample::typed;

    fn found(text: &str) -> Vec<String> {
        let (known, prose) = (KnownWords::default(), typed(text));
        let mut findings = Findings::new();
        check(&[&prose], &BTreeSet::new(), &[], &Speller::new(&known), &mut findings);
        findings.iter().map(|finding| finding.message.clone()).collect()
    }

    #[test]
    fn a_word_is_told_once_with_how_often() {
        let all = found("Het bugdet is op. Een Bugdet, dat bugdet.");
        assert_eq!(all, ["Het woord \"bugdet\" staat niet in de woordenlijst. Het staat er 3 keer."]);
    }

    #[test]
    fn what_is_no_word_is_left_alone() {
        for text in [
            "Zie jnv_kst.csv en o.a. www.vbrld.nl, of mail abc@vbrld.nl.",
            "De SOJ, de DigiD-code en de GGZ'er; foto's en ’s avonds.",
            "Mevrouw Qwertzui was er. Qwertzui sprak.",
            "De qwer- en jeugdzorg.",
            "Qwertzui.",
            "Zij helpen 日本 en Ελλάδα.",
            "Zij zei: ‘This thing cannot be done without money.’",
            "We will not fund these programmes any longer next year.",
            "Kst#abcd en x{qwer}.",
            "Januari en de dhr. en blz. driehonderdtien.",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn long_words_and_many_of_them_are_bounded() {
        let long = found(&"a".repeat(10_000));
        assert_eq!(long.len(), 1);
        assert!(long[0].len() < 200);
        let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).expect("small"));
        let many: String = (0..1_000)
            .map(|at| format!("Dit is de zwab{}{}belix van de raad. ", letter(at), letter(at / 26)))
            .collect();
        let many = found(&many);
        assert_eq!(many.len(), MOST_TOLD + 1);
        assert!(many[MOST_TOLD].starts_with("Nog "), "{}", many[MOST_TOLD]);
        // Compounds of short parts are the hardest to take apart.
        assert_eq!(found(&"stadstaakasdeeleenop".repeat(3)).len(), 1);
    }
}
