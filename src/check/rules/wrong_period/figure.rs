//! Figures with the months that they are about, and whether those are what a sentence names.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::check::checked::Checked;
use crate::check::reading::period_mention::{Kind, Mention, Span};
use crate::check::reading::prose::Prose;
use crate::check::reading::quantity::{Quantity, Source};
use crate::diagnostic::{Code, Finding};
use crate::indicator::aggregate::amount_of;
use crate::indicator::{Number, Origin};

/// A figure that says how much there was in one stretch of time.
pub(super) struct Figure<'c> {
    pub(super) tokens: Range<usize>,
    pub(super) number: &'c Number,
    /// The period that was asked for.
    pub(super) own: Span,
    /// The months of the cells that it was read from.
    pub(super) read: Span,
    /// How many months the shortest period has that its series know.
    pub(super) finest: i32,
    /// Whether it counts what came in over time.
    pub(super) is_flow: bool,
}

impl<'c> Figure<'c> {
    pub(super) fn of(quantity: &Quantity, checked: &Checked<'c>) -> Option<Self> {
        let Source::Number(index) = quantity.source else { return None };
        let number = &checked.document.numbers.get(index)?.number;
        if matches!(number.origin, Origin::Fact(_) | Origin::Count(_)) || !number.facts.is_empty() {
            return None;
        }
        let mut spans: Vec<Span> = number.cells.iter().map(|cell| Span::of(cell.period())).collect();
        spans.sort_by_key(|span| (span.from, -span.to));
        spans.dedup();
        let (first, last) = (*spans.first()?, spans.iter().map(|span| span.to).max()?);
        let is_whole = spans.windows(2).all(|pair| pair[1].from <= pair[0].to + 1);
        let read = Span { from: first.from, to: last };
        let own = Span::of(number.period);
        let is_sum = || {
            let sum: Option<Decimal> = number.cells.iter().map(|cell| amount_of(cell).number()).sum();
            sum.zip(number.signed()).is_some_and(|(sum, value)| (sum - value).abs() <= Decimal::new(1, 6))
        };
        // More than its own period, and no sum: a change from one to the other.
        let is_level = is_whole && (own.contains(read) || spans.len() == 1 || is_sum());
        let finest = number.cells.iter().map(finest).min()?;
        let is_stock = ["stand", "einde", "eind", "gemiddeld", "in zorg", "actief"];
        let label = number.label.to_lowercase();
        is_level.then(|| Self {
            tokens: quantity.tokens.clone(),
            number,
            own,
            read,
            finest,
            is_flow: number.unit.adds_up_over_periods() && !is_stock.iter().any(|word| label.contains(word)),
        })
    }

    /// A percentage by which something grew or shrank in its own period.
    pub(super) fn of_change(quantity: &Quantity, checked: &Checked<'c>) -> Option<Self> {
        let Source::Number(index) = quantity.source else { return None };
        let number = &checked.document.numbers.get(index)?.number;
        let label = number.label.to_lowercase();
        let is_change = ["groei", "verandering", "stijging", "daling"].iter().any(|word| label.starts_with(word));
        let own = Span::of(number.period);
        let finest = number.cells.iter().map(finest).min()?;
        let ends = number.cells.iter().map(|cell| Span::of(cell.period()).to).max()?;
        // With the cells of an earlier period too.
        let is_over_time = number.cells.iter().any(|cell| Span::of(cell.period()).to < own.from);
        let is_own = matches!(number.origin, Origin::Indicator(_)) && number.facts.is_empty() && ends == own.to;
        (is_change && is_over_time && is_own).then(|| Self {
            tokens: quantity.tokens.clone(),
            number,
            own,
            read: own,
            finest,
            is_flow: true,
        })
    }

    /// Whether it can be what a mention names; a total since January only where the sentence says that it counts on.
    pub(super) fn fits(&self, mention: &Mention, is_total: bool) -> bool {
        mention.spans.iter().any(|span| self.fits_span(mention.kind, *span, is_total))
    }

    fn fits_span(&self, kind: Kind, span: Span, is_total: bool) -> bool {
        let is_running_total = is_total && self.read.from < self.own.from && self.read.to == self.own.to;
        match kind {
            Kind::Whole | Kind::Budget => {
                span == self.read
                    || (span == self.own && (self.own.contains(self.read) || is_running_total))
                    // A school year is named by either of its years.
                    || (self.is_school_year() && span.len() == 12 && self.read.from <= span.to && span.from <= self.read.to)
                    // What is counted at an end is said of the whole: "in 2025 groeide het tot …".
                    || (!self.is_flow && span.contains(self.read) && span.to == self.read.to && span.len() > self.read.len())
            }
            Kind::Start => self.read.from == span.from || self.read.to == span.from - 1,
            Kind::End => self.read.to == span.to,
            Kind::Middle => {
                let middle = span.from + span.len() / 2;
                (middle - 2..=middle + 1).contains(&self.read.to) || self.read.from == middle
            }
            Kind::Within => span.contains(self.read),
            Kind::Since => self.read == span || !self.is_flow,
            // "Sinds oktober": nothing of before that, where it runs on to the same day.
            Kind::From => {
                self.read.to >= span.from && !(self.is_flow && self.read.from < span.from && self.read.to == span.to)
            }
            Kind::Through => !self.is_flow || self.read == span,
        }
    }

    fn is_school_year(&self) -> bool {
        self.read.len() == 12 && self.read.from.rem_euclid(12) != 0
    }

    /// Whether a mention can be about it at all: no day or month where only years are known, and no budget of another kind.
    pub(super) fn may_be_meant(&self, mention: &Mention) -> bool {
        let length = mention.spans.iter().map(|span| span.len()).max().unwrap_or_default();
        let is_edge = matches!(mention.kind, Kind::Start | Kind::End | Kind::Middle);
        let label = self.number.label.to_lowercase();
        // "eind november" is no end of a quarter.
        let ends_one = mention.spans.iter().all(|span| (span.to + 1).rem_euclid(self.finest) == 0);
        let starts_one = mention.spans.iter().all(|span| span.from.rem_euclid(self.finest) == 0);
        let is_at_edge = if mention.kind == Kind::Start { starts_one } else { ends_one };
        let is_month_end = is_edge && length == 1;
        (!is_month_end || (is_at_edge && !self.is_flow))
            && (mention.kind != Kind::From || self.finest == 1)
            && (mention.kind != Kind::Through || ends_one)
            && (length >= self.finest || is_edge)
            && (!is_edge || self.finest < 12)
            && (mention.kind != Kind::Budget || label.contains("begro"))
    }
}

/// How many months the shortest period has in the series of a cell.
fn finest(cell: &crate::indicator::CellRef) -> i32 {
    let periods = cell.series.by_period.keys();
    periods.map(|period| Span::of(*period).len()).min().unwrap_or(12)
}

/// A figure of another period than is named.
pub(super) fn finding(prose: &Prose, figure: &Figure<'_>, named: &str) -> Finding {
    let written = prose.of_tokens(&figure.tokens);
    let about = in_words(figure.read, figure.number);
    let message = format!("Het cijfer {written} gaat over {about}, maar hier staat \"{named}\".");
    Finding::new(Code::WrongPeriod, prose.place_of(&figure.tokens), message)
        .hint("Vraag het cijfer van de periode die u noemt, zoals {{ naam[\"2025-10\"] }}, of verander de woorden.")
}

/// The months that a figure is about, in words.
pub(super) fn in_words(read: Span, number: &Number) -> String {
    if Span::of(number.period) == read {
        return number.period.in_words();
    }
    let periods: Vec<_> = number.cells.iter().map(|cell| cell.period()).collect();
    match (periods.iter().min(), periods.iter().max()) {
        (Some(first), Some(last)) if first == last => first.in_words(),
        (Some(first), Some(last)) => format!("{} tot en met {}", first.in_words(), last.in_words()),
        _ => number.period.in_words(),
    }
}
