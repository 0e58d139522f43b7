//! Renders an author's text: placeholders become markers, their values are kept aside.

use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, ErrorKind, UndefinedBehavior};

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText};
use crate::indicator::{
    AGGREGATES, Amount, AskAgain, Broken, MeasureValue, Number, NumberValue, PeriodValue, Problem, SeriesValue,
    Wording, environment, is_broken,
};

use crate::dutch::notation::{capitalised, list_of_names};
use crate::marker::{self, PASTED, is_genuine, is_marker};

use super::directive::Directive;
use super::functions::known_functions;
use super::growth::growing;
use super::scope::DocumentScope;
use super::tags;
use super::template::{MarkedTemplate, Rendered};

/// Bounds a text whose loops never end.
const FUEL: u64 = 1_000_000;
/// Values in one text; a book has fewer.
const MOST_VALUES: usize = 100_000;
/// Bytes of a text with everything filled in.
const LONGEST_TEXT: usize = 32 * 1024 * 1024;
/// Names and words in one list in a sentence, with those of lists in it.
const MOST_ITEMS: usize = 10_000;

/// What a placeholder stands for.
#[derive(Debug, Clone)]
pub enum Printed {
    /// Words.
    Text(String),
    /// A number.
    Number(Number, Wording),
    /// Something else.
    Directive(Directive),
    /// Nothing can be printed here.
    Problems(Vec<Problem>),
}

/// Renders the texts of one document.
pub struct Renderer {
    scope: Arc<DocumentScope>,
    environment: Environment<'static>,
    printed: Arc<Mutex<Vec<Printed>>>,
}

impl Renderer {
    /// A renderer with the names of one document.
    pub fn new(scope: Arc<DocumentScope>) -> Self {
        let printed: Arc<Mutex<Vec<Printed>>> = Arc::default();
        let mut environment = environment();
        environment.set_undefined_behavior(UndefinedBehavior::Chainable);
        environment.set_fuel(Some(FUEL));
        for aggregate in &AGGREGATES {
            environment.add_function(aggregate.name, |args: minijinja::value::Rest<Value>| aggregate.call(&args));
        }
        environment.add_filter("absoluut", |value: Value| {
            reworded(value, |value| value.number = value.number.clone().without_sign())
        });
        environment
            .add_filter("zonder_eenheid", |value: Value| reworded(value, |number| number.wording = Wording::Bare));
        environment.add_filter("in_woorden", |value: Value| reworded(value, |number| number.wording = Wording::Word));
        environment.add_filter("hoofdletter", capitalized);
        let kept = printed.clone();
        environment.set_formatter(move |out, _, value| {
            // Text that a {% set %} captured is marked already.
            if let Some(captured) = value.as_str().filter(|text| text.contains(is_marker) && is_genuine(text)) {
                return out.write_str(captured).map_err(minijinja::Error::from);
            }
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() >= MOST_VALUES {
                let message = "Deze tekst heeft meer dan 100.000 gegevens om in te vullen.";
                return Err(minijinja::Error::new(ErrorKind::InvalidOperation, message));
            }
            kept.push(printable(value));
            out.write_str(&marker::value(kept.len() - 1)).map_err(minijinja::Error::from)
        });
        Self { scope, environment, printed }
    }

    /// The value behind a marker.
    pub fn printed(&self, index: usize) -> Option<Printed> {
        self.printed.lock().unwrap_or_else(PoisonError::into_inner).get(index).cloned()
    }

    /// Renders part of a file. Unknown names are all reported; an error of syntax only once.
    pub fn render(&self, source: &Arc<SourceText>, range: Range<usize>, findings: &mut Findings) -> Option<Rendered> {
        let text = &source.text[range.clone()];
        let marked = MarkedTemplate::new(text);
        let before = findings.len();
        tags::check(text, &marked, |tag| Place::text(source, range.start + tag.start..range.start + tag.end), findings);
        if findings.len() > before {
            return None;
        }
        if let Some(tag) = growing(text, &marked.tags) {
            let place = Place::text(source, range.start + tag.start..range.start + tag.end);
            findings.push(
                Finding::new(
                    Code::PlaceholderSyntax,
                    place,
                    "Deze waarde wordt uit zichzelf gemaakt, en wordt zo veel te groot.",
                )
                .hint("Zet de delen achter elkaar in de tekst, elk tussen zijn eigen {{ en }}."),
            );
            return None;
        }
        let template = match self.environment.template_from_str(&marked.text) {
            Ok(template) => template,
            Err(error) => {
                findings.push(template_finding(&error, source, range.start, &marked));
                return None;
            }
        };
        let mut names: Vec<String> = template.undeclared_variables(false).into_iter().collect();
        names.sort();
        for name in names.iter().filter(|name| !self.scope.knows(name)) {
            for found in marked.uses_of(name, text) {
                let place = Place::text(source, range.start + found.start..range.start + found.end);
                findings.push(self.unknown(name, place));
            }
        }
        let mut paths: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        paths.sort();
        for (path, message) in paths.iter().filter_map(|path| Some((path, self.scope.unknown_fact(path)?))) {
            for found in marked.uses_of(path, text) {
                let place = Place::text(source, range.start + found.start..range.start + found.end);
                findings.push(message.clone().into_finding(&place));
            }
        }
        for comparison in tags::comparisons(text, &marked, &names, |name| self.scope.is_quantity(name)) {
            let place = Place::text(source, range.start + comparison.start..range.start + comparison.end);
            findings.push(
                Finding::new(Code::WrongCall, place, "Zo kan dit niet worden vergeleken.")
                    .hint("Vergelijk een kengetal met .waarde: {% if jnv_kosten.waarde > 1000 %}.")
                    .hint("Vergelijk een periode met .code: {% if periode.code == \"2022-K4\" %}."),
            );
        }
        let mut rendered = BoundedText(Vec::new());
        let scope = Value::from_dyn_object(self.scope.clone());
        let outcome = template.render_captured_to(scope, &mut rendered).map(drop);
        match outcome.map(|()| String::from_utf8_lossy(&rendered.0)) {
            Ok(rendered) => Some(Rendered::new(&rendered, &marked, source, range.start)),
            Err(error) => {
                findings.push(template_finding(&error, source, range.start, &marked));
                None
            }
        }
    }

    fn unknown(&self, name: &str, place: Place) -> Finding {
        if let Some(cause) = self.scope.cause_of(name) {
            return Problem::follows_from(&cause).into_finding(&place);
        }
        let hint = self.scope.suggestion(name);
        Finding::new(Code::UnknownName, place, format!("\"{name}\" is niet bekend.")).hint(
            hint.unwrap_or_else(|| "Beschrijf het als kengetal in data/kengetallen.toml, of haal het weg.".into()),
        )
    }
}

/// What comes out of a text, and never more of it than a book.
struct BoundedText(Vec<u8>);

impl io::Write for BoundedText {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST_TEXT {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn reworded(value: Value, change: impl FnOnce(&mut NumberValue)) -> Result<Value, minijinja::Error> {
    if let Some(number) = value.downcast_object_ref::<NumberValue>() {
        let mut number = number.clone();
        change(&mut number);
        return Ok(Value::from_object(number));
    }
    if is_broken(&value) {
        return Ok(value);
    }
    Err(minijinja::Error::new(
        ErrorKind::InvalidOperation,
        "Dit filter werkt alleen op een kengetal of een cel van een reeks.",
    ))
}

/// For the start of a sentence.
fn capitalized(value: Value) -> Value {
    if let Some(Directive::Reference { kind, target, .. }) = value.downcast_object_ref() {
        return Value::from_object(Directive::Reference { kind: *kind, target: target.clone(), capital: true });
    }
    if let Some(number) = value.downcast_object_ref::<NumberValue>() {
        let mut number = number.clone();
        number.wording = if number.wording == Wording::Word { Wording::CapitalWord } else { number.wording };
        return Value::from_object(number);
    }
    match (printable(&value), value.as_str()) {
        (Printed::Text(text), _) => Value::from(capitalised(&text)),
        (_, Some(captured)) if is_genuine(captured) => Value::from(capitalised(captured)),
        _ => value,
    }
}

fn printable(value: &Value) -> Printed {
    printable_within(value, &mut 0)
}

/// The same for a part of a list, of which so many items were seen already.
fn printable_within(value: &Value, seen: &mut usize) -> Printed {
    let problem = |message: &str, hint: &str| {
        Printed::Problems(vec![Problem::new(Code::NotPrintable, message).hint(Some(hint.to_owned()))])
    };
    if let Some(NumberValue { number, wording, .. }) = value.downcast_object_ref() {
        return match &number.amount {
            Amount::Number(_) => Printed::Number(number.clone(), *wording),
            Amount::Withheld(reason) if reason.in_words().is_some() => Printed::Number(number.clone(), *wording),
            Amount::Withheld(_) => Printed::Problems(vec![
                Problem::new(
                    Code::WithheldInText,
                    format!("\"{}\" blijft geheim: dit cijfer zou een klein aantal verraden.", number.label),
                )
                .hint(Some("Schrijf de zin zonder dit cijfer. Of noem een grotere groep.".to_owned())),
            ]),
            Amount::Missing(cell) => Printed::Problems(vec![
                Problem::new(
                    Code::ValueUnknown,
                    format!("Dit cijfer is niet bekend: in de bron staat niets bij {cell}."),
                )
                .hint(Some("Vul het cijfer in, of schrijf de zin zonder dit cijfer.".to_owned()))
                .mended_at(number.unknown_place()),
            ]),
        };
    }
    if let Some(Broken(problems)) = value.downcast_object_ref() {
        return Printed::Problems(problems.clone());
    }
    if let Some(AskAgain { problems, .. }) = value.downcast_object_ref() {
        return Printed::Problems(problems.clone());
    }
    if let Some(directive) = value.downcast_object_ref::<Directive>() {
        return Printed::Directive(directive.clone());
    }
    if let Some(period) = value.downcast_object_ref::<PeriodValue>() {
        return Printed::Text(period.0.in_words());
    }
    if value.downcast_object_ref::<SeriesValue>().is_some() || value.downcast_object_ref::<MeasureValue>().is_some() {
        return problem("Een hele reeks kan niet in een zin.", "Kies een cel, zoals {{ jnv.kosten[periode] }}.");
    }
    match value.kind() {
        ValueKind::String if value.as_str().is_some_and(|text| text.contains(PASTED)) => problem(
            "Een kengetal of verwijzing kan niet aan andere tekst worden geplakt.",
            "Zet elk gegeven tussen zijn eigen {{ en }}.",
        ),
        ValueKind::String if value.as_str().is_some_and(|text| text.contains(is_marker)) => problem(
            "Hier staat een teken dat Griffel zelf gebruikt.",
            "Typ de tekst zonder \\u en een code. Haal geen stuk uit tekst met een kengetal.",
        ),
        ValueKind::String => Printed::Text(value.to_string()),
        ValueKind::Number => problem(
            "Een los getal krijgt geen eenheid en geen afronding.",
            "Maak er een kengetal van in data/kengetallen.toml.",
        ),
        ValueKind::Seq | ValueKind::Iterable => {
            let mut items = Vec::new();
            for item in value.try_iter().into_iter().flatten() {
                *seen += 1;
                if *seen > MOST_ITEMS {
                    return problem(
                        "Deze lijst is te lang voor een zin.",
                        "Noem niet meer dan een paar namen in een zin.",
                    );
                }
                match printable_within(&item, seen) {
                    Printed::Text(text) => items.push(text),
                    Printed::Problems(problems) => return Printed::Problems(problems),
                    _ => {
                        return problem(
                            "Een lijst van kengetallen kan niet in één keer.",
                            "Zet elk gegeven tussen zijn eigen {{ en }}.",
                        );
                    }
                }
            }
            if items.is_empty() {
                return problem("Deze lijst is leeg.", "Vul de lijst, of haal de invulplek weg.");
            }
            Printed::Text(list_of_names(&items))
        }
        ValueKind::Undefined | ValueKind::None => problem(
            "Deze invulplek heeft geen waarde.",
            "Kijk of de naam goed is geschreven en of het gegeven is ingevuld.",
        ),
        ValueKind::Bool => problem(
            "\"Waar\" of \"niet waar\" kan niet worden afgedrukt.",
            "Gebruik {% if ... %} om een zin te kiezen.",
        ),
        _ => problem("Dit heeft geen tekst of getal als uitkomst.", "Noem een gegeven ervan, zoals {{ pilot.naam }}."),
    }
}

fn template_finding(
    error: &minijinja::Error,
    source: &Arc<SourceText>,
    start: usize,
    marked: &MarkedTemplate,
) -> Finding {
    let place = match error.range() {
        Some(range) => {
            let begin = marked.original(range.start) + start;
            Place::text(source, begin..(marked.original(range.end) + start).max(begin))
        }
        None => Place::line(source, source.line_column(start).0 + error.line().unwrap_or(1) - 1),
    };
    let detail = error.detail().unwrap_or_default();
    // Our own messages are Dutch sentences; minijinja's are not.
    let is_ours = detail.ends_with('.');
    let names: Vec<&str> = known_functions().map(|(name, _)| name).collect();
    let functions = format!("Wel: {}.", list_of_names(&names));
    let (code, message, hint) = match error.kind() {
        ErrorKind::SyntaxError if detail.contains("end of input") => (
            Code::PlaceholderSyntax,
            "Een {% if ... %} of {% for ... %} heeft geen einde.",
            "Zet {% endif %} of {% endfor %} op de plek waar het stuk tekst ophoudt.",
        ),
        ErrorKind::SyntaxError => (
            Code::PlaceholderSyntax,
            "Deze invulplek is niet te lezen.",
            "Begin met {{ en eindig met }}. Kijk ook naar haakjes en aanhalingstekens.",
        ),
        ErrorKind::InvalidOperation if is_ours => (Code::WrongCall, detail, ""),
        ErrorKind::InvalidOperation => (
            Code::WrongCall,
            "In de tekst kan niet met kengetallen worden gerekend.",
            "Maak een kengetal met een formule in data/kengetallen.toml, of vergelijk met .waarde.",
        ),
        ErrorKind::UnknownFilter => {
            (Code::WrongCall, "Dit filter bestaat niet.", "Wel: absoluut, zonder_eenheid, in_woorden en hoofdletter.")
        }
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod | ErrorKind::UnknownTest => {
            (Code::WrongCall, "Deze functie bestaat niet.", functions.as_str())
        }
        ErrorKind::MissingArgument | ErrorKind::TooManyArguments => (
            Code::WrongCall,
            "Deze functie krijgt te weinig of te veel gegevens.",
            "Kijk in de handleiding wat er tussen de haakjes hoort.",
        ),
        ErrorKind::OutOfFuel | ErrorKind::WriteFailure => {
            (Code::PlaceholderSyntax, "Een herhaling in deze tekst houdt niet op.", "Maak de herhaling korter.")
        }
        _ => (Code::WrongCall, "Deze invulplek kan niet worden uitgewerkt.", "Kijk of de namen en gegevens kloppen."),
    };
    let finding = Finding::new(code, place, message);
    if hint.is_empty() { finding } else { finding.hint(hint) }
}
