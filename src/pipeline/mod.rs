//! From a work folder to documents: the list of steps ([`make`]), and what is kept from one run to the next.

mod draft;
mod each;
mod earlier;
mod kept;
pub mod memory;
mod order;
mod outcome;
mod press;
mod remake;
mod renditions;
mod review;
mod run;
mod secrecy;
pub mod sent;
mod sources;
mod stage;
mod trial;
#[cfg(test)]
mod tests;

pub use draft::{Draft, ShownDocument};
pub use order::Order;
pub use outcome::{Delivery, Outcome, PdfFile, Planning, Reviewed};
pub use press::Press;
pub use run::{Run, make};
pub use sources::Sources;
pub use stage::typeset::Typeset;
pub use trial::Trial;
