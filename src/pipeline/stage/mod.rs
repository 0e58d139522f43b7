//! The steps, a file each: the type that a step gives, and the step that leads to it. What does not exist yet has
//! no field.
//!
//! Of all documents together: [`loaded`], [`protected`], [`shared`]. Of one document: [`written`] or else
//! [`adopted`], [`composed`], [`checked`], [`drawn`], [`traced`], [`laid_out`], [`typeset`], and
//! [`delivered`].

pub(super) mod adopted;
pub(super) mod checked;
pub(super) mod composed;
pub(super) mod delivered;
pub(super) mod drawn;
pub(super) mod laid_out;
pub(super) mod loaded;
pub(super) mod protected;
pub(super) mod shared;
pub(super) mod stopped;
pub(super) mod traced;
pub(super) mod typeset;
pub(super) mod written;
