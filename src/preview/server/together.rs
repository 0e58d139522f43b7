//! Working together: tabs that show a document are told what colleagues say of it, and who else has it open. In: what
//! changed below `.griffel`, which documents are shown, what the page wants done. Out: messages to those tabs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{MissedTickBehavior, interval};

use crate::preview::act::Refusal;
use crate::preview::comments::{CommentAct, ShownComments};
use crate::preview::fingerprint::fingerprint;
use crate::preview::home::Home;
use crate::preview::message::{ClientId, ToPage};

use super::comments;
use super::hub::{Hub, Now};
use super::own_folders::{COMMENTS, PRESENCE};
use super::presence::Presence;
use super::stamp::{Stamp, stamp};
use super::writer::Writer;

/// Where nothing rings, as on network drives, it is looked this often.
const LOOK_EVERY: Duration = Duration::from_secs(4);

/// Leaving takes no longer: a drive that does not answer keeps nobody here.
const LEAVING: Duration = Duration::from_secs(2);

/// Who has a document open, and what is said of it.
pub struct Together {
    writer: Writer,
    hub: Arc<Hub>,
    now: Now,
    /// A tab has come, has gone, or shows another document.
    pub moved: Notify,
    presence: Mutex<Presence>,
    /// What tabs were told last, by document.
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    /// The fingerprints of the comments.
    comments: BTreeMap<String, String>,
    /// How the files of these were when they were read last.
    read: BTreeMap<String, Option<Stamp>>,
    /// What others are called.
    present: BTreeMap<String, BTreeSet<String>>,
}

impl Together {
    /// In the work folder of `writer`; `secret` is that of this user.
    pub fn new(writer: Writer, hub: Arc<Hub>, now: Now, secret: &str) -> Self {
        let mark = fingerprint(format!("aanwezig {secret}").as_bytes());
        let presence = Mutex::new(Presence::new(writer.folder().clone(), mark));
        Self { writer, hub, now, moved: Notify::new(), presence, told: Mutex::default() }
    }

    /// Does something with the comments on a document, and tells all who show it.
    ///
    /// # Errors
    /// Why it is not done.
    pub fn perform(&self, act: CommentAct) -> Result<ShownComments, Refusal> {
        let shown = comments::perform(&self.writer, act, (self.now)())?;
        self.tell_comments(&shown);
        Ok(shown)
    }

    /// Tells a tab all that is known of the document that it shows from now on.
    pub fn greet(&self, tab: ClientId, document: &str) {
        if let Some(shown) = comments::of(self.writer.folder(), document) {
            self.hub.tell(tab, ToPage::Comments(&shown).to_json());
        }
        let names = self.told().present.get(document).cloned().unwrap_or_default().into_iter().collect();
        self.hub.tell(tab, ToPage::Present { document, names }.to_json());
    }

    /// Follows what others do, for as long as the server runs.
    pub async fn follow(self: Arc<Self>, mut changed: UnboundedReceiver<Vec<String>>) {
        let mut look = interval(LOOK_EVERY);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            // Whether something rang for comments, whether it is time to look, and whether that is for who is here.
            let (rang, is_time, present) = tokio::select! {
                paths = changed.recv() => {
                    let Some(paths) = paths else { return };
                    let is_in = |folder: &str| paths.iter().any(|path| path.starts_with(folder));
                    (is_in(COMMENTS), false, is_in(PRESENCE))
                }
                () = self.moved.notified() => (false, false, true),
                _ = look.tick() => (false, true, true),
            };
            if !rang && !present {
                continue;
            }
            let this = self.clone();
            // One after another; what fell over is looked at again.
            let _ = tokio::task::spawn_blocking(move || this.look(rang, is_time, present)).await;
        }
    }

    /// Others see at once that nothing is shown here any more, or soon where the folder does not answer.
    pub fn leave(self: &Arc<Self>) {
        let (done, waiting) = mpsc::channel();
        let this = self.clone();
        let leaving = move || {
            this.presence().leave();
            // Whoever asked may not wait any longer.
            let _ = done.send(());
        };
        if thread::Builder::new().name("vertrek".to_owned()).spawn(leaving).is_ok() {
            let _ = waiting.recv_timeout(LEAVING);
        }
    }

    fn look(&self, rang: bool, is_time: bool, present: bool) {
        let shown = self.hub.documents_shown();
        for document in shown.iter().filter(|_| rang || is_time) {
            let before = self.told().read.get(document).copied();
            // Only of what is known to be a document: any name can be asked for.
            let stamp = before.and_then(|_| self.stamp(document));
            if !rang && before == Some(stamp) {
                continue;
            }
            if let Some(found) = comments::of(self.writer.folder(), document) {
                self.told().read.insert(document.clone(), stamp);
                self.tell_comments(&found);
            }
        }
        if present {
            self.look_who_is_here(&shown);
        }
    }

    /// Of the file with the comments on a document.
    fn stamp(&self, document: &str) -> Option<Stamp> {
        stamp(&self.writer.folder().root().join(format!("{COMMENTS}/{document}.toml")))
    }

    /// Tells those who show it, unless they know.
    fn tell_comments(&self, shown: &ShownComments) {
        let message = ToPage::Comments(shown).to_json();
        let print = fingerprint(&message);
        if self.told().comments.insert(shown.document.clone(), print.clone()) != Some(print) {
            self.hub.tell_viewers(&shown.document, message);
        }
    }

    fn look_who_is_here(&self, shown: &BTreeSet<String>) {
        let name = Home::user().unwrap_or_else(|| "Een collega".to_owned());
        // While the clock cannot be right, people are seen as soon as they renew what they said.
        let (at, now) = ((self.now)().unwrap_or_default(), Instant::now());
        let others = {
            let mut presence = self.presence();
            presence.tell(shown, &name, at, now);
            // Nobody looks.
            if shown.is_empty() { BTreeMap::new() } else { presence.look(at, now) }
        };
        let before = std::mem::replace(&mut self.told().present, others.clone());
        for document in shown {
            let names = others.get(document).cloned().unwrap_or_default();
            if before.get(document).cloned().unwrap_or_default() != names {
                let names = names.into_iter().collect();
                self.hub.tell_viewers(document, ToPage::Present { document, names }.to_json());
            }
        }
    }

    fn presence(&self) -> MutexGuard<'_, Presence> {
        self.presence.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The secret of this user on this computer, the same in each work folder.
pub fn secret_of_user() -> Option<String> {
    Home::secret_of_user("aanwezig")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use chrono::NaiveDate;
    use tokio::sync::mpsc::unbounded_channel;

    use super::*;
    use crate::preview::server::hub::Today;
    use crate::project::WorkFolder;

    fn bench() -> (tempfile::TempDir, Arc<Together>) {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data/brieven/2022")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        fs::write(folder.path().join("data/brieven/2022/a.md"), "Tekst.\n").expect("written");
        let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
        let hub = Arc::new(Hub::new(unbounded_channel().0, Today::Always(NaiveDate::default())));
        (folder, Arc::new(Together::new(writer, hub, || None, "geheim")))
    }

    #[test]
    fn a_folder_that_does_not_answer_keeps_nobody_from_leaving() {
        let (folder, together) = bench();
        let files = || fs::read_dir(folder.path().join(PRESENCE)).map_or(0, Iterator::count);
        let shown = BTreeSet::from(["2022/a".to_owned()]);
        together.look_who_is_here(&shown);
        assert_eq!(files(), 1);
        {
            // As whoever looks at a drive that does not answer.
            let _looking = together.presence();
            together.leave();
            assert_eq!(files(), 1);
        }
        together.leave();
        together.look_who_is_here(&shown);
        assert_eq!(files(), 0, "and it is not undone");
    }

    #[test]
    fn without_a_clock_nothing_is_said_that_would_have_no_moment() {
        let (folder, together) = bench();
        let act = |json: serde_json::Value| together.perform(serde_json::from_value(json).expect("an act"));
        let new = serde_json::json!({
            "what": "add", "document": "2022/a", "by": "Anna", "text": "Klopt dit?", "words": "Tekst", "around": ["", ""],
        });
        assert!(act(new).expect_err("refused").message.contains("klok"));
        assert!(act(serde_json::json!({"what": "look", "document": "2022/a"})).expect("read").comments.is_empty());
        assert!(!folder.path().join(COMMENTS).exists());
    }
}
