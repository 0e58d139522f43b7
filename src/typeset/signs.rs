//! Signs at numbers that are not final: in come the pages of a letter, out comes at which of them a footnote must say what
//! the sign means, so that it is said once on each page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use crate::layout::{LINE_COMMENT, TypstSource, WHITE_MARK, sign_label, sign_note_label};

use super::pages::Pages;

/// What a layout says whose signs can have a footnote.
const CAN: &str = "#let tekens-op-bladzijde = true";
const CANNOT: &str = "#let tekens-op-bladzijde = false";
const CALL: &str = "#[#teken(\"";
/// What a block is put in that stays with the next.
const LEADS: &str = "#blijft-bij[";
const NUMBER: &str = ", nummer: ";
const NOTE: &str = ", noot: ";
/// Measures of the shared layout, in points: the text block of a page, what stands above the text on the first, a heading,
/// a chart or picture, a table, a line and the white between paragraphs.
const PAGE: f64 = 689.0;
const FIRST_PAGE: f64 = 205.0;
const HEADING: f64 = 36.0;
const PICTURE: f64 = 230.0;
const TABLE: f64 = 170.0;
const LINE_HEIGHT: f64 = 14.1;
const BETWEEN: f64 = 4.0;
/// Letters on a line.
const LINE: f64 = 92.0;
/// What begins the remark behind a sign in the facts of a letter.
const REMARK: &str = "\", \"tekst\": ";

/// A call in a source that prints a sign.
struct Sign<'s> {
    sign: &'s str,
    /// What says that it has a footnote, and what that says; empty where it has none.
    note: Range<usize>,
    /// Whether it stands in what stays with the block that follows. Where both go to the next page, Typst leaves a footnote
    /// behind on the page before.
    leads: bool,
}

impl Sign<'_> {
    fn has_note(&self) -> bool {
        !self.note.is_empty()
    }
}

/// The signs of a letter, in the order of its text.
fn signs(source: &str) -> Vec<Sign<'_>> {
    let calls = source.match_indices(CALL).filter_map(|(at, _)| {
        let start = at + CALL.len();
        let end = start + source[start..].find('"')?;
        let after = end + 1;
        let note = note_at(&source[after..]).unwrap_or(0);
        let leads = source[..at].rsplit('\n').next().is_some_and(|line| line.starts_with(LEADS));
        Some(Sign { sign: &source[start..end], note: after..after + note, leads })
    });
    calls.collect()
}

/// How long the arguments are that ask for a footnote.
fn note_at(code: &str) -> Option<usize> {
    let number = code.strip_prefix(NUMBER)?;
    let text = number.trim_start_matches(|one: char| one.is_ascii_digit()).strip_prefix(NOTE)?;
    Some(code.len() - text.len() + literal(text)?.len())
}

/// The string literal that a code begins with, with its quotation marks.
fn literal(code: &str) -> Option<&str> {
    let mut is_escaped = false;
    let end = code.char_indices().skip(1).find(|(_, next)| {
        let ends = *next == '"' && !is_escaped;
        is_escaped = *next == '\\' && !is_escaped;
        ends
    });
    code.starts_with('"').then_some(&code[..=end?.0])
}

/// What a sign means, as a string literal.
fn remark<'s>(source: &'s str, sign: &str) -> Option<&'s str> {
    let begin = format!("(\"teken\": \"{sign}{REMARK}");
    literal(&source[source.rfind(&begin)? + begin.len()..])
}

/// The same source with footnotes at these signs, by their positions, and at no others.
fn noted(laid_out: &TypstSource, at: &BTreeSet<usize>) -> TypstSource {
    let source = &laid_out.source;
    let mut out = String::with_capacity(source.len());
    let mut copied = 0;
    for (index, sign) in signs(source).into_iter().enumerate() {
        out.push_str(&source[copied..sign.note.start]);
        if let Some(remark) = remark(source, sign.sign).filter(|_| at.contains(&index)) {
            // Writing to a string cannot fail.
            let _ = write!(out, "{NUMBER}{}{NOTE}{remark}", index + 1);
        }
        copied = sign.note.end;
    }
    out.push_str(&source[copied..]);
    TypstSource { source: out, ..laid_out.clone() }
}

/// The source to begin with: each sign has a footnote where it may be the first on a page, by how long the text is. None
/// where there are no signs, or where they can have none.
pub(super) fn begun(laid_out: &TypstSource) -> Option<TypstSource> {
    if laid_out.slides.is_some() || !laid_out.source.contains(CAN) {
        return None;
    }
    let source = &laid_out.source;
    let mut firsts = BTreeMap::new();
    let (mut at, mut down) = (source.find(LINE_COMMENT).unwrap_or_default(), FIRST_PAGE);
    for (index, sign) in signs(source).iter().enumerate() {
        while let Some(line) =
            source.get(at..).and_then(|rest| rest.lines().next()).filter(|line| at + line.len() < sign.note.start)
        {
            down += height(line);
            at += line.len() + 1;
        }
        let here = down + source.get(at..sign.note.start).map_or(0.0, lines) * LINE_HEIGHT;
        // Whole pages, of which there are few.
        let page = (here / PAGE) as usize;
        let first = firsts.entry((page, sign.sign)).or_insert((sign.leads, index));
        *first = (*first).min((sign.leads, index));
    }
    let firsts: BTreeSet<usize> = firsts.into_values().map(|(_, index)| index).collect();
    (!firsts.is_empty()).then(|| noted(laid_out, &firsts))
}

/// About how much room a line of a source takes, in points.
fn height(line: &str) -> f64 {
    let is_any = |calls: [&str; 2]| calls.iter().any(|call| line.contains(call));
    match lines(line) {
        _ if line.starts_with("#heading(") => HEADING,
        _ if is_any(["#grafiek(", "#afbeelding("]) => PICTURE,
        _ if is_any(["#overzicht(", "#tabel("]) => TABLE,
        _ if line.starts_with(WHITE_MARK) => 0.0,
        lines if lines > 0.0 => lines.ceil() * LINE_HEIGHT + BETWEEN,
        _ => 0.0,
    }
}

/// How many lines the words of a part of a source fill: every other part of it stands in quotation marks.
fn lines(source: &str) -> f64 {
    source.split('"').skip(1).step_by(2).map(str::len).sum::<usize>() as f64 / LINE
}

/// The source with what signs mean below the text, for a layout whose own signs can have no footnote.
pub(super) fn below(laid_out: &TypstSource) -> TypstSource {
    TypstSource { source: laid_out.source.replacen(CAN, CANNOT, 1), ..laid_out.clone() }
}

/// The source with a footnote for each sign on each page where it stands; none where that is so. With `more` all those
/// stay that there are.
pub(super) fn moved(pages: &Pages, more: bool) -> Option<TypstSource> {
    let laid_out = &pages.laid_out;
    if laid_out.slides.is_some() || !laid_out.source.contains(CAN) {
        return None;
    }
    let all = signs(&laid_out.source);
    let now: BTreeSet<usize> = (0..all.len()).filter(|index| all[*index].has_note()).collect();
    let places: Vec<_> =
        (0..all.len()).map(|index| (pages.page_of_label(&sign_label(index + 1)), all[index].sign)).collect();
    let others: BTreeSet<_> = (0..all.len()).filter(|index| !all[*index].leads).map(|index| places[index]).collect();
    let can_have = |index: &usize| !all[*index].leads || !others.contains(&places[*index]);
    let mut explained = BTreeSet::new();
    let mut wanted = BTreeSet::new();
    // A footnote that found no room stands on the page after its sign; there it can be one of two.
    for index in now.iter().copied().filter(|index| more || can_have(index)) {
        let foot = (pages.page_of_label(&sign_note_label(index + 1)), all[index].sign);
        if explained.insert(foot) || more {
            wanted.insert(index);
            explained.insert(places[index]);
        }
    }
    wanted.extend((0..all.len()).filter(can_have).filter(|index| explained.insert(places[*index])));
    (wanted != now).then(|| noted(laid_out, &wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Rendition;

    fn source(text: &str) -> TypstSource {
        let facts =
            r#"#metadata((tekens: (("teken": "*", "tekst": "Voor \"nu\"."), ("teken": "**", "tekst": "Later."), )))"#;
        TypstSource {
            rendition: Rendition::Letter,
            source: format!("{CAN}\n{text}\n{facts}"),
            files: BTreeMap::new(),
            pictures: BTreeMap::new(),
            template: String::new(),
            slides: None,
        }
    }

    #[test]
    fn a_sign_is_explained_where_it_stands_first() {
        let text = r#"#[#teken("*")#metadata(none)#label("teken-1")]; #[#teken("**")x]; #[#teken("*")x];"#;
        let begun = begun(&source(text)).expect("there are signs");
        let expected = r#"#[#teken("*", nummer: 1, noot: "Voor \"nu\".")#metadata(none)#label("teken-1")]; #[#teken("**", nummer: 2, noot: "Later.")x]; #[#teken("*")x];"#;
        assert!(begun.source.contains(expected), "{}", begun.source);
        let moved = noted(&begun, &BTreeSet::from([2]));
        assert_eq!(moved.source, noted(&source(text), &BTreeSet::from([2])).source, "those that were there go");
        assert!(moved.source.contains(r#"#[#teken("*", nummer: 3, noot: "Voor \"nu\".")x];"#));
    }

    #[test]
    fn what_stays_with_the_next_block_has_no_footnote_where_another_sign_can_have_one() {
        let text = "#blijft-bij[#par[#[#teken(\"*\")x];]]\n#[#teken(\"*\")y];";
        let begun = begun(&source(text)).expect("there are signs");
        assert!(begun.source.contains("[#[#teken(\"*\")x];]]\n#[#teken(\"*\", nummer: 2, noot: "), "{}", begun.source);
        let alone = super::begun(&source("#blijft-bij[#par[#[#teken(\"*\")x];]]")).expect("there is a sign");
        assert!(alone.source.contains("nummer: 1, noot: "), "{}", alone.source);
    }

    #[test]
    fn what_an_author_types_is_no_sign() {
        let typed = r##"#"#[#teken(\"*\")";"##;
        assert!(begun(&source(typed)).is_none());
    }
}
