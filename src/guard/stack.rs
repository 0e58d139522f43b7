//! Room for what is nested deeply: a layout of ten thousand lines is one chain of ten thousand steps to who typesets it.

use std::panic;
use std::thread;

/// The stack of the threads that typeset, in bytes: four times that of a program on Linux, thirty times that on Windows. It takes
/// no memory before it is used, but addresses.
pub const STACK: usize = 32 * 1024 * 1024;

/// The environment variable by which Rust gives threads that do not ask for a stack of their own as much.
pub const STACK_OF_THREADS: &str = "RUST_MIN_STACK";

/// Does a job where it has such a stack. Where there is no other thread to be had, it is done here.
pub fn with_room<T: Send>(job: impl FnOnce() -> T + Send) -> T {
    let mut job = Some(job);
    let done = thread::scope(|scope| {
        let work = || job.take().map(|job| job());
        let started = thread::Builder::new().name("griffel".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        started.ok().map(|thread| thread.join())
    });
    match done {
        Some(Ok(Some(done))) => done,
        Some(Err(fell)) => panic::resume_unwind(fell),
        _ => job.take().map(|job| job()).unwrap_or_else(|| unreachable!("it is done once")),
    }
}
