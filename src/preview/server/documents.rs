//! Documents are made, copied, moved, thrown away and taken back. In: what the page asks. Out: a file in the folder of its
//! kind, or in the bin of the work folder; or why not, and nothing has changed.

use std::path::Path;

use walkdir::WalkDir;

use crate::cycle::comments::path as comment_path;
use crate::cycle::quarter;
use crate::dutch::period::Period;
use crate::load::{self, FrontMatter};
use crate::preview::act::{Discarded, Elsewhere, NewText, Refusal};
use crate::project::{DocumentId, DocumentKind, Inventory, log_path, unfit_name};

use super::comments;
use super::fresh::{self, Start};
use super::manuscripts::no_document;
use super::own_folders::BIN;
use super::writer::Writer;

/// A document as it is now.
struct Known {
    id: DocumentId,
    path: String,
    kind: DocumentKind,
}

/// The documents of a work folder.
pub struct Documents<'a> {
    writer: &'a Writer,
    inventory: Inventory,
}

impl<'a> Documents<'a> {
    /// As they are now.
    pub fn of(writer: &'a Writer) -> Self {
        Self { writer, inventory: Inventory::of(writer.folder()).without_findings() }
    }

    /// Makes one from nothing.
    pub fn create(&self, new: &NewText) -> Result<String, Refusal> {
        let forms = load::forms(self.writer.files());
        let form = forms.iter().find(|form| form.id == new.form).ok_or_else(|| {
            Refusal::new(format!("Er is geen sjabloon \"{}\".", new.form), "Kies een ander sjabloon.")
        })?;
        let id = self.free(&new.period, &new.name, None)?;
        let text = fresh::text(form, &Start { subject: &new.subject, fields: &new.fields });
        self.writer.create(&form.kind.path(&id), &text)?;
        Ok(id.to_string())
    }

    /// Makes one from another.
    pub fn copy(&self, wanted: &Elsewhere) -> Result<String, Refusal> {
        let known = self.known(&wanted.document)?;
        let id = self.free(&wanted.period, &wanted.name, Some(&known))?;
        let before = self.writer.read(&known.path)?.text;
        let text = quarter::successor(&before, known.id.period, id.period).ok_or_else(|| {
            let message = format!("De gegevens bovenaan {} zijn niet te lezen.", known.id);
            Refusal::new(message, "Los eerst de meldingen over die gegevens op.")
        })?;
        self.writer.create(&known.kind.path(&id), &text)?;
        Ok(id.to_string())
    }

    /// Gives one another name or period. What it gives is that name, and the path of its text.
    pub fn rename(&self, wanted: &Elsewhere) -> Result<(String, String), Refusal> {
        let known = self.known(&wanted.document)?;
        self.is_loose(&known)?;
        let id = self.free(&wanted.period, &wanted.name, Some(&known))?;
        let path = known.kind.path(&id);
        self.writer.rename(&known.path, &path)?;
        comments::take_along(self.writer, &comment_path(&known.id), &comment_path(&id));
        Ok((id.to_string(), path))
    }

    /// Brings one back that is gone, with this text.
    pub fn revive(&self, document: &str, text: &str) -> Result<String, Refusal> {
        let (period, name) = document.split_once('/').ok_or_else(|| no_document(document))?;
        let id = self.free(period, name, None)?;
        let form = FrontMatter::of(text).and_then(|front| Some(front.get("sjabloon")?.as_str()?.to_owned()));
        let forms = load::forms(self.writer.files());
        let kind = forms.iter().find(|known| form.as_ref() == Some(&known.id)).map(|form| form.kind);
        self.writer.create(&kind.unwrap_or(DocumentKind::Letter).path(&id), text)?;
        Ok(id.to_string())
    }

    /// Puts one in the bin.
    pub fn discard(&self, document: &str) -> Result<Discarded, Refusal> {
        let known = self.known(document)?;
        self.is_loose(&known)?;
        let place = known.path.trim_start_matches("data/").trim_end_matches(".md");
        let numbered = (1_u32..).map(|number| match number {
            1 => format!("{place}.md"),
            _ => format!("{place} ({number}).md"),
        });
        let is_free = |entry: &String| self.at(&format!("{BIN}/{entry}")).symlink_metadata().is_err();
        let entry = numbered.take(1_000).find(is_free).ok_or_else(|| {
            Refusal::new("De prullenbak is vol.", "Maak de map .griffel/prullenbak in uw werkmap leeg.")
        })?;
        self.writer.rename(&known.path, &format!("{BIN}/{entry}"))?;
        comments::take_along(self.writer, &comment_path(&known.id), &comments_in_bin(&entry));
        Ok(Discarded { entry, document: known.id.to_string() })
    }

    /// Takes one out of the bin.
    pub fn restore(&self, entry: &str) -> Result<String, Refusal> {
        // It is looked up, never made into a path.
        let found = self.bin().into_iter().find(|known| known.entry == entry);
        let gone = || Refusal::new("Dit ligt niet meer in de prullenbak.", "Kijk in de map .griffel/prullenbak.");
        let found = found.ok_or_else(gone)?;
        let kind = kind_in_bin(entry).ok_or_else(gone)?;
        let (period, name) = found.document.split_once('/').ok_or_else(gone)?;
        let id = self.free(period, name, None)?;
        self.writer.rename(&format!("{BIN}/{entry}"), &kind.path(&id))?;
        comments::take_along(self.writer, &comments_in_bin(entry), &comment_path(&id));
        Ok(id.to_string())
    }

    /// What is in the bin, by name.
    pub fn bin(&self) -> Vec<Discarded> {
        let root = self.at(BIN);
        let entries = WalkDir::new(&root).min_depth(3).max_depth(3).sort_by_file_name().into_iter();
        let files = entries.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
        let of = |path: &Path| {
            let entry = path.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/");
            kind_in_bin(&entry)?;
            let id = DocumentId::of_path(&format!("data/{entry}"))?;
            let name = match id.name.rsplit_once(" (") {
                Some((name, number)) if number.trim_end_matches(')').parse::<u32>().is_ok() => name.to_owned(),
                _ => id.name,
            };
            Some(Discarded { entry, document: DocumentId { period: id.period, name }.to_string() })
        };
        files.filter_map(|entry| of(entry.path())).collect()
    }

    fn at(&self, path: &str) -> std::path::PathBuf {
        self.writer.folder().root().join(path)
    }

    fn known(&self, document: &str) -> Result<Known, Refusal> {
        let (id, path) = self.inventory.named(document).ok_or_else(|| no_document(document))?;
        Ok(Known { id: id.clone(), path: path.to_owned(), kind: self.inventory.kind_of(id) })
    }

    /// The books go by the name of a document: one that stands in them keeps it, and its place.
    fn is_loose(&self, known: &Known) -> Result<(), Refusal> {
        let has_record = self.inventory.records.contains_key(&known.id);
        match has_record || self.at(&log_path(&known.path)).exists() {
            false => Ok(()),
            true if has_record => Err(Refusal::new(
                format!("{} is vastgesteld. Dan blijft het waar het is.", known.id),
                "Klopt er iets niet? Maak een correctie.",
            )),
            true => Err(Refusal::new(
                format!("{} staat in het logboek. Dan blijft het waar het is.", known.id),
                "Wilt u een ander stuk? Maak een kopie met een andere naam.",
            )),
        }
    }

    /// What a document would be called, if it can be, and if nothing is there yet.
    fn free(&self, period: &str, name: &str, from: Option<&Known>) -> Result<DocumentId, Refusal> {
        let period: Period = period.trim().parse().map_err(|_| {
            let message = format!("\"{}\" is geen periode.", period.trim());
            Refusal::new(message, "Schrijf een jaar, kwartaal of maand: 2023, 2023-K1 of 2023-01.")
        })?;
        let is_old = from.is_some_and(|from| from.id.name == name);
        if let Some(why) = unfit_name(name).filter(|_| !is_old) {
            return Err(Refusal::new(why, "Kies een andere naam, zoals voortgang-jeugd."));
        }
        let id = DocumentId { period, name: name.to_owned() };
        let same = |other: &&DocumentId| other.period == period && other.name.to_lowercase() == name.to_lowercase();
        match self.inventory.documents.keys().chain(self.inventory.records.keys()).find(same) {
            None => Ok(id),
            Some(other) => {
                Err(Refusal::new(format!("{other} is er al."), "Kies een andere naam of een andere periode."))
            }
        }
    }
}

/// Where the comments on a document in the bin are: beside it.
fn comments_in_bin(entry: &str) -> String {
    format!("{BIN}/{}.opmerkingen.toml", entry.trim_end_matches(".md"))
}

fn kind_in_bin(entry: &str) -> Option<DocumentKind> {
    DocumentKind::of_path(&format!("data/{entry}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use super::*;
    use crate::project::WorkFolder;

    fn bench() -> (tempfile::TempDir, Writer) {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data/brieven/2022-K4")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        let text = "+++\nsjabloon = \"raadsinformatiebrief\"\nonderwerp = \"A\" # kort\ndatum = 2023-02-14\nstatus = \"verzonden\"\nversie = 2\ncorrectie = \"x\"\nzaaknummer = \"12\"\n+++\n# informatie\n\nIn 2022-K4.\n";
        fs::write(folder.path().join("data/brieven/2022-K4/a.md"), text).expect("written");
        let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
        (folder, writer)
    }

    fn to(period: &str, name: &str) -> Elsewhere {
        Elsewhere { document: "2022-K4/a".to_owned(), period: period.to_owned(), name: name.to_owned() }
    }

    #[test]
    fn a_new_letter_has_the_head_and_the_sections_of_its_form() {
        let (folder, writer) = bench();
        let fields = [("datum", "2023-05-16"), ("portefeuillehouder", "wethouder \"Jeugd\"")];
        let new = NewText {
            form: "raadsinformatiebrief".to_owned(),
            period: "2023-k1".to_owned(),
            name: "buurt".to_owned(),
            subject: "De \"buurt\"".to_owned(),
            fields: fields.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        };
        assert_eq!(Documents::of(&writer).create(&new).expect("made"), "2023-K1/buurt");
        let text = fs::read_to_string(folder.path().join("data/brieven/2023-K1/buurt.md")).expect("there");
        assert!(text.starts_with("+++\nsjabloon = \"raadsinformatiebrief\"\nonderwerp = 'De \"buurt\"'\ndatum = 2023-05-16\nstatus = \"concept\"\nzaaknummer = \"\"\nportefeuillehouder = 'wethouder \"Jeugd\"'\n+++\n# Hoe zijn de bevoegdheden rond dit onderwerp verdeeld?\n\n\n\n# Wat is"), "{text}");
        assert!(text.contains("# Welke kosten") && !text.contains("besluiten"), "only what is demanded: {text}");
        let again = Documents::of(&writer).create(&new).expect_err("there is one");
        assert_eq!(again.message, "2023-K1/buurt is er al.");
        for (period, name) in
            [("later", "x"), ("2023", "../x"), ("2023", "a/b"), ("2023", "con"), ("2023", " x"), ("2023", "")]
        {
            let wrong = NewText { period: period.to_owned(), name: name.to_owned(), ..new.clone() };
            assert!(Documents::of(&writer).create(&wrong).is_err(), "{period}/{name}");
        }
        let unknown = NewText { form: "../x".to_owned(), fields: BTreeMap::new(), ..new };
        assert!(Documents::of(&writer).create(&unknown).is_err());
    }

    #[test]
    fn a_copy_is_a_draft_whose_dates_moved_along() {
        let (folder, writer) = bench();
        assert_eq!(Documents::of(&writer).copy(&to("2023-K1", "a")).expect("made"), "2023-K1/a");
        let text = fs::read_to_string(folder.path().join("data/brieven/2023-K1/a.md")).expect("there");
        assert!(text.contains("status = \"concept\"") && text.contains("datum = 2023-05-15"), "{text}");
        assert!(
            !text.contains("versie") && !text.contains("correctie") && text.contains("zaaknummer = \"\""),
            "{text}"
        );
        assert!(text.contains("# kort"), "comments stay: {text}");
        // A duplicate beside it keeps its date; one of the same name is refused, whatever its capitals.
        Documents::of(&writer).copy(&to("2022-K4", "b")).expect("made");
        assert!(
            fs::read_to_string(folder.path().join("data/brieven/2022-K4/b.md")).expect("there").contains("2023-02-14")
        );
        for name in ["a", "A", "B"] {
            assert!(Documents::of(&writer).copy(&to("2022-K4", name)).is_err(), "{name}");
        }
    }

    #[test]
    fn what_is_thrown_away_comes_back() {
        let (folder, writer) = bench();
        let before = fs::read(folder.path().join("data/brieven/2022-K4/a.md")).expect("there");
        let said = folder.path().join(".griffel/opmerkingen/2022-K4/a.toml");
        fs::create_dir_all(said.parent().expect("a folder")).expect("made");
        fs::write(&said, "versie = 1\n").expect("written");
        let discarded = Documents::of(&writer).discard("2022-K4/a").expect("thrown away");
        assert_eq!(discarded.entry, "brieven/2022-K4/a.md");
        assert!(Documents::of(&writer).inventory.documents.is_empty());
        // Another one of that name is thrown away as well; the first still comes back.
        fs::create_dir_all(folder.path().join("data/brieven/2022-K4")).expect("made");
        fs::write(folder.path().join("data/brieven/2022-K4/a.md"), "nieuw").expect("written");
        let second = Documents::of(&writer).discard("2022-K4/a").expect("thrown away");
        assert_eq!(second.entry, "brieven/2022-K4/a (2).md");
        assert!(!said.exists(), "what was said of it is not said of another of its name");
        assert_eq!(Documents::of(&writer).restore(&discarded.entry).expect("back"), "2022-K4/a");
        assert_eq!(fs::read(folder.path().join("data/brieven/2022-K4/a.md")).expect("there"), before);
        assert!(said.exists(), "and what was said of it");
        assert_eq!(Documents::of(&writer).restore(&second.entry).expect_err("taken").message, "2022-K4/a is er al.");
        assert_eq!(Documents::of(&writer).bin(), [second]);
        for entry in ["../data/gemeente.toml", "brieven/2022-K4/b.md", "", "/etc/passwd"] {
            assert!(Documents::of(&writer).restore(entry).is_err(), "{entry}");
        }
    }

    #[test]
    fn a_document_that_is_gone_comes_back_where_it_belongs() {
        let (folder, writer) = bench();
        let of = |form: &str| format!("+++\nsjabloon = \"{form}\"\n+++\n# Een\n");
        for (form, path) in [
            ("raadsinformatiebrief", "data/brieven/2023-K1/a.md"),
            ("presentatie", "data/presentaties/2023-K1/b.md"),
            ("onbekend", "data/brieven/2023-K1/c.md"),
        ] {
            let name = path.rsplit('/').next().expect("a file").trim_end_matches(".md");
            let document = format!("2023-K1/{name}");
            assert_eq!(Documents::of(&writer).revive(&document, &of(form)).expect("back"), document);
            assert_eq!(fs::read_to_string(folder.path().join(path)).expect("there"), of(form));
            assert!(Documents::of(&writer).revive(&document, "iets anders").is_err(), "{path} is there");
        }
        for document in ["", "2023-K1", "2023-K1/../x", "../x", "later/x", "2023-K1/con"] {
            assert!(Documents::of(&writer).revive(document, "kwaad").is_err(), "{document}");
        }
    }

    #[test]
    fn what_stands_in_the_books_stays_where_it_is() {
        let (folder, writer) = bench();
        assert_eq!(Documents::of(&writer).rename(&to("2022-K4", "b")).expect("renamed").0, "2022-K4/b");
        Documents::of(&writer)
            .rename(&Elsewhere { document: "2022-K4/b".to_owned(), ..to("2022-K4", "a") })
            .expect("back");
        fs::write(folder.path().join("data/brieven/2022-K4/a.logboek.csv"), "").expect("written");
        assert!(Documents::of(&writer).rename(&to("2022-K4", "b")).is_err());
        assert!(Documents::of(&writer).discard("2022-K4/a").is_err());
        fs::remove_file(folder.path().join("data/brieven/2022-K4/a.logboek.csv")).expect("removed");
        fs::write(folder.path().join("data/brieven/2022-K4/a.vastgesteld-1.json"), "").expect("written");
        assert!(Documents::of(&writer).discard("2022-K4/a").expect_err("adopted").message.contains("vastgesteld"));
    }
}
