//! What the page has done: see `act`. What is quick is done here; a step of the cycle composes documents, and has a process
//! of its own.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use crate::guard::this_program;
use crate::load::{self, FieldKind, Form, FrontMatter};
use crate::preview::act::{Act, Adopting, Desk, Done, FieldSort, Marking, Refusal, ShownField, ShownForm, Wanted};
use crate::preview::errand::ERRAND;
use crate::preview::home::Home;
use crate::project::Inventory;

use super::documents::Documents;
use super::versions::Versions;
use super::writer::Writer;
use super::{fresh, head, own_words, search, sheets};

/// No more values that other documents have are offered.
const MOST_USED: usize = 12;

/// The form that is offered first where no document follows any yet.
const COUNCIL_LETTER: &str = "raadsinformatiebrief";

/// What came of an act, as JSON.
pub type Answer = Result<Vec<u8>, Vec<u8>>;

/// Does it.
pub fn perform(writer: &Writer, versions: &Versions, act: &Act) -> Answer {
    writer.is_there().map_err(|gone| json(&Refusal::from(gone)))?;
    let done = match act {
        Act::Create(new) => Documents::of(writer).create(new).map(document),
        Act::Copy(wanted) => Documents::of(writer).copy(wanted).map(document),
        Act::Move(wanted) => Documents::of(writer).rename(wanted).map(|(new, path)| {
            versions.moved(&wanted.document, &new, &path);
            document(new)
        }),
        Act::Discard { document } => Documents::of(writer).discard(document).map(|discarded| {
            versions.discarded(document);
            Done::Discarded(discarded)
        }),
        Act::Restore { entry } => Documents::of(writer).restore(entry).map(document),
        Act::Head { document, text } => head_of(writer, document, text),
        Act::Fill(filling) => head::fill(filling).map(|text| Done::Text { text }),
        Act::Versions { document } => Ok(Done::Versions(versions.of(document))),
        Act::Version(Wanted { document, version }) => {
            versions.text(document, version).map(|text| Done::Text { text }).ok_or_else(no_version)
        }
        Act::Keep { document } => keep(writer, versions, document).map(|is_kept| Done::Kept { is_kept }),
        Act::Revive(Wanted { document: gone, version }) => versions
            .text(gone, version)
            .ok_or_else(no_version)
            .and_then(|text| Documents::of(writer).revive(gone, &text))
            .map(document),
        Act::Make { which, extras } => make(writer, which, *extras),
        Act::Search { words } => search::search(writer, words).map(Done::Found),
        Act::Meant { word } => Ok(Done::Meant { words: own_words::meant(word) }),
        Act::List { word, right: true } => own_words::add(writer, word).map(|()| Done::Listed),
        Act::List { word, right: false } => own_words::remove(writer, word).map(|()| Done::Listed),
        Act::Launch { file } => sheets::launch(writer, file).map(|()| Done::Launched),
        Act::Mark(Marking { by, .. }) | Act::Adopt(Adopting { by, .. }) => {
            if let Some(home) = Home::of_user() {
                // Asked again next time, then.
                let _ = home.note_name(by.trim());
            }
            return errand(writer, act);
        }
        Act::Plan(_) | Act::Begin(_) | Act::Verify { .. } => return errand(writer, act),
    };
    match done {
        Ok(done) => Ok(json(&done)),
        Err(refusal) => Err(json(&refusal)),
    }
}

fn document(document: String) -> Done {
    Done::Document { document }
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    // Plain strings and numbers can always be written.
    serde_json::to_vec(value).unwrap_or_default()
}

/// What stands there now is kept before something else does; whether it is.
fn keep(writer: &Writer, versions: &Versions, document: &str) -> Result<bool, Refusal> {
    let inventory = Inventory::of(writer.folder()).without_findings();
    let (_, path) = inventory.named(document).ok_or_else(|| super::manuscripts::no_document(document))?;
    Ok(versions.keep_now(document, path, writer.text(path)?))
}

fn no_version() -> Refusal {
    Refusal::new("Deze eerdere versie is er niet meer.", "Kies een andere versie.")
}

fn head_of(writer: &Writer, document: &str, text: &str) -> Result<Done, Refusal> {
    let inventory = Inventory::of(writer.folder()).without_findings();
    let (id, _) = inventory.named(document).ok_or_else(|| super::manuscripts::no_document(document))?;
    let fields = head::fields(writer.files(), &inventory, inventory.kind_of(id), text)?;
    Ok(Done::Head { fields })
}

/// What a page needs to ask for something.
pub fn desk(writer: &Writer, versions: &Versions, today: String) -> Desk {
    let inventory = Inventory::of(writer.folder()).without_findings();
    let bin = Documents::of(writer).bin();
    let used = used(writer, &inventory);
    let mut forms = load::forms(writer.files());
    let times = |form: &Form| used.get("sjabloon").and_then(|ids| ids.get(&form.id)).copied().unwrap_or_default();
    let is_own = |form: &Form| writer.files().is_file(&format!("templates/{}/sjabloon.toml", form.id));
    forms.sort_by_key(|form| (Reverse(times(form)), !is_own(form), form.id != COUNCIL_LETTER));
    Desk {
        today,
        user: Home::user(),
        forms: forms.iter().map(|form| shown(form, &used)).collect(),
        gone: versions.gone(&inventory, &bin.iter().map(|discarded| discarded.document.as_str()).collect()),
        bin,
    }
}

/// How often documents have each value, by key.
type Used = BTreeMap<String, BTreeMap<String, usize>>;

fn shown(form: &Form, used: &Used) -> ShownForm {
    let field = |field: &load::Field| ShownField {
        key: field.key.clone(),
        label: field.label.clone(),
        sort: match field.kind {
            FieldKind::Text => FieldSort::Text,
            FieldKind::Date => FieldSort::Date,
            FieldKind::List => FieldSort::List,
        },
        used: used.get(&field.key).into_iter().flat_map(BTreeMap::keys).take(MOST_USED).cloned().collect(),
    };
    ShownForm {
        id: form.id.clone(),
        name: form.name.clone(),
        kind: form.kind.word(),
        fields: fresh::asked(form).map(field).collect(),
        sections: form.sections.iter().filter(|section| section.required).map(|one| one.heading.clone()).collect(),
    }
}

/// What documents have at their heads, by key. What belongs to one document only is of no use to another.
fn used(writer: &Writer, inventory: &Inventory) -> Used {
    let mut used = Used::new();
    for path in inventory.documents.values() {
        let Some(front) = writer.read(path).ok().and_then(|version| FrontMatter::of(&version.text)) else { continue };
        for key in ["sjabloon", "portefeuillehouder", "contact", "schrijver"] {
            if let Some(value) = front.get(key).and_then(|value| value.as_str()).filter(|value| !value.is_empty()) {
                *used.entry(key.to_owned()).or_default().entry(value.to_owned()).or_default() += 1;
            }
        }
    }
    used
}

/// Has a step of the cycle done by a process of its own: what ends that does not end the preview.
fn errand(writer: &Writer, act: &Act) -> Answer {
    let told = String::from_utf8(json(act)).unwrap_or_default();
    let run = |command: &mut Command| command.stdin(Stdio::null()).output();
    let output = this_program().and_then(|program| {
        run(Command::new(program).arg("taak").arg("--map").arg(writer.folder().root()).env(ERRAND, told))
    });
    match output {
        Ok(output) if output.status.success() && !output.stdout.is_empty() => Ok(output.stdout),
        Ok(output) if !output.stdout.is_empty() => Err(output.stdout),
        _ => Err(json(&stopped())),
    }
}

/// Has the documents of a period made, or one, as `griffel maak` does.
fn make(writer: &Writer, which: &str, extras: bool) -> Result<Done, Refusal> {
    let inventory = Inventory::of(writer.folder()).without_findings();
    // It is looked up: what is passed on is no option of the program.
    let is_known =
        inventory.named(which).is_some() || inventory.documents.keys().any(|id| id.period.to_string() == which);
    if !is_known {
        let message = format!("Over {which} zijn er geen brieven of presentaties.");
        return Err(Refusal::new(message, "Kies een periode uit het overzicht, of een stuk uit de lijst."));
    }
    let mut command = Command::new(this_program().map_err(|_| stopped())?);
    command.args(["maak", which, "--formaat", "json"]).current_dir(writer.folder().root());
    if extras {
        command.args(["--hand-out", "--stappen"]);
    }
    let output = command.stdin(Stdio::null()).output().map_err(|_| stopped())?;
    let told: Json = serde_json::from_slice(&output.stdout).map_err(|_| stopped())?;
    let documents = told["documenten"].as_array().cloned().unwrap_or_default();
    let text = |value: &Json| value.as_str().map(str::to_owned);
    let (mut files, mut refused) = (Vec::new(), Vec::new());
    for one in &documents {
        match text(&one["pdf"]) {
            Some(pdf) => {
                files.extend([pdf].into_iter().chain(one["ook"].as_array().into_iter().flatten().filter_map(text)))
            }
            None => refused.extend(text(&one["naam"])),
        }
    }
    Ok(Done::Made { files, refused })
}

fn stopped() -> Refusal {
    Refusal::new(
        "Griffel kon dit niet afmaken.",
        "Probeer het opnieuw. Gebeurt het weer? Kijk dan bij Meldingen wat er mis is met de gegevens.",
    )
}
