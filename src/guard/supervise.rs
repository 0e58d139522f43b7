//! The process that the user started: it starts the one that works, and starts it again without what it fell over.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, PipeReader};
use std::process::{Command, Stdio};

use super::orders::{Limits, Note, Orders, Stop, Work};
use super::program::this_program;
use super::stack::{STACK, STACK_OF_THREADS};

/// The environment variable with the orders of a process that works.
pub(super) const ORDERS: &str = "GRIFFEL_ORDERS";

/// The exit status of a process that ended itself.
pub(super) const ENDED_ITSELF: i32 = 77;

/// How many documents are stopped before nothing more is tried.
const MOST_STOPPED: usize = 8;

/// How a guarded command ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself, with this exit status.
    Itself(u8),
    /// It was stopped, at work on these documents or on what all documents share.
    Stopped(Vec<Work>, Stop),
}

/// Does what this process was asked in another, and waits for it. Where that is stopped at a document and may be done
/// `again`, it is, without that document.
///
/// # Errors
/// No other process can be started.
pub fn supervise(limits: Limits, again: bool) -> io::Result<Ended> {
    let mut orders = Orders { limits, stopped: Vec::new(), suspects: Vec::new(), no_more: false };
    loop {
        let (ended, last) = run(&orders)?;
        if let Some(status) = ended {
            return Ok(Ended::Itself(status));
        }
        let stop = last.why();
        if !again || last.works.is_empty() || orders.no_more {
            return Ok(Ended::Stopped(last.works, stop));
        }
        note(&mut orders, last, stop);
    }
}

/// Takes down what must not be tried again, or must be tried alone.
fn note(orders: &mut Orders, last: Last, stop: Stop) {
    match &last.works[..] {
        // Somebody or something else may have ended a process that did not say why, once.
        [one] if last.said.is_some() || orders.suspects.contains(one) => {
            orders.suspects.retain(|suspect| suspect != one);
            orders.stopped.push((one.clone(), stop));
        }
        _ => {
            let fresh: Vec<Work> = last.works.into_iter().filter(|work| !orders.suspects.contains(work)).collect();
            // Suspects are done one at a time: it cannot be two of them.
            orders.no_more = fresh.is_empty();
            orders.suspects.extend(fresh);
        }
    }
    orders.no_more |= orders.stopped.len() >= MOST_STOPPED;
}

/// What is known of a process that ended before its work was done.
#[derive(Debug, Default)]
struct Last {
    /// What it was at work on.
    works: Vec<Work>,
    /// Why, if it said so.
    said: Option<Stop>,
    /// Where a thread fell over, if one did.
    panicked: Option<String>,
    /// The exit status, of one that said that all is done.
    done: Option<u8>,
}

impl Last {
    fn why(&self) -> Stop {
        self.said.clone().unwrap_or_else(|| Stop::Crash(self.panicked.clone()))
    }

    /// From what it told until it ended.
    fn of(notes: impl BufRead) -> Self {
        let mut last = Self::default();
        let mut at: BTreeMap<u32, Work> = BTreeMap::new();
        for line in notes.lines().map_while(Result::ok) {
            match serde_json::from_str(&line) {
                Ok(Note::At(thread, Some(work))) => drop(at.insert(thread, work)),
                Ok(Note::At(thread, None)) => drop(at.remove(&thread)),
                Ok(Note::Panicked(place)) => last.panicked = Some(place),
                Ok(Note::Done(status)) => {
                    last.done = Some(status);
                    break;
                }
                Ok(Note::Ends(works, stop)) => {
                    last.said = Some(stop);
                    at = (0..).zip(works).collect();
                }
                // Half a line of a process that ended.
                Err(_) => {}
            }
        }
        last.works = at.into_values().collect();
        last
    }
}

/// The exit status of a process that did what it was told, and what is known of it.
fn run(orders: &Orders) -> io::Result<(Option<u8>, Last)> {
    let (reader, writer) = io::pipe()?;
    let mut child = Command::new(this_program()?)
        .args(std::env::args_os().skip(1))
        .env(ORDERS, serde_json::to_string(orders)?)
        .env(STACK_OF_THREADS, STACK.to_string())
        .stdin(Stdio::from(writer))
        .spawn()?;
    // The command, and with it our end to write to, is gone: the notes end with the process.
    let last = Last::of(BufReader::<PipeReader>::new(reader));
    // One that said that all is written need not be seen giving its memory back. But Windows keeps the folder of a process
    // until that is gone.
    if last.done.is_none() || cfg!(windows) {
        child.wait()?;
    }
    Ok((last.done, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(name: &str) -> Work {
        Work::new("stad".as_ref(), &name)
    }

    fn orders() -> Orders {
        Orders { limits: Limits { memory: 1, time: 1 }, stopped: Vec::new(), suspects: Vec::new(), no_more: false }
    }

    fn lines(notes: &[Note]) -> String {
        notes.iter().map(|note| serde_json::to_string(note).expect("JSON") + "\n").collect()
    }

    #[test]
    fn what_threads_are_at_when_the_process_ends_is_known() {
        let (a, b, c) = (work("a"), work("b"), work("c"));
        let told =
            [Note::At(0, Some(a)), Note::At(1, Some(b.clone())), Note::At(0, None), Note::At(0, Some(c.clone()))];
        let last = Last::of((lines(&told) + "{\"At").as_bytes());
        assert_eq!((last.works.clone(), last.why()), (vec![c, b], Stop::Crash(None)));
    }

    #[test]
    fn one_that_says_why_is_not_tried_again() {
        let (a, b) = (work("a"), work("b"));
        let told = [Note::At(0, Some(a.clone())), Note::At(1, Some(b)), Note::Ends(vec![a.clone()], Stop::Time)];
        let mut orders = orders();
        let last = Last::of(lines(&told).as_bytes());
        let why = last.why();
        note(&mut orders, last, why);
        assert_eq!((orders.stopped, orders.suspects, orders.no_more), (vec![(a, Stop::Time)], vec![], false));
    }

    #[test]
    fn of_two_at_once_each_is_tried_alone_and_one_that_falls_alone_is_stopped() {
        let (a, b) = (work("a"), work("b"));
        let mut orders = orders();
        let both = Last { works: vec![a.clone(), b.clone()], ..Last::default() };
        note(&mut orders, both, Stop::Memory);
        assert_eq!((orders.suspects.clone(), orders.stopped.len()), (vec![a.clone(), b.clone()], 0));
        let alone = Last { works: vec![b.clone()], ..Last::default() };
        note(&mut orders, alone, Stop::Crash(None));
        assert_eq!((orders.suspects, orders.stopped), (vec![a], vec![(b, Stop::Crash(None))]));
    }

    #[test]
    fn after_too_many_nothing_more_is_tried() {
        let mut orders = orders();
        for index in 0..MOST_STOPPED {
            assert!(!orders.no_more, "{index}");
            let one = work(&index.to_string());
            note(&mut orders, Last { works: vec![one], said: Some(Stop::Time), ..Last::default() }, Stop::Time);
        }
        assert!(orders.no_more);
    }
}
