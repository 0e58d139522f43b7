//! What changed as one web page: no script, nothing from elsewhere, to be read on a screen, aloud or on paper.

use std::fmt::Write;

use crate::dutch::notation::capitalised;

use super::comparison::Difference;
use super::exhibits::ExhibitChange;
use super::numbers::{NumberChange, NumberSide, NumericChange};
use super::points::{ChangedPoint, PointKind};
use super::sentences::joined;
use super::sentences::{Said, Sentence, SentenceState};
use super::side::{ChangeState, Identity};
use super::summary;
use super::words::WordPiece;

/// By this a page is known as one that Griffel made.
pub const MARK: &str = "<meta name=\"generator\" content=\"Griffel verschil\">";

const STYLE: &str = include_str!("page.css");

/// The whole page.
pub fn to_html(difference: &Difference) -> String {
    let mut page = HtmlPage { difference, out: String::new() };
    page.head();
    page.summary();
    page.fields();
    page.numbers();
    page.sentences("tekst", "Wat er anders staat", SentenceState::is_of_text);
    page.exhibits();
    page.sentences("cijfers", "Zinnen met alleen andere cijfers", |state| state == SentenceState::Figures);
    let _ = write!(
        page.out,
        "</main>\n<footer><p>Gemaakt met Griffel. De verschillen zijn berekend uit de getallen zoals zij in de \
         {} staan.</p></footer>\n</div>\n</body>\n</html>\n",
        difference.new.kind.plural()
    );
    page.out
}

struct HtmlPage<'d> {
    difference: &'d Difference,
    out: String,
}

impl HtmlPage<'_> {
    fn head(&mut self) {
        let (old, new) = (&self.difference.old, &self.difference.new);
        let title = escaped(&new.title);
        let _ = write!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n{MARK}\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>Wat is er nieuw? {} tegenover {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <div class=\"page\">\n<header>\n<p class=\"kicker\">Wat is er nieuw in deze {}?</p>\n<h1>{title}</h1>\n\
             <dl class=\"sides\">\n{}{}</dl>\n</header>\n<main>\n",
            escaped(&new.id),
            escaped(&old.id),
            new.kind.word(),
            side(&format!("Deze {}", new.kind.word()), new),
            side(&format!("De eerdere {}", old.kind.word()), old),
        );
    }

    fn summary(&mut self) {
        let difference = self.difference;
        if difference.is_empty() {
            let both = difference.new.kind.plural();
            let _ = writeln!(self.out, "<p>Er is niets veranderd: beide {both} zeggen hetzelfde.</p>");
            return;
        }
        let _ = writeln!(self.out, "<h2 class=\"hidden\">Samenvatting</h2>");
        let text: usize = SentenceState::ALL
            .iter()
            .filter(|state| state.is_of_text())
            .map(|state| difference.count_sentences(*state))
            .sum();
        let numbers: usize = [ChangeState::Changed, ChangeState::New, ChangeState::Dropped]
            .iter()
            .map(|state| difference.count_numbers(*state))
            .sum();
        self.out += "<ul class=\"counts\">\n";
        for (count, target, one, more) in [
            (numbers, "getallen", "getal is anders", "getallen zijn anders"),
            (text, "tekst", "zin is anders", "zinnen zijn anders"),
            (difference.count_exhibits(), "figuren", "figuur of tabel is anders", "figuren en tabellen zijn anders"),
            (
                difference.count_sentences(SentenceState::Figures),
                "cijfers",
                "zin heeft alleen andere cijfers",
                "zinnen hebben alleen andere cijfers",
            ),
        ] {
            let words = if count == 1 { one } else { more };
            let inside = format!("<span class=\"many\">{count}</span> <span class=\"what\">{words}</span>");
            let _ = match count {
                0 => writeln!(self.out, "<li class=\"none\">{inside}</li>"),
                _ => writeln!(self.out, "<li><a href=\"#{target}\">{inside}</a></li>"),
            };
        }
        self.out += "</ul>\n";
    }

    fn heading(&mut self, id: &str, text: &str) {
        let _ = writeln!(self.out, "<h2 id=\"{id}\">{text}</h2>");
    }

    fn fields(&mut self) {
        if self.difference.fields.is_empty() {
            return;
        }
        let kind = self.difference.new.kind.word();
        self.heading("kop", &format!("Kop van de {kind}"));
        self.open_table("fields", &format!("Gegevens in de kop van de {kind}"), &["Gegeven", "Eerder", "Nu"], 0);
        for field in &self.difference.fields {
            let _ = writeln!(
                self.out,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
                escaped(&field.label),
                shown(field.old.as_deref()),
                shown(field.new.as_deref())
            );
        }
        self.close_table();
    }

    fn numbers(&mut self) {
        let difference = self.difference;
        let of = |state| difference.numbers.iter().filter(move |number| number.state() == state);
        let (changed, new, dropped) =
            (of(ChangeState::Changed).count(), of(ChangeState::New).count(), of(ChangeState::Dropped).count());
        if changed + new + dropped == 0 {
            return;
        }
        self.heading("getallen", "Getallen");
        let (before, now) = (heading_of("Eerder", &difference.old), heading_of("Nu", &difference.new));
        if changed > 0 {
            let columns = ["Getal", &before, &now, "Verschil", "In procenten"];
            self.open_table("numbers", "Getallen die zijn veranderd", &columns, 4);
            for number in of(ChangeState::Changed) {
                self.number(number);
            }
            self.close_table();
        }
        let gone = format!("Getallen die niet meer in de {} staan", difference.new.kind.word());
        for (count, state, title, column) in
            [(new, ChangeState::New, "Nieuwe getallen", &now), (dropped, ChangeState::Dropped, gone.as_str(), &before)]
        {
            if count == 0 {
                continue;
            }
            let _ = writeln!(self.out, "<h3>{title}</h3>");
            self.open_table("numbers single", title, &["Getal", column], 1);
            for number in of(state) {
                let side = number.new.as_ref().or(number.old.as_ref());
                let printed = printed(side);
                let _ = writeln!(self.out, "<tr>{}<td class=\"number\">{printed}</td></tr>", self.name(number, side));
            }
            self.close_table();
        }
        match difference.count_numbers(ChangeState::Same) {
            0 => {}
            1 => self.out += "<p class=\"quiet\">1 ander getal is gelijk gebleven.</p>\n",
            count => {
                let _ = writeln!(self.out, "<p class=\"quiet\">{count} andere getallen zijn gelijk gebleven.</p>");
            }
        }
    }

    fn name(&self, number: &NumberChange, side: Option<&NumberSide>) -> String {
        let place = side.filter(|side| !side.part.is_empty()).map(|side| escaped(&side.part)).unwrap_or_default();
        let place = if place.is_empty() { place } else { format!("<span class=\"where\">{place}</span>") };
        format!("<th scope=\"row\">{}{place}</th>", escaped(&summary::number(number, self.difference)))
    }

    fn number(&mut self, number: &NumberChange) {
        let _ = writeln!(
            self.out,
            "<tr>{}<td class=\"number\">{}</td><td class=\"number now\">{}</td>{}</tr>",
            self.name(number, number.new.as_ref()),
            printed(number.old.as_ref()),
            printed(number.new.as_ref()),
            change(number.change.as_ref())
        );
    }

    fn sentences(&mut self, id: &str, title: &str, is_wanted: impl Fn(SentenceState) -> bool) {
        if !self.difference.sentences().any(|sentence| is_wanted(sentence.state)) {
            return;
        }
        self.heading(id, title);
        for part in &self.difference.parts {
            let wanted: Vec<&[Sentence]> =
                part.runs().filter(|run| run.iter().any(|sentence| is_wanted(sentence.state))).collect();
            if wanted.is_empty() {
                continue;
            }
            let heading = escaped(&part.heading);
            let state = match (part.in_old, part.in_new) {
                (false, true) => " <span class=\"tag\">(nieuw onderdeel)</span>",
                (true, false) => " <span class=\"tag\">(vervallen onderdeel)</span>",
                _ => "",
            };
            let _ = writeln!(self.out, "<h3>{heading}{state}</h3>");
            self.open_table("text", &format!("Zinnen in {heading}"), &["Wat", "Eerder", "Nu"], 0);
            wanted.into_iter().for_each(|run| self.run(run));
            self.close_table();
        }
    }

    /// One sentence, or several that are all new or were all dropped.
    fn run(&mut self, run: &[Sentence]) {
        let old = joined(run.iter().filter_map(|sentence| sentence.old.as_ref()));
        let new = joined(run.iter().filter_map(|sentence| sentence.new.as_ref()));
        let place = new.as_ref().or(old.as_ref()).map(Said::place).unwrap_or_default();
        let _ = writeln!(
            self.out,
            "<tr><td class=\"state\"><span class=\"tag\">{}</span><span class=\"where\">{place}</span></td><td>{}</td><td>{}</td></tr>",
            capitalised(run.first().map_or("", |sentence| sentence.state.word())),
            said(old.as_ref(), "del", &format!("Staat niet in de eerdere {}", self.difference.old.kind.word())),
            said(new.as_ref(), "ins", &format!("Staat niet meer in de {}", self.difference.new.kind.word()))
        );
    }

    fn exhibits(&mut self) {
        if self.difference.count_exhibits() == 0 {
            return;
        }
        self.heading("figuren", "Figuren en tabellen");
        for exhibit in self.difference.exhibits.iter().filter(|exhibit| exhibit.state() != ChangeState::Same) {
            self.exhibit(exhibit);
        }
    }

    fn exhibit(&mut self, exhibit: &ExhibitChange) {
        let name = escaped(&summary::exhibit(exhibit));
        let _ = writeln!(self.out, "<h3>{name} <span class=\"tag\">({})</span></h3>", exhibit.state().word());
        for (what, old, new) in summary::captions(exhibit) {
            let _ = writeln!(self.out, "<p>{what}: {} {}</p>", marked("del", &old), marked("ins", &new));
        }
        for (what, names) in [("Nu ook", &exhibit.added), ("Niet meer", &exhibit.gone)] {
            if !names.is_empty() {
                let _ = writeln!(self.out, "<p>{what}: {}.</p>", escaped(&names.join(", ")));
            }
        }
        if exhibit.points.is_empty() {
            return;
        }
        self.open_table(
            "numbers",
            &format!("Cijfers in {name}"),
            &["Cijfer", "Eerder", "Nu", "Verschil", "In procenten"],
            4,
        );
        for ChangedPoint { kind, name, old, new, change: by } in &exhibit.points {
            let _ = writeln!(
                self.out,
                "<tr><th scope=\"row\">{}{}</th><td class=\"number\">{}</td>\
                 <td class=\"number now\">{}</td>{}</tr>",
                escaped(name),
                if *kind == PointKind::Revised { "<span class=\"where\">herzien</span>" } else { "" },
                shown(old.as_deref()),
                shown(new.as_deref()),
                change(by.as_ref())
            );
        }
        self.close_table();
    }

    /// The last `numeric` columns hold numbers. What is passed must be escaped.
    fn open_table(&mut self, class: &str, caption: &str, columns: &[&str], numeric: usize) {
        let first_numeric = columns.len() - numeric;
        // On a narrow screen the columns of numbers are reached by scrolling, also with the keyboard.
        let keyboard = match numeric {
            0 => String::new(),
            _ => format!(" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\""),
        };
        let _ = write!(
            self.out,
            "<div class=\"scroll\"{keyboard}><table class=\"{class}\">\n<caption class=\"hidden\">{caption}</caption>\n<thead><tr>"
        );
        for (index, column) in columns.iter().enumerate() {
            let class = match (index >= first_numeric, class, index) {
                (true, ..) => " class=\"number\"",
                (false, "text", 0) => " class=\"state\"",
                _ => "",
            };
            let _ = write!(self.out, "<th scope=\"col\"{class}>{column}</th>");
        }
        self.out += "</tr></thead>\n<tbody>\n";
    }

    fn close_table(&mut self) {
        self.out += "</tbody>\n</table></div>\n";
    }
}

fn side(name: &str, identity: &Identity) -> String {
    format!(
        "<div><dt>{name}</dt><dd><strong>{}</strong>, {}<br>{}, {}</dd></div>\n",
        escaped(&identity.id),
        escaped(&identity.period.in_words()),
        escaped(&identity.date),
        escaped(identity.status)
    )
}

/// "Nu, vierde kwartaal 2022"
fn heading_of(word: &str, identity: &Identity) -> String {
    format!("{word}<span class=\"where\">{}</span>", escaped(&identity.period.to_string()))
}

fn printed(number: Option<&NumberSide>) -> String {
    shown(number.map(|number| number.printed.as_str()))
}

/// Two cells: in the unit, and as a percentage.
fn change(change: Option<&NumericChange>) -> String {
    let Some(change) = change else {
        return "<td class=\"number\"><span class=\"hidden\">niet te berekenen</span></td><td class=\"number\"></td>"
            .to_owned();
    };
    let relative = match (&change.relative, change.turned) {
        (_, true) => "<span class=\"turned\">richting omgekeerd</span>".to_owned(),
        (Some(relative), false) => escaped(relative),
        (None, false) => String::new(),
    };
    format!("<td class=\"number\">{}</td><td class=\"number\">{relative}</td>", escaped(&change.absolute))
}

fn said(said: Option<&Said>, tag: &str, absent: &str) -> String {
    let Some(said) = said else { return format!("<span class=\"absent\">{absent}</span>") };
    let piece = |piece: &WordPiece| if piece.changed { marked(tag, &piece.text) } else { escaped(&piece.text) };
    match said.pieces.as_slice() {
        // A whole sentence is told by its row; struck out it would be hard to read.
        [one] if one.changed => marked_as(tag, " class=\"whole\"", &one.text),
        pieces => pieces.iter().map(piece).collect(),
    }
}

/// Words that changed, so that one hears it too.
fn marked(tag: &str, text: &str) -> String {
    marked_as(tag, "", text)
}

fn marked_as(tag: &str, attributes: &str, text: &str) -> String {
    let word = if tag == "del" { "vervallen" } else { "nieuw" };
    format!(
        "<{tag}{attributes}><span class=\"hidden\">[{word}: </span>{}<span class=\"hidden\">]</span></{tag}>",
        escaped(text)
    )
}

fn shown(text: Option<&str>) -> String {
    text.map_or_else(|| "<span aria-hidden=\"true\">–</span><span class=\"hidden\">geen</span>".to_owned(), escaped)
}

/// Text from files as text, whatever stands in it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for next in text.chars() {
        match next {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            next if next.is_control() => out.push('\u{fffd}'),
            next => out.push(next),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_stands_in_a_text_stays_text() {
        assert_eq!(escaped("<b a=\"1\">'&\u{0}\n"), "&lt;b a=&quot;1&quot;&gt;&#39;&amp;\u{fffd} ");
        assert!(!marked("ins", "</ins><script>").contains("<script"));
    }
}
