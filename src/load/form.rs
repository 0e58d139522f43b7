//! `templates/<form>/sjabloon.toml`: the fields, sections and closing of a kind of letter, or the fields of a
//! kind of presentation.

use crate::diagnostic::{Code, Finding, Findings};
use crate::project::DocumentKind;

use super::toml::{Choice, Flag, Subtable, Subtables, Text, TomlDocument, TomlTable, Word, keys};

/// What kind of value a header field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A date.
    Date,
    /// Several texts, printed as "a, b en c".
    List,
}

/// A header field of the form.
#[derive(Debug, Clone)]
pub struct Field {
    /// The front matter key.
    pub key: String,
    /// What is printed before the value.
    pub label: String,
    /// Whether each document must give it.
    pub required: bool,
    /// What kind of value it holds.
    pub kind: FieldKind,
}

/// A section of the form.
#[derive(Debug, Clone)]
pub struct Section {
    /// What letters may call it.
    pub id: String,
    /// The heading that is printed.
    pub heading: String,
    /// Whether each letter must have it.
    pub required: bool,
    /// What is printed where an optional section is absent; none: it is left out.
    pub when_absent: Option<String>,
    /// How it stands in the letter.
    pub kind: SectionKind,
}

/// How a section stands in a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SectionKind {
    /// Below the section before it.
    #[default]
    Plain,
    /// In a box: what the letter says in short.
    Boxed,
    /// After the signatures, on a page of its own.
    Appendix,
}

/// Who signs.
#[derive(Debug, Clone)]
pub struct Signatory {
    /// "de secretaris"
    pub role: String,
    /// The person's name, if printed.
    pub name: Option<String>,
}

/// A form (sjabloon).
#[derive(Debug, Clone)]
pub struct Form {
    /// The name of its folder.
    pub id: String,
    /// What follows it.
    pub kind: DocumentKind,
    /// What the document is called, e.g. "Raadsinformatiebrief".
    pub name: String,
    /// To whom, e.g. "Aan de gemeenteraad".
    pub addressee: Option<String>,
    /// The salutation before the first section.
    pub salutation: Option<String>,
    /// Header fields, in print order.
    pub fields: Vec<Field>,
    /// Sections, in print order; a presentation has none.
    pub sections: Vec<Section>,
    /// The closing words.
    pub closing: Option<String>,
    /// Who signs.
    pub signatories: Vec<Signatory>,
    /// A fixed note at the end.
    pub footnote: Option<String>,
    /// Whether its documents also become web pages, unless they say otherwise.
    pub html: bool,
    /// Whether the charts of its documents also become files of their own, unless they say otherwise.
    pub charts: bool,
    /// Whether its letters have a table of contents, unless they say otherwise.
    pub contents: bool,
}

keys! {
    /// `templates/*/sjabloon.toml`
    FormKeys: "Sjabloon", "De vorm van een brief of presentatie.", {
        NAME: required Text = "naam", "Hoe het document heet, zoals Raadsinformatiebrief.";
        KIND: optional Choice<DocumentKind> = "voor", "Wat het sjabloon volgt. Zonder deze sleutel: brief.";
        ADDRESSEE: optional Text = "aanhef", "Aan wie het document is, zoals Aan de gemeenteraad.";
        SALUTATION: optional Text = "groet", "De groet voor het eerste onderdeel.";
        FOOTNOTE: optional Text = "voetnoot", "Een vaste noot aan het einde.";
        HTML: optional Flag = "html", "Of er van elk document ook een webpagina komt.";
        CHARTS: optional Flag = "grafieken", "Of de grafieken van elk document ook losse bestanden worden.";
        CONTENTS: optional Flag = "inhoudsopgave", "Of elke brief een inhoudsopgave heeft.";
        FIELDS: optional Subtables<FieldKeys> = "velden", "De gegevens bovenaan het document, in volgorde.";
        SECTIONS: optional Subtables<SectionKeys> = "secties",
            "De onderdelen van de brief, in volgorde. Een presentatie heeft ze niet.";
        CLOSING: optional Subtable<ClosingKeys> = "slot", "Het einde van de brief.";
        SIGNATORIES: optional Subtables<SignatoryKeys> = "ondertekenaars", "Wie de brief ondertekenen.";
    }
}

keys! {
    /// `[[velden]]`
    FieldKeys: "Veld", "Een gegeven bovenaan het document.", {
        KEY: required Text = "sleutel", "De sleutel bovenaan een document, zoals zaaknummer.";
        LABEL: required Text = "label", "Wat er voor het gegeven staat.";
        REQUIRED: optional Flag = "verplicht", "Of elk document het moet geven.";
        KIND: optional Choice<FieldKind> = "soort", "Wat voor gegeven het is. Zonder deze sleutel: tekst.";
    }
}

keys! {
    /// `[[secties]]`
    SectionKeys: "Onderdeel", "Een vast onderdeel van de brief.", {
        ID: required Text = "id", "Hoe u het onderdeel noemt in een brief: # informatie.";
        HEADING: required Text = "kop", "De kop die in de brief komt.";
        REQUIRED: optional Flag = "verplicht", "Of elke brief het moet hebben.";
        WHEN_ABSENT: optional Text = "leeg",
            "Wat er staat als het onderdeel ontbreekt. Zonder deze sleutel valt de kop weg.";
        KIND: optional Choice<SectionKind> = "soort",
            "Hoe het onderdeel in de brief staat: gewoon, in een kader, of als bijlage na de handtekening. Zonder deze sleutel: gewoon.";
    }
}

keys! {
    /// `[slot]`
    ClosingKeys: "Slot", "Het einde van de brief.", {
        WORDS: optional Text = "tekst", "De slotgroet.";
    }
}

keys! {
    /// `[[ondertekenaars]]`
    SignatoryKeys: "Ondertekenaar", "Wie de brief ondertekent.", {
        ROLE: required Text = "functie", "De functie, zoals de secretaris.";
        NAME: optional Text = "naam", "De naam.";
    }
}

impl Word for DocumentKind {
    const WORDS: &'static [(&'static str, Self)] =
        &[(Self::Letter.word(), Self::Letter), (Self::Presentation.word(), Self::Presentation)];
}

impl Word for SectionKind {
    const WORDS: &'static [(&'static str, Self)] =
        &[("gewoon", SectionKind::Plain), ("kader", SectionKind::Boxed), ("bijlage", SectionKind::Appendix)];
}

impl Word for FieldKind {
    const WORDS: &'static [(&'static str, Self)] =
        &[("tekst", FieldKind::Text), ("datum", FieldKind::Date), ("lijst", FieldKind::List)];
}

/// Reads a form.
pub fn read(id: &str, document: &TomlDocument<'_>, findings: &mut Findings) -> Option<Form> {
    let table = document.root::<FormKeys>(findings);
    let name = table.get(FormKeys::NAME, findings);
    let kind = table.get(FormKeys::KIND, findings).unwrap_or(DocumentKind::Letter);
    let addressee = table.get(FormKeys::ADDRESSEE, findings).map(|text| text.value);
    let salutation = table.get(FormKeys::SALUTATION, findings).map(|text| text.value);
    let footnote = table.get(FormKeys::FOOTNOTE, findings).map(|text| text.value);
    let html = table.get(FormKeys::HTML, findings).unwrap_or(false);
    let charts = table.get(FormKeys::CHARTS, findings).unwrap_or(false);
    let contents = table.get(FormKeys::CONTENTS, findings).unwrap_or(false);
    let fields = table.get(FormKeys::FIELDS, findings);
    let fields = fields.iter().filter_map(|field| read_field(field, findings)).collect();
    let sections = table.get(FormKeys::SECTIONS, findings);
    let sections: Vec<Section> = sections.iter().filter_map(|section| read_section(section, findings)).collect();
    report_doubles(&table, &sections, findings);
    report_appendices(&table, &sections, findings);
    let closing = table.get(FormKeys::CLOSING, findings);
    let closing = closing.and_then(|closing| closing.get(ClosingKeys::WORDS, findings)).map(|text| text.value);
    let signatories = table.get(FormKeys::SIGNATORIES, findings);
    let signatories = signatories.iter().filter_map(|one| read_signatory(one, findings)).collect();
    if kind == DocumentKind::Presentation && !sections.is_empty() {
        findings.push(
            Finding::new(Code::InvalidValue, table.place(), "Een presentatie heeft geen vaste onderdelen.")
                .hint("Haal de groepen [[secties]] weg. In een presentatie begint elke kop een dia."),
        );
    }
    if kind == DocumentKind::Letter && sections.is_empty() {
        findings.push(
            Finding::new(Code::MissingKey, table.place(), "Het sjabloon heeft geen onderdelen.")
                .hint("Zet er minstens één groep [[secties]] in, met id en kop."),
        );
        return None;
    }
    Some(Form {
        id: id.to_owned(),
        kind,
        name: name?.value,
        addressee,
        salutation,
        fields,
        sections,
        closing,
        signatories,
        footnote,
        html,
        charts,
        contents,
    })
}

fn report_doubles(table: &TomlTable<'_, FormKeys>, sections: &[Section], findings: &mut Findings) {
    for (index, section) in sections.iter().enumerate() {
        if sections[..index].iter().any(|earlier| earlier.id == section.id) {
            findings.push(
                Finding::new(
                    Code::InvalidValue,
                    table.place(),
                    format!("Het onderdeel \"{}\" staat er twee keer.", section.id),
                )
                .hint("Geef elk onderdeel een eigen id."),
            );
        }
    }
}

/// Appendices come last in the letter, and so in its form.
fn report_appendices(table: &TomlTable<'_, FormKeys>, sections: &[Section], findings: &mut Findings) {
    let is_appendix = |section: &Section| section.kind == SectionKind::Appendix;
    let after = sections.iter().skip_while(|section| !is_appendix(section));
    if let Some(section) = after.into_iter().find(|section| !is_appendix(section)) {
        let message = format!("Het onderdeel \"{}\" staat na een bijlage.", section.id);
        findings.push(
            Finding::new(Code::InvalidValue, table.place(), message)
                .hint("Zet de onderdelen met soort = \"bijlage\" achteraan: zij komen na de handtekening."),
        );
    }
    if !sections.is_empty() && sections.iter().all(is_appendix) {
        findings.push(
            Finding::new(Code::InvalidValue, table.place(), "Het sjabloon heeft alleen bijlagen.")
                .hint("Geef de brief ook een onderdeel voor de handtekening: een groep [[secties]] zonder soort."),
        );
    }
}

fn read_field(table: &TomlTable<'_, FieldKeys>, findings: &mut Findings) -> Option<Field> {
    let key = table.get(FieldKeys::KEY, findings);
    let label = table.get(FieldKeys::LABEL, findings);
    let required = table.get(FieldKeys::REQUIRED, findings).unwrap_or(false);
    let kind = table.get(FieldKeys::KIND, findings).unwrap_or(FieldKind::Text);
    Some(Field { key: key?.value, label: label?.value, required, kind })
}

fn read_section(table: &TomlTable<'_, SectionKeys>, findings: &mut Findings) -> Option<Section> {
    let id = table.get(SectionKeys::ID, findings);
    let heading = table.get(SectionKeys::HEADING, findings);
    let required = table.get(SectionKeys::REQUIRED, findings).unwrap_or(false);
    let when_absent = table.get(SectionKeys::WHEN_ABSENT, findings).map(|text| text.value);
    let kind = table.get(SectionKeys::KIND, findings).unwrap_or_default();
    Some(Section { id: id?.value, heading: heading?.value, required, when_absent, kind })
}

fn read_signatory(table: &TomlTable<'_, SignatoryKeys>, findings: &mut Findings) -> Option<Signatory> {
    let role = table.get(SignatoryKeys::ROLE, findings);
    let name = table.get(SignatoryKeys::NAME, findings).map(|name| name.value).filter(|name| !name.is_empty());
    Some(Signatory { role: role?.value, name })
}
