//! `griffel uitleg`: what a finding means.

use crate::diagnostic::{Code, Severity, did_you_mean};

use super::arguments::Explain;
use super::{Status, message, print};

/// Explains one code, or lists them all.
pub fn run(options: &Explain) -> Status {
    let Some(code) = &options.code else {
        let lines: String = Code::ALL.iter().map(|code| format!("{code}  {}\n", code.explanation().title)).collect();
        return print(&format!("{lines}\nMeer over een code: griffel uitleg CODE\n"));
    };
    match code.parse() {
        Ok(code) => print(&explained(code)),
        Err(()) => {
            let known = Code::ALL.iter().map(|code| code.as_str());
            message(&format!("fout: de code \"{code}\" bestaat niet.\n"));
            message(&format!(
                "  tip: {}\n",
                did_you_mean(code, known).unwrap_or_else(|| "Een lijst van alle codes: griffel uitleg".to_owned())
            ));
            Status::Failure
        }
    }
}

fn explained(code: Code) -> String {
    let explanation = code.explanation();
    let weight = match code.severity() {
        Severity::Error => "Dit is een fout: zolang hij er staat, wordt de brief niet gemaakt.",
        Severity::Warning => "Dit is een waarschuwing: de brief wordt wel gemaakt.",
    };
    format!(
        "{code}: {}\n\n{}\n{weight}\n\nNiet goed:\n{}\n\nWel goed:\n{}\n",
        explanation.title,
        explanation.what,
        indented(explanation.wrong),
        indented(explanation.right)
    )
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
