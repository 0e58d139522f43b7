//! The browser tabs that are connected: what each of them shows, and what it is sent.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use chrono::{DateTime, FixedOffset, NaiveDate};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{mpsc, oneshot};

use crate::preview::message::{
    ClientId, Denial, FromPage, FromSetter, ToPage, ToSetter, Topic, Topics, Unsaved, Viewed, Wish,
};

/// A tab that is so many messages behind is disconnected; it comes back and gets everything anew.
const MOST_WAITING: usize = 256;

/// What the clock of this computer says; none while it cannot be right.
pub type Now = fn() -> Option<DateTime<FixedOffset>>;

/// How it is known which day it is.
#[derive(Debug, Clone, Copy)]
pub enum Today {
    /// It is always this day.
    Always(NaiveDate),
    /// This tells, again and again.
    Clock(fn() -> NaiveDate),
}

impl Today {
    fn now(self) -> NaiveDate {
        match self {
            Today::Always(day) => day,
            Today::Clock(now) => now(),
        }
    }
}

/// Why the setter stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It worked on one thing for too long.
    TooLong,
    /// It took too much memory.
    Memory,
    /// It fell over.
    Crash,
    /// It could not be started.
    NotStarted,
}

/// A PDF, or why there is none.
pub type PdfAnswer = Result<Vec<u8>, Denial>;

/// All tabs.
pub struct Hub {
    tasks: UnboundedSender<ToSetter>,
    today: Today,
    tabs: Mutex<Tabs>,
}

#[derive(Default)]
struct Tabs {
    next_number: u64,
    all: HashMap<ClientId, Tab>,
    /// Unsaved texts by document: of each tab its last one, and the newest of all last.
    editing: BTreeMap<String, Vec<(ClientId, Unsaved)>>,
    pdfs: HashMap<u64, oneshot::Sender<PdfAnswer>>,
    /// What went wrong last, by document, as it was told.
    troubles: BTreeMap<Option<String>, Utf8Bytes>,
}

struct Tab {
    sender: mpsc::Sender<Utf8Bytes>,
    viewed: Option<Viewed>,
    topics: BTreeSet<Topic>,
}

impl Hub {
    /// No tab yet; `tasks` go to the setter.
    pub fn new(tasks: UnboundedSender<ToSetter>, today: Today) -> Self {
        Self { tasks, today, tabs: Mutex::default() }
    }

    /// The day that counts as today.
    pub fn today(&self) -> NaiveDate {
        self.today.now()
    }

    /// Whether a window is open.
    pub fn has_tabs(&self) -> bool {
        !self.tabs().all.is_empty()
    }

    fn tabs(&self) -> MutexGuard<'_, Tabs> {
        self.tabs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn task(&self, task: ToSetter) {
        // Nobody listens any more when the server stops.
        let _ = self.tasks.send(task);
    }

    /// A tab has come: its number, and what it is sent from now on.
    pub fn join(&self) -> (ClientId, mpsc::Receiver<Utf8Bytes>) {
        let (sender, receiver) = mpsc::channel(MOST_WAITING);
        let mut tabs = self.tabs();
        let number = tabs.number();
        tabs.all.insert(number, Tab { sender, viewed: None, topics: BTreeSet::new() });
        if let Some(trouble) = tabs.troubles.get(&None).cloned() {
            tabs.send(number, trouble);
        }
        self.task(ToSetter::Wish(FromSetter::Client(number), Wish::List));
        (number, receiver)
    }

    /// A tab has gone; what it did not save is no longer shown.
    pub fn leave(&self, tab: ClientId) {
        let mut tabs = self.tabs();
        let gone = tabs.all.remove(&tab);
        if gone.is_some_and(|gone| !gone.topics.is_empty()) {
            self.task(self.topics(&tabs, BTreeSet::new()));
        }
        let documents: Vec<String> = tabs.editing.keys().cloned().collect();
        documents.into_iter().for_each(|document| self.discard(&mut tabs, tab, document));
        self.task(tabs.viewed());
    }

    /// What a tab says.
    pub fn hear(&self, tab: ClientId, message: FromPage) {
        let mut tabs = self.tabs();
        match message {
            FromPage::Open { document } => {
                let Some(known) = tabs.all.get_mut(&tab) else { return };
                known.viewed = Some(Viewed { document: document.clone(), first: 0, last: 0 });
                if let Some(trouble) = tabs.troubles.get(&Some(document.clone())).cloned() {
                    tabs.send(tab, trouble);
                }
                self.task(tabs.viewed());
                self.task(ToSetter::Wish(FromSetter::Client(tab), Wish::Full { document }));
            }
            FromPage::View { first, last } => {
                if let Some(viewed) = tabs.all.get_mut(&tab).and_then(|known| known.viewed.as_mut()) {
                    (viewed.first, viewed.last) = (first, last);
                    self.task(tabs.viewed());
                }
            }
            FromPage::Text { document, text, revision } => {
                let unsaved = Unsaved { text, revision };
                let texts = tabs.editing.entry(document.clone()).or_default();
                texts.retain(|(by, _)| *by != tab);
                texts.push((tab, unsaved.clone()));
                self.task(ToSetter::Text(document, unsaved));
            }
            FromPage::Discard { document } => self.discard(&mut tabs, tab, document),
            FromPage::Show { topics } => {
                let Some(known) = tabs.all.get_mut(&tab) else { return };
                known.topics = topics.into_iter().collect();
                let anew = known.topics.clone();
                self.task(self.topics(&tabs, anew));
            }
            FromPage::Ask { wish } => self.task(ToSetter::Wish(FromSetter::Client(tab), wish)),
        }
    }

    /// What is shown anywhere, and what of it must be told now.
    fn topics(&self, tabs: &Tabs, anew: BTreeSet<Topic>) -> ToSetter {
        let all = tabs.all.values().flat_map(|tab| &tab.topics).cloned().collect();
        ToSetter::Topics(Topics { today: self.today.now().to_string(), all, anew })
    }

    /// A tab has no unsaved text of a document any more; that of another tab counts then.
    fn discard(&self, tabs: &mut Tabs, tab: ClientId, document: String) {
        let Some(texts) = tabs.editing.get_mut(&document) else { return };
        let was_shown = texts.last().is_some_and(|(by, _)| *by == tab);
        texts.retain(|(by, _)| *by != tab);
        let next = texts.last().map(|(_, unsaved)| unsaved.clone());
        if next.is_none() {
            tabs.editing.remove(&document);
        }
        match next {
            _ if !was_shown => {}
            Some(unsaved) => self.task(ToSetter::Text(document, unsaved)),
            None => self.task(ToSetter::Discard(document)),
        }
    }

    /// Passes on what the setter sends.
    pub fn pass_on(&self, address: FromSetter, body: Vec<u8>) {
        let mut tabs = self.tabs();
        match address {
            FromSetter::Pdf(number) => tabs.answer(number, Ok(body)),
            FromSetter::NoPdf(number) => {
                let refusal = serde_json::from_slice(&body).unwrap_or_else(|_| no_pdf());
                tabs.answer(number, Err(refusal));
            }
            FromSetter::Everyone => {
                tabs.troubles.remove(&None);
                tabs.send_to(body, |_| true);
            }
            FromSetter::Client(tab) => tabs.send_to(body, |number| number == tab),
            FromSetter::Viewers(document) => {
                tabs.troubles.remove(&Some(document.clone()));
                let viewers: Vec<ClientId> = tabs.viewers(&document).collect();
                tabs.send_to(body, |number| viewers.contains(&number));
            }
            FromSetter::Showing(topic) => {
                let shows = |tab: &Tab| tab.topics.contains(&topic);
                let meant: Vec<ClientId> = tabs.those(shows).collect();
                tabs.send_to(body, |number| meant.contains(&number));
            }
            FromSetter::Begins(_) | FromSetter::Ends | FromSetter::Folders => {}
        }
    }

    /// Asks for the PDF of a document.
    pub fn pdf(&self, document: String) -> oneshot::Receiver<PdfAnswer> {
        let (sender, receiver) = oneshot::channel();
        let mut tabs = self.tabs();
        let number = tabs.number();
        tabs.pdfs.insert(number, sender);
        self.task(ToSetter::Pdf(number, document));
        receiver
    }

    /// The setter that would make them has stopped.
    pub fn refuse_pdfs(&self) {
        let waiting = std::mem::take(&mut self.tabs().pdfs);
        // Whoever asked may be gone.
        waiting.into_values().for_each(|sender| drop(sender.send(Err(no_pdf()))));
    }

    /// The documents that are shown in any tab.
    pub fn documents_shown(&self) -> BTreeSet<String> {
        let tabs = self.tabs();
        tabs.all.values().filter_map(|tab| tab.viewed.as_ref()).map(|viewed| viewed.document.clone()).collect()
    }

    /// Tells a tab something that the server knows by itself.
    pub fn tell(&self, tab: ClientId, message: Vec<u8>) {
        self.tabs().send_to(message, |number| number == tab);
    }

    /// The same, all tabs that show a document.
    pub fn tell_viewers(&self, document: &str, message: Vec<u8>) {
        let mut tabs = self.tabs();
        let viewers: Vec<ClientId> = tabs.viewers(document).collect();
        tabs.send_to(message, |number| viewers.contains(&number));
    }

    /// Tells that a document takes a while.
    pub fn busy(&self, document: &str) {
        self.tell_viewers(document, ToPage::Busy { document }.to_json());
    }

    /// Tells that no earlier versions can be kept.
    pub fn not_kept(&self, why: &Denial) {
        let message = format!("Griffel kan nu geen eerdere versies bewaren. {}", why.message);
        self.tabs().send_to(ToPage::Unkept { message: &message }.to_json(), |_| true);
    }

    /// Tells that typesetting a document, or loading everything, failed badly.
    pub fn trouble(&self, document: Option<&str>, failure: Failure) {
        let what = if document.is_some() { "Het zetten van deze bladzijden" } else { "Het lezen van de gegevens" };
        let message = match failure {
            Failure::TooLong => format!("{what} duurt te lang en is gestopt."),
            Failure::Memory => format!("{what} kost te veel geheugen en is gestopt."),
            Failure::Crash => format!("{what} is misgegaan. Griffel is opnieuw begonnen."),
            Failure::NotStarted => "Griffel kan de documenten nu niet zetten.".to_owned(),
        };
        let hint = match document {
            _ if failure == Failure::NotStarted => {
                "Is Griffel net vernieuwd? Stop dan met Ctrl+C en typ opnieuw: griffel bekijk."
            }
            Some(_) => {
                "Kijk wat u het laatst hebt veranderd in de tekst of in de map templates, en maak dat ongedaan. Griffel probeert het daarna vanzelf opnieuw."
            }
            None => {
                "Kijk welk bestand in de map data het laatst is veranderd, en zet het terug. Griffel probeert het daarna vanzelf opnieuw."
            }
        };
        let told = text(ToPage::Trouble { document, message: &message, hint }.to_json());
        let mut tabs = self.tabs();
        tabs.troubles.insert(document.map(str::to_owned), told.clone());
        let viewers: Vec<ClientId> = match document {
            Some(document) => tabs.viewers(document).collect(),
            None => tabs.all.keys().copied().collect(),
        };
        viewers.into_iter().for_each(|tab| tabs.send(tab, told.clone()));
    }
}

impl Tabs {
    fn number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number
    }

    fn viewed(&self) -> ToSetter {
        let mut viewed: Vec<Viewed> = self.all.values().filter_map(|tab| tab.viewed.clone()).collect();
        viewed.sort_by(|a, b| (&a.document, a.first, a.last).cmp(&(&b.document, b.first, b.last)));
        viewed.dedup();
        ToSetter::Viewed(viewed)
    }

    fn those(&self, is_meant: impl Fn(&Tab) -> bool) -> impl Iterator<Item = ClientId> {
        self.all.iter().filter(move |(_, tab)| is_meant(tab)).map(|(number, _)| *number)
    }

    fn viewers(&self, document: &str) -> impl Iterator<Item = ClientId> {
        self.those(move |tab| tab.viewed.as_ref().is_some_and(|viewed| viewed.document == document))
    }

    fn send_to(&mut self, body: Vec<u8>, is_meant: impl Fn(ClientId) -> bool) {
        let body = text(body);
        let meant: Vec<ClientId> = self.all.keys().copied().filter(|number| is_meant(*number)).collect();
        meant.into_iter().for_each(|number| self.send(number, body.clone()));
    }

    /// A tab that cannot keep up is forgotten, which closes its connection.
    fn send(&mut self, tab: ClientId, body: Utf8Bytes) {
        if self.all.get(&tab).is_some_and(|tab| tab.sender.try_send(body).is_err()) {
            self.all.remove(&tab);
        }
    }

    fn answer(&mut self, number: u64, answer: PdfAnswer) {
        if let Some(sender) = self.pdfs.remove(&number) {
            // Whoever asked may be gone.
            let _ = sender.send(answer);
        }
    }
}

fn text(json: Vec<u8>) -> Utf8Bytes {
    // JSON is UTF-8.
    String::from_utf8(json).unwrap_or_default().into()
}

fn no_pdf() -> Denial {
    Denial {
        message: "De PDF kon niet worden gemaakt.".to_owned(),
        hint: Some("Probeer het over een paar tellen opnieuw.".to_owned()),
    }
}
