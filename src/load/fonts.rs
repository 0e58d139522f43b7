//! The fonts of a run: which characters can be printed, and in which families.

use std::sync::Arc;

use typst::foundations::Bytes;
use typst::text::Font;
use typst_kit::fonts::FontStore;

use crate::diagnostic::{Code, Finding, Findings, Found, Place};
use crate::digest::RunningDigest;
use crate::project::{Files, builtin_fonts};

/// The fonts of a run: the bundled ones and those of the work folder.
pub struct Fonts {
    pub(crate) store: FontStore,
    fonts: Vec<Font>,
    /// The SHA-256 of the work folder's own fonts.
    digest: String,
}

impl Fonts {
    /// Loads the bundled fonts and the work folder's own; files that are no fonts are reported.
    pub fn load(files: &Files, own: &[String]) -> Found<Arc<Self>> {
        Found::gather(|findings| Arc::new(Self::read(files, own, findings)))
    }

    fn read(files: &Files, own: &[String], findings: &mut Findings) -> Self {
        let mut fonts: Vec<Font> = builtin_fonts().flat_map(|data| Font::iter(Bytes::new(data))).collect();
        let mut sum = RunningDigest::new();
        for path in own {
            match files.bytes(path) {
                Ok(bytes) => {
                    sum.add(&bytes);
                    let before = fonts.len();
                    fonts.extend(Font::iter(Bytes::new(bytes)));
                    if fonts.len() == before {
                        findings.push(
                            Finding::new(
                                Code::UnknownFont,
                                Place::file(path),
                                format!("\"{path}\" is geen lettertype dat Griffel kan lezen."),
                            )
                            .hint("Gebruik een TTF- of OTF-bestand, of haal het weg."),
                        );
                    }
                }
                Err(finding) => findings.push(*finding),
            }
        }
        let mut store = FontStore::new();
        store.extend(fonts.iter().map(|font| (font.clone(), font.info().clone())));
        Self { store, fonts, digest: sum.finish() }
    }

    /// Tells the work folder's own fonts from all others.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Whether there is a family of this name.
    pub fn has_family(&self, name: &str) -> bool {
        self.store.book().contains_family(&name.to_lowercase())
    }

    /// The names of all families.
    pub fn families(&self) -> Vec<&str> {
        self.store.book().families().map(|(name, _)| name).collect()
    }

    /// The bytes of every font.
    pub fn data(&self) -> impl Iterator<Item = &Bytes> {
        self.fonts.iter().map(Font::data)
    }

    /// Whether any font can print a character.
    pub fn can_print(&self, character: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(character)))
    }
}
