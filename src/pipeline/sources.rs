//! What a run reads: the files of a work folder, and which of them there are.

use std::path::Path;
use std::sync::{Arc, mpsc};
use std::thread;

use crate::diagnostic::{Findings, Found};
use crate::load::fonts::Fonts;
use crate::project::{DocumentId, Files, Inventory, WorkFolder};
use crate::typeset;

/// The files of a work folder, and which of them there are.
pub struct Sources {
    pub(super) files: Files,
    pub(super) inventory: Arc<Inventory>,
    pub(super) fonts: FontSource,
    /// What is wrong with where the files are.
    pub(super) findings: Findings,
}

/// Where the fonts of a run come from.
pub(super) enum FontSource {
    /// They are read from the work folder.
    Files,
    /// They are being read.
    Coming(mpsc::Receiver<Found<Arc<Fonts>>>),
    /// They were read before, and are the same still.
    Known(Arc<Fonts>),
}

impl Sources {
    /// Looks through the work folder of `files`.
    pub fn of(files: Files) -> Self {
        let (inventory, findings) = Inventory::of(files.folder()).into_parts();
        Self { files, inventory: Arc::new(inventory), fonts: FontSource::Files, findings }
    }

    /// A work folder that was looked through before: what was found then is told elsewhere.
    pub fn found_before(files: Files, inventory: Arc<Inventory>) -> Self {
        Self { files, inventory, fonts: FontSource::Files, findings: Findings::new() }
    }

    /// The work folder of `files` as it is for one document that is being adopted: its own numbers did not go out
    /// yet. What is wrong with where other files are does not matter to it.
    pub fn in_hand(files: Files, id: &DocumentId) -> Self {
        let mut inventory = Inventory::of(files.folder()).without_findings();
        inventory.in_hand = Some(id.clone());
        Self::found_before(files, Arc::new(inventory))
    }

    /// The files that an adopted document was made from; none where they are no work folder any more.
    pub(super) fn of_archive(folder: &Path, id: &DocumentId) -> Option<Self> {
        Some(Self::in_hand(Files::new(WorkFolder::alone(folder)?), id))
    }

    /// With fonts that were read before, if there are any.
    #[must_use]
    pub fn with_fonts(self, fonts: Option<Arc<Fonts>>) -> Self {
        match fonts {
            Some(fonts) => Self { fonts: FontSource::Known(fonts), ..self },
            None => self,
        }
    }

    /// Reads the fonts, and warms Typst up, while the rest is being read.
    #[must_use]
    pub(super) fn with_fonts_coming(mut self) -> Self {
        if matches!(self.fonts, FontSource::Files) {
            let (files, inventory) = (self.files.clone(), self.inventory.clone());
            let (give, coming) = mpsc::channel();
            thread::spawn(move || {
                let found = Fonts::load(&files, &inventory.fonts);
                let fonts = found.value().clone();
                // They are waited for until they are there.
                let _ = give.send(found);
                typeset::warm_up(&fonts);
            });
            self.fonts = FontSource::Coming(coming);
        }
        self
    }
}

impl FontSource {
    /// The fonts, as soon as they are there.
    pub fn get(self, files: &Files, inventory: &Inventory) -> Found<Arc<Fonts>> {
        let read = || Fonts::load(files, &inventory.fonts);
        match self {
            FontSource::Files => read(),
            FontSource::Coming(coming) => coming.recv().unwrap_or_else(|_| read()),
            FontSource::Known(fonts) => Found::new(fonts, Findings::new()),
        }
    }
}
