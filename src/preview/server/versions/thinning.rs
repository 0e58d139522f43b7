//! Which versions go: moments and sizes in, what need not be kept any longer out.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

/// No document has more versions.
pub const MOST: usize = 50;

/// The versions of a document take no more, in bytes, unless one alone does.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// A version.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// When its text became so.
    pub at: DateTime<Utc>,
    /// How large it is.
    pub bytes: u64,
}

/// The places in `versions`, oldest first, of those that go: all of the last day stay, of the last week one an hour, of
/// `days` days one a day. Where that is still too much, what is closest to others goes, seen from now; the newest never.
pub fn superfluous(versions: &[Size], now: DateTime<Utc>, days: u32) -> BTreeSet<usize> {
    let mut left: Vec<usize> = Vec::new();
    let mut slot = None;
    for (index, version) in versions.iter().enumerate().rev() {
        let age = now - version.at;
        let seconds = version.at.timestamp();
        let own = match age.num_days() {
            // Each is alone in its own.
            ..1 => None,
            1..7 => Some((HOUR, seconds.div_euclid(HOUR))),
            _ => Some((DAY, seconds.div_euclid(DAY))),
        };
        if age < TimeDelta::days(days.into()) && (own.is_none() || own != slot) {
            left.push(index);
        }
        slot = own;
    }
    left.reverse();
    let size = |index: usize| versions.get(index).map_or(0, |version| version.bytes);
    let mut bytes: u64 = left.iter().map(|index| size(*index)).sum();
    while left.len() > 1 && (left.len() > MOST || bytes > MOST_BYTES) {
        let gone = left.remove(closest(versions, &left, now));
        bytes -= size(gone);
    }
    let left: BTreeSet<usize> = left.into_iter().collect();
    (0..versions.len()).filter(|index| !left.contains(index)).collect()
}

/// The place in `left` of the version that is missed least: the time between its neighbours is short for how long ago it
/// was. The oldest has one neighbour only, and goes when nothing is between it and the newest.
fn closest(versions: &[Size], left: &[usize], now: DateTime<Utc>) -> usize {
    let at = |place: usize| left.get(place).and_then(|index| versions.get(*index)).map_or(now, |version| version.at);
    let seconds = |time: TimeDelta| time.num_milliseconds() as f64 / 1000.0;
    let missed = |place: &usize| seconds(at(place + 1) - at(place - 1)) / seconds(now - at(*place)).max(60.0);
    let between = 1..left.len().saturating_sub(1);
    between.min_by(|a, b| missed(a).total_cmp(&missed(b))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2023-03-14T12:00:00Z".parse().expect("a moment")
    }

    /// Versions so many minutes ago, oldest first.
    fn ago(minutes: impl IntoIterator<Item = i64>) -> Vec<Size> {
        minutes.into_iter().map(|minutes| Size { at: now() - TimeDelta::minutes(minutes), bytes: 20_000 }).collect()
    }

    /// How many minutes ago those are that stay.
    fn stay(versions: &[Size], days: u32) -> Vec<i64> {
        let gone = superfluous(versions, now(), days);
        let stays = versions.iter().enumerate().filter(|(index, _)| !gone.contains(index));
        stays.map(|(_, version)| (now() - version.at).num_minutes()).collect()
    }

    #[test]
    fn all_of_a_day_one_an_hour_of_a_week_one_a_day_after_that() {
        const H: i64 = 60;
        const D: i64 = 24 * H;
        let day = [23 * H + 55, 23 * H + 50, 10, 5, 0];
        assert_eq!(stay(&ago(day), 90), day, "all of the last day");
        // From 12:00, two days ago: three in the hour before 11:00, two in the one before that.
        let week = [2 * D + 2 * H + 30, 2 * D + 2 * H + 10, 2 * D + H + 50, 2 * D + H + 20, 2 * D + H + 1, 5];
        assert_eq!(stay(&ago(week), 90), [2 * D + 2 * H + 10, 2 * D + H + 1, 5], "the last of each hour");
        let older = [91 * D, 90 * D, 89 * D + H, 89 * D, 20 * D + 3 * H, 20 * D + H, 5];
        assert_eq!(stay(&ago(older), 90), [89 * D, 20 * D + H, 5], "the last of each day, up to 90 days");
        assert_eq!(stay(&ago(older), 20), [5], "or fewer");
        assert_eq!(stay(&ago([20 * D]), 0), [] as [i64; 0]);
        assert_eq!(stay(&[], 90), [] as [i64; 0]);
    }

    #[test]
    fn a_busy_day_does_not_push_out_the_weeks_before_it() {
        let weeks = (1..=40).rev().map(|day| day * 24 * 60);
        let busy = ago(weeks.chain((0..24 * 12).rev().map(|five| five * 5)));
        let left = stay(&busy, 90);
        assert_eq!(left.len(), MOST);
        assert_eq!(left.last(), Some(&0), "the newest stays");
        assert_eq!(left.first(), Some(&(40 * 24 * 60)), "so does the oldest");
        assert!(left.iter().filter(|minutes| **minutes < 60).count() >= 5, "and what was just now: {left:?}");
        assert!(left.iter().filter(|minutes| **minutes > 7 * 24 * 60).count() >= 5, "and long ago: {left:?}");
    }

    #[test]
    fn large_texts_are_kept_less_often() {
        let mut large = ago((0..40).rev().map(|five| five * 5));
        large.iter_mut().for_each(|version| version.bytes = 1024 * 1024);
        let left = stay(&large, 90);
        assert_eq!((left.len(), left.first(), left.last()), (16, Some(&195), Some(&0)));
        large.iter_mut().for_each(|version| version.bytes = MOST_BYTES + 1);
        assert_eq!(stay(&large, 90), [0], "the newest stays, however large");
    }

    #[test]
    fn a_clock_that_was_wrong_takes_nothing_away() {
        assert_eq!(stay(&ago([30, 5, -60 * 24 * 400]), 90), [30, 5, -60 * 24 * 400]);
    }

    /// What stays is stable: to thin again at the same moment takes nothing more.
    #[test]
    fn thinning_twice_is_thinning_once() {
        let many = ago((0..3000).rev().map(|number| number * 37));
        let gone = superfluous(&many, now(), 90);
        let left: Vec<Size> = (0..many.len()).filter(|index| !gone.contains(index)).map(|index| many[index]).collect();
        assert_eq!(left.len(), MOST);
        assert!(superfluous(&left, now(), 90).is_empty());
    }
}
