//! A TOML table, read key by key as its statement says, with a place for every value.

use std::marker::PhantomData;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};

use super::entry::{Located, TomlEntry, Within};
use super::key::{Holds, Key, Keys};

/// A table with the keys of `K`. What is wrong in it is reported, and then gives nothing.
pub(crate) struct TomlTable<'a, K> {
    within: Within<'a>,
    table: &'a DeTable<'a>,
    /// The keys that lead to it: `maten.kosten`.
    path: String,
    span: Range<usize>,
    keys: PhantomData<fn() -> K>,
}

impl<'a, K: Keys> TomlTable<'a, K> {
    /// Opens a table. Every key that is not stated is a finding, so that a misspelt one is never ignored.
    pub(super) fn open(
        within: Within<'a>,
        table: &'a DeTable<'a>,
        path: String,
        span: Range<usize>,
        findings: &mut Findings,
    ) -> Self {
        let opened = Self { within, table, path, span, keys: PhantomData };
        if K::IS_CLOSED {
            opened.report_others(&[], findings);
        }
        opened
    }

    /// The same table, with the keys of another statement.
    pub fn seen_as<L: Keys>(&self) -> TomlTable<'a, L> {
        let Self { within, table, .. } = *self;
        TomlTable { within, table, path: self.path.clone(), span: self.span.clone(), keys: PhantomData }
    }

    /// Where the table starts.
    pub fn place(&self) -> Place {
        Place::text(self.within.source, self.span.clone())
    }

    /// What a key holds. That one is absent which must be there is a finding.
    pub fn get<H: Holds>(&self, key: Key<K, H>, findings: &mut Findings) -> H::Value<'a> {
        match self.find(key.name) {
            Some((name, value)) => H::read(&self.entry(name, value, key.required), findings),
            None => {
                if key.required {
                    self.report_missing(key.name, findings);
                }
                H::Value::default()
            }
        }
    }

    /// Whether a key is there.
    pub fn has<H>(&self, key: Key<K, H>) -> bool {
        self.find(key.name).is_some()
    }

    /// Where a key stands, if it is there.
    pub fn place_of<H>(&self, key: Key<K, H>) -> Option<Place> {
        self.place_of_other(key.name)
    }

    /// Where a key with a name of the author's own stands, if it is there.
    pub fn place_of_other(&self, name: &str) -> Option<Place> {
        self.find(name).map(|(name, _)| self.within.at(name.span()))
    }

    /// The keys with a name of the author's own, in the order of the text.
    pub fn names(&self) -> Vec<Located<String>> {
        let own = self.in_order().filter(|(name, _)| !K::IS_CLOSED && !states::<K>(name.get_ref()));
        own.map(|(name, _)| Located { value: name.get_ref().to_string(), place: self.within.at(name.span()) }).collect()
    }

    /// What a key with a name of the author's own holds.
    pub fn other(&self, name: &str, findings: &mut Findings) -> <K::Others as Holds>::Value<'a> {
        self.other_as::<K::Others>(name, findings)
    }

    /// What a key with a name of the author's own holds, where that differs from one to the next.
    pub fn other_as<H: Holds>(&self, name: &str, findings: &mut Findings) -> H::Value<'a> {
        let found = self.find(name);
        found.map(|(name, value)| H::read(&self.entry(name, value, false), findings)).unwrap_or_default()
    }

    /// All keys with a name of the author's own, with what they hold, in the order of the text.
    pub fn others(&self, findings: &mut Findings) -> Vec<(Located<String>, <K::Others as Holds>::Value<'a>)> {
        let mut all = Vec::new();
        for name in self.names() {
            let held = self.other(&name.value, findings);
            all.push((name, held));
        }
        all
    }

    /// Reports that a key with a name of the author's own must be there, where it is not.
    pub fn require_other(&self, name: &str, findings: &mut Findings) -> Option<()> {
        if self.find(name).is_none() {
            self.report_missing(name, findings);
            return None;
        }
        Some(())
    }

    /// Reports every key that is neither stated nor one of `own`.
    pub fn report_others(&self, own: &[&str], findings: &mut Findings) {
        let used = self.used_group();
        let is_unused = |name: &str| {
            let mut groups = K::GROUPS.iter().enumerate();
            used.is_some_and(|used| groups.any(|(index, group)| index != used && group.contains(&name)))
        };
        let stated = K::stated().map(|key| key.name()).filter(|name| !is_unused(name));
        let known: Vec<&str> = stated.chain(own.iter().copied()).collect();
        for (key, _) in self.in_order().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref().as_ref();
            let near = did_you_mean(name, known.iter().copied());
            let message = format!("De sleutel \"{name}\" is hier niet bekend.");
            findings.push(
                Finding::new(Code::UnknownKey, self.within.at(key.span()), message)
                    .hint(near.unwrap_or_else(|| format!("Wel bekend: {}.", known.join(", ")).into())),
            );
        }
    }

    /// The group of keys that is used, as far as that is clear.
    fn used_group(&self) -> Option<usize> {
        let mut used = (0..K::GROUPS.len()).filter(|group| self.find(K::GROUPS[*group][0]).is_some());
        used.next().filter(|_| used.next().is_none())
    }

    fn report_missing(&self, key: &str, findings: &mut Findings) {
        let message = match self.path.as_str() {
            "" => format!("De sleutel \"{key}\" ontbreekt."),
            path => format!("In [{path}] ontbreekt de sleutel \"{key}\"."),
        };
        findings.push(
            Finding::new(Code::MissingKey, self.place(), message).hint(format!("Voeg een regel toe: {key} = ...")),
        );
    }

    fn find(&self, key: &str) -> Option<(&'a Spanned<DeString<'a>>, &'a Spanned<DeValue<'a>>)> {
        self.table.get_key_value(key)
    }

    /// In the order of the text.
    fn in_order(&self) -> impl Iterator<Item = (&'a Spanned<DeString<'a>>, &'a Spanned<DeValue<'a>>)> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries.into_iter()
    }

    fn entry(&self, key: &'a Spanned<DeString<'a>>, value: &'a Spanned<DeValue<'a>>, required: bool) -> TomlEntry<'a> {
        let name = key.get_ref();
        let path = if self.path.is_empty() { name.to_string() } else { format!("{}.{name}", self.path) };
        TomlEntry { within: self.within, key, value, path, required }
    }
}

fn states<K: Keys>(name: &str) -> bool {
    K::stated().any(|key| key.name() == name)
}

#[cfg(test)]
mod tests {
    use super::super::document::TomlDocument;
    use super::super::holds::{Date, Integer, Text};
    use super::super::key::keys;
    use super::*;
    use crate::diagnostic::SourceText;

    keys! {
        Example: "Voorbeeld", "Voor de toetsen.", {
            NAME: required Text = "naam", "Een naam.";
            COLOR: required Text = "kleur", "Een kleur.";
            COUNT: optional Integer<1, 9> = "aantal", "Een aantal.";
            DAY: optional Date = "dag", "Een dag.";
            MONTH: optional Text = "maand", "Een maand.";
        }
        one of: [COUNT] or [DAY, MONTH];
    }

    fn with<T>(text: &str, read: impl FnOnce(&TomlTable<'_, Example>, &mut Findings) -> T) -> (T, Vec<String>) {
        let source = SourceText::new("a.toml", text);
        let mut findings = Findings::new();
        let document = TomlDocument::parse(&source, 0..text.len(), &mut findings).expect("parses");
        let result = read(&document.root(&mut findings), &mut findings);
        let messages = findings.iter().map(|finding| finding.message.clone()).collect();
        (result, messages)
    }

    #[test]
    fn values_know_their_place() {
        let (value, messages) = with("aantal = 1\nkleur = \"rood\"\nnaam = \"één\"\n", |table, findings| {
            table.get(Example::COUNT, findings);
            table.get(Example::COLOR, findings);
            table.get(Example::NAME, findings)
        });
        let value = value.expect("there");
        assert_eq!((value.value.as_str(), value.place.line_column()), ("één", Some((3, Some(8)))));
        assert!(messages.is_empty(), "{messages:?}");
    }

    #[test]
    fn all_mistakes_are_found_at_once() {
        let (_, messages) = with("naam = 1\ndatum = 2023-02-28\nkeur = \"x\"", |table, findings| {
            table.get(Example::NAME, findings);
            table.get(Example::COLOR, findings);
        });
        assert_eq!(messages.len(), 4, "{messages:?}");
    }

    #[test]
    fn keys_of_a_group_that_is_not_used_are_not_known() {
        let head = "naam = \"a\"\nkleur = \"b\"\n";
        let (_, messages) = with(&format!("{head}dag = 2023-01-01\nmaand = \"x\"\n"), |_, _| {});
        assert!(messages.is_empty(), "{messages:?}");
        let (_, messages) = with(&format!("{head}aantal = 1\nmaand = \"x\"\n"), |table, findings| {
            table.get(Example::DAY, findings);
            table.get(Example::MONTH, findings);
        });
        assert_eq!(messages, ["De sleutel \"maand\" is hier niet bekend."]);
    }
}
