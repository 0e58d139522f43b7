//! Files with comments in a work folder. In: a document, and one change. Out: its comments; the file is written beside its
//! place and renamed, over what was read and nothing else, and never through a link.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::diagnostic::{Code, Finding, Place};
use crate::export::{self, Target};
use crate::project::{BYTE_ORDER_MARK, DocumentId, WorkFolder, without_links};

use super::comment::Comment;
use super::stored::{Gone, Stored};

/// Where they are, in the work folder.
pub const FOLDER: &str = ".griffel/opmerkingen";

/// One change after another is made, in all programs that work in the folder.
const SLOT: &str = ".griffel/opmerkingen/.griffel-slot";

/// No file with comments is larger, in bytes.
const MOST_BYTES: u64 = 1024 * 1024;

/// Where a file system has no locks, a change is made again so often when another came first.
const TRIES: usize = 40;

/// The file with the comments on a document, relative to the root.
pub fn path(id: &DocumentId) -> String {
    format!("{FOLDER}/{}/{}.toml", id.period, id.name)
}

/// The comments on a document.
///
/// # Errors
/// There is a file, and it cannot be read; the finding says why.
pub fn read(folder: &WorkFolder, id: &DocumentId) -> Result<Vec<Comment>, Box<Finding>> {
    let path = path(id);
    let stored = bytes(folder.root(), &path)?.map(|bytes| parse(&path, &bytes)).transpose()?;
    Ok(stored.map(|stored| stored.comments()).unwrap_or_default())
}

/// Changes the comments on a document as they are by now, so that what others added stays; gives them as they are then.
///
/// # Errors
/// The file cannot be read or written, or what is to be changed is gone; nothing is changed then.
pub fn change(
    folder: &WorkFolder,
    id: &DocumentId,
    work: &dyn Fn(&mut Stored) -> Result<(), Gone>,
) -> Result<Vec<Comment>, Box<Finding>> {
    let (root, path) = (folder.root(), path(id));
    let target = Target::below(root, &path);
    let _alone = export::alone(&Target::below(root, SLOT))?;
    for _ in 0..TRIES {
        let before = bytes(root, &path)?;
        let mut stored = before.as_deref().map_or_else(|| Ok(Stored::new()), |bytes| parse(&path, bytes))?;
        work(&mut stored).map_err(|Gone| gone(&path))?;
        let text = stored.text();
        if text.len() as u64 > MOST_BYTES {
            return Err(refused(&path, "Het bestand zou groter worden dan 1 MB."));
        }
        // What nobody could read again is never written.
        let comments = Stored::parse(&text).map_err(|why| refused(&path, &why))?.comments();
        let is_written = match &before {
            Some(before) if text.as_bytes() == before => true,
            Some(before) => {
                let is_as_read = || bytes(root, &path).is_ok_and(|now| now.as_ref() == Some(before));
                export::replace(&target, text.as_bytes(), &is_as_read)?
            }
            None => match export::create(&target, text.as_bytes()) {
                Ok(()) => true,
                // Somebody else was first.
                Err(_) if target.checked()?.exists() => false,
                Err(why) => return Err(why),
            },
        };
        if is_written {
            return Ok(comments);
        }
    }
    Err(Box::new(
        Finding::new(Code::CannotWrite, Place::file(path), "Anderen schrijven steeds in de opmerkingen.")
            .hint("Probeer het over een paar tellen opnieuw."),
    ))
}

/// The bytes of a file that is no larger than it may be; none where there is no file.
fn bytes(root: &Path, path: &str) -> Result<Option<Vec<u8>>, Box<Finding>> {
    let full = root.join(path);
    without_links(root, &full)?;
    let read = || -> std::io::Result<Vec<u8>> {
        let found = fs::metadata(&full)?;
        // Reading a pipe could wait for ever.
        if !found.is_file() {
            return Err(ErrorKind::InvalidInput.into());
        }
        let mut bytes = Vec::new();
        fs::File::open(&full)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    match read() {
        Ok(bytes) if bytes.len() as u64 > MOST_BYTES => Err(unreadable(path, "Het is groter dan 1 MB.")),
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(_) => Err(unreadable(path, "Het kan niet worden geopend.")),
    }
}

fn parse(path: &str, bytes: &[u8]) -> Result<Stored, Box<Finding>> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable(path, "Het is geen tekst met codering UTF-8."))?;
    Stored::parse(text).map_err(|why| unreadable(path, &why))
}

fn unreadable(path: &str, why: &str) -> Box<Finding> {
    let message = format!("De opmerkingen bij dit document zijn niet te lezen. {why}");
    Box::new(Finding::new(Code::CannotRead, Place::file(path), message).hint(format!(
        "Herstel het bestand {path}, of geef het een andere naam. Griffel verandert er niets aan zolang het niet te lezen is."
    )))
}

fn gone(path: &str) -> Box<Finding> {
    let message = "Deze opmerking is er niet meer.";
    Box::new(Finding::new(Code::FileMissing, Place::file(path), message).hint("Iemand anders heeft haar verwijderd."))
}

/// What would be written could not be read again.
fn refused(path: &str, why: &str) -> Box<Finding> {
    let message = format!("Dit past niet bij de opmerkingen van dit document. {why}");
    Box::new(
        Finding::new(Code::CannotWrite, Place::file(path), message)
            .hint("Is het te veel? Verwijder dan eerst opmerkingen of antwoorden die zijn opgelost."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cycle::comments::{Answer, Signature};
    use crate::project::{Files, Input, Inventory};

    fn bench() -> (tempfile::TempDir, WorkFolder, DocumentId) {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        let work = WorkFolder::at(folder.path()).expect("a work folder");
        (folder, work, DocumentId { period: "2022-K4".parse().expect("a period"), name: "jnv".to_owned() })
    }

    fn comment(id: &str) -> Comment {
        Comment {
            id: id.to_owned(),
            signed: Signature { by: "Anna".to_owned(), at: "2023-02-20T10:00:00+01:00".to_owned() },
            text: "<script>alert(1)</script>".to_owned(),
            words: "108".to_owned(),
            around: [String::new(), String::new()],
            settled: None,
            answers: Vec::new(),
        }
    }

    fn add(folder: &WorkFolder, id: &DocumentId, name: &str) -> Result<Vec<Comment>, Box<Finding>> {
        change(folder, id, &|stored| {
            stored.put(&comment(name));
            Ok(())
        })
    }

    #[test]
    fn two_at_once_a_hundred_times_lose_nothing() {
        let (_kept, folder, id) = bench();
        std::thread::scope(|scope| {
            for person in ["a", "b"] {
                let (folder, id) = (&folder, &id);
                scope.spawn(move || {
                    for number in 0..100 {
                        add(folder, id, &format!("{person}{number}")).expect("added");
                    }
                });
            }
        });
        let comments = read(&folder, &id).expect("read");
        assert_eq!(comments.len(), 200);
        for person in ["a", "b"] {
            let own: Vec<String> =
                comments.iter().map(|one| one.id.clone()).filter(|id| id.starts_with(person)).collect();
            assert_eq!(own, (0..100).map(|number| format!("{person}{number}")).collect::<Vec<_>>(), "in their order");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told_and_never_written_over() {
        let (kept, folder, id) = bench();
        let file = kept.path().join(path(&id));
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        let large = "#".repeat(50 * 1024 * 1024);
        for content in ["versie = 1\nkapot", "versie = 9\n", large.as_str()] {
            fs::write(&file, content).expect("written");
            let told = read(&folder, &id).expect_err("it cannot be read");
            assert!(told.message.contains("niet te lezen") && told.hints[0].contains("jnv.toml"), "{}", told.message);
            assert_eq!(add(&folder, &id, "x").expect_err("refused").code, Code::CannotRead);
            assert!(fs::read(&file).expect("there") == content.as_bytes(), "it is as it was");
        }
        fs::write(&file, b"versie = 1 \xff").expect("written");
        assert!(read(&folder, &id).expect_err("no text").message.contains("UTF-8"));
        fs::remove_file(&file).expect("removed");
        fs::create_dir(&file).expect("made");
        assert!(read(&folder, &id).is_err());
    }

    #[test]
    fn what_is_gone_or_too_much_changes_nothing() {
        let (kept, folder, id) = bench();
        add(&folder, &id, "a").expect("added");
        let before = fs::read(kept.path().join(path(&id))).expect("there");
        let told = change(&folder, &id, &|stored| stored.settle("b", None)).expect_err("gone");
        assert_eq!(told.message, "Deze opmerking is er niet meer.");
        let long = Comment { text: "x".repeat(2 * 1024 * 1024), ..comment("c") };
        let told = change(&folder, &id, &|stored| {
            stored.put(&long);
            Ok(())
        });
        assert!(told.expect_err("too much").message.contains("1 MB"));
        let bad = Comment { id: "../b".to_owned(), ..comment("c") };
        let told = change(&folder, &id, &|stored| {
            stored.put(&bad);
            Ok(())
        });
        assert!(told.expect_err("no id").message.contains("geen goede id"));
        assert_eq!(fs::read(kept.path().join(path(&id))).expect("there"), before);
    }

    #[test]
    fn one_answer_too_many_is_refused_and_the_rest_can_still_be_read() {
        let (_kept, folder, id) = bench();
        add(&folder, &id, "a").expect("added");
        let answer = |number: usize| {
            let signed = comment("a").signed;
            let answer = Answer { id: format!("b{number}"), signed, text: "Ja.".to_owned() };
            change(&folder, &id, &|stored| stored.answer("a", &answer))
        };
        let added = (0..200).map(answer).filter(Result::is_ok).count();
        let told = answer(200).expect_err("refused");
        assert!(told.message.contains("meer dan 200 antwoorden"), "{}", told.message);
        assert_eq!((added, read(&folder, &id).expect("read")[0].answers.len()), (200, 200));
    }

    #[test]
    fn no_document_is_made_of_comments() {
        let (_kept, folder, id) = bench();
        add(&folder, &id, "a").expect("added");
        let files = Files::new(folder.clone());
        let (inventory, findings) = Inventory::of(&folder).into_parts();
        assert!(inventory.documents.is_empty() && findings.is_empty());
        assert_eq!(Input::of(&path(&id)), None);
        assert!(files.paths_read().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_read_or_written_through_a_link() {
        use std::os::unix::fs::symlink;
        let (kept, folder, id) = bench();
        let outside = tempfile::tempdir().expect("temporary folder");
        fs::write(outside.path().join("jnv.toml"), "versie = 1\n").expect("written");
        fs::create_dir_all(kept.path().join(FOLDER)).expect("made");
        symlink(outside.path(), kept.path().join(FOLDER).join("2022-K4")).expect("linked");
        assert_eq!(read(&folder, &id).expect_err("a link").code, Code::PathOutside);
        assert_eq!(add(&folder, &id, "a").expect_err("a link").code, Code::PathOutside);
        assert_eq!(fs::read(outside.path().join("jnv.toml")).expect("there"), b"versie = 1\n");
        // The whole folder can be one as well.
        fs::remove_dir_all(kept.path().join(".griffel")).expect("removed");
        symlink(outside.path(), kept.path().join(".griffel")).expect("linked");
        assert!(add(&folder, &id, "a").is_err());
        assert_eq!(fs::read_dir(outside.path()).expect("there").count(), 1, "nothing was put there");
    }
}
