//! A last fence around code of others that reads damaged files: what panics there is a damaged file here.
//!
//! Files are measured before they come this far, so this should never be needed; but nobody's table
//! may end the program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use super::refusal::Refusal;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; a panic in it is a damaged file, and prints nothing.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = take_hook();
        set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                others(info);
            }
        }));
    });
    let outside = GUARDED.replace(true);
    // What `work` leaves behind when it panics is not used again: the workbook is refused.
    let done = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outside);
    done.unwrap_or(Err(Refusal::Damaged))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_damaged_file() {
        assert_eq!(guarded(|| Ok(1)), Ok(1));
        assert_eq!(guarded::<()>(|| panic!("not shown")), Err(Refusal::Damaged));
    }
}
