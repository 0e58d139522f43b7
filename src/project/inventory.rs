//! Which documents and data files a work folder holds: paths only, nothing is read.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use walkdir::WalkDir;

use crate::diagnostic::{Code, Finding, Findings, Found, Place, did_you_mean, shown};
use crate::dutch::period::Period;

use super::copies;
use super::document::{DocumentId, DocumentKind};
use super::files::cannot_read;
use super::folder::WorkFolder;
use super::inputs::is_left_lying;
use super::links::{is_link, link_below};
use super::portable::not_on_windows;

/// What the names of files end in that a presentation is made into besides its PDF.
const RESERVED: [&str; 2] = [".hand-out", ".stappen"];

/// No name of a document that is made here is longer, in bytes: a whole path must stay within what Windows takes.
const LONGEST_NAME: usize = 100;

/// What the names of files with figures, and of logs, end in.
const FIGURES: [&str; 7] = ["csv", "json", "ods", "xls", "xlsb", "xlsm", "xlsx"];

const WHICH_IS_RIGHT: &str =
    "Vergelijk de twee, bewaar de goede en gooi de andere weg. Of geef de kopie een eigen naam.";

/// The council's calendar.
pub const CALENDAR: &str = "data/kalender.toml";
/// What a municipality wants of its words and sentences.
pub const WRITING_GUIDE: &str = "data/schrijfwijzer.toml";

/// Words that the municipality knows and the dictionary does not.
pub const OWN_WORDS: &str = "data/woorden.txt";

/// All files that matter, relative to the root with `/` between the parts, sorted.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// `data/reeksen/*.toml`
    pub series: Vec<String>,
    /// `data/kengetallen.toml`, `data/kengetallen/*.toml`
    pub indicators: Vec<String>,
    /// `data/feiten.toml`, `data/feiten/*.toml`
    pub facts: Vec<String>,
    /// `data/grafieken.toml`, `data/grafieken/*.toml`
    pub exhibits: Vec<String>,
    /// `data/pilots/*.toml`
    pub pilots: Vec<String>,
    /// `data/zaken.toml`, `data/zaken/*.toml`
    pub cases: Vec<String>,
    /// `data/kalender.toml`
    pub calendar: Option<String>,
    /// `data/schrijfwijzer.toml`
    pub writing_guide: Option<String>,
    /// `data/woorden.txt`
    pub own_words: Option<String>,
    /// `fonts/*.ttf` and the like
    pub fonts: Vec<String>,
    /// `data/brieven/<period>/<name>.md` and `data/presentaties/<period>/<name>.md`
    pub documents: BTreeMap<DocumentId, String>,
    /// `<name>.vastgesteld-<version>.json` beside the text: what was adopted, by version.
    pub records: BTreeMap<DocumentId, BTreeMap<u32, String>>,
    /// Files of which a copy lies beside them: which of the two is right is not known.
    pub copied: BTreeSet<String>,
    /// The document that is being adopted or verified: what it prints has no say in what it may print.
    pub in_hand: Option<DocumentId>,
}

/// Why no document can have this name, in words; none where it can.
pub fn unfit_name(name: &str) -> Option<String> {
    let is_plain = |next: char| next.is_alphanumeric() || "-_ .".contains(next);
    match name.trim() {
        "" => Some("Geef een naam.".to_owned()),
        trimmed if trimmed != name || name.starts_with('.') => {
            Some("Een naam begint en eindigt met een letter of een cijfer.".to_owned())
        }
        _ if !name.chars().all(is_plain) => Some("In een naam staan alleen letters, cijfers en streepjes.".to_owned()),
        _ if name.len() > LONGEST_NAME => Some(format!("Een naam heeft hoogstens {LONGEST_NAME} tekens.")),
        _ => RESERVED
            .iter()
            .find(|end| name.to_lowercase().ends_with(*end))
            .map(|end| format!("Een naam kan niet eindigen op {end}."))
            .or_else(|| not_on_windows(name)),
    }
}

impl Inventory {
    /// The document of this name, `<period>/<name>`, and the path of its text: what is asked for is looked up, never made
    /// into a path.
    pub fn named(&self, document: &str) -> Option<(&DocumentId, &str)> {
        let found = self.documents.iter().find(|(id, _)| id.to_string() == document);
        found.map(|(id, path)| (id, path.as_str()))
    }

    /// Looks through the work folder. Folders that are no period give a finding.
    pub fn of(folder: &WorkFolder) -> Found<Self> {
        Found::gather(|findings| Self::look_through(folder, findings))
    }

    fn look_through(folder: &WorkFolder, findings: &mut Findings) -> Self {
        let mut copied = BTreeSet::new();
        let mut look = Look { folder, findings, copied: &mut copied };
        let mut inventory = Self {
            series: look.files("data/reeksen", &["toml"], 1),
            indicators: look.one_or_folder("data/kengetallen"),
            facts: look.one_or_folder("data/feiten"),
            exhibits: look.one_or_folder("data/grafieken"),
            pilots: look.files("data/pilots", &["toml"], 1),
            cases: look.one_or_folder("data/zaken"),
            calendar: Some(CALENDAR.to_owned()).filter(|path| folder.root().join(path).is_file()),
            writing_guide: Some(WRITING_GUIDE.to_owned()).filter(|path| folder.root().join(path).is_file()),
            own_words: Some(OWN_WORDS.to_owned()).filter(|path| folder.root().join(path).is_file()),
            fonts: look.fonts(),
            documents: BTreeMap::new(),
            records: BTreeMap::new(),
            copied: BTreeSet::new(),
            in_hand: None,
        };
        for kind in DocumentKind::ALL {
            for path in look.files(kind.folder(), &["md", "json"], 4) {
                match has_extension(Path::new(&path), &["md"]) {
                    true => inventory.add_document(path, kind, look.findings),
                    false => inventory.add_record(path),
                }
            }
        }
        inventory.copied = copied;
        inventory
    }

    /// Other files than records are left alone.
    fn add_record(&mut self, path: String) {
        let parts: Vec<&str> = path.split('/').collect();
        let [_, _, period, file] = parts[..] else { return };
        let named = file.strip_suffix(".json").and_then(|stem| stem.rsplit_once(".vastgesteld-"));
        let Some((name, version)) = named else { return };
        if let (Ok(period), Ok(version)) = (period.parse(), version.parse()) {
            let id = DocumentId { period, name: name.to_owned() };
            self.records.entry(id).or_default().insert(version, path);
        }
    }

    fn add_document(&mut self, path: String, kind: DocumentKind, findings: &mut Findings) {
        let (word, home) = (kind.word(), kind.folder());
        let parts: Vec<&str> = path.split('/').collect();
        let [_, _, period, file] = parts[..] else {
            findings.push(
                Finding::new(
                    Code::UnknownPeriod,
                    Place::file(&path),
                    format!("Deze {word} staat niet in een map met een periode."),
                )
                .hint(format!("Zet de {word} in een map als {home}/2022/ of {home}/2022-K4/.")),
            );
            return;
        };
        let name = file[..file.len() - ".md".len()].to_owned();
        if let Some(end) = RESERVED.iter().find(|end| name.to_lowercase().ends_with(*end)) {
            findings.push(
                Finding::new(Code::NameTaken, Place::file(&path), format!("Een naam kan niet eindigen op {end}."))
                    .hint("Zo heten bestanden die Griffel zelf maakt. Geef dit bestand een andere naam."),
            );
            return;
        }
        if let Some(why) = not_on_windows(&name) {
            let finding = Finding::new(Code::NameNotEverywhere, Place::file(&path), why);
            findings
                .push(finding.hint("Geef het een andere naam. Een collega met Windows kan het anders niet openen."));
        }
        match period.parse() {
            Ok(period) => {
                let id = DocumentId { period, name };
                if let Some(other) = self.same_but_for_capitals(&id) {
                    let message = format!("Alleen hoofdletters maken deze naam anders dan die van {other}.");
                    findings.push(
                        Finding::new(Code::NameNotEverywhere, Place::file(&path), message)
                            .hint("Geef een van de twee een andere naam. Windows ziet er maar één van."),
                    );
                }
                match self.documents.get(&id) {
                    Some(other) => findings.push(
                        Finding::new(
                            Code::NameTaken,
                            Place::file(&path),
                            format!("Deze {word} heet hetzelfde als {other}: {id}."),
                        )
                        .hint("Geef een van de twee een andere naam. Anders krijgen ze dezelfde PDF."),
                    ),
                    None => {
                        self.documents.insert(id, path);
                    }
                }
            }
            Err(error) => findings.push(Finding::new(
                Code::UnknownPeriod,
                Place::file(format!("{home}/{period}")),
                format!("De naam van deze map is geen periode: {error}"),
            )),
        }
    }

    fn same_but_for_capitals(&self, id: &DocumentId) -> Option<&String> {
        let is_same = |other: &&DocumentId| {
            **other != *id && other.period == id.period && other.name.to_lowercase() == id.name.to_lowercase()
        };
        self.documents.keys().find(is_same).and_then(|other| self.documents.get(other))
    }

    /// The documents that `names` (all, when empty) and `period` ask for.
    pub fn select(&self, names: &[String], period: Option<Period>) -> Found<Vec<DocumentId>> {
        Found::gather(|findings| self.choose(names, period, findings))
    }

    fn choose(&self, names: &[String], period: Option<Period>, findings: &mut Findings) -> Vec<DocumentId> {
        let in_period = |id: &&DocumentId| period.is_none_or(|period| id.period == period);
        if names.is_empty() {
            let chosen: Vec<DocumentId> = self.documents.keys().filter(in_period).cloned().collect();
            if let Some(period) = period.filter(|_| chosen.is_empty()) {
                findings.push(self.none_in(period));
            }
            return chosen;
        }
        let mut chosen: Vec<DocumentId> = Vec::new();
        for name in names {
            let of_period: Vec<DocumentId> = match name.parse() {
                Ok(whole) => self.documents.keys().filter(in_period).filter(|id| id.period == whole).cloned().collect(),
                Err(_) => Vec::new(),
            };
            if !of_period.is_empty() {
                chosen.extend(of_period);
                continue;
            }
            match self.find(name, period) {
                Ok(id) => chosen.push(id),
                Err(finding) => findings.push(*finding),
            }
        }
        chosen.sort();
        chosen.dedup();
        chosen
    }

    /// What keeps a document from being adopted or carried on: a copy of it lies beside it.
    pub fn copied(&self, document: &DocumentId) -> Option<Finding> {
        let path = self.documents.get(document).filter(|path| self.copied.contains(*path))?;
        let message = "Naast deze tekst staat een kopie. Griffel weet niet welke van de twee de goede is.";
        Some(Finding::new(Code::Copy, Place::file(path), message).hint(WHICH_IS_RIGHT))
    }

    /// What kind of document this is; one that is not there is taken for a letter.
    pub fn kind_of(&self, id: &DocumentId) -> DocumentKind {
        // Of an adopted one whose text is gone, the record is left.
        let path = self.documents.get(id).or_else(|| self.records.get(id)?.values().next());
        path.and_then(|path| DocumentKind::of_path(path)).unwrap_or(DocumentKind::Letter)
    }

    /// The documents of the same name about other periods, in the order of their periods.
    pub fn namesakes<'a>(&'a self, document: &DocumentId) -> impl DoubleEndedIterator<Item = &'a DocumentId> {
        self.documents.keys().filter(move |id| id.name == document.name && *id != document)
    }

    /// The document to compare with: over the period that was asked for, or else the last one before, rather one over a
    /// period of the same length.
    pub fn earlier<'a>(&'a self, document: &DocumentId, against: Option<Period>) -> Option<&'a DocumentId> {
        let mut others = self.namesakes(document);
        match against {
            Some(period) => others.rfind(|id| id.period == period),
            None => others.filter(|id| id.period.last_day() < document.period.first_day()).max_by_key(|id| {
                (
                    id.period.last_day(),
                    id.period.granularity() == document.period.granularity(),
                    id.period.granularity(),
                )
            }),
        }
    }

    fn none_in(&self, period: Period) -> Finding {
        let mut periods: Vec<String> = self.documents.keys().map(|id| id.period.to_string()).collect();
        periods.dedup();
        Finding::new(
            Code::UnknownDocument,
            Place::file("data/brieven"),
            format!("Er zijn geen brieven of presentaties over {period}."),
        )
        .hint(format!("Wel over: {}.", list_or_none(&periods)))
    }

    fn find(&self, name: &str, period: Option<Period>) -> Result<DocumentId, Box<Finding>> {
        // As Windows completes what is typed.
        let name = &name.replace('\\', "/");
        let short = name.trim_start_matches("./").trim_end_matches(".md");
        let homes = DocumentKind::ALL.map(DocumentKind::folder);
        let below = homes.into_iter().find_map(|home| short.strip_prefix(home)?.strip_prefix('/'));
        let short = below.unwrap_or(short);
        let matching: Vec<&DocumentId> = self
            .documents
            .keys()
            .filter(|id| period.is_none_or(|period| id.period == period))
            .filter(|id| match short.rsplit_once('/') {
                Some((folder, file)) => id.name == file && folder.parse() == Ok(id.period),
                None => id.name == short,
            })
            .collect();
        match matching[..] {
            [id] => Ok(id.clone()),
            [] => {
                let known: Vec<String> = self.documents.keys().map(ToString::to_string).collect();
                let plain = self.documents.keys().map(|id| id.name.as_str());
                let hint = did_you_mean(short, known.iter().map(String::as_str).chain(plain));
                Err(Box::new(
                    Finding::new(
                        Code::UnknownDocument,
                        Place::file("data/brieven"),
                        format!("Er is geen brief of presentatie \"{name}\"."),
                    )
                    .hint(hint.unwrap_or_else(|| format!("Deze zijn er: {}.", list_or_none(&known)).into())),
                ))
            }
            _ => {
                let names: Vec<String> = matching.iter().map(ToString::to_string).collect();
                Err(Box::new(
                    Finding::new(
                        Code::AmbiguousName,
                        Place::file("data/brieven"),
                        format!("De naam \"{name}\" past op meer dan één document."),
                    )
                    .hint(format!("Noem er één: {}.", names.join(", "))),
                ))
            }
        }
    }
}

fn list_or_none(names: &[String]) -> String {
    if names.is_empty() { "geen enkele".to_owned() } else { names.join(", ") }
}

/// Looks through a work folder, and tells what is wrong with what it holds.
struct Look<'a> {
    folder: &'a WorkFolder,
    findings: &'a mut Findings,
    copied: &'a mut BTreeSet<String>,
}

impl Look<'_> {
    /// The fonts of the work folder, then those it shares with others.
    fn fonts(&mut self) -> Vec<String> {
        const EXTENSIONS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];
        let mut fonts = self.files("fonts", &EXTENSIONS, 2);
        if let Some(shared) = self.folder.shared() {
            let above = WorkFolder::unmarked(shared);
            let mut look = Look { folder: &above, findings: self.findings, copied: self.copied };
            fonts.extend(look.files("fonts", &EXTENSIONS, 2).into_iter().map(|path| format!("../{path}")));
        }
        fonts
    }

    fn one_or_folder(&mut self, stem: &str) -> Vec<String> {
        let single = format!("{stem}.toml");
        let mut paths = self.files(stem, &["toml"], 1);
        if self.folder.root().join(&single).is_file() {
            paths.insert(0, single);
        }
        paths
    }

    /// Files below `below`, at most `depth` folders deep, sorted. Hidden files are left alone. Links are not followed: one to a
    /// folder, or in the place of such a file, is told. So are copies of files, and what cannot be looked into.
    fn files(&mut self, below: &str, extensions: &[&str], depth: usize) -> Vec<String> {
        let (root, home) = (self.folder.root(), self.folder.root().join(below));
        let findings = &mut *self.findings;
        let mut tell = |finding: Finding| {
            if !findings.iter().any(|known| *known == finding) {
                findings.push(finding);
            }
        };
        let link = |path: &Path| is_link(path.strip_prefix(root).unwrap_or(path));
        if let Some(found) = link_below(root, &home) {
            tell(link(&found));
            return Vec::new();
        }
        let mut found = Vec::new();
        let entries = WalkDir::new(&home).max_depth(depth).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(|entry| !is_hidden(entry.file_name())) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let at = error.path().unwrap_or(&home);
                    let is_absent =
                        at == home && error.io_error().is_some_and(|error| error.kind() == ErrorKind::NotFound);
                    if let (false, Some(error)) = (is_absent, error.io_error()) {
                        tell(cannot_read(&relative(root, at).unwrap_or_else(|| shown(at)), error));
                    }
                    continue;
                }
            };
            let is_wanted = has_extension(entry.path(), extensions);
            if entry.path_is_symlink() && (is_wanted || entry.path().is_dir()) {
                tell(link(entry.path()));
            } else if entry.file_type().is_file() {
                found.extend(relative(root, entry.path()).map(|path| (path, is_wanted)));
            }
        }
        let names: BTreeSet<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        let copies: Vec<Option<String>> = found.iter().map(|(path, _)| copies::original(path, &names)).collect();
        let all = found.into_iter().zip(copies).filter_map(|((path, is_wanted), original)| match original {
            Some(original) if is_wanted || has_extension(Path::new(&path), &FIGURES) => {
                tell(is_copy(&path, &original, is_wanted));
                self.copied.insert(original);
                None
            }
            _ => is_wanted.then_some(path),
        });
        all.collect()
    }
}

/// What is told of a copy: of a document or a description it is not known which of the two holds.
fn is_copy(path: &str, original: &str, is_wanted: bool) -> Finding {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let (code, then) = match is_wanted {
        true => (Code::Copy, "Griffel gebruikt het niet."),
        false => (Code::CopyBeside, "Griffel weet niet welke van de twee u bedoelt."),
    };
    let message = format!("Dit bestand lijkt een kopie van {}. {then}", name(original));
    Finding::new(code, Place::file(path), message)
        .hint("Zulke kopieën maken Verkenner en OneDrive, bijvoorbeeld als twee mensen tegelijk iets veranderen.")
        .hint(WHICH_IS_RIGHT)
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.to_str().is_some_and(is_left_lying)
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    extensions.contains(&extension.to_lowercase().as_str())
}

/// A path below `root` with `/` between the parts; none for a name that is not Unicode.
pub fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::MARKER;
    use super::*;

    /// What a work folder with these files holds, and the codes of what is wrong with it.
    fn inventory(paths: &[&str]) -> (Inventory, Vec<Code>) {
        let folder = tempfile::tempdir().expect("a folder");
        for path in paths.iter().chain(&[MARKER]) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("below the folder")).expect("made");
            fs::write(path, "").expect("written");
        }
        let mut findings = Findings::new();
        let inventory = Inventory::of(&WorkFolder::at(folder.path()).expect("a work folder")).take(&mut findings);
        (inventory, findings.iter().map(|finding| finding.code).collect())
    }

    fn names(documents: &[DocumentId]) -> Vec<String> {
        documents.iter().map(ToString::to_string).collect()
    }

    /// The documents that are asked for, or the code of what is wrong with the question.
    fn selected(inventory: &Inventory, asked: &[&str], period: Option<&str>) -> Result<Vec<String>, Code> {
        let mut findings = Findings::new();
        let asked: Vec<String> = asked.iter().map(ToString::to_string).collect();
        let period = period.map(|period| period.parse().expect("a period"));
        let chosen = inventory.select(&asked, period).take(&mut findings);
        let wrong = findings.iter().next().map(|finding| finding.code);
        wrong.map_or_else(|| Ok(names(&chosen)), Err)
    }

    const DOCUMENTS: [&str; 5] = [
        "data/brieven/2022/jnv.md",
        "data/brieven/2022-K4/jnv.md",
        "data/brieven/2022-K4/flits.md",
        "data/brieven/2021/jnv.md",
        "data/presentaties/2022/dias.md",
    ];

    #[test]
    fn files_are_found_by_their_place_in_order() {
        let (found, wrong) = inventory(&[
            "data/reeksen/b.toml",
            "data/reeksen/a.toml",
            "data/reeksen/a.csv",
            "data/reeksen/dieper/c.toml",
            "data/reeksen/.verborgen.toml",
            "data/kengetallen/later.toml",
            "data/kengetallen.toml",
            "data/kalender.toml",
            "fonts/Eigen.TTF",
            "fonts/leesmij.txt",
        ]);
        assert_eq!(found.series, ["data/reeksen/a.toml", "data/reeksen/b.toml"]);
        assert_eq!(found.indicators, ["data/kengetallen.toml", "data/kengetallen/later.toml"]);
        assert_eq!(found.calendar.as_deref(), Some(CALENDAR));
        assert_eq!(found.fonts, ["fonts/Eigen.TTF"]);
        assert_eq!((found.documents.len(), found.records.len(), wrong), (0, 0, Vec::new()));
    }

    #[test]
    fn a_text_that_cannot_be_a_document_is_told() {
        assert_eq!(inventory(&["data/brieven/jnv.md"]).1, [Code::UnknownPeriod]);
        assert_eq!(inventory(&["data/brieven/later/jnv.md"]).1, [Code::UnknownPeriod]);
        assert_eq!(inventory(&["data/brieven/2022/a/jnv.md"]).1, [Code::UnknownPeriod]);
        assert_eq!(inventory(&["data/presentaties/2022/dias.Hand-out.md"]).1, [Code::NameTaken]);
        let (found, wrong) = inventory(&["data/brieven/2022/jnv.md", "data/presentaties/2022/jnv.md"]);
        assert_eq!((found.documents.len(), wrong), (1, vec![Code::NameTaken]), "they would have the same PDF");
    }

    #[test]
    fn records_go_with_their_document_by_version() {
        let (found, _) = inventory(&[
            "data/brieven/2022/jnv.md",
            "data/brieven/2022/jnv.vastgesteld-2.json",
            "data/brieven/2022/jnv.vastgesteld-10.json",
            "data/brieven/2022/jnv.vastgesteld-x.json",
            "data/brieven/2022/iets.json",
        ]);
        let records: Vec<_> = found.records.iter().map(|(id, versions)| (id.to_string(), versions.len())).collect();
        assert_eq!(records, [("2022/jnv".to_owned(), 2)]);
        let last = found.records.values().next().and_then(BTreeMap::last_key_value).map(|(version, _)| *version);
        assert_eq!(last, Some(10));
    }

    #[test]
    fn documents_are_asked_for_by_name_file_or_period() {
        let (found, _) = inventory(&DOCUMENTS);
        let whole = Ok(vec!["2022-K4/jnv".to_owned()]);
        assert_eq!(selected(&found, &["2022-K4/jnv"], None), whole);
        assert_eq!(selected(&found, &["2022-k4/jnv"], None), whole);
        assert_eq!(selected(&found, &["data/brieven/2022-K4/jnv.md"], None), whole);
        assert_eq!(selected(&found, &["jnv"], Some("2022-K4")), whole);
        assert_eq!(selected(&found, &["flits"], None), Ok(vec!["2022-K4/flits".to_owned()]));
        assert_eq!(selected(&found, &["2022-K4", "flits"], None).map(|all| all.len()), Ok(2), "each once");
        assert_eq!(selected(&found, &[], None).map(|all| all.len()), Ok(5));
        assert_eq!(selected(&found, &[], Some("2021")), Ok(vec!["2021/jnv".to_owned()]));
        assert_eq!(selected(&found, &["jnv"], None), Err(Code::AmbiguousName));
        assert_eq!(selected(&found, &["jvn"], None), Err(Code::UnknownDocument));
        assert_eq!(selected(&found, &[], Some("2019")), Err(Code::UnknownDocument));
    }

    #[test]
    fn the_one_before_is_rather_over_a_period_of_the_same_length() {
        let (found, _) = inventory(&[
            "data/brieven/2021/jnv.md",
            "data/brieven/2021-K4/jnv.md",
            "data/brieven/2022-K1/jnv.md",
            "data/brieven/2022/jnv.md",
        ]);
        let id = |period: &str| DocumentId { period: period.parse().expect("a period"), name: "jnv".to_owned() };
        assert_eq!(found.earlier(&id("2022"), None), Some(&id("2021")));
        assert_eq!(found.earlier(&id("2022-K1"), None), Some(&id("2021-K4")));
        assert_eq!(found.earlier(&id("2021"), None), None);
        assert_eq!(found.earlier(&id("2022"), Some("2022-K1".parse().expect("a period"))), Some(&id("2022-K1")));
        assert_eq!(found.namesakes(&id("2022")).count(), 3);
    }
}
