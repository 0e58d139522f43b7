//! The indicators that are being computed, each because the one before it asked: where rings and endless chains end.

use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::Code;
use crate::dutch::period::Period;

use super::number::Problem;

/// How many indicators may rest on each other, each period counted by itself.
pub(super) const MAX_CHAIN: usize = 100;

/// An indicator for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ChainStep {
    pub id: String,
    pub period: Period,
}

/// The indicators being computed, each for the one before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain {
    pub steps: Vec<ChainStep>,
    /// Why the whole chain was given up, once it was.
    given_up: Arc<Mutex<Option<Problem>>>,
}

impl Chain {
    /// The chain with one indicator more.
    pub fn followed_by(&self, step: ChainStep) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { steps, given_up: self.given_up.clone() }
    }

    /// Why the whole chain was given up, if it was.
    pub fn broken_off(&self) -> Option<Problem> {
        self.given_up.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Gives the whole chain up; the first reason stands.
    pub fn break_off(&self, problem: Problem) -> Problem {
        self.given_up.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(problem).clone()
    }
}

/// Why a chain of indicators is given up at this one.
pub(super) fn too_deep(id: &str, again: bool) -> Problem {
    let message = match again {
        true => format!("Het kengetal \"{id}\" rekent steeds verder terug en begint nergens."),
        false => format!("Meer dan {MAX_CHAIN} kengetallen rusten op elkaar, tot en met \"{id}\"."),
    };
    let code = if again { Code::CircularIndicator } else { Code::FormulaFails };
    Problem::new(code, message).hint(Some("Laat het kengetal ergens rechtstreeks uit een reeks komen.".to_owned()))
}
