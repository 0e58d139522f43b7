//! The server: it answers the page, and has the setter do what takes long.
//!
//! | module | what it does |
//! |---|---|
//! | `serve`, `routes` | it listens, and what is answered |
//! | `guard`, `denial`, `random` | to whom, how it is said that something is not given, keys that nobody guesses |
//! | `visitors` | who may stay connected |
//! | `assets`, `manuscripts` | the page itself, texts read and saved |
//! | `hub` | knows the browser tabs and what each of them shows |
//! | `supervisor` | gives tasks to the setter, and replaces it |
//! | `watch` | tells that something changed in the work folder |

mod assets;
mod guard;
pub(super) mod hub;
mod manuscripts;
mod random;
mod denial;
mod routes;
pub(super) mod serve;
mod supervisor;
mod visitors;
mod watch;
