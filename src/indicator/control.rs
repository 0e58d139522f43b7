//! Sums that must come out: controls that the municipality wrote for its own figures.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::value::{Value, ValueKind};
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Finding, Findings, Found, Severity};
use crate::dutch::notation::plain_number;
use crate::dutch::period::Period;
use crate::load::Control;

use super::chain::Chain;
use super::engine::{Engine, to_decimal};
use super::formula_error::formula_error;
use super::number::{CellRef, Problem};

/// How a control came out for one period.
enum ControlVerdict {
    Holds,
    /// Why not, in Dutch.
    Fails(String, Vec<CellRef>),
    /// It rests on numbers that are withheld or unknown.
    NotKnown(&'static str),
    /// The data does not cover the period.
    NotCovered(Vec<Problem>),
    Broken(Vec<Problem>),
}

/// A control that does not hold, and the cells that it read: one of them is wrong.
#[derive(Debug, Clone)]
pub struct Failed {
    /// The control's name.
    pub id: String,
    /// The cells, for every period for which it fails.
    pub cells: Vec<CellRef>,
}

/// Checks every control for its own periods, or else for those of the documents.
pub fn check(engine: &Arc<Engine>, periods: &BTreeSet<Period>) -> Found<Vec<Failed>> {
    let mut findings = Findings::new();
    let mut failed = Vec::new();
    for control in engine.data().controls.values() {
        let own: Vec<Period> = match control.periods.is_empty() {
            true => periods.iter().copied().collect(),
            false => control.periods.clone(),
        };
        let cells = check_one(engine, control, &own, &mut findings);
        if !cells.is_empty() {
            failed.push(Failed { id: control.id.value.clone(), cells });
        }
    }
    Found::new(failed, findings)
}

/// The cells behind every failure.
fn check_one(engine: &Arc<Engine>, control: &Control, periods: &[Period], findings: &mut Findings) -> Vec<CellRef> {
    let mut not_covered = Vec::new();
    let mut suspect = Vec::new();
    let mut computed = false;
    for period in periods {
        let failed = match verdict(engine, control, *period) {
            ControlVerdict::Holds => None,
            ControlVerdict::Fails(why, cells) => {
                suspect.extend(cells);
                Some(failure(control, *period, &why))
            }
            ControlVerdict::NotKnown(why) => Some(unknown(control, *period, why)),
            ControlVerdict::NotCovered(problems) => {
                not_covered = problems;
                continue;
            }
            // A mistake in the formula is the same for every period.
            ControlVerdict::Broken(problems) => {
                report(control, problems, findings);
                return suspect;
            }
        };
        computed = true;
        failed.into_iter().for_each(|finding| findings.push(finding));
    }
    let is_strict = !control.periods.is_empty();
    if !not_covered.is_empty() && (is_strict || !computed) {
        report(control, not_covered, findings);
    }
    suspect
}

fn verdict(engine: &Arc<Engine>, control: &Control, period: Period) -> ControlVerdict {
    let formula = &control.formula;
    let (value, trace) = engine.evaluate(&formula.value, period, Chain::default());
    if !trace.problems.is_empty() {
        let is_broken = trace.problems.iter().any(|problem| problem.code != Code::NoSuchCell);
        return if is_broken {
            ControlVerdict::Broken(trace.problems)
        } else {
            ControlVerdict::NotCovered(trace.problems)
        };
    }
    if !trace.withheld.is_empty() {
        return ControlVerdict::NotKnown("er zitten cijfers in die geheim blijven");
    }
    if !trace.missing.is_empty() {
        return ControlVerdict::NotKnown("een van de cijfers is niet bekend");
    }
    let value = match value {
        Ok(value) => value,
        Err(error) => return ControlVerdict::Broken(vec![formula_error(&error, formula)]),
    };
    let filled_in = engine.fill_in(&formula.value, period);
    judge(&value, control.margin, &filled_in, trace.cells)
}

fn judge(value: &Value, margin: Decimal, filled_in: &str, cells: Vec<CellRef>) -> ControlVerdict {
    if value.kind() == ValueKind::Bool {
        return match value.is_true() {
            true => ControlVerdict::Holds,
            false => ControlVerdict::Fails(format!("dit is niet waar: {filled_in}"), cells),
        };
    }
    match to_decimal(value) {
        Some(number) if number.round_dp(9).abs() <= margin => ControlVerdict::Holds,
        Some(number) => {
            let number = plain_number(number.round_dp(6));
            let allowed = match margin.is_zero() {
                true => "moet 0 zijn".to_owned(),
                false => format!("mag hooguit {} van 0 afwijken", plain_number(margin)),
            };
            ControlVerdict::Fails(format!("{filled_in} is {number}, en dat {allowed}"), cells)
        }
        None => {
            let problem = Problem::new(Code::ControlNotComputed, "De formule heeft geen getal als uitkomst.");
            ControlVerdict::Broken(vec![problem])
        }
    }
}

fn failure(control: &Control, period: Period, why: &str) -> Finding {
    let id = &control.id.value;
    let message = format!("De controle \"{id}\" klopt niet voor {}: {why}.", period.with_article());
    let finding = Finding::new(Code::ControlFails, control.formula.place.clone(), message);
    finding
        .maybe_hint(control.explanation.clone())
        .hint("Kijk welk cijfer niet klopt: griffel cijfers laat zien uit welke cel het komt.")
}

fn unknown(control: &Control, period: Period, why: &str) -> Finding {
    let id = &control.id.value;
    let message = format!("De controle \"{id}\" kan voor {} niet: {why}.", period.with_article());
    let mut finding = Finding::new(Code::ControlNotComputed, control.formula.place.clone(), message);
    finding.severity = Severity::Warning;
    finding
}

fn report(control: &Control, problems: Vec<Problem>, findings: &mut Findings) {
    for problem in problems.into_iter().filter(|problem| problem.code != Code::FollowsFromError) {
        let message = format!("De controle \"{}\" kan niet worden uitgerekend: {}", control.id.value, problem.message);
        let place = problem.place.unwrap_or_else(|| control.formula.place.clone());
        findings.push(Finding::new(Code::ControlNotComputed, place, message).maybe_hint(problem.hint));
    }
}
