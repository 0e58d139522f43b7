//! What a table says of itself by the names of its rows and columns: this balance is that income less those costs, this
//! stand is the one before it and what moved since. In: a filled table and the name of a check; out: claims, each of which
//! must hold.

use crate::load::{CheckKind, Kind, Role, Series};

use super::arithmetic::Value;
use super::axis::{Entry, What};
use super::filling::Filling;
use super::judged;

/// Numbers that make another, each added or (true) taken away.
pub(super) struct Claim<'a> {
    pub parts: Vec<(bool, &'a Value)>,
    pub whole: (bool, &'a Value),
    /// What the parts are called.
    pub names: Vec<String>,
    /// Where the whole stands: its row and its column.
    pub at: (String, String),
    /// Whether only the size counts, as files have a difference either way round.
    pub is_size: bool,
}

/// Everything that a table claims of one kind.
pub(super) fn claims<'a>(filling: &'a Filling<'_, '_>, kind: CheckKind) -> Vec<Claim<'a>> {
    let has_numbers = |row: &usize| !matches!(filling.rows[*row].what, What::Heading | What::YesNo(_));
    let across = (0..filling.rows.len()).filter(has_numbers).map(|row| Line {
        entries: filling.columns,
        cells: filling.values[row].iter().map(Option::as_ref).collect(),
        is_down: false,
        own: &filling.rows[row],
        series: filling.asked.series,
    });
    let is_amount = |column: &usize| matches!(filling.columns[*column].what, What::Cells | What::Sum(_));
    let down = (0..filling.columns.len()).filter(is_amount).map(|column| Line {
        entries: filling.rows,
        cells: filling.values.iter().map(|row| row[column].as_ref()).collect(),
        is_down: true,
        own: &filling.columns[column],
        series: filling.asked.series,
    });
    let lines: Vec<Line<'a>> = across.chain(down).collect();
    let mut all: Vec<Claim<'a>> = lines
        .iter()
        .flat_map(|line| match kind {
            CheckKind::Balance | CheckKind::Result => line.balances(kind),
            CheckKind::Steps => line.levels(is_budget, false),
            CheckKind::Stand => line.levels(is_stand, true),
            CheckKind::Difference => line.difference(),
            CheckKind::Structural => line.structural(),
        })
        .collect();
    if kind == CheckKind::Stand {
        // The end of a year is the start of the next one, also where years stand beside each other.
        let periods: Vec<&Line<'a>> = lines.iter().filter(|line| line.is_down && line.own.heading.is_some()).collect();
        all.extend(periods.windows(2).filter_map(|pair| pair[1].starts_where_ends(pair[0])));
    }
    all
}

/// The cells of one row, or of one column.
struct Line<'a> {
    entries: &'a [Entry<'a>],
    cells: Vec<Option<&'a Value>>,
    is_down: bool,
    /// The row or the column that it is.
    own: &'a Entry<'a>,
    series: &'a Series,
}

impl<'a> Line<'a> {
    /// What has numbers of its own here, and is no part of another.
    fn counted(&self) -> impl Iterator<Item = (usize, &'a Value)> {
        (0..self.entries.len()).filter_map(|at| {
            let entry = &self.entries[at];
            let counts = matches!(entry.what, What::Cells | What::Sum(_)) && entry.role != Role::Heading;
            self.cells[at].filter(|_| counts).map(|value| (at, value))
        })
    }

    /// Balances of costs and income, and results of a balance and reserves.
    fn balances(&self, wanted: CheckKind) -> Vec<Claim<'a>> {
        let is = |kind: Kind| self.counted().any(|(_, value)| value.kind == Some(kind));
        if !(is(Kind::Costs) && is(Kind::Income)) {
            return Vec::new();
        }
        let mut claims = Vec::new();
        let (mut costs, mut reserves) = (Gathered::default(), Gathered::default());
        let mut income = Gathered::default();
        let mut balance: Option<usize> = None;
        let mut group: Option<&String> = None;
        for (at, value) in self.counted() {
            let entry = &self.entries[at];
            if !self.is_down && entry.under.as_ref() != group {
                (costs, income, reserves, balance) = Default::default();
                group = entry.under.as_ref();
            }
            if matches!(entry.role, Role::OfWhich | Role::Level) {
                continue;
            }
            let says = |words: &[&str]| words_of(&entry.name).any(|word| words.contains(&word.as_str()));
            if says(&["resultaat"]) {
                let mut parts = balance.map_or_else(|| costs.and(&income), |balance| vec![balance]);
                parts.extend(&reserves.0);
                claims.extend(self.effect(parts, at).filter(|_| wanted == CheckKind::Result));
                (costs, income, reserves) = Default::default();
                balance = Some(at);
            } else if says(&["saldo", "totaalsaldo"]) {
                claims.extend(self.effect(costs.and(&income), at).filter(|_| wanted == CheckKind::Balance));
                (costs, income, reserves) = Default::default();
                balance = Some(at);
            } else {
                match value.kind {
                    Some(Kind::Costs) => costs.add(self.entries, at),
                    Some(Kind::Income) => income.add(self.entries, at),
                    Some(Kind::Addition | Kind::Withdrawal) => reserves.add(self.entries, at),
                    Some(Kind::Balance) if says(&["reserve", "reserves"]) => reserves.add(self.entries, at),
                    Some(Kind::Balance) | None => {}
                }
            }
        }
        claims
    }

    /// That the effects of parts on the result make that of a whole.
    fn effect(&self, parts: Vec<usize>, whole: usize) -> Option<Claim<'a>> {
        let signed = |at: usize| self.cells[at].map(|value| (!self.is_better(value), value));
        self.claim(parts, whole, signed)
    }

    fn is_better(&self, value: &Value) -> bool {
        let measure = value.number.cells.first().map_or(0, |cell| cell.measure);
        let of_balance = || judged::system_of(self.series, measure).more_is_better(Kind::Balance);
        value.more_is_better.unwrap_or_else(of_balance)
    }

    fn claim(
        &self,
        parts: Vec<usize>,
        whole: usize,
        signed: impl Fn(usize) -> Option<(bool, &'a Value)>,
    ) -> Option<Claim<'a>> {
        let names = parts.iter().map(|at| self.entries[*at].name.clone()).collect();
        let parts: Vec<(bool, &'a Value)> = parts.into_iter().filter_map(&signed).collect();
        let whole_at = self.at(whole);
        let whole = signed(whole)?;
        (!parts.is_empty()).then_some(Claim { parts, whole, names, at: whole_at, is_size: false })
    }

    fn at(&self, entry: usize) -> (String, String) {
        let (here, own) = (self.entries[entry].full_name(), self.own.full_name());
        if self.is_down { (here, own) } else { (own, here) }
    }

    /// Each level is the one before it and what came between.
    fn levels(&self, is_level: fn(&str) -> bool, moves: bool) -> Vec<Claim<'a>> {
        let mut claims = Vec::new();
        let mut running: Option<(usize, Gathered)> = None;
        for (at, value) in self.counted() {
            let entry = &self.entries[at];
            if entry.role == Role::OfWhich {
                continue;
            }
            let is_role = self.is_down && matches!(entry.role, Role::Level | Role::Total);
            if is_level(&entry.name) || is_role {
                if let Some((level, steps)) = running {
                    let mut parts = vec![level];
                    parts.extend(steps.0);
                    let signed = |part: usize| {
                        let value = self.cells[part]?;
                        Some((moves && part != level && part != at && self.takes(part, value), value))
                    };
                    claims.extend(self.claim(parts, at, signed));
                }
                running = value.number.amount.number().map(|_| (at, Gathered::default()));
            } else if let Some((_, steps)) = &mut running {
                steps.add(self.entries, at);
            }
        }
        claims
    }

    /// Whether a movement makes a stand lower: a withdrawal, whichever sign the file gives it, or who leaves.
    fn takes(&self, at: usize, value: &Value) -> bool {
        match value.kind {
            Some(Kind::Addition | Kind::Withdrawal) => self.is_better(value),
            _ => words_of(&self.entries[at].name).any(|word| {
                matches!(word.as_str(), "uitstroom" | "afname" | "vrijval" | "aanwending" | "besteding" | "afgesloten")
            }),
        }
    }

    /// The end of one period is the start of the next.
    fn starts_where_ends(&self, before: &Line<'a>) -> Option<Claim<'a>> {
        let (Some(earlier), Some(later)) = (before.own.heading, self.own.heading) else { return None };
        let stands = |line: &Line<'a>| -> Vec<usize> {
            line.counted().map(|(at, _)| at).filter(|at| is_stand(&line.entries[*at].name)).collect()
        };
        let (first, last) = (*stands(self).first()?, *stands(before).last()?);
        let is_next = earlier.next() == Some(later) && first != last;
        let (start, end) = (self.cells[first]?, before.cells[last]?);
        let names = vec![format!("{} {}", before.entries[last].name, before.own.name)];
        is_next.then(|| Claim {
            parts: vec![(false, end)],
            whole: (false, start),
            names,
            at: self.at(first),
            is_size: false,
        })
    }

    /// A difference is between the last budget and what was realised.
    fn difference(&self) -> Vec<Claim<'a>> {
        if self.is_down {
            return Vec::new();
        }
        let is = |at: usize, words: &[&str]| {
            let full = self.entries[at].full_name();
            words_of(&full).any(|word| words.contains(&word.as_str()))
        };
        let mut claims = Vec::new();
        for at in 0..self.entries.len() {
            let is_difference = matches!(self.entries[at].what, What::Difference(..) | What::Cells | What::Sum(_))
                && is(at, &["verschil", "afwijking"]);
            let Some(value) = self.cells[at].filter(|_| is_difference) else { continue };
            let before = || (0..at).rev().filter(|at| matches!(self.entries[*at].what, What::Cells | What::Sum(_)));
            let changed = ["wijziging", "bijgesteld", "bijgestelde", "actueel", "actuele", "geactualiseerd"];
            let real = before().find(|at| is(*at, &["rekening", "realisatie", "werkelijk", "prognose", "uitkomst"]));
            let budget = before()
                .find(|at| is(*at, &changed))
                .or_else(|| before().find(|at| is(*at, &["begroting", "begroot"])));
            let (Some(real), Some(budget)) = (real, budget) else { continue };
            let (Some(spent), Some(planned)) = (self.cells[real], self.cells[budget]) else { continue };
            let names = [budget, real].map(|at| self.entries[at].full_name()).to_vec();
            let parts = vec![(false, spent), (true, planned)];
            claims.push(Claim { parts, whole: (false, value), names, at: self.at(at), is_size: true });
        }
        claims
    }

    /// What is incidental and what is structural make the whole that stands before them, or after.
    fn structural(&self) -> Vec<Claim<'a>> {
        if !self.is_down {
            return Vec::new();
        }
        let is = |at: usize, start: &str| words_of(&self.entries[at].name).any(|word| word.starts_with(start));
        let (mut incidental, mut structural) = (Gathered::default(), Gathered::default());
        let mut others = Vec::new();
        for (at, _) in self.counted() {
            match (is(at, "incidente"), is(at, "structure")) {
                (true, false) => incidental.add(self.entries, at),
                (false, true) => structural.add(self.entries, at),
                (true, true) => {}
                (false, false) => others.push(at),
            }
        }
        let parts = incidental.and(&structural);
        let (Some(first), Some(last)) = (parts.iter().min(), parts.iter().max()) else { return Vec::new() };
        if incidental.0.is_empty() || structural.0.is_empty() {
            return Vec::new();
        }
        let whole = others.iter().rev().find(|at| *at < first).or_else(|| others.iter().find(|at| *at > last));
        let signed = |at: usize| self.cells[at].map(|value| (false, value));
        whole.and_then(|whole| self.claim(parts, *whole, signed)).into_iter().collect()
    }
}

/// Rows or columns that add up, without those that others among them are the sum of.
#[derive(Default)]
struct Gathered(Vec<usize>);

impl Gathered {
    fn add(&mut self, entries: &[Entry<'_>], at: usize) {
        match &entries[at].what {
            What::Sum(_) => self.0.retain(|part| !makes(entries, *part, at)),
            _ if entries[at].role == Role::Total => self.0.clear(),
            _ if entries[at].role == Role::Subtotal => {
                while self.0.last().is_some_and(|last| entries[*last].role == Role::Detail) {
                    self.0.pop();
                }
            }
            _ => {}
        }
        self.0.push(at);
    }

    fn and(&self, other: &Self) -> Vec<usize> {
        self.0.iter().chain(&other.0).copied().collect()
    }
}

/// Whether one is a part of another, or of a part of it.
fn makes(entries: &[Entry<'_>], part: usize, whole: usize) -> bool {
    match &entries[whole].what {
        What::Sum(parts) => parts.iter().any(|(_, at)| *at == part || makes(entries, part, *at)),
        _ => false,
    }
}

fn words_of(name: &str) -> impl Iterator<Item = String> {
    let words = name.split(|next: char| !next.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty())
}

/// Whether a name is one of a budget, and no change of it: "primitief", "na 1e wijziging", "stand na circulaires".
fn is_budget(name: &str) -> bool {
    const LEVELS: [&str; 12] = [
        "primitief",
        "primitieve",
        "oorspronkelijk",
        "oorspronkelijke",
        "vastgesteld",
        "vastgestelde",
        "actueel",
        "actuele",
        "bijgesteld",
        "bijgestelde",
        "stand",
        "na",
    ];
    words_of(name).any(|word| LEVELS.contains(&word.as_str()) || is_stand_word(&word))
}

/// Whether a name is one of a stand: "stand 1-1", "eindstand", "31 december".
fn is_stand(name: &str) -> bool {
    let words: Vec<String> = words_of(name).collect();
    let is_day = |day: &str, month: &str, number: &str| {
        words.windows(2).any(|pair| pair[0] == day && (pair[1] == month || pair[1].trim_start_matches('0') == number))
    };
    words.iter().any(|word| is_stand_word(word)) || is_day("1", "januari", "1") || is_day("31", "december", "12")
}

fn is_stand_word(word: &str) -> bool {
    matches!(word, "stand" | "beginstand" | "eindstand" | "beginsaldo" | "eindsaldo" | "boekwaarde")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_levels_from_steps() {
        for (name, budget, stand) in [
            ("Primitief", true, false),
            ("1e wijziging", false, false),
            ("Na bestuursrapportage", true, false),
            ("Bestuursrapportage", false, false),
            ("Stand na circulaires", true, true),
            ("Stand 31-12", true, true),
            ("1 januari 2024", false, true),
            ("Instandhouding wegen", false, false),
            ("Storting", false, false),
        ] {
            assert_eq!((is_budget(name), is_stand(name)), (budget, stand), "{name}");
        }
    }
}
