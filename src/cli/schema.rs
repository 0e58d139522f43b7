//! `griffel schema`: what may stand in the files, for editors.

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostic::{Code, Finding, Place, did_you_mean, shown};
use crate::export::write_whole;
use crate::load::schema::{self, DescribedFile};
use crate::project::DocumentKind;

use super::arguments::SchemaArguments;
use super::output::{Ending, failure, message, print};

/// Prints one schema, lists the names, or writes schemas into a folder.
pub fn run(options: &SchemaArguments) -> Ending {
    let chosen = match options.name.as_deref().map(|name| (name, DescribedFile::named(name))) {
        None => None,
        Some((_, Some(kind))) => Some(kind),
        Some((name, None)) => return unknown(name),
    };
    match (chosen, &options.folder) {
        (chosen, Some(folder)) => keep(chosen.map_or(schema::ALL, std::slice::from_ref), folder),
        (Some(kind), None) => print(&kind.to_json()),
        (None, None) => list(),
    }
}

fn unknown(name: &str) -> Ending {
    let names: Vec<&str> = schema::ALL.iter().map(|kind| kind.name).collect();
    let near = did_you_mean(name, names.iter().copied());
    let tip = near.unwrap_or_else(|| format!("Kies uit: {}.", names.join(", ")).into());
    message(&format!("fout: er is geen schema \"{name}\".\n  tip: {}\n", tip.words()));
    Ending::Failure
}

fn list() -> Ending {
    let lines: String = schema::ALL
        .iter()
        .map(|kind| {
            let files = match kind.files {
                [] if kind.name == DocumentKind::Presentation.word() => "bovenaan data/presentaties/*/*.md".to_owned(),
                [] => "bovenaan data/brieven/*/*.md".to_owned(),
                files => files.join(", "),
            };
            format!("{:<12} {files}\n", kind.name)
        })
        .collect();
    print(&format!(
        "{lines}\nEen schema bekijken: griffel schema NAAM\nAlle schema's bewaren: griffel schema --naar {}\n",
        schema::FOLDER
    ))
}

fn keep(kinds: &[DescribedFile], folder: &Path) -> Ending {
    let shown = shown(folder);
    match write(kinds, folder) {
        Ok(()) => {
            let schemas = if kinds.len() == 1 { "1 schema".to_owned() } else { format!("{} schema's", kinds.len()) };
            print(&format!("{schemas} geschreven in {shown}.\n"))
        }
        Err(_) => failure(
            Finding::new(Code::CannotWrite, Place::file(&shown), format!("In {shown} kan niet worden geschreven."))
                .hint("Kies een andere map."),
        ),
    }
}

/// Writes schemas into a folder, which is made where needed.
pub fn write(kinds: &[DescribedFile], folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    kinds.iter().try_for_each(|kind| write_whole(&folder.join(kind.file_name()), kind.to_json().as_bytes()))
}
