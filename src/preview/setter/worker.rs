//! The setter: the process that typesets. It is a process of its own, since typesetting can be neither cancelled nor
//! kept from taking memory: the server ends it when it must, and starts another.

#![allow(clippy::disallowed_methods, reason = "a process that is stuck can be ended in no other way")]

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::process;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::guard::memory_in_use;
use crate::preview::message::{FromSetter, ToSetter};
use crate::preview::pipe;
use crate::project::WorkFolder;

use super::studio::Studio;

/// Beyond this much memory, in bytes, the process ends itself.
const MOST_MEMORY: u64 = 2 * 1024 * 1024 * 1024;

/// What nobody waits for begins when no pages were set for this long.
const PAUSE: Duration = Duration::from_millis(300);

/// How often memory is looked at.
const MEMORY_INTERVAL: Duration = Duration::from_millis(50);

/// The exit status of a process that took too much memory.
pub const TOO_MUCH_MEMORY: i32 = 77;

/// Does what comes in at standard input, sends what comes of it to standard output, and ends with its input.
pub fn work(folder: WorkFolder) {
    thread::spawn(guard_memory);
    let tasks = tasks(io::stdin());
    let mut output = BufWriter::new(io::stdout());
    let mut studio = Studio::new(folder);
    // Whoever reads the output is gone when it cannot be written.
    let mut send = |address: FromSetter, body: &[u8]| {
        if pipe::write(&mut output, &address, body).is_err() {
            process::exit(0);
        }
    };
    loop {
        // All that waits is taken note of first: the newest counts.
        let waiting: Vec<ToSetter> = tasks.try_iter().collect();
        let took_some = !waiting.is_empty();
        waiting.into_iter().for_each(|task| studio.take(task));
        if took_some {
            // A sign of life, also when there is nothing to do.
            send(FromSetter::Ends, &[]);
        }
        if studio.do_urgent(&mut send) {
            continue;
        }
        let mut next = tasks.recv_timeout(PAUSE.saturating_sub(studio.since_draft()));
        while matches!(next, Err(RecvTimeoutError::Timeout)) {
            next = match studio.do_later(&mut send) {
                true => tasks.recv_timeout(Duration::ZERO),
                false => tasks.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
        }
        match next {
            Ok(task) => {
                studio.take(task);
                send(FromSetter::Ends, &[]);
            }
            Err(_) => return,
        }
    }
}

/// Reads tasks as they come; the process ends with its input, whatever it is doing.
fn tasks(input: impl Read + Send + 'static) -> Receiver<ToSetter> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut input = BufReader::new(input);
        while let Ok(Some((task, _))) = pipe::read::<ToSetter>(&mut input) {
            if sender.send(task).is_err() {
                return;
            }
        }
        process::exit(0);
    });
    receiver
}

fn guard_memory() {
    loop {
        if memory_in_use().is_some_and(|used| used > MOST_MEMORY) {
            let _ = io::stdout().flush();
            process::exit(TOO_MUCH_MEMORY);
        }
        thread::sleep(MEMORY_INTERVAL);
    }
}
