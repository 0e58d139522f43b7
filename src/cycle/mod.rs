//! What happens round a document while quarters pass: a new period begins ([`quarter`]), it is seen what is missing
//! and due ([`overview`]) and what is new ([`difference`]), colleagues say something of it ([`comments`]), what can be mended
//! unseen is ([`mend`]), and a document becomes final ([`adoption`]).

pub mod adoption;
pub mod comments;
pub mod difference;
pub mod mend;
pub mod overview;
pub mod quarter;
