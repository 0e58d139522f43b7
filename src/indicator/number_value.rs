//! A number in the text of a document, which prints itself and can be asked for other periods.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Object, Value};
use rust_decimal::prelude::ToPrimitive;

use crate::diagnostic::Code;
use crate::dutch::period::Period;

use super::broken::{Broken, refuse_pasting, stopping};
use super::number::{Amount, Number, Problem};
use super::period_value::PeriodValue;

/// How a number is put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// In digits, with its unit where notation calls for one.
    Usual,
    /// In digits only.
    Bare,
    /// As a word, up to twenty.
    Word,
    /// As a word that starts a sentence.
    CapitalWord,
}

/// Finds the same indicator for another period.
#[derive(Clone)]
pub struct OfPeriod(Arc<dyn Fn(Period) -> Value + Send + Sync>);

impl OfPeriod {
    /// Asked for a period, `find` gives what the indicator is then.
    pub fn new(find: impl Fn(Period) -> Value + Send + Sync + 'static) -> Self {
        Self(Arc::new(find))
    }
}

impl fmt::Debug for OfPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OfPeriod")
    }
}

/// A number in the text of a document.
#[derive(Debug, Clone)]
pub struct NumberValue {
    /// The number.
    pub number: Number,
    /// How it is put into words.
    pub wording: Wording,
    of_period: Option<OfPeriod>,
}

impl NumberValue {
    /// A number in its usual wording, of its own period only.
    pub fn new(number: Number) -> Self {
        Self { number, wording: Wording::Usual, of_period: None }
    }

    /// An indicator that can be asked for other periods: `jnv_kosten[vorig_jaar]`.
    pub fn of_indicator(number: Number, of_period: OfPeriod) -> Self {
        Self { number, wording: Wording::Usual, of_period: Some(of_period) }
    }
}

impl Object for NumberValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        if let (Some(OfPeriod(find)), Some(period)) = (&self.of_period, PeriodValue::from_value(key)) {
            return Some(find(period));
        }
        match key.as_str()? {
            "waarde" => Some(match &self.number.amount {
                Amount::Number(known) => Value::from(known.to_f64()?),
                Amount::Missing(cell) => {
                    let message = format!("Dit cijfer is niet bekend: in de bron staat niets bij {cell}.");
                    stopping(&[Problem::new(Code::ValueUnknown, message)])
                }
                Amount::Withheld(_) => {
                    let message = "Dit cijfer blijft geheim, dus een zin kan er niet van afhangen.";
                    stopping(&[Problem::new(Code::WithheldInText, message)])
                }
            }),
            "periode" => Some(Value::from_object(PeriodValue(self.number.period))),
            "naam" => Some(Value::from(self.number.label.clone())),
            _ => None,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        refuse_pasting(f)
    }
}

/// An indicator without a value for the period of the text; it may have one for another.
#[derive(Debug)]
pub struct AskAgain {
    of_period: OfPeriod,
    /// Why it has no value.
    pub problems: Vec<Problem>,
}

impl AskAgain {
    /// An indicator that cannot be computed here, for these reasons.
    pub fn new(problems: Vec<Problem>, of_period: OfPeriod) -> Self {
        Self { of_period, problems }
    }
}

impl Object for AskAgain {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match PeriodValue::from_value(key) {
            Some(period) => Some((self.of_period.0)(period)),
            None => Some(Value::from_dyn_object(self.clone())),
        }
    }
}

/// Whether a value stands for one that cannot be computed; it must be passed on, not used.
pub fn is_broken(value: &Value) -> bool {
    value.downcast_object_ref::<Broken>().is_some() || value.downcast_object_ref::<AskAgain>().is_some()
}
