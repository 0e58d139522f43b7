//! Documents become final: adopted, kept with all they were made from, and made again years later.
//!
//! In: a work folder and the name of a document. Out: its record, its archive and a line in its log; or
//! what keeps it from being adopted. Adopting is made of steps that each leave everything whole; after a
//! run that was killed, the same command finishes the rest.

mod act;
mod audit;
mod books;
mod seal;
mod snapshot;
mod step;
mod verify;

pub use act::Act;
pub use audit::{audit, known};
pub use seal::{Adopted, OpenComments, adopt};
pub use step::mark;
pub use verify::{Same, Verdict, verify};
