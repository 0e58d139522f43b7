//! Apostrophes: another sign in their place ("foto`s"), one too many ("bureau's"), and one that is missing ("autos",
//! "s avonds").

use crate::check::reading::prose::{Prose, TokenKind, is_in};

use super::slip::{Slip, with_case_of};
use super::speller::Speller;

/// Signs that look like an apostrophe.
const LOOK_ALIKES: [char; 4] = ['`', '´', '′', '‛'];
/// Parts of the day and the year, with "'s" before them.
const WHEN: &str = "ochtends morgens middags avonds nachts zomers winters maandags zondags werelds";

/// Every apostrophe that is not as it should.
pub fn find(prose: &Prose, speller: &Speller<'_>) -> Vec<Slip> {
    let words = (0..prose.tokens.len()).filter(|index| prose.kind(*index) == Some(TokenKind::Word));
    words.filter_map(|index| look_alike(prose, index).or_else(|| of_word(prose, index, speller))).collect()
}

/// "foto`s"
fn look_alike(prose: &Prose, index: usize) -> Option<Slip> {
    let Some(TokenKind::Mark(mark)) = prose.kind(index + 1) else { return None };
    let is_one = LOOK_ALIKES.contains(&mark) && prose.touches_next(index) && prose.touches_next(index + 1);
    let ending = prose.written(index + 2);
    if !is_one || !is_in("s tje er ers n t", ending) {
        return None;
    }
    let becomes = format!("{}'{ending}", prose.written(index));
    Some(Slip::new(index..index + 3, format!("Hier staat het teken {mark} in plaats van een apostrof."), becomes))
}

fn of_word(prose: &Prose, index: usize, speller: &Speller<'_>) -> Option<Slip> {
    let written = prose.written(index);
    if prose.word(index) == "s" && is_in(WHEN, prose.word(index + 1)) {
        let becomes = format!("'s {}", prose.written(index + 1));
        return Some(Slip::new(index..index + 2, "Voor de s hoort een apostrof.".to_owned(), becomes));
    }
    if let Some(stem) = written.strip_suffix("'s").or_else(|| written.strip_suffix("’s")) {
        let becomes = with_case_of(written, &format!("{}s", accented(stem)));
        // A brand keeps what it has.
        let lacks_none = takes_none(stem) && speller.knows(&accented(stem));
        return lacks_none.then(|| Slip::new(index..index + 1, "Hier hoort geen apostrof.".to_owned(), becomes));
    }
    let stem = written.strip_suffix('s')?;
    let lacks = stem.len() > 2
        && stem.ends_with(['a', 'i', 'o', 'u', 'y'])
        && written.starts_with(char::is_lowercase)
        && !speller.knows(written)
        && speller.knows(stem)
        && speller.knows(&format!("{stem}'s"));
    lacks.then(|| Slip::new(index..index + 1, "Hier hoort een apostrof.".to_owned(), format!("{stem}'s")))
}

/// "cafe" has lost its accent.
fn accented(stem: &str) -> String {
    match stem.to_lowercase().as_str() {
        "cafe" => format!("{}é", &stem[..stem.len() - 1]),
        _ => stem.to_owned(),
    }
}

/// Whether a plural or owner ends in -s right behind this: it ends in a consonant, or in a vowel that stays long.
fn takes_none(stem: &str) -> bool {
    let lower = stem.to_lowercase();
    let is_abbreviation = stem.chars().skip(1).any(char::is_uppercase)
        || stem.chars().nth(2).is_none()
        || !lower.contains(['a', 'e', 'i', 'o', 'u', 'y', 'é']);
    let ends = |ends: &[&str]| ends.iter().any(|end| lower.ends_with(end));
    if is_abbreviation || is_in("da wa zo ma pa ggz wmo cao ov hbo mbo vmbo havo vwo", &lower) || stem.contains('-') {
        return false;
    }
    if ends(&["eau", "ieu", "é", "oe", "ui", "ee", "ay", "ey", "oy"]) {
        return true;
    }
    // "Hans'" and "Max'" have one, without an s behind it.
    !ends(&["a", "i", "o", "u", "y", "s", "x", "z", "ch", "sh"])
}
