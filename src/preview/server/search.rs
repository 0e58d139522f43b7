//! Words are looked for in the texts of all documents. In: words. Out: the lines that hold them, document by document.
//!
//! Capitals make no difference. What cannot be read is named; nothing else is left out, as far as there is no end to it.

use crate::preview::act::{FoundIn, FoundLine, FoundWords, Refusal};
use crate::preview::message::Denial;
use crate::project::Inventory;

use super::writer::Writer;

/// Nobody looks for more than this, in characters.
const LONGEST: usize = 200;
/// No more lines are shown, of all documents and of one.
const MOST_LINES: usize = 300;
const MOST_OF_ONE: usize = 20;
/// Bytes of text that are looked through.
const MOST_READ: usize = 256 * 1024 * 1024;
/// So many characters are shown on each side of what was found.
const AROUND: usize = 60;

/// Looks for words in every text.
///
/// # Errors
/// There is nothing to look for.
pub fn search(writer: &Writer, words: &str) -> Result<FoundWords, Refusal> {
    let wanted: String = lower(words.trim());
    if wanted.is_empty() || wanted.chars().count() > LONGEST {
        return Err(Refusal::new("Typ een woord, of een paar woorden.", "Hoogstens 200 tekens."));
    }
    let in_language = wanted.to_lowercase();
    let inventory = Inventory::of(writer.folder()).without_findings();
    let mut found = FoundWords::default();
    let (mut lines, mut read) = (0, 0);
    let mut documents: Vec<_> = inventory.documents.iter().collect();
    // The newest period first, as the list of documents has it.
    documents.sort_by(|(one, _), (other, _)| other.period.cmp(&one.period).then_with(|| one.name.cmp(&other.name)));
    for (id, path) in documents {
        let text = match writer.text(path) {
            Ok(text) => text,
            Err(Denial { message, .. }) => {
                found.unreadable.push(format!("{id}: {message}"));
                continue;
            }
        };
        if lines >= MOST_LINES || read > MOST_READ {
            found.has_more = true;
            break;
        }
        read += text.len();
        // Most texts hold nothing of it, and the language is quicker than the places need.
        if !text.to_lowercase().contains(&in_language) {
            continue;
        }
        let mut all = text.lines().enumerate().filter_map(|(index, line)| seen(line, index + 1, &wanted));
        let shown: Vec<FoundLine> = all.by_ref().take(MOST_OF_ONE).collect();
        lines += shown.len();
        let more = all.count();
        // Words that stand on two lines are on none.
        if !shown.is_empty() {
            found.documents.push(FoundIn { document: id.to_string(), lines: shown, more });
        }
    }
    Ok(found)
}

/// Without capitals; as many characters as before, so that places in it are places in the text.
fn lower(text: &str) -> String {
    text.chars().map(lower_one).collect()
}

fn lower_one(one: char) -> char {
    let mut lower = one.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => one,
    }
}

/// A line with what was found in it, if it holds that.
fn seen(line: &str, number: usize, wanted: &str) -> Option<FoundLine> {
    let plain = lower(line);
    let at = plain[..plain.find(wanted)?].chars().count();
    let length = wanted.chars().count();
    let characters: Vec<char> = line.chars().collect();
    let text = |from: usize, to: usize| characters[from.min(to)..to].iter().collect::<String>();
    let end = at + length;
    let (from, to) = (at.saturating_sub(AROUND), (end + AROUND).min(characters.len()));
    Some(FoundLine {
        line: number,
        column: text(0, at).encode_utf16().count() + 1,
        before: format!("{}{}", if from > 0 { "…" } else { "" }, text(from, at).trim_start()),
        words: text(at, end),
        after: format!("{}{}", text(end, to).trim_end(), if to < characters.len() { "…" } else { "" }),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::project::WorkFolder;

    fn bench(texts: &[(&str, &str)]) -> (tempfile::TempDir, Writer) {
        let folder = tempfile::tempdir().expect("temporary folder");
        for (name, text) in [("data/gemeente.toml", "")].iter().chain(texts) {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
        (folder, writer)
    }

    #[test]
    fn words_are_found_in_all_documents_with_their_lines() {
        let (_folder, writer) = bench(&[
            ("data/brieven/2022/a.md", "+++\n+++\n\nIn de wijk 🎉 Noord woont ÉLLA.\nNiets.\nNOORD en noord.\n"),
            ("data/brieven/2023/b.md", "Niets van dit al."),
            ("data/presentaties/2023/c.md", "# Wijk noord"),
            ("data/kengetallen.toml", "# noord"),
        ]);
        let found = search(&writer, " Noord ").expect("found");
        let lines: Vec<(&str, Vec<usize>)> = found
            .documents
            .iter()
            .map(|one| (one.document.as_str(), one.lines.iter().map(|line| line.line).collect()))
            .collect();
        assert_eq!(lines, [("2023/c", vec![1]), ("2022/a", vec![4, 6])]);
        let line = &found.documents[1].lines[0];
        assert_eq!((line.before.as_str(), line.words.as_str(), line.column), ("In de wijk 🎉 ", "Noord", 15));
        assert_eq!(search(&writer, "élla").expect("found").documents.len(), 1);
        assert!(search(&writer, "zuid").expect("looked").documents.is_empty());
        assert!(search(&writer, "  ").is_err() && search(&writer, &"a".repeat(300)).is_err());
        // What is no pattern is no pattern.
        assert!(search(&writer, ".*").expect("looked").documents.is_empty());
    }

    #[test]
    fn what_is_shown_has_an_end_and_what_cannot_be_read_is_named() {
        let long = format!("{} woord {}", "é".repeat(5_000), "x".repeat(5_000));
        let many = "woord\n".repeat(1_000);
        let (folder, writer) = bench(&[("data/brieven/2022/lang.md", &long), ("data/brieven/2022/veel.md", &many)]);
        fs::write(folder.path().join("data/brieven/2022/kapot.md"), [0xff, 0xfe, 0x00]).expect("written");
        let found = search(&writer, "woord").expect("found");
        assert_eq!(found.unreadable.len(), 1);
        assert!(found.unreadable[0].starts_with("2022/kapot: "), "{:?}", found.unreadable);
        let veel = found.documents.iter().find(|one| one.document == "2022/veel").expect("found");
        assert_eq!((veel.lines.len(), veel.more), (MOST_OF_ONE, 980));
        let lang = found.documents.iter().find(|one| one.document == "2022/lang").expect("found");
        assert!(lang.lines[0].before.starts_with('…') && lang.lines[0].before.chars().count() <= AROUND + 1);
        let texts: Vec<(String, &str)> =
            (1..=40).map(|number| (format!("data/brieven/2021/b{number}.md"), many.as_str())).collect();
        let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        let (_folder, writer) = bench(&texts);
        let found = search(&writer, "woord").expect("found");
        assert!(found.has_more);
        assert_eq!(found.documents.iter().map(|one| one.lines.len()).sum::<usize>(), MOST_LINES);
    }
}
