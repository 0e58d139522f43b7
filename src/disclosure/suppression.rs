//! What is hidden so far, and which quantity is hidden next.
//!
//! In comes the system with its sensitive quantities; out comes a set of suppressions that the audit accepts. What is
//! public or unknown cannot be chosen. The choice prefers what costs the reader least: parts before totals, small
//! numbers before large ones. Zeros come last, for often a reader knows that nothing can be there.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use super::system::System;
use super::table::Suppression;

/// A hidden quantity that a reader can narrow too far, and how.
pub(super) struct Narrow {
    /// The quantity.
    pub quantity: usize,
    /// By how many units its interval is too small.
    pub missing: i128,
    /// The quantities that are not hidden and that the reader needs to work out the interval. If he lacks one of
    /// them, the calculation fails.
    pub clues: Vec<usize>,
}

/// The suppressions of a system.
pub(super) struct Suppressions<'a> {
    system: &'a System,
    kinds: Vec<Option<Suppression>>,
    /// How many quantities of each equation are hidden.
    hidden_in: Vec<usize>,
    /// Equations in which something was hidden since they were last looked at.
    changed: VecDeque<usize>,
}

/// The order in which candidates are taken, the lowest first: whether it is zero, whether it is a total, how large it
/// is, where it stands.
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

    /// Takes from the reader one of the numbers by which he narrows each of these quantities. False if there is none to
    /// take.
    ///
    /// Where one calculation served for several quantities, it is enough to break it once; the next audit tells.
    pub fn reinforce(&mut self, narrow: &[Narrow]) -> bool {
        let mut hidden_any = false;
        let mut uses: BTreeMap<usize, usize> = BTreeMap::new();
        narrow.iter().flat_map(|narrow| &narrow.clues).for_each(|&clue| *uses.entry(clue).or_default() += 1);
        for narrow in narrow {
            if narrow.clues.iter().any(|&clue| self.hides(clue)) {
                continue;
            }
            if let Some(choice) = self.choose_clue(narrow, &uses) {
                self.hide(choice, Suppression::Complementary);
                hidden_any = true;
            }
        }
        hidden_any
    }

    /// The smallest part that makes up for what is missing, else the largest part, else the total that serves for the
    /// most quantities, of these the smallest. A zero only if there is nothing else: to hide it gives no room.
    fn choose_clue(&self, narrow: &Narrow, uses: &BTreeMap<usize, usize>) -> Option<usize> {
        let missing = narrow.missing.unsigned_abs();
        let costs = || {
            let clues = narrow.clues.iter().copied().filter(|&clue| self.may_hide(clue));
            clues.map(|clue| self.cost(clue, self.system.is_total[clue]))
        };
        let parts = || costs().filter(|&(is_zero, is_total, ..)| !is_total && !is_zero);
        let totals = || costs().filter(|&(is_zero, is_total, ..)| is_total && !is_zero);
        let enough = parts().filter(|&(.., size, _)| size >= missing).min();
        let nonzero = enough
            .or_else(|| parts().max())
            .or_else(|| totals().min_by_key(|cost| (Reverse(uses.get(&cost.3)), *cost)));
        nonzero.or_else(|| costs().min()).map(|(.., clue)| clue)
    }

    /// What can still be hidden in an equation.
    fn candidates(&self, equation: usize) -> impl Iterator<Item = Cost> {
        let total = self.system.equations[equation].total;
        let candidates = self.terms(equation).filter(|&quantity| self.may_hide(quantity));
        candidates.map(move |quantity| self.cost(quantity, quantity == total))
    }

    fn cost(&self, quantity: usize, is_total: bool) -> Cost {
        let size = self.system.quantities[quantity].value.unsigned_abs();
        (size == 0, is_total, size, quantity)
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
