//! A table on a sheet of a workbook: which sheet, which part of it, which rows are its header.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};

use crate::load::series_keys::{HiddenRows, SeriesKeys};
use crate::load::table::raw::{Column, Field, Origin, Record, Table, few};
use crate::load::table::workbook::{Grid, Merge, Refusal, Region, Workbook};
use crate::load::toml::{Located, TomlTable};

/// So much of what stands above a table is looked at.
const MOST_ABOVE: usize = 200;

/// How many parts of names a header can have, merged ones counted for each column.
const MAX_NAMES: usize = 100_000;

/// Where on which sheet the table stands.
#[derive(Debug, Default)]
pub(crate) struct SheetKeys {
    pub sheet: Option<Located<String>>,
    pub region: Option<Located<Region>>,
    pub table: Option<Located<String>>,
    pub header_rows: usize,
    pub hidden: Option<HiddenRows>,
}

impl SheetKeys {
    pub fn read(table: &TomlTable<'_, SeriesKeys>, findings: &mut Findings) -> Self {
        let sheet = table.get(SeriesKeys::SHEET, findings);
        let region = table.get(SeriesKeys::REGION, findings).and_then(|text| read_region(text, findings));
        let named = table.get(SeriesKeys::NAMED_TABLE, findings);
        let header_rows = table.get(SeriesKeys::HEADER_ROWS, findings);
        let header_rows = header_rows.and_then(|number| read_header_rows(number, findings));
        let hidden = table.get(SeriesKeys::HIDDEN_ROWS, findings);
        if let (Some(_), Some(named)) = (&region, &named) {
            findings.push(
                Finding::new(Code::InvalidValue, named.place.clone(), "\"tabel\" en \"bereik\" kunnen niet samen.")
                    .hint("Haal een van de twee weg."),
            );
        }
        Self { sheet, region, table: named, header_rows: header_rows.unwrap_or(1), hidden }
    }

    /// Whether nothing is said.
    pub fn is_default(&self) -> bool {
        self.region.is_none() && self.header_rows == 1
    }

    /// Leaves hidden rows out, or says that they are there.
    pub fn treat_hidden_rows(&self, table: &mut Table, path: &str, findings: &mut Findings) {
        if self.hidden == Some(HiddenRows::Skip) {
            table.rows.retain(|row| !row.hidden);
            return;
        }
        let hidden: Vec<String> = table.rows.iter().filter(|row| row.hidden).map(|row| row.line.to_string()).collect();
        let (Some(first), None) = (table.rows.iter().find(|row| row.hidden), self.hidden) else { return };
        let which = if hidden.len() == 1 { "Een verborgen rij telt mee" } else { "Verborgen rijen tellen mee" };
        findings.push(
            Finding::new(
                Code::HiddenRows,
                table.origin.row(path, first.line, ""),
                format!("{which}: rij {}.", few(&hidden)),
            )
            .hint("Is dat goed? Zet dan in de beschrijving: verborgen_regels = \"meenemen\".")
            .hint("Horen ze er niet bij? Zet dan: verborgen_regels = \"overslaan\"."),
        );
    }
}

fn read_region(text: Located<String>, findings: &mut Findings) -> Option<Located<Region>> {
    match text.value.parse() {
        Ok(value) => Some(Located { value, place: text.place }),
        Err(_) => {
            findings.push(
                Finding::new(Code::UnknownRange, text.place, format!("\"{}\" is geen bereik.", text.value))
                    .hint("Schrijf de eerste en de laatste cel: bereik = \"A3:F20\". Of zonder laatste rij: \"A3:F\"."),
            );
            None
        }
    }
}

fn read_header_rows(number: Located<i64>, findings: &mut Findings) -> Option<usize> {
    let range = SeriesKeys::HEADER_ROWS.range();
    let found = usize::try_from(number.value).ok().filter(|_| range.contains(&number.value));
    if found.is_none() {
        let message = format!("Bij \"kopregels\" hoort een getal van {} tot en met {}.", range.start(), range.end());
        findings.push(Finding::new(Code::InvalidValue, number.place, message));
    }
    found
}

/// Reads the table from the bytes of a workbook.
pub(crate) fn read_workbook(
    bytes: &[u8],
    path: &str,
    keys: &SheetKeys,
    filled_down: &[&str],
    period_cell: Option<Region>,
    fills_right: bool,
    findings: &mut Findings,
) -> Option<Table> {
    let read = || -> Result<Table, Box<Finding>> {
        let refused = |refusal| Box::new(workbook_finding(&refusal, path));
        let mut workbook = Workbook::open(bytes).map_err(refused)?;
        let (sheet, region) = choose(&workbook, path, keys)?;
        // With what stands above it, and beside that.
        let with_above = Region { last_row: region.last_row, ..Region::ALL };
        let grid = workbook.grid(&sheet, with_above).map_err(refused)?;
        title_above(&grid, region, path, &sheet)?;
        part(
            grid,
            Origin::Sheet(Arc::from(sheet.as_str())),
            region,
            keys.header_rows,
            filled_down,
            period_cell,
            fills_right,
        )
        .map_err(|message| Box::new(Finding::new(Code::EmptyData, Place::sheet(path, &sheet), message)))
    };
    read().map_err(|finding| findings.push(*finding)).ok()
}

/// A sheet on which one cell stands above the table, and nothing says where the table is.
fn title_above(grid: &Grid, region: Region, path: &str, sheet: &str) -> Result<(), Box<Finding>> {
    let (table, can_grow) = grid.likely_table();
    let Some(first) = grid.rows().next().filter(|row| region == Region::ALL && row.len() == 1) else { return Ok(()) };
    if table.first_row == first[0].row || table.last_row == table.first_row {
        return Ok(());
    }
    let table = Region { last_row: if can_grow { u32::MAX } else { table.last_row }, ..table };
    let place = Place::sheet_row(path, sheet, first[0].row as usize + 1);
    let message = "Op de eerste rij van het blad staan geen kolomnamen, maar een titel.";
    Err(Box::new(
        Finding::new(Code::UnknownRange, place, message)
            .hint(format!("Zeg in de beschrijving waar de tabel staat. Waarschijnlijk hier: bereik = \"{table}\".")),
    ))
}

/// What is wrong with a workbook that cannot be read.
pub(crate) fn workbook_finding(refusal: &Refusal, path: &str) -> Finding {
    let place = Place::file(path);
    match refusal {
        Refusal::Password => Finding::new(Code::PasswordNeeded, place, "Het bestand is beveiligd met een wachtwoord.")
            .hint("Maak in Excel een kopie zonder wachtwoord: Bestand, Info, Werkmap beveiligen, Versleutelen met wachtwoord."),
        Refusal::NotAWorkbook(what) => {
            let what = what.map_or_else(String::new, |what| format!(" Het lijkt {what}."));
            Finding::new(Code::NotAWorkbook, place, format!("Dit is geen Excel- of ODS-bestand.{what}"))
                .hint("Open het bestand in Excel en kies Opslaan als: Excel-werkmap (.xlsx).")
        }
        Refusal::Damaged => Finding::new(Code::NotAWorkbook, place, "Het bestand is beschadigd of niet volledig.")
            .hint("Open het in Excel en bewaar het opnieuw als Excel-werkmap (.xlsx)."),
        Refusal::TooLarge(what) => Finding::new(Code::DataTooLarge, place, format!("Het bestand is te groot: {what}."))
            .hint("Maak een nieuw bestand met alleen het blad en de rijen die u nodig hebt."),
    }
}

/// The sheet and the part of it that the description means.
fn choose(workbook: &Workbook<'_>, path: &str, keys: &SheetKeys) -> Result<(String, Region), Box<Finding>> {
    if let Some(wanted) = &keys.table {
        let in_sheet = |sheet: &str| keys.sheet.as_ref().is_none_or(|named| named.value == sheet);
        let same = |name: &str| name.to_lowercase() == wanted.value.trim().to_lowercase();
        let found = workbook.regions.iter().find(|region| same(&region.name) && in_sheet(&region.sheet));
        return match found {
            Some(found) => Ok((found.sheet.clone(), found.region)),
            None => {
                let names: Vec<String> = workbook.regions.iter().map(|region| format!("\"{}\"", region.name)).collect();
                let known = match names.is_empty() {
                    true => {
                        "Dit bestand heeft geen tabellen en geen bereiken met een naam. Gebruik bereik = \"A3:F20\"."
                            .to_owned()
                    }
                    false => format!("Wel: {}.", few(&names)),
                };
                let near = did_you_mean(&wanted.value, workbook.regions.iter().map(|region| region.name.as_str()));
                let message = format!("De tabel \"{}\" staat niet in het bestand.", wanted.value);
                Err(Box::new(
                    Finding::new(Code::UnknownRange, wanted.place.clone(), message).maybe_hint(near).hint(known),
                ))
            }
        };
    }
    let region = keys.region.as_ref().map_or(Region::ALL, |region| region.value);
    if let Some(wanted) = &keys.sheet {
        let names = workbook.sheets.iter().map(|sheet| sheet.name.as_str());
        let same = |name: &&str| name.trim().to_lowercase() == wanted.value.trim().to_lowercase();
        return match names.clone().find(same) {
            Some(name) => Ok((name.to_owned(), region)),
            None => Err(Box::new(
                Finding::new(
                    Code::UnknownSheet,
                    wanted.place.clone(),
                    format!("Het blad \"{}\" staat niet in het bestand.", wanted.value),
                )
                .maybe_hint(did_you_mean(&wanted.value, names))
                .hint(format!("Wel: {}.", sheet_names(workbook))),
            )),
        };
    }
    let visible: Vec<_> = workbook.sheets.iter().filter(|sheet| sheet.visible).collect();
    match visible[..] {
        [only] => Ok((only.name.clone(), region)),
        [] => Err(Box::new(Finding::new(
            Code::UnknownSheet,
            Place::file(path),
            "Het bestand heeft geen blad met cellen.",
        ))),
        _ => Err(Box::new(
            Finding::new(
                Code::UnknownSheet,
                Place::file(path),
                format!("Het bestand heeft {} bladen. Griffel weet niet welk blad u bedoelt.", visible.len()),
            )
            .hint(format!("Zet in de beschrijving: blad = \"{}\".", visible[0].name))
            .hint(format!("De bladen heten: {}.", sheet_names(workbook))),
        )),
    }
}

fn sheet_names(workbook: &Workbook<'_>) -> String {
    few(&workbook.sheets.iter().map(|sheet| format!("\"{}\"", sheet.name)).collect::<Vec<_>>())
}

/// Makes a table of the cells in a part of a grid, with what stands above it. The error is the message why there is
/// none.
pub(crate) fn part(
    grid: Grid,
    origin: Origin,
    region: Region,
    header_rows: usize,
    filled_down: &[&str],
    period_cell: Option<Region>,
    fills_right: bool,
) -> Result<Table, &'static str> {
    let above = grid.cells.iter().take_while(|cell| cell.row < region.first_row).map(|cell| cell.field.shown());
    let above: Vec<String> = above.take(MOST_ABOVE).map(std::borrow::Cow::into_owned).collect();
    let period_cell = period_cell.map(|cell| grid.field(cell.first_row, cell.first_column).shown().into_owned());
    let mut table = shape(grid.within(region), origin, region, header_rows, filled_down, fills_right)?;
    table.above.splice(0..0, above);
    table.period_cell = period_cell;
    Ok(table)
}

/// Makes a table of cells. The error is the message why there is none.
pub(crate) fn shape(
    grid: Grid,
    origin: Origin,
    region: Region,
    header_rows: usize,
    filled_down: &[&str],
    fills_right: bool,
) -> Result<Table, &'static str> {
    let first = grid.cells.first().ok_or("Op deze plek staat niets.")?;
    let top = if region == Region::ALL { first.row } else { region.first_row };
    let body = top.saturating_add(u32::try_from(header_rows).unwrap_or(1));
    let (mut columns, above) = columns(&grid, top, body, fills_right);
    if columns.is_empty() {
        return Err("Op de eerste rij van de tabel staan geen kolomnamen.");
    }
    columns.extend(unnamed(&grid, body, &columns));
    columns.sort_by_key(|column| column.number);
    let merges = columns.iter().map(|column| match filled_down.contains(&column.name.as_str()) {
        true => merges_below(&grid.merges, u32::try_from(column.number).unwrap_or(u32::MAX), body),
        false => Vec::new(),
    });
    let merges: Vec<Vec<Merge>> = merges.collect();
    let mut rows = Vec::new();
    let start = grid.cells.partition_point(|cell| cell.row < body);
    for cells in grid.cells[start..].chunk_by(|a, b| a.row == b.row) {
        let row = cells[0].row;
        let mut fields: Vec<Field> = Vec::with_capacity(columns.len());
        let mut has_own = false;
        for (position, column) in columns.iter().enumerate() {
            let found = cells.binary_search_by_key(&column.number, |cell| cell.column as usize);
            let field = found.map_or(Field::Empty, |at| cells[at].field.clone());
            has_own |= field.is_filled();
            let filled = if field.is_filled() { None } else { merge_at(&merges[position], row) };
            fields.push(filled.map_or(field, |merge| grid.field(merge.first_row, merge.first_column).clone()));
        }
        if has_own {
            rows.push(Record { line: row as usize + 1, hidden: grid.is_hidden(row), fields, sources: None });
        }
    }
    if rows.is_empty() {
        return Err("Onder de kolomnamen staan geen regels met cijfers.");
    }
    Ok(Table { above, ..Table::new(origin, columns, rows) })
}

/// The columns with a name, and remarks among the names. A name of several rows is joined with spaces; one that is merged
/// over columns counts for each of them. Where `fills_right`, one that is not merged counts up to the next, but for those
/// of the last row: a CSV file knows no merged cells, and in a workbook they are often left out.
fn columns(grid: &Grid, top: u32, body: u32, fills_right: bool) -> (Vec<Column>, Vec<String>) {
    let header = &grid.cells[..grid.cells.partition_point(|cell| cell.row < body)];
    let header = &header[header.partition_point(|cell| cell.row < top)..];
    let merges: HashMap<(u32, u32), u32> = grid
        .merges
        .iter()
        .filter(|merge| (top..body).contains(&merge.first_row))
        .map(|merge| ((merge.first_row, merge.first_column), merge.last_column))
        .collect();
    let lowest: BTreeSet<u32> = header.iter().filter(|cell| cell.row + 1 == body).map(|cell| cell.column).collect();
    let mut parts: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut remarks = Vec::new();
    let mut left = MAX_NAMES;
    for (at, cell) in header.iter().enumerate() {
        let words: Vec<String> = cell.field.shown().split_whitespace().map(str::to_owned).collect();
        let words = words.join(" ");
        if cell.row + 1 < body && is_remark(&words) {
            remarks.push(words);
            continue;
        }
        let merged = merges.get(&(cell.row, cell.column)).copied().unwrap_or(cell.column);
        let next = header.get(at + 1).filter(|next| next.row == cell.row).map(|next| next.column - 1);
        let has_merges = || merges.keys().any(|(row, _)| *row == cell.row);
        let until = next.or(lowest.last().copied()).filter(|_| fills_right && cell.row + 1 < body && !has_merges());
        for column in (cell.column..=merged.max(until.unwrap_or(merged))).take(left) {
            left -= 1;
            parts.entry(column).or_default().push(words.clone());
        }
    }
    let columns = parts.into_iter().map(|(number, mut parts)| {
        parts.dedup();
        parts.retain(|part| !part.is_empty());
        Column { name: parts.join(" "), number: number as usize, parts }
    });
    (columns.filter(|column| !column.name.is_empty()).collect(), remarks)
}

/// Columns without a name in which something stands.
fn unnamed(grid: &Grid, body: u32, named: &[Column]) -> Vec<Column> {
    let cells = &grid.cells[grid.cells.partition_point(|cell| cell.row < body)..];
    let used: BTreeSet<usize> = cells.iter().map(|cell| cell.column as usize).collect();
    let is_named = |number: &usize| named.binary_search_by_key(number, |column| column.number).is_ok();
    used.into_iter().filter(|number| !is_named(number)).map(Column::unnamed).collect()
}

/// What stands in a corner above the names and is none: "Bedragen x € 1.000".
fn is_remark(text: &str) -> bool {
    let lower = text.to_lowercase();
    let starts =
        ["bedragen ", "(bedragen ", "x € 1.000", "x 1.000", "* 1.000", "som van ", "aantal van ", "kolomlabels"];
    starts.iter().any(|start| lower.starts_with(start))
}

/// The merges of more than one row over a column, in order.
fn merges_below(all: &[Merge], column: u32, body: u32) -> Vec<Merge> {
    let over = |merge: &&Merge| (merge.first_column..=merge.last_column).contains(&column);
    let tall = |merge: &&Merge| merge.first_row >= body && merge.last_row > merge.first_row;
    let mut merges: Vec<Merge> = all.iter().filter(over).filter(tall).copied().collect();
    merges.sort_by_key(|merge| merge.first_row);
    merges
}

fn merge_at(merges: &[Merge], row: u32) -> Option<&Merge> {
    let after = merges.partition_point(|merge| merge.first_row <= row);
    merges[..after].last().filter(|merge| row <= merge.last_row)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grid from rows of texts, with the merges of `merged`.
    fn grid(rows: &[&[&str]], merged: &[&str]) -> Grid {
        let mut grid = Grid::default();
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*cells) {
                grid.push(row, column, Field::text(text)).expect("fits");
            }
        }
        grid.merges = merged.iter().map(|merge| merge.parse().expect("a range")).collect();
        grid.finish()
    }

    fn sheet() -> Origin {
        Origin::Sheet(Arc::from("B"))
    }

    /// A table in one line: `a|b / 2:1|2`.
    fn outline(table: &Table) -> String {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let mut parts = vec![names.join("|")];
        for row in &table.rows {
            let fields: Vec<_> = row.fields.iter().map(Field::shown).collect();
            parts.push(format!("{}:{}", row.line, fields.join("|")));
        }
        parts.join(" / ")
    }

    #[test]
    fn header_and_rows_are_found() {
        let table = shape(
            grid(&[&[], &["a", "", "b\n c"], &["1", "x", "2"], &[], &["3"]], &[]),
            sheet(),
            Region::ALL,
            1,
            &[],
            false,
        );
        assert_eq!(outline(&table.expect("a table")), "a|kolom B|b c / 3:1|x|2 / 5:3||");
    }

    #[test]
    fn names_of_two_rows_are_joined() {
        let rows: &[&[&str]] =
            &[&["Jaar", "Jongeren", "", "Kosten"], &["", "zonder", "met", "in euro"], &["2022", "1", "2", "3"]];
        let table = shape(grid(rows, &["A1:A2", "B1:C1"]), sheet(), Region::ALL, 2, &[], false).expect("a table");
        assert_eq!(outline(&table), "Jaar|Jongeren zonder|Jongeren met|Kosten in euro / 3:2022|1|2|3");
    }

    #[test]
    fn merged_cells_count_for_all_their_rows_where_they_name_something() {
        let rows: &[&[&str]] =
            &[&["jaar", "wijk", "kosten"], &["2022", "Noord", "9"], &["", "Zuid", ""], &["2023", "Noord", "4"]];
        let table =
            shape(grid(rows, &["A2:A3", "C2:C3"]), sheet(), Region::ALL, 1, &["jaar", "wijk"], false).expect("a table");
        assert_eq!(outline(&table), "jaar|wijk|kosten / 2:2022|Noord|9 / 3:2022|Zuid| / 4:2023|Noord|4");
    }

    #[test]
    fn nothing_is_said_to_be_nothing() {
        assert!(shape(grid(&[], &[]), sheet(), Region::ALL, 1, &[], false).is_err());
        assert!(shape(grid(&[&["a"]], &[]), sheet(), Region::ALL, 1, &[], false).is_err());
        assert!(shape(grid(&[&["a"], &["1"]], &[]), sheet(), Region::ALL, 3, &[], false).is_err());
    }
}
