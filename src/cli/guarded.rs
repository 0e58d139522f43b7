//! Commands that may take all memory, never end or fall over, and what is said when one does.

use crate::diagnostic::Place;
use crate::guard::{self, Ended, Limits, Stop, Work};

use super::arguments::{Command, LimitArguments};
use super::output::{Ending, failure};

/// How a command is guarded.
struct Guarded {
    limits: Limits,
    /// Whether it may be done once more after it was stopped half-way.
    again: bool,
}

impl Guarded {
    /// Nothing for commands that do not compose documents, and for the preview, which guards its own.
    fn of(command: &Command) -> Option<Self> {
        let (limits, again) = match command {
            Command::Maak(options) => (options.selection.limits, true),
            Command::Controleer(options) => (options.selection.limits, true),
            Command::Overzicht(options) => (options.limits, true),
            Command::Cijfers(options) => (options.limits, true),
            Command::Verschil(options) => (options.limits, true),
            Command::Verifieer(options) => (options.limits, true),
            Command::Diagnose(options) => (options.limits, true),
            Command::Stelvast(options) => (options.limits, false),
            Command::Kwartaal(options) => (options.limits, false),
            Command::Taak { limits, .. } => (*limits, false),
            _ => return None,
        };
        let LimitArguments { memory, time } = limits;
        Some(Self { limits: Limits { memory, time }, again })
    }
}

/// Does a command in a process of its own, if it is one that must be guarded and this process is not that one already.
/// Nothing where it is not, or where no process can be started: it is then done here.
pub(super) fn elsewhere(command: &Command) -> Option<u8> {
    let Guarded { limits, again } = Guarded::of(command)?;
    if guard::serve() {
        return None;
    }
    Some(match guard::supervise(limits, again).ok()? {
        Ended::Itself(status) => status,
        Ended::Stopped(works, stop) => stopped(&works, &stop, limits).status(),
    })
}

/// What is said when a command stopped as a whole.
fn stopped(works: &[Work], stop: &Stop, limits: Limits) -> Ending {
    let place = match works {
        [one, ..] => Place::file(one.document()),
        [] => Place::file("data"),
    };
    let ending = failure(stop.finding(limits, place));
    // One document is to blame, not the program's surroundings.
    if works.is_empty() { ending } else { Ending::Findings }
}
