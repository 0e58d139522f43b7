//! Files that Griffel makes: written beside their place, then renamed, so that an older one stays whole until its
//! successor is. Nothing else writes.

mod failure;
mod file;
mod folder;
mod lock;
mod output;
mod pages;
mod result;
mod rights;
mod settle;
mod staged;
mod target;
mod workspace;

pub use file::{append, can_replace, create, put, remove, rename, replace};
pub use folder::{NewFolder, add_to, take_back};
pub use lock::alone;
pub use output::Output;
pub use pages::write_page;
pub use result::write_result;
pub(crate) use settle::{file as put_file, folder as put_folder};
pub use staged::write as write_whole;
pub use target::Target;
pub use workspace::{HIDDEN, WorkSpace, tidy, tidy_archive, tidy_up};
