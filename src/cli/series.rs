//! `griffel reeks`: a first description of a file with numbers.

use std::path::Path;

use crate::diagnostic::{Code, Finding, Place, render_text, shown};
use crate::export::{self, Target};
use crate::load::{self, Wanted};

use super::arguments::SeriesArguments;
use super::output::{Ending, failure, message, print};

/// Looks at the file; prints a description of it, or keeps it beside the file.
pub fn run(options: &SeriesArguments) -> Ending {
    let wanted = Wanted {
        sheet: options.sheet.clone(),
        region: options.region.clone(),
        header_rows: options.header_rows.map(usize::from),
        ..Wanted::default()
    };
    let (starter, findings) = load::starter(&options.file, &wanted).into_parts();
    let status = if findings.has_errors() { Ending::Findings } else { Ending::Success };
    message(&render_text(&findings.sorted(), true));
    let Some(starter) = starter else { return Ending::Failure };
    if !options.keep {
        print(&starter.text);
        return status;
    }
    let target = options.file.with_file_name(&starter.file_name);
    let shown = shown(&target);
    let home = target.parent().unwrap_or(Path::new(""));
    export::tidy(if home.as_os_str().is_empty() { Path::new(".") } else { home });
    // A description in which somebody has worked is never replaced.
    if target.symlink_metadata().is_ok() {
        return failure(
            Finding::new(Code::CannotWrite, Place::file(shown), "Er is al een beschrijving met deze naam.")
                .hint("Griffel vervangt die niet. Laat --bewaar weg om te zien wat Griffel zou schrijven."),
        );
    }
    let name = target.file_name().unwrap_or_default();
    match export::create(&Target::below(home, name), starter.text.as_bytes()) {
        Ok(()) => {
            print(&format!("De beschrijving staat in {shown}. Vul daarin de titel en de bron in.\n"));
            status
        }
        Err(_) => failure(
            Finding::new(Code::CannotWrite, Place::file(shown), "De beschrijving kan daar niet worden bewaard.")
                .hint("Hebt u rechten om in die map te schrijven?"),
        ),
    }
}
