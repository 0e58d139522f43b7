//! How a page whose program was gone goes on with the next one. In: what a page says that once had the key of an earlier
//! run. Out: the key of this run, for whoever knows the secret of the place, and for nobody else.
//!
//! Each run has a key of its own. A place (a work folder, or the start page) has a secret that stays; a page is told of it
//! once it has shown its key, keeps it in memory only and never sends it. When the program is there again, it first proves
//! to the page that it knows the secret; then the page proves the same, and gets the new key. The port is part of each
//! proof: what another program collects at one port is of no use at another.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::digest::hex;

use super::denial::denied_since;

/// What this run knows.
pub struct Rejoin {
    /// The port at which it answers.
    pub port: u16,
    /// The secret of the place.
    pub secret: String,
    /// The key of this run.
    pub key: String,
    /// What a page must put into its proof; another each run.
    pub challenge: String,
}

#[derive(Deserialize)]
struct Nonce {
    nonce: String,
}

/// What the program says of itself to whoever asks.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Offer {
    /// Only who knows the secret can say it.
    pub proof: String,
    /// What a page must put into its own proof.
    pub challenge: String,
}

/// What a page answers to an [`Offer`].
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Rejoining {
    /// Only who knows the secret can say it.
    pub proof: String,
}

/// The key of this run.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Rejoined {
    /// The key.
    pub key: String,
}

/// Where it is asked: part of a server, behind its guard.
pub fn router(rejoin: Rejoin) -> Router {
    Router::new().route("/bewijs", get(offer)).route("/terug", post(answer)).with_state(Arc::new(rejoin))
}

/// What the program says at `port`, when it is asked with `nonce`.
pub fn proof_of_program(port: u16, secret: &str, nonce: &str) -> String {
    proof("programma", port, secret, nonce)
}

fn proof(who: &str, port: u16, secret: &str, said: &str) -> String {
    hex(&Sha256::digest(format!("griffel {who} {port} {secret} {said}")))
}

async fn offer(State(known): State<Arc<Rejoin>>, Query(asked): Query<Nonce>) -> Json<Offer> {
    let proof = proof_of_program(known.port, &known.secret, &asked.nonce);
    Json(Offer { proof, challenge: known.challenge.clone() })
}

async fn answer(State(known): State<Arc<Rejoin>>, Json(said): Json<Rejoining>) -> Response {
    match known.is_answer(&said.proof) {
        true => Json(Rejoined { key: known.key.clone() }).into_response(),
        false => denied_since(StatusCode::UNAUTHORIZED, "Open het adres dat in het venster van Griffel staat."),
    }
}

impl Rejoin {
    /// Compared by digests, so that the time it takes tells nothing.
    fn is_answer(&self, said: &str) -> bool {
        Sha256::digest(said) == Sha256::digest(proof("pagina", self.port, &self.secret, &self.challenge))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_holds_for_one_side_one_port_one_secret_and_one_question() {
        let one = proof("pagina", 1, "a", "x");
        assert_eq!(one, proof("pagina", 1, "a", "x"));
        for other in [
            proof("programma", 1, "a", "x"),
            proof("pagina", 2, "a", "x"),
            proof("pagina", 1, "b", "x"),
            proof("pagina", 1, "a", "y"),
        ] {
            assert_ne!(one, other);
        }
        let known = Rejoin { port: 1, secret: "a".into(), key: "k".into(), challenge: "x".into() };
        assert!(known.is_answer(&one) && !known.is_answer(&proof_of_program(1, "a", "x")) && !known.is_answer(""));
    }
}
