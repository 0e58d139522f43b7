//! What is new in a letter since an earlier one, again and again while somebody writes.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::cycle::difference::{Difference, Side, to_json};
use crate::dutch::period::Period;
use crate::pipeline::Run;
use crate::project::DocumentId;
use crate::text::Document;

use crate::preview::message::{Compared, News, OtherPeriod, Refusal, ToPage};

/// Letters as they read, so that only the one that changes is composed again.
#[derive(Default)]
pub struct Comparison {
    /// None for a letter with mistakes.
    composed: BTreeMap<DocumentId, Option<Document>>,
}

impl Comparison {
    /// The text of a letter changed.
    pub fn forget(&mut self, id: &DocumentId) {
        self.composed.remove(id);
    }

    /// What is told of a letter and the one that was asked for, or else the last one before.
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
        if let Some(earlier) = earlier {
            match self.difference(run, earlier, id) {
                Ok(difference) => news.difference = RawValue::from_string(difference).ok(),
                Err(problem) => news.problem = Some(problem),
            }
        }
        ToPage::Difference(Box::new(news)).to_json()
    }

    fn difference(&mut self, run: &Run, old: &DocumentId, new: &DocumentId) -> Result<String, Refusal> {
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
            let hint = "Los de fouten op. Griffel vergelijkt de brieven daarna vanzelf opnieuw.";
            return Err(Refusal { message, hint: Some(hint.to_owned()) });
        };
        let notation = &run.engine().data().municipality.notation;
        let side = |document| Side { document, notation };
        Ok(to_json(&Difference::between(side(before), side(now))))
    }
}
