//! Who has a document open: each run of the program that shows one keeps a small file of its own in the work folder,
//! `.griffel/aanwezig/<random>.json`, for as long as it does. In: what is shown here, and the files of others. Out: what the
//! others are called, by document.
//!
//! The clocks of two computers may differ. So a file counts as long as it is renewed, by the clock of whoever looks; only the
//! first time that one is seen, what it says of itself counts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::{Deserialize, Serialize};

use crate::export::{self, Target};
use crate::preview::words::{LONGEST_NAME, harmless};
use crate::project::{WorkFolder, link_below};

use super::own_folders::PRESENCE as FOLDER;
use super::random::random_hex;

/// A file is renewed this often.
const RENEW_EVERY: Duration = Duration::from_secs(20);

/// A file that is not renewed for so long is of somebody who has gone without a word.
const GONE_AFTER: Duration = Duration::from_secs(60);

/// A file that is not renewed for so long is taken away.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(600);

/// No more files are looked at.
const MOST_FILES: usize = 200;

/// No file is larger, in bytes.
const MOST_BYTES: u64 = 4096;

/// Digits of the name of a file.
const DIGITS: usize = 16;

/// What a file says.
#[derive(Debug, Serialize, Deserialize)]
struct Here {
    /// `<period>/<name>`
    document: String,
    /// What somebody is called.
    naam: String,
    /// When this was written.
    moment: String,
    /// Tells people on their computers apart, and says nothing of them.
    kenmerk: String,
}

/// A file of this run.
struct Own {
    name: String,
    renewed: Instant,
    called: String,
}

/// A file of somebody else's, as it was seen last.
struct Seen {
    content: Vec<u8>,
    since: Instant,
    /// Whether it was renewed not long ago, as far as can be told.
    counts: bool,
}

/// Who is here, in one work folder.
pub struct Presence {
    folder: WorkFolder,
    /// That of this user on this computer.
    mark: String,
    own: BTreeMap<String, Own>,
    seen: BTreeMap<String, Seen>,
    has_left: bool,
}

impl Presence {
    /// Nobody yet. Files with this `mark` are of the same user on the same computer.
    pub fn new(folder: WorkFolder, mark: String) -> Self {
        Self { folder, mark, own: BTreeMap::new(), seen: BTreeMap::new(), has_left: false }
    }

    /// Tells others which documents are shown here, and by whom; nothing more once this run has left.
    pub fn tell(&mut self, shown: &BTreeSet<String>, name: &str, at: DateTime<FixedOffset>, now: Instant) {
        // A folder that is taken away is not made again: it may come back.
        if self.has_left || WorkFolder::at(self.folder.root()).is_none() {
            return;
        }
        let gone: Vec<String> = self.own.keys().filter(|document| !shown.contains(*document)).cloned().collect();
        let gone: Vec<Own> = gone.iter().filter_map(|document| self.own.remove(document)).collect();
        gone.iter().for_each(|own| self.take_away(&own.name));
        for document in shown {
            let known = self.own.get(document);
            if known.is_some_and(|own| now.duration_since(own.renewed) < RENEW_EVERY && own.called == name) {
                continue;
            }
            let Some(file) = known.map(|own| own.name.clone()).or_else(|| random_hex(DIGITS / 2).ok()) else {
                continue;
            };
            let here = Here {
                document: document.clone(),
                naam: name.to_owned(),
                moment: at.to_rfc3339_opts(SecondsFormat::Millis, false),
                kenmerk: self.mark.clone(),
            };
            // Who may not write here is not seen by others, and can work all the same.
            let target = Target::below(self.folder.root(), path(&file));
            if let (Ok(path), Ok(bytes)) = (target.checked(), serde_json::to_vec(&here)) {
                let _ = export::write_whole(path, &bytes);
            }
            self.own.insert(document.clone(), Own { name: file, renewed: now, called: name.to_owned() });
        }
    }

    /// What others are called who have documents open, by document.
    pub fn look(&mut self, at: DateTime<FixedOffset>, now: Instant) -> BTreeMap<String, BTreeSet<String>> {
        let mut others: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let names = self.names();
        self.seen.retain(|name, _| names.contains(name));
        let own: BTreeSet<String> = self.own.values().map(|own| own.name.clone()).collect();
        for name in names.difference(&own).cloned() {
            let Some(content) = self.read(&name) else { continue };
            let Ok(here) = serde_json::from_slice::<Here>(&content) else { continue };
            let seen = match self.seen.remove(&name) {
                Some(seen) if seen.content == content => seen,
                Some(_) => Seen { content, since: now, counts: true },
                None => first_seen(content, &here.moment, at, now),
            };
            let unchanged = now.duration_since(seen.since);
            if unchanged > FORGOTTEN_AFTER {
                self.take_away(&name);
                continue;
            }
            // Oneself is nobody else, in another window or after a run that was killed.
            if here.kenmerk != self.mark && seen.counts && unchanged < GONE_AFTER {
                let called: String = harmless(here.naam.trim()).chars().take(LONGEST_NAME).collect();
                others.entry(here.document).or_default().insert(called);
            }
            self.seen.insert(name, seen);
        }
        others
    }

    /// This run shows nothing any more, and never again.
    pub fn leave(&mut self) {
        self.has_left = true;
        std::mem::take(&mut self.own).into_values().for_each(|own| self.take_away(&own.name));
    }

    /// The names of the files, a bounded number of them.
    fn names(&self) -> BTreeSet<String> {
        let folder = self.folder.root().join(FOLDER);
        if link_below(self.folder.root(), &folder).is_some() {
            return BTreeSet::new();
        }
        let entries = fs::read_dir(folder).into_iter().flatten().flatten().take(10 * MOST_FILES);
        let names = entries.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?.strip_suffix(".json")?.to_owned();
            let is_ours = name.len() == DIGITS && name.bytes().all(|digit| digit.is_ascii_hexdigit());
            is_ours.then_some(name)
        });
        names.take(MOST_FILES).collect()
    }

    /// A file that is no larger than it may be.
    fn read(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.folder.root().join(path(name));
        if !is_file_itself(&path) {
            return None;
        }
        let mut content = Vec::new();
        fs::File::open(path).ok()?.take(MOST_BYTES + 1).read_to_end(&mut content).ok()?;
        (content.len() as u64 <= MOST_BYTES).then_some(content)
    }

    fn take_away(&self, name: &str) {
        if let Ok(path) = Target::below(self.folder.root(), path(name)).checked() {
            // Others see soon that it is not renewed.
            let _ = fs::remove_file(path);
        }
    }
}

fn path(name: &str) -> String {
    format!("{FOLDER}/{name}.json")
}

/// Whether there is a file, and no link to one, and nothing that reading could wait for.
fn is_file_itself(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

/// Whether a file that is seen for the first time was written not long ago is told by itself; one whose clock differs counts
/// when it is renewed.
fn first_seen(content: Vec<u8>, moment: &str, at: DateTime<FixedOffset>, now: Instant) -> Seen {
    let age = DateTime::parse_from_rfc3339(moment).ok().map(|moment| at.signed_duration_since(moment));
    let age = age.and_then(|age| age.to_std().ok()).filter(|age| *age < GONE_AFTER);
    let since = age.and_then(|age| now.checked_sub(age)).unwrap_or(now);
    Seen { content, since, counts: age.is_some() }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Bench {
        kept: tempfile::TempDir,
        begun: Instant,
    }

    impl Bench {
        fn new() -> Self {
            let kept = tempfile::tempdir().expect("temporary folder");
            fs::create_dir_all(kept.path().join("data")).expect("made");
            fs::write(kept.path().join("data/gemeente.toml"), "").expect("written");
            // Far from the beginning of the clock.
            Self { kept, begun: Instant::now() + Duration::from_secs(100_000) }
        }

        fn person(&self, mark: &str) -> Presence {
            Presence::new(WorkFolder::at(self.kept.path()).expect("a work folder"), mark.to_owned())
        }

        /// So many seconds later, by both clocks.
        fn at(&self, seconds: u64) -> (DateTime<FixedOffset>, Instant) {
            let begun = DateTime::parse_from_rfc3339("2023-02-20T10:00:00+01:00").expect("a moment");
            let later = chrono::Duration::seconds(i64::try_from(seconds).expect("few"));
            (begun + later, self.begun + Duration::from_secs(seconds))
        }

        fn shows(&self, person: &mut Presence, name: &str, documents: &[&str], seconds: u64) {
            let (at, now) = self.at(seconds);
            person.tell(&documents.iter().map(|one| (*one).to_owned()).collect(), name, at, now);
        }

        fn seen_by(&self, person: &mut Presence, seconds: u64) -> Vec<(String, Vec<String>)> {
            let (at, now) = self.at(seconds);
            person.look(at, now).into_iter().map(|(document, names)| (document, names.into_iter().collect())).collect()
        }

        fn files(&self) -> usize {
            fs::read_dir(self.kept.path().join(FOLDER)).map_or(0, Iterator::count)
        }

        fn put(&self, name: &str, content: &str) {
            fs::create_dir_all(self.kept.path().join(FOLDER)).expect("made");
            fs::write(self.kept.path().join(FOLDER).join(name), content).expect("written");
        }
    }

    fn anna(document: &str) -> (String, Vec<String>) {
        (document.to_owned(), vec!["Anna".to_owned()])
    }

    #[test]
    fn others_are_seen_while_they_are_there_and_oneself_never() {
        let bench = Bench::new();
        let (mut anna_here, mut anna_there, mut bert) = (bench.person("a"), bench.person("a"), bench.person("b"));
        bench.shows(&mut anna_here, "Anna", &["2022/a", "2022/b"], 0);
        bench.shows(&mut bert, "Bert", &["2022/a"], 0);
        assert_eq!(bench.seen_by(&mut bert, 1), [anna("2022/a"), anna("2022/b")]);
        assert_eq!(bench.seen_by(&mut anna_there, 1).len(), 1, "only Bert");
        bench.shows(&mut anna_here, "Anna", &["2022/b"], 2);
        assert_eq!(bench.seen_by(&mut bert, 3), [anna("2022/b")]);
        bench.shows(&mut anna_here, "Anna de Vries", &["2022/b"], 4);
        assert_eq!(bench.seen_by(&mut bert, 5)[0].1, ["Anna de Vries"]);
        anna_here.leave();
        assert_eq!(bench.seen_by(&mut bert, 6), []);
        // Who was still looking when it ended.
        bench.shows(&mut anna_here, "Anna de Vries", &["2022/b"], 30);
        assert_eq!(bench.seen_by(&mut bert, 31), []);
        assert_eq!(bench.files(), 1, "that of Bert");
    }

    #[test]
    fn a_folder_that_is_away_is_not_made_again() {
        let bench = Bench::new();
        let mut anna_here = bench.person("a");
        let (place, away) = (bench.kept.path().join("data"), bench.kept.path().join("weg"));
        fs::rename(&place, &away).expect("taken away");
        bench.shows(&mut anna_here, "Anna", &["2022/a"], 0);
        assert_eq!(bench.files(), 0);
        fs::rename(&away, &place).expect("put back");
        bench.shows(&mut anna_here, "Anna", &["2022/a"], 1);
        assert_eq!(bench.files(), 1);
    }

    #[test]
    fn who_does_not_renew_is_gone_and_forgotten() {
        let bench = Bench::new();
        let (mut anna_here, mut bert) = (bench.person("a"), bench.person("b"));
        bench.shows(&mut anna_here, "Anna", &["2022/a"], 0);
        assert_eq!(bench.seen_by(&mut bert, 5).len(), 1);
        bench.shows(&mut anna_here, "Anna", &["2022/a"], 25);
        assert_eq!(bench.seen_by(&mut bert, 70).len(), 1, "renewed");
        assert_eq!(bench.seen_by(&mut bert, 131), []);
        assert_eq!(bench.files(), 1);
        assert_eq!(bench.seen_by(&mut bert, 900), []);
        assert_eq!(bench.files(), 0, "what a killed run left");
        // What was left yesterday does not count for a moment.
        let mut late = bench.person("c");
        bench.shows(&mut anna_here, "Anna", &["2022/a"], 1_000);
        assert_eq!(bench.seen_by(&mut late, 90_000), []);
    }

    #[test]
    fn what_an_own_run_left_that_was_killed_goes_too() {
        let bench = Bench::new();
        let (mut killed, mut beside, mut anna) = (bench.person("a"), bench.person("a"), bench.person("a"));
        bench.shows(&mut killed, "Anna", &["2022/a"], 0);
        for seconds in [0, 300, 700] {
            bench.shows(&mut beside, "Anna", &["2022/b"], seconds);
            bench.shows(&mut anna, "Anna", &["2022/c"], seconds);
            assert_eq!(bench.seen_by(&mut anna, seconds + 1), [], "oneself is nobody else");
        }
        assert_eq!(bench.files(), 2, "of those that are still there");
    }

    #[test]
    fn a_clock_that_is_wrong_is_no_matter_once_it_ticks() {
        let bench = Bench::new();
        let (mut anna_here, mut bert) = (bench.person("a"), bench.person("b"));
        let (at, now) = bench.at(0);
        let wrong = at + chrono::Duration::hours(2);
        anna_here.tell(&BTreeSet::from(["2022/a".to_owned()]), "Anna", wrong, now);
        assert_eq!(bench.seen_by(&mut bert, 1), []);
        let (_, later) = bench.at(21);
        anna_here.tell(&BTreeSet::from(["2022/a".to_owned()]), "Anna", wrong + chrono::Duration::seconds(21), later);
        assert_eq!(bench.seen_by(&mut bert, 22), [anna("2022/a")]);
    }

    #[test]
    fn files_of_somebody_elses_hand_do_no_harm() {
        let bench = Bench::new();
        let good = r#"{"document":"2022/a","naam":"A\u202enna<b>","moment":"2023-02-20T10:00:00+01:00","kenmerk":"x"}"#;
        bench.put("0123456789abcdef.json", good);
        bench.put("0123456789abcde0.json", "[[[[");
        bench.put("0123456789abcde1.json", &"x".repeat(1024 * 1024));
        bench.put("te-lang-of-te-kort.json", good);
        fs::create_dir(bench.kept.path().join(FOLDER).join("0123456789abcde2.json")).expect("made");
        let mut bert = bench.person("b");
        assert_eq!(bench.seen_by(&mut bert, 1), [("2022/a".to_owned(), vec!["A\u{fffd}nna<b>".to_owned()])]);
        for number in 0..1_000 {
            bench.put(&format!("{number:016x}.json"), good);
        }
        bench.seen_by(&mut bert, 2);
        assert!(bert.seen.len() <= MOST_FILES);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_goes_through_a_link() {
        use std::os::unix::fs::symlink;
        let bench = Bench::new();
        let outside = tempfile::tempdir().expect("temporary folder");
        fs::create_dir(bench.kept.path().join(".griffel")).expect("made");
        symlink(outside.path(), bench.kept.path().join(FOLDER)).expect("linked");
        let mut person = bench.person("a");
        bench.shows(&mut person, "Anna", &["2022/a"], 0);
        assert_eq!(fs::read_dir(outside.path()).expect("read").count(), 0);
        assert_eq!(bench.seen_by(&mut bench.person("b"), 1), []);
    }
}
