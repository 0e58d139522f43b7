//! C054: what belongs together stands far apart: "heeft ... afgewezen", "de door de raad vastgestelde begroting".

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};
use crate::load::Aspect;

use crate::check::checked::Checked;
use crate::check::reading::clause::{segments, style_sentences};
use crate::check::reading::prose::{Prose, TokenKind, is_in};
use crate::check::reading::verb::{
    BECOMES, BEFORE_NOUNS, IS_OR_HAS, MODAL, PREPOSITIONS, is_participle, is_verbal_adjective,
};

/// So many words between the two parts of a verb keep a reader waiting.
const FEWEST_BETWEEN: usize = 10;
/// What stands between an article and the verb before its noun has so many words at least.
const FEWEST_INSERTED: usize = 3;
/// And it is no longer.
const LONGEST_INSERT: usize = 12;
/// With one of these another verb begins.
const OTHER_CLAUSE: &str =
    "dat die of omdat als dan wat wie waar waarin waarmee waarvan waardoor hoe en maar want te terwijl zodat";
/// Prepositions with which a phrase begins between an article and its noun.
const INSERTS: &str = "aan bij door in met naar namens op onder sinds tijdens tot uit van vanuit volgens voor";
/// Behind these no whole verb stands at the end, but a noun.
const BEFORE_PLURALS: &str = "en of als dan";

const TURN: &str = "Zet dat stuk erachter: niet \"de door de raad vastgestelde begroting\", wel \"de begroting die de raad \
    vaststelde\".";

/// Reports each of them.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    if !checked.engine.data().writing_guide.looks_at(Aspect::SplitSentence) {
        return;
    }
    for (prose, sentence) in style_sentences(checked) {
        for segment in segments(prose, &sentence) {
            if let Some((first, last)) = split_verb(prose, &segment) {
                let message =
                    format!("\"{}\" en \"{}\" staan ver uit elkaar.", prose.written(first), prose.written(last));
                findings.push(
                    Finding::new(Code::SplitSentence, prose.place_of(&(first..last + 1)), message)
                        .hint("Zet de twee dichter bij elkaar, of maak er twee zinnen van."),
                );
            }
            if let Some(tokens) = split_noun(prose, &segment) {
                let article = prose.written(tokens.start);
                let message = format!("Tussen \"{article}\" en het woord waar het bij hoort, staat een heel stuk zin.");
                findings.push(Finding::new(Code::SplitSentence, prose.place_of(&tokens), message).hint(TURN));
            }
        }
    }
}

/// The first and the last part of a verb with too many words in between.
fn split_verb(prose: &Prose, segment: &Range<usize>) -> Option<(usize, usize)> {
    let last = segment.clone().next_back()?;
    let first = segment.clone().find(|at| is_finite(prose.word(*at)))?;
    let word = prose.word(last);
    let is_whole = is_in(MODAL, prose.word(first)) && is_infinitive(prose, last);
    let is_done = !is_in(MODAL, prose.word(first)) && is_participle(word);
    let between = first + 1..last;
    let words = between.clone().filter(|at| !matches!(prose.kind(*at), Some(TokenKind::Mark(_)))).count();
    let is_plain = |at: usize| {
        let word = prose.word(at);
        let joins_nouns = is_in("en of", word) && !is_in("is zijn was waren wordt worden", prose.word(at + 1));
        joins_nouns || !(is_in(OTHER_CLAUSE, word) || is_finite(word))
    };
    ((is_whole || is_done) && words >= FEWEST_BETWEEN && between.into_iter().all(is_plain)).then_some((first, last))
}

fn is_finite(word: &str) -> bool {
    is_in(MODAL, word) || is_in(IS_OR_HAS, word) || is_in(BECOMES, word)
}

/// Whether the last word is a whole verb, and no plural: "bespreken", not "jonge gezinnen".
fn is_infinitive(prose: &Prose, at: usize) -> bool {
    let (word, before) = (prose.word(at), prose.word_before(at, 1));
    let is_after_noun = !before.ends_with('e') && !is_in(PREPOSITIONS, before) && !is_in(BEFORE_NOUNS, before);
    word.len() > 4 && word.ends_with("en") && is_after_noun && !is_in(BEFORE_PLURALS, before) && !before.is_empty()
}

/// "de door de raad vastgestelde begroting"
fn split_noun(prose: &Prose, segment: &Range<usize>) -> Option<Range<usize>> {
    segment.clone().find_map(|start| {
        let article = prose.word(start);
        // "een op de zes", "de op een na grootste"
        let is_count =
            article == "een" && is_in("op voor van aan", prose.word(start + 1)) && prose.word(start + 2) != "alle";
        if !is_in("de het een", article) || !is_in(INSERTS, prose.word(start + 1)) || is_count {
            return None;
        }
        let end = segment.end.min(start + LONGEST_INSERT);
        // "een door ouders ingevuld formulier"
        let is_verbal = |word: &str| is_verbal_adjective(word) || (article == "een" && is_participle(word));
        let adjective = (start + 1 + FEWEST_INSERTED..end).find(|at| is_verbal(prose.word(*at)))?;
        let (before, noun) = (prose.word_before(adjective, 1), prose.word(adjective + 1));
        // "Wij doen het met nieuwe opgeleide mensen"
        let may_stand_alone = article == "het" && start > segment.start;
        let stands_alone = may_stand_alone && before.ends_with('e');
        let belongs = !is_in(BEFORE_NOUNS, before) && !stands_alone;
        // "zodra de cijfers van het hele jaar bekend zijn"
        let is_noun = !noun.is_empty() && !is_in(PREPOSITIONS, noun) && !is_finite(noun);
        let has_noun = adjective + 1 < segment.end && is_noun;
        (belongs && has_noun).then_some(start..adjective + 2)
    })
}
