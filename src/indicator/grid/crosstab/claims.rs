//! What a table says of itself by the names of its rows and columns: this balance is that income less those costs, this
//! stand is the one before it and what moved since. In: a filled table and the name of a check; out: claims, each of which
//! must hold.

use crate::diagnostic::{Code, did_you_mean};
use crate::load::{CheckKind, Kind, Located, Role, Series};

use super::super::super::number::Problem;
use super::arithmetic::Value;
use super::axis::{Entry, What, named, signed_name};
use super::filling::Filling;
use super::{judged, said};

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
    let lines: Vec<Line<'a>> = lines(filling);
    let mut all: Vec<Claim<'a>> = lines
        .iter()
        .flat_map(|line| match kind {
            CheckKind::Balance | CheckKind::Result => line.balances(kind),
            CheckKind::Steps => line.levels(said::budget, false),
            CheckKind::Stand => line.levels(said::stand, true),
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

/// Every row and every column of amounts.
fn lines<'a>(filling: &'a Filling<'_, '_>) -> Vec<Line<'a>> {
    let has_numbers = |row: &usize| !matches!(filling.rows[*row].what, What::Heading | What::YesNo(_));
    // Percentages make no balance and no sum.
    let amount = |value: &'a Option<Value>| value.as_ref().filter(|value| !value.number.unit.is_fraction());
    let across = (0..filling.rows.len()).filter(has_numbers).map(|row| Line {
        entries: filling.columns,
        cells: filling.values[row].iter().map(amount).collect(),
        without_sum: (0..filling.columns.len())
            .map(|column| filling.without_sum.contains_key(&(row, column)))
            .collect(),
        is_down: false,
        own: &filling.rows[row],
        series: filling.asked.series,
    });
    let is_amount = |column: &usize| matches!(filling.columns[*column].what, What::Cells | What::Sum(_));
    let down = (0..filling.columns.len()).filter(is_amount).map(|column| Line {
        entries: filling.rows,
        cells: filling.values.iter().map(|row| amount(&row[column])).collect(),
        without_sum: (0..filling.rows.len()).map(|row| filling.without_sum.contains_key(&(row, column))).collect(),
        is_down: true,
        own: &filling.columns[column],
        series: filling.asked.series,
    });
    across.chain(down).collect()
}

/// What an author says that rows or columns make: in each column, or in each row. Of what stands in several groups, each
/// group by itself.
///
/// # Errors
/// A name that is none of the table.
pub(super) fn stated<'a>(
    filling: &'a Filling<'_, '_>,
    parts: &[Located<String>],
    whole: &Located<String>,
    is_size: bool,
) -> Result<Vec<Claim<'a>>, Problem> {
    let signed: Vec<(bool, Located<String>)> = parts.iter().map(signed_name).collect();
    let is_called = |entry: &Entry<'_>, name: &str| entry.names.iter().any(|own| own == name);
    let has_all = |entries: &[Entry<'_>]| {
        let mut names = signed.iter().map(|(_, name)| name).chain([whole]);
        names.all(|name| entries.iter().any(|entry| is_called(entry, &name.value)))
    };
    let sides = [has_all(filling.rows), has_all(filling.columns)];
    if sides == [false, false] {
        return Err(no_such_name(filling, signed.iter().map(|(_, name)| name).chain([whole])));
    }
    let mut claims = Vec::new();
    for line in lines(filling).iter().filter(|line| sides[usize::from(!line.is_down)]) {
        let entries = line.entries;
        for at in (0..entries.len()).filter(|at| is_called(&entries[*at], &whole.value)) {
            let beside = |other: &usize| {
                (&entries[*other].under, &entries[*other].groups) == (&entries[at].under, &entries[at].groups)
            };
            let mut of_claim: Vec<(bool, usize)> = Vec::new();
            for (is_taken_away, name) in &signed {
                let all = || (0..entries.len()).filter(|one| *one != at && is_called(&entries[*one], &name.value));
                let own: Vec<usize> = all().filter(beside).collect();
                let found = if own.is_empty() { named(entries, name)? } else { own };
                let details = || found.iter().copied().filter(|one| entries[*one].role == Role::Detail);
                let found = if found.len() > 1 && details().count() > 0 { details().collect() } else { found };
                of_claim.extend(found.into_iter().map(|one| (*is_taken_away, one)));
            }
            // What has no sum, or is no amount, makes none either.
            let Some(value) = line.cells[at] else { continue };
            let is_known = |(_, one): &(bool, usize)| line.cells[*one].is_some();
            if !of_claim.iter().any(is_known) || of_claim.iter().any(|(_, one)| line.without_sum[*one]) {
                continue;
            }
            claims.push(Claim {
                names: of_claim.iter().map(|(_, one)| entries[*one].name.clone()).collect(),
                parts: of_claim.iter().filter_map(|(minus, one)| Some((*minus, line.cells[*one]?))).collect(),
                whole: (false, value),
                at: line.at(at),
                is_size,
            });
        }
    }
    Ok(claims)
}

/// A check names what the table does not have, or rows and columns together.
fn no_such_name<'n>(filling: &Filling<'_, '_>, names: impl Iterator<Item = &'n Located<String>>) -> Problem {
    let entries = || filling.rows.iter().chain(filling.columns);
    let known: Vec<&str> = entries().flat_map(|entry| entry.names.iter().map(String::as_str)).collect();
    let mut first = None;
    for name in names {
        if !known.contains(&name.value.as_str()) {
            let message = format!("De controle noemt \"{}\", maar geen rij of kolom heet zo.", name.value);
            let hint = did_you_mean(&name.value, known.iter().copied());
            return Problem::new(Code::TableCheckWithoutParts, message).hint(hint).at(&name.place);
        }
        first = first.or(Some(name));
    }
    let message = "De controle noemt rijen en kolommen door elkaar.".to_owned();
    let hint = "Noem bij delen en geheel alleen rijen, of alleen kolommen.".to_owned();
    let problem = Problem::new(Code::TableCheckWithoutParts, message).hint(Some(hint));
    first.map_or(problem.clone(), |name| problem.at(&name.place))
}

/// The cells of one row, or of one column.
struct Line<'a> {
    entries: &'a [Entry<'a>],
    cells: Vec<Option<&'a Value>>,
    /// Of each whether it is empty as it has no sum; nothing follows from it.
    without_sum: Vec<bool>,
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
            if said::result(&entry.name) {
                let mut parts = balance.map_or_else(|| costs.and(&income), |balance| vec![balance]);
                parts.extend(&reserves.0);
                claims.extend(self.effect(parts, at).filter(|_| wanted == CheckKind::Result));
                (costs, income, reserves) = Default::default();
                balance = Some(at);
            } else if said::balance(&entry.name) {
                claims.extend(self.effect(costs.and(&income), at).filter(|_| wanted == CheckKind::Balance));
                (costs, income, reserves) = Default::default();
                balance = Some(at);
            } else {
                match value.kind {
                    Some(Kind::Costs) => costs.add(self.entries, at),
                    Some(Kind::Income) => income.add(self.entries, at),
                    Some(Kind::Addition | Kind::Withdrawal) => reserves.add(self.entries, at),
                    Some(Kind::Balance) if said::reserves(&entry.name) => reserves.add(self.entries, at),
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
        if parts.iter().any(|at| self.without_sum[*at]) {
            return None;
        }
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
    fn levels(&self, level_of: fn(&str) -> said::Level, moves: bool) -> Vec<Claim<'a>> {
        let mut claims = Vec::new();
        let mut running: Option<(usize, Gathered)> = None;
        for (at, value) in self.counted() {
            let entry = &self.entries[at];
            if entry.role == Role::OfWhich {
                continue;
            }
            let is_role = self.is_down && matches!(entry.role, Role::Level | Role::Total);
            let is_level = match level_of(&entry.name) {
                said::Level::Is => true,
                // "Begroting" can be where steps begin, and is no outcome of them.
                said::Level::Starts => running.is_none(),
                said::Level::IsNot => false,
            };
            if is_level || is_role {
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
            Some(Kind::Costs | Kind::Income) => !self.is_better(value),
            _ => said::leaving(&self.entries[at].name),
        }
    }

    /// The end of one period is the start of the next.
    fn starts_where_ends(&self, before: &Line<'a>) -> Option<Claim<'a>> {
        let (Some(earlier), Some(later)) = (before.own.heading, self.own.heading) else { return None };
        let stands = |line: &Line<'a>| -> Vec<usize> {
            line.counted()
                .map(|(at, _)| at)
                .filter(|at| said::stand(&line.entries[*at].name) == said::Level::Is)
                .collect()
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

    /// A difference is between the last budget and what was realised, of its own group where that has both.
    fn difference(&self) -> Vec<Claim<'a>> {
        if self.is_down {
            return Vec::new();
        }
        // A heading over columns says it of all of them: what they are called themselves comes first.
        let finds = |all: &[usize], says: fn(&str) -> bool| {
            let own = all.iter().find(|at| says(&self.entries[**at].name));
            own.or_else(|| all.iter().find(|at| says(&self.entries[**at].full_name()))).copied()
        };
        let pair = |all: &[usize]| {
            let real = finds(all, said::realised)?;
            let others: Vec<usize> = all.iter().copied().filter(|at| *at != real).collect();
            let budget = finds(&others, said::changed).or_else(|| finds(&others, said::planned))?;
            Some((budget, real))
        };
        let mut claims = Vec::new();
        for at in 0..self.entries.len() {
            let entry = &self.entries[at];
            let is_difference = matches!(entry.what, What::Difference(..) | What::Cells | What::Sum(_))
                && (said::difference(&entry.name) || said::difference(&entry.full_name()));
            let Some(value) = self.cells[at].filter(|_| is_difference) else { continue };
            let is_amount = |at: &usize| matches!(self.entries[*at].what, What::Cells | What::Sum(_));
            let before: Vec<usize> = (0..at).rev().filter(is_amount).collect();
            let beside: Vec<usize> =
                before.iter().copied().filter(|one| self.entries[*one].under == entry.under).collect();
            let of_group = entry.under.as_ref().and_then(|_| pair(&beside));
            let Some((budget, real)) = of_group.or_else(|| pair(&before)) else { continue };
            let (Some(spent), Some(planned)) = (self.cells[real], self.cells[budget]) else { continue };
            let names = [budget, real].map(|at| self.entries[at].full_name()).to_vec();
            let parts = vec![(false, spent), (true, planned)];
            claims.push(Claim { parts, whole: (false, value), names, at: self.at(at), is_size: true });
        }
        claims
    }

    /// What is incidental and what is structural make the whole: in each group, under headings that say it, or of all.
    fn structural(&self) -> Vec<Claim<'a>> {
        let all: Vec<Lasting<'a>> = self.counted().map(|(at, _)| Lasting::of(at, &self.entries[at])).collect();
        let mut claims = Vec::new();
        // "Structureel" among the rows or columns of a group, or of none.
        let mut seen: Vec<&[String]> = Vec::new();
        for one in all.iter().filter(|one| one.side.is_some() && !one.is_by_heading) {
            if !seen.contains(&&one.around[..]) {
                seen.push(&one.around);
                let group: Vec<&Lasting<'a>> = all.iter().filter(|other| other.around == one.around).collect();
                claims.extend(self.both_sides(&group));
            }
        }
        // "Structureel" over them: those of one name, where they stand under no such heading, are the whole.
        let mut names: Vec<&str> = Vec::new();
        for one in all.iter().filter(|one| one.is_by_heading && one.side.is_some()) {
            if !names.contains(&one.name) {
                names.push(one.name);
                let alike: Vec<&Lasting<'a>> = all.iter().filter(|other| other.name == one.name).collect();
                claims.extend(self.both_sides(&alike));
            }
        }
        if claims.is_empty() {
            claims.extend(self.both_sides(&all.iter().collect::<Vec<_>>()));
        }
        claims
    }

    /// That what is incidental and what is structural among these make the one that stands before them, or after.
    fn both_sides(&self, all: &[&Lasting<'a>]) -> Option<Claim<'a>> {
        let (mut incidental, mut structural) = (Gathered::default(), Gathered::default());
        let mut others = Vec::new();
        for one in all {
            match one.side {
                Some(Side::Incidental) => incidental.add(self.entries, one.at),
                Some(Side::Structural) => structural.add(self.entries, one.at),
                None if one.is_both || self.entries[one.at].role == Role::OfWhich => {}
                None => others.push(one.at),
            }
        }
        if incidental.0.is_empty() || structural.0.is_empty() {
            return None;
        }
        let parts = incidental.and(&structural);
        let (first, last) = (*parts.iter().min()?, *parts.iter().max()?);
        let before = others.iter().rev().find(|at| **at < first);
        let whole = *before.or_else(|| others.iter().find(|at| **at > last))?;
        // Costs and income, where they are told apart, make a balance together.
        let known = || parts.iter().chain([&whole]).filter_map(|at| self.cells[*at]);
        let kinds = known().all(|value| value.more_is_better.is_some());
        let is_mixed =
            kinds && known().any(|value| Some(self.is_better(value)) != known().next().map(|one| self.is_better(one)));
        let signed = |at: usize| self.cells[at].map(|value| (is_mixed && !self.is_better(value), value));
        self.claim(parts, whole, signed)
    }
}

/// What comes back every year, and what does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Incidental,
    Structural,
}

/// A row or column by what its name, or a heading over it, says of how it lasts.
struct Lasting<'a> {
    at: usize,
    name: &'a str,
    /// The headings over it that do not say it.
    around: Vec<String>,
    side: Option<Side>,
    /// Whether its name says both.
    is_both: bool,
    /// Whether only a heading over it says it.
    is_by_heading: bool,
}

impl<'a> Lasting<'a> {
    fn of(at: usize, entry: &'a Entry<'a>) -> Self {
        let side = |name: &str| match (said::incidental(name), said::structural(name)) {
            (true, false) => Some(Side::Incidental),
            (false, true) => Some(Side::Structural),
            _ => None,
        };
        let headings = || entry.groups.iter().chain(&entry.under);
        let own = side(&entry.name);
        let is_both = said::incidental(&entry.name) && said::structural(&entry.name);
        let of_heading = headings().find_map(|heading| side(heading)).filter(|_| !is_both);
        let around = headings().filter(|heading| side(heading).is_none()).cloned().collect();
        let is_by_heading = own.is_none() && of_heading.is_some();
        Self { at, name: &entry.name, around, side: own.or(of_heading), is_both, is_by_heading }
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
