//! Which part of the archive holds which sheet, and where the tables are.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::load::table::workbook::archive::Archive;
use crate::load::table::workbook::attribute::attribute;
use crate::load::table::workbook::range::Region;
use crate::load::table::workbook::refusal::{MAX_SHEETS, Refusal};
use crate::load::table::workbook::sheet::NamedRegion;

/// What the workbook's own parts say.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// Name and path of each sheet.
    sheets: Vec<(String, String)>,
    /// The tables, with their header and without their total.
    pub tables: Vec<NamedRegion>,
}

/// A relation of one part to another.
struct Relation {
    kind: String,
    target: String,
}

impl Parts {
    pub fn read(archive: &mut Archive<'_>) -> Result<Self, Refusal> {
        let relations = relations(archive, "_rels/.rels", "")?;
        let is_workbook = |relation: &&Relation| relation.kind.ends_with("/officeDocument");
        let workbook = relations.values().find(is_workbook).map(|relation| relation.target.clone());
        let workbook = workbook.ok_or(Refusal::Damaged)?;
        let (folder, file) = split(&workbook);
        let relations = self::relations(archive, &format!("{folder}_rels/{file}.rels"), folder)?;
        let mut parts = Self::default();
        each_tag(archive, &workbook, |tag| {
            if tag.local_name().as_ref() == "sheet" {
                let name = attribute(tag, "name").unwrap_or_default();
                let id = attribute(tag, "id").unwrap_or_default();
                if let Some(relation) = relations.get(&id) {
                    parts.sheets.push((name, relation.target.clone()));
                }
            }
        })?;
        if parts.sheets.len() > MAX_SHEETS {
            return Err(Refusal::TooLarge("meer dan 1.000 bladen"));
        }
        parts.read_tables(archive)?;
        Ok(parts)
    }

    /// The part that holds a sheet.
    pub fn path(&self, sheet: &str) -> Option<&str> {
        self.sheets.iter().find(|(name, _)| name == sheet).map(|(_, path)| path.as_str())
    }

    fn read_tables(&mut self, archive: &mut Archive<'_>) -> Result<(), Refusal> {
        for (sheet, path) in &self.sheets {
            let (folder, file) = split(path);
            let relations = relations(archive, &format!("{folder}_rels/{file}.rels"), folder)?;
            let mut targets: Vec<_> = relations.values().filter(|relation| relation.kind.ends_with("/table")).collect();
            targets.sort_by(|a, b| a.target.cmp(&b.target));
            for relation in targets {
                each_tag(archive, &relation.target, |tag| {
                    if tag.local_name().as_ref() == "table" {
                        self.tables.extend(table(tag, sheet));
                    }
                })?;
            }
        }
        Ok(())
    }
}

fn table(tag: &BytesStart<'_>, sheet: &str) -> Option<NamedRegion> {
    let name = attribute(tag, "displayName").or_else(|| attribute(tag, "name"))?;
    let mut region: Region = attribute(tag, "ref")?.parse().ok()?;
    let totals: u32 = attribute(tag, "totalsRowCount").and_then(|count| count.parse().ok()).unwrap_or(0);
    region.last_row = region.last_row.checked_sub(totals).filter(|last| *last >= region.first_row)?;
    Some(NamedRegion { name, sheet: sheet.to_owned(), region })
}

/// The relations in a part, by id, with the paths that they lead to; none if there is no such part.
fn relations(archive: &mut Archive<'_>, path: &str, folder: &str) -> Result<HashMap<String, Relation>, Refusal> {
    let mut all = HashMap::new();
    each_tag(archive, path, |tag| {
        if tag.local_name().as_ref() == "Relationship" {
            let kind = attribute(tag, "Type").unwrap_or_default();
            let target = resolve(folder, &attribute(tag, "Target").unwrap_or_default());
            all.insert(attribute(tag, "Id").unwrap_or_default(), Relation { kind, target });
        }
    })?;
    Ok(all)
}

/// The path that a relation leads to, from the folder of the part that has it.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The folder of a part, with its slash, and its name.
fn split(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |at| at + 1))
}

/// Shows every start of an element in a part; none if there is no such part.
fn each_tag(archive: &mut Archive<'_>, path: &str, mut show: impl FnMut(&BytesStart<'_>)) -> Result<(), Refusal> {
    let Some(reader) = archive.reader(path)? else { return Ok(()) };
    let mut xml = xml(reader);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => show(&tag),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(Refusal::Damaged),
        }
    }
}

pub(crate) fn xml<R: BufRead>(reader: R) -> Reader<R> {
    let mut xml = Reader::from_reader(reader);
    xml.config_mut().check_end_names = false;
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_lead_to_paths() {
        for (folder, target, path) in [
            ("xl/", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets/", "../tables/table1.xml", "xl/tables/table1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("", "../../x", "x"),
        ] {
            assert_eq!(resolve(folder, target), path);
        }
        assert_eq!(split("xl/worksheets/sheet1.xml"), ("xl/worksheets/", "sheet1.xml"));
        assert_eq!(split("workbook.xml"), ("", "workbook.xml"));
    }
}
