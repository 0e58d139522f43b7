//! Offers to accept a finding: `akkoord(…)` behind the words that it is about, with a reason that only a person can give.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Edit, Finding, Findings, Fix, Question, SourceText, Spot};
use crate::load::manuscript_parts;
use crate::text::{Document, REASON_WORDS, tag_ranges_in};

/// What is asked.
const WHY: Question = Question { words: "Waarom mag dit zo blijven?", least_words: REASON_WORDS };

/// Adds the offer to each finding in the document's own text that may be accepted.
pub fn offer(document: &Document, findings: &mut Findings) {
    let Spot::Text { source, .. } = &document.title_place.spot else { return };
    let Some((_, body)) = manuscript_parts(source) else { return };
    let tags = tag_ranges_in(&source.text, &body);
    let lines = source.text[body.clone()].split_inclusive('\n').scan(body.start, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let fences = lines.filter(|(_, line)| line.trim_start().starts_with("```")).map(|(start, _)| start).collect();
    let body = Body { range: body, tags, fences };
    findings.amend(|finding| {
        let offer = accepted(finding, document, source, &body);
        finding.fixes.extend(offer);
    });
}

/// What stands below the settings of a document, as bytes of its file.
struct Body {
    range: Range<usize>,
    /// Placeholders and the like.
    tags: Vec<Range<usize>>,
    /// Where lines begin that begin or end text that is printed as it is.
    fences: Vec<usize>,
}

fn accepted(finding: &Finding, document: &Document, source: &Arc<SourceText>, body: &Body) -> Option<Fix> {
    let Spot::Text { range, .. } = &finding.place.spot else { return None };
    let is_here = finding.place.file == document.path && body.range.start <= range.start && range.end <= body.range.end;
    // A word that is right goes into the list of the municipality, for all its documents.
    if !is_here || !finding.code.may_be_waived() || finding.code == Code::UnknownWord {
        return None;
    }
    let (at, is_apart) = body.end_of_block_line(&source.text, range)?;
    let line_end = source.line_end();
    let gap = if is_apart { format!("{line_end}{line_end}") } else { " ".to_owned() };
    let edit = Edit::asking(source, at, format!("{gap}{{{{ akkoord(\"{}\", \"", finding.code), "\") }}");
    Some(Fix::of([edit], "Accepteer met een reden")?.asking(WHY))
}

impl Body {
    /// Where a waiver goes, in the block with these bytes: at the end of their line, or below a table or picture, in a
    /// paragraph of its own. None in text that is printed as it is.
    fn end_of_block_line(&self, text: &str, range: &Range<usize>) -> Option<(usize, bool)> {
        let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
        if self.fences.partition_point(|fence| *fence <= range.start) % 2 == 1 {
            return None;
        }
        let mut end = line_end(range.end);
        // A placeholder may go on over lines.
        let first = self.tags.partition_point(|tag| tag.end <= end);
        for tag in self.tags[first..].iter() {
            if tag.start >= end {
                break;
            }
            end = line_end(tag.end);
        }
        let is_row = |at: usize| text[line_start(at)..].trim_start_matches([' ', '>']).starts_with('|');
        let is_picture = text[line_start(end)..].trim_start().starts_with("![");
        let is_table = is_row(end);
        while is_table && end < text.len() && is_row(end + 1) {
            end = line_end(end + 1);
        }
        Some((line_start(end) + text[line_start(end)..end].trim_end().len(), is_table || is_picture))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tag_ranges;

    fn accepted_at(text: &str, words: &str) -> Option<String> {
        let at = text.find(words).expect("there");
        let fences = text.match_indices("```").map(|(at, _)| at).collect();
        let body = Body { range: 0..text.len(), tags: tag_ranges(text), fences };
        let (end, is_apart) = body.end_of_block_line(text, &(at..at + words.len()))?;
        Some(format!("{}{}{}", &text[..end], if is_apart { "\n\nOK" } else { " OK" }, &text[end..]))
    }

    #[test]
    fn a_waiver_stands_in_the_block_that_it_is_about() {
        for (text, wanted) in [
            ("Een zin. Nog een.  \nEn meer.\n", "Een zin. Nog een. OK  \nEn meer.\n"),
            ("- Een zin\n- twee", "- Een zin OK\n- twee"),
            ("| Een zin |\r\n| --- |\r\n| 1 |\r\n\r\nTekst", "| Een zin |\r\n| --- |\r\n| 1 |\n\nOK\r\n\r\nTekst"),
            ("Een zin {{ a(\n\"b\") }} verder\n", "Een zin {{ a(\n\"b\") }} verder OK\n"),
            ("![Een zin](x.png)", "![Een zin](x.png)\n\nOK"),
        ] {
            assert_eq!(accepted_at(text, "Een zin").as_deref(), Some(wanted));
        }
        assert_eq!(accepted_at("```\nEen zin\n```\n", "Een zin"), None);
    }
}
