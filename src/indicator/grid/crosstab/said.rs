//! The words by which rows and columns of municipal finance are known: a balance, a result, a budget, what was realised.
//! In: a name; out: what it says. Nothing is printed by it: it tells checks where to look.

/// Whether a row or column is a level among steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Is,
    /// Where steps can begin.
    Starts,
    IsNot,
}

fn words_of(name: &str) -> Vec<String> {
    let words = name.split(|next: char| !next.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty()).collect()
}

fn says(name: &str, any: &[&str]) -> bool {
    words_of(name).iter().any(|word| any.contains(&word.as_str()))
}

fn says_start(name: &str, any: &[&str]) -> bool {
    words_of(name).iter().any(|word| any.iter().any(|start| word.starts_with(start)))
}

/// Whether one of these words comes somewhere before one of those.
fn says_before(name: &str, ones: &[&str], others: &[&str]) -> bool {
    let words = words_of(name);
    let first = words.iter().position(|word| ones.contains(&word.as_str()));
    first.is_some_and(|first| words[first..].iter().any(|word| others.iter().any(|other| word.starts_with(other))))
}

const BEFORE: [&str; 2] = ["voor", "vóór"];
const RESERVED: [&str; 4] = ["bestemming", "reserve", "mutatie", "onttrekking"];

fn is_balance_word(name: &str) -> bool {
    let is = |word: &String| {
        let of_stand = matches!(word.as_str(), "beginsaldo" | "eindsaldo" | "banksaldo");
        word.ends_with("saldo") && !of_stand
            || matches!(word.as_str(), "saldi" | "nettolasten" | "nettokosten" | "nettobaten")
    };
    words_of(name).iter().any(is) || says_before(name, &["netto"], &["lasten", "kosten", "baten", "uitgaven"])
}

fn is_result_word(name: &str) -> bool {
    words_of(name).iter().any(|word| word.ends_with("resultaat") || word.ends_with("resultaten"))
}

/// "Resultaat", "Jaarrekeningresultaat", "Saldo na bestemming"; what is left after the reserves.
pub(super) fn result(name: &str) -> bool {
    is_result_word(name) && !says_before(name, &BEFORE, &RESERVED)
        || is_balance_word(name) && says_before(name, &["na"], &RESERVED)
}

/// "Saldo van baten en lasten", "Begrotingssaldo", "Resultaat voor bestemming", "Netto lasten"; what is left before the
/// reserves.
pub(super) fn balance(name: &str) -> bool {
    !result(name) && (is_balance_word(name) || is_result_word(name))
}

/// Whether it is about reserves.
pub(super) fn reserves(name: &str) -> bool {
    words_of(name)
        .iter()
        .any(|word| word.ends_with("reserve") || word.ends_with("reserves") || word == "reservemutaties")
}

/// Whether it is a level of a budget, and no change of it: "primitief", "na 1e wijziging", "stand na circulaires".
pub(super) fn budget(name: &str) -> Level {
    const LEVELS: [&str; 20] = [
        "primitief",
        "primitieve",
        "oorspronkelijk",
        "oorspronkelijke",
        "vastgesteld",
        "vastgestelde",
        "actueel",
        "actuele",
        "bijgesteld",
        "bijgestelde",
        "gewijzigd",
        "gewijzigde",
        "herzien",
        "herziene",
        "aangepast",
        "aangepaste",
        "huidig",
        "huidige",
        "stand",
        "na",
    ];
    let is_first = says_before(name, &BEFORE, &["wijziging"]);
    if says(name, &LEVELS) || is_first || stand_word(name) {
        return Level::Is;
    }
    let is_change = says_start(name, &["wijzig", "mutatie", "bijstell", "besluit", "verschil", "afwijking"]);
    if says(name, &["begroting", "budget"]) && !is_change { Level::Starts } else { Level::IsNot }
}

/// Whether it is a stand: "stand 1-1", "eindstand", "31 december", "ultimo 2024".
pub(super) fn stand(name: &str) -> Level {
    let words = words_of(name);
    let is_day = |day: &str, months: &[&str], number: &str| {
        words.windows(2).any(|pair| {
            pair[0].trim_start_matches('0') == day
                && (months.contains(&pair[1].as_str()) || pair[1].trim_start_matches('0') == number)
        })
    };
    let is = stand_word(name)
        || says(name, &["begin", "eind", "einde", "ultimo", "primo"])
        || is_day("1", &["januari", "jan"], "1")
        || is_day("31", &["december", "dec"], "12");
    if is { Level::Is } else { Level::IsNot }
}

fn stand_word(name: &str) -> bool {
    says(name, &["stand", "beginstand", "eindstand", "beginsaldo", "eindsaldo", "boekwaarde"])
}

/// Whether it makes a stand lower.
pub(super) fn leaving(name: &str) -> bool {
    const STARTS: [&str; 16] = [
        "uitstro",
        "uitgestro",
        "afname",
        "vrijval",
        "aanwend",
        "besteding",
        "besteed",
        "afgesloten",
        "beëindig",
        "beeindig",
        "gestopt",
        "vertrok",
        "vertrek",
        "aflossing",
        "afschrijving",
        "vermindering",
    ];
    says_start(name, &STARTS) || says(name, &["af", "eraf", "eruit"])
}

/// Whether it is the difference of a budget and what became of it.
pub(super) fn difference(name: &str) -> bool {
    says(name, &["verschil", "verschillen", "afwijking", "afwijkingen", "overschrijding", "onderschrijding"])
}

/// Whether it is what became of a budget, or is expected to.
pub(super) fn realised(name: &str) -> bool {
    const WORDS: [&str; 16] = [
        "rekening",
        "jaarrekening",
        "realisatie",
        "realisaties",
        "gerealiseerd",
        "gerealiseerde",
        "werkelijk",
        "werkelijke",
        "werkelijkheid",
        "prognose",
        "verwacht",
        "verwachte",
        "verwachting",
        "uitkomst",
        "besteed",
        "uitgegeven",
    ];
    says(name, &WORDS)
}

/// Whether it is a budget after its changes.
pub(super) fn changed(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "wijziging",
        "wijzigingen",
        "gewijzigd",
        "gewijzigde",
        "bijgesteld",
        "bijgestelde",
        "herzien",
        "herziene",
        "actueel",
        "actuele",
        "geactualiseerd",
        "geactualiseerde",
    ];
    says(name, &WORDS) && !says_before(name, &BEFORE, &["wijziging"])
}

/// Whether it is a budget.
pub(super) fn planned(name: &str) -> bool {
    const WORDS: [&str; 10] = [
        "begroting",
        "begroot",
        "begrote",
        "raming",
        "geraamd",
        "geraamde",
        "budget",
        "krediet",
        "gepland",
        "geplande",
    ];
    says(name, &WORDS)
}

/// Whether it does not come back every year.
pub(super) fn incidental(name: &str) -> bool {
    says_start(name, &["incidente", "eenmalig"])
}

/// Whether it comes back every year.
pub(super) fn structural(name: &str) -> bool {
    says_start(name, &["structure", "blijvend"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_levels_from_steps() {
        for (name, of_budget, of_stand) in [
            ("Primitief", Level::Is, Level::IsNot),
            ("Begroting 2024", Level::Starts, Level::IsNot),
            ("Begroting voor wijziging", Level::Is, Level::IsNot),
            ("1e wijziging", Level::IsNot, Level::IsNot),
            ("Wijziging begroting", Level::IsNot, Level::IsNot),
            ("Gewijzigde begroting", Level::Is, Level::IsNot),
            ("Na bestuursrapportage", Level::Is, Level::IsNot),
            ("Bestuursrapportage", Level::IsNot, Level::IsNot),
            ("Stand na circulaires", Level::Is, Level::Is),
            ("Stand 31-12", Level::Is, Level::Is),
            ("1 januari 2024", Level::IsNot, Level::Is),
            ("01-01-2024", Level::IsNot, Level::Is),
            ("Ultimo 2024", Level::IsNot, Level::Is),
            ("Instandhouding wegen", Level::IsNot, Level::IsNot),
            ("Storting", Level::IsNot, Level::IsNot),
        ] {
            assert_eq!((budget(name), stand(name)), (of_budget, of_stand), "{name}");
        }
    }

    #[test]
    fn names_tell_balances_from_results() {
        for (name, is_balance, is_result) in [
            ("Saldo van baten en lasten", true, false),
            ("Geraamd totaalsaldo", true, false),
            ("Begrotingssaldo", true, false),
            ("Netto lasten", true, false),
            ("Resultaat vóór bestemming", true, false),
            ("Resultaat", false, true),
            ("Jaarrekeningresultaat", false, true),
            ("Resultaat na bestemming", false, true),
            ("Saldo na bestemming", false, true),
            ("Saldo na mutaties reserves", false, true),
            ("Eindsaldo", false, false),
            ("Lasten", false, false),
        ] {
            assert_eq!((balance(name), result(name)), (is_balance, is_result), "{name}");
        }
    }
}
