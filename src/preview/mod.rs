//! The live preview: a page in the browser that follows what is written.
//!
//! Two processes share the work. The server, on this computer only, watches the work folder, keeps
//! texts that are being edited, and talks with the browser; it never typesets. What typesets is a
//! process of its own, the setter, which may be ended and replaced at any moment.
//!
//! | module | what it does |
//! |---|---|
//! | `message`, `pipe` | what page, server and setter say to each other, and how |
//! | `act` | what the page can have done, and what comes of it |
//! | `shelf`, `figures` | the same of the files that are no documents, and of those with numbers |
//! | `comments` | what colleagues say of a document, and what is done with that |
//! | `words` | what files say, made harmless, and why something is not given |
//! | `errand` | the steps of the cycle, each in a process of its own |
//! | `setter` | the process that typesets: what is out of date is made again, the most urgent first |
//! | `server` | the other process: what is answered, to whom, and what is asked of the setter |
//! | `home` | the one folder of the user outside work folders |
//! | `start` | the start page, from which work folders are opened and made |
//! | `protocol` | what the page knows of the messages: TypeScript, written from the types of `message` |
//!
//! A message costs its type in `message`, who makes it (`setter::studio`, or `server` where no pages are needed for
//! it) and who takes it in `page/`. Tabs that show the same thing are found by it: see `Topic` in `message`.

mod act;
mod comments;
mod errand;
mod figures;
mod fingerprint;
mod home;
mod message;
mod pipe;
#[cfg(test)]
mod protocol;
pub(crate) mod server;
mod setter;
mod shelf;
mod start;
mod words;

pub use errand::run as run_errand;
pub use server::hub::Today;
pub use server::serve::{PreviewOptions, serve};
pub use setter::worker::work;
pub use start::serve::{running as running_start, serve as serve_start};
