//! The names and functions that a document's text can use between `{{` and `}}`.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Object, Value};

use crate::diagnostic::{Hint, did_you_mean};
use crate::dutch::notation::list_of_names;
use crate::dutch::period::{Period, date_in_words};
use crate::indicator::{
    BUILTIN_FUNCTIONS, Broken, Engine, Number, NumberValue, PERIOD_NAMES, Problem, ReadBy, SeriesValue, period_value,
};
use crate::load::{DefinitionKind, Manuscript};

use super::document::printed_field;
use super::facts::{Facts, NamedList};
use super::functions::{Surroundings, known_functions};

/// The names of one document.
pub struct DocumentScope {
    engine: Arc<Engine>,
    period: Period,
    values: BTreeMap<String, Value>,
    /// The pilot that the document names, if it does not exist.
    unknown_pilot: Option<String>,
    functions: Arc<Surroundings>,
}

impl std::fmt::Debug for DocumentScope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DocumentScope({})", self.period)
    }
}

impl DocumentScope {
    /// The names of `manuscript`. A pilot that does not exist has already been reported.
    pub fn new(manuscript: &Manuscript, engine: &Arc<Engine>) -> Arc<Self> {
        let data = engine.data();
        let mut values: BTreeMap<String, Value> = BTreeMap::new();
        for (key, value) in &manuscript.fields {
            values.insert(key.clone(), Value::from(printed_field(value)));
        }
        values.insert("onderwerp".into(), Value::from(manuscript.subject.value.clone()));
        values.insert("status".into(), Value::from(manuscript.status.word()));
        values.insert("datum".into(), Value::from(date_in_words(manuscript.date)));
        values.insert("gemeente".into(), Value::from(data.municipality.name.clone()));
        values.insert("organisatie".into(), Value::from(data.municipality.organisation.clone()));
        for (id, fact) in &manuscript.facts {
            let number = Number::of_fact(fact, manuscript.id.period);
            values.insert(id.clone(), Value::from_object(NumberValue::new(number)));
        }
        let pilot = manuscript.pilot.as_ref().map(|name| name.value.replace('-', "_"));
        let pilot = pilot.as_ref().and_then(|id| data.pilots.get_key_value(id));
        if let Some((id, pilot)) = pilot {
            values.insert("pilot".into(), Value::from_object(Facts::of_pilot(id, pilot)));
        }
        let pilots = data.pilots.iter().map(|(id, pilot)| (id.clone(), Value::from_object(Facts::of_pilot(id, pilot))));
        values.insert("pilots".into(), Value::from_object(Facts { of: "de pilots".into(), values: pilots.collect() }));
        let unknown_pilot = manuscript.pilot.as_ref().filter(|_| !values.contains_key("pilot"));
        let unknown_pilot = unknown_pilot.map(|name| name.value.clone());
        Arc::new(Self {
            engine: engine.clone(),
            period: manuscript.id.period,
            values,
            unknown_pilot,
            functions: Surroundings::new(engine, manuscript.id.period),
        })
    }

    /// What the document's own fields and its pilot say in words, by name.
    pub fn texts(&self) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for (name, value) in self.values.iter().filter(|(name, _)| *name != "pilots") {
            match value.downcast_object_ref::<Facts>() {
                Some(facts) => texts.extend(facts.values.iter().filter_map(|(key, value)| {
                    let names = value.downcast_object_ref::<NamedList>().map(|list| list_of_names(&list.names));
                    Some((format!("{name}.{key}"), names.or_else(|| value.as_str().map(str::to_owned))?))
                })),
                None => texts.extend(value.as_str().map(|text| (name.clone(), text.to_owned()))),
            }
        }
        texts
    }

    /// Whether a name means anything.
    pub fn knows(&self, name: &str) -> bool {
        let data = self.engine.data();
        self.values.contains_key(name)
            || known_functions().any(|(function, _)| function == name)
            || period_value(name, self.period).is_some()
            || data.is_quantity(name)
            || data.series.contains_key(name)
            || BUILTIN_FUNCTIONS.contains(&name)
    }

    /// The known name nearest to an unknown one, as a question.
    pub fn suggestion(&self, name: &str) -> Option<Hint> {
        let data = self.engine.data();
        if name == "pilot" {
            let example = data.pilots.keys().next().map_or("naam", String::as_str);
            return Some(format!("Zet bovenaan de tekst welke pilot: pilot = \"{example}\".").into());
        }
        if data.municipality.abbreviations.contains_key(name) || data.exhibits.contains_key(name) {
            return Some(format!("Zet er aanhalingstekens omheen: \"{name}\".").into());
        }
        let known = data.indicators.keys().chain(data.facts.keys()).chain(data.series.keys()).chain(self.values.keys());
        let known = known.map(String::as_str);
        let functions = known_functions().map(|(function, _)| function);
        did_you_mean(name, known.chain(functions).chain(PERIOD_NAMES.map(|(period, _)| period)))
    }

    /// The definition whose errors keep a name from being known.
    pub fn cause_of(&self, name: &str) -> Option<String> {
        if let Some(pilot) = self.unknown_pilot.as_ref().filter(|_| name == "pilot") {
            return Some(format!("de pilot \"{pilot}\""));
        }
        self.engine.data().cause_of(name, &[DefinitionKind::Series, DefinitionKind::Indicators, DefinitionKind::Facts])
    }

    /// Whether a name is an indicator or series, which text compares by its `.waarde`.
    pub fn is_quantity(&self, name: &str) -> bool {
        let data = self.engine.data();
        data.is_quantity(name) || data.series.contains_key(name)
    }

    /// A fact such as `pilot.doel` or `pilots.flits.naam` that does not exist.
    pub fn unknown_fact(&self, path: &str) -> Option<Problem> {
        let mut parts = path.split('.');
        let mut value = self.values.get(parts.next()?)?.clone();
        for part in parts {
            let facts = value.downcast_object_ref::<Facts>()?;
            match facts.values.get(part) {
                Some(next) => value = next.clone(),
                None => return Some(facts.unknown(part)),
            }
        }
        None
    }
}

impl Object for DocumentScope {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        if let Some(value) = period_value(name, self.period).or_else(|| self.values.get(name).cloned()) {
            return Some(value);
        }
        if let Some(function) = self.functions.function(name) {
            return Some(function);
        }
        let data = self.engine.data();
        if data.is_quantity(name) {
            return Some(self.engine.printable(name, self.period));
        }
        if let Some(series) = data.series.get(name) {
            return Some(Value::from_object(SeriesValue { series: series.clone(), reader: ReadBy::Text }));
        }
        // Unknown names are reported before rendering; here they must not stop it.
        (!self.knows(name)).then(|| Value::from_object(Broken(Vec::new())))
    }
}
