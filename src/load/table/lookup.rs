//! The columns of a table by the names that a description gives them.

use crate::diagnostic::{Code, Finding, Findings, did_you_mean};

use super::raw::{Origin, Table};
use crate::load::toml::Located;

impl Table {
    /// The position of the column that a description means: one with all of this name, else one of which it is the part
    /// just above the cells. That there is none, or more than one, is a finding.
    pub(crate) fn column(&self, name: &Located<String>, findings: &mut Findings) -> Option<usize> {
        let wanted = name.value.trim();
        let all = || self.columns.iter().enumerate();
        let mut named: Vec<usize> = all().filter(|(_, one)| one.name == wanted).map(|(at, _)| at).collect();
        if named.is_empty() {
            named = all().filter(|(_, one)| one.is_called(wanted)).map(|(at, _)| at).collect();
        }
        match named[..] {
            [only] => return Some(only),
            [] => findings.push(self.no_column(name)),
            _ => {
                let message = format!("De kolom \"{wanted}\" staat er {} keer in.", named.len());
                findings.push(Finding::new(Code::MissingColumn, name.place.clone(), message).hint(match self.origin {
                    Origin::Items => "Geef de sleutels verschillende namen.",
                    _ => "Geef de kolommen verschillende namen, of noem met bereik = \"A3:F20\" alleen de tabel.",
                }));
            }
        }
        None
    }

    /// What is said of a column that is not there.
    pub(super) fn no_column(&self, name: &Located<String>) -> Finding {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        let near = did_you_mean(&name.value, names.iter().copied());
        let message = format!("De kolom \"{}\" staat niet in het bestand.", name.value);
        let finding = Finding::new(Code::MissingColumn, name.place.clone(), message)
            .hint(near.unwrap_or_else(|| format!("Wel: {}.", names.join(", ")).into()));
        match self.origin {
            Origin::Sheet(_) => finding
                .hint("Begint de tabel lager op het blad? Noem dan het bereik, zoals bereik = \"A3:F20\".")
                .hint("Hebben de kolommen namen van twee rijen? Zet dan: kopregels = 2."),
            _ => finding,
        }
    }
}
