//! From numbers as they were read to numbers that may leave Griffel.
//!
//! Which cells are too small is decided in [`sensitive`], cell by cell; what hangs together with what in [`relations`];
//! [`crate::disclosure`] decides what else must go. What is withheld is dropped: nothing after this step holds the
//! number. Sums that may still be shown are computed before that, and kept.
//!
//! Every sum that a document can ask for is taken as published, whether or not one prints it: over each
//! dimension, over the quarters or months of a year, and from the start of the year. So the outcome depends
//! on the data alone, and two documents can never give away together what neither does by itself.

mod joint;
mod lattice;
mod member;
mod outcome;
mod over_time;
mod relations;
mod sensitive;
mod shares;

pub use outcome::{Disclosed, Published};

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::dutch::period::Period;
use crate::dutch::withheld::Withheld;

use super::outline::SeriesOutline;
use super::privacy::Privacy;
use super::series_model::{Measure, Series};

use joint::Joint;
use lattice::{Lattice, PublishedOf, Subject};
use member::Member;
use outcome::Outcome;
use relations::Relation;
use sensitive::Sensitive;

/// A series as it was read. It must be protected before anything can be computed from it.
#[derive(Debug, Clone)]
pub struct Unprotected(Arc<Series>);

impl Unprotected {
    pub(super) fn new(series: Series) -> Self {
        Self(Arc::new(series))
    }

    /// What it is called and how it is described, of which no number is a part.
    pub(super) fn measures(&self) -> &[Measure] {
        &self.0.measures
    }

    /// The same, for whoever chooses from it.
    pub(super) fn outline(&self) -> SeriesOutline {
        SeriesOutline::of(&self.0)
    }
}

/// Withholds what must be withheld of all series, in their order; with each what can be worked out all the same. Of
/// `published` sums it is known that documents printed them; of rows after `until` nothing is known yet.
pub(super) fn protect(
    series: &BTreeMap<String, Unprotected>,
    privacy: &Privacy,
    published: &BTreeMap<String, Published>,
    until: Option<Period>,
) -> Vec<(Arc<Series>, Vec<Disclosed>)> {
    let all: Vec<&Series> = series.values().map(|one| &*one.0).collect();
    let nothing = Published::new();
    let published: Vec<&Published> = all.iter().map(|one| published.get(&one.id).unwrap_or(&nothing)).collect();
    let mut guard = Guard::of(all, privacy, published, until);
    guard.people();
    guard.rest();
    let Guard { outcomes, disclosed, .. } = guard;
    let decided = series.values().zip(outcomes).zip(disclosed);
    decided.map(|((one, outcome), disclosed)| (applied(&one.0, outcome, privacy), disclosed)).collect()
}

fn applied(series: &Arc<Series>, outcome: Outcome, privacy: &Privacy) -> Arc<Series> {
    // What an earlier document said is protected as well, whether or not anything is small now.
    let is_untouched = outcome.cells.is_empty() && outcome.sums.is_empty() && series.revisions.is_empty();
    if series.public.is_some() || is_untouched {
        return series.clone();
    }
    let mut series = Series::clone(series);
    outcome.apply(&mut series, privacy);
    Arc::new(series)
}

/// Decides about all series. Counts of people come first: what else is withheld follows from them.
struct Guard<'a> {
    all: Vec<&'a Series>,
    privacy: &'a Privacy,
    published: Vec<&'a Published>,
    until: Option<Period>,
    /// What descriptions say of measures that are parts of others.
    declared: Vec<Relation>,
    sensitive: Sensitive<'a>,
    outcomes: Vec<Outcome>,
    disclosed: Vec<Vec<Disclosed>>,
}

/// Measures that are decided about together.
struct Group {
    members: BTreeSet<Member>,
    relations: Vec<Relation>,
}

impl<'a> Guard<'a> {
    fn of(all: Vec<&'a Series>, privacy: &'a Privacy, published: Vec<&'a Published>, until: Option<Period>) -> Self {
        let outcomes = all.iter().map(|_| Outcome::default()).collect();
        let disclosed = all.iter().map(|_| Vec::new()).collect();
        let declared = relations::declared(&all);
        let sensitive = Sensitive::of(all.clone(), privacy);
        Self { all, privacy, published, until, declared, sensitive, outcomes, disclosed }
    }

    /// The measures of series that are not public, as far as they count people or do not.
    fn measures(&self, counts_people: bool) -> Vec<Member> {
        let of = |(at, series): (usize, &&Series)| {
            let series: &Series = series;
            let wanted = move |one: &usize| series.measures[*one].counts_people == counts_people;
            (0..series.measures.len())
                .filter(wanted)
                .map(move |measure| Member::measure(at, measure))
                .collect::<Vec<_>>()
        };
        self.all.iter().enumerate().filter(|(_, series)| series.public.is_none()).flat_map(of).collect()
    }

    /// Counts of people, and those that percentages stand for.
    fn people(&mut self) {
        let mut rows: HashMap<Member, HashSet<usize>> = HashMap::new();
        let shares = self.declared.iter().flat_map(|one| one.parts.clone()).filter(|part| part.is_share);
        for share in shares.collect::<BTreeSet<_>>() {
            let base = shares::base(&self.all, share.series, share.measure);
            let found = base.map(|base| shares::telling(&self.all, share.series, share.measure, base, self.privacy));
            rows.insert(share, found.unwrap_or_default());
        }
        for member in self.measures(true) {
            rows.insert(member, self.sensitive.small(member));
        }
        let mut relations: Vec<Relation> =
            self.declared.iter().filter(|one| self.is_about(one, true)).cloned().collect();
        for relation in relations.iter().filter(|relation| relation.has_rest) {
            let small = self.small_rests(relation);
            if !small.is_empty() {
                self.sensitive.rests.entry(relation.parts[0]).or_default().extend(small);
            }
        }
        let has_small: HashSet<usize> =
            rows.iter().filter(|(_, rows)| !rows.is_empty()).map(|(member, _)| member.series).collect();
        if !has_small.is_empty() {
            for at in has_small.iter().copied().collect::<BTreeSet<_>>() {
                relations.extend(relations::within(self.all[at], at, &|measure| measure.counts_people));
            }
            relations.extend(relations::across(&self.all, &|at| has_small.contains(&at)));
        }
        self.decide(rows, relations, true);
    }

    /// Amounts, averages and percentages.
    fn rest(&mut self) {
        let mut rows: HashMap<Member, HashSet<usize>> = HashMap::new();
        for member in self.measures(false) {
            let found = self.sensitive.linked(member);
            if !self.all[member.series].measures[member.measure].unit.is_fraction() {
                rows.insert(member, found);
                continue;
            }
            let outcome = &mut self.outcomes[member.series];
            found.into_iter().for_each(|row| outcome.withhold(row, member.measure, Withheld::Protecting));
        }
        let mut relations: Vec<Relation> =
            self.declared.iter().filter(|one| self.is_about(one, false)).cloned().collect();
        let concerned: BTreeSet<usize> =
            rows.iter().filter(|(_, rows)| !rows.is_empty()).map(|(member, _)| member.series).collect();
        for at in concerned {
            let wanted = |measure: &Measure| !measure.counts_people && !measure.unit.is_fraction();
            relations.extend(relations::within(self.all[at], at, &wanted));
        }
        self.decide(rows, relations, false);
    }

    /// Whether all measures of a relation count people, or none does.
    fn is_about(&self, relation: &Relation, counts_people: bool) -> bool {
        let mut members = relation.parts.iter().chain([&relation.total]);
        members.all(|member| {
            let measure = &self.all[member.series].measures[member.measure];
            (member.is_share || measure.counts_people) == counts_people
                && (member.is_share || !measure.unit.is_fraction())
        })
    }

    fn decide(&mut self, mut rows: HashMap<Member, HashSet<usize>>, relations: Vec<Relation>, counts_people: bool) {
        let rounds = counts_people && self.privacy.round_to.is_some();
        for group in groups(rows.keys().copied(), relations) {
            let years = self.years(&group, &rows, rounds);
            if years.is_empty() {
                continue;
            }
            let lattices = group.members.iter().map(|member| {
                let subject = Subject {
                    series: self.all[member.series],
                    measure: member.measure,
                    counts_people,
                    values: self.values(*member),
                    sensitive: rows.remove(member).unwrap_or_default(),
                    years: &years,
                    published: match self.all[member.series].public {
                        Some(_) => PublishedOf::Everything,
                        None => PublishedOf::Sums(self.published[member.series]),
                    },
                    until: self.until,
                };
                (*member, Lattice::of(subject, self.privacy))
            });
            let joint = Joint::of(lattices.collect(), &group.relations, self.privacy);
            let decided = joint.decide(self.privacy, counts_people);
            for (member, disclosed) in decided.disclosed {
                self.disclosed[member.series].push(disclosed);
            }
            for (member, lattice, suppressed) in decided.members {
                let withheld = match member.is_share {
                    true => lattice.withheld_rows(&suppressed),
                    false => lattice.record(&suppressed, self.privacy, &mut self.outcomes[member.series]),
                };
                if counts_people {
                    self.sensitive.people_withheld.extend(withheld.into_iter().map(|row| (member, row)));
                }
            }
        }
    }

    /// The numbers of a member, row by row.
    fn values(&self, member: Member) -> Vec<Option<rust_decimal::Decimal>> {
        let series = self.all[member.series];
        if member.is_share {
            let base = shares::base(&self.all, member.series, member.measure);
            return base.map_or_else(
                || vec![None; series.rows.len()],
                |base| shares::counts(&self.all, member.series, member.measure, base),
            );
        }
        series.rows.iter().map(|row| row.cells[member.measure].value.number()).collect()
    }

    /// The years in which a group has something to withhold; with rounding that concerns every number.
    fn years(&self, group: &Group, rows: &HashMap<Member, HashSet<usize>>, rounds: bool) -> HashSet<Period> {
        let mut years = HashSet::new();
        for member in &group.members {
            let series = self.all[member.series];
            let year = |row: usize| series.rows[row].period.year();
            if rounds && series.public.is_none() {
                years.extend((0..series.rows.len()).map(year));
            }
            years.extend(rows.get(member).into_iter().flatten().map(|row| year(*row)));
            years.extend(self.sensitive.rests.get(member).into_iter().flatten().map(|row| year(*row)));
        }
        years
    }

    /// The rows in which what a whole has besides its part is a small count.
    fn small_rests(&self, relation: &Relation) -> Vec<usize> {
        let (part, whole) = (relation.parts[0], relation.total);
        let (parts, wholes) = (self.values(part), self.values(whole));
        let is_small = |row: usize, other: usize| {
            let rest = wholes[other].zip(parts[row]).map(|(whole, part)| whole - part);
            rest.is_some_and(|rest| self.privacy.is_small(rest))
        };
        let same = shares::same_rows(&self.all, part.series, whole.series);
        (0..parts.len()).filter(|row| same[*row].is_some_and(|other| is_small(*row, other))).collect()
    }
}

/// Members that relations bring together; one without relations is a group by itself.
fn groups(members: impl Iterator<Item = Member>, relations: Vec<Relation>) -> Vec<Group> {
    let mut groups: Vec<Group> =
        members.map(|member| Group { members: BTreeSet::from([member]), relations: Vec::new() }).collect();
    groups.sort_unstable_by_key(|group| group.members.first().copied());
    for relation in relations {
        let touched: BTreeSet<Member> = relation.parts.iter().copied().chain([relation.total]).collect();
        let (together, mut apart): (Vec<Group>, Vec<Group>) =
            groups.into_iter().partition(|group| !group.members.is_disjoint(&touched));
        let mut merged = Group { members: touched, relations: vec![relation] };
        for group in together {
            merged.members.extend(group.members);
            merged.relations.extend(group.relations);
        }
        apart.push(merged);
        groups = apart;
    }
    groups
}
