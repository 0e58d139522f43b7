//! The board as text for a terminal of some width.

use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::diagnostic::Summary;
use crate::dutch::period::date_in_words;

use super::board::{Board, Counts, DocumentRow, Due, MissingRow, PeriodRow, Standing};
use super::dates::days;
use super::promises::{PromiseRow, PromiseSource, PromiseState};

/// What stands before every row.
const INDENT: usize = 2;
/// Between columns.
const GAP: usize = 2;
/// A title that has less room goes to a line of its own.
const ROOM_FOR_TITLE: usize = 24;
/// How many columns always stay on the first line: how it stands, the name, the status.
const FIRST_COLUMNS: usize = 3;

/// The board in lines of at most `width` characters, as far as names allow.
pub fn to_text(board: &Board, width: usize) -> String {
    let mut out = format!("Overzicht op {}\n", date_in_words(board.today));
    let columns = BoardColumns::of(board, width);
    for period in &board.periods {
        write_period(period, &columns, &mut out);
    }
    write_promises(&board.promises, width, &mut out);
    let _ = write!(out, "\n{}\n", closing(&board.counts));
    out
}

/// How wide each column is, and how many fit on one line.
struct BoardColumns {
    widths: Vec<usize>,
    /// How many columns but the title.
    shown: usize,
    /// How long the title may be; none: it goes to the second line.
    title: Option<usize>,
    width: usize,
}

impl BoardColumns {
    fn of(board: &Board, width: usize) -> Self {
        let mut widths: Vec<usize> = Vec::new();
        for document in board.periods.iter().flat_map(|period| &period.documents) {
            for (index, cell) in cells(document).iter().enumerate() {
                let length = cell.width();
                match widths.get_mut(index) {
                    Some(widest) => *widest = length.max(*widest),
                    None => widths.push(length),
                }
            }
        }
        let end =
            |count: usize| INDENT + widths[..count].iter().filter(|one| **one > 0).map(|one| one + GAP).sum::<usize>();
        let fits = |count: &usize| end(*count) <= width + GAP;
        let shown = (0..=widths.len()).rev().find(fits).unwrap_or(0).max(FIRST_COLUMNS.min(widths.len()));
        let rest = width.saturating_sub(end(shown));
        let title = Some(rest).filter(|rest| shown == widths.len() && *rest >= ROOM_FOR_TITLE);
        Self { widths, shown, title, width }
    }

    /// A document on one line, or two.
    fn write(&self, document: &DocumentRow, out: &mut String) {
        let cells = cells(document);
        let mut line = " ".repeat(INDENT);
        for (cell, width) in cells.iter().zip(&self.widths).take(self.shown).filter(|(_, width)| **width > 0) {
            let _ = write!(line, "{cell}{}", " ".repeat(width + GAP - cell.width()));
        }
        let title = document.title.as_deref().unwrap_or_default();
        if let Some(room) = self.title {
            line.push_str(&shortened(title, room));
        }
        let _ = writeln!(out, "{}", line.trim_end());
        let mut more: Vec<&str> = cells.iter().skip(self.shown).map(String::as_str).collect();
        if self.title.is_none() {
            more.push(title);
        }
        more.retain(|cell| !cell.is_empty());
        if !more.is_empty() {
            let _ = writeln!(out, "      {}", shortened(&more.join(" · "), self.width.saturating_sub(6)));
        }
    }
}

/// How it stands, name, status, what comes next, what was found, writer.
fn cells(document: &DocumentRow) -> [String; 6] {
    let found = Summary { errors: document.errors, warnings: document.warnings };
    [
        format!("{} {}", sign(document.standing), document.standing.word()),
        document.id.name.clone(),
        document.status.unwrap_or_default().to_owned(),
        document.next.as_ref().map(next).unwrap_or_default(),
        found.in_words().unwrap_or_else(|| "geen meldingen".to_owned()),
        document.writer.clone().unwrap_or_default(),
    ]
}

fn sign(standing: Standing) -> char {
    match standing {
        Standing::Late => '✗',
        Standing::Unreadable => '!',
        Standing::Running => '•',
        Standing::Done => '✓',
    }
}

fn next(due: &Due) -> String {
    let what = due.what.word();
    match due.days {
        0 => format!("{what} vandaag"),
        1.. => format!("{what} over {}", days(due.days)),
        _ => format!("{what} {} te laat", days(-due.days)),
    }
}

fn write_period(period: &PeriodRow, columns: &BoardColumns, out: &mut String) {
    let dates =
        [("college", period.dates.college), ("verzenden", period.dates.sending), ("raad", period.dates.council)];
    let dates: Vec<String> =
        dates.iter().filter_map(|(what, date)| date.map(|date| format!("{what} {}", date_in_words(date)))).collect();
    let name = if period.name == period.period.to_string() { String::new() } else { format!(" ({})", period.name) };
    let dates = if dates.is_empty() { "geen datums in de kalender".to_owned() } else { dates.join(", ") };
    let _ = writeln!(out, "\n{}{name}: {dates}", period.period);
    if period.documents.is_empty() {
        let late = period.due.is_some_and(|due| due.days < 0);
        let due = period.due.as_ref().map(|due| format!(": {}", next(due))).unwrap_or_default();
        let _ = writeln!(out, "  {} nog geen stukken{due}", if late { '✗' } else { '•' });
    }
    for document in &period.documents {
        columns.write(document, out);
        for missing in grouped(&document.missing) {
            let _ = writeln!(out, "      mist: {missing}");
        }
    }
    if let Some(next) = &period.next {
        let _ = writeln!(out, "  Nog geen vervolg over {}: {}", next.period, next.without.join(", "));
    }
}

/// A line for each series, with all its periods.
fn grouped(missing: &[MissingRow]) -> Vec<String> {
    let mut lines: Vec<(String, Vec<String>, &str)> = Vec::new();
    for row in missing {
        let what = match &row.measure {
            Some(measure) => format!("{}, {measure},", row.series),
            None => row.series.clone(),
        };
        match lines.last_mut() {
            Some((last, periods, _)) if *last == what => periods.push(row.period.to_string()),
            _ => lines.push((what, vec![row.period.to_string()], &row.file)),
        }
    }
    lines.into_iter().map(|(what, periods, file)| format!("{what} over {} ({file})", periods.join(", "))).collect()
}

fn write_promises(promises: &[PromiseRow], width: usize, out: &mut String) {
    if promises.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nToezeggingen aan de raad");
    for promise in promises {
        let sign = match promise.state {
            PromiseState::Late => '✗',
            PromiseState::Open | PromiseState::Underway => '•',
            PromiseState::Undated => '!',
            PromiseState::KeptLate | PromiseState::Kept => '✓',
        };
        let code = promise.code.map(|code| format!("  waarschuwing[{code}]")).unwrap_or_default();
        let _ = writeln!(out, "  {sign} {}: {}{code}", promise.state.word(), time(promise));
        let _ = writeln!(out, "      {}", shortened(&quoted(promise), width.saturating_sub(6)));
        let place = promise.line.map_or_else(|| promise.file.clone(), |line| format!("{}, regel {line}", promise.file));
        let document = promise.document.as_ref().map(|document| format!("; stuk: {document}")).unwrap_or_default();
        let _ = writeln!(out, "      {place}{document}");
    }
}

fn quoted(promise: &PromiseRow) -> String {
    match promise.source {
        PromiseSource::Document => format!("\"{}\"", promise.what),
        PromiseSource::Calendar => promise.what.clone(),
    }
}

fn time(promise: &PromiseRow) -> String {
    let Some((due, left)) = promise.due.zip(promise.days) else {
        return "dit reces staat niet in data/kalender.toml".to_owned();
    };
    let due = format!("uiterlijk {}", date_in_words(due));
    match (promise.state, left) {
        (PromiseState::Kept | PromiseState::KeptLate, _) => due,
        (_, 0) => format!("{due}, dat is vandaag"),
        (_, 1..) => format!("{due}, over {}", days(left)),
        _ => format!("{due}, {} geleden", days(-left)),
    }
}

/// "3 stukken te laat, 1 stuk met fouten."
fn closing(counts: &Counts) -> String {
    // Letters and presentations.
    let documents = |count: usize| if count == 1 { "1 stuk".to_owned() } else { format!("{count} stukken") };
    let promises = match counts.promises_late {
        1 => "1 toezegging te laat".to_owned(),
        count => format!("{count} toezeggingen te laat"),
    };
    let periods = match counts.periods_without {
        1 => "1 periode zonder stukken te laat".to_owned(),
        count => format!("{count} perioden zonder stukken te laat"),
    };
    let verb = if counts.lacking_data == 1 { "mist" } else { "missen" };
    let parts = [
        (counts.late, format!("{} te laat", documents(counts.late))),
        (counts.with_errors, format!("{} met fouten", documents(counts.with_errors))),
        (counts.lacking_data, format!("{} {verb} cijfers", documents(counts.lacking_data))),
        (counts.periods_without, periods),
        (counts.promises_late, promises),
        (counts.done, format!("{} klaar", documents(counts.done))),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    let total = documents(counts.documents);
    if parts.is_empty() {
        format!("{total}, alles loopt op schema.")
    } else {
        format!("{total}: {}.", parts.join(", "))
    }
}

/// The start of a text that is too wide, with an ellipsis.
fn shortened(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut used = 0;
    let fits = |next: &char| {
        used += next.width().unwrap_or(0);
        used < room
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_tells_what_matters_first() {
        let counts = Counts { documents: 5, late: 3, with_errors: 1, promises_late: 2, ..Counts::default() };
        assert_eq!(closing(&counts), "5 stukken: 3 stukken te laat, 1 stuk met fouten, 2 toezeggingen te laat.");
        let calm = Counts { documents: 1, ..Counts::default() };
        assert_eq!(closing(&calm), "1 stuk, alles loopt op schema.");
    }

    #[test]
    fn long_titles_end_in_an_ellipsis() {
        assert_eq!(shortened("Voortgang van de pilot", 10), "Voortgang…");
        assert_eq!(shortened("Voortgang", 9), "Voortgang");
        // Signs that take two columns of a terminal count for two.
        assert_eq!(shortened("進捗状況の報告", 7), "進捗状…");
    }
}
