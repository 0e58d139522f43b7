//! `griffel kwartaal`: a new period starts with the letters of the last one.

use serde_json::json;

use crate::cycle::quarter::{self, Plan, Request};
use crate::diagnostic::{render_text, visible};
use crate::dutch::period::{Granularity, date_in_words};
use crate::project::DocumentKind;

use super::arguments::{MadeFormat, Quarter};
use super::folders::work_folder;
use super::output::{Status, failure, message, print};
use super::results::counted;

/// Starts the period, or tells what would happen.
pub fn run(options: &Quarter) -> Status {
    let folder = match work_folder(options.place.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let request = Request { new: options.new, from: options.from, threshold: options.threshold.into() };
    let plan = match quarter::plan(folder.clone(), &request) {
        Ok(plan) => plan,
        Err(findings) => {
            message(&render_text(&findings, true));
            return Status::Failure;
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

fn in_words(plan: &Plan, dry: bool) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    let kinds = plan.letters.iter().filter_map(|letter| DocumentKind::of_path(&letter.path));
    let letters = counted(kinds);
    line(match dry {
        true => format!("Proef: er is niets geschreven. Uit {} komen voor {} {letters}:", plan.from, plan.new),
        false => format!("Voor {} zijn uit {} {letters} gemaakt:", plan.new, plan.from),
    });
    for letter in &plan.letters {
        line(match letter.date {
            Some((new, _)) => format!("  {}  (datum: {})", letter.path, plain(&date_in_words(new))),
            None => format!("  {}", letter.path),
        });
    }
    let mut emptied: Vec<&str> = plan.letters.iter().flat_map(|letter| &letter.emptied).map(String::as_str).collect();
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
    let marks = plan.letters.iter().flat_map(|letter| letter.marks.iter().map(move |mark| (letter, mark)));
    let marks: Vec<String> =
        marks.map(|(letter, mark)| format!("  {}:{}  {}", letter.path, mark.line, mark.reason)).collect();
    if !marks.is_empty() {
        line("\nKijk deze zinnen na. Erachter staat nakijken(…); haal dat weg als de zin klopt:".to_owned());
        marks.into_iter().for_each(&mut line);
    }
    let typed = plan.letters.iter().flat_map(|letter| letter.typed.iter().map(move |typed| (letter, typed)));
    let typed: Vec<String> =
        typed.map(|(letter, typed)| format!("  {}:{}  {}", letter.path, typed.line, typed.words.join(", "))).collect();
    if !typed.is_empty() {
        line("\nLet op: hier typte u zelf een jaar, kwartaal of maand. Griffel heeft dat zo gelaten:".to_owned());
        typed.into_iter().for_each(&mut line);
    }
    if plan.with_errors {
        line("\nIn de gegevens staan fouten. Daardoor kon Griffel misschien niet alles vergelijken.".to_owned());
    }
    let add = if plan.lacking.is_empty() { "" } else { "  Vul de cijfers aan in data/reeksen.\n" };
    line(match dry {
        true => "\nZonder --proef maakt Griffel deze brieven.".to_owned(),
        false => format!("\nNu verder:\n{add}  griffel controleer {}\n  griffel bekijk --open", plan.new),
    });
    out
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// "1 kwartaal", "3 maanden".
fn how_many(count: usize, length: Granularity) -> String {
    let (one, more) = match length {
        Granularity::Year => ("jaar", "jaar"),
        Granularity::Quarter => ("kwartaal", "kwartalen"),
        Granularity::Month => ("maand", "maanden"),
    };
    format!("{count} {}", if count == 1 { one } else { more })
}

fn as_json(plan: &Plan, dry: bool) -> String {
    let letters: Vec<serde_json::Value> = plan
        .letters
        .iter()
        .map(|letter| {
            json!({
                "naam": letter.id.to_string(),
                "bestand": letter.path,
                "uit": letter.source,
                "datum": letter.date.map(|(new, _)| new.to_string()),
                "datum_was": letter.date.map(|(_, old)| old.to_string()),
                "invullen": letter.emptied,
                "nakijken": letter.marks.iter().map(|mark| json!({"regel": mark.line, "reden": mark.reason})).collect::<Vec<_>>(),
                "getypt": letter.typed.iter().map(|typed| json!({"regel": typed.line, "woorden": typed.words})).collect::<Vec<_>>(),
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
        "brieven": letters,
        "zonder_cijfers": lacking,
        "fouten_in_gegevens": plan.with_errors,
    });
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}
