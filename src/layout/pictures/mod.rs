//! What a picture is, and whether it can stand in a document.
//!
//! In come the bytes of a file; out comes its kind, or why it cannot be used. All that a decoder would have to be
//! trusted with is looked at first: how many pixels there are, how large the numbers of a drawing are, how much it
//! repeats, what its filters would cost.

mod expansion;
mod filters;
mod numbers;
mod raster;
#[cfg(test)]
mod tests;
mod unusable;
mod vector;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use typst::visualize::ExchangeFormat;

use crate::digest::sha256;

pub(super) use unusable::Unusable;

/// So many verdicts are remembered; then remembering starts anew.
const MOST_KNOWN: usize = 1_024;

type Verdict = Result<&'static str, Unusable>;

/// Looks at pictures, at each only once: a logo stands in every document.
#[derive(Debug, Default)]
pub(super) struct PictureCheck {
    known: Mutex<HashMap<String, Verdict>>,
}

impl PictureCheck {
    /// What a picture is, by its bytes rather than by its name: the extension of its kind.
    ///
    /// # Errors
    /// It cannot be in a document.
    pub fn kind(&self, bytes: &[u8]) -> Verdict {
        let digest = sha256(bytes);
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&digest).cloned();
        known.unwrap_or_else(|| {
            let verdict = kind_of(bytes);
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= MOST_KNOWN {
                known.clear();
            }
            known.insert(digest, verdict.clone());
            verdict
        })
    }
}

fn kind_of(bytes: &[u8]) -> Verdict {
    if bytes.starts_with(b"%PDF") {
        return Err(Unusable::new("is een PDF. Die kan niet als afbeelding in een toegankelijk document."));
    }
    match ExchangeFormat::detect(bytes) {
        Some(ExchangeFormat::Png) => raster::check(bytes, ExchangeFormat::Png).map(|()| "png"),
        Some(ExchangeFormat::Jpg) => raster::check(bytes, ExchangeFormat::Jpg).map(|()| "jpg"),
        _ => vector::check(bytes).map(|()| "svg"),
    }
}
