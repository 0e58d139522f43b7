//! Some of what stands in a TOML text is changed, and all else left as its author wrote it: comments, order, line ends.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use crate::preview::act::Refusal;
use crate::preview::shelf::{Change, Given, Hop};

/// Makes the changes, one after another.
///
/// # Errors
/// The text is no TOML, or a change does not fit what stands there.
pub fn apply(text: &str, changes: &[Change]) -> Result<String, Refusal> {
    let mut document: DocumentMut = text.parse().map_err(|_| unreadable())?;
    for change in changes {
        match change {
            Change::Set { at, value, .. } => set(document.as_item_mut(), at, value)?,
            Change::Remove { at, .. } => remove(document.as_item_mut(), at)?,
            Change::Shift { at, to, .. } => shift(document.as_item_mut(), at, *to)?,
            Change::Rename { at, to } => rename(document.as_item_mut(), at, to)?,
        }
    }
    let changed = document.to_string();
    // toml_edit writes the line ends of Unix; Windows' stay those of Windows.
    Ok(if text.contains("\r\n") { changed.replace("\r\n", "\n").replace('\n', "\r\n") } else { changed })
}

/// What is told where a file is no TOML.
pub fn unreadable() -> Refusal {
    Refusal::new("Dit bestand is nu niet te lezen.", "Los eerst de melding op bij \"Als tekst\".")
}

fn misfit() -> Refusal {
    Refusal::new("Wat u verandert, staat er niet (meer).", "Kijk wat er nu staat, en probeer het opnieuw.")
}

/// The container in which the last step of a way is taken, made where it is not there yet.
fn container<'a>(item: &'a mut Item, way: &[Hop], next: &Hop) -> Result<&'a mut Item, Refusal> {
    let Some((step, rest)) = way.split_first() else { return Ok(item) };
    let following = rest.first().unwrap_or(next);
    let below = match step {
        Hop::Key(key) => {
            let fresh = match following {
                Hop::Key(_) => Item::Table(Table::new()),
                Hop::Index(_) => Item::Value(Value::Array(Array::new())),
            };
            let is_inline = item.is_inline_table();
            let table = item.as_table_like_mut().ok_or_else(misfit)?;
            if !table.contains_key(key) {
                let fresh = if is_inline && fresh.is_table() {
                    Item::Value(Value::InlineTable(InlineTable::new()))
                } else {
                    fresh
                };
                table.insert(key, fresh);
            }
            table.get_mut(key)
        }
        Hop::Index(index) => item.get_mut(*index),
    };
    container(below.ok_or_else(misfit)?, rest, next)
}

fn set(root: &mut Item, at: &[Hop], value: &Given) -> Result<(), Refusal> {
    let (last, way) = at.split_last().ok_or_else(misfit)?;
    let holder = container(root, way, last)?;
    match last {
        Hop::Key(key) => {
            let is_inline = holder.is_inline_table();
            let table = holder.as_table_like_mut().ok_or_else(misfit)?;
            match (table.get_mut(key), value) {
                (Some(Item::Value(old)), value) if !holds_tables(value) => {
                    let mut new = plain_value(value)?;
                    keep_layout(old, &mut new);
                    *old = new;
                }
                (Some(old), value) => *old = item(value, is_inline)?,
                (None, value) => drop(table.insert(key, item(value, is_inline)?)),
            }
            Ok(())
        }
        Hop::Index(index) => set_in_list(holder, *index, value),
    }
}

fn set_in_list(holder: &mut Item, index: usize, value: &Given) -> Result<(), Refusal> {
    let is_empty = holder.as_array().is_some_and(Array::is_empty);
    match (&mut *holder, value) {
        // An empty list says nothing of how its tables are written.
        (_, Given::Table(_)) if is_empty => {
            let mut tables = ArrayOfTables::new();
            tables.push(table(value)?);
            *holder = Item::ArrayOfTables(tables);
        }
        (Item::ArrayOfTables(tables), Given::Table(_)) if index >= tables.len() => tables.push(table(value)?),
        (Item::ArrayOfTables(tables), Given::Table(_)) => {
            let mut new = table(value)?;
            let old = tables.get_mut(index).ok_or_else(misfit)?;
            *new.decor_mut() = old.decor().clone();
            new.set_position(old.position());
            *old = new;
        }
        (Item::Value(Value::Array(items)), value) => {
            let mut new = plain_value(value)?;
            if index < items.len() {
                if let Some(old) = items.get(index) {
                    keep_layout(old, &mut new);
                }
                items.replace_formatted(index, new);
            } else {
                // One a line stays one a line.
                let beside = items.iter().last().map(|last| last.decor().clone());
                if let Some(decor) = beside.filter(|decor| {
                    decor.prefix().and_then(|prefix| prefix.as_str()).is_some_and(|prefix| prefix.contains('\n'))
                }) {
                    *new.decor_mut() = decor;
                    items.push_formatted(new);
                } else {
                    items.push(new);
                }
            }
        }
        _ => return Err(misfit()),
    }
    Ok(())
}

/// Comments and blanks around a value stay, and a list of lines stays one of lines.
fn keep_layout(old: &Value, new: &mut Value) {
    *new.decor_mut() = old.decor().clone();
    let (Value::Array(old), Value::Array(new)) = (old, new) else { return };
    let lines = |value: &Value| {
        value
            .decor()
            .prefix()
            .and_then(|prefix| prefix.as_str())
            .filter(|prefix| prefix.contains('\n'))
            .map(str::to_owned)
    };
    let Some(prefix) = old.iter().find_map(lines) else { return };
    // What is still there keeps its own comments.
    for item in new.iter_mut() {
        let same = old.iter().find(|before| before.as_str().is_some() && before.as_str() == item.as_str());
        match same {
            Some(same) => *item.decor_mut() = same.decor().clone(),
            None => {
                item.decor_mut().set_prefix(prefix.lines().last().map(|blank| format!("\n{blank}")).unwrap_or_default())
            }
        }
    }
    new.set_trailing(old.trailing().clone());
    new.set_trailing_comma(old.trailing_comma());
}

fn remove(root: &mut Item, at: &[Hop]) -> Result<(), Refusal> {
    let (last, way) = at.split_last().ok_or_else(misfit)?;
    // Nothing is made on the way to what must be there already.
    let holder = find(root, way).ok_or_else(misfit)?;
    match last {
        Hop::Key(key) => {
            let table = holder.as_table_like_mut().ok_or_else(misfit)?;
            table.remove(key).map(drop).ok_or_else(misfit)
        }
        Hop::Index(index) => match holder {
            Item::ArrayOfTables(tables) if *index < tables.len() => {
                tables.remove(*index);
                Ok(())
            }
            Item::Value(Value::Array(items)) if *index < items.len() => {
                items.remove(*index);
                Ok(())
            }
            _ => Err(misfit()),
        },
    }?;
    // A list without items is none.
    let is_empty = match find(root, way) {
        Some(Item::ArrayOfTables(tables)) => tables.is_empty(),
        _ => false,
    };
    if is_empty { remove(root, way) } else { Ok(()) }
}

fn shift(root: &mut Item, at: &[Hop], to: usize) -> Result<(), Refusal> {
    let Some((Hop::Index(from), way)) = at.split_last() else { return Err(misfit()) };
    match find(root, way) {
        Some(Item::ArrayOfTables(tables)) if *from < tables.len() && to < tables.len() => {
            let mut all: Vec<Table> = tables.iter().cloned().collect();
            let mut places = Vec::new();
            all.iter().for_each(|table| positions(table, &mut places));
            let moved = all.remove(*from);
            all.insert(to, moved);
            places.sort_unstable();
            let mut places = places.into_iter();
            all.iter_mut().for_each(|table| take_positions(table, &mut places));
            tables.clear();
            all.into_iter().for_each(|table| tables.push(table));
            Ok(())
        }
        Some(Item::Value(Value::Array(items))) if *from < items.len() && to < items.len() => {
            let moved = items.remove(*from);
            items.insert_formatted(to, moved);
            Ok(())
        }
        _ => Err(misfit()),
    }
}

/// Where a table and those in it stand in the file.
fn positions(table: &Table, places: &mut Vec<isize>) {
    places.extend(table.position());
    for (_, item) in table {
        match item {
            Item::Table(table) => positions(table, places),
            Item::ArrayOfTables(tables) => tables.iter().for_each(|table| positions(table, places)),
            _ => {}
        }
    }
}

fn take_positions(table: &mut Table, places: &mut impl Iterator<Item = isize>) {
    if table.position().is_some() {
        table.set_position(places.next());
    }
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(table) => take_positions(table, places),
            Item::ArrayOfTables(tables) => tables.iter_mut().for_each(|table| take_positions(table, places)),
            _ => {}
        }
    }
}

fn rename(root: &mut Item, at: &[Hop], to: &str) -> Result<(), Refusal> {
    let Some((Hop::Key(from), way)) = at.split_last() else { return Err(misfit()) };
    let holder = find(root, way).and_then(Item::as_table_like_mut).ok_or_else(misfit)?;
    if to.trim().is_empty() {
        return Err(Refusal::new("Zonder naam kan het niet.", "Vul een naam in."));
    }
    if holder.contains_key(to) {
        return Err(Refusal::new(format!("\"{to}\" is er al."), "Kies een andere naam."));
    }
    if !holder.contains_key(from) {
        return Err(misfit());
    }
    // All are taken out and put back, so that they stay in their order.
    let keys: Vec<String> = holder.iter().map(|(key, _)| key.to_owned()).collect();
    for key in keys {
        let decor = holder.key(&key).map(|key| (key.leaf_decor().clone(), key.dotted_decor().clone()));
        let Some(item) = holder.remove(&key) else { continue };
        let name = if key == *from { to } else { &key };
        holder.insert(name, item);
        if let (Some((leaf, dotted)), Some(mut placed)) = (decor, holder.key_mut(name)) {
            *placed.leaf_decor_mut() = leaf;
            *placed.dotted_decor_mut() = dotted;
        }
    }
    Ok(())
}

fn find<'a>(item: &'a mut Item, way: &[Hop]) -> Option<&'a mut Item> {
    let Some((step, rest)) = way.split_first() else { return Some(item) };
    let below = match step {
        Hop::Key(key) => item.as_table_like_mut()?.get_mut(key),
        Hop::Index(index) => item.get_mut(*index),
    };
    find(below?, rest)
}

fn holds_tables(value: &Given) -> bool {
    match value {
        Given::Table(_) => true,
        Given::List(items) => items.iter().any(holds_tables),
        _ => false,
    }
}

/// A value as it is written in a table, which may itself stand on one line.
fn item(value: &Given, is_inline: bool) -> Result<Item, Refusal> {
    match value {
        Given::Table(_) if !is_inline => table(value).map(Item::Table),
        Given::List(items) if !is_inline && items.iter().any(|item| matches!(item, Given::Table(_))) => {
            let mut tables = ArrayOfTables::new();
            for item in items {
                tables.push(table(item)?);
            }
            Ok(Item::ArrayOfTables(tables))
        }
        _ => plain_value(value).map(Item::Value),
    }
}

fn table(value: &Given) -> Result<Table, Refusal> {
    let Given::Table(pairs) = value else { return Err(misfit()) };
    let mut table = Table::new();
    for pair in pairs {
        table.insert(&pair.key, item(&pair.value, false)?);
    }
    Ok(table)
}

fn plain_value(value: &Given) -> Result<Value, Refusal> {
    Ok(match value {
        Given::Text(text) => Value::from(text.as_str()),
        Given::Flag(flag) => Value::from(*flag),
        Given::Number(number) => {
            let is_plain =
                !number.is_empty() && number.chars().all(|next| next.is_ascii_digit() || "-.".contains(next));
            let parsed: Option<Value> = number.parse().ok().filter(|_| is_plain);
            let number = parsed.filter(|value: &Value| value.is_integer() || value.is_float());
            number.ok_or_else(|| Refusal::new("Dit is geen getal.", "Schrijf bijvoorbeeld 12 of 5,3."))?
        }
        Given::Date(date) => {
            let read: Option<chrono::NaiveDate> = date.parse().ok();
            let date = read.and_then(|_| date.parse::<toml_edit::Datetime>().ok());
            Value::from(date.ok_or_else(|| Refusal::new("Dit is geen datum.", "Schrijf bijvoorbeeld 2023-03-14."))?)
        }
        Given::List(items) => {
            let mut array = Array::new();
            for item in items {
                array.push(plain_value(item)?);
            }
            Value::Array(array)
        }
        Given::Table(pairs) => {
            let mut table = InlineTable::new();
            for pair in pairs {
                table.insert(&pair.key, plain_value(&pair.value)?);
            }
            Value::InlineTable(table)
        }
    })
}
