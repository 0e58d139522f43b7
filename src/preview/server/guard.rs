//! Keeps out everybody but the page itself: other computers, other web sites in the same browser, and
//! other users of the same computer.

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY,
    SEC_WEBSOCKET_PROTOCOL, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use sha2::{Digest, Sha256};

use super::denial::{denied_since, in_dutch};
use super::visitors::Visitor;

/// Precedes the key among the protocols of a web socket, which cannot have an `Authorization`.
pub const KEY_PROTOCOL: &str = "sleutel.";

/// What a request must show to be let in.
#[derive(Clone)]
pub struct Guard {
    port: u16,
    /// Of the key of this run.
    digest: [u8; 32],
}

impl Guard {
    /// Lets in whoever has `key`, at this port.
    pub fn new(port: u16, key: &str) -> Self {
        Self { port, digest: Sha256::digest(key).into() }
    }

    /// Whether the address is really ours: another name may lead here as well, if somebody wants it to.
    fn is_own_host(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost"].iter().any(|name| host == format!("{name}:{}", self.port))
    }

    fn is_own_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.is_own_host(host))
    }

    /// Keys are compared by their digests, so that the time it takes tells nothing.
    fn is_key(&self, key: &str) -> bool {
        <[u8; 32]>::from(Sha256::digest(key)) == self.digest
    }

    fn has_key(&self, headers: &HeaderMap) -> bool {
        let bearer = text(headers, &AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        let protocols = text(headers, &SEC_WEBSOCKET_PROTOCOL).unwrap_or_default();
        let protocol = protocols.split(',').find_map(|protocol| protocol.trim().strip_prefix(KEY_PROTOCOL));
        bearer.or(protocol).is_some_and(|key| self.is_key(key))
    }

    fn refusal(&self, request: &Request) -> Option<(StatusCode, &'static str)> {
        let headers = request.headers();
        if headers.get_all(HOST).iter().count() != 1 || !text(headers, &HOST).is_some_and(|host| self.is_own_host(host))
        {
            return Some((StatusCode::MISDIRECTED_REQUEST, "Dit adres hoort niet bij deze preview."));
        }
        if headers.get_all(ORIGIN).iter().any(|origin| !origin.to_str().is_ok_and(|origin| self.is_own_origin(origin)))
        {
            return Some((StatusCode::FORBIDDEN, "Een andere website mag hier niet bij."));
        }
        let is_open = !request.uri().path().starts_with("/api/");
        let site = text(headers, &HeaderName::from_static("sec-fetch-site"));
        if !is_open && site.is_some_and(|site| site != "same-origin") {
            return Some((StatusCode::FORBIDDEN, "Een andere website mag hier niet bij."));
        }
        if !is_open && !self.has_key(headers) {
            return Some((StatusCode::UNAUTHORIZED, "Open het adres dat in het venster van Griffel staat."));
        }
        None
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// Refuses what may not come in, and gives every answer the headers that keep the page to itself.
pub async fn check(
    State(guard): State<Guard>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
    next: Next,
) -> Response {
    if guard.has_key(request.headers()) {
        visitor.may_stay();
    }
    let mut response = match guard.refusal(&request) {
        Some((status, message)) => denied_since(status, message),
        None => in_dutch(next.run(request).await),
    };
    let headers = response.headers_mut();
    // Who has no key has one answer from a connection.
    if visitor.is_stranger() {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    let fixed = [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // The page itself brings its own.
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
