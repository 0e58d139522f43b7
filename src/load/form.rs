//! `templates/<form>/sjabloon.toml`: the fields, sections and closing of a kind of letter, or the fields of a
//! kind of presentation.

use crate::diagnostic::{Code, Finding, Findings};
use crate::project::DocumentKind;

use super::toml::{Located, TomlTable};

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
    /// Whether each letter must give it.
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
    /// What the letter is called, e.g. "Raadsinformatiebrief".
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
}

/// Reads a form.
pub fn read(id: &str, table: &TomlTable<'_>, findings: &mut Findings) -> Option<Form> {
    let name = table.required_text("naam", findings);
    let kinds = DocumentKind::ALL.map(|kind| (kind.word(), kind));
    let kind = table.choice("voor", &kinds, findings).unwrap_or(DocumentKind::Letter);
    let text = |key, findings: &mut Findings| table.text(key, findings).map(|text| text.value);
    let addressee = text("aanhef", findings);
    let salutation = text("groet", findings);
    let footnote = text("voetnoot", findings);
    let fields = table.tables("velden", findings).iter().filter_map(|field| read_field(field, findings)).collect();
    let sections: Vec<Section> =
        table.tables("secties", findings).iter().filter_map(|section| read_section(section, findings)).collect();
    report_doubles(table, &sections, findings);
    let closing = table.table("slot", findings).and_then(|closing| {
        let words = closing.text("tekst", findings).map(|text| text.value);
        closing.finish(findings);
        words
    });
    let signatories =
        table.tables("ondertekenaars", findings).iter().filter_map(|one| read_signatory(one, findings)).collect();
    if kind == DocumentKind::Presentation && !sections.is_empty() {
        findings.push(
            Finding::new(Code::InvalidValue, table.place(), "Een presentatie heeft geen vaste onderdelen.")
                .hint("Haal de groepen [[secties]] weg. In een presentatie begint elke kop een dia."),
        );
    }
    table.finish(findings);
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
    })
}

fn report_doubles(table: &TomlTable<'_>, sections: &[Section], findings: &mut Findings) {
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

fn read_field(table: &TomlTable<'_>, findings: &mut Findings) -> Option<Field> {
    let key = table.required_text("sleutel", findings);
    let label = table.required_text("label", findings);
    let required = table.flag("verplicht", findings).unwrap_or(false);
    let kinds = [("tekst", FieldKind::Text), ("datum", FieldKind::Date), ("lijst", FieldKind::List)];
    let kind = table.choice("soort", &kinds, findings).unwrap_or(FieldKind::Text);
    table.finish(findings);
    Some(Field { key: key?.value, label: label?.value, required, kind })
}

fn read_section(table: &TomlTable<'_>, findings: &mut Findings) -> Option<Section> {
    let id = table.required_text("id", findings);
    let heading = table.required_text("kop", findings);
    let required = table.flag("verplicht", findings).unwrap_or(false);
    let when_absent = table.text("leeg", findings).map(|text| text.value);
    table.finish(findings);
    Some(Section { id: id?.value, heading: heading?.value, required, when_absent })
}

fn read_signatory(table: &TomlTable<'_>, findings: &mut Findings) -> Option<Signatory> {
    let role = table.required_text("functie", findings);
    let name = table.text("naam", findings).map(|name: Located<String>| name.value).filter(|name| !name.is_empty());
    table.finish(findings);
    Some(Signatory { role: role?.value, name })
}
