//! The head of a text as a form that people fill in. In: a text, and what is filled in. Out: its fields, or the text with
//! one value changed and all else as it was written. Nothing is read or written here but forms.

use toml_edit::Value;

use crate::load::{self, FieldKind, Form, FrontMatter, about_key};
use crate::preview::act::{FieldSort, Filling, HeadField, Refusal};
use crate::project::{DocumentKind, Files, Inventory};

use super::fresh;

/// What every document may have besides the fields of its form, in the order in which it is asked. How far a document is
/// goes by steps, and a correction by its own way.
const GENERAL: [(&str, FieldSort); 8] = [
    ("schrijver", FieldSort::Text),
    ("pilot", FieldSort::Choice),
    ("trefwoorden", FieldSort::List),
    ("correctie", FieldSort::Text),
    ("geheimhouding", FieldSort::Text),
    ("herkomst", FieldSort::Flag),
    ("html", FieldSort::Flag),
    ("grafieken", FieldSort::Flag),
];

/// What only a letter may have.
const OF_LETTERS: [(&str, FieldSort); 1] = [("inhoudsopgave", FieldSort::Flag)];

/// What only a presentation may have.
const OF_SLIDES: [(&str, FieldSort); 5] = [
    ("beeld", FieldSort::Text),
    ("beeld_alt", FieldSort::Text),
    ("verhouding", FieldSort::Choice),
    ("stappen", FieldSort::Flag),
    ("hand-out", FieldSort::Flag),
];

/// The fields of a text.
pub fn fields(files: &Files, inventory: &Inventory, kind: DocumentKind, text: &str) -> Result<Vec<HeadField>, Refusal> {
    let front = front(text)?;
    let forms: Vec<_> = load::forms(files).into_iter().filter(|form| form.kind == kind).collect();
    let written = |key: &str| front.get(key).map(shown).unwrap_or_default();
    let form = forms.iter().find(|form| form.id == written("sjabloon"));
    let ids: Vec<String> = forms.iter().map(|form| form.id.clone()).collect();
    let names: Vec<String> = forms.iter().map(|form| form.name.clone()).collect();
    let pilots = inventory.pilots.iter().filter_map(|path| path.rsplit('/').next()?.strip_suffix(".toml"));
    let pilots: Vec<String> = pilots.map(str::to_owned).collect();
    let mut asked: Vec<(String, String, FieldSort, bool)> = vec![
        ("sjabloon".into(), "Sjabloon".into(), FieldSort::Choice, true),
        ("onderwerp".into(), "Onderwerp".into(), FieldSort::Text, true),
        ("datum".into(), "Datum".into(), FieldSort::Date, true),
    ];
    for field in form.into_iter().flat_map(|form| own(form)) {
        asked.push((field.key.clone(), field.label.clone(), sort(field.kind), field.required));
    }
    let of_kind = match kind {
        DocumentKind::Letter => OF_LETTERS.as_slice(),
        DocumentKind::Presentation => OF_SLIDES.as_slice(),
    };
    for (key, sort) in GENERAL.iter().chain(of_kind).copied() {
        let is_asked = asked.iter().any(|(asked, ..)| asked == key);
        let is_useless = match key {
            "correctie" => front.get("versie").is_none(),
            "pilot" => pilots.is_empty(),
            // Where the form says so, an empty box would say nothing.
            "inhoudsopgave" => form.is_some_and(|form| form.contents),
            "html" => form.is_some_and(|form| form.html),
            "grafieken" => form.is_some_and(|form| form.charts),
            _ => false,
        };
        if !is_asked && !is_useless {
            asked.push((key.to_owned(), label_of(key), sort, key == "correctie"));
        }
    }
    let field = |(key, label, sort, required): (String, String, FieldSort, bool)| HeadField {
        about: about_key(kind, &key).unwrap_or_default(),
        value: written(&key),
        problem: problem(&label, sort, required, front.get(&key)),
        choices: match key.as_str() {
            "sjabloon" => ids.clone(),
            "pilot" => pilots.clone(),
            "verhouding" => vec!["16:9".to_owned(), "4:3".to_owned()],
            _ => Vec::new(),
        },
        names: if key == "sjabloon" { names.clone() } else { Vec::new() },
        key,
        label,
        sort,
        required,
    };
    Ok(asked.into_iter().map(field).collect())
}

/// The text with one thing filled in.
pub fn fill(filling: &Filling) -> Result<String, Refusal> {
    let mut front = front(&filling.text)?;
    let is_key =
        !filling.key.is_empty() && filling.key.chars().all(|next| next.is_alphanumeric() || "-_".contains(next));
    if !is_key {
        return Err(Refusal::new("Dit gegeven kent Griffel niet.", "Typ het bovenaan de tekst."));
    }
    let (key, given) = (filling.key.as_str(), filling.value.replace('\r', ""));
    if front.get(key).map(shown).unwrap_or_default() == given.trim_end_matches('\n') && front.get(key).is_some() {
        return Ok(filling.text.clone());
    }
    let value = match filling.sort {
        // What every document may have and this one has not; an empty field of a form is still to be filled in.
        FieldSort::Text if given.trim().is_empty() && GENERAL.iter().chain(&OF_SLIDES).any(|one| one.0 == key) => None,
        FieldSort::Text => Some(Value::from(given.replace('\n', " "))),
        FieldSort::Choice => (!given.is_empty()).then(|| Value::from(given)),
        FieldSort::Flag => (given == "ja").then(|| Value::from(true)),
        FieldSort::List => {
            fresh::filled(FieldKind::List, &given).filter(|list| list.as_array().is_some_and(|list| !list.is_empty()))
        }
        FieldSort::Date if given.trim().is_empty() => None,
        FieldSort::Date => match fresh::filled(FieldKind::Date, &given) {
            Some(date) => Some(date),
            None => return Err(Refusal::new("Dit is geen datum.", "Schrijf bijvoorbeeld 2023-03-14.")),
        },
    };
    match value {
        Some(value) => front.set(key, value),
        None => front.remove(key),
    }
    Ok(front.text())
}

fn front(text: &str) -> Result<FrontMatter, Refusal> {
    FrontMatter::of(text).ok_or_else(|| {
        Refusal::new(
            "De gegevens bovenaan de tekst zijn niet te lezen.",
            "Los eerst de melding daarover op, of zet de laatste verandering terug met Ctrl+Z.",
        )
    })
}

/// The fields of a form that are no key of all documents.
fn own(form: &Form) -> impl Iterator<Item = &load::Field> {
    form.fields.iter().filter(|field| !["datum", "periode", "onderwerp", "status"].contains(&field.key.as_str()))
}

fn sort(kind: FieldKind) -> FieldSort {
    match kind {
        FieldKind::Text => FieldSort::Text,
        FieldKind::Date => FieldSort::Date,
        FieldKind::List => FieldSort::List,
    }
}

/// A value as a field shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.value().clone(),
        Value::Boolean(yes) => if *yes.value() { "ja" } else { "" }.to_owned(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join("\n"),
        Value::Datetime(date) => date.value().to_string(),
        other => other.to_string().trim().to_owned(),
    }
}

fn problem(label: &str, sort: FieldSort, required: bool, value: Option<&Value>) -> Option<String> {
    let text = value.map(shown).unwrap_or_default();
    match value {
        _ if required && text.trim().is_empty() => Some(format!("{label} is nog niet ingevuld.")),
        Some(value) if sort == FieldSort::Date && !value.is_datetime() => Some("Dit is geen datum.".to_owned()),
        _ => None,
    }
}

/// The name of a key as people read it.
fn label_of(key: &str) -> String {
    match key {
        "html" => "Webpagina".to_owned(),
        "grafieken" => "Losse grafieken".to_owned(),
        "beeld" => "Beeld op de eerste dia".to_owned(),
        "beeld_alt" => "Wat er op het beeld te zien is".to_owned(),
        key => {
            let mut letters = key.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "+++\r\n# Boven\r\nsjabloon = \"raadsinformatiebrief\"\r\ndatum = 2023-03-14 # de dag\r\ntrefwoorden = [\"a\", \"b\"]\r\n\r\n[feiten.x]\r\nwaarde = 1\r\n+++\r\n# informatie\r\n";

    fn filled(key: &str, sort: FieldSort, value: &str) -> Result<String, Refusal> {
        fill(&Filling { text: TEXT.to_owned(), key: key.to_owned(), sort, value: value.to_owned() })
    }

    #[test]
    fn only_what_is_filled_in_changes() {
        assert_eq!(filled("datum", FieldSort::Date, "2023-03-14").expect("filled in"), TEXT);
        let text = filled("datum", FieldSort::Date, "2024-01-02").expect("filled in");
        assert_eq!(text, TEXT.replace("2023-03-14", "2024-01-02"));
        let text = filled("zaaknummer", FieldSort::Text, "12\"3").expect("filled in");
        assert!(
            text.contains("zaaknummer = '12\"3'\r\n") && text.find("zaaknummer") < text.find("[feiten.x]"),
            "{text}"
        );
        assert!(!filled("trefwoorden", FieldSort::List, "\n").expect("filled in").contains("trefwoorden"));
        let text = filled("trefwoorden", FieldSort::List, "a\n c \n").expect("filled in");
        assert!(text.contains("[\"a\", \"c\"]"), "{text}");
        assert!(filled("herkomst", FieldSort::Flag, "ja").expect("filled in").contains("herkomst = true\r\n"));
        // Secret with a ground, and with an emptied field no longer secret; a field of a form stays, to be filled in.
        let text = filled("geheimhouding", FieldSort::Text, "artikel 87 Gemeentewet").expect("filled in");
        assert!(text.contains("geheimhouding = \"artikel 87 Gemeentewet\"\r\n"), "{text}");
        let again = Filling { text, key: "geheimhouding".into(), sort: FieldSort::Text, value: " ".into() };
        assert!(!fill(&again).expect("filled in").contains("geheimhouding"));
        assert!(filled("zaaknummer", FieldSort::Text, "").expect("filled in").contains("zaaknummer = \"\""));
        assert!(filled("datum", FieldSort::Date, "morgen").is_err());
        assert!(filled("a.b", FieldSort::Text, "x").is_err());
    }

    #[test]
    fn a_head_that_cannot_be_read_is_left_alone() {
        let broken =
            Filling { text: "+++\nx = \n+++\n".into(), key: "x".into(), sort: FieldSort::Text, value: "1".into() };
        assert!(fill(&broken).is_err());
    }
}
