//! How much two texts differ, in words.

use std::collections::HashMap;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Where more pairs of words may have to be compared, it is only counted how often each word occurs.
const MOST_PAIRS: usize = 25_000_000;

/// How many words are in the new text and not in the old one, and the other way about.
pub fn between(old: &str, new: &str) -> (usize, usize) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[same..], &new[same..]);
    let same = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - same], &new[..new.len() - same]);
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return by_number(old, new);
    }
    let (mut added, mut removed) = (0, 0);
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if op.tag() != DiffTag::Equal {
            added += op.new_range().len();
            removed += op.old_range().len();
        }
    }
    (added, removed)
}

fn by_number(old: &[&str], new: &[&str]) -> (usize, usize) {
    let mut counts: HashMap<&str, isize> = HashMap::new();
    new.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    old.iter().for_each(|word| *counts.entry(word).or_default() -= 1);
    let sum = |sign: isize| counts.values().map(|count| usize::try_from(count * sign).unwrap_or_default()).sum();
    (sum(1), sum(-1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted() {
        assert_eq!(between("een twee drie", "een twee drie"), (0, 0));
        assert_eq!(between("een twee drie", "een  twee\ndrie"), (0, 0), "how lines are broken does not count");
        assert_eq!(between("een twee drie", "een vier vijf drie"), (2, 1));
        assert_eq!(between("een een", "een een een"), (1, 0));
        assert_eq!(between("", "een twee"), (2, 0));
        assert_eq!(between("een twee", ""), (0, 2));
    }

    #[test]
    fn long_texts_cost_no_more_than_they_are_long() {
        let text = |from: usize| (from..from + 200_000).map(|number| format!("woord{number} ")).collect::<String>();
        assert_eq!(between(&text(0), &text(50)), (50, 50));
        assert_eq!(between(&text(0), &text(1_000_000)), (200_000, 200_000));
    }
}
