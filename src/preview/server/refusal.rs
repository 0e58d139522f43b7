//! How it is said over HTTP that something is not given.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::preview::message::Refusal;

/// An answer that says why something is not given.
pub fn refused(status: StatusCode, why: Refusal) -> Response {
    (status, Json(why)).into_response()
}

/// The same in a few words, where there is nothing that one can do.
pub fn refused_since(status: StatusCode, message: &str) -> Response {
    refused(status, Refusal { message: message.to_owned(), hint: None })
}
