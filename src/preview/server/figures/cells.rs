//! Cells of a CSV file are changed, and all else stays as it was written: quotation marks, line ends, encoding.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;

use crate::load::table::csv;
use crate::preview::act::Refusal;
use crate::preview::figures::CellEdit;
use crate::project::BYTE_ORDER_MARK;

/// A CSV file whose cells can be changed.
pub struct CsvText {
    text: String,
    delimiter: char,
    has_mark: bool,
    is_utf8: bool,
    records: Vec<Record>,
}

/// A record: the line that it starts on, from 0, and where its fields stand.
struct Record {
    line: usize,
    fields: Vec<Range<usize>>,
    end: usize,
}

impl CsvText {
    /// Of the bytes of a file.
    ///
    /// # Errors
    /// It is no CSV file, or one in an encoding that is not written any more.
    pub fn of(bytes: &[u8]) -> Result<Self, Refusal> {
        let refused = |message: String| Refusal::new(message, "Verander dit bestand in uw eigen programma.");
        let (_, delimiter) = csv::lines(bytes, None).map_err(|error| refused(error.to_string()))?;
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return Err(refused("Dit bestand heeft een oude codering (UTF-16).".to_owned()));
        }
        let has_mark = bytes.starts_with(BYTE_ORDER_MARK.as_bytes());
        let plain = bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(bytes);
        let (text, is_utf8) = match std::str::from_utf8(plain) {
            Ok(text) => (text.to_owned(), true),
            Err(_) => (WINDOWS_1252.decode_without_bom_handling(plain).0.into_owned(), false),
        };
        let delimiter = char::from(delimiter);
        Ok(Self { records: records(&text, delimiter), text, delimiter, has_mark, is_utf8 })
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        self.records.last().map_or(0, |record| record.line + 1)
    }

    /// Gives cells another text.
    ///
    /// # Errors
    /// Something else stands in one of them by now; nothing is changed.
    pub fn edit(&mut self, edits: &[CellEdit]) -> Result<(), Refusal> {
        let mut places = Vec::new();
        for edit in edits {
            let at = self.records.binary_search_by_key(&edit.row, |record| record.line);
            let record = at.ok().map(|at| &self.records[at]).ok_or_else(changed_elsewhere)?;
            let (range, before) = match record.fields.get(edit.column) {
                Some(range) => (range.clone(), String::new()),
                // A short row gets the fields that it lacks.
                None => {
                    (record.end..record.end, self.delimiter.to_string().repeat(edit.column + 1 - record.fields.len()))
                }
            };
            let old = &self.text[range.clone()];
            if unquoted(old) != edit.was.trim() {
                return Err(changed_elsewhere());
            }
            let new = self.quoted(&edit.becomes, old.trim_start().starts_with('"'));
            places.push((range, before + &new));
        }
        places.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, new) in places {
            self.text.replace_range(range, &new);
        }
        self.records = records(&self.text, self.delimiter);
        Ok(())
    }

    /// Adds rows at its end.
    pub fn append(&mut self, rows: &[Vec<String>]) {
        let line_end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        // Empty lines at the end stay behind what is added.
        let end = self.records.last().map_or(self.text.len(), |record| record.end);
        let mut added = String::new();
        for row in rows {
            let fields: Vec<String> = row.iter().map(|field| self.quoted(field, false)).collect();
            added.push_str(line_end);
            added.push_str(&fields.join(&self.delimiter.to_string()));
        }
        if end == self.text.len() {
            added.push_str(line_end);
        }
        self.text.insert_str(end, &added);
        self.records = records(&self.text, self.delimiter);
    }

    /// Takes its last rows away, if they are these.
    ///
    /// # Errors
    /// They are others; nothing is changed.
    pub fn drop_last(&mut self, rows: &[Vec<String>]) -> Result<(), Refusal> {
        let from = self.records.len().checked_sub(rows.len()).filter(|from| *from > 0).ok_or_else(changed_elsewhere)?;
        for (record, row) in self.records[from..].iter().zip(rows) {
            let fields: Vec<String> = record.fields.iter().map(|field| unquoted(&self.text[field.clone()])).collect();
            let expected: Vec<&str> = row.iter().map(|field| field.trim()).collect();
            if fields != expected {
                return Err(changed_elsewhere());
            }
        }
        let (start, end) = (self.records[from - 1].end, self.records.last().map_or(0, |record| record.end));
        self.text.replace_range(start..end, "");
        self.records.truncate(from);
        Ok(())
    }

    /// Its bytes, in the encoding that they came in.
    ///
    /// # Errors
    /// A character has no place in that encoding.
    pub fn bytes(&self) -> Result<Vec<u8>, Refusal> {
        if self.is_utf8 {
            let mark = if self.has_mark { BYTE_ORDER_MARK.as_bytes() } else { b"" };
            return Ok([mark, self.text.as_bytes()].concat());
        }
        let (bytes, _, is_lossy) = WINDOWS_1252.encode(&self.text);
        match is_lossy {
            false => Ok(bytes.into_owned()),
            true => Err(Refusal::new(
                "Een van deze tekens past niet in dit bestand.",
                "Bewaar het bestand in uw eigen programma als UTF-8, en probeer het opnieuw.",
            )),
        }
    }

    fn quoted(&self, text: &str, always: bool) -> String {
        let text: String = text.chars().filter(|next| !next.is_control()).collect();
        match always || text.contains([self.delimiter, '"']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text,
        }
    }
}

fn changed_elsewhere() -> Refusal {
    Refusal::new(
        "Dit bestand is intussen veranderd.",
        "Griffel laat het zien zoals het nu is. Kijk of uw verandering nog nodig is.",
    )
}

/// What a field says, without quotation marks and blanks around it.
fn unquoted(field: &str) -> String {
    let field = field.trim();
    match field.strip_prefix('"').map(|rest| rest.strip_suffix('"').unwrap_or(rest)) {
        Some(inner) => inner.replace("\"\"", "\"").trim().to_owned(),
        None => field.to_owned(),
    }
}

/// Where records and their fields stand. Empty lines are none.
fn records(text: &str, delimiter: char) -> Vec<Record> {
    let bytes = text.as_bytes();
    let delimiter = u32::from(delimiter).try_into().unwrap_or(b';');
    let (mut records, mut fields) = (Vec::new(), Vec::new());
    let (mut start, mut line, mut first_line, mut in_quotes, mut at) = (0, 0, 0, false, 0);
    while at <= bytes.len() {
        let next = bytes.get(at).copied();
        let is_end = matches!(next, None | Some(b'\n' | b'\r')) && (!in_quotes || next.is_none());
        match next {
            Some(b'"') if in_quotes => in_quotes = false,
            // A quotation mark opens a field only where it begins it; a second one in it goes on with it.
            Some(b'"') if at == start || bytes[at - 1] == b'"' => in_quotes = true,
            Some(next) if next == delimiter && !in_quotes => {
                fields.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
        let is_pair = next == Some(b'\r') && bytes.get(at + 1) == Some(&b'\n');
        if is_end {
            fields.push(start..at);
            if fields.len() > 1 || !fields[0].is_empty() {
                records.push(Record { line: first_line, fields: std::mem::take(&mut fields), end: at });
            }
            fields.clear();
        }
        if is_pair {
            at += 1;
        }
        if matches!(next, Some(b'\n' | b'\r')) {
            line += 1;
        }
        if is_end {
            (start, first_line) = (at + 1, line);
        }
        at += 1;
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(row: usize, column: usize, was: &str, becomes: &str) -> CellEdit {
        CellEdit { row, column, was: was.to_owned(), becomes: becomes.to_owned() }
    }

    fn edited(bytes: &[u8], edits: &[CellEdit]) -> Result<Vec<u8>, Refusal> {
        let mut text = CsvText::of(bytes)?;
        text.edit(edits)?;
        text.bytes()
    }

    #[test]
    fn only_the_cell_changes() {
        let file = b"\xef\xbb\xbfperiode;\"naam; lang\";kosten\r\n2022;\"een \"\"b\"\"\";1.000\r\n\r\n2023;twee\r\n";
        let now = edited(file, &[edit(1, 2, "1.000", "2.000,50"), edit(3, 2, "", "3"), edit(1, 1, "een \"b\"", "x")]);
        let expected = "\u{feff}periode;\"naam; lang\";kosten\r\n2022;\"x\";2.000,50\r\n\r\n2023;twee;3\r\n";
        assert_eq!(String::from_utf8(now.expect("changed")).expect("UTF-8"), expected);
        let now = edited(file, &[edit(3, 1, "twee", "a;b")]).expect("changed");
        assert!(String::from_utf8_lossy(&now).contains("2023;\"a;b\"\r\n"));
    }

    #[test]
    fn what_somebody_else_changed_is_not_written_over() {
        let file = b"a;b\n1;2\n";
        for wrong in [edit(1, 1, "3", "4"), edit(9, 0, "", "x"), edit(1, 0, "2", "x")] {
            assert!(edited(file, std::slice::from_ref(&wrong)).is_err(), "{wrong:?}");
        }
        assert!(CsvText::of(b"PK\x03\x04").is_err());
    }

    #[test]
    fn an_old_encoding_stays_what_it_is() {
        let now = edited(b"naam;n\ncaf\xe9;1\n", &[edit(1, 0, "café", "één €")]).expect("changed");
        assert_eq!(now, b"naam;n\n\xe9\xe9n \x80;1\n");
        assert!(edited(b"naam;n\ncaf\xe9;1\n", &[edit(1, 1, "1", "≥")]).is_err());
    }

    #[test]
    fn a_new_period_is_added_and_taken_back() {
        let before = "periode;n\n2022;1";
        let mut text = CsvText::of(before.as_bytes()).expect("CSV");
        let rows = vec![vec!["2023".to_owned(), String::new()], vec!["2024".to_owned(), "5".to_owned()]];
        text.append(&rows);
        assert_eq!(text.bytes().expect("written"), b"periode;n\n2022;1\n2023;\n2024;5\n");
        assert_eq!(text.lines(), 4);
        assert!(text.drop_last(&[vec!["2024".to_owned(), "6".to_owned()]]).is_err());
        text.drop_last(&rows).expect("they are the last");
        assert_eq!(text.bytes().expect("written"), b"periode;n\n2022;1\n");
    }
}
