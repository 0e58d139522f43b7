//! What is new in a document since an earlier one, again and again while somebody writes.

use std::collections::BTreeMap;

use crate::cycle::difference::{Difference, JsonDifference, Side};
use crate::dutch::period::Period;
use crate::pipeline::Run;
use crate::preview::message::{Compared, Denial, News, OtherPeriod, ToPage};
use crate::project::DocumentId;
use crate::text::Document;

/// Documents as they read, so that only the one that changes is composed again.
#[derive(Default)]
pub struct Comparisons {
    /// None for a document with mistakes.
    composed: BTreeMap<DocumentId, Option<Document>>,
}

impl Comparisons {
    /// The text of a document changed.
    pub fn forget(&mut self, id: &DocumentId) {
        self.composed.remove(id);
    }

    /// What is told of a document and the one that was asked for, or else the last one before.
    pub fn news(&mut self, run: &Run, id: &DocumentId, compared: &Compared) -> Vec<u8> {
        let inventory = run.inventory();
        let with: Option<Period> = compared.with.as_ref().and_then(|period| period.parse().ok());
        let earlier = with.and_then(|with| inventory.earlier(id, Some(with))).or_else(|| inventory.earlier(id, None));
        let mut others: Vec<&DocumentId> = inventory.namesakes(id).collect();
        others.sort_by_key(|id| (id.period.last_day(), id.period));
        let mut news = News {
            document: &compared.document,
            with: compared.with.as_deref(),
            against: earlier.map(|earlier| earlier.period.to_string()),
            others: others.iter().rev().map(|id| OtherPeriod::of(id.period)).collect(),
            problem: None,
            difference: None,
        };
        let difference = earlier.map(|earlier| self.difference(run, earlier, id));
        match difference.as_ref() {
            Some(Ok(difference)) => news.difference = Some(JsonDifference::of(difference)),
            Some(Err(problem)) => news.problem = Some(problem.clone()),
            None => {}
        }
        ToPage::Difference(Box::new(news)).to_json()
    }

    fn difference(&mut self, run: &Run, old: &DocumentId, new: &DocumentId) -> Result<Difference, Denial> {
        for id in [old, new] {
            self.composed.entry(id.clone()).or_insert_with(|| {
                let (document, findings) = run.composed(id).into_parts();
                document.filter(|_| !findings.has_errors())
            });
        }
        let composed = |id: &DocumentId| self.composed.get(id).and_then(Option::as_ref);
        let (Some(before), Some(now)) = (composed(old), composed(new)) else {
            let message = match composed(new) {
                None => "Er staan fouten in deze tekst.".to_owned(),
                Some(_) => format!("Er staan fouten in {old}."),
            };
            let hint = "Los de fouten op. Griffel vergelijkt daarna vanzelf opnieuw.";
            return Err(Denial { message, hint: Some(hint.to_owned()) });
        };
        let notation = &run.engine().data().municipality.notation;
        let side = |document| Side { document, notation };
        Ok(Difference::between(side(before), side(now)))
    }
}
