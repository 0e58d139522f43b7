//! Findings that can be mended unseen are: `griffel controleer --herstel`.
//!
//! In: a work folder and what is found in it. Out: what each text becomes, in memory; [`Mended::write`] puts it on disk, each
//! file in one step and only over what was read. What was adopted is never touched.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Edit, Finding, Fix, SourceText, edited};
use crate::export::{self, Target};
use crate::load::FrontMatter;
use crate::project::{BYTE_ORDER_MARK, Files, Inventory};
use crate::record::claims_to_be_final;

/// What is mended may show what else can be; that ends.
const MOST_ROUNDS: usize = 12;

/// One fix that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Relative to the work folder.
    pub file: String,
    /// The first line that it changed, from 1, in the file as it became.
    pub line: usize,
    /// What was found there.
    pub code: Code,
    /// What was done.
    pub title: String,
    /// The lines as they were.
    pub before: String,
    /// The lines as they became.
    pub after: String,
}

/// What texts become.
#[derive(Debug, Default)]
pub struct Mended {
    /// What was done, in order.
    pub changes: Vec<Change>,
    /// Each text that changes: as it was read, and as it becomes.
    texts: BTreeMap<String, (Arc<str>, Arc<str>)>,
}

/// What became of the files.
#[derive(Debug, Default)]
pub struct Written {
    /// Those that were not written, each with why.
    pub left: Vec<(String, Option<Box<Finding>>)>,
}

/// Mends whatever can be, again and again until nothing is left to mend. `check` looks at the files that it is given.
pub fn mend(files: &Files, inventory: &Inventory, check: impl Fn(Files) -> Vec<Finding>) -> Mended {
    let mut mended = Mended::default();
    for _ in 0..MOST_ROUNDS {
        let files = mended.over(files);
        let findings = check(files.clone());
        let untouchable = untouchable(&files, inventory, &findings);
        if !mended.round(&findings, &untouchable) {
            break;
        }
    }
    mended
}

/// The texts that were adopted, or may have been: nobody changes those unseen.
fn untouchable(files: &Files, inventory: &Inventory, findings: &[Finding]) -> BTreeSet<String> {
    let is_adopted = |path: &String, has_record: bool| {
        let Ok(source) = files.text(path) else { return true };
        claims_to_be_final(&source.text) || has_record && FrontMatter::of(&source.text).is_none()
    };
    let documents = inventory.documents.iter();
    let adopted = documents.filter(|(id, path)| is_adopted(path, inventory.records.contains_key(id)));
    let edited = findings.iter().filter(|finding| finding.code == Code::AdoptedEdited);
    adopted.map(|(_, path)| path.clone()).chain(edited.map(|finding| finding.place.file.clone())).collect()
}

impl Mended {
    /// The files as they are mended so far.
    pub fn over(&self, files: &Files) -> Files {
        let texts = self.texts.iter().map(|(path, (_, now))| (path.clone(), now.clone()));
        files.with_unsaved(Arc::new(texts.collect()))
    }

    /// Does every fix that is safe and does not touch another; whether there was one.
    fn round(&mut self, findings: &[Finding], untouchable: &BTreeSet<String>) -> bool {
        let mut chosen: BTreeMap<String, Chosen> = BTreeMap::new();
        for (code, fix) in findings.iter().flat_map(|finding| finding.fixes.iter().map(|fix| (finding.code, fix))) {
            let Some((file, source, spans)) = in_one_file(fix).filter(|(file, ..)| is_own(file)) else {
                continue;
            };
            if !fix.is_safe || fix.question.is_some() || untouchable.contains(file) {
                continue;
            }
            let one =
                chosen.entry(file.to_owned()).or_insert_with(|| Chosen { source: source.clone(), fixes: Vec::new() });
            // Two reports of one mistake have the same fix; what touches another waits for the next round.
            let taken = one.fixes.iter().flat_map(|(_, _, spans)| spans);
            let touches =
                |other: &Span| spans.iter().any(|(range, _)| range.start <= other.0.end && other.0.start <= range.end);
            if one.source.text == source.text && !taken.into_iter().any(touches) {
                one.fixes.push((code, fix.title.clone(), spans));
            }
        }
        let mut has_changed = false;
        for (file, chosen) in chosen {
            has_changed |= self.change(&file, chosen);
        }
        has_changed
    }

    fn change(&mut self, file: &str, Chosen { source, mut fixes }: Chosen) -> bool {
        fixes.sort_by_key(|(_, _, spans)| spans.iter().map(|(range, _)| range.start).min());
        let all: Vec<Span> = fixes.iter().flat_map(|(_, _, spans)| spans.iter().cloned()).collect();
        let Some(now) = edited(&source.text, &all).filter(|now| *now != source.text) else { return false };
        let mut added = 0;
        for (code, title, spans) in fixes {
            if let Some((line, before, after)) = lines_of(&source, &spans) {
                // Lines that came or went above it, by what was done just before.
                let line = line.saturating_add_signed(added);
                let longer = lines_in(&after) - lines_in(&before);
                let below = self.changes.iter_mut().filter(|other| other.file == file && other.line > line);
                below.for_each(|other| other.line = other.line.saturating_add_signed(longer));
                added += longer;
                self.changes.push(Change { file: file.to_owned(), line, code, title, before, after });
            }
        }
        let read: Arc<str> = source.text.as_str().into();
        self.texts.entry(file.to_owned()).or_insert_with(|| (read.clone(), read)).1 = now.into();
        true
    }

    /// How many files change.
    pub fn files(&self) -> usize {
        self.texts.len()
    }

    /// Writes every text whose file still is what was read. One that cannot be written is as it was.
    pub fn write(&self, files: &Files) -> Written {
        let mut written = Written::default();
        for (path, (read, now)) in &self.texts {
            match replace(files, path, read, now) {
                Ok(true) => {}
                Ok(false) => written.left.push((path.clone(), None)),
                Err(finding) => written.left.push((path.clone(), Some(finding))),
            }
        }
        written
    }
}

/// What is to be done to one file.
struct Chosen {
    source: Arc<SourceText>,
    /// What each is for, what it does, and its edits.
    fixes: Vec<(Code, String, Vec<Span>)>,
}

/// Whether a file is of this work folder, and not one that several share.
fn is_own(file: &str) -> bool {
    file.starts_with("data/") || file.starts_with("templates/")
}

/// Bytes of a text, and what they become.
type Span = (Range<usize>, String);

type Spans<'a> = (&'a str, &'a Arc<SourceText>, Vec<Span>);

/// The edits of a fix, where they are all in one file.
fn in_one_file(fix: &Fix) -> Option<Spans<'_>> {
    let first = fix.edits.first()?;
    let (source, _) = first.span()?;
    let span = |edit: &Edit| {
        let (_, range) = edit.span().filter(|_| edit.place.file == first.place.file)?;
        Some((range, edit.becomes().to_owned()))
    };
    Some((&first.place.file, source, fix.edits.iter().map(span).collect::<Option<_>>()?))
}

fn lines_in(text: &str) -> isize {
    text.matches('\n').count().try_into().unwrap_or(isize::MAX)
}

/// The first line that edits change, and the lines before and after.
fn lines_of(source: &SourceText, spans: &[(Range<usize>, String)]) -> Option<(usize, String, String)> {
    let start = spans.iter().map(|(range, _)| range.start).min()?;
    let end = spans.iter().map(|(range, _)| range.end).max()?;
    let (first, last) = (source.line_column(start).0, source.line_column(end).0);
    let lines = source.line_range(first).start..source.line_range(last).end;
    let within = |(range, becomes): &(Range<usize>, String)| {
        let range = range.start.checked_sub(lines.start)?..range.end.checked_sub(lines.start)?;
        Some((range, becomes.clone()))
    };
    let spans: Vec<(Range<usize>, String)> = spans.iter().map(within).collect::<Option<_>>()?;
    let before = source.text.get(lines.clone())?;
    Some((first, before.to_owned(), edited(before, &spans)?))
}

fn replace(files: &Files, path: &str, read: &str, now: &str) -> Result<bool, Box<Finding>> {
    let before = files.bytes(path)?;
    let (mark, text) = match before.strip_prefix(BYTE_ORDER_MARK.as_bytes()) {
        Some(text) => (BYTE_ORDER_MARK, text),
        None => ("", &before[..]),
    };
    if text != read.as_bytes() {
        return Ok(false);
    }
    let is_still_the_same = || files.bytes(path).is_ok_and(|now| now == before);
    let target = Target::below(files.folder().root(), path);
    export::replace(&target, format!("{mark}{now}").as_bytes(), &is_still_the_same)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::diagnostic::Place;
    use crate::project::WorkFolder;

    fn finding(source: &Arc<SourceText>, range: Range<usize>, becomes: &str) -> Finding {
        let fix = Fix::of([Edit::of(source, range.clone(), becomes)], "x").map(Fix::safe);
        Finding::new(Code::WebTag, Place::text(source, range), "x").fix(fix)
    }

    #[test]
    fn what_touches_another_waits_for_the_next_round() {
        let source = SourceText::new("data/a.md", "een twee drie");
        let findings = [finding(&source, 0..3, "1"), finding(&source, 3..8, "2"), finding(&source, 9..13, "3")];
        let mut mended = Mended::default();
        assert!(mended.round(&findings, &BTreeSet::new()));
        let changed: Vec<&str> = mended.changes.iter().map(|change| change.after.as_str()).collect();
        assert_eq!(changed, ["1 twee drie", "een twee 3"]);
        assert_eq!(&*mended.texts["data/a.md"].1, "1 twee 3");
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let path = folder.path().join("data/a.md");
        let write = |text: &str| fs::write(&path, text).expect("written");
        fs::create_dir(folder.path().join("data")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "").expect("written");
        write("\u{feff}een");
        let files = Files::new(WorkFolder::at(folder.path()).expect("a work folder"));
        let source = files.text("data/a.md").expect("text");
        let mut mended = Mended::default();
        assert!(mended.round(&[finding(&source, 0..3, "1")], &BTreeSet::new()));
        write("twee");
        assert_eq!(mended.write(&files).left, [("data/a.md".to_owned(), None)]);
        assert_eq!(fs::read_to_string(&path).expect("there"), "twee");
        write("\u{feff}een");
        assert_eq!(mended.write(&files).left, []);
        assert_eq!(fs::read_to_string(&path).expect("there"), "\u{feff}1", "the byte order mark stays");
    }

    #[test]
    fn adopted_texts_and_other_folders_are_left() {
        for path in ["../templates/brief/sjabloon.toml", "archief/a.md", "data/b.md"] {
            let source = SourceText::new(path, "een");
            let mut mended = Mended::default();
            assert!(!mended.round(&[finding(&source, 0..3, "1")], &BTreeSet::from(["data/b.md".to_owned()])), "{path}");
        }
    }
}
