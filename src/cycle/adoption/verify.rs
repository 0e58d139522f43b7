//! `griffel verifieer`: an adopted document is made again from its archive, and all that was kept is compared
//! with its record.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::sync::Arc;

use similar::{ChangeTag, TextDiff};
use walkdir::WalkDir;

use crate::diagnostic::{Code, Finding, Findings, Place, shown};
use crate::digest::{original, sha256};
use crate::dutch::singular::printed_now;
use crate::export::Output;
use crate::guard::{Work, watch};
use crate::layout::Rendition;
use crate::load::fonts::Fonts;
use crate::pipeline::{Run, Typeset};
use crate::project::{DocumentId, DocumentKind, Files, relative, without_links};
use crate::record::{self, INPUTS, InputDigests, KEY, Log, LogEntry, Record, RecordedNumber, Register};

use super::audit;
use super::snapshot::{builtin_fonts, numbers, remake};

/// No more differences of one kind are listed.
const MOST: usize = 8;

/// Files that Windows and macOS put into a folder that somebody looked at.
const LEFT_BY_SYSTEMS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// What came of one adopted version.
#[derive(Debug)]
pub struct Verdict {
    /// Which document.
    pub id: DocumentId,
    /// Which version.
    pub version: u32,
    /// Its record, if it can be read.
    pub record: Option<Record>,
    /// How much is the same.
    pub same: Same,
    /// What is not as it was.
    pub findings: Findings,
}

/// How much of a document came out the same when it was made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Same {
    /// Every byte of the PDF.
    Bytes,
    /// Every number and every word, by another version of Griffel.
    Contents,
    /// Not everything.
    Not,
}

/// Checks one adopted version of a document. `fonts` are the built-in ones, to share them between documents.
pub fn verify(run: &Run, id: &DocumentId, version: u32, output: &Output, fonts: &Arc<Fonts>) -> Verdict {
    let work = Work::new(run.files().folder().root(), &format_args!("{id} versie {version}"));
    watch().during(&work, || checked(run, id, version, output, fonts)).unwrap_or_else(|stop| Verdict {
        id: id.clone(),
        version,
        record: None,
        same: Same::Not,
        findings: run.stopped(id, &stop),
    })
}

fn checked(run: &Run, id: &DocumentId, version: u32, output: &Output, fonts: &Arc<Fonts>) -> Verdict {
    let mut verdict = Verdict { id: id.clone(), version, record: None, same: Same::Not, findings: Findings::new() };
    let Some(path) = run.inventory().records.get(id).and_then(|records| records.get(&version)) else { return verdict };
    let record = match Record::read(run.files(), path) {
        Ok(record) => record,
        Err(finding) => return Verdict { findings: finding.into(), ..verdict },
    };
    let check = Check { run, id, record: &record, folder: record::archive_folder(id, version) };
    let root = run.files().folder().root();
    if let Err(link) = without_links(root, &root.join(&check.folder)) {
        return Verdict { findings: link.into(), record: Some(record), ..verdict };
    }
    if !root.join(&check.folder).is_dir() {
        let findings = record::archive_changed(&check.folder, "is weg", id).into();
        return Verdict { findings, record: Some(record), ..verdict };
    }
    let (same, made_again) = check.made_again(fonts);
    for findings in [check.logged(path), check.inputs(), check.outputs(output), check.manuscript(), made_again] {
        verdict.findings.extend(findings);
    }
    Verdict { same, record: Some(record), ..verdict }
}

/// Whether bytes are what a digest is of: to the byte, or but for the ends of lines; none where they are something else.
type Comparison<'a> = &'a dyn Fn(&[u8], &str) -> Option<bool>;

struct Check<'a> {
    run: &'a Run,
    id: &'a DocumentId,
    record: &'a Record,
    /// Its folder in the archive.
    folder: String,
}

impl Check<'_> {
    fn files(&self) -> &Files {
        self.run.files()
    }

    /// The log says which record was written, when and by whom.
    fn logged(&self, path: &str) -> Findings {
        let manuscript = audit::manuscript_of(path);
        let log = match Log::read(self.files(), &manuscript) {
            Ok(log) => log,
            Err(finding) => return finding.into(),
        };
        let bytes = self.files().bytes(path).unwrap_or_default();
        if let Some(lacking) = self.record.lacks() {
            let finding = Finding::new(Code::RecordChanged, Place::file(path), format!("Deze vaststelling {lacking}."));
            return finding.hint("Zet het bestand terug uit uw reservekopie.").into();
        }
        let place = Place::file(record::log_path(&manuscript));
        if let Some(entry) = log.entries.iter().find(|entry| entry.is_adoption_of(self.record.version, &bytes)) {
            return disagreement(self.record, entry).map_or_else(Findings::new, |what| {
                Finding::new(Code::LogChanged, place, format!("Het logboek en de vaststelling noemen {what}."))
                    .hint("Een van beide is veranderd. Zet beide bestanden terug uit uw reservekopie.")
                    .into()
            });
        }
        let finding = match log.has_adopted(self.record.version) {
            true => record::record_changed(path),
            false => Finding::new(Code::LogChanged, place, "Deze vaststelling staat niet in het logboek.")
                .hint(format!("Werd Griffel onderbroken? Typ nog eens: griffel stelvast {}", self.id))
                .hint("Anders: zet het logboek terug uit uw reservekopie."),
        };
        finding.into()
    }

    /// Every file that it was made from is in the archive as it was, and nothing besides.
    fn inputs(&self) -> Findings {
        let folder = format!("{}/{INPUTS}", self.folder);
        let mut findings = match InputDigests::of(self.record, self.id, self.files()) {
            Ok(digests) => {
                let is_it =
                    |bytes: &[u8], digest: &str| digests.original(bytes, digest).map(|it| it.len() == bytes.len());
                self.as_recorded(&folder, &self.record.inputs, &is_it)
            }
            Err(finding) => finding.into(),
        };
        let root = self.files().folder().root().join(&self.folder);
        let there = WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok);
        for entry in there.filter(|entry| !entry.file_type().is_dir()) {
            let path = relative(&root, entry.path()).unwrap_or_else(|| shown(entry.path()));
            let is_input = path.strip_prefix(INPUTS).and_then(|path| path.strip_prefix('/'));
            let is_known = is_input.is_some_and(|path| self.record.inputs.contains_key(path))
                || self.record.outputs.contains_key(&path)
                || (path == KEY && self.record.key.is_some())
                || entry.file_name().to_str().is_some_and(|name| LEFT_BY_SYSTEMS.contains(&name));
            if !is_known {
                findings.push(record::archive_changed(&format!("{}/{path}", self.folder), "is erbij gekomen", self.id));
            }
        }
        findings
    }

    /// What was made of it is as it was: in the archive, and where people read it.
    fn outputs(&self, output: &Output) -> Findings {
        let is_it = |bytes: &[u8], digest: &str| original(bytes, digest).map(|it| it.len() == bytes.len());
        let mut findings = self.as_recorded(&self.folder, &self.record.outputs, &is_it);
        let mut places = vec![
            ("pdf", output.pdf(self.id, self.record.version)),
            ("cijfers.csv", output.ledger(self.id, self.record.version)),
        ];
        // Version 0.1.0 did not keep what else a presentation is made into: there is nothing to hold it against.
        if self.record.format > 1 {
            let extra = |one: Rendition| (one.extension(), output.extra(self.id, self.record.version, one));
            places.extend(Rendition::EXTRAS.map(extra));
        }
        for (extension, place) in places {
            let is_other = |bytes: &[u8]| self.record.digest_of(self.id, extension) != Some(&sha256(bytes));
            match output.read(&place) {
                Ok(bytes) if is_other(&bytes) => findings.push(record::output_changed(&place, self.files(), self.id)),
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(_) => match output.check(&place) {
                    Ok(()) => findings.push(record::output_changed(&place, self.files(), self.id)),
                    Err(link) => findings.push(*link),
                },
            }
        }
        findings
    }

    /// Files of the archive against their digests, by path in `folder`.
    fn as_recorded(&self, folder: &str, digests: &BTreeMap<String, String>, is_it: Comparison<'_>) -> Findings {
        let mut findings = Findings::new();
        let mut with_other_line_ends = 0;
        for (path, digest) in digests {
            let archived = format!("{folder}/{path}");
            let bytes = match self.files().bytes(&archived) {
                Ok(bytes) => bytes,
                Err(finding) => {
                    findings.push(*record::gone_or(finding, &archived, self.id));
                    continue;
                }
            };
            match is_it(&bytes, digest) {
                Some(true) => {}
                Some(false) => with_other_line_ends += 1,
                None => findings.push(record::archive_changed(&archived, "is veranderd", self.id)),
            }
        }
        if with_other_line_ends > 0 {
            findings.push(line_ends_changed(folder, with_other_line_ends));
        }
        findings
    }

    /// The text beside the record still says what was adopted last.
    fn manuscript(&self) -> Findings {
        let mut findings = Findings::new();
        let records = self.run.inventory().records.get(self.id);
        let is_last =
            records.and_then(|records| records.last_key_value()).is_some_and(|(last, _)| *last == self.record.version);
        if !is_last {
            return findings;
        }
        if !self.run.inventory().documents.contains_key(self.id) {
            // The record lies beside it.
            let path = records.and_then(BTreeMap::first_key_value).map(|(_, path)| path);
            let kind = path.and_then(|path| DocumentKind::of_path(path)).unwrap_or(DocumentKind::Letter);
            findings.push(
                Finding::new(Code::AdoptedEdited, Place::file(kind.path(self.id)), "De vastgestelde tekst is weg.")
                    .hint(format!("Zet de tekst terug uit {}/{INPUTS}.", self.folder)),
            );
            return findings;
        }
        let Some(manuscript) = self.run.manuscript(self.id).take(&mut findings) else { return findings };
        if let Err(finding) = record::standing(&manuscript, self.files(), self.run.inventory()) {
            findings.push(*finding);
        }
        if let Ok(log) = Log::read(self.files(), &manuscript.source.path)
            && let Some(last) = log.status_of(manuscript.version)
            && last != manuscript.status.word()
            // Where lines are gone, that is told, and nothing is to be written behind what is left.
            && Register::read(self.files())
                .is_ok_and(|register| register.agrees_with(self.id, &log, &manuscript.source.path).is_ok())
        {
            let message = format!("De tekst heet {}, maar het logboek zegt {last}.", manuscript.status.word());
            findings.push(
                Finding::new(Code::LogChanged, Place::file(&manuscript.source.path), message)
                    .hint(format!("Is het stuk verzonden? Typ: griffel markeer {} verzonden", self.id))
                    .hint("Anders: zet de tekst en het logboek terug uit uw reservekopie."),
            );
        }
        findings
    }

    /// Makes it again from its archive: how much is the same, and what is not.
    fn made_again(&self, fonts: &Arc<Fonts>) -> (Same, Findings) {
        let folder = self.files().folder().root().join(&self.folder).join(INPUTS);
        let own_fonts = self.record.inputs.keys().any(|path| path.starts_with("fonts/"));
        let place = Place::file(format!("{}/{INPUTS}", self.folder));
        let Some(again) = remake(&folder, self.id, (!own_fonts).then(|| fonts.clone())) else {
            let message = "De tekst kan niet meer worden gemaakt van de bewaarde bestanden.";
            let finding = Finding::new(Code::NotReproduced, place, message)
                .hint("Zet de map terug uit uw reservekopie. De PDF zelf staat nog in het archief.");
            return (Same::Not, finding.into());
        };
        let differences = self.differences(&again);
        if self.record.digest_of(self.id, "pdf") == Some(&sha256(&again.pdf)) && differences.is_empty() {
            return (Same::Bytes, Findings::new());
        }
        let this = env!("CARGO_PKG_VERSION");
        let is_other = self.record.griffel != this || self.record.fonts != builtin_fonts();
        let versions =
            |what: &str| format!("{what} is vastgesteld met Griffel {}. U hebt Griffel {this}.", self.record.griffel);
        if is_other && differences.is_empty() {
            let finding = Finding::new(Code::OtherGriffel, place, versions("Deze tekst")).hint(format!(
                "De bytes zijn daarom niet te vergelijken. Alle {} getallen en de hele tekst zijn gelijk.",
                self.record.numbers.len()
            ));
            return (Same::Contents, finding.into());
        }
        let mut finding = Finding::new(Code::NotReproduced, place, "Opnieuw gemaakt is deze tekst anders.");
        if is_other {
            finding = finding.hint(versions("De tekst"));
        }
        if differences.is_empty() {
            finding = finding.hint("De getallen en de tekst zijn gelijk. De opmaak verschilt.");
        }
        (Same::Not, differences.into_iter().fold(finding, Finding::hint).into())
    }

    /// What differs between what was adopted and what was made again, in words.
    fn differences(&self, again: &Typeset) -> Vec<String> {
        let line = |number: &RecordedNumber, printed: &str| format!("{}, {}: {printed}\n", number.name, number.period);
        let now_printed = |number: &RecordedNumber| printed_now(&number.printed);
        let then = self.record.numbers.iter();
        let then: String = then.map(|one| line(one, now_printed(one).as_ref().unwrap_or(&one.printed))).collect();
        let now: String = numbers(&again.ledger).iter().map(|one| line(one, &one.printed)).collect();
        let mut differences = changes("getal", &then, &now);
        let name = format!("{}.txt", record::file_stem(self.id, self.record.version));
        let text = self.files().bytes(&format!("{}/{name}", self.folder)).unwrap_or_default();
        if self.record.outputs.get(&name).is_some_and(|digest| *digest == sha256(&text)) {
            let reworded = self.record.numbers.iter().filter_map(|one| Some((one.printed.as_str(), now_printed(one)?)));
            let then = reworded.fold(String::from_utf8_lossy(&text).into_owned(), |text, (then, now)| {
                replace_number(&text, then, &now)
            });
            differences.extend(changes("tekst", &then, &again.checked.document.plain_text()));
        }
        differences
    }
}

/// What the log says otherwise than the record, in words.
fn disagreement(record: &Record, entry: &LogEntry) -> Option<String> {
    let pairs = [
        ("een andere dag", &entry.day, &record.adopted_on),
        ("een andere naam", &entry.by, &record.adopted_by),
        ("een andere tijd", &entry.time, record.recorded_at.as_ref().unwrap_or(&entry.time)),
        ("een andere status", &entry.status, record.status.as_ref().unwrap_or(&entry.status)),
    ];
    // A log that version 0.1.0 began has no column for the day.
    let is_told = |what: &str| what != "een andere tijd" || !entry.act.is_empty();
    let differs = pairs.into_iter().find(|(what, log, record)| is_told(what) && log != record);
    differs.map(|(what, log, record)| format!("{what}: {log} en {record}"))
}

/// Replaces a number and its unit, where it is a number of its own and not the end of a longer one.
fn replace_number(text: &str, then: &str, now: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(then) {
        let before = rest[..at].chars().next_back().or_else(|| replaced.chars().next_back());
        let is_whole = before.is_none_or(|before| !before.is_alphanumeric() && !matches!(before, '.' | ','));
        replaced.push_str(&rest[..at]);
        replaced.push_str(if is_whole { now } else { then });
        rest = &rest[at + then.len()..];
    }
    replaced + rest
}

/// What Git does on Windows, unless it is told not to: one finding for however many files.
fn line_ends_changed(folder: &str, files: usize) -> Finding {
    let which = if files == 1 { "1 bestand".to_owned() } else { format!("{files} bestanden") };
    let message = format!("Van {which} in deze map zijn alleen de regeleinden veranderd. De inhoud is gelijk.");
    Finding::new(Code::ArchiveChanged, Place::file(folder), message)
        .hint("Git doet dat op Windows. Zet in de werkmap een bestand .gitattributes met de regel: * -text")
        .hint("Haal de map archief daarna opnieuw op, of zet haar terug uit uw reservekopie.")
}

/// The lines that differ, each once.
fn changes(what: &str, then: &str, now: &str) -> Vec<String> {
    let diff = TextDiff::from_lines(then, now);
    let mut said = BTreeSet::new();
    let mut lines = Vec::new();
    for change in diff.iter_all_changes() {
        let which = match change.tag() {
            ChangeTag::Equal => continue,
            ChangeTag::Delete => "vastgesteld",
            ChangeTag::Insert => "opnieuw gemaakt",
        };
        let line = format!("{what}, {which}: {}", change.value().trim_end());
        if said.insert(line.clone()) {
            lines.push(line);
        }
    }
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        lines.push(format!("en nog {more} verschillen"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_from_both_sides_once() {
        assert_eq!(changes("tekst", "a\nb\n", "a\nb\n"), [] as [&str; 0]);
        let told = changes("getal", "Jongeren, 2022: 157\nKosten: 5\n", "Jongeren, 2022: 158\nKosten: 5\n");
        assert_eq!(told, ["getal, vastgesteld: Jongeren, 2022: 157", "getal, opnieuw gemaakt: Jongeren, 2022: 158"]);
        assert_eq!(changes("tekst", "a\na\na\n", ""), ["tekst, vastgesteld: a"]);
    }

    #[test]
    fn of_many_differences_the_first_are_told_and_the_rest_counted() {
        let many: String = (0..20).map(|line| format!("{line}\n")).collect();
        let told = changes("tekst", &many, "");
        assert_eq!(told.len(), MOST + 1);
        assert_eq!(told.last().map(String::as_str), Some("en nog 12 verschillen"));
    }
}
