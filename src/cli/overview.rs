//! `griffel overzicht`: what is ready, what is missing, what is due.

use crate::check::across;
use crate::cycle::overview::{Board, BoardSources, to_text};
use crate::diagnostic::{Findings, render_text, visible};
use crate::pipeline::{Reviewed, Run};
use crate::project::DocumentId;

use super::arguments::{MadeFormat, OverviewArguments};
use super::batch::{available_workers, progress_bar};
use super::clock;
use super::folders::work_folder;
use super::output::{Ending, give, message};

/// How wide the board is where nobody says how wide the window is.
const USUAL_WIDTH: usize = 100;
/// Wider is harder to read.
const WIDEST: usize = 160;

/// Shows the board.
pub fn run(options: &OverviewArguments) -> Ending {
    let folder = match work_folder(options.place.folder.as_deref()) {
        Ok(folder) => folder,
        Err(status) => return status,
    };
    let today = match options.today.map_or_else(|| clock::now().map(|now| now.date_naive()), Ok) {
        Ok(today) => today,
        Err(status) => return status,
    };
    let (run, shared) = Run::open(folder).into_parts();
    let shared = shared.sorted();
    if let Some(wrong) = not_known(&run, options) {
        message(&render_text(&wrong, true));
        return Ending::Failure;
    }
    // What a document promises is kept by documents of other periods: all of them count.
    let documents: Vec<DocumentId> = run.inventory().documents.keys().cloned().collect();
    let bar = progress_bar(documents.len());
    let workers = available_workers(options.workers);
    let done = |id: &DocumentId| {
        bar.set_message(id.to_string());
        bar.inc(1);
    };
    let outcomes = run.check_all(&documents, workers, &done);
    bar.finish_and_clear();
    let mut across = shared.fresh();
    let compared = across::compare(outcomes.iter().flat_map(|outcome| &outcome.statements));
    across.extend(compared.findings_on_both_sides());
    let data = run.engine().data();
    let outcomes: Vec<&Reviewed> = outcomes.iter().collect();
    let known = BoardSources {
        calendar: &data.calendar,
        inventory: run.inventory(),
        files: run.files(),
        outcomes: &outcomes,
        across: &across.sorted(),
    };
    let mut board = Board::on(today, &known, options.period);
    let file = options.destination.file.as_deref();
    let given = match options.shown.format {
        MadeFormat::Text => {
            message(&render_text(&shared, true));
            give(&visible(&to_text(&board, width())), file)
        }
        MadeFormat::Json => {
            board.findings.splice(0..0, shared.iter().cloned());
            give(&(serde_json::to_string_pretty(&board).unwrap_or_default() + "\n"), file)
        }
    };
    given.max(if shared.has_errors() { Ending::Findings } else { Ending::Success })
}

/// A period without documents and without dates was probably not meant.
fn not_known(run: &Run, options: &OverviewArguments) -> Option<Findings> {
    let period = options.period?;
    if run.engine().data().calendar.periods.contains_key(&period) {
        return None;
    }
    let (_, wrong) = run.inventory().select(&[], Some(period)).into_parts();
    (!wrong.is_empty()).then_some(wrong)
}

/// How wide the window is; `COLUMNS` goes before what the terminal says.
fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(seen).unwrap_or(USUAL_WIDTH).clamp(40, WIDEST)
}
