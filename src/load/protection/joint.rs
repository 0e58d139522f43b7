//! Measures that hang together as one table: what each is by itself, and the relations between them.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use crate::disclosure::{self, Quantity, Sum, Suppression, Table};
use crate::load::privacy::Privacy;

use super::lattice::{Lattice, SharedKey};
use super::member::Member;
use super::outcome::Disclosed;
use super::relations::Relation;

/// A count behind the words "minder dan 10" may be one of no fewer numbers than this.
const FEWEST_CANDIDATES: u32 = 3;

/// Measures with the relations between them, as one table.
pub(super) struct Joint<'a> {
    /// Each measure, and where its quantities begin in the table.
    members: Vec<(Member, Lattice<'a>, usize)>,
    table: Table,
    /// The rests that no measure gives, with the quantity of the part that each completes.
    rests: BTreeMap<usize, usize>,
}

/// What is decided about the quantities of a table.
pub(super) struct Decided<'a> {
    /// Each measure with what is withheld of its quantities.
    pub members: Vec<(Member, Lattice<'a>, Vec<Option<Suppression>>)>,
    /// What can be worked out all the same, and of which measure.
    pub disclosed: Vec<(Member, Disclosed)>,
}

impl<'a> Joint<'a> {
    pub fn of(lattices: Vec<(Member, Lattice<'a>)>, relations: &[Relation], privacy: &Privacy) -> Self {
        let mut table = Table::default();
        let mut members = Vec::new();
        for (member, lattice) in lattices {
            let start = table.quantities.len();
            table.quantities.extend(lattice.table.quantities.iter().cloned());
            let moved = |sum: &Sum| Sum {
                total: sum.total + start,
                parts: sum.parts.iter().map(|part| part + start).collect(),
            };
            table.sums.extend(lattice.table.sums.iter().map(moved));
            members.push((member, lattice, start));
        }
        let mut joint = Self { members, table, rests: BTreeMap::new() };
        let mut keys: HashMap<Member, HashMap<SharedKey, usize>> = HashMap::new();
        for relation in relations {
            for member in relation.parts.iter().chain([&relation.total]) {
                keys.entry(*member).or_insert_with(|| joint.keys_of(*member));
            }
            joint.relate(relation, &keys, privacy);
        }
        joint
    }

    fn keys_of(&self, wanted: Member) -> HashMap<SharedKey, usize> {
        let found = self.members.iter().find(|(member, ..)| *member == wanted);
        let keys = found.map(|(_, lattice, start)| lattice.shared_keys().map(move |(key, at)| (key, at + start)));
        keys.into_iter().flatten().collect()
    }

    /// Adds what a relation says of all that its measures have in common.
    fn relate(&mut self, relation: &Relation, keys: &HashMap<Member, HashMap<SharedKey, usize>>, privacy: &Privacy) {
        let mut shared: Vec<(usize, Vec<usize>)> = Vec::new();
        for (key, total) in &keys[&relation.total] {
            let parts: Option<Vec<usize>> = relation.parts.iter().map(|part| keys[part].get(key).copied()).collect();
            shared.extend(parts.map(|parts| (*total, parts)));
        }
        shared.sort_unstable();
        for (total, mut parts) in shared {
            if relation.has_rest {
                let Some(rest) = self.add_rest(total, &parts, privacy) else { continue };
                parts.push(rest);
            }
            self.table.sums.push(Sum { total, parts });
        }
    }

    /// What a total has besides its parts. No document prints it, but a small one is a small count as well. None where
    /// the parts are more than the total, and so are no parts of it.
    fn add_rest(&mut self, total: usize, parts: &[usize], privacy: &Privacy) -> Option<usize> {
        let value = |at: usize| self.table.quantities[at].value;
        let known: Option<Decimal> = parts.iter().map(|part| value(*part)).sum();
        let rest = value(total).zip(known).map(|(total, parts)| total - parts);
        if rest.is_some_and(|rest| rest.is_sign_negative() && !rest.is_zero()) {
            return None;
        }
        let small = rest.filter(|rest| privacy.is_small(*rest));
        let at = self.table.quantities.len();
        self.table.quantities.push(Quantity {
            value: small,
            sensitive: small.is_some(),
            published: false,
            width: Decimal::from(privacy.threshold),
        });
        self.rests.insert(at, parts[0]);
        Some(at)
    }

    /// Decides what is withheld.
    pub fn decide(mut self, privacy: &Privacy, counts_people: bool) -> Decided<'a> {
        let mut protection = disclosure::protect(&self.table);
        loop {
            // Only of counts do words say how many they are at most.
            let telling = if counts_people { self.telling_totals(&protection.suppressed, privacy) } else { Vec::new() };
            if telling.is_empty() {
                break;
            }
            telling.into_iter().for_each(|total| self.table.quantities[total].sensitive = true);
            protection = disclosure::protect(&self.table);
        }
        let disclosed = protection.disclosed.iter().filter(|one| self.table.quantities[one.quantity].sensitive);
        let disclosed = disclosed.filter_map(|one| self.described(one.quantity)).collect();
        let members = self.members.into_iter().map(|(member, lattice, start)| {
            let suppressed = protection.suppressed[start..start + lattice.table.quantities.len()].to_vec();
            (member, lattice, suppressed)
        });
        Decided { members: members.collect(), disclosed }
    }

    fn owner(&self, at: usize) -> Option<(&Member, &Lattice<'a>, usize)> {
        let (member, lattice, start) = self.members.iter().rev().find(|(.., start)| *start <= at)?;
        Some((member, lattice, at - start)).filter(|(_, lattice, at)| *at < lattice.table.quantities.len())
    }

    fn described(&self, at: usize) -> Option<(Member, Disclosed)> {
        let at = self.rests.get(&at).copied().unwrap_or(at);
        self.owner(at).map(|(member, lattice, at)| (*member, lattice.described(at)))
    }

    /// Totals that must go as well, because the words "minder dan 10" for all parts that are withheld
    /// would leave next to no choice: two counts under ten that make eighteen are nine each.
    fn telling_totals(&self, suppressed: &[Option<Suppression>], privacy: &Privacy) -> Vec<usize> {
        let highest = |at: usize| {
            let (_, lattice, at) = self.owner(at)?;
            lattice.highest_by_words(at, privacy)
        };
        let is_telling = |sum: &&Sum| {
            let total = &self.table.quantities[sum.total];
            let Some(whole) = total.value.filter(|_| !total.published && suppressed[sum.total].is_none()) else {
                return false;
            };
            let (hidden, shown): (Vec<usize>, Vec<usize>) = sum
                .parts
                .iter()
                .partition(|part| suppressed[**part].is_some() || self.table.quantities[**part].value.is_none());
            let labels: Option<Vec<Decimal>> = hidden.iter().map(|part| highest(*part)).collect();
            let Some(labels) = labels.filter(|labels| !labels.is_empty()) else { return false };
            let shown: Decimal = shown.iter().filter_map(|part| self.table.quantities[*part].value).sum();
            let (together, all): (Decimal, Decimal) = (whole - shown, labels.iter().sum());
            let others = Decimal::from(labels.len() - 1);
            labels.iter().any(|label| {
                let low = (together - (all - label)).max(Decimal::ONE);
                let high = (together - others).min(*label);
                high - low + Decimal::ONE < Decimal::from(FEWEST_CANDIDATES)
            })
        };
        self.table.sums.iter().filter(is_telling).map(|sum| sum.total).collect()
    }
}
