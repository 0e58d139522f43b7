//! Files that Griffel makes: written beside their place, then renamed, so that an older one stays whole until its
//! successor is. Nothing else writes.

mod failure;
mod file;
mod folder;
mod lock;
mod output;
mod pages;
mod result;
mod settle;
mod staged;
mod workspace;

pub use file::{append, create, replace};
pub use folder::{NewFolder, add_to, take_back};
pub use lock::alone;
pub use output::{HIDDEN, Output};
pub use pages::write_page;
pub use result::write_result;
pub(crate) use settle::{file as put_file, folder as put_folder};
pub(crate) use staged::with_usual_rights;
