//! Makes a work folder of any size, to measure and to try with:
//! `cargo bench --bench generate -- MAP --gemeenten 10 --pilots 25 --kwartalen 4`.

#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs, reason = "a tool for developers")]

mod work_folder;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use work_folder::Size;

/// Makes a work folder of any size.
#[derive(Parser)]
struct Arguments {
    /// The new folder; nothing is made without.
    folder: Option<PathBuf>,
    /// Municipalities; one gives a plain work folder.
    #[arg(long, default_value_t = 1)]
    gemeenten: usize,
    /// Pilots of each municipality.
    #[arg(long, default_value_t = 25)]
    pilots: usize,
    /// Quarters from the first of 2022 on.
    #[arg(long, default_value_t = 4)]
    kwartalen: usize,
    /// Cargo says so to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // `cargo bench` runs this too, among the others.
    let Some(folder) = arguments.folder else { return ExitCode::SUCCESS };
    let size = Size { municipalities: arguments.gemeenten, pilots: arguments.pilots, quarters: arguments.kwartalen };
    if folder.exists() {
        eprintln!("{} is already there.", folder.display());
        return ExitCode::FAILURE;
    }
    match work_folder::write(&folder, size) {
        Ok(()) => {
            println!("{} letters in {}", size.letters(), folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}
