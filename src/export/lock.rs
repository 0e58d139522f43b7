//! One run at a time.

use std::fs;
use std::io;

use crate::diagnostic::Finding;

use super::failure::cannot_write;
use super::target::{Target, folder_of};

/// Waits until no other run does what must be done by one at a time, and keeps others waiting until the
/// result is dropped. The system lets go of it when the program ends, however it ends.
///
/// # Errors
/// The folder cannot be written.
pub fn alone(slot: &Target) -> Result<fs::File, Box<Finding>> {
    let path = slot.checked()?;
    let cannot = |error: io::Error| cannot_write(path, &error);
    fs::create_dir_all(folder_of(path)).map_err(cannot)?;
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(cannot)?;
    // Where a file system has no locks, people must see to it themselves.
    let _ = file.lock();
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_run_holds_the_lock() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("map/slot");
        let held = alone(&Target::below(folder.path(), "map/slot")).expect("held");
        let other = fs::File::open(&path).expect("there");
        assert!(other.try_lock().is_err());
        drop(held);
        other.try_lock().expect("free again");
    }
}
