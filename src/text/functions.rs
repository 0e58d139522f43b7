//! The functions that a text can call, each stated once: its name, what it is for, and what it does.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

use crate::diagnostic::{Code, did_you_mean, unknown_code};
use crate::dutch::notation::{as_printed, number_word};
use crate::dutch::period::{Period, date_in_words};
use crate::indicator::{
    AGGREGATES, Amount, Broken, Engine, Number, NumberValue, PeriodValue, Problem, Wording, is_broken,
};
use crate::load::DefinitionKind;
use crate::marker::is_marker;
use crate::project::MARKER;

use super::directive::{Directive, Setting};
use super::document::ExhibitKind;
use super::facts::NamedList;
use super::references::is_file;

/// A function of the text: everything that is known of it.
pub(super) struct TextFunction {
    /// What authors call it by.
    pub name: &'static str,
    /// What it is for, in Dutch.
    pub help: &'static str,
    /// Makes it for one document.
    make: fn(&Arc<Surroundings>) -> Value,
}

/// The functions that texts have besides those that take cells together.
pub(super) const FUNCTIONS: [TextFunction; 14] = [
    TextFunction {
        name: "afk",
        help: "een afkorting, de eerste keer met uitleg",
        make: |here| {
            let here = here.clone();
            Value::from_function(move |short: Value| with_text(&short, "afk", |short| Ok(here.abbreviation(short))))
        },
    },
    TextFunction {
        name: "zaak",
        help: "een zaak met haar titel en nummer",
        make: |here| {
            let here = here.clone();
            Value::from_function(move |number: Value, part: Option<String>| {
                with_text(&number, "zaak", |number| here.case(number, part.as_deref()))
            })
        },
    },
    TextFunction {
        name: "grafiek",
        help: "zet hier een grafiek",
        make: |here| here.shows("grafiek", ExhibitKind::Chart),
    },
    TextFunction { name: "tabel", help: "zet hier een tabel", make: |here| here.shows("tabel", ExhibitKind::Table) },
    TextFunction {
        name: "verwijs",
        help: "verwijst naar een grafiek of tabel: figuur 2",
        make: |here| {
            let here = here.clone();
            Value::from_function(move |id: Value, kind: Option<String>| {
                with_text(&id, "verwijs", |id| here.reference(id.to_owned(), kind.as_deref()))
            })
        },
    },
    TextFunction {
        name: "richting",
        help: "kiest een woord: omhoog, omlaag of gelijk",
        make: |_| Value::from_function(direction),
    },
    TextFunction {
        name: "aantal",
        help: "hoeveel namen er in een lijst staan",
        make: |here| {
            let period = here.period;
            Value::from_function(move |items: Value| count(items, period))
        },
    },
    TextFunction {
        name: "kengetal",
        help: "een kengetal over een andere periode",
        make: |here| {
            let engine = here.engine.clone();
            Value::from_function(move |id: Value, period: Value| match PeriodValue::from_value(&period) {
                Some(period) => with_text(&id, "kengetal", |id| Ok(engine.printable(id, period))),
                None => Err(call_error(
                    "kengetal() heeft een naam en een periode nodig: kengetal(\"jnv_kosten\", vorig_jaar).",
                )),
            })
        },
    },
    TextFunction {
        name: "voorlopig",
        help: "een zin over cijfers die nog kunnen veranderen",
        make: |_| Value::from_function(|| Value::from_object(Directive::StatusSentence)),
    },
    TextFunction {
        name: "akkoord",
        help: "accepteert een melding, met de reden",
        make: |_| {
            Value::from_function(|code: Value, reason: Option<Value>| {
                with_text(&code, "akkoord", |code| {
                    let reason = self::reason(reason.as_ref())?;
                    Ok(Value::from_object(Directive::Waiver(waiver(code, reason))))
                })
            })
        },
    },
    TextFunction {
        name: "nakijken",
        help: "vraagt om een zin na te kijken",
        make: |_| {
            Value::from_function(|reason: Option<Value>| {
                let reason = self::reason(reason.as_ref())?;
                Ok::<_, Error>(Value::from_object(Directive::Waiver(Err(look_again(reason)))))
            })
        },
    },
    TextFunction {
        name: "stappen",
        help: "laat de punten op deze dia een voor een zien",
        make: |_| Value::from_function(|| Value::from_object(Directive::Setting(Setting::Steps))),
    },
    TextFunction {
        name: "indeling",
        help: "kiest hoe deze dia wordt ingedeeld",
        make: |_| {
            Value::from_function(|name: Value| {
                with_text(&name, "indeling", |name| {
                    Ok(Value::from_object(Directive::Setting(Setting::Layout(name.trim().to_owned()))))
                })
            })
        },
    },
    TextFunction {
        name: "breedte",
        help: "maakt een afbeelding smaller, in procenten van de tekst",
        make: |_| {
            Value::from_function(|width: Value| match u8::try_from(width) {
                Ok(width @ NARROWEST..=100) => Ok(Value::from_object(Directive::Setting(Setting::Width(width)))),
                _ => Err(call_error("breedte() heeft een getal nodig van 20 tot en met 100: breedte(60).")),
            })
        },
    },
];

/// The least width of a picture, in hundredths of the text.
const NARROWEST: u8 = 20;

/// Every function that can be called in a text, with what it is for.
pub(super) fn known_functions() -> impl Iterator<Item = (&'static str, &'static str)> {
    let own = FUNCTIONS.iter().map(|function| (function.name, function.help));
    own.chain(AGGREGATES.iter().map(|aggregate| (aggregate.name, aggregate.help)))
}

/// What functions know of the document that they are called in.
pub(super) struct Surroundings {
    engine: Arc<Engine>,
    period: Period,
    /// Abbreviations that were explained before.
    explained: Mutex<BTreeSet<String>>,
}

impl Surroundings {
    /// A document about `period`.
    pub fn new(engine: &Arc<Engine>, period: Period) -> Arc<Self> {
        Arc::new(Self { engine: engine.clone(), period, explained: Mutex::default() })
    }

    /// The function of this name, if there is one.
    pub fn function(self: &Arc<Self>, name: &str) -> Option<Value> {
        FUNCTIONS.iter().find(|function| function.name == name).map(|function| (function.make)(self))
    }

    /// A function that puts a chart or table in its place.
    fn shows(self: &Arc<Self>, name: &'static str, kind: ExhibitKind) -> Value {
        let here = self.clone();
        Value::from_function(move |id: Value| with_text(&id, name, |id| Ok(here.exhibit(kind, id.to_owned()))))
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
                    .hint(near.or_else(|| Some("Zet haar in data/gemeente.toml onder [afkortingen].".into()))),
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
                    .hint(near.or_else(|| Some("Voeg de zaak toe aan data/zaken.toml, met een titel.".into()))),
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
        Ok(match self.unknown_exhibit(&id).filter(|_| !is_file(&id)) {
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
                    .hint(near.or_else(|| Some("Beschrijf haar in data/grafieken.toml.".into())))
            }
        };
        Some(problem)
    }
}

/// Calls a function that needs a text; what is broken stays broken.
fn with_text(value: &Value, function: &str, call: impl FnOnce(&str) -> Result<Value, Error>) -> Result<Value, Error> {
    match value.as_str() {
        Some(text) if text.contains(is_marker) => Err(call_error(MARKED)),
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

/// Text between the brackets of a function says what it says: no number, and nothing that looks like one.
const MARKED: &str =
    "Tussen de haakjes mag geen tekst met een kengetal staan, en geen teken dat Griffel zelf gebruikt.";

/// The reason that an author gives, if any.
fn reason(given: Option<&Value>) -> Result<&str, Error> {
    let reason = given.and_then(Value::as_str).unwrap_or_default();
    if reason.contains(is_marker) { Err(call_error(MARKED)) } else { Ok(reason) }
}

/// A reason has at least so many words.
pub const REASON_WORDS: usize = 3;

/// Accepts findings of a code, with a reason.
fn waiver(code: &str, reason: &str) -> Result<(Code, String), Problem> {
    let Ok(code) = code.parse::<Code>() else {
        let (message, hint) = unknown_code(code);
        return Err(Problem::new(Code::UnknownFindingCode, message).hint(Some(hint)));
    };
    if !code.may_be_waived() {
        return Err(Problem::new(Code::NotWaivable, format!("Melding {code} kan niet worden geaccepteerd.")).hint(
            Some("Los op wat de melding zegt. Accepteren kan alleen bij een code die met een C begint.".to_owned()),
        ));
    }
    let reason = reason.trim();
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
    let Some(value) = change.downcast_object_ref::<NumberValue>() else {
        return Err(call_error(
            "richting() heeft een kengetal nodig en daarna drie woorden: voor omhoog, omlaag en gelijk.",
        ));
    };
    let of = &value.number;
    let number = match of.amount {
        Amount::Number(number) => number,
        Amount::Missing(_) => return Ok(change.clone()),
        Amount::Withheld(_) => {
            let message = "Dit cijfer blijft geheim, dus de richting ook.";
            return Ok(broken(Problem::new(Code::WithheldInText, message)));
        }
    };
    // A change that prints as nothing is no change.
    let printed = as_printed(number, &of.unit, of.rounding, of.scale);
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
