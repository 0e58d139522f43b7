//! What names and remarks in a file say of its numbers: that they are in thousands, that they add up from January, that a
//! row is the total of others.

use std::sync::LazyLock;

use regex::Regex;

use crate::dutch::notation::Scale;

/// "x € 1.000", "(* 1000)", "in duizenden euro's", "x mln.", "€ 1.000.000".
static SCALE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?:\b[x×]|\*|×)\s*(?:€|eur|euro)?\s*
            (?:(?<millions>1[.\ ]?000[.\ ]?000\b|mln|miljoen|mio)|(?<thousands>1[.\ ]?000\b|duizend))
        | \b(?:in|bedragen)\s+(?:(?<inmillions>miljoenen|mln\b|miljoen\b)|(?<inthousands>duizenden|duizendtallen))
        | \(\s*(?:€|eur|euro)?\s*(?:(?<ofmillions>mln\.?|miljoen)|(?<ofthousands>1[.]000))\s*(?:€|eur|euro)?\s*\)
        ",
    )
    .ok()
});

/// In what a text says that amounts are.
pub(crate) fn scale(text: &str) -> Option<Scale> {
    if !may_say_scale(text) {
        return None;
    }
    let found = SCALE.as_ref()?.captures(text)?;
    let has = |names: [&str; 3]| names.iter().any(|name| found.name(name).is_some());
    match has(["millions", "inmillions", "ofmillions"]) {
        true => Some(Scale::Million),
        false => has(["thousands", "inthousands", "ofthousands"]).then_some(Scale::Thousand),
    }
}

/// Most texts need no further look: the pattern takes longer to be made than they to be read.
fn may_say_scale(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.contains("000") || ["mln", "miljoen", "duizend", "mio"].iter().any(|word| lower.contains(word))
}

/// A name without what it says of scale and unit: "Lasten (x € 1.000)" is "Lasten".
pub(crate) fn without_scale(text: &str) -> String {
    let Some(pattern) = SCALE.as_ref().filter(|_| may_say_scale(text)) else { return text.to_owned() };
    let plain = pattern.replace_all(text, "");
    let plain = plain.replace("()", "").replace("( )", "").replace("(bedragen )", "");
    plain.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['(', ')', ',', ' ', ':']).to_owned()
}

/// Whether a name says that each number counts from the start of the year.
pub(crate) fn is_cumulative(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(|next: char| !next.is_alphanumeric() && next != '/');
    lower.contains("cumulatie") || lower.contains("tot en met") || words.any(|word| matches!(word, "t/m" | "ytd"))
}

/// Whether a text is what people call a row that adds up all or some of the others.
pub(crate) fn is_total(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let names_total = |word: &str| {
        matches!(
            word,
            "totaal" | "subtotaal" | "eindtotaal" | "tussentotaal" | "totalen" | "generaal" | "totalegemeente"
        )
    };
    let is_all = matches!(*first, "alle" | "allen") && words.len() < 4;
    // Statistics Netherlands gives totals a code of their own.
    let is_code = text.len() == 7 && text.starts_with('T') && text[1..].bytes().all(|digit| digit.is_ascii_digit());
    names_total(first) || names_total(last) || is_all || is_code || lower == "som"
}

/// Whether it adds up only some of them.
pub(crate) fn is_subtotal(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.starts_with("subtotaal") || lower.starts_with("tussentotaal") || lower.ends_with("subtotaal")
}

/// What amounts are, one of another kind than the other: nobody adds costs to income, or a budget to what was spent.
const KINDS: [&str; 30] = [
    "lasten",
    "baten",
    "saldo",
    "uitgaven",
    "inkomsten",
    "begroting",
    "begroot",
    "realisatie",
    "gerealiseerd",
    "rekening",
    "prognose",
    "raming",
    "primitief",
    "primitieve",
    "werkelijk",
    "verschil",
    "afwijking",
    "resultaat",
    "stand",
    "beginstand",
    "eindstand",
    "norm",
    "streefwaarde",
    "toevoeging",
    "storting",
    "dotatie",
    "onttrekking",
    "reserve",
    "instroom",
    "uitstroom",
];

/// The kind of amount that a value names, if it names one.
pub(crate) fn kind(value: &str) -> Option<&'static str> {
    let lower = value.to_lowercase();
    let mut words = lower.split(|next: char| !next.is_alphabetic());
    words.find_map(|word| KINDS.iter().find(|kind| word == **kind || word.strip_suffix("en") == Some(**kind)).copied())
}

/// Whether a value names costs or income: one of them is the other and their balance, which makes it no total.
pub(crate) fn is_half_of_a_balance(value: &str) -> bool {
    matches!(kind(value), Some("lasten" | "baten" | "uitgaven" | "inkomsten"))
}

/// Whether a row is in another one already: "waarvan structureel".
pub(crate) fn is_part_of_another(text: &str) -> bool {
    let lower = text.trim_start_matches(['-', '–', '•', ' ']).to_lowercase();
    ["waarvan ", "w.v. ", "wv ", "w.o. ", "waaronder "].iter().any(|start| lower.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_read_as_they_are_written() {
        for text in [
            "Bedragen x € 1.000",
            "Lasten (x € 1.000)",
            "x 1.000",
            "Bedragen x 1000 euro",
            "(* 1.000)",
            "x €1.000",
            "× € 1 000",
            "Bedragen in duizenden euro's",
            "x duizend",
            "(€ 1.000)",
        ] {
            assert_eq!(scale(text), Some(Scale::Thousand), "{text}");
        }
        for text in
            ["x € 1.000.000", "Bedragen in miljoenen", "x mln.", "x € 1 mln".replace("1 ", "").as_str(), "(mln. euro)"]
        {
            assert_eq!(scale(text), Some(Scale::Million), "{text}");
        }
        for text in ["Kosten", "1.000 inwoners", "Per 1.000 jeugdigen", "max 1.000", "€ 1.000 per kind", "Taxi 1000"]
        {
            assert_eq!(scale(text), None, "{text}");
        }
        assert_eq!(without_scale("Lasten (x € 1.000)"), "Lasten");
        assert_eq!(without_scale("Kosten x 1.000"), "Kosten");
    }

    #[test]
    fn totals_are_known_by_their_names() {
        for text in [
            "Totaal",
            "Totaal Voorbeeldstad",
            "TOTAAL LASTEN",
            "Subtotaal",
            "Totaal generaal",
            "Alle wijken",
            "Eindtotaal",
            "Lasten totaal",
            "T001038",
            "Totaal (exclusief PM)",
        ] {
            assert!(is_total(text), "{text}");
        }
        for text in ["Noord", "Alleenstaanden", "Totaalplan", "Alle hens aan dek vandaag", "T1", "Somalië", ""] {
            assert!(!is_total(text), "{text}");
        }
        assert!(is_part_of_another("waarvan incidenteel") && is_part_of_another("- Waarvan meisjes"));
    }

    #[test]
    fn kinds_of_amounts_are_known_by_their_names() {
        for (value, wanted) in [
            ("Lasten", "lasten"),
            ("Begroting na wijziging", "begroting"),
            ("Stand 1-1", "stand"),
            ("Onttrekkingen", "onttrekking"),
        ] {
            assert_eq!(kind(value), Some(wanted), "{value}");
        }
        assert!(kind("Noord").is_none() && kind("Pleegzorg").is_none() && kind("").is_none());
    }

    #[test]
    fn cumulative_numbers_are_known_by_their_names() {
        for name in ["Kosten t/m kwartaal", "Realisatie cumulatief", "YTD kosten", "Tot en met maart"] {
            assert!(is_cumulative(name), "{name}");
        }
        assert!(!is_cumulative("Kosten per maand") && !is_cumulative("Tm"));
    }
}
