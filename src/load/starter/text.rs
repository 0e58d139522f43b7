//! The TOML of a first description, with its guesses in comments.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::dutch::notation::Scale;
use crate::dutch::period::Granularity;
use crate::load::series_keys::Stock;
use crate::load::table::said;

use super::super::series::PLACEHOLDER;
use crate::dutch::number::DecimalMark;
use crate::load::table::raw::few;

use super::columns::{Columns, Periods, Rest};
use super::dimension::Dimension;
use super::sheet::TableSpot;

const MAX_IDENTIFIER: usize = 40;

/// Writes the description.
pub(super) fn write(file: &str, stem: &str, file_name: &str, spot: &TableSpot, columns: &Columns) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("# Een begin voor de beschrijving van {}, gemaakt door griffel reeks.", plain(file)));
    line("# Griffel heeft gekeken wat er in het bestand staat. Kijk elke regel na.".to_owned());
    line(format!("# Bewaar dit als data/reeksen/{file_name}, en zet {} in dezelfde map.", plain(file)));
    line(String::new());
    line(
        "# Vul zelf in wat de cijfers zijn, en wie ze heeft gemaakt. Dat komt in brieven en presentaties te staan."
            .to_owned(),
    );
    line(format!("titel = {}", quoted(&format!("{PLACEHOLDER}: wat staat er in {}?", human(stem)))));
    line(format!("bron = {}", quoted(&format!("{PLACEHOLDER}: wie heeft deze cijfers gemaakt?"))));
    line("# Op welke dag zijn deze cijfers vastgesteld? Haal het hekje weg en vul de datum in.".to_owned());
    line("# peildatum = 2023-03-01".to_owned());
    line(String::new());
    line(format!("bestand = {}", quoted(file)));
    write_spot(spot, &mut line);
    write_period(columns, &mut line);
    if let Some((mark, is_certain)) = columns.mark {
        let word = if mark == DecimalMark::Point { "punt" } else { "komma" };
        let sure = if is_certain { "" } else { " Kijk dit goed na: 1,234 kan ook duizend zijn." };
        line(format!("# In dit bestand is het decimaalteken een {word}.{sure}"));
        line(format!("decimaalteken = \"{word}\""));
    }
    if columns.has_dashes {
        line("# In plaats van een cijfer staat soms een streepje. Griffel leest dat als: niet bekend.".to_owned());
        line("# Betekent het hier nul? Haal dan het hekje weg.".to_owned());
        line("# streepje = \"nul\"".to_owned());
    }
    write_parts(columns, &mut line);
    write_units(columns, &mut line);
    write_filters(&columns.dimensions, &mut line);
    let mut taken = BTreeSet::new();
    write_dimensions(columns, &mut taken, &mut line);
    write_measures(columns, &mut taken, &mut line);
    for part in &spot.other_parts {
        line(String::new());
        line(format!(
            "# Er staan ook cijfers in {part}. Die zijn overgeslagen: maak daarvoor een eigen beschrijving met bereik."
        ));
    }
    for (name, why) in &columns.left_out {
        line(String::new());
        line(format!("# De kolom {} is overgeslagen: {why}.", quoted(name)));
    }
    out
}

fn write_spot(spot: &TableSpot, line: &mut impl FnMut(String)) {
    if let Some(sheet) = &spot.sheet {
        let others: Vec<String> = spot.others.iter().map(|name| quoted(name)).collect();
        if !others.is_empty() {
            line(format!("# Dit blad heeft de meeste cellen. Er is ook: {}.", few(&others)));
        }
        line(format!("blad = {}", quoted(sheet)));
    }
    if let Some(table) = &spot.table {
        line(
            "# Op het blad staat een tabel met deze naam. Rijen die u daaraan toevoegt, tellen vanzelf mee.".to_owned(),
        );
        line(format!("tabel = {}", quoted(table)));
    }
    if let Some(region) = &spot.region {
        let is_open = !region.ends_with(|last: char| last.is_ascii_digit());
        line("# Er staat meer dan de tabel, zoals een titel of een noot. Daarom dit bereik.".to_owned());
        if is_open {
            line("# Zonder laatste rij tellen nieuwe rijen eronder vanzelf mee.".to_owned());
        }
        line(format!("bereik = {}", quoted(region)));
    }
    if spot.header_rows > 1 {
        line("# De namen van de kolommen staan op twee rijen. Griffel zet ze achter elkaar.".to_owned());
        line(format!("kopregels = {}", spot.header_rows));
    }
    if spot.has_hidden {
        line("# In de tabel zijn rijen verborgen. Tellen ze mee? Haal een van de twee hekjes weg.".to_owned());
        line("# verborgen_regels = \"meenemen\"".to_owned());
        line("# verborgen_regels = \"overslaan\"".to_owned());
    }
}

fn write_period(columns: &Columns, line: &mut impl FnMut(String)) {
    line(String::new());
    match &columns.periods {
        Periods::Columns(names, Some(cell)) => {
            line(format!("# In deze kolom staat welk deel van het jaar een regel is. Het jaar staat in cel {cell}."));
            let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
            line(format!("periode = {}", names.join(", ")));
            line(format!("periode_in = {}", quoted(cell)));
        }
        Periods::Columns(names, None) => match &names[..] {
            [name] => {
                line("# In deze kolom staat de periode van elke regel.".to_owned());
                line(format!("periode = {}", quoted(name)));
            }
            names => {
                line("# Deze kolommen zeggen samen de periode van elke regel.".to_owned());
                let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
                line(format!("periode = [{}]", names.join(", ")));
            }
        },
        Periods::Headings(Rest::Nowhere) => {}
        Periods::Headings(Rest::YearInCell(cell)) => {
            line(format!("# Het jaar van de hele tabel staat in cel {cell}."));
            line(format!("periode_in = {}", quoted(cell)));
        }
        Periods::Headings(Rest::PartInColumn(name)) => {
            line(
                "# In deze kolom staat welk deel van het jaar een regel is. Het jaar staat boven de kolommen."
                    .to_owned(),
            );
            line(format!("periode = {}", quoted(name)));
        }
        Periods::Headings(Rest::YearInColumn(name)) => {
            line(
                "# In deze kolom staat het jaar van elke regel. Het deel van het jaar staat boven de kolommen."
                    .to_owned(),
            );
            line(format!("periode = {}", quoted(name)));
        }
        Periods::Cell(cell, period) => {
            line(format!("# De hele tabel gaat over één periode: {period}. Die staat in cel {cell}."));
            line(format!("periode_in = {}", quoted(cell)));
        }
        Periods::Unread(name, cell) => {
            line(format!(
                "# In deze kolom hoort de periode te staan. Griffel leest {} niet als periode. Schrijf in het",
                quoted(cell)
            ));
            line("# bestand 2022, 2022-H1, 2022-K4, 2022-10 of 2021-2022.".to_owned());
            line(format!("periode = {}", quoted(name)));
        }
        Periods::Nowhere => {
            line(
                "# Griffel ziet geen kolom met perioden zoals 2022, 2022-K4 of 2022-10. Voeg die toe aan het bestand."
                    .to_owned(),
            );
            line(format!("periode = {}", quoted(&format!("{PLACEHOLDER}: kolom met de periode"))));
        }
    }
    if let Some(length) = columns.date_length {
        let (word, example) = match length {
            Granularity::Year => ("jaar", "2022"),
            Granularity::SchoolYear => ("schooljaar", "2021-2022"),
            Granularity::HalfYear => ("halfjaar", "2022-H1"),
            Granularity::Quarter => ("kwartaal", "2022-K4"),
            Granularity::Month => ("maand", "2022-10"),
        };
        line(format!("# Er staan datums. Elke datum staat hier voor een {word}, zoals {example}."));
        line(format!("periodelengte = \"{word}\""));
    }
    if !columns.filled_down.is_empty() {
        let names: Vec<String> = columns.filled_down.iter().map(|name| quoted(name)).collect();
        line("# In deze kolom staat een waarde alleen waar zij verandert. Een lege cel is dus gelijk aan de cel erboven.".to_owned());
        line(format!("doorvullen = [{}]", names.join(", ")));
    }
}

/// What is said of rows and of what stands above the columns: in tables of their own, after all plain keys.
fn write_parts(columns: &Columns, line: &mut impl FnMut(String)) {
    if !columns.rows_left_out.is_empty() {
        line(String::new());
        for (_, values) in &columns.rows_left_out {
            line(format!(
                "# De regels {} zijn weggelaten: dat zijn tussentotalen.",
                few(&values.iter().map(|value| quoted(value)).collect::<Vec<_>>())
            ));
        }
        line("[weglaten]".to_owned());
        for (column, values) in &columns.rows_left_out {
            let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
            line(format!("{} = [{}]", quoted(column), values.join(", ")));
        }
    }
    if matches!(columns.periods, Periods::Headings(_)) {
        line(String::new());
        line("# De perioden staan boven de kolommen.".to_owned());
        line("[koppen]".to_owned());
        line("perioden = true".to_owned());
        if !columns.not_turned.is_empty() {
            for (name, why) in &columns.not_turned {
                line(format!("# De kolom {} is overgeslagen: {why}.", quoted(name)));
            }
            let names: Vec<String> = columns.not_turned.iter().map(|(name, _)| quoted(name)).collect();
            line(format!("zonder = [{}]", names.join(", ")));
        }
    }
}

/// Rows in one unit; a series for each of the others is for its user to make.
fn write_units(columns: &Columns, line: &mut impl FnMut(String)) {
    let Some((column, first, others)) = &columns.units else { return };
    let others: Vec<String> = others.iter().map(|unit| quoted(unit)).collect();
    line(String::new());
    line(format!("# In deze kolom staat in wat elke regel telt. De regels met {} zijn overgeslagen:", few(&others)));
    line("# maak daarvoor een eigen beschrijving, met een andere eenheid.".to_owned());
    line("[filters]".to_owned());
    line(format!("{} = {}", quoted(column), quoted(first)));
}

/// Columns with codes of Statistics Netherlands mostly hold more than one document is about.
fn write_filters(dimensions: &[Dimension], line: &mut impl FnMut(String)) {
    let coded: Vec<&Dimension> =
        dimensions.iter().filter(|dimension| is_coded(dimension) && !dimension.in_headings).collect();
    if coded.is_empty() || coded.len() == 1 && dimensions.len() == 1 && coded[0].totals.total.is_some() {
        return;
    }
    line(String::new());
    line("# In dit bestand staan codes van het CBS, voor meer dan één gebied of soort.".to_owned());
    line("# Wilt u alleen een deel? Haal dan de hekjes weg en kies de code.".to_owned());
    line("# [filters]".to_owned());
    for dimension in coded {
        let own = dimension.values.iter().find(|value| value.starts_with("GM")).or(dimension.values.first());
        let own = own.map_or("", String::as_str);
        line(format!("# {} = {}", quoted(&dimension.name), quoted(own)));
    }
}

fn is_coded(dimension: &Dimension) -> bool {
    let is_code = |value: &String| {
        let letters = value.chars().take_while(char::is_ascii_uppercase).count();
        let digits = value.chars().skip(letters).count();
        (1..=2).contains(&letters) && digits >= 2 && value.chars().skip(letters).all(|next| next.is_ascii_digit())
    };
    dimension.values.len() > 1 && dimension.values.iter().all(is_code)
}

fn write_dimensions(columns: &Columns, taken: &mut BTreeSet<String>, line: &mut impl FnMut(String)) {
    for dimension in &columns.dimensions {
        line(String::new());
        let values: Vec<String> = dimension.values.iter().map(|value| quoted(value)).collect();
        match dimension.in_headings {
            true => line(format!("# Dit staat ook boven de kolommen: {}.", few(&values))),
            false => line(format!("# Deze kolom verdeelt de regels: {}.", few(&values))),
        }
        // What only says in what all numbers are, above the first column, is no name for what stands below it.
        let called = if said::scale(&dimension.name).is_some() { "post".to_owned() } else { human(&dimension.name) };
        let id = unique(&identifier(&called, "kolom"), taken);
        line(format!("[dimensies.{id}]"));
        if dimension.in_headings {
            line("in_koppen = true".to_owned());
        } else if id != dimension.name {
            line(format!("kolom = {}", quoted(&dimension.name)));
        }
        line(format!("naam = {}", quoted(&called)));
        if let Some(total) = &dimension.totals.total {
            line("# Deze regels zijn een totaal. Griffel telt ze niet dubbel.".to_owned());
            line(format!("totaal = {}", quoted(total)));
        }
        for (key, values, why) in [
            ("tussentotalen", &dimension.totals.subtotals, "Deze regels tellen een deel van de andere op."),
            ("telt_niet_mee", &dimension.totals.not_added, "Dit zit al in iets anders, en telt niet mee in een som."),
        ] {
            if !values.is_empty() {
                line(format!("# {why}"));
                let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
                line(format!("{key} = [{}]", values.join(", ")));
            }
        }
    }
    if !columns.rows_differ {
        line(String::new());
        line(
            "# Let op: er zijn regels met dezelfde periode en dezelfde teksten. Griffel kan die niet uit elkaar"
                .to_owned(),
        );
        line("# houden en geeft dan melding D006. Mist er een kolom, of staat een regel er twee keer?".to_owned());
    }
}

fn write_measures(columns: &Columns, taken: &mut BTreeSet<String>, line: &mut impl FnMut(String)) {
    if columns.measures.is_empty() {
        line(String::new());
        line("# Griffel ziet geen kolom met cijfers. Vul hier de naam van zo'n kolom in.".to_owned());
        line("[maten.cijfer]".to_owned());
        line(format!("kolom = {}", quoted(&format!("{PLACEHOLDER}: kolom met cijfers"))));
        line("eenheid = \"aantal\"".to_owned());
    }
    for measure in &columns.measures {
        line(String::new());
        let id = unique(&identifier(&human(&measure.name), "maat"), taken);
        line(format!("[maten.{id}]"));
        if let Some(column) = measure.column.as_ref().filter(|column| **column != id) {
            line(format!("kolom = {}", quoted(column)));
        }
        line(format!("naam = {}", quoted(&human(&measure.name))));
        line(format!("eenheid = {}  # {}", quoted(measure.unit), plain(&measure.why)));
        if measure.asks_people {
            line("# Telt dit mensen, of gaat elk om één mens? Haal een van de twee hekjes weg.".to_owned());
            line(
                "# Zonder antwoord maakt Griffel geen brieven met deze cijfers als er kleine aantallen in staan."
                    .to_owned(),
            );
            line("# telt_personen = true".to_owned());
            line("# telt_personen = false".to_owned());
        }
        if let Some(scale) = measure.scale {
            let (word, times) = if scale == Scale::Million { ("miljoen", "1.000.000") } else { ("duizend", "1.000") };
            line(format!("# In het bestand staat dat deze cijfers x {times} zijn. Griffel rekent ze om."));
            line(format!("in = \"{word}\""));
        }
        if measure.is_cumulative {
            line("# Elk cijfer telt vanaf het begin van het jaar. Griffel telt de perioden dus niet op.".to_owned());
            line("cumulatief = true".to_owned());
        }
        if let Some(stock) = measure.stock {
            let stock = if stock == Stock::Start { "begin" } else { "einde" };
            line(format!("# Dit is een stand, geteld aan het {stock} van de periode. Standen tellen niet op."));
            line(format!("stand = \"{stock}\""));
        }
        if measure.is_unique {
            line("# Het totaal is kleiner dan de som: dezelfde mensen staan in meer regels.".to_owned());
            line("uniek = true".to_owned());
        }
        if measure.has_letters {
            line("# Bij de cijfers staat V of N. Een nadeel leest Griffel als min.".to_owned());
            line("voordeel_nadeel = true".to_owned());
        }
        if let Some(column) = &measure.letters_in {
            line(format!("letters_in = {}", quoted(column)));
        }
    }
}

/// Text on one line, without what TOML does not allow in a comment.
fn plain(text: &str) -> String {
    text.chars().map(|next| if next.is_control() { ' ' } else { next }).collect()
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for next in text.chars() {
        match next {
            '"' | '\\' => {
                out.push('\\');
                out.push(next);
            }
            next if next.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(next));
            }
            next => out.push(next),
        }
    }
    out.push('"');
    out
}

/// A name as people say it: `JongerenMetJeugdzorg_1` is "jongeren met jeugdzorg".
fn human(name: &str) -> String {
    let is_word = |name: &str| name.chars().all(|next| next.is_ascii_alphanumeric() || next == '_' || next == '-');
    if !is_word(name) {
        return plain(name).trim().to_owned();
    }
    let numbered = name.rsplit_once('_').filter(|(_, number)| number.bytes().all(|digit| digit.is_ascii_digit()));
    let name = numbered.map_or(name, |(name, _)| name);
    // Statistics Netherlands writes "RegioS" for "regio's".
    let plural = name.strip_suffix('S').filter(|name| name.ends_with(|last: char| last.is_ascii_lowercase()));
    let name = plural.unwrap_or(name);
    let mut out = String::new();
    let mut before = ' ';
    for next in name.chars() {
        let next = if matches!(next, '_' | '-') { ' ' } else { next };
        let starts_word = next.is_ascii_uppercase() && before.is_ascii_lowercase();
        if starts_word {
            out.push(' ');
        }
        out.push(if starts_word { next.to_ascii_lowercase() } else { next });
        before = next;
    }
    let has_capitals_only = out.chars().filter(char::is_ascii_alphabetic).all(|next| next.is_ascii_uppercase());
    let out = out.trim().to_owned();
    match out.chars().next() {
        Some(first) if !has_capitals_only => format!("{}{}", first.to_lowercase(), &out[first.len_utf8()..]),
        _ => out,
    }
}

/// A name that can stand in a formula.
pub(super) fn identifier(text: &str, otherwise: &str) -> String {
    let mut out = String::new();
    for next in text.to_lowercase().chars() {
        if matches!(next, '\'' | '’') {
            continue;
        }
        let next = match next {
            'à' | 'á' | 'â' | 'ä' => 'a',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ò' | 'ó' | 'ô' | 'ö' => 'o',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            next if next.is_ascii_alphanumeric() => next,
            _ => '_',
        };
        let starts_wrong = out.is_empty() && !next.is_ascii_lowercase();
        let repeats = next == '_' && out.ends_with('_');
        if !starts_wrong && !repeats && out.len() < MAX_IDENTIFIER {
            out.push(next);
        }
    }
    let out = out.trim_end_matches('_');
    if out.is_empty() { otherwise.to_owned() } else { out.to_owned() }
}

fn unique(id: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{id}_{number}"));
    let free = std::iter::once(id.to_owned()).chain(numbered).find(|id| !taken.contains(id));
    let free = free.unwrap_or_else(|| id.to_owned());
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words_and_identifiers() {
        for (name, words, id) in [
            ("JongerenMetJeugdzorg_1", "jongeren met jeugdzorg", "jongeren_met_jeugdzorg"),
            ("RegioS", "regio", "regio"),
            ("Regio's", "Regio's", "regios"),
            ("Kosten (x 1 000 euro)", "Kosten (x 1 000 euro)", "kosten_x_1_000_euro"),
            ("FTE", "FTE", "fte"),
            ("2022", "2022", "maat"),
            ("Cliënten", "Cliënten", "clienten"),
            ("%", "%", "maat"),
        ] {
            assert_eq!(human(name), words);
            assert_eq!(identifier(&human(name), "maat"), id);
        }
        let mut taken = BTreeSet::new();
        assert_eq!([unique("a", &mut taken), unique("a", &mut taken), unique("a", &mut taken)], ["a", "a_2", "a_3"]);
    }

    #[test]
    fn strings_stay_strings() {
        assert_eq!(quoted("a \"b\" \\ \n\u{7f}"), "\"a \\\"b\\\" \\\\ \\u000A\\u007F\"");
    }
}
