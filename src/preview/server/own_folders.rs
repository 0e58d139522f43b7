//! Folders of a work folder that are for whoever writes there: what is in them is an input of nothing, and goes in time.

/// What is thrown away lies here; the rest of a path in it is that of the document below `data`.
pub const BIN: &str = ".griffel/prullenbak";

/// Earlier versions of documents: `<period>/<name>/<moment> <who>.md`.
pub const VERSIONS: &str = ".griffel/versies";

/// What people said of documents: `<period>/<name>.toml`.
pub use crate::cycle::comments::FOLDER as COMMENTS;
