//! Work that may take all memory, never end, or fall over is done in a process of its own, and another sees to it:
//! typesetting can be neither cancelled nor kept from taking memory.
//!
//! | module | what it does |
//! |---|---|
//! | `orders` | what the two processes tell each other: the work, its limits, and why it was stopped |
//! | `supervise` | the process that the user started: starts the other, and starts it again without what it fell over |
//! | `watch` | the process that works: tells what it is at, and ends itself beyond its limits |
//! | `memory` | how much memory this process has |
//! | `stack` | room for what is nested deeply |

mod memory;
mod orders;
mod program;
mod stack;
mod supervise;
mod watch;

pub use memory::physical as memory_in_use;
pub use orders::{Limits, Stop, Work};
pub use program::this_program;
pub use stack::{STACK, STACK_OF_THREADS, with_room};
pub use supervise::{Ended, supervise};
pub use watch::{serve, watch};
