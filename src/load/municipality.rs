//! `data/gemeente.toml`: the organisation, its house style, its notation, its abbreviations.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::color::{Rgb, TEXT_CONTRAST, WHITE, contrast, for_text};
use crate::diagnostic::{Code, Finding, Findings, Place, Policy};
use crate::dutch::notation::{EuroStyle, Notation, PercentStyle, QuoteStyle, RangeStyle};

use crate::project::MARKER;

use super::policy;
use super::privacy::{self, Privacy};
use super::toml::{Located, TomlTable};

/// The bundled family, which serves where the house style names none.
pub const DEFAULT_FONT: &str = "Source Sans 3";

/// Everything that belongs to the organisation rather than to one letter.
#[derive(Debug, Clone)]
pub struct Municipality {
    /// "Dordrecht"
    pub name: String,
    /// "Gemeente Dordrecht", as the letterhead prints it.
    pub organisation: String,
    /// Who signs for the contents: the PDF's author.
    pub sender: String,
    /// The house colour, dark enough for text.
    pub color: Rgb,
    /// Path of the logo relative to the root, e.g. `data/logo.svg`.
    pub logo: Option<Located<String>>,
    /// The text font's family.
    pub font: Located<String>,
    /// Lines of the contact block.
    pub contact: Vec<String>,
    /// How numbers and quotation marks are written.
    pub notation: Notation,
    /// How people are protected in the figures.
    pub privacy: Privacy,
    /// Abbreviations and what they stand for.
    pub abbreviations: BTreeMap<String, String>,
    /// How bad each kind of finding is here.
    pub policy: Arc<Policy>,
    /// Whether letters can be made in this style; with errors in it they are only checked.
    pub usable: bool,
}

impl Municipality {
    /// Stands in for a file that cannot be read, so that letters can still be checked.
    pub fn unreadable() -> Self {
        Self {
            name: String::new(),
            organisation: String::new(),
            sender: String::new(),
            color: default_color(),
            logo: None,
            font: Located { value: DEFAULT_FONT.to_owned(), place: Place::file(MARKER) },
            contact: Vec::new(),
            notation: Notation::default(),
            privacy: Privacy::default(),
            abbreviations: BTreeMap::new(),
            policy: Arc::default(),
            usable: false,
        }
    }
}

/// Reads the file; with an error in it no letter would be right.
pub fn read(table: &TomlTable<'_>, all_findings: &mut Findings) -> Municipality {
    let findings = &mut Findings::new();
    let name = table.required_text("naam", findings);
    let organisation = table.required_text("organisatie", findings);
    let sender = table.text("afzender", findings);
    table.text("code", findings);
    let style = table.table("huisstijl", findings);
    let (color, logo, font) = match &style {
        Some(style) => {
            let read = (read_color(style, findings), style.text("logo", findings), style.text("lettertype", findings));
            style.finish(findings);
            read
        }
        None => (default_color(), None, None),
    };
    let contact = table.table("contact", findings).map(|contact| read_contact(&contact, findings)).unwrap_or_default();
    let notation =
        table.table("notatie", findings).map(|notation| read_notation(&notation, findings)).unwrap_or_default();
    let privacy = table.table("privacy", findings).map(|table| privacy::read(&table, findings)).unwrap_or_default();
    let abbreviations = match table.table("afkortingen", findings) {
        Some(abbreviations) => {
            abbreviations.text_entries(findings).into_iter().map(|(short, long)| (short, long.value)).collect()
        }
        None => BTreeMap::new(),
    };
    let policy = table.table("bevindingen", findings).map(|table| policy::read(&table, findings));
    let policy = Arc::new(policy.unwrap_or_default());
    table.finish(findings);
    findings.adopt(policy.clone());
    let organisation = organisation.map(|organisation| organisation.value).unwrap_or_default();
    let municipality = Municipality {
        name: name.map(|name| name.value).unwrap_or_default(),
        sender: sender.map_or_else(|| organisation.clone(), |sender| sender.value),
        organisation,
        color,
        logo: logo.map(|logo| Located { value: format!("data/{}", logo.value), place: logo.place }),
        font: font.unwrap_or_else(|| Located { value: DEFAULT_FONT.to_owned(), place: table.place() }),
        contact,
        notation,
        privacy,
        abbreviations,
        policy,
        usable: !findings.has_errors(),
    };
    all_findings.extend(std::mem::take(findings));
    all_findings.adopt(municipality.policy.clone());
    municipality
}

fn default_color() -> Rgb {
    Rgb(0x1f, 0x5a, 0x7a)
}

fn read_color(style: &TomlTable<'_>, findings: &mut Findings) -> Rgb {
    let Some(text) = style.text("kleur", findings) else { return default_color() };
    let Ok(color) = text.value.parse::<Rgb>() else {
        findings.push(
            Finding::new(Code::InvalidValue, text.place, format!("\"{}\" is geen kleur.", text.value))
                .hint("Schrijf een kleur als \"#1f5a7a\"."),
        );
        return default_color();
    };
    if contrast(color, WHITE) < TEXT_CONTRAST {
        findings.push(
            Finding::new(
                Code::WeakContrast,
                text.place,
                format!("De huiskleur {} is te licht voor tekst op wit.", text.value),
            )
            .hint("Griffel gebruikt een donkerder tint. Kies een donkerder kleur als u die tint zelf wilt bepalen."),
        );
    }
    for_text(color)
}

fn read_contact(contact: &TomlTable<'_>, findings: &mut Findings) -> Vec<String> {
    let mut lines: Vec<String> = contact.texts("adres", findings).into_iter().map(|line| line.value).collect();
    for key in ["telefoon", "email", "website"] {
        lines.extend(contact.text(key, findings).map(|text| text.value));
    }
    contact.finish(findings);
    lines
}

fn read_notation(table: &TomlTable<'_>, findings: &mut Findings) -> Notation {
    let mut notation = Notation::default();
    if let Some(from) = table.integer("duizendtal_vanaf", findings) {
        match u32::try_from(from.value) {
            Ok(from) if from >= 1000 => notation.thousands_from = from,
            _ => findings.push(Finding::new(
                Code::InvalidValue,
                from.place,
                "\"duizendtal_vanaf\" moet 1000 of hoger zijn.",
            )),
        }
    }
    let euro = [("gewoon", EuroStyle::Plain), ("streepje", EuroStyle::Dash)];
    notation.euro = table.choice("euro", &euro, findings).unwrap_or(notation.euro);
    let percent = [("teken", PercentStyle::Sign), ("woord", PercentStyle::Word)];
    notation.percent = table.choice("procent", &percent, findings).unwrap_or(notation.percent);
    let range = [("streepje", RangeStyle::Dash), ("tot en met", RangeStyle::Words)];
    notation.range = table.choice("bereik", &range, findings).unwrap_or(notation.range);
    let quotes = [("enkel", QuoteStyle::Single), ("dubbel", QuoteStyle::Double)];
    notation.quotes = table.choice("aanhalingstekens", &quotes, findings).unwrap_or(notation.quotes);
    table.finish(findings);
    notation
}
