//! `griffel --licenties`: under which terms Griffel, and all that is in it, may be used.

use super::output::{Ending, print};

const GRIFFEL: &str = include_str!("../../LICENSE");
const TYPEFACE: &str = include_str!("../../fonts/LICENSE-SourceSans3.md");
const DICTIONARY: &str = include_str!("../../dictionary/LICENSE-OpenTaal.md");
/// Gathered by `packaging/gather_licences`.
const CRATES: &str = include_str!("licences.txt");
/// Gathered when the page is built.
const PAGE: &str = include_str!("../../page/dist/licences.txt");

/// Prints all of them.
pub fn run() -> Ending {
    let version = env!("CARGO_PKG_VERSION");
    print(&format!(
        "Griffel {version} valt onder de EUPL-1.2. De tekst daarvan staat hieronder, met de licenties van het lettertype, van het \
         woordenboek, van de Rust-pakketten in het programma en van de pakketten in de preview.\n\n{GRIFFEL}\n{TYPEFACE}\n{DICTIONARY}\n{CRATES}\n{PAGE}"
    ))
}
