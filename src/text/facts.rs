//! Facts from data files as the text of a document sees them: those of a pilot, and lists of names.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use crate::diagnostic::{Code, did_you_mean};
use crate::dutch::period::date_in_words;
use crate::indicator::{Broken, ListOrigin, Problem};
use crate::load::Pilot;

/// Names from a data file; how many there are can be traced to it.
#[derive(Debug)]
pub(super) struct NamedList {
    pub origin: ListOrigin,
    pub names: Vec<String>,
}

impl Object for NamedList {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.names.get(key.as_usize()?).cloned().map(Value::from)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.names.len())
    }
}

/// Named facts whose unknown names are reported with a suggestion.
#[derive(Debug)]
pub(super) struct Facts {
    /// Of what they are facts: "de pilot Jeugdhulp naar voren".
    pub of: String,
    pub values: BTreeMap<String, Value>,
}

impl Facts {
    /// What is known of a pilot.
    pub fn of_pilot(id: &str, pilot: &Pilot) -> Self {
        let mut values = BTreeMap::new();
        for key in ["naam", "afkorting", "doel"] {
            if let Some(text) = pilot.written(key).first() {
                values.insert(key.to_owned(), Value::from(text.value.clone()));
            }
        }
        for key in ["doelgroepen", "aanbieders", "gemeenten"] {
            let origin = ListOrigin { key: key.to_owned(), file: format!("data/pilots/{id}.toml") };
            let names = pilot.written(key).into_iter().map(|name| name.value.clone()).collect();
            values.insert(key.to_owned(), Value::from_object(NamedList { origin, names }));
        }
        values.insert("zaken".to_owned(), pilot.cases.iter().map(|case| Value::from(case.value.clone())).collect());
        if let Some(start) = pilot.start {
            values.insert("start".to_owned(), Value::from(date_in_words(start)));
        }
        Self { of: format!("de pilot {}", pilot.name.value), values }
    }

    /// Why a name means nothing here.
    pub fn unknown(&self, name: &str) -> Problem {
        let known = self.values.keys().map(String::as_str);
        let names: Vec<&str> = known.clone().collect();
        let hint = did_you_mean(name, known).unwrap_or_else(|| format!("Wel: {}.", names.join(", ")).into());
        Problem::new(Code::UnknownName, format!("Bij {} is \"{name}\" niet bekend.", self.of)).hint(Some(hint))
    }
}

impl Object for Facts {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        // An unknown fact is reported before rendering, wherever it stands.
        Some(self.values.get(name).cloned().unwrap_or_else(|| Value::from_object(Broken(Vec::new()))))
    }
}
