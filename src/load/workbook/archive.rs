//! ZIP archives, unpacked within bounds: `.xlsx` and `.ods` are archives of XML.
//!
//! A small file can unpack to terabytes, and what an archive says about its sizes need not be true.
//! So [`Archive::measure`] unpacks everything once, into nothing, before other code reads it.

use std::io::{BufReader, Cursor, ErrorKind, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{MAX_CELLS, Refusal};

/// How a ZIP archive starts.
const MAGIC: &[u8] = b"PK\x03\x04";
/// How an entry in its list of contents starts.
const ENTRY: &[u8] = b"PK\x01\x02";
const MAX_ENTRIES: usize = 10_000;
const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;

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
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// An archive in memory.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    /// Reads the list of contents.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let entries = bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).count();
        if entries > MAX_ENTRIES {
            return Err(Refusal::TooLarge("meer dan 10.000 onderdelen"));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        Ok(Self { zip })
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
            left = left.checked_sub(measured).ok_or(Refusal::TooLarge("uitgepakt meer dan 1 GB"))?;
            drop(part);
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

/// Counts what comes out of a part.
struct Measured;

impl Measured {
    /// The bytes of a part, unless it holds too much.
    fn of(part: &mut impl Read, bounds: &Bounds) -> Result<u64, Refusal> {
        let mut chunk = vec![0; 64 * 1024];
        let (mut bytes, mut tags) = (0_u64, 0_u64);
        loop {
            let read = match part.read(&mut chunk) {
                Ok(0) => return Ok(bytes),
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(_) => return Err(Refusal::Damaged),
            };
            bytes += read as u64;
            tags += chunk[..read].iter().filter(|byte| **byte == b'<').count() as u64;
            if bytes > bounds.bytes {
                return Err(Refusal::TooLarge("een onderdeel dat uitgepakt veel te groot is"));
            }
            if tags > bounds.tags {
                return Err(Refusal::TooLarge("een onderdeel met veel te veel teksten of opmaak"));
            }
        }
    }
}
