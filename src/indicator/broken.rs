//! What stands in for a value that cannot be computed or must not be printed as it is.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{Error, ErrorKind, State};

use crate::marker::PASTED;

use super::number::Problem;

/// Stands in for a value that cannot be computed; whatever is asked of it fails likewise.
#[derive(Debug)]
pub struct Broken(pub Vec<Problem>);

/// A value that stops whatever uses it, with the reason why it is not known.
pub fn stopping(problems: &[Problem]) -> Value {
    let reason = problems.first().map_or("Deze waarde is niet bekend.", |problem| &problem.message);
    Value::from(Error::new(ErrorKind::InvalidOperation, reason.to_owned()))
}

/// What objects print when they are pasted into other text: something that is refused afterwards.
pub fn refuse_pasting(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{PASTED}")
}

impl Object for Broken {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str() {
            Some("waarde" | "code") => Some(stopping(&self.0)),
            _ => Some(Value::from_dyn_object(self.clone())),
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        refuse_pasting(f)
    }

    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, _: &str, _: &[Value]) -> Result<Value, Error> {
        Ok(Value::from_dyn_object(self.clone()))
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, _: &[Value]) -> Result<Value, Error> {
        Ok(Value::from_dyn_object(self.clone()))
    }
}
