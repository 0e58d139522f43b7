//! `griffel nieuw`: a work folder with the built-in example.

use std::fs;
use std::io;
use std::path::Path;

use crate::diagnostic::{Code, Finding, Place, shown};
use crate::export::{WorkSpace, put_file, put_folder, tidy};
use crate::load::schema;
use crate::project::{BuiltinData, BuiltinTemplates, MANUAL, MARKER, Obstacle};

use super::arguments::CreateArguments;
use super::output::{Ending, failure, print};
use super::schema::write as write_schemas;

/// What was adopted must stay as it is to the byte, and Git on Windows changes line ends unless it is told not to.
const KEEP_BYTES: &str =
    "# Git laat elk bestand zoals het is: van wat is vastgesteld, moet elke byte gelijk blijven.\n* -text\n";

/// Makes the folder in full, or not at all.
pub fn run(options: &CreateArguments) -> Ending {
    let folder = &options.folder;
    let shown = shown(folder);
    let problem =
        |message: String, hint: &str| failure(Finding::new(Code::CannotWrite, Place::file(&shown), message).hint(hint));
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    [folder.as_path(), parent].into_iter().for_each(tidy);
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => {}
        Ok(false) => {
            return problem(
                format!("De map {shown} is niet leeg."),
                "Kies een nieuwe naam, of maak de map eerst leeg.",
            );
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(_) => return problem(format!("{shown} is geen map waarin u kunt schrijven."), "Kies een andere naam."),
    }
    if let Err(error) = fill(folder, parent) {
        let why = Obstacle::of(&error).why_not_written();
        return problem(format!("De map {shown} kan niet worden gemaakt: {why}."), "Kies een andere plek.");
    }
    print(&format!(
        "De werkmap {shown} is gemaakt, met een voorbeeld erin.\n\nNu verder:\n  cd {shown}\n  griffel maak\n\n\
         In handleiding.md leest u hoe u uw eigen brieven maakt.\n"
    ))
}

/// Fills a hidden folder first and then moves it into place, so that nothing half-filled is left behind.
fn fill(folder: &Path, parent: &Path) -> io::Result<()> {
    let exists = folder.exists();
    let near = if exists { folder } else { parent };
    fs::create_dir_all(near)?;
    let space = WorkSpace::beside(near)?;
    let staging = space.path().join("inhoud");
    fs::create_dir(&staging)?;
    for path in BuiltinData::iter() {
        if let Some(file) = BuiltinData::get(&path) {
            write_below(&staging.join("data"), &path, &file.data)?;
        }
    }
    // Forms belong to the organisation; the shared layout stays built in, so that it keeps improving.
    for path in BuiltinTemplates::iter().filter(|path| path.ends_with("/sjabloon.toml")) {
        if let Some(file) = BuiltinTemplates::get(&path) {
            write_below(&staging.join("templates"), &path, &file.data)?;
        }
    }
    fs::write(staging.join("handleiding.md"), MANUAL)?;
    write_schemas(schema::ALL, &staging.join(schema::FOLDER))?;
    fs::write(staging.join(schema::SETTINGS), schema::editor_settings())?;
    fs::write(staging.join(".gitattributes"), KEEP_BYTES)?;
    if !exists {
        return put_folder(&staging, folder, MARKER);
    }
    // Somebody may stand in the folder, so it stays and is filled; what makes it a work folder comes last.
    let (data, marker) = MARKER.split_once('/').unwrap_or_default();
    let mut entries = fs::read_dir(&staging)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(|entry| (entry.file_name() == data, entry.file_name()));
    for entry in entries {
        let place = folder.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => put_folder(&entry.path(), &place, marker)?,
            false => put_file(&entry.path(), &place)?,
        }
    }
    Ok(())
}

fn write_below(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let target = folder.join(path);
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(target, bytes)
}
