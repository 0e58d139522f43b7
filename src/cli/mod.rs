//! The command line: the only module that prints.
//!
//! Results go to standard output, progress and messages to standard error. The
//! exit status is 0 when all is well, 1 when there are errors in the documents,
//! and 2 when the program could not do its work.

mod adopt;
mod arguments;
mod batch;
mod clock;
mod create;
mod diagnose;
mod difference;
mod explain;
mod figures;
mod folders;
mod guarded;
mod licences;
mod make;
mod mended;
mod output;
mod overview;
mod preview;
mod quarter;
mod results;
mod schema;
mod series;
mod share;
mod usage;
mod verify;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};

use crate::guard;

pub use arguments::Arguments;

use arguments::Command;

use output::{Ending, print_bytes};

/// Reads the command line and does what it asks.
pub fn main() -> ExitCode {
    if std::env::args_os().len() <= 1 && preview::is_at_desktop() {
        return preview::start(true).into();
    }
    let matches = match Arguments::command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return usage::explain(&error).into(),
    };
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => return usage::explain(&error).into(),
    };
    let Some(command) = arguments.command else {
        return match arguments.licences {
            true => licences::run().into(),
            false => usage::explain(&Arguments::command().error(ErrorKind::MissingSubcommand, "")).into(),
        };
    };
    match guarded::elsewhere(&command) {
        Some(status) => status.into(),
        None => {
            let ending = guard::with_room(|| run(command));
            guard::watch().done(ending.status());
            ending.into()
        }
    }
}

fn run(command: Command) -> Ending {
    match command {
        Command::Nieuw(options) => create::run(&options),
        Command::Maak(options) => make::make(&options),
        Command::Controleer(options) => make::check(&options),
        Command::Bekijk(options) => preview::run(&options),
        Command::Start { open } => preview::start(open),
        Command::Zetter { folder } => preview::work(&folder),
        Command::Taak { folder, .. } => preview::errand(&folder),
        Command::Overzicht(options) => overview::run(&options),
        Command::Kwartaal(options) => quarter::run(&options),
        Command::Cijfers(options) => figures::run(&options),
        Command::Verschil(options) => difference::run(&options),
        Command::Reeks(options) => series::run(&options),
        Command::Stelvast(options) => adopt::adopt(&options),
        Command::Markeer(options) => adopt::mark(&options),
        Command::Verifieer(options) => verify::run(&options),
        Command::Uitleg(options) => explain::run(&options),
        Command::Diagnose(options) => diagnose::run(&options),
        Command::Schema(options) => schema::run(&options),
        Command::Aanvullingen { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "griffel", &mut out);
            print_bytes(&out)
        }
        Command::Man => {
            let mut out = Vec::new();
            match clap_mangen::Man::new(Arguments::command()).render(&mut out) {
                Ok(()) => print_bytes(&out),
                Err(_) => Ending::Failure,
            }
        }
    }
}
