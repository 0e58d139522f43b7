//! The browser tabs that are connected: what each of them shows, and what it is sent.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::{mpsc, oneshot};

use super::supervisor::Failure;
use crate::preview::Today;
use crate::preview::message::{Address, ClientId, Compared, FromPage, Refusal, Task, ToPage, Unsaved, Viewed};

/// A tab that is so many messages behind is disconnected; it comes back and gets everything anew.
const MOST_WAITING: usize = 256;

/// A PDF, or why there is none.
pub type PdfAnswer = Result<Vec<u8>, Refusal>;

/// All tabs.
pub struct Hub {
    tasks: UnboundedSender<Task>,
    today: Today,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    next_number: u64,
    tabs: HashMap<ClientId, Tab>,
    /// Unsaved texts by document: of each tab its last one, and the newest of all last.
    editing: BTreeMap<String, Vec<(ClientId, Unsaved)>>,
    pdfs: HashMap<u64, oneshot::Sender<PdfAnswer>>,
    /// What went wrong last, by document, as it was told.
    troubles: BTreeMap<Option<String>, Utf8Bytes>,
}

struct Tab {
    sender: mpsc::Sender<Utf8Bytes>,
    viewed: Option<Viewed>,
    shows_overview: bool,
    compared: Option<Compared>,
}

impl Hub {
    /// No tab yet; `tasks` go to the process that typesets.
    pub fn new(tasks: UnboundedSender<Task>, today: Today) -> Self {
        Self { tasks, today, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn task(&self, task: Task) {
        // Nobody listens any more when the server stops.
        let _ = self.tasks.send(task);
    }

    /// A tab has come: its number, and what it is sent from now on.
    pub fn join(&self) -> (ClientId, mpsc::Receiver<Utf8Bytes>) {
        let (sender, receiver) = mpsc::channel(MOST_WAITING);
        let mut state = self.state();
        let number = state.number();
        state.tabs.insert(number, Tab { sender, viewed: None, shows_overview: false, compared: None });
        if let Some(trouble) = state.troubles.get(&None).cloned() {
            state.send(number, trouble);
        }
        self.task(Task::Board(number));
        (number, receiver)
    }

    /// A tab has gone; what it did not save is no longer shown.
    pub fn leave(&self, tab: ClientId) {
        let mut state = self.state();
        let gone = state.tabs.remove(&tab);
        if gone.as_ref().is_some_and(|gone| gone.shows_overview) {
            self.task(self.overview(&state));
        }
        if gone.is_some_and(|gone| gone.compared.is_some()) {
            self.task(state.compared());
        }
        let documents: Vec<String> = state.editing.keys().cloned().collect();
        documents.into_iter().for_each(|document| self.discard(&mut state, tab, document));
        self.task(state.viewed());
    }

    /// What a tab says.
    pub fn hear(&self, tab: ClientId, message: FromPage) {
        let mut state = self.state();
        match message {
            FromPage::Open { document } => {
                let Some(known) = state.tabs.get_mut(&tab) else { return };
                known.viewed = Some(Viewed { document: document.clone(), first: 0, last: 0 });
                if let Some(trouble) = state.troubles.get(&Some(document.clone())).cloned() {
                    state.send(tab, trouble);
                }
                self.task(state.viewed());
                self.task(Task::Full(tab, document));
            }
            FromPage::View { first, last } => {
                if let Some(viewed) = state.tabs.get_mut(&tab).and_then(|known| known.viewed.as_mut()) {
                    (viewed.first, viewed.last) = (first, last);
                    self.task(state.viewed());
                }
            }
            FromPage::Text { document, text, revision } => {
                let unsaved = Unsaved { text, revision };
                let texts = state.editing.entry(document.clone()).or_default();
                texts.retain(|(by, _)| *by != tab);
                texts.push((tab, unsaved.clone()));
                self.task(Task::Text(document, unsaved));
            }
            FromPage::Discard { document } => self.discard(&mut state, tab, document),
            FromPage::Bands { document, bands } => self.task(Task::Bands(tab, document, bands)),
            FromPage::Overview { shown } => {
                let Some(known) = state.tabs.get_mut(&tab) else { return };
                known.shows_overview = shown;
                self.task(self.overview(&state));
            }
            FromPage::Compare { compared } => {
                let Some(known) = state.tabs.get_mut(&tab) else { return };
                known.compared = compared;
                self.task(state.compared());
            }
        }
    }

    /// Whether the overview is shown anywhere, and on which day: today.
    fn overview(&self, state: &State) -> Task {
        let is_shown = state.tabs.values().any(|tab| tab.shows_overview);
        Task::Overview(is_shown.then(|| self.today.now().to_string()))
    }

    /// A tab has no unsaved text of a document any more; that of another tab counts then.
    fn discard(&self, state: &mut State, tab: ClientId, document: String) {
        let Some(texts) = state.editing.get_mut(&document) else { return };
        let was_shown = texts.last().is_some_and(|(by, _)| *by == tab);
        texts.retain(|(by, _)| *by != tab);
        let next = texts.last().map(|(_, unsaved)| unsaved.clone());
        if next.is_none() {
            state.editing.remove(&document);
        }
        match next {
            _ if !was_shown => {}
            Some(unsaved) => self.task(Task::Text(document, unsaved)),
            None => self.task(Task::Discard(document)),
        }
    }

    /// Passes on what the process that typesets sends.
    pub fn pass_on(&self, address: Address, body: Vec<u8>) {
        let mut state = self.state();
        match address {
            Address::Pdf(number) => state.answer(number, Ok(body)),
            Address::NoPdf(number) => {
                let refusal = serde_json::from_slice(&body).unwrap_or_else(|_| no_pdf());
                state.answer(number, Err(refusal));
            }
            Address::Everyone => {
                state.troubles.remove(&None);
                state.send_to(body, |_| true);
            }
            Address::Client(tab) => state.send_to(body, |number| number == tab),
            Address::Viewers(document) => {
                state.troubles.remove(&Some(document.clone()));
                let viewers: Vec<ClientId> = state.viewers(&document).collect();
                state.send_to(body, |number| viewers.contains(&number));
            }
            Address::Overviewers => {
                let meant = state.those(|tab| tab.shows_overview);
                state.send_to(body, |number| meant.contains(&number));
            }
            Address::Comparers(compared) => {
                let meant = state.those(|tab| tab.compared.as_ref() == Some(&compared));
                state.send_to(body, |number| meant.contains(&number));
            }
            Address::Begins(_) | Address::Ends | Address::Folders => {}
        }
    }

    /// Asks for the PDF of a document.
    pub fn pdf(&self, document: String) -> oneshot::Receiver<PdfAnswer> {
        let (sender, receiver) = oneshot::channel();
        let mut state = self.state();
        let number = state.number();
        state.pdfs.insert(number, sender);
        self.task(Task::Pdf(number, document));
        receiver
    }

    /// The process that would make them has stopped.
    pub fn refuse_pdfs(&self) {
        let waiting = std::mem::take(&mut self.state().pdfs);
        // Whoever asked may be gone.
        waiting.into_values().for_each(|sender| drop(sender.send(Err(no_pdf()))));
    }

    /// Tells that a document takes a while.
    pub fn busy(&self, document: &str) {
        let told = ToPage::Busy { document }.to_json();
        let mut state = self.state();
        let viewers: Vec<ClientId> = state.viewers(document).collect();
        state.send_to(told, |number| viewers.contains(&number));
    }

    /// Tells that typesetting a document, or loading everything, failed badly.
    pub fn trouble(&self, document: Option<&str>, failure: Failure) {
        let what = if document.is_some() { "Het zetten van deze bladzijden" } else { "Het lezen van de gegevens" };
        let message = match failure {
            Failure::TooLong => format!("{what} duurt te lang en is gestopt."),
            Failure::Memory => format!("{what} kost te veel geheugen en is gestopt."),
            Failure::Crash => format!("{what} is misgegaan. Griffel is opnieuw begonnen."),
            Failure::NotStarted => "Griffel kan de brieven nu niet zetten.".to_owned(),
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
        let mut state = self.state();
        state.troubles.insert(document.map(str::to_owned), told.clone());
        let viewers: Vec<ClientId> = match document {
            Some(document) => state.viewers(document).collect(),
            None => state.tabs.keys().copied().collect(),
        };
        viewers.into_iter().for_each(|tab| state.send(tab, told.clone()));
    }
}

impl State {
    fn number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number
    }

    fn viewed(&self) -> Task {
        let mut viewed: Vec<Viewed> = self.tabs.values().filter_map(|tab| tab.viewed.clone()).collect();
        viewed.sort_by(|a, b| (&a.document, a.first, a.last).cmp(&(&b.document, b.first, b.last)));
        viewed.dedup();
        Task::Viewed(viewed)
    }

    fn compared(&self) -> Task {
        let compared: BTreeSet<&Compared> = self.tabs.values().filter_map(|tab| tab.compared.as_ref()).collect();
        Task::Compared(compared.into_iter().cloned().collect())
    }

    fn those(&self, is_meant: impl Fn(&Tab) -> bool) -> Vec<ClientId> {
        self.tabs.iter().filter(|(_, tab)| is_meant(tab)).map(|(number, _)| *number).collect()
    }

    fn viewers(&self, document: &str) -> impl Iterator<Item = ClientId> {
        let shows = move |tab: &Tab| tab.viewed.as_ref().is_some_and(|viewed| viewed.document == document);
        self.tabs.iter().filter(move |(_, tab)| shows(tab)).map(|(number, _)| *number)
    }

    fn send_to(&mut self, body: Vec<u8>, is_meant: impl Fn(ClientId) -> bool) {
        let body = text(body);
        let meant: Vec<ClientId> = self.tabs.keys().copied().filter(|number| is_meant(*number)).collect();
        meant.into_iter().for_each(|number| self.send(number, body.clone()));
    }

    /// A tab that cannot keep up is forgotten, which closes its connection.
    fn send(&mut self, tab: ClientId, body: Utf8Bytes) {
        if self.tabs.get(&tab).is_some_and(|tab| tab.sender.try_send(body).is_err()) {
            self.tabs.remove(&tab);
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

fn no_pdf() -> Refusal {
    Refusal {
        message: "De PDF kon niet worden gemaakt.".to_owned(),
        hint: Some("Probeer het over een paar tellen opnieuw.".to_owned()),
    }
}
