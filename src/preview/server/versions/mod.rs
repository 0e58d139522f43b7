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
use std::time::Duration;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use crate::load;
use crate::preview::act::{GoneDocument, KeptVersion, ShownVersions};
use crate::preview::home::Home;
use crate::preview::message::Denial;
use crate::project::{DocumentId, Inventory, is_left_lying};

use super::hub::Now;
use super::stamp::{Stamp, stamp};
use super::writer::Writer;
use keeper::{Keeper, Which};
use name::VersionName;
use store::Store;
use thinning::MOST_BYTES;

/// Whoever waits until something is kept waits no longer: a drive that does not answer keeps nobody here.
const WAITING: Duration = Duration::from_secs(2);

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
    /// Is answered by whether it is kept.
    KeepNow(Which, String, Sender<bool>),
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

    /// Something else is going to stand there: whether what stands there now is kept.
    pub fn keep_now(&self, document: &str, path: &str, text: String) -> bool {
        let (done, waiting) = mpsc::channel();
        self.tell(Told::KeepNow(which(document, path), text, done));
        waiting.recv_timeout(WAITING).unwrap_or(false)
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
        // What is on disk stays there.
        let _ = waiting.recv_timeout(WAITING);
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

/// For how many days things are kept here; none while that cannot be read.
fn days(writer: &Writer) -> Option<u32> {
    load::dataset(writer.files(), &Inventory::default()).without_findings().days_kept()
}

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
            Told::KeepNow(which, text, done) => {
                let is_kept = self.keeper.keep_now(&which, &text, Home::user().as_deref(), now);
                // Whoever asked may not wait any longer.
                let _ = done.send(is_kept);
            }
            Told::Discarded(document) => self.keeper.discarded(&document),
            Told::Moved { from, to } => self.keeper.moved(&from, &to),
            Told::Changed(paths) => {
                self.look(&paths, now);
                self.keeper.passed(now);
                // As long as it is not known for how long things are kept, nothing goes.
                if self.cleared != Some(now.date_naive())
                    && let Some(days) = days(&self.writer)
                {
                    self.cleared = Some(now.date_naive());
                    expiry::clear(&self.writer, now, days);
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
            let Some(stamp) = stamp(&self.writer.folder().root().join(&which.path)) else {
                self.stamps.remove(&which.path);
                self.keeper.gone(&which.document, now);
                continue;
            };
            let is_other = self.stamps.insert(which.path.clone(), stamp) != Some(stamp);
            if is_other
                && stamp.1 <= MOST_BYTES
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::project::{MARKER, WorkFolder};

    const LETTER: &str = "data/brieven/2022-K4/a.md";
    const BIN: &str = ".griffel/prullenbak/brieven/2022-K4/b.md";

    fn municipality(days: &str) -> String {
        format!("naam = \"Stad\"\norganisatie = \"Gemeente Stad\"\n\n[bewaren]\ndagen = {days}\n")
    }

    struct Bench {
        folder: tempfile::TempDir,
        worker: Worker,
    }

    impl Bench {
        fn new(kept: &str) -> Self {
            let folder = tempfile::tempdir().expect("temporary folder");
            fs::create_dir_all(folder.path().join("data")).expect("made");
            fs::write(folder.path().join(MARKER), municipality(kept)).expect("written");
            let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
            let days_of = writer.clone();
            let keeper = Keeper::new(Store::of(writer.clone()), Box::new(move || days(&days_of)), Box::new(|_| {}));
            let (stamps, in_hand) = (HashMap::new(), HashMap::new());
            let worker = Worker { writer, keeper, now: || None, stamps, in_hand, cleared: None };
            Self { folder, worker }
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }

        /// So many days later it is time to look.
        fn passed(&mut self, days: i64) {
            let begun: DateTime<Utc> = "2023-03-14T12:00:00Z".parse().expect("a moment");
            self.worker.hear(Told::Changed(Vec::new()), begun + chrono::TimeDelta::days(days));
        }

        fn versions(&self) -> usize {
            Store::of(self.worker.writer.clone()).list("2022-K4/a").len()
        }

        /// Whether a text is kept that is about to be replaced.
        fn keep(&mut self, text: &str, days: i64) -> bool {
            let (done, answer) = mpsc::channel();
            let begun: DateTime<Utc> = "2023-03-14T12:00:00Z".parse().expect("a moment");
            let told = Told::KeepNow(which("2022-K4/a", LETTER), text.to_owned(), done);
            self.worker.hear(told, begun + chrono::TimeDelta::days(days));
            answer.recv().expect("an answer")
        }
    }

    #[test]
    fn nothing_goes_while_it_is_not_known_for_how_long_things_are_kept() {
        let mut bench = Bench::new("365");
        bench.write(BIN, "weggegooid");
        assert!(bench.keep("een", 0));
        bench.passed(0);
        // The quotation mark of a name is missing, days are no number, or there are too many: each a slip.
        for wrong in
            [municipality("365").replace("\"Stad\"", "\"Stad"), municipality("\"een jaar\""), municipality("9999")]
        {
            bench.write(MARKER, &wrong);
            assert_eq!(days(&bench.worker.writer), None, "{wrong}");
            bench.passed(200);
            assert!(bench.keep(&wrong, 200), "what is written meanwhile is kept");
            assert!(bench.folder.path().join(BIN).exists() && bench.versions() > 1, "{wrong}");
        }
        bench.write(MARKER, &municipality("90"));
        bench.passed(200);
        assert!(!bench.folder.path().join(BIN).exists(), "the same day, as soon as it is known");
        assert_eq!(bench.versions(), 3, "the first was too old");
    }

    #[test]
    fn what_is_kept_is_said_and_nothing_else() {
        let mut bench = Bench::new("90");
        assert!(bench.keep("een", 0) && bench.keep("een", 0), "it was kept before");
        assert!(!bench.keep(&"x".repeat(usize::try_from(MOST_BYTES).expect("small") + 1), 0), "too large");
        bench.write(MARKER, &municipality("0"));
        assert!(!bench.keep("twee", 0), "nothing is kept here");
        let writer = bench.worker.writer.clone();
        // Without a clock no version has a moment.
        assert!(!Versions::start(writer, || None, |_| {}).keep_now("2022-K4/a", LETTER, "drie".to_owned()));
        assert_eq!(bench.versions(), 1);
    }
}
