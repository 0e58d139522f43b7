//! What `controleer --herstel` says that it did.

use std::fmt::Write;

use crate::cycle::mend::Change;
use crate::diagnostic::{Finding, Findings, render_text};

use super::batch::PartMended;
use super::output::{Ending, message};

/// What was done, file by file; of a dry run with the lines before and after.
pub(super) fn in_words(parts: &[PartMended], dry: bool) -> String {
    let count: usize = parts.iter().map(|part| part.changes().len()).sum();
    let files: usize = parts.iter().map(|part| part.mended.files() - part.written.left.len()).sum();
    if parts.iter().all(|part| part.mended.changes.is_empty()) {
        return "Er is niets dat Griffel zelf kan herstellen.\n".to_owned();
    }
    let things = if count == 1 { "1 ding".to_owned() } else { format!("{count} dingen") };
    let in_files = if files == 1 { "1 bestand".to_owned() } else { format!("{files} bestanden") };
    let mut out = match dry {
        _ if count == 0 => "Er is niets hersteld.\n".to_owned(),
        true => format!("Proef: er is niets geschreven. Griffel kan {things} zelf herstellen, in {in_files}:\n"),
        false => format!("Griffel heeft {things} hersteld, in {in_files}:\n"),
    };
    for part in parts {
        let changes = part.changes();
        for (index, change) in changes.iter().enumerate() {
            let is_first = changes[..index].iter().all(|other| other.file != change.file);
            if is_first {
                let of_file = changes.iter().copied().filter(|other| other.file == change.file);
                add_file(&mut out, part, &change.file, of_file, dry);
            }
        }
    }
    for (file, _) in parts.iter().flat_map(|part| &part.written.left).filter(|(_, why)| why.is_none()) {
        let _ = writeln!(out, "\n{file} is intussen veranderd. Daarin is niets hersteld.");
    }
    out + "\n"
}

fn add_file<'c>(out: &mut String, part: &PartMended, file: &str, changes: impl Iterator<Item = &'c Change>, dry: bool) {
    let folder = part.name.as_ref().map(|name| format!("{name}/")).unwrap_or_default();
    let _ = writeln!(out, "\n{folder}{file}");
    let mut changes: Vec<&Change> = changes.collect();
    changes.sort_by_key(|change| change.line);
    for Change { line, code, title, before, after, .. } in changes {
        let _ = writeln!(out, "  regel {line}: {title} ({code})");
        if dry {
            let signed = |sign, text: &str| {
                text.lines().map(|line| format!("    {sign} {line}").trim_end().to_owned() + "\n").collect::<String>()
            };
            out.push_str(&(signed('-', before) + &signed('+', after)));
        }
    }
}

/// Says which files could not be written.
pub(super) fn failures(parts: Vec<PartMended>) -> Ending {
    let why = parts.into_iter().flat_map(|part| part.written.left).filter_map(|(_, why)| why);
    let mut findings = Findings::new();
    why.for_each(|why: Box<Finding>| findings.push(*why));
    if findings.is_empty() {
        return Ending::Success;
    }
    message(&render_text(&findings, true));
    Ending::Failure
}
