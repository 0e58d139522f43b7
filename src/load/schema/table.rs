//! The shape of a TOML table, and how JSON Schema writes it.

use serde_json::{Map, Value as Json, json};

/// A table: its keys, and what they are for.
#[derive(Debug, Clone)]
pub struct Table {
    title: &'static str,
    about: &'static str,
    /// The keys, as they are known.
    pub keys: Vec<Key>,
    /// What keys of any other name hold; none: there are no others.
    pub others: Option<Others>,
    /// Groups of keys of which one is used. The first key of the one that is used must be there.
    pub groups: Vec<&'static [&'static str]>,
}

/// One key.
#[derive(Debug, Clone)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub value: Value,
    /// Whether it must be there.
    pub required: bool,
    about: String,
}

/// Keys with a name of the author's own.
#[derive(Debug, Clone)]
pub struct Others {
    /// What they hold.
    pub value: Box<Value>,
    /// A regular expression for their names.
    names: Option<&'static str>,
    about: &'static str,
}

/// What a key holds.
#[derive(Debug, Clone)]
pub enum Value {
    /// Text.
    Text,
    /// A list of texts, or one text.
    Texts,
    /// A whole number in a range.
    Integer(i64, i64),
    /// A number, also as text with a decimal comma.
    Decimal,
    /// A date without a time. JSON has none: editors pass it as text.
    Date,
    /// True or false.
    Flag,
    /// One of a few words.
    Choice(Vec<&'static str>),
    /// A table.
    Table(Table),
    /// Tables under `[[...]]`.
    Tables(Table),
    /// Whatever a form's field holds: text, a date or a list of texts.
    Field,
}

impl Table {
    /// A table without keys.
    pub fn new(title: &'static str, about: &'static str) -> Self {
        Self { title, about, keys: Vec::new(), others: None, groups: Vec::new() }
    }

    /// Adds a key that must be there.
    #[must_use]
    pub fn required(self, name: &'static str, value: Value, about: impl Into<String>) -> Self {
        self.key(name, value, true, about)
    }

    /// Adds a key that may be there.
    #[must_use]
    pub fn optional(self, name: &'static str, value: Value, about: impl Into<String>) -> Self {
        self.key(name, value, false, about)
    }

    fn key(mut self, name: &'static str, value: Value, required: bool, about: impl Into<String>) -> Self {
        self.keys.push(Key { name, value, required, about: about.into() });
        self
    }

    /// Allows keys of any name that formulas could use, such as `jnv_kosten`.
    #[must_use]
    pub fn identifiers(mut self, value: Value, about: &'static str) -> Self {
        self.others = Some(Others { value: Box::new(value), names: Some("^[a-z][a-z0-9_]*$"), about });
        self
    }

    /// Allows keys of any name.
    #[must_use]
    pub fn names(mut self, value: Value, about: &'static str) -> Self {
        self.others = Some(Others { value: Box::new(value), names: None, about });
        self
    }

    /// Of these groups of keys one is used; its first key must be there.
    #[must_use]
    pub fn one_of(mut self, groups: &[&'static [&'static str]]) -> Self {
        self.groups = groups.to_vec();
        self
    }

    /// What it is called.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The table as JSON Schema.
    pub fn to_json(&self) -> Map<String, Json> {
        let mut schema = Map::new();
        schema.insert("title".into(), self.title.into());
        schema.insert("description".into(), self.about.into());
        schema.insert("type".into(), "object".into());
        let properties = self.keys.iter().map(|key| (key.name.to_owned(), key.to_json()));
        schema.insert("properties".into(), Json::Object(properties.collect()));
        let required: Vec<&str> = self.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
        if !required.is_empty() {
            schema.insert("required".into(), required.into());
        }
        match &self.others {
            None => {
                schema.insert("additionalProperties".into(), false.into());
            }
            Some(others) => {
                schema.insert("additionalProperties".into(), described(others.value.to_json(), others.about));
                if let Some(pattern) = others.names {
                    schema.insert("propertyNames".into(), json!({ "pattern": pattern }));
                }
            }
        }
        if !self.groups.is_empty() {
            schema.insert("oneOf".into(), (0..self.groups.len()).map(|used| self.only(used)).collect());
        }
        schema
    }

    /// That the first key of one group is there, and no key of the others.
    fn only(&self, used: usize) -> Json {
        let others = self.groups.iter().enumerate().filter(|(index, _)| *index != used);
        let absent: Vec<Json> = others.flat_map(|(_, keys)| *keys).map(|key| json!({ "required": [key] })).collect();
        json!({ "required": [self.groups[used][0]], "not": { "anyOf": absent } })
    }
}

impl Key {
    fn to_json(&self) -> Json {
        let mut schema = self.value.to_json();
        if self.required && matches!(self.value, Value::Text) {
            schema.insert("pattern".into(), "\\S".into());
        }
        described(schema, &self.about)
    }
}

impl Value {
    fn to_json(&self) -> Map<String, Json> {
        let schema = match self {
            Value::Text => json!({ "type": "string" }),
            Value::Texts | Value::Field => json!({ "type": ["array", "string"], "items": { "type": "string" } }),
            Value::Integer(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
            Value::Decimal => json!({ "type": ["number", "string"], "pattern": "[0-9]" }),
            Value::Date => json!({ "type": "string", "format": "date" }),
            Value::Flag => json!({ "type": "boolean" }),
            Value::Choice(words) => json!({ "enum": words }),
            Value::Table(table) => return table.to_json(),
            Value::Tables(table) => json!({ "type": "array", "items": table.to_json() }),
        };
        match schema {
            Json::Object(schema) => schema,
            // Every arm above is an object.
            _ => Map::new(),
        }
    }
}

fn described(mut schema: Map<String, Json>, about: &str) -> Json {
    schema.insert("description".into(), about.into());
    Json::Object(schema)
}
