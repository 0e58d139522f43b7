//! What is protected, by its position: a measure of a series, or the counts of people behind its percentages.

/// Numbers between which relations hold: a measure of a series, or the counts behind its percentages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Member {
    /// The position of the series among all.
    pub series: usize,
    pub measure: usize,
    /// Whether the counts of people are meant that its percentages stand for.
    pub is_share: bool,
}

impl Member {
    pub fn measure(series: usize, measure: usize) -> Self {
        Self { series, measure, is_share: false }
    }
}
