//! The live preview: a page in the browser that follows what is written.
//!
//! Two processes share the work. The server, on this computer only, watches the work folder, keeps
//! texts that are being edited, and talks with the browser; it never typesets. What typesets is a
//! process of its own, the setter, which may be ended and replaced at any moment.
//!
//! | module | what it does |
//! |---|---|
//! | `message`, `pipe` | what page, server and setter say to each other, and how |
//! | `setter` | the process that typesets: what is out of date is made again, the most urgent first |
//! | `server` | the other process: what is answered, to whom, and what is asked of the setter |
//! | `protocol` | what the page knows of the messages: TypeScript, written from the types of `message` |
//!
//! A message costs its type in `message`, who makes it (`setter::studio`, or `server` where no pages are needed for
//! it) and who takes it in `page/`. Tabs that show the same thing are found by it: see `Topic` in `message`.

mod fingerprint;
mod message;
mod pipe;
#[cfg(test)]
mod protocol;
mod server;
mod setter;

pub use server::hub::Today;
pub use server::serve::{PreviewOptions, serve};
pub use setter::worker::work;
