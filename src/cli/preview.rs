//! `griffel bekijk`: the live preview.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::diagnostic::{Findings, render_text};
use crate::export::tidy_up;
use crate::preview::{self, PreviewOptions, Today};
use crate::project::{Inventory, WorkFolder};

use super::arguments::PreviewArguments;
use super::clock;
use super::folders::work_folder;
use super::output::{Ending, failure, message, print, print_bytes};

/// A browser that is started has read its first page after this long.
const OPENING: Duration = Duration::from_secs(10);

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
    let served = preview::serve(
        &PreviewOptions {
            folder,
            port: options.port,
            document,
            today,
            clock: clock::moment,
            until_closed: options.until_closed,
        },
        |address| {
            print(&format!("De preview staat klaar: {address}\n"));
            message("Open dit adres in uw browser. Stoppen: Ctrl+C in dit venster.\n");
            if options.open {
                opener = open_in_browser(address).ok();
                if opener.is_none() {
                    message("De browser kan niet worden geopend. Open het adres zelf.\n");
                }
            }
        },
    );
    match served {
        Ok(()) => Ending::Success,
        Err(finding) => failure(*finding),
    }
}

/// Serves the start page until nobody looks any more; where one runs already, that one is opened.
pub fn start(open: bool) -> Ending {
    let mut opener = None;
    let mut show = |address: &str| {
        print(&format!("Het startscherm staat klaar: {address}\n"));
        if open {
            opener = open_in_browser(address).ok();
            if opener.is_none() {
                message("De browser kan niet worden geopend. Open het adres zelf.\n");
            }
        }
    };
    if let Some(address) = preview::running_start() {
        show(&address);
        if open {
            // The browser reads the page that leads there, which goes with this process.
            std::thread::sleep(OPENING);
        }
        return Ending::Success;
    }
    let served = preview::serve_start(|address| {
        show(address);
        message(
            "Griffel stopt vanzelf als alle vensters een tijd dicht zijn. Eerder stoppen: Ctrl+C in dit venster.\n",
        );
    });
    match served {
        Ok(()) => Ending::Success,
        Err(finding) => failure(*finding),
    }
}

/// Whether somebody sits at a screen here, and not at a terminal elsewhere or at the end of a pipe.
pub fn is_at_desktop() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_elsewhere = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].into_iter().any(is_set);
    let has_screen = cfg!(any(windows, target_os = "macos")) || ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(is_set);
    has_screen && !is_elsewhere && !is_piped()
}

/// Whether what is printed goes to another program or a file.
fn is_piped() -> bool {
    if io::stdout().is_terminal() {
        return false;
    }
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        use std::os::unix::fs::FileTypeExt;
        // What a desktop starts prints to nowhere or to a log.
        let kind = io::stdout().as_fd().try_clone_to_owned().and_then(|output| std::fs::File::from(output).metadata());
        kind.is_ok_and(|found| found.file_type().is_fifo() || found.is_file())
    }
    #[cfg(not(unix))]
    true
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

/// The process that does a step of the cycle for the preview.
pub fn errand(folder: &Path) -> Ending {
    let now = match clock::now() {
        Ok(now) => now.fixed_offset(),
        Err(status) => return status,
    };
    let Some(folder) = WorkFolder::at(folder) else { return Ending::Failure };
    let (is_done, told) = preview::run_errand(&folder, now);
    print_bytes(&told);
    if is_done { Ending::Success } else { Ending::Findings }
}
