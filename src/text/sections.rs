//! A document's text under the sections of its form.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Edit, Finding, Fix, Place, SourceText, Spot, did_you_mean};
use crate::load::Form;

use super::composer::Composer;
use super::document::{Block, BlockContent, Gap, SectionText, Span};
use super::markdown::TopBlock;
use super::words::Words;

impl Composer<'_> {
    /// Puts the text under the sections of the form.
    pub(super) fn sections(&mut self, top: Vec<TopBlock>) -> Vec<SectionText> {
        let form = self.manuscript.form.clone();
        let mut found: BTreeMap<usize, Vec<Block>> = BTreeMap::new();
        // Text under an unknown or doubled heading is read, but printed nowhere.
        let mut current: Option<usize> = None;
        let mut headings: BTreeMap<usize, Place> = BTreeMap::new();
        let mut before_first = true;
        for block in top {
            match block {
                TopBlock::Setting(setting, place) => self.setting_out_of_place(&setting, &place),
                TopBlock::Section { spans, place } => {
                    let title = self.plain(&spans);
                    before_first = false;
                    current = self.section(&form, &title, &place, &found);
                    if let Some(index) = current {
                        found.insert(index, Vec::new());
                        headings.insert(index, place);
                    }
                }
                TopBlock::Block(block) if before_first => {
                    before_first = false;
                    self.findings.push(
                        Finding::new(
                            Code::TextOutsideSection,
                            block.place.clone(),
                            "Deze tekst staat nog niet onder een onderdeel.",
                        )
                        .hint(format!("Zet er een kop boven, zoals: # {}", form.sections[0].id)),
                    );
                }
                TopBlock::Block(block) => {
                    if let Some(blocks) = current.and_then(|index| found.get_mut(&index)) {
                        blocks.push(block);
                    }
                }
            }
        }
        for blocks in found.values() {
            self.check_levels(blocks);
        }
        self.in_form_order(&form, found, &headings)
    }

    fn section(
        &mut self,
        form: &Form,
        title: &str,
        place: &Place,
        found: &BTreeMap<usize, Vec<Block>>,
    ) -> Option<usize> {
        let wanted = title.trim().to_lowercase();
        let is_meant = |name: &str| name.to_lowercase() == wanted;
        let Some(index) = form.sections.iter().position(|section| is_meant(&section.id) || is_meant(&section.heading))
        else {
            let ids: Vec<&str> = form.sections.iter().map(|section| section.id.as_str()).collect();
            self.findings.push(
                Finding::new(
                    Code::UnknownSection,
                    place.clone(),
                    format!("Het sjabloon {} heeft geen onderdeel \"{}\".", form.id, title.trim()),
                )
                .hint(
                    did_you_mean(title, ids.iter().copied())
                        .unwrap_or_else(|| format!("Wel: {}.", ids.join(", ")).into()),
                )
                .hint("Een vrije tussenkop begint met twee hekjes: ##"),
            );
            return None;
        };
        if found.contains_key(&index) {
            self.findings.push(
                Finding::new(
                    Code::DuplicateSection,
                    place.clone(),
                    format!("Het onderdeel \"{}\" staat er al.", title.trim()),
                )
                .hint("Voeg de twee stukken tekst samen onder één kop."),
            );
            return None;
        }
        Some(index)
    }

    pub(super) fn check_levels(&mut self, blocks: &[Block]) {
        let mut deepest = 1;
        for block in blocks {
            let BlockContent::Heading { level, spans } = &block.content else { continue };
            if *level > deepest + 1 {
                let title = self.plain(spans);
                let (right, written) = ("#".repeat(usize::from(deepest) + 1), "#".repeat(usize::from(*level)));
                self.findings.push(
                    Finding::new(
                        Code::SkippedHeading,
                        block.place.clone(),
                        format!("De kop \"{title}\" slaat een niveau over."),
                    )
                    .hint(format!("Gebruik {right} in plaats van {written}."))
                    .fix(with_signs(&block.place, &written, &right)),
                );
            }
            deepest = *level;
        }
    }

    fn in_form_order(
        &mut self,
        form: &Form,
        mut found: BTreeMap<usize, Vec<Block>>,
        headings: &BTreeMap<usize, Place>,
    ) -> Vec<SectionText> {
        // A section that is empty because of another error, or misnamed, is not missing.
        let explained = self.findings.has_errors();
        let whole = Place::file(self.manuscript.source.path.clone());
        let mut sections = Vec::new();
        for (index, section) in form.sections.iter().enumerate() {
            let heading_is_there = found.contains_key(&index);
            let blocks = found.remove(&index).filter(|blocks| !blocks.is_empty());
            let blocks = match (blocks, &section.when_absent) {
                (Some(blocks), _) => blocks,
                (None, _)
                    if section.required
                        && explained
                        && (heading_is_there || self.findings.has_code(Code::UnknownSection)) =>
                {
                    continue;
                }
                (None, _) if section.required => {
                    let heading = headings.get(&index);
                    let place = heading.unwrap_or(&whole);
                    self.findings.push(match heading {
                        Some(place) => Finding::new(
                            Code::MissingSection,
                            place.clone(),
                            format!("Onder de kop \"{}\" staat nog niets.", section.heading),
                        )
                        .hint("Schrijf er tekst onder."),
                        None => Finding::new(
                            Code::MissingSection,
                            whole.clone(),
                            format!("Het onderdeel \"{}\" ontbreekt.", section.heading),
                        )
                        .hint(format!("Zet in de tekst een kop \"# {}\" met tekst eronder.", section.id))
                        .fix(with_section(
                            &self.manuscript.source,
                            &section.id,
                            headings.range(index + 1..).next(),
                        )),
                    });
                    // Whoever is still writing sees where it comes.
                    let content = BlockContent::Paragraph(vec![Span::Gap(Gap::Text)]);
                    vec![Block { content, place: place.clone() }]
                }
                (None, Some(text)) => {
                    let content = BlockContent::Paragraph(vec![Span::Given(Words::of_place(text, &whole))]);
                    vec![Block { content, place: whole.clone() }]
                }
                (None, None) => continue,
            };
            let heading = vec![Span::Given(Words::of_place(&section.heading, &whole))];
            sections.push(SectionText { heading, blocks, kind: section.kind, slide: None });
        }
        sections
    }
}

/// The heading of a section, before that of the next one in the form that the text has, or at the end of the text.
fn with_section(source: &Arc<SourceText>, id: &str, next: Option<(&usize, &Place)>) -> Option<Fix> {
    let end = source.line_end();
    let (at, becomes) = match next.map(|(_, place)| &place.spot) {
        Some(Spot::Text { range, .. }) => (range.start, format!("# {id}{end}{end}")),
        _ => {
            let last = source.text.trim_end().len();
            (last, format!("{end}{end}# {id}"))
        }
    };
    Fix::of([Edit::of(source, at..at, becomes)], format!("Zet de kop # {id} in de tekst"))
}

/// A heading with so many signs before it.
fn with_signs(place: &Place, written: &str, right: &str) -> Option<Fix> {
    let Spot::Text { source, range } = &place.spot else { return None };
    let line = source.line_range(source.line_column(range.start).0);
    let at = line.start + source.text.get(line)?.find(written)?;
    let title = format!("Gebruik {right} in plaats van {written}");
    Fix::of([Edit::of(source, at..at + written.len(), right)], title).map(Fix::safe)
}
