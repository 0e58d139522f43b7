//! How a table of many columns is set: its size of type, the width of each column, upright or turned headings, on the page
//! or on a landscape page of its own. In: what stands in its cells; out: a plan in which no two words meet, or the columns
//! that are too many.

use hypher::Lang;

use crate::chart::text_width;

/// The width of the text of a letter, in points.
const PORTRAIT: f64 = 430.0;
/// The same on a landscape page, whose margins are narrower.
const LANDSCAPE: f64 = 728.0;
/// From the usual size down, in points.
const SIZES: [f64; 4] = [9.5, 9.0, 8.5, 8.0];
/// The same on a landscape page.
const SIZES_ACROSS: [f64; 6] = [9.5, 9.0, 8.5, 8.0, 7.5, 7.0];
/// Between columns, in em: what is there goes before smaller type.
const GUTTERS: [f64; 3] = [1.8, 1.3, 0.8];
/// The height of a line, in em.
const LINE: f64 = 1.25;
/// Names of rows never get less than this, in em.
const LEAST_NAME: f64 = 9.0;
/// Nor do they take more than this part of the room before headings have what they need.
const MOST_NAME: f64 = 0.45;
/// Of so many sizes the smallest goes before words that are broken in the largest.
const NEAR: usize = 3;
/// Words that stand left in their column, beside numbers that stand right in theirs, keep this far apart besides, in em.
const BEFORE_WORDS: f64 = 0.6;
/// A word of fewer letters is not broken.
const SHORT: usize = 6;
/// Lengths that differ by less are the same, in points.
const SLACK: f64 = 0.01;
/// Of a word that is broken once.
const LONGER_PART: f64 = 0.65;
/// Other fonts are wider than the one that is measured, and figures of one width than the usual ones.
const WIDER: f64 = 1.06;

/// A column of a table.
#[derive(Debug, Clone, Default)]
pub struct PlannedColumn {
    /// Its heading, below that of its group.
    pub heading: String,
    /// The heading over it and its neighbours.
    pub group: Option<String>,
    /// What stands in it.
    pub cells: Vec<String>,
    /// Whether that is words, which may be broken over lines.
    pub is_words: bool,
}

/// How a table is set.
#[derive(Debug, Clone, PartialEq)]
pub struct TablePlan {
    /// The size of its type, in points.
    pub size: f64,
    /// The width of each column, in points.
    pub widths: Vec<f64>,
    /// Between two columns, in points.
    pub gutter: f64,
    /// Whether headings are turned.
    pub is_turned: bool,
    /// Whether it stands on a landscape page of its own.
    pub is_landscape: bool,
    /// How often a word may be broken.
    pub breaks: Breaks,
}

/// Sets a table: its first column holds the names of the rows, one before it their numbers if `is_numbered`. A smaller size
/// goes before a page across, and that before words in many pieces.
///
/// # Errors
/// How many of the columns, from the left, do fit.
pub fn plan(columns: &[PlannedColumn], is_numbered: bool) -> Result<TablePlan, usize> {
    let names = usize::from(is_numbered);
    let is_beside_numbers = |at: usize| at > names + 1 && columns[at].is_words && !columns[at - 1].is_words;
    let needs = columns.iter().enumerate();
    let needs: Vec<Needs> = needs.map(|(at, column)| Needs::of(column, at == names, is_beside_numbers(at))).collect();
    let pages: [(&[f64], bool, f64); 4] = [
        (&SIZES, false, PORTRAIT),
        (&SIZES, true, PORTRAIT),
        (&SIZES_ACROSS, false, LANDSCAPE),
        (&SIZES_ACROSS, true, LANDSCAPE),
    ];
    for ways in [&[Breaks::Never, Breaks::Once][..], &[Breaks::Anywhere]] {
        for (sizes, is_turned, room) in pages {
            let near = sizes.chunks(NEAR);
            let tried =
                near.flat_map(|sizes| ways.iter().flat_map(move |breaks| sizes.iter().map(|size| (*size, *breaks))));
            for (size, breaks) in tried {
                let measured = Measured { columns, needs: &needs, names, size, is_turned, breaks };
                if let Some((widths, gutter)) = measured.widths(room) {
                    return Ok(TablePlan { size, widths, gutter, is_turned, is_landscape: room > PORTRAIT, breaks });
                }
            }
        }
    }
    let size = SIZES_ACROSS[SIZES_ACROSS.len() - 1];
    let fits = |count: &usize| {
        let (columns, needs) = (&columns[..*count], &needs[..*count]);
        let measured = Measured { columns, needs, names, size, is_turned: true, breaks: Breaks::Anywhere };
        measured.widths(LANDSCAPE).is_some()
    };
    Err((1..=columns.len()).rev().find(fits).unwrap_or(1))
}

/// How often a word may be broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breaks {
    /// Not at all.
    Never,
    /// In headings and names of rows once; words in cells never.
    Once,
    /// Wherever Dutch breaks it.
    Anywhere,
}

/// How wide words are, in em.
#[derive(Debug, Clone, Copy, Default)]
struct Widths {
    /// The widest part that is never broken: a syllable with its hyphen, or a short word.
    piece: f64,
    word: f64,
    /// All of it, on one line.
    line: f64,
}

impl Widths {
    fn of(text: &str, is_bold: bool) -> Self {
        let mut widths = Self { line: width(text, is_bold), ..Self::default() };
        for word in text.split(' ') {
            widths.word = widths.word.max(width(word, is_bold));
            widths.piece = widths.piece.max(longest_piece(word, is_bold));
        }
        widths
    }

    fn or(self, other: Self) -> Self {
        Self { piece: self.piece.max(other.piece), word: self.word.max(other.word), line: self.line.max(other.line) }
    }

    fn and(self, room: f64) -> Self {
        Self { piece: self.piece + room, word: self.word + room, line: self.line + room }
    }

    /// What is needed where words are broken so often; a word that is broken once is as wide as its longer part.
    fn at(self, breaks: Breaks) -> f64 {
        match breaks {
            Breaks::Never => self.word,
            Breaks::Once => (self.word * LONGER_PART).max(self.piece),
            Breaks::Anywhere => self.piece,
        }
    }
}

/// What a column needs.
struct Needs {
    heading: Widths,
    group: Widths,
    cells: Widths,
    is_words: bool,
    is_names: bool,
}

impl Needs {
    fn of(column: &PlannedColumn, is_names: bool, is_beside_numbers: bool) -> Self {
        let before = if is_beside_numbers { BEFORE_WORDS } else { 0.0 };
        let cell = |text: &String| match column.is_words {
            true => Widths::of(text, is_names),
            false => {
                let whole = width(text, true);
                Widths { piece: whole, word: whole, line: whole }
            }
        };
        Self {
            heading: Widths::of(&column.heading, true).and(before),
            group: column.group.as_ref().map(|group| Widths::of(group, true)).unwrap_or_default(),
            cells: column.cells.iter().map(cell).fold(Widths::default(), Widths::or).and(before),
            is_words: column.is_words,
            is_names,
        }
    }

    /// A turned heading takes no width but that of its line.
    fn heading(&self, is_turned: bool) -> Widths {
        match is_turned && !self.is_words {
            true => Widths { piece: LINE, word: LINE, line: LINE },
            false => self.heading,
        }
    }

    fn least(&self, is_turned: bool, breaks: Breaks) -> f64 {
        let in_cells = if breaks == Breaks::Once && !self.is_names { Breaks::Never } else { breaks };
        let least = if self.is_names { LEAST_NAME } else { 0.0 };
        self.heading(is_turned).at(breaks).max(self.cells.at(in_cells)).max(least)
    }
}

/// A table in one size of type.
struct Measured<'a> {
    columns: &'a [PlannedColumn],
    needs: &'a [Needs],
    /// The position of the column with the names of the rows.
    names: usize,
    size: f64,
    is_turned: bool,
    breaks: Breaks,
}

impl Measured<'_> {
    fn widths(&self, room: f64) -> Option<(Vec<f64>, f64)> {
        let all: Vec<(Vec<f64>, f64)> =
            GUTTERS.iter().filter_map(|gutter| self.with_gutter(room, self.size * gutter)).collect();
        // Names of rows on one line go before room between columns.
        let wanted = (self.needs[self.names].cells.line * self.size).min(room * MOST_NAME);
        let best = all.iter().position(|(widths, _)| widths[self.names] + SLACK >= wanted);
        all.into_iter().nth(best.unwrap_or(0))
    }

    fn with_gutter(&self, room: f64, gutter: f64) -> Option<(Vec<f64>, f64)> {
        let room = room - gutter * (self.columns.len().saturating_sub(1)) as f64;
        let most = room * MOST_NAME;
        let least = |at: usize| self.needs[at].least(self.is_turned, self.breaks) * self.size;
        let mut least: Vec<f64> = (0..self.columns.len()).map(least).collect();
        self.widen_for_groups(&mut least, gutter, |group| group.at(self.breaks));
        let mut spare = room - least.iter().sum::<f64>();
        if spare < 0.0 {
            return None;
        }
        let mut widths = least;
        // Where there is too little for all, each gets the same part of what it wants, so that like columns stay alike.
        let mut give = |wanted: Vec<f64>| {
            let more: Vec<f64> = wanted.iter().zip(&widths).map(|(wanted, width)| (wanted - width).max(0.0)).collect();
            let all: f64 = more.iter().sum();
            let part = if all > spare { spare.max(0.0) / all.max(f64::EPSILON) } else { 1.0 };
            widths.iter_mut().zip(more).for_each(|(width, more)| *width += more * part);
            spare -= all * part;
        };
        let whole = |at: usize, line: bool| {
            let (heading, cells) = (self.needs[at].heading(self.is_turned), self.needs[at].cells);
            let wanted = if line { heading.line.max(cells.line) } else { heading.word.max(cells.word) };
            wanted * self.size
        };
        let of_names = |line: bool| {
            let mut wanted = vec![0.0; self.columns.len()];
            wanted[self.names] = whole(self.names, line).min(most);
            wanted
        };
        let of_others = |line: bool| {
            let wanted = |at: usize| if at == self.names { 0.0 } else { whole(at, line) };
            let mut wanted: Vec<f64> = (0..self.columns.len()).map(wanted).collect();
            self.widen_for_groups(&mut wanted, gutter, |group| if line { group.line } else { group.word });
            wanted
        };
        // Nothing is hyphenated that need not be.
        give(of_names(false));
        give(of_others(false));
        give(of_names(true));
        give(of_others(true));
        widths[self.names] += spare;
        Some((widths, gutter))
    }

    /// A heading over columns is no wider than they are together.
    fn widen_for_groups(&self, widths: &mut [f64], gutter: f64, needed: impl Fn(Widths) -> f64) {
        let mut start = 0;
        while start < self.columns.len() {
            let group = &self.columns[start].group;
            let end = start + self.columns[start..].iter().take_while(|column| column.group == *group).count();
            if group.is_some() {
                let together = widths[start..end].iter().sum::<f64>() + gutter * (end - start - 1) as f64;
                let more = (needed(self.needs[start].group) * self.size - together).max(0.0) / (end - start) as f64;
                widths[start..end].iter_mut().for_each(|width| *width += more);
            }
            start = end;
        }
    }
}

/// The width of a text in em.
fn width(text: &str, is_bold: bool) -> f64 {
    text_width(text, is_bold, 1.0) * WIDER
}

/// The widest part of a word that is never broken.
fn longest_piece(word: &str, is_bold: bool) -> f64 {
    if word.chars().count() < SHORT {
        return width(word, is_bold);
    }
    let syllables = |part: &str| {
        if !part.chars().all(char::is_alphabetic) || part.chars().count() < SHORT {
            return width(part, is_bold);
        }
        let syllables = hypher::hyphenate(part, Lang::Dutch);
        syllables.map(|syllable| width(&format!("{syllable}-"), is_bold)).fold(0.0, f64::max)
    };
    word.split_inclusive(['-', '/']).map(syllables).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(count: usize, cell: &str) -> Vec<PlannedColumn> {
        let names = PlannedColumn {
            heading: "Programma".into(),
            is_words: true,
            cells: vec!["Zorg en jeugd".into()],
            group: None,
        };
        let numbers = (0..count).map(|_| PlannedColumn {
            heading: "Begroting na wijziging".into(),
            cells: vec![cell.into()],
            ..PlannedColumn::default()
        });
        std::iter::once(names).chain(numbers).collect()
    }

    #[test]
    fn words_stay_whole_where_smaller_type_or_less_room_between_columns_keeps_them() {
        let mut some = columns(4, "1.240");
        for name in ["Dekking", "Status"] {
            let cells = vec!["reserve Sociaal domein".into()];
            some.push(PlannedColumn { heading: name.into(), is_words: true, cells, group: None });
        }
        let set = plan(&some, false).expect("fits");
        assert!(!set.is_landscape, "{set:?}");
        let widest = text_width("Sociaal", false, set.size);
        assert!(set.widths[5] >= widest && set.widths[6] >= widest, "{set:?}");
    }

    #[test]
    fn a_heading_over_one_column_is_not_broken_where_there_is_room() {
        let mut some = columns(3, "41.200");
        some[1].group = Some("Realisatie".into());
        let set = plan(&some, false).expect("fits");
        assert!(set.widths[1] >= text_width("Realisatie", true, set.size), "{set:?}");
    }

    #[test]
    fn a_table_is_set_smaller_then_turned_then_across_and_then_refused() {
        let set = |count: usize| plan(&columns(count, "−17.970"), false);
        let few = set(4).expect("fits");
        assert!(few.size > 9.4 && !few.is_turned && !few.is_landscape);
        let many = set(20).expect("fits");
        assert!(many.is_landscape, "{many:?}");
        let room: f64 = many.widths.iter().sum::<f64>() + many.gutter * 20.0;
        assert!(room <= LANDSCAPE + 0.1);
        let fitting = set(60).expect_err("too many");
        assert!((21..60).contains(&fitting), "{fitting}");
    }
}
