//! Comments on documents, for the page. In: what it wants done with them. Out: the comments as they are then.

use chrono::{DateTime, FixedOffset, SecondsFormat};

use crate::cycle::comments::{self, Answer, Comment, Gone, LONGEST_WORDS, Signature, Stored};
use crate::diagnostic::Finding;
use crate::marker::is_marker;
use crate::preview::act::Refusal;
use crate::preview::comments::{CommentAct, CommentPlace, NewComment, ShownComments};
use crate::preview::home::Home;
use crate::preview::words::{Denial, LONGEST_NAME};
use crate::project::{DocumentId, Inventory, WorkFolder};

use super::manuscripts::no_document;
use super::random::random_hex;
use super::writer::Writer;

/// Nobody says more at once, in characters.
const LONGEST_TEXT: usize = 10_000;

/// The comments on a document by its name, `<period>/<name>`; none where there is no such document.
pub fn of(folder: &WorkFolder, document: &str) -> Option<ShownComments> {
    let id = known(folder, document)?;
    Some(shown(&id, comments::read(folder, &id)))
}

/// Does something with them.
///
/// # Errors
/// Why it is not done; nothing has changed then.
pub fn perform(writer: &Writer, act: CommentAct, at: Option<DateTime<FixedOffset>>) -> Result<ShownComments, Refusal> {
    writer.is_there()?;
    let folder = writer.folder();
    let find = |document: &str| known(folder, document).ok_or_else(|| Refusal::from(no_document(document)));
    let change = |document: &str, work: &dyn Fn(&mut Stored) -> Result<(), Gone>| {
        let id = find(document)?;
        let comments = comments::change(folder, &id, work)?;
        Ok(shown(&id, Ok(comments)))
    };
    match act {
        CommentAct::Look { document } => find(&document).map(|id| shown(&id, comments::read(folder, &id))),
        CommentAct::Add(new) => {
            let document = new.document.clone();
            let comment = made(new, at)?;
            change(&document, &|stored| {
                stored.put(&comment);
                Ok(())
            })
        }
        CommentAct::Answer { document, id, by, text } => {
            let answer = Answer { id: fresh_id()?, signed: signed(&by, at)?, text: said(&text)? };
            change(&document, &|stored| stored.answer(&id, &answer))
        }
        CommentAct::Settle { document, id, by } => {
            let signed = signed(&by, at)?;
            change(&document, &|stored| stored.settle(&id, Some(&signed)))
        }
        CommentAct::Reopen { document, id } => change(&document, &|stored| stored.settle(&id, None)),
        CommentAct::Remove { document, id, answer, by } => {
            let name = called(&by)?;
            change(&document, &|stored| {
                let comments = stored.comments();
                let comment = comments.iter().find(|comment| comment.id == id).ok_or(Gone)?;
                let mut answers = comment.answers.iter();
                let by = match &answer {
                    Some(answer) => &answers.find(|one| one.id == *answer).ok_or(Gone)?.signed.by,
                    None => &comment.signed.by,
                };
                // The page offers it to nobody else.
                if *by == name { stored.remove(&id, answer.as_deref()) } else { Err(Gone) }
            })
        }
        CommentAct::Restore { document, comment } => {
            let comment = Comment::from(comment);
            change(&document, &|stored| {
                stored.put(&comment);
                Ok(())
            })
        }
        CommentAct::Renew { document, places } => change(&document, &|stored| {
            for CommentPlace { id, words, around } in &places {
                // One that somebody took away meanwhile needs no words.
                let _ = stored.renew(id, &short(words), &around.each_ref().map(|words| short(words)));
            }
            Ok(())
        }),
    }
}

fn known(folder: &WorkFolder, document: &str) -> Option<DocumentId> {
    Inventory::of(folder).without_findings().named(document).map(|(id, _)| id.clone())
}

fn shown(id: &DocumentId, comments: Result<Vec<Comment>, Box<Finding>>) -> ShownComments {
    let (comments, problem) = match comments {
        Ok(comments) => (comments.into_iter().map(Into::into).collect(), None),
        Err(why) => (Vec::new(), Some(Denial::from(&*why))),
    };
    ShownComments { document: id.to_string(), comments, problem }
}

fn made(new: NewComment, at: Option<DateTime<FixedOffset>>) -> Result<Comment, Refusal> {
    Ok(Comment {
        id: fresh_id()?,
        signed: signed(&new.by, at)?,
        text: said(&new.text)?,
        words: short(&new.words),
        around: new.around.map(|words| short(&words)),
        settled: None,
        answers: Vec::new(),
    })
}

fn fresh_id() -> Result<String, Refusal> {
    random_hex(8).map_err(|_| Refusal::new("Dit lukte niet.", "Start Griffel opnieuw en probeer het nog eens."))
}

/// Who does something now. They are asked once. While the clock cannot be right, nobody can tell when.
fn signed(by: &str, at: Option<DateTime<FixedOffset>>) -> Result<Signature, Refusal> {
    let by = called(by)?;
    let at = at.ok_or_else(|| {
        let message = "De klok van deze computer klopt niet: het is er nog vóór 1970.";
        Refusal::new(message, "Zet de klok goed en probeer het opnieuw.")
    })?;
    if let Some(home) = Home::of_user().filter(|_| Home::name_of_user().as_ref() != Some(&by)) {
        // Asked again next time, then.
        let _ = home.note_name(&by);
    }
    Ok(Signature { by, at: at.to_rfc3339_opts(SecondsFormat::Secs, false) })
}

/// A name on one line.
fn called(by: &str) -> Result<String, Refusal> {
    let name: String = by.split(char::is_control).collect::<Vec<_>>().join(" ");
    match name.trim() {
        "" => Err(Refusal::new("Er staat niet wie dit zegt.", "Vul uw naam in.")),
        name => Ok(name.chars().take(LONGEST_NAME).collect()),
    }
}

/// What somebody says.
fn said(text: &str) -> Result<String, Refusal> {
    match text.trim() {
        "" => Err(Refusal::new("Er staat nog niets.", "Schrijf eerst wat u wilt zeggen.")),
        text if text.chars().count() > LONGEST_TEXT => {
            Err(Refusal::new("Dit is te lang voor een opmerking.", "Maak het korter, of zet het in de tekst."))
        }
        text if text.contains(is_marker) => Err(Refusal::new(
            "In de opmerking staat een onzichtbaar teken zonder vaste betekenis.",
            "Typ de opmerking opnieuw.",
        )),
        text => Ok(text.to_owned()),
    }
}

fn short(words: &str) -> String {
    words.chars().take(LONGEST_WORDS).collect()
}

/// The comments on a document that has moved go with it.
pub fn take_along(writer: &Writer, from: &str, to: &str) {
    // What cannot go along stays where it is.
    let _ = writer.rename(from, to);
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::preview::comments::ShownComment;

    fn bench() -> (tempfile::TempDir, Writer) {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data/brieven/2022-K4")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        fs::write(folder.path().join("data/brieven/2022-K4/a.md"), "Er waren 108 gezinnen.\n").expect("written");
        let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
        (folder, writer)
    }

    fn now() -> Option<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339("2023-02-20T10:00:00+01:00").ok()
    }

    fn act(writer: &Writer, json: serde_json::Value) -> Result<Vec<ShownComment>, Refusal> {
        let mut json = json;
        json["document"] = "2022-K4/a".into();
        let act = serde_json::from_value(json).expect("an act");
        perform(writer, act, now()).map(|shown| shown.comments)
    }

    fn add(writer: &Writer) -> ShownComment {
        let new = serde_json::json!({
            "what": "add", "by": " Anna\n", "text": "Klopt dit?", "words": "108 gezinnen", "around": ["Er waren", "."],
        });
        act(writer, new).expect("added").pop().expect("one")
    }

    #[test]
    fn a_comment_is_made_answered_settled_and_open_again() {
        let (_kept, writer) = bench();
        let comment = add(&writer);
        assert_eq!((comment.by.as_str(), comment.at.as_str()), ("Anna", "2023-02-20T10:00:00+01:00"));
        let id = &comment.id;
        let answered = serde_json::json!({"what": "answer", "id": id, "by": "Bert", "text": "Ja."});
        assert_eq!(act(&writer, answered).expect("answered")[0].answers[0].by, "Bert");
        let settle = serde_json::json!({"what": "settle", "id": id, "by": "Bert"});
        let settled = act(&writer, settle).expect("settled");
        assert_eq!(settled[0].settled.as_ref().map(|signed| signed.by.as_str()), Some("Bert"));
        let reopen = serde_json::json!({"what": "reopen", "id": id});
        assert_eq!(act(&writer, reopen).expect("open again")[0].settled, None);
        assert_eq!(of(writer.folder(), "2022-K4/a").expect("known").comments.len(), 1);
        assert!(of(writer.folder(), "../a").is_none());
    }

    #[test]
    fn only_who_made_it_takes_it_away_and_it_comes_back() {
        let (_kept, writer) = bench();
        let comment = add(&writer);
        let remove = |by: &str| serde_json::json!({"what": "remove", "id": comment.id, "answer": null, "by": by});
        assert!(act(&writer, remove("Bert")).is_err());
        assert_eq!(act(&writer, remove("Anna")).expect("taken away"), []);
        let restore = serde_json::json!({"what": "restore", "comment": comment});
        assert_eq!(act(&writer, restore.clone()).expect("back"), std::slice::from_ref(&comment));
        assert_eq!(act(&writer, restore).expect("once"), [comment]);
    }

    #[test]
    fn what_says_nothing_too_much_or_of_no_document_is_refused() {
        let (kept, writer) = bench();
        for (by, text) in [("", "x"), ("Anna", " \n"), ("Anna", "\u{e000}"), ("Anna", "x".repeat(10_001).as_str())] {
            let new = serde_json::json!({"what": "add", "by": by, "text": text, "words": "", "around": ["", ""]});
            assert!(act(&writer, new).is_err(), "{by:?}");
        }
        let look = serde_json::json!({"what": "look", "document": "../../x"});
        assert!(perform(&writer, serde_json::from_value(look).expect("an act"), now()).is_err());
        assert!(!kept.path().join(".griffel").exists(), "nothing was written");
        let renewed = serde_json::json!({
            "what": "renew", "places": [{"id": add(&writer).id, "words": "x".repeat(5_000), "around": ["", ""]}],
        });
        assert_eq!(act(&writer, renewed).expect("renewed")[0].words.len(), LONGEST_WORDS);
    }
}
