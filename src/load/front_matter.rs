//! The front matter of a manuscript, to change one value of it and leave the rest as its author wrote it.

use toml_edit::{DocumentMut, Value};

use crate::diagnostic::{Findings, SourceText};

use super::manuscript::split;
use super::toml::TomlDocument;

/// A manuscript whose front matter can be changed.
#[derive(Debug, Clone)]
pub struct FrontMatter {
    /// What stands before the TOML: the line `+++`.
    before: String,
    document: DocumentMut,
    /// What stands after the TOML: the line `+++` and the text.
    after: String,
}

impl FrontMatter {
    /// Takes a manuscript apart; none where it has no front matter that can be read.
    pub fn of(manuscript: &str) -> Option<Self> {
        let source = SourceText::new("", manuscript);
        let (front, _) = split(&source)?;
        TomlDocument::parse(&source, front.clone(), &mut Findings::new())?;
        let document = manuscript[front.clone()].parse().ok()?;
        Some(Self { before: manuscript[..front.start].to_owned(), document, after: manuscript[front.end..].to_owned() })
    }

    /// The value of a key at the top.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.document.get(key)?.as_value()
    }

    /// Gives a key at the top a value; comments beside and above it stay. A new key comes last of those at the top.
    pub fn set(&mut self, key: &str, value: impl Into<Value>) {
        let mut value = value.into();
        // To insert anew would lose the comments above the key.
        match self.document.get_mut(key).and_then(|item| item.as_value_mut()) {
            Some(old) => {
                *value.decor_mut() = old.decor().clone();
                *old = value;
            }
            None => {
                self.document.insert(key, value.into());
            }
        }
    }

    /// Takes a key at the top away.
    pub fn remove(&mut self, key: &str) {
        self.document.remove(key);
    }

    /// The whole manuscript.
    pub fn text(&self) -> String {
        // toml_edit writes the line ends of Unix; Windows' stay those of Windows.
        let front = self.document.to_string();
        let front = if self.before.ends_with("\r\n") { front.replace('\n', "\r\n") } else { front };
        format!("{}{front}{}", self.before, self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "\u{feff}+++\r\n# Boven\r\nstatus = \"concept\" # nog niet klaar\r\ndatum = 2023-03-14\r\n\r\n[feiten.x]\r\nwaarde = 1\r\n+++\r\n# informatie\r\n\r\nstatus = \"x\"\r\n";

    #[test]
    fn only_the_value_changes() {
        let letter = LETTER.trim_start_matches('\u{feff}');
        let mut front = FrontMatter::of(letter).expect("front matter");
        assert_eq!(front.text(), letter, "line ends included");
        front.set("status", "vastgesteld");
        assert_eq!(front.text(), letter.replacen("concept", "vastgesteld", 1));
    }

    #[test]
    fn a_new_key_stays_out_of_the_tables() {
        let mut front = FrontMatter::of(LETTER.trim_start_matches('\u{feff}')).expect("front matter");
        front.set("correctie", "De kosten.");
        let text = front.text();
        let (key, table) = (text.find("correctie = \"De kosten.\""), text.find("[feiten.x]"));
        assert!(key.is_some() && key < table, "{text}");
        front.remove("correctie");
        assert_eq!(front.get("correctie").map(ToString::to_string), None);
    }

    #[test]
    fn text_without_front_matter_is_left_alone() {
        assert!(FrontMatter::of("# informatie\n").is_none());
        assert!(FrontMatter::of("+++\nstatus = \n+++\n").is_none());
    }
}
