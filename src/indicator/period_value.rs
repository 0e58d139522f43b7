//! A period in a formula or a text: the periods around it are its attributes.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use minijinja::value::{DynObject, Object, Value, from_args};
use minijinja::{Error, ErrorKind, State};

use crate::dutch::period::Period;

/// A period, with the periods around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodValue(pub Period);

impl PeriodValue {
    /// The period that a value means: a period, `"2022-K4"` or `2022`.
    pub fn from_value(value: &Value) -> Option<Period> {
        if let Some(period) = value.downcast_object_ref::<PeriodValue>() {
            return Some(period.0);
        }
        if let Some(text) = value.as_str() {
            return text.parse().ok();
        }
        value.as_i64().and_then(|year| i32::try_from(year).ok()).and_then(Period::year_of)
    }
}

fn periods(periods: Vec<Period>) -> Value {
    periods.into_iter().map(|period| Value::from_object(PeriodValue(period))).collect()
}

impl Object for PeriodValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let period = self.0;
        let found = match key.as_str()? {
            "jaar" => Some(period.year()),
            "vorige" => period.previous(),
            "volgende" => period.next(),
            "vorig_jaar" => period.year_earlier(),
            "eerste_maand" => Some(period.first_month()),
            "laatste_maand" => Some(period.last_month()),
            "eerste_kwartaal" => period.quarters().first().copied(),
            "laatste_kwartaal" => period.quarters().last().copied(),
            "eerste_halfjaar" => period.half_years().first().copied(),
            "laatste_halfjaar" => period.half_years().last().copied(),
            "code" => return Some(Value::from(period.to_string())),
            "maanden" => return Some(periods(period.months())),
            "kwartalen" => return Some(periods(period.quarters())),
            "halfjaren" => return Some(periods(period.half_years())),
            _ => None,
        };
        found.map(|period| Value::from_object(PeriodValue(period)))
    }

    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, method: &str, args: &[Value]) -> Result<Value, Error> {
        let (number,): (u32,) = from_args(args)?;
        let found = match method {
            "maand" => self.0.year().nth_month(number),
            "kwartaal" => self.0.year().nth_quarter(number),
            "halfjaar" => self.0.year().nth_half(number),
            _ => return Err(Error::from(ErrorKind::UnknownMethod)),
        };
        match found {
            Some(period) => Ok(Value::from_object(PeriodValue(period))),
            None => Err(Error::new(ErrorKind::InvalidOperation, format!("Een jaar heeft geen {method} {number}."))),
        }
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        other.downcast_ref::<PeriodValue>().map(|other| self.0.cmp(&other.0))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.in_words())
    }
}

/// The periods that formulas and texts can name, with what each is, in Dutch.
pub const PERIOD_NAMES: [(&str, &str); 3] = [
    ("periode", "de periode van deze tekst"),
    ("vorige", "de periode ervoor"),
    ("vorig_jaar", "dezelfde periode een jaar eerder"),
];

/// One of [`PERIOD_NAMES`], seen from `period`.
pub fn period_value(name: &str, period: Period) -> Option<Value> {
    let found = match name {
        "periode" => Some(period),
        "vorige" => period.previous(),
        "vorig_jaar" => period.year_earlier(),
        _ => None,
    };
    found.map(|period| Value::from_object(PeriodValue(period)))
}
