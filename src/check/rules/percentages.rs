//! C005 and C006: percentages that do not follow from the amounts beside them.
//!
//! "19 van de 29 (65%)" and "van 280 naar 180, een daling van 30%" are sums that any reader can do. They are done
//! here too, with what is printed and with what lies behind it, and compared as printed.

use std::ops::Range;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::notation::{Context, Rounding, Scale, Style};
use crate::dutch::unit::Unit;
use crate::indicator::Origin;

use crate::check::checked::Checked;
use crate::check::reading::prose::Prose;
use crate::check::reading::quantity::{Measure, Quantity, Source};

/// A near miss is this many points away at most.
const NEAR: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

/// Reports each percentage that is wrong, or nearly right.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for (prose, quantities) in checked.texts.iter().zip(&checked.quantities) {
        for share in quantities.iter().filter(|quantity| quantity.measure == Measure::Percent) {
            let reading = ShareReading::new(prose, quantities, share);
            if let Some(finding) = reading.wrong(checked).or_else(|| reading.doubtful(checked)) {
                findings.push(finding);
            }
        }
    }
}

/// How a percentage follows from two amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sum {
    /// `part` of `whole`.
    Share,
    /// From `whole` to `part`.
    Growth,
}

/// Two amounts that a sentence puts together.
struct Pair<'q> {
    sum: Sum,
    part: &'q Quantity,
    whole: &'q Quantity,
}

impl Pair<'_> {
    /// What the percentage should be, from what lies behind the amounts and from what is printed.
    fn expected(&self) -> Vec<Decimal> {
        let of = |part: Decimal, whole: Decimal| {
            let ratio = part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?;
            Some(match self.sum {
                Sum::Share => ratio,
                Sum::Growth => (ratio - Decimal::ONE_HUNDRED).abs(),
            })
        };
        let values = [of(self.part.exact, self.whole.exact), of(self.part.printed, self.whole.printed)];
        values.into_iter().flatten().collect()
    }

    /// Whether a printed percentage is this one.
    fn gives_exactly(&self, share: &Quantity) -> bool {
        self.expected().into_iter().any(|expected| rounded(expected, share.step) == share.printed.abs())
    }

    /// Whether a printed percentage is this one, or what is left of it.
    fn gives(&self, share: &Quantity) -> bool {
        let printed = share.printed.abs();
        self.expected().into_iter().any(|expected| {
            rounded(expected, share.step) == printed || rounded(Decimal::ONE_HUNDRED - expected, share.step) == printed
        })
    }
}

fn rounded(value: Decimal, step: Decimal) -> Decimal {
    (value / step).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero) * step
}

/// A percentage with the amounts around it.
struct ShareReading<'a> {
    prose: &'a Prose,
    quantities: &'a [Quantity],
    share: &'a Quantity,
    sentence: Range<usize>,
    /// The sentence before, in the same text.
    before: Option<Range<usize>>,
    /// The two sentences before and its own.
    around: Range<usize>,
}

impl<'a> ShareReading<'a> {
    fn new(prose: &'a Prose, quantities: &'a [Quantity], share: &'a Quantity) -> Self {
        let at = prose.sentences.iter().position(|sentence| sentence.contains(&share.tokens.start)).unwrap_or(0);
        let before = at.checked_sub(1).and_then(|at| prose.sentences.get(at)).cloned();
        let sentence = prose.sentences.get(at).cloned().unwrap_or(0..prose.tokens.len());
        let around = prose.sentences.get(at.saturating_sub(2)).map_or(0, |first| first.start)..sentence.end;
        Self { prose, quantities, share, sentence, before, around }
    }

    fn amounts(&self, sentence: &Range<usize>) -> Vec<&'a Quantity> {
        let is_amount = |quantity: &&Quantity| {
            quantity.measure != Measure::Percent
                && sentence.contains(&quantity.tokens.start)
                && !quantity.exact.is_zero()
        };
        self.quantities.iter().filter(is_amount).collect()
    }

    /// C005: the sentence says what the percentage is made of.
    fn wrong(&self, checked: &Checked<'_>) -> Option<Finding> {
        let mut pair = self.explicit(&self.sentence).filter(|pair| self.is_beside(pair));
        if pair.is_none() && self.refers_back() {
            pair = self.before.as_ref().and_then(|before| self.explicit(before)).filter(|pair| self.is_same_sum(pair));
        }
        let pair = pair?;
        let is_right = if self.is_restated() { pair.gives_exactly(self.share) } else { pair.gives(self.share) };
        if is_right {
            return None;
        }
        let right = percent(*pair.expected().first()?, self.share, checked);
        let written = |quantity: &Quantity| self.written(quantity);
        let sum = match pair.sum {
            Sum::Share => format!("{} van de {} is {right}", written(pair.part), written(pair.whole)),
            Sum::Growth => {
                format!("Van {} naar {} is een verandering van {right}", written(pair.whole), written(pair.part))
            }
        };
        let message = format!("{sum}, niet {}.", self.written(self.share));
        Some(
            Finding::new(Code::WrongPercentage, self.prose.place_of(&self.share.tokens), message).hint(
                "Maak van het percentage een kengetal: een formule met / tussen de twee aantallen, eenheid procent.",
            ),
        )
    }

    /// "{{ a }} van de {{ b }}, ofwel {{ p }}": the same once more, and not what is left.
    fn is_restated(&self) -> bool {
        let mut at = self.share.tokens.start;
        while matches!(self.prose.word_before(at, 1), "ruim" | "bijna" | "ongeveer" | "circa") {
            at -= 1;
        }
        matches!(self.prose.word_before(at, 1), "ofwel" | "oftewel")
    }

    /// C006: nothing gives it exactly, and something nearly does. A percentage with a formula is right by itself.
    fn doubtful(&self, checked: &Checked<'_>) -> Option<Finding> {
        if !self.is_unproven(checked) {
            return None;
        }
        let amounts = self.amounts(&self.around);
        let mut nearest: Option<(Decimal, Pair<'_>)> = None;
        for part in &amounts {
            for whole in amounts.iter().filter(|whole| !std::ptr::eq(**whole, *part) && whole.measure == part.measure) {
                for sum in [Sum::Share, Sum::Growth] {
                    let pair = Pair { sum, part, whole };
                    if pair.gives(self.share) {
                        return None;
                    }
                    if sum == Sum::Share && part.exact.abs() > whole.exact.abs() {
                        continue;
                    }
                    let Some(expected) = pair.expected().first().copied() else { continue };
                    let miss = (expected - self.share.printed.abs()).abs();
                    if miss <= NEAR && nearest.as_ref().is_none_or(|(least, _)| miss < *least) {
                        nearest = Some((miss, pair));
                    }
                }
            }
        }
        let (_, pair) = nearest?;
        let right = percent(*pair.expected().first()?, self.share, checked);
        let sum = match pair.sum {
            Sum::Share => format!("{} van {}", self.written(pair.part), self.written(pair.whole)),
            Sum::Growth => format!("van {} naar {}", self.written(pair.whole), self.written(pair.part)),
        };
        let message = format!("Hier staat {}, maar {sum} is {right}.", self.written(self.share));
        Some(
            Finding::new(Code::DoubtfulPercentage, self.prose.place_of(&self.share.tokens), message)
                .hint("Gaat het percentage over deze aantallen? Reken het dan na."),
        )
    }

    /// Whether nobody knows how the percentage was computed: it is typed, declared, or a cell as it is, beside amounts
    /// of the same series.
    fn is_unproven(&self, checked: &Checked<'_>) -> bool {
        match self.share.source {
            Source::Typed | Source::Word => true,
            Source::Given => false,
            Source::Number(index) => checked.document.numbers.get(index).is_some_and(|printed| {
                matches!(printed.number.origin, Origin::Fact(_))
                    || printed.number.facts.len() == 1 && printed.number.cells.is_empty()
            }),
        }
    }

    /// The two amounts that a sentence calls part and whole, or from and to.
    fn explicit(&self, sentence: &Range<usize>) -> Option<Pair<'a>> {
        let amounts = self.amounts(sentence);
        let before = |quantity: &Quantity, back: usize| self.prose.word_before(self.start(quantity), back);
        let has_article = |quantity: &Quantity| matches!(before(quantity, 1), "de" | "alle" | "onze" | "deze" | "die");
        let is_whole = |quantity: &Quantity| {
            let preposition = before(quantity, if has_article(quantity) { 2 } else { 1 });
            preposition == "van" || (preposition == "op" && has_article(quantity))
        };
        for two in amounts.windows(2) {
            let [part, whole] = two else { continue };
            // "twee van de drie inwoners" is a share in words, and seldom exact.
            if part.source == Source::Word && whole.source == Source::Word {
                continue;
            }
            let gap = self.start(whole).saturating_sub(part.tokens.end);
            let is_near = gap <= 2 + usize::from(has_article(whole)) + 1;
            let fits = part.measure == whole.measure && part.exact.abs() <= whole.exact.abs();
            if is_whole(whole) && is_near && fits && !matches!(before(part, 1), "van" | "naar") {
                return Some(Pair { sum: Sum::Share, part, whole });
            }
        }
        let [first, second] = amounts[..] else { return None };
        let is_in_words = first.source == Source::Word && second.source == Source::Word;
        if first.measure != second.measure || is_in_words {
            return None;
        }
        if before(first, 1) == "van" && matches!(before(second, 1), "naar" | "tot") {
            return Some(Pair { sum: Sum::Growth, part: second, whole: first });
        }
        // "Van de 29 gezinnen waren er 19 tevreden."
        let opens = sentence.start + 2 == self.start(first) && is_whole(first) && has_article(first);
        (opens && second.exact.abs() <= first.exact.abs()).then_some(Pair {
            sum: Sum::Share,
            part: second,
            whole: first,
        })
    }

    /// The first token of an amount, with its euro sign.
    fn start(&self, quantity: &Quantity) -> usize {
        let start = quantity.tokens.start;
        start - usize::from(start > 0 && self.prose.is_mark(start - 1, '€'))
    }

    /// Whether the percentage stands beside a pair in its own sentence as its outcome.
    fn is_beside(&self, pair: &Pair<'_>) -> bool {
        let (prose, share) = (self.prose, self.share.tokens.clone());
        let end = pair.part.tokens.end.max(pair.whole.tokens.end);
        let start = self.start(pair.part).min(self.start(pair.whole));
        let between = if share.start >= end { end..share.start } else { share.end..start };
        if between.start > between.end || between.len() > 8 {
            return false;
        }
        let joins = |index: usize| matches!(prose.word(index), "en" | "maar" | "terwijl" | "van" | "waarvan");
        let links = |index: usize| {
            prose.is_mark(index, '(')
                || prose.is_mark(index, '=')
                || matches!(prose.word(index), "ofwel" | "oftewel" | "dus" | "is" | "was" | "dat")
        };
        match pair.sum {
            Sum::Share if share.start >= end => between.clone().any(links) && !between.clone().any(joins),
            // "29% woont in Noord: {{ a }} van de {{ b }}"
            Sum::Share => {
                let is_apart = |index: usize| matches!(prose.word(index), "en" | "maar" | "terwijl" | "waarvan");
                let follows = between.clone().any(|index| prose.is_mark(index, ':')) && !between.clone().any(is_apart);
                follows || between.clone().any(|index| prose.is_mark(index, '(')) || between.is_empty()
            }
            // "De aanmeldingen groeiden met 50%, de kosten gingen van {{ a }} naar {{ b }}": of something else.
            Sum::Growth
                if share.start < start
                    && between.clone().any(|index| prose.is_mark(index, ','))
                    && between.clone().any(|index| matches!(prose.word(index), "ging" | "gingen")) =>
            {
                false
            }
            Sum::Growth => self.is_change() || between.clone().any(|index| prose.is_mark(index, '(')),
        }
    }

    /// "Dat is 65%": about the sentence before.
    fn refers_back(&self) -> bool {
        let words = (self.prose.word(self.sentence.start), self.prose.word(self.sentence.start + 1));
        let is_named = matches!(words.0, "die" | "deze" | "dit")
            && matches!(words.1, "toename" | "afname" | "stijging" | "daling" | "groei" | "verandering" | "verschil");
        (is_named || matches!(words, ("dat" | "dit", "is" | "was" | "zijn" | "waren" | "betekent" | "komt")))
            && self.amounts(&self.sentence).is_empty()
    }

    fn is_same_sum(&self, pair: &Pair<'_>) -> bool {
        self.is_change() == (pair.sum == Sum::Growth)
    }

    /// Whether the percentage is called a change.
    fn is_change(&self) -> bool {
        let (prose, share) = (self.prose, &self.share.tokens);
        let called = |index: usize| {
            matches!(
                prose.word(index),
                "daling" | "stijging" | "toename" | "afname" | "groei" | "krimp" | "verschil" | "verandering"
            )
        };
        let compared = matches!(
            prose.word(share.end),
            "meer" | "minder" | "hoger" | "lager" | "korter" | "langer" | "gestegen" | "gedaald" | "groei"
        );
        let given_word = prose.kind(share.end) == Some(crate::check::reading::prose::TokenKind::Given);
        let preposition = prose.word_before(share.start, 1);
        // "Die toename komt neer op {{ p }}."
        let is_subject = called(self.sentence.start + 1) && matches!(prose.word(self.sentence.start), "die" | "deze");
        compared
            || is_subject
            || given_word
            || preposition == "met"
            || (preposition == "van"
                && (share.start.saturating_sub(4)..share.start).any(|index| {
                    called(index) || prose.kind(index) == Some(crate::check::reading::prose::TokenKind::Given)
                }))
    }

    fn written(&self, quantity: &Quantity) -> String {
        self.prose.of_tokens(&(self.start(quantity)..quantity.tokens.end)).to_owned()
    }
}

/// A percentage with as many decimals as another has.
fn percent(value: Decimal, like: &Quantity, checked: &Checked<'_>) -> String {
    let decimals = i32::try_from(like.step.normalize().scale()).unwrap_or(0);
    let style = Style {
        rounding: Rounding { decimals },
        scale: Scale::One,
        context: Context::Text,
        with_unit: true,
        signed: false,
    };
    checked.notation.format(value / Decimal::ONE_HUNDRED, &Unit::Percent, style)
}
