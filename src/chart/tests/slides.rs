//! Charts as they stand on slides: of a fixed size, with large text. What is drawn fits, and what does not fit
//! is refused.

use crate::chart::error::Crowd;
use rust_decimal::Decimal;

use super::sample::{Plain, chart, named, with_fonts};
use crate::chart::canvas::{Align, Area, Label};

use crate::chart::text::Weight;
use crate::chart::*;
use crate::color::INK;
use crate::load::ChartKind;

/// Width, height and size of the text of the places that a chart can have on a slide.
const SLOTS: [(f64, f64, f64); 8] = [
    (848.0, 330.0, 18.0),
    (848.0, 270.0, 20.0),
    (500.0, 320.0, 18.0),
    (500.0, 250.0, 18.0),
    (408.0, 290.0, 18.0),
    (408.0, 230.0, 18.0),
    (608.0, 300.0, 18.0),
    (290.0, 240.0, 18.0),
];

/// Amounts in millions, as a municipality writes them.
struct Millions;

impl Labels for Millions {
    fn value(&self, value: Decimal) -> String {
        format!("€\u{a0}{}\u{a0}mln.", self.bare(value))
    }

    fn bare(&self, value: Decimal) -> String {
        Plain.value((value / Decimal::from(1_000_000)).round_dp(1))
    }

    fn axis(&self, value: Decimal) -> String {
        Plain.value(value / Decimal::from(1_000_000))
    }
}

fn style((width_pt, height, text_size_pt): (f64, f64, f64)) -> ChartStyle {
    ChartStyle { width_pt, height_pt: Some(height), text_size_pt, ..ChartStyle::default() }
}

/// Months or quarters with their years.
pub(super) fn parts_of_years(mut chart: Chart, names: &[&str]) -> Chart {
    for (i, category) in chart.categories.iter_mut().enumerate() {
        category.short = names[i % names.len()].to_owned();
        category.group = Some((2023 + i / names.len()).to_string());
    }
    chart
}

pub(super) const MONTHS: [&str; 12] =
    ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
pub(super) const QUARTERS: [&str; 4] = ["K1", "K2", "K3", "K4"];

/// Values that go up and down a little, the last one provisional.
fn values(n: usize, series: usize) -> String {
    let value = |i: usize| 24_100_000 + 700_000 * ((i * 7 + series * 5) % 13) - 4_000_000 * series;
    let all: Vec<String> = (0..n).map(|i| format!("{}{}", value(i), if i + 1 == n { "*" } else { "" })).collect();
    all.join(" ")
}

fn of_years(kind: ChartKind, n: usize, names: &[&str]) -> Chart {
    let values: Vec<String> = (0..names.len()).map(|series| values(n, series)).collect();
    let series: Vec<(&str, &str)> = names.iter().copied().zip(values.iter().map(String::as_str)).collect();
    chart(kind, &series)
}

/// The labels of a picture, read back from its SVG.
pub(super) fn labels_of(svg: &str, size: f64) -> Vec<Label> {
    let attribute = |line: &str, name: &str| {
        let from = line.find(&format!(" {name}=\""))? + name.len() + 3;
        Some(line[from..].split('"').next()?.to_owned())
    };
    let units = |line: &str, name: &str| attribute(line, name).unwrap().parse::<f64>().unwrap() / 20.0;
    let texts = svg.lines().filter(|line| line.starts_with("<text "));
    texts
        .map(|line| {
            assert_eq!(units(line, "font-size"), size, "{line}");
            let text = line.split_once('>').unwrap().1.trim_end_matches("</text>");
            let anchor = match attribute(line, "text-anchor").unwrap().as_str() {
                "start" => Align::Start,
                "middle" => Align::Middle,
                _ => Align::End,
            };
            let weight = if line.contains("font-weight=\"600\"") { Weight::Semibold } else { Weight::Regular };
            let at = (units(line, "x"), units(line, "y") + 0.76 * size);
            Label { text: text.replace("&amp;", "&"), at, anchor, weight, color: INK }
        })
        .collect()
}

/// The texts of a picture; or which of them lies outside it or over another.
pub(super) fn apart(svg: &str, style: &ChartStyle) -> Result<Vec<Label>, String> {
    let heading = svg.lines().next().unwrap();
    let height: f64 = heading.split("height=\"").nth(1).unwrap().split("pt").next().unwrap().parse().unwrap();
    let texts = labels_of(svg, style.text_size_pt);
    // Places in the SVG are rounded to a twentieth of a point.
    let slack = 0.1;
    let areas: Vec<Area> = texts.iter().map(|label| label.area(style.text_size_pt)).collect();
    for (i, area) in areas.iter().enumerate() {
        let inside = area.x0 >= -slack && area.y0 >= -slack;
        if !inside || area.x1 > style.width_pt + slack || area.y1 > height + slack {
            return Err(format!("{:?} at {:?} lies outside", texts[i].text, texts[i].at));
        }
        let tight = Area { x0: area.x0 + slack, y0: area.y0 + slack, x1: area.x1 - slack, y1: area.y1 - slack };
        if let Some(over) = areas[..i].iter().position(|other| other.overlaps(&tight)) {
            return Err(format!("{:?} at {:?} over {:?}", texts[i].text, texts[i].at, texts[over].text));
        }
    }
    Ok(texts)
}

/// Draws, and checks that all text lies inside the picture, apart from other text and of the size asked for.
fn drawn(chart: &Chart, labels: &dyn Labels, style: &ChartStyle) -> Result<Vec<String>, DrawError> {
    with_fonts();
    let svg = draw(chart, labels, style)?;
    let heading = svg.lines().next().unwrap();
    let height: f64 = heading.split("height=\"").nth(1).unwrap().split("pt").next().unwrap().parse().unwrap();
    assert!(height <= style.height_pt.unwrap() + 0.01, "{heading}");
    let texts = apart(&svg, style).unwrap();
    Ok(texts.into_iter().map(|label| label.text).collect())
}

fn has(texts: &[String], text: &str) -> bool {
    texts.iter().any(|other| other == text)
}

#[test]
fn what_is_usual_fits_everywhere() {
    for slot in SLOTS {
        for breaks in [vec![], vec![4]] {
            let broken = |chart: Chart| Chart { breaks: breaks.clone(), ..chart };
            let fits = |chart: Chart| drawn(&broken(chart), &Millions, &style(slot)).unwrap();
            let costs = fits(of_years(ChartKind::Column, 10, &["Kosten"]));
            assert!(has(&costs, "voorlopig") && has(&costs, "0"), "{slot:?}: {costs:?}");
            assert_eq!(has(&costs, "breuk in de reeks"), !breaks.is_empty());
            let areas = fits(of_years(ChartKind::Line, 10, &["Dordrecht", "Drechtsteden"]));
            assert!(areas.iter().any(|text| text.starts_with("Dordrecht")), "{slot:?}: {areas:?}");
            fits(parts_of_years(of_years(ChartKind::Line, 12, &["Wachtenden"]), &MONTHS));
            fits(parts_of_years(of_years(ChartKind::Column, 12, &["Wachtenden"]), &MONTHS));
            fits(parts_of_years(of_years(ChartKind::GroupedColumn, 8, &["Met verblijf", "Zonder"]), &QUARTERS));
            fits(of_years(ChartKind::StackedColumn, 8, &["Ambulant", "Verblijf", "Crisis"]));
        }
        let gemeenten = ["Dordrecht", "Zwijndrecht", "Papendrecht", "Sliedrecht"];
        let bars = drawn(&named(of_years(ChartKind::Bar, 4, &["Kosten"]), &gemeenten), &Plain, &style(slot)).unwrap();
        assert!(gemeenten.iter().all(|name| has(&bars, name)), "{slot:?}: {bars:?}");
        let steps = named(chart(ChartKind::Waterfall, &[("", "323 597 920*")]), &["Zorg", "Inkoop", "Nodig"]);
        assert!(has(&drawn(&steps, &Plain, &style(slot)).unwrap(), "Nodig"));
    }
}

#[test]
fn what_is_too_much_is_refused() {
    let half = style((408.0, 260.0, 18.0));
    let refused = |chart: Chart| drawn(&chart, &Plain, &half).unwrap_err();
    assert_eq!(refused(of_years(ChartKind::Column, 48, &["x"])), DrawError::TooWide(Crowd::Columns(48)));
    assert_eq!(
        refused(of_years(ChartKind::GroupedColumn, 10, &["a", "b", "c", "d", "e"])),
        DrawError::TooWide(Crowd::Columns(50))
    );
    assert_eq!(refused(of_years(ChartKind::StackedColumn, 40, &["a", "b"])), DrawError::TooWide(Crowd::Columns(40)));
    assert_eq!(refused(of_years(ChartKind::Line, 200, &["x"])), DrawError::TooWide(Crowd::Points(200)));
    assert_eq!(refused(of_years(ChartKind::Bar, 20, &["x"])), DrawError::TooHigh(Crowd::Rows(20)));
    let long = ["Meervoudigecomplexeproblematiek", "Jeugdbeschermingsmaatregelen", "Ambulant"];
    let names = |kind| refused(named(of_years(kind, 3, &["x"]), &long));
    assert_eq!(names(ChartKind::Column), DrawError::TooWide(Crowd::Names));
    assert_eq!(names(ChartKind::Bar), DrawError::TooWide(Crowd::RowNames));
    assert_eq!(names(ChartKind::Waterfall), DrawError::TooWide(Crowd::RowNames));
    let many: Vec<String> = (1..=12).map(|i| format!("Aanbieder nummer {i}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(refused(of_years(ChartKind::Line, 10, &many)), DrawError::TooHigh(Crowd::Series));
    let low = style((408.0, 110.0, 18.0));
    let error = drawn(&of_years(ChartKind::Column, 5, &["x"]), &Plain, &low).unwrap_err();
    assert_eq!(error, DrawError::TooHigh(Crowd::Text));
}

#[test]
fn a_refusal_says_what_to_do() {
    let columns = DrawError::TooWide(Crowd::Columns(48)).to_string();
    assert_eq!(columns, "48 kolommen naast elkaar zijn hier te smal om te lezen; kies minder perioden");
    let text = DrawError::TooHigh(Crowd::Text).to_string();
    assert!(text.contains("hoogte") && text.contains("laat iets weg"), "{text}");
    let crowds = [Crowd::Points(99), Crowd::Rows(20), Crowd::Names, Crowd::RowNames, Crowd::Series];
    for crowd in crowds.map(|crowd| DrawError::TooWide(crowd).to_string()) {
        assert!(crowd.contains("; kies "), "{crowd}");
    }
}

#[test]
fn names_of_periods_are_shortened_before_they_are_left_out() {
    let texts = |chart: Chart, width: f64| drawn(&chart, &Plain, &style((width, 260.0, 18.0))).unwrap();
    let years = |width| texts(of_years(ChartKind::Column, 10, &["x"]), width);
    assert!(has(&years(848.0), "2016") && has(&years(848.0), "2024"));
    let (half, narrow) = (years(408.0), years(290.0));
    assert!(has(&half, "’16") && has(&half, "’24") && !has(&half, "2016"), "{half:?}");
    assert!(has(&narrow, "2015") && has(&narrow, "2024") && !has(&narrow, "2016"), "{narrow:?}");
    let months = |n, width| texts(parts_of_years(of_years(ChartKind::Line, n, &["x"]), &MONTHS), width);
    assert!(has(&months(12, 848.0), "feb") && has(&months(12, 408.0), "f"));
    let thinned = months(36, 408.0);
    assert!(has(&thinned, "jan") && has(&thinned, "2024") && !has(&thinned, "feb"), "{thinned:?}");
}

#[test]
fn a_year_that_begins_halfway_is_thinned_evenly() {
    let mut chart = parts_of_years(of_years(ChartKind::Line, 36, &["x"]), &MONTHS);
    chart.categories.drain(..5);
    chart.series[0].points.drain(..5);
    let texts = drawn(&chart, &Plain, &style((408.0, 260.0, 18.0))).unwrap();
    assert!(has(&texts, "sep") && !has(&texts, "jun") && !has(&texts, "dec"), "{texts:?}");
}

#[test]
fn wide_values_go_without_their_unit() {
    let costs = of_years(ChartKind::Column, 10, &["Kosten"]);
    let texts = |slot| drawn(&costs, &Millions, &style(slot)).unwrap();
    assert!(has(&texts((848.0, 300.0, 18.0)), "€\u{a0}24,1\u{a0}mln."));
    let half = texts((408.0, 260.0, 18.0));
    assert!(has(&half, "24,1") && !half.iter().any(|text| text.contains("mln")), "{half:?}");
}

#[test]
fn lines_are_named_beside_their_end_or_along_them() {
    let areas = chart(ChartKind::Line, &[("Dordrecht", "2310 2250 2380 2460"), ("Regio", "6310 6420 6580 6900")]);
    let large = drawn(&areas, &Plain, &style((848.0, 300.0, 18.0))).unwrap();
    assert!(has(&large, "Dordrecht 2.460") && !has(&large, "2.460"), "{large:?}");
    let half = drawn(&areas, &Plain, &style((408.0, 260.0, 18.0))).unwrap();
    assert!(has(&half, "Dordrecht") && has(&half, "2.460") && has(&half, "2.310"), "{half:?}");
}

#[test]
fn low_plots_have_few_ticks() {
    let costs = of_years(ChartKind::Column, 5, &["Kosten"]);
    let texts = drawn(&costs, &Plain, &style((408.0, 200.0, 18.0))).unwrap();
    let ticks = texts.iter().filter(|text| text.ends_with("0.000.000") || *text == "0").count();
    assert!((3..=4).contains(&ticks), "{texts:?}");
}

/// Line widths, markers and gaps grow with the text: twice the text in twice the room is the same picture.
#[test]
fn sizes_are_in_proportion_to_the_text() {
    with_fonts();
    for kind in ChartKind::ALL.iter().copied() {
        let names: &[&str] = if kind.has_panels() { &["Kosten", "Jongeren"] } else { &["Dordrecht"] };
        let mut chart = of_years(kind, 6, names);
        chart.breaks = vec![3];
        let height = if kind.has_panels() { 260.0 } else { 150.0 };
        let picture = |times: f64| {
            let style = style((240.0 * times, height * times, 8.0 * times));
            let svg = draw(&chart, &Millions, &style).unwrap();
            let shapes = svg.lines().skip(1).filter(|line| !line.starts_with("<text"));
            let numbers = shapes.flat_map(|line| line.split(['"', ',', ' '])).map(str::parse::<f64>);
            numbers.filter_map(Result::ok).map(|number| number / times).collect::<Vec<f64>>()
        };
        let (letter, slide) = (picture(1.0), picture(2.0));
        assert_eq!(letter.len(), slide.len(), "{kind:?}");
        // The least width of a border is 1, whatever the size.
        let differ = letter.iter().zip(&slide).find(|(a, b)| (*a - *b).abs() > 3.0);
        assert!(differ.is_none(), "{kind:?}: {differ:?}");
    }
}

#[test]
fn any_chart_fits_or_is_refused() {
    let mut state = 11u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((state >> 33) % below as u64) as usize
    };
    let pool = ["Dordrecht", "Zuid-Holland Zuid", "Met verblijf", "Jeugdbescherming en -reclassering", "Totaal"];
    let (mut fit, mut refused) = (0, 0);
    for round in 0..3000 {
        let kind = ChartKind::ALL[round % ChartKind::ALL.len()];
        let (n, count) = (1 + next(if round % 4 == 0 { 40 } else { 12 }), 1 + next(4));
        let count = match kind {
            ChartKind::Waterfall => 1,
            ChartKind::ColumnAndLine => 2,
            _ => count,
        };
        let scale = [1, 1000, 1_000_000][next(3)];
        let series: Vec<(String, String)> = (0..count)
            .map(|s| {
                let points = (1..n).map(|_| match next(12) {
                    0 => "-".to_owned(),
                    1 => ".".to_owned(),
                    2 => format!("{}*", next(900) * scale),
                    3 => format!("-{}", next(300) * scale),
                    _ => format!("{}", (400 + next(500)) * scale),
                });
                let points: Vec<String> = points.chain([format!("{}", 500 * scale)]).collect();
                (pool[(s + round) % pool.len()].to_owned(), points.join(" "))
            })
            .collect();
        let series: Vec<(&str, &str)> = series.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let mut chart = chart(kind, &series);
        match next(4) {
            0 => chart = parts_of_years(chart, &MONTHS),
            1 => chart = parts_of_years(chart, &QUARTERS),
            2 => {
                let names: Vec<&str> = (0..n).map(|i| pool[(i + round) % pool.len()]).collect();
                chart = named(chart, &names);
            }
            _ => {}
        }
        chart.breaks = if next(2) == 0 { vec![next(n + 1)] } else { vec![] };
        let style = style(SLOTS[next(SLOTS.len())]);
        match if scale > 1000 { drawn(&chart, &Millions, &style) } else { drawn(&chart, &Plain, &style) } {
            Ok(texts) => {
                assert!(!texts.is_empty());
                fit += 1;
            }
            Err(DrawError::TooWide(_) | DrawError::TooHigh(_)) => refused += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert!(fit > 1500 && refused > 100, "{fit} fit, {refused} are refused");
}

mod pictures {
    use super::*;
    use insta::{assert_snapshot, with_settings};

    /// Compares with `snapshots/<name>.snap`.
    fn assert_picture(name: &str, chart: &Chart, labels: &dyn Labels) {
        with_fonts();
        let svg = draw(chart, labels, &style((408.0, 260.0, 18.0))).unwrap();
        with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            assert_snapshot!(name, svg);
        });
    }

    #[test]
    fn costs_over_ten_years_on_half_a_slide() {
        let costs = Chart { breaks: vec![5], ..of_years(ChartKind::Column, 10, &["Kosten"]) };
        assert_picture("slide_columns", &costs, &Millions);
    }

    #[test]
    fn two_areas_over_ten_years_on_half_a_slide() {
        let areas = [
            ("Dordrecht", "2310 2250 2380 2460 2540 2490 2720 2610 2790 2880*"),
            ("Zuid-Holland Zuid", "6310 6420 6580 6900 7150 7050 7480 7100 7390 7600*"),
        ];
        let areas = Chart { breaks: vec![7], ..chart(ChartKind::Line, &areas) };
        assert_picture("slide_lines", &areas, &Plain);
    }

    #[test]
    fn steps_to_a_provisional_total_on_half_a_slide() {
        let steps = chart(ChartKind::Waterfall, &[("", "28400000 1900000 -5300000 25000000*")]);
        let names = ["Begroting", "Autonome groei", "Meevaller inkoop", "Uitkomst"];
        assert_picture("slide_waterfall", &named(steps, &names), &Millions);
    }
}
