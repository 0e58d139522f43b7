//! ZIP archives, unpacked within bounds: `.xlsx` and `.ods` are archives of XML.
//!
//! A small file can unpack to terabytes, and what an archive says about its sizes need not be true.
//! So [`Archive::measure`] unpacks everything once, into nothing, before other code reads it.

use std::collections::HashSet;
use std::io::{BufReader, Cursor, ErrorKind, Read};

use memchr::{memchr, memmem};
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::refusal::{MAX_CELLS, Refusal};

/// How a ZIP archive starts.
const MAGIC: &[u8] = b"PK\x03\x04";
/// How an entry in its list of contents starts.
const ENTRY: &[u8] = b"PK\x01\x02";
const MAX_ENTRIES: usize = 10_000;
const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;

/// What stands in the XML of a sheet that has hidden rows, merged cells, formulas, errors, or values that are not
/// written out. It may stand in another sheet too: then that is gone through for nothing.
const MARKS: [&[u8]; 8] = [b"hidden", b"mergeCell", b"<f", b":f", b"\"e\"", b"'e'", b"&", b"<!"];
/// The longest of them, less one.
const OVERLAP: usize = 8;

/// What a part of a workbook may hold.
struct Bounds {
    bytes: u64,
    tags: u64,
}

impl Bounds {
    fn of(name: &str) -> Self {
        const MB: u64 = 1024 * 1024;
        let name = name.to_lowercase();
        if name.ends_with("sharedstrings.xml") {
            // A text takes at least four tags, and memory far beyond its own length.
            Bounds { bytes: 128 * MB, tags: 4 * MAX_CELLS as u64 }
        } else if name.ends_with("styles.xml") {
            // Excel has room for 65,490 formats.
            Bounds { bytes: 32 * MB, tags: 400_000 }
        } else if name.contains("sheet") || name.ends_with("content.xml") {
            Bounds { bytes: 256 * MB, tags: u64::MAX }
        } else if name.contains("media/") || name.contains("pictures/") {
            Bounds { bytes: 64 * MB, tags: u64::MAX }
        } else {
            Bounds { bytes: 64 * MB, tags: 400_000 }
        }
    }
}

/// Whether bytes start as an archive does.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// An archive in memory.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The measured parts without any of [`MARKS`].
    plain: HashSet<String>,
}

impl<'a> Archive<'a> {
    /// Reads the list of contents.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let entries = bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).count();
        if entries > MAX_ENTRIES {
            return Err(Refusal::TooLarge("meer dan 10.000 onderdelen"));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        Ok(Self { zip, plain: HashSet::new() })
    }

    /// Whether there is a part with this name.
    pub fn has(&self, name: &str) -> bool {
        self.name(name).is_some()
    }

    /// The name of a part as it is written in this archive: programs differ in capitals and slashes.
    fn name(&self, name: &str) -> Option<String> {
        let plain = |name: &str| name.replace('\\', "/").to_lowercase();
        let wanted = plain(name.trim_start_matches('/'));
        let mut names = self.zip.file_names().filter_map(Result::ok);
        names.find(|name| plain(name) == wanted).map(|name| name.to_string())
    }

    /// Whether a measured part is known to hold none of what [`MARKS`] stands for.
    pub fn is_plain(&self, name: &str) -> bool {
        self.name(name).is_some_and(|name| self.plain.contains(&name))
    }

    /// A part to read from, and never more than may be in it.
    pub fn reader(&mut self, name: &str) -> Result<Option<BufReader<impl Read + use<'_, 'a>>>, Refusal> {
        let Some(name) = self.name(name) else { return Ok(None) };
        let bytes = Bounds::of(&name).bytes;
        let part = self.zip.by_name(&name).map_err(|_| Refusal::Damaged)?;
        Ok(Some(BufReader::new(part.take(bytes))))
    }

    /// The text of a small part.
    pub fn text(&mut self, name: &str, most: u64) -> Result<Option<String>, Refusal> {
        let Some(reader) = self.reader(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        reader.take(most).read_to_end(&mut bytes).map_err(|_| Refusal::Damaged)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Unpacks every part, and refuses what holds more than a workbook of people can.
    pub fn measure(&mut self) -> Result<(), Refusal> {
        let mut left = MAX_UNPACKED;
        for index in 0..self.zip.len() {
            let mut part = self.zip.by_index(index).map_err(|_| Refusal::Damaged)?;
            let name = part.name().map_err(|_| Refusal::Damaged)?.to_string();
            let bounds = Bounds::of(&name);
            let measured = Measured::of(&mut part, &bounds)?;
            left = left.checked_sub(measured.bytes).ok_or(Refusal::TooLarge("uitgepakt meer dan 1 GB"))?;
            drop(part);
            if !measured.has_marks {
                self.plain.insert(name.clone());
            }
            if name.to_lowercase().ends_with("sharedstrings.xml") {
                self.check_string_count(index)?;
            }
        }
        Ok(())
    }

    /// Room is made for as many texts as the list of texts says it has, before any is read.
    fn check_string_count(&mut self, index: usize) -> Result<(), Refusal> {
        let part = self.zip.by_index(index).map_err(|_| Refusal::Damaged)?;
        let mut xml = Reader::from_reader(BufReader::new(part));
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let tag = match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(tag) | Event::Empty(tag)) => tag,
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => continue,
                Err(_) => return Err(Refusal::Damaged),
            };
            for attribute in tag.attributes().with_checks(false) {
                let attribute = attribute.map_err(|_| Refusal::Damaged)?;
                let is_count = attribute.key.as_ref() == "uniqueCount";
                if is_count && attribute.value.trim().parse().is_ok_and(|count: u64| count > MAX_CELLS as u64) {
                    return Err(Refusal::TooLarge("meer dan 3.000.000 teksten"));
                }
            }
            if tag.local_name().as_ref() == "sst" {
                return Ok(());
            }
        }
    }
}

/// What comes out of a part.
struct Measured {
    bytes: u64,
    has_marks: bool,
}

impl Measured {
    /// Unpacks a part, unless it holds too much.
    fn of(part: &mut impl Read, bounds: &Bounds) -> Result<Self, Refusal> {
        let mut chunk = vec![0; OVERLAP + 64 * 1024];
        let mut measured = Self { bytes: 0, has_marks: false };
        let mut tags = 0_u64;
        // The end of the chunk before stands in front, so that nothing is missed between two.
        loop {
            let read = match part.read(&mut chunk[OVERLAP..]) {
                Ok(0) => return Ok(measured),
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(_) => return Err(Refusal::Damaged),
            };
            measured.bytes += read as u64;
            let filled = &chunk[..OVERLAP + read];
            tags += filled[OVERLAP..].iter().filter(|byte| **byte == b'<').count() as u64;
            // Text in two bytes a character holds zeros, and would hide the marks.
            measured.has_marks = measured.has_marks
                || memchr(0, &filled[OVERLAP..]).is_some()
                || MARKS.iter().any(|mark| memmem::find(filled, mark).is_some());
            if measured.bytes > bounds.bytes {
                return Err(Refusal::TooLarge("een onderdeel dat uitgepakt veel te groot is"));
            }
            if tags > bounds.tags {
                return Err(Refusal::TooLarge("een onderdeel met veel te veel teksten of opmaak"));
            }
            chunk.copy_within(read..OVERLAP + read, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes a few at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let (now, later) = self.0.split_at(self.0.len().min(self.1));
            buffer[..now.len()].copy_from_slice(now);
            self.0 = later;
            Ok(now.len())
        }
    }

    #[test]
    fn marks_are_seen_between_two_reads() {
        let has_marks = |text: &str, step: usize| {
            Measured::of(&mut Slow(text.as_bytes(), step), &Bounds::of("sheet1.xml")).expect("is small").has_marks
        };
        for step in 1..20 {
            for marked in [
                "<row hidden=\"1\">",
                "<mergeCells>",
                "<c><f>A1</f></c>",
                "<x:f/>",
                "<c t=\"e\">",
                "<c t='e'>",
                "<v>&#49;</v>",
                "<v><![CDATA[1]]></v>",
            ] {
                assert!(has_marks(marked, step), "{marked} by {step}");
            }
            assert!(!has_marks("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row>", step));
        }
    }

    #[test]
    fn no_mark_is_longer_than_what_is_kept() {
        assert!(MARKS.iter().all(|mark| mark.len() <= OVERLAP + 1));
    }
}
