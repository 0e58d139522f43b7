//! Why a document does not go the whole way.

use super::adopted::Adopted;
use super::checked::Checked;
use super::laid_out::Refused;
use super::written::NotOpen;
use crate::diagnostic::Findings;

/// Why a document does not go the whole way.
pub enum Stopped {
    /// Its text cannot be read; the findings say why.
    Unreadable(Findings),
    /// It was adopted, and stays as it is.
    Adopted(Box<Adopted>),
    /// There are errors in it; they are among its findings.
    Refused(Box<Checked>),
}

impl From<NotOpen> for Stopped {
    fn from(not_open: NotOpen) -> Self {
        match not_open {
            NotOpen::Unreadable(findings) => Stopped::Unreadable(findings),
            NotOpen::Adopted(adopted) => Stopped::Adopted(adopted),
        }
    }
}

impl From<Refused> for Stopped {
    fn from(Refused(checked): Refused) -> Self {
        Stopped::Refused(checked)
    }
}
