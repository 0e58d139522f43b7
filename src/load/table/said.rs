//! What names and remarks in a file say of its numbers: that they are in thousands, that they add up from January, that a
//! row is the total of others.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::headings;
use crate::dutch::notation::Scale;
use crate::load::series_keys::Stock;

/// "x € 1.000", "(* 1000)", "in duizenden euro's", "x mln.", "€ 1.000.000".
static SCALE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?:\b[x×]|\*|×)\s*(?:€|eur|euro)?\s*
            (?:(?<millions>1[.\ ]?000[.\ ]?000\b|(?:1\ ?)?(?:mln|miljoen|mio))|(?<thousands>1[.\ ]?000\b|duizend))
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

/// Most texts need no further look: a million cells are looked at sooner than held against a pattern.
fn may_say_scale(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.contains("000") || ["mln", "miljoen", "duizend", "mio"].iter().any(|word| lower.contains(word))
}

/// A name without what it says of scale and unit: "Lasten (x € 1.000)" is "Lasten", "Budget (€)" is "Budget".
pub(crate) fn without_scale(text: &str) -> String {
    let bare = ["(€)", "(%)", "(euro)", "(in euro)", "(in euro's)", "(in %)", "(aantal)", "(fte)"];
    let lower = text.to_lowercase();
    let unit = bare.into_iter().find(|unit| lower.ends_with(unit) && lower.len() > unit.len());
    let text = unit.and_then(|unit| text.get(..text.len() - unit.len())).map_or(text, str::trim_end);
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

/// At which end of each period a text says that numbers were counted: "Stand 31-12-2022", "Inwoners per 1 januari".
pub(crate) fn stock(text: &str) -> Option<Stock> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', ':'])).collect();
    let is_month = |at: usize, month: &str| words.get(at + 1).is_some_and(|next| *next == month);
    let is_start = |at: usize| {
        matches!(words[at], "1-1" | "01-01")
            || words[at].starts_with("1-1-")
            || words[at].starts_with("01-01-")
            || words[at] == "1" && is_month(at, "januari")
    };
    let is_end = |at: usize| words[at].starts_with("31-12") || words[at] == "31" && is_month(at, "december");
    let is_day = |at: usize| is_start(at) || is_end(at) || headings::date(words[at]).is_some();
    let on_a_day = (1..words.len()).any(|at| matches!(words[at - 1], "per" | "op" | "stand") && is_day(at));
    let names = |word: &&str| matches!(*word, "stand" | "standen" | "beginstand" | "eindstand" | "ultimo");
    let is_stock = on_a_day || words.iter().any(names) || lower.contains("einde kwartaal");
    let is_at_start = (0..words.len()).any(is_start) || words.contains(&"beginstand") || words.contains(&"begin");
    is_stock.then_some(if is_at_start { Stock::Start } else { Stock::End })
}

/// A name without what it says of where its numbers start: "Kosten t/m" is "Kosten".
pub(crate) fn without_since(name: &str) -> String {
    let trimmed = name.trim();
    let lower = trimmed.to_lowercase();
    let since = ["t/m", "tot en met", "ytd"].into_iter().find(|word| lower.ends_with(word));
    let end = since.map_or(trimmed.len(), |word| trimmed.len() - word.len());
    trimmed.get(..end).unwrap_or(trimmed).trim().to_owned()
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

/// What amounts are, one of another kind than the other: nobody adds costs to income, or a budget to what was spent. Kinds in
/// one group exclude each other.
const KINDS: [&[&str]; 3] = [
    &["lasten", "baten", "saldo", "uitgaven", "inkomsten", "resultaat"],
    &[
        "begroting",
        "begroot",
        "budget",
        "besteed",
        "restant",
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
        "norm",
        "streefwaarde",
    ],
    &[
        "stand",
        "beginstand",
        "eindstand",
        "toevoeging",
        "storting",
        "dotatie",
        "onttrekking",
        "reserve",
        "instroom",
        "uitstroom",
    ],
];

/// All kinds of amounts that a value names, in its order, each with the number of its group.
fn kinds(value: &str) -> Vec<(usize, &'static str)> {
    let lower = value.to_lowercase();
    let words = lower.split(|next: char| !next.is_alphabetic());
    let found = words.filter_map(|word| {
        let is_kind = |kind: &&&str| word == **kind || word.strip_suffix("en") == Some(**kind);
        KINDS.iter().enumerate().find_map(|(group, kinds)| Some((group, *kinds.iter().find(is_kind)?)))
    });
    found.collect()
}

/// Whether a value names a kind of amount.
pub(crate) fn is_kind(value: &str) -> bool {
    !kinds(value).is_empty()
}

/// Whether a value names one of these kinds.
pub(crate) fn names_kind(value: &str, wanted: &[&str]) -> bool {
    kinds(value).iter().any(|(_, kind)| wanted.contains(kind))
}

/// Whether two values name kinds of amounts that are no parts of one sum.
pub(crate) fn are_other_kinds(one: &str, other: &str) -> bool {
    let (one, other) = (kinds(one), kinds(other));
    let (Some((_, first)), Some((_, second))) = (one.first(), other.first()) else { return false };
    let in_group = |all: &[(usize, &'static str)], wanted: usize| -> BTreeSet<&str> {
        all.iter().filter(|(group, _)| *group == wanted).map(|(_, kind)| *kind).collect()
    };
    let exclude = |group: usize| {
        let (one, other) = (in_group(&one, group), in_group(&other, group));
        !one.is_empty() && !other.is_empty() && one != other
    };
    first != second || (0..KINDS.len()).any(exclude)
}

/// Whether a value is no total, also where it is the sum of others: a budget is what was spent and the difference.
pub(crate) fn is_never_total(value: &str) -> bool {
    let kinds = kinds(value);
    is_half_of_a_balance(value) || !kinds.is_empty() && kinds.iter().all(|(group, _)| *group == 1)
}

/// Whether a value names costs or income: one of them is the other and their balance, which makes it no total.
pub(crate) fn is_half_of_a_balance(value: &str) -> bool {
    names_kind(value, &["lasten", "baten", "uitgaven", "inkomsten"])
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
        for text in ["x € 1.000.000", "Bedragen in miljoenen", "x mln.", "x € 1 mln", "(mln. euro)"] {
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
            ("Rekening saldo", "saldo"),
        ] {
            assert!(names_kind(value, &[wanted]), "{value}");
        }
        assert!(!is_kind("Noord") && !is_kind("Pleegzorg") && !is_kind(""));
        for (one, other) in [
            ("Lasten", "Baten"),
            ("Rekening lasten", "Rekening baten"),
            ("Begroting primitief", "Begroting na wijziging"),
            ("Lasten begroting", "Lasten realisatie"),
        ] {
            assert!(are_other_kinds(one, other), "{one}, {other}");
        }
        for (one, other) in [("Noord", "Lasten"), ("Lasten Wmo", "Lasten jeugd"), ("Reserve A", "Reserve resultaat")] {
            assert!(!are_other_kinds(one, other), "{one}, {other}");
        }
    }

    #[test]
    fn stocks_are_known_by_their_names() {
        for (text, wanted) in [
            ("Stand 1-1-2022", Some(Stock::Start)),
            ("Stand 31-12-2022", Some(Stock::End)),
            ("Inwoners per 1 januari", Some(Stock::Start)),
            ("Wachtenden per 31 december 2022", Some(Stock::End)),
            ("Formatie op 1-4-2022", Some(Stock::End)),
            ("Beginstand", Some(Stock::Start)),
            ("Cliënten einde kwartaal", Some(Stock::End)),
            ("Standplaatsen", None),
            ("Kosten per kind", None),
            ("Meldingen op 1 plek", None),
        ] {
            assert_eq!(stock(text), wanted, "{text}");
        }
    }

    #[test]
    fn cumulative_numbers_are_known_by_their_names() {
        for name in ["Kosten t/m kwartaal", "Realisatie cumulatief", "YTD kosten", "Tot en met maart"] {
            assert!(is_cumulative(name), "{name}");
        }
        assert!(!is_cumulative("Kosten per maand") && !is_cumulative("Tm"));
    }
}
