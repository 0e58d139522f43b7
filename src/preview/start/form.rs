//! The form of the letters of a new work folder. In: a built-in form, and what is different in one's own. Out: what its
//! `sjabloon.toml` says.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};
use unicode_normalization::UnicodeNormalization;

use crate::preview::act::Refusal;
use crate::project::BuiltinTemplates;

use super::ask::{OfferedForm, OwnForm};

/// The one that is offered first.
const FIRST: &str = "raadsinformatiebrief";

/// A name or heading has no more characters.
const MOST_CHARACTERS: usize = 120;

/// A form has no more headings.
const MOST_HEADINGS: usize = 30;

/// What stands in the name of a form's file.
pub const FILE: &str = "sjabloon.toml";

/// The built-in forms of letters.
pub fn offered() -> Vec<OfferedForm> {
    let ids = BuiltinTemplates::iter().filter_map(|path| Some(path.strip_suffix("/sjabloon.toml")?.to_owned()));
    let mut all: Vec<OfferedForm> = ids.filter_map(|id| shown(&id)).collect();
    all.sort_by_key(|form| (form.id != FIRST, form.name.clone()));
    all
}

fn shown(id: &str) -> Option<OfferedForm> {
    let all = described(id)?;
    let is_letter = all.get("voor").is_none();
    let sections = all.get("secties").and_then(Item::as_array_of_tables).filter(|_| is_letter)?;
    let text = |table: &Table, key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
    let required = sections.iter().filter(|one| one.get("verplicht").and_then(Item::as_bool) == Some(true));
    let headings = required.filter_map(|one| text(one, "kop")).collect();
    Some(OfferedForm { id: id.to_owned(), name: text(&all, "naam")?, headings })
}

fn described(id: &str) -> Option<DocumentMut> {
    let file = BuiltinTemplates::get(&format!("{id}/{FILE}"))?;
    String::from_utf8(file.data.into_owned()).ok()?.parse().ok()
}

/// The name of the folder of one's own form, and its file: the built-in form `base` with another name and other headings.
///
/// # Errors
/// There is no such form, or nothing to make one of.
pub fn own(base: &str, wanted: &OwnForm) -> Result<(String, String), Refusal> {
    let name = wanted.name.trim();
    let id = identifier(name);
    if id.is_empty() || name.chars().count() > MOST_CHARACTERS {
        return Err(Refusal::new("De eigen vorm heeft nog geen naam.", "Typ hoe uw brief heet, zoals Raadsmemo."));
    }
    if offered().iter().any(|form| form.id == id) || described(&id).is_some() || id == "basis" {
        let message = format!("Er is al een vorm die {name} heet.");
        return Err(Refusal::new(message, "Kies een andere naam, zoals Raadsmemo."));
    }
    let headings: Vec<&str> = wanted.headings.iter().map(|one| one.trim()).filter(|one| !one.is_empty()).collect();
    let is_short = |heading: &&str| heading.chars().count() <= MOST_CHARACTERS && !heading.contains(char::is_control);
    if headings.is_empty() || headings.len() > MOST_HEADINGS || !headings.iter().all(is_short) {
        let hint = "Typ elke vaste kop op een eigen regel: 1 tot 30 korte koppen.";
        return Err(Refusal::new("De vaste koppen van de eigen vorm kloppen nog niet.", hint));
    }
    let mut all =
        described(base).ok_or_else(|| Refusal::new(format!("Er is geen vorm \"{base}\"."), "Kies een andere vorm."))?;
    all.as_table_mut().remove("voor");
    all["naam"] = value(name);
    if let Some(mut key) = all.key_mut("naam") {
        key.leaf_decor_mut().set_prefix(format!("# De vorm van {name}.\n"));
    }
    let mut sections = ArrayOfTables::new();
    let mut ids: Vec<String> = Vec::new();
    for heading in headings {
        let plain = Some(identifier(heading)).filter(|id| !id.is_empty()).unwrap_or_else(|| "onderdeel".to_owned());
        let mut names = (2..).map(|number| format!("{plain}-{number}"));
        let id = match ids.contains(&plain) {
            true => names.find(|name| !ids.contains(name)).unwrap_or_default(),
            false => plain.clone(),
        };
        let mut section = Table::new();
        section["id"] = value(id.as_str());
        section["kop"] = value(heading);
        section["verplicht"] = value(true);
        sections.push(section);
        ids.push(id);
    }
    // In the place of those of the form that it begins from.
    all["secties"] = Item::ArrayOfTables(sections);
    Ok((id, all.to_string()))
}

/// "Wat is de aanleiding?" becomes `wat-is-de-aanleiding`.
fn identifier(words: &str) -> String {
    let plain: String = words.nfd().filter(char::is_ascii).collect::<String>().to_lowercase();
    let parts = plain.split(|next: char| !next.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let mut id = String::new();
    for part in parts {
        if !id.is_empty() && id.len() + part.len() >= 40 {
            break;
        }
        id = if id.is_empty() { part.chars().take(40).collect() } else { format!("{id}-{part}") };
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(name: &str, headings: &[&str]) -> OwnForm {
        OwnForm { name: name.to_owned(), headings: headings.iter().map(|one| (*one).to_owned()).collect() }
    }

    #[test]
    fn the_built_in_forms_of_letters_are_offered() {
        let all = offered();
        let ids: Vec<_> = all.iter().map(|form| form.id.as_str()).collect();
        assert_eq!(ids, ["raadsinformatiebrief", "collegebrief"]);
        assert!(all.iter().all(|form| form.headings.len() > 1), "{all:?}");
    }

    #[test]
    fn a_form_of_ones_own_has_its_own_name_and_headings() {
        let (id, text) =
            own("collegebrief", &wanted("Raadsmemo É", &["Aanleiding", " Wat \"kost\" het? ", "", "Aanleiding", "?"]))
                .expect("made");
        assert_eq!(id, "raadsmemo-e");
        let all: DocumentMut = text.parse().expect("it can be read");
        assert_eq!(all["naam"].as_str(), Some("Raadsmemo É"));
        let sections = all["secties"].as_array_of_tables().expect("sections");
        let ids: Vec<_> = sections.iter().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(ids, ["aanleiding", "wat-kost-het", "aanleiding-2", "onderdeel"]);
        assert!(
            text.contains("[[velden]]") && text.contains("[[ondertekenaars]]"),
            "the rest is that of the form: {text}"
        );
        assert!(text.find("[[velden]]") < text.find("[[secties]]"), "{text}");
        for (base, name, headings) in [
            ("collegebrief", "", vec!["A"]),
            ("collegebrief", "Collegebrief", vec!["A"]),
            ("collegebrief", "basis", vec!["A"]),
            ("collegebrief", "Memo", vec![" "]),
            ("../x", "Memo", vec!["A"]),
        ] {
            assert!(own(base, &wanted(name, &headings)).is_err(), "{name}");
        }
    }
}
