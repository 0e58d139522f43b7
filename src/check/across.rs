//! Documents that do not agree with each other: one thing with two values, two reference dates or two manners
//! of printing it.
//!
//! Numbers are taken to be about the same thing when they have the same period, unit and dimensions, and
//!
//! - come from the same indicator, the same shared fact, or the same measure of the same series; or
//! - have the same name of several words. A single word such as "kosten" says too little.
//!
//! How a number is printed is also compared where two indicators make the same number from the same cells.
//!
//! Two values in one document are a contradiction as well. Reference dates and manners of printing are only
//! compared between documents of overlapping periods: a year overlaps its quarters and months. What a document
//! prints in two manners by itself is told elsewhere ([`Code::TwoNotations`](crate::diagnostic::Code)).
//!
//! These are no disagreements:
//!
//! - amounts in thousands in a chart or table beside whole amounts in a text: only running text is compared
//!   with running text in how it is printed, and values are compared as the coarser of the two prints them;
//! - numbers that are written as words;
//! - numbers that are withheld: they are never looked at;
//! - what a document says differently from an adopted one, when its series explains that with `[[herzien]]`;
//! - what an adopted document says and one of a later period says otherwise: that is for [`crate::pipeline::earlier`];
//! - two adopted documents that only print a number differently: nobody writes them any more.

mod disagreement;
mod kept;
mod statement;

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Findings, Waived};
use crate::dutch::notation::{Scale, as_printed};

pub use disagreement::Disagreement;
use disagreement::On;
pub use kept::{from_json, to_json};
use statement::Topic;
pub use statement::{Accepted, Said, Statement, statements};

/// What came of comparing documents.
#[derive(Debug, Default)]
pub struct Comparison<'a> {
    found: Vec<Disagreement<'a>>,
    /// What an author accepts, with the reasons.
    pub accepted: Vec<Waived>,
}

impl Comparison<'_> {
    /// Each disagreement once, in the document that can still be changed, or else in the later one.
    pub fn findings(&self) -> Findings {
        let mut findings = Findings::new();
        self.found.iter().for_each(|one| findings.push(one.finding()));
        findings
    }

    /// Each disagreement in both documents, unless one of them can no longer be changed.
    pub fn findings_on_both_sides(&self) -> Findings {
        let mut findings = self.findings();
        let others = self.found.iter().filter_map(Disagreement::seen_from_the_other_side);
        others.for_each(|other| findings.push(other.finding()));
        findings
    }
}

/// Compares what documents state.
pub fn compare<'a>(statements: impl IntoIterator<Item = &'a Statement>) -> Comparison<'a> {
    let mut all: Vec<&Statement> = statements.into_iter().collect();
    // Who still writes is told, and not who is done.
    all.sort_by_key(|statement| statement.adopted.is_none());
    let mut topics: HashMap<Topic<'_>, Vec<usize>> = HashMap::new();
    for (index, statement) in all.iter().enumerate() {
        statement.topics().for_each(|topic| topics.entry(topic).or_default().push(index));
    }
    let mut pairs = Pairs::new();
    for (topic, members) in topics.iter().filter(|(_, members)| members.len() > 1) {
        if topic.is_one_number() {
            compare_between(On::Manner, members, &all, &mut pairs);
            continue;
        }
        compare_values(members, &all, &mut pairs);
        compare_between(On::Date, members, &all, &mut pairs);
        compare_between(On::Manner, members, &all, &mut pairs);
    }
    told_once(&pairs, &all)
}

/// For each statement what it does not agree on, and the first with which.
type Pairs = BTreeMap<(usize, On), usize>;

fn note(pairs: &mut Pairs, on: On, here: usize, there: usize) {
    // A number can be found by its name and by its definition.
    pairs.entry((here, on)).and_modify(|known| *known = there.min(*known)).or_insert(there);
}

fn compare_values(members: &[usize], all: &[&Statement], pairs: &mut Pairs) {
    // One of those that say the same in the same kind of document stands for all.
    let mut said: Vec<usize> = Vec::new();
    for index in members {
        let here = all[*index];
        if let Some(there) = said.iter().find(|known| contradict(all[**known], here)) {
            note(pairs, On::Value, *index, *there);
        }
        if !said.iter().any(|known| is_alike(all[*known], here)) {
            said.push(*index);
        }
    }
}

fn is_alike(one: &Statement, other: &Statement) -> bool {
    one.said.value == other.said.value
        && one.said.manner == other.said.manner
        && one.said.is_explained == other.said.is_explained
        && one.adopted.is_some() == other.adopted.is_some()
        && one.document.period == other.document.period
}

/// Compares documents in how each of them says one thing. Where they have one way in common, they agree.
fn compare_between(on: On, members: &[usize], all: &[&Statement], pairs: &mut Pairs) {
    let says_so = |index: &usize| match on {
        On::Value => true,
        On::Date => !all[*index].said.dates.is_empty(),
        On::Manner => all[*index].said.in_text && !all[*index].said.value.is_zero(),
    };
    let members: Vec<usize> = members.iter().copied().filter(says_so).collect();
    let agrees = |one: &usize, other: &usize| agree(on, all[*one], all[*other]);
    if members.is_sorted_by(agrees) {
        return;
    }
    let documents: Vec<&[usize]> = members.chunk_by(|a, b| all[*a].document == all[*b].document).collect();
    for (position, here) in documents.iter().enumerate() {
        let there = documents[..position].iter().find(|there| {
            may_be_compared(all[here[0]], all[there[0]])
                && !here.iter().any(|index| there.iter().any(|other| agrees(index, other)))
        });
        if let Some(there) = there {
            note(pairs, on, here[0], there[0]);
        }
    }
}

/// Whether two statements are the same in one respect.
fn agree(on: On, one: &Statement, other: &Statement) -> bool {
    match on {
        On::Value => !contradict(one, other),
        On::Date => one.said.dates == other.said.dates,
        On::Manner => {
            let printed = |said: &Said| as_printed(said.value, &said.unit(), said.manner.rounding(), Scale::One);
            one.said.manner == other.said.manner
                || one.said.manner.looks_like(other.said.manner) && printed(&one.said) == printed(&other.said)
        }
    }
}

/// Whether one of two documents can still be changed to say it as the other does.
fn may_be_compared(one: &Statement, other: &Statement) -> bool {
    let is_written = one.adopted.is_none() || other.adopted.is_none();
    is_written && overlap(one, other) && !is_explained(one, other) && !contradict(one, other)
}

/// Whether two statements give two values for one thing.
fn contradict(one: &Statement, other: &Statement) -> bool {
    let is_settled = one.adopted.is_some() || other.adopted.is_some();
    one.said.value != other.said.value
        && differ(&one.said, &other.said)
        && (!is_settled || overlap(one, other) && !is_explained(one, other))
}

/// Whether a reader would see two values, if both were printed with the fewest decimals of the two.
fn differ(one: &Said, other: &Said) -> bool {
    let (first, second) = (one.manner.rounding(), other.manner.rounding());
    let coarser = if first.decimals < second.decimals { first } else { second };
    let printed = |said: &Said| as_printed(said.value, &said.unit(), coarser, Scale::One);
    printed(one) != printed(other)
}

/// Whether the periods of their documents overlap.
fn overlap(one: &Statement, other: &Statement) -> bool {
    let (one, other) = (one.document.period, other.document.period);
    one.contains(other) || other.contains(one)
}

/// Whether one of them says itself that an adopted document said otherwise.
fn is_explained(one: &Statement, other: &Statement) -> bool {
    let explains = |new: &Statement, old: &Statement| new.said.is_explained && old.adopted.is_some();
    explains(one, other) || explains(other, one)
}

/// Who reads that a series has another reference date need not read it for each of its numbers.
fn told_once<'a>(pairs: &Pairs, all: &[&'a Statement]) -> Comparison<'a> {
    let mut told: Vec<(Disagreement<'a>, Option<&'a Accepted>)> = Vec::new();
    let mut dated = HashMap::new();
    for ((here, on), there) in pairs {
        let (here, there, code) = (all[*here], all[*there], on.code());
        let one = (Disagreement { on: *on, here, there }, here.accepts(code).or_else(|| there.accepts(code)));
        if *on == On::Date {
            let which = (&here.document, &there.document, &here.said.dates, &there.said.dates);
            if let Some(known) = dated.insert(which, told.len()) {
                dated.insert(which, known);
                // To accept it for one number is enough.
                if one.1.is_some() {
                    told[known] = one;
                }
                continue;
            }
        }
        told.push(one);
    }
    let mut comparison = Comparison::default();
    for (one, accepted) in told {
        match accepted {
            Some(Accepted { reason, place, .. }) => comparison.accepted.push(Waived {
                finding: one.finding(),
                reason: reason.clone(),
                place: place.clone(),
            }),
            None => comparison.found.push(one),
        }
    }
    comparison
}
