//! Findings: what is wrong, where, and what to do about it.
//!
//! Every stage pushes what it finds into [`Findings`] and goes on; none stops at
//! the first. Messages and hints are Dutch, for the people who write the letters.
//!
//! A [`Policy`] of the municipality decides how bad a finding is; [`Findings`] apply it to
//! whatever is pushed. What an author accepts with a reason becomes a [`Waived`] finding.

mod code;
mod json;
mod place;
mod policy;
mod render;
mod sarif;
mod waiver;

pub use code::{Code, Explanation};
pub use json::render_json;
pub use place::{Place, SheetSpot, SourceText, Spot};
pub use policy::{Policy, Treatment};
pub use render::{Summary, render_text, visible};
pub use sarif::render_sarif;
pub use waiver::{Report, Waived};

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Severity {
    /// The document cannot be made, or would be wrong.
    #[serde(rename = "fout")]
    Error,
    /// The document is made, but somebody should look.
    #[serde(rename = "waarschuwing")]
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "fout",
            Severity::Warning => "waarschuwing",
        })
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of finding; `griffel uitleg` explains it.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one Dutch sentence.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// What to do, in Dutch; may be empty.
    pub hints: Vec<String>,
}

impl Finding {
    /// A finding with the severity that belongs to its code.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), place, hints: Vec::new() }
    }

    /// Adds a hint on what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a hint when there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hints.extend(hint);
        self
    }
}

/// All findings so far, each as bad as the municipality's policy says.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    list: Vec<Finding>,
    policy: Arc<Policy>,
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self { list: vec![finding], policy: Arc::default() }
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
        Self { list: Vec::new(), policy }
    }

    /// No findings yet, under the same policy as these.
    pub fn fresh(&self) -> Self {
        Self::under(self.policy.clone())
    }

    /// From now on, and for what was found before, this policy holds.
    pub fn adopt(&mut self, policy: Arc<Policy>) {
        self.policy = policy;
        let found = std::mem::take(&mut self.list);
        found.into_iter().for_each(|finding| self.push(finding));
    }

    /// The policy that holds.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// Adds one, unless the policy switches its code off.
    pub fn push(&mut self, finding: Finding) {
        self.list.extend(self.policy.apply(finding));
    }

    /// Adds all of another collection.
    pub fn extend(&mut self, other: Findings) {
        other.list.into_iter().for_each(|finding| self.push(finding));
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

    /// Sorted by place, with causes before what follows from them. The same finding from several documents is kept once, with all hints.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.list.sort_by(|a, b| {
            let follows = |finding: &Finding| finding.code == Code::FollowsFromError;
            (follows(a), a.place.sort_key(), a.severity, a.code, &a.message).cmp(&(
                follows(b),
                b.place.sort_key(),
                b.severity,
                b.code,
                &b.message,
            ))
        });
        self.list.dedup_by(|next, kept| {
            let same = (&next.place, next.code, &next.message) == (&kept.place, kept.code, &kept.message);
            if same {
                let new = next.hints.drain(..).filter(|hint| !kept.hints.contains(hint)).collect::<Vec<_>>();
                kept.hints.extend(new);
            }
            same
        });
        self
    }
}

/// That a code of a finding does not exist, and which one may be meant.
pub fn unknown_code(written: &str) -> (String, String) {
    let near = did_you_mean(written, Code::ALL.iter().map(|code| code.as_str()));
    (
        format!("Er is geen melding met de code \"{written}\"."),
        near.unwrap_or_else(|| "Een lijst van alle codes: griffel uitleg".to_owned()),
    )
}

/// `Bedoelde u "..."?` for the candidate nearest to what was written, if one is near.
pub fn did_you_mean<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(written, candidates).map(|candidate| format!("Bedoelde u \"{candidate}\"?"))
}

/// The candidate nearest to what was written, if one is near enough to be meant: one
/// slip of the finger in every three characters, or a start that is much alike.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    let slips = (written.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.to_lowercase();
            let distance = strsim::osa_distance(&written, &other);
            let likeness = strsim::jaro_winkler(&written, &other);
            (distance <= slips || likeness > 0.88).then_some((distance, -likeness, candidate))
        })
        .min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
        .map(|(_, _, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(did_you_mean("jnv_kostn", ["jnv_kosten", "flits"]).as_deref(), Some("Bedoelde u \"jnv_kosten\"?"));
        assert_eq!(did_you_mean("jvn", ["jnv", "flits"]).as_deref(), Some("Bedoelde u \"jnv\"?"));
        assert_eq!(did_you_mean("zzz", ["jnv_kosten", "flits"]), None);
    }

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
        // What would make a letter wrong cannot be switched off.
        assert_eq!(kept, [(Code::LongSentence, Severity::Error), (Code::UnknownKey, Severity::Error)]);
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
