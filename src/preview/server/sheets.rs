//! Files with numbers as they stand in the work folder: what is around a row of one, and the program of the computer that
//! people change them with. In: a path that a finding told. Out: some of its cells, or another program is asked to open it.

use crate::load::rows_around;
use crate::preview::act::Refusal;
use crate::preview::message::{Denial, SHEETS, SheetRow, SheetRows};
use crate::project::link_below;

use super::writer::Writer;

/// What their names end with.
const ENDINGS: [&str; 8] = [".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json", ".xlsm"];

/// The rows around one of a file.
///
/// # Errors
/// It is no such file, or no table.
pub fn rows(writer: &Writer, path: &str, sheet: Option<&str>, row: usize) -> Result<SheetRows, Denial> {
    is_sheet(path).then_some(()).ok_or_else(not_shown)?;
    let bytes = writer.files().bytes(path).map_err(|finding| Denial::from(&*finding))?;
    let rows = rows_around(path, &bytes, sheet, row).ok_or_else(|| Denial {
        message: "Dit bestand kan Griffel hier niet laten zien.".to_owned(),
        hint: Some("Open het in het programma waarmee u het maakt, zoals Excel.".to_owned()),
    })?;
    let rows = rows.into_iter().map(|row| SheetRow { number: row.number, cells: row.cells }).collect();
    Ok(SheetRows { rows })
}

/// Asks the computer to open a file in the program that belongs to it.
///
/// # Errors
/// It is no such file, or there is no such program.
pub fn launch(writer: &Writer, path: &str) -> Result<(), Refusal> {
    let root = writer.folder().root();
    let full = root.join(path);
    if !is_sheet(path) || !writer.files().is_file(path) || link_below(root, &full).is_some() {
        return Err(not_shown().into());
    }
    let full = full.canonicalize().unwrap_or(full);
    open::that_detached(full).map_err(|_| {
        Refusal::new(
            "Uw computer weet niet met welk programma dit bestand open kan.",
            &format!("Open zelf het bestand {path} in uw werkmap."),
        )
    })
}

fn is_sheet(path: &str) -> bool {
    let is_hidden = path.split(['/', '\\']).any(|part| part.starts_with('.'));
    let ends = ENDINGS.iter().any(|ending| path.to_lowercase().ends_with(ending));
    path.starts_with(SHEETS) && ends && !is_hidden
}

fn not_shown() -> Denial {
    Denial { message: "Dit bestand laat Griffel hier niet zien.".to_owned(), hint: None }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::project::WorkFolder;

    #[test]
    fn only_files_with_numbers_are_shown_or_opened() {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data/reeksen")).expect("made");
        for file in ["data/gemeente.toml", "data/reeksen/a.csv", "data/reeksen/a.toml", "data/reeksen/a.exe", "b.csv"] {
            fs::write(folder.path().join(file), "Jaar;Aantal\n2022;3\n").expect("written");
        }
        let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
        let seen = rows(&writer, "data/reeksen/a.csv", None, 2).expect("shown");
        assert_eq!(seen.rows[1].cells, ["2022", "3"]);
        for path in [
            "data/reeksen/a.toml",
            "data/reeksen/a.exe",
            "b.csv",
            "data/reeksen/../../b.csv",
            "/etc/a.csv",
            "data/reeksen/.a.csv",
            "data/reeksen/none.csv",
        ] {
            assert!(rows(&writer, path, None, 1).is_err(), "{path}");
            assert!(launch(&writer, path).is_err(), "{path}");
        }
    }
}
