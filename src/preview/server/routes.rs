//! What the server answers. In: the requests of the page. Out: texts, PDFs, the page itself, and the conversation
//! with each of its tabs.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use tokio::time::timeout;

use crate::preview::act::{Act, Refusal};
use crate::preview::comments::CommentAct;
use crate::preview::figures::{FigureAct, FigureDone};
use crate::preview::message::{About, FromPage, StoredPicture, ToPage};
use crate::preview::shelf::ShelfAct;

use super::acts;
use super::assets;
use super::bundle;
use super::denial::{denied, denied_since};
use super::figures::Figures;
use super::guard::{self, Guard};
use super::hub::Hub;
use super::manual;
use super::manuscripts::Manuscripts;
use super::pictures;
use super::rejoin::{self, Rejoin};
use super::sheets;
use super::shelf;
use super::together::Together;
use super::versions::Versions;
use super::writer::{NotSaved, Writer};

/// No text is larger, in bytes.
const MOST_TEXT: usize = 8 * 1024 * 1024;

/// No file with numbers is larger, in bytes; as far as they are read.
const MOST_FIGURES: usize = 64 * 1024 * 1024;

/// No picture is larger, in bytes: the page makes them smaller before.
const MOST_PICTURE: usize = 64 * 1024 * 1024;

/// A tab that does not take what it is sent for this long is disconnected.
const MOST_SILENCE: Duration = Duration::from_secs(30);

/// The protocol of the web socket.
const PROTOCOL: &str = "griffel";

#[derive(Clone)]
struct App {
    about: Arc<About>,
    manuscripts: Manuscripts,
    figures: Figures,
    writer: Writer,
    versions: Versions,
    hub: Arc<Hub>,
    together: Arc<Together>,
}

/// The whole server, behind its guard.
pub fn router(
    about: About,
    versions: Versions,
    hub: Arc<Hub>,
    together: Arc<Together>,
    guard: Guard,
    rejoin: Rejoin,
) -> Router {
    let writer = versions.writer().clone();
    Router::new()
        .route("/", get(assets::index))
        .route("/handleiding", get(manual::page))
        .route("/api/manuscript", get(read_manuscript).put(save_manuscript))
        .route("/api/source", get(read_source))
        .route("/api/rows", get(read_rows))
        .route("/api/pdf", get(pdf))
        .route("/api/bundle", post(bundle))
        .route("/api/desk", get(desk))
        .route("/api/act", post(act))
        .route("/api/comments", post(comments))
        .route("/api/shelf", post(shelf))
        .route("/api/figures", post(figures).put(add_figures).layer(DefaultBodyLimit::max(MOST_FIGURES)))
        .route("/api/picture", put(add_picture).layer(DefaultBodyLimit::max(MOST_PICTURE)))
        .route("/api/live", get(live))
        .fallback(assets::file)
        .with_state(App {
            about: Arc::new(about),
            manuscripts: Manuscripts::new(versions.clone()),
            figures: Figures::new(writer.clone()),
            writer,
            versions,
            hub,
            together,
        })
        .merge(rejoin::router(rejoin))
        .layer(DefaultBodyLimit::max(MOST_TEXT))
        .layer(middleware::from_fn_with_state(guard, guard::check))
}

fn quoted(tag: &str) -> String {
    format!("\"{tag}\"")
}

const PLAIN_TEXT: (axum::http::HeaderName, &str) = (CONTENT_TYPE, "text/plain; charset=utf-8");

#[derive(Deserialize)]
struct WhichDocument {
    document: String,
}

#[derive(Deserialize)]
struct WhichFile {
    file: String,
}

#[derive(Deserialize)]
struct WhichRow {
    file: String,
    sheet: Option<String>,
    row: usize,
}

/// Runs something that reads or writes files, without holding up the rest.
async fn with_files<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

async fn read_manuscript(State(app): State<App>, Query(which): Query<WhichDocument>) -> Response {
    match with_files(move || app.manuscripts.read(&which.document)).await {
        Some(Ok(version)) => ([PLAIN_TEXT], [(ETAG, quoted(&version.tag))], version.text).into_response(),
        Some(Err(why)) => denied(StatusCode::NOT_FOUND, why),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn save_manuscript(
    State(app): State<App>,
    Query(which): Query<WhichDocument>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let based_on = headers.get(IF_MATCH).and_then(|tag| tag.to_str().ok()).map(|tag| tag.trim_matches('"').to_owned());
    let Some(based_on) = based_on else {
        return denied_since(StatusCode::PRECONDITION_REQUIRED, "Er is niet gezegd welke versie wordt vervangen.");
    };
    let Ok(text) = String::from_utf8(body.to_vec()) else {
        return denied_since(StatusCode::BAD_REQUEST, "De tekst is geen UTF-8.");
    };
    match with_files(move || app.manuscripts.save(&which.document, &based_on, &text)).await {
        Some(Ok(tag)) => (StatusCode::NO_CONTENT, [(ETAG, quoted(&tag))]).into_response(),
        Some(Err(NotSaved::Changed(now))) => {
            (StatusCode::PRECONDITION_FAILED, [PLAIN_TEXT], [(ETAG, quoted(&now.tag))], now.text).into_response()
        }
        Some(Err(NotSaved::Gone(why))) => denied(StatusCode::NOT_FOUND, why),
        Some(Err(NotSaved::Failed(why))) => denied(StatusCode::INSUFFICIENT_STORAGE, why),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn read_source(State(app): State<App>, Query(which): Query<WhichFile>) -> Response {
    match with_files(move || app.manuscripts.source(&which.file)).await {
        Some(Ok(text)) => ([PLAIN_TEXT], text).into_response(),
        Some(Err(why)) => denied(StatusCode::NOT_FOUND, why),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn read_rows(State(app): State<App>, Query(which): Query<WhichRow>) -> Response {
    let found = move || sheets::rows(&app.writer, &which.file, which.sheet.as_deref(), which.row);
    match with_files(found).await {
        Some(Ok(rows)) => Json(rows).into_response(),
        Some(Err(why)) => denied(StatusCode::NOT_FOUND, why),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn desk(State(app): State<App>) -> Response {
    let today = app.hub.today().to_string();
    match with_files(move || acts::desk(&app.writer, &app.versions, today)).await {
        Some(desk) => Json(desk).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn act(State(app): State<App>, body: Bytes) -> Response {
    let Ok(act) = serde_json::from_slice::<Act>(&body) else { return not_understood() };
    let json = [(CONTENT_TYPE, "application/json")];
    match with_files(move || acts::perform(&app.writer, &app.versions, &act)).await {
        Some(Ok(done)) => (json, done).into_response(),
        Some(Err(refusal)) => (StatusCode::CONFLICT, json, refusal).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn comments(State(app): State<App>, body: Bytes) -> Response {
    let Ok(act) = serde_json::from_slice::<CommentAct>(&body) else { return not_understood() };
    answered(with_files(move || app.together.perform(act)).await)
}

async fn shelf(State(app): State<App>, body: Bytes) -> Response {
    let Ok(act) = serde_json::from_slice::<ShelfAct>(&body) else { return not_understood() };
    answered(with_files(move || shelf::perform(&app.writer, &act)).await)
}

#[derive(Deserialize)]
struct WhichName {
    name: String,
}

async fn figures(State(app): State<App>, body: Bytes) -> Response {
    let Ok(act) = serde_json::from_slice::<FigureAct>(&body) else { return not_understood() };
    answered(with_files(move || app.figures.perform(&act)).await)
}

async fn add_figures(State(app): State<App>, Query(which): Query<WhichName>, body: Bytes) -> Response {
    let added = with_files(move || app.figures.add(&which.name, &body)).await;
    answered(added.map(|added| added.map(|path| FigureDone::Described { path })))
}

async fn add_picture(State(app): State<App>, Query(which): Query<WhichName>, body: Bytes) -> Response {
    let stored = with_files(move || pictures::store(&app.writer, &which.name, &body)).await;
    answered(stored.map(|stored| stored.map(|file| StoredPicture { file })))
}

/// What was asked is nothing that the page of this version asks.
fn not_understood() -> Response {
    let refusal = Refusal::new("Griffel begrijpt deze vraag niet.", "Laad de pagina opnieuw.");
    (StatusCode::BAD_REQUEST, Json(refusal)).into_response()
}

/// What came of an act, or why nothing did.
fn answered<T: serde::Serialize>(done: Option<Result<T, Refusal>>) -> Response {
    match done {
        Some(Ok(done)) => Json(done).into_response(),
        Some(Err(refusal)) => (StatusCode::CONFLICT, Json(refusal)).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn pdf(State(app): State<App>, Query(which): Query<WhichDocument>) -> Response {
    match app.hub.pdf(which.document.clone()).await {
        Ok(Ok(bytes)) => {
            let name: String =
                which.document.chars().filter(|next| next.is_ascii_alphanumeric() || "-_".contains(*next)).collect();
            let disposition = format!("attachment; filename=\"{name}.pdf\"");
            ([(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
        }
        Ok(Err(why)) => denied(StatusCode::CONFLICT, why),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The PDFs of a list of paths, as a ZIP archive.
async fn bundle(State(app): State<App>, Json(files): Json<Vec<String>>) -> Response {
    match with_files(move || bundle::of(&app.writer, &files)).await {
        Some(Ok(bytes)) => ([(CONTENT_TYPE, "application/zip")], bytes).into_response(),
        Some(Err(why)) => denied(StatusCode::CONFLICT, why),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn live(State(app): State<App>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(MOST_TEXT).protocols([PROTOCOL]).on_upgrade(|socket| converse(app, socket))
}

async fn converse(app: App, mut socket: WebSocket) {
    let hello = String::from_utf8(ToPage::Hello(&app.about).to_json()).unwrap_or_default();
    if socket.send(Message::Text(hello.into())).await.is_err() {
        return;
    }
    let (tab, mut messages) = app.hub.join();
    loop {
        tokio::select! {
            message = messages.recv() => {
                let Some(message) = message else { break };
                // A tab that does not read for so long is not there any more.
                if !matches!(timeout(MOST_SILENCE, socket.send(Message::Text(message))).await, Ok(Ok(()))) {
                    break;
                }
            }
            heard = socket.recv() => match heard {
                Some(Ok(Message::Text(text))) => {
                    if let Ok(said) = serde_json::from_str::<FromPage>(&text) {
                        let opened = said.opens().map(str::to_owned);
                        app.hub.hear(tab, said);
                        if let Some(document) = opened {
                            let together = app.together.clone();
                            together.moved.notify_one();
                            // The pages do not wait for it.
                            tokio::task::spawn_blocking(move || together.greet(tab, &document));
                        }
                    }
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
        }
    }
    app.hub.leave(tab);
}
