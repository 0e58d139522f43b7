//! The work folders of a region. In: the folder with its list. Out: its municipalities, each to be opened.

use std::path::Path;

use crate::load;
use crate::preview::act::Refusal;
use crate::project::{Inventory, MARKER, WorkFolder};

use super::ask::{ShownMunicipality, ShownRegion};

/// The municipalities of a region; none where there is no list.
pub fn of(folder: &Path) -> Option<Result<ShownRegion, Refusal>> {
    let (members, findings) = load::region(folder)?.into_parts();
    let problems: Vec<String> = findings.sorted().iter().map(|finding| finding.message.clone()).collect();
    if members.is_empty() {
        let why = problems.first().cloned().unwrap_or_else(|| "De lijst met gemeenten is leeg.".to_owned());
        return Some(Err(Refusal::new(why, "Noem in gemeenten.toml de mappen die ernaast staan.")));
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let municipalities = members.iter().filter_map(|member| shown(&member.name, &member.folder)).collect();
    Some(Ok(ShownRegion { name, municipalities, problems }))
}

fn shown(name: &str, folder: &WorkFolder) -> Option<ShownMunicipality> {
    let inventory = Inventory::of(folder).without_findings();
    let described = std::fs::read_to_string(folder.root().join(MARKER)).ok();
    let described = described.and_then(|text| text.parse::<toml_edit::DocumentMut>().ok());
    let organisation = described.as_ref().and_then(|all| all.get("organisatie")?.as_str());
    Some(ShownMunicipality {
        name: organisation.unwrap_or(name).to_owned(),
        path: folder.root().to_str()?.to_owned(),
        documents: inventory.documents.len(),
        last: inventory.documents.keys().map(|id| id.period).max().map(|period| period.in_words()),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_region_shows_its_municipalities_and_what_is_wrong_with_its_list() {
        let place = tempfile::tempdir().expect("temporary folder");
        assert!(of(place.path()).is_none());
        fs::write(place.path().join("gemeenten.toml"), "gemeenten = []").expect("written");
        assert!(of(place.path()).is_some_and(|found| found.is_err()));
        fs::write(place.path().join("gemeenten.toml"), "gemeenten = [\"een\", \"twee\", \"../drie\"]")
            .expect("written");
        for name in ["een", "twee"] {
            fs::create_dir_all(place.path().join(name).join("data/brieven/2022-K4")).expect("made");
            fs::write(place.path().join(name).join(MARKER), "").expect("written");
        }
        fs::write(place.path().join("een").join(MARKER), "organisatie = \"Gemeente Een\"").expect("written");
        fs::write(place.path().join("een/data/brieven/2022-K4/a.md"), "").expect("written");
        let region = of(place.path()).expect("a region").expect("with municipalities");
        let all: Vec<_> = region.municipalities.iter().map(|one| (one.name.as_str(), one.documents)).collect();
        assert_eq!(all, [("Gemeente Een", 1), ("twee", 0)]);
        assert_eq!(region.municipalities[0].last.as_deref(), Some("vierde kwartaal 2022"));
        assert_eq!(region.problems.len(), 1, "{:?}", region.problems);
    }
}
