//! Keeps the setter, the process that typesets, at work: gives it tasks, passes on what it sends, and replaces it when
//! it stops, takes too long, or is overtaken by a newer change.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, BufWriter};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc as blocking;
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::time::Instant;

use crate::guard::{STACK, STACK_OF_THREADS, this_program};
use crate::project::WorkFolder;

use crate::preview::message::{FromSetter, ToSetter, Topics, Unsaved, Viewed};
use crate::preview::pipe;
use crate::preview::setter::worker::TOO_MUCH_MEMORY;

use super::hub::{Failure, Hub};

/// No piece of work takes longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A piece of work that takes longer gives way to a newer change.
const PATIENCE_WHEN_OVERTAKEN: Duration = Duration::from_secs(2);

/// Whoever waits this long wants to know that something is going on.
const NOTICEABLE: Duration = Duration::from_millis(500);

/// How often it is looked at how long a piece of work takes.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// A process that falls over so often over the same thing, in so short a time, is not given it again.
const CRASHES: (usize, Duration) = (4, Duration::from_secs(60));

/// A process that stops before it did anything is started again after this long.
const REST: Duration = Duration::from_secs(1);

/// What a setter was told, so that another can take over.
#[derive(Default)]
struct Told {
    unsaved: BTreeMap<String, Unsaved>,
    viewed: Vec<Viewed>,
    /// All of them must be told anew by another setter.
    topics: Option<Topics>,
    avoid: BTreeSet<Option<String>>,
}

impl Told {
    fn note(&mut self, task: &ToSetter) {
        match task {
            ToSetter::Changed(paths) if !paths.is_empty() => self.avoid.clear(),
            ToSetter::Text(document, unsaved) => {
                self.unsaved.insert(document.clone(), unsaved.clone());
                self.avoid.remove(&Some(document.clone()));
            }
            ToSetter::Discard(document) => drop(self.unsaved.remove(document)),
            ToSetter::Viewed(viewed) => self.viewed.clone_from(viewed),
            ToSetter::Topics(topics) => {
                self.topics = Some(Topics { anew: topics.all.clone(), ..topics.clone() });
            }
            _ => {}
        }
    }

    /// What a new process must be told.
    fn tasks(&self) -> Vec<ToSetter> {
        let avoid = self.avoid.iter().cloned().map(ToSetter::Avoid);
        let texts = self.unsaved.iter().map(|(document, unsaved)| ToSetter::Text(document.clone(), unsaved.clone()));
        let topics = self.topics.iter().cloned().map(ToSetter::Topics);
        texts.chain([ToSetter::Viewed(self.viewed.clone())]).chain(topics).chain(avoid).collect()
    }
}

/// A setter that runs.
struct Setter {
    child: Child,
    tasks: blocking::Sender<ToSetter>,
    /// What it sends; closed when it has stopped.
    sent: UnboundedReceiver<(FromSetter, Vec<u8>)>,
    /// What it is doing, since when, and whether something changed meanwhile.
    busy: Option<(Option<String>, Instant)>,
    overtaken: bool,
    /// The tabs know that it takes long.
    said_busy: bool,
    /// Since when it was told something without a sign of life.
    told: Option<Instant>,
    did_something: bool,
}

impl Setter {
    fn start(folder: &WorkFolder) -> std::io::Result<Self> {
        let mut child = Command::new(this_program()?)
            .arg("zetter")
            .arg("--map")
            .arg(folder.root())
            .env(STACK_OF_THREADS, STACK.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (tasks, waiting) = blocking::channel::<ToSetter>();
        let (sender, sent) = mpsc::unbounded_channel();
        if let Some(stdin) = child.stdin.take() {
            thread::spawn(move || {
                let mut stdin = BufWriter::new(stdin);
                while let Ok(task) = waiting.recv() {
                    if pipe::write(&mut stdin, &task, &[]).is_err() {
                        return;
                    }
                }
            });
        }
        if let Some(stdout) = child.stdout.take() {
            thread::spawn(move || {
                let mut stdout = BufReader::with_capacity(1 << 16, stdout);
                while let Ok(Some(message)) = pipe::read(&mut stdout) {
                    if sender.send(message).is_err() {
                        return;
                    }
                }
            });
        }
        Ok(Self {
            child,
            tasks,
            sent,
            busy: None,
            overtaken: false,
            said_busy: false,
            told: None,
            did_something: false,
        })
    }

    fn tell(&mut self, task: ToSetter) {
        self.overtaken |= match (&task, &self.busy) {
            (ToSetter::Changed(paths), _) => !paths.is_empty(),
            (ToSetter::Text(document, _), Some((what, _))) => what.as_ref() == Some(document),
            _ => false,
        };
        self.told.get_or_insert_with(Instant::now);
        // A process that has stopped is noticed by what it no longer sends.
        let _ = self.tasks.send(task);
    }

    /// Whether it has worked on one thing for too long, or too long for something that is out of date.
    fn must_end(&self) -> Option<Option<Failure>> {
        let since = self.busy.as_ref().map(|(_, since)| *since).or(self.told)?;
        match since.elapsed() {
            long if long > PATIENCE => Some(Some(Failure::TooLong)),
            long if long > PATIENCE_WHEN_OVERTAKEN && self.overtaken => Some(None),
            _ => None,
        }
    }

    /// Tells the tabs when a document takes so long that they may wonder.
    fn say_if_busy(&mut self, hub: &Hub) {
        let Some((Some(document), since)) = &self.busy else { return };
        if since.elapsed() > NOTICEABLE && !self.said_busy {
            self.said_busy = true;
            hub.busy(document);
        }
    }

    /// Ends it, and tells why it stopped.
    fn end(mut self) -> Failure {
        // It may have stopped already.
        let _ = self.child.kill();
        match self.child.wait() {
            Ok(status) if status.code() == Some(TOO_MUCH_MEMORY) => Failure::Memory,
            _ => Failure::Crash,
        }
    }
}

/// Supervises until there are no more tasks to come. `folders` is told which folders files are read from.
pub async fn supervise(
    folder: WorkFolder,
    hub: Arc<Hub>,
    mut tasks: UnboundedReceiver<ToSetter>,
    folders: UnboundedSender<Vec<String>>,
) {
    let mut told = Told::default();
    let mut crashes: Vec<(Option<String>, Instant)> = Vec::new();
    loop {
        let Ok(mut setter) = Setter::start(&folder) else {
            // The program may just be being replaced by a newer one.
            hub.trouble(None, Failure::NotStarted);
            hub.refuse_pdfs();
            rest(&mut tasks, &mut told).await;
            continue;
        };
        told.tasks().into_iter().for_each(|task| setter.tell(task));
        setter.overtaken = false;
        let mut look = tokio::time::interval(LOOK_EVERY);
        // What it was doing, and why it stopped; none if it was only out of date.
        let failure = loop {
            tokio::select! {
                task = tasks.recv() => {
                    let Some(task) = task else {
                        setter.end();
                        return;
                    };
                    told.note(&task);
                    setter.tell(task);
                }
                message = setter.sent.recv() => match message {
                    Some((address, body)) => pass_on(address, body, &mut setter, &hub, &folders),
                    None => break Some(None),
                },
                _ = look.tick() => {
                    setter.say_if_busy(&hub);
                    if let Some(failure) = setter.must_end() {
                        break failure.map(Some);
                    }
                }
            }
        };
        let doing = setter.busy.take().map(|(what, _)| what);
        let (did_something, overtaken) = (setter.did_something, setter.overtaken);
        let ended = setter.end();
        hub.refuse_pdfs();
        let Some(failure) = failure.map(|failure| failure.unwrap_or(ended)) else { continue };
        if let Some(what) = doing {
            crashes.retain(|(_, at)| at.elapsed() < CRASHES.1);
            crashes.push((what.clone(), Instant::now()));
            let so_often = crashes.iter().filter(|(before, _)| *before == what).count();
            // Somebody or something else may have ended it.
            let may_pass = failure == Failure::Crash && so_often < CRASHES.0;
            // What changed meanwhile was not tried yet.
            if may_pass || overtaken && so_often < CRASHES.0 {
                continue;
            }
            hub.trouble(what.as_deref(), failure);
            told.avoid.insert(what);
        } else {
            rest(&mut tasks, &mut told).await;
        }
        if !did_something {
            rest(&mut tasks, &mut told).await;
        }
    }
}

/// Waits before another process is started; what is told meanwhile is noted.
async fn rest(tasks: &mut UnboundedReceiver<ToSetter>, told: &mut Told) {
    let until = Instant::now() + REST;
    while let Ok(Some(task)) = tokio::time::timeout_at(until, tasks.recv()).await {
        told.note(&task);
    }
}

fn pass_on(address: FromSetter, body: Vec<u8>, setter: &mut Setter, hub: &Hub, folders: &UnboundedSender<Vec<String>>) {
    setter.did_something = true;
    setter.told = None;
    match address {
        FromSetter::Begins(what) => {
            (setter.overtaken, setter.said_busy) = (false, false);
            setter.busy = Some((what, Instant::now()));
        }
        FromSetter::Ends => setter.busy = None,
        FromSetter::Folders => {
            // Nobody listens any more when the server stops.
            let _ = folders.send(serde_json::from_slice(&body).unwrap_or_default());
        }
        address => hub.pass_on(address, body),
    }
}
