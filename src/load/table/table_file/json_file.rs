//! A JSON file as a [`Table`], and what is wrong with it as findings.

use crate::diagnostic::{Code, Finding, Findings, Place};

use crate::load::table::json::{self, Issue, JsonError};
use crate::load::table::raw::{Table, few};

/// Reads the bytes of a JSON file.
pub(crate) fn read_json(bytes: &[u8], path: &str, findings: &mut Findings) -> Option<Table> {
    match json::read(bytes) {
        Ok(found) => {
            found.issues.iter().for_each(|issue| findings.push(issue_finding(issue, path)));
            Some(found.table)
        }
        Err(error) => {
            findings.push(error_finding(&error, bytes, path));
            None
        }
    }
}

fn issue_finding(issue: &Issue, path: &str) -> Finding {
    match issue {
        Issue::DuplicateKey { number, key } => Finding::new(
            Code::JsonShape,
            Place::item(path, *number, Some(key), ""),
            format!("De sleutel \"{key}\" staat twee keer in dezelfde groep."),
        )
        .hint("Download het bestand opnieuw, of vraag de maker om een goed bestand."),
        Issue::NotAnObject { number } => Finding::new(
            Code::JsonShape,
            Place::item(path, *number, None, ""),
            "Hier hoort een groep met sleutels en waarden te staan.",
        )
        .hint("Een groep staat tussen accolades: {\"periode\": \"2022\", \"kosten\": 461514}."),
        Issue::NextPage => Finding::new(
            Code::IncompleteDownload,
            Place::file(path),
            "Dit is niet de hele tabel: de rest staat op een volgende pagina van de bron.",
        )
        .hint("Kies bij het downloaden minder regio's of perioden, of download de tabel als CSV."),
    }
}

fn error_finding(error: &JsonError, bytes: &[u8], path: &str) -> Finding {
    let whole = || Place::file(path);
    match error {
        JsonError::Syntax { line, column } => {
            let text = String::from_utf8_lossy(bytes);
            let text = text.lines().nth(line - 1).unwrap_or_default();
            let near: String = text.chars().skip(column.saturating_sub(20)).take(40).collect();
            Finding::new(
                Code::JsonSyntax,
                Place::field(path, *line, None, near),
                format!("Vanaf teken {column} van regel {line} klopt dit bestand niet."),
            )
            .hint("Is het downloaden misschien afgebroken? Download het bestand dan opnieuw.")
        }
        JsonError::NoTable => Finding::new(Code::JsonShape, whole(), "In dit bestand staat geen tabel.")
            .hint("Griffel leest een lijst van groepen: [{\"periode\": \"2022\", \"kosten\": 461514}]."),
        JsonError::SeveralTables { keys } => {
            let keys: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
            Finding::new(Code::JsonShape, whole(), format!("In dit bestand staan meer tabellen: {}.", few(&keys)))
                .hint("Maak een bestand met alleen de tabel die u nodig hebt.")
        }
        JsonError::NoRows => Finding::new(Code::EmptyData, whole(), "De tabel in dit bestand heeft geen regels."),
        JsonError::TooLarge(what) => {
            Finding::new(Code::DataTooLarge, whole(), format!("Het bestand is te groot: {what}."))
                .hint("Kies bij het downloaden alleen de regio's en perioden die u nodig hebt.")
        }
        JsonError::NotText => Finding::new(Code::WrongEncoding, whole(), "Het bestand is geen leesbare tekst (UTF-8)."),
    }
}
