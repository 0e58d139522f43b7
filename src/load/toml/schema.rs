//! A statement of keys as JSON Schema (draft 2020-12).

use serde_json::{Map, Value as Json, json};

use super::key::{Holds, Keys};

/// The schema of a table.
pub(crate) fn schema_of<K: Keys>() -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("title".into(), K::TITLE.into());
    schema.insert("description".into(), K::ABOUT.into());
    schema.insert("type".into(), "object".into());
    let properties = K::stated().map(|key| (key.name().to_owned(), described(key.schema(), &key.about())));
    schema.insert("properties".into(), Json::Object(properties.collect()));
    // Objects have no order; forms do.
    let order: Vec<&str> = K::stated().map(|key| key.name()).collect();
    schema.insert("$comment".into(), order.join(", ").into());
    let required: Vec<&str> = K::stated().filter(|key| key.is_required()).map(|key| key.name()).collect();
    if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    match K::OTHERS {
        None => {
            schema.insert("additionalProperties".into(), false.into());
        }
        Some(others) => {
            schema.insert("additionalProperties".into(), described(K::Others::schema(false), others.about));
            if let Some(pattern) = others.pattern {
                schema.insert("propertyNames".into(), json!({ "pattern": pattern }));
            }
        }
    }
    if !K::GROUPS.is_empty() {
        schema.insert("oneOf".into(), (0..K::GROUPS.len()).map(only::<K>).collect());
    }
    schema
}

/// That the first key of one group is there, and no key of the others.
fn only<K: Keys>(used: usize) -> Json {
    let others = K::GROUPS.iter().enumerate().filter(|(index, _)| *index != used);
    let absent: Vec<Json> = others.flat_map(|(_, keys)| *keys).map(|key| json!({ "required": [key] })).collect();
    json!({ "required": [K::GROUPS[used][0]], "not": { "anyOf": absent } })
}

fn described(mut schema: Map<String, Json>, about: &str) -> Json {
    schema.insert("description".into(), about.into());
    Json::Object(schema)
}
