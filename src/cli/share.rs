//! `--deel I/N`: the I-th of N shares of the work, so that several computers can do it together.

use std::fmt;
use std::str::FromStr;

/// Nobody has more computers.
const MOST: usize = 100_000;

/// One of several shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// From 1.
    index: usize,
    of: usize,
}

impl Share {
    /// The I-th of N shares.
    pub fn new(index: usize, of: usize) -> Option<Self> {
        ((1..=of).contains(&index) && of <= MOST).then_some(Self { index, of })
    }

    /// Whether the item at `position` of `count` is in this share. Neighbours stay together, since they
    /// share data; every item is in exactly one share, and the sizes differ by one at most.
    pub fn holds(self, position: usize, count: usize) -> bool {
        position * self.of / count.max(1) == self.index - 1
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let share = text.split_once('/').and_then(|(index, of)| Self::new(index.parse().ok()?, of.parse().ok()?));
        share.ok_or_else(|| format!("\"{text}\" is geen deel. Schrijf bijvoorbeeld 2/5: het tweede van vijf delen."))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_share_lies_within_its_number() {
        assert_eq!("2/5".parse(), Ok(Share { index: 2, of: 5 }));
        for wrong in ["0/5", "6/5", "1/0", "2", "a/b", "-1/3", "1/2/3", ""] {
            assert!(wrong.parse::<Share>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_item_is_in_one_share(count in 0_usize..500, of in 1_usize..40) {
            let mut sizes = vec![0_usize; of];
            for position in 0..count {
                let holding: Vec<usize> =
                    (1..=of).filter(|index| Share { index: *index, of }.holds(position, count)).collect();
                prop_assert_eq!(holding.len(), 1);
                sizes[holding[0] - 1] += 1;
            }
            let (least, most) = (sizes.iter().min(), sizes.iter().max());
            prop_assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 1));
        }
    }
}
