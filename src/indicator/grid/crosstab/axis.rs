//! The rows or columns of a table as its author described them, each by itself. In: lines, of which one can stand for
//! every value of a dimension; out: entries, with what each selects or is computed from.

use crate::diagnostic::{Code, did_you_mean};
use crate::dutch::notation::capitalised;
use crate::dutch::period::Period;
use crate::load::{Computed, Judged, Line, Located, Role};

use super::super::super::number::Problem;
use super::select::{Asked, Select, Value, refused};

/// What a total of all rows calls them. No name in a file is like it.
pub(super) const ALL: &str = "\u{0}";

/// Which entries a name means.
pub(super) type Finds<'f> = dyn Fn(&Located<String>) -> Result<Vec<usize>, Problem> + 'f;

/// One row or column.
pub(super) struct Entry<'a> {
    pub line: &'a Line,
    /// What others can call it.
    pub names: Vec<String>,
    /// What is printed.
    pub name: String,
    pub under: Option<String>,
    /// The headings of the groups of a row, from the outer one in.
    pub groups: Vec<String>,
    /// The period that it is, where it is one.
    pub heading: Option<Period>,
    pub select: Select,
    pub what: What,
    pub role: Role,
    pub number: String,
    /// Of what is computed for each value of a dimension, that value.
    pub made_for: Option<Select>,
}

/// What its numbers are.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// Cells of the series.
    Cells,
    /// None: words over others.
    Heading,
    /// Others, added or (true) taken away.
    Sum(Vec<(bool, usize)>),
    /// The second less the first.
    Difference(usize, usize),
    /// The first divided by the second.
    Quotient(usize, usize),
    /// How much the second is more than the first.
    Growth(usize, usize),
    /// The part of a column in one of its rows.
    Share(usize, Located<String>),
    /// The words of a dimension.
    Words(usize),
    /// Yes or no.
    YesNo(usize),
}

impl What {
    /// The same of others, which now stand elsewhere.
    pub fn moved(&mut self, to: impl Fn(usize) -> usize) {
        match self {
            Self::Sum(parts) => parts.iter_mut().for_each(|(_, part)| *part = to(*part)),
            Self::YesNo(of) | Self::Share(of, _) => *of = to(*of),
            Self::Difference(one, other) | Self::Quotient(one, other) | Self::Growth(one, other) => {
                (*one, *other) = (to(*one), to(*other));
            }
            Self::Cells | Self::Heading | Self::Words(_) => {}
        }
    }

    /// The entries that it is computed from.
    pub fn parts(&self) -> Vec<usize> {
        match self {
            Self::Sum(parts) => parts.iter().map(|(_, part)| *part).collect(),
            Self::YesNo(of) | Self::Share(of, _) => vec![*of],
            Self::Difference(one, other) | Self::Quotient(one, other) | Self::Growth(one, other) => vec![*one, *other],
            Self::Cells | Self::Heading | Self::Words(_) => Vec::new(),
        }
    }
}

impl Entry<'_> {
    /// Whether the file has numbers for what is computed as well.
    pub fn has_source(&self) -> bool {
        matches!(self.what, What::Cells) || !self.select.is_empty()
    }

    /// Its name with the headings over it.
    pub fn full_name(&self) -> String {
        let headings = self.groups.iter().chain(&self.under);
        headings.chain([&self.name]).map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    /// Whether a column has its letters beside it.
    pub fn has_letters_apart(&self) -> bool {
        self.line.judged == Some(Judged::LetterApart)
    }
}

/// The entries that a name means: one, or those of a group that add up.
pub(super) fn named(entries: &[Entry<'_>], name: &Located<String>) -> Result<Vec<usize>, Problem> {
    let is_meant = |at: &usize| name.value == ALL || entries[*at].names.contains(&name.value);
    let all: Vec<usize> = (0..entries.len()).filter(is_meant).collect();
    let adds_up = |at: &&usize| entries[**at].role == Role::Detail;
    let are_made = all.iter().all(|at| entries[*at].made_for.is_some());
    let found: Vec<usize> = match all.iter().filter(adds_up).copied().collect::<Vec<_>>() {
        _ if all.len() == 1 => all.clone(),
        // One for each value of a dimension.
        none if none.is_empty() && are_made => all.clone(),
        some => some,
    };
    if !found.is_empty() {
        return Ok(found);
    }
    if all.len() > 1 {
        let message =
            format!("\"{}\" is de naam van meer dan één rij of kolom, en geen ervan is een gewone.", name.value);
        return Err(refused(message, "Geef elk een eigen id, en noem dat.").at(&name.place));
    }
    let known: Vec<&str> = entries.iter().flat_map(|entry| entry.names.iter().map(String::as_str)).collect();
    let hint = did_you_mean(&name.value, known.iter().copied());
    let hint = hint.unwrap_or_else(|| "Noem een id of naam die er boven staat.".into());
    Err(refused(format!("\"{}\" staat er niet eerder in deze tabel.", name.value), hint).at(&name.place))
}

/// The one entry that is meant.
fn only(found: Vec<usize>, name: &Located<String>) -> Result<usize, Problem> {
    match found[..] {
        [only] => Ok(only),
        _ => {
            let message = format!("\"{}\" is meer dan één rij of kolom.", name.value);
            let hint = "Noem er een, met het id en de waarde: \"kosten 2024\". Hoort er een bij elke waarde, zet dan ook bij wat berekend wordt: per = \"...\"";
            Err(refused(message, hint).at(&name.place))
        }
    }
}

impl Asked<'_> {
    /// What a line stands for: itself, or every value of a dimension.
    pub(super) fn of_line<'a>(
        &self,
        line: &'a Line,
        before: &[Entry<'a>],
        are_rows: bool,
    ) -> Result<Vec<Entry<'a>>, Vec<Problem>> {
        let select = self.select(line)?;
        if let Some(computed) = &line.computed {
            return Ok(vec![self.computed(line, computed, select, before, are_rows).map_err(|problem| vec![problem])?]);
        }
        if line.per.is_empty() {
            return self.single(line, select, are_rows).map(|entry| vec![entry]).map_err(|problem| vec![problem]);
        }
        let mut own: Vec<Entry<'a>> = Vec::new();
        if let (true, Some(name)) = (are_rows, &line.name) {
            own.push(heading(line, name, Vec::new()));
        }
        let (outer, inner) = match &line.per[..] {
            [outer, inner] => (self.values(line, outer, &select)?, Some(inner)),
            [only] => (
                vec![Value { name: String::new(), period: None, select: select.clone(), role: Role::Detail }],
                Some(only),
            ),
            _ => {
                let message = "\"per\" kan over één of twee dimensies gaan.".to_owned();
                return Err(vec![refused(message, "Maak er meer rijen of kolommen van.")]);
            }
        };
        let mut number = line.number.clone();
        for value in &outer {
            if are_rows && !value.name.is_empty() {
                own.push(heading(line, &value.name, line.name.iter().cloned().collect()));
            }
            for inside in
                inner.map(|dimension| self.values(line, dimension, &value.select)).transpose()?.unwrap_or_default()
            {
                let under =
                    line.under.clone().or_else(|| (!are_rows && !value.name.is_empty()).then(|| value.name.clone()));
                let mut names = vec![inside.name.clone()];
                names.extend([&line.id, &line.name].into_iter().flatten().cloned());
                let groups = [&line.id, &line.name].into_iter().flatten();
                names.extend(groups.map(|group| format!("{group} {}", inside.name)));
                names.extend(under.iter().map(|under| format!("{under} {}", inside.name)));
                if !value.name.is_empty() {
                    names.push(value.name.clone());
                    names.push(format!("{} {}", value.name, inside.name));
                }
                own.push(Entry {
                    line,
                    names,
                    name: without(&inside.name, under.as_deref()),
                    under,
                    groups: if are_rows {
                        let outer = Some(&value.name).filter(|name| !name.is_empty());
                        line.name.iter().chain(outer).cloned().collect()
                    } else {
                        Vec::new()
                    },
                    heading: inside.period,
                    select: inside.select,
                    what: What::Cells,
                    role: line.role.unwrap_or(inside.role),
                    number: number.clone().unwrap_or_default(),
                    made_for: None,
                });
                number = number.map(|number| next(&number));
            }
        }
        if own.iter().all(|entry| matches!(entry.what, What::Heading)) {
            let name =
                line.name.as_ref().or(line.id.as_ref()).map_or("Deze groep".to_owned(), |name| format!("\"{name}\""));
            let hint = "Kijk bij waar, alleen en behalve of de waarden kloppen. Haal de groep anders weg.";
            let problem = Problem::new(Code::GroupWithoutRows, format!("{name} heeft geen enkele rij of kolom."));
            return Err(vec![problem.hint(Some(hint.to_owned()))]);
        }
        Ok(own)
    }

    /// What is computed; `found` tells which entries a name means.
    pub(super) fn what(&self, computed: &Computed, found: &Finds<'_>) -> Result<What, Problem> {
        let one = |name: &Located<String>| only(found(name)?, name);
        let pair = |names: &[Located<String>]| match names {
            [first, second] => Ok((one(first)?, one(second)?)),
            _ => Err(refused("Hier horen twee kolommen.".to_owned(), "Noem er twee.")),
        };
        Ok(match computed {
            Computed::Sum(names) => What::Sum(sum_by(names, found)?),
            Computed::Difference(names) => pair(names).map(|(from, to)| What::Difference(from, to))?,
            Computed::Quotient(names) => pair(names).map(|(top, bottom)| What::Quotient(top, bottom))?,
            Computed::Growth(names) => pair(names).map(|(from, to)| What::Growth(from, to))?,
            Computed::Share(names) => match &names[..] {
                [column, row] => What::Share(one(column)?, row.clone()),
                _ => {
                    return Err(refused(
                        "Bij \"aandeel\" horen een kolom en een rij.".to_owned(),
                        "aandeel = [\"kosten\", \"Totaal\"]",
                    ));
                }
            },
            Computed::Words(name) => What::Words(self.dimension(name)?),
            Computed::YesNo(name) => What::YesNo(one(name)?),
        })
    }

    /// A line that stands for itself.
    fn single<'a>(&self, line: &'a Line, select: Select, are_rows: bool) -> Result<Entry<'a>, Problem> {
        let values: Vec<&str> = select.fixed.values().map(String::as_str).collect();
        let of_period = select.period.map(Period::in_words);
        let name = line.name.clone().or_else(|| values.first().map(|name| (*name).to_owned())).or(of_period);
        let of_measure = select.measure.map(|measure| capitalised(&self.series.measures[measure].name));
        let Some(name) = name.or(of_measure) else {
            return Err(refused(
                "Hier staat niet wat erin moet.".to_owned(),
                "Geef een naam, of kies met \"waar\" of \"per\".",
            ));
        };
        if are_rows && (select.is_empty() && line.role.is_none() || line.role == Some(Role::Heading)) {
            return Ok(heading(line, &name, Vec::new()));
        }
        let period = select.period.filter(|period| name == period.in_words());
        Ok(entry(line, name, select, What::Cells, line.role.unwrap_or(Role::Detail), period))
    }

    fn computed<'a>(
        &self,
        line: &'a Line,
        computed: &Computed,
        select: Select,
        before: &[Entry<'a>],
        are_rows: bool,
    ) -> Result<Entry<'a>, Problem> {
        let what = self.what(computed, &|name| named(before, name))?;
        let usual = if are_rows && matches!(what, What::Sum(_)) { Role::Subtotal } else { Role::Detail };
        let name = match (&line.name, &what) {
            (Some(name), _) => name.clone(),
            (None, What::Words(dimension)) => self.series.dimensions[*dimension].name.clone(),
            (None, _) => {
                return Err(refused(
                    "Wat berekend wordt heeft een naam nodig.".to_owned(),
                    "Zet erbij: naam = \"...\"",
                ));
            }
        };
        Ok(entry(line, name, select, what, line.role.unwrap_or(usual), None))
    }
}

/// Others to add, and with a minus before their names to take away.
pub(super) fn sum_of(before: &[Entry<'_>], names: &[Located<String>]) -> Result<Vec<(bool, usize)>, Problem> {
    sum_by(names, &|name| named(before, name))
}

fn sum_by(names: &[Located<String>], found: &Finds<'_>) -> Result<Vec<(bool, usize)>, Problem> {
    let mut parts = Vec::new();
    for name in names {
        let (is_taken_away, name) = signed_name(name);
        parts.extend(found(&name)?.into_iter().map(|at| (is_taken_away, at)));
    }
    Ok(parts)
}

/// A name without the minus before it, and whether there was one.
pub(super) fn signed_name(name: &Located<String>) -> (bool, Located<String>) {
    let bare = name.value.strip_prefix(['-', '−']).map(|rest| rest.trim_start().to_owned());
    let is_taken_away = bare.is_some();
    (is_taken_away, Located { value: bare.unwrap_or_else(|| name.value.clone()), place: name.place.clone() })
}

pub(super) fn entry(
    line: &Line,
    name: String,
    select: Select,
    what: What,
    role: Role,
    heading: Option<Period>,
) -> Entry<'_> {
    let mut names = vec![name.clone()];
    names.extend(line.id.iter().cloned());
    names.extend(line.under.iter().map(|under| format!("{under} {name}")));
    let number = line.number.clone().unwrap_or_default();
    let under = line.under.clone();
    let name = without(&name, under.as_deref());
    Entry { line, names, name, under, groups: Vec::new(), heading, select, what, role, number, made_for: None }
}

pub(super) fn heading<'a>(line: &'a Line, name: &str, groups: Vec<String>) -> Entry<'a> {
    let mut entry = entry(line, name.to_owned(), Select::default(), What::Heading, Role::Heading, None);
    // Its name is that of all below it.
    entry.names.clear();
    entry.number.clear();
    Entry { groups, ..entry }
}

/// A name without what the heading over it says already: "Primitief lasten" under "Primitief" is "Lasten".
pub(super) fn without(name: &str, under: Option<&str>) -> String {
    let rest = under.and_then(|under| name.strip_prefix(under).or_else(|| name.strip_suffix(under)));
    match rest.map(str::trim).filter(|rest| !rest.is_empty()) {
        Some(rest) => capitalised(rest),
        None => name.to_owned(),
    }
}

/// The number after another: "2" after "1", "b" after "a", "3b" after "3a".
fn next(number: &str) -> String {
    let split = number.trim_end_matches(|last: char| last.is_ascii_digit()).len();
    if let Ok(last) = number[split..].parse::<u32>() {
        return format!("{}{}", &number[..split], last.saturating_add(1));
    }
    let mut letters: Vec<char> = number.chars().collect();
    if let Some(last) = letters.last_mut().filter(|last| matches!(last, 'a'..='y' | 'A'..='Y')) {
        *last = char::from_u32(u32::from(*last) + 1).unwrap_or(*last);
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_on() {
        for (one, wanted) in [("1", "2"), ("9", "10"), ("a", "b"), ("3a", "3b"), ("1.9", "1.10"), ("", "")] {
            assert_eq!(next(one), wanted);
        }
        assert_eq!(without("Primitief lasten", Some("Primitief")), "Lasten");
        assert_eq!(without("2024", Some("2024")), "2024");
    }
}
