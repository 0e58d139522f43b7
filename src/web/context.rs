//! A document and its organisation as the templates of pages see them.

use std::collections::BTreeMap;

use minijinja::context;
use minijinja::value::Value;

use chrono::NaiveDate;

use crate::color::{Rgb, TEXT_CONTRAST, WHITE, contrast};
use crate::dutch::period::date_in_words;
use crate::dutch::typography;
use crate::layout::{SmallPrint, annex_context};
use crate::load::{FieldKind, Municipality, SectionKind};
use crate::text::{Block, BlockContent, Document, SectionText, SlideLayout, Span, StatusNote, Words, visit_spans};

use super::blocks;
use super::content::Content;
use super::escape::{address_of, escaped};
use super::tags::Medium;
use super::writer::HtmlWriter;

/// The background of a page in the dark; the templates have the same.
const DARK: Rgb = Rgb(0x12, 0x18, 0x1c);

/// At most so many paragraphs are a summary.
const SUMMARY: usize = 3;

/// The organisation and how it looks; `logo` is a `data:` address.
pub(super) fn house_context(municipality: &Municipality, logo: Option<&String>) -> Value {
    let lines = municipality.contact.iter().map(|line| context! { tekst => line, adres => address_of(line) });
    context! {
        kleur => municipality.color.to_string(),
        kleur_donker => on_dark(municipality.color).to_string(),
        logo => logo,
        organisatie => &municipality.organisation,
        afzender => &municipality.sender,
        contact => lines.collect::<Vec<Value>>(),
        vraagbaak => whom_to_ask(&municipality.contact),
    }
}

/// The house colour, made light enough for text on a dark page.
fn on_dark(color: Rgb) -> Rgb {
    let tints = (0..=20).map(|step| color.mix(WHITE, f64::from(step) / 20.0));
    tints.into_iter().find(|tint| contrast(*tint, DARK) >= TEXT_CONTRAST + 1.0).unwrap_or(WHITE)
}

/// Where somebody asks for another form: the mailbox, or else the telephone.
fn whom_to_ask(contact: &[String]) -> Option<Value> {
    let is_phone = |line: &&String| {
        line.chars().filter(char::is_ascii_digit).count() >= 5
            && line.chars().all(|one| one.is_ascii_digit() || " +-()".contains(one))
    };
    let mut mailboxes = contact.iter().filter(|line| line.contains('@'));
    let mailbox = mailboxes.find_map(|line| Some((line, address_of(line)?)));
    let phone = || contact.iter().find(is_phone).map(|line| (line, format!("tel:{}", line.replace(' ', ""))));
    mailbox.or_else(phone).map(|(line, address)| context! { tekst => line, adres => address })
}

/// The document: its head, its sections or slides, its end.
pub(super) fn document_context(content: &Content<'_>, pictures: &BTreeMap<String, String>, medium: Medium) -> Value {
    let Content { document, municipality, drawings, annex } = content;
    let notation = &municipality.notation;
    let mut writer = HtmlWriter::new(document, notation, drawings, pictures, medium);
    let typeset = |text: &Option<String>| text.as_deref().map(|text| typography::typeset(text, notation));
    let form = &document.form;
    let title = writer.unmarked(&document.title);
    let cover = blocks::blocks(&mut writer, &document.cover);
    let sections = document.sections.iter().enumerate().filter(|(_, section)| section.slide.is_none());
    let (mut in_letter, mut appendices, mut contents) = (Vec::new(), Vec::new(), Vec::new());
    for (index, section) in sections {
        let text = blocks::blocks(&mut writer, &section.blocks);
        let (number, heading) = (index + 1, document.plain(&section.heading));
        let parts =
            writer.take_headings().into_iter().map(|(name, words)| context! { naam => name, kop => safe(words) });
        contents.push(context! { nummer => number, kop => &heading, delen => parts.collect::<Vec<Value>>() });
        let is_boxed = section.kind == SectionKind::Boxed;
        let one = context! { nummer => number, kop => heading, kader => is_boxed, inhoud => safe(text) };
        if section.kind == SectionKind::Appendix { appendices.push(one) } else { in_letter.push(one) }
    }
    let slides = document.sections.iter().enumerate();
    let slides: Vec<Value> =
        slides.filter_map(|(index, section)| slide(content, index + 2, section, &mut writer)).collect();
    let footnotes = blocks::footnotes(&mut writer);
    let signatories = form.signatories.iter().map(|one| context! { functie => &one.role, naam => &one.name });
    let status_notes = status_notes(document, &writer);
    context! {
        soort => &form.name,
        presentatie => document.show.is_some(),
        aanhef => &form.addressee,
        groet => typeset(&form.salutation),
        titel => document.plain(&document.title),
        titel_opmaak => safe(title),
        beeld => safe(cover),
        velden => fields(document),
        secties => in_letter,
        bijlagen => appendices,
        inhoudsopgave => if document.contents { contents } else { Vec::new() },
        dias => slides,
        noten => safe(footnotes),
        statusnoten => status_notes,
        slot => typeset(&form.closing),
        ondertekenaars => signatories.collect::<Vec<Value>>(),
        voetnoot => typeset(&form.footnote),
        herkomst => annex_context(annex, document),
        concept => !document.status.is_final(),
        status => document.status.word(),
        versie => document.version,
        correctie => typeset(&document.correction),
        periode => document.id.period.in_words(),
        omschrijving => format!("{} over {}", form.name, document.id.period.in_words()),
        trefwoorden => &document.keywords,
        datum => context! { dag => document.date.to_string(), woorden => date_in_words(document.date) },
    }
}

/// What the letter says in short, in its own words: what it has in a box, or else the first paragraph with a number from
/// the data and those that follow it, or else the first paragraphs; with what must be known of their numbers.
pub(super) fn summary_context(content: &Content<'_>) -> Value {
    let Content { document, municipality, drawings, .. } = content;
    let none = BTreeMap::new();
    let mut writer = HtmlWriter::new(document, &municipality.notation, drawings, &none, Medium::Page);
    let blocks = || document.sections.iter().map(|section| section.blocks.as_slice());
    let from = |is_first: &dyn Fn(&Block) -> bool| {
        blocks().find_map(|blocks| Some(&blocks[blocks.iter().position(is_first)?..]))
    };
    let boxed = document.sections.iter().find(|section| section.kind == SectionKind::Boxed);
    let boxed = boxed.and_then(|section| Some(&section.blocks[section.blocks.iter().position(is_paragraph)?..]));
    let tells = |block: &Block| is_paragraph(block) && tells_data(block, document);
    let message = boxed.or_else(|| from(&tells)).or_else(|| from(&is_paragraph));
    let mut paragraphs = Vec::new();
    for block in message.unwrap_or_default().iter().take_while(|block| is_paragraph(block)).take(SUMMARY) {
        if let BlockContent::Paragraph(spans) = &block.content {
            paragraphs.push(safe(writer.spans(&by_itself(spans, document))));
        }
    }
    let notes = status_notes(document, &writer);
    context! { alineas => paragraphs, noten => notes }
}

fn is_paragraph(block: &Block) -> bool {
    matches!(block.content, BlockContent::Paragraph(_))
}

/// Whether a number in it rests on cells of the data.
fn tells_data(block: &Block, document: &Document) -> bool {
    let mut found = false;
    visit_spans(std::slice::from_ref(block), &mut |span| {
        if let Span::Number(index) = span {
            found |= document.numbers.get(*index).is_some_and(|printed| !printed.number.cells.is_empty());
        }
    });
    found
}

/// Without footnotes, and with the names of charts and tables as words: neither is where the summary is.
fn by_itself(spans: &[Span], document: &Document) -> Vec<Span> {
    let alone = spans.iter().filter_map(|span| match span {
        Span::Footnote(_) => None,
        Span::Reference { .. } => {
            let words = document.plain(std::slice::from_ref(span));
            Some(Span::Given(Words::of_place(&words, &document.title_place)))
        }
        Span::Strong(inner) => Some(Span::Strong(by_itself(inner, document))),
        Span::Emphasis(inner) => Some(Span::Emphasis(by_itself(inner, document))),
        Span::Link { url, spans } => Some(Span::Link { url: url.clone(), spans: by_itself(spans, document) }),
        other => Some(other.clone()),
    });
    alone.collect()
}

/// The slides as a reader follows them: what is shown, and then what was said.
fn slide(content: &Content<'_>, number: usize, section: &SectionText, writer: &mut HtmlWriter<'_>) -> Option<Value> {
    let Content { document, municipality, .. } = content;
    let slide = section.slide.as_ref()?;
    writer.begin_part(format!("dia-{number}-"));
    let title = writer.unmarked(&section.heading);
    let is_picture = |block: &&Block| matches!(block.content, BlockContent::Picture(_) | BlockContent::Exhibit(_));
    // A table stands between what comes before and after it; pictures stand beside text, and are read last.
    let text = match slide.layout {
        SlideLayout::Table => blocks::blocks(writer, &section.blocks),
        _ => {
            let (pictures, texts): (Vec<&Block>, Vec<&Block>) = section.blocks.iter().partition(is_picture);
            blocks::blocks(writer, texts) + &blocks::blocks(writer, pictures)
        }
    };
    let footnotes = blocks::footnotes(writer);
    let below = small_print(document, municipality, section, writer);
    let is_last = slide.layout == SlideLayout::Closing;
    let addresses =
        municipality.contact.iter().filter(|line| is_last && (line.contains('@') || line.starts_with("www.")));
    let addresses = addresses.map(|line| context! { tekst => line, adres => address_of(line) });
    let notes = blocks::notes(writer, &slide.notes);
    let notes_footnotes = blocks::footnotes(writer);
    Some(context! {
        nummer => number,
        indeling => slide.layout.name(),
        kop => safe(title),
        inhoud => safe(text),
        adressen => addresses.collect::<Vec<Value>>(),
        noten => safe(footnotes),
        onder => safe(below),
        notities => safe(notes),
        noten_bij_notities => safe(notes_footnotes),
    })
}

/// Sources and notes of all that stands on a slide, each said once.
fn small_print(
    document: &Document,
    municipality: &Municipality,
    section: &SectionText,
    writer: &mut HtmlWriter<'_>,
) -> String {
    let notation = &municipality.notation;
    let print = SmallPrint::of(document, notation, section);
    let mut parts: Vec<String> = print.source().iter().map(|source| escaped(source)).collect();
    parts.extend(print.notes.iter().map(|note| writer.unmarked(note)));
    parts.extend(print.marks.iter().map(|note| escaped(&typography::typeset(&note.marked(), notation))));
    parts.extend(print.of_title.iter().map(|text| escaped(&typography::typeset(text, notation))));
    parts.join(" ")
}

/// The header fields; a date also as a machine reads it.
fn fields(document: &Document) -> Vec<Value> {
    let is_date =
        |label: &str| document.form.fields.iter().any(|field| field.label == label && field.kind == FieldKind::Date);
    let all = document.fields.iter().map(|(label, value)| {
        let day = if is_date(label) { day_of(value) } else { None };
        context! {
            label => label,
            waarde => value,
            dag => day.map(|day| day.to_string()),
            adres => address_of(value),
        }
    });
    all.collect()
}

/// The day that is written as "14 maart 2023".
fn day_of(words: &str) -> Option<NaiveDate> {
    let mut parts = words.split([' ', '\u{a0}']);
    let day = parts.next()?.parse().ok()?;
    let year = parts.nth(1)?.parse().ok()?;
    let days = (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(year, month, day));
    days.into_iter().find(|day| date_in_words(*day) == words)
}

/// What the signs mean that were printed at numbers in running text.
fn status_notes(document: &Document, writer: &HtmlWriter<'_>) -> Vec<String> {
    document.remarks(writer.signs_printed()).map(StatusNote::marked).collect()
}

fn safe(html: String) -> Value {
    Value::from_safe_string(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_words_is_known_again() {
        let day = NaiveDate::from_ymd_opt(2023, 3, 14).expect("a day");
        assert_eq!(day_of(&date_in_words(day)), Some(day));
        for words in ["14 maar 2023", "maart 2023", "", "31 februari 2023", "14 maart 2023 en later"] {
            assert_eq!(day_of(words), None, "{words}");
        }
    }

    #[test]
    fn every_house_colour_can_be_read_in_the_dark() {
        for color in [Rgb(0x1f, 0x5a, 0x7a), Rgb(0, 0, 0), Rgb(0x80, 0, 0), WHITE] {
            assert!(contrast(on_dark(color), DARK) >= TEXT_CONTRAST, "{color}");
        }
    }

    #[test]
    fn who_needs_another_form_asks_by_mail_or_else_by_telephone() {
        let ask = |lines: &[&str]| {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            whom_to_ask(&lines).map(|found| found.get_attr("adres").map(|one| one.to_string()).unwrap_or_default())
        };
        assert_eq!(ask(&["Plein 1", "078 000 00 00", "a@b.nl"]).as_deref(), Some("mailto:a@b.nl"));
        assert_eq!(ask(&["Plein 1", "078 000 00 00"]).as_deref(), Some("tel:0780000000"));
        assert_eq!(ask(&["Plein 1", "3311 AA Dordrecht"]), None);
    }
}
