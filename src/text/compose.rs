//! A manuscript's Markdown, composed into a [`Document`].

use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Found, did_you_mean};
use crate::dutch::notation::list_of_names;
use crate::dutch::period::date_in_words;
use crate::indicator::{Engine, Problem};
use crate::load::{DefinitionKind, Manuscript};

use super::composer::Composer;
use super::document::{Document, printed_field};
use super::exhibits::rounded_note;
use super::status_notes::{StatusNote, status_notes};
use super::{markdown, references};

/// Composes a document. With an error among its findings it is good for further checks only.
pub fn compose(manuscript: &Manuscript, engine: &Arc<Engine>) -> Found<Document> {
    Found::gather(|findings| compose_into(manuscript, engine, findings))
}

fn compose_into(manuscript: &Manuscript, engine: &Arc<Engine>, findings: &mut Findings) -> Document {
    check_pilot(manuscript, engine, findings);
    let mut composer = Composer::new(manuscript, engine, findings);
    let title = composer.authored(&manuscript.subject);
    let cover = manuscript.cover.as_ref().map(|cover| composer.cover(cover));
    let rendered = composer.renderer.render(&manuscript.source, manuscript.body.clone(), composer.findings);
    let top = rendered.map(|rendered| {
        let top = markdown::parse(&rendered, &mut composer);
        composer.report_lost_footnotes();
        top
    });
    let sections = top.map(|top| match manuscript.show {
        Some(show) => composer.slides(top, show),
        None => composer.sections(top),
    });
    let sections = sections.unwrap_or_default();
    let fields = header_fields(manuscript, &composer.plain(&title));
    let footnotes = composer.take_footnotes();
    let Composer { numbers, exhibits, failed_exhibits, waivers, notation, .. } = composer;
    let printed = || numbers.iter().map(|number| &number.number);
    let mut status_notes = status_notes(printed(), &notation);
    status_notes.extend(rounded_note(printed()).map(StatusNote::unsigned));
    let mut document = Document {
        shows_gaps: false,
        id: manuscript.id.clone(),
        path: manuscript.source.path.clone(),
        pilot: manuscript.pilot.as_ref().map(|name| name.value.replace('-', "_")),
        form: manuscript.form.clone(),
        title,
        title_place: manuscript.subject.place.clone(),
        cover,
        date: manuscript.date,
        status: manuscript.status,
        version: manuscript.version,
        correction: manuscript.correction.as_ref().map(|text| text.value.clone()),
        secrecy: manuscript.secrecy.as_ref().map(|text| text.value.clone()),
        keywords: manuscript.keywords.clone(),
        fields,
        show: manuscript.show,
        sections,
        numbers,
        exhibits,
        footnotes,
        contents: manuscript.contents,
        with_origins: manuscript.with_origins,
        status_notes,
        waivers,
        waived: Vec::new(),
    };
    references::resolve(&mut document, &failed_exhibits, findings);
    document
}

fn check_pilot(manuscript: &Manuscript, engine: &Engine, findings: &mut Findings) {
    let pilots = &engine.data().pilots;
    if let Some(name) = &manuscript.pilot
        && !pilots.contains_key(&name.value.replace('-', "_"))
    {
        if let Some(cause) = engine.data().cause_of(&name.value.replace('-', "_"), &[DefinitionKind::Pilots]) {
            findings.push(Problem::follows_from(&cause).into_finding(&name.place));
            return;
        }
        findings.push(
            Finding::new(Code::UnknownName, name.place.clone(), format!("Er is geen pilot \"{}\".", name.value))
                .maybe_hint(did_you_mean(&name.value, pilots.keys().map(String::as_str)))
                .hint("Een pilot is een bestand in data/pilots."),
        );
    }
}

fn header_fields(manuscript: &Manuscript, title: &str) -> Vec<(String, String)> {
    const SECRECY: &str = "geheimhouding";
    let secrecy = || manuscript.secrecy.as_ref().map(|ground| ground.value.clone());
    let value = |key: &str| match key {
        "datum" => Some(date_in_words(manuscript.date)),
        "periode" => Some(manuscript.id.period.in_words()),
        "status" => Some(manuscript.status.word().to_owned()),
        "trefwoorden" => (!manuscript.keywords.is_empty()).then(|| list_of_names(&manuscript.keywords)),
        "onderwerp" => Some(title.to_owned()),
        SECRECY => secrecy(),
        _ => manuscript.fields.get(key).map(printed_field),
    };
    let fields = &manuscript.form.fields;
    let asked = fields.iter().filter_map(|field| Some((field.label.clone(), value(&field.key)?)));
    // On what ground it is secret is said, whether or not the form asks.
    let is_asked = fields.iter().any(|field| field.key == SECRECY);
    let secrecy = secrecy().filter(|_| !is_asked).map(|ground| ("Geheimhouding".to_owned(), ground));
    asked.chain(secrecy).collect()
}
