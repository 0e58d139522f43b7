//! `griffel bekijk`: the real server, with tests that play the browser, the editor and the attacker.

mod attacks;
mod client;
mod following;
mod pictures;
mod recovery;
mod together;
mod unwatched;
mod versions;
mod views;
#[path = "../workbench/mod.rs"]
mod workbench;
