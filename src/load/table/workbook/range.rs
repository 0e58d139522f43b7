//! Parts of a sheet as spreadsheets write them: `B3:F20`.

use std::fmt;
use std::str::FromStr;

use crate::load::table::raw::column_letters;

/// The rows and columns that a sheet of Excel has at most.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// A rectangle of cells, counted from 0, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Region {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: u32,
    pub last_column: u32,
}

impl Region {
    /// A whole sheet.
    pub const ALL: Region = Region { first_row: 0, last_row: u32::MAX, first_column: 0, last_column: u32::MAX };

    /// Whether a cell lies in it.
    pub fn contains(&self, row: u32, column: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row) && (self.first_column..=self.last_column).contains(&column)
    }

    /// Reads a range with the sheet in front of it, as Excel (`'Blad 1'!$A$1:$C$5`) and LibreOffice
    /// (`$'Blad 1'.$A$1:.$C$5`) write them.
    pub fn parse_with_sheet(text: &str) -> Option<(String, Region)> {
        let text = text.trim().trim_start_matches('=').trim_start_matches('$');
        let (sheet, rest) = match text.strip_prefix('\'') {
            Some(quoted) => {
                let end = end_of_quoted(quoted)?;
                (quoted[..end].replace("''", "'"), quoted.get(end + 1..)?.get(1..)?)
            }
            None => {
                let end = text.find(['!', '.'])?;
                (text[..end].to_owned(), &text[end + 1..])
            }
        };
        // LibreOffice repeats the sheet, or only its point, before the second corner.
        let (from, to) = rest.split_once(':').unwrap_or((rest, rest));
        let to = to.rsplit(['.', '!']).next().unwrap_or(to);
        let plain = format!("{from}:{to}").replace('$', "");
        plain.parse().ok().map(|region| (sheet, region))
    }
}

/// Where the quotation mark stands that ends a name; two of them are one in the name.
fn end_of_quoted(text: &str) -> Option<usize> {
    let mut marks = text.match_indices('\'').map(|(at, _)| at).peekable();
    while let Some(at) = marks.next() {
        if marks.next_if_eq(&(at + 1)).is_none() {
            return Some(at);
        }
    }
    None
}

/// A text that is no range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoRegion;

/// Reads `B3:F20`; without a last row (`B3:F`) everything below counts too.
impl FromStr for Region {
    type Err = NoRegion;

    fn from_str(text: &str) -> Result<Self, NoRegion> {
        let text = text.trim().replace('$', "").to_uppercase();
        let (from, to) = text.split_once(':').unwrap_or((&text, &text));
        let (first_column, first_row) = corner(from).ok_or(NoRegion)?;
        let (last_column, last_row) = corner(to).ok_or(NoRegion)?;
        let first_row = first_row.ok_or(NoRegion)?;
        let last_row = last_row.unwrap_or(ROWS - 1);
        if first_row > last_row || first_column > last_column {
            return Err(NoRegion);
        }
        Ok(Self { first_row, last_row, first_column, last_column })
    }
}

/// The 0-based column and, where it is named, row of `B3`.
fn corner(text: &str) -> Option<(u32, Option<u32>)> {
    let text = text.trim();
    let digits = text.find(|next: char| !next.is_ascii_uppercase()).unwrap_or(text.len());
    let (letters, digits) = text.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1) - 1;
    let row = match digits {
        "" => None,
        digits => {
            let all_digits = digits.bytes().all(|digit| digit.is_ascii_digit());
            let row: u32 = Some(digits).filter(|_| all_digits)?.parse().ok()?;
            Some(row.checked_sub(1).filter(|row| *row < ROWS)?)
        }
    };
    (column < COLUMNS).then_some((column, row))
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = |column: u32| column_letters(column as usize);
        write!(f, "{}{}:{}", letters(self.first_column), self.first_row + 1, letters(self.last_column))?;
        if self.last_row < ROWS - 1 { write!(f, "{}", self.last_row + 1) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ranges_as_people_write_them() {
        for (written, shown) in [("B3:F20", "B3:F20"), (" $b$3 : f20 ", "B3:F20"), ("A3:F", "A3:F"), ("C5", "C5:C5")] {
            assert_eq!(written.parse::<Region>().map(|region| region.to_string()).as_deref(), Ok(shown));
        }
        for wrong in ["", "B", "B:F", "3:4", "B0:C2", "F3:B20", "B3:F2", "AAAA1:B2", "A1:XFE9", "A1:B1048577", "A1:Bé"]
        {
            assert!(wrong.parse::<Region>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn reads_the_sheet_in_front() {
        for (written, sheet, shown) in [
            ("Blad1!$A$1:$C$5", "Blad1", "A1:C5"),
            ("'Blad 1'!$A$1:$C$5", "Blad 1", "A1:C5"),
            ("'Kosten ''22'!A1:B2", "Kosten '22", "A1:B2"),
            ("$Blad1.$A$1:$Blad1.$C$5", "Blad1", "A1:C5"),
            ("$'Blad 1'.$A$1:.$C$5", "Blad 1", "A1:C5"),
            ("Blad1!$B$2", "Blad1", "B2:B2"),
        ] {
            let (found, region) = Region::parse_with_sheet(written).expect(written);
            assert_eq!((found.as_str(), region.to_string().as_str()), (sheet, shown));
        }
        for wrong in ["", "#REF!", "'Blad", "'Blad'", "Blad1!", "SUM(A1:A3)", "'é'é"] {
            assert!(Region::parse_with_sheet(wrong).is_none(), "{wrong}");
        }
    }
}
