//! The start page: from no work folder at all to the preview of one. In: nothing but the user's own folder, with the work
//! folders used before. Out: `griffel bekijk` for a work folder that was chosen or made, in a process of its own.
//!
//! | module | what it does |
//! |---|---|
//! | `ask` | what the page asks, and what it gets |
//! | `folders` | folders of this computer, to choose one |
//! | `new` | a new work folder; `form` its own form |
//! | `region` | the work folders of a region |
//! | `previews` | the previews that were started |
//! | `serve` | the server |

pub(super) mod ask;
mod folders;
mod form;
mod new;
mod previews;
mod region;
pub(super) mod serve;
