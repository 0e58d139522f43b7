//! Values as Typst literals: nothing in data or text can become markup or code.

use std::fmt::Write;

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

/// A text as a Typst string literal, quotation marks included.
pub fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() || control == '\u{2028}' || control == '\u{2029}' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// Words as a string literal; the semicolon keeps what follows from being read as code.
pub fn words(text: &str) -> String {
    format!("#{};", string(text))
}

/// A template value as Typst code. Strings marked as safe are code already.
///
/// # Errors
/// Values without a counterpart in Typst.
pub fn value(value: &Value) -> Result<String, Error> {
    if value.is_safe() {
        return Ok(value.to_string());
    }
    Ok(match value.kind() {
        ValueKind::String => string(value.as_str().unwrap_or_default()),
        ValueKind::Number => value.to_string(),
        ValueKind::Bool => if value.is_true() { "true" } else { "false" }.to_owned(),
        ValueKind::None => "none".to_owned(),
        ValueKind::Seq | ValueKind::Iterable => {
            let items: Result<Vec<String>, Error> = value.try_iter()?.map(|item| self::value(&item)).collect();
            // A trailing comma makes a single item an array.
            items?.iter().fold(String::from("("), |out, item| out + item + ", ") + ")"
        }
        ValueKind::Map => {
            let mut out = String::from("(");
            for key in value.try_iter()? {
                let item = self::value(&value.get_item(&key)?)?;
                let _ = write!(out, "{}: {item}, ", string(&key.to_string()));
            }
            if out == "(" { "(:)".to_owned() } else { out + ")" }
        }
        ValueKind::Undefined => {
            return Err(Error::new(ErrorKind::UndefinedError, "Het sjabloon vraagt een gegeven dat er niet is."));
        }
        _ => return Err(Error::new(ErrorKind::InvalidOperation, "Dit gegeven kan niet in Typst worden geschreven.")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_escapes_from_a_literal() {
        assert_eq!(string("\"; #panic() \\ \n$x$\u{0}"), r#""\"; #panic() \\ \n$x$\u{0}""#);
        assert_eq!(value(&Value::from(vec!["a"])).unwrap(), "(\"a\", )");
        assert_eq!(value(&Value::from(Vec::<String>::new())).unwrap(), "()");
        assert_eq!(value(&Value::from_safe_string("[x]".into())).unwrap(), "[x]");
        assert!(value(&Value::UNDEFINED).is_err());
    }
}
