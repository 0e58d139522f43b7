//! Writes the Windows Installer package: `griffel-msi FOLDER VERSION SECONDS TARGET`.
//!
//! FOLDER holds what is installed, and `griffel.ico`. SECONDS since 1970 is the time that the package and its files
//! get. The same input gives the same bytes: what must be unique is made from names and the version.
//!
//! Tables and their columns are those of Microsoft's documentation of the Windows Installer database.

#![forbid(unsafe_code)]

mod tables;

use std::error::Error;
use std::fs::{self, File};
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

use cab::{CabinetBuilder, CompressionType};
use msi::{Insert, LanguageId, Package, PackageType, Value};
use time::{Date, Month, PrimitiveDateTime, Time};
use uuid::Uuid;

/// Every version has it, so that a newer one finds an older one. Never changes.
const UPGRADE_CODE: Uuid = Uuid::from_u128(0x6f0c_6a3b_2d51_4c0e_9a77_1f5a_9c3e_4d20);

/// Dutch, as Windows numbers languages.
const DUTCH: u16 = 1043;

const MAKER: &str = "Griffel";
const ICON: &str = "griffel.ico";
/// It starts the workplace without a window of its own; the menu leads to it.
const WORKPLACE: &str = "griffel-werkplek.exe";
const PROGRAM: &str = "griffel.exe";

/// Bits of the attributes of a component: it is for 64-bit Windows.
const IS_64_BIT: i32 = 256;
/// Bits of the attributes of an upgrade: the lowest version counts too; only look for it.
const WITH_LOWEST: i32 = 256;
const ONLY_DETECT: i32 = 2;

type Made<T> = Result<T, Box<dyn Error>>;

/// A file that is installed.
struct Installed {
    name: String,
    content: Vec<u8>,
}

impl Installed {
    /// Its key in the tables.
    fn key(&self) -> String {
        self.name.replace('-', "_")
    }

    /// Its component, which has the same code in every version.
    fn component(&self) -> String {
        format!("{:X}", Uuid::new_v5(&UPGRADE_CODE, self.name.as_bytes()).hyphenated())
    }

    /// Its name as the tables have it: one of eight signs and three, and the whole one.
    fn both_names(&self, number: usize) -> String {
        let extension = Path::new(&self.name).extension().map_or_else(String::new, |found| found.to_string_lossy().to_uppercase());
        format!("GRIFF{number:03}.{extension:.3}|{}", self.name)
    }

    fn is_program(&self) -> bool {
        self.name.ends_with(".exe")
    }
}

fn main() -> Made<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, version, seconds, target] = arguments.as_slice() else {
        return Err("usage: griffel-msi FOLDER VERSION SECONDS TARGET".into());
    };
    let mut files = Vec::new();
    let mut icon = None;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| format!("{} is no text", name.display()))?;
        let content = fs::read(entry.path())?;
        match name.as_str() {
            ICON => icon = Some(content),
            _ => files.push(Installed { name, content }),
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    for needed in [PROGRAM, WORKPLACE] {
        if !files.iter().any(|file| file.name == needed) {
            return Err(format!("{folder} has no {needed}").into());
        }
    }
    let icon = icon.ok_or_else(|| format!("{folder} has no {ICON}"))?;
    let seconds: u64 = seconds.parse()?;
    let package = write(&files, &icon, version, SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))?;
    File::create(target)?.write_all(&package)?;
    Ok(())
}

/// The package.
fn write(files: &[Installed], icon: &[u8], version: &str, time: SystemTime) -> Made<Vec<u8>> {
    let cabinet = cabinet(files, time)?;
    let mut package = Package::create(PackageType::Installer, Cursor::new(Vec::new()))?;
    let text = |text: &str| Value::from(text);
    let number = Value::from;
    let braced = |code: &Uuid| format!("{{{:X}}}", code.hyphenated());

    let summary = package.summary_info_mut();
    summary.set_title("Installatie van Griffel");
    summary.set_subject("Griffel");
    summary.set_author(MAKER);
    summary.set_comments(format!("Griffel {version} voor alle gebruikers van deze computer"));
    summary.set_creating_application("Griffel");
    summary.set_arch("x64");
    summary.set_languages(&[LanguageId::from_id(DUTCH)]);
    summary.set_creation_time(time);
    summary.set_last_save_time(time);
    // Windows Installer 5; compressed, with long names; a copy may be read only.
    summary.set_page_count(500);
    summary.set_word_count(2);
    summary.set_doc_security(2);
    // What is installed decides which package it is.
    let mut told = version.as_bytes().to_vec();
    told.extend(&cabinet);
    summary.set_uuid(Uuid::new_v5(&UPGRADE_CODE, &told));

    for (name, columns) in tables::all() {
        package.create_table(name, columns)?;
    }
    let mut fill = |table: &str, rows: Vec<Vec<Value>>| package.insert_rows(Insert::into(table).rows(rows));

    let product = Uuid::new_v5(&UPGRADE_CODE, format!("product {version}").as_bytes());
    let properties = [
        ("ALLUSERS", "1"),
        ("ARPCOMMENTS", "Raadsinformatiebrieven en presentaties van cijfers en tekst"),
        ("ARPNOMODIFY", "1"),
        ("ARPPRODUCTICON", ICON),
        ("Manufacturer", MAKER),
        ("ProductCode", &braced(&product)),
        ("ProductLanguage", &DUTCH.to_string()),
        ("ProductName", "Griffel"),
        ("ProductVersion", version),
        ("SecureCustomProperties", "NEWERFOUND;OLDERFOUND"),
        ("UpgradeCode", &braced(&UPGRADE_CODE)),
    ];
    fill("Property", properties.iter().map(|(name, value)| vec![text(name), text(value)]).collect())?;
    fill(
        "Directory",
        vec![
            vec![text("TARGETDIR"), Value::Null, text("SourceDir")],
            vec![text("ProgramFiles64Folder"), text("TARGETDIR"), text(".")],
            vec![text("INSTALLDIR"), text("ProgramFiles64Folder"), text("Griffel")],
            vec![text("ProgramMenuFolder"), text("TARGETDIR"), text(".")],
        ],
    )?;
    fill(
        "Component",
        files
            .iter()
            .map(|file| {
                let code = format!("{{{}}}", file.component());
                vec![text(&file.key()), text(&code), text("INSTALLDIR"), number(IS_64_BIT), Value::Null, text(&file.key())]
            })
            .collect(),
    )?;
    fill(
        "Feature",
        vec![vec![
            text("Griffel"),
            Value::Null,
            text("Griffel"),
            text("Het programma, de handleiding en de snelkoppeling"),
            number(1),
            number(1),
            text("INSTALLDIR"),
            number(0),
        ]],
    )?;
    fill("FeatureComponents", files.iter().map(|file| vec![text("Griffel"), text(&file.key())]).collect())?;
    fill(
        "File",
        files
            .iter()
            .zip(1_i32..)
            .map(|(file, place)| {
                let size = i32::try_from(file.content.len())?;
                let version = if file.is_program() { text(&format!("{version}.0")) } else { Value::Null };
                let language = if file.is_program() { text(&DUTCH.to_string()) } else { Value::Null };
                let names = file.both_names(usize::try_from(place)?);
                // Windows checks each file that it installs.
                Ok(vec![text(&file.key()), text(&file.key()), text(&names), number(size), version, language, number(512), number(place)])
            })
            .collect::<Made<_>>()?,
    )?;
    let last = i32::try_from(files.len())?;
    fill("Media", vec![vec![number(1), number(last), Value::Null, text("#griffel.cab"), Value::Null, Value::Null]])?;
    fill("Icon", vec![vec![text(ICON), Value::Binary]])?;
    let program = PROGRAM.replace('-', "_");
    let workplace = WORKPLACE.replace('-', "_");
    // For everybody; the folder at the end of what is there, and taken away again.
    fill("Environment", vec![vec![text("Path"), text("=-*PATH"), text("[~];[INSTALLDIR]"), text(&program)]])?;
    fill(
        "Shortcut",
        vec![vec![
            text("Griffel"),
            text("ProgramMenuFolder"),
            text("Griffel"),
            text(&workplace),
            text(&format!("[#{workplace}]")),
            Value::Null,
            text("Brieven en presentaties maken"),
            Value::Null,
            text(ICON),
            number(0),
            number(1),
            text("INSTALLDIR"),
        ]],
    )?;
    let upgrade = braced(&UPGRADE_CODE);
    fill(
        "Upgrade",
        vec![
            vec![text(&upgrade), text("0.0.0"), text(version), Value::Null, number(WITH_LOWEST), Value::Null, text("OLDERFOUND")],
            vec![text(&upgrade), text(version), Value::Null, Value::Null, number(ONLY_DETECT), Value::Null, text("NEWERFOUND")],
        ],
    )?;
    fill(
        "LaunchCondition",
        vec![
            vec![text("VersionNT64"), text("Griffel heeft 64-bits Windows nodig.")],
            vec![
                text("Installed OR NOT NEWERFOUND"),
                text("Er staat al een nieuwere versie van Griffel op deze computer. Verwijder die eerst als u deze oudere versie wilt."),
            ],
        ],
    )?;
    for (table, actions) in tables::SEQUENCES {
        fill(table, actions.iter().map(|(action, place)| vec![text(action), Value::Null, number(*place)]).collect())?;
    }

    package.write_stream("griffel.cab")?.write_all(&cabinet)?;
    package.write_stream(&format!("Icon.{ICON}"))?.write_all(icon)?;
    Ok(package.into_inner()?.into_inner())
}

/// The files, compressed.
fn cabinet(files: &[Installed], time: SystemTime) -> Made<Vec<u8>> {
    let date = date_of(time)?;
    let mut builder = CabinetBuilder::new();
    let folder = builder.add_folder(CompressionType::MsZip);
    for file in files {
        folder.add_file(file.key()).set_datetime(date);
    }
    let mut writer = builder.build(Cursor::new(Vec::new()))?;
    let mut contents = files.iter();
    while let Some(mut entry) = writer.next_file()? {
        let file = contents.next().ok_or("more in the cabinet than files")?;
        entry.write_all(&file.content)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Its day, at midnight.
fn date_of(time: SystemTime) -> Made<PrimitiveDateTime> {
    let days = time.duration_since(SystemTime::UNIX_EPOCH)?.as_secs() / 86_400;
    let first = Date::from_calendar_date(1970, Month::January, 1)?;
    let date = first.checked_add(time::Duration::days(i64::try_from(days)?)).ok_or("too far in the future")?;
    Ok(PrimitiveDateTime::new(date, Time::MIDNIGHT))
}
