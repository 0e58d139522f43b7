//! Whether `griffel reeks` describes sheets right that others keep: each of `tests/sheets` with its label.
//!
//! The set was labelled before the rules were made; its README tells the format. The proposal is put beside the file as it
//! is, but for its title and source, and read as any series is. A label whose judgement was changed since is named in the
//! README with the reason.

mod workbench;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use griffel::stages::load::{self, CellValue, Missing, Series};
use griffel::stages::project::{Files, Inventory, WorkFolder};
use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use workbench::{Bench, repository};

/// So many must be right without a touch. None may be silently incomplete.
const FEWEST_RIGHT: usize = 33;
const SHEETS: usize = 36;

/// What a careful reader says of a sheet.
#[derive(Debug, Default)]
struct Label {
    periods: BTreeSet<String>,
    /// How many numbers there are; or, where there is doubt.
    counts: Vec<usize>,
    samples: Vec<Sample>,
    totals: Vec<String>,
    not_added: Vec<String>,
    may_go: Vec<String>,
    must_be_told: Vec<String>,
}

#[derive(Debug)]
struct Sample {
    line: String,
    period: String,
    /// Alternatives for each value.
    values: Vec<Vec<String>>,
    unit: String,
    value: String,
}

impl Label {
    fn read(text: &str) -> Self {
        let mut label = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(all) = line.strip_prefix("periodes:") {
                label.periods = all.split_whitespace().map(str::to_owned).collect();
            } else if let Some(count) = line.strip_prefix("cellen:") {
                label.counts.push(count.trim().parse().expect("a count"));
            } else if let Some(name) = line.strip_prefix("totaal:") {
                label.totals.push(name.trim().to_owned());
            } else if let Some(name) = line.strip_prefix("telt niet mee:") {
                label.not_added.push(name.trim().to_owned());
            } else if let Some(name) = line.strip_prefix("mag weg:") {
                label.may_go.push(name.trim().to_owned());
            } else if let Some(name) = line.strip_prefix("moet gemeld:") {
                label.must_be_told.push(name.trim().to_owned());
            } else if let Some(doubt) = line.strip_prefix("twijfel:") {
                let words = doubt.split(|next: char| !next.is_ascii_alphanumeric()).collect::<Vec<_>>();
                let other = words
                    .windows(2)
                    .filter(|pair| pair[1] == "cellen")
                    .filter_map(|pair| pair[0].parse::<usize>().ok());
                label.counts.extend(other);
            } else if line.contains(" | ") {
                label.samples.push(Sample::read(line));
            }
        }
        label
    }
}

impl Sample {
    fn read(line: &str) -> Self {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [period, values, unit, value] = parts[..] else { panic!("{line}") };
        let values = values.split(',').map(str::trim).filter(|value| !value.is_empty());
        let alternatives = |value: &str| value.split('=').map(|one| one.trim().to_lowercase()).collect();
        Self {
            line: line.to_owned(),
            period: period.to_owned(),
            values: values.map(alternatives).collect(),
            unit: unit.to_owned(),
            value: value.to_owned(),
        }
    }
}

/// A number of the series, as a label speaks of it.
struct Told {
    period: String,
    words: Vec<String>,
    unit: String,
    value: Value,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Value {
    Number(Decimal),
    Missing(Missing),
    Withheld,
}

fn told(series: &Series) -> Vec<Told> {
    let mut all = Vec::new();
    for row in &series.rows {
        for (measure, cell) in series.measures.iter().zip(&row.cells) {
            let mut words: Vec<String> = row.dimensions.iter().map(|value| value.to_lowercase().into()).collect();
            words.push(measure.name.to_lowercase());
            words.push(measure.id.replace('_', " "));
            let unit = measure.unit.word().to_owned();
            let value = match cell.value {
                CellValue::Known(number) if unit == "procent" => Value::Number(number * Decimal::ONE_HUNDRED),
                CellValue::Known(number) => Value::Number(number),
                CellValue::Unknown => Value::Missing(cell.missing),
                CellValue::Withheld(_) => Value::Withheld,
            };
            all.push(Told { period: row.period.to_string(), words, unit, value });
        }
    }
    all
}

impl Told {
    fn is_meant(&self, sample: &Sample) -> bool {
        let has = |alternatives: &Vec<String>| {
            let is = |wanted: &String| self.words.iter().any(|word| word == wanted || contains_words(word, wanted));
            alternatives.iter().any(is)
        };
        self.period == sample.period && sample.values.iter().all(has) && same_unit(&self.unit, &sample.unit)
    }
}

/// Whether a name holds the words of a label, next to each other.
fn contains_words(name: &str, wanted: &str) -> bool {
    let split = |text: &str| -> Vec<String> {
        text.split(|next: char| !next.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (name, wanted) = (split(name), split(wanted));
    !wanted.is_empty() && name.windows(wanted.len()).any(|window| window == wanted)
}

/// Counts are one class: persons, units of their own and plain counts.
fn same_unit(one: &str, other: &str) -> bool {
    let class = |unit: &str| match unit {
        "euro" | "procent" | "fte" | "dagen" | "weken" | "uren" => unit.to_owned(),
        _ => "count".to_owned(),
    };
    class(one) == class(other)
}

fn fits(value: Value, wanted: &str) -> bool {
    match (value, wanted) {
        // What an empty cell means is not said in it.
        (Value::Missing(Missing::Unknown | Missing::NotApplicable), "onbekend" | "nvt") => true,
        (Value::Missing(Missing::NotCosted), "pm") | (Value::Withheld, "verborgen") => true,
        (Value::Number(number), wanted) => wanted.parse::<Decimal>().is_ok_and(|wanted| wanted == number),
        _ => false,
    }
}

/// What is wrong with the proposal for a sheet; and whether something is missing without a word.
fn judge(folder: &Path) -> (Vec<String>, bool) {
    let bench = Bench::empty();
    bench.write(
        "data/gemeente.toml",
        fs::read(repository().join("tests/findings/_basis/data/gemeente.toml")).expect("a municipality"),
    );
    let file = put_file(folder, &bench);
    let ran = bench.run(&["reeks", &format!("data/reeksen/{file}")]);
    if ran.status == Some(2) {
        return (vec![format!("nothing is proposed: {}", ran.text())], false);
    }
    let toml = ran.stdout.replace("VUL IN: ", "");
    bench.write("data/reeksen/blad.toml", format!("openbaar = \"Dit zijn verzonnen cijfers.\"\n{toml}"));
    let label = Label::read(&fs::read_to_string(folder.join("verwacht.txt")).expect("a label"));
    let work = WorkFolder::at(bench.path()).expect("a work folder");
    let inventory = Inventory::of(&work).without_findings();
    let (unprotected, mut findings) = load::dataset(&Files::new(work), &inventory).into_parts();
    let data = unprotected.protect(&BTreeMap::new(), None).take(&mut findings);
    let comments: String = toml.lines().filter(|line| line.contains('#')).collect::<Vec<_>>().join("\n").to_lowercase();
    let mut wrong: Vec<String> = Vec::new();
    let errors = findings.iter().filter(|finding| finding.severity == griffel::stages::diagnostic::Severity::Error);
    wrong.extend(errors.map(|finding| format!("{:?} {}", finding.code, finding.message)));
    let Some(series) = data.series.get("blad") else {
        return (wrong, false);
    };
    let all = told(series);
    let periods: BTreeSet<String> = series.by_period.keys().map(ToString::to_string).collect();
    if periods != label.periods {
        wrong.push(format!("periods {periods:?}, not {:?}", label.periods));
    }
    let count = all.iter().filter(|one| matches!(one.value, Value::Number(_))).count();
    if !label.counts.contains(&count) {
        wrong.push(format!("{count} numbers, not {:?}", label.counts));
    }
    for sample in &label.samples {
        let meant: Vec<&Told> = all.iter().filter(|one| one.is_meant(sample)).collect();
        let right: Vec<&&Told> = meant.iter().filter(|one| fits(one.value, &sample.value)).collect();
        let is_absent = meant.is_empty() && matches!(sample.value.as_str(), "nvt" | "onbekend");
        // A dash may be asked about.
        let is_asked = sample.value == "0"
            && comments.contains("streepje")
            && meant.iter().any(|one| one.value == Value::Missing(Missing::Unknown));
        if right.is_empty() && !is_absent && !is_asked {
            let values: Vec<String> = meant.iter().map(|one| format!("{:?}", one.value)).collect();
            wrong.push(format!("{}: {}", sample.line, values.join(" ")));
        }
    }
    let declared = |name: &str| {
        name.split('=').map(str::trim).any(|name| {
            let is = |one: &String| one.to_lowercase() == name.to_lowercase();
            series.dimensions.iter().any(|dimension| {
                dimension.total.iter().any(is)
                    || dimension.subtotals.iter().any(is)
                    || dimension.not_added.iter().any(is)
            })
        })
    };
    let is_value = |name: &str| {
        let is = |value: &str| name.split('=').any(|name| name.trim().to_lowercase() == value.to_lowercase());
        series.rows.iter().any(|row| row.dimensions.iter().any(|value| is(value)))
    };
    let are_shares = series.measures.iter().all(|measure| measure.unit.word() == "procent");
    for name in label.totals.iter().chain(&label.not_added) {
        if is_value(name) && !declared(name) && !are_shares {
            wrong.push(format!("{name} is no part of a sum, and nothing says so"));
        }
    }
    let mut is_silent = false;
    let is_used = |name: &str| {
        let lower = name.to_lowercase();
        let in_measures = series.measures.iter().any(|measure| contains_words(&measure.name.to_lowercase(), &lower));
        in_measures || toml.lines().any(|line| line.starts_with("kolom") && line.to_lowercase().contains(&lower))
    };
    for name in label.must_be_told.iter().chain(label.may_go.iter().filter(|name| !is_used(name) && !is_value(name))) {
        let first = name.split_whitespace().next().unwrap_or_default().to_lowercase();
        if !comments.contains(&name.to_lowercase()) && !comments.contains(&format!("{first}*")) {
            wrong.push(format!("{name} is left out without a word"));
            is_silent = true;
        }
    }
    is_silent |= label.counts.iter().all(|wanted| count < *wanted)
        && !comments.contains("overgeslagen")
        && !comments.contains("weggelaten");
    (wrong, is_silent)
}

/// Puts the file of a sheet in the folder with series; what it is called.
fn put_file(folder: &Path, bench: &Bench) -> &'static str {
    for (name, target) in [("bron.csv", "blad.csv"), ("bron.json", "blad.json")] {
        if let Ok(bytes) = fs::read(folder.join(name)) {
            bench.write(&format!("data/reeksen/{target}"), bytes);
            return target;
        }
    }
    let text = fs::read_to_string(folder.join("blad.txt")).expect("a sheet");
    bench.write("data/reeksen/blad.xlsx", workbook(&text));
    "blad.xlsx"
}

fn workbook(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let (cells, directives) = text.split_once("\n---").unwrap_or((text, ""));
    let mut lines = cells.lines();
    let sheet = book.add_worksheet();
    sheet.set_name(lines.next().expect("a name").trim()).expect("a name");
    for (row, line) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(line.split('|')) {
            write_cell(sheet, row, column, cell.trim());
        }
    }
    for directive in directives.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = directive.split_whitespace().collect();
        match words[..] {
            ["samen", range] => {
                let (from, to) = range.split_once(':').expect("a range");
                let ((row, column), (last_row, last_column)) = (place(from), place(to));
                let first =
                    cells.lines().nth(row as usize + 1).and_then(|line| line.split('|').nth(usize::from(column)));
                let value = first.unwrap_or_default().trim().trim_start_matches('\'').to_owned();
                sheet.merge_range(row, column, last_row, last_column, "", &Format::new()).expect("merged");
                write_cell(sheet, row, column, &value);
            }
            ["verborgen", row] => {
                sheet.set_row_hidden(row.parse::<u32>().expect("a row") - 1).expect("hidden");
            }
            _ => {}
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn place(text: &str) -> (u32, u16) {
    let digits = text.find(|next: char| next.is_ascii_digit()).expect("a row");
    let column = text[..digits].bytes().fold(0, |sum, letter| sum * 26 + u16::from(letter - b'A') + 1) - 1;
    (text[digits..].parse::<u32>().expect("a row") - 1, column)
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &str) {
    if cell.is_empty() {
        return;
    }
    if let Some(text) = cell.strip_prefix('\'') {
        sheet.write_string(row, column, text).expect("written");
    } else if let Some((formula, result)) = cell.strip_prefix('=').and_then(|rest| rest.split_once(';')) {
        let formula = Formula::new(format!("={formula}")).set_result(result.replace(',', "."));
        sheet.write_formula(row, column, formula).expect("written");
    } else if let Some(date) = date(cell) {
        let format = Format::new().set_num_format("d-m-yyyy");
        sheet.write_datetime_with_format(row, column, &date, &format).expect("written");
    } else if let Some(percent) = cell.strip_suffix('%').and_then(number) {
        sheet
            .write_number_with_format(row, column, percent / 100.0, &Format::new().set_num_format("0.0%"))
            .expect("written");
    } else if let Some(number) = number(cell) {
        sheet.write_number(row, column, number).expect("written");
    } else {
        sheet.write_string(row, column, cell).expect("written");
    }
}

/// A number as Dutch writes it; `06` and `6.72` are none.
fn number(text: &str) -> Option<f64> {
    let plain = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = plain.split_once(',').unwrap_or((plain, "0"));
    let groups: Vec<&str> = whole.split('.').collect();
    let is_grouped = groups.len() == 1 || groups[0].len() < 4 && groups[1..].iter().all(|group| group.len() == 3);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = is_grouped && groups.iter().all(|group| digits(group)) && digits(fraction);
    is_number.then(|| text.replace('.', "").replace(',', ".").parse().ok()).flatten()
}

fn date(text: &str) -> Option<ExcelDateTime> {
    let parts: Vec<&str> = text.split('-').collect();
    let [day, month, year] = parts[..] else { return None };
    if year.len() != 4 || day.is_empty() {
        return None;
    }
    ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[test]
fn sheets_of_others_are_described_right() {
    let root = repository().join("tests/sheets");
    let mut folders: Vec<_> = fs::read_dir(root)
        .expect("sheets")
        .map(|entry| entry.expect("read").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert_eq!(folders.len(), SHEETS);
    let mut right = 0;
    let (mut silent, mut told) = (Vec::new(), Vec::new());
    for folder in &folders {
        let (wrong, is_silent) = judge(folder);
        let name = folder.file_name().expect("a name").to_string_lossy();
        if !wrong.is_empty() {
            told.push(format!("{name}:\n  {}", wrong.join("\n  ")));
        }
        right += usize::from(wrong.is_empty());
        if is_silent {
            silent.push(name.into_owned());
        }
    }
    let told = told.join("\n");
    assert!(silent.is_empty(), "silently incomplete: {silent:?}\n{told}");
    assert!(right >= FEWEST_RIGHT, "{right} of {SHEETS} are right\n{told}");
}
