//! What a word says of what is counted: people, things, or neither.
//!
//! In: the words of a unit, or the name of a column. Out: whether small counts must be protected, as far as words can
//! tell. No list of words is complete, so a word that is in neither list says nothing, and somebody has to be asked.

/// What is counted, as far as its words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// People or households: small counts are withheld.
    People,
    /// Places, organisations, objects, time: a small count is about nobody.
    Things,
    /// The words do not tell.
    Unsaid,
}

/// Words for people and households. A longer word that ends with one of seven letters or more is such a word too.
const PEOPLE: &[&str] = &[
    "aanvragers",
    "adolescenten",
    "alleenstaanden",
    "asielzoekers",
    "baby's",
    "bejaarden",
    "bewoners",
    "bezoekers",
    "broers",
    "burgers",
    "cliënten",
    "clienten",
    "cliënt",
    "client",
    "daders",
    "daklozen",
    "deelnemers",
    "dochters",
    "echtparen",
    "gebruikers",
    "gedetineerden",
    "gedupeerden",
    "gehandicapten",
    "geïnterviewden",
    "gerechtigden",
    "gezin",
    "gezinnen",
    "gezinsleden",
    "grootouders",
    "huishouden",
    "huishoudens",
    "huurders",
    "hulpvragers",
    "inburgeraars",
    "ingezetenen",
    "inwoner",
    "inwoners",
    "jeugdigen",
    "jongens",
    "jongere",
    "jongeren",
    "jongvolwassenen",
    "kind",
    "kinderen",
    "klagers",
    "klanten",
    "kleuters",
    "leerling",
    "leerlingen",
    "mannen",
    "mantelzorgers",
    "medemensen",
    "meisjes",
    "melders",
    "mensen",
    "migranten",
    "minderjarigen",
    "moeders",
    "nabestaanden",
    "nieuwkomers",
    "omwonenden",
    "ontheemden",
    "opvoeders",
    "ouderen",
    "ouders",
    "overledenen",
    "patiënt",
    "patiënten",
    "patienten",
    "personen",
    "persoon",
    "peuters",
    "pleegouders",
    "pubers",
    "respondenten",
    "schoolverlaters",
    "scholieren",
    "schuldenaren",
    "senioren",
    "slachtoffers",
    "stiefouders",
    "statushouders",
    "studenten",
    "thuislozen",
    "thuiszitters",
    "tieners",
    "vaders",
    "verdachten",
    "vergunninghouders",
    "vermisten",
    "verzekerden",
    "verzorgers",
    "vluchtelingen",
    "volwassenen",
    "vreemdelingen",
    "vrijwilligers",
    "vrouwen",
    "wachtenden",
    "weduwen",
    "werklozen",
    "werkzoekenden",
    "woningzoekenden",
    "zieken",
    "zorgvragers",
    "zuigelingen",
    "zwangeren",
];

/// Words for what is not about people by itself, so that to say "3 scholen" tells of nobody. A longer word that ends
/// with one of five letters or more is such a word too. What happens to people one by one (reports, referrals, home
/// visits, placements, complaints) is not among them, nor are homes and the people who work for a municipality.
const THINGS: &[&str] = &[
    "aanbieders",
    "activiteiten",
    "afdelingen",
    "amendementen",
    "apparaten",
    "apps",
    "auto's",
    "bankjes",
    "basisscholen",
    "bedrijven",
    "bibliotheken",
    "bijeenkomsten",
    "bomen",
    "brieven",
    "bruggen",
    "buurten",
    "buurthuizen",
    "bussen",
    "camera's",
    "clubs",
    "computers",
    "containers",
    "contracten",
    "cursussen",
    "dag",
    "dagdelen",
    "dagen",
    "documenten",
    "dorpen",
    "etmalen",
    "evenementen",
    "fietsen",
    "fractie",
    "fracties",
    "gebieden",
    "gebouwen",
    "gemeenten",
    "gemeentes",
    "gymzalen",
    "haltes",
    "hectare",
    "hectaren",
    "hectares",
    "instellingen",
    "jaar",
    "jaren",
    "keer",
    "keren",
    "kantoren",
    "kerken",
    "kerkdorpen",
    "kernen",
    "kilo",
    "kilogram",
    "kilometer",
    "kilometers",
    "kinderdagverblijven",
    "km",
    "kwartalen",
    "laadpalen",
    "lantaarnpalen",
    "laptops",
    "leveranciers",
    "liter",
    "liters",
    "locaties",
    "loketten",
    "maal",
    "maanden",
    "meter",
    "meters",
    "minuten",
    "moskeeën",
    "moties",
    "musea",
    "nota's",
    "onderhoudsbeurten",
    "organisaties",
    "panden",
    "parken",
    "parkeerplaatsen",
    "percelen",
    "pilots",
    "pleinen",
    "praktijken",
    "prioriteiten",
    "programma's",
    "projecten",
    "punten",
    "rapporten",
    "regio's",
    "rotondes",
    "scholen",
    "seconden",
    "speelplaatsen",
    "speelplekken",
    "speeltuinen",
    "sportvelden",
    "stallingen",
    "stembureaus",
    "stichtingen",
    "straten",
    "supermarkten",
    "tablets",
    "teams",
    "toiletten",
    "ton",
    "tonnen",
    "trainingen",
    "uren",
    "uur",
    "velden",
    "verenigingen",
    "vergaderingen",
    "verpleeghuizen",
    "vestigingen",
    "voertuigen",
    "websites",
    "weken",
    "werkdagen",
    "wijken",
    "winkels",
    "workshops",
    "zalen",
    "ziekenhuizen",
    "zonnepanelen",
    "zwembaden",
];

/// A word for people at the end of a longer word says the same from this length on.
const PEOPLE_IN_COMPOUND: usize = 7;

/// The same for things.
const THINGS_IN_COMPOUND: usize = 5;

/// What is counted, by the words of a unit: "unieke jongeren", "uren per cliënt". The last word of what is counted
/// comes first, the others after it.
pub fn by_unit(words: &str) -> Counted {
    let lower = words.to_lowercase();
    let counted = lower.split(" per ").next().unwrap_or_default();
    let last = counted.split_whitespace().next_back().map_or(Counted::Unsaid, by_word);
    if last == Counted::Unsaid { by_any_word(counted) } else { last }
}

/// What is counted, by the name of a column: any word for people in it goes before one for things.
pub fn by_name(name: &str) -> Counted {
    by_any_word(&name.to_lowercase())
}

fn by_any_word(lower: &str) -> Counted {
    let mut found = Counted::Unsaid;
    for word in lower.split(|next: char| next.is_whitespace() || matches!(next, ',' | '.' | '(' | ')' | '/' | '_')) {
        match by_word(word) {
            Counted::People => return Counted::People,
            Counted::Things => found = Counted::Things,
            Counted::Unsaid => {}
        }
    }
    found
}

fn by_word(word: &str) -> Counted {
    let is_one = |list: &[&str], shortest: usize| {
        list.iter().any(|known| word == *known || (known.chars().count() >= shortest && word.ends_with(known)))
    };
    if is_one(PEOPLE, PEOPLE_IN_COMPOUND) {
        Counted::People
    } else if is_one(THINGS, THINGS_IN_COMPOUND) {
        Counted::Things
    } else {
        Counted::Unsaid
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_people_are_known() {
        for words in
            ["gezinnen", "Unieke jongeren", "statushouders", "pleegkinderen", "jeugdzorgcliënten", "jongeren per wijk"]
        {
            assert_eq!(by_unit(words), Counted::People, "{words}");
        }
        for words in ["huisartsenpraktijken", "scholen", "wijkteams", "uren per cliënt", "keer", "zorgaanbieders"] {
            assert_eq!(by_unit(words), Counted::Things, "{words}");
        }
        for words in
            ["uithuisplaatsingen", "aanmeldingen", "maatwerkvoorzieningen", "dossiers", "medewerkers", "woningen", ""]
        {
            assert_eq!(by_unit(words), Counted::Unsaid, "{words}");
        }
    }

    #[test]
    fn a_word_is_in_one_list() {
        let mut seen = std::collections::BTreeSet::new();
        assert!(PEOPLE.iter().chain(THINGS).all(|word| seen.insert(word) && *word == word.to_lowercase()));
        assert!(PEOPLE.iter().all(|word| by_word(word) == Counted::People));
        assert!(THINGS.iter().all(|word| by_word(word) == Counted::Things));
    }

    #[test]
    fn people_go_before_things_in_a_name() {
        assert_eq!(by_name("Jongeren zonder beschikking"), Counted::People);
        assert_eq!(by_name("Aantal personen (scholen)"), Counted::People);
        assert_eq!(by_name("Aantal wijkteams"), Counted::Things);
        assert_eq!(by_name("Thuiszitten"), Counted::Unsaid);
    }
}
