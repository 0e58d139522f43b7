//! The process that works: it tells what it is at, and ends itself beyond its limits.

#![allow(clippy::disallowed_methods, reason = "a process that is stuck can be ended in no other way")]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::process;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::memory;
use super::orders::{Limits, Note, Orders, Stop, Work};
use super::supervise::{ENDED_ITSELF, ORDERS};

/// How often memory and time are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

static WATCH: OnceLock<Watch> = OnceLock::new();

/// What this process must keep to. It keeps to nothing unless it was started to work for another ([`serve`]).
pub fn watch() -> &'static Watch {
    WATCH.get_or_init(|| Watch(None))
}

/// Makes this the process that works, if it was started as such: from now on it keeps to its limits.
pub fn serve() -> bool {
    let Some(orders) = std::env::var_os(ORDERS) else { return false };
    let orders = orders.to_str().and_then(|orders| serde_json::from_str(orders).ok());
    let (Some(orders), Ok(notes)) = (orders, notes()) else { return false };
    let watched = Watched { orders, notes: Mutex::new(notes), at: Mutex::default(), has_begun: AtomicBool::new(false) };
    let Ok(()) = WATCH.set(Watch(Some(watched))) else { return false };
    panic::set_hook(Box::new(note_panic));
    thread::spawn(look);
    true
}

/// Where notes are written: in place of input, of which the commands have none, this process was given the end of a
/// pipe to write to.
fn notes() -> io::Result<File> {
    #[cfg(unix)]
    let owned = {
        use std::os::fd::AsFd;
        io::stdin().as_fd().try_clone_to_owned()?
    };
    #[cfg(windows)]
    let owned = {
        use std::os::windows::io::AsHandle;
        io::stdin().as_handle().try_clone_to_owned()?
    };
    Ok(File::from(owned))
}

/// What this process must keep to, if anything.
pub struct Watch(Option<Watched>);

struct Watched {
    orders: Orders,
    notes: Mutex<File>,
    /// What each thread is at work on.
    at: Mutex<BTreeMap<u32, Begun>>,
    has_begun: AtomicBool,
}

/// A piece of work that goes on.
struct Begun {
    work: Work,
    since: Instant,
    /// How much memory the process had then, in bytes: what it keeps of the work before is not asked by this.
    memory: u64,
}

impl Watch {
    /// Whether this is done alone, after all others.
    pub fn suspects(&self, work: &Work) -> bool {
        self.0.as_ref().is_some_and(|watched| watched.orders.suspects.contains(work))
    }

    /// What documents may take, where that is limited.
    pub fn limits(&self) -> Limits {
        self.0.as_ref().map_or(Limits { memory: 0, time: 0 }, |watched| watched.orders.limits)
    }

    /// All is done, and written, with this exit status. Who ends without saying so was ended by something else, whatever its
    /// status: on Windows that is often 1.
    pub fn done(&self, status: u8) {
        if let Some(watched) = &self.0 {
            // Who reads may be gone.
            let _ = (io::stdout().flush(), io::stderr().flush());
            watched.note(&Note::Done(status));
        }
    }

    /// Does a piece of work within the limits. Work inside of it, on the same thread, belongs to it.
    ///
    /// # Errors
    /// It fell over, or it was stopped before and is not tried again.
    pub fn during<T>(&self, work: &Work, job: impl FnOnce() -> T) -> Result<T, Stop> {
        let Some(watched) = &self.0 else { return Ok(job()) };
        let thread = thread_number();
        if watched.at().contains_key(&thread) {
            return Ok(job());
        }
        if let Some((_, stop)) = watched.orders.stopped.iter().find(|(stopped, _)| stopped == work) {
            return Err(stop.clone());
        }
        if watched.orders.no_more {
            return Err(Stop::NotTried);
        }
        watched.begin(thread, work);
        // What it was working on is dropped with it.
        let done = panic::catch_unwind(AssertUnwindSafe(job));
        watched.end(thread);
        done.map_err(|_| Stop::Crash(LAST_PANIC.take()))
    }
}

impl Watched {
    fn at(&self) -> MutexGuard<'_, BTreeMap<u32, Begun>> {
        self.at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, thread: u32, work: &Work) {
        self.has_begun.store(true, Ordering::Relaxed);
        let memory = memory::physical().unwrap_or_default();
        self.at().insert(thread, Begun { work: work.clone(), since: Instant::now(), memory });
        self.note(&Note::At(thread, Some(work.clone())));
    }

    fn end(&self, thread: u32) {
        self.at().remove(&thread);
        self.note(&Note::At(thread, None));
    }

    /// Whoever reads the notes is gone when they cannot be written: then nobody waits for the work either.
    fn note(&self, note: &Note) {
        let mut line = serde_json::to_vec(note).unwrap_or_default();
        line.push(b'\n');
        if self.notes.lock().unwrap_or_else(PoisonError::into_inner).write_all(&line).is_err() {
            process::exit(ENDED_ITSELF);
        }
    }

    fn stop(&self, works: Vec<Work>, stop: Stop) -> ! {
        self.note(&Note::Ends(works, stop));
        process::exit(ENDED_ITSELF)
    }

    /// The work that meets a condition, if any.
    fn works(&self, is_such: impl Fn(&Begun) -> bool) -> Option<Vec<Work>> {
        let works: Vec<Work> =
            self.at().values().filter(|begun| is_such(begun)).map(|begun| begun.work.clone()).collect();
        (!works.is_empty()).then_some(works)
    }
}

thread_local! {
    static NUMBER: RefCell<Option<u32>> = const { RefCell::new(None) };
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A number of this thread, for the notes.
fn thread_number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NUMBER.with_borrow_mut(|number| *number.get_or_insert_with(|| NEXT.fetch_add(1, Ordering::Relaxed)))
}

/// Looks whether memory and time stay within their limits, and whether somebody still waits.
fn look() {
    let Some(watched) = &watch().0 else { return };
    let started = Instant::now();
    let memory = u64::from(watched.orders.limits.memory) << 20;
    let time = Duration::from_secs(watched.orders.limits.time.into());
    let parent = parent();
    loop {
        thread::sleep(LOOK_EVERY);
        if parent != self::parent() {
            process::exit(ENDED_ITSELF);
        }
        let used = memory::physical().unwrap_or_default();
        // Until the first document, what all of them share is loaded.
        let is_loading = !watched.has_begun.load(Ordering::Relaxed);
        let loads = |is_beyond: bool| (is_loading && is_beyond).then(Vec::new);
        let greedy = watched.works(|begun| used.saturating_sub(begun.memory) > memory);
        if let Some(works) = greedy.or_else(|| loads(used > memory)) {
            watched.stop(works, Stop::Memory);
        }
        let late = watched.works(|begun| begun.since.elapsed() > time);
        if let Some(works) = late.or_else(|| loads(started.elapsed() > time)) {
            watched.stop(works, Stop::Time);
        }
    }
}

/// Which process started this one, or has become its parent since that ended. Windows does not say.
fn parent() -> u32 {
    #[cfg(unix)]
    return std::os::unix::process::parent_id();
    #[cfg(not(unix))]
    0
}

/// Nothing is printed: what fell over is told as a finding.
fn note_panic(info: &PanicHookInfo<'_>) {
    let place = info.location().map(|place| {
        // Where it lies on the computer that it was built on says nothing.
        let file = place.file().rsplit_once("/src/").map_or(place.file(), |(before, inside)| {
            let crate_name = before.rsplit('/').next().unwrap_or_default();
            &place.file()[place.file().len() - inside.len() - crate_name.len() - "/src/".len()..]
        });
        format!("{file}:{}", place.line())
    });
    let place = place.unwrap_or_else(|| "onbekende plek".to_owned());
    if let Some(watched) = &watch().0 {
        watched.note(&Note::Panicked(place.clone()));
    }
    LAST_PANIC.replace(Some(place));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_nobody_sees_to_does_its_work_as_it_is() {
        let work = Work::new("x".as_ref(), &"2022/jnv");
        assert_eq!(watch().during(&work, || 7), Ok(7));
        assert!(!watch().suspects(&work));
    }

    #[test]
    fn a_thread_keeps_its_number_and_no_two_have_the_same() {
        let here = thread_number();
        assert_eq!(thread_number(), here);
        assert_ne!(thread::spawn(thread_number).join().expect("no panic"), here);
    }
}
