//! The text of a file with comments: plain TOML, which people may read and change themselves. What it holds beyond what is
//! known here stays as it is. In: that text, and one change. Out: the comments, and the text with that change.

use std::collections::BTreeSet;

use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::comment::{Answer, Comment, Signature};

/// The only version of this file that there is.
const VERSION: i64 = 1;

/// No more comments are kept with a document.
const MOST_COMMENTS: usize = 1_000;

/// No more answers are kept with a comment.
const MOST_ANSWERS: usize = 200;

/// No id is longer.
const LONGEST_ID: usize = 64;

const HEAD: &str = "# Opmerkingen van collega's. Griffel zet ze hier neer. Ze komen nooit in een PDF.\n";

const COMMENT: &str = "opmerking";
const ANSWER: &str = "antwoord";
const SETTLED: &str = "opgelost";
const BY: &str = "wie";
const AT: &str = "wanneer";
const TEXT: &str = "tekst";
const WORDS: &str = "woorden";
const AROUND: &str = "rond";

/// What should be changed is not there any more.
#[derive(Debug, PartialEq, Eq)]
pub struct Gone;

/// A file with comments that can be read.
#[derive(Debug, Clone)]
pub struct Stored {
    document: DocumentMut,
}

impl Stored {
    /// Without comments.
    pub fn new() -> Self {
        let mut document = DocumentMut::new();
        document.decor_mut().set_prefix(HEAD);
        document.insert("versie", VERSION.into());
        Self { document }
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// It is no such file; why, as a sentence for its user.
    pub fn parse(text: &str) -> Result<Self, String> {
        let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            let line =
                error.span().map_or(1, |span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1);
            format!("Op regel {line} staat iets dat niet klopt.")
        })?;
        match document.get("versie").and_then(Item::as_integer) {
            Some(VERSION) => {}
            Some(_) => return Err("Het is van een nieuwere Griffel.".to_owned()),
            None => return Err("Er staat niet bij welke versie het is.".to_owned()),
        }
        let stored = Self { document };
        let tables = stored.document.get(COMMENT).map_or(Ok(Vec::new()), |item| rows_of(item, COMMENT))?;
        let count = tables.len();
        if count > MOST_COMMENTS {
            return Err(format!("Er staan {count} opmerkingen in. Griffel kent er hoogstens {MOST_COMMENTS}."));
        }
        let mut ids = BTreeSet::new();
        for table in tables {
            let comment = comment_of(table)?;
            let answers = comment.answers.iter().map(|answer| answer.id.clone());
            for id in answers.chain([comment.id.clone()]) {
                let is_plain = |next: char| next.is_ascii_alphanumeric() || next == '-';
                if id.is_empty() || id.len() > LONGEST_ID || !id.chars().all(is_plain) {
                    return Err("Een opmerking of antwoord heeft geen goede id.".to_owned());
                }
                if !ids.insert(id.clone()) {
                    return Err(format!("De id {id} staat er twee keer."));
                }
            }
        }
        Ok(stored)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        self.document.to_string()
    }

    /// The comments, in the order in which they were made.
    pub fn comments(&self) -> Vec<Comment> {
        let rows = self.document.get(COMMENT).and_then(Item::as_array_of_tables);
        // They were tried when the text was read.
        rows.into_iter().flatten().filter_map(|table| comment_of(table).ok()).collect()
    }

    /// Adds a comment. Of one that is there only the answers are added that are not.
    pub fn put(&mut self, comment: &Comment) {
        if let Ok(known) = self.find(&comment.id) {
            comment.answers.iter().for_each(|answer| add_answer(known, answer));
            return;
        }
        let mut table = signed(&comment.id, &comment.signed, &comment.text);
        table.insert(WORDS, comment.words.as_str().into());
        table.insert(AROUND, list_of(&comment.around));
        if let Some(settled) = &comment.settled {
            table.insert(SETTLED, settlement(settled));
        }
        comment.answers.iter().for_each(|answer| add_answer(&mut table, answer));
        let tables = self.document.entry(COMMENT).or_insert_with(|| ArrayOfTables::new().into());
        if let Some(tables) = tables.as_array_of_tables_mut() {
            tables.push(table);
        }
    }

    /// Adds an answer to a comment.
    ///
    /// # Errors
    /// The comment is gone.
    pub fn answer(&mut self, id: &str, answer: &Answer) -> Result<(), Gone> {
        add_answer(self.find(id)?, answer);
        Ok(())
    }

    /// A comment is settled, or open again.
    ///
    /// # Errors
    /// The comment is gone.
    pub fn settle(&mut self, id: &str, signed: Option<&Signature>) -> Result<(), Gone> {
        let table = self.find(id)?;
        match signed {
            Some(signed) => table.insert(SETTLED, settlement(signed)),
            None => table.remove(SETTLED),
        };
        Ok(())
    }

    /// Takes a comment away, or one of its answers.
    ///
    /// # Errors
    /// It is gone already.
    pub fn remove(&mut self, id: &str, answer: Option<&str>) -> Result<(), Gone> {
        let rows = match answer {
            Some(_) => self.find(id)?.get_mut(ANSWER),
            None => self.document.get_mut(COMMENT),
        };
        let rows = rows.and_then(Item::as_array_of_tables_mut).ok_or(Gone)?;
        let before = rows.len();
        rows.retain(|table| text_of(table, "id") != answer.unwrap_or(id));
        if rows.len() < before { Ok(()) } else { Err(Gone) }
    }

    /// The words that a comment is about, and what stands around them, are these now.
    ///
    /// # Errors
    /// The comment is gone.
    pub fn renew(&mut self, id: &str, words: &str, around: &[String; 2]) -> Result<(), Gone> {
        let table = self.find(id)?;
        table.insert(WORDS, words.into());
        table.insert(AROUND, list_of(around));
        Ok(())
    }

    fn find(&mut self, id: &str) -> Result<&mut Table, Gone> {
        let tables = self.document.get_mut(COMMENT).and_then(Item::as_array_of_tables_mut);
        tables.into_iter().flat_map(ArrayOfTables::iter_mut).find(|table| text_of(&**table, "id") == id).ok_or(Gone)
    }
}

/// The tables of a list.
fn rows_of<'a>(item: &'a Item, name: &str) -> Result<Vec<&'a Table>, String> {
    let tables = item.as_array_of_tables().ok_or_else(|| format!("Niet elke {name} staat onder een eigen kop."))?;
    Ok(tables.iter().collect())
}

fn comment_of(table: &Table) -> Result<Comment, String> {
    let answers = table.get(ANSWER).map_or(Ok(Vec::new()), |item| rows_of(item, "antwoord"))?;
    if answers.len() > MOST_ANSWERS {
        return Err(format!("Bij een opmerking staan meer dan {MOST_ANSWERS} antwoorden."));
    }
    let settled = match table.get(SETTLED).map(Item::as_table_like) {
        None => None,
        Some(Some(settled)) => Some(signature_of(settled)),
        Some(None) => return Err("Bij \"opgelost\" staat niet wie het heeft opgelost, en wanneer.".to_owned()),
    };
    let around = |at: usize| {
        let part = table.get(AROUND).and_then(Item::as_array).and_then(|parts| parts.get(at));
        part.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    Ok(Comment {
        id: text_of(table, "id"),
        signed: signature_of(table),
        text: text_of(table, TEXT),
        words: text_of(table, WORDS),
        around: [around(0), around(1)],
        settled,
        answers: answers.into_iter().map(answer_of).collect(),
    })
}

fn answer_of(table: &Table) -> Answer {
    Answer { id: text_of(table, "id"), signed: signature_of(table), text: text_of(table, TEXT) }
}

fn signature_of(table: &dyn TableLike) -> Signature {
    let at = match table.get(AT).and_then(Item::as_value) {
        Some(Value::Datetime(moment)) => moment.value().to_string(),
        _ => text_of(table, AT),
    };
    Signature { by: text_of(table, BY), at }
}

/// The text at a key; anything else there counts as none.
fn text_of(table: &dyn TableLike, key: &str) -> String {
    table.get(key).and_then(Item::as_str).unwrap_or_default().to_owned()
}

/// Adds an answer, unless it is there.
fn add_answer(table: &mut Table, answer: &Answer) {
    let rows = table.entry(ANSWER).or_insert_with(|| ArrayOfTables::new().into());
    if let Some(rows) = rows.as_array_of_tables_mut()
        && rows.iter().all(|row| text_of(row, "id") != answer.id)
    {
        rows.push(signed(&answer.id, &answer.signed, &answer.text));
    }
}

fn signed(id: &str, signature: &Signature, text: &str) -> Table {
    let mut table = Table::new();
    table.insert("id", id.into());
    table.insert(BY, signature.by.as_str().into());
    table.insert(AT, moment(&signature.at).into());
    table.insert(TEXT, text.into());
    table
}

fn settlement(signature: &Signature) -> Item {
    let mut value = InlineTable::new();
    value.insert(BY, signature.by.as_str().into());
    value.insert(AT, moment(&signature.at));
    value.into()
}

/// A moment as TOML has them; what is none stays text.
fn moment(at: &str) -> Value {
    at.parse::<Datetime>().map_or_else(|_| at.into(), Value::from)
}

fn list_of(around: &[String; 2]) -> Item {
    Array::from_iter(around.iter().map(String::as_str)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(by: &str) -> Signature {
        Signature { by: by.to_owned(), at: "2023-02-20T10:00:00+01:00".to_owned() }
    }

    fn comment(id: &str) -> Comment {
        Comment {
            id: id.to_owned(),
            signed: signature("Anna"),
            text: "Klopt dit?\n\"Zeker\" weten.".to_owned(),
            words: "108 gezinnen".to_owned(),
            around: ["Er waren".to_owned(), "in het jaar".to_owned()],
            settled: None,
            answers: Vec::new(),
        }
    }

    fn answer(id: &str) -> Answer {
        Answer { id: id.to_owned(), signed: signature("Bert"), text: "Ja.".to_owned() }
    }

    fn read(stored: &Stored) -> Vec<Comment> {
        Stored::parse(&stored.text()).expect("what was written can be read").comments()
    }

    #[test]
    fn what_is_written_is_read_and_is_plain() {
        let mut stored = Stored::new();
        stored.put(&comment("a"));
        stored.answer("a", &answer("b")).expect("there");
        stored.settle("a", Some(&signature("Bert"))).expect("there");
        let expected = Comment { settled: Some(signature("Bert")), answers: vec![answer("b")], ..comment("a") };
        assert_eq!(read(&stored), [expected]);
        let text = stored.text();
        for line in [
            "versie = 1\n",
            "[[opmerking]]\nid = \"a\"\nwie = \"Anna\"\nwanneer = 2023-02-20T10:00:00+01:00\n",
            "rond = [\"Er waren\", \"in het jaar\"]\n",
            "opgelost = { wie = \"Bert\", wanneer = 2023-02-20T10:00:00+01:00 }\n",
            "[[opmerking.antwoord]]\nid = \"b\"\n",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        stored.settle("a", None).expect("there");
        stored.renew("a", "112 gezinnen", &["waren".to_owned(), String::new()]).expect("there");
        let now = read(&stored);
        assert_eq!((now[0].settled.clone(), now[0].words.as_str()), (None, "112 gezinnen"));
    }

    #[test]
    fn what_two_people_add_stays_and_what_is_put_back_is_there_once() {
        let mut stored = Stored::new();
        stored.put(&comment("a"));
        stored.put(&comment("b"));
        stored.put(&Comment { text: "anders".to_owned(), answers: vec![answer("c")], ..comment("a") });
        let now = read(&stored);
        assert_eq!(now.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((now[0].text.as_str(), now[0].answers.len()), (comment("a").text.as_str(), 1));
        stored.remove("a", Some("c")).expect("there");
        assert_eq!(stored.remove("a", Some("c")), Err(Gone));
        stored.remove("a", None).expect("there");
        assert_eq!(stored.remove("a", None), Err(Gone));
        assert_eq!(stored.answer("a", &answer("d")), Err(Gone));
        assert_eq!(read(&stored), [comment("b")]);
    }

    #[test]
    fn what_people_wrote_beside_it_stays() {
        let mut stored = Stored::parse(
            "# van Anna\nversie = 1\neigen = 3\n\n[[opmerking]] # let op\nid = \"a\"\ntekst = 'x'\nkleur = 1\n",
        )
        .expect("read");
        stored.put(&comment("b"));
        stored.answer("a", &answer("c")).expect("there");
        let text = stored.text();
        for kept in ["# van Anna\n", "eigen = 3", "# let op", "tekst = 'x'\nkleur = 1"] {
            assert!(text.contains(kept), "{kept}\n{text}");
        }
        assert_eq!(read(&stored).len(), 2);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let many = format!("versie = 1\n{}", "[[opmerking]]\nid = \"a\"\n".repeat(10_000));
        for (text, why) in [
            ("versie = 1\nopmerking = \"", "Op regel 2"),
            ("", "welke versie"),
            ("versie = 2\n", "nieuwere Griffel"),
            ("versie = 1\nopmerking = 3\n", "eigen kop"),
            ("versie = 1\n[[opmerking]]\ntekst = \"x\"\n", "geen goede id"),
            ("versie = 1\n[[opmerking]]\nid = \"../x\"\n", "geen goede id"),
            ("versie = 1\n[[opmerking]]\nid = \"a\"\n[[opmerking]]\nid = \"a\"\n", "twee keer"),
            ("versie = 1\n[[opmerking]]\nid = \"a\"\nantwoord = 1\n", "eigen kop"),
            ("versie = 1\n[[opmerking]]\nid = \"a\"\nopgelost = true\n", "opgelost"),
            (many.as_str(), "10000 opmerkingen"),
        ] {
            let told = Stored::parse(text).expect_err("it is wrong");
            assert!(told.contains(why), "{why}: {told}");
        }
        // A hole as deep as a file allows is no end of the program.
        assert!(Stored::parse(&format!("versie = 1\nx = {}", "[".repeat(500_000))).is_err());
    }
}
