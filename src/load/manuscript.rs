//! `data/brieven/<period>/<name>.md`, or a presentation: front matter between `+++` lines, then Markdown.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText};
use crate::project::{DocumentId, DocumentKind};

use super::definitions::{Fact, read_fact};
use super::form::{FieldKind, Form};
use super::privacy::Privacy;
use super::toml::{Located, TomlDocument, TomlTable};

/// How far a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
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

impl Status {
    const WORDS: [(&str, Status); 5] = [
        ("concept", Status::Draft),
        ("ambtelijk akkoord", Status::Agreed),
        ("vastgesteld", Status::Adopted),
        ("verzonden", Status::Sent),
        ("gecorrigeerd", Status::Corrected),
    ];

    /// Whether what a letter of this status says is public.
    pub fn is_final(self) -> bool {
        match self {
            Status::Draft | Status::Agreed => false,
            Status::Adopted | Status::Sent | Status::Corrected => true,
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

/// A letter or presentation as it was read; its text is not yet looked at.
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
    pub status: Status,
    /// 1 until it was adopted, and one more for each correction.
    pub version: u32,
    /// What differs from the version that was adopted before.
    pub correction: Option<Located<String>>,
    /// Who writes it.
    pub writer: Option<String>,
    /// The pilot that `{{ pilot }}` means.
    pub pilot: Option<Located<String>>,
    /// Keywords for the PDF.
    pub keywords: Vec<String>,
    /// Whether an annex says where every number comes from.
    pub with_origins: bool,
    /// Facts that only this letter declares, by name.
    pub facts: BTreeMap<String, Arc<Fact>>,
    /// The form's own fields.
    pub fields: BTreeMap<String, FieldValue>,
    /// How its slides are shown; none for a letter.
    pub show: Option<Show>,
}

impl Manuscript {
    /// What tells the PDF of this version from all others: `<period>/<name>`, with the version of a correction.
    pub fn identifier(&self) -> String {
        match self.version {
            1 => self.id.to_string(),
            version => format!("{}:{version}", self.id),
        }
    }
}

/// Keys that every letter or presentation may have, whatever its form.
const COMMON: [&str; 11] = [
    "sjabloon",
    "onderwerp",
    "datum",
    "status",
    "versie",
    "correctie",
    "pilot",
    "trefwoorden",
    "periode",
    "herkomst",
    "feiten",
];

/// Keys that every presentation may have besides.
const OF_SHOW: [&str; 3] = ["verhouding", "stappen", "hand-out"];

/// Splits the file and finds the TOML between the `+++` lines.
pub(super) fn split(source: &Arc<SourceText>) -> Option<(Range<usize>, Range<usize>)> {
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

/// Reads a letter. `form` finds a form by name, or says why it is not there.
pub fn read(
    id: DocumentId,
    source: &Arc<SourceText>,
    form: impl FnOnce(&Located<String>) -> Result<Arc<Form>, Vec<Finding>>,
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
    let front = read_table(id, &document.root(), form, privacy, findings)?;
    Some(Manuscript { source: source.clone(), body, ..front })
}

/// Reads the front matter. The letter has no text yet.
pub(super) fn read_table(
    id: DocumentId,
    table: &TomlTable<'_>,
    form: impl FnOnce(&Located<String>) -> Result<Arc<Form>, Vec<Finding>>,
    privacy: &Privacy,
    findings: &mut Findings,
) -> Option<Manuscript> {
    let name = table.required_text("sjabloon", findings)?;
    let form = match form(&name) {
        Ok(form) => form,
        Err(problems) => {
            problems.into_iter().for_each(|problem| findings.push(problem));
            return None;
        }
    };
    let facts = read_facts(table, privacy, findings);
    let show = (form.kind == DocumentKind::Presentation).then(|| read_show(table, findings));
    let mut letter = read_fields(id, form, table, findings);
    letter.show = show;
    letter.facts = facts;
    table.finish(findings);
    Some(letter)
}

fn read_show(table: &TomlTable<'_>, findings: &mut Findings) -> Show {
    let ratios = [("16:9", AspectRatio::Wide), ("4:3", AspectRatio::Classic)];
    Show {
        ratio: table.choice("verhouding", &ratios, findings).unwrap_or_default(),
        steps: table.flag("stappen", findings).unwrap_or(false),
        handout: table.flag("hand-out", findings).unwrap_or(false),
    }
}

fn read_facts(table: &TomlTable<'_>, privacy: &Privacy, findings: &mut Findings) -> BTreeMap<String, Arc<Fact>> {
    let Some(facts) = table.table("feiten", findings) else { return BTreeMap::new() };
    let entries = facts.entries(findings);
    let read = entries.into_iter().filter_map(|(id, entry)| {
        let fact = read_fact(id, privacy, &entry, findings)?;
        Some((fact.id.clone(), Arc::new(fact)))
    });
    read.collect()
}

/// A field that the form asks for; one that is empty is still to be filled in.
fn required_field(key: &str, table: &TomlTable<'_>, findings: &mut Findings) -> Option<FieldValue> {
    let text = table.text(key, findings)?;
    if text.value.trim().is_empty() {
        findings.push(
            Finding::new(Code::MissingKey, text.place, format!("\"{key}\" is nog niet ingevuld."))
                .hint(format!("Vul in wat bij deze tekst hoort: {key} = \"...\"")),
        );
        return None;
    }
    Some(FieldValue::Text(text.value))
}

fn read_fields(id: DocumentId, form: Arc<Form>, table: &TomlTable<'_>, findings: &mut Findings) -> Manuscript {
    let subject = table.required_text("onderwerp", findings);
    table.require("datum", findings);
    let date = table.date("datum", findings);
    let status = table.choice("status", &Status::WORDS, findings).unwrap_or(Status::Draft);
    let (version, correction) = read_version(table, findings);
    // A form may print the writer: then it is a field as well.
    let writer = table.text("schrijver", findings).map(|text| text.value);
    let pilot = table.text("pilot", findings);
    let keywords = table.texts("trefwoorden", findings).into_iter().map(|word| word.value).collect();
    let with_origins = table.flag("herkomst", findings).unwrap_or(false);
    let mut fields = BTreeMap::new();
    let is_show = form.kind == DocumentKind::Presentation;
    let is_known = |key: &str| COMMON.contains(&key) || is_show && OF_SHOW.contains(&key);
    for field in form.fields.iter().filter(|field| !is_known(&field.key)) {
        if field.required && table.require(&field.key, findings).is_none() {
            continue;
        }
        let value = match field.kind {
            FieldKind::Text if field.required => required_field(&field.key, table, findings),
            FieldKind::Text => table.text(&field.key, findings).map(|text| FieldValue::Text(text.value)),
            FieldKind::Date => table.date(&field.key, findings).map(|date| FieldValue::Date(date.value)),
            FieldKind::List => {
                let items: Vec<String> = table.texts(&field.key, findings).into_iter().map(|text| text.value).collect();
                (!items.is_empty()).then_some(FieldValue::List(items))
            }
        };
        if let Some(value) = value {
            fields.insert(field.key.clone(), value);
        }
    }
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
        writer,
        pilot,
        keywords,
        with_origins,
        facts: BTreeMap::new(),
        fields,
        show: None,
    }
}

/// A correction is a version of its own, and says what it corrects.
fn read_version(table: &TomlTable<'_>, findings: &mut Findings) -> (u32, Option<Located<String>>) {
    let version = table.integer("versie", findings);
    let correction = table.text("correctie", findings).filter(|text| !text.value.trim().is_empty());
    let number = match &version {
        Some(version) if !(1..=MAX_VERSION).contains(&version.value) => {
            let message = format!("Een versie is een getal van 1 tot en met {MAX_VERSION}.");
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

/// No letter is corrected more often.
const MAX_VERSION: i64 = 999;
