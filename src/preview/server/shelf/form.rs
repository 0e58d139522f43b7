//! A form for a kind of file, from its JSON Schema. In: a schema as `griffel schema` prints it. Out: fields.

use serde_json::{Map, Value as Json};

use crate::preview::shelf::{FormField, FormTable, Holds, OtherKeys};

/// The form of a schema of a table.
pub fn of_table(schema: &Json) -> FormTable {
    let no_fields = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&no_fields);
    let required = words(&schema["required"]);
    // The order in which the manual tells of them.
    let order = schema["$comment"].as_str().unwrap_or_default();
    let in_order = order.split(", ").filter_map(|key| properties.get_key_value(key));
    let fields = in_order.map(|(key, held)| FormField {
        key: key.clone(),
        label: label(key),
        about: about(&held["description"]),
        required: required.contains(key),
        holds: holds(held),
    });
    let others = schema["additionalProperties"].as_object().map(|_| &schema["additionalProperties"]);
    FormTable {
        title: text(&schema["title"]),
        about: text(&schema["description"]),
        fields: fields.collect(),
        others: others.map(|held| {
            Box::new(OtherKeys {
                about: text(&held["description"]),
                pattern: schema["propertyNames"]["pattern"].as_str().map(str::to_owned),
                holds: holds(held),
            })
        }),
        groups: groups(&schema["oneOf"]),
    }
}

/// What a key holds, by its schema.
fn holds(schema: &Json) -> Holds {
    if schema["enum"].is_array() {
        return Holds::Choice { words: words(&schema["enum"]) };
    }
    match &schema["type"] {
        Json::Array(kinds) if kinds.iter().any(|kind| kind == "array") => Holds::Texts,
        Json::Array(_) => Holds::Number,
        kind if kind == "object" => Holds::Table { table: of_table(schema) },
        kind if kind == "array" => Holds::Tables { table: of_table(&schema["items"]) },
        kind if kind == "boolean" => Holds::Flag,
        kind if kind == "integer" => Holds::Integer {
            least: schema["minimum"].as_i64().unwrap_or(i64::MIN),
            most: schema["maximum"].as_i64().unwrap_or(i64::MAX),
        },
        _ if schema["format"] == "date" => Holds::Date,
        _ if schema["anyOf"].is_array() => Holds::Moment,
        _ => Holds::Text,
    }
}

/// Groups of keys of which one is used. Each alternative names its own first key, and the keys of all others.
fn groups(alternatives: &Json) -> Vec<Vec<String>> {
    let alternatives = alternatives.as_array().map(Vec::as_slice).unwrap_or_default();
    let absent = |one: &Json| -> Vec<String> {
        let all = one["not"]["anyOf"].as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter().flat_map(|key| words(&key["required"])).collect()
    };
    let mut all: Vec<String> = alternatives.iter().flat_map(absent).collect();
    all.sort();
    all.dedup();
    let group = |one: &Json| {
        let (first, absent) = (words(&one["required"]), absent(one));
        let rest = all.iter().filter(|key| !absent.contains(key) && !first.contains(key)).cloned();
        first.iter().cloned().chain(rest).collect()
    };
    alternatives.iter().map(group).collect()
}

fn words(list: &Json) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}

fn text(json: &Json) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

/// What a key means, to who sees a field and no key.
fn about(description: &Json) -> String {
    text(description).replace("Zonder deze sleutel", "Als u niets invult")
}

/// What people call a key: `duizendtal_vanaf` is "Duizendtal vanaf".
fn label(key: &str) -> String {
    let words = key.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::load::schema::{self, DescribedFile};

    /// Keys without a field of their own, with the reason.
    const EXCEPTIONS: [(&str, &str); 2] = [
        ("brief", "stands at the head of a text, which has a form of its own: see `server::head`"),
        ("presentatie", "likewise"),
    ];

    /// Every key of a schema by the way to it, with whether it holds something that a schema says.
    fn keys(schema: &Json, at: &str, found: &mut BTreeSet<String>) {
        for (key, held) in schema["properties"].as_object().into_iter().flatten() {
            found.insert(format!("{at}/{key}"));
            keys(held, &format!("{at}/{key}"), found);
        }
        if schema["additionalProperties"].is_object() {
            found.insert(format!("{at}/*"));
            keys(&schema["additionalProperties"], &format!("{at}/*"), found);
        }
        if schema["items"]["type"] == "object" {
            keys(&schema["items"], at, found);
        }
    }

    fn fields(table: &FormTable, at: &str, found: &mut BTreeSet<String>) {
        let below = |holds: &Holds, at: &str, found: &mut BTreeSet<String>| match holds {
            Holds::Table { table } | Holds::Tables { table } => fields(table, at, found),
            Holds::Choice { words } => assert!(!words.is_empty(), "{at}: nothing to choose"),
            Holds::Integer { least, most } => assert!(least < most && *most < i64::MAX, "{at}: {least} to {most}"),
            Holds::Text | Holds::Texts | Holds::Number | Holds::Date | Holds::Moment | Holds::Flag => {}
        };
        for field in &table.fields {
            let at = format!("{at}/{}", field.key);
            assert!(!field.about.is_empty() && !field.label.is_empty(), "{at}: nothing says what it is");
            assert!(!field.about.contains("deze sleutel"), "{at}: a field is no key");
            below(&field.holds, &at, found);
            found.insert(at);
        }
        if let Some(others) = &table.others {
            let at = format!("{at}/*");
            below(&others.holds, &at, found);
            found.insert(at);
        }
        for group in &table.groups {
            let known = |key: &String| table.fields.iter().any(|field| field.key == *key);
            assert!(!group.is_empty() && group.iter().all(known), "{at}: {group:?}");
        }
    }

    #[test]
    fn every_key_of_every_schema_has_a_field() {
        for kind in schema::ALL {
            let schema: Json = serde_json::from_str(&kind.to_json()).expect("JSON");
            let (mut stated, mut offered) = (BTreeSet::new(), BTreeSet::new());
            keys(&schema, "", &mut stated);
            if EXCEPTIONS.iter().any(|(name, _)| *name == kind.name) {
                assert!(kind.files.is_empty(), "{}: a file of its own has a form", kind.name);
                continue;
            }
            fields(&of_table(&schema), "", &mut offered);
            assert!(!stated.is_empty());
            assert_eq!(stated, offered, "{}", kind.name);
        }
    }

    #[test]
    fn fields_hold_what_the_schema_says() {
        let form = |name: &str| {
            let kind = DescribedFile::named(name).expect("known");
            of_table(&serde_json::from_str(&kind.to_json()).expect("JSON"))
        };
        let field = |table: &FormTable, key: &str| {
            table.fields.iter().find(|field| field.key == key).map(|field| field.holds.clone()).expect("there")
        };
        let pilot = form("pilot");
        assert!(matches!(field(&pilot, "start"), Holds::Date));
        assert!(matches!(field(&pilot, "doelgroepen"), Holds::Texts));
        let Holds::Table { table: notation } = field(&form("gemeente"), "notatie") else { panic!("a table") };
        assert!(matches!(field(&notation, "duizendtal_vanaf"), Holds::Integer { least: 1000, .. }));
        assert!(matches!(field(&notation, "euro"), Holds::Choice { .. }));
        assert!(matches!(field(&form("sjabloon"), "secties"), Holds::Tables { .. }));
        let calendar = form("kalender");
        let Holds::Tables { table: promise } = field(&calendar, "toezeggingen") else { panic!("tables") };
        assert!(promise.fields.iter().any(|field| matches!(field.holds, Holds::Moment)), "{promise:?}");
        let exhibits = form("grafieken");
        let Holds::Table { table } = &exhibits.others.as_ref().expect("names").holds else { panic!("a table") };
        assert!(table.groups.iter().any(|group| group.contains(&"maten".to_owned())), "{:?}", table.groups);
    }
}
