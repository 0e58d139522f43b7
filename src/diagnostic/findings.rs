//! All findings of a stage, each as bad as the municipality's policy says.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::code::Code;
use super::finding::Finding;
use super::place::{Place, Spot};
use super::policy::Policy;
use super::severity::Severity;

/// So many findings of one kind in one file are told; more have one cause, and nobody reads them.
const MOST_ALIKE: usize = 100;

/// Findings of one kind in one file.
type Kind = (String, Code);

/// All findings so far, each as bad as the municipality's policy says.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
    policy: Arc<Policy>,
    /// How many of the list are alike.
    alike: HashMap<Kind, usize>,
    /// How many more there are, of which nothing is kept.
    left_out: BTreeMap<Kind, usize>,
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self { list: vec![finding], ..Self::default() }
    }
}

impl From<Box<Finding>> for Findings {
    fn from(finding: Box<Finding>) -> Self {
        Self::from(*finding)
    }
}

impl Findings {
    /// No findings yet; each code has its usual severity.
    pub fn new() -> Self {
        Self::default()
    }

    /// No findings yet, under a municipality's policy.
    pub fn under(policy: Arc<Policy>) -> Self {
        Self { policy, ..Self::default() }
    }

    /// No findings yet, under the same policy as these.
    pub fn fresh(&self) -> Self {
        Self::under(self.policy.clone())
    }

    /// From now on, and for what was found before, this policy holds.
    pub fn adopt(&mut self, policy: Arc<Policy>) {
        self.policy = policy;
        let found = std::mem::take(&mut self.list);
        self.alike.clear();
        found.into_iter().for_each(|finding| self.push(finding));
    }

    /// The policy that holds.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// Adds one, unless the policy switches its code off. Of very many that are alike only the first are kept, and
    /// how many there were; but all of those that an author may accept, since that is done one by one.
    pub fn push(&mut self, finding: Finding) {
        let Some(finding) = self.policy.apply(finding) else { return };
        if let Some(kind) = kind(&finding).filter(|_| !finding.code.is_about_content()) {
            let alike = self.alike.entry(kind.clone()).or_default();
            if *alike >= MOST_ALIKE {
                *self.left_out.entry(kind).or_default() += 1;
                return;
            }
            *alike += 1;
        }
        self.list.push(finding);
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, other: Findings) {
        other.list.into_iter().for_each(|finding| self.push(finding));
        for (kind, times) in other.left_out {
            *self.left_out.entry(kind).or_default() += times;
        }
    }

    /// Adds to each what is known later.
    pub fn amend(&mut self, change: impl FnMut(&mut Finding)) {
        self.list.iter_mut().for_each(change);
    }

    /// Takes out those that `chosen` gives something for, with what it gives.
    pub fn take<T>(&mut self, mut chosen: impl FnMut(&Finding) -> Option<T>) -> Vec<(Finding, T)> {
        let mut taken = Vec::new();
        for finding in std::mem::take(&mut self.list) {
            match chosen(&finding) {
                Some(given) => taken.push((finding, given)),
                None => self.list.push(finding),
            }
        }
        taken
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Whether any of them has this code.
    pub fn has_code(&self, code: Code) -> bool {
        self.list.iter().any(|finding| finding.code == code)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// One by one, in the order found.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// Sorted by place, with causes before what follows from them. The same finding from several documents is kept
    /// once, with all hints; and of very many that are alike the first, after one that says how many there are.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.sort();
        self.list.dedup_by(|next, kept| {
            let same = (&next.place, next.code, &next.message) == (&kept.place, kept.code, &kept.message);
            if same {
                let new = next.hints.drain(..).filter(|hint| !kept.hints.contains(hint)).collect::<Vec<_>>();
                kept.hints.extend(new);
                let new = next.fixes.drain(..).filter(|fix| !kept.fixes.contains(fix)).collect::<Vec<_>>();
                kept.fixes.extend(new);
            }
            same
        });
        self.summarise();
        self
    }

    fn sort(&mut self) {
        self.list.sort_by_cached_key(|finding| {
            let follows = finding.code == Code::FollowsFromError;
            (follows, finding.place.sort_key(), finding.severity, finding.code, finding.message.clone())
        });
    }

    fn summarise(&mut self) {
        let mut told: HashMap<Kind, usize> = HashMap::new();
        let mut left_out = std::mem::take(&mut self.left_out);
        self.list.retain(|finding| {
            kind(finding).is_none_or(|kind| {
                let alike = told.entry(kind.clone()).or_default();
                *alike += 1;
                let is_told = *alike <= MOST_ALIKE;
                if !is_told {
                    *left_out.entry(kind).or_default() += 1;
                }
                is_told
            })
        });
        if left_out.is_empty() {
            return;
        }
        for ((file, code), times) in left_out {
            let all = times + MOST_ALIKE;
            let message = format!("Dit is er {all} keer in dit bestand: {}.", code.explanation().title);
            let summary = Finding::new(code, Place::file(file), message).hint(format!(
                "Alleen de eerste {MOST_ALIKE} worden getoond. Vaak hebben zij dezelfde oorzaak: los die eerst op."
            ));
            self.list.extend(self.policy.apply(summary));
        }
        self.sort();
    }
}

/// What kind a finding is of; none for one about a whole file.
fn kind(finding: &Finding) -> Option<Kind> {
    (finding.place.spot != Spot::Whole).then(|| (finding.place.file.clone(), finding.code))
}

#[cfg(test)]
mod tests {
    use super::super::place::Place;
    use super::super::policy::Treatment;
    use super::*;

    #[test]
    fn a_policy_holds_for_what_was_found_before_and_after() {
        let finding = |code| Finding::new(code, Place::file("a.toml"), "x");
        let policy = Policy::new([
            (Code::LongSentence, Treatment::Error),
            (Code::UnexplainedAbbreviation, Treatment::Off),
            (Code::UnknownKey, Treatment::Off),
        ]);
        let mut findings = Findings::new();
        findings.push(finding(Code::LongSentence));
        findings.push(finding(Code::UnexplainedAbbreviation));
        findings.adopt(Arc::new(policy));
        findings.push(finding(Code::UnexplainedAbbreviation));
        findings.push(finding(Code::UnknownKey));
        let mut more = findings.fresh();
        more.push(finding(Code::LongSentence));
        assert!(more.has_errors());
        let kept: Vec<_> = findings.iter().map(|finding| (finding.code, finding.severity)).collect();
        // What would make a document wrong cannot be switched off.
        assert_eq!(kept, [(Code::LongSentence, Severity::Error), (Code::UnknownKey, Severity::Error)]);
    }

    #[test]
    fn very_many_findings_of_one_kind_become_a_summary() {
        let many = |code: Code, times: usize| {
            let mut findings = Findings::new();
            for line in 0..times {
                findings.push(Finding::new(code, Place::field("a.csv", line, None, "x"), format!("regel {line}")));
            }
            findings
        };
        let told = |findings: Findings| {
            let sorted = findings.sorted();
            let first = sorted.iter().next().map(|finding| finding.message.clone()).unwrap_or_default();
            (sorted.len(), first)
        };
        let summary =
            |times: usize| format!("Dit is er {times} keer in dit bestand: {}.", Code::NotANumber.explanation().title);
        assert_eq!(told(many(Code::NotANumber, 100)), (100, "regel 0".to_owned()));
        assert_eq!(told(many(Code::NotANumber, 5_000)), (101, summary(5_000)));
        assert_eq!(many(Code::NotANumber, 5_000).list.len(), 100, "the others take no memory");
        // What an author may accept is looked at one by one before.
        assert_eq!(many(Code::LongSentence, 5_000).list.len(), 5_000);
        assert_eq!(told(many(Code::LongSentence, 5_000)).0, 101);
        let mut both = many(Code::NotANumber, 300);
        both.extend(many(Code::NotANumber, 300));
        let sorted = both.sorted();
        assert!(sorted.iter().any(|finding| finding.message == summary(600)), "{sorted:?}");
        // Sorting again changes nothing.
        let again = sorted.clone().sorted();
        assert!(sorted.iter().eq(again.iter()));
    }

    #[test]
    fn the_same_finding_is_kept_once() {
        let mut findings = Findings::new();
        for _ in 0..2 {
            findings.push(Finding::new(Code::UnknownKey, Place::file("a.toml"), "x"));
        }
        assert_eq!(findings.sorted().len(), 1);
    }
}
