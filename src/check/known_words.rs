//! Words that are right because the work folder has them: its own list, and the names in its data. They are gathered once a
//! run.

use std::collections::HashSet;
use std::sync::Arc;

use crate::dutch::notation::uncapitalised;
use crate::load::{Dataset, Pilot, Series};

/// Of a series no more rows are looked at for names.
const MOST_ROWS: usize = 20_000;
/// A shorter name is like too many words.
const SHORTEST_NAME: usize = 6;
/// With more names none is looked for that a word is like.
const MOST_NAMES: usize = 2_000;

/// The words of a work folder.
#[derive(Debug, Default)]
pub struct KnownWords {
    own: Arc<HashSet<String>>,
    named: HashSet<String>,
    /// Those with a capital, sorted.
    names: Vec<String>,
}

impl KnownWords {
    /// What the data of a work folder has by name.
    pub fn of(data: &Dataset) -> Self {
        let mut named = HashSet::new();
        let mut add = |text: &str| named.extend(words(text).map(str::to_owned));
        let own = &data.municipality;
        [&own.name, &own.organisation, &own.sender].into_iter().chain(&own.contact).for_each(|text| add(text));
        own.abbreviations.iter().flat_map(|(short, long)| [short, long]).for_each(|text| add(text));
        own.numbers_after.iter().for_each(|text| add(text));
        for (id, pilot) in &data.pilots {
            add(&id.replace('_', " "));
            names_of(pilot).for_each(&mut add);
        }
        for series in data.series.values() {
            add(&series.id.replace('_', " "));
            add(&series.title);
            series.dimensions.iter().for_each(|dimension| add(&dimension.name));
            series.measures.iter().flat_map(|one| [one.name.as_str(), one.unit.word()]).for_each(&mut add);
            values_of(series).into_iter().for_each(&mut add);
        }
        data.indicators.values().flat_map(|one| [one.name.as_str(), one.unit.word()]).for_each(&mut add);
        data.facts.values().flat_map(|one| [one.name.as_str(), one.unit.word()]).for_each(&mut add);
        data.cases.values().for_each(|case| add(&case.title));
        data.calendar.recesses.iter().for_each(|recess| add(&recess.name));
        let is_name =
            |word: &&String| word.starts_with(char::is_uppercase) && word.chars().nth(SHORTEST_NAME - 1).is_some();
        let mut names: Vec<String> = named.iter().chain(data.own_words.iter()).filter(is_name).cloned().collect();
        names.sort();
        names.dedup();
        Self { own: data.own_words.clone(), named, names }
    }

    /// Whether it is one of them: also at the start of a sentence, and a name as that of an owner.
    pub fn has(&self, word: &str) -> bool {
        let is_one = |word: &str| self.own.contains(word) || self.named.contains(word);
        let plain = word.replace('’', "'");
        let of_owner = || plain.strip_suffix("'s").or_else(|| plain.strip_suffix('s'));
        is_one(&plain)
            || plain.starts_with(char::is_uppercase)
                && (is_one(&uncapitalised(&plain)) || of_owner().is_some_and(is_one))
    }

    /// The name that differs from a word in one letter, or in two that changed places; none where there is none, or several.
    pub fn like(&self, word: &str) -> Option<&str> {
        if self.names.len() > MOST_NAMES || word.chars().nth(SHORTEST_NAME - 1).is_none() {
            return None;
        }
        let is_near = |name: &&String| {
            name.len().abs_diff(word.len()) <= 2
                && name.chars().next() == word.chars().next()
                && strsim::osa_distance(name, word) == 1
        };
        let mut near = self.names.iter().filter(is_near);
        near.next().filter(|_| near.next().is_none()).map(String::as_str)
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |next: char| next.is_alphanumeric() || matches!(next, '-' | '\'' | '’');
    text.split(move |next| !is_part(next)).filter(|word| word.contains(char::is_alphabetic))
}

fn names_of(pilot: &Pilot) -> impl Iterator<Item = &str> {
    let lists = pilot.providers.iter().chain(&pilot.municipalities);
    [&pilot.name].into_iter().chain(&pilot.abbreviation).chain(lists).map(|name| name.value.as_str())
}

/// What tells the rows of a series apart, each once.
fn values_of(series: &Series) -> HashSet<&str> {
    let rows = series.rows.iter().take(MOST_ROWS);
    rows.flat_map(|row| row.dimensions.iter().map(|value| value.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_as_they_stand_in_a_sentence() {
        let named: HashSet<String> = ["Kuyvenhoven", "jeugdhulpregio", "Dordrecht"].map(str::to_owned).into();
        let names = vec!["Dordrecht".to_owned(), "Kuyvenhoven".to_owned()];
        let known = KnownWords { own: Arc::default(), named, names };
        for word in ["Kuyvenhoven", "Kuyvenhovens", "Jeugdhulpregio", "jeugdhulpregio", "Dordrecht’s"] {
            assert!(known.has(word), "{word}");
        }
        assert!(!known.has("kuyvenhoven") && !known.has("jeugdhulpregios"));
        assert_eq!(known.like("Dordrehct"), Some("Dordrecht"));
        assert_eq!(known.like("Zwijndrecht"), None);
    }
}
