//! Small counts of people: what gets out by itself, by what stands beside it, and by what people type.

#[path = "../workbench/mod.rs"]
mod workbench;

mod attack;
mod kinds;
mod markers;
mod relations;
