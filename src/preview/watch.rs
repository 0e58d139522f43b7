//! Tells when something in the work folder changes.
//!
//! The file system is only a door bell: what really changed is found by looking. So nothing is missed
//! where it rings too little, as on network drives, since it is also looked at every few seconds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::time::{Instant, timeout_at};

/// After a change, more are waited for this long.
const GATHERING: Duration = Duration::from_millis(3);

/// While changes keep coming, they are reported at least this often.
const AT_LEAST_EVERY: Duration = Duration::from_millis(30);

/// Without any change, everything is looked at this often.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Folders of the work folder that are watched with all that is in them.
const FOLDERS: [&str; 4] = ["data", "templates", "fonts", "uitvoer"];

/// Watches a work folder.
pub struct Watch {
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    events: UnboundedReceiver<Vec<PathBuf>>,
}

impl Watch {
    /// Watches the work folder at `root`. Where the system cannot watch, it is looked at now and then.
    pub fn new(root: &Path) -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if let Ok(event) = event
                && !matches!(event.kind, EventKind::Access(_))
            {
                // Nobody listens any more when the server stops.
                let _ = sender.send(event.paths);
            }
        });
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let mut watch = Self { root, watcher: watcher.ok(), watched: BTreeSet::new(), events };
        watch.cover(&[]);
        watch
    }

    /// Watches the usual folders, as far as they are there, and `others`, relative to the root.
    pub fn cover(&mut self, others: &[String]) {
        let Some(watcher) = &mut self.watcher else { return };
        let usual = FOLDERS.iter().map(|folder| (self.root.join(folder), RecursiveMode::Recursive));
        let is_usual = |folder: &&String| FOLDERS.iter().any(|usual| folder.split('/').next() == Some(usual));
        let others = others.iter().filter(|folder| !folder.is_empty() && !is_usual(folder));
        let others = others.map(|folder| (self.root.join(folder), RecursiveMode::NonRecursive));
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
    /// only time to look.
    pub async fn next(&mut self) -> Vec<String> {
        let look_at = Instant::now() + LOOK_EVERY;
        let mut changed = BTreeSet::new();
        let Ok(Some(first)) = timeout_at(look_at, self.events.recv()).await else {
            tokio::time::sleep_until(look_at).await;
            self.cover(&[]);
            return Vec::new();
        };
        changed.extend(self.relative(first));
        let latest = Instant::now() + AT_LEAST_EVERY;
        loop {
            let until = (Instant::now() + GATHERING).min(latest);
            let Ok(Some(more)) = timeout_at(until, self.events.recv()).await else { break };
            changed.extend(self.relative(more));
            if Instant::now() >= latest {
                break;
            }
        }
        if changed.iter().any(|path| !path.contains('/')) {
            // A folder may have come.
            self.cover(&[]);
        }
        changed.into_iter().collect()
    }

    fn relative(&self, paths: Vec<PathBuf>) -> Vec<String> {
        let relative = |path: &PathBuf| Some(path.strip_prefix(&self.root).ok()?.to_str()?.replace('\\', "/"));
        paths.iter().filter_map(relative).collect()
    }
}
