//! The counts of people that percentages stand for: 17,5% of 40 is 7.
//!
//! In: a percentage and the measure that it is a share of, in the same series or another. Out: for each row the count
//! behind it, which is protected like any other count.

use std::collections::{HashMap, HashSet};

use rust_decimal::{Decimal, RoundingStrategy};

use crate::dutch::unit::Unit;
use crate::load::privacy::Privacy;
use crate::load::series_model::Series;

use super::lattice::{SharedKey, key_of};
use super::member::Member;

/// How far a share of a whole number of people may lie from a whole number before it is none, at most; a share of
/// many is too coarse to tell.
const TELLING: Decimal = Decimal::from_parts(3, 0, 0, false, 1);

/// The measure of a name such as `jongeren` or `reeks.jongeren`.
pub(super) fn member(all: &[&Series], own: usize, name: &str) -> Option<Member> {
    match name.split_once('.') {
        None => Some(Member::measure(own, all[own].measure(name)?)),
        Some((series, measure)) => {
            let at = all.iter().position(|one| one.id == series)?;
            Some(Member::measure(at, all[at].measure(measure)?))
        }
    }
}

/// What a percentage is a share of: as its description says, else the only count of people in its row.
pub(super) fn base(all: &[&Series], at: usize, measure: usize) -> Option<Member> {
    let definition = &all[at].measures[measure];
    if definition.unit != Unit::Percent {
        return None;
    }
    let base = match (&definition.share_of, definition.people.as_slice()) {
        (Some(name), _) => member(all, at, &name.value)?,
        (None, [only]) if definition.distribution_over.is_none() => Member::measure(at, *only),
        _ => return None,
    };
    let counts = all[base.series].measures[base.measure].counts_people;
    (counts && (definition.share_of.is_some() || is_plausible(all, at, measure, base))).then_some(base)
}

/// The count behind each percentage of a measure; none where it or what it is a share of is not known.
pub(super) fn counts(all: &[&Series], at: usize, measure: usize, base: Member) -> Vec<Option<Decimal>> {
    let whole = whole_of(all, at, base);
    let share = |row: usize| all[at].rows[row].cells[measure].value.number();
    let count = |row: usize| {
        let share = share(row).filter(|share| is_share(*share))?;
        Some((share * whole(row)?).round_dp_with_strategy(0, NEAREST))
    };
    (0..all[at].rows.len()).map(count).collect()
}

/// The rows in which a percentage tells that few are part of the whole, or that few are not. One that leaves as many
/// numbers open as a hidden count must have tells nothing.
pub(super) fn telling(all: &[&Series], at: usize, measure: usize, base: Member, privacy: &Privacy) -> HashSet<usize> {
    let whole = whole_of(all, at, base);
    let width = Decimal::from(privacy.threshold);
    let is_telling = |row: &usize| {
        let share = all[at].rows[*row].cells[measure].value.number().filter(|share| is_share(*share));
        let Some((share, whole)) = share.zip(whole(*row)) else { return false };
        let off = whole * half_digit(share);
        let (low, high) = ((share * whole - off).ceil().max(Decimal::ZERO), (share * whole + off).floor().min(whole));
        let can_be_small = |low: Decimal, high: Decimal| {
            let least = low.max(Decimal::ONE);
            (least <= high && privacy.is_small(least)) || privacy.is_small(low)
        };
        high - low < width && (can_be_small(low, high) || can_be_small(whole - high, whole - low))
    };
    (0..all[at].rows.len()).filter(is_telling).collect()
}

/// Half of the last digit that a source gives of a share; it gives whole percents at least.
fn half_digit(share: Decimal) -> Decimal {
    Decimal::new(5, share.normalize().scale().max(2) + 1)
}

const NEAREST: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;

/// From nothing to all of it.
fn is_share(share: Decimal) -> bool {
    (Decimal::ZERO..=Decimal::ONE).contains(&share)
}

/// For each row of a series the row of another that is about the same, where there is one.
pub(super) fn same_rows(all: &[&Series], at: usize, other: usize) -> Vec<Option<usize>> {
    if at == other {
        return (0..all[at].rows.len()).map(Some).collect();
    }
    let key = |at: usize, row: usize| key_of(all[at], row).shared(all[at]);
    let by_key: HashMap<SharedKey, usize> = (0..all[other].rows.len()).map(|row| (key(other, row), row)).collect();
    (0..all[at].rows.len()).map(|row| by_key.get(&key(at, row)).copied()).collect()
}

/// The number that the percentage of a row is a share of.
fn whole_of<'a>(all: &[&'a Series], at: usize, base: Member) -> impl Fn(usize) -> Option<Decimal> + use<'a> {
    let other = all[base.series];
    let same = same_rows(all, at, base.series);
    move |row: usize| other.rows[same[row]?].cells[base.measure].value.number()
}

/// Whether percentages can be shares of whole numbers of people: none lies too far from one.
fn is_plausible(all: &[&Series], at: usize, measure: usize, base: Member) -> bool {
    let whole = whole_of(all, at, base);
    (0..all[at].rows.len()).all(|row| {
        let share = all[at].rows[row].cells[measure].value.number();
        let Some((share, whole)) = share.zip(whole(row)) else { return true };
        let off = whole * half_digit(share);
        let count = share * whole;
        is_share(share) && (off > TELLING || (count - count.round_dp_with_strategy(0, NEAREST)).abs() <= off)
    })
}
