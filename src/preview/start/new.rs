//! A new work folder, whole or not at all: made beside its place by `griffel nieuw`, given the name and the colour of its
//! municipality, its logo and the form of its letters, and then renamed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use toml_edit::{Array, DocumentMut, Table, value};

use crate::export::{WorkSpace, put_folder};
use crate::guard::this_program;
use crate::layout::picture_kind;
use crate::preview::act::Refusal;
use crate::project::{MARKER, Obstacle, unfit_name};

use super::ask::{Contact, NewFolder, Upload};
use super::form;

/// The municipalities that ever had a code, by name; the first line is the day of the list. `.ci/municipalities` writes it.
const MUNICIPALITIES: &str = include_str!("municipalities.csv");

/// A logo is no larger, in bytes.
const MOST_LOGO: usize = 5 * 1024 * 1024;

/// What the example says of its contact, which one's own is not.
const INVENTED: &str = "# De contactgegevens zijn verzonnen.\n";

/// A logo that can stand in documents.
struct Logo {
    /// Its file in the folder `data`.
    name: String,
    bytes: Vec<u8>,
}

/// The day of the list, and code and name of each.
pub fn municipalities() -> (&'static str, impl Iterator<Item = (&'static str, &'static str)>) {
    let (day, rest) = MUNICIPALITIES.split_once('\n').unwrap_or_default();
    (day.trim_start_matches("# "), rest.lines().filter_map(|line| line.split_once(';')))
}

/// Makes it; gives its path.
pub fn make(new: &NewFolder) -> Result<PathBuf, Refusal> {
    if let Some(why) = unfit_name(&new.name) {
        return Err(Refusal::new(why, "Kies een andere naam, zoals brieven."));
    }
    let municipality = new.municipality.trim();
    if municipality.is_empty() {
        return Err(Refusal::new("Er staat geen gemeente.", "Kies uw gemeente in de lijst, of typ de naam."));
    }
    let parent = Path::new(&new.parent);
    if !parent.is_absolute() || !parent.is_dir() {
        return Err(Refusal::new("De map waar de werkmap in moet komen, is er niet.", "Kies een andere plek."));
    }
    let place = parent.join(&new.name);
    if place.symlink_metadata().is_ok() {
        return Err(Refusal::new(format!("{} is er al.", new.name), "Kies een andere naam, of open die map."));
    }
    let logo = new.logo.as_ref().map(logo).transpose()?;
    let own = new.own.as_ref().map(|own| form::own(&new.form, own)).transpose()?;
    if !form::offered().iter().any(|form| form.id == new.form) {
        return Err(Refusal::new(format!("Er is geen vorm \"{}\".", new.form), "Kies een andere vorm."));
    }
    fill(new, municipality, (logo, own), parent, &place).map_err(|error| {
        let why = Obstacle::of(&error).why_not_written();
        Refusal::new(format!("De werkmap kan niet worden gemaakt: {why}."), "Kies een andere plek.")
    })?;
    Ok(place)
}

/// A file that was brought along, if it can be a logo.
fn logo(upload: &Upload) -> Result<Logo, Refusal> {
    const OTHER: &str = "Kies een ander bestand: SVG, PNG of JPEG.";
    let bytes = STANDARD.decode(&upload.data).map_err(|_| Refusal::new("Het logo is niet goed aangekomen.", OTHER))?;
    if bytes.len() > MOST_LOGO {
        return Err(Refusal::new("Het logo is te groot: meer dan 5 MB.", "Kies een kleiner bestand."));
    }
    match picture_kind(&bytes) {
        Ok(kind) => Ok(Logo { name: format!("logo.{kind}"), bytes }),
        Err((what, hint)) => {
            let message = format!("Het logo {} {what}", upload.name);
            Err(Refusal::new(message, hint.as_deref().unwrap_or(OTHER)))
        }
    }
}

/// The example as `griffel nieuw` makes it, where nothing is yet.
pub fn example(place: &Path) -> io::Result<()> {
    let made = Command::new(this_program()?).arg("nieuw").arg(place).stdin(Stdio::null()).output()?;
    if made.status.success() {
        return Ok(());
    }
    // What was in its way it says in words.
    let told = String::from_utf8_lossy(&made.stderr);
    let is_full = told.contains(Obstacle::DiskFull.why_not_written());
    Err(if is_full { io::ErrorKind::StorageFull } else { io::ErrorKind::PermissionDenied }.into())
}

fn fill(
    new: &NewFolder,
    municipality: &str,
    (logo, own): (Option<Logo>, Option<(String, String)>),
    parent: &Path,
    place: &Path,
) -> io::Result<()> {
    let space = WorkSpace::beside(parent)?;
    let staging = space.path().join("inhoud");
    example(&staging)?;
    let data = staging.join("data");
    if !new.example {
        for entry in fs::read_dir(&data)? {
            let entry = entry?;
            match entry.file_type()?.is_dir() {
                true => fs::remove_dir_all(entry.path())?,
                false if staging.join(MARKER) != entry.path() => fs::remove_file(entry.path())?,
                false => {}
            }
        }
    }
    let marker = staging.join(MARKER);
    let name = logo.as_ref().map(|logo| logo.name.as_str());
    let text = described(&fs::read_to_string(&marker)?, new, municipality, name).ok_or(io::ErrorKind::InvalidInput)?;
    fs::write(&marker, text)?;
    if let Some(logo) = &logo {
        fs::write(data.join(&logo.name), &logo.bytes)?;
    }
    // A form that lies in the folder is offered first; the others stay built in.
    let templates = staging.join("templates");
    let kept = own.as_ref().map_or(Some(new.form.as_str()), |_| None);
    for form in form::offered().iter().filter(|form| Some(form.id.as_str()) != kept) {
        fs::remove_dir_all(templates.join(&form.id))?;
    }
    if let Some((id, text)) = own {
        fs::create_dir_all(templates.join(&id))?;
        fs::write(templates.join(id).join(form::FILE), text)?;
    }
    put_folder(&staging, place, MARKER)
}

/// The description of the municipality: that of the example with other names and another colour.
fn described(example: &str, new: &NewFolder, municipality: &str, logo: Option<&str>) -> Option<String> {
    let mut all: DocumentMut = example.parse().ok()?;
    all["naam"] = value(municipality);
    all["organisatie"] = value(format!("Gemeente {municipality}"));
    all["afzender"] = value(format!("College van burgemeester en wethouders van {municipality}"));
    match new.code.trim() {
        "" => drop(all.remove("code")),
        code => all["code"] = value(code),
    }
    all["huisstijl"]["kleur"] = value(new.color.as_str());
    if !new.example {
        all["huisstijl"].as_table_mut()?.remove("logo");
        // These are of the example.
        all.remove("contact");
        all.remove("afkortingen");
    }
    if let Some(logo) = logo {
        all["huisstijl"]["logo"] = value(logo);
    }
    let contact = contact(&new.contact);
    let is_invented = contact.is_empty() && new.example;
    if !contact.is_empty() {
        all["contact"] = contact.into();
    }
    let text = all.to_string();
    Some(if is_invented { text } else { text.replace(INVENTED, "") })
}

/// What is filled in of it.
fn contact(given: &Contact) -> Table {
    let mut table = Table::new();
    let lines = given.address.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    let address: Array = lines.collect();
    if !address.is_empty() {
        table["adres"] = value(address);
    }
    let lines = [("telefoon", &given.phone), ("email", &given.email), ("website", &given.website)];
    for (key, given) in lines.into_iter().filter(|(_, given)| !given.trim().is_empty()) {
        table[key] = value(given.trim());
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_says_what_is_invented() {
        let example = crate::project::BuiltinData::get("gemeente.toml").expect("the example");
        assert!(String::from_utf8_lossy(&example.data).replace('\r', "").contains(INVENTED));
    }

    #[test]
    fn the_list_has_each_code_once_and_a_day() {
        let (day, all) = municipalities();
        let all: Vec<_> = all.collect();
        assert!(day.len() == 10 && day.starts_with("20"), "{day}");
        assert!(all.contains(&("gm0505", "Dordrecht")) && all.len() > 300, "{}", all.len());
        let mut codes: Vec<_> = all.iter().map(|(code, _)| *code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all.len());
        assert!(codes.iter().all(|code| code.len() == 6 && code.starts_with("gm")));
    }
}
