//! What had its time goes: versions, the bin, comments. In: the work folder, and the moment. Out: fewer files in `.griffel`.
//!
//! What is kept of the making of a document goes so many days after it was sent, or after it was seen for the first time
//! that it is gone; versions of others when they are that old. Since when something is in the bin, no file tells: that is
//! noted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::UNIX_EPOCH;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use crate::load::{DocumentStatus, FrontMatter};
use crate::preview::server::own_folders::{BIN, COMMENTS, NOTES};
use crate::preview::server::writer::Writer;
use crate::project::{Inventory, link_below};
use crate::record::Log;

use super::store::Store;

/// What was noted is no larger, in bytes.
const MOST_NOTES: u64 = 4 * 1024 * 1024;

/// What was thrown away stays so many days at least, however short a municipality keeps things: it may have been a mistake.
const LEAST_IN_BIN: u32 = 7;

/// When it was done last, and since when things wait.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Notes {
    /// As `2023-03-14`.
    dag: String,
    /// By file, and what tells it from another of that name.
    sinds: BTreeMap<String, String>,
}

/// Clears a work folder, once a day.
pub fn clear(writer: &Writer, now: DateTime<Utc>, days: u32) {
    let today = now.date_naive();
    let Some(before) = notes(writer).filter(|notes| notes.dag != today.to_string()) else { return };
    if writer.is_there().is_err() {
        return;
    }
    let inventory = Inventory::of(writer.folder()).without_findings();
    let there: BTreeSet<String> = inventory.documents.keys().map(ToString::to_string).collect();
    let sent: BTreeSet<String> = inventory
        .documents
        .iter()
        .filter(|(_, path)| is_sent_for(writer, path, today, days))
        .map(|(id, _)| id.to_string())
        .collect();
    let store = Store::of(writer.clone());
    for document in store.documents() {
        let days = if sent.contains(&document) { 0 } else { days };
        store.thin(&document, now, days);
    }
    let mut after = Notes { dag: today.to_string(), sinds: BTreeMap::new() };
    let mut waits_for = |file: &str, days: u32| {
        let key = key(writer, file);
        let since = before.sinds.get(&key).and_then(|since| since.parse::<NaiveDate>().ok());
        let since = since.filter(|since| *since <= today).unwrap_or(today);
        after.sinds.insert(key, since.to_string());
        today - since >= TimeDelta::days(days.into())
    };
    for file in files(writer, BIN) {
        if waits_for(&file, days.max(LEAST_IN_BIN)) {
            writer.remove(&file);
        }
    }
    for file in files(writer, COMMENTS) {
        let document = file.strip_prefix(COMMENTS).map(|rest| rest.trim_start_matches('/'));
        let Some(document) = document.and_then(|rest| rest.strip_suffix(".toml")) else { continue };
        // What is not seen for a moment only, such as on a network drive, is not gone.
        if sent.contains(document) || (!there.contains(document) && waits_for(&file, days.max(1))) {
            writer.remove(&file);
        }
    }
    // It is done again on another day where that cannot be noted.
    let _ = writer.put(NOTES, &serde_json::to_vec_pretty(&after).unwrap_or_default());
}

/// Whether a document was sent so many days ago, and is not at a correction.
fn is_sent_for(writer: &Writer, path: &str, today: NaiveDate, days: u32) -> bool {
    let sent = DocumentStatus::Sent.word();
    let Ok(log) = Log::read(writer.files(), path) else { return false };
    let Some(last) = log.entries.last().filter(|entry| entry.status == sent) else { return false };
    let is_long_ago = |day: NaiveDate| today - day >= TimeDelta::days(days.into());
    let text = writer.read(path).ok().and_then(|version| FrontMatter::of(&version.text));
    let says = text.and_then(|front| Some(front.get("status")?.as_str()? == sent));
    last.day.parse().is_ok_and(is_long_ago) && says == Some(true)
}

/// None where there are notes that are not to be read: then nothing goes.
fn notes(writer: &Writer) -> Option<Notes> {
    let path = writer.folder().root().join(NOTES);
    match path.symlink_metadata() {
        Err(_) => Some(Notes::default()),
        Ok(found) if found.is_file() && found.len() <= MOST_NOTES => {
            let bytes = writer.files().bytes(NOTES).ok()?;
            // What somebody made of it counts from now on again.
            Some(serde_json::from_slice(&bytes).unwrap_or_default())
        }
        Ok(_) => None,
    }
}

/// A file, and what tells it from another that has its name later.
fn key(writer: &Writer, file: &str) -> String {
    let found = writer.folder().root().join(file).metadata().ok();
    let size = found.as_ref().map_or(0, std::fs::Metadata::len);
    let changed = found.and_then(|found| found.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    format!("{file} {size} {}", changed.map_or(0, |changed| changed.as_secs()))
}

/// All files below a folder, relative to the work folder, by name; through no link.
fn files(writer: &Writer, folder: &str) -> Vec<String> {
    let root = writer.folder().root();
    if link_below(root, &root.join(folder)).is_some() {
        return Vec::new();
    }
    let entries = WalkDir::new(root.join(folder)).max_depth(6).sort_by_file_name().into_iter().filter_map(Result::ok);
    let relative = |path: &Path| Some(path.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"));
    entries.filter(|entry| entry.file_type().is_file()).filter_map(|entry| relative(entry.path())).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::preview::server::own_folders::VERSIONS;
    use crate::project::WorkFolder;

    struct Bench {
        folder: tempfile::TempDir,
        writer: Writer,
        store: Store,
    }

    fn bench() -> Bench {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
        Bench { folder, store: Store::of(writer.clone()), writer }
    }

    /// Noon, so many days later.
    fn day(days: i64) -> DateTime<Utc> {
        "2023-03-14T12:00:00Z".parse::<DateTime<Utc>>().expect("a moment") + TimeDelta::days(days)
    }

    impl Bench {
        fn write(&self, path: &str, text: &str) {
            let path = self.folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }

        fn has(&self, path: &str) -> bool {
            self.folder.path().join(path).exists()
        }

        /// A letter with a version, a comment, and what its log says.
        fn letter(&self, name: &str, status: &str, log: Option<(&str, &str)>) {
            let text = format!("+++\nstatus = \"{status}\"\n+++\n");
            self.write(&format!("data/brieven/2022-K4/{name}.md"), &text);
            self.write(&format!("{COMMENTS}/2022-K4/{name}.toml"), "[[opmerking]]\n");
            self.store.keep(&format!("2022-K4/{name}"), "een versie", day(80), None).expect("kept");
            if let Some((status, on)) = log {
                let log = "tijd;door;status;versie;vaststelling;toelichting;controle\n";
                let parsed = Log::parse(log.as_bytes()).expect("a log");
                let entry = crate::record::LogEntry {
                    time: format!("{on}T09:30:00+01:00"),
                    day: on.to_owned(),
                    act: String::new(),
                    by: "A. Voorbeeld".to_owned(),
                    status: status.to_owned(),
                    version: 1,
                    record: String::new(),
                    note: String::new(),
                };
                let line = String::from_utf8(parsed.line(&entry)).expect("UTF-8");
                self.write(&format!("data/brieven/2022-K4/{name}.logboek.csv"), &format!("{log}{line}"));
            }
        }

        fn versions(&self) -> Vec<String> {
            self.store.documents()
        }
    }

    #[test]
    fn what_is_kept_goes_so_many_days_after_sending() {
        let bench = bench();
        bench.letter("verzonden", "verzonden", Some(("verzonden", "2023-03-14")));
        bench.letter("later", "verzonden", Some(("verzonden", "2023-03-20")));
        bench.letter("vastgesteld", "vastgesteld", Some(("vastgesteld", "2023-03-14")));
        bench.letter("correctie", "concept", Some(("verzonden", "2023-03-14")));
        bench.letter("concept", "concept", None);
        bench.letter("getypt", "verzonden", None);
        bench.letter("stuk", "verzonden", None);
        bench.write("data/brieven/2022-K4/stuk.logboek.csv", "geen logboek");
        clear(&bench.writer, day(89), 90);
        assert_eq!(bench.versions().len(), 7, "{:?}", bench.versions());
        clear(&bench.writer, day(90), 90);
        assert!(!bench.versions().contains(&"2022-K4/verzonden".to_owned()), "{:?}", bench.versions());
        assert!(!bench.has(".griffel/opmerkingen/2022-K4/verzonden.toml"));
        for stays in ["later", "vastgesteld", "correctie", "concept", "getypt", "stuk"] {
            assert!(bench.versions().contains(&format!("2022-K4/{stays}")), "{stays}");
            assert!(bench.has(&format!(".griffel/opmerkingen/2022-K4/{stays}.toml")), "{stays}");
        }
        // Versions of others go when they are that old; what people wrote beside a text that is worked on stays.
        clear(&bench.writer, day(171), 90);
        assert!(bench.versions().is_empty());
        assert!(bench.has(".griffel/opmerkingen/2022-K4/concept.toml"));
        assert!(
            bench.has("data/brieven/2022-K4/verzonden.md") && bench.has("data/brieven/2022-K4/verzonden.logboek.csv")
        );
    }

    #[test]
    fn what_is_in_the_bin_goes_so_many_days_after_it_was_found_there() {
        let bench = bench();
        bench.write(".griffel/prullenbak/brieven/2022-K4/a.md", "een tekst van jaren geleden");
        bench.write(".griffel/prullenbak/pilots/b.toml", "");
        bench.write(".griffel/opmerkingen/2022-K4/weg.toml", "");
        bench.write(".griffel/schemas/x.json", "");
        clear(&bench.writer, day(0), 90);
        clear(&bench.writer, day(89), 90);
        // Another one has come in the place of the first.
        bench.write(".griffel/prullenbak/brieven/2022-K4/a.md", "een andere tekst");
        assert!(bench.has(".griffel/prullenbak/pilots/b.toml") && bench.has(".griffel/opmerkingen/2022-K4/weg.toml"));
        clear(&bench.writer, day(90), 90);
        assert!(!bench.has(".griffel/prullenbak/pilots") && !bench.has(".griffel/opmerkingen/2022-K4/weg.toml"));
        assert!(bench.has(".griffel/prullenbak/brieven/2022-K4/a.md"));
        clear(&bench.writer, day(180), 90);
        assert!(!bench.has(".griffel/prullenbak/brieven/2022-K4/a.md") && bench.has(".griffel/schemas/x.json"));
    }

    #[test]
    fn once_a_day_is_enough_and_days_can_be_fewer() {
        let bench = bench();
        clear(&bench.writer, day(0), 0);
        bench.write(".griffel/prullenbak/brieven/2022-K4/a.md", "x");
        bench.write(".griffel/opmerkingen/2022-K4/weg.toml", "");
        bench.store.keep("2022-K4/a", "een versie", day(0), None).expect("kept");
        clear(&bench.writer, day(0), 0);
        assert_eq!(bench.versions().len(), 1, "not twice on a day");
        clear(&bench.writer, day(1), 0);
        assert!(bench.versions().is_empty());
        assert!(bench.has(".griffel/opmerkingen/2022-K4/weg.toml"), "it may be there again in a moment");
        clear(&bench.writer, day(2), 0);
        assert!(!bench.has(".griffel/opmerkingen/2022-K4/weg.toml"));
        clear(&bench.writer, day(7), 0);
        assert!(bench.has(".griffel/prullenbak/brieven/2022-K4/a.md"), "it can be put back for a week");
        clear(&bench.writer, day(8), 0);
        assert!(!bench.has(".griffel/prullenbak/brieven/2022-K4/a.md"));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_elsewhere_goes() {
        use std::os::unix::fs::symlink;
        let bench = bench();
        let elsewhere = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(elsewhere.path().join("2022-K4")).expect("made");
        fs::write(elsewhere.path().join("2022-K4/a.toml"), "van iemand anders").expect("written");
        fs::create_dir_all(bench.folder.path().join(".griffel/prullenbak")).expect("made");
        symlink(elsewhere.path(), bench.folder.path().join(COMMENTS)).expect("linked");
        symlink(elsewhere.path(), bench.folder.path().join(VERSIONS)).expect("linked");
        symlink(elsewhere.path(), bench.folder.path().join(".griffel/prullenbak/brieven")).expect("linked");
        (0..3).for_each(|days| clear(&bench.writer, day(days * 100), 0));
        assert!(elsewhere.path().join("2022-K4/a.toml").is_file());
        // Notes that are a link are not read, and nothing goes by them.
        fs::remove_file(bench.folder.path().join(NOTES)).expect("removed");
        symlink(elsewhere.path().join("nieuw.json"), bench.folder.path().join(NOTES)).expect("linked");
        clear(&bench.writer, day(900), 0);
        assert!(!elsewhere.path().join("nieuw.json").exists());
    }
}
