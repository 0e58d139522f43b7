//! Charts that nobody would make on purpose: nothing may panic, and every picture must be well formed.

use super::sample::{Plain, chart, named, with_fonts};
use crate::chart::*;
use crate::load::ChartKind;

/// Draws in every kind, twice, and checks what must hold for any picture.
fn survives(make: impl Fn(ChartKind) -> Chart, style: &ChartStyle) {
    with_fonts();
    for kind in ChartKind::ALL.iter().copied() {
        let chart = make(kind);
        if kind == ChartKind::Waterfall && chart.series.len() != 1 {
            assert!(matches!(draw(&chart, &Plain, style), Err(DrawError::WaterfallSeries(_) | DrawError::Uneven(_))));
            continue;
        }
        if kind.has_panels() && chart.series.len() != 2 {
            assert!(matches!(draw(&chart, &Plain, style), Err(DrawError::PanelSeries(_) | DrawError::Uneven(_))));
            continue;
        }
        let svg = match draw(&chart, &Plain, style) {
            Err(DrawError::TooWide(_) | DrawError::TooHigh(_)) if style.height_pt.is_some() => continue,
            drawn => drawn.unwrap(),
        };
        assert_eq!(svg, draw(&chart, &Plain, style).unwrap(), "{kind:?} differs the second time");
        assert_well_formed(&svg);
        let alt = alt_text(&chart, &Plain);
        assert!(!alt.contains("  ") && alt.chars().count() <= 520, "{kind:?}: {alt}");
    }
}

/// Every line is one whole element, and nothing lies far outside or is no number.
fn assert_well_formed(svg: &str) {
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"), "{svg}");
    assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
    let inner: Vec<&str> = svg.lines().skip(1).collect();
    for line in &inner[..inner.len() - 1] {
        let whole = line.ends_with("/>") || (line.starts_with("<text ") && line.ends_with("</text>"));
        assert!(whole && line.matches('<').count() <= 2, "{line}");
        if line.starts_with("<text ") {
            assert!(line.contains("font-family=\"'Source Sans 3'\""), "{line}");
        }
    }
}

fn repeated(value: &str, n: usize) -> String {
    vec![value; n].join(" ")
}

#[test]
fn few_equal_or_zero_values() {
    for values in ["5", "0", "-5", "0 0 0", "7 7 7 7", "-1 -1", "5 - - .", "- 5 -", ". 3*", "3* 4* 5*"] {
        survives(|kind| chart(kind, &[("Een", values)]), &ChartStyle::default());
    }
}

#[test]
fn any_magnitude() {
    let values =
        "0.000001 1000000000000 -1000000000000 0.5 79228162514264337593543950335 -79228162514264337593543950335 1";
    survives(|kind| chart(kind, &[("Een", values)]), &ChartStyle::default());
    survives(|kind| chart(kind, &[("Een", values), ("Twee", values), ("Drie", values)]), &ChartStyle::default());
    survives(|kind| chart(kind, &[("Een", "0.000001 0.000002 0.0000015")]), &ChartStyle::default());
    survives(|kind| chart(kind, &[("Een", "1000000000000 1000000000000.000001")]), &ChartStyle::default());
}

#[test]
fn many_categories_and_series() {
    let values = repeated("12", 60);
    survives(|kind| chart(kind, &[("Een", &values)]), &ChartStyle::default());
    let series: Vec<(&str, &str)> = vec![("Een reeks", values.as_str()); 12];
    survives(|kind| chart(kind, &series), &ChartStyle::default());
    let many = repeated("12", 2000);
    survives(|kind| chart(kind, &[("Een", &many)]), &ChartStyle::default());
}

#[test]
fn names_of_any_length_and_kind() {
    let long = "Zeer lange naam met <tekens> & \"aanhalingstekens\" ".repeat(20);
    let names =
        [long.as_str(), "", "\u{0}\n\t", "Aaneengeschrevenwoordvanbovenmatigelengte", "€\u{a0}5 \u{2212}3", "]]>"];
    for n in [1, 3, 6] {
        let values = repeated("3", n);
        let series = [(long.as_str(), values.as_str()), ("", values.as_str())];
        survives(|kind| named(chart(kind, &series), &names[..n]), &ChartStyle::default());
        survives(|kind| named(chart(kind, &series[..1]), &names[..n]), &ChartStyle::default());
    }
}

#[test]
fn sizes_of_any_kind() {
    for (width, height, text) in [
        (1.0, Some(1.0), 8.0),
        (f64::NAN, Some(f64::NAN), f64::NAN),
        (1e9, Some(1e9), 1e9),
        (-5.0, None, 0.0),
        (200.0, Some(80.0), 12.0),
    ] {
        let style = ChartStyle { width_pt: width, height_pt: height, text_size_pt: text, ..ChartStyle::default() };
        survives(|kind| chart(kind, &[("Een", "1 2 3"), ("Twee", "2 3 4")]), &style);
        survives(|kind| chart(kind, &[("Een", "1 2 3*")]), &style);
    }
}

#[test]
fn breaks_anywhere() {
    for breaks in [vec![0], vec![1, 1, 2], vec![99], vec![2, 1]] {
        let broken = |kind| Chart { breaks: breaks.clone(), ..chart(kind, &[("Een", "1 2 3")]) };
        survives(broken, &ChartStyle::default());
    }
}

#[test]
fn charts_from_a_simple_generator() {
    let mut state = 42u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) % below
    };
    for _ in 0..150 {
        let (n, series) = (1 + next(20) as usize, 1 + next(5) as usize);
        let values: Vec<String> = (0..series)
            .map(|_| {
                let number = |next: &mut dyn FnMut(u64) -> u64| match next(8) {
                    0 => "-".to_owned(),
                    1 => ".".to_owned(),
                    2 => format!("{}*", next(1000)),
                    3 => format!("-{}.{}", next(1000), next(100)),
                    _ => format!("{}", next(100_000)),
                };
                let mut all: Vec<String> = (1..n).map(|_| number(&mut next)).collect();
                all.push("5".to_owned());
                all.join(" ")
            })
            .collect();
        let named: Vec<(&str, &str)> = values.iter().map(|v| ("Reeks", v.as_str())).collect();
        let at = next(n as u64 + 1) as usize;
        survives(|kind| Chart { breaks: vec![at], ..chart(kind, &named) }, &ChartStyle::default());
    }
}

#[test]
fn impossible_charts_are_refused() {
    with_fonts();
    let error = |chart: &Chart| draw(chart, &Plain, &ChartStyle::default()).unwrap_err();
    assert_eq!(error(&chart(ChartKind::Line, &[("", "- . -")])), DrawError::NoData);
    assert_eq!(error(&chart(ChartKind::Line, &[])), DrawError::NoData);
    let mut uneven = chart(ChartKind::Line, &[("Regio", "1 2")]);
    uneven.categories.pop();
    assert_eq!(error(&uneven), DrawError::Uneven("Regio".into()));
}

/// The picture of a hidden value must not depend on what it is hidden between: only dots and no bar.
#[test]
fn hidden_values_are_dots() {
    with_fonts();
    let shown = draw(&chart(ChartKind::Column, &[("", "50 - 70")]), &Plain, &ChartStyle::default()).unwrap();
    let hidden = draw(&chart(ChartKind::Column, &[("", "50 . 70")]), &Plain, &ChartStyle::default()).unwrap();
    let extra: Vec<&str> = hidden.lines().filter(|line| !shown.contains(line)).collect();
    assert!(extra.len() == 1 && extra[0].starts_with("<circle"), "{extra:?}");
}

mod pictures {
    use super::*;
    use insta::{assert_snapshot, with_settings};

    fn picture(chart: &Chart, height_pt: Option<f64>) -> String {
        with_fonts();
        draw(chart, &Plain, &ChartStyle { width_pt: 240.0, height_pt, ..ChartStyle::default() }).unwrap()
    }

    /// Compares with `snapshots/<name>.snap`.
    fn assert_picture(name: &str, svg: &str) {
        with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            assert_snapshot!(name, svg);
        });
    }

    #[test]
    fn columns_with_a_provisional_year_and_a_break() {
        let chart = Chart { breaks: vec![2], ..chart(ChartKind::Column, &[("", "3 4 5*")]) };
        assert_picture("chart_columns", &picture(&chart, None));
    }

    #[test]
    fn lines_with_names_at_their_ends() {
        let series = [("Dordrecht", "231 225 - 254*"), ("Zuid-Holland Zuid", "631 642 658 690")];
        assert_picture("chart_lines", &picture(&chart(ChartKind::Line, &series), Some(90.0)));
    }

    #[test]
    fn waterfall_with_long_names() {
        let chart = chart(ChartKind::Waterfall, &[("", "323000 597000 920000")]);
        let names = ["Programma Gezond, Sociaal & Zorgzaam", "Verlaging regionaal budget", "Nodig in 2023"];
        assert_picture("chart_waterfall", &picture(&named(chart, &names), Some(90.0)));
    }
}
