//! Which sign an amount has in a table: five systems are in use. In: the system and what an amount is (costs, income,
//! a reserve, a balance); out: what turns the amount into its effect on the result, in which more is better.

use super::toml::Word;

/// What an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What is spent: more is worse.
    Costs,
    /// What comes in: more is better.
    Income,
    /// What is put into a reserve: more is worse.
    Addition,
    /// What is taken from a reserve: more is better.
    Withdrawal,
    /// What is left of income after costs.
    Balance,
}

impl Word for Kind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("lasten", Self::Costs),
        ("baten", Self::Income),
        ("toevoeging", Self::Addition),
        ("onttrekking", Self::Withdrawal),
        ("saldo", Self::Balance),
    ];
}

/// A system of signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    /// Costs and income have none; a balance is income less costs.
    Unsigned,
    /// Costs have a minus, income has none: a minus is bad.
    MinusIsLoss,
    /// Income has a minus, costs have none: a plus is bad.
    PlusIsLoss,
    /// As [`Signs::Unsigned`], but a balance is costs less income.
    NetCosts,
}

impl Word for Signs {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("zonder", Self::Unsigned),
        ("min is nadeel", Self::MinusIsLoss),
        ("plus is nadeel", Self::PlusIsLoss),
        ("nettolasten", Self::NetCosts),
    ];
}

impl Signs {
    /// Every system.
    pub const ALL: [Self; 4] = [Self::Unsigned, Self::MinusIsLoss, Self::PlusIsLoss, Self::NetCosts];

    /// Its word in a TOML file.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, signs)| *signs == self).map_or("", |(word, _)| word)
    }

    /// Whether more of an amount of this kind is better in this system.
    pub fn more_is_better(self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::MinusIsLoss, _) => true,
            (Self::PlusIsLoss, _) => false,
            (Self::Unsigned | Self::NetCosts, Kind::Costs | Kind::Addition) => false,
            (Self::Unsigned | Self::NetCosts, Kind::Income | Kind::Withdrawal) => true,
            (_, Kind::Balance) => self == Self::Unsigned,
        }
    }
}

const WORDS: [(&str, Kind); 20] = [
    ("lasten", Kind::Costs),
    ("uitgaven", Kind::Costs),
    ("uitgave", Kind::Costs),
    ("kosten", Kind::Costs),
    ("bestedingen", Kind::Costs),
    ("baten", Kind::Income),
    ("inkomsten", Kind::Income),
    ("opbrengst", Kind::Income),
    ("ontvangst", Kind::Income),
    ("toevoeging", Kind::Addition),
    ("storting", Kind::Addition),
    ("dotatie", Kind::Addition),
    ("dotaties", Kind::Addition),
    ("vermeerdering", Kind::Addition),
    ("onttrekking", Kind::Withdrawal),
    ("putting", Kind::Withdrawal),
    ("vermindering", Kind::Withdrawal),
    ("saldo", Kind::Balance),
    ("resultaat", Kind::Balance),
    ("saldi", Kind::Balance),
];

/// "Jaarresultaat", "begrotingssaldo"; no stand, such as "eindsaldo".
fn is_left(word: &str) -> bool {
    let is_stand = matches!(word, "beginsaldo" | "eindsaldo" | "banksaldo" | "kassaldo");
    (word.ends_with("saldo") || word.ends_with("resultaat")) && !is_stand
}

/// What names say that an amount is: the values of its dimensions, and what its measure is called. None where nothing or
/// more than one thing is said.
pub fn kind_of<'n>(names: impl Iterator<Item = &'n str>) -> Option<Kind> {
    let mut found: Vec<Kind> = Vec::new();
    let mut of_reserve = false;
    for name in names {
        let lower = name.to_lowercase();
        let words = || lower.split(|next: char| !next.is_alphabetic()).filter(|word| !word.is_empty());
        let is = |word: &str, one: &str| word == one || word.strip_suffix("en") == Some(one);
        let of_word = |word: &str| WORDS.iter().find(|(one, _)| is(word, one)).map(|(_, kind)| *kind);
        let kinds = words().filter_map(|word| of_word(word).or_else(|| is_left(word).then_some(Kind::Balance)));
        let mut kinds: Vec<Kind> = kinds.collect();
        kinds.sort_unstable();
        kinds.dedup();
        // "Saldo van baten en lasten", "Resultaat na onttrekkingen".
        if kinds.contains(&Kind::Balance) {
            kinds = vec![Kind::Balance];
        }
        found.extend(kinds);
        of_reserve |= words().any(|word| matches!(word, "reserve" | "reserves"));
    }
    found.sort_unstable();
    found.dedup();
    match found[..] {
        [only] => Some(only),
        [] => of_reserve.then_some(Kind::Balance),
        // The balance of costs: the effect of those costs.
        [.., Kind::Balance] => Some(Kind::Balance),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_an_amount_is() {
        for (names, wanted) in [
            (&["6.72a Begeleiding", "Lasten"][..], Some(Kind::Costs)),
            (&["Totaal baten"], Some(Kind::Income)),
            (&["Opbrengsten", "Gemeentefonds"], Some(Kind::Income)),
            (&["Ontvangst"], Some(Kind::Income)),
            (&["Bestedingen"], Some(Kind::Costs)),
            (&["Dotaties"], Some(Kind::Addition)),
            (&["Jaarresultaat"], Some(Kind::Balance)),
            (&["Begrotingssaldo", "2024"], Some(Kind::Balance)),
            (&["Eindsaldo"], None),
            (&["0.10 Reserves", "Toevoeging"], Some(Kind::Addition)),
            (&["Onttrekkingen aan reserves"], Some(Kind::Withdrawal)),
            (&["Saldo van baten en lasten"], Some(Kind::Balance)),
            (&["Onttrekking reserve", "saldo"], Some(Kind::Balance)),
            (&["reserve"], Some(Kind::Balance)),
            (&["Lasten", "Baten"], None),
            (&["Baten en lasten"], None),
            (&["Pleegzorg", "Kapitaallasten"], None),
        ] {
            assert_eq!(kind_of(names.iter().copied()), wanted, "{names:?}");
        }
    }

    #[test]
    fn each_system_tells_better_from_worse() {
        let better = |signs: Signs| {
            [Kind::Costs, Kind::Income, Kind::Addition, Kind::Withdrawal, Kind::Balance]
                .map(|kind| signs.more_is_better(kind))
        };
        assert_eq!(better(Signs::Unsigned), [false, true, false, true, true]);
        assert_eq!(better(Signs::NetCosts), [false, true, false, true, false]);
        assert_eq!(better(Signs::MinusIsLoss), [true; 5]);
        assert_eq!(better(Signs::PlusIsLoss), [false; 5]);
    }
}
