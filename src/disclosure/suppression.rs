//! What is hidden so far, and which quantity is hidden next.
//!
//! In comes the system with its sensitive quantities; out comes a set of suppressions that the audit accepts. What is
//! public or unknown cannot be chosen. The choice prefers what costs the reader least: parts before totals, small
//! numbers before large ones. Zeros come last, for often a reader knows that nothing can be there.

use std::collections::VecDeque;

use super::Suppression;
use super::system::{Seen, System};

/// The suppressions of a system.
pub(super) struct Suppressions<'a> {
    system: &'a System,
    kinds: Vec<Option<Suppression>>,
    /// How many quantities of each equation are hidden.
    hidden_in: Vec<usize>,
    /// Equations in which something was hidden since they were last looked at.
    changed: VecDeque<usize>,
    /// How often more was hidden for a quantity without success.
    attempts: Vec<u32>,
}

/// The order in which candidates are taken, the lowest first: whether it is the total, whether it is zero, how large
/// it is, where it stands.
type Cost = (bool, bool, u128, usize);

impl<'a> Suppressions<'a> {
    /// Primary suppression: hides what is sensitive and not yet public.
    pub fn primary(system: &'a System) -> Self {
        let quantities = system.quantities.len();
        let mut suppressions = Self {
            system,
            kinds: vec![None; quantities],
            hidden_in: vec![0; system.equations.len()],
            changed: VecDeque::new(),
            attempts: vec![0; quantities],
        };
        for quantity in 0..quantities {
            let measured = &system.quantities[quantity];
            if measured.sensitive && !measured.published {
                suppressions.hide(quantity, Suppression::Primary);
            } else if !measured.known && !measured.published {
                suppressions.count(quantity);
            }
        }
        suppressions
    }

    /// Complementary suppression: hides a second quantity in every equation that has exactly one hidden, until none
    /// has. Where all others are public there is nothing to choose, and the audit will tell.
    pub fn complement(&mut self) {
        while let Some(equation) = self.changed.pop_front() {
            if self.hidden_in[equation] == 1
                && self.terms(equation).any(|quantity| self.kinds[quantity].is_some())
                && let Some((.., quantity)) = self.candidates(equation).min()
            {
                self.hide(quantity, Suppression::Complementary);
            }
        }
    }

    /// Hides more around each of the quantities `narrow`, which must be protectable.
    ///
    /// A quantity waits for the next audit if something was hidden beside it for another one: that can be enough.
    pub fn reinforce(&mut self, narrow: &[usize]) {
        let before = self.hidden_in.clone();
        for &quantity in narrow {
            let untouched = |&equation: &usize| self.hidden_in[equation] == before[equation];
            if !self.system.equations_of[quantity].iter().all(untouched) {
                continue;
            }
            if let Some(choice) = self.short_equation(quantity) {
                self.hide(choice, Suppression::Complementary);
            } else {
                // Twice as many each time, so that the number of audits stays small.
                let mut nearest = self.nearest(quantity);
                nearest.sort_unstable();
                for (.., choice) in nearest.into_iter().take(1 << self.attempts[quantity].min(16)) {
                    self.hide(choice, Suppression::Complementary);
                }
                self.attempts[quantity] += 1;
            }
        }
    }

    /// What to hide in an equation with a known total in which all hidden parts together are less than the width: the
    /// smallest part that makes up for it, else the largest one.
    fn short_equation(&self, quantity: usize) -> Option<usize> {
        let width = self.system.quantities[quantity].width;
        self.system.equations_of[quantity].iter().find_map(|&equation| {
            if self.hides(self.system.equations[equation].total) {
                return None;
            }
            let hidden = self.terms(equation).filter(|&quantity| self.hides(quantity));
            let above_floor =
                |quantity: usize| self.system.quantities[quantity].value - self.system.quantities[quantity].floor;
            let missing =
                u128::try_from(width - hidden.map(above_floor).sum::<i128>()).ok().filter(|&missing| missing > 0)?;
            let parts = || self.candidates(equation).filter(|&(is_total, is_zero, ..)| !is_total && !is_zero);
            let choice = parts().filter(|&(.., size, _)| size >= missing).min().or_else(|| parts().max());
            choice.map(|(.., quantity)| quantity)
        })
    }

    /// The candidates in the equations of a quantity; if there are none, in those of the hidden quantities in these
    /// equations, and so on.
    fn nearest(&self, start: usize) -> Vec<Cost> {
        let mut seen = Seen::nothing(self.system);
        let mut reached = vec![start];
        let mut found = Vec::new();
        while found.is_empty() && !reached.is_empty() {
            let mut next = Vec::new();
            for &equation in reached.iter().flat_map(|&quantity| &self.system.equations_of[quantity]) {
                if !std::mem::replace(&mut seen.equations[equation], true) {
                    found.extend(self.candidates(equation));
                    let hidden = self.terms(equation).filter(|&quantity| self.hides(quantity));
                    next.extend(hidden.filter(|&other| !std::mem::replace(&mut seen.quantities[other], true)));
                }
            }
            reached = next;
        }
        found
    }

    /// What can still be hidden in an equation.
    fn candidates(&self, equation: usize) -> impl Iterator<Item = Cost> {
        let total = self.system.equations[equation].total;
        self.terms(equation).filter(|&quantity| self.may_hide(quantity)).map(move |quantity| {
            let size = self.system.quantities[quantity].value.unsigned_abs();
            (quantity == total, size == 0, size, quantity)
        })
    }

    fn terms(&self, equation: usize) -> impl Iterator<Item = usize> {
        self.system.equations[equation].terms.iter().map(|&(quantity, _)| quantity)
    }

    /// Whether a reader does not get to see a quantity: it is suppressed, or unknown to us as well.
    pub fn hides(&self, quantity: usize) -> bool {
        let measured = &self.system.quantities[quantity];
        self.kinds[quantity].is_some() || !measured.known && !measured.published
    }

    fn may_hide(&self, quantity: usize) -> bool {
        !self.system.quantities[quantity].published && !self.hides(quantity)
    }

    fn hide(&mut self, quantity: usize, kind: Suppression) {
        if self.kinds[quantity].is_none() {
            self.kinds[quantity] = Some(kind);
            self.count(quantity);
        }
    }

    fn count(&mut self, quantity: usize) {
        for &equation in &self.system.equations_of[quantity] {
            self.hidden_in[equation] += 1;
            self.changed.push_back(equation);
        }
    }

    /// The quantities that are suppressed, in order.
    pub fn suppressed(&self) -> impl Iterator<Item = usize> {
        self.kinds.iter().enumerate().filter(|(_, kind)| kind.is_some()).map(|(quantity, _)| quantity)
    }

    /// Why each quantity is suppressed; none where it may be published.
    pub fn into_kinds(self) -> Vec<Option<Suppression>> {
        self.kinds
    }
}
