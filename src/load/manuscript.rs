//! `data/brieven/<period>/<name>.md`, or a presentation: front matter between `+++` lines, then Markdown.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::diagnostic::{Code, Finding, Findings, Found, Place, SourceText};
use crate::project::{DocumentId, DocumentKind};

use super::definitions::{Fact, FactKeys, read_fact};
use super::form::{self, FieldKind, Form};
use super::privacy::Privacy;
use super::toml::{
    Choice, Date, Flag, FormField, Integer, Keys, Located, Stated, Subtable, Text, Texts, TomlDocument, TomlTable,
    Word, keys,
};

/// How far a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentStatus {
    /// Being written.
    Draft,
    /// Agreed by the officials.
    Agreed,
    /// Adopted by the college.
    Adopted,
    /// Sent to the council.
    Sent,
    /// Sent, and put right later.
    Corrected,
}

impl Word for DocumentStatus {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("concept", DocumentStatus::Draft),
        ("ambtelijk akkoord", DocumentStatus::Agreed),
        ("vastgesteld", DocumentStatus::Adopted),
        ("verzonden", DocumentStatus::Sent),
        ("gecorrigeerd", DocumentStatus::Corrected),
    ];
}

impl DocumentStatus {
    /// Whether what a document of this status says is public.
    pub fn is_final(self) -> bool {
        match self {
            DocumentStatus::Draft | DocumentStatus::Agreed => false,
            DocumentStatus::Adopted | DocumentStatus::Sent | DocumentStatus::Corrected => true,
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word.trim().to_lowercase()).map(|(_, status)| *status)
    }

    /// The word that front matter uses.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, status)| *status == self).map_or("concept", |(word, _)| word)
    }
}

/// The value of a header field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// Text as written.
    Text(String),
    /// A date.
    Date(NaiveDate),
    /// Several texts.
    List(Vec<String>),
}

/// The width of a slide to its height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AspectRatio {
    /// 16:9
    #[default]
    Wide,
    /// 4:3
    Classic,
}

/// What only a presentation has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Show {
    /// The shape of its slides.
    pub ratio: AspectRatio,
    /// Whether all its lists build up step by step.
    pub steps: bool,
    /// Whether there is always a handout.
    pub handout: bool,
}

/// The picture beside the title of a presentation.
#[derive(Debug, Clone)]
pub struct Cover {
    /// The file, in the folder `data`.
    pub picture: Located<String>,
    /// What is to be seen on it; text with placeholders.
    pub alt: Option<Located<String>>,
}

/// The text of a letter or presentation as its author wrote it, with its front matter; its body is not yet looked at.
#[derive(Debug, Clone)]
pub struct Manuscript {
    /// Its period and name.
    pub id: DocumentId,
    /// The whole file.
    pub source: Arc<SourceText>,
    /// Where the Markdown starts and ends in it.
    pub body: Range<usize>,
    /// The form it follows.
    pub form: Arc<Form>,
    /// Its title, as text with placeholders.
    pub subject: Located<String>,
    /// Its date, as printed and as the PDF records it.
    pub date: NaiveDate,
    /// How far it is.
    pub status: DocumentStatus,
    /// 1 until it was adopted, and one more for each correction.
    pub version: u32,
    /// What differs from the version that was adopted before.
    pub correction: Option<Located<String>>,
    /// On what legal ground it is secret; none where everybody may read it.
    pub secrecy: Option<Located<String>>,
    /// Who writes it.
    pub writer: Option<String>,
    /// The pilot that `{{ pilot }}` means.
    pub pilot: Option<Located<String>>,
    /// Keywords for the PDF.
    pub keywords: Vec<String>,
    /// Whether an annex says where every number comes from.
    pub with_origins: bool,
    /// Whether it also becomes a web page: what it says itself, or else its form.
    pub html: bool,
    /// Whether its charts also become files of their own: what it says itself, or else its form.
    pub charts: bool,
    /// Whether it has a table of contents: what it says itself, or else its form.
    pub contents: bool,
    /// Facts that only this document declares, by name.
    pub facts: BTreeMap<String, Arc<Fact>>,
    /// The form's own fields.
    pub fields: BTreeMap<String, FieldValue>,
    /// How its slides are shown; none for a letter.
    pub show: Option<Show>,
    /// The picture beside its title; none for a letter.
    pub cover: Option<Cover>,
}

impl Manuscript {
    /// The number of its case, where its form asks for one.
    pub fn case_number(&self) -> Option<String> {
        match self.fields.get("zaaknummer") {
            Some(FieldValue::Text(number)) if !number.trim().is_empty() => Some(number.trim().to_owned()),
            _ => None,
        }
    }

    /// What tells the PDF of this version from all others: `<period>/<name>`, with the version of a correction.
    pub fn identifier(&self) -> String {
        match self.version {
            1 => self.id.to_string(),
            version => format!("{}:{version}", self.id),
        }
    }
}

keys! {
    /// The front matter of `data/brieven/<period>/*.md`, and what that of a presentation has in common with it.
    LetterKeys: "Brief", "De gegevens bovenaan een brief, tussen twee regels met +++.", {
        FORM: required Text = "sjabloon",
            "Welk sjabloon de tekst volgt, zoals raadsinformatiebrief of presentatie.";
        FACTS: optional Subtable<DocumentFactsKeys> = "feiten", "Feiten die alleen in deze tekst staan.";
        SUBJECT: required Text = "onderwerp", "De titel. Invulplekken mogen.";
        DATE: required Date = "datum", "De datum, zoals 2023-03-14.";
        STATUS: optional Choice<DocumentStatus> = "status", "Hoe ver het is. Zonder deze sleutel: concept.";
        VERSION: optional Integer<1, 999> = "versie",
            "Het nummer van de versie. Alleen bij een correctie: 2, 3, enzovoort.";
        CORRECTION: optional Text = "correctie",
            "Wat er anders is dan in de vorige versie. Dit staat ook in de PDF.";
        SECRECY: optional Text = "geheimhouding",
            "Is het document geheim? Dan hier op grond waarvan, met het artikel. Op elke bladzijde staat dan dat het geheim is, en er komt geen webpagina, losse grafiek of hand-out.";
        WRITER: optional Text = "schrijver",
            "Wie de tekst schrijft. Dat komt op het overzicht, niet in de PDF.";
        PILOT: optional Text = "pilot", "Over welke pilot het gaat: de naam van een bestand in data/pilots.";
        KEYWORDS: optional Texts = "trefwoorden", "Trefwoorden voor de PDF.";
        WITH_ORIGINS: optional Flag = "herkomst", "Of er een bijlage komt met de herkomst van elk cijfer.";
        HTML: optional Flag = "html", "Of er ook een webpagina komt. Zonder deze sleutel: wat het sjabloon zegt.";
        CHARTS: optional Flag = "grafieken",
            "Of de grafieken ook losse bestanden worden, voor uw website en sociale media. Zonder deze sleutel: wat het sjabloon zegt.";
        CONTENTS: optional Flag = "inhoudsopgave",
            "Of er een inhoudsopgave in de brief staat. Zonder deze sleutel: wat het sjabloon zegt.";
    }
    others: names FormField, "Een gegeven dat het sjabloon vraagt.";
}

keys! {
    /// The front matter of `data/presentaties/<period>/*.md`
    PresentationKeys: "Presentatie", "De gegevens bovenaan een presentatie, tussen twee regels met +++.", {
        RATIO: optional Choice<AspectRatio> = "verhouding", "De vorm van de dia's. Zonder deze sleutel: 16:9.";
        STEPS: optional Flag = "stappen", "Of de punten van alle lijsten een voor een verschijnen.";
        HANDOUT: optional Flag = "hand-out",
            "Of er altijd een hand-out bij komt: de dia's met de notities, op A4.";
        COVER: optional Text = "beeld",
            "Een foto of tekening naast de titel: een bestand van het soort JPEG, PNG of SVG, in de map data.";
        COVER_ALT: optional Text = "beeld_alt",
            "Wat er op dat beeld te zien is, voor wie het niet kan zien. Invulplekken mogen.";
    }
    shared with LetterKeys;
}

keys! {
    /// `[feiten]`
    DocumentFactsKeys: "Feiten", "Feiten die alleen in deze tekst staan.", {}
    others: identifiers Subtable<FactKeys>, "Een feit.";
}

impl Word for AspectRatio {
    const WORDS: &'static [(&'static str, Self)] = &[("16:9", Self::Wide), ("4:3", Self::Classic)];
}

/// A name by which every text has its period, so that no field of a form can be called so.
const PERIOD: &str = "periode";

/// What a key at the top of documents of a kind is for, in Dutch; none where only a form knows it.
pub fn about_key(kind: DocumentKind, key: &str) -> Option<String> {
    let of = |mut stated: Box<dyn Iterator<Item = &'static dyn Stated>>| {
        stated.find(|stated| stated.name() == key).map(|stated| stated.about().into_owned())
    };
    match kind {
        DocumentKind::Letter => of(Box::new(LetterKeys::stated())),
        DocumentKind::Presentation => of(Box::new(PresentationKeys::stated())),
    }
}

/// The bytes of a manuscript with the TOML between the `+++` lines, and those of the text below.
pub fn split(source: &Arc<SourceText>) -> Option<(Range<usize>, Range<usize>)> {
    let text = &source.text;
    let first_line = text.find('\n')?;
    if text[..first_line].trim_end() != "+++" {
        return None;
    }
    let start = first_line + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((start..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    None
}

/// Reads a manuscript. `form` finds a form by name, or says why it is not there.
pub fn read(
    id: DocumentId,
    source: &Arc<SourceText>,
    form: impl FnOnce(&Located<String>) -> Found<Option<Arc<Form>>>,
    privacy: &Privacy,
    findings: &mut Findings,
) -> Option<Manuscript> {
    let Some((front, body)) = split(source) else {
        findings.push(
            Finding::new(
                Code::NoFrontMatter,
                Place::line(source, 1),
                "De tekst begint niet met gegevens tussen twee regels met +++.",
            )
            .hint("Zet bovenaan: een regel +++, dan sjabloon, onderwerp en datum, dan weer een regel +++."),
        );
        return None;
    };
    let document = TomlDocument::parse(source, front, findings)?;
    let front = read_table(id, &document.root(findings), form, privacy, findings)?;
    Some(Manuscript { source: source.clone(), body, ..front })
}

/// Reads the front matter. The manuscript has no text yet.
fn read_table(
    id: DocumentId,
    table: &TomlTable<'_, LetterKeys>,
    form: impl FnOnce(&Located<String>) -> Found<Option<Arc<Form>>>,
    privacy: &Privacy,
    findings: &mut Findings,
) -> Option<Manuscript> {
    let name = table.get(LetterKeys::FORM, findings)?;
    let form = form(&name).take(findings)?;
    let facts = read_facts(table, privacy, findings);
    let slides = table.seen_as::<PresentationKeys>();
    let show = (form.kind == DocumentKind::Presentation).then(|| read_show(&slides, findings));
    let cover = show.and_then(|_| read_cover(&slides, findings));
    let mut manuscript = match show {
        Some(_) => read_fields::<PresentationKeys>(id, form, table, findings),
        None => read_fields::<LetterKeys>(id, form, table, findings),
    };
    manuscript.show = show;
    manuscript.cover = cover;
    manuscript.facts = facts;
    Some(manuscript)
}

fn read_show(table: &TomlTable<'_, PresentationKeys>, findings: &mut Findings) -> Show {
    Show {
        ratio: table.get(PresentationKeys::RATIO, findings).unwrap_or_default(),
        steps: table.get(PresentationKeys::STEPS, findings).unwrap_or(false),
        handout: table.get(PresentationKeys::HANDOUT, findings).unwrap_or(false),
    }
}

/// A description says nothing where there is no picture. An empty name is none.
fn read_cover(table: &TomlTable<'_, PresentationKeys>, findings: &mut Findings) -> Option<Cover> {
    let is_filled = |text: &Located<String>| !text.value.trim().is_empty();
    let picture = table.get(PresentationKeys::COVER, findings).filter(is_filled);
    let alt = table.get(PresentationKeys::COVER_ALT, findings).filter(is_filled);
    match (picture, alt) {
        (Some(picture), alt) => Some(Cover { picture, alt }),
        (None, Some(alt)) => {
            let message = "Hier staat wat er op een beeld te zien is, maar er is geen beeld.";
            findings.push(
                Finding::new(Code::MissingKey, alt.place, message)
                    .hint("Zet bovenaan de tekst welk bestand het is: beeld = \"foto.jpg\"")
                    .hint("Of haal deze regel weg."),
            );
            None
        }
        (None, None) => None,
    }
}

fn read_facts(
    table: &TomlTable<'_, LetterKeys>,
    privacy: &Privacy,
    findings: &mut Findings,
) -> BTreeMap<String, Arc<Fact>> {
    let Some(facts) = table.get(LetterKeys::FACTS, findings) else { return BTreeMap::new() };
    let entries = facts.others(findings);
    let read = entries.into_iter().filter_map(|(id, entry)| {
        let fact = read_fact(id, privacy, &entry?, findings)?;
        Some((fact.id.clone(), Arc::new(fact)))
    });
    read.collect()
}

/// A field that the form asks for; one that is empty is still to be filled in.
fn required_field(key: &str, table: &TomlTable<'_, LetterKeys>, findings: &mut Findings) -> Option<FieldValue> {
    let text = table.other_as::<Text>(key, findings)?;
    if text.value.trim().is_empty() {
        findings.push(
            Finding::new(Code::MissingKey, text.place, format!("\"{key}\" is nog niet ingevuld."))
                .hint(format!("Vul in wat bij deze tekst hoort: {key} = \"...\"")),
        );
        return None;
    }
    Some(FieldValue::Text(text.value))
}

/// Whether a letter has a table of contents; slides have none.
fn read_contents(form: &Form, table: &TomlTable<'_, LetterKeys>, findings: &mut Findings) -> bool {
    let asked = table.get(LetterKeys::CONTENTS, findings);
    if form.kind == DocumentKind::Presentation && asked == Some(true) {
        let message = "Een presentatie heeft geen inhoudsopgave.";
        findings.push(
            Finding::new(Code::InvalidValue, table.place(), message)
                .hint("Haal inhoudsopgave weg. Maak liever een dia met de onderwerpen."),
        );
    }
    asked.unwrap_or(form.contents)
}

/// Reads what all documents have, and the form's own fields. `K` says which keys are no field.
fn read_fields<K: Keys>(
    id: DocumentId,
    form: Arc<Form>,
    table: &TomlTable<'_, LetterKeys>,
    findings: &mut Findings,
) -> Manuscript {
    let subject = table.get(LetterKeys::SUBJECT, findings);
    let date = table.get(LetterKeys::DATE, findings);
    let status = table.get(LetterKeys::STATUS, findings).unwrap_or(DocumentStatus::Draft);
    let (version, correction) = read_version(table, findings);
    let secrecy = read_secrecy(table, findings);
    let writer = table.get(LetterKeys::WRITER, findings).map(|text| text.value);
    let pilot = table.get(LetterKeys::PILOT, findings);
    let keywords = table.get(LetterKeys::KEYWORDS, findings).into_iter().map(|word| word.value).collect();
    let with_origins = table.get(LetterKeys::WITH_ORIGINS, findings).unwrap_or(false);
    let html = table.get(LetterKeys::HTML, findings).unwrap_or(form.html);
    let charts = table.get(LetterKeys::CHARTS, findings).unwrap_or(form.charts);
    let contents = read_contents(&form, table, findings);
    let mut fields = BTreeMap::new();
    // A form may print the writer: then it is a field as well.
    let is_taken = |key: &str| {
        let mut stated = K::stated().map(|stated| stated.name());
        key == PERIOD || key != LetterKeys::WRITER.name && stated.any(|stated| stated == key)
    };
    let own: Vec<&form::Field> = form.fields.iter().filter(|field| !is_taken(&field.key)).collect();
    for field in &own {
        if field.required && table.require_other(&field.key, findings).is_none() {
            continue;
        }
        let value = match field.kind {
            FieldKind::Text if field.required => required_field(&field.key, table, findings),
            FieldKind::Text => table.other_as::<Text>(&field.key, findings).map(|text| FieldValue::Text(text.value)),
            FieldKind::Date => table.other_as::<Date>(&field.key, findings).map(|date| FieldValue::Date(date.value)),
            FieldKind::List => {
                let items = table.other_as::<Texts>(&field.key, findings);
                let items: Vec<String> = items.into_iter().map(|text| text.value).collect();
                (!items.is_empty()).then_some(FieldValue::List(items))
            }
        };
        if let Some(value) = value {
            fields.insert(field.key.clone(), value);
        }
    }
    let names: Vec<&str> = own.iter().map(|field| field.key.as_str()).collect();
    table.seen_as::<K>().report_others(&names, findings);
    // What is missing has been reported; the text can still be checked.
    let subject = subject.unwrap_or_else(|| Located { value: String::new(), place: table.place() });
    Manuscript {
        id,
        source: SourceText::new("", ""),
        body: 0..0,
        form,
        subject,
        date: date.map(|date| date.value).unwrap_or_default(),
        status,
        version,
        correction,
        secrecy,
        writer,
        pilot,
        keywords,
        with_origins,
        html,
        charts,
        contents,
        facts: BTreeMap::new(),
        fields,
        show: None,
        cover: None,
    }
}

/// A legal ground of more characters takes more than three lines at the foot of a page.
const LONGEST_GROUND: usize = 300;

/// The legal ground of a document that is secret. One without an article of a law is none that holds.
fn read_secrecy(table: &TomlTable<'_, LetterKeys>, findings: &mut Findings) -> Option<Located<String>> {
    let ground = table.get(LetterKeys::SECRECY, findings)?;
    let lower = ground.value.to_lowercase();
    let is_number = |text: &str| text.trim_start().starts_with(|next: char| next.is_ascii_digit());
    let names_article =
        ["artikel", "artikelen", "art.", "art"].iter().any(|word| lower.split(word).skip(1).any(is_number));
    let wrong =
        |message: &str, hint: &str| Finding::new(Code::SecrecyWithoutGround, ground.place.clone(), message).hint(hint);
    if !names_article {
        findings.push(
            wrong(
                "Geheim kan een document alleen zijn op grond van een artikel van de wet.",
                "Bijvoorbeeld: geheimhouding = \"artikel 87 Gemeentewet en artikel 5.1, tweede lid, onder b, Woo\"",
            )
            .hint("Is het document niet geheim? Haal deze regel dan weg."),
        );
    } else if ground.value.chars().count() > LONGEST_GROUND {
        findings.push(wrong(
            "De grond voor geheimhouding is te lang: hij staat onder aan elke bladzijde.",
            "Noem alleen de artikelen. Waarom het document geheim is, schrijft u in de tekst.",
        ));
    }
    // Until the ground is there it is secret all the same.
    Some(ground)
}

/// A correction is a version of its own, and says what it corrects.
fn read_version(table: &TomlTable<'_, LetterKeys>, findings: &mut Findings) -> (u32, Option<Located<String>>) {
    let version = table.get(LetterKeys::VERSION, findings);
    let correction = table.get(LetterKeys::CORRECTION, findings).filter(|text| !text.value.trim().is_empty());
    let range = LetterKeys::VERSION.range();
    let number = match &version {
        Some(version) if !range.contains(&version.value) => {
            let message = format!("Een versie is een getal van {} tot en met {}.", range.start(), range.end());
            findings.push(Finding::new(Code::WrongVersion, version.place.clone(), message));
            1
        }
        Some(version) => u32::try_from(version.value).unwrap_or(1),
        None => 1,
    };
    match (&correction, &version) {
        (None, Some(version)) if number > 1 => findings.push(
            Finding::new(Code::WrongVersion, version.place.clone(), "Een nieuwe versie zegt wat er anders is.")
                .hint("Zet bovenaan de tekst: correctie = \"De kosten zijn lager: er stond een rekening dubbel.\""),
        ),
        (Some(correction), _) if number <= 1 => findings.push(
            Finding::new(
                Code::WrongVersion,
                correction.place.clone(),
                "Bij een correctie hoort een nieuw versienummer.",
            )
            .hint("Zet bovenaan de tekst: versie = 2. Bij een tweede correctie: versie = 3."),
        ),
        _ => {}
    }
    (number, correction)
}
