//! Marks of notes: a raised "1" behind a number or a name. Calamine gives the text of a cell as one, so that "157" with a
//! note 1 is "1571". In: the shared texts of a workbook; out: those with something raised in them, and what they are
//! without.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::parts::xml;
use crate::load::table::raw::Field;
use crate::load::table::workbook::archive::Archive;
use crate::load::table::workbook::attribute::attribute;
use crate::load::table::workbook::refusal::Refusal;

/// Where Excel keeps texts.
const SHARED: &str = "xl/sharedStrings.xml";

/// A larger file than this is not gone through for notes; calamine reads it all the same.
const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// Texts with something raised in them, each with what it is without.
#[derive(Debug, Default)]
pub(crate) struct Notes(HashMap<String, String>);

impl Notes {
    pub fn read(archive: &mut Archive<'_>) -> Result<Self, Refusal> {
        if !archive.has(SHARED) {
            return Ok(Self::default());
        }
        match archive.text(SHARED, MOST_BYTES)? {
            Some(text) if memchr::memmem::find(text.as_bytes(), b"superscript").is_some() => Self::of(&text),
            _ => Ok(Self::default()),
        }
    }

    fn of(text: &str) -> Result<Self, Refusal> {
        let mut notes = HashMap::new();
        let (mut whole, mut plain) = (String::new(), String::new());
        let (mut is_raised, mut in_text) = (false, false);
        let mut reader = xml(text.as_bytes());
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer).map_err(|_| Refusal::Damaged)? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "si" => (whole, plain) = (String::new(), String::new()),
                    "r" => is_raised = false,
                    "t" => in_text = true,
                    _ => is_raised |= raises(&tag),
                },
                Event::Empty(tag) => is_raised |= raises(&tag),
                Event::Text(found) if in_text => {
                    whole += &found;
                    if !is_raised {
                        plain += &found;
                    }
                }
                Event::End(tag) => match tag.local_name().as_ref() {
                    "t" => in_text = false,
                    "r" => is_raised = false,
                    "si" if whole != plain => {
                        notes.insert(whole.trim().to_owned(), plain.trim().to_owned());
                    }
                    _ => {}
                },
                Event::Eof => return Ok(Self(notes)),
                _ => {}
            }
            buffer.clear();
        }
    }

    /// What a cell with this text holds, if a note stands in it: a name without it, or a number that nobody should read.
    pub fn without(&self, text: &str) -> Option<Field> {
        if self.0.is_empty() {
            return None;
        }
        let plain = self.0.get(text.trim())?;
        let is_number = plain.ends_with(|last: char| last.is_ascii_digit() || last == '%');
        Some(if is_number { Field::Noted(plain.clone()) } else { Field::text(plain) })
    }
}

fn raises(tag: &BytesStart<'_>) -> bool {
    tag.local_name().as_ref() == "vertAlign" && attribute(tag, "val").as_deref() == Some("superscript")
}
