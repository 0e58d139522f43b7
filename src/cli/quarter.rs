//! `griffel kwartaal`: a new period starts with the documents of the last one.

use serde_json::json;

use crate::cycle::quarter::{self, QuarterPlan, QuarterRequest};
use crate::diagnostic::{render_text, visible};
use crate::dutch::period::{Granularity, date_in_words};
use crate::export::tidy_up;
use crate::project::DocumentKind;

use super::arguments::{MadeFormat, QuarterArguments};
use super::folders::work_folder;
use super::output::{Ending, failure, message, print};
use super::results::counted;

/// Starts the period, or tells what would happen.
pub fn run(options: &QuarterArguments) -> Ending {
    let folder = match work_folder(options.place.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let request = QuarterRequest { new: options.new, from: options.from, threshold: options.threshold.into() };
    if !options.dry {
        tidy_up(&folder);
    }
    let plan = match quarter::plan(folder.clone(), &request) {
        Ok(plan) => plan,
        Err(findings) => {
            message(&render_text(&findings, true));
            return Ending::Failure;
        }
    };
    if !options.dry
        && let Err(finding) = plan.write(&folder)
    {
        return failure(*finding);
    }
    match options.shown.format {
        MadeFormat::Text => print(&visible(&in_words(&plan, options.dry))),
        MadeFormat::Json => print(&as_json(&plan, options.dry)),
    }
}

fn in_words(plan: &QuarterPlan, dry: bool) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    let kinds = plan.documents.iter().filter_map(|document| DocumentKind::of_path(&document.path));
    let documents = counted(kinds);
    line(match dry {
        true => format!("Proef: er is niets geschreven. Uit {} komen voor {} {documents}:", plan.from, plan.new),
        false => format!("Voor {} zijn uit {} {documents} gemaakt:", plan.new, plan.from),
    });
    for document in &plan.documents {
        line(match document.date {
            Some((new, _)) => format!("  {}  (datum: {})", document.path, with_spaces(&date_in_words(new))),
            None => format!("  {}", document.path),
        });
    }
    let mut emptied: Vec<&str> =
        plan.documents.iter().flat_map(|document| &document.emptied).map(String::as_str).collect();
    emptied.sort_unstable();
    emptied.dedup();
    if !emptied.is_empty() {
        line(format!("\nVul bovenaan elke tekst in: {}. Kijk ook of de datum klopt.", emptied.join(" en ")));
    }
    if !plan.lacking.is_empty() {
        line("\nDeze reeksen hebben nog geen cijfers over de nieuwe periode:".to_owned());
        for lacking in &plan.lacking {
            line(format!(
                "  {}: laatste periode {}, nodig tot en met {} ({})  {}",
                lacking.series,
                lacking.last,
                lacking.wanted,
                how_many(lacking.count(), lacking.wanted.granularity()),
                lacking.file
            ));
        }
    }
    let marks = plan.documents.iter().flat_map(|document| document.marks.iter().map(move |mark| (document, mark)));
    let marks: Vec<String> =
        marks.map(|(document, mark)| format!("  {}:{}  {}", document.path, mark.line, mark.reason)).collect();
    if !marks.is_empty() {
        line("\nKijk deze zinnen na. Erachter staat nakijken(…); haal dat weg als de zin klopt:".to_owned());
        marks.into_iter().for_each(&mut line);
    }
    let typed = plan.documents.iter().flat_map(|document| document.typed.iter().map(move |typed| (document, typed)));
    let typed: Vec<String> = typed
        .map(|(document, typed)| format!("  {}:{}  {}", document.path, typed.line, typed.words.join(", ")))
        .collect();
    if !typed.is_empty() {
        line("\nLet op: hier typte u zelf een jaar, kwartaal of maand. Griffel heeft dat zo gelaten:".to_owned());
        typed.into_iter().for_each(&mut line);
    }
    if plan.with_errors {
        line("\nIn de gegevens staan fouten. Daardoor kon Griffel misschien niet alles vergelijken.".to_owned());
    }
    let add = if plan.lacking.is_empty() { "" } else { "  Vul de cijfers aan in data/reeksen.\n" };
    line(match dry {
        true => "\nZonder --proef maakt Griffel deze documenten.".to_owned(),
        false => format!("\nNu verder:\n{add}  griffel controleer {}\n  griffel bekijk --open", plan.new),
    });
    out
}

/// In a terminal a space that keeps words together is a space.
fn with_spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// "1 kwartaal", "3 maanden".
fn how_many(count: usize, length: Granularity) -> String {
    let (one, more) = match length {
        Granularity::Year => ("jaar", "jaar"),
        Granularity::SchoolYear => ("schooljaar", "schooljaren"),
        Granularity::HalfYear => ("halfjaar", "halfjaren"),
        Granularity::Quarter => ("kwartaal", "kwartalen"),
        Granularity::Month => ("maand", "maanden"),
    };
    format!("{count} {}", if count == 1 { one } else { more })
}

fn as_json(plan: &QuarterPlan, dry: bool) -> String {
    let documents: Vec<serde_json::Value> = plan
        .documents
        .iter()
        .map(|document| {
            json!({
                "naam": document.id.to_string(),
                "bestand": document.path,
                "uit": document.source,
                "datum": document.date.map(|(new, _)| new.to_string()),
                "datum_was": document.date.map(|(_, old)| old.to_string()),
                "invullen": document.emptied,
                "nakijken": document.marks.iter().map(|mark| json!({"regel": mark.line, "reden": mark.reason})).collect::<Vec<_>>(),
                "getypt": document.typed.iter().map(|typed| json!({"regel": typed.line, "woorden": typed.words})).collect::<Vec<_>>(),
            })
        })
        .collect();
    let lacking: Vec<serde_json::Value> = plan
        .lacking
        .iter()
        .map(|lacking| {
            json!({
                "reeks": lacking.series,
                "bestand": lacking.file,
                "laatste": lacking.last.to_string(),
                "nodig": lacking.wanted.to_string(),
                "aantal": lacking.count(),
            })
        })
        .collect();
    let whole = json!({
        "periode": plan.new.to_string(),
        "van": plan.from.to_string(),
        "geschreven": !dry,
        "brieven": documents,
        "zonder_cijfers": lacking,
        "fouten_in_gegevens": plan.with_errors,
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}
