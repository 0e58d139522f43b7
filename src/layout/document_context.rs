//! A document and the house style as a template sees them.

use chrono::Datelike;
use minijinja::context;
use minijinja::value::Value;

use crate::dutch::notation::Notation;
use crate::dutch::typography;
use crate::load::{Municipality, SectionKind};
use crate::text::{Document, SectionText, StatusNote};

use super::annex::{self, AnnexRow};
use super::blocks::{BlockWriter, LINE_COMMENT};
use super::slide_context;

/// The organisation and how it looks.
pub(super) fn house_context(municipality: &Municipality, logo: Option<String>) -> Value {
    context! {
        kleur => municipality.color.to_string(),
        logo => logo,
        bladzijden_vullen => municipality.fills_pages,
        lettertype => &municipality.font.value,
        organisatie => &municipality.organisation,
        afzender => &municipality.sender,
        contact => &municipality.contact,
    }
}

/// The document: its head, its sections or slides, its end.
pub(super) fn document_context(
    document: &Document,
    notation: &Notation,
    annex: &[AnnexRow],
    writer: &mut BlockWriter<'_>,
) -> Value {
    let form = &document.form;
    let typeset = |text: &Option<String>| text.as_deref().map(|text| typography::typeset(text, notation));
    let title = document.plain(&document.title);
    let title_markup = writer.heading(&document.title);
    let slides = document.show.is_some().then(|| slide_context::context_of(document, notation, writer));
    let cover = document.cover.as_ref().and_then(|cover| {
        let (file, alt) = writer.described_picture(cover)?;
        let line = cover.place.line_column().map_or(0, |(line, _)| line);
        Some(context! { bestand => file, alt => alt, regel => line })
    });
    let in_letter = document.sections.iter().filter(|section| section.slide.is_none());
    let (appendices, body): (Vec<_>, Vec<_>) = in_letter.partition(|section| section.kind == SectionKind::Appendix);
    let last = body.len().wrapping_sub(1);
    let mut section = |section: &SectionText, stays_with_closing: bool| {
        let is_boxed = section.kind == SectionKind::Boxed;
        let markup = match stays_with_closing {
            _ if is_boxed => writer.nested_blocks(&section.blocks),
            true => writer.last_blocks(&section.blocks),
            false => writer.blocks(&section.blocks),
        };
        // What follows a section is the layout's own again.
        let markup = Value::from_safe_string(format!("{markup}{LINE_COMMENT}0"));
        context! { kop => document.plain(&section.heading), kader => is_boxed, inhoud => markup }
    };
    let sections: Vec<Value> = body.iter().enumerate().map(|(index, one)| section(one, index == last)).collect();
    let appendices: Vec<Value> = appendices.iter().map(|one| section(one, false)).collect();
    // What the signs mean that were printed at numbers in running text.
    let remarks = || document.remarks(writer.signs_printed());
    let fields: Vec<Value> =
        document.fields.iter().map(|(label, value)| context! { label => label, waarde => value }).collect();
    let signatories: Vec<Value> =
        form.signatories.iter().map(|one| context! { functie => &one.role, naam => &one.name }).collect();
    context! {
        soort => &form.name,
        aanhef => &form.addressee,
        groet => typeset(&form.salutation),
        titel => title,
        regel => document.title_place.line_column().map_or(0, |(line, _)| line),
        titel_opmaak => Value::from_safe_string(title_markup),
        beeld => cover,
        kenmerk => reference_line(document),
        velden => fields,
        secties => sections,
        bijlagen => appendices,
        inhoudsopgave => document.contents,
        dias => slides.as_ref().map(|slides| slides.get_attr("dias").unwrap_or_default()),
        maat => slides.as_ref().map(|slides| slides.get_attr("maat").unwrap_or_default()),
        slot => typeset(&form.closing),
        ondertekenaars => signatories,
        voetnoot => typeset(&form.footnote),
        herkomst => annex::context_of(annex, document),
        statusnoten => remarks().map(StatusNote::marked).collect::<Vec<String>>(),
        noten_zonder_teken => remarks()
            .filter(|note| note.sign().is_none())
            .map(|note| note.text.clone())
            .collect::<Vec<String>>(),
        tekens => remarks()
            .filter_map(|note| Some(context! { teken => note.sign()?, tekst => typography::typeset(&note.text, notation) }))
            .collect::<Vec<Value>>(),
        concept => !document.status.is_final(),
        geheim => typeset(&document.secrecy),
        versie => document.version,
        correctie => typeset(&document.correction),
        status => document.status.word(),
        periode => document.id.period.in_words(),
        omschrijving => format!("{} over {}", form.name, document.id.period.in_words()),
        trefwoorden => &document.keywords,
        datum => context! { jaar => document.date.year(), maand => document.date.month(), dag => document.date.day() },
    }
}

/// What the running head prints at the right: the case number with its label, if the document has one.
fn reference_line(document: &Document) -> String {
    let field = document.form.fields.iter().find(|field| field.key == "zaaknummer" || field.key == "kenmerk");
    let value = field.and_then(|field| document.fields.iter().find(|(label, _)| *label == field.label));
    value.map(|(label, value)| format!("{label}\u{a0}{value}")).unwrap_or_default()
}
