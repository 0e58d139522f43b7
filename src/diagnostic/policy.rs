//! How bad each kind of finding is to one municipality: `[bevindingen]` in `data/gemeente.toml`.

use std::collections::BTreeMap;

use super::code::Code;
use super::finding::Finding;
use super::severity::Severity;

/// What is done with findings of one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// They keep the document from being made.
    Error,
    /// They are shown, and the document is made.
    Warning,
    /// They are not shown.
    Off,
}

/// The codes that a municipality treats otherwise than usual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy(BTreeMap<Code, Treatment>);

impl Policy {
    /// A policy; what a code does not allow is left out.
    pub fn new(treatments: impl IntoIterator<Item = (Code, Treatment)>) -> Self {
        Self(treatments.into_iter().filter(|(code, treatment)| code.allows(*treatment)).collect())
    }

    /// How a code is treated, where that is not as usual.
    pub fn treatment(&self, code: Code) -> Option<Treatment> {
        self.0.get(&code).copied()
    }

    /// The codes that are treated otherwise, with how.
    pub fn iter(&self) -> impl Iterator<Item = (Code, Treatment)> + '_ {
        self.0.iter().map(|(code, treatment)| (*code, *treatment))
    }

    /// The finding as bad as the policy says; none when it is switched off.
    pub fn apply(&self, mut finding: Finding) -> Option<Finding> {
        match self.treatment(finding.code) {
            None => {}
            Some(Treatment::Off) => return None,
            Some(Treatment::Error) => finding.severity = Severity::Error,
            Some(Treatment::Warning) => finding.severity = Severity::Warning,
        }
        Some(finding)
    }
}

impl Code {
    /// Whether it is about what the document says, which people can judge, and not about what
    /// Griffel can make of it. Those codes start with a C.
    pub fn is_about_content(self) -> bool {
        self.as_str().starts_with('C')
    }

    /// Whether it guards people's privacy. Those codes start with a V.
    pub fn guards_privacy(self) -> bool {
        self.as_str().starts_with('V')
    }

    /// Whether a municipality may treat it so. Anything may be made worse. Less bad may become
    /// what is about content, and other warnings: an error elsewhere means that the document cannot
    /// be made or would be wrong.
    pub fn allows(self, treatment: Treatment) -> bool {
        // A mark that nobody sees would never be taken away.
        if self == Code::LookAgain {
            return treatment != Treatment::Off;
        }
        let may_be_lowered = self.severity() == Severity::Warning && !self.guards_privacy();
        match treatment {
            Treatment::Error => true,
            Treatment::Warning if self.severity() == Severity::Warning => true,
            Treatment::Warning | Treatment::Off => self.is_about_content() || may_be_lowered,
        }
    }

    /// Whether it is found by comparing documents with each other, and not in one of them alone.
    pub fn is_between_documents(self) -> bool {
        matches!(self, Code::TwoValues | Code::TwoReferenceDates | Code::TwoManners)
    }

    /// Whether an author may accept it in the text, with a reason.
    pub fn may_be_waived(self) -> bool {
        // Controls stand in no block of one document, and a contradiction is right in neither of two.
        let is_elsewhere = matches!(self, Code::ControlFails | Code::ControlNotComputed | Code::TwoValues);
        let is_judged = self.is_about_content() && !is_elsewhere && self != Code::LookAgain;
        is_judged || self.is_about_what_a_chart_says()
    }

    /// Whether it says that a chart may mislead, which people can judge as well.
    fn is_about_what_a_chart_says(self) -> bool {
        use Code::{
            ChartSaysLittle, EmphasisElsewhere, LabelsAlike, StackedSharesDiffer, TooManyColumns, TooManySeries,
        };
        matches!(
            self,
            TooManySeries | LabelsAlike | ChartSaysLittle | StackedSharesDiffer | EmphasisElsewhere | TooManyColumns
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_judgements_and_warnings_can_be_lowered() {
        assert!(!Code::LookAgain.allows(Treatment::Off) && Code::LookAgain.allows(Treatment::Warning));
        for code in Code::ALL.iter().filter(|code| **code != Code::LookAgain) {
            let may_be_off = code.is_about_content() || code.severity() == Severity::Warning && !code.guards_privacy();
            assert!(code.allows(Treatment::Error), "{code}");
            assert_eq!(code.allows(Treatment::Off), may_be_off, "{code}");
            assert_eq!(code.allows(Treatment::Warning), may_be_off || code.severity() == Severity::Warning, "{code}");
        }
    }
}
