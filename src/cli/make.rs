//! `griffel maak` and `griffel controleer`.

use std::time::Instant;

use crate::diagnostic::{render_json, render_sarif, render_text, visible};
use crate::export::tidy_up;
use crate::project::DocumentKind;

use super::arguments::{CheckArguments, FindingsFormat, MadeFormat, MakeArguments};
use super::batch::{self, Making};
use super::folders::asked;
use super::mended;
use super::output::{Ending, give, message, print};

/// Makes the PDFs.
pub fn make(options: &MakeArguments) -> Ending {
    let started = Instant::now();
    let selection = &options.selection;
    let asked = match asked(selection.place.folder.as_deref(), &selection.names, selection.period) {
        Ok(asked) => asked,
        Err(status) => return status,
    };
    asked.parts.iter().for_each(|part| tidy_up(&part.folder));
    let making = Making {
        output: options.output.clone(),
        keep_typst: options.keep_typst,
        again: options.again,
        extras: options.extras(),
        html: options.html,
        charts: options.charts,
        share: options.share,
    };
    let results = batch::make(asked, &making, selection.workers);
    let status = results.status();
    let has_presentation = results.results.iter().any(|one| one.kind == DocumentKind::Presentation);
    if !options.extras().is_empty() && !has_presentation {
        message("Let op: --hand-out en --stappen doen alleen iets bij presentaties.\n");
    }
    match options.shown.format {
        MadeFormat::Text => {
            message(&render_text(&results.findings, true));
            print(&visible(&results.closing_line(started)));
        }
        MadeFormat::Json => {
            print(&results.json());
        }
    }
    status
}

/// Looks for mistakes and writes nothing.
pub fn check(options: &CheckArguments) -> Ending {
    let selection = &options.selection;
    let asked = match asked(selection.place.folder.as_deref(), &selection.names, selection.period) {
        Ok(asked) => asked,
        Err(status) => return status,
    };
    let (results, mended) = match options.mend {
        true => batch::mend(asked, selection.workers, options.dry),
        false => (batch::check(asked, selection.workers), Vec::new()),
    };
    if options.mend {
        let told = visible(&mended::in_words(&mended, options.dry));
        match options.format {
            FindingsFormat::Text => {
                print(&told);
            }
            // What other programs read is the list of findings alone.
            FindingsFormat::Json | FindingsFormat::Sarif => message(&told),
        }
    }
    let written = mended::failures(mended);
    let result = match options.format {
        FindingsFormat::Text => render_text(&results.findings, true) + &results.verdict(),
        FindingsFormat::Json => render_json(results.report()),
        FindingsFormat::Sarif => render_sarif(results.report()),
    };
    give(&result, options.destination.file.as_deref()).max(results.status()).max(written)
}
