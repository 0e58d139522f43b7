//! What is in a work folder for whoever writes there: an input of nothing, and it goes in time.

/// What is thrown away lies here; the rest of a path in it is that of the document below `data`.
pub const BIN: &str = ".griffel/prullenbak";

/// Earlier versions of documents: `<period>/<name>/<moment> <who>.md`.
pub const VERSIONS: &str = ".griffel/versies";

/// Who has which document open: a file of each run.
pub const PRESENCE: &str = ".griffel/aanwezig";

/// What is noted of what goes in time.
pub const NOTES: &str = ".griffel/opruimen.json";

/// What people said of documents: `<period>/<name>.toml`.
pub use crate::cycle::comments::FOLDER as COMMENTS;
