//! Measuring and wrapping text with the bundled fonts.
//!
//! The picture holds real text, set by whoever shows it; here we only need to know how wide it will be.
//! Fonts are read once a process, and the widths of all Latin characters are kept, so that a chart never
//! parses a font.

use std::sync::OnceLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use ttf_parser::{Face as FontFace, GlyphId};

/// The name under which plotters keeps our fonts for measuring; the SVG names the style's own family.
const MEASURING_FAMILY: &str = "griffel-chart";
/// Large, since plotters rounds widths to whole units.
const MEASURING_SIZE: f64 = 10_000.0;
/// Characters below this have their widths kept: Latin, with all its accents.
const KEPT: u32 = 0x180;

static FONTS: OnceLock<[Face; 2]> = OnceLock::new();

/// The two weights in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Axes, names, notes.
    Regular,
    /// Values and totals.
    Semibold,
}

/// Registers the fonts that text is measured with: TrueType data, regular and semibold. Later calls do nothing.
///
/// Data that is no font is not registered; [`super::draw`] then says that fonts are missing.
pub fn register_fonts(regular: &'static [u8], semibold: &'static [u8]) {
    if FONTS.get().is_some() {
        return;
    }
    let faces = Face::load(regular, FontStyle::Normal).zip(Face::load(semibold, FontStyle::Bold));
    if let Some((regular, semibold)) = faces {
        FONTS.get_or_init(|| [regular, semibold]);
    }
}

/// Whether text can be measured.
pub(super) fn fonts_registered() -> bool {
    FONTS.get().is_some()
}

/// One font, ready for measuring.
struct Face {
    font: FontDesc<'static>,
    /// Em per unit that plotters measures at [`MEASURING_SIZE`].
    em_per_unit: f64,
    /// Advance widths in em of the characters below [`KEPT`].
    latin: Vec<f64>,
}

impl Face {
    fn load(data: &'static [u8], style: FontStyle) -> Option<Face> {
        register_font(MEASURING_FAMILY, style, data).ok()?;
        let font = FontDesc::new(FontFamily::Name(MEASURING_FAMILY), MEASURING_SIZE, style);
        // Plotters scales by the font's line height, the SVG by its em. The glyph for unknown characters,
        // whose width we can read, tells how the two relate.
        let unknown = units(&font, '\u{ffff}');
        let em_per_unit = if unknown > 0.0 {
            unknown_glyph_width(data)? / unknown
        } else {
            return None;
        };
        let latin = (0..KEPT).map(|code| char::from_u32(code).map_or(0.0, |c| units(&font, c) * em_per_unit)).collect();
        Some(Face { font, em_per_unit, latin })
    }

    fn advance(&self, c: char) -> f64 {
        let kept = self.latin.get(c as usize).copied();
        kept.unwrap_or_else(|| units(&self.font, c) * self.em_per_unit)
    }
}

fn units(font: &FontDesc<'_>, c: char) -> f64 {
    let mut buffer = [0; 4];
    font.layout_box(c.encode_utf8(&mut buffer)).map_or(0.0, |(_, (width, _))| f64::from(width))
}

/// The advance width in em of glyph 0.
fn unknown_glyph_width(data: &[u8]) -> Option<f64> {
    let face = FontFace::parse(data, 0).ok()?;
    Some(f64::from(face.glyph_hor_advance(GlyphId(0))?) / f64::from(face.units_per_em()))
}

/// The width of a text in points when set at `size` points.
pub(super) fn width(text: &str, weight: Weight, size: f64) -> f64 {
    // Half an em a character is near enough where no font is known; `draw` refuses to go that far.
    let Some(faces) = FONTS.get() else {
        return text.chars().count() as f64 * size * 0.5;
    };
    let face = match weight {
        Weight::Regular => &faces[0],
        Weight::Semibold => &faces[1],
    };
    text.chars().map(|c| face.advance(c)).sum::<f64>() * size
}

/// The greatest width of some texts, 0 for none.
pub(super) fn widest<'a>(texts: impl IntoIterator<Item = &'a str>, weight: Weight, size: f64) -> f64 {
    texts.into_iter().map(|text| width(text, weight, size)).fold(0.0, f64::max)
}

/// The width in points of a text around a chart, in the bundled font.
pub fn text_width(text: &str, is_bold: bool, size_pt: f64) -> f64 {
    width(text, if is_bold { Weight::Semibold } else { Weight::Regular }, size_pt)
}

/// How many lines a text around a chart takes, in the bundled font.
pub fn count_lines(text: &str, is_bold: bool, size_pt: f64, width_pt: f64) -> usize {
    let weight = if is_bold { Weight::Semibold } else { Weight::Regular };
    let space = width(" ", weight, size_pt);
    let mut lines = 1;
    let mut at = 0.0;
    for word in text.split_whitespace() {
        let word = width(word, weight, size_pt);
        if at > 0.0 && at + space + word > width_pt {
            lines += 1;
            at = word;
        } else {
            at += word + if at > 0.0 { space } else { 0.0 };
        }
    }
    lines
}

/// How to wrap a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrap {
    /// The weight it will be set in.
    pub weight: Weight,
    /// Size in points.
    pub size: f64,
    /// Greatest width of a line in points.
    pub width: f64,
    /// Greatest number of lines; what does not fit ends in "…".
    pub lines: usize,
}

impl Wrap {
    /// The text in lines, as even in length as the words allow. Words that are too long alone are divided.
    pub fn lines(&self, text: &str) -> Vec<String> {
        let mut lines = self.greedy(text, self.width);
        if lines.len() > self.lines.max(1) {
            lines.truncate(self.lines.max(1));
            if let Some(last) = lines.last_mut() {
                *last = self.with_ellipsis(last);
            }
            return lines;
        }
        // The narrowest width that needs no more lines makes them even.
        let mut low = self.width / lines.len() as f64;
        let mut high = self.width;
        while lines.len() > 1 && high - low > self.size / 4.0 {
            let middle = (low + high) / 2.0;
            let tried = self.greedy(text, middle);
            let divided = tried.iter().any(|line| line.ends_with(DIVIDED));
            if tried.len() <= lines.len() && !divided {
                (lines, high) = (tried, middle);
            } else {
                low = middle;
            }
        }
        lines.iter().map(|line| line.replace(DIVIDED, "-")).collect()
    }

    /// The lines of texts that must be told apart: those that are cut and look alike then are cut at their start.
    pub fn distinct(&self, texts: &[&str]) -> Vec<Vec<String>> {
        let mut all: Vec<Vec<String>> = texts.iter().map(|text| self.lines(text)).collect();
        for i in 0..all.len() {
            let alike: Vec<usize> = (i..all.len()).filter(|j| all[*j] == all[i] && texts[*j] != texts[i]).collect();
            if alike.is_empty() {
                continue;
            }
            let group: Vec<&str> = alike.iter().chain([&i]).map(|j| texts[*j]).collect();
            let from = first_difference(&group);
            let cut = all[i].clone();
            for j in (i..all.len()).filter(|j| all[*j] == cut).collect::<Vec<_>>() {
                all[j] = self.lines(&format!("…\u{a0}{}", &texts[j][from.min(texts[j].len())..]));
            }
        }
        all
    }

    /// Whether the text fits in the lines without dividing a word.
    pub fn fits(&self, text: &str) -> bool {
        let lines = self.greedy(text, self.width);
        lines.len() <= self.lines && !lines.iter().any(|line| line.ends_with(DIVIDED))
    }

    fn greedy(&self, text: &str, limit: f64) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in pieces(text) {
            self.append(&mut lines, word, limit);
        }
        lines.iter().map(|line| line.trim_end_matches(' ').to_owned()).collect()
    }

    fn append(&self, lines: &mut Vec<String>, word: &str, limit: f64) {
        let fits = |line: &str| width(line.trim_end_matches(' '), self.weight, self.size) <= limit;
        let Some(line) = lines.last_mut() else { return };
        let together = format!("{line}{word}");
        if fits(&together) {
            *line = together;
        } else if line.is_empty() {
            let cut = self.division(word, limit);
            let (head, tail) = word.split_at(cut);
            *line = head.to_owned();
            if !tail.is_empty() {
                line.push(DIVIDED);
                lines.push(String::new());
                self.append(lines, tail, limit);
            }
        } else {
            lines.push(String::new());
            self.append(lines, word, limit);
        }
    }

    /// Where to divide a word that is wider than a line: at least one character stays.
    fn division(&self, word: &str, limit: f64) -> usize {
        let room = limit - width("-", self.weight, self.size);
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let fitting = |end: &usize| width(&word[..*end], self.weight, self.size) <= room;
        let first = word.chars().next().map_or(0, char::len_utf8);
        ends.take_while(fitting).last().unwrap_or(first)
    }

    fn with_ellipsis(&self, line: &str) -> String {
        let mut kept = line.trim_end_matches(DIVIDED).to_owned();
        while !kept.is_empty() && width(&kept, self.weight, self.size) + self.size * 0.8 > self.width {
            kept.pop();
        }
        format!("{}…", kept.trim_end())
    }
}

/// Where the first word begins in which texts differ, in bytes.
fn first_difference(texts: &[&str]) -> usize {
    let Some(first) = texts.first() else { return 0 };
    let shared = |other: &&str| {
        let mut pairs = first.char_indices().zip(other.chars());
        pairs.find(|((_, a), b)| a != b).map_or(first.len().min(other.len()), |((at, _), _)| at)
    };
    let end = texts[1..].iter().map(shared).min().unwrap_or(0);
    first[..end].rfind([' ', '-', '/']).map_or(0, |at| at + 1)
}

/// Stands at the end of a line whose last word goes on; becomes a hyphen. Never in data: control characters
/// are removed from all text.
const DIVIDED: char = '\u{1f}';

/// The pieces between which a line may end: after a space, a hyphen or a slash, never at a no-break space.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '-', '/'])
}

/// Text as XML 1.0 can hold it and a line can show it: control characters become spaces, spaces single.
pub(super) fn clean(text: &str) -> String {
    let legal = |c: char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}');
    let spaced: String = text.chars().map(|c| if legal(c) { c } else { ' ' }).collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::sample::with_fonts;

    fn wrap(width: f64, lines: usize) -> Wrap {
        Wrap { weight: Weight::Regular, size: 8.0, width, lines }
    }

    #[test]
    fn widths_are_those_of_the_font() {
        with_fonts();
        // Source Sans 3 has digits of 497/1000 em.
        assert!((width("0000", Weight::Regular, 8.0) - 4.0 * 0.497 * 8.0).abs() < 0.05);
        assert!(width("€\u{a0}1", Weight::Semibold, 8.0) > width("€1", Weight::Semibold, 8.0));
        assert!(width("\u{2212}", Weight::Regular, 8.0) > 0.0);
    }

    #[test]
    fn labels_wrap_evenly_and_keep_every_word() {
        with_fonts();
        let lines = wrap(90.0, 3).lines("Programma Gezond, Sociaal & Zorgzaam");
        assert_eq!(lines, ["Programma Gezond,", "Sociaal & Zorgzaam"]);
        assert_eq!(wrap(90.0, 3).lines("Kort"), ["Kort"]);
        assert_eq!(wrap(90.0, 3).lines(""), [""]);
    }

    #[test]
    fn long_words_are_divided_and_no_break_spaces_kept() {
        with_fonts();
        let lines = wrap(40.0, 9).lines("Meervoudigecomplexeproblematiek");
        assert!(lines.len() > 1 && lines[0].ends_with('-'), "{lines:?}");
        assert_eq!(lines.concat().replace('-', ""), "Meervoudigecomplexeproblematiek");
        assert_eq!(wrap(1.0, 500).lines("abc").len(), 3);
        assert!(wrap(30.0, 2).lines("een twee drie vier vijf zes zeven acht")[1].ends_with('…'));
        assert_eq!(wrap(20.0, 4).lines("op 3\u{a0}mei")[1], "3\u{a0}mei");
    }

    #[test]
    fn control_characters_are_removed() {
        assert_eq!(clean("a\0b\n\tc  d\u{ffff}"), "a b c d");
        assert_eq!(clean("€\u{a0}5"), "€\u{a0}5");
    }
}
