//! Which sentence of one document is which of the other.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::passages::ReadSentence;

/// From this share of common words on, two sentences are one sentence that was changed.
const ALIKE: f64 = 0.5;
/// Beyond this many comparisons, sentences that differ are not looked at one by one.
const MOST_PAIRS: usize = 100_000;

/// A position in the one, the other, or both.
pub(crate) type SentencePair = (Option<usize>, Option<usize>);

/// The same things in two lists; what was dropped comes before what is new.
pub(crate) fn same<T: Eq + std::hash::Hash>(old: &[T], new: &[T]) -> Vec<SentencePair> {
    around_same(old, new, |old, new| one_by_one(old, new).collect())
}

/// The same sentences whatever their numbers, and between them those that are alike.
pub(crate) fn sentences(old: &[ReadSentence], new: &[ReadSentence]) -> Vec<SentencePair> {
    let shapes = |all: &[ReadSentence]| -> Vec<String> { all.iter().map(|one| one.shape().join("\u{2}")).collect() };
    around_same(&shapes(old), &shapes(new), |old_range, new_range| alike(old, new, old_range, new_range))
}

/// Pairs equal things; `between` pairs what lies between them.
fn around_same<T: Eq + std::hash::Hash>(
    old: &[T],
    new: &[T],
    between: impl Fn(Range<usize>, Range<usize>) -> Vec<SentencePair>,
) -> Vec<SentencePair> {
    let mut pairs = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for op in capture_diff_slices(Algorithm::Patience, old, new) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            pairs.extend(between(old_at..old_index, new_at..new_index));
            pairs.extend((0..len).map(|step| (Some(old_index + step), Some(new_index + step))));
            (old_at, new_at) = (old_index + len, new_index + len);
        }
    }
    pairs.extend(between(old_at..old.len(), new_at..new.len()));
    pairs
}

fn one_by_one(old: Range<usize>, new: Range<usize>) -> impl Iterator<Item = SentencePair> {
    old.map(|index| (Some(index), None)).chain(new.map(|index| (None, Some(index))))
}

/// Pairs sentences that have most words in common, in their order: the pairing with the most in common altogether.
fn alike(old: &[ReadSentence], new: &[ReadSentence], olds: Range<usize>, news: Range<usize>) -> Vec<SentencePair> {
    let (rows, columns) = (olds.len(), news.len());
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > MOST_PAIRS {
        return one_by_one(olds, news).collect();
    }
    let bags = |all: &[ReadSentence]| -> Vec<Bag> { all.iter().map(Bag::of).collect() };
    let (old_bags, new_bags) = (bags(&old[olds.clone()]), bags(&new[news.clone()]));
    // `best[row][column]`: the most that the sentences from there on can have in common.
    let mut best = vec![vec![0.0_f64; columns + 1]; rows + 1];
    let mut common = vec![vec![0.0_f64; columns]; rows];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let share = old_bags[row].common(&new_bags[column]);
            common[row][column] = share;
            let paired = if share >= ALIKE { share + best[row + 1][column + 1] } else { 0.0 };
            best[row][column] = paired.max(best[row + 1][column]).max(best[row][column + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut pairs = Vec::new();
    while row < rows && column < columns {
        let share = common[row][column];
        if share >= ALIKE && best[row][column] <= share + best[row + 1][column + 1] {
            pairs.push((Some(olds.start + row), Some(news.start + column)));
            (row, column) = (row + 1, column + 1);
        } else if best[row + 1][column] >= best[row][column + 1] {
            pairs.push((Some(olds.start + row), None));
            row += 1;
        } else {
            pairs.push((None, Some(news.start + column)));
            column += 1;
        }
    }
    pairs.extend(one_by_one(olds.start + row..olds.end, news.start + column..news.end));
    pairs
}

/// The words of a sentence, each with how often it stands there.
struct Bag {
    words: HashMap<String, usize>,
    size: usize,
}

impl Bag {
    fn of(sentence: &ReadSentence) -> Self {
        let mut words: HashMap<String, usize> = HashMap::new();
        let mut size = 0;
        let is_word = |shape: &&str| shape.chars().any(|next| next.is_alphanumeric());
        for word in sentence.shape().into_iter().filter(is_word) {
            *words.entry(word.to_lowercase()).or_default() += 1;
            size += 1;
        }
        Self { words, size }
    }

    /// The share of words that both have, from 0 to 1.
    fn common(&self, other: &Bag) -> f64 {
        let both = |(word, count): (&String, &usize)| other.words.get(word).map_or(0, |found| *count.min(found));
        let shared: usize = self.words.iter().map(both).sum();
        match self.size + other.size {
            0 => 0.0,
            all => 2.0 * shared as f64 / all as f64,
        }
    }
}
