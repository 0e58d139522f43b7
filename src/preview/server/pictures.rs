//! Pictures that somebody brings into a text. In: the name and the bytes of one. Out: a file in the folder `data`, where a
//! document can show it; or why there is none, and nothing has changed.
//!
//! What a document could not show is refused here already, so that nobody hears of it only after it stands in the text.

use std::collections::BTreeSet;
use std::fs;

use crate::layout::picture_kind;
use crate::preview::act::Refusal;
use crate::project::unfit_name;

use super::writer::Writer;

/// Where documents find their pictures.
const HOME: &str = "data";

/// So many pictures may have the same name, but for a number.
const MOST_NAMESAKES: usize = 1_000;

/// No name is longer, in bytes.
const LONGEST_NAME: usize = 80;

const OTHER_NAME: &str = "Gebruik kleine letters, cijfers en streepjes, zoals plein-in-de-zomer.";
const OTHER_FILE: &str = "Kies een ander bestand: SVG, PNG of JPEG.";

/// Stores a picture under a name without extension, or one like it where that is taken. What is there is never replaced; the
/// same picture under the same name is not stored twice. Gives the name of its file, as a text refers to it.
///
/// # Errors
/// The name is not fit, a document could not show the picture, or it cannot be written.
pub fn store(writer: &Writer, name: &str, bytes: &[u8]) -> Result<String, Refusal> {
    check_name(name)?;
    writer.is_there()?;
    let kind = picture_kind(bytes).map_err(|(what, hint)| {
        Refusal::new(format!("Deze afbeelding {what}"), hint.as_deref().unwrap_or(OTHER_FILE))
    })?;
    let home = writer.folder().root().join(HOME);
    let entries = fs::read_dir(&home).into_iter().flatten().flatten();
    // Two names that differ in capitals only are one on many computers.
    let taken: BTreeSet<String> =
        entries.filter_map(|entry| Some(entry.file_name().to_str()?.to_lowercase())).collect();
    for number in 1..=MOST_NAMESAKES {
        let file = if number == 1 { format!("{name}.{kind}") } else { format!("{name}-{number}.{kind}") };
        let path = format!("{HOME}/{file}");
        if taken.contains(&file) {
            if is_same(writer, &path, bytes) {
                return Ok(file);
            }
            continue;
        }
        match writer.create_bytes(&path, bytes) {
            Ok(()) => return Ok(file),
            // Somebody else was first.
            Err(_) if home.join(&file).symlink_metadata().is_ok() => {}
            Err(denial) => return Err(denial.into()),
        }
    }
    Err(Refusal::new(format!("Er zijn al heel veel afbeeldingen met de naam {name}."), "Kies een andere naam."))
}

/// Only what is the same on every computer, and needs no signs around it in a text.
fn check_name(name: &str) -> Result<(), Refusal> {
    let is_plain = |next: char| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '-';
    if !name.chars().all(is_plain) || name.starts_with('-') || name.ends_with('-') {
        return Err(Refusal::new("Deze naam kan niet.", OTHER_NAME));
    }
    if name.len() > LONGEST_NAME {
        return Err(Refusal::new("Deze naam is te lang.", "Kies een kortere naam."));
    }
    match unfit_name(name) {
        Some(why) => Err(Refusal::new(why, OTHER_NAME)),
        None => Ok(()),
    }
}

/// Whether this very picture stands there.
fn is_same(writer: &Writer, path: &str, bytes: &[u8]) -> bool {
    let about = writer.folder().root().join(path).symlink_metadata();
    about.is_ok_and(|about| about.is_file() && about.len() == bytes.len() as u64)
        && writer.files().bytes(path).is_ok_and(|there| there == bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::WorkFolder;

    const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0H9V9Z\"/></svg>";
    const OTHER: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M9 9H0V0Z\"/></svg>";
    const FOR_PRINT: &[u8] = include_bytes!("../../../tests/findings/B012-jpeg-voor-drukwerk/data/foto.jpg");

    fn bench() -> (tempfile::TempDir, Writer) {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "naam = \"A\"\n").expect("written");
        let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
        (folder, writer)
    }

    fn files(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path().join("data")).expect("read");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("read").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number_and_nothing_is_replaced() {
        let (folder, writer) = bench();
        assert_eq!(store(&writer, "plein", DRAWING.as_bytes()).expect("stored"), "plein.svg");
        assert_eq!(store(&writer, "plein", OTHER.as_bytes()).expect("stored"), "plein-2.svg");
        assert_eq!(store(&writer, "plein", DRAWING.as_bytes()).expect("there"), "plein.svg", "it is there already");
        fs::write(folder.path().join("data/Kaart.SVG"), OTHER).expect("written");
        assert_eq!(store(&writer, "kaart", DRAWING.as_bytes()).expect("stored"), "kaart-2.svg");
        assert_eq!(fs::read_to_string(folder.path().join("data/plein.svg")).expect("read"), DRAWING);
        assert_eq!(files(&folder), ["Kaart.SVG", "gemeente.toml", "kaart-2.svg", "plein-2.svg", "plein.svg"]);
    }

    #[test]
    fn of_many_at_once_each_has_a_file_of_its_own() {
        let (folder, writer) = bench();
        let names: BTreeSet<String> = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..8)
                .map(|number| {
                    let writer = writer.clone();
                    let drawing = DRAWING.replace("M0 0", &format!("M0 {number}"));
                    scope.spawn(move || store(&writer, "plein", drawing.as_bytes()).expect("stored"))
                })
                .collect();
            tries.into_iter().map(|one| one.join().expect("no panic")).collect()
        });
        assert_eq!((names.len(), files(&folder).len()), (8, 9));
    }

    #[test]
    fn names_that_lead_elsewhere_or_are_not_plain_are_refused() {
        let (folder, writer) = bench();
        let long = "a".repeat(81);
        for name in [
            "",
            ".",
            "..",
            "../plein",
            "a/b",
            "a\\b",
            "/etc/x",
            "c:x",
            "plein.svg",
            "Plein",
            "pleïn",
            "een plein",
            "-a",
            "a-",
            "con",
            "nul",
            "a\0b",
            "%2e%2e",
            "a\nb",
            &long,
        ] {
            let refused = store(&writer, name, DRAWING.as_bytes()).expect_err(name);
            assert!(refused.hint.is_some(), "{name}: {refused:?}");
        }
        assert_eq!(files(&folder), ["gemeente.toml"]);
    }

    #[test]
    fn what_a_document_cannot_show_is_refused_in_words() {
        let (folder, writer) = bench();
        let hostile = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><image href=\"https://voorbeeld.nl/a.png\"/></svg>";
        let cases: [(&[u8], &str); 5] = [
            (FOR_PRINT, "drukwerk (CMYK)"),
            (hostile.as_bytes(), "verwijst naar een andere afbeelding"),
            (b"%PDF-1.7", "is een PDF"),
            (b"MZ\x90\0", "geen afbeelding die Griffel kent"),
            (b"", "geen afbeelding die Griffel kent"),
        ];
        for (bytes, says) in cases {
            let refused = store(&writer, "plein", bytes).expect_err(says);
            assert!(refused.message.starts_with("Deze afbeelding ") && refused.message.contains(says), "{refused:?}");
            assert!(refused.hint.is_some(), "{refused:?}");
        }
        assert_eq!(files(&folder), ["gemeente.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        use std::os::unix::fs::symlink;
        let (folder, writer) = bench();
        let outside = tempfile::tempdir().expect("temporary folder");
        // A link that leads to nothing yet, and one to the very same picture.
        symlink(outside.path().join("nieuw.svg"), folder.path().join("data/plein.svg")).expect("linked");
        fs::write(outside.path().join("ander.svg"), DRAWING).expect("written");
        symlink(outside.path().join("ander.svg"), folder.path().join("data/plein-2.svg")).expect("linked");
        assert_eq!(store(&writer, "plein", DRAWING.as_bytes()).expect("stored"), "plein-3.svg");
        assert!(!outside.path().join("nieuw.svg").exists());
        // The folder itself can be one.
        fs::rename(folder.path().join("data"), outside.path().join("data")).expect("moved");
        symlink(outside.path().join("data"), folder.path().join("data")).expect("linked");
        assert!(store(&writer, "markt", DRAWING.as_bytes()).is_err());
        assert!(!outside.path().join("data/markt.svg").exists());
    }

    #[test]
    fn a_work_folder_that_is_gone_is_not_made_anew() {
        let (folder, writer) = bench();
        fs::rename(folder.path().join("data"), folder.path().join("weg")).expect("moved");
        let refused = store(&writer, "plein", DRAWING.as_bytes()).expect_err("gone");
        assert!(refused.message.contains("werkmap is er niet meer"), "{refused:?}");
        assert!(!folder.path().join("data").exists());
    }
}
