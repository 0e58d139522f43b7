//! The previews that the start page began, each `griffel bekijk` in a process of its own. They end by themselves when their
//! last window has been closed for a while, and with the start page.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::guard::this_program;
use crate::preview::act::Refusal;
use crate::project::WorkFolder;

/// One that was started.
struct Begun {
    folder: PathBuf,
    address: String,
    child: Child,
}

/// All of them.
#[derive(Default)]
pub struct Previews(Mutex<Vec<Begun>>);

impl Previews {
    /// The address of the preview of a work folder; it is started if it does not run.
    pub fn open(&self, folder: &Path) -> Result<String, Refusal> {
        if WorkFolder::at(folder).is_none() {
            let message = "Dit is geen werkmap: het bestand data/gemeente.toml is er niet.";
            return Err(Refusal::new(message, "Kies een andere map, of maak een nieuwe werkmap."));
        }
        let folder = folder.canonicalize().map_err(|_| not_started())?;
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain_mut(|begun| matches!(begun.child.try_wait(), Ok(None)));
        if let Some(begun) = all.iter().find(|begun| begun.folder == folder) {
            return Ok(begun.address.clone());
        }
        let (child, address) = start(&folder).ok_or_else(not_started)?;
        all.push(Begun { folder, address: address.clone(), child });
        Ok(address)
    }

    /// The work folders of those that run.
    pub fn folders(&self) -> Vec<PathBuf> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain_mut(|begun| matches!(begun.child.try_wait(), Ok(None)));
        all.iter().map(|begun| begun.folder.clone()).collect()
    }

    /// Whether one of them runs.
    pub fn any(&self) -> bool {
        !self.folders().is_empty()
    }
}

impl Previews {
    /// Ends all of them. Nobody else does: what holds them may be dropped after this process has ended.
    pub fn end(&self) {
        for mut begun in self.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // One that ended already is what is wanted.
            let _ = begun.child.kill();
            let _ = begun.child.wait();
        }
    }
}

/// Starts one, and waits until it says its address.
fn start(folder: &Path) -> Option<(Child, String)> {
    let mut command = Command::new(this_program().ok()?);
    command.args(["bekijk", "--tot-gesloten", "--map"]).arg(folder);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let mut line = String::new();
    let read = child.stdout.take().map(|output| BufReader::new(output).read_line(&mut line));
    let address = line.find("http://").map(|at| line[at..].trim().to_owned());
    match (read, address) {
        (Some(Ok(_)), Some(address)) => Some((child, address)),
        _ => {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
            None
        }
    }
}

fn not_started() -> Refusal {
    Refusal::new("Deze werkmap kan niet worden geopend.", "Kijk of u rechten hebt voor de map, en probeer het opnieuw.")
}
