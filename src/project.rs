//! The work folder: where it is, and which documents and data files it holds.
//!
//! Only paths come out of here; [`crate::load`] reads what they name.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};
use crate::period::Period;

/// The file that marks the root of a work folder.
pub const MARKER: &str = "data/gemeente.toml";

/// What the names of files end in that a presentation is made into besides its PDF.
const RESERVED: [&str; 2] = [".hand-out", ".stappen"];

/// The council's calendar.
pub const CALENDAR: &str = "data/kalender.toml";

/// A folder with a municipality's data, letters and templates.
#[derive(Debug, Clone)]
pub struct WorkFolder {
    root: PathBuf,
    /// The folder above it with templates and fonts for several municipalities.
    shared: Option<PathBuf>,
}

/// The file that marks a folder with the work folders of several municipalities.
pub const REGION: &str = "gemeenten.toml";

impl WorkFolder {
    /// The work folder that holds `start`: `start` itself or the nearest folder above it.
    pub fn containing(start: &Path) -> Option<Self> {
        start.ancestors().find_map(Self::at)
    }

    /// The work folder whose root is exactly `root`.
    pub fn at(root: &Path) -> Option<Self> {
        // A relative path such as "." does not show what is above it.
        let above = root.join("..");
        let shared = above.join(REGION).is_file().then_some(above);
        root.join(MARKER).is_file().then(|| Self { root: root.to_path_buf(), shared })
    }

    /// The work folder whose root is exactly `root`, whatever is above it.
    pub fn alone(root: &Path) -> Option<Self> {
        Self::at(root).map(|folder| Self { shared: None, ..folder })
    }

    /// The folder above it, where that has templates and fonts for several municipalities.
    pub fn shared(&self) -> Option<&Path> {
        self.shared.as_deref()
    }

    /// The root folder.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// What kind of document the council gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// To be read.
    Letter,
    /// To be shown.
    Presentation,
}

impl DocumentKind {
    /// Both kinds.
    pub const ALL: [DocumentKind; 2] = [DocumentKind::Letter, DocumentKind::Presentation];

    /// The folder with the texts of documents of this kind.
    pub fn folder(self) -> &'static str {
        match self {
            DocumentKind::Letter => "data/brieven",
            DocumentKind::Presentation => "data/presentaties",
        }
    }

    /// "brief" or "presentatie".
    pub fn word(self) -> &'static str {
        match self {
            DocumentKind::Letter => "brief",
            DocumentKind::Presentation => "presentatie",
        }
    }

    /// "brieven" or "presentaties".
    pub fn plural(self) -> &'static str {
        match self {
            DocumentKind::Letter => "brieven",
            DocumentKind::Presentation => "presentaties",
        }
    }

    /// The kind of a document by the path of its text; none for a file elsewhere.
    pub fn of_path(path: &str) -> Option<Self> {
        let is_in = |kind: &Self| path.strip_prefix(kind.folder()).is_some_and(|rest| rest.starts_with('/'));
        Self::ALL.into_iter().find(is_in)
    }

    /// Where the text of a document of this kind is.
    pub fn path(self, id: &DocumentId) -> String {
        format!("{}/{id}.md", self.folder())
    }
}

/// What a document is called: `<period>/<name>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId {
    /// The period it is about.
    pub period: Period,
    /// Its file name without extension.
    pub name: String,
}

impl DocumentId {
    /// What the document at a path such as `data/brieven/<period>/<name>.md` is called.
    pub fn of_path(path: &str) -> Option<Self> {
        let [_, _, period, file] = path.split('/').collect::<Vec<_>>()[..] else { return None };
        let (name, extension) = file.rsplit_once('.')?;
        let is_text = DocumentKind::of_path(path).is_some() && extension.eq_ignore_ascii_case("md");
        is_text.then_some(Self { period: period.parse().ok()?, name: name.to_owned() })
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.period, self.name)
    }
}

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
    pub figures: Vec<String>,
    /// `data/pilots/*.toml`
    pub pilots: Vec<String>,
    /// `data/zaken.toml`, `data/zaken/*.toml`
    pub cases: Vec<String>,
    /// `data/kalender.toml`
    pub calendar: Option<String>,
    /// `fonts/*.ttf` and the like
    pub fonts: Vec<String>,
    /// `data/brieven/<period>/<name>.md` and `data/presentaties/<period>/<name>.md`
    pub letters: BTreeMap<DocumentId, String>,
    /// `<name>.vastgesteld-<version>.json` beside the text: what was adopted, by version.
    pub records: BTreeMap<DocumentId, BTreeMap<u32, String>>,
    /// The letter that is being adopted or verified: what it prints has no say in what it may print.
    pub in_hand: Option<DocumentId>,
}

impl Inventory {
    /// Looks through the work folder. Folders that are no period give a finding.
    pub fn of(folder: &WorkFolder, findings: &mut Findings) -> Self {
        let mut inventory = Self {
            series: files(folder, "data/reeksen", &["toml"], 1),
            indicators: one_or_folder(folder, "data/kengetallen"),
            facts: one_or_folder(folder, "data/feiten"),
            figures: one_or_folder(folder, "data/grafieken"),
            pilots: files(folder, "data/pilots", &["toml"], 1),
            cases: one_or_folder(folder, "data/zaken"),
            calendar: Some(CALENDAR.to_owned()).filter(|path| folder.root.join(path).is_file()),
            fonts: fonts(folder),
            letters: BTreeMap::new(),
            records: BTreeMap::new(),
            in_hand: None,
        };
        for kind in DocumentKind::ALL {
            for path in files(folder, kind.folder(), &["json"], 2) {
                inventory.add_record(path);
            }
            for path in files(folder, kind.folder(), &["md"], 4) {
                inventory.add_document(path, kind, findings);
            }
        }
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
        match period.parse() {
            Ok(period) => {
                let id = DocumentId { period, name };
                match self.letters.get(&id) {
                    Some(other) => findings.push(
                        Finding::new(
                            Code::NameTaken,
                            Place::file(&path),
                            format!("Deze {word} heet hetzelfde als {other}: {id}."),
                        )
                        .hint("Geef een van de twee een andere naam. Anders krijgen ze dezelfde PDF."),
                    ),
                    None => {
                        self.letters.insert(id, path);
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

    /// The letters that `names` (all, when empty) and `period` ask for.
    pub fn select(&self, names: &[String], period: Option<Period>, findings: &mut Findings) -> Vec<DocumentId> {
        let in_period = |id: &&DocumentId| period.is_none_or(|period| id.period == period);
        if names.is_empty() {
            let chosen: Vec<DocumentId> = self.letters.keys().filter(in_period).cloned().collect();
            if let Some(period) = period.filter(|_| chosen.is_empty()) {
                findings.push(self.none_in(period));
            }
            return chosen;
        }
        let mut chosen: Vec<DocumentId> = Vec::new();
        for name in names {
            let of_period: Vec<DocumentId> = match name.parse() {
                Ok(whole) => self.letters.keys().filter(in_period).filter(|id| id.period == whole).cloned().collect(),
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

    /// What kind of document this is; one that is not there is taken for a letter.
    pub fn kind_of(&self, id: &DocumentId) -> DocumentKind {
        let path = self.letters.get(id);
        path.and_then(|path| DocumentKind::of_path(path)).unwrap_or(DocumentKind::Letter)
    }

    /// The letters of the same name about other periods, in the order of their periods.
    pub fn namesakes<'a>(&'a self, letter: &DocumentId) -> impl DoubleEndedIterator<Item = &'a DocumentId> {
        self.letters.keys().filter(move |id| id.name == letter.name && *id != letter)
    }

    /// The letter to compare with: over the period that was asked for, or else the last one before, rather one over a
    /// period of the same length.
    pub fn earlier<'a>(&'a self, letter: &DocumentId, against: Option<Period>) -> Option<&'a DocumentId> {
        let mut others = self.namesakes(letter);
        match against {
            Some(period) => others.rfind(|id| id.period == period),
            None => others.filter(|id| id.period.last_day() < letter.period.first_day()).max_by_key(|id| {
                (id.period.last_day(), id.period.granularity() == letter.period.granularity(), id.period.granularity())
            }),
        }
    }

    fn none_in(&self, period: Period) -> Finding {
        let mut periods: Vec<String> = self.letters.keys().map(|id| id.period.to_string()).collect();
        periods.dedup();
        Finding::new(
            Code::UnknownDocument,
            Place::file("data/brieven"),
            format!("Er zijn geen brieven of presentaties over {period}."),
        )
        .hint(format!("Wel over: {}.", list_or_none(&periods)))
    }

    fn find(&self, name: &str, period: Option<Period>) -> Result<DocumentId, Box<Finding>> {
        let short = name.trim_start_matches("./").trim_end_matches(".md");
        let homes = DocumentKind::ALL.map(DocumentKind::folder);
        let below = homes.into_iter().find_map(|home| short.strip_prefix(home)?.strip_prefix('/'));
        let short = below.unwrap_or(short);
        let matching: Vec<&DocumentId> = self
            .letters
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
                let known: Vec<String> = self.letters.keys().map(ToString::to_string).collect();
                let plain = self.letters.keys().map(|id| id.name.as_str());
                let hint = did_you_mean(short, known.iter().map(String::as_str).chain(plain));
                Err(Box::new(
                    Finding::new(
                        Code::UnknownDocument,
                        Place::file("data/brieven"),
                        format!("Er is geen brief of presentatie \"{name}\"."),
                    )
                    .hint(hint.unwrap_or_else(|| format!("Deze zijn er: {}.", list_or_none(&known)))),
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

/// The fonts of the work folder, then those it shares with others.
fn fonts(folder: &WorkFolder) -> Vec<String> {
    const EXTENSIONS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];
    let mut fonts = files(folder, "fonts", &EXTENSIONS, 2);
    if let Some(shared) = folder.shared() {
        let above = WorkFolder { root: shared.to_path_buf(), shared: None };
        fonts.extend(files(&above, "fonts", &EXTENSIONS, 2).into_iter().map(|path| format!("../{path}")));
    }
    fonts
}

fn list_or_none(names: &[String]) -> String {
    if names.is_empty() { "geen enkele".to_owned() } else { names.join(", ") }
}

fn one_or_folder(folder: &WorkFolder, stem: &str) -> Vec<String> {
    let single = format!("{stem}.toml");
    let mut paths = files(folder, stem, &["toml"], 1);
    if folder.root.join(&single).is_file() {
        paths.insert(0, single);
    }
    paths
}

/// Files below `below`, at most `depth` folders deep, sorted; links and hidden files are left alone.
fn files(folder: &WorkFolder, below: &str, extensions: &[&str], depth: usize) -> Vec<String> {
    WalkDir::new(folder.root.join(below))
        .max_depth(depth)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !is_hidden(entry.file_name()))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file() && has_extension(entry.path(), extensions))
        .filter_map(|entry| relative(&folder.root, entry.path()))
        .collect()
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    // Word and Excel leave `~$name` beside an open file.
    name.to_str().is_some_and(|name| name.starts_with('.') || name.starts_with('~'))
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
