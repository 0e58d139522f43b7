//! All rows or columns of a table. In: lines as their author described them; out: entries in their order, with those that
//! are computed once for each value of a dimension, such as a difference for each year, in their groups.

use std::collections::BTreeMap;

use crate::load::{Computed, Line, Located, Role};

use super::super::super::number::Problem;
use super::axis::{Entry, What, entry, heading, named, signed_name, without};
use super::select::{Asked, Select, Value, refused};

/// Everything that lines stand for, in their order.
pub(super) fn entries<'a>(
    asked: &Asked<'_>,
    lines: &'a [Line],
    are_rows: bool,
) -> Result<Vec<Entry<'a>>, Vec<Problem>> {
    let mut found: Vec<Entry<'a>> = Vec::new();
    let mut problems = Vec::new();
    for line in lines {
        let own = match &line.computed {
            Some(computed) if !line.per.is_empty() => computed_per(asked, line, computed, &mut found, are_rows),
            _ => asked.of_line(line, &found, are_rows).map(|own| found.extend(own)),
        };
        if let Err(own) = own {
            problems.extend(own.into_iter().map(|problem| problem.at(&line.place)));
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// What is computed for each value of a dimension: at the end of each group of which all parts are, or else in a group of
/// its own, in which each value is one.
fn computed_per<'a>(
    asked: &Asked<'_>,
    line: &'a Line,
    computed: &Computed,
    found: &mut Vec<Entry<'a>>,
    are_rows: bool,
) -> Result<(), Vec<Problem>> {
    let one = |problem: Problem| vec![problem];
    let [dimension] = &line.per[..] else {
        let message = "Wat berekend wordt, kan er zijn voor elke waarde van één dimensie.".to_owned();
        return Err(one(refused(message, "Zet bij per één dimensie, of periode.")));
    };
    let own = asked.select(line)?;
    let values = asked.values(line, dimension, &Select::default())?;
    let mut is_any = false;
    for value in &values {
        let mut parts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let names: Vec<Located<String>> = names_in(computed).map(|name| signed_name(name).1).collect();
        for name in &names {
            parts.extend(of_value(found, name, value, &values).map_err(one)?.map(|all| (name.value.as_str(), all)));
        }
        // A value that lacks one of the parts has nothing to compute; of a sum those that are there.
        let has = |name: &Located<String>| parts.contains_key(name.value.as_str());
        let is_enough = match computed {
            Computed::Sum(_) => names.iter().any(has),
            _ => names.iter().all(has),
        };
        if !is_enough {
            continue;
        }
        let about = |name: &Located<String>| Ok(parts.get(name.value.as_str()).cloned().unwrap_or_default());
        let what = asked.what(computed, &about).map_err(one)?;
        is_any = true;
        add(line, what, value, &own, found, are_rows).map_err(one)?;
    }
    if is_any {
        return Ok(());
    }
    let message = format!("Geen enkele waarde van {} heeft hier alles voor.", dimension.value);
    let hint = "Noem rijen of kolommen die er voor elke waarde zijn, met hun id of naam.";
    Err(one(refused(message, hint)))
}

/// The rows or columns that something is computed from.
fn names_in(computed: &Computed) -> impl Iterator<Item = &Located<String>> {
    let (all, one): (&[Located<String>], Option<&Located<String>>) = match computed {
        Computed::Sum(names) | Computed::Difference(names) | Computed::Quotient(names) | Computed::Growth(names) => {
            (names, None)
        }
        // The row of a share is the same for every value.
        Computed::Share(names) => (&names[..names.len().min(1)], None),
        Computed::YesNo(name) => (&[], Some(name)),
        Computed::Words(_) => (&[], None),
    };
    all.iter().chain(one)
}

/// Whether an entry is about a value.
fn is_about(entry: &Entry<'_>, value: &Value) -> bool {
    let select = entry.made_for.as_ref().unwrap_or(&entry.select);
    let is_its = |(dimension, name): (&usize, &String)| select.fixed.get(dimension) == Some(name);
    (value.select.period.is_none() || select.period == value.select.period)
        && (value.select.measure.is_none() || select.measure == value.select.measure)
        && value.select.fixed.iter().all(is_its)
}

/// The entries of a name that are about a value; of a name that is about none of the values all, as it is the same for each.
fn of_value(
    entries: &[Entry<'_>],
    name: &Located<String>,
    value: &Value,
    values: &[Value],
) -> Result<Option<Vec<usize>>, Problem> {
    let all = || (0..entries.len()).filter(|at| entries[*at].names.contains(&name.value));
    let own: Vec<usize> = all().filter(|at| is_about(&entries[*at], value)).collect();
    let details: Vec<usize> = own.iter().copied().filter(|at| entries[*at].role == Role::Detail).collect();
    if let Some(found) = [details, own].into_iter().find(|found| !found.is_empty()) {
        return Ok(Some(found));
    }
    let is_of_another = all().any(|at| values.iter().any(|other| is_about(&entries[at], other)));
    if is_of_another { Ok(None) } else { named(entries, name).map(Some) }
}

/// Adds what is computed for one value.
fn add<'a>(
    line: &'a Line,
    what: What,
    value: &Value,
    own: &Select,
    entries: &mut Vec<Entry<'a>>,
    are_rows: bool,
) -> Result<(), Problem> {
    let about: Vec<usize> = what.parts().into_iter().filter(|at| is_about(&entries[*at], value)).collect();
    let usual = if are_rows && matches!(what, What::Sum(_)) { Role::Subtotal } else { Role::Detail };
    let role = line.role.unwrap_or(usual);
    // What the file has of it, if anything, is that of this value.
    let select = match own.is_empty() {
        true => Select::default(),
        false => Select {
            fixed: own.fixed.iter().chain(&value.select.fixed).map(|(at, name)| (*at, name.clone())).collect(),
            measure: own.measure.or(value.select.measure),
            period: own.period.or(value.select.period),
        },
    };
    let made_for = Some(value.select.clone());
    let headings = [&line.id, &line.name, &line.under].into_iter().flatten();
    let with_value = headings.clone().map(|heading| format!("{heading} {}", value.name));
    let group_of = |at: usize| (entries[at].under.clone(), entries[at].groups.clone());
    let group = about.first().map(|first| group_of(*first)).filter(|(under, groups)| {
        let is_group = if are_rows { !groups.is_empty() } else { under.is_some() && line.under.is_none() };
        is_group && about.iter().all(|at| group_of(*at) == (under.clone(), groups.clone()))
    });
    if let Some((under, groups)) = group {
        let Some(name) = &line.name else { return Err(without_name()) };
        let in_group = |at: &usize| group_of(*at) == (under.clone(), groups.clone());
        let last = (0..entries.len()).rev().find(in_group).into_iter().chain(what.parts()).max();
        let place = last.map_or(entries.len(), |last| last + 1);
        let mut added = entry(line, name.clone(), select, what, role, None);
        added.names.extend(with_value);
        added.names.push(format!("{} {name}", value.name));
        added.names.extend(under.iter().map(|under| format!("{under} {name}")));
        added.name = without(name, under.as_deref());
        (added.under, added.groups, added.made_for) = (under, groups, made_for);
        entries.iter_mut().for_each(|entry| entry.what.moved(|at| if at < place { at } else { at + 1 }));
        entries.insert(place, added);
        return Ok(());
    }
    let of_line = line.under.as_ref().or(line.name.as_ref());
    let Some(over) = of_line else { return Err(without_name()) };
    let mut added = entry(line, value.name.clone(), select, what, role, value.period);
    added.names.extend(line.name.iter().cloned());
    added.names.extend(with_value);
    added.made_for = made_for;
    if are_rows {
        let is_first = !entries.iter().any(|entry| std::ptr::eq(entry.line, line));
        entries.extend(is_first.then(|| heading(line, over, Vec::new())));
        added.groups = vec![over.clone()];
    } else {
        added.under = Some(over.clone());
        added.name = without(&value.name, Some(over));
    }
    entries.push(added);
    Ok(())
}

fn without_name() -> Problem {
    refused("Wat berekend wordt heeft een naam nodig.".to_owned(), "Zet erbij: naam = \"...\"")
}
