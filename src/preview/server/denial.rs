//! How it is said over HTTP that something is not given.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::preview::message::Denial;

/// An answer that says why something is not given.
pub fn denied(status: StatusCode, why: Denial) -> Response {
    (status, Json(why)).into_response()
}

/// The same in a few words, where there is nothing that one can do.
pub fn denied_since(status: StatusCode, message: &str) -> Response {
    denied(status, Denial { message: message.to_owned(), hint: None })
}
