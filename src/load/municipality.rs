//! `data/gemeente.toml`: the organisation, its house style, its notation, its abbreviations.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::color::{Rgb, TEXT_CONTRAST, WHITE, contrast, for_text};
use crate::diagnostic::{Code, Finding, Findings, Place, Policy};
use crate::dutch::notation::{EuroStyle, Notation, PercentStyle, QuoteStyle, RangeStyle};

use crate::project::MARKER;

use super::policy::{self, PolicyKeys};
use super::privacy::{self, Privacy, PrivacyKeys};
use super::toml::{Choice, Flag, Integer, Located, Subtable, Text, Texts, TomlDocument, TomlTable, Word, keys};

/// The bundled family, which serves where the house style names none.
pub const DEFAULT_FONT: &str = "Source Sans 3";

/// For so many days things are kept where the municipality says nothing of it.
const USUAL_DAYS_KEPT: u32 = 90;

/// Everything that belongs to the organisation rather than to one document.
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
    /// Whether charts and tables float to the next page, so that text flows up where they would leave a hole.
    pub fills_pages: bool,
    /// The text font's family.
    pub font: Located<String>,
    /// Lines of the contact block.
    pub contact: Vec<String>,
    /// How numbers and quotation marks are written.
    pub notation: Notation,
    /// How people are protected in the numbers.
    pub privacy: Privacy,
    /// Abbreviations and what they stand for.
    pub abbreviations: BTreeMap<String, String>,
    /// Words in lower case after which a typed number is a name, besides those that are known.
    pub numbers_after: Arc<[String]>,
    /// For so many days after sending what is kept of the making of a document stays: earlier versions, comments, what was
    /// thrown away; 0: no earlier version is kept, and the bin not longer than it must.
    pub days_kept: u32,
    /// How bad each kind of finding is here.
    pub policy: Arc<Policy>,
    /// Whether documents can be made in this style; with errors in it they are only checked.
    pub usable: bool,
}

impl Municipality {
    /// Stands in for a file that cannot be read, so that documents can still be checked.
    pub fn unreadable() -> Self {
        Self {
            name: String::new(),
            organisation: String::new(),
            sender: String::new(),
            color: default_color(),
            logo: None,
            fills_pages: true,
            font: Located { value: DEFAULT_FONT.to_owned(), place: Place::file(MARKER) },
            contact: Vec::new(),
            notation: Notation::default(),
            privacy: Privacy::default(),
            abbreviations: BTreeMap::new(),
            numbers_after: Arc::default(),
            days_kept: USUAL_DAYS_KEPT,
            policy: Arc::default(),
            usable: false,
        }
    }
}

keys! {
    /// `data/gemeente.toml`
    MunicipalityKeys: "Gemeente", "De organisatie: naam, huisstijl, contact, notatie, afkortingen en meldingen.", {
        NAME: required Text = "naam", "De naam van de gemeente, zoals Dordrecht.";
        ORGANISATION: required Text = "organisatie",
            "De organisatie zoals die in het briefhoofd staat, zoals Gemeente Dordrecht.";
        SENDER: optional Text = "afzender", "Wie het document stuurt. Dit wordt de auteur van de PDF.";
        CODE: optional Text = "code", "De code van de gemeente, zoals gm0505.";
        STYLE: optional Subtable<StyleKeys> = "huisstijl", "De kleur, het logo en het lettertype van de documenten.";
        CONTACT: optional Subtable<ContactKeys> = "contact", "De contactgegevens in het briefhoofd.";
        NOTATION: optional Subtable<NotationKeys> = "notatie", "Zo schrijft Griffel getallen en aanhalingstekens.";
        PRIVACY: optional Subtable<PrivacyKeys> = "privacy", "Hoe Griffel kleine aantallen mensen weglaat.";
        ABBREVIATIONS: optional Subtable<AbbreviationKeys> = "afkortingen", "Wat elke afkorting betekent.";
        NUMBERS_AFTER: optional Texts = "nummers_na",
            "Woorden waarna een getal een naam is en geen cijfer, zoals deelgebied in: deelgebied 12.";
        KEEPING: optional Subtable<KeepingKeys> = "bewaren",
            "Hoe lang Griffel eerdere versies, opmerkingen en de prullenbak bewaart.";
        POLICY: optional Subtable<PolicyKeys> = "bevindingen", "Hoe zwaar een melding telt: fout, waarschuwing of uit.";
    }
}

keys! {
    /// `[huisstijl]`
    StyleKeys: "Huisstijl", "De kleur, het logo en het lettertype van de documenten.", {
        COLOR: optional Text = "kleur", "De huiskleur, zoals \"#1f5a7a\".";
        LOGO: optional Text = "logo", "Het logo, een bestand in de map data: SVG, PNG of JPEG.";
        FONT: optional Text = "lettertype",
            "De naam van het lettertype. Een eigen lettertype staat in de map fonts.";
        FILLS_PAGES: optional Flag = "bladzijden_vullen",
            "Of grafieken, tabellen en afbeeldingen naar de volgende bladzijde mogen, zodat er geen wit blijft. Zonder deze sleutel: ja.";
    }
}

keys! {
    /// `[contact]`
    ContactKeys: "Contact", "De contactgegevens in het briefhoofd.", {
        ADDRESS: optional Texts = "adres", "Het adres, een regel per tekst.";
        PHONE: optional Text = "telefoon", "Het telefoonnummer.";
        EMAIL: optional Text = "email", "Het e-mailadres.";
        WEBSITE: optional Text = "website", "De website.";
    }
}

keys! {
    /// `[notatie]`
    NotationKeys: "Notatie", "Zo schrijft Griffel getallen en aanhalingstekens.", {
        THOUSANDS_FROM: optional Integer<1000, 4_294_967_295> = "duizendtal_vanaf",
            "Vanaf dit getal staat er een punt in duizendtallen, in de tekst.";
        EURO: optional Choice<EuroStyle> = "euro",
            "Een heel bedrag: gewoon (€ 500) of met een streepje (€ 500,-).";
        PERCENT: optional Choice<PercentStyle> = "procent", "Een percentage: 17% of 17 procent, in de tekst.";
        RANGE: optional Choice<RangeStyle> = "bereik",
            "Twee jaren die u typt als 2021-2023: met een streepje of met woorden.";
        QUOTES: optional Choice<QuoteStyle> = "aanhalingstekens", "Aanhalingstekens: enkel (‘zo’) of dubbel (“zo”).";
    }
}

keys! {
    /// `[afkortingen]`
    AbbreviationKeys: "Afkortingen", "Wat elke afkorting betekent. In de tekst schrijft u afk(\"SOJ\").", {}
    others: names Text, "De afkorting voluit.";
}

keys! {
    /// `[bewaren]`
    KeepingKeys: "Bewaren", "Hoe lang Griffel eerdere versies, opmerkingen en de prullenbak bewaart.", {
        DAYS: optional Integer<0, 3650> = "dagen",
            "Zoveel dagen na het verzenden gaan ze weg. Zonder deze sleutel: 90. Met 0 bewaart Griffel geen eerdere versies. De prullenbak blijft altijd minstens 7 dagen.";
    }
}

impl Word for EuroStyle {
    const WORDS: &'static [(&'static str, Self)] = &[("gewoon", Self::Plain), ("streepje", Self::Dash)];
}

impl Word for PercentStyle {
    const WORDS: &'static [(&'static str, Self)] = &[("teken", Self::Sign), ("woord", Self::Word)];
}

impl Word for RangeStyle {
    const WORDS: &'static [(&'static str, Self)] = &[("streepje", Self::Dash), ("tot en met", Self::Words)];
}

impl Word for QuoteStyle {
    const WORDS: &'static [(&'static str, Self)] = &[("enkel", Self::Single), ("dubbel", Self::Double)];
}

/// Reads the file; with an error in it no document would be right.
pub fn read(document: &TomlDocument<'_>, all_findings: &mut Findings) -> Municipality {
    let findings = &mut Findings::new();
    let table = document.root::<MunicipalityKeys>(findings);
    let name = table.get(MunicipalityKeys::NAME, findings);
    let organisation = table.get(MunicipalityKeys::ORGANISATION, findings);
    let sender = table.get(MunicipalityKeys::SENDER, findings);
    // For other programs; here it must only be text.
    table.get(MunicipalityKeys::CODE, findings);
    let style = table.get(MunicipalityKeys::STYLE, findings);
    let color = style.as_ref().map_or_else(default_color, |style| read_color(style, findings));
    let logo = style.as_ref().and_then(|style| style.get(StyleKeys::LOGO, findings));
    let font = style.as_ref().and_then(|style| style.get(StyleKeys::FONT, findings));
    let fills_pages = style.as_ref().and_then(|style| style.get(StyleKeys::FILLS_PAGES, findings)) != Some(false);
    let contact = table.get(MunicipalityKeys::CONTACT, findings);
    let contact = contact.map(|contact| read_contact(&contact, findings)).unwrap_or_default();
    let notation = table.get(MunicipalityKeys::NOTATION, findings);
    let notation = notation.map(|notation| read_notation(&notation, findings)).unwrap_or_default();
    let privacy = table.get(MunicipalityKeys::PRIVACY, findings);
    let privacy = privacy.map(|table| privacy::read(&table, findings)).unwrap_or_default();
    let abbreviations = match table.get(MunicipalityKeys::ABBREVIATIONS, findings) {
        Some(all) => {
            let all = all.others(findings).into_iter();
            all.filter_map(|(short, long)| Some((short.value, long?.value))).collect()
        }
        None => BTreeMap::new(),
    };
    let numbers_after = table.get(MunicipalityKeys::NUMBERS_AFTER, findings);
    let days_kept = table.get(MunicipalityKeys::KEEPING, findings).map(|table| read_days_kept(&table, findings));
    let policy = table.get(MunicipalityKeys::POLICY, findings).map(|table| policy::read(&table, findings));
    let policy = Arc::new(policy.unwrap_or_default());
    findings.adopt(policy.clone());
    let organisation = organisation.map(|organisation| organisation.value).unwrap_or_default();
    let municipality = Municipality {
        name: name.map(|name| name.value).unwrap_or_default(),
        sender: sender.map_or_else(|| organisation.clone(), |sender| sender.value),
        organisation,
        color,
        logo: logo.map(|logo| Located { value: format!("data/{}", logo.value), place: logo.place }),
        font: font.unwrap_or_else(|| Located { value: DEFAULT_FONT.to_owned(), place: table.place() }),
        fills_pages,
        contact,
        notation,
        privacy,
        abbreviations,
        numbers_after: numbers_after.iter().map(|word| word.value.trim().to_lowercase()).collect(),
        days_kept: days_kept.unwrap_or(USUAL_DAYS_KEPT),
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

fn read_color(style: &TomlTable<'_, StyleKeys>, findings: &mut Findings) -> Rgb {
    let Some(text) = style.get(StyleKeys::COLOR, findings) else { return default_color() };
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

fn read_contact(contact: &TomlTable<'_, ContactKeys>, findings: &mut Findings) -> Vec<String> {
    let mut lines = contact.get(ContactKeys::ADDRESS, findings);
    for key in [ContactKeys::PHONE, ContactKeys::EMAIL, ContactKeys::WEBSITE] {
        lines.extend(contact.get(key, findings));
    }
    lines.into_iter().map(|line| line.value).collect()
}

fn read_days_kept(table: &TomlTable<'_, KeepingKeys>, findings: &mut Findings) -> u32 {
    let Some(found) = table.get(KeepingKeys::DAYS, findings) else { return USUAL_DAYS_KEPT };
    let range = KeepingKeys::DAYS.range();
    match u32::try_from(found.value) {
        Ok(days) if range.contains(&found.value) => days,
        _ => {
            let message = format!("\"dagen\" is een getal van {} tot en met {}.", range.start(), range.end());
            findings.push(Finding::new(Code::InvalidValue, found.place, message));
            USUAL_DAYS_KEPT
        }
    }
}

fn read_notation(table: &TomlTable<'_, NotationKeys>, findings: &mut Findings) -> Notation {
    let mut notation = Notation::default();
    if let Some(from) = table.get(NotationKeys::THOUSANDS_FROM, findings) {
        let range = NotationKeys::THOUSANDS_FROM.range();
        match u32::try_from(from.value) {
            Ok(number) if range.contains(&from.value) => notation.thousands_from = number,
            _ => {
                let message = format!("\"duizendtal_vanaf\" moet {} of hoger zijn.", range.start());
                findings.push(Finding::new(Code::InvalidValue, from.place, message));
            }
        }
    }
    notation.euro = table.get(NotationKeys::EURO, findings).unwrap_or(notation.euro);
    notation.percent = table.get(NotationKeys::PERCENT, findings).unwrap_or(notation.percent);
    notation.range = table.get(NotationKeys::RANGE, findings).unwrap_or(notation.range);
    notation.quotes = table.get(NotationKeys::QUOTES, findings).unwrap_or(notation.quotes);
    notation
}
