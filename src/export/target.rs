//! Where something is to be written: a path, and the folder that no link may lead out of.

use std::path::{Path, PathBuf};

use crate::diagnostic::Finding;
use crate::project::without_links;

/// The folder that a file stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A path that is to be written, and the folder below which no part of it may be a link.
#[derive(Debug, Clone)]
pub struct Target {
    base: PathBuf,
    path: PathBuf,
}

impl Target {
    /// What stands at `path`, relative to `base`.
    pub fn below(base: &Path, path: impl AsRef<Path>) -> Self {
        Self::within(base, base.join(path))
    }

    /// What stands at `path`, which begins with `base`.
    pub(super) fn within(base: &Path, path: PathBuf) -> Self {
        Self { base: base.to_path_buf(), path }
    }

    /// The path, whatever it leads through.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The path on disk.
    ///
    /// # Errors
    /// A part of it is a link.
    pub fn checked(&self) -> Result<&Path, Box<Finding>> {
        without_links(&self.base, &self.path)?;
        Ok(&self.path)
    }
}
