//! Words that are spelled wrong, and the confusions that a dictionary passes because each word by itself is right.

use std::collections::BTreeSet;

use crate::check::checked::Checked;
use crate::check::known_words::KnownWords;
use crate::check::reading::prose::{Prose, Role};
use crate::diagnostic::{Code, Findings, Policy, Treatment};

mod apostrophe;
mod capital_u;
mod doubled_word;
mod form_of_address;
mod slip;
mod speller;
mod split_compound;
mod texts;
mod than_or_as;
mod that_or_what;
mod them_or_their;
mod unknown_word;
mod verb_ending;

use slip::Slip;
use speller::{Speller, TokenOf};

/// Finds what is wrong in a text.
type Find = fn(&Prose, &Speller<'_>) -> Vec<Slip>;

/// Finds what is wrong in all texts together, and in which of them it is told.
type FindInAll = fn(&[&Prose]) -> Option<(usize, Slip)>;

/// What is looked for in each text by itself.
const IN_A_TEXT: [(Code, Find); 7] = [
    (Code::DoubledWord, doubled_word::find),
    (Code::WrongVerbEnding, verb_ending::find),
    (Code::ThanOrAs, than_or_as::find),
    (Code::ThemOrTheir, them_or_their::find),
    (Code::ThatOrWhat, that_or_what::find),
    (Code::SplitCompound, split_compound::find),
    (Code::WrongApostrophe, apostrophe::find),
];

/// What is looked for in a document as a whole.
const IN_ALL_TEXTS: [(Code, FindInAll); 2] =
    [(Code::CapitalU, capital_u::find), (Code::TwoFormsOfAddress, form_of_address::find)];

/// Rules that ask the dictionary, which takes longer to read than a letter to make.
const BY_DICTIONARY: [Code; 3] = [Code::UnknownWord, Code::SplitCompound, Code::WrongApostrophe];

/// Whether any rule that a municipality has on asks the dictionary.
pub fn asks_dictionary(policy: &Policy) -> bool {
    BY_DICTIONARY.into_iter().any(|code| is_on(policy, code))
}

/// Whether a document is not made for what the dictionary says, since a municipality wants that.
pub fn dictionary_may_refuse(policy: &Policy) -> bool {
    BY_DICTIONARY.into_iter().any(|code| policy.treatment(code) == Some(Treatment::Error))
}

fn is_on(policy: &Policy, code: Code) -> bool {
    policy.treatment(code) != Some(Treatment::Off)
}

/// Reports what is spelled wrong in everything that is printed, or said with slides; without the words of the work folder
/// only what asks no dictionary.
pub fn check(checked: &Checked<'_>, known: Option<&KnownWords>, findings: &mut Findings) {
    let policy = &checked.engine.data().municipality.policy;
    // What is switched off is not looked for: so the dictionary is not read for it.
    let is_on = |code: Code| is_on(policy, code) && (known.is_some() || !BY_DICTIONARY.contains(&code));
    let besides = texts::besides(checked);
    let own = checked.texts.iter().filter(|prose| prose.role != Role::Verbatim);
    let texts: Vec<&Prose> = own.chain(&besides).collect();
    let no_words = KnownWords::default();
    let speller = Speller::new(known.unwrap_or(&no_words));
    let mut told: BTreeSet<TokenOf> = BTreeSet::new();
    for (index, prose) in texts.iter().enumerate() {
        for (code, find) in IN_A_TEXT.iter().filter(|(code, _)| is_on(*code)) {
            for slip in find(prose, &speller) {
                let is_said =
                    slip.tokens.clone().all(|token| !prose.is_quoted(token) && !told.contains(&(index, token)));
                if !is_said || !prose.may_be_dutch(&prose.sentence_of(slip.tokens.start)) {
                    continue;
                }
                told.extend(slip.tokens.clone().map(|token| (index, token)));
                findings.push(slip.finding(*code, prose));
            }
        }
    }
    for (code, find) in IN_ALL_TEXTS.iter().filter(|(code, _)| is_on(*code)) {
        if let Some((index, slip)) = find(&texts) {
            findings.push(slip.finding(*code, texts[index]));
        }
    }
    if is_on(Code::UnknownWord) {
        unknown_word::check(&texts, &told, &texts::code_in(checked.document), &speller, findings);
    }
}
