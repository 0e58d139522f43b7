//! The page: built from `page/source`, and embedded.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::project::builtin_font;

use super::random::random_hex;

#[derive(RustEmbed)]
#[folder = "page/dist/"]
struct PageFiles;

/// Stands in the page where the nonce of its style sheets belongs.
const NONCE: &str = "{{nonce}}";

/// The script of the page.
const SCRIPT: &str = "/app.js";

/// A text that belongs to the page.
pub fn text(path: &str) -> Option<String> {
    PageFiles::get(path).map(|file| String::from_utf8_lossy(&file.data).into_owned())
}

/// The page.
pub async fn index() -> Response {
    page(SCRIPT)
}

/// The start page, whose script is a smaller one.
pub async fn start() -> Response {
    page("/start.js")
}

/// A page with a policy under which nothing in it can load or run anything else.
fn page(script: &str) -> Response {
    let Some(page) = PageFiles::get("index.html") else { return StatusCode::NOT_FOUND.into_response() };
    let Ok(nonce) = random_hex(16) else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' blob: data:; \
         font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let page = String::from_utf8_lossy(&page.data).replace(NONCE, &nonce).replace(SCRIPT, script);
    ([(CONTENT_SECURITY_POLICY, policy)], Html(page)).into_response()
}

/// Scripts, style sheets and fonts.
pub async fn file(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    let kind = match path.rsplit_once('.') {
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "txt")) => "text/plain; charset=utf-8",
        Some((_, "ttf")) => "font/ttf",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let bytes = match path.strip_prefix("fonts/") {
        Some(name) => builtin_font(name).map(Bytes::from_static),
        None => PageFiles::get(path).map(|file| match file.data {
            // As they are in the program: a thousand who ask for them take no memory.
            Cow::Borrowed(data) => Bytes::from_static(data),
            Cow::Owned(data) => Bytes::from(data),
        }),
    };
    match bytes {
        Some(bytes) => ([(CONTENT_TYPE, kind)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
