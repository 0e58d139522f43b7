//! What clap says about a wrong command line, in Dutch.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::output::{Ending, message, print};

/// Prints help or the version, or explains what is wrong with the command line.
pub fn explain(error: &clap::Error) -> Ending {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return print(&error.render().ansi().to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            message(&error.render().ansi().to_string());
            return Ending::Failure;
        }
        _ => {}
    }
    message(&format!("fout: {}\n", what_is_wrong(error)));
    for tip in tips(error) {
        message(&format!("  tip: {tip}\n"));
    }
    message("\nMeer hulp: griffel --help\n");
    Ending::Failure
}

fn what_is_wrong(error: &clap::Error) -> String {
    let context = |kind| text(error.get(kind)).unwrap_or_default();
    let argument = without_value_name(&context(ContextKind::InvalidArg));
    let value = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("de opdracht \"{}\" bestaat niet.", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument if !argument.starts_with('-') => format!("\"{argument}\" is hier te veel."),
        ErrorKind::UnknownArgument => format!("de optie \"{argument}\" bestaat hier niet."),
        ErrorKind::MissingSubcommand => "er staat geen opdracht.".to_owned(),
        ErrorKind::MissingRequiredArgument => {
            format!("er ontbreekt iets: {}.", list(error.get(ContextKind::InvalidArg)))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("achter \"{argument}\" ontbreekt een waarde."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("\"{value}\" kan niet bij \"{argument}\"."),
        ErrorKind::ArgumentConflict => {
            format!("\"{argument}\" staat er meer dan eens, of kan niet samen met iets anders.")
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => format!("\"{argument}\" krijgt te veel waarden."),
        ErrorKind::InvalidUtf8 => "een van de woorden is geen leesbare tekst.".to_owned(),
        _ => "deze opdracht is niet te begrijpen.".to_owned(),
    }
}

fn tips(error: &clap::Error) -> Vec<String> {
    let mut tips = Vec::new();
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue] {
        if let Some(suggestion) = error.get(kind) {
            tips.push(format!("Bedoelde u {}?", list(Some(suggestion))));
        }
    }
    if let Some(valid) = error.get(ContextKind::ValidValue) {
        let choices = list(Some(valid));
        if !choices.is_empty() {
            tips.push(format!("Kies uit: {choices}."));
        }
    }
    let argument = text(error.get(ContextKind::InvalidArg)).unwrap_or_default();
    let value = text(error.get(ContextKind::InvalidValue)).unwrap_or_default();
    if argument.starts_with("--formaat") && value == "sarif" {
        tips.push("Een lijst van meldingen in sarif geeft: griffel controleer --formaat sarif.".to_owned());
    }
    if error.kind() == ErrorKind::ValueValidation && argument.starts_with("--taken") {
        tips.push("Kies een getal van 1 tot en met 256.".to_owned());
    }
    if error.kind() == ErrorKind::ValueValidation && argument.starts_with("--op") {
        tips.extend(std::error::Error::source(error).map(|why| format!("Dit is {why}.")));
    }
    if error.kind() == ErrorKind::ValueValidation
        && let Some(source) = std::error::Error::source(error)
        && let Some(period) = source.downcast_ref::<crate::dutch::period::PeriodError>()
    {
        tips.push(period.to_string());
    }
    tips
}

/// `--taken <N>` is `--taken` to whoever typed it.
fn without_value_name(argument: &str) -> String {
    argument.split(" <").next().unwrap_or(argument).to_owned()
}

fn text(value: Option<&ContextValue>) -> Option<String> {
    match value? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(texts) => Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
}

fn list(value: Option<&ContextValue>) -> String {
    text(value).unwrap_or_default()
}
