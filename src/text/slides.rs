//! A presentation's text as slides: each first-level heading starts one, and what stands on it decides how it
//! is arranged.

use crate::diagnostic::{Code, Finding, Place, did_you_mean};
use crate::load::{SectionKind, Show};

use super::composer::Composer;
use super::directive::Setting;
use super::document::{Block, BlockContent, SectionText, Slide, SlideLayout, Span};
use super::markdown::TopBlock;
use super::slide_content::{SlideContent, is_picture};
use super::walk::{Inside, Visitor, walk_blocks};

/// What the heading above the notes for the speaker can be called.
const NOTES: [&str; 2] = ["notities", "notitie"];

/// A slide that is being read.
struct OpenSlide {
    title: Vec<Span>,
    place: Place,
    blocks: Vec<Block>,
    /// Once its heading was seen.
    notes: Option<Vec<Block>>,
    steps: Option<Place>,
    layout: Option<(SlideLayout, Place)>,
}

impl Composer<'_> {
    /// Puts the text on slides.
    pub(super) fn slides(&mut self, top: Vec<TopBlock>, show: Show) -> Vec<SectionText> {
        let mut slides: Vec<OpenSlide> = Vec::new();
        // What stands before the first slide is told once.
        let mut is_told = false;
        for block in top {
            match (block, slides.last_mut()) {
                (TopBlock::Section { spans, place }, _) => {
                    if self.plain(&spans).trim().is_empty() {
                        self.slide_without_title(&place, "Deze dia heeft geen titel.");
                    }
                    if self.names_notes(&spans) {
                        self.notes_misnamed(&place, "Dit is een dia die \"Notities\" heet.");
                    }
                    let blocks = Vec::new();
                    slides.push(OpenSlide { title: spans, place, blocks, notes: None, steps: None, layout: None });
                }
                (TopBlock::Setting(setting, place), Some(slide)) => self.set(slide, setting, place),
                (TopBlock::Block(block), Some(slide)) => self.add_to(slide, block),
                (TopBlock::Setting(_, place), None) => self.before_first_slide(&place, &mut is_told),
                (TopBlock::Block(block), None) if self.is_notes_heading(&block) => {
                    is_told = true;
                    let message = "Deze notities horen bij geen enkele dia.";
                    self.findings.push(
                        Finding::new(Code::NotesWithoutSlide, block.place, message)
                            .hint("Zet er de dia boven waar ze bij horen: een regel met # en de titel."),
                    );
                }
                (TopBlock::Block(block), None) => self.before_first_slide(&block.place, &mut is_told),
            }
        }
        if slides.is_empty() && !is_told {
            let whole = Place::file(self.manuscript.source.path.clone());
            self.slide_without_title(&whole, "Deze presentatie heeft nog geen dia's.");
        }
        let last = slides.len().wrapping_sub(1);
        let slides = slides.into_iter().enumerate();
        slides.map(|(index, slide)| self.finish_slide(slide, show, index == last)).collect()
    }

    fn slide_without_title(&mut self, place: &Place, message: &str) {
        self.findings
            .push(Finding::new(Code::SlideWithoutTitle, place.clone(), message).hint(
                "Een dia begint met een kop: # De kosten stijgen. Wie de dia's laat voorlezen, hoort de titels.",
            ));
    }

    fn before_first_slide(&mut self, place: &Place, is_told: &mut bool) {
        if !std::mem::replace(is_told, true) {
            self.slide_without_title(place, "Deze tekst staat nog niet op een dia.");
        }
    }

    fn is_notes_heading(&self, block: &Block) -> bool {
        matches!(&block.content, BlockContent::Heading { level: 2, spans } if self.names_notes(spans))
    }

    fn names_notes(&self, spans: &[Span]) -> bool {
        NOTES.contains(&self.plain(spans).trim().trim_end_matches(':').to_lowercase().as_str())
    }

    /// What is meant for the speaker must not be shown to all.
    fn notes_misnamed(&mut self, place: &Place, message: &str) {
        self.findings.push(
            Finding::new(Code::NotesWithoutSlide, place.clone(), message)
                .hint("Boven wat alleen de spreker ziet, staat precies: ## Notities")
                .hint("Is het toch voor de zaal? Kies dan een andere kop."),
        );
    }

    fn add_to(&mut self, slide: &mut OpenSlide, block: Block) {
        if self.is_notes_heading(&block) {
            slide.notes.get_or_insert_default();
            return;
        }
        if let BlockContent::Heading { spans, .. } = &block.content
            && self.plain(spans).trim().to_lowercase().starts_with(NOTES[1])
        {
            self.notes_misnamed(&block.place, "Deze kop lijkt op die boven notities, maar heet net anders.");
        }
        self.refuse_nested_pictures(&block);
        match &mut slide.notes {
            // Other programs start a slide with a line.
            _ if matches!(block.content, BlockContent::Rule) => {
                self.slide_without_title(&block.place, "Na deze streep begint geen nieuwe dia.");
            }
            Some(_) if is_picture(&block) => {
                let message = "Een grafiek, tabel of afbeelding kan niet in de notities staan.";
                self.findings.push(
                    Finding::new(Code::LayoutDoesNotSuit, block.place, message)
                        .hint("Zet haar boven de kop ## Notities, op de dia zelf."),
                );
            }
            Some(notes) => notes.push(block),
            None => slide.blocks.push(block),
        }
    }

    /// A chart in a list or quotation would have no room of its own.
    fn refuse_nested_pictures(&mut self, block: &Block) {
        struct Nested<'n>(Vec<&'n Block>);
        impl<'n> Visitor<'n> for Nested<'n> {
            fn block(&mut self, block: &'n Block, inside: Inside) {
                if inside != Inside::default() && is_picture(block) {
                    self.0.push(block);
                }
            }
        }
        let mut nested = Nested(Vec::new());
        walk_blocks(std::slice::from_ref(block), &mut nested);
        for block in nested.0 {
            let message = "Een grafiek, tabel of afbeelding kan op een dia niet in een lijst of citaat staan.";
            self.findings.push(
                Finding::new(Code::LayoutDoesNotSuit, block.place.clone(), message)
                    .hint("Zet haar op een eigen regel onder de lijst, zonder spaties ervoor."),
            );
        }
    }

    fn set(&mut self, slide: &mut OpenSlide, setting: Setting, place: Place) {
        match setting {
            Setting::Steps => slide.steps = Some(place),
            Setting::Width(_) => self.setting_out_of_place(&setting, &place),
            Setting::Layout(name) => match SlideLayout::parse(&name) {
                Some(_) if slide.layout.is_some() => self.findings.push(
                    Finding::new(Code::LayoutDoesNotSuit, place, "Deze dia heeft al een indeling.")
                        .hint("Laat er één staan."),
                ),
                Some(layout) => slide.layout = Some((layout, place)),
                None => {
                    let names = SlideLayout::NAMES.map(|(name, _)| name);
                    self.findings.push(
                        Finding::new(Code::UnknownLayout, place, format!("Er is geen indeling \"{name}\"."))
                            .maybe_hint(did_you_mean(&name, names))
                            .hint(format!("Kies uit: {}.", names.join(", ")))
                            .hint("Of laat indeling() weg: dan kiest Griffel zelf."),
                    );
                }
            },
        }
    }

    fn finish_slide(&mut self, slide: OpenSlide, show: Show, is_last: bool) -> SectionText {
        let OpenSlide { title, place, blocks, notes, steps, layout } = slide;
        self.check_levels(&blocks);
        let content = SlideContent::of(&blocks, &self.exhibits);
        let layout = match layout {
            Some((layout, asked_at)) => {
                if let Err(lacks) = content.suits(layout) {
                    let message = format!("De indeling \"{}\" past niet bij deze dia: {lacks}.", layout.name());
                    self.findings.push(
                        Finding::new(Code::LayoutDoesNotSuit, asked_at, message)
                            .hint("Laat indeling() weg: dan kiest Griffel zelf."),
                    );
                }
                layout
            }
            None => {
                let asks = self.plain(&title).trim_end().ends_with('?');
                content.layout(is_last, asks).unwrap_or_else(|much| {
                    self.findings.push(
                        Finding::new(Code::LayoutDoesNotSuit, place.clone(), format!("Op deze dia {much}."))
                            .hint("Verdeel het over meer dia's: elke kop met één # begint een nieuwe."),
                    );
                    SlideLayout::Bullets
                })
            }
        };
        let has_list = blocks.iter().any(|block| matches!(block.content, BlockContent::List { .. }));
        if let Some(asked_at) = steps.as_ref().filter(|_| !has_list) {
            self.findings.push(
                Finding::new(Code::StepsWithoutList, asked_at.clone(), "Op deze dia staat geen lijst.")
                    .hint("Haal stappen() weg, of maak van de tekst een lijst met streepjes."),
            );
        }
        let steps = has_list && (show.steps || steps.is_some());
        let notes = notes.unwrap_or_default();
        SectionText {
            heading: title,
            blocks,
            kind: SectionKind::Plain,
            slide: Some(Slide { place, layout, steps, notes }),
        }
    }
}
