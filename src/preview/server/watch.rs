//! Tells when something in the work folder changes.
//!
//! The file system is only a door bell: what really changed is found by looking. So nothing is missed
//! where it rings too little, as on network drives, since it is also looked at every few seconds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::time::{Instant, timeout_at};

use crate::preview::message::ToSetter;
use crate::preview::setter::stamps::is_input;
use crate::project::{INPUT_FOLDERS, OUTPUT};

use super::versions::Versions;

/// After a change, more are waited for this long.
const GATHERING: Duration = Duration::from_millis(3);

/// While changes keep coming, they are reported at least this often.
const AT_LEAST_EVERY: Duration = Duration::from_millis(30);

/// Without any change, everything is looked at this often.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Where what colleagues say of documents is kept, and who has them open.
const BESIDE: &str = ".griffel";

/// Watches a work folder.
pub struct Watch {
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    events: UnboundedReceiver<Vec<PathBuf>>,
    /// What changed and was not reported yet.
    changed: BTreeSet<String>,
}

impl Watch {
    /// Watches the work folder at `root`. Where the system cannot watch, it is looked at now and then.
    pub fn new(root: &Path) -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        let hear = move |event: notify::Result<notify::Event>| {
            if let Ok(event) = event
                && !matches!(event.kind, EventKind::Access(_))
            {
                // Nobody listens any more when the server stops.
                let _ = sender.send(event.paths);
            }
        };
        // A link may lead to half the disk.
        let watcher = RecommendedWatcher::new(hear, Config::default().with_follow_symlinks(false));
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let mut watch =
            Self { root, watcher: watcher.ok(), watched: BTreeSet::new(), events, changed: BTreeSet::new() };
        watch.cover(&[]);
        watch
    }

    /// Watches the usual folders, as far as they are there, and `others`, relative to the root.
    pub fn cover(&mut self, others: &[String]) {
        let Some(watcher) = &mut self.watcher else { return };
        let usual = INPUT_FOLDERS.iter().chain([&OUTPUT, &BESIDE]);
        let is_usual = |folder: &&String| usual.clone().any(|usual| folder.split('/').next() == Some(usual));
        let others = others.iter().filter(|folder| !folder.is_empty() && !is_usual(folder));
        let others = others.map(|folder| (self.root.join(folder), RecursiveMode::NonRecursive));
        let usual = usual.clone().map(|folder| (self.root.join(folder), RecursiveMode::Recursive));
        let root = (self.root.clone(), RecursiveMode::NonRecursive);
        for (folder, mode) in usual.chain(others).chain([root]).collect::<Vec<_>>() {
            if !folder.is_dir() {
                self.watched.remove(&folder);
            } else if !self.watched.contains(&folder) && watcher.watch(&folder, mode).is_ok() {
                self.watched.insert(folder);
            }
        }
    }

    /// The paths, relative to the root, of the next changes that belong together; empty when it is
    /// only time to look. Nothing is lost when this is given up halfway.
    pub async fn next(&mut self) -> Vec<String> {
        if self.changed.is_empty() {
            let look_at = Instant::now() + LOOK_EVERY;
            match timeout_at(look_at, self.events.recv()).await {
                Ok(Some(paths)) => self.note(&paths),
                _ => {
                    tokio::time::sleep_until(look_at).await;
                    self.cover(&[]);
                    return Vec::new();
                }
            }
        }
        let latest = Instant::now() + AT_LEAST_EVERY;
        while Instant::now() < latest {
            let until = (Instant::now() + GATHERING).min(latest);
            let Ok(Some(paths)) = timeout_at(until, self.events.recv()).await else { break };
            self.note(&paths);
        }
        let changed = std::mem::take(&mut self.changed);
        let folders: Vec<&String> = changed.iter().filter(|path| !path.contains('/')).collect();
        if !folders.is_empty() {
            // A folder came, or another one took its place.
            folders.into_iter().for_each(|folder| self.forget(folder));
            self.cover(&[]);
        }
        changed.into_iter().collect()
    }

    fn note(&mut self, paths: &[PathBuf]) {
        let relative = self.relative(paths);
        self.changed.extend(relative);
    }

    fn forget(&mut self, folder: &str) {
        let folder = self.root.join(folder);
        if let (true, Some(watcher)) = (self.watched.remove(&folder), &mut self.watcher) {
            // It may be gone already.
            let _ = watcher.unwatch(&folder);
        }
    }

    fn relative(&self, paths: &[PathBuf]) -> Vec<String> {
        let relative = |path: &PathBuf| Some(path.strip_prefix(&self.root).ok()?.to_str()?.replace('\\', "/"));
        paths.iter().filter_map(relative).collect()
    }
}

/// Tells of every change, for as long as anybody wants to know: of files that documents are made from, and of those
/// `beside` them.
pub async fn tell(
    mut watch: Watch,
    mut folders_read: UnboundedReceiver<Vec<String>>,
    tasks: UnboundedSender<ToSetter>,
    (versions, beside): (Versions, UnboundedSender<Vec<String>>),
) {
    let mut read_from = BTreeSet::new();
    loop {
        tokio::select! {
            paths = watch.next() => {
                let is_only_a_look = paths.is_empty();
                versions.changed(&paths);
                let (others, paths): (Vec<String>, Vec<String>) =
                    paths.into_iter().partition(|path| path.split('/').next() == Some(BESIDE));
                if !others.is_empty() && beside.send(others).is_err() {
                    return;
                }
                let paths: Vec<String> = paths.into_iter().filter(|path| is_input(path, &read_from)).collect();
                if (is_only_a_look || !paths.is_empty()) && tasks.send(ToSetter::Changed(paths)).is_err() {
                    return;
                }
            }
            Some(folders) = folders_read.recv() => {
                watch.cover(&folders);
                read_from = folders.into_iter().collect();
            }
        }
    }
}
