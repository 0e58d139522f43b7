//! Writing: the files of a document in their places, and what they came of in memory.

use super::checked::Checked;
use super::laid_out::LaidOut;
use super::shared::Shared;
use super::typeset::Typeset;
use crate::digest::RunningDigest;
use crate::pipeline::memory::MadeFrom;
use crate::pipeline::order::Order;
use crate::pipeline::outcome::{Delivery, Outcome, PdfFile};
use crate::project::is_in_input_folder;
use crate::provenance;
use crate::record;
use crate::text::{BlockContent, Document};
use crate::web::{LOOSE_CHARTS, LooseChart};

impl LaidOut {
    /// What its files come of, to be remembered.
    pub fn made_from(&self, shared: &Shared) -> MadeFrom {
        let Checked { manuscript, document, .. } = &self.checked;
        let mut sum = RunningDigest::new();
        sum.add(env!("CARGO_PKG_VERSION").as_bytes());
        sum.add(shared.fonts.digest().as_bytes());
        sum.add(manuscript.version.to_string().as_bytes());
        for source in std::iter::once(&self.own).chain(&self.extras) {
            sum.add(source.source.as_bytes());
        }
        for (name, bytes) in &self.own.files {
            sum.add(name.as_bytes());
            sum.add(bytes);
        }
        for (_, html) in self.web.iter().flat_map(|web| &web.draft) {
            sum.add(html.as_bytes());
        }
        for chart in self.charts.iter().flatten() {
            sum.add(chart.drawing.as_bytes());
            sum.add(chart.text.as_bytes());
        }
        // Without its pages, which follow from the rest.
        sum.add(&provenance::to_csv(&self.ledger));
        let web = self.web.iter().flat_map(|web| &web.draft).map(|(file, _)| file.extension());
        let extras = self.extras.iter().map(|extra| extra.rendition.extension()).chain(web);
        let charts = self.charts.iter().flat_map(|charts| {
            let files = charts.iter().flat_map(LooseChart::file_names);
            std::iter::once(LOOSE_CHARTS.to_owned()).chain(files)
        });
        let extras: Vec<String> = extras.map(str::to_owned).chain(charts).collect();
        // A chart by another name is another file.
        extras.iter().for_each(|extra| sum.add(extra.as_bytes()));
        MadeFrom {
            version: manuscript.version,
            extras,
            layout: Some(sum.finish()),
            pictures: pictures_elsewhere(document),
        }
    }

    /// Keeps its Typst source beside its PDF, if that is asked.
    pub fn keep_source(mut self, order: &Order) -> Self {
        let Checked { manuscript, findings, .. } = &mut self.checked;
        if order.keep_typst
            && let Err(finding) = order.output().write_typst(&manuscript.id, manuscript.version, &self.own)
        {
            findings.push(*finding);
        }
        self
    }

    /// Leaves its files as they are: they came of the same.
    pub fn leave(self, pages: usize, made_from: &MadeFrom, order: &Order) -> Outcome<Delivery> {
        let (output, id) = (order.output(), &self.checked.manuscript.id);
        let pdf = PdfFile { path: output.pdf(id, made_from.version), pages };
        let files = made_from.extras.iter().filter(|extra| *extra != LOOSE_CHARTS);
        let extras = files.map(|extra| output.beside(id, made_from.version, extra)).collect();
        let outcome = self.checked.outcome(Delivery::Unchanged { pdf, extras });
        let _alone = order.memory.alone();
        order.memory.note(&outcome, made_from);
        outcome
    }
}

impl Typeset {
    /// Puts its files in their places, and remembers what they came of.
    pub fn write(self, made_from: &MadeFrom, order: &Order, shared: &Shared) -> Outcome<Delivery> {
        let Self { mut checked, pdf, extras, web, charts, ledger, pages, set_from } = self;
        let (output, version) = (order.output(), made_from.version);
        if let Some(source) = set_from.filter(|_| order.keep_typst)
            && let Err(finding) = output.write_typst(&checked.manuscript.id, version, &source)
        {
            checked.findings.push(*finding);
        }
        // Nobody else puts files there until it is remembered which these are.
        let _alone = order.memory.alone();
        // Somebody can have adopted it while it was being made.
        if shared.files.is_file(&record::record_path(&checked.manuscript.source.path, version)) {
            return checked.outcome(Delivery::Adopted { version, pdf: None, extras: Vec::new() });
        }
        let id = &checked.manuscript.id;
        let web = web.iter().map(|(file, html)| (file.extension(), html.as_bytes()));
        let loose = charts.iter().flatten().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let extras = extras.iter().map(|(rendition, pdf)| (rendition.extension(), pdf.as_slice()));
        let extras: Vec<(&str, &[u8])> = extras.chain(web).chain(loose).collect();
        match output.write(id, version, &pdf, &provenance::to_csv(&ledger), &extras) {
            Ok(path) => {
                if charts.is_some() {
                    output.keep_charts(id, version, &extras.iter().map(|(name, _)| *name).collect::<Vec<_>>());
                }
                let extras = extras.iter().map(|(extension, _)| output.beside(id, version, extension)).collect();
                let outcome = checked.outcome(Delivery::Made { pdf: PdfFile { path, pages }, extras });
                order.memory.note(&outcome, made_from);
                outcome
            }
            Err(finding) => {
                checked.findings.push(*finding);
                checked.not_made(order)
            }
        }
    }
}

impl Checked {
    /// What came of it where it cannot be made.
    pub fn not_made(self, order: &Order) -> Outcome<Delivery> {
        let place = order.output().pdf(&self.manuscript.id, self.manuscript.version);
        let older = place.exists().then_some(place);
        self.outcome(Delivery::NotMade { older })
    }
}

/// The pictures of a document from outside the folders that all documents share.
fn pictures_elsewhere(document: &Document) -> Vec<String> {
    let mut paths = Vec::new();
    document.visit_blocks(&mut |block| {
        if let BlockContent::Picture(picture) = &block.content
            && !is_in_input_folder(&picture.path)
        {
            paths.push(picture.path.clone());
        }
    });
    paths
}
