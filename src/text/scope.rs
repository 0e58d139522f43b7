//! The names and functions that a letter's text can use between `{{` and `}}`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Enumerator, Object, ObjectRepr, Value, ValueKind};
use minijinja::{Error, ErrorKind};

use crate::diagnostic::{Code, did_you_mean, unknown_code};
use crate::dutch::notation::{as_printed, list_of_names, number_word};
use crate::dutch::period::{Period, date_in_words};
use crate::indicator::{
    AGGREGATES, Amount, Broken, Engine, ListOrigin, Number, NumberValue, PeriodValue, Problem, ReadBy, SeriesValue,
    Wording, is_broken, period_value, refuse_pasting,
};
use crate::load::{DefinitionKind, Manuscript, Pilot};
use crate::project::MARKER;

use super::document::{ExhibitKind, printed_field};

/// Functions that a letter has besides those of formulas.
pub(super) const FUNCTIONS: [&str; 13] = [
    "afk",
    "zaak",
    "grafiek",
    "tabel",
    "verwijs",
    "richting",
    "aantal",
    "kengetal",
    "voorlopig",
    "akkoord",
    "nakijken",
    "stappen",
    "indeling",
];

/// Something other than words or numbers that a placeholder stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    /// A chart or table in this place.
    Exhibit(ExhibitKind, String),
    /// "figuur 2", or "Figuur 2" at the start of a sentence.
    Reference {
        /// Whether the chart or the table is meant.
        kind: Option<ExhibitKind>,
        /// Its name.
        target: String,
        /// Whether it starts a sentence.
        capital: bool,
    },
    /// What a reader must know of figures that are not final.
    StatusSentence,
    /// Nothing; findings of this code are accepted here, for this reason, or it says why not. A mark that asks to look at
    /// a sentence accepts nothing, and always says so.
    Waiver(Result<(Code, String), Problem>),
    /// Nothing; it says how the slide is shown.
    Setting(Setting),
}

/// How the slide is shown that it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// Its lists build up step by step.
    Steps,
    /// Its layout, by name.
    Layout(String),
}

impl Object for Directive {
    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        refuse_pasting(f)
    }
}

/// The names of one letter.
pub struct DocumentScope {
    engine: Arc<Engine>,
    period: Period,
    values: BTreeMap<String, Value>,
    /// The pilot that the letter names, if it does not exist.
    unknown_pilot: Option<String>,
    explained: Mutex<BTreeSet<String>>,
}

impl std::fmt::Debug for DocumentScope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DocumentScope({})", self.period)
    }
}

impl DocumentScope {
    /// The names of `letter`. A pilot that does not exist has already been reported.
    pub fn new(letter: &Manuscript, engine: &Arc<Engine>) -> Arc<Self> {
        let data = engine.data();
        let mut values: BTreeMap<String, Value> = BTreeMap::new();
        for (key, value) in &letter.fields {
            values.insert(key.clone(), Value::from(printed_field(value)));
        }
        values.insert("onderwerp".into(), Value::from(letter.subject.value.clone()));
        values.insert("status".into(), Value::from(letter.status.word()));
        values.insert("datum".into(), Value::from(date_in_words(letter.date)));
        values.insert("gemeente".into(), Value::from(data.municipality.name.clone()));
        values.insert("organisatie".into(), Value::from(data.municipality.organisation.clone()));
        for (id, fact) in &letter.facts {
            let figure = Number::of_fact(fact, letter.id.period);
            values.insert(id.clone(), Value::from_object(NumberValue::new(figure)));
        }
        let pilot = letter.pilot.as_ref().map(|name| name.value.replace('-', "_"));
        let pilot = pilot.as_ref().and_then(|id| data.pilots.get_key_value(id));
        if let Some((id, pilot)) = pilot {
            values.insert("pilot".into(), Value::from_object(Facts::of_pilot(id, pilot)));
        }
        let pilots = data.pilots.iter().map(|(id, pilot)| (id.clone(), Value::from_object(Facts::of_pilot(id, pilot))));
        values.insert("pilots".into(), Value::from_object(Facts { of: "de pilots".into(), values: pilots.collect() }));
        let unknown_pilot = letter.pilot.as_ref().filter(|_| !values.contains_key("pilot"));
        let unknown_pilot = unknown_pilot.map(|name| name.value.clone());
        Arc::new(Self {
            engine: engine.clone(),
            period: letter.id.period,
            values,
            unknown_pilot,
            explained: Mutex::default(),
        })
    }

    /// What the letter's own fields and its pilot say in words, by name.
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
            || FUNCTIONS.contains(&name)
            || AGGREGATES.contains(&name)
            || period_value(name, self.period).is_some()
            || data.is_quantity(name)
            || data.series.contains_key(name)
            || ["range", "dict", "namespace"].contains(&name)
    }

    /// The known name nearest to an unknown one, as a question.
    pub fn suggestion(&self, name: &str) -> Option<String> {
        let data = self.engine.data();
        if name == "pilot" {
            let example = data.pilots.keys().next().map_or("naam", String::as_str);
            return Some(format!("Zet bovenaan de tekst welke pilot: pilot = \"{example}\"."));
        }
        if data.municipality.abbreviations.contains_key(name) || data.exhibits.contains_key(name) {
            return Some(format!("Zet er aanhalingstekens omheen: \"{name}\"."));
        }
        let known = data.indicators.keys().chain(data.facts.keys()).chain(data.series.keys()).chain(self.values.keys());
        let known = known.map(String::as_str);
        did_you_mean(name, known.chain(FUNCTIONS).chain(AGGREGATES).chain(["periode", "vorige", "vorig_jaar"]))
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

    fn function(self: &Arc<Self>, name: &str) -> Option<Value> {
        let scope = self.clone();
        Some(match name {
            "afk" => Value::from_function(move |short: Value| {
                with_text(&short, "afk", |short| Ok(scope.abbreviation(short)))
            }),
            "zaak" => Value::from_function(move |number: Value, part: Option<String>| {
                with_text(&number, "zaak", |number| scope.case(number, part.as_deref()))
            }),
            "grafiek" => Value::from_function(move |id: Value| {
                with_text(&id, "grafiek", |id| Ok(scope.exhibit(ExhibitKind::Chart, id.to_owned())))
            }),
            "tabel" => Value::from_function(move |id: Value| {
                with_text(&id, "tabel", |id| Ok(scope.exhibit(ExhibitKind::Table, id.to_owned())))
            }),
            "verwijs" => Value::from_function(move |id: Value, kind: Option<String>| {
                with_text(&id, "verwijs", |id| scope.reference(id.to_owned(), kind.as_deref()))
            }),
            "akkoord" => Value::from_function(|code: Value, reason: Option<Value>| {
                with_text(&code, "akkoord", |code| {
                    Ok(Value::from_object(Directive::Waiver(waiver(code, reason.as_ref()))))
                })
            }),
            "nakijken" => Value::from_function(|reason: Option<Value>| {
                let reason = reason.as_ref().and_then(Value::as_str).unwrap_or_default();
                Value::from_object(Directive::Waiver(Err(look_again(reason))))
            }),
            "stappen" => Value::from_function(|| Value::from_object(Directive::Setting(Setting::Steps))),
            "indeling" => Value::from_function(|name: Value| {
                with_text(&name, "indeling", |name| {
                    Ok(Value::from_object(Directive::Setting(Setting::Layout(name.trim().to_owned()))))
                })
            }),
            "richting" => Value::from_function(direction),
            "aantal" => Value::from_function(move |items: Value| count(items, scope.period)),
            "voorlopig" => Value::from_function(|| Value::from_object(Directive::StatusSentence)),
            "kengetal" => {
                Value::from_function(move |id: String, period: Value| match PeriodValue::from_value(&period) {
                    Some(period) => Ok(scope.engine.printable(&id, period)),
                    None => Err(call_error(
                        "kengetal() heeft een naam en een periode nodig: kengetal(\"jnv_kosten\", vorig_jaar).",
                    )),
                })
            }
            _ => return None,
        })
    }

    fn abbreviation(&self, short: &str) -> Value {
        let municipality = &self.engine.data().municipality;
        let Some(long) = municipality.abbreviations.get(short) else {
            if !municipality.usable {
                return broken(Problem::follows_from(MARKER));
            }
            let near = did_you_mean(short, municipality.abbreviations.keys().map(String::as_str));
            return broken(
                Problem::new(Code::UnknownAbbreviation, format!("De afkorting \"{short}\" is niet bekend."))
                    .hint(near.or_else(|| Some("Zet haar in data/gemeente.toml onder [afkortingen].".to_owned()))),
            );
        };
        let first = self.explained.lock().unwrap_or_else(PoisonError::into_inner).insert(short.to_owned());
        Value::from(if first { format!("{long} ({short})") } else { short.to_owned() })
    }

    fn case(&self, number: &str, part: Option<&str>) -> Result<Value, Error> {
        let cases = &self.engine.data().cases;
        let Some(case) = cases.get(number) else {
            if let Some(cause) = self.engine.data().cause_of(number, &[DefinitionKind::Cases]) {
                return Ok(broken(Problem::follows_from(&cause)));
            }
            let near = did_you_mean(number, cases.keys().map(String::as_str));
            return Ok(broken(
                Problem::new(Code::UnknownCase, format!("Het zaaknummer \"{number}\" staat niet in data/zaken.toml."))
                    .hint(near.or_else(|| Some("Voeg de zaak toe aan data/zaken.toml, met een titel.".to_owned()))),
            ));
        };
        Ok(Value::from(match part {
            None => format!("{} (zaaknummer\u{a0}{number})", case.title),
            Some("nummer") => number.to_owned(),
            Some("titel") => case.title.clone(),
            Some("datum") => case.date.map(date_in_words).unwrap_or_default(),
            Some("soort") => case.kind.clone().unwrap_or_default(),
            Some(_) => {
                return Err(call_error("zaak() kent als tweede woord: \"nummer\", \"titel\", \"datum\" of \"soort\"."));
            }
        }))
    }

    fn exhibit(&self, kind: ExhibitKind, id: String) -> Value {
        match self.unknown_exhibit(&id) {
            Some(problem) => broken(problem),
            None => Value::from_object(Directive::Exhibit(kind, id)),
        }
    }

    fn reference(&self, id: String, kind: Option<&str>) -> Result<Value, Error> {
        let kind = match kind {
            None => None,
            Some("grafiek" | "figuur") => Some(ExhibitKind::Chart),
            Some("tabel") => Some(ExhibitKind::Table),
            Some(_) => return Err(call_error("verwijs() kent als tweede woord: \"grafiek\" of \"tabel\".")),
        };
        Ok(match self.unknown_exhibit(&id) {
            Some(problem) => broken(problem),
            None => Value::from_object(Directive::Reference { kind, target: id, capital: false }),
        })
    }

    fn unknown_exhibit(&self, id: &str) -> Option<Problem> {
        let data = self.engine.data();
        if data.exhibits.contains_key(id) {
            return None;
        }
        let problem = match data.cause_of(id, &[DefinitionKind::Exhibits]) {
            Some(cause) => Problem::follows_from(&cause),
            None => {
                let near = did_you_mean(id, data.exhibits.keys().map(String::as_str));
                Problem::new(Code::UnknownExhibit, format!("Er is geen grafiek of tabel \"{id}\"."))
                    .hint(near.or_else(|| Some("Beschrijf haar in data/grafieken.toml.".to_owned())))
            }
        };
        Some(problem)
    }
}

impl Object for DocumentScope {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let name = key.as_str()?;
        if let Some(value) = period_value(name, self.period).or_else(|| self.values.get(name).cloned()) {
            return Some(value);
        }
        if let Some(function) = self.function(name) {
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

/// Calls a function that needs a text; what is broken stays broken.
fn with_text(value: &Value, function: &str, call: impl FnOnce(&str) -> Result<Value, Error>) -> Result<Value, Error> {
    match value.as_str() {
        Some(text) => call(text),
        None if is_broken(value) => Ok(value.clone()),
        None => Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("Tussen de haakjes van {function}() hoort tekst tussen aanhalingstekens."),
        )),
    }
}

fn broken(problem: Problem) -> Value {
    Value::from_object(Broken(vec![problem]))
}

fn call_error(message: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

/// A reason has at least so many words.
const REASON_WORDS: usize = 3;

/// Accepts findings of a code, with a reason.
fn waiver(code: &str, reason: Option<&Value>) -> Result<(Code, String), Problem> {
    let Ok(code) = code.parse::<Code>() else {
        let (message, hint) = unknown_code(code);
        return Err(Problem::new(Code::UnknownFindingCode, message).hint(Some(hint)));
    };
    if !code.may_be_waived() {
        return Err(Problem::new(Code::NotWaivable, format!("Melding {code} kan niet worden geaccepteerd.")).hint(
            Some("Los op wat de melding zegt. Accepteren kan alleen bij een code die met een C begint.".to_owned()),
        ));
    }
    let reason = reason.and_then(Value::as_str).unwrap_or_default().trim();
    let words = reason.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    if words < REASON_WORDS {
        let what = if reason.is_empty() { "ontbreekt een reden" } else { "zegt de reden te weinig" };
        return Err(
            Problem::new(Code::WaiverWithoutReason, format!("Bij akkoord(\"{code}\") {what}."))
                .hint(Some(format!("Schrijf waarom dit hier mag: {{{{ akkoord(\"{code}\", \"Dit is de letterlijke tekst van de wet.\") }}}}"))),
        );
    }
    Ok((code, reason.to_owned()))
}

/// What a mark at a sentence says.
fn look_again(reason: &str) -> Problem {
    let reason = reason.trim().trim_end_matches('.');
    let message = match reason {
        "" => "Kijk deze zin na.".to_owned(),
        _ => format!("Kijk deze zin na. {reason}."),
    };
    Problem::new(Code::LookAgain, message).hint(Some(
        "Klopt de zin bij de nieuwe cijfers? Haal dan nakijken(…) weg, met de accolades eromheen.".to_owned(),
    ))
}

/// Chooses a word by the sign of a change.
fn direction(change: Value, up: Value, down: Value, same: Value) -> Result<Value, Error> {
    if is_broken(&change) {
        return Ok(change);
    }
    let Some(figure) = change.downcast_object_ref::<NumberValue>() else {
        return Err(call_error(
            "richting() heeft een kengetal nodig en daarna drie woorden: voor omhoog, omlaag en gelijk.",
        ));
    };
    let figure = &figure.number;
    let number = match figure.amount {
        Amount::Number(number) => number,
        Amount::Missing(_) => return Ok(change.clone()),
        Amount::Withheld(_) => {
            let message = "Dit cijfer blijft geheim, dus de richting ook.";
            return Ok(broken(Problem::new(Code::WithheldInText, message)));
        }
    };
    // A change that prints as nothing is no change.
    let printed = as_printed(number, &figure.unit, figure.rounding, figure.scale);
    Ok(match printed {
        printed if printed.is_zero() => same,
        printed if printed.is_sign_negative() => down,
        _ => up,
    })
}

/// How many there are, as a word up to twenty.
fn count(items: Value, period: Period) -> Result<Value, Error> {
    if is_broken(&items) {
        return Ok(items);
    }
    if let Some(list) = items.downcast_object_ref::<NamedList>() {
        let mut value = NumberValue::new(Number::of_list(list.origin.clone(), list.names.len(), period));
        value.wording = Wording::Word;
        return Ok(Value::from_object(value));
    }
    match items.len() {
        Some(length) if items.kind() == ValueKind::Seq => {
            let word = number_word(length.into());
            Ok(Value::from(word.map_or_else(|| length.to_string(), str::to_owned)))
        }
        _ => Err(call_error("aantal() heeft een lijst nodig, zoals aantal(pilot.aanbieders).")),
    }
}

/// Names from a data file; how many there are can be traced to it.
#[derive(Debug)]
struct NamedList {
    origin: ListOrigin,
    names: Vec<String>,
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
struct Facts {
    of: String,
    values: BTreeMap<String, Value>,
}

impl Facts {
    fn of_pilot(id: &str, pilot: &Pilot) -> Self {
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
}

impl Facts {
    fn unknown(&self, name: &str) -> Problem {
        let known = self.values.keys().map(String::as_str);
        let names: Vec<&str> = known.clone().collect();
        let hint = did_you_mean(name, known).unwrap_or_else(|| format!("Wel: {}.", names.join(", ")));
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
