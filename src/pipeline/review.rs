//! What the overview tells of a document besides its findings.

use super::outcome::{Planning, Review};
use super::stage::checked::Checked;
use super::stage::shared::Shared;
use crate::check::missing::missing;
use crate::check::promise::promises;
use crate::load::Manuscript;
use crate::record::Record;
use crate::text;

/// Of a document that is still being written.
pub fn of_checked(checked: &Checked, shared: &Shared) -> Review {
    let Checked { manuscript, document, .. } = checked;
    Review {
        title: document.plain(&document.title),
        status: document.status,
        planning: Planning {
            date: manuscript.date,
            writer: manuscript.writer.clone(),
            pilot: document.pilot.clone(),
            missing: missing(document, &manuscript.source.text, &shared.engine),
            promises: promises(document, &shared.engine),
        },
    }
}

/// Of an adopted one: what it promised holds; its numbers are those of then.
pub fn of_adopted(record: &Record, manuscript: &Manuscript, shared: &Shared) -> Review {
    let document = text::compose(manuscript, &shared.engine).without_findings();
    Review {
        title: record.title.clone(),
        status: manuscript.status,
        planning: Planning {
            date: manuscript.date,
            writer: manuscript.writer.clone(),
            promises: promises(&document, &shared.engine),
            pilot: document.pilot,
            missing: Vec::new(),
        },
    }
}
