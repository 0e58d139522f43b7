//! `griffel uitleg`: what a finding means.

use serde::Serialize;

use crate::diagnostic::{Code, Severity, Treatment, unknown_code};

use super::arguments::{ExplainArguments, ExplanationFormat};
use super::output::{Ending, give, message};

/// Explains one code, or lists them all.
pub fn run(options: &ExplainArguments) -> Ending {
    let code: Option<Code> = match options.code.as_deref().map(|written| (written, written.parse())) {
        None => None,
        Some((_, Ok(code))) => Some(code),
        Some((written, Err(()))) => {
            let (_, tip) = unknown_code(written);
            message(&format!("fout: de code \"{written}\" bestaat niet.\n  tip: {}\n", tip.words()));
            return Ending::Failure;
        }
    };
    let all = || code.map_or(Code::ALL.to_vec(), |code| vec![code]);
    let explanation = match (options.format, code) {
        (ExplanationFormat::Text, Some(code)) => explained(code),
        (ExplanationFormat::Text, None) => list(),
        (ExplanationFormat::Json, _) => json(&all()),
        (ExplanationFormat::Markdown, _) => markdown(&all()),
    };
    give(&explanation, options.destination.file.as_deref())
}

fn list() -> String {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.as_str());
    let lines: String = codes.iter().map(|code| format!("{code}  {}\n", code.explanation().title)).collect();
    format!("{lines}\nMeer over een code: griffel uitleg CODE\n")
}

fn explained(code: Code) -> String {
    let explanation = code.explanation();
    format!("{code}: {}\n\n{}\n\n{}\n", explanation.title, explanation.as_text(), code.consequences().join("\n"))
}

fn markdown(codes: &[Code]) -> String {
    let one = |code: &Code| {
        let explanation = code.explanation();
        format!(
            "## {code}: {}\n\n{}\n\n{}\n",
            explanation.title,
            explanation.as_markdown(),
            code.consequences().join(" ")
        )
    };
    format!("# Meldingen van Griffel\n\n{}", codes.iter().map(one).collect::<Vec<_>>().join("\n"))
}

#[derive(Serialize)]
struct JsonExplanation {
    code: Code,
    titel: &'static str,
    uitleg: &'static str,
    niet_goed: &'static str,
    wel_goed: &'static str,
    ernst: Severity,
    mag_lichter: bool,
    mag_uit: bool,
    mag_met_akkoord: bool,
    kan_herstellen: bool,
}

fn json(codes: &[Code]) -> String {
    let one = |code: &Code| {
        let explanation = code.explanation();
        JsonExplanation {
            code: *code,
            titel: explanation.title,
            uitleg: explanation.what,
            niet_goed: explanation.wrong,
            wel_goed: explanation.right,
            ernst: code.severity(),
            mag_lichter: code.severity() == Severity::Error && code.allows(Treatment::Warning),
            mag_uit: code.allows(Treatment::Off),
            mag_met_akkoord: code.may_be_waived(),
            kan_herstellen: code.mends_itself(),
        }
    };
    let all: Vec<JsonExplanation> = codes.iter().map(one).collect();
    // Serialising plain strings cannot fail.
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}
