//! Files with numbers: see `preview::figures`.
//!
//! | module | what it does |
//! |---|---|
//! | `roles` | what columns are to a series, by its description |
//! | `cells` | cells of a CSV file are changed |
//! | `uses` | where a series is used |

mod cells;
mod roles;
pub(super) mod uses;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use walkdir::WalkDir;

use crate::load::{self, SheetView, Wanted};
use crate::preview::act::Refusal;
use crate::preview::figures::{
    ColumnRole, FigureAct, FigureDone, SeenSheet, SeriesRow, ShownDimension, ShownMeasure, WantedPart,
};
use crate::preview::message::ShownFinding;
use crate::preview::shelf::{Change, Given, Hop};
use crate::project::{Inventory, unfit_name};

use super::shelf::{change, changed, values};
use super::stamp::{Stamp, stamp};
use super::writer::{NotSaved, Writer};

use cells::CsvText;
use uses::{HOME, Texts};

/// What a series can name.
const KINDS: [&str; 6] = [".csv", ".txt", ".xlsx", ".xls", ".ods", ".json"];
const NO_FIGURES: &str =
    "Hierin ziet Griffel geen cijfers. Open het bestand in het programma waarmee u het maakt, en bewaar het opnieuw.";
/// No more rows are sent at once.
const MOST_ROWS: usize = 2_000;
/// No more findings are told of one sheet.
const MOST_FINDINGS: usize = 30;

/// Files with numbers of one work folder; the last one that was shown is kept.
#[derive(Clone)]
pub struct Figures {
    writer: Writer,
    last: Arc<Mutex<Option<Kept>>>,
    /// Who asks for the same while it is being guessed waits for it.
    guessed: Arc<Mutex<Option<Arc<Guess>>>>,
}

struct Kept {
    file: String,
    wanted: WantedPart,
    stamp: Option<Stamp>,
    view: Arc<SheetView>,
}

/// What is guessed of a file that nothing describes.
struct Guess {
    file: String,
    wanted: WantedPart,
    stamp: Option<Stamp>,
    description: String,
    described_in: String,
    view: Arc<SheetView>,
    findings: Vec<ShownFinding>,
}

impl Figures {
    /// Of the work folder in which `writer` writes.
    pub fn new(writer: Writer) -> Self {
        Self { writer, last: Arc::default(), guessed: Arc::default() }
    }

    /// Does it.
    ///
    /// # Errors
    /// It cannot be done, and nothing has changed.
    pub fn perform(&self, act: &FigureAct) -> Result<FigureDone, Refusal> {
        match act {
            FigureAct::Series => Ok(self.series()),
            FigureAct::Loose => {
                let inventory = Inventory::of(self.writer.folder()).without_findings();
                Ok(FigureDone::Loose { loose: self.loose(&inventory) })
            }
            FigureAct::Unused { own } => {
                let inventory = Inventory::of(self.writer.folder()).without_findings();
                Ok(FigureDone::Uses { uses: Texts::of(&self.writer, &inventory).unused(own), kept: Vec::new() })
            }
            FigureAct::Look { file, description, described_in, wanted } => {
                self.look(file, description.as_deref(), described_in.as_deref(), wanted)
            }
            FigureAct::Check { file, description, described_in } => self.check(file, described_in, description),
            FigureAct::Show { file } => self.show(file),
            FigureAct::Rows { file, sheet, first, count } => self.rows(file, sheet.as_deref(), *first, *count),
            FigureAct::Uses { name, own } => {
                let inventory = Inventory::of(self.writer.folder()).without_findings();
                let uses = Texts::of(&self.writer, &inventory).using(name, "");
                Ok(FigureDone::Uses {
                    uses: uses.into_iter().filter(|one| one.file != *own || one.label != *name).collect(),
                    kept: Vec::new(),
                })
            }
            FigureAct::Rename { own, from, to } => uses::rename(&self.writer, own, from, to),
            FigureAct::Describe { file, wanted, title, source } => self.describe(file, wanted, title, source),
            FigureAct::Role { described_in, tag, column, cells, role } => {
                self.role(described_in, tag, column, cells, *role)
            }
            FigureAct::Edit { file, cells } => self.edited(file, |text| text.edit(cells)),
            FigureAct::Append { file, rows } => self.edited(file, |text| {
                text.append(rows);
                Ok(())
            }),
            FigureAct::Drop { file, rows } => self.edited(file, |text| text.drop_last(rows)),
        }
    }

    /// Puts a new file with numbers into the folder of the series; what is there already is never replaced.
    ///
    /// # Errors
    /// It is no file that a series can name, there is one of this name, or it cannot be written.
    pub fn add(&self, name: &str, bytes: &[u8]) -> Result<String, Refusal> {
        let (stem, kind) = name.rsplit_once('.').unwrap_or((name, ""));
        if !KINDS.contains(&format!(".{}", kind.to_lowercase()).as_str()) {
            return Err(Refusal::new(
                "Dit is geen bestand met cijfers dat Griffel kan lezen.",
                "Kies een Excel-, ODS-, CSV- of JSON-bestand.",
            ));
        }
        let plain: String =
            stem.chars().map(|next| if next.is_alphanumeric() || "-_ ".contains(next) { next } else { '-' }).collect();
        let plain = plain.trim_matches(['-', ' ', '_']);
        if let Some(why) = unfit_name(plain) {
            return Err(Refusal::new(why, "Geef het bestand een andere naam."));
        }
        let path = format!("{HOME}{plain}.{}", kind.to_lowercase());
        self.writer.create_bytes(&path, bytes)?;
        Ok(path)
    }

    fn series(&self) -> FigureDone {
        let inventory = Inventory::of(self.writer.folder()).without_findings();
        let data = load::dataset(self.writer.files(), &inventory).without_findings();
        let texts = Texts::of(&self.writer, &inventory);
        let outlines = data.outlines();
        let mut series: Vec<SeriesRow> = outlines
            .into_iter()
            .map(|one| SeriesRow {
                used: texts.using(&one.id, &one.described_in),
                path: one.described_in,
                file: one.file,
                id: one.id,
                title: one.title,
                source: one.source,
                last: one.periods.last().map(|period| period.in_words()),
                periods: one.periods.iter().map(ToString::to_string).collect(),
                provisional: one.is_provisional,
                rows: one.rows,
                measures: one.measures.into_iter().map(|(id, name, unit)| ShownMeasure { id, name, unit }).collect(),
                dimensions: one
                    .dimensions
                    .into_iter()
                    .map(|(id, name, values)| ShownDimension { id, name, values })
                    .collect(),
            })
            .collect();
        series.sort_by_key(|row| row.title.to_lowercase());
        FigureDone::Series { series, loose: self.loose(&inventory) }
    }

    /// Files with numbers that no description names; what is described with errors is described.
    fn loose(&self, inventory: &Inventory) -> Vec<String> {
        let described = inventory.series.iter().filter_map(|path| {
            let (value, _) = values::read(&self.writer.read(path).ok()?.text)?;
            match values::at(&value, &[Hop::Key("bestand".to_owned())]) {
                Some(Given::Text(file)) => Some(format!("{HOME}{file}")),
                _ => Some(path.replace(".toml", ".csv")),
            }
        });
        let described: Vec<String> = described.collect();
        let home = self.writer.folder().root().join(HOME);
        let files = WalkDir::new(&home).min_depth(1).max_depth(1).sort_by_file_name().into_iter();
        let files = files.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
        let names = files.filter_map(|entry| entry.file_name().to_str().map(str::to_owned));
        let names = names.filter(|name| {
            let lower = name.to_lowercase();
            !name.starts_with(['.', '~']) && KINDS.iter().any(|kind| lower.ends_with(kind))
        });
        names.map(|name| format!("{HOME}{name}")).filter(|path| !described.contains(path)).collect()
    }

    /// Only files in the folder of the series are shown or changed.
    fn is_ours(&self, file: &str) -> Result<(), Refusal> {
        let name = file.strip_prefix(HOME).unwrap_or_default();
        let lower = name.to_lowercase();
        let is_fine = !name.is_empty()
            && !name.starts_with('.')
            && !name.contains(['\\', ':'])
            && name.split('/').all(|part| !part.is_empty() && part != "..")
            && KINDS.iter().any(|kind| lower.ends_with(kind))
            && self.writer.files().is_file(file);
        match is_fine {
            true => Ok(()),
            false => {
                Err(Refusal::new(format!("Het bestand \"{file}\" is er niet."), "Staat het in de map data/reeksen?"))
            }
        }
    }

    /// The file as it stands; the last one is not read again while it is the same.
    fn view(&self, file: &str, wanted: &WantedPart) -> Result<(Arc<SheetView>, Vec<ShownFinding>), Refusal> {
        self.is_ours(file)?;
        let path = self.writer.folder().root().join(file);
        let stamp = self.stamp(file);
        let is_same =
            |kept: &&Kept| kept.file == file && kept.stamp == stamp && stamp.is_some() && same(&kept.wanted, wanted);
        if let Some(kept) = self.kept().as_ref().filter(is_same) {
            return Ok((kept.view.clone(), Vec::new()));
        }
        let (view, findings) = load::view(&path, &asked(wanted)).into_parts();
        let shown: Vec<ShownFinding> = findings.iter().map(|finding| ShownFinding::of(finding, None)).collect();
        match view {
            Some(view) => {
                let view = Arc::new(view);
                self.keep(file, wanted, stamp, view.clone());
                Ok((view, shown))
            }
            None => Err(Refusal::of(NO_FIGURES, &findings, None)),
        }
    }

    /// Remembers the file that is shown.
    fn keep(&self, file: &str, wanted: &WantedPart, stamp: Option<Stamp>, view: Arc<SheetView>) {
        *self.kept() = Some(Kept { file: file.to_owned(), wanted: wanted.clone(), stamp, view });
    }

    fn stamp(&self, file: &str) -> Option<Stamp> {
        stamp(&self.writer.folder().root().join(file))
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Option<Kept>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look(
        &self,
        file: &str,
        description: Option<&str>,
        described_in: Option<&str>,
        wanted: &WantedPart,
    ) -> Result<FigureDone, Refusal> {
        self.is_ours(file)?;
        let (description, described_in, guessed) = match (description, described_in) {
            (Some(text), Some(path)) => (text.to_owned(), path.to_owned(), None),
            _ => {
                let guess = self.guess(file, wanted)?;
                (guess.description.clone(), guess.described_in.clone(), Some(guess))
            }
        };
        let value = values::read(&description).map(|(value, _)| value).unwrap_or(Given::Table(Vec::new()));
        let said = |key: &str| values::at(&value, &[Hop::Key(key.to_owned())]);
        let text = |key: &str| match said(key) {
            Some(Given::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let place = WantedPart {
            sheet: text("blad").or_else(|| wanted.sheet.clone()),
            region: text("bereik"),
            table: text("tabel"),
            header_rows: match said("kopregels") {
                Some(Given::Number(number)) => number.parse().ok(),
                _ => Some(1),
            },
        };
        let (view, mut findings) = match guessed {
            Some(guess) => {
                self.keep(file, &place, guess.stamp, guess.view.clone());
                (guess.view.clone(), guess.findings.clone())
            }
            None => self.view(file, &place)?,
        };
        findings.truncate(MOST_FINDINGS);
        let columns = roles::roles(&value, &view.columns);
        Ok(FigureDone::Sheet(Box::new(SeenSheet {
            file: file.to_owned(),
            sheet: view.sheet.clone(),
            sheets: view.sheets.clone(),
            rows: view.rows.len(),
            width: view.rows.iter().map(Vec::len).max().unwrap_or_default(),
            first: view.table_rows.0,
            last: view.table_rows.1,
            header_rows: view.header_rows,
            marked: roles::marked(&value, &columns),
            columns,
            editable: file.to_lowercase().ends_with(".csv"),
            findings,
            description,
            described_in,
        })))
    }

    /// A description of a file that has none, and the file as it stands.
    fn guess(&self, file: &str, wanted: &WantedPart) -> Result<Arc<Guess>, Refusal> {
        let stamp = self.stamp(file);
        let mut last = self.guessed.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |guess: &&Arc<Guess>| {
            guess.file == file && guess.stamp == stamp && stamp.is_some() && same(&guess.wanted, wanted)
        };
        if let Some(guess) = last.as_ref().filter(is_same) {
            return Ok(guess.clone());
        }
        let path = self.writer.folder().root().join(file);
        let (guessed, findings) = load::starter_with_view(&path, &asked(wanted)).into_parts();
        let Some((starter, view)) = guessed else { return Err(Refusal::of(NO_FIGURES, &findings, None)) };
        let findings = findings.iter().map(|finding| ShownFinding::of(finding, None)).collect();
        let guess = Arc::new(Guess {
            file: file.to_owned(),
            wanted: wanted.clone(),
            stamp,
            description: starter.text,
            described_in: format!("{HOME}{}", starter.file_name),
            view: Arc::new(view),
            findings,
        });
        *last = Some(guess.clone());
        Ok(guess)
    }

    /// What is wrong with a series by this description, written or not.
    fn check(&self, file: &str, described_in: &str, description: &str) -> Result<FigureDone, Refusal> {
        self.is_ours(file)?;
        let unsaved: BTreeMap<String, Arc<str>> = [(described_in.to_owned(), Arc::from(description))].into();
        let files = self.writer.files().with_unsaved(Arc::new(unsaved));
        let inventory = Inventory { series: vec![described_in.to_owned()], ..Inventory::default() };
        let (_, findings) = load::dataset(&files, &inventory).into_parts();
        let about = |path: &str| path == file || path == described_in;
        let own = findings.iter().filter(|finding| about(&finding.place.file));
        let findings = own.take(MOST_FINDINGS).map(|finding| ShownFinding::of(finding, Some(described_in))).collect();
        Ok(FigureDone::Findings { findings })
    }

    fn show(&self, file: &str) -> Result<FigureDone, Refusal> {
        self.is_ours(file)?;
        match open::that_detached(self.writer.folder().root().join(file)) {
            Ok(()) => Ok(FigureDone::Described { path: file.to_owned() }),
            Err(_) => Err(Refusal::new(
                "Griffel kan hiervoor geen programma openen.",
                &format!("Open zelf {file} in uw werkmap. Bewaart u het, dan volgt deze pagina."),
            )),
        }
    }

    fn rows(&self, file: &str, sheet: Option<&str>, first: usize, count: usize) -> Result<FigureDone, Refusal> {
        let wanted = {
            let kept = self.kept();
            let is_same = |kept: &&Kept| kept.file == file && kept.view.sheet.as_deref() == sheet;
            kept.as_ref().filter(is_same).map(|kept| kept.wanted.clone())
        };
        let wanted = wanted.unwrap_or_else(|| WantedPart { sheet: sheet.map(str::to_owned), ..WantedPart::default() });
        let (view, _) = self.view(file, &wanted)?;
        let rows = view.rows.iter().skip(first).take(count.min(MOST_ROWS)).cloned().collect();
        Ok(FigureDone::Rows { first, rows })
    }

    fn describe(&self, file: &str, wanted: &WantedPart, title: &str, source: &str) -> Result<FigureDone, Refusal> {
        self.is_ours(file)?;
        let guess = self.guess(file, wanted)?;
        let (text, path) = (&guess.description, &guess.described_in);
        let fill = |key: &str, value: &str| Change::Set {
            at: vec![Hop::Key(key.to_owned())],
            was: None,
            value: Given::Text(value.trim().to_owned()),
        };
        let given = [("titel", title), ("bron", source)].into_iter().filter(|(_, value)| !value.trim().is_empty());
        let changes: Vec<Change> = given.map(|(key, value)| fill(key, value)).collect();
        self.writer.create(path, &change::apply(text, &changes)?)?;
        Ok(FigureDone::Described { path: path.clone() })
    }

    fn role(
        &self,
        described_in: &str,
        tag: &str,
        column: &str,
        cells: &[String],
        role: ColumnRole,
    ) -> Result<FigureDone, Refusal> {
        let version = self.writer.read(described_in)?;
        if version.tag != tag {
            return Err(Refusal::new(
                "Deze beschrijving is intussen veranderd.",
                "Griffel laat haar zien zoals zij nu is. Kies dan opnieuw.",
            ));
        }
        let (value, _) = values::read(&version.text).ok_or_else(change::unreadable)?;
        changed(&self.writer, described_in, &roles::changes(&value, column, cells, role))?;
        Ok(FigureDone::Described { path: described_in.to_owned() })
    }

    /// Changes a CSV file over the version that was read for it, and nothing else.
    fn edited(&self, file: &str, edit: impl Fn(&mut CsvText) -> Result<(), Refusal>) -> Result<FigureDone, Refusal> {
        self.is_ours(file)?;
        let before = self.writer.files().bytes(file)?;
        let mut text = CsvText::of(&before)?;
        edit(&mut text)?;
        match self.writer.replace_bytes(file, &before, &text.bytes()?) {
            Ok(()) => Ok(FigureDone::Edited { rows: text.lines() }),
            Err(NotSaved::Changed(_)) => Err(Refusal::new(
                "Dit bestand is intussen veranderd.",
                "Griffel laat het zien zoals het nu is. Kijk of uw verandering nog nodig is.",
            )),
            Err(NotSaved::Gone(denial) | NotSaved::Failed(denial)) => Err(denial.into()),
        }
    }
}

fn same(one: &WantedPart, other: &WantedPart) -> bool {
    let all = |one: &WantedPart| (one.sheet.clone(), one.region.clone(), one.table.clone(), one.header_rows);
    all(one) == all(other)
}

fn asked(wanted: &WantedPart) -> Wanted {
    Wanted {
        sheet: wanted.sheet.clone(),
        region: wanted.region.clone(),
        table: wanted.table.clone(),
        header_rows: wanted.header_rows,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::preview::figures::CellEdit;
    use crate::project::WorkFolder;

    const FILE: &str = "data/reeksen/wijken.csv";

    fn bench() -> (tempfile::TempDir, Figures) {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data/reeksen")).expect("made");
        fs::write(folder.path().join("data/gemeente.toml"), "naam = \"A\"\norganisatie = \"A\"\n").expect("written");
        fs::write(
            folder.path().join("data/kengetallen.toml"),
            "[n]\nnaam = \"N\"\nformule = \"som(wijken.kosten, periode)\"\neenheid = \"euro\"\n",
        )
        .expect("written");
        let figures = Figures::new(Writer::new(WorkFolder::at(folder.path()).expect("a work folder")));
        (folder, figures)
    }

    fn sheet(figures: &Figures, wanted: WantedPart) -> SeenSheet {
        let act = FigureAct::Look { file: FILE.to_owned(), description: None, described_in: None, wanted };
        match figures.perform(&act).expect("seen") {
            FigureDone::Sheet(sheet) => *sheet,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_new_file_is_looked_at_described_and_listed() {
        let (folder, figures) = bench();
        let text = "Kosten van de wijkteams\n\nperiode;wijk;kosten\n2022;Noord;€ 1.000\n2022;Zuid;€ 2.000\n2022;Totaal;€ 3.000\n";
        assert_eq!(figures.add("wijken.CSV", text.as_bytes()).expect("added"), FILE);
        assert!(figures.add("wijken.csv", b"x").is_err(), "there is one");
        for name in ["x.exe", "../x.csv.exe", "con.csv", ".csv", "x"] {
            assert!(figures.add(name, b"a;b\n1;2\n").is_err(), "{name}");
        }
        let FigureDone::Series { loose, .. } = figures.perform(&FigureAct::Series).expect("listed") else {
            panic!("a list")
        };
        assert_eq!(loose, [FILE]);
        let seen = sheet(&figures, WantedPart::default());
        assert_eq!((seen.first, seen.last, seen.header_rows, seen.rows), (2, 5, 1, 6));
        let roles: Vec<ColumnRole> = seen.columns.iter().map(|column| column.role).collect();
        assert_eq!(roles, [ColumnRole::Period, ColumnRole::Dimension, ColumnRole::Measure]);
        assert!(seen.marked.iter().any(|mark| mark.column == 1 && mark.value == "Totaal"), "{:?}", seen.marked);
        // Who knows better says where the table is.
        let other = WantedPart { region: Some("A3:C5".to_owned()), ..WantedPart::default() };
        assert_eq!(sheet(&figures, other).last, 4);
        let act = FigureAct::Rows { file: FILE.to_owned(), sheet: None, first: 2, count: 2 };
        let FigureDone::Rows { rows, .. } = figures.perform(&act).expect("rows") else { panic!("rows") };
        assert_eq!(rows[1], ["2022", "Noord", "€ 1.000"]);
        let act = FigureAct::Describe {
            file: FILE.to_owned(),
            wanted: WantedPart::default(),
            title: "Kosten".to_owned(),
            source: "De \"dienst\"".to_owned(),
        };
        figures.perform(&act).expect("described");
        let text = fs::read_to_string(folder.path().join("data/reeksen/wijken.toml")).expect("there");
        assert!(text.contains("titel = \"Kosten\"\nbron = 'De \"dienst\"'\n"), "{text}");
        let FigureDone::Series { loose, series } = figures.perform(&FigureAct::Series).expect("listed") else {
            panic!("a list")
        };
        assert!(loose.is_empty());
        let row = &series[0];
        assert_eq!((row.id.as_str(), row.title.as_str(), row.periods.len(), row.rows), ("wijken", "Kosten", 1, 3));
        assert_eq!(row.used.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["n"]);
    }

    #[test]
    fn cells_are_changed_over_what_was_seen() {
        let (folder, figures) = bench();
        fs::write(folder.path().join(FILE), "periode;kosten\n2022;1\n").expect("written");
        let edit = |was: &str, becomes: &str| FigureAct::Edit {
            file: FILE.to_owned(),
            cells: vec![CellEdit { row: 1, column: 1, was: was.to_owned(), becomes: becomes.to_owned() }],
        };
        figures.perform(&edit("1", "2")).expect("changed");
        assert!(figures.perform(&edit("1", "3")).is_err(), "it is 2 by now");
        let rows = vec![vec!["2023".to_owned(), String::new()]];
        figures.perform(&FigureAct::Append { file: FILE.to_owned(), rows: rows.clone() }).expect("added");
        assert_eq!(fs::read_to_string(folder.path().join(FILE)).expect("read"), "periode;kosten\n2022;2\n2023;\n");
        let act = FigureAct::Look {
            file: FILE.to_owned(),
            description: Some("[maten.kosten]\neenheid = \"euro\"\n".to_owned()),
            described_in: Some("data/reeksen/wijken.toml".to_owned()),
            wanted: WantedPart::default(),
        };
        let FigureDone::Sheet(seen) = figures.perform(&act).expect("seen") else { panic!("a sheet") };
        assert_eq!(seen.last, 2, "a row that is not filled in yet is a row of the table");
        figures.perform(&FigureAct::Drop { file: FILE.to_owned(), rows }).expect("taken back");
        assert_eq!(fs::read_to_string(folder.path().join(FILE)).expect("read"), "periode;kosten\n2022;2\n");
        for file in ["data/gemeente.toml", "data/reeksen/../gemeente.toml", "data/reeksen/x.csv", "/etc/passwd"] {
            let act = FigureAct::Rows { file: file.to_owned(), sheet: None, first: 0, count: 9 };
            assert!(figures.perform(&act).is_err(), "{file}");
        }
    }
}
