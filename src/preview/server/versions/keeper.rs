//! When a version is kept. In: what is opened, saved and changed, each with its moment. Out: versions in the [`Store`].
//!
//! The text that a document has now is in its file; versions are for what it had before. So the text before the first
//! change of a session is kept at once, then one every few minutes while somebody writes, and always the last. Other
//! programs, and the Griffel of a colleague in the same folder, are followed as well; theirs goes first, since it knows
//! who it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::preview::message::Denial;

use super::store::Store;

/// While somebody writes, one version is kept in this time.
pub const EVERY: TimeDelta = TimeDelta::minutes(5);

/// What others did is kept so much later, and a document must be gone for so long: a colleague's Griffel may be at it, or
/// the file is on its way to another name.
const GRACE: TimeDelta = TimeDelta::seconds(20);

/// More documents are not followed at once: their texts are in memory.
const MOST_FOLLOWED: usize = 200;

/// Nor more of their texts, in bytes.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A document, and where its text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// `<period>/<name>`
    pub document: String,
    /// Its text, relative to the work folder.
    pub path: String,
}

/// A document that is followed.
#[derive(Debug)]
struct Followed {
    path: String,
    /// The text on disk as it was seen last.
    text: Arc<str>,
    /// Whether it changed in this session.
    has_changed: bool,
    /// That text is still to be kept.
    waiting: Option<Waiting>,
    /// There has been no file since.
    gone: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone)]
struct Waiting {
    since: DateTime<Utc>,
    by: Option<String>,
    /// Another program wrote it.
    is_of_others: bool,
    due: DateTime<Utc>,
}

/// Decides what is kept.
pub struct Keeper {
    store: Store,
    /// For how many days; 0: nothing is kept. None: that is not known.
    days: Box<dyn Fn() -> Option<u32> + Send>,
    /// Is told why nothing can be kept, once.
    tell: Option<Box<dyn FnOnce(Denial) + Send>>,
    followed: BTreeMap<String, Followed>,
}

impl Keeper {
    /// Keeps in this store, for as many days as `days` says; `tell` hears why that cannot be done.
    pub fn new(store: Store, days: Box<dyn Fn() -> Option<u32> + Send>, tell: Box<dyn FnOnce(Denial) + Send>) -> Self {
        Self { store, days, tell: Some(tell), followed: BTreeMap::new() }
    }

    /// The paths of all documents that are followed.
    pub fn followed(&self) -> Vec<Which> {
        let which =
            |(document, one): (&String, &Followed)| Which { document: document.clone(), path: one.path.clone() };
        self.followed.iter().map(which).collect()
    }

    /// The page asked for a text. What is followed already is looked at in its turn.
    pub fn opened(&mut self, which: &Which, text: &str, now: DateTime<Utc>) {
        if !self.followed.contains_key(&which.document) {
            self.follow(which, text, now);
        }
    }

    /// A text stands on disk.
    pub fn seen(&mut self, which: &Which, text: &str, now: DateTime<Utc>) {
        match self.followed.get_mut(&which.document) {
            None => self.follow(which, text, now),
            Some(known) if *known.text == *text => known.gone = None,
            Some(_) => self.changed_by_others(which, text, now),
        }
    }

    /// A document that need not be followed yet was written by another program.
    pub fn appeared(&mut self, which: &Which, text: &str, now: DateTime<Utc>) {
        if self.followed.contains_key(&which.document) {
            return self.seen(which, text, now);
        }
        self.follow(which, text, now);
        self.wait(&which.document, None, true, now);
    }

    /// The page saved a text over another.
    pub fn saved(&mut self, which: &Which, (before, after): (&str, &str), by: Option<String>, now: DateTime<Utc>) {
        match self.followed.get_mut(&which.document) {
            // It was seen on disk before it was told that it was saved here.
            Some(known) if *known.text == *after => known.waiting = None,
            _ => {
                self.seen(which, before, now);
                self.before_change(&which.document, after, false, now);
            }
        }
        if let Some(known) = self.followed.get_mut(&which.document) {
            known.text = after.into();
        }
        self.wait(&which.document, by, false, now);
    }

    /// What stands there now is to be kept, whenever the last was; whether it is.
    pub fn keep_now(&mut self, which: &Which, text: &str, by: Option<&str>, now: DateTime<Utc>) -> bool {
        self.seen(which, text, now);
        let (since, by) = match self.followed.get_mut(&which.document).and_then(|known| known.waiting.take()) {
            Some(waiting) => (waiting.since, waiting.by),
            None => (now, by.map(str::to_owned)),
        };
        if let Some(known) = self.followed.get_mut(&which.document) {
            known.has_changed = true;
        }
        self.keep(&which.document, text, since, by.as_deref(), now)
    }

    /// There is no file any more.
    pub fn gone(&mut self, document: &str, now: DateTime<Utc>) {
        if let Some(known) = self.followed.get_mut(document) {
            known.gone.get_or_insert(now);
        }
    }

    /// Its text is in the bin.
    pub fn discarded(&mut self, document: &str) {
        self.followed.remove(document);
    }

    /// A document got another name.
    pub fn moved(&mut self, from: &str, to: &Which) {
        self.store.rename(from, &to.document);
        if let Some(mut known) = self.followed.remove(from) {
            (known.path, known.gone) = (to.path.clone(), None);
            self.followed.insert(to.document.clone(), known);
        }
    }

    /// Time has passed.
    pub fn passed(&mut self, now: DateTime<Utc>) {
        let all: Vec<String> = self.followed.keys().cloned().collect();
        for document in all {
            let Some(known) = self.followed.get(&document) else { continue };
            match (&known.gone, &known.waiting) {
                (Some(since), _) if now >= *since + GRACE => self.let_go(&document, now),
                (None, Some(waiting)) if now >= waiting.due => self.keep_if_due(&document, now),
                _ => {}
            }
        }
    }

    /// The preview ends: what waits is kept.
    pub fn finish(&mut self, now: DateTime<Utc>) {
        let all: Vec<String> = self.followed.keys().cloned().collect();
        all.iter().for_each(|document| self.let_go(document, now));
    }

    fn follow(&mut self, which: &Which, text: &str, now: DateTime<Utc>) {
        let bytes: usize = self.followed.values().map(|known| known.text.len()).sum();
        if self.followed.len() >= MOST_FOLLOWED || bytes + text.len() > MOST_BYTES {
            self.finish(now);
        }
        let (path, text) = (which.path.clone(), text.into());
        let new = Followed { path, text, has_changed: false, waiting: None, gone: None };
        self.followed.insert(which.document.clone(), new);
    }

    fn changed_by_others(&mut self, which: &Which, text: &str, now: DateTime<Utc>) {
        self.before_change(&which.document, text, true, now);
        if let Some(known) = self.followed.get_mut(&which.document) {
            (known.text, known.gone) = (text.into(), None);
        }
        self.wait(&which.document, None, true, now);
    }

    /// Keeps what is there before something else is, where the next turn would be too late.
    fn before_change(&mut self, document: &str, after: &str, is_of_others: bool, now: DateTime<Utc>) {
        let Some(known) = self.followed.get_mut(document) else { return };
        let is_first = !std::mem::replace(&mut known.has_changed, true);
        let is_other_hand = known.waiting.as_ref().is_some_and(|waiting| waiting.is_of_others != is_of_others);
        if !is_first && !is_other_hand && !loses_much(&known.text, after) {
            return;
        }
        let text = known.text.clone();
        let (since, by) = match known.waiting.take() {
            Some(waiting) => (waiting.since, waiting.by),
            // What comes after it is of this moment.
            None => (now - TimeDelta::milliseconds(1), None),
        };
        self.keep(document, &text, since, by.as_deref(), now);
    }

    /// The text that is there now is kept in its turn.
    fn wait(&mut self, document: &str, by: Option<String>, is_of_others: bool, now: DateTime<Utc>) {
        let Some(known) = self.followed.get_mut(document) else { return };
        known.has_changed = true;
        let turn = now + EVERY + if is_of_others { GRACE } else { TimeDelta::zero() };
        let due = known.waiting.as_ref().map_or(turn, |waiting| waiting.due);
        known.waiting = Some(Waiting { since: now, by, is_of_others, due });
        self.keep_if_due(document, now);
    }

    fn keep_if_due(&mut self, document: &str, now: DateTime<Utc>) {
        let Some(known) = self.followed.get_mut(document) else { return };
        let Some(waiting) = known.waiting.clone().filter(|waiting| now >= waiting.due) else { return };
        // A colleague's Griffel that is at it keeps what they write.
        let newest = self.store.newest(document).filter(|_| waiting.is_of_others);
        let is_just_now = |at: &DateTime<Utc>| *at <= now && now < *at + EVERY + GRACE;
        match newest.map(|(name, _)| name.at).filter(is_just_now) {
            Some(at) => known.waiting = Some(Waiting { due: at + EVERY + GRACE, ..waiting }),
            None => {
                known.waiting = None;
                let text = known.text.clone();
                self.keep(document, &text, waiting.since, waiting.by.as_deref(), now);
            }
        }
    }

    /// Keeps what waits, or is nowhere else any more, and follows the document no longer.
    fn let_go(&mut self, document: &str, now: DateTime<Utc>) {
        let Some(known) = self.followed.remove(document) else { return };
        match known.waiting {
            Some(waiting) => {
                self.keep(document, &known.text, waiting.since, waiting.by.as_deref(), now);
            }
            None if known.gone.is_some() => {
                self.keep(document, &known.text, now, None, now);
            }
            None => {}
        }
    }

    /// Keeps a text; whether it is kept now.
    fn keep(&mut self, document: &str, text: &str, at: DateTime<Utc>, by: Option<&str>, now: DateTime<Utc>) -> bool {
        let days = (self.days)();
        if days == Some(0) {
            return false;
        }
        match self.store.keep(document, text, at, by) {
            Ok(is_kept) => {
                // Nothing goes while it is not known when.
                days.into_iter().for_each(|days| self.store.thin(document, now, days));
                is_kept
            }
            Err(denial) => {
                if let Some(tell) = self.tell.take() {
                    tell(denial);
                }
                false
            }
        }
    }
}

/// Whether a text is so much shorter that somebody may want it back.
fn loses_much(before: &str, after: &str) -> bool {
    after.len() < before.len() / 5 * 4
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::preview::server::writer::Writer;
    use crate::project::WorkFolder;

    struct Bench {
        folder: tempfile::TempDir,
        store: Store,
        keeper: Keeper,
        told: Arc<Mutex<Vec<Denial>>>,
    }

    fn bench(days: u32) -> Bench {
        let folder = tempfile::tempdir().expect("temporary folder");
        std::fs::create_dir_all(folder.path().join("data")).expect("made");
        std::fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        let store = Store::of(Writer::new(WorkFolder::at(folder.path()).expect("a work folder")));
        let told = Arc::new(Mutex::new(Vec::new()));
        let hears = told.clone();
        let tell = move |denial| hears.lock().expect("no panic").push(denial);
        let keeper = Keeper::new(store.clone(), Box::new(move || Some(days)), Box::new(tell));
        Bench { folder, store, keeper, told }
    }

    fn letter() -> Which {
        Which { document: "2022-K4/a".to_owned(), path: "data/brieven/2022-K4/a.md".to_owned() }
    }

    /// So many seconds after noon.
    fn at(seconds: i64) -> DateTime<Utc> {
        "2023-03-14T12:00:00Z".parse::<DateTime<Utc>>().expect("a moment") + TimeDelta::seconds(seconds)
    }

    impl Bench {
        fn save(&mut self, before: &str, after: &str, seconds: i64) {
            self.keeper.saved(&letter(), (before, after), Some("Anna".to_owned()), at(seconds));
        }

        /// What is kept: the text, when, and who.
        fn kept(&self, document: &str) -> Vec<(String, i64, Option<String>)> {
            let list = self.store.list(document).into_iter();
            list.map(|kept| {
                let text = self.store.read(document, &kept.name).expect("a text");
                (text, (kept.name.at - at(0)).num_seconds(), kept.name.by)
            })
            .collect()
        }

        fn texts(&self) -> Vec<String> {
            self.kept("2022-K4/a").into_iter().map(|(text, ..)| text).collect()
        }
    }

    #[test]
    fn while_somebody_writes_one_in_five_minutes_is_kept_and_the_last() {
        let mut bench = bench(90);
        let text = |number: i64| format!("een tekst van {number:04} regels");
        // Every two seconds for a quarter of an hour.
        for number in 1..=450 {
            bench.save(&text(number - 1), &text(number), number * 2);
            bench.keeper.passed(at(number * 2 + 1));
        }
        let kept = bench.kept("2022-K4/a");
        assert_eq!(kept.len(), 3, "{kept:?}");
        assert_eq!((kept[0].0.as_str(), kept[0].2.as_deref()), ("een tekst van 0000 regels", None), "as it was");
        assert!(kept[1..].iter().all(|(_, _, by)| by.as_deref() == Some("Anna")), "{kept:?}");
        assert!(kept[2].1 - kept[1].1 >= 300, "{kept:?}");
        // A pause: the last is kept, once.
        for second in 900..3_000 {
            bench.keeper.passed(at(second));
        }
        assert_eq!(bench.texts().last(), Some(&text(450)));
        assert_eq!(bench.texts().len(), 4);
    }

    #[test]
    fn what_goes_away_at_once_is_kept_first() {
        let mut bench = bench(90);
        let long = "een lange tekst. ".repeat(20);
        bench.save("begin", &long, 10);
        bench.save(&long, "weg", 20);
        assert_eq!(bench.texts(), ["begin", &long]);
        // To put back an older version, what is there now is kept first, whatever its length.
        bench.keeper.keep_now(&letter(), "weg", Some("Anna"), at(30));
        assert_eq!(bench.texts(), ["begin", &long, "weg"]);
        bench.save("weg", "wat", 40);
        bench.keeper.finish(at(41));
        assert_eq!(bench.texts().last().map(String::as_str), Some("wat"), "and the last at the end");
    }

    #[test]
    fn what_other_programs_write_is_kept_and_what_they_write_over() {
        let mut bench = bench(90);
        bench.keeper.seen(&letter(), "als geopend", at(0));
        bench.keeper.passed(at(1_000));
        assert!(bench.texts().is_empty(), "nothing changed");
        bench.keeper.seen(&letter(), "van buiten", at(1_000));
        assert_eq!(bench.texts(), ["als geopend"]);
        bench.save("van buiten", "van Anna", 1_010);
        bench.keeper.seen(&letter(), "weer van buiten", at(1_020));
        bench.keeper.passed(at(1_320));
        assert_eq!(bench.texts(), ["als geopend", "van buiten", "van Anna"]);
        bench.keeper.passed(at(1_340));
        let kept = bench.kept("2022-K4/a");
        assert_eq!(kept[3], ("weer van buiten".to_owned(), 1_020, None));
        assert_eq!(kept[2].2.as_deref(), Some("Anna"));
    }

    #[test]
    fn of_two_previews_of_one_folder_the_one_that_knows_who_keeps() {
        let mut anna = bench(90);
        let mut bert = Keeper::new(anna.store.clone(), Box::new(|| Some(90)), Box::new(|_| {}));
        bert.seen(&letter(), "regel 0000", at(0));
        for number in 1..=600 {
            let (before, after) = (format!("regel {:04}", number - 1), format!("regel {number:04}"));
            anna.save(&before, &after, number * 2);
            bert.seen(&letter(), &after, at(number * 2));
            anna.keeper.passed(at(number * 2 + 1));
            bert.passed(at(number * 2 + 1));
        }
        for second in 1_200..2_400 {
            anna.keeper.passed(at(second));
            bert.passed(at(second));
        }
        let kept = anna.kept("2022-K4/a");
        let nameless: Vec<&str> = kept.iter().filter(|(.., by)| by.is_none()).map(|(text, ..)| text.as_str()).collect();
        assert_eq!(nameless, ["regel 0000"], "{kept:?}");
        assert_eq!(kept.last().map(|(text, ..)| text.as_str()), Some("regel 0600"));
    }

    #[test]
    fn a_document_that_is_gone_leaves_its_last_text_one_that_moved_takes_it_along() {
        let mut bench = bench(90);
        bench.save("een", "twee", 10);
        bench.keeper.gone("2022-K4/a", at(20));
        let to = Which { document: "2023-K1/b".to_owned(), path: "data/brieven/2023-K1/b.md".to_owned() };
        bench.keeper.moved("2022-K4/a", &to);
        bench.keeper.passed(at(100));
        assert!(bench.kept("2022-K4/a").is_empty());
        assert_eq!(bench.keeper.followed(), [to]);
        bench.keeper.gone("2023-K1/b", at(110));
        bench.keeper.passed(at(120));
        assert_eq!(bench.kept("2023-K1/b").len(), 1, "it may come back in a moment");
        bench.keeper.passed(at(140));
        assert_eq!(bench.kept("2023-K1/b").last().map(|(text, ..)| text.as_str()), Some("twee"));
        assert!(bench.keeper.followed().is_empty());
        // What is in the bin is not gone.
        bench.save("drie", "vier", 200);
        bench.keeper.discarded("2022-K4/a");
        bench.keeper.passed(at(2_000));
        assert_eq!(bench.texts(), ["drie"]);
    }

    #[test]
    fn where_nothing_may_be_kept_nothing_is() {
        let mut bench = bench(0);
        bench.save("een", "twee", 10);
        bench.keeper.finish(at(20));
        assert!(bench.store.documents().is_empty());
    }

    #[test]
    fn that_nothing_can_be_kept_is_said_once() {
        let mut bench = bench(90);
        let root = bench.folder.path().to_path_buf();
        std::fs::create_dir_all(root.join(".griffel")).expect("made");
        std::fs::write(root.join(".griffel/versies"), "in de weg").expect("written");
        bench.save("een", "twee", 10);
        bench.save("twee", "drie", 20);
        bench.keeper.finish(at(30));
        assert_eq!(bench.told.lock().expect("no panic").len(), 1);
    }

    #[test]
    fn so_many_documents_are_in_memory_and_no_more() {
        let mut bench = bench(90);
        for number in 0..MOST_FOLLOWED + 10 {
            let (document, path) = (format!("2022/{number}"), format!("data/brieven/2022/{number}.md"));
            bench.keeper.appeared(&Which { document, path }, "een tekst", at(10));
        }
        assert!(bench.keeper.followed().len() <= MOST_FOLLOWED);
        assert_eq!(bench.store.documents().len(), MOST_FOLLOWED, "what was let go of is kept");
    }
}
