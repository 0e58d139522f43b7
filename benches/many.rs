//! How long many letters take, and how much memory, against Typst alone on the same sources:
//! `cargo bench --bench many -- 200` (letters; 100 without).
//!
//! Each way is a process of its own; of several rounds the best counts, since others may use the machine too.

#![allow(clippy::print_stdout, missing_docs, reason = "a tool for developers")]

#[path = "generate/work_folder/mod.rs"]
mod work_folder;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration as TypstDuration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use work_folder::Size;

const QUARTERS: usize = 4;

/// How often a running process is looked at.
const BLINK: Duration = Duration::from_millis(10);

#[derive(Parser)]
struct Arguments {
    /// How many letters.
    #[arg(default_value_t = 100)]
    letters: usize,
    /// Of how many rounds the best counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Typesets what is kept below this folder, with Typst alone.
    #[arg(long, hide = true)]
    bare: Option<PathBuf>,
    /// Cargo says so to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let arguments = Arguments::parse();
    match arguments.bare {
        Some(folder) => bare(&folder),
        None => compare(arguments.letters, arguments.rounds),
    }
}

/// What some processes together took.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    /// Of the processor, in all threads.
    busy: Duration,
    /// Of the process that needed most, in megabytes.
    memory: f64,
}

impl Cost {
    fn best(self, other: Self) -> Self {
        Self { wall: self.wall.min(other.wall), busy: self.busy.min(other.busy), memory: self.memory.max(other.memory) }
    }
}

fn compare(letters: usize, rounds: usize) {
    let place = tempfile::tempdir().expect("temporary folder");
    let folder = place.path().join("werkmap");
    let size = Size { municipalities: 1, pilots: letters.div_ceil(QUARTERS), quarters: QUARTERS };
    work_folder::write(&folder, size).expect("is written");
    let kept = place.path().join("kept");
    run(vec![make(&folder, &kept, &["--bewaar-typst"])]);

    let to = |name: &str| place.path().join(name);
    let alone = || {
        let mut command = Command::new(std::env::current_exe().expect("has a name"));
        command.arg("--bare").arg(&kept);
        command
    };
    let ways: [(&str, &dyn Fn() -> Vec<Command>); 4] = [
        ("a  Typst alone, one process", &|| vec![alone()]),
        ("b  griffel, one thread", &|| vec![make(&folder, &to("b"), &["--taken", "1"])]),
        ("c  griffel, two threads", &|| vec![make(&folder, &to("c"), &["--taken", "2"])]),
        ("d  griffel, two processes", &|| {
            let half = |first, second| make(&folder, &to("d"), &["--taken", "1", first, second]);
            vec![half("2022-K1", "2022-K2"), half("2022-K3", "2022-K4")]
        }),
    ];
    let mut costs: Vec<Option<Cost>> = vec![None; ways.len()];
    for _ in 0..rounds.max(1) {
        for ((_, commands), cost) in ways.iter().zip(&mut costs) {
            let now = run(commands());
            *cost = Some(cost.map_or(now, |before| before.best(now)));
        }
    }
    let count = size.letters() as f64;
    println!("{count} letters, best of {rounds}; milliseconds a letter");
    println!("{:30} {:>8} {:>10} {:>8}", "", "elapsed", "processor", "MB");
    for ((name, _), cost) in ways.iter().zip(costs.into_iter().flatten()) {
        let each = |time: Duration| time.as_secs_f64() * 1000.0 / count;
        println!("{name:30} {:8.2} {:10.2} {:8.0}", each(cost.wall), each(cost.busy), cost.memory);
    }
}

/// `griffel maak`.
fn make(folder: &Path, output: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_griffel"));
    command.args(["maak", "--opnieuw", "--map"]).arg(folder).arg("--uitvoer").arg(output).args(arguments);
    command
}

/// Runs them side by side.
fn run(commands: Vec<Command>) -> Cost {
    let started = Instant::now();
    let start = |mut command: Command| command.stdout(Stdio::null()).spawn().expect("starts");
    let children: Vec<Child> = commands.into_iter().map(start).collect();
    let watchers: Vec<_> = children.into_iter().map(|child| thread::spawn(|| watch(child))).collect();
    let seen: Vec<(Duration, f64)> = watchers.into_iter().map(|watcher| watcher.join().expect("ends")).collect();
    Cost {
        wall: started.elapsed(),
        busy: seen.iter().map(|(busy, _)| busy).sum(),
        memory: seen.iter().map(|(_, memory)| *memory).fold(0.0, f64::max),
    }
}

/// How busy a process was and the most memory it had, as last seen before it ended.
fn watch(mut child: Child) -> (Duration, f64) {
    let mut seen = (Duration::ZERO, 0.0);
    loop {
        if let Some(now) = look(child.id()) {
            seen = now;
        }
        if let Some(status) = child.try_wait().expect("is ours") {
            assert!(status.success(), "{status}");
            return seen;
        }
        thread::sleep(BLINK);
    }
}

/// Only where there is a `/proc`.
fn look(process: u32) -> Option<(Duration, f64)> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = most.trim().trim_end_matches(" kB").parse().ok()?;
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // After the name in brackets; the kernel counts in hundredths of a second.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some((Duration::from_millis(ticks * 10), kilobytes / 1024.0))
}

/// Files that exist in memory only.
#[derive(Default)]
struct Memory(BTreeMap<String, Bytes>);

impl FileLoader for Memory {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_without_slash();
        self.0.get(path).cloned().ok_or_else(|| FileError::NotFound(path.into()))
    }
}

struct Bare {
    library: LazyHash<Library>,
    fonts: FontStore,
    files: FileStore<Memory>,
    main: FileId,
}

impl World for Bare {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<TypstDuration>) -> Option<Datetime> {
        None
    }
}

/// Nothing but Typst: every kept source, in order, to a PDF in memory.
fn bare(folder: &Path) {
    let mut store = FontStore::new();
    let fonts = griffel::stages::project::builtin_fonts().flat_map(|data| Font::iter(Bytes::new(data)));
    store.extend(fonts.map(|font| (font.clone(), font.info().clone())));
    let path = VirtualPath::new("brief.typ").expect("a path");
    let mut world = Bare {
        library: LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build()),
        fonts: store,
        files: FileStore::new(Memory::default()),
        main: RootedPath::new(VirtualRoot::Project, path).intern(),
    };
    for letter in folders(folder).into_iter().flat_map(|period| folders(&period)) {
        let named = |path: PathBuf| Some((path.file_name()?.to_str()?.to_owned(), fs::read(&path).ok()?));
        let files = entries(&letter).into_iter().filter_map(named);
        world.files.loader_mut().0 = files.map(|(name, bytes)| (name, Bytes::new(bytes))).collect();
        world.files.reset();
        let document = typst::compile::<PagedDocument>(&world).output.expect("typesets");
        typst::comemo::evict(3);
        let options = PdfOptions {
            ident: Smart::Custom(letter.display().to_string()),
            standards: PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).expect("go together"),
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&document, &options).expect("conforms");
        assert!(!pdf.is_empty());
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).expect("is read").map(|entry| entry.expect("is read").path()).collect();
    found.sort();
    found
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    // What griffel remembers is hidden.
    let is_hidden = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    entries(folder).into_iter().filter(|path| path.is_dir() && !is_hidden(path)).collect()
}
