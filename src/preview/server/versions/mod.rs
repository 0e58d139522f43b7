//! Earlier versions of documents, so that one can go back. What is opened, saved and changed is told to a thread of its own,
//! so that keeping a version never holds up saving, or fails it.
//!
//! | module | what it does |
//! |---|---|
//! | `name`, `store` | versions as files |
//! | `thinning` | which of them go |
//! | `keeper` | when one is kept |
//! | `words` | how much two texts differ |
//! | `expiry` | what had its time: versions, the bin, comments |

mod expiry;
mod keeper;
mod name;
mod store;
mod thinning;
mod words;

use std::collections::{BTreeSet, HashMap};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use crate::load;
use crate::preview::act::{GoneDocument, KeptVersion, ShownVersions};
use crate::preview::home::Home;
use crate::preview::message::Denial;
use crate::project::{DocumentId, Inventory, is_left_lying};

use super::hub::Now;
use super::writer::Writer;
use keeper::{Keeper, Which};
use name::VersionName;
use store::Store;
use thinning::MOST_BYTES;

/// When the preview ends, what waits is kept within this time.
const FINISHING: Duration = Duration::from_secs(2);

enum Told {
    Opened(Which, String),
    Saved {
        which: Which,
        before: String,
        after: String,
    },
    /// The page is about to replace this file, or is done with it.
    InHand(String),
    Settled(String),
    KeepNow(Which, String),
    Discarded(String),
    Moved {
        from: String,
        to: Which,
    },
    /// These paths changed; none: it is time to look.
    Changed(Vec<String>),
    Finish(Sender<()>),
}

/// A file that the page is about to replace: as long as this is there, it is not taken for what another program did.
pub struct InHand {
    path: String,
    told: Sender<Told>,
}

impl Drop for InHand {
    fn drop(&mut self) {
        // Nobody listens any more when the server stops.
        let _ = self.told.send(Told::Settled(std::mem::take(&mut self.path)));
    }
}

/// The versions of a work folder. Whoever holds one can tell of changes, and ask.
#[derive(Debug, Clone)]
pub struct Versions {
    writer: Writer,
    store: Store,
    told: Sender<Told>,
}

impl Versions {
    /// Of the work folder in which `writer` writes; `tell` hears once why none can be kept.
    pub fn start(writer: Writer, now: Now, tell: impl FnOnce(Denial) + Send + 'static) -> Self {
        let (told, heard) = mpsc::channel();
        let store = Store::of(writer.clone());
        let days_of = writer.clone();
        let keeper = Keeper::new(store.clone(), Box::new(move || days(&days_of)), Box::new(tell));
        let worker = Worker {
            writer: writer.clone(),
            keeper,
            now,
            stamps: HashMap::new(),
            in_hand: HashMap::new(),
            cleared: None,
        };
        // Where there is no thread for it, nobody hears what is told, and nothing is kept.
        let _ = thread::Builder::new().name("versies".to_owned()).spawn(move || worker.work(&heard));
        Self { writer, store, told }
    }

    /// What writes in the work folder.
    pub fn writer(&self) -> &Writer {
        &self.writer
    }

    fn tell(&self, told: Told) {
        // Nobody listens any more when the server stops.
        let _ = self.told.send(told);
    }

    /// The text of a document was read.
    pub fn opened(&self, document: &str, path: &str, text: &str) {
        self.tell(Told::Opened(which(document, path), text.to_owned()));
    }

    /// A file is about to be replaced.
    pub fn in_hand(&self, path: &str) -> InHand {
        self.tell(Told::InHand(path.to_owned()));
        InHand { path: path.to_owned(), told: self.told.clone() }
    }

    /// The text of a document was replaced.
    pub fn saved(&self, document: &str, path: &str, before: String, after: &str) {
        self.tell(Told::Saved { which: which(document, path), before, after: after.to_owned() });
    }

    /// Something else is going to stand there.
    pub fn keep_now(&self, document: &str, path: &str, text: String) {
        self.tell(Told::KeepNow(which(document, path), text));
    }

    /// A document is in the bin.
    pub fn discarded(&self, document: &str) {
        self.tell(Told::Discarded(document.to_owned()));
    }

    /// A document has another name.
    pub fn moved(&self, from: &str, to: &str, path: &str) {
        self.tell(Told::Moved { from: from.to_owned(), to: which(to, path) });
    }

    /// These files changed, relative to the work folder; none: it is time to look.
    pub fn changed(&self, paths: &[String]) {
        self.tell(Told::Changed(paths.to_vec()));
    }

    /// The preview ends.
    pub fn finish(&self) {
        let (done, waiting) = mpsc::channel();
        self.tell(Told::Finish(done));
        // A drive that does not answer keeps nobody here: what is on disk stays there.
        let _ = waiting.recv_timeout(FINISHING);
    }

    /// The versions of a document, the newest first, and how much each differs from the one before it.
    pub fn of(&self, document: &str) -> ShownVersions {
        let mut before: Option<String> = None;
        let mut versions = Vec::new();
        for kept in self.store.list(document) {
            let Some(text) = self.store.read(document, &kept.name) else { continue };
            let counted = before.as_deref().map(|before| words::between(before, &text));
            versions.push(KeptVersion {
                version: kept.name.file(),
                at: in_json(kept.name.at),
                by: kept.name.by,
                bytes: kept.bytes,
                added: counted.map(|(added, _)| added),
                removed: counted.map(|(_, removed)| removed),
            });
            before = Some(text);
        }
        versions.reverse();
        ShownVersions { versions, days: days(&self.writer) }
    }

    /// The text of one.
    pub fn text(&self, document: &str, version: &str) -> Option<String> {
        self.store.read(document, &VersionName::of_file(version)?)
    }

    /// Documents that have versions, and are neither there nor in the bin.
    pub fn gone(&self, inventory: &Inventory, bin: &BTreeSet<&str>) -> Vec<GoneDocument> {
        let there: BTreeSet<String> =
            inventory.documents.keys().chain(inventory.records.keys()).map(ToString::to_string).collect();
        let is_gone = |document: &String| !there.contains(document) && !bin.contains(document.as_str());
        let newest = |document: String| {
            let newest = self.store.list(&document).pop()?.name;
            Some(GoneDocument { document, version: newest.file(), at: in_json(newest.at) })
        };
        self.store.documents().into_iter().filter(is_gone).filter_map(newest).collect()
    }
}

fn which(document: &str, path: &str) -> Which {
    Which { document: document.to_owned(), path: path.to_owned() }
}

fn in_json(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// For how many days things are kept here.
fn days(writer: &Writer) -> u32 {
    load::dataset(writer.files(), &Inventory::default()).without_findings().days_kept()
}

/// Tells whether a file is still the same.
type Stamp = (Option<SystemTime>, u64);

struct Worker {
    writer: Writer,
    keeper: Keeper,
    now: Now,
    stamps: HashMap<String, Stamp>,
    /// Files that the page is replacing, and how often at once.
    in_hand: HashMap<String, usize>,
    /// The day on which what had its time was cleared last.
    cleared: Option<NaiveDate>,
}

impl Worker {
    fn work(mut self, heard: &Receiver<Told>) {
        while let Ok(told) = heard.recv() {
            // While the clock cannot be right, no version would have a moment.
            let now = (self.now)().map(|now| now.to_utc());
            match (told, now) {
                (Told::Finish(done), now) => {
                    now.into_iter().for_each(|now| self.keeper.finish(now));
                    // Whoever asked may not wait any longer.
                    let _ = done.send(());
                    return;
                }
                (told, Some(now)) => self.hear(told, now),
                (_, None) => {}
            }
        }
    }

    fn hear(&mut self, told: Told, now: DateTime<Utc>) {
        match told {
            Told::Opened(which, text) => self.keeper.opened(&which, &text, now),
            Told::Saved { which, before, after } => self.keeper.saved(&which, (&before, &after), Home::user(), now),
            Told::InHand(path) => *self.in_hand.entry(path).or_default() += 1,
            Told::Settled(path) => {
                self.in_hand.entry(path).and_modify(|count| *count -= 1);
                self.in_hand.retain(|_, count| *count > 0);
            }
            Told::KeepNow(which, text) => self.keeper.keep_now(&which, &text, Home::user().as_deref(), now),
            Told::Discarded(document) => self.keeper.discarded(&document),
            Told::Moved { from, to } => self.keeper.moved(&from, &to),
            Told::Changed(paths) => {
                self.look(&paths, now);
                self.keeper.passed(now);
                if self.cleared != Some(now.date_naive()) {
                    self.cleared = Some(now.date_naive());
                    expiry::clear(&self.writer, now, days(&self.writer));
                }
            }
            // Nothing comes after it.
            Told::Finish(_) => {}
        }
    }

    /// Reads what other programs may have changed: of these paths, or of what is followed.
    fn look(&mut self, paths: &[String], now: DateTime<Utc>) {
        if self.writer.is_there().is_err() {
            return;
        }
        let followed = self.keeper.followed();
        let is_followed = |which: &Which| followed.contains(which);
        let of_path = |path: &String| Some(which(&DocumentId::of_path(path)?.to_string(), path));
        let looked_at: Vec<Which> = match paths {
            [] => followed.clone(),
            paths => paths.iter().filter(|path| !path.split('/').any(is_left_lying)).filter_map(of_path).collect(),
        };
        for which in looked_at.into_iter().filter(|which| !self.in_hand.contains_key(&which.path)) {
            let found = self.writer.folder().root().join(&which.path).metadata();
            let Ok(found) = found else {
                self.stamps.remove(&which.path);
                self.keeper.gone(&which.document, now);
                continue;
            };
            let stamp = (found.modified().ok(), found.len());
            let is_other = self.stamps.insert(which.path.clone(), stamp) != Some(stamp);
            if is_other
                && found.len() <= MOST_BYTES
                && let Ok(version) = self.writer.read(&which.path)
            {
                match is_followed(&which) {
                    true => self.keeper.seen(&which, &version.text, now),
                    false => self.keeper.appeared(&which, &version.text, now),
                }
            }
        }
    }
}
