//! `griffel diagnose`: what somebody who helps must know, without a figure, a name or a word of anybody's.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Component, Path, Prefix};

use walkdir::WalkDir;

use crate::diagnostic::{Code, Findings, Severity};

use super::arguments::DiagnoseArguments;
use super::batch;
use super::folders::{Part, asked};
use super::output::{Ending, give};

/// Files are counted by these extensions; a longer or an unknown one could tell something.
const EXTENSIONS: [&str; 21] = [
    "csv", "html", "jpeg", "jpg", "j2", "json", "md", "mdto", "ods", "otf", "pdf", "png", "svg", "toml", "ttf", "txt",
    "typ", "xls", "xlsx", "xml", "zip",
];

/// More files are not counted; there is a mistake in the choice of the folder then.
const MOST_FILES: usize = 200_000;

/// Folders whose names are Griffel's own; others are somebody's.
const FOLDERS: [&str; 6] = ["data", "templates", "fonts", "archief", "uitvoer", ".griffel"];
const DATA: [&str; 5] = ["data/brieven", "data/presentaties", "data/reeksen", "data/pilots", "data/afbeeldingen"];

/// Tells of a work folder how large it is, where it is, and which findings its documents have, by code alone.
pub fn run(options: &DiagnoseArguments) -> Ending {
    let asked = match asked(options.place.folder.as_deref(), &[], None) {
        Ok(asked) => asked,
        Err(status) => return status,
    };
    let mut told = program();
    for (part, number) in asked.parts.iter().zip(1..) {
        told += &if asked.parts.len() > 1 { format!("\nWerkmap {number}\n") } else { "\nWerkmap\n".to_owned() };
        told += &folder(part);
    }
    told += "\nMeldingen\n";
    told += &findings(&batch::check(asked, None).findings);
    told += "\nHierin staan geen cijfers, namen, teksten of paden. Kijk het na voordat u het verstuurt.\n";
    give(&told, options.destination.file.as_deref())
}

fn program() -> String {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "Griffel {}\n  systeem: {} {}\n  processorkernen: {processors}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH
    )
}

/// What a work folder holds, in numbers.
fn folder(part: &Part) -> String {
    let root = part.folder.root();
    let mut told = String::new();
    let mut line = |what: &str, is: &str| {
        let _ = writeln!(told, "  {what}: {is}");
    };
    let yes = |holds: bool| if holds { "ja" } else { "nee" };
    line("documenten", &part.documents.len().to_string());
    line("op een netwerkschijf", yes(is_share(root)));
    line("in een map die synchroniseert", yes(is_synchronised(root)));
    line("alleen-lezen", yes(std::fs::metadata(root).is_ok_and(|about| about.permissions().readonly())));
    let mut counts: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
    let (mut links, mut unreadable, mut seen) = (0, 0, 0);
    for entry in WalkDir::new(root).min_depth(1).into_iter().take(MOST_FILES) {
        let Ok(entry) = entry else {
            unreadable += 1;
            continue;
        };
        seen += 1;
        if entry.path_is_symlink() {
            links += 1;
        } else if entry.file_type().is_file() {
            let place = entry.path().strip_prefix(root).map_or("elders", place_of);
            let count = counts.entry((place, extension_of(entry.path()))).or_default();
            count.0 += 1;
            count.1 += entry.metadata().map_or(0, |about| about.len());
        }
    }
    line("koppelingen", &links.to_string());
    line("niet te lezen", &unreadable.to_string());
    if seen >= MOST_FILES {
        line("bestanden", "te veel om te tellen");
    }
    for ((place, extension), (files, bytes)) in counts {
        line(&format!("{place}, {extension}"), &format!("{files} ({} kB)", bytes.div_ceil(1000)));
    }
    told
}

/// The folder that a file is counted with.
fn place_of(file: &Path) -> &'static str {
    let is_in = |folder: &&&str| file.starts_with(folder) && file != Path::new(folder);
    DATA.iter().find(is_in).or_else(|| FOLDERS.iter().find(is_in)).copied().unwrap_or("elders")
}

fn extension_of(file: &Path) -> &'static str {
    let own = file.extension().map(|extension| extension.to_ascii_lowercase());
    EXTENSIONS.into_iter().find(|known| own.as_ref().is_some_and(|own| own == known)).unwrap_or("andere")
}

fn is_share(root: &Path) -> bool {
    let whole = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    whole.components().next().is_some_and(
        |first| matches!(first, Component::Prefix(prefix) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))),
    )
}

/// As programs that synchronise call their folders.
fn is_synchronised(root: &Path) -> bool {
    let whole = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let starts = ["OneDrive", "SharePoint", "Dropbox", "Nextcloud", "Google Drive"];
    whole.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        starts.iter().any(|start| name.starts_with(start))
    })
}

/// How often each finding is there.
fn findings(findings: &Findings) -> String {
    let mut counts: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for finding in findings.iter() {
        *counts.entry((finding.code.as_str(), finding.severity)).or_default() += 1;
    }
    if counts.is_empty() {
        return "  geen\n".to_owned();
    }
    let title = |code: &str| code.parse::<Code>().map_or("", |code| code.explanation().title);
    counts
        .iter()
        .map(|((code, severity), count)| format!("  {code} {severity}: {count} keer ({})\n", title(code)))
        .collect()
}
