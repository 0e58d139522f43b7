//! Running text in sentences: the rules of Unicode (UAX #29), and the Dutch abbreviations that they do not know.

use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations with a full stop after which a sentence goes on, whatever follows.
const GOES_ON: [&str; 31] = [
    "aant.", "afd.", "alg.", "art.", "bijl.", "bijv.", "blz.", "bv.", "ca.", "cf.", "dhr.", "d.d.", "dr.", "drs.",
    "evt.", "excl.", "hfst.", "incl.", "ing.", "ir.", "m.b.t.", "mevr.", "mr.", "mw.", "nl.", "nr.", "o.a.", "prof.",
    "resp.", "t.a.v.", "vgl.",
];

/// The sentences of a text, without the white space between them.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, part) in text.split_sentence_bound_indices() {
        let end = at + part.len();
        if end == text.len() || !goes_on(&text[start..end], &text[end..]) {
            found.push(text[start..end].trim());
            start = end;
        }
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// Whether what Unicode takes for the end of a sentence is only an abbreviation.
fn goes_on(so_far: &str, rest: &str) -> bool {
    let last = so_far.split_whitespace().next_back().unwrap_or_default().trim_start_matches(['(', '‘', '“', '\'', '"']);
    let is_initial = last.len() == 2 && last.starts_with(char::is_uppercase) && last.ends_with('.');
    let before_number =
        rest.trim_start().starts_with(|next: char| next.is_ascii_digit()) && ["nrs.", "p.", "no."].contains(&last);
    is_initial || before_number || GOES_ON.contains(&last.to_lowercase().as_str())
}

/// How many words: pieces of text with a letter or digit in them.
pub fn count_words(sentence: &str) -> usize {
    sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_its_full_stop() {
        assert_eq!(sentences("Een zin. Nog een? Ja! Goed."), ["Een zin.", "Nog een?", "Ja!", "Goed."]);
        assert_eq!(sentences("Zij zei: ‘Het helpt.’ Daarna ging zij."), ["Zij zei: ‘Het helpt.’", "Daarna ging zij."]);
        assert_eq!(sentences("Dat was in 2022. In 2023 niet."), ["Dat was in 2022.", "In 2023 niet."]);
        assert_eq!(sentences("Dat kost € 5,3\u{a0}mln. Dat is veel."), ["Dat kost € 5,3\u{a0}mln.", "Dat is veel."]);
        assert_eq!(sentences("zonder punt"), ["zonder punt"]);
        assert!(sentences(" ").is_empty());
    }

    #[test]
    fn abbreviations_and_numbers_end_no_sentence() {
        for one in [
            "Dat staat in art. 169 van de Gemeentewet.",
            "Hulp, bijv. Boba of Eddee, is er snel.",
            "Dat is d.w.z. dat wij wachten.",
            "De heer A. B. Jansen van de gemeente komt.",
            "Wij betaalden € 5,3 mln. aan hulp.",
            "Zie blz. 12 en nr. 3.",
            "Het waren er 1.250 in totaal.",
            "Op www.voorbeeld.nl leest u meer.",
            "Hulp (bijv. Boba) is er.",
        ] {
            assert_eq!(sentences(one), [one]);
        }
    }

    #[test]
    fn signs_are_no_words() {
        assert_eq!(count_words("Dat kost € 461.514 – en meer (ongeveer)."), 6);
    }
}
