//! Which measures are parts of each other: what one gives away of another.
//!
//! In: all series. Out: relations between measures, as their descriptions declare them (`som_van`, `deel_van`, `teller`
//! and `noemer`) or as the numbers themselves show: wherever two measures are known, they add up to a third. A reader
//! sees that as well as Griffel does.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use crate::load::series_model::{Measure, Series};

use super::lattice::{SharedKey, key_of};
use super::member::Member;
use super::shares;

/// Among more measures than this no relations are looked for that nobody declared.
const MOST_COMPARED: usize = 60;

/// Series with more rows than this are not compared with others.
const MOST_ROWS: usize = 20_000;

/// A total and parts of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub total: Member,
    pub parts: Vec<Member>,
    /// Whether there is a rest that no measure gives, which is no less than nought.
    pub has_rest: bool,
}

/// The relations that descriptions declare.
pub(super) fn declared(all: &[&Series]) -> Vec<Relation> {
    let mut relations = Vec::new();
    for (at, series) in all.iter().enumerate() {
        for (measure, definition) in series.measures.iter().enumerate() {
            let this = Member::measure(at, measure);
            let named = |name: &str| shares::member(all, at, name);
            let parts: Option<Vec<Member>> = definition.sum_of.iter().map(|name| named(&name.value)).collect();
            if let Some(parts) = parts.filter(|parts| !parts.is_empty()) {
                relations.push(Relation { total: this, parts, has_rest: false });
            }
            if let Some(total) = definition.part_of.as_ref().and_then(|name| named(&name.value)) {
                relations.push(Relation { total, parts: vec![this], has_rest: true });
            }
            if let Some((part, whole)) = definition.ratio_of {
                let [part, whole] = [part, whole].map(|measure| Member::measure(at, measure));
                relations.push(Relation { total: whole, parts: vec![part], has_rest: true });
            } else if let Some(whole) = shares::base(all, at, measure) {
                let share = Member { is_share: true, ..this };
                relations.push(Relation { total: whole, parts: vec![share], has_rest: true });
            }
        }
    }
    relations
}

/// The relations that hold in the numbers between measures of one series.
pub(super) fn within(series: &Series, at: usize, wanted: &dyn Fn(&Measure) -> bool) -> Vec<Relation> {
    let measures: Vec<usize> = (0..series.measures.len()).filter(|one| wanted(&series.measures[*one])).collect();
    if measures.len() > MOST_COMPARED {
        return Vec::new();
    }
    let columns: Vec<Vec<Option<Decimal>>> = measures.iter().map(|one| column(series, *one)).collect();
    let mut relations = Vec::new();
    for total in 0..measures.len() {
        let like_total = |one: &usize| {
            let [own, other] = [total, *one].map(|one| &series.measures[measures[one]]);
            *one != total && (own.unit == other.unit || other.counts_people)
        };
        let others: Vec<usize> = (0..measures.len()).filter(like_total).collect();
        for parts in candidates(&others) {
            if holds(&columns, total, &parts) {
                let member = |one: usize| Member::measure(at, measures[one]);
                let parts = parts.iter().map(|part| member(*part)).collect();
                relations.push(Relation { total: member(total), parts, has_rest: false });
            }
        }
    }
    relations
}

fn column(series: &Series, measure: usize) -> Vec<Option<Decimal>> {
    series.rows.iter().map(|row| row.cells[measure].value.number()).collect()
}

/// What can make a total together: any two, and any run of columns.
fn candidates(others: &[usize]) -> impl Iterator<Item = Vec<usize>> {
    let pairs = (0..others.len()).flat_map(move |a| (a + 1..others.len()).map(move |b| vec![others[a], others[b]]));
    let runs =
        (0..others.len()).flat_map(move |from| (from + 3..=others.len()).map(move |to| others[from..to].to_vec()));
    pairs.chain(runs)
}

/// Whether parts make the total in every row in which all are known, and not only because there is nothing.
fn holds(columns: &[Vec<Option<Decimal>>], total: usize, parts: &[usize]) -> bool {
    let mut seen = false;
    for (row, whole) in columns[total].iter().enumerate() {
        let Some(whole) = whole else { continue };
        let mut sum = Decimal::ZERO;
        let (mut is_known, mut is_filled) = (true, true);
        for part in parts {
            match columns[*part][row] {
                Some(number) => {
                    sum += number;
                    is_filled &= !number.is_zero();
                }
                None => is_known = false,
            }
        }
        if is_known && sum != *whole {
            return false;
        }
        seen |= is_known && is_filled;
    }
    seen
}

/// The relations that hold in the numbers between counts of people of different series: the same people, or two that
/// make a third. `is_small` says of a series whether it has anything to protect.
pub(super) fn across(all: &[&Series], is_small: &dyn Fn(usize) -> bool) -> Vec<Relation> {
    let members = |at: usize| {
        let counting = move |one: &usize| all[at].measures[*one].counts_people;
        (0..all[at].measures.len()).filter(counting).map(move |measure| Member::measure(at, measure))
    };
    let compared = (0..all.len()).filter(|at| all[*at].rows.len() <= MOST_ROWS);
    let members: Vec<Member> = compared.flat_map(members).collect();
    if members.len() > MOST_COMPARED || members.iter().all(|member| member.series == members[0].series) {
        return Vec::new();
    }
    let numbers: Vec<BTreeMap<SharedKey, Decimal>> = members.iter().map(|one| marginals(all, *one)).collect();
    let concerns = |indices: &[usize]| indices.iter().any(|one| is_small(members[*one].series));
    let mut relations = Vec::new();
    for total in 0..members.len() {
        for one in 0..members.len() {
            if one == total {
                continue;
            }
            let is_elsewhere = members[one].series != members[total].series;
            if one < total && is_elsewhere && concerns(&[one, total]) && agree(&numbers, total, &[one]) {
                relations.push(Relation { total: members[total], parts: vec![members[one]], has_rest: false });
            }
            for other in one + 1..members.len() {
                let is_elsewhere = is_elsewhere || members[other].series != members[total].series;
                let parts = [one, other];
                if other != total && is_elsewhere && concerns(&[one, other, total]) && agree(&numbers, total, &parts) {
                    let parts = parts.map(|part| members[part]).to_vec();
                    relations.push(Relation { total: members[total], parts, has_rest: false });
                }
            }
        }
    }
    relations
}

/// Whether parts make the total wherever all of them are known, and something is there.
fn agree(numbers: &[BTreeMap<SharedKey, Decimal>], total: usize, parts: &[usize]) -> bool {
    let mut seen = false;
    for (key, whole) in &numbers[total] {
        let found: Option<Vec<Decimal>> = parts.iter().map(|part| numbers[*part].get(key).copied()).collect();
        let Some(found) = found else { continue };
        if found.iter().sum::<Decimal>() != *whole {
            return false;
        }
        seen |= found.iter().all(|number| !number.is_zero());
    }
    seen
}

/// The numbers of a measure and their sums over each dimension.
fn marginals(all: &[&Series], member: Member) -> BTreeMap<SharedKey, Decimal> {
    let series = all[member.series];
    let value = |row: usize| series.rows[row].cells[member.measure].value.number();
    let mut sums: HashMap<SharedKey, Option<Decimal>> = HashMap::new();
    let mut given: Vec<(SharedKey, Decimal)> = Vec::new();
    for row in 0..series.rows.len() {
        let key = key_of(series, row);
        if key.chosen.iter().any(Option::is_none) {
            given.extend(value(row).map(|number| (key.shared(series), number)));
            continue;
        }
        for summed in 0..1_usize << key.chosen.len().min(4) {
            let mut wider = key.clone();
            wider
                .chosen
                .iter_mut()
                .enumerate()
                .filter(|(at, _)| summed >> at & 1 == 1)
                .for_each(|(_, one)| *one = None);
            let sum = sums.entry(wider.shared(series)).or_insert(Some(Decimal::ZERO));
            *sum = sum.zip(value(row)).map(|(sum, number)| sum + number);
        }
    }
    let mut known: BTreeMap<SharedKey, Decimal> = sums.into_iter().filter_map(|(key, sum)| Some((key, sum?))).collect();
    known.extend(given);
    known
}
