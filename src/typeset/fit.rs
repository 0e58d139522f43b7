//! Whether everything on a slide can be read: nothing beside the slide, nothing through something else, no small
//! letters. Whatever the layout, the pages themselves are looked at.

use std::sync::Arc;

use crate::diagnostic::{Code, Finding, Findings, Place, SourceText};
use crate::layout::{LEAST_TEXT, SlidePage, SlideSize, SlideTable, Slides};

use super::pages::Pages;
use super::sight::{Layer, Picture, TextRun, layers};

/// Rounding moves things by less.
const TOLERANCE: f64 = 2.0;

/// Where the coloured part of the slide with the title ends, in points.
const TITLE_END: f64 = 322.0;

/// Looks at every slide; what does not fit is told once a slide, at the first line of the text that does not.
pub fn check(pages: &Pages, text: &Arc<SourceText>, findings: &mut Findings) {
    let Some(slides) = &pages.laid_out.slides else { return };
    let layers = layers(&pages.document, pages.offsets(), &pages.laid_out);
    if layers.len() != slides.pages.len() {
        findings.push(not_a_page_each(&pages.laid_out.template, slides, layers.len()));
        return;
    }
    // Slides whose lists build up have the same on their last page.
    let whole = layers.iter().zip(&slides.pages).filter(|(_, page)| page.step == page.steps);
    for (layer, page) in whole {
        if let Some(run) = layer.runs.iter().find(|run| is_small(run)) {
            findings.push(small_text(run, page, text, &pages.laid_out.template));
        }
        if let Some((line, problem)) = first_misfit(layer, slides.size, page.number == 1, page.fills_edges) {
            findings.push(too_full(line, problem, page, slides.tables.get(&line), text));
        }
    }
}

/// Signs without letters or digits, such as those before items of a list, come with words of the same size.
fn is_small(TextRun(text, _, _, _, size, ..): &TextRun) -> bool {
    *size < LEAST_TEXT - 0.01 && text.contains(char::is_alphanumeric)
}

/// Why something does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Misfit {
    /// Text leaves the slide, or the part of it where content stands.
    Outside,
    /// A chart or picture does.
    PictureOutside,
    /// It runs through other text.
    ThroughText,
    /// It runs through a chart or picture.
    ThroughPicture,
}

/// A rectangle: left, top, right, bottom.
type Rectangle = (f64, f64, f64, f64);

/// Something on a slide, by the line of the author's text that it comes from; 0 for what the layout puts there.
struct SlideThing {
    line: usize,
    /// Where it must not leave the slide.
    area: Rectangle,
    /// Where nothing else may stand: of text from its tallest letters to the tails below the line.
    ink: Rectangle,
    is_picture: bool,
}

/// The first line of the author's text that does not fit. On a slide that `fills_edges` a picture may stand anywhere.
fn first_misfit(layer: &Layer, size: SlideSize, has_title: bool, fills_edges: bool) -> Option<(usize, Misfit)> {
    let texts = layer.runs.iter().map(|run| {
        let (area, ink) = areas_of(run);
        SlideThing { line: run.5, area, ink, is_picture: false }
    });
    let pictures = layer.pictures.iter().map(|one| {
        let area = area_of_picture(one);
        SlideThing { line: one.4, area, ink: area, is_picture: true }
    });
    let things: Vec<SlideThing> = texts.chain(pictures).collect();
    let is_misplaced = |thing: &&SlideThing| {
        let anywhere = thing.line == 0 || thing.is_picture && fills_edges;
        is_outside(thing.area, size, anywhere, has_title)
    };
    let outside = things.iter().filter(is_misplaced).map(|thing| {
        let problem = if thing.is_picture { Misfit::PictureOutside } else { Misfit::Outside };
        (thing.line, problem)
    });
    let crossing = things.iter().enumerate().flat_map(|(index, thing)| {
        let crossed = things[..index].iter().filter(|other| overlap(thing.ink, other.ink));
        // Whoever writes can change the text rather than the picture.
        crossed.map(|other| match thing.is_picture {
            true => (other.line, Misfit::ThroughPicture),
            false => (thing.line.max(other.line), Misfit::ThroughText),
        })
    });
    // What the author can find comes before what the layout puts there.
    outside.chain(crossing).min_by_key(|(line, _)| (*line == 0, *line))
}

/// What an author writes stands in the part for content, the title of the presentation in its own; what the layout
/// puts there may stand anywhere on the slide.
fn is_outside((x0, y0, x1, y1): Rectangle, size: SlideSize, anywhere: bool, has_title: bool) -> bool {
    let (left, right, bottom) = match anywhere {
        true => (0.0, size.width, size.height),
        false if has_title => (size.bounds().0, size.bounds().1, TITLE_END),
        false => size.bounds(),
    };
    x0 < left - TOLERANCE || x1 > right + TOLERANCE || y0 < -TOLERANCE || y1 > bottom + TOLERANCE
}

fn areas_of(TextRun(_, x, baseline, width, size, ..): &TextRun) -> (Rectangle, Rectangle) {
    let from = |above: f64, below: f64| (*x, baseline - above * size, x + width, baseline + below * size);
    (from(0.5, 0.0), from(0.66, 0.2))
}

fn area_of_picture(Picture(x, y, width, height, ..): &Picture) -> Rectangle {
    (*x, *y, x + width, y + height)
}

fn overlap(one: Rectangle, other: Rectangle) -> bool {
    let width = one.2.min(other.2) - one.0.max(other.0);
    let height = one.3.min(other.3) - one.1.max(other.1);
    width > TOLERANCE && height > TOLERANCE
}

fn too_full(
    line: usize,
    problem: Misfit,
    page: &SlidePage,
    table: Option<&SlideTable>,
    text: &Arc<SourceText>,
) -> Finding {
    let is_typed_table = text.text.get(text.line_range(line)).is_some_and(|line| line.trim_start().starts_with('|'));
    let thing = match table {
        Some(table) => format!("de tabel \"{}\"", table.id),
        None if is_typed_table => "deze tabel".to_owned(),
        None => "deze regel".to_owned(),
    };
    let what = match problem {
        Misfit::Outside => format!("{thing} loopt van de dia af"),
        Misfit::PictureOutside => "dit beeld loopt van de dia af".to_owned(),
        Misfit::ThroughText => format!("{thing} loopt door andere tekst heen"),
        Misfit::ThroughPicture => format!("{thing} loopt door een grafiek of afbeelding heen"),
    };
    let hint = match (problem, table) {
        _ if page.number == 1 => {
            "Maak het onderwerp korter (onderwerp = \"...\", boven in dit bestand), of wat er bovenaan nog meer staat."
                .to_owned()
        }
        (Misfit::PictureOutside, _) => "Zet het alleen op een dia, of haal er andere tekst weg.".to_owned(),
        (_, Some(SlideTable { id, file, is_crosstab })) => {
            let fewer = match is_crosstab {
                true => "minder rijen of kolommen: met alleen, behalve, van en tot",
                false => "minder rijen of kolommen: minder kengetallen, maten of perioden",
            };
            format!(
                "Kies in {file} bij [{id}] {fewer}. Of beschrijf daar twee tabellen, en geef elk een eigen dia: een nieuwe kop (# ...) begint een dia."
            )
        }
        (_, None) if is_typed_table => {
            "Haal rijen of kolommen weg, of verdeel de tabel over twee dia's: een nieuwe kop (# ...) begint een dia."
                .to_owned()
        }
        _ => "Maak de tekst korter, of verdeel haar over twee dia's: een nieuwe kop (# ...) begint een dia.".to_owned(),
    };
    // What the layout puts there has no line of its own.
    let place = Place::line(text, if line > 0 { line } else { page.line });
    Finding::new(Code::SlideTooFull, place, format!("Op dia {} past niet alles: {what}.", page.number)).hint(hint)
}

fn small_text(run: &TextRun, page: &SlidePage, text: &Arc<SourceText>, template: &str) -> Finding {
    let place = if run.5 > 0 { Place::line(text, run.5) } else { Place::file(template) };
    let size = format!("{:.1}", run.4).replace('.', ",");
    let message = format!("Op dia {} zijn de letters van \"{}\" {size} punt.", page.number, run.0.trim());
    Finding::new(Code::SmallTextOnSlide, place, message)
        .hint(format!("Maak ze in het sjabloon minstens {LEAST_TEXT} punt, en de tekst korter."))
}

fn not_a_page_each(template: &str, slides: &Slides, pages: usize) -> Finding {
    let message = format!("Het sjabloon maakt {pages} bladzijden van {} dia's.", slides.pages.len());
    Finding::new(Code::SlideTooFull, Place::file(template), message)
        .hint("Zet in het sjabloon elke dia in een blok van vaste hoogte, met een nieuwe bladzijde ertussen.")
}

#[cfg(test)]
mod tests {
    use crate::load::AspectRatio;

    use super::*;

    fn run(x: f64, baseline: f64, width: f64, line: usize) -> TextRun {
        TextRun("woord".to_owned(), x, baseline, width, 26.0, line, String::new())
    }

    fn misfit(runs: Vec<TextRun>, pictures: Vec<Picture>) -> Option<(usize, Misfit)> {
        first_misfit(&Layer { runs, pictures, ..Layer::default() }, SlideSize::of(AspectRatio::Wide), false, false)
    }

    #[test]
    fn what_leaves_the_slide_or_crosses_something_is_found() {
        assert_eq!(misfit(vec![run(56.0, 100.0, 300.0, 3), run(56.0, 134.0, 300.0, 4)], Vec::new()), None);
        assert_eq!(misfit(vec![run(56.0, 500.0, 300.0, 9)], Vec::new()), Some((9, Misfit::Outside)));
        assert_eq!(misfit(vec![run(700.0, 100.0, 300.0, 5)], Vec::new()), Some((5, Misfit::Outside)));
        let crossing = vec![run(56.0, 100.0, 300.0, 3), run(200.0, 96.0, 300.0, 7)];
        assert_eq!(misfit(crossing, Vec::new()), Some((7, Misfit::ThroughText)));
        let picture = Picture(300.0, 90.0, 200.0, 200.0, 8, String::new(), String::new(), String::new());
        assert_eq!(misfit(vec![run(56.0, 200.0, 300.0, 3)], vec![picture]), Some((3, Misfit::ThroughPicture)));
        // The number of the slide is the layout's own; it stays on the slide all the same.
        assert_eq!(misfit(vec![run(900.0, 530.0, 20.0, 0)], Vec::new()), None);
        assert_eq!(misfit(vec![run(900.0, 530.0, 80.0, 0)], Vec::new()), Some((0, Misfit::Outside)));
        let title = Layer { runs: vec![run(56.0, 340.0, 300.0, 3)], ..Layer::default() };
        let size = SlideSize::of(AspectRatio::Wide);
        assert_eq!(first_misfit(&title, size, true, false), Some((3, Misfit::Outside)));
        let photo = Picture(0.0, 100.0, 960.0, 396.0, 3, String::new(), String::new(), String::new());
        let photo = Layer { pictures: vec![photo], ..Layer::default() };
        assert_eq!(first_misfit(&photo, size, false, false), Some((3, Misfit::PictureOutside)));
        assert_eq!(first_misfit(&photo, size, false, true), None);
    }
}
