//! Work folders of any size: municipalities x pilots x quarters, each letter with data of its own.
//!
//! What comes out depends on the sizes alone, so that measurements can be repeated anywhere.

mod chance;
mod letter;
mod pilot;
mod words;

use std::fs;
use std::io;
use std::path::Path;

use chance::Chance;
use pilot::Pilot;

/// The first year with letters. Data begins a year earlier, to compare with.
const FIRST_YEAR: u64 = 2022;

/// How much there is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub municipalities: usize,
    /// Of each municipality.
    pub pilots: usize,
    /// From the first of 2022; each pilot has a letter about each.
    pub quarters: usize,
}

/// A quarter of a year.
#[derive(Clone, Copy)]
struct Quarter {
    year: u64,
    number: u64,
}

impl Size {
    /// How many letters that gives.
    pub fn letters(self) -> usize {
        self.municipalities * self.pilots * self.quarters
    }

    /// What letters are about.
    fn quarters(self) -> Vec<Quarter> {
        quarters_from(FIRST_YEAR, self.quarters as u64)
    }

    /// What data is about: a year more.
    fn quarters_of_data(self) -> Vec<Quarter> {
        quarters_from(FIRST_YEAR - 1, self.quarters as u64 + 4)
    }
}

fn quarters_from(year: u64, count: u64) -> Vec<Quarter> {
    (0..count).map(|index| Quarter { year: year + index / 4, number: index % 4 + 1 }).collect()
}

/// Writes a work folder; with more than one municipality, a folder with a work folder for each.
pub fn write(root: &Path, size: Size) -> io::Result<()> {
    if size.municipalities == 1 {
        return municipality(root, 0, size);
    }
    let names: Vec<String> = (1..=size.municipalities).map(|number| format!("gemeente-{number:02}")).collect();
    for (index, name) in names.iter().enumerate() {
        municipality(&root.join(name), index, size)?;
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("  \"{name}\",\n")).collect();
    put(root, "gemeenten.toml", &format!("gemeenten = [\n{}]\n", quoted.concat()))?;
    // All municipalities share the forms.
    let form = include_str!("../../../templates/raadsinformatiebrief/sjabloon.toml");
    put(root, "templates/raadsinformatiebrief/sjabloon.toml", form)
}

fn municipality(root: &Path, index: usize, size: Size) -> io::Result<()> {
    let name = name_of_municipality(index);
    put(root, "data/gemeente.toml", &about(&name, index))?;
    put(root, "data/logo.svg", include_str!("../../../data/logo.svg"))?;
    let mut cases = String::new();
    for number in 0..size.pilots {
        let pilot = Pilot::new(&name, index, number);
        for (path, content) in pilot.files(&size.quarters_of_data()) {
            put(root, &path, &content)?;
        }
        for quarter in size.quarters() {
            let path = format!("data/brieven/{}-K{}/{}.md", quarter.year, quarter.number, pilot.id);
            put(root, &path, &letter::text(&pilot, quarter))?;
        }
        cases.push_str(&pilot.case());
    }
    put(root, "data/zaken.toml", &cases)
}

fn name_of_municipality(index: usize) -> String {
    let (first, last) = (words::FIRST.len(), words::LAST.len());
    let name = format!("{}{}", words::FIRST[index % first], words::LAST[index / first % last]);
    match index / (first * last) {
        0 => name,
        round => format!("{name}-{}", letters_for(round)),
    }
}

/// 1 is "B", 26 is "AA".
fn letters_for(number: usize) -> String {
    let last = char::from(b'A' + (number % 26) as u8);
    match number / 26 {
        0 => last.to_string(),
        rest => letters_for(rest - 1) + &last.to_string(),
    }
}

fn about(name: &str, index: usize) -> String {
    let mut chance = Chance::of(name);
    let color = chance.one_of(&words::COLORS);
    let code = 9000 + index;
    let lower = name.to_lowercase();
    format!(
        r#"# Een verzonnen gemeente.
naam = "{name}"
organisatie = "Gemeente {name}"
code = "gm{code}"
afzender = "College van burgemeester en wethouders van {name}"

[huisstijl]
kleur = "{color}"
logo = "logo.svg"
lettertype = "Source Sans 3"

[contact]
adres = ["Voorbeeldplein 1", "1000 AA {name}"]
telefoon = "000 000 00 00"
email = "jeugd@{lower}.example"
website = "www.{lower}.example"

[afkortingen]
FTE = "fulltime-equivalent"
"#
    )
}

fn put(root: &Path, path: &str, content: &str) -> io::Result<()> {
    let path = root.join(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content)
}
