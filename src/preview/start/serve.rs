//! The server of the start page: it listens on this computer only, to whoever has its key, until nobody looks any more.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};

use crate::diagnostic::Finding;
use crate::preview::act::Refusal;
use crate::preview::home::{Home, Running};
use crate::preview::server::rejoin::{self, Rejoin};
use crate::preview::server::serve::{answer, bind, cannot_serve, stopped};
use crate::preview::server::{assets, guard, random_hex};

use super::ask::{ListedMunicipality, Start, StartAct, StartDone};
use super::previews::Previews;
use super::{folders, form, new, region};

/// The port that is tried first.
const PORT: u16 = 20_990;

/// Without a start page or a preview it ends after this long, in seconds. The page asks more often than that.
const PATIENCE: u64 = 90;

/// What is asked is no larger, in bytes: a logo may come with it.
const MOST_ASKED: usize = 8 * 1024 * 1024;

/// How the start page is called among the places that have a secret.
const PLACE: &str = "start";

/// Whoever is asked whether it is a start page answers within this time.
const PROOF_TIMEOUT: Duration = Duration::from_secs(1);

#[derive(Clone)]
struct App {
    home: Option<Home>,
    previews: Arc<Previews>,
    secret: Arc<str>,
    started: Instant,
    /// When the page asked last, in seconds since the start.
    asked: Arc<AtomicU64>,
    /// One thing is made after another.
    making: Arc<Mutex<()>>,
}

/// The address of a start page that runs already, if there is one.
pub fn running() -> Option<String> {
    let running = Home::of_user()?.running()?;
    let nonce = random_hex(16).ok()?;
    // Something else may listen there by now: it gets no key, and must know the secret.
    is_proof(&running, &nonce).then(|| address(&running))
}

fn is_proof(running: &Running, nonce: &str) -> bool {
    let ask = || -> io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&(Ipv4Addr::LOCALHOST, running.port).into(), PROOF_TIMEOUT)?;
        stream.set_read_timeout(Some(PROOF_TIMEOUT))?;
        let port = running.port;
        write!(stream, "GET /bewijs?nonce={nonce} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut told = String::new();
        stream.take(4_096).read_to_string(&mut told)?;
        Ok(told)
    };
    ask().is_ok_and(|told| told.contains(&rejoin::proof_of_program(running.port, &running.secret, nonce)))
}

fn address(running: &Running) -> String {
    format!("http://127.0.0.1:{}/start#sleutel={}", running.port, running.key)
}

/// Serves the start page until nobody looks any more, or the user stops it. `ready` is told the address, which holds the
/// key.
///
/// # Errors
/// The system refuses what a server needs; the finding says so.
pub fn serve(ready: impl FnOnce(&str)) -> Result<(), Box<Finding>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| cannot_serve(&error))?;
    let served = runtime.block_on(serve_until_left(ready)).map_err(|error| cannot_serve(&error));
    runtime.shutdown_background();
    served
}

async fn serve_until_left(ready: impl FnOnce(&str)) -> io::Result<()> {
    let listener = bind(PORT).or_else(|_| bind(0))?;
    let secret = Home::secret_of_user(PLACE).map_or_else(|| random_hex(32), Ok)?;
    let running = Running { port: listener.local_addr()?.port(), key: random_hex(32)?, secret };
    let home = Home::of_user();
    if let Some(home) = &home {
        // Without it a second start begins another one.
        let _ = home.note_running(&running);
    }
    let previews = Arc::new(Previews::default());
    let app = App {
        home: home.clone(),
        previews: previews.clone(),
        secret: running.secret.as_str().into(),
        started: Instant::now(),
        asked: Arc::default(),
        making: Arc::default(),
    };
    let router = Router::new()
        .route("/", get(assets::start))
        .route("/start", get(assets::start))
        .route("/api/start", get(start).post(act))
        .fallback(assets::file)
        .with_state(app.clone())
        .merge(rejoin::router(Rejoin {
            port: running.port,
            secret: running.secret.clone(),
            key: running.key.clone(),
            challenge: random_hex(16)?,
        }))
        .layer(DefaultBodyLimit::max(MOST_ASKED))
        .layer(middleware::from_fn_with_state(guard::Guard::new(running.port, &running.key), guard::check));
    ready(&address(&running));
    tokio::select! {
        () = answer(listener, router) => {}
        () = stopped() => {}
        () = left(app) => {}
    }
    previews.end();
    if let Some(home) = &home {
        home.forget_running(&running);
    }
    Ok(())
}

/// Ends when no page asked anything for a while, and no preview runs. Previews that ran when the last start page was gone
/// run again: their pages may still be open. Those that nobody looks at end by themselves.
async fn left(app: App) {
    let mut noted = app.home.as_ref().map(Home::open).unwrap_or_default();
    let (previews, before) = (app.previews.clone(), noted.clone());
    // After the start page, which somebody waits for.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let reopen = move || before.iter().for_each(|folder| drop(previews.open(folder)));
    // What cannot be opened is not opened.
    let _ = tokio::task::spawn_blocking(reopen).await;
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let open = app.previews.folders();
        if let (Some(home), true) = (&app.home, open != noted) {
            // A page that is gone has to be opened by hand then.
            let _ = home.note_open(&open);
            noted = open;
        }
        let is_quiet = app.started.elapsed().as_secs() > app.asked.load(Ordering::Relaxed) + PATIENCE;
        if app.previews.any() {
            app.note_asked();
        } else if is_quiet {
            return;
        }
    }
}

impl App {
    fn note_asked(&self) {
        self.asked.store(self.started.elapsed().as_secs(), Ordering::Relaxed);
    }

    fn shown(&self) -> Start {
        let (listed, municipalities) = new::municipalities();
        let recent = self.home.as_ref().map(Home::recent).unwrap_or_default();
        Start {
            recent: recent.iter().filter_map(|path| folders::listed(path)).collect(),
            forms: form::offered(),
            secret: self.secret.to_string(),
            home: folders::documents().to_string_lossy().into_owned(),
            municipalities: municipalities.map(|(code, name)| ListedMunicipality { code, name }).collect(),
            listed: listed.to_owned(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    fn perform(&self, act: &StartAct) -> Result<StartDone, Refusal> {
        match act {
            StartAct::Browse { folder } => {
                let folder = folder.as_ref().map_or_else(folders::documents, Into::into);
                folders::of(&folder).map(StartDone::Folders)
            }
            StartAct::Open { folder } => self.open(Path::new(folder)),
            StartAct::Create(wanted) => {
                let place = {
                    let _one_at_a_time = self.making.lock();
                    new::make(wanted)?
                };
                self.open(&place)
            }
            StartAct::Example => {
                let cannot = || {
                    Refusal::new("Het voorbeeld kan niet worden gemaakt.", "Maak een nieuwe werkmap met het voorbeeld.")
                };
                let place = self.home.as_ref().ok_or_else(cannot)?.path("voorbeeld");
                {
                    let _one_at_a_time = self.making.lock();
                    if !place.exists() {
                        new::example(&place).map_err(|_| cannot())?;
                    }
                }
                self.open(&place)
            }
        }
    }

    fn open(&self, folder: &Path) -> Result<StartDone, Refusal> {
        if let Some(found) = region::of(folder) {
            let region = found?;
            if let Some(home) = &self.home {
                // It opens all the same.
                let _ = home.remember(folder);
            }
            return Ok(StartDone::Region(region));
        }
        let address = self.previews.open(folder)?;
        if let Some(home) = &self.home {
            // It opens all the same.
            let _ = home.remember(folder);
        }
        Ok(StartDone::Opened { address })
    }
}

async fn start(State(app): State<App>) -> Response {
    app.note_asked();
    match tokio::task::spawn_blocking(move || app.shown()).await {
        Ok(shown) => Json(shown).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn act(State(app): State<App>, body: Bytes) -> Response {
    app.note_asked();
    let Ok(act) = serde_json::from_slice::<StartAct>(&body) else {
        let refusal = Refusal::new("Griffel begrijpt deze vraag niet.", "Laad de pagina opnieuw.");
        return (StatusCode::BAD_REQUEST, Json(refusal)).into_response();
    };
    match tokio::task::spawn_blocking(move || app.perform(&act)).await {
        Ok(Ok(done)) => Json(done).into_response(),
        Ok(Err(refusal)) => (StatusCode::CONFLICT, Json(refusal)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
