//! One of what a unit counts: "1 gezin", not "1 gezinnen".
//!
//! A unit is a word in the plural that a municipality chose freely, and Dutch has no rule that makes a singular of every
//! plural. So the words are listed that units are made of; any other stays as it was written.

use super::signs::{MINUS, NO_BREAK_SPACE};

/// Plural and singular, in the order of the alphabet.
const WORDS: [(&str, &str); 49] = [
    ("aanmeldingen", "aanmelding"),
    ("aanvragen", "aanvraag"),
    ("adressen", "adres"),
    ("afspraken", "afspraak"),
    ("baby's", "baby"),
    ("beschikkingen", "beschikking"),
    ("besluiten", "besluit"),
    ("bewoners", "bewoner"),
    ("bezwaren", "bezwaar"),
    ("cliënten", "cliënt"),
    ("dagen", "dag"),
    ("deelnemers", "deelnemer"),
    ("dossiers", "dossier"),
    ("gesprekken", "gesprek"),
    ("gezinnen", "gezin"),
    ("huishoudens", "huishouden"),
    ("huisartsenpraktijken", "huisartsenpraktijk"),
    ("indicaties", "indicatie"),
    ("inwoners", "inwoner"),
    ("jeugdigen", "jeugdige"),
    ("jongens", "jongen"),
    ("jongeren", "jongere"),
    ("kinderen", "kind"),
    ("klachten", "klacht"),
    ("leerlingen", "leerling"),
    ("maanden", "maand"),
    ("mantelzorgers", "mantelzorger"),
    ("meisjes", "meisje"),
    ("meldingen", "melding"),
    ("ouders", "ouder"),
    ("patiënten", "patiënt"),
    ("plaatsen", "plaats"),
    ("praktijken", "praktijk"),
    ("projecten", "project"),
    ("scholen", "school"),
    ("scholieren", "scholier"),
    ("statushouders", "statushouder"),
    ("studenten", "student"),
    ("trajecten", "traject"),
    ("verwijzingen", "verwijzing"),
    ("vluchtelingen", "vluchteling"),
    ("voorzieningen", "voorziening"),
    ("vragen", "vraag"),
    ("weken", "week"),
    ("wijken", "wijk"),
    ("woningen", "woning"),
    ("zaken", "zaak"),
    ("zorgvragen", "zorgvraag"),
    ("zittingen", "zitting"),
];

/// A unit as it is written behind the number 1: its last word in the singular, where that is known.
pub(super) fn singular(unit: &str) -> String {
    let (start, last) = unit.rsplit_once(' ').map_or(("", unit), |(start, last)| (start, last));
    match WORDS.iter().find(|(plural, _)| *plural == last) {
        Some((_, one)) if start.is_empty() => (*one).to_owned(),
        Some((_, one)) => format!("{start} {one}"),
        None => unit.to_owned(),
    }
}

/// What a number was printed as when one of its unit was still in the plural ("1 gezinnen"), as it is printed now; none
/// where that is the same.
pub fn printed_now(then: &str) -> Option<String> {
    let (number, unit) = then.split_once(NO_BREAK_SPACE)?;
    let is_one = matches!(number.trim_start_matches([MINUS, '+']), "1" | "één" | "Eén");
    let one = singular(unit);
    (is_one && one != unit).then(|| format!("{number}{NO_BREAK_SPACE}{one}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_printed_in_the_plural_is_known_again() {
        for (then, now) in [
            ("1\u{a0}gezinnen", Some("1\u{a0}gezin")),
            ("−1\u{a0}unieke jongeren", Some("−1\u{a0}unieke jongere")),
            ("één\u{a0}dagen", Some("één\u{a0}dag")),
            ("11\u{a0}gezinnen", None),
            ("1\u{a0}keer", None),
            ("1", None),
        ] {
            assert_eq!(printed_now(then).as_deref(), now, "{then}");
        }
    }

    #[test]
    fn one_of_them_is_named_where_the_word_is_known() {
        for (unit, one) in
            [("gezinnen", "gezin"), ("unieke jongeren", "unieke jongere"), ("keer", "keer"), ("schapen", "schapen")]
        {
            assert_eq!(singular(unit), one);
        }
    }
}
