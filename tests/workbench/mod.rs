//! A work folder in a temporary place, and the real program run in it.

#![allow(dead_code, reason = "each test file uses its own part of the bench")]

pub mod sheets;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use tempfile::TempDir;

/// A test for each case, under the name of what checks them: `cases! { check: of_one(1, "a"); of_two(2, "b"); }`.
#[allow(unused_macros, reason = "each test file uses its own part of the bench")]
macro_rules! cases {
    ($check:ident: $($name:ident($($argument:expr),+ $(,)?);)+) => {
        mod $check {
            #[allow(unused_imports, reason = "for what the arguments name")]
            use super::*;
            $(#[test] fn $name() { super::$check($($argument),+); })+
        }
    };
}
#[allow(unused_imports, reason = "each test file uses its own part of the bench")]
pub(crate) use cases;

/// A test in a list that is made while the tests run.
pub fn trial(name: impl Into<String>, check: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(name, move || {
        check();
        Ok(())
    })
}

/// Says on the terminal that a test cannot be done here. Where everything must be, it fails: there `GRIFFEL_CI` is set.
#[track_caller]
pub fn skipped(why: &str) {
    assert!(std::env::var_os("GRIFFEL_CI").is_none(), "{why}");
    let thread = std::thread::current();
    // Not by a macro: what those print, the harness keeps to itself.
    let _ = writeln!(std::io::stderr(), "SKIPPED {}: {why}", thread.name().unwrap_or_default());
}

/// The repository: the example work folder.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// How a run of the program ended and what it wrote.
#[derive(Debug)]
pub struct Ran {
    /// The exit status; none when it was killed.
    pub status: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Ran {
    /// Both streams, for a search that does not care which.
    pub fn text(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    /// Standard output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text()))
    }

    /// Fails the test unless the program ended with this status.
    #[track_caller]
    pub fn expect(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "{}", self.text());
        self
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }
}

/// The program, in a folder, with nothing of the caller's environment that changes what it writes. With `GRIFFEL` it is
/// another one than the tests were built with, such as that for Windows.
pub fn griffel(folder: &Path) -> Command {
    let own = env!("CARGO_BIN_EXE_griffel");
    let mut command = Command::new(std::env::var_os("GRIFFEL").unwrap_or_else(|| own.into()));
    command.current_dir(folder).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS"] {
        command.env_remove(variable);
    }
    // Not that of whoever runs the tests.
    let user = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gebruiker");
    command.env("XDG_DATA_HOME", &user).env("LOCALAPPDATA", &user);
    command
}

/// The layer that lets writes fail ([failing/layer.rs](../failing/layer.rs)), compiled once. Without a compiler there are no
/// tests either.
#[cfg(target_os = "linux")]
pub fn failing_layer() -> &'static Path {
    static LAYER: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();
    LAYER.get_or_init(|| {
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("layer-{}.so", std::process::id()));
        let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let source = repository().join("tests/failing/layer.rs");
        let compiled = Command::new(compiler)
            .args(["--edition", "2024", "-O", "--crate-type", "cdylib", "-o"])
            .args([&library, &source])
            .output()
            .expect("rustc starts");
        assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
        library
    })
}

/// Starts a program and kills it after a while, with the process that works for it; whether that cut it short.
pub fn interrupted(command: &mut Command, after: Duration) -> bool {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program starts");
    std::thread::sleep(after);
    let was_busy = child.try_wait().expect("may be asked").is_none();
    if cfg!(unix) && was_busy {
        let both = format!("kill -KILL -{}", child.id());
        assert!(Command::new("sh").args(["-c", &both]).status().expect("a shell").success(), "{both}");
    } else {
        child.kill().expect("may be killed");
    }
    // Both have ended when nobody can write messages any more: what they held is free again.
    let _ = std::io::copy(&mut child.stderr.take().expect("piped"), &mut std::io::sink());
    // Whoever ends by itself at the very last moment has a status of its own.
    let status = child.wait().expect("ends");
    was_busy && (cfg!(windows) || status.code().is_none())
}

/// Moments in a run of this length, spread evenly however many one takes: by the golden ratio.
pub fn moments(length: Duration) -> impl Iterator<Item = Duration> {
    (0_u32..).map(move |nth| length.mul_f64((f64::from(nth) * 0.618_034).fract()))
}

/// How long something takes.
pub fn duration(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// A work folder that is removed with the test.
pub struct Bench {
    folder: TempDir,
}

impl Bench {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: tempfile::Builder::new().prefix("griffel-").tempdir().expect("temporary folder") }
    }

    /// The small correct work folder of `tests/findings/_basis`: the letters `2022/brief` and `2022/tweede`.
    pub fn basis() -> Self {
        let bench = Self::empty();
        copy(&repository().join("tests/findings/_basis"), bench.path());
        bench
    }

    /// The example as the repository holds it.
    pub fn example() -> Self {
        let bench = Self::empty();
        copy(&repository().join("data"), &bench.path().join("data"));
        bench
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A path below the folder.
    pub fn at(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    /// Runs the program in the folder.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        griffel(self.path()).args(arguments).output().expect("griffel starts").into()
    }

    /// Writes a file, with the folders it needs.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("folder is made");
        fs::write(path, content).expect("file is written");
    }

    /// The text of a file.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The bytes of a file.
    #[track_caller]
    pub fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces text that must be there.
    #[track_caller]
    pub fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} holds no {old:?}");
        self.write(path, text.replace(old, new));
    }
}

/// Copies a folder over another.
pub fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(&path);
        fs::create_dir_all(target.parent().expect("below the folder")).expect("folder is made");
        fs::copy(from.join(&path), target).expect("file is copied");
    }
}

/// The files below an output folder, without what Griffel keeps there for itself.
pub fn made_files(folder: &Path) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|path| !path.starts_with(".griffel")).collect()
}

/// The files below a folder, relative to it, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.expect("entry is read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(folder).expect("below the folder").to_path_buf());
            }
        }
    }
    found.sort();
    found
}
