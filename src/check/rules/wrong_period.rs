//! C032: figures of another period than the sentence names.
//!
//! The period that a sentence names beside a figure is held against the cells that the figure was read from. Only what
//! fits no reading of the sentence is a finding: a change, a comparison or a plan may name periods that are not its own.

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::period::Period;

use crate::check::checked::Checked;
use crate::check::reading::period_mention::{self, Kind, Mention, Role, Span, looks_back};
use crate::check::reading::prose::{self, Prose, TokenKind, is_in};
use crate::check::reading::sentence;

mod figure;
mod tables;

use figure::{Figure, finding, in_words};

/// Reports each of them.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    let letter = checked.document.id.period;
    tables::check(checked, findings);
    for (prose, quantities) in checked.texts.iter().zip(&checked.quantities) {
        if matches!(prose.role, prose::Role::Quotation | prose::Role::Verbatim | prose::Role::Cell { .. }) {
            continue;
        }
        let mut before: Option<&Range<usize>> = None;
        for sentence in prose.sentences.iter().filter(|sentence| sentence.len() <= sentence::LONGEST) {
            let before = before.replace(sentence);
            let first = quantities.partition_point(|quantity| quantity.tokens.start < sentence.start);
            let after = quantities.partition_point(|quantity| quantity.tokens.start < sentence.end);
            let figures: Vec<Figure<'_>> = quantities[first..after]
                .iter()
                .filter(|quantity| !prose.is_quoted(quantity.tokens.start))
                .filter_map(|quantity| Figure::of(quantity, checked))
                .collect();
            let changes: Vec<Figure<'_>> = quantities[first..after]
                .iter()
                .filter(|quantity| !prose.is_quoted(quantity.tokens.start))
                .filter_map(|quantity| Figure::of_change(quantity, checked))
                .collect();
            let count = figures.len() + changes.len();
            if count == 0 || count > sentence::MOST_FIGURES || !prose.may_be_dutch(sentence) {
                continue;
            }
            // Only "die maand" and the like look back.
            let looks_back =
                sentence.clone().any(|at| is_in("die dat", prose.word(at)) && looks_back(prose.word(at + 1)));
            let named = before.filter(|_| looks_back).map(|before| period_mention::of(prose, before, letter));
            let mentions = period_mention::after(prose, sentence, letter, &named.unwrap_or_default());
            let rates =
                figures.iter().filter_map(|figure| Some((figure, rate(prose, sentence, figure, Span::of(letter))?)));
            for (figure, tokens) in rates {
                let message = format!(
                    "Het cijfer {} gaat over {}, maar hier staat \"{}\".",
                    prose.of_tokens(&figure.tokens),
                    in_words(figure.read, figure.number),
                    prose.of_tokens(&tokens)
                );
                findings.push(
                    Finding::new(Code::WrongPeriod, prose.place_of(&figure.tokens), message).hint(
                        "Maak een kengetal dat deelt door het aantal maanden of kwartalen, of verander de woorden.",
                    ),
                );
            }
            if mentions.is_empty() {
                let carried = before.and_then(|before| carried(prose, before, sentence, &figures, letter));
                if let Some((figure, named)) = carried {
                    findings.push(finding(prose, figure, &named));
                }
                continue;
            }
            let reading = Reading { prose, sentence, mentions: &mentions, figures: &figures, letter: Span::of(letter) };
            let of_changes = changes.iter().filter_map(|change| Some((change, reading.of_another_change(change)?)));
            for (figure, mention) in reading.wrong().into_iter().chain(of_changes) {
                findings.push(finding(prose, figure, prose.of_tokens(&mention.tokens)));
            }
        }
    }
}

/// "Tussen april en juni begonnen jongeren met hulp. Hun aantal kwam uit op {{ a }}": a sentence that goes on about what the
/// one before it told, and names no period itself. The figure, and the period that it should be of.
fn carried<'f, 'c>(
    prose: &Prose,
    before: &Range<usize>,
    sentence: &Range<usize>,
    figures: &'f [Figure<'c>],
    letter: Period,
) -> Option<(&'f Figure<'c>, String)> {
    let [figure] = figures else { return None };
    let (first, second) = (prose.word(sentence.start), prose.word(sentence.start + 1));
    let goes_on = first == "hun" && second == "aantal"
        || is_in("het dat", first) && is_in("ging gaat betrof betreft", second)
        || first == "dat" && is_in("waren zijn", second)
        // "We telden er {{ a }}."
        || is_in("we wij", first) && prose.word(sentence.start + 2) == "er" && figure.tokens.start == sentence.start + 3
        // "Het antwoord van de afdeling: {{ a }}."
        || first == "het" && second == "antwoord";
    let named = period_mention::of(prose, before, letter);
    let is_figure = |at: usize| {
        matches!(prose.kind(at), Some(TokenKind::Bound(_) | TokenKind::Number))
            && !named.iter().any(|mention| mention.tokens.contains(&at))
    };
    if !goes_on || before.clone().any(is_figure) {
        return None;
    }
    let (start, end) = (named.first()?.tokens.start, named.last()?.tokens.end);
    let is_one = named.iter().all(|one| one.row == named[0].row && one.role == Role::Governs);
    let is_apart = |span: &Span| span.to < figure.read.from || figure.read.to < span.from;
    let is_wrong = named.iter().all(|one| !one.spans.is_empty() && one.spans.iter().all(is_apart));
    (is_one && is_wrong).then(|| (figure, prose.of_tokens(&(start..end)).to_owned()))
}

/// "per maand", "elke maand" beside all that came in over a longer time: the words, where the figure is no rate.
fn rate(prose: &Prose, sentence: &Range<usize>, figure: &Figure<'_>, letter: Span) -> Option<Range<usize>> {
    let at = figure.tokens.start;
    let months = |word: &str| match word {
        "maand" => Some(1),
        "kwartaal" => Some(3),
        "week" | "dag" => Some(0),
        _ => None,
    };
    let is_rate = |at: usize| is_in("per elke iedere", prose.word(at)) && months(prose.word(at + 1)).is_some();
    let is_plain = |range: Range<usize>| {
        range.clone().all(|at| prose.kind(at) == Some(TokenKind::Word) && !is_in("en of dan die dat", prose.word(at)))
    };
    // Right behind it, or at the start of its clause.
    let behind = (figure.tokens.end..(figure.tokens.end + 4).min(sentence.end))
        .find(|at| is_rate(*at) && is_plain(figure.tokens.end..*at));
    let before = (at.saturating_sub(7).max(sentence.start)..at).find(|start| is_rate(*start) && is_plain(*start..at));
    let found = behind.or(before)?;
    let label = figure.number.label.to_lowercase();
    let is_level = figure.is_flow && !label.contains(" per ") && !label.contains("gemiddeld");
    let unit = months(prose.word(found + 1))?;
    // "gemiddeld {{ oktober }} per maand": one month is no average of several.
    let lead = at.saturating_sub(3).max(sentence.start)..at;
    let is_one = figure.read.len() == unit
        && lead.clone().any(|at| prose.word(at) == "gemiddeld")
        && letter.len() > unit
        && figure.tokens.end <= found;
    (is_level && (is_one || figure.read.len() > unit)).then_some(found..found + 2)
}

/// A sentence with its periods and its figures.
struct Reading<'r, 'c> {
    prose: &'r Prose,
    sentence: &'r Range<usize>,
    mentions: &'r [Mention],
    figures: &'r [Figure<'c>],
    letter: Span,
}

/// Words after which a figure is held against another, and need not be of the period that is named.
const AGAINST: &str = "tegen tegenover dan ten waar";
/// Words that turn to the time of the document.
const NOW: &str = "nu inmiddels thans momenteel tegenwoordig daarna sindsdien vervolgens intussen";
/// Words that say that a sentence is about what is still to come, or what is held against something else.
const ELSEWHERE: &str = "\
    verwacht verwachten verwachting verwachtten verwachtte raming ramen raamden geraamd prognose zal zullen plannen \
    streven wil willen doel";

impl<'r, 'c> Reading<'r, 'c> {
    /// Each figure that fits nothing that its sentence says, with what it should have fitted.
    fn wrong(&self) -> Vec<(&'r Figure<'c>, &'r Mention)> {
        let mut found = self.wrong_in_rows();
        if !found.is_empty() {
            return found;
        }
        if self.sentence.clone().any(|at| is_in(ELSEWHERE, self.prose.word(at))) {
            return found;
        }
        found.extend(self.begins_later());
        for figure in self.figures {
            let Some((mention, is_tight)) = self.bound_to(figure) else { continue };
            let merged = self.merged(mention);
            let row = mention;
            let mention = merged.as_ref().filter(|merged| figure.may_be_meant(merged)).unwrap_or(mention);
            let named = self.prose.of_tokens(&mention.tokens).to_lowercase();
            let is_in_name = figure.number.label.to_lowercase().contains(&named);
            if is_tight && !is_in_name && self.of_more_than_row(figure, row) {
                found.push((figure, row));
                continue;
            }
            if figure.fits(mention, self.is_total()) || !figure.may_be_meant(mention) || is_in_name {
                continue;
            }
            // "de drukste maand van 2025": a part of what is named.
            if self.names_a_part_of(mention) && mention.spans.iter().any(|span| span.contains(figure.read)) {
                found.extend(self.of_other_part(figure).map(|part| (figure, part)));
                continue;
            }
            // Its row says as much of it as it does: "in november en december".
            let of_row = self.mentions.iter().filter(|other| other.row == mention.row);
            let end = of_row.clone().map(|one| one.tokens.end).max().unwrap_or_default();
            let is_added = merged.is_some() && (end..end + 2).any(|at| is_in("samen opgeteld", self.prose.word(at)));
            if !is_added
                && of_row.clone().count() > 1
                && (of_row.clone().any(|other| figure.fits(other, self.is_total())) || self.covers_row(figure, row))
            {
                continue;
            }
            // "Afgelopen winter, in januari, …": the second says which part.
            let is_outer = |other: &&Mention| {
                let gap = other.tokens.end..row.tokens.start;
                gap.len() <= 2 && gap.clone().any(|at| self.prose.is_mark(at, ',')) && other.row != row.row
            };
            let others = self.mentions.iter().filter(|other| !is_added && !is_outer(other));
            let fits_other = others.into_iter().any(|other| figure.fits(other, self.is_total()));
            if !fits_other || is_tight {
                found.push((figure, row));
            }
        }
        found
    }

    /// Whether a sentence says that it counts on: "in november stond de teller op {{ a }}".
    fn is_total(&self) -> bool {
        const COUNTS_ON: &str = "\
            teller stand stond inmiddels cumulatief opgelopen sinds vanaf t/m totaal al dusver dit jaartotaal alles tot";
        self.letter.len() != 1 && self.letter.len() != 3
            || self
                .sentence
                .clone()
                .any(|at| is_in(COUNTS_ON, self.prose.word(at)) && !is_in("alleen", self.prose.word_before(at + 1, 2)))
    }

    /// "groeide in 2025 met {{ groei["2024"] }}": growth in another period of the same length than the one named beside it.
    fn of_another_change(&self, change: &Figure<'_>) -> Option<&'r Mention> {
        let at = change.tokens.start;
        let mention = self.mentions.iter().rev().find(|mention| mention.tokens.end <= at)?;
        let between = mention.tokens.end..at;
        let is_simple = between.len() <= 8 && !between.clone().any(|at| self.cuts(at) || self.is_figure(at));
        let is_by = self.prose.word_before(at, 1) == "met";
        let named = mention.role == Role::Governs && mention.kind == Kind::Whole;
        // "Na een daling in 2024 groeide het met …" is about another year.
        let lead = mention.tokens.start.saturating_sub(6).max(self.sentence.start)..mention.tokens.start;
        let is_before =
            lead.clone().any(|at| is_in("na opzichte vergeleken vergelijking dan anders waar", self.prose.word(at)));
        let is_alike = !is_before && mention.spans.iter().all(|span| span.len() == change.own.len());
        let is_own = mention.spans.contains(&change.own);
        (is_simple && is_by && named && is_alike && !is_own).then_some(mention)
    }

    /// "in oktober, november en december {{ a }}", where the figure is that of more months: the last of those named.
    fn of_more_than_row(&self, figure: &Figure<'_>, mention: &'r Mention) -> bool {
        let row: Vec<&Mention> = self.mentions.iter().filter(|other| other.row == mention.row).collect();
        let first = row.first().and_then(|one| one.spans.first());
        let last = row.last().and_then(|one| one.spans.first());
        let Some(named) = first.zip(last).map(|(first, last)| Span { from: first.from, to: last.to }) else {
            return false;
        };
        let is_months = row.len() > 1 && row.iter().all(|one| one.kind == Kind::Whole && one.spans[0].len() == 1);
        let is_closed = usize::try_from(named.len()).is_ok_and(|months| months == row.len());
        let is_more = figure.read != named && figure.read.contains(named);
        is_months && is_closed && is_more && figure.is_flow && named.len() >= figure.finest
    }

    /// "Sinds 2022 groeide het van {{ 2023 }} naar {{ b }}": what it grew from is of after what is named.
    fn begins_later(&self) -> Option<(&'r Figure<'c>, &'r Mention)> {
        let mention = self.mentions.iter().find(|mention| {
            let at = mention.tokens.start;
            self.prose.word_before(at, 1) == "sinds" || is_in("sinds", self.prose.word(at))
        })?;
        let [then, now] = self.figures else { return None };
        let is_course = self.prose.word_before(then.tokens.start, 1) == "van"
            && is_in("naar tot", self.prose.word_before(now.tokens.start, 1))
            && then.number.indicator() == now.number.indicator();
        let is_only = self.mentions.len() == 1 && mention.spans.iter().all(|span| span.len() == 12);
        let is_later = mention.spans.iter().all(|span| then.read.from > span.to);
        (is_course && is_only && is_later).then_some((then, mention))
    }

    /// "oktober, november en december": as one stretch of time, where the months follow each other.
    fn merged(&self, mention: &Mention) -> Option<Mention> {
        let row: Vec<&Mention> = self.mentions.iter().filter(|other| other.row == mention.row).collect();
        let (first, last) = (row.first()?.spans.first()?, row.last()?.spans.first()?);
        let named = Span { from: first.from, to: last.to };
        let is_months = row.len() > 1 && row.iter().all(|one| one.kind == Kind::Whole && one.spans[0].len() == 1);
        let is_closed = usize::try_from(named.len()).is_ok_and(|months| months == row.len());
        (is_months && is_closed).then(|| Mention { spans: vec![named], ..mention.clone() })
    }

    /// "in november en december {{ a }}": the sum of both.
    fn covers_row(&self, figure: &Figure<'_>, mention: &Mention) -> bool {
        let row: Vec<&Mention> = self.mentions.iter().filter(|other| other.row == mention.row).collect();
        let first = row.first().and_then(|one| one.spans.first());
        let last = row.last().and_then(|one| one.spans.first());
        first.zip(last).is_some_and(|(first, last)| Span { from: first.from, to: last.to } == figure.read)
    }

    /// As many periods in a row as figures: "in november en december kwamen er {{ a }} en {{ b }}".
    fn wrong_in_rows(&self) -> Vec<(&'r Figure<'c>, &'r Mention)> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < self.mentions.len() {
            let row = self.mentions[start].row;
            let count = self.mentions[start..].iter().take_while(|mention| mention.row == row).count();
            let mentions = &self.mentions[start..start + count];
            start += count;
            if count < 2 {
                continue;
            }
            let Some(figures) = self.row_of_figures(count, mentions) else { continue };
            let pairs: Vec<_> = figures.iter().zip(mentions).collect();
            let can_be = pairs.iter().all(|(figure, mention)| figure.may_be_meant(mention));
            // Named elsewhere in the sentence: "in 2021 en 2022 gehalveerd: eind 2021 {{ a }}, nu {{ b }}".
            let is_elsewhere = |figure: &Figure<'_>| {
                self.mentions
                    .iter()
                    .any(|other| other.row != row && figure.fits(other, self.is_total()) && figure.may_be_meant(other))
            };
            if figures.iter().any(is_elsewhere) {
                continue;
            }
            found
                .extend(pairs.into_iter().filter(|(figure, mention)| can_be && !figure.fits(mention, self.is_total())));
        }
        found
    }

    /// So many figures of one indicator that are listed.
    fn row_of_figures(&self, count: usize, mentions: &[Mention]) -> Option<&'r [Figure<'c>]> {
        let joined = |pair: &[Figure<'_>]| {
            let gap = pair[0].tokens.end..pair[1].tokens.start;
            let is_small = |at: usize| {
                self.prose.is_mark(at, ',')
                    || is_in("en naar tot respectievelijk resp of", self.prose.word(at))
                    || self.prose.is_mark(at, '€')
                    || self.prose.is_mark(at, '.')
            };
            let same = pair[0].number.indicator() == pair[1].number.indicator();
            let words = gap.clone().filter(|at| !is_small(*at)).count();
            same && words <= 1 && gap.len() <= 5 && gap.clone().any(is_small)
        };
        let rows: Vec<&[Figure<'_>]> = self.figures.windows(count).filter(|row| row.windows(2).all(joined)).collect();
        let last = mentions.last()?;
        let [row] = rows[..] else { return None };
        // Behind the periods, or before them.
        let is_behind = row[0].tokens.start >= last.tokens.end;
        let has_other =
            self.figures.len() > count && self.figures.windows(2).filter(|pair| joined(pair)).count() >= count;
        (is_behind && !has_other).then_some(row)
    }

    /// The period that governs a figure, and whether nothing else can.
    fn bound_to(&self, figure: &Figure<'_>) -> Option<(&'r Mention, bool)> {
        if let Some(mention) = self.in_brackets(figure) {
            return Some((mention, true));
        }
        if self.is_now(figure) {
            return None;
        }
        if let Some(mention) = self.trailing(figure) {
            return Some((mention, true));
        }
        let at = figure.tokens.start;
        let before = self.mentions.partition_point(|mention| mention.tokens.start < at);
        // What stands between brackets behind another figure is of that figure only.
        let is_of_other = |mention: &&Mention| {
            self.figures.iter().any(|other| self.in_brackets(other).is_some_and(|own| own.tokens == mention.tokens))
        };
        // "duurder ({{ a }} tegen {{ b }} in 2021), daalde … naar {{ c }}": said within brackets that are closed.
        let is_closed = |mention: &&Mention| {
            let mut depth = 0_usize;
            // "In het afgelopen schooljaar (2024-2025) …" says which one that is.
            let is_of_figure = self.figures.iter().any(|other| {
                let gap = other.tokens.end..mention.tokens.start.max(other.tokens.end);
                other.tokens.end <= mention.tokens.start
                    && gap.len() <= 8
                    && !gap.clone().any(|at| self.prose.is_mark(at, '('))
            });
            is_of_figure
                && (mention.tokens.end..at).any(|at| {
                    depth += usize::from(self.prose.is_mark(at, '('));
                    let closes = self.prose.is_mark(at, ')');
                    let is_outer = closes && depth == 0;
                    depth = depth.saturating_sub(usize::from(closes));
                    is_outer
                })
        };
        let leading = self.mentions[..before].iter().rev().find(|mention| !is_of_other(mention) && !is_closed(mention));
        if let Some(mention) = leading.filter(|mention| mention.role != Role::Reference) {
            return self.leads(mention, figure);
        }
        if let Some(mention) = leading {
            // "Vergeleken met het tweede kwartaal, toen {{ a }} …, is het nu {{ b }}"
            let first = mention.tokens.end;
            let is_then = self.prose.is_mark(first, ',') && self.prose.word(first + 1) == "toen" && at <= first + 3;
            return is_then.then_some((mention, true));
        }
        // "{{ loket }} inwoners bezochten in oktober een wijkloket": behind it, in the same clause.
        let mention = self.mentions.get(before).filter(|mention| mention.role == Role::Governs)?;
        let between = figure.tokens.end..mention.tokens.start;
        let is_one_clause = between.len() <= 9 && !between.clone().any(|at| self.cuts(at) || self.is_figure(at));
        let joins = between
            .clone()
            .any(|at| is_in("en maar die dat terwijl of tegen tegenover dan naar tot wat", self.prose.word(at)));
        (is_one_clause && !joins).then_some((mention, false))
    }

    /// "Oktober was met {{ september }} de drukste maand": the part that its clause begins with, where it is of another.
    fn of_other_part(&self, figure: &Figure<'c>) -> Option<&'r Mention> {
        let at = figure.tokens.start;
        let part = self.mentions.iter().rev().find(|mention| mention.tokens.end <= at)?;
        let between = part.tokens.end..at;
        let is_subject = between.len() <= 4
            && between.clone().any(|at| is_in("was is met telde had", self.prose.word(at)))
            && !between.clone().any(|at| self.cuts(at) || self.is_figure(at));
        (is_subject && part.kind == Kind::Whole && figure.may_be_meant(part) && !figure.fits(part, false))
            .then_some(part)
    }

    /// "de drukste maand van 2025", "het hoogste aantal van dit jaar", "de laatste maand van het kwartaal".
    fn names_a_part_of(&self, mention: &Mention) -> bool {
        const ENDS: &str = "\
            drukste rustigste stilste hoogste laagste meeste minste beste slechtste langste kortste duurste goedkoopste \
            grootste kleinste piek dieptepunt hoogtepunt record";
        let mut at = mention.tokens.start;
        while is_in("het heel hele gehele jaar dit", self.prose.word_before(at, 1)) {
            at -= 1;
        }
        let lead = at.saturating_sub(6).max(self.sentence.start)..at;
        is_in("van in", self.prose.word_before(at, 1))
            && lead.clone().rev().take_while(|at| !self.cuts(*at)).any(|at| is_in(ENDS, self.prose.word(at)))
    }

    /// "{{ a }} (2024)", "{{ a }} bezoeken (in november)".
    fn in_brackets(&self, figure: &Figure<'_>) -> Option<&'r Mention> {
        let mention = self.mentions.iter().find(|mention| mention.tokens.start > figure.tokens.end)?;
        let mut open = mention.tokens.start.checked_sub(1)?;
        while is_in("in over de het van", self.prose.word(open)) {
            open = open.checked_sub(1)?;
        }
        let is_closed = self.prose.is_mark(open, '(') && self.prose.is_mark(mention.tokens.end, ')');
        let between = figure.tokens.end..open;
        let is_word =
            |at: usize| self.prose.kind(at) == Some(TokenKind::Word) && !is_in("en of naar tot", self.prose.word(at));
        (is_closed && figure.tokens.end <= open && between.len() <= 3 && between.clone().all(is_word))
            .then_some(mention)
    }

    /// "naar {{ a }} nu": it is of the document's own period.
    fn is_now(&self, figure: &Figure<'_>) -> bool {
        let end = figure.tokens.end;
        (end..end + 2).take_while(|at| !self.cuts(*at)).any(|at| is_in("nu thans momenteel", self.prose.word(at)))
    }

    /// "{{ a }} in 2023", "{{ a }} bezoekers van november 2024".
    fn trailing(&self, figure: &Figure<'_>) -> Option<&'r Mention> {
        let mention = self.mentions.iter().find(|mention| mention.tokens.start >= figure.tokens.end)?;
        let between = figure.tokens.end..mention.tokens.start;
        let is_word = |at: usize| {
            matches!(self.prose.kind(at), Some(TokenKind::Word))
                && !is_in(
                    "en of maar tegen tegenover naar tot dan die dat wat waarvan toen was waren sinds",
                    self.prose.word(at),
                )
        };
        let last = self.prose.word_before(mention.tokens.start, 1);
        let article = is_in("het de dit schooljaar heel", last);
        let preposition = if article { self.prose.word_before(mention.tokens.start, 2) } else { last };
        let is_edge = matches!(mention.kind, Kind::Start | Kind::End | Kind::Middle);
        let leads = is_in("in over van uit aan op", preposition) || is_edge;
        // "{{ b }} een jaar later"
        let is_relative = between.is_empty() && is_in("later eerder", self.prose.word(mention.tokens.end - 1));
        let leads = leads || is_relative;
        let follows = between.len() <= 5 && between.clone().all(is_word) && leads && mention.role != Role::Reference;
        // "in 2024 {{ a }} in november {{ b }}": it may be that of the next.
        let next = self.figures.iter().find(|other| other.tokens.start >= mention.tokens.end);
        let is_of_next = next.is_some_and(|next| {
            let gap = mention.tokens.end..next.tokens.start;
            gap.len() <= 1
                && self
                    .mentions
                    .iter()
                    .all(|other| other.tokens.start < mention.tokens.end || other.tokens.start > next.tokens.end + 6)
        });
        (follows && !is_of_next).then_some(mention)
    }

    /// Whether a period before a figure says when it was counted.
    fn leads(&self, mention: &'r Mention, figure: &Figure<'_>) -> Option<(&'r Mention, bool)> {
        let between = mention.tokens.end..figure.tokens.start;
        let word = |at: usize| self.prose.word(at);
        if between.clone().any(|at| is_in(NOW, word(at))) {
            return None;
        }
        let others = self.figures.iter().filter(|other| between.contains(&other.tokens.start)).count();
        let cuts = between.clone().filter(|at| self.cuts(*at)).count();
        // "de piek van oktober ({{ a }})", "de piek van september, toen {{ a }}"
        let first = between.start;
        let is_beside = self.prose.is_mark(first, '(') && between.len() <= 1
            || (self.prose.is_mark(first, ',') && is_in("toen waarin", word(first + 1)) && between.len() <= 4);
        if mention.role == Role::Belongs {
            return is_beside.then_some((mention, true));
        }
        if is_beside {
            return Some((mention, true));
        }
        let is_compared = is_in(AGAINST, self.prose.word_before(figure.tokens.start, 1))
            || is_in("dan tegenover", self.prose.word_before(figure.tokens.start, 2))
            || between.clone().any(|at| is_in("tegen tegenover", word(at)));
        if is_compared || self.is_of_change(figure) || self.is_part_of_list(mention, figure) {
            return None;
        }
        // Since then it grew: where it is now.
        if mention.kind == Kind::Since && !figure.is_flow {
            return None;
        }
        match (cuts, others) {
            (0, 0) => Some((mention, true)),
            // A list of figures under one period, "in november {{ a }} en {{ b }}".
            (0, _) => (figure.own == self.letter || others < 3).then_some((mention, false)),
            (1 | 2, _) => {
                let at = between.clone().rev().find(|at| self.cuts(*at))?;
                let is_apart = is_in(
                    "die dat wat waar waarvan waarbij waardoor waarmee daarmee maar terwijl zodat want en",
                    word(at + 1),
                );
                // The period stands alone between signs, or opens the sentence: "in juni, werkten er …".
                let opens = mention.tokens.start <= self.sentence.start + 4;
                let is_alone = first == at || self.cuts(first) || (opens && cuts == 1);
                (is_alone && !is_apart).then_some((mention, false))
            }
            _ => None,
        }
    }

    /// "van {{ a }} naar {{ b }}": each is of another period than the other.
    fn is_of_change(&self, figure: &Figure<'_>) -> bool {
        let is_behind = |other: &Figure<'_>, words: &str| {
            let start = other.tokens.start;
            let euro = usize::from(start > 0 && self.prose.is_mark(start - 1, '€'));
            (1..=2).any(|back| is_in(words, self.prose.word_before(start - euro, back)))
        };
        self.figures.windows(2).any(|pair| {
            let is_pair = is_behind(&pair[0], "van") && is_behind(&pair[1], "naar tot");
            is_pair && pair.iter().any(|one| one.tokens == figure.tokens)
        }) || self.figures.windows(3).any(|row| {
            // "van {{ a }} via {{ b }} naar {{ c }}"
            let is_row = is_behind(&row[0], "van") && is_behind(&row[1], "via") && is_behind(&row[2], "naar tot");
            is_row && row.iter().any(|one| one.tokens == figure.tokens)
        })
    }

    /// "de eerste drie kwartalen ({{ a }}, {{ b }} en {{ c }})": parts of what is named.
    fn is_part_of_list(&self, mention: &Mention, figure: &Figure<'_>) -> bool {
        let is_part = |other: &&Figure<'_>| {
            other.number.indicator() == figure.number.indicator()
                && mention.spans.iter().any(|span| span.contains(other.read) && *span != other.read)
        };
        // "Begin dit jaar {{ a }}, eind dit jaar {{ b }}" lists nothing.
        let is_edge = matches!(mention.kind, Kind::Start | Kind::End | Kind::Middle);
        !is_edge && self.figures.iter().filter(is_part).count() > 1
    }

    fn cuts(&self, index: usize) -> bool {
        matches!(self.prose.kind(index), Some(TokenKind::Mark(',' | ';' | ':' | '(' | ')' | '–' | '—')))
    }

    fn is_figure(&self, index: usize) -> bool {
        self.figures.iter().any(|figure| figure.tokens.contains(&index))
    }
}
