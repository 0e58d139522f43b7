//! How it is said over HTTP that something is not given.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
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

/// An answer with our own words in it, where the library that listens has only English ones.
pub fn in_dutch(response: Response) -> Response {
    let status = response.status();
    let is_json = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == b"application/json");
    // With this status goes the text as somebody else changed it.
    let is_ours = is_json || status == StatusCode::PRECONDITION_FAILED;
    if is_ours || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let message = match status {
        StatusCode::NOT_FOUND => "Dit is er niet.",
        StatusCode::METHOD_NOT_ALLOWED => "Dit kan hier niet.",
        StatusCode::PAYLOAD_TOO_LARGE => {
            "Dit is te groot. Een tekst mag hoogstens 8 MB zijn, een bestand met cijfers of een afbeelding 64 MB."
        }
        status if status.is_client_error() => "Griffel begrijpt deze vraag niet.",
        _ => "Er is iets misgegaan. Probeer het opnieuw, of start griffel bekijk opnieuw.",
    };
    denied_since(status, message)
}
