//! `griffel bekijk`: the live preview.

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::diagnostic::{Findings, render_text};
use crate::export::tidy_up;
use crate::preview::{self, PreviewOptions, Today};
use crate::project::{Inventory, WorkFolder};

use super::arguments::PreviewArguments;
use super::clock;
use super::folders::work_folder;
use super::output::{Ending, failure, message, print};

/// Serves the preview until the user stops it.
pub fn run(options: &PreviewArguments) -> Ending {
    let folder = match work_folder(options.place.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let document = match options.name.as_ref().map(|name| find(&folder, name)) {
        None => None,
        Some(Ok(document)) => Some(document),
        Some(Err(findings)) => {
            message(&render_text(&findings, true));
            return Ending::Failure;
        }
    };
    if let (None, Err(status)) = (options.today, clock::now()) {
        return status;
    }
    tidy_up(&folder);
    let today = options.today.map_or(Today::Clock(clock::today), Today::Always);
    let mut opener = None;
    let served = preview::serve(&PreviewOptions { folder, port: options.port, document, today }, |address| {
        print(&format!("De preview staat klaar: {address}\n"));
        message("Open dit adres in uw browser. Stoppen: Ctrl+C in dit venster.\n");
        if options.open {
            opener = open_in_browser(address).ok();
            if opener.is_none() {
                message("De browser kan niet worden geopend. Open het adres zelf.\n");
            }
        }
    });
    match served {
        Ok(()) => Ending::Success,
        Err(finding) => failure(*finding),
    }
}

/// Opens a page of the user's own that leads to the address. What a browser is started with can be
/// seen by everybody on the computer, and the address holds the key. The page stays as long as its file.
fn open_in_browser(address: &str) -> io::Result<NamedTempFile> {
    let mut page = tempfile::Builder::new().prefix("griffel-").suffix(".html").tempfile()?;
    let link = address.replace('&', "&amp;");
    write!(
        page,
        "<!DOCTYPE html><html lang=\"nl\"><meta charset=\"utf-8\"><title>Griffel</title>\
         <meta http-equiv=\"refresh\" content=\"0; url={link}\"><a href=\"{link}\">Naar de preview</a></html>"
    )?;
    open::that_detached(page.path())?;
    Ok(page)
}

/// The name of one document in full.
fn find(folder: &WorkFolder, name: &str) -> Result<String, Findings> {
    let inventory = Inventory::of(folder).without_findings();
    let (found, findings) = inventory.select(&[name.to_owned()], None).into_parts();
    match found.first() {
        Some(id) if findings.is_empty() => Ok(id.to_string()),
        _ => Err(findings),
    }
}

/// The process that typesets for the preview.
pub fn work(folder: &Path) -> Ending {
    match WorkFolder::at(folder) {
        Some(folder) => {
            preview::work(folder);
            Ending::Success
        }
        None => Ending::Failure,
    }
}
