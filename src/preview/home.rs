//! The one folder of the user that is used outside work folders, readable by that user alone. In: work folders that are
//! opened. Out: those opened last and those open now, where a start page runs already, the secrets by which pages know
//! the next run, and what the user is called.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::project::{REGION, WorkFolder};

use super::server::random_hex;

/// So many work folders are remembered.
const MOST_RECENT: usize = 12;

/// So many secrets are remembered.
const MOST_SECRETS: usize = 64;

const RECENT: &str = "recent.json";
const OPEN: &str = "open.json";
const NAME: &str = "naam.json";
const SECRETS: &str = "geheimen.json";
const RUNNING: &str = "lopend.json";

/// The start page that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// Its port on this computer.
    pub port: u16,
    /// Its key.
    pub key: String,
    /// What only it can know.
    pub secret: String,
}

/// The folder of the user.
#[derive(Debug, Clone)]
pub struct Home {
    folder: PathBuf,
}

impl Home {
    /// Where programs of this user keep what is theirs; none where the system does not say.
    pub fn of_user() -> Option<Self> {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let data = match cfg!(windows) {
            true => variable("LOCALAPPDATA"),
            false => variable("XDG_DATA_HOME").or_else(|| variable("HOME").map(|home| home.join(".local/share"))),
        };
        Some(Self { folder: data.filter(|data| data.is_absolute())?.join("griffel") })
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The work folders, and regions, opened last that are still there.
    pub fn recent(&self) -> Vec<PathBuf> {
        let is_there = |path: &PathBuf| WorkFolder::at(path).is_some() || path.join(REGION).is_file();
        self.remembered().into_iter().map(PathBuf::from).filter(is_there).collect()
    }

    fn remembered(&self) -> Vec<String> {
        self.read(RECENT).unwrap_or_default()
    }

    /// The work folders whose previews ran when this was noted last.
    pub fn open(&self) -> Vec<PathBuf> {
        self.read(OPEN).unwrap_or_default()
    }

    /// The previews of these work folders run now.
    ///
    /// # Errors
    /// It cannot be written down.
    pub fn note_open(&self, folders: &[PathBuf]) -> io::Result<()> {
        self.write(OPEN, &folders)
    }

    /// What this user is called in logs, once they said so.
    pub fn name_of_user() -> Option<String> {
        Self::of_user()?.read(NAME)
    }

    /// What this user is called: as they said before, else as the computer calls them.
    pub fn user() -> Option<String> {
        let system = ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
        Self::name_of_user().or(system).filter(|user| !user.is_empty())
    }

    /// This user said what they are called.
    ///
    /// # Errors
    /// It cannot be written down.
    pub fn note_name(&self, name: &str) -> io::Result<()> {
        self.write(NAME, &name)
    }

    /// The secret of a place, the same each time; see `server::rejoin`. None where this user has no folder to keep it in.
    pub fn secret_of_user(place: &str) -> Option<String> {
        Self::of_user()?.secret(place).ok()
    }

    fn secret(&self, place: &str) -> io::Result<String> {
        let mut known: Vec<(String, String)> = self.read(SECRETS).unwrap_or_default();
        if let Some((_, secret)) = known.iter().find(|(other, _)| other == place) {
            return Ok(secret.clone());
        }
        let secret = random_hex(32)?;
        known.insert(0, (place.to_owned(), secret.clone()));
        known.truncate(MOST_SECRETS);
        self.write(SECRETS, &known)?;
        Ok(secret)
    }

    /// A work folder is opened.
    ///
    /// # Errors
    /// It cannot be written down.
    pub fn remember(&self, folder: &Path) -> io::Result<()> {
        let Some(path) = folder.to_str() else { return Ok(()) };
        let others = self.remembered().into_iter().filter(|other| other != path);
        let all: Vec<String> = [path.to_owned()].into_iter().chain(others).take(MOST_RECENT).collect();
        self.write(RECENT, &all)
    }

    /// The start page that was started last, whether it still runs or not.
    pub fn running(&self) -> Option<Running> {
        self.read(RUNNING)
    }

    /// A start page runs.
    ///
    /// # Errors
    /// It cannot be written down.
    pub fn note_running(&self, running: &Running) -> io::Result<()> {
        self.write(RUNNING, running)
    }

    /// It ended; that of another stays.
    pub fn forget_running(&self, running: &Running) {
        if self.running().as_ref() == Some(running) {
            // Whoever finds it asks first whether it still runs.
            let _ = fs::remove_file(self.path(RUNNING));
        }
    }

    fn read<T: for<'de> Deserialize<'de>>(&self, name: &str) -> Option<T> {
        serde_json::from_slice(&fs::read(self.path(name)).ok()?).ok()
    }

    /// Written beside its place and renamed; nobody else may read it.
    fn write(&self, name: &str, value: &impl Serialize) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder)?;
        // A temporary file is private to its owner.
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(&serde_json::to_vec(value)?)?;
        file.persist(self.path(name)).map_err(|error| error.error)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_opened_comes_first_and_what_is_gone_is_not_shown() {
        let place = tempfile::tempdir().expect("temporary folder");
        let home = Home { folder: place.path().join("griffel") };
        let work = |name: &str| {
            let folder = place.path().join(name);
            fs::create_dir_all(folder.join("data")).expect("made");
            fs::write(folder.join("data/gemeente.toml"), "").expect("written");
            folder
        };
        let (one, two) = (work("een"), work("twee"));
        for folder in [&one, &two, &one] {
            home.remember(folder).expect("remembered");
        }
        assert_eq!(home.recent(), [one.clone(), two.clone()]);
        fs::remove_dir_all(&one).expect("gone");
        assert_eq!(home.recent(), [two]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: PathBuf| fs::metadata(path).expect("there").permissions().mode() & 0o077;
            assert_eq!((mode(home.path("")), mode(home.path(RECENT))), (0, 0), "of its user alone");
        }
    }

    #[test]
    fn only_the_one_that_ended_is_forgotten() {
        let place = tempfile::tempdir().expect("temporary folder");
        let home = Home { folder: place.path().join("griffel") };
        let running = |port, key: &str| Running { port, key: key.into(), secret: "s".into() };
        let (old, new) = (running(1, "a"), running(2, "b"));
        home.note_running(&new).expect("noted");
        home.forget_running(&old);
        assert_eq!(home.running(), Some(new.clone()));
        home.forget_running(&new);
        assert_eq!(home.running(), None);
    }

    #[test]
    fn each_place_keeps_its_own_secret() {
        let place = tempfile::tempdir().expect("temporary folder");
        let home = Home { folder: place.path().join("griffel") };
        let (one, other) = (home.secret("een").expect("made"), home.secret("twee").expect("made"));
        assert!(one != other && one.len() == 64);
        assert_eq!(home.secret("een").expect("kept"), one);
        for number in 0..MOST_SECRETS {
            home.secret(&number.to_string()).expect("made");
        }
        assert_ne!(home.secret("een").expect("made anew"), one, "the oldest are forgotten");
    }

    #[test]
    fn what_is_open_is_noted() {
        let place = tempfile::tempdir().expect("temporary folder");
        let home = Home { folder: place.path().join("griffel") };
        assert!(home.open().is_empty());
        home.note_open(&[place.path().to_path_buf()]).expect("noted");
        assert_eq!(home.open(), [place.path().to_path_buf()]);
        home.note_name("A. de Vries").expect("noted");
        assert_eq!(home.read::<String>(NAME).as_deref(), Some("A. de Vries"));
    }
}
