//! Tables to which lines are only ever added: the log of a document and the register of all of them.
//!
//! Each line ends with a SHA-256 over the line before it and itself, so that a line that was changed, moved or taken out
//! shows. Lines that are missing at the end do not show here: something else must know how many there were. Half a line
//! at the end, of a disk that was full or a run that was killed, is told from a line that was changed.

use crate::digest::sha256;

use super::format;

/// A format of a table: its number, whether its header names that, and its columns less the check.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// The number of the format.
    pub format: u32,
    /// Whether it stands in the header; it does, except in the formats of before there was more than one.
    pub is_named: bool,
    /// What the columns are called, in order.
    pub names: &'static [&'static str],
}

/// The heading of the last column, but for the name of the format.
const CHECK: &str = "controle";

impl Columns {
    fn header(&self) -> Vec<String> {
        let mut header: Vec<String> = self.names.iter().map(|name| (*name).to_owned()).collect();
        header.push(CHECK.to_owned());
        if self.is_named {
            header.push(format::heading(self.format));
        }
        header
    }
}

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// This line, from 1, was changed, or something was taken out before it.
    Changed(usize),
    /// A newer version of Griffel wrote it.
    TooNew,
}

/// One line and its check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What stands in the columns.
    pub fields: Vec<String>,
    /// The SHA-256 over the line before and this one.
    pub check: String,
}

/// A table as it is.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The columns that it has, or will have.
    pub columns: Columns,
    /// The lines that are whole.
    pub lines: Vec<Line>,
    /// Whether half a line stands behind them.
    pub is_torn: bool,
    /// How many bytes are whole.
    pub whole: u64,
    has_header: bool,
    is_closed: bool,
}

impl Chain {
    /// One that is not there yet.
    pub fn empty(columns: Columns) -> Self {
        Self { columns, lines: Vec::new(), is_torn: false, whole: 0, has_header: false, is_closed: true }
    }

    /// Reads a table from its bytes. `known` are its formats, the newest last, in which an empty one is begun.
    ///
    /// # Errors
    /// It was changed after it was written, or a newer version of Griffel wrote it.
    pub fn parse(bytes: &[u8], known: &[Columns], newest: Columns) -> Result<Self, Unreadable> {
        let changed = match Self::parse_whole(bytes, known, newest) {
            Err(Unreadable::Changed(line)) => line,
            parsed => return parsed,
        };
        // What stands behind the last whole line was never finished; a note can have line ends of its own.
        let ends = (0..bytes.len()).rev().filter(|at| bytes[*at] == b'\n').map(|at| at + 1);
        let ends = ends.filter(|end| *end < bytes.len());
        let whole = ends.take_while(|end| is_one_line(&bytes[*end..])).last().unwrap_or(0);
        let has_open_quote = bytes[whole..].iter().filter(|byte| **byte == b'"').count() % 2 == 1;
        if bytes.ends_with(b"\n") && !has_open_quote {
            return Err(Unreadable::Changed(changed));
        }
        let begins_as_header =
            |columns: &Columns| columns.header().join(";").as_bytes().starts_with(without_mark(bytes));
        if whole == 0 && !known.iter().chain([&newest]).any(begins_as_header) {
            return Err(Unreadable::Changed(changed));
        }
        let table = Self::parse_whole(&bytes[..whole], known, newest)?;
        Ok(Self { is_torn: true, ..table })
    }

    fn parse_whole(bytes: &[u8], known: &[Columns], newest: Columns) -> Result<Self, Unreadable> {
        let mut chain = Self::empty(newest);
        chain.whole = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let bytes = without_mark(bytes);
        chain.is_closed = bytes.is_empty() || bytes.ends_with(b"\n");
        for (index, record) in reader(bytes).records().enumerate() {
            let damage = || Unreadable::Changed(index + 1);
            let record = record.map_err(|_| damage())?;
            let mut fields: Vec<&str> = record.iter().collect();
            if index == 0 {
                chain.columns = named(&fields, known, newest).ok_or_else(damage)??;
                chain.has_header = true;
                continue;
            }
            if chain.columns.is_named && fields.pop() != Some("") {
                return Err(damage());
            }
            let check = fields.pop().ok_or_else(damage)?;
            let fields: Vec<String> = fields.into_iter().map(str::to_owned).collect();
            if fields.len() != chain.columns.names.len() || chain.check_of(&fields) != check {
                return Err(damage());
            }
            chain.lines.push(Line { fields, check: check.to_owned() });
        }
        Ok(chain)
    }

    /// The bytes that a line adds to the file, with the header when it is the first.
    pub fn addition(&self, fields: &[String]) -> Vec<u8> {
        let mut out = Vec::from(if self.has_header && !self.is_closed { "\n" } else { "" });
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(&mut out);
        // Writing to memory cannot fail.
        if !self.has_header {
            let _ = writer.write_record(self.columns.header());
        }
        let mut line = fields.to_vec();
        line.push(self.check_of(fields));
        if self.columns.is_named {
            line.push(String::new());
        }
        let _ = writer.write_record(line);
        let _ = writer.flush();
        drop(writer);
        out
    }

    fn check_of(&self, fields: &[String]) -> String {
        let last = self.lines.last().map_or("", |line| line.check.as_str());
        // Lengths keep "ab" + "c" apart from "a" + "bc".
        let parts = std::iter::once(last).chain(fields.iter().map(String::as_str));
        let whole: String = parts.map(|part| format!("{}:{part};", part.len())).collect();
        sha256(whole.as_bytes())
    }
}

/// The columns that a header names; none, where it is no header of these.
fn named(header: &[&str], known: &[Columns], newest: Columns) -> Option<Result<Columns, Unreadable>> {
    let (format, columns) = format::of_header(header);
    if format > newest.format {
        return Some(Err(Unreadable::TooNew));
    }
    let of_format = known.iter().chain([&newest]).find(|known| known.format == format)?;
    let is_named = columns.len() < header.len();
    let (check, names) = columns.split_last()?;
    let is_it = *check == CHECK && names == of_format.names;
    is_it.then_some(Ok(Columns { is_named, ..*of_format }))
}

/// Whether this is no more than one line of a table.
fn is_one_line(bytes: &[u8]) -> bool {
    reader(bytes).records().count() <= 1
}

fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(b';').flexible(true).has_headers(false).from_reader(bytes)
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: Columns = Columns { format: 1, is_named: false, names: &["naam", "noot"] };
    const NEW: Columns = Columns { format: 2, is_named: true, names: &["naam", "dag", "noot"] };

    fn parse(bytes: &[u8]) -> Result<Chain, Unreadable> {
        Chain::parse(bytes, &[OLD], NEW)
    }

    fn names(chain: &Chain) -> Vec<&str> {
        chain.lines.iter().map(|line| line.fields[0].as_str()).collect()
    }

    fn fields(name: &str) -> Vec<String> {
        [name, "2023-03-14", "met \"aanhalingstekens\"; en\neen regel"].map(str::to_owned).to_vec()
    }

    fn three() -> Vec<u8> {
        let mut bytes = Vec::new();
        for name in ["een", "twee", "drie"] {
            let chain = parse(&bytes).expect("whole so far");
            bytes.extend(chain.addition(&fields(name)));
        }
        bytes
    }

    #[test]
    fn reads_what_it_adds() {
        let chain = parse(&three()).expect("whole");
        assert_eq!(names(&chain), ["een", "twee", "drie"]);
        assert_eq!((chain.lines[1].fields.clone(), chain.is_torn), (fields("twee"), false));
        assert!(three().starts_with(b"naam;dag;noot;controle;formaat 2\n"));
        assert!(parse(b"").expect("empty").lines.is_empty());
    }

    #[test]
    fn an_older_table_keeps_its_columns() {
        let old = Chain::empty(OLD).addition(&["een".to_owned(), String::new()]);
        let chain = parse(&old).expect("whole");
        let next = [old, chain.addition(&["twee".to_owned(), String::new()])].concat();
        let chain = parse(&next).expect("still whole");
        assert_eq!((names(&chain), chain.columns.format), (vec!["een", "twee"], 1));
    }

    /// Cut anywhere, the whole lines are there, and what is added after them is whole again.
    #[test]
    fn half_a_line_is_told_from_a_changed_one() {
        let whole = three();
        let ends: Vec<usize> = parse_ends(&whole);
        let mut torn = 0;
        for cut in 0..whole.len() {
            let chain = parse(&whole[..cut]).unwrap_or_else(|error| panic!("cut at {cut}: {error:?}"));
            let lines = ends.iter().filter(|end| **end <= cut + 1).count().saturating_sub(1);
            assert_eq!(chain.lines.len(), lines, "cut at {cut}");
            torn += usize::from(chain.is_torn);
            let kept = usize::try_from(chain.whole).expect("small");
            let next = [&whole[..kept], &chain.addition(&fields("nieuw"))].concat();
            let next = parse(&next).expect("whole again");
            assert_eq!((next.lines.len(), next.is_torn), (lines + 1, false), "cut at {cut}");
        }
        assert!(torn > whole.len() / 2, "{torn}");
    }

    /// Where each line ends, the header first; one of the fields has a line end in it.
    fn parse_ends(bytes: &[u8]) -> Vec<usize> {
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        ends.enumerate().filter(|(index, _)| index % 2 == 0).map(|(_, at)| at).collect()
    }

    #[test]
    fn a_changed_or_missing_line_shows() {
        let text = String::from_utf8(three()).expect("UTF-8");
        assert_eq!(parse(text.replacen("twee", "tien", 1).as_bytes()).err(), Some(Unreadable::Changed(3)));
        let starts: Vec<usize> = ["twee;", "drie;"].iter().filter_map(|name| text.find(name)).collect();
        let without_second = format!("{}{}", &text[..starts[0]], &text[starts[1]..]);
        assert_eq!(parse(without_second.as_bytes()).err(), Some(Unreadable::Changed(3)));
        assert!(parse(b"iets;anders\n").is_err() && parse(b"iets anders").is_err());
    }

    #[test]
    fn a_table_of_a_newer_program_is_not_guessed_at() {
        assert_eq!(parse(b"naam;iets;controle;formaat 3\niets nieuws\n").err(), Some(Unreadable::TooNew));
        assert_eq!(parse(b"naam;noot;controle;iets\n").err(), Some(Unreadable::Changed(1)));
        assert!(parse(b"naam;noot;controle;formaat 1\n").expect("the first, by name").columns.is_named);
    }
}
