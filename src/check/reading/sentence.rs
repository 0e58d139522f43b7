//! Sentences with the figures that they print, for rules that hold figures against each other.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::check::change::Way;
use crate::check::checked::Checked;
use crate::dutch::period::Period;
use crate::dutch::unit::Unit;
use crate::indicator::{Number, Origin};

use super::prose::{Prose, Role, TokenKind, is_in};
use super::quantity::{Measure, Quantity, Source};

/// A sentence of more tokens is no sentence, and nobody can say what its figures are held against.
pub const LONGEST: usize = 300;
/// The same of a sentence with more figures.
pub const MOST_FIGURES: usize = 40;

/// A printed figure in a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Figure<'a> {
    /// What it prints.
    pub quantity: &'a Quantity,
    /// Where it comes from.
    pub number: &'a Number,
    /// Its first token, with a euro sign that was typed before it.
    pub start: usize,
    /// The first token behind it.
    pub end: usize,
}

impl<'a> Figure<'a> {
    /// What it prints, in whole units.
    pub fn printed(&self) -> Decimal {
        self.quantity.printed
    }

    /// Whether it is a percentage.
    pub fn is_share(&self) -> bool {
        self.quantity.measure == Measure::Percent
    }

    /// Whether it may be added to another, or compared with it.
    pub fn is_like(&self, other: &Figure<'_>) -> bool {
        let (one, other_unit) = (&self.number.unit, &other.number.unit);
        self.quantity.measure == other.quantity.measure
            && (one == other_unit || (*one == Unit::Count) != (*other_unit == Unit::Count))
    }

    /// Whether both are the same indicator, or the same cells' measure.
    pub fn is_same_indicator(&self, other: &Figure<'_>) -> bool {
        match (&self.number.origin, &other.number.origin) {
            (Origin::Indicator(one), Origin::Indicator(other)) => one == other,
            (Origin::Cells(_), Origin::Cells(_)) => {
                self.number.label == other.number.label && self.number.about == other.number.about
            }
            _ => false,
        }
    }

    /// Whether both are one thing, at another time.
    pub fn is_over_time(&self, other: &Figure<'_>) -> bool {
        self.is_same_indicator(other) && self.is_like(other) && self.number.period != other.number.period
    }

    /// The earlier of two, and the later.
    pub fn in_time<'f>(one: &'f Self, other: &'f Self) -> (&'f Self, &'f Self) {
        if one.number.period < other.number.period { (one, other) } else { (other, one) }
    }

    /// Whether its value is near another as printed: no further than what rounding of so many figures can do.
    pub fn is_near(&self, value: Decimal, parts: usize) -> bool {
        let step = self.quantity.step;
        let tolerance = step * Decimal::from(parts + 1) / Decimal::TWO;
        (self.quantity.printed - value).abs() <= tolerance
    }
}

/// A sentence with its figures, and those of the sentence before it in the same text.
pub struct Sentence<'a> {
    /// The text that it is in.
    pub prose: &'a Prose,
    /// Its tokens.
    pub range: Range<usize>,
    /// Its figures, in reading order.
    pub figures: Vec<Figure<'a>>,
    /// The figures of the sentence before.
    pub before: Vec<Figure<'a>>,
    /// The figures of the sentence before that.
    pub earlier: Vec<Figure<'a>>,
    /// The figures of the sentence after.
    pub figures_after: Vec<Figure<'a>>,
    /// The tokens of the sentence after; empty where there is none.
    pub range_after: Range<usize>,
    /// The period of the document.
    pub letter: Period,
}

/// The sentences of a document that print figures, or stand beside one that does. Quotations are left out.
pub fn all<'a>(checked: &'a Checked<'_>) -> Vec<Sentence<'a>> {
    let mut found = Vec::new();
    for (prose, quantities) in checked.texts.iter().zip(&checked.quantities) {
        if matches!(prose.role, Role::Quotation | Role::Verbatim | Role::Cell { .. }) || quantities.is_empty() {
            continue;
        }
        let of = |range: &Range<usize>| -> Vec<Figure<'a>> {
            let first = quantities.partition_point(|quantity| quantity.tokens.start < range.start);
            let after = quantities.partition_point(|quantity| quantity.tokens.start < range.end);
            quantities[first..after].iter().filter_map(|quantity| figure(quantity, prose, checked)).collect()
        };
        let figures: Vec<Vec<Figure<'a>>> = prose.sentences.iter().map(of).collect();
        for (nth, range) in prose.sentences.iter().enumerate() {
            let before = nth.checked_sub(1).and_then(|nth| figures.get(nth)).cloned().unwrap_or_default();
            let earlier =
                nth.checked_sub(2).and_then(|nth| figures.get(nth)).filter(|earlier| earlier.len() <= MOST_FIGURES);
            let figures_after =
                figures.get(nth + 1).filter(|after| after.len() <= MOST_FIGURES).cloned().unwrap_or_default();
            let is_readable =
                range.len() <= LONGEST && figures[nth].len() <= MOST_FIGURES && before.len() <= MOST_FIGURES;
            if !is_readable
                || !prose.may_be_dutch(range)
                || (figures[nth].is_empty() && before.is_empty() && figures_after.is_empty())
            {
                continue;
            }
            let range_after = prose.sentences.get(nth + 1).cloned().unwrap_or(range.end..range.end);
            found.push(Sentence {
                prose,
                range: range.clone(),
                figures: figures[nth].clone(),
                before,
                earlier: earlier.cloned().unwrap_or_default(),
                figures_after,
                range_after,
                letter: checked.document.id.period,
            });
        }
    }
    found
}

fn figure<'a>(quantity: &'a Quantity, prose: &Prose, checked: &'a Checked<'_>) -> Option<Figure<'a>> {
    let Source::Number(index) = quantity.source else { return None };
    if prose.is_quoted(quantity.tokens.start) {
        return None;
    }
    let number = &checked.document.numbers.get(index)?.number;
    let start = quantity.tokens.start;
    let start = start - usize::from(start > 0 && prose.is_mark(start - 1, '€'));
    Some(Figure { quantity, number, start, end: quantity.tokens.end })
}

/// Words that deny, wish, suppose or tell what others think: what stands beside them is not said outright.
const UNSAID: &str = "\
    niet geen nauwelijks nooit noch zal zullen zou zouden als indien willen wil verwachten verwachtten verwacht hopen streven moet \
    moeten kan kunnen mogelijk misschien denkt denken vindt vinden vond vonden meent menen ervaart beleving alsof of";

impl Sentence<'_> {
    /// The word at a position, in lower case.
    pub fn word(&self, index: usize) -> &str {
        self.prose.word(index)
    }

    /// Whether one of these words stands in a stretch of tokens.
    pub fn has(&self, range: &Range<usize>, words: &str) -> bool {
        range.clone().any(|at| is_in(words, self.prose.word(at)))
    }

    /// Whether a stretch says something outright.
    pub fn is_said(&self, range: &Range<usize>) -> bool {
        // "Is het verder gestegen?", "Blijft het zo, dan komt …"
        let last = self.range.end.saturating_sub(1);
        if self.prose.is_mark(last, '?') || self.supposes() {
            return false;
        }
        let unsaid = |at: usize| {
            // "zowel in Noord als in Zuid", "net zoveel als", "als gevolg van" suppose nothing.
            let word = self.prose.word(at);
            let is_plain = word == "als"
                && (is_in("gevolg het", self.prose.word(at + 1))
                    || self.has(&(self.range.start.min(at)..at), "zowel even evenveel zoveel zo net"));
            // "vonden de weg naar de schuldhulp" thinks nothing.
            let is_plain = is_plain
                || (is_in("vond vonden vinden", word)
                    && self.has(&(at.saturating_sub(7).max(self.range.start)..(at + 9).min(self.range.end)), "weg"));
            // "volle of kapotte containers"
            let is_plain = is_plain
                || (word == "of"
                    && self.prose.word_before(at, 1).ends_with('e')
                    && self.prose.word(at + 1).ends_with('e')
                    && !is_in("de we ze", self.prose.word(at + 1)));
            // "wisten ons te vinden"
            let is_plain = is_plain || (word == "vinden" && self.prose.word_before(at, 1) == "te");
            // "Gezinnen moeten steeds langer wachten" is so.
            let is_plain = is_plain || (is_in("moeten moet", word) && self.prose.word(at + 1) == "steeds");
            // "niet alleen minder gekapt, maar ook minder geplant"
            let is_plain = is_plain || (word == "niet" && is_in("alleen enkel", self.prose.word(at + 1)));
            is_in(UNSAID, word) && !is_plain
        };
        !range.clone().any(unsaid)
    }

    /// "Blijven de aanmeldingen zo hoog, dan komt 2025 hoger uit": a verb that opens, and what follows from it.
    fn supposes(&self) -> bool {
        const OPENS: &str = "\
            blijft blijven zet zetten stijgt stijgen daalt dalen groeit groeien gaat gaan houdt houden komt komen neemt nemen";
        let opens = is_in(OPENS, self.prose.word(self.range.start));
        opens && self.range.clone().any(|at| self.prose.is_mark(at, ',') && self.prose.word(at + 1) == "dan")
    }

    /// Whether a sign stands in a stretch that parts clauses.
    pub fn is_cut(&self, range: &Range<usize>) -> bool {
        range
            .clone()
            .any(|at| matches!(self.prose.kind(at), Some(TokenKind::Mark(',' | ';' | ':' | '(' | ')' | '–' | '—'))))
    }

    /// What a figure prints, as it is written.
    pub fn written(&self, figure: &Figure<'_>) -> &str {
        self.prose.of_tokens(&(figure.start..figure.end))
    }

    /// "het ging van 12 naar 9".
    pub fn course(&self, then: &Figure<'_>, now: &Figure<'_>) -> String {
        format!("het ging van {} naar {}", self.written(then), self.written(now))
    }

    /// What contradicts that one figure is more than another, or less: "9 is minder dan 12". None where nothing does.
    pub fn contradicts(&self, way: Way, one: &Figure<'_>, other: &Figure<'_>) -> Option<String> {
        let went = Way::of(one.printed() - other.printed()).filter(|went| *went != way)?;
        let than = if went == Way::Up { "meer" } else { "minder" };
        Some(format!("{} is {than} dan {}", self.written(one), self.written(other)))
    }
}
