//! What is left of a whole, and shares that should be one.

use rust_decimal::Decimal;

use crate::check::reading::prose::is_in;
use crate::check::reading::sentence::{Figure, Sentence};

use super::terms::{MOST_PARTS, Wrong, is_level, plain};

/// "{{ a }} is …; de overige {{ b }} …", "De rest, {{ b }}, …"
pub(super) fn rest<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let word = sentence.range.clone().find(|at| {
        let (word, next) = (sentence.word(*at), sentence.word(at + 1));
        let is_rest = matches!(word, "rest" | "restant" | "overige" | "overigen" | "resterende");
        let is_other = matches!(word, "andere" | "anderen")
            && is_in("de alle het", sentence.prose.word_before(*at, 1))
            && next != "kant";
        is_rest || is_other
    })?;
    // "De andere drie wijken stuurden er ieder {{ b }}" is so much for each.
    if sentence.has(&(word..sentence.range.end), "ieder elk") {
        return None;
    }
    let after: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| figure.start > word).collect();
    let first = after.first().filter(|first| first.start - word <= 9)?;
    let own: Vec<&Figure<'_>> = sentence.figures.iter().filter(|figure| figure.end <= word).collect();
    // "Wij telden {{ c }}. {{ a }} …, {{ b }} … en de rest, {{ d }}, …"
    let named: Decimal = own.iter().filter(|figure| figure.is_like(first)).map(|figure| figure.printed()).sum();
    let is_of_whole =
        own.len() == 1 && sentence.prose.word_before(own[0].start, 1) == "er" && sentence.word(word) == "anderen"
            || own.len() == 1 && sentence.has(&(sentence.range.start..own[0].start), "hen hiervan daarvan");
    let is_told = (own.len() > 1 || is_of_whole)
        && !first.is_share()
        && matches!(&sentence.before[..], [whole] if whole.is_like(first) && whole.printed() > named);
    // "{{ c }} haalden wij op. Daarvan was {{ a }} restafval. Al het andere, {{ b }}, was gft.": over three sentences.
    let is_over_three = own.is_empty()
        && matches!((&sentence.earlier[..], &sentence.before[..]), ([whole], [part]) if whole.is_like(part)
            && part.is_like(first)
            && !part.is_same_indicator(whole)
            && part.number.series() == whole.number.series()
            && part.number.period == whole.number.period
            && part.printed() < whole.printed());
    let known: Vec<&Figure<'_>> = if is_over_three {
        sentence.earlier.iter().chain(&sentence.before).collect()
    } else if !is_told && own.iter().any(|figure| figure.is_like(first) || figure.is_share()) {
        own.clone()
    } else {
        sentence.before.iter().chain(own.iter().copied()).collect()
    };
    let left: Vec<&Figure<'_>> = after.iter().copied().filter(|figure| figure.is_like(first)).collect();
    if sentence.word(word) == "andere" && sentence.word(word + 1) == "helft" {
        return None;
    }
    if first.is_share() {
        let shares: Vec<&Figure<'_>> = known.iter().copied().filter(|figure| figure.is_share()).collect();
        // "{{ a }} van de {{ b }} … De rest, {{ p }}, …"
        let counts: Vec<&Figure<'_>> = known.iter().copied().filter(|figure| !figure.is_share()).collect();
        if let ([], [one, other]) = (&shares[..], &counts[..])
            && one.is_like(other)
            && one.number.period == other.number.period
            && sentence.word(word) == "rest"
        {
            let part = one.printed().min(other.printed()).checked_div(one.printed().max(other.printed()))?;
            let left = Decimal::ONE_HUNDRED * (Decimal::ONE - part);
            return (!first.is_near(left, 1)).then(|| Wrong {
                figure: first,
                message: format!("De rest is hier {}%, niet {}.", plain(left.round_dp(0)), sentence.written(first)),
            });
        }
        if shares.is_empty() || shares.len() > 4 {
            return None;
        }
        let all: Decimal = shares.iter().chain(&left).map(|figure| figure.printed()).sum();
        let only: Decimal = shares.iter().map(|figure| figure.printed()).sum::<Decimal>() + first.printed();
        let is_whole =
            |sum: Decimal| first.is_near(first.printed() + sum - Decimal::ONE_HUNDRED, shares.len() + left.len() - 1);
        // Two shares of one whole are computed from the same counts: their rounding makes up for each other.
        let is_pair =
            shares.len() + left.len() == 2 && !first.is_near(Decimal::ONE_HUNDRED - (only - first.printed()), 0);
        let exact: Decimal = shares.iter().chain([first]).map(|figure| figure.quantity.exact).sum();
        if (!is_pair && (is_whole(all) || is_whole(only))) || (exact - Decimal::ONE_HUNDRED).abs() < Decimal::new(1, 3)
        {
            return None;
        }
        let message = format!(
            "De rest is hier {}%, niet {}.",
            plain(Decimal::ONE_HUNDRED - (only - first.printed())),
            sentence.written(first)
        );
        return Some(Wrong { figure: first, message });
    }
    // Counts: the whole, less what is named.
    let amounts: Vec<&Figure<'_>> = known.iter().copied().filter(|figure| figure.is_like(first)).collect();
    let shares: Vec<&Figure<'_>> = known.iter().copied().filter(|figure| figure.is_share()).collect();
    let sum: Decimal = left.iter().map(|figure| figure.printed()).sum();
    let whole = amounts.iter().max_by_key(|figure| figure.printed())?;
    let is_of_them = sentence.has(&(whole.end.min(word)..word), "wie waarvan daarvan hen");
    // "{{ c }}: {{ a }} over …, {{ b }} over … en de overige {{ d }}"
    let is_listed = sentence.prose.is_mark(whole.end, ':') && own.len() > 1;
    // "De overige {{ c }} van die afronders"
    let is_of_those =
        first.start - word == 1 && sentence.word(first.end) == "van" && is_in("die deze", sentence.word(first.end + 1));
    let has_article = is_over_three
        || is_of_those
        || is_listed
        || is_told
        || is_of_them
        || is_in("de alle", sentence.prose.word_before(whole.start, 1));
    let expected = match (amounts.len(), &shares[..]) {
        (2..=6, _) => {
            let parts: Decimal = amounts.iter().map(|figure| figure.printed()).sum::<Decimal>() - whole.printed();
            whole.printed() - parts
        }
        (1, [share]) if has_article => {
            let expected = whole.printed() * (Decimal::ONE - share.quantity.exact / Decimal::ONE_HUNDRED);
            let tolerance = whole.printed() * share.quantity.step / Decimal::ONE_HUNDRED;
            return ((expected - sum).abs() > tolerance && left.len() == 1).then(|| Wrong {
                figure: first,
                message: format!(
                    "{} van {} laat ongeveer {} over, niet {}.",
                    sentence.written(share),
                    sentence.written(whole),
                    plain(expected.round_dp(0)),
                    sentence.written(first)
                ),
            });
        }
        _ => return None,
    };
    let is_right = [sum, first.printed()].iter().any(|left| {
        (expected - *left).abs() <= first.quantity.step * Decimal::from(amounts.len()) / Decimal::TWO
            || (amounts.len() > 2 && (whole.printed() - *left).abs() <= first.quantity.step)
    });
    (!is_right && has_article && expected > Decimal::ZERO).then(|| Wrong {
        figure: first,
        message: format!("De rest is hier {}, niet {}.", plain(expected), sentence.written(first)),
    })
}

/// "{{ a }} is het eens, {{ b }} neutraal en {{ c }} oneens": shares of one series in one sentence that are nearly a whole.
pub(super) fn shares_of_one_whole<'s>(sentence: &'s Sentence<'s>) -> Option<Wrong<'s>> {
    let shares: Vec<&Figure<'_>> =
        sentence.figures.iter().filter(|figure| figure.is_share() && is_level(figure)).collect();
    if !(3..=MOST_PARTS).contains(&shares.len()) || shares.len() != sentence.figures.len() {
        return None;
    }
    let first = shares[0].number.series()?;
    let is_one = shares.iter().all(|figure| figure.number.series() == Some(first));
    let differs = shares.windows(2).all(|pair| !pair[0].is_same_indicator(pair[1]));
    let sum: Decimal = shares.iter().map(|figure| figure.printed()).sum();
    let miss = (sum - Decimal::ONE_HUNDRED).abs();
    let tolerance = shares[0].quantity.step * Decimal::from(shares.len()) / Decimal::TWO;
    let periods = shares.windows(2).any(|pair| pair[0].number.period != pair[1].number.period);
    let is_near_whole = miss <= Decimal::from(if periods { 20 } else { 5 });
    (is_one && differs && miss > tolerance && is_near_whole).then(|| Wrong {
        figure: shares[shares.len() - 1],
        message: format!("De percentages in deze zin zijn samen {}%, geen 100%.", plain(sum)),
    })
}
