//! Changes to a file, of the kinds that make programs fall: bytes for all, words and numbers for texts, parts for
//! archives, checksums put right for pictures.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::random::Random;

/// What texts of all kinds do not expect.
const WORDS: [&str; 78] = [
    "1e30",
    "-1e30",
    "99999999999999999999",
    "-1",
    "0",
    "0,0000001",
    "1e400",
    "NaN",
    "-0",
    "1.7976931348623157e308",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{e000}",
    "\u{10ffff}",
    "e\u{301}\u{301}\u{301}",
    "ﷺ",
    "\r",
    "\t",
    "\u{2028}",
    "\u{a0}",
    "𝄞",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{{ jnv_kosten }}",
    "{% for a in range(100000) %}",
    "{% endfor %}",
    "{% if",
    "{% set x = x ~ x %}",
    "{{ grafiek(\"jnv-fte\") }}",
    "{{ tabel(\"jnv-fte\") }}",
    "{{ range(9) }}",
    "{{ \"a\" * 99999999 }}",
    "{{ akkoord(\"C001\", \"x\") }}",
    "[",
    "](",
    "![a](foto.jpg)",
    "![a](../../etc/passwd)",
    "[^a]",
    "[^a]: noot",
    "# ",
    "###### ",
    "> ",
    "- ",
    "1. ",
    "|a|b|\n|-|-|\n",
    "***",
    "```",
    "<!--",
    "&#xE000;",
    "+++",
    "\"\"\"",
    "= ",
    "[[",
    "]]",
    "a.b.c = 1",
    "\\",
    "\"",
    "'",
    ";",
    ",",
    "<use href=\"#a\"/>",
    "<g transform=\"scale(1e6)\">",
    "<filter id=\"f\">",
    "<feTurbulence numOctaves=\"99999\"/>",
    "<path d=\"M0 0A1e30 1e30 0 0 1 9 9\"/>",
    "<!ENTITY a \"b\">",
    "&a;",
    "url(#f)",
    "<style>*{fill:url(#f)}</style>",
    "stroke-dasharray=\"0.0001\"",
    "font-size=\"1e9\"",
    "<image href=\"data:image/png;base64,AAAA\"/>",
    "</svg>",
];

/// A changed copy of a file; `others` are files to borrow from.
pub fn mutated(name: &str, bytes: &[u8], others: &[(String, Vec<u8>)], random: &mut Random) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    let extension = name.rsplit('.').next().unwrap_or_default();
    for _ in 0..=random.below(3) {
        changed = match extension {
            "xlsx" | "ods" if random.below(4) > 0 => in_archive(&changed, random).unwrap_or(changed),
            "toml" | "md" | "csv" | "json" | "j2" | "svg" if random.below(6) > 0 => in_text(&changed, random),
            _ if random.below(20) == 0 => random.pick(others).1.clone(),
            _ => in_bytes(&changed, others, random),
        };
        // What is larger than any file of people only takes time.
        changed.truncate(4_000_000);
    }
    if changed.starts_with(b"\x89PNG") && random.below(3) > 0 {
        right_checksums(&mut changed);
    }
    changed
}

fn in_bytes(bytes: &[u8], others: &[(String, Vec<u8>)], random: &mut Random) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    let at = random.below(changed.len() + 1);
    let end = (at + random.length()).min(changed.len());
    match random.below(8) {
        0 => changed.truncate(at),
        1 => drop(changed.drain(at..end)),
        2 => drop(changed.splice(at..at, bytes[at..end].to_vec())),
        3 => changed[at..end].iter_mut().for_each(|byte| *byte = random.next() as u8),
        4 => changed[at..end].fill(*random.pick(&[0, 0xff, b'9', b' '])),
        5 => {
            let other = &random.pick(others).1;
            let from = random.below(other.len());
            let to = (from + random.length()).min(other.len());
            changed.splice(at..end, other[from..to].to_vec());
        }
        6 => {
            for _ in 0..=random.below(4) {
                let place = random.below(changed.len());
                if let Some(byte) = changed.get_mut(place) {
                    *byte ^= 1 << random.below(8);
                }
            }
        }
        // A number of two or four bytes, as heads of files have them.
        _ => {
            let number = random.pick(&[0_u32, 1, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff]).to_be_bytes();
            let number = if random.below(2) == 0 { &number[..] } else { &number[2..] };
            // Heads are at the start.
            let at = if random.below(2) == 0 { at.min(64) } else { at };
            let end = (at + number.len()).min(changed.len());
            changed.splice(at.min(end)..end, number.iter().copied());
        }
    }
    changed
}

fn in_text(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let at = boundary(random.below(text.len() + 1));
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = random.below(lines.len());
    let word = *random.pick(&WORDS);
    match random.below(8) {
        0 => format!("{}{word}{}", &text[..at], &text[at..]),
        1 => format!("{}{}{}", &text[..at], word.repeat(random.length()), &text[at..]),
        // A number becomes another.
        2 => {
            let start = text[at..].find(|next: char| next.is_ascii_digit()).map_or(at, |found| at + found);
            let end = text[start..].find(|next: char| !next.is_ascii_digit()).map_or(text.len(), |found| start + found);
            format!("{}{word}{}", &text[..start], &text[end..])
        }
        // What is between quotation marks becomes something else.
        3 => match text[at..].match_indices('"').map(|(found, _)| at + found).take(2).collect::<Vec<_>>()[..] {
            [open, close] => format!("{}{word}{}", &text[..=open], &text[close..]),
            _ => format!("{text}{word}"),
        },
        4 if !lines.is_empty() => {
            lines.remove(line);
            lines.concat()
        }
        5 if !lines.is_empty() => {
            let again = lines[line].repeat(random.length());
            lines.insert(line, &again);
            lines.concat()
        }
        6 if !lines.is_empty() => {
            let other = random.below(lines.len());
            lines.swap(line, other);
            lines.concat()
        }
        _ => {
            let end = boundary(at + random.length()).max(at);
            format!("{}{}", &text[..at], &text[end..])
        }
    }
    .into_bytes()
}

/// A part of a workbook changes; the archive around it stays sound.
fn in_archive(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = random.below(from.len());
    for index in 0..from.len() {
        let mut part = from.by_index(index).ok()?;
        let name = part.name().ok()?.to_string();
        let mut content = Vec::new();
        part.by_ref().take(4_000_000).read_to_end(&mut content).ok()?;
        if index == chosen || name.contains("sheet1") && random.below(2) == 0 {
            content = in_text(&content, random);
        }
        to.start_file(name, SimpleFileOptions::default()).ok()?;
        to.write_all(&content).ok()?;
    }
    Some(to.finish().ok()?.into_inner())
}

/// Gives each part of a PNG the checksum that it should have, so that decoders come to what was changed.
fn right_checksums(bytes: &mut [u8]) {
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(end) = at.checked_add(8).and_then(|start| start.checked_add(length)) else { return };
        let Some(part) = bytes.get(at + 4..end) else { return };
        let checksum = checksum(part).to_be_bytes();
        let Some(place) = bytes.get_mut(end..end + 4) else { return };
        place.copy_from_slice(&checksum);
        at = end + 4;
    }
}

/// CRC-32 as PNG has it.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |rest: u32| if rest & 1 == 1 { (rest >> 1) ^ 0xedb8_8320 } else { rest >> 1 };
    let all = bytes.iter().fold(u32::MAX, |rest, byte| (0..8).fold(rest ^ u32::from(*byte), |rest, _| step(rest)));
    !all
}

#[test]
fn the_checksum_is_that_of_png() {
    // The last part of every PNG.
    assert_eq!(checksum(b"IEND"), 0xae42_6082);
}
