//! B026, B027 and B028: what was pasted from another program, and lines that Markdown takes for a list.
//!
//! The author's file is read line by line, for on the page the lines have run together.

mod mend;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Edit, Finding, Findings, Fix, Place, SourceText, Spot};
use crate::text::Document;

use mend::Lines;

/// Reports each of them, once for lines that belong together.
pub fn check(document: &Document, findings: &mut Findings) {
    let Spot::Text { source, .. } = &document.title_place.spot else { return };
    let text = source.text.as_str();
    let mut report = |code, range: Range<usize>, message: String, hint: &str, fix: Option<Fix>| {
        findings.push(Finding::new(code, Place::text(source, range), message).hint(hint).fix(fix));
    };
    let lines: Vec<Line<'_>> = body(text).map(|line| Line { kind: kind(line.text), ..line }).collect();
    let together = |at: usize, is_one: &dyn Fn(Kind) -> bool| together(source, &lines, at, is_one);
    let mut before = Line::default();
    let mut is_verbatim = false;
    // Below the ruler of a table every line is a row of it.
    let mut is_table = false;
    // How far the words of a list's item, or of a quotation, stand from the margin: only within it a number breaks off nothing.
    let mut inside: Option<usize> = None;
    for (at, line) in lines.iter().copied().enumerate() {
        if line.text.trim_start().starts_with("```") {
            is_verbatim = !is_verbatim;
        }
        if is_verbatim {
            continue;
        }
        let range = line.start..line.start + line.text.trim_end().len();
        match line.kind {
            Kind::Bullet if before.kind != Kind::Bullet => report(
                Code::PastedLayout,
                range.clone(),
                "Deze opsomming is geplakt. De regels worden één alinea.".to_owned(),
                "Begin elke regel met een streepje en een spatie, en zet een lege regel voor de opsomming.",
                bulleted(&together(at, &|kind| kind == Kind::Bullet)),
            ),
            Kind::Text if is_list_in_a_line(line.text) => report(
                Code::PastedLayout,
                range.clone(),
                "Deze opsomming staat op één regel. Zij wordt één zin.".to_owned(),
                "Zet elk onderdeel op een eigen regel, met een streepje en een spatie ervoor.",
                together(at, &|_| false).as_split_list(),
            ),
            Kind::EmptyItem => report(
                Code::PastedLayout,
                range.clone(),
                "Hier staat een streepje zonder tekst.".to_owned(),
                "Schrijf wat er moet staan, of haal de regel weg.",
                together(at, &|_| false).as_nothing(),
            ),
            Kind::Dashed if before.kind == Kind::Dashed || before.words_of_part().is_some() => report(
                Code::PastedLayout,
                range.clone(),
                "Deze regel wordt geen onderdeel van de lijst: er staat geen spatie na het streepje.".to_owned(),
                "Zet een spatie na het streepje.",
                // The first of them was no mistake until this one came.
                dashed(&some(source, &lines, at - usize::from(before.kind == Kind::Dashed && !before.is_told), at)),
            ),
            // One line with a letter can be a sentence; two are a list.
            Kind::Lettered(second) if before.kind == Kind::Lettered(previous(second)) => report(
                Code::PastedLayout,
                before.start..range.end,
                "Deze opsomming met letters wordt één alinea.".to_owned(),
                "Begin elke regel met een streepje, of met 1. 2. 3. voor een genummerde lijst.",
                (at < 2 || !matches!(lines[at - 2].kind, Kind::Lettered(_)))
                    .then(|| together(at, &|kind| matches!(kind, Kind::Lettered(_))).as_list(|_| 2))
                    .flatten(),
            ),
            Kind::Tabbed(_) | Kind::Spaced(_) if before.kind == line.kind && !before.is_told => report(
                Code::PastedLayout,
                before.start..range.end,
                "Deze tabel is geplakt. De regels worden één zin.".to_owned(),
                "Zet streepjes tussen de kolommen: | Wijk | Aantal |. In de handleiding staat hoe.",
                together(at, &|kind| kind == line.kind).as_table(cells),
            ),
            Kind::Barred(count) if before.kind == Kind::Barred(count) && !before.is_told && !is_table => {
                report(
                    Code::PastedLayout,
                    before.start..range.end,
                    "Deze regels zijn nog geen tabel. Ze worden één zin.".to_owned(),
                    "Zet streepjes om de kolommen en onder de kop: | Wijk | Aantal |, en daaronder | --- | --- |.",
                    together(at, &|kind| kind == line.kind).as_table(cells),
                );
            }
            Kind::Year if before.kind == Kind::Empty || before.is_heading() || line.is_outside(inside) => report(
                Code::NumberBecomesList,
                range.clone(),
                "Deze regel wordt een genummerde lijst, want hij begint met een getal en een punt.".to_owned(),
                "Zet een woord voor het getal, of een schuine streep voor de punt: 2023\\.",
                escaped_point(source, line),
            ),
            _ => {}
        }
        if let Some((tag, name)) = web_tag(line.text) {
            report(
                Code::WebTag,
                line.start + tag.start..line.start + tag.end,
                format!("<{name}> is opmaak van een webpagina. Die wordt afgedrukt zoals zij er staat, of valt weg."),
                "Haal de opmaak weg. Voor **vet** typt u twee sterretjes om de woorden, voor *schuin* één.",
                mend::web_tag(source, line.start, line.text, &tag, name),
            );
        }
        let is_told = matches!(
            (line.kind, before.kind),
            (Kind::Tabbed(one), Kind::Tabbed(other))
                | (Kind::Spaced(one), Kind::Spaced(other))
                | (Kind::Barred(one), Kind::Barred(other)) if one == other
        ) || line.kind == Kind::Dashed && matches!(before.kind, Kind::Dashed);
        is_table = line.kind != Kind::Empty && (is_table || is_ruler(line.text));
        inside = match line.kind {
            Kind::Empty | Kind::Year => None,
            _ => line.words_of_part().or(inside),
        };
        before = Line { is_told, ..line };
    }
}

/// The lines around one that are of its kind, with that line.
fn together<'t>(
    source: &'t Arc<SourceText>,
    lines: &[Line<'t>],
    at: usize,
    is_one: &dyn Fn(Kind) -> bool,
) -> Lines<'t> {
    let before = lines[..at].iter().rev().take_while(|line| is_one(line.kind)).count();
    let after = lines[at + 1..].iter().take_while(|line| is_one(line.kind)).count();
    some(source, lines, at - before, at + after)
}

/// These lines.
fn some<'t>(source: &'t Arc<SourceText>, lines: &[Line<'t>], first: usize, last: usize) -> Lines<'t> {
    let has_words = |line: Option<&Line<'_>>| line.is_some_and(|line| line.kind != Kind::Empty);
    let above = first.checked_sub(1).and_then(|above| lines.get(above));
    Lines {
        source,
        all: lines[first..=last].iter().map(|line| (line.start, line.text.trim_end())).collect(),
        follows_words: has_words(above),
        follows_item: above.is_some_and(|above| above.kind == Kind::Dashed || above.words_of_part().is_some()),
        precedes_words: has_words(lines.get(last + 1)),
    }
}

/// A list of lines that begin with a sign for items. What may say something itself, such as that a thing is done, stays
/// behind the dash; and one line with a dash can go on with the sentence above it.
fn bulleted(lines: &Lines<'_>) -> Option<Fix> {
    let sign = |line: &str| line.trim_start_matches(['>', ' ', '\t']).chars().next().unwrap_or_default();
    let says_nothing = |line: &str| match sign(line) {
        '–' | '—' => lines.all.len() > 1,
        sign => !SAYING.contains(&sign),
    };
    let is_safe = lines.all.iter().all(|(_, line)| says_nothing(line));
    let fix = lines.as_list(|words| if SAYING.contains(&sign(words)) { 0 } else { first_sign(words) });
    fix.map(|fix| fix.safe_if(is_safe))
}

/// A list of lines that begin with a dash and no space. Before a placeholder the dash may be a minus.
fn dashed(lines: &Lines<'_>) -> Option<Fix> {
    let may_be_minus = |line: &str| line.trim_start_matches(['>', ' ', '\t']).starts_with("-{");
    let is_safe = !lines.all.iter().any(|(_, line)| may_be_minus(line));
    lines.as_list(first_sign).map(|fix| fix.safe_if(is_safe))
}

/// How long the sign is that begins an item.
fn first_sign(words: &str) -> usize {
    words.chars().next().map_or(0, char::len_utf8)
}

/// The cells of a line of a table that was pasted.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let parts: Vec<&str> = match kind(line) {
        Kind::Tabbed(_) => line.split('\t').collect(),
        Kind::Spaced(_) => line.split("   ").filter(|part| !part.trim().is_empty()).collect(),
        _ if line.contains(';') && !line.contains('|') => line.split(';').collect(),
        _ => return outside_placeholders(line.trim_matches('|')),
    };
    parts.into_iter().map(mend::cell).collect()
}

/// What bars part; those of placeholders do not.
fn outside_placeholders(line: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let parted = line.split(|next: char| {
        match next {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        next == '|' && depth == 0
    });
    parted.map(str::to_owned).collect()
}

/// "2023. Dat was": with a backslash before the point it is a number and no item.
fn escaped_point(source: &Arc<SourceText>, line: Line<'_>) -> Option<Fix> {
    let point = line.start + line.text.find('.')?;
    Fix::of([Edit::of(source, point..point, "\\")], "Zet een schuine streep voor de punt").map(Fix::safe)
}

/// Signs that begin items in other programs, and nothing more.
const BULLETS: [char; 12] = ['•', '·', '▪', '▫', '◦', '●', '‣', '⁃', '➢', '➤', '\u{f0b7}', '\u{f0a7}'];
/// Signs that begin items as well, and may say something: what is done and what is not, an article of a law.
const SAYING: [char; 5] = ['○', '■', '□', '✓', '§'];

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Empty,
    Text,
    /// Begins with a sign that other programs use for a list.
    Bullet,
    /// A sign that begins an item, and nothing behind it.
    EmptyItem,
    /// Begins with a dash, and at once a word.
    Dashed,
    /// Begins with "a." or "b)".
    Lettered(char),
    /// Has so many tabs between words.
    Tabbed(usize),
    /// Has so many wide gaps between words.
    Spaced(usize),
    /// Has so many bars or semicolons between its cells.
    Barred(usize),
    /// Begins with a long number and a point.
    Year,
}

/// A line of the author's file.
#[derive(Debug, Clone, Copy, Default)]
struct Line<'t> {
    text: &'t str,
    start: usize,
    kind: Kind,
    is_told: bool,
}

impl Line<'_> {
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    fn is_heading(&self) -> bool {
        self.text.starts_with('#') && self.text.trim_start_matches('#').starts_with(' ')
    }

    /// Whether it belongs to no item or quotation that began before: a number ends those, and not a plain paragraph.
    fn is_outside(&self, inside: Option<usize>) -> bool {
        inside.is_some_and(|margin| self.indent() < margin && !self.text.trim_start().starts_with('>'))
    }

    /// Where the words of an item or a quotation begin, when this line begins one.
    fn words_of_part(&self) -> Option<usize> {
        let text = self.text.trim_start_matches(' ');
        let digits = text.len() - text.trim_start_matches(|next: char| next.is_ascii_digit()).len();
        let mark = match text.chars().next()? {
            '-' | '*' | '+' => 1,
            '>' => return Some(self.indent() + 1),
            _ if (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']) => digits + 1,
            _ => return None,
        };
        text[mark..].starts_with(' ').then_some(self.indent() + mark + 1)
    }
}

/// The lines below what stands at the top between the lines +++.
fn body(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(move |text| {
        let start = at;
        at += text.len();
        Line { text, start, ..Line::default() }
    });
    let mut fences = 0;
    lines.filter(move |line| {
        let is_fence = line.text.trim_end() == "+++" && fences < 2;
        fences += usize::from(is_fence);
        fences != 1 && !is_fence
    })
}

fn kind(line: &str) -> Kind {
    // Within a quotation or a list the same holds.
    let text = line.trim().trim_start_matches(['>', ' ']);
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return Kind::Empty };
    let second = characters.next();
    let is_gap = second.is_some_and(char::is_whitespace);
    let is_sign = match first {
        '–' | '—' | '§' => is_gap,
        'o' => second == Some('\t'),
        first => BULLETS.contains(&first) || SAYING.contains(&first),
    };
    if is_sign {
        return Kind::Bullet;
    }
    if matches!(text, "-" | "*" | "+") {
        return Kind::EmptyItem;
    }
    if first == '-' && second.is_some_and(|second| second.is_alphabetic() || second == '{') {
        return Kind::Dashed;
    }
    let third = characters.next();
    if first.is_ascii_lowercase() && matches!(second, Some('.' | ')')) && third.is_some_and(char::is_whitespace) {
        return Kind::Lettered(first);
    }
    let digits = text.len() - text.trim_start_matches(|next: char| next.is_ascii_digit()).len();
    // CommonMark takes up to nine digits for the number of an item.
    if (3..=9).contains(&digits) && text[digits..].starts_with(". ") {
        return Kind::Year;
    }
    if is_ruler(text) {
        return Kind::Text;
    }
    match (text.matches('\t').count(), bars(text)) {
        (0, 0) if gaps(text) > 1 => Kind::Spaced(gaps(text)),
        (0, 0) => Kind::Text,
        (0, bars) => Kind::Barred(bars),
        (tabs, _) => Kind::Tabbed(tabs),
    }
}

/// "Aantal bezoeken: - De Haven: {{ a }} - De Wilg: {{ b }}": items behind each other, each with a name and a colon.
fn is_list_in_a_line(text: &str) -> bool {
    let items: Vec<&str> = text.split(" - ").skip(1).collect();
    let is_item = |item: &&str| item.starts_with(char::is_uppercase) && item.contains(':');
    items.len() >= 2 && items.iter().all(is_item)
}

/// How many gaps of three spaces or more part a line.
fn gaps(text: &str) -> usize {
    text.split("   ").filter(|part| !part.trim().is_empty()).count().saturating_sub(1)
}

/// How many bars, or semicolons without a space behind them, part a line; those of placeholders and code do not.
fn bars(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut is_code = false;
    let (mut bars, mut semicolons) = (0, 0);
    let mut characters = text.chars().peekable();
    while let Some(next) = characters.next() {
        match next {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '`' => is_code = !is_code,
            '|' if depth == 0 && !is_code => bars += 1,
            ';' if depth == 0 && !is_code && characters.peek().is_some_and(|next| !next.is_whitespace()) => {
                semicolons += 1;
            }
            '\\' => {
                characters.next();
            }
            _ => {}
        }
    }
    // "&amp;x" and the like are no cells.
    if bars > 0 {
        bars
    } else if text.contains('&') {
        0
    } else {
        semicolons
    }
}

/// The line below the head of a table: | --- | --- |.
fn is_ruler(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['>', ' ']);
    text.contains("--") && text.chars().all(|next| matches!(next, '|' | '-' | ':' | ' ' | '+'))
}

/// The letter before another.
fn previous(letter: char) -> char {
    char::from_u32((letter as u32).saturating_sub(1)).unwrap_or(letter)
}

/// The first tag of a web page in a line, outside what is printed as it is, and its name.
fn web_tag(line: &str) -> Option<(Range<usize>, &str)> {
    const TAGS: [&str; 26] = [
        "p", "u", "b", "i", "br", "em", "strong", "span", "div", "font", "table", "tbody", "tr", "td", "th", "ul",
        "ol", "li", "sup", "sub", "o:p", "a", "h1", "h2", "h3", "img",
    ];
    let mut from = 0;
    while let Some(at) = line[from..].find('<').map(|at| from + at) {
        from = at + 1;
        let is_code = line[..at].matches('`').count() % 2 == 1;
        let end = line[at..].find('>').map(|end| at + end + 1)?;
        let inside = line[at + 1..end - 1].trim_start_matches('/');
        let name = inside.split([' ', '/', '\t']).next().unwrap_or_default();
        if !is_code && TAGS.contains(&name.to_ascii_lowercase().as_str()) {
            return Some((at..end, name));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_known_by_how_they_begin() {
        for (line, wanted) in [
            ("• eerst het huis", Kind::Bullet),
            ("·\teerst", Kind::Bullet),
            ("o\teerst", Kind::Bullet),
            ("– eerst", Kind::Bullet),
            ("- eerst", Kind::Text),
            ("a. Inleiding", Kind::Lettered('a')),
            ("2025. Dat was het jaar.", Kind::Year),
            ("1. Eerst", Kind::Text),
            ("In 2025. Dat was het.", Kind::Text),
            ("Noord\t12\t14", Kind::Tabbed(2)),
            ("Noord        {{ a }}     {{ b }}", Kind::Spaced(2)),
            ("Noord en Zuid   samen", Kind::Text),
            ("  ", Kind::Empty),
            ("Noord | {{ a | in_woorden }}", Kind::Barred(1)),
            ("Noord;12;{{ a }}", Kind::Barred(2)),
            ("{{ a | in_woorden }} in Noord; in Zuid {{ b }}.", Kind::Text),
        ] {
            assert_eq!(kind(line), wanted, "{line}");
        }
    }

    #[test]
    fn a_number_ends_an_item_and_a_quotation_only() {
        let line = |text| Line { text, ..Line::default() };
        let is_outside = |first, second| line(second).is_outside(line(first).words_of_part());
        assert!(is_outside("- een lijst in het jaar", "2026. Dan"));
        assert!(is_outside("> wat iemand zei in", "2026. Dan"));
        assert!(is_outside("1. eerst in", "2026. Dan"));
        assert!(!is_outside("- een lijst in het jaar", "  2026. Dan"));
        assert!(!is_outside("> wat iemand zei in", "> 2026. Dan"));
        assert!(!is_outside("Gewone tekst in het jaar", "2026. Dan"));
    }

    #[test]
    fn tags_of_web_pages_are_found() {
        assert_eq!(web_tag("een <u>moeilijk</u> jaar").map(|(_, name)| name), Some("u"));
        assert_eq!(web_tag("<p class=\"x\">Tekst").map(|(_, name)| name), Some("p"));
        for line in ["<https://www.a.nl>", "`<u>`", "a < b en c > d", "![Kaart](<mijn kaart.png>)"] {
            assert!(web_tag(line).is_none(), "{line}");
        }
    }
}
