//! `data/schrijfwijzer.toml`: what a municipality wants of its words and sentences.
//!
//! Griffel's own list of words is written in the same form and read here too, so that a municipality can change all of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText, did_you_mean};
use crate::dutch::plain_words::{BUILT_IN, PlainWord, WordKind, WordList, doubles, parts};

use super::toml::{Choice, Flag, Key, Located, Subtable, Text, Texts, TomlDocument, TomlTable, Word, keys};

/// So many words of its own a municipality may have.
const MOST_WORDS: usize = 2_000;
/// And so many forms of one.
const MOST_FORMS: usize = 40;
/// No word has more letters.
const LONGEST_WORD: usize = 80;
/// No more words are one.
const MOST_PARTS: usize = 8;
/// What is said of a word is no longer.
const LONGEST_TEXT: usize = 300;

/// What is looked at in the words and sentences of a document.
#[derive(Debug, Clone)]
pub struct WritingGuide {
    /// Where a municipality says something of words: its own, with those of Griffel.
    with_own: Option<Arc<WordList>>,
    on: BTreeSet<Aspect>,
}

/// Griffel's own words. They are read when a document is checked, beside the drawing of its charts.
static USUAL: LazyLock<WordList> = LazyLock::new(|| WordList::new(built_in()));

/// One thing that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Words of one kind.
    Words(WordKind),
    /// Who does something stands last, or nowhere.
    Passive,
    /// What belongs together stands far apart.
    SplitSentence,
    /// Verbs that became nouns.
    NounStyle,
    /// Two words that deny.
    DoubleNegation,
    /// Nouns hung behind each other.
    Prepositions,
    /// Headings that say nothing.
    EmptyHeading,
    /// Paragraphs that are too long.
    LongParagraph,
    /// A letter that never speaks to its reader.
    NoReader,
    /// Lists whose items are of different kinds.
    UnevenList,
}

impl WritingGuide {
    /// Words to avoid or explain.
    pub fn words(&self) -> &WordList {
        self.with_own.as_deref().unwrap_or(&USUAL)
    }

    /// Whether this is looked at.
    pub fn looks_at(&self, aspect: Aspect) -> bool {
        self.on.contains(&aspect)
    }

    /// Whether this word is looked for.
    pub fn looks_for(&self, word: &PlainWord) -> bool {
        word.is_on.unwrap_or_else(|| self.looks_at(Aspect::Words(word.kind)))
    }
}

impl Default for WritingGuide {
    fn default() -> Self {
        let on = ASPECTS.iter().filter(|(.., is_usual)| *is_usual).map(|(_, aspect, _)| *aspect).collect();
        Self { with_own: None, on }
    }
}

keys! {
    /// `data/schrijfwijzer.toml`
    WritingGuideKeys: "Schrijfwijzer", "Op welke woorden en zinnen Griffel let.", {
        RULES: optional Subtable<RulesKeys> = "regels", "Waar Griffel op let: true of false.";
        WORDS: optional Subtable<WordsKeys> = "woorden", "Uw eigen woorden, en woorden van Griffel die u anders wilt.";
    }
}

keys! {
    /// `[regels]`
    RulesKeys: "Regels", "Waar Griffel op let: true of false.", {
        OLD_FASHIONED: optional Flag = "ouderwets", "Ouderwetse woorden, zoals derhalve. Zonder deze sleutel: ja.";
        OFFICIALESE: optional Flag = "ambtelijk", "Ambtelijke woorden, zoals met betrekking tot. Zonder deze sleutel: ja.";
        JARGON: optional Flag = "jargon", "Woorden uit vergaderingen, zoals faciliteren. Zonder deze sleutel: ja.";
        LEGAL: optional Flag = "juridisch", "Juridische woorden, zoals onverwijld. Zonder deze sleutel: ja.";
        FINANCE: optional Flag = "financieel", "Woorden uit de begroting, zoals dekking. Zonder deze sleutel: nee.";
        CARE: optional Flag = "zorg", "Vakwoorden van jeugd, zorg en werk, zoals beschikking. Zonder deze sleutel: nee.";
        VAGUE: optional Flag = "vaag", "Vage woorden, zoals op termijn. Zonder deze sleutel: ja.";
        PASSIVE: optional Flag = "lijdend", "Zinnen waarin niet vooraan staat wie iets doet. Zonder deze sleutel: ja.";
        SPLIT_SENTENCE: optional Flag = "tang", "Zinnen waarin delen ver uit elkaar staan. Zonder deze sleutel: ja.";
        NOUN_STYLE: optional Flag = "naamwoorden", "Werkwoorden die een naamwoord werden. Zonder deze sleutel: ja.";
        DOUBLE_NEGATION: optional Flag = "dubbel_ontkend", "Twee woorden die ontkennen. Zonder deze sleutel: ja.";
        PREPOSITIONS: optional Flag = "voorzetsels", "Te veel voorzetsels achter elkaar. Zonder deze sleutel: ja.";
        EMPTY_HEADING: optional Flag = "lege_koppen", "Koppen die niets zeggen. Zonder deze sleutel: ja.";
        LONG_PARAGRAPH: optional Flag = "lange_alineas", "Alinea's van meer dan 120 woorden. Zonder deze sleutel: ja.";
        UNEVEN_LIST: optional Flag = "lijsten", "Lijsten met punten van verschillende soort. Zonder deze sleutel: ja.";
        NO_READER: optional Flag = "lezer", "Brieven waarin nergens u staat. Zonder deze sleutel: ja.";
    }
}

/// Each key of `[regels]`, what it switches, and whether that is on where nothing is said.
const ASPECTS: [(Key<RulesKeys, Flag>, Aspect, bool); 16] = [
    (RulesKeys::OLD_FASHIONED, Aspect::Words(WordKind::OldFashioned), true),
    (RulesKeys::OFFICIALESE, Aspect::Words(WordKind::Officialese), true),
    (RulesKeys::JARGON, Aspect::Words(WordKind::Jargon), true),
    (RulesKeys::LEGAL, Aspect::Words(WordKind::Legal), true),
    (RulesKeys::FINANCE, Aspect::Words(WordKind::Finance), false),
    (RulesKeys::CARE, Aspect::Words(WordKind::Care), false),
    (RulesKeys::VAGUE, Aspect::Words(WordKind::Vague), true),
    (RulesKeys::PASSIVE, Aspect::Passive, true),
    (RulesKeys::SPLIT_SENTENCE, Aspect::SplitSentence, true),
    (RulesKeys::NOUN_STYLE, Aspect::NounStyle, true),
    (RulesKeys::DOUBLE_NEGATION, Aspect::DoubleNegation, true),
    (RulesKeys::PREPOSITIONS, Aspect::Prepositions, true),
    (RulesKeys::EMPTY_HEADING, Aspect::EmptyHeading, true),
    (RulesKeys::LONG_PARAGRAPH, Aspect::LongParagraph, true),
    (RulesKeys::NO_READER, Aspect::NoReader, true),
    (RulesKeys::UNEVEN_LIST, Aspect::UnevenList, true),
];

keys! {
    /// `[woorden]`
    WordsKeys: "Woorden", "Uw eigen woorden, en woorden van Griffel die u anders wilt.", {}
    others: names Subtable<WordKeys>, "Een woord, of een paar woorden die bij elkaar horen.";
}

keys! {
    /// `[woorden.<woord>]`
    WordKeys: "Woord", "Een woord dat u liever niet ziet, of dat u uitlegt.", {
        KIND: optional Choice<WordKind> = "soort", "Wat voor woord het is. Zonder deze sleutel: jargon.";
        INSTEAD: optional Texts = "liever", "Wat u liever leest, het beste eerst.";
        BECOMES: optional Text = "vervang", "Wat een klik ervoor in de plaats zet. Alleen als dat in elke zin kan.";
        FORMS: optional Texts = "vormen", "Hoe het woord ook wordt geschreven, zoals het meervoud.";
        WHY: optional Text = "uitleg", "Waarom, of wat het woord betekent.";
        FITS: optional Text = "goed_bij", "Waar het woord wel past.";
        IS_ON: optional Flag = "aan", "Of Griffel op dit woord let. Zonder deze sleutel: zoals de soort.";
    }
}

impl Word for WordKind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("ouderwets", WordKind::OldFashioned),
        ("ambtelijk", WordKind::Officialese),
        ("jargon", WordKind::Jargon),
        ("juridisch", WordKind::Legal),
        ("financieel", WordKind::Finance),
        ("zorg", WordKind::Care),
        ("vaag", WordKind::Vague),
    ];
}

/// Reads the file. What has errors is left out; Griffel's own list stays.
pub fn read(document: &TomlDocument<'_>, findings: &mut Findings) -> WritingGuide {
    let table = document.root::<WritingGuideKeys>(findings);
    let mut guide = WritingGuide::default();
    if let Some(rules) = table.get(WritingGuideKeys::RULES, findings) {
        let is_on = |(key, aspect, is_usual): &(Key<RulesKeys, Flag>, Aspect, bool), findings: &mut Findings| {
            rules.get(*key, findings).unwrap_or(*is_usual).then_some(*aspect)
        };
        guide.on = ASPECTS.iter().filter_map(|one| is_on(one, findings)).collect();
    }
    if let Some(own) = table.get(WritingGuideKeys::WORDS, findings) {
        guide.with_own = Some(Arc::new(WordList::new(with_own(&own, findings))));
    }
    guide
}

/// Griffel's own words.
fn built_in() -> Vec<PlainWord> {
    let source = SourceText::new("plain_words.toml", BUILT_IN);
    // A test sees that there is nothing wrong with it.
    let mut unsaid = Findings::new();
    let Some(document) = TomlDocument::parse(&source, 0..source.text.len(), &mut unsaid) else { return Vec::new() };
    let table = document.root::<WritingGuideKeys>(&mut unsaid);
    let Some(words) = table.get(WritingGuideKeys::WORDS, &mut unsaid) else { return Vec::new() };
    words.names().iter().filter_map(|name| read_word(name, &words, None, &mut unsaid)).collect()
}

/// The words of a municipality, and behind them those of Griffel that it says nothing of.
fn with_own(table: &TomlTable<'_, WordsKeys>, findings: &mut Findings) -> Vec<PlainWord> {
    let by_name: BTreeMap<&str, &PlainWord> = USUAL.words().iter().map(|word| (word.word.as_str(), word)).collect();
    let names = table.names();
    if names.len() > MOST_WORDS {
        let message =
            format!("Er staan {} woorden in [woorden]. Griffel leest er hoogstens {MOST_WORDS}.", names.len());
        findings.push(
            Finding::new(Code::InvalidValue, table.place(), message)
                .hint("Haal de woorden weg die u niet nodig hebt. Het gaat om woorden die u liever niet ziet."),
        );
    }
    let mut own: Vec<PlainWord> = Vec::new();
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    for name in names.iter().take(MOST_WORDS) {
        let known = by_name.get(name.value.to_lowercase().trim()).copied();
        if let Some(word) = read_word(name, table, known, findings) {
            places.insert(word.word.clone(), name.place.clone());
            own.push(word);
        }
    }
    for (written, (one, other)) in doubles(&own) {
        let Some(place) = places.get(&other.word) else { continue };
        let message = format!("\"{}\" staat er twee keer: ook bij \"{}\".", shown(&written), shown(&one.word));
        findings.push(Finding::new(Code::InvalidValue, place.clone(), message).hint("Haal een van de twee weg."));
    }
    let named: BTreeSet<String> = own.iter().map(|word| word.word.to_lowercase()).collect();
    own.extend(USUAL.words().iter().filter(|word| !named.contains(&word.word.to_lowercase())).cloned());
    own
}

/// A word; what is not said of one that Griffel knows, is as Griffel has it.
fn read_word(
    name: &Located<String>,
    all: &TomlTable<'_, WordsKeys>,
    known: Option<&PlainWord>,
    findings: &mut Findings,
) -> Option<PlainWord> {
    let table = all.other(&name.value, findings)?;
    let kind = table.get(WordKeys::KIND, findings);
    let instead = table.get(WordKeys::INSTEAD, findings);
    let becomes = table.get(WordKeys::BECOMES, findings);
    let forms = table.get(WordKeys::FORMS, findings);
    let why = table.get(WordKeys::WHY, findings);
    let fits = table.get(WordKeys::FITS, findings);
    let is_on = table.get(WordKeys::IS_ON, findings);
    if known.is_none() && instead.is_empty() && why.is_none() {
        findings.push(unexplained(name, is_on));
        return None;
    }
    let said = instead.iter().chain(&becomes).chain(&why).chain(&fits);
    let long = said.filter(|text| text.value.chars().count() > LONGEST_TEXT).map(|text| too_long(text, LONGEST_TEXT));
    let long: Vec<Finding> = long.collect();
    let unfit = [name].into_iter().chain(&forms).filter(|written| !fits_list(written, findings)).count();
    let is_fit = unfit == 0;
    if forms.len() > MOST_FORMS {
        let message = format!("Bij \"{}\" staan {} vormen.", shown(&name.value), forms.len());
        findings.push(
            Finding::new(Code::InvalidValue, name.place.clone(), message)
                .hint(format!("Een woord heeft hoogstens {MOST_FORMS} vormen.")),
        );
        return None;
    }
    let is_short = long.is_empty();
    long.into_iter().for_each(|finding| findings.push(finding));
    if !is_fit || !is_short {
        return None;
    }
    let value = |text: Option<Located<String>>| text.map(|text| text.value.trim().to_owned());
    let values = |texts: Vec<Located<String>>| texts.into_iter().map(|text| text.value.trim().to_owned()).collect();
    let usual = known.cloned().unwrap_or_else(|| PlainWord {
        word: name.value.trim().to_owned(),
        kind: WordKind::Jargon,
        instead: Vec::new(),
        becomes: None,
        why: None,
        fits: None,
        forms: Vec::new(),
        is_on: None,
    });
    // What a click puts there belongs to what is written instead.
    let is_changed = !instead.is_empty();
    Some(PlainWord {
        kind: kind.unwrap_or(usual.kind),
        instead: if is_changed { values(instead) } else { usual.instead },
        becomes: value(becomes).or(usual.becomes.filter(|_| !is_changed)),
        why: value(why).or(usual.why),
        fits: value(fits).or(usual.fits),
        forms: if forms.is_empty() { usual.forms } else { values(forms) },
        is_on: is_on.or(usual.is_on),
        word: usual.word,
    })
}

/// What is wrong with a word of which nothing is said.
fn unexplained(name: &Located<String>, is_on: Option<bool>) -> Finding {
    let shown = shown(&name.value);
    if is_on == Some(false) {
        let known = USUAL.words().iter().map(|word| word.word.as_str());
        let message = format!("Het woord \"{shown}\" staat niet in de lijst van Griffel.");
        return Finding::new(Code::InvalidValue, name.place.clone(), message)
            .maybe_hint(did_you_mean(&name.value, known))
            .hint("Er is dus niets om uit te zetten. Haal het weg.");
    }
    Finding::new(Code::MissingKey, name.place.clone(), format!("Bij \"{shown}\" staat niet wat u liever leest."))
        .hint("Voeg een regel toe: liever = \"...\", of uitleg = \"...\".")
}

/// Whether a word can be looked for.
fn fits_list(written: &Located<String>, findings: &mut Findings) -> bool {
    let text = written.value.trim();
    let is_long = text.chars().count() > LONGEST_WORD || parts(text).len() > MOST_PARTS;
    if is_long {
        findings.push(too_long(written, LONGEST_WORD));
    } else if !text.contains(char::is_alphabetic) {
        let message = format!("\"{}\" is geen woord.", shown(text));
        findings.push(Finding::new(Code::InvalidValue, written.place.clone(), message).hint("Schrijf een woord."));
    } else {
        return true;
    }
    false
}

fn too_long(text: &Located<String>, most: usize) -> Finding {
    let message = format!("\"{}\" is te lang.", shown(&text.value));
    let hint = format!("Hier staan hoogstens {most} tekens, en een woord heeft hoogstens {MOST_PARTS} delen.");
    Finding::new(Code::InvalidValue, text.place.clone(), message).hint(hint)
}

/// As much of a text as fits in a message.
fn shown(text: &str) -> String {
    const SHOWN: usize = 40;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (WritingGuide, Vec<String>) {
        let source = SourceText::new("data/schrijfwijzer.toml", text);
        let mut findings = Findings::new();
        let document = TomlDocument::parse(&source, 0..text.len(), &mut findings).expect("TOML");
        let guide = read(&document, &mut findings);
        (guide, findings.iter().map(|finding| finding.message.clone()).collect())
    }

    fn word<'g>(guide: &'g WritingGuide, word: &str) -> &'g PlainWord {
        guide.words().words().iter().find(|known| known.word == word).unwrap_or_else(|| panic!("{word}"))
    }

    #[test]
    fn the_list_of_griffel_has_nothing_wrong_and_says_all_of_each_word() {
        let source = SourceText::new("plain_words.toml", BUILT_IN);
        let mut findings = Findings::new();
        let document = TomlDocument::parse(&source, 0..BUILT_IN.len(), &mut findings).expect("TOML");
        let table = document.root::<WritingGuideKeys>(&mut findings);
        let words = table.get(WritingGuideKeys::WORDS, &mut findings).expect("words");
        for name in words.names() {
            let word = read_word(&name, &words, None, &mut findings).unwrap_or_else(|| panic!("{}", name.value));
            let why = word.why.unwrap_or_default();
            assert!(why.ends_with('.') && why.matches(". ").count() == 0, "{}: one sentence", name.value);
            assert!(!word.instead.is_empty() && word.fits.is_some(), "{}", name.value);
        }
        assert!(findings.is_empty(), "{:?}", findings.iter().map(|one| &one.message).collect::<Vec<_>>());
        assert!(USUAL.words().len() >= 300, "{}", USUAL.words().len());
        assert!(doubles(USUAL.words()).is_empty(), "{:?}", doubles(USUAL.words()).keys());
    }

    #[test]
    fn a_municipality_adds_changes_and_switches_off() {
        let (guide, messages) = read_text(
            "[regels]\nvaag = false\nzorg = true\n[woorden]\nkantelen = { liever = \"anders doen\", vormen = [\"kanteling\"] }\n\
             derhalve = { liever = \"dus\" }\nmiddels = { aan = false }\ndekking = { aan = true }\n",
        );
        assert!(messages.is_empty(), "{messages:?}");
        assert!(!guide.looks_at(Aspect::Words(WordKind::Vague)) && guide.looks_at(Aspect::Words(WordKind::Care)));
        assert!(guide.looks_for(word(&guide, "kantelen")) && !guide.looks_for(word(&guide, "middels")));
        assert!(guide.looks_for(word(&guide, "dekking")) && !guide.looks_for(word(&guide, "stelpost")));
        let hence = word(&guide, "derhalve");
        assert_eq!((&hence.instead[..], &hence.becomes), (&["dus".to_owned()][..], &None));
        assert!(hence.why.is_some() && hence.kind == WordKind::OldFashioned, "the rest stays");
        assert!(guide.words().at(|nth| ["kanteling", "van"].get(nth).copied().unwrap_or("")).is_some());
    }

    #[test]
    fn what_cannot_be_is_said() {
        let long = "x".repeat(10_000);
        let (guide, messages) = read_text(&format!(
            "[regels]\nvagg = true\n[woorden]\nleeg = {{}}\n\"12\" = {{ liever = \"x\" }}\n{long} = {{ liever = \"x\" }}\n\
             middelss = {{ aan = false }}\neen = {{ liever = \"x\", vormen = [\"twee\"] }}\ntwee = {{ liever = \"y\" }}\n\
             drie = {{ uitleg = \"{long}\" }}\nvier = {{ lievre = \"x\" }}\n"
        ));
        for wanted in [
            "De sleutel \"vagg\" is hier niet bekend.",
            "Bij \"leeg\" staat niet wat u liever leest.",
            "\"12\" is geen woord.",
            "is te lang.",
            "Het woord \"middelss\" staat niet in de lijst van Griffel.",
            "\"twee\" staat er twee keer: ook bij \"een\".",
            "De sleutel \"lievre\" is hier niet bekend.",
        ] {
            assert!(messages.iter().any(|message| message.contains(wanted)), "{wanted}: {messages:?}");
        }
        assert_eq!(messages.iter().filter(|message| message.contains("is te lang")).count(), 2);
        assert!(messages.iter().all(|message| message.len() < 200), "nothing long is repeated");
        assert!(guide.words().words().iter().all(|word| word.word.len() <= LONGEST_WORD));
    }

    #[test]
    fn very_many_words_are_a_finding() {
        let text: String = (0..100_000).map(|nth| format!("woord{nth} = {{ liever = \"x\" }}\n")).collect();
        let (guide, messages) = read_text(&format!("[woorden]\n{text}"));
        assert_eq!(messages, ["Er staan 100000 woorden in [woorden]. Griffel leest er hoogstens 2000."]);
        assert_eq!(guide.words().words().len(), MOST_WORDS + USUAL.words().len());
    }
}
