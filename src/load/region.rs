//! `gemeenten.toml`: the work folders of several municipalities, which share templates and fonts.

use std::path::{Component, Path};
use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Found, Place, SourceText};
use crate::project::{REGION, WorkFolder};

use super::toml::{Texts, TomlDocument, keys};

/// A municipality of a region.
#[derive(Debug, Clone)]
pub struct Member {
    /// The name of its folder, by which its documents are called.
    pub name: String,
    /// Its work folder.
    pub folder: WorkFolder,
}

keys! {
    /// `gemeenten.toml`
    RegionKeys: "Gemeenten", "De werkmappen van gemeenten die sjablonen en lettertypen delen.", {
        MUNICIPALITIES: optional Texts = "gemeenten", "De mappen van de gemeenten, naast dit bestand.";
    }
}

/// The municipalities in the list of the folder `root`, in its order; nothing, where there is no list.
pub fn region(root: &Path) -> Option<Found<Vec<Member>>> {
    let text = std::fs::read_to_string(root.join(REGION)).ok()?;
    Some(Found::gather(|findings| members(root, &SourceText::new(REGION, text), findings)))
}

fn members(root: &Path, source: &Arc<SourceText>, findings: &mut Findings) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    let Some(document) = TomlDocument::parse(source, 0..source.text.len(), findings) else { return members };
    let names = document.root::<RegionKeys>(findings).get(RegionKeys::MUNICIPALITIES, findings);
    if names.is_empty() {
        findings.push(
            Finding::new(Code::MissingKey, Place::file(REGION), "De lijst met gemeenten is leeg.")
                .hint("Schrijf bijvoorbeeld: gemeenten = [\"dordrecht\", \"zwijndrecht\"]"),
        );
    }
    for name in names {
        // One folder beside the list, also where a drive or a trailing point means more than that.
        let mut parts = Path::new(&name.value).components();
        let is_one = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
        let is_plain = is_one && !name.value.contains(['/', '\\', ':']) && !name.value.ends_with(['.', ' ']);
        if members.iter().any(|member| member.name == name.value) {
            let message = format!("De gemeente \"{}\" staat twee keer in de lijst.", name.value);
            findings.push(Finding::new(Code::NameTaken, name.place, message));
            continue;
        }
        match WorkFolder::at(&root.join(&name.value)).filter(|_| is_plain) {
            Some(folder) => members.push(Member { name: name.value, folder }),
            None => findings.push(
                Finding::new(Code::NoWorkFolder, name.place, format!("Er is geen werkmap \"{}\".", name.value))
                    .hint(format!("Griffel zoekt het bestand {}/data/gemeente.toml.", name.value))
                    .hint("Noem in de lijst mappen die naast dit bestand staan."),
            ),
        }
    }
    members
}
