//! The files that are no documents, as forms: see `preview::shelf`.
//!
//! | module | what it does |
//! |---|---|
//! | `form` | fields, from the JSON Schema of a kind of file |
//! | `values` | what stands in a file, and where |
//! | `change` | some of it is changed, and all else left as it was written |

pub(super) mod change;
mod form;
pub(super) mod values;

use serde_json::Value as Json;

use crate::load::schema::{self, DescribedFile};
use crate::preview::act::Refusal;
use crate::preview::shelf::{Change, FormTable, Given, Hop, OpenFile, ShelfAct, ShelfDone, ShelfFile};
use crate::project::unfit_name;

use super::own_folders::BIN;
use super::writer::{NotSaved, Version, Writer};

/// What stands for any name in the pattern of a kind of files.
const ANY: char = '*';
/// Where forms and layouts are.
const TEMPLATES: &str = "templates/";

/// What a layout is for, above its text.
const ABOUT_LAYOUTS: &str = "Hoe bladzijden worden gezet. Verander dit alleen als u Typst of HTML kent.";

/// A file that others change all the time is tried so often.
const TRIES: usize = 5;

/// Does it.
///
/// # Errors
/// It cannot be done, and nothing has changed.
pub fn perform(writer: &Writer, act: &ShelfAct) -> Result<ShelfDone, Refusal> {
    match act {
        ShelfAct::Files => Ok(ShelfDone::Files { files: files(writer), discarded: None }),
        ShelfAct::Open { path } => open(writer, path).map(|file| ShelfDone::File(Box::new(file))),
        ShelfAct::Change { path, changes } => changed(writer, path, changes),
        ShelfAct::Write { path, tag, text } => written(writer, path, tag, text),
        ShelfAct::Make { kind, name, from } => make(writer, kind, name, from.as_deref()),
        ShelfAct::Discard { path } => discard(writer, path),
        ShelfAct::Restore { entry } => restore(writer, entry),
    }
}

/// What a file is to the page.
#[derive(Clone, Copy)]
enum Kind {
    /// TOML, which has a form.
    Described(&'static DescribedFile),
    /// A template that lays pages out, which is text alone.
    Layout,
}

/// All files of all kinds, and those that can be made.
fn files(writer: &Writer) -> Vec<ShelfFile> {
    let templates: Vec<String> =
        writer.files().templates().into_iter().map(|path| format!("{TEMPLATES}{path}")).collect();
    let mut all = Vec::new();
    for kind in schema::ALL {
        for pattern in kind.files {
            let Some((before, after)) = pattern.split_once(ANY) else {
                all.push(shelf_file(writer, pattern, Kind::Described(kind)));
                continue;
            };
            let paths = match before {
                TEMPLATES => templates.iter().filter(|path| path.ends_with(after)).cloned().collect(),
                _ => names(writer, before, after),
            };
            let mut found: Vec<ShelfFile> =
                paths.iter().map(|path| shelf_file(writer, path, Kind::Described(kind))).collect();
            found.sort_by_key(|file| file.label.to_lowercase());
            all.extend(found);
        }
    }
    let layouts = templates.iter().filter(|path| is_layout(path));
    all.extend(layouts.map(|path| shelf_file(writer, path, Kind::Layout)));
    all
}

/// The paths that fit a pattern, by name.
fn names(writer: &Writer, before: &str, after: &str) -> Vec<String> {
    let entries = std::fs::read_dir(writer.folder().root().join(before)).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter(|name| name.ends_with(after) && !name.starts_with('.'))
        .map(|name| format!("{before}{name}"))
        .collect();
    names.sort();
    names
}

/// Whether a path is that of a template which lays pages out.
fn is_layout(path: &str) -> bool {
    let parts: Vec<&str> = path.strip_prefix(TEMPLATES).unwrap_or_default().split('/').collect();
    let is_name = |part: &&str| !part.is_empty() && !part.starts_with('.') && !part.contains('\\');
    parts.len() == 2 && parts.iter().all(is_name) && path.ends_with(".j2")
}

fn shelf_file(writer: &Writer, path: &str, kind: Kind) -> ShelfFile {
    let exists = writer.files().is_file(path);
    let Kind::Described(kind) = kind else {
        let label = path.trim_start_matches(TEMPLATES).to_owned();
        return ShelfFile { path: path.to_owned(), kind: "opmaak".to_owned(), label, exists };
    };
    let named = read(writer, path).ok().and_then(|version| {
        let (value, _) = values::read(&version.text)?;
        ["naam", "titel"].iter().find_map(|key| match values::at(&value, &[Hop::Key((*key).to_owned())]) {
            Some(Given::Text(name)) if !name.trim().is_empty() => Some(name.clone()),
            _ => None,
        })
    });
    let is_one_of_many = kind.files.iter().all(|pattern| pattern.contains(ANY));
    let stem = path.trim_end_matches("/sjabloon.toml").trim_end_matches(".toml").rsplit('/').next().unwrap_or(path);
    let label = match named {
        Some(name) if is_one_of_many => name,
        _ if is_one_of_many => stem.to_owned(),
        _ if kind.files.first() == Some(&path) => kind.title.to_owned(),
        _ => format!("{}: {stem}", kind.title),
    };
    ShelfFile { path: path.to_owned(), kind: kind.name.to_owned(), label, exists }
}

/// The kind of a file that the page may see and change; a path is never anything else.
fn kind_of(path: &str) -> Result<Kind, Refusal> {
    if is_layout(path) {
        return Ok(Kind::Layout);
    }
    let fits = |pattern: &str| match pattern.split_once(ANY) {
        None => path == pattern,
        Some((before, after)) => {
            let name = path.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            name.is_some_and(|name| !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\']))
        }
    };
    let kind = schema::ALL.iter().find(|kind| kind.files.iter().any(|pattern| fits(pattern)));
    kind.map(Kind::Described)
        .ok_or_else(|| Refusal::new("Dit bestand laat Griffel hier niet zien.", "Kies een bestand in de lijst."))
}

/// The file, a form that is built in, or nothing yet with an empty tag.
fn read(writer: &Writer, path: &str) -> Result<Version, Refusal> {
    if writer.folder().root().join(path).symlink_metadata().is_ok() {
        return Ok(writer.read(path)?);
    }
    let builtin = path.strip_prefix("templates/").and_then(|template| writer.files().template(template));
    let text = builtin.and_then(Result::ok).map(|source| source.text.clone()).unwrap_or_default();
    Ok(Version { text, tag: String::new() })
}

fn open(writer: &Writer, path: &str) -> Result<OpenFile, Refusal> {
    let kind = kind_of(path)?;
    let version = read(writer, path)?;
    Ok(as_form(shelf_file(writer, path, kind), kind, version))
}

fn as_form(file: ShelfFile, kind: Kind, Version { text, tag }: Version) -> OpenFile {
    let Kind::Described(kind) = kind else {
        let form = FormTable { title: "Opmaak".to_owned(), about: ABOUT_LAYOUTS.to_owned(), ..FormTable::default() };
        return OpenFile { file, tag, text, value: None, sites: Vec::new(), form };
    };
    // Its own schema is JSON.
    let schema: Json = serde_json::from_str(&kind.to_json()).unwrap_or_default();
    let (value, sites) = match values::read(&text) {
        Some((value, sites)) => (Some(value), sites),
        None => (None, Vec::new()),
    };
    OpenFile { file, tag, text, value, sites, form: form::of_table(&schema) }
}

/// Puts a text where the version with this tag stands. What is not there yet is made.
fn put(writer: &Writer, path: &str, tag: &str, text: &str) -> Result<(), NotSaved> {
    match tag {
        "" => writer.create(path, text).map_err(NotSaved::Failed),
        tag => writer.replace(path, tag, text).map(drop),
    }
}

/// Changes what stands at some places. Who changed something else meanwhile loses nothing: it is done in what they made
/// of it; who changed the same is asked about.
pub(super) fn changed(writer: &Writer, path: &str, changes: &[Change]) -> Result<ShelfDone, Refusal> {
    kind_of(path)?;
    for _ in 0..TRIES {
        let version = read(writer, path)?;
        let (now, _) = values::read(&version.text).ok_or_else(change::unreadable)?;
        if let Some(at) = changes.iter().find_map(|change| clash(&now, change)) {
            return Ok(ShelfDone::Clash { at: Some(at), now: Box::new(open(writer, path)?) });
        }
        let text = change::apply(&version.text, changes)?;
        match put(writer, path, &version.tag, &text) {
            Ok(()) => return open(writer, path).map(|file| ShelfDone::File(Box::new(file))),
            Err(NotSaved::Changed(_)) => {}
            Err(NotSaved::Gone(denial) | NotSaved::Failed(denial)) => return Err(denial.into()),
        }
    }
    Err(Refusal::new("Dit bestand verandert telkens.", "Wacht even, en probeer het opnieuw."))
}

/// Where somebody else changed the same thing.
fn clash(now: &Given, change: &Change) -> Option<Vec<Hop>> {
    let (at, was) = match change {
        Change::Set { at, was, .. } | Change::Remove { at, was } | Change::Shift { at, was, .. } => (at, was.as_ref()),
        Change::Rename { at, .. } => return values::at(now, at).is_none().then(|| at.clone()),
    };
    (values::at(now, at) != was).then(|| at.clone())
}

fn written(writer: &Writer, path: &str, tag: &str, text: &str) -> Result<ShelfDone, Refusal> {
    kind_of(path)?;
    match put(writer, path, tag, text) {
        Ok(()) => open(writer, path).map(|file| ShelfDone::File(Box::new(file))),
        Err(NotSaved::Changed(_)) => Ok(ShelfDone::Clash { at: None, now: Box::new(open(writer, path)?) }),
        Err(NotSaved::Gone(denial) | NotSaved::Failed(denial)) => Err(denial.into()),
    }
}

fn make(writer: &Writer, kind: &str, name: &str, from: Option<&str>) -> Result<ShelfDone, Refusal> {
    let described = DescribedFile::named(kind).filter(|kind| !kind.files.is_empty());
    let described = described.ok_or_else(|| Refusal::new("Zo'n bestand is er niet.", "Laad de pagina opnieuw."))?;
    let stem = file_name(name);
    if let Some(why) = unfit_name(&stem) {
        return Err(Refusal::new(why, "Kies een andere naam."));
    }
    let pattern = described.files.iter().find(|pattern| pattern.contains(ANY));
    let pattern = pattern.ok_or_else(|| Refusal::new("Hiervan is er maar één.", "Kies het in de lijst."))?;
    let path = pattern.replace(ANY, &stem);
    let before = match from {
        Some(from) => match kind_of(from)? {
            Kind::Described(kind) if kind.name == described.name => read(writer, from)?.text,
            _ => String::new(),
        },
        None => String::new(),
    };
    let at = vec![Hop::Key("naam".to_owned())];
    let named = Change::Set { at, was: None, value: Given::Text(name.trim().to_owned()) };
    let text = change::apply(&before, &[named])?;
    writer.create(&path, &text)?;
    open(writer, &path).map(|file| ShelfDone::File(Box::new(file)))
}

/// A name for a file from what people call it: "BSO+ in Wielwijk" is `bso_in_wielwijk`.
fn file_name(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let plain = lower.chars().map(|next| match next {
        'á' | 'à' | 'ä' | 'â' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        next if next.is_ascii_alphanumeric() => next,
        _ => ' ',
    });
    let words: Vec<String> = plain.collect::<String>().split_whitespace().map(str::to_owned).collect();
    words.join("_")
}

/// A file goes to the bin, under its own path below `data` or `templates`. Where one of Griffel's own was in its place,
/// that one serves again.
fn discard(writer: &Writer, path: &str) -> Result<ShelfDone, Refusal> {
    let is_of_many = |kind: &DescribedFile| {
        let patterns = kind.files.iter().filter_map(|pattern| pattern.split_once(ANY));
        patterns.into_iter().any(|(before, _)| path.starts_with(before))
    };
    if matches!(kind_of(path)?, Kind::Described(kind) if !is_of_many(kind)) {
        return Err(Refusal::new("Dit bestand hoort bij elke werkmap.", "Haal eruit wat u niet nodig hebt."));
    }
    let (place, ending) = path.trim_start_matches("data/").rsplit_once('.').unwrap_or((path, ""));
    let numbered = (1_u32..1_000).map(|number| match number {
        1 => format!("{BIN}/{place}.{ending}"),
        _ => format!("{BIN}/{place} ({number}).{ending}"),
    });
    let free = numbered.into_iter().find(|path| writer.folder().root().join(path).symlink_metadata().is_err());
    let free = free
        .ok_or_else(|| Refusal::new("De prullenbak is vol.", "Maak de map .griffel/prullenbak in uw werkmap leeg."))?;
    writer.rename(path, &free)?;
    Ok(ShelfDone::Files { files: files(writer), discarded: Some(free) })
}

/// A file comes back to where it was; what is there by now is never replaced.
fn restore(writer: &Writer, entry: &str) -> Result<ShelfDone, Refusal> {
    let gone = || Refusal::new("Dit ligt niet meer in de prullenbak.", "Kijk in de map .griffel/prullenbak.");
    let (place, ending) =
        entry.strip_prefix(&format!("{BIN}/")).and_then(|place| place.rsplit_once('.')).ok_or_else(gone)?;
    let place = match place.rsplit_once(" (") {
        Some((name, number)) if number.trim_end_matches(')').parse::<u32>().is_ok() => name,
        _ => place,
    };
    let home = if place.starts_with(TEMPLATES) { "" } else { "data/" };
    let path = format!("{home}{place}.{ending}");
    // Only what could have been thrown away here comes back.
    kind_of(&path)?;
    writer.rename(entry, &path)?;
    open(writer, &path).map(|file| ShelfDone::File(Box::new(file)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::preview::shelf::Pair;
    use crate::project::WorkFolder;

    const CALENDAR: &str = "# Boven\r\n[perioden.2022]\r\ncollege = 2023-03-07   # het college besluit\r\n\r\n# recessen\r\n[[reces]]\r\nnaam = \"een\"\r\nvan = 2023-02-25\r\ntot = 2023-03-05\r\n\r\n[[reces]]\r\nnaam = \"twee\"  # de tweede\r\nvan = 2023-07-08\r\ntot = 2023-08-20\r\n";

    fn bench() -> (tempfile::TempDir, Writer) {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(folder.path().join("data/pilots")).expect("made");
        fs::write(
            folder.path().join("data/gemeente.toml"),
            "naam = \"A\" # kort\n[afkortingen]\nB = \"bee\"\nC = \"cee\"\n",
        )
        .expect("written");
        fs::write(folder.path().join("data/kalender.toml"), CALENDAR).expect("written");
        let writer = Writer::new(WorkFolder::at(folder.path()).expect("a work folder"));
        (folder, writer)
    }

    fn way(hops: &[&str]) -> Vec<Hop> {
        let hop = |hop: &&str| match hop.parse() {
            Ok(index) if hop.len() == 1 => Hop::Index(index),
            _ => Hop::Key((*hop).to_owned()),
        };
        hops.iter().map(hop).collect()
    }

    fn set(at: &[&str], was: Option<Given>, value: Given) -> Change {
        Change::Set { at: way(at), was, value }
    }

    fn text(text: &str) -> Given {
        Given::Text(text.to_owned())
    }

    fn opened(writer: &Writer, path: &str) -> OpenFile {
        open(writer, path).expect("opened")
    }

    #[test]
    fn only_what_is_changed_changes() {
        let (folder, writer) = bench();
        let path = "data/kalender.toml";
        let changes = [
            set(
                &["perioden", "2022", "college"],
                Some(Given::Date("2023-03-07".to_owned())),
                Given::Date("2023-03-08".to_owned()),
            ),
            set(&["reces", "1", "naam"], Some(text("twee")), text("2e")),
        ];
        let done =
            perform(&writer, &ShelfAct::Change { path: path.to_owned(), changes: changes.to_vec() }).expect("done");
        assert!(matches!(done, ShelfDone::File(_)));
        let now = fs::read_to_string(folder.path().join(path)).expect("read");
        assert_eq!(now, CALENDAR.replace("2023-03-07", "2023-03-08").replace("\"twee\"", "\"2e\""));
    }

    #[test]
    fn tables_are_added_moved_and_taken_away() {
        let apply = |changes: &[Change]| change::apply(CALENDAR, changes).expect("fits");
        let new = Given::Table(vec![Pair { key: "naam".to_owned(), value: text("drie") }]);
        let added = apply(&[set(&["reces", "2"], None, new.clone())]);
        assert_eq!(added, format!("{CALENDAR}\r\n[[reces]]\r\nnaam = \"drie\"\r\n"));
        let shifted = apply(&[Change::Shift { at: way(&["reces", "1"]), was: None, to: 0 }]);
        assert!(shifted.find("\"twee\"  # de tweede") < shifted.find("\"een\""), "{shifted}");
        assert!(shifted.contains("# recessen") && shifted.starts_with("# Boven\r\n[perioden.2022]"), "{shifted}");
        let removed = apply(&[
            Change::Remove { at: way(&["reces", "0"]), was: None },
            Change::Remove { at: way(&["reces", "0"]), was: None },
        ]);
        assert!(!removed.contains("reces]]"), "{removed}");
        let period = apply(&[set(&["perioden", "2023-K1", "raad"], None, Given::Date("2023-06-06".to_owned()))]);
        assert!(period.contains("[perioden.2023-K1]\r\nraad = 2023-06-06\r\n"), "{period}");
        let table = change::apply("", &[set(&["jnv_zonder"], None, new.clone())]).expect("fits");
        assert_eq!(table, "[jnv_zonder]\nnaam = \"drie\"\n");
        let first = change::apply("naam = \"x\"\n", &[set(&["velden", "0"], None, new)]).expect("fits");
        assert_eq!(first, "naam = \"x\"\n\n[[velden]]\nnaam = \"drie\"\n");
    }

    #[test]
    fn a_list_of_lines_stays_one_and_a_number_is_written_as_one() {
        let before = "a = [\n  \"een\", # 1\n  \"twee\",\n]\nb = 5.30\n";
        let list = Given::List(vec![text("een"), text("nieuw"), text("twee")]);
        let after =
            change::apply(before, &[set(&["a"], None, list), set(&["b"], None, Given::Number("6.50".to_owned()))])
                .expect("fits");
        assert!(after.contains("\n  \"nieuw\"") && after.ends_with("b = 6.50\n"), "{after}");
        for wrong in
            [Given::Number("0x1".to_owned()), Given::Number("nan".to_owned()), Given::Date("2023-02-30".to_owned())]
        {
            assert!(change::apply(before, &[set(&["b"], None, wrong.clone())]).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn another_name_keeps_its_place() {
        let before = "[a]\nx = 1\n\n# bij b\n[b]\nx = 2\n\n[c]\nx = 3\n";
        let after = change::apply(before, &[Change::Rename { at: way(&["b"]), to: "d".to_owned() }]).expect("fits");
        assert_eq!(after, before.replace("[b]", "[d]"));
        let before = "B = \"bee\" # b\nC = \"cee\"\n";
        let after = change::apply(before, &[Change::Rename { at: way(&["B"]), to: "D".to_owned() }]).expect("fits");
        assert_eq!(after, before.replace("B =", "D ="));
        assert!(change::apply(before, &[Change::Rename { at: way(&["B"]), to: "C".to_owned() }]).is_err());
    }

    #[test]
    fn two_windows_lose_nothing_and_are_asked_about_the_same_thing() {
        let (folder, writer) = bench();
        let path = "data/gemeente.toml".to_owned();
        let tag = opened(&writer, &path).tag;
        let change = |at: &[&str], was: &str, value: &str| ShelfAct::Change {
            path: path.clone(),
            changes: vec![set(at, Some(text(was)), text(value))],
        };
        perform(&writer, &change(&["naam"], "A", "Anna's")).expect("done");
        // Another window, which has not seen that, changes something else.
        perform(&writer, &change(&["afkortingen", "B"], "bee", "bé")).expect("done");
        let now = fs::read_to_string(folder.path().join(&path)).expect("read");
        assert_eq!(now, "naam = \"Anna's\" # kort\n[afkortingen]\nB = \"bé\"\nC = \"cee\"\n");
        let done = perform(&writer, &change(&["naam"], "A", "Bert")).expect("told");
        let ShelfDone::Clash { at, now: shown } = done else { panic!("{done:?}") };
        assert_eq!((at, shown.text), (Some(way(&["naam"])), now.clone()));
        assert_eq!(fs::read_to_string(folder.path().join(&path)).expect("read"), now, "nothing is written");
        let done = perform(&writer, &ShelfAct::Write { path: path.clone(), tag, text: "x".to_owned() }).expect("told");
        assert!(matches!(done, ShelfDone::Clash { at: None, .. }));
    }

    #[test]
    fn files_are_made_and_thrown_away_and_no_other_is_touched() {
        let (folder, writer) = bench();
        let make = |kind: &str, name: &str, from: Option<&str>| {
            let act = ShelfAct::Make { kind: kind.to_owned(), name: name.to_owned(), from: from.map(str::to_owned) };
            perform(&writer, &act)
        };
        let Ok(ShelfDone::File(pilot)) = make("pilot", "Eén \"buurt\"", None) else { panic!("made") };
        assert_eq!(
            (pilot.file.path.as_str(), pilot.file.label.as_str()),
            ("data/pilots/een_buurt.toml", "Eén \"buurt\"")
        );
        assert!(make("pilot", "een buurt", None).is_err(), "there is one");
        assert!(make("gemeente", "x", None).is_err() && make("pilot", "../..", None).is_err());
        let Ok(ShelfDone::File(form)) = make("sjabloon", "Memo", Some("templates/raadsinformatiebrief/sjabloon.toml"))
        else {
            panic!("made")
        };
        assert!(
            form.file.path == "templates/memo/sjabloon.toml" && form.text.contains("naam = \"Memo\""),
            "{}",
            form.text
        );
        // A form that is built in becomes the folder's own when it is changed.
        let path = "templates/raadsinformatiebrief/sjabloon.toml";
        let builtin = opened(&writer, path);
        assert!(builtin.tag.is_empty() && !builtin.file.exists && builtin.text.contains("[[secties]]"));
        let changes = vec![set(&["aanhef"], Some(text("Aan de gemeenteraad")), text("Aan de raad"))];
        perform(&writer, &ShelfAct::Change { path: path.to_owned(), changes }).expect("done");
        assert!(fs::read_to_string(folder.path().join(path)).expect("there").contains("aanhef = \"Aan de raad\"\n"));
        let done = perform(&writer, &ShelfAct::Discard { path: pilot.file.path.clone() }).expect("done");
        let ShelfDone::Files { discarded: Some(entry), .. } = done else { panic!("{done:?}") };
        assert!(folder.path().join(".griffel/prullenbak/pilots/een_buurt.toml").is_file());
        perform(&writer, &ShelfAct::Restore { entry: entry.clone() }).expect("back");
        assert!(folder.path().join("data/pilots/een_buurt.toml").is_file());
        for entry in [
            entry.as_str(),
            "data/gemeente.toml",
            ".griffel/prullenbak/../../data/gemeente.toml",
            ".griffel/prullenbak/x.toml",
        ] {
            assert!(perform(&writer, &ShelfAct::Restore { entry: entry.to_owned() }).is_err(), "{entry}");
        }
        assert!(perform(&writer, &ShelfAct::Discard { path: "data/gemeente.toml".to_owned() }).is_err());
        // So does a layout, which comes back as well.
        let layout = "templates/basis/brief.typ.j2";
        let builtin = opened(&writer, layout);
        assert!(builtin.tag.is_empty() && builtin.value.is_none() && builtin.text.contains("#"), "{builtin:?}");
        let own = format!("{}\n", builtin.text);
        let write = ShelfAct::Write { path: layout.to_owned(), tag: String::new(), text: own.clone() };
        perform(&writer, &write).expect("done");
        assert_eq!(fs::read_to_string(folder.path().join(layout)).expect("there"), own);
        let Ok(ShelfDone::Files { discarded: Some(entry), files }) =
            perform(&writer, &ShelfAct::Discard { path: layout.to_owned() })
        else {
            panic!("discarded")
        };
        assert!(files.iter().any(|file| file.path == layout && !file.exists), "{files:?}");
        perform(&writer, &ShelfAct::Restore { entry }).expect("back");
        assert_eq!(opened(&writer, layout).text, own);
        for path in [
            "templates/basis/../../geheim.j2",
            "templates/brief.j2",
            "templates/a/b/c.j2",
            "templates/.a/b.j2",
            "data/../geheim.toml",
            "/etc/passwd",
            "data/pilots/../x.toml",
            "data/brieven/2022/a.md",
            "data/pilots/.x.toml",
            "",
        ] {
            assert!(open(&writer, path).is_err(), "{path}");
            assert!(
                perform(
                    &writer,
                    &ShelfAct::Write { path: path.to_owned(), tag: String::new(), text: "kwaad".to_owned() }
                )
                .is_err()
            );
        }
    }
}
