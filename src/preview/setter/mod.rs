//! The setter, the process that typesets: it holds the work folder and makes pages of it, as often as it is asked.
//!
//! | module | what it does |
//! |---|---|
//! | `worker` | the process: takes tasks in, sends what comes of them |
//! | `studio` | what it knows, what is still to do, and the most urgent of that |
//! | `open`, `comparison` | a document that is shown, and two that are compared |
//! | `stamps` | which files documents are made from, and which of them changed |

mod comparison;
mod open;
pub(super) mod stamps;
mod studio;
pub(super) mod worker;
