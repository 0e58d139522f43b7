//! Where a name is used: in formulas, in charts and tables, in texts.

use crate::preview::act::Refusal;
use crate::preview::figures::{FigureDone, Use};
use crate::preview::server::shelf::{change::unreadable, changed, values};
use crate::preview::server::writer::Writer;
use crate::preview::shelf::{Change, Given, Hop, ShelfDone};
use crate::project::Inventory;

/// Where series are described.
pub const HOME: &str = "data/reeksen/";
/// Keys whose values are words for people, or names of files.
const WORDS_OF_PEOPLE: [&str; 5] = ["naam", "definitie", "onderwerp", "bestand", "bron"];

/// Keys whose values are sentences, in which only placeholders name anything.
const SENTENCES: [&str; 3] = ["titel", "toelichting", "opmerkingen"];

/// Every text that can use a name, read once.
pub struct Texts(Vec<UsingText>);

struct UsingText {
    file: String,
    /// What each part is called, its first line from 1, and its words.
    parts: Vec<(String, usize, String)>,
}

impl Texts {
    /// Of a work folder as it is now.
    pub fn of(writer: &Writer, inventory: &Inventory) -> Self {
        let data = inventory.indicators.iter().chain(&inventory.exhibits).chain(&inventory.series);
        let data = data.filter_map(|path| {
            let text = writer.read(path).ok()?.text;
            Some(UsingText { file: path.clone(), parts: entries(&text, path) })
        });
        let texts = inventory.documents.iter().filter_map(|(id, path)| {
            let text = writer.read(path).ok()?.text;
            let lines = text.lines().enumerate().filter(|(_, line)| line.contains("{{") || line.contains("{%"));
            let parts = lines.map(|(at, line)| (id.to_string(), at + 1, line.to_owned())).collect();
            Some(UsingText { file: path.clone(), parts })
        });
        Self(data.chain(texts).collect())
    }

    /// Where a name is used, but for the entry of that name itself and what stands in `own`.
    pub fn using(&self, name: &str, own: &str) -> Vec<Use> {
        let mut uses = Vec::new();
        for text in self.0.iter().filter(|text| text.file != own) {
            for (label, line, words) in &text.parts {
                let is_new = !uses.iter().any(|known: &Use| known.label == *label && known.file == text.file);
                if is_new && label != name && mentions(words, name) {
                    uses.push(Use { label: label.clone(), file: text.file.clone(), line: *line });
                }
            }
        }
        uses
    }
}

impl Texts {
    /// Whether a series, an indicator, a chart or a table has this name.
    pub fn defines(&self, name: &str) -> bool {
        let data = self.0.iter().filter(|text| text.file.ends_with(".toml"));
        data.flat_map(|text| &text.parts).any(|(label, ..)| label == name)
    }

    /// What a file defines and nothing uses.
    pub fn unused(&self, own: &str) -> Vec<Use> {
        let text = self.0.iter().find(|text| text.file == own);
        let parts = text.map(|text| text.parts.as_slice()).unwrap_or_default();
        let alone = parts.iter().filter(|(label, ..)| self.using(label, "").is_empty());
        alone.map(|(label, line, _)| Use { label: label.clone(), file: own.to_owned(), line: *line }).collect()
    }
}

/// What gets another name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// An entry of a file: an indicator, a fact, a chart or a table.
    Entry,
    /// A series, which is called after its file.
    Series,
}

/// Gives something another name, and those who use it that name too.
///
/// # Errors
/// It cannot be renamed; what could not follow is named.
pub fn rename(writer: &Writer, own: &str, from: &str, to: &str) -> Result<FigureDone, Refusal> {
    let named = if own.starts_with(HOME) { Named::Series } else { Named::Entry };
    match named {
        Named::Entry => {
            changed(writer, own, &[Change::Rename { at: vec![Hop::Key(from.to_owned())], to: to.to_owned() }])?;
        }
        Named::Series => rename_series(writer, own, to)?,
    }
    let inventory = Inventory::of(writer.folder()).without_findings();
    let (mut kept, mut failed) = (Vec::new(), Vec::new());
    for path in inventory.indicators.iter().chain(&inventory.exhibits).chain(&inventory.series) {
        let Some((value, _)) = writer.read(path).ok().and_then(|version| values::read(&version.text)) else {
            failed.push(path.clone());
            continue;
        };
        let mut changes = Vec::new();
        named.replacements(&value, &mut Vec::new(), from, to, &mut changes);
        if !changes.is_empty() && !matches!(changed(writer, path, &changes), Ok(ShelfDone::File(_))) {
            failed.push(path.clone());
        }
    }
    for (id, path) in &inventory.documents {
        let Ok(version) = writer.read(path) else { continue };
        let text = in_placeholders(&version.text, |words| named.replaced(words, from, to));
        if text == version.text {
            continue;
        }
        // What went out stays as it is, and is read from the archive.
        if inventory.records.contains_key(id) {
            kept.push(id.to_string());
        } else if writer.replace(path, &version.tag, &text).is_err() {
            failed.push(id.to_string());
        }
    }
    match failed.is_empty() {
        true => Ok(FigureDone::Uses { uses: Texts::of(writer, &inventory).using(to, ""), kept }),
        false => Err(Refusal::new(
            format!("\"{from}\" heet nu \"{to}\", maar niet in {}.", failed.join(", ")),
            "Verander het daar zelf, of geef de oude naam terug.",
        )),
    }
}

/// Gives the description of a series another file name; the file with its numbers stays where its maker put it.
fn rename_series(writer: &Writer, own: &str, to: &str) -> Result<(), Refusal> {
    let fits = to.starts_with(|first: char| first.is_ascii_lowercase())
        && to.chars().all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_');
    if !fits {
        return Err(Refusal::new(
            format!("\"{to}\" kan geen naam zijn."),
            "Gebruik kleine letters, cijfers en _, en begin met een letter.",
        ));
    }
    let inventory = Inventory::of(writer.folder()).without_findings();
    if Texts::of(writer, &inventory).defines(to) {
        return Err(Refusal::new(format!("\"{to}\" is er al."), "Kies een andere naam."));
    }
    let at = vec![Hop::Key("bestand".to_owned())];
    let (value, _) = values::read(&writer.read(own)?.text).ok_or_else(unreadable)?;
    if values::at(&value, &at).is_none() {
        let stem = own.trim_start_matches(HOME).trim_end_matches(".toml");
        changed(writer, own, &[Change::Set { at, was: None, value: Given::Text(format!("{stem}.csv")) }])?;
    }
    Ok(writer.rename(own, &format!("{HOME}{to}.toml"))?)
}

impl Named {
    /// What puts a new name into every text that holds the old one.
    fn replacements(self, value: &Given, at: &mut Vec<Hop>, from: &str, to: &str, changes: &mut Vec<Change>) {
        match value {
            Given::Text(text) => {
                let under =
                    |keys: &[&str]| at.iter().any(|hop| matches!(hop, Hop::Key(key) if keys.contains(&key.as_str())));
                let is_sentence = under(&SENTENCES);
                // A name that is all of a text is that of a measure or a word, unless it stands where such names do.
                let new = match (text == from, self) {
                    _ if is_sentence => in_placeholders(text, |words| self.replaced(words, from, to)),
                    (true, Self::Entry) if !under(&["kengetallen", "formule"]) => return,
                    (true, Self::Series) if !under(&["reeks"]) => return,
                    (true, _) => to.to_owned(),
                    (false, _) => self.replaced(text, from, to),
                };
                if new != *text {
                    changes.push(Change::Set { at: at.clone(), was: Some(value.clone()), value: Given::Text(new) });
                }
            }
            Given::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    at.push(Hop::Index(index));
                    self.replacements(item, at, from, to, changes);
                    at.pop();
                }
            }
            Given::Table(pairs) => {
                for pair in pairs.iter().filter(|pair| !WORDS_OF_PEOPLE.contains(&pair.key.as_str())) {
                    at.push(Hop::Key(pair.key.clone()));
                    self.replacements(&pair.value, at, from, to, changes);
                    at.pop();
                }
            }
            Given::Number(_) | Given::Flag(_) | Given::Date(_) => {}
        }
    }

    /// Words with a name in the place of another, where that stands as a name of its own.
    fn replaced(self, words: &str, from: &str, to: &str) -> String {
        let (mut out, mut at) = (String::new(), 0);
        let is_meant = |found: usize| {
            // Of a series a formula always names a measure.
            let measure = words[found + from.len()..].strip_prefix('.');
            let has_measure = measure.is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_lowercase()));
            stands_alone(words, found, from) && (self == Self::Entry || has_measure)
        };
        for (found, _) in words.match_indices(from).filter(|(found, _)| is_meant(*found)) {
            out.push_str(&words[at..found]);
            out.push_str(to);
            at = found + from.len();
        }
        out + &words[at..]
    }
}

/// A text with something done to what stands in its placeholders.
fn in_placeholders(text: &str, change: impl Fn(&str) -> String) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(start) = ["{{", "{%"].iter().filter_map(|mark| rest.find(mark)).min() {
        let end = ["}}", "%}"].iter().filter_map(|mark| rest[start..].find(mark)).min();
        let end = end.map_or(rest.len(), |end| start + end + 2);
        out.push_str(&rest[..start]);
        out.push_str(&change(&rest[start..end]));
        rest = &rest[end..];
    }
    out + rest
}

/// The entries of a data file, each with all words that it holds.
fn entries(text: &str, path: &str) -> Vec<(String, usize, String)> {
    let Some((Given::Table(pairs), sites)) = values::read(text) else { return Vec::new() };
    if path.starts_with("data/reeksen/") {
        let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".toml").replace('-', "_");
        return vec![(stem, 1, words(&Given::Table(pairs)))];
    }
    let line = |key: &String| {
        let found = sites.iter().find(|site| matches!(&site.at[..], [Hop::Key(one)] if one == key));
        found.map_or(1, |site| site.line)
    };
    pairs.iter().map(|pair| (pair.key.clone(), line(&pair.key), words(&pair.value))).collect()
}

fn words(value: &Given) -> String {
    match value {
        Given::Text(text) => text.clone(),
        Given::List(items) => items.iter().map(words).collect::<Vec<_>>().join("\n"),
        Given::Table(pairs) => pairs.iter().map(|pair| words(&pair.value)).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    }
}

/// Whether a name stands in words as a name of its own.
fn mentions(words: &str, name: &str) -> bool {
    words.match_indices(name).any(|(at, _)| stands_alone(words, at, name))
}

fn stands_alone(words: &str, at: usize, name: &str) -> bool {
    // In a formula a hyphen takes away; in a name it is a part only where the name has one.
    let is_part = |next: char| next.is_alphanumeric() || next == '_';
    let has_hyphen = |rest: Option<char>| rest == Some('-') && is_quoted(words, at);
    let before = words[..at].chars().next_back();
    let after = words[at + name.len()..].chars().next();
    // What follows a point is a measure of something else.
    !before.is_some_and(|next| is_part(next) || next == '.')
        && !after.is_some_and(is_part)
        && !has_hyphen(before)
        && !has_hyphen(after)
}

/// Whether a place lies between quotation marks.
fn is_quoted(words: &str, at: usize) -> bool {
    words[..at].chars().filter(|next| matches!(next, '"' | '\'')).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_a_whole_word_only() {
        assert!(mentions("1 - jnv.kosten[periode]", "jnv") && mentions("kengetal('jnv', x)", "jnv"));
        assert!(
            !mentions("jnv_kosten / 2", "jnv") && !mentions("a.jnv", "jnv") && !mentions("grafiek(\"jnv-fte\")", "jnv")
        );
    }

    #[test]
    fn another_name_is_put_where_the_old_one_is_a_name() {
        let replaced = |words: &str, from: &str, to: &str| Named::Entry.replaced(words, from, to);
        assert_eq!(
            replaced("a - kengetal('a', x) + b.a + a_b + aa", "a", "c"),
            "c - kengetal('c', x) + b.a + a_b + aa"
        );
        let text = "Een a. {{ a }} en {{ grafiek(\"a-b\") }} {% if a %}a{% endif %} {{ a";
        let new = in_placeholders(text, |words| replaced(words, "a", "c"));
        assert_eq!(new, "Een a. {{ c }} en {{ grafiek(\"a-b\") }} {% if c %}a{% endif %} {{ c");
    }

    #[test]
    fn another_name_for_a_series_follows_in_formulas_texts_and_other_series() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        let read = |path: &str| std::fs::read_to_string(folder.path().join(path)).expect("read");
        write("data/gemeente.toml", "naam = \"A\"\n");
        write("data/reeksen/a.toml", "titel = \"T\"\n[maten.n]\neenheid = \"n\"\n");
        write("data/reeksen/a.csv", "periode;n\n2022;1\n");
        write("data/reeksen/b.toml", "titel = \"a.n\"\n[maten.p]\nnoemer = \"a.n\"\neenheid = \"a\"\n");
        write("data/kengetallen.toml", "[x]\nnaam = \"a.n\"\nformule = \"a.n[periode] / b.p.waar(w='a')[periode]\"\n");
        write(
            "data/grafieken.toml",
            "[g]\nreeks = \"a\"\nonderwerp = \"a\"\nmaten = [\"a\"]\ntitel = \"{{ a.n }} a. Een\"\n",
        );
        write("data/brieven/2022/l.md", "Een a.n en {{ a.n[periode] }}.\n");
        let writer = Writer::new(crate::project::WorkFolder::at(folder.path()).expect("a work folder"));
        for taken in ["b", "x", "g", "1a", "../a"] {
            assert!(rename(&writer, "data/reeksen/a.toml", "a", taken).is_err(), "{taken}");
        }
        assert_eq!(read("data/reeksen/a.toml"), "titel = \"T\"\n[maten.n]\neenheid = \"n\"\n", "nothing has changed");
        rename(&writer, "data/reeksen/a.toml", "a", "c").expect("renamed");
        assert!(read("data/reeksen/c.toml").contains("bestand = \"a.csv\""), "{}", read("data/reeksen/c.toml"));
        assert_eq!(read("data/reeksen/b.toml"), "titel = \"a.n\"\n[maten.p]\nnoemer = \"c.n\"\neenheid = \"a\"\n");
        assert_eq!(
            read("data/kengetallen.toml"),
            "[x]\nnaam = \"a.n\"\nformule = \"c.n[periode] / b.p.waar(w='a')[periode]\"\n"
        );
        assert_eq!(
            read("data/grafieken.toml"),
            "[g]\nreeks = \"c\"\nonderwerp = \"a\"\nmaten = [\"a\"]\ntitel = \"{{ c.n }} a. Een\"\n"
        );
        assert_eq!(read("data/brieven/2022/l.md"), "Een a.n en {{ c.n[periode] }}.\n");
    }

    #[test]
    fn entries_know_their_line() {
        let found =
            entries("# x\n[a]\nformule = \"b + 1\"\n\n[b]\nformule = \"reeks.n[periode]\"\n", "data/kengetallen.toml");
        let found: Vec<(&str, usize)> = found.iter().map(|(key, line, _)| (key.as_str(), *line)).collect();
        assert_eq!(found, [("a", 2), ("b", 5)]);
    }
}
