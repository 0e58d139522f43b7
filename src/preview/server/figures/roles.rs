//! What the columns of a sheet are to a series: read from its description, and changed in it.

use crate::load::{likely_measure, likely_name};
use crate::preview::figures::{ColumnRole, MarkedRows, SeenColumn};
use crate::preview::server::shelf::values;
use crate::preview::shelf::{Change, Given, Hop, Pair};

/// What stands at a way of keys.
fn at<'a>(description: &'a Given, keys: &[&str]) -> Option<&'a Given> {
    let way: Vec<Hop> = keys.iter().map(|key| Hop::Key((*key).to_owned())).collect();
    values::at(description, &way)
}

fn pairs<'a>(description: &'a Given, key: &str) -> &'a [Pair] {
    match at(description, &[key]) {
        Some(Given::Table(pairs)) => pairs,
        _ => &[],
    }
}

/// One text, or a list of them.
fn texts(given: Option<&Given>) -> Vec<String> {
    match given {
        Some(Given::Text(text)) => vec![text.clone()],
        Some(Given::List(items)) => items.iter().flat_map(|item| texts(Some(item))).collect(),
        _ => Vec::new(),
    }
}

fn text(given: &Given, key: &str) -> Option<String> {
    texts(at(given, &[key])).into_iter().next()
}

fn is_yes(description: &Given, keys: &[&str]) -> bool {
    at(description, keys) == Some(&Given::Flag(true))
}

/// The column that an entry of `[maten]` or `[dimensies]` is about.
fn column_of(pair: &Pair) -> String {
    text(&pair.value, "kolom").unwrap_or_else(|| pair.key.clone())
}

fn is_called(name: &str, wanted: &str) -> bool {
    name == wanted || name.ends_with(&format!(" {wanted}")) && !wanted.is_empty()
}

/// The role of each column, by its number and its name.
pub fn roles(description: &Given, columns: &[(usize, String, bool)]) -> Vec<SeenColumn> {
    let is_across = is_yes(description, &["koppen", "perioden"]);
    let without = texts(at(description, &["koppen", "zonder"]));
    let said = texts(at(description, &["periode"]));
    let has_other = is_across || at(description, &["periode_in"]).is_some();
    let periods = if said.is_empty() && !has_other { vec!["periode".to_owned()] } else { said };
    let named = |key: &str, name: &str| {
        let exact = pairs(description, key).iter().find(|pair| column_of(pair) == name);
        exact
            .or_else(|| pairs(description, key).iter().find(|pair| is_called(name, &column_of(pair))))
            .map(|pair| pair.key.clone())
    };
    let role = |name: &str, names_period: bool| {
        if periods.iter().any(|period| period == name) {
            return (ColumnRole::Period, None);
        }
        if let Some(id) = named("dimensies", name) {
            return (ColumnRole::Dimension, Some(id));
        }
        if without.iter().any(|one| one == name) {
            return (ColumnRole::Unused, None);
        }
        match named("maten", name) {
            Some(id) => (ColumnRole::Measure, Some(id)),
            None if is_across && names_period => (ColumnRole::Across, None),
            None => (ColumnRole::Unused, None),
        }
    };
    let seen = columns.iter().map(|(number, name, names_period)| {
        let (role, id) = role(name, *names_period);
        SeenColumn { number: *number, name: name.clone(), role, id }
    });
    seen.collect()
}

/// Rows that are totals, or left out.
pub fn marked(description: &Given, columns: &[SeenColumn]) -> Vec<MarkedRows> {
    let mut marked = Vec::new();
    for column in columns {
        let own = column.id.as_deref().filter(|_| column.role == ColumnRole::Dimension);
        for pair in pairs(description, "dimensies").iter().filter(|pair| Some(pair.key.as_str()) == own) {
            for key in ["totaal", "tussentotalen", "telt_niet_mee"] {
                let values = texts(at(&pair.value, &[key]));
                marked.extend(values.into_iter().map(|value| MarkedRows {
                    column: column.number,
                    value,
                    left_out: false,
                }));
            }
        }
        let left_out = pairs(description, "weglaten").iter().filter(|pair| pair.key == column.name);
        let values = left_out.flat_map(|pair| texts(Some(&pair.value)));
        marked.extend(values.map(|value| MarkedRows { column: column.number, value, left_out: true }));
    }
    marked
}

/// What gives a column another role.
pub fn changes(description: &Given, column: &str, cells: &[String], role: ColumnRole) -> Vec<Change> {
    let key = |keys: &[&str]| keys.iter().map(|key| Hop::Key((*key).to_owned())).collect::<Vec<_>>();
    let mut changes = Vec::new();
    for list in ["dimensies", "maten"] {
        for pair in pairs(description, list).iter().filter(|pair| column_of(pair) == column) {
            let is_same = role == if list == "maten" { ColumnRole::Measure } else { ColumnRole::Dimension };
            if !is_same {
                changes.push(Change::Remove { at: key(&[list, &pair.key]), was: Some(pair.value.clone()) });
            }
        }
    }
    let mut without = |way: &[&str], keep: bool| {
        let was = at(description, way).cloned();
        let mut all = texts(was.as_ref());
        all.retain(|name| name != column);
        if keep {
            all.push(column.to_owned());
        }
        let value = match &all[..] {
            [] => None,
            [one] if way == ["periode"] => Some(Given::Text(one.clone())),
            _ => Some(Given::List(all.into_iter().map(Given::Text).collect())),
        };
        match value {
            Some(value) if Some(&value) != was.as_ref() => changes.push(Change::Set { at: key(way), was, value }),
            None if was.is_some() => changes.push(Change::Remove { at: key(way), was }),
            _ => {}
        }
    };
    without(&["periode"], role == ColumnRole::Period);
    if is_yes(description, &["koppen", "perioden"]) {
        without(&["koppen", "zonder"], role == ColumnRole::Unused);
    }
    let taken = |name: &str| {
        ["dimensies", "maten"].iter().any(|list| pairs(description, list).iter().any(|pair| pair.key == name))
    };
    let free = |name: String| {
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(name)
    };
    let entry = |list: &str, name: String, more: Option<&str>| {
        let mut pairs = vec![("kolom", column), ("naam", column)];
        pairs.extend(more.map(|unit| ("eenheid", unit)));
        let pairs =
            pairs.into_iter().map(|(key, text)| Pair { key: key.to_owned(), value: Given::Text(text.to_owned()) });
        Change::Set { at: key(&[list, &name]), was: None, value: Given::Table(pairs.collect()) }
    };
    let has = |list: &str| pairs(description, list).iter().any(|pair| column_of(pair) == column);
    match role {
        ColumnRole::Measure if !has("maten") => {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            let (name, unit) = likely_measure(column, &cells);
            changes.push(entry("maten", free(name), Some(unit)));
        }
        ColumnRole::Dimension if !has("dimensies") => changes.push(entry("dimensies", free(likely_name(column)), None)),
        _ => {}
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preview::server::shelf::change;

    const TEXT: &str = "titel = \"x\"\nperiode = \"Periode\"\n\n[dimensies.wijk]\nkolom = \"Wijk\"\ntotaal = \"Totaal\"\n\n# wat het kost\n[maten.kosten]\nkolom = \"Kosten\"\neenheid = \"euro\"\n";

    fn read(text: &str) -> Given {
        values::read(text).expect("TOML").0
    }

    fn columns() -> Vec<(usize, String, bool)> {
        ["Periode", "Wijk", "Kosten", "Gezinnen"]
            .into_iter()
            .enumerate()
            .map(|(at, name)| (at, name.to_owned(), at == 2))
            .collect()
    }

    fn roles_of(text: &str) -> Vec<ColumnRole> {
        roles(&read(text), &columns()).into_iter().map(|column| column.role).collect()
    }

    #[test]
    fn the_description_says_what_columns_are() {
        use ColumnRole::{Across, Dimension, Measure, Period, Unused};
        assert_eq!(roles_of(TEXT), [Period, Dimension, Measure, Unused]);
        let seen = roles(&read(TEXT), &columns());
        let totals = marked(&read(TEXT), &seen);
        assert!(matches!(&totals[..], [one] if one.column == 1 && one.value == "Totaal" && !one.left_out));
        let across = "[koppen]\nperioden = true\nzonder = [\"Gezinnen\"]\n[dimensies.wijk]\nkolom = \"Wijk\"\n[maten.n]\neenheid = \"aantal\"\n";
        assert_eq!(roles_of(across), [Unused, Dimension, Across, Unused]);
    }

    #[test]
    fn a_click_changes_the_description_and_nothing_else() {
        use ColumnRole::{Dimension, Measure, Period, Unused};
        let to = |column: &str, role| {
            let changes = changes(&read(TEXT), column, &["€ 5".to_owned()], role);
            change::apply(TEXT, &changes).expect("fits")
        };
        assert_eq!(roles_of(&to("Gezinnen", Measure)), [Period, Dimension, Measure, Measure]);
        assert!(
            to("Gezinnen", Measure)
                .contains("[maten.gezinnen]\nkolom = \"Gezinnen\"\nnaam = \"Gezinnen\"\neenheid = \"euro\"\n")
        );
        assert_eq!(roles_of(&to("Kosten", Unused)), [Period, Dimension, Unused, Unused]);
        assert_eq!(roles_of(&to("Wijk", Measure)), [Period, Measure, Measure, Unused]);
        assert_eq!(roles_of(&to("Kosten", Period)), [Period, Dimension, Period, Unused]);
        assert_eq!(to("Kosten", Measure), TEXT, "it is one already");
    }
}
