//! Charts as they stand in letters: as high as they need. What is in them, and that no text lies over other text.

use super::sample::{Plain, chart, named, with_fonts};
use super::slides::{MONTHS, QUARTERS, apart, parts_of_years};
use crate::chart::model::ChartSeries;
use crate::chart::*;
use crate::load::ChartKind;

/// Draws, and checks that all text lies inside the picture and apart; gives the texts.
fn drawn(chart: &Chart) -> Vec<String> {
    with_fonts();
    let style = ChartStyle::default();
    let svg = draw(chart, &Plain, &style).unwrap();
    apart(&svg, &style).unwrap().into_iter().map(|label| label.text).collect()
}

/// A chart whose second series is a mark over the first.
fn with_mark(kind: ChartKind, series: &[(&str, &str)]) -> Chart {
    let mut chart = chart(kind, series);
    chart.mark = chart.series.pop();
    chart
}

/// A source of numbers that are the same every time.
fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((state >> 33) % below as u64) as usize
    }
}

#[test]
fn no_text_lies_over_other_text() {
    with_fonts();
    let (mut next, mut wrong) = (numbers(7), Vec::new());
    let style = ChartStyle::default();
    let pool = ["Dordrecht", "Zuid-Holland Zuid", "Met verblijf", "Jeugdbescherming en -reclassering", "Totaal"];
    for round in 0..4000 {
        let kind = ChartKind::ALL[round % ChartKind::ALL.len()];
        let (n, count) = (1 + next(if round % 4 == 0 { 70 } else { 14 }), 1 + next(9));
        let count = match kind {
            ChartKind::Waterfall => 1,
            ChartKind::ColumnAndLine => 2,
            _ => count,
        };
        let scale = [1, 1000, 1_000_000][next(3)];
        let signs = next(3);
        let sure = ["*", "?", "", "", "", ""][next(6)];
        let point = |next: &mut dyn FnMut(usize) -> usize| match next(12) {
            0 => "-".to_owned(),
            1 => ".".to_owned(),
            2 => format!("{}*", next(900) * scale),
            3 => format!("{}?", next(900) * scale),
            4 if signs > 0 => format!("-{}", next(300) * scale),
            _ if signs > 1 => format!("-{}", (400 + next(500)) * scale),
            _ => format!("{}", (400 + next(500)) * scale),
        };
        let so_sure = |point: String| match point.ends_with(|last: char| last.is_ascii_digit()) {
            true => point + sure,
            false => point,
        };
        let series: Vec<(String, String)> = (0..count)
            .map(|s| {
                let points: Vec<String> =
                    (1..n).map(|_| point(&mut next)).chain([format!("{}", 500 * scale)]).map(so_sure).collect();
                (format!("{} {s}", pool[(s + round) % pool.len()]), points.join(" "))
            })
            .collect();
        let series: Vec<(&str, &str)> = series.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let can_have_mark = matches!(kind, ChartKind::Column | ChartKind::GroupedColumn | ChartKind::Bar);
        let mut chart = match can_have_mark && count == 2 {
            true => with_mark(kind, &series),
            false => chart(kind, &series),
        };
        match next(5) {
            0 => chart = parts_of_years(chart, &MONTHS),
            1 => chart = parts_of_years(chart, &QUARTERS),
            2 => {
                let names: Vec<String> = (0..n).map(|i| format!("{} {i}", pool[(i + round) % pool.len()])).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                chart = named(chart, &names);
            }
            3 => {
                let mut time = 0.0;
                let mut later = || {
                    time += 1.0 + next(40) as f64;
                    time
                };
                chart.times = (0..n).map(|_| later()).collect();
            }
            _ => {}
        }
        chart.breaks = if next(2) == 0 { vec![next(n + 1)] } else { vec![] };
        if kind == ChartKind::Bar && n > 25 {
            continue;
        }
        let svg = draw(&chart, &Plain, &style).unwrap();
        wrong.extend(apart(&svg, &style).err().map(|why| format!("round {round}, {kind:?}: {why}")));
    }
    assert!(wrong.is_empty(), "{} pictures:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_budget_is_a_mark_and_its_difference_is_told() {
    let chart = with_mark(ChartKind::Column, &[("Rekening", "430 520 480"), ("Begroting", "450 500 480")]);
    let texts = drawn(&chart);
    assert!(
        ["Rekening", "Begroting", "430", "520"].iter().all(|text| texts.iter().any(|one| one == text)),
        "{texts:?}"
    );
    insta::assert_snapshot!(alt_text(&chart, &Plain), @"Kolomdiagram: Aantal jongeren met jeugdhulp, 2015 tot en met 2017. In 2015: Rekening 430, 20 minder dan Begroting (450). In 2016: Rekening 520, 20 meer dan Begroting (500). In 2017: Rekening 480, gelijk aan Begroting.");
    let bars = named(with_mark(ChartKind::Bar, &[("Rekening", "430 -"), ("Begroting", "450 500")]), &["Eddee", "Boba"]);
    drawn(&bars);
    insta::assert_snapshot!(alt_text(&bars, &Plain), @"Staafdiagram: Aantal jongeren met jeugdhulp. Eddee: Rekening 430, 20 minder dan Begroting (450). Boba: Begroting 500. Van Boba ontbreekt een cijfer.");
    let many =
        with_mark(ChartKind::Column, &[("Rekening", "430 520 480 1 9 . 4"), ("Begroting", "450 500 480 2 9 5 4")]);
    let told = alt_text(&many, &Plain);
    insta::assert_snapshot!(told, @"Kolomdiagram: Aantal jongeren met jeugdhulp, 2015 tot en met 2021. Rekening ligt 1 keer boven en 2 keer onder Begroting. Het verschil is het grootst in 2015. In 2015: Rekening 430, 20 minder dan Begroting (450). In 2021: Rekening 4, gelijk aan Begroting. In 2020: Begroting 5. Kleine aantallen zijn weggelaten.");
}

#[test]
fn what_is_withheld_gives_no_difference() {
    for (spent, budget) in [("430 .", "450 500"), ("430 500", "450 .")] {
        let chart = with_mark(ChartKind::Column, &[("Rekening", spent), ("Begroting", budget)]);
        let told = alt_text(&chart, &Plain);
        assert!(
            told.contains("20 minder dan Begroting (450)") && told.contains("Kleine aantallen zijn weggelaten."),
            "{told}"
        );
        assert_eq!(told.matches("dan Begroting").count(), 1, "{told}");
        drawn(&chart);
    }
}

#[test]
fn columns_and_a_line_share_their_time() {
    let chart = chart(ChartKind::ColumnAndLine, &[("Kosten", "323000 461514 920000?"), ("Jongeren", "120 157 180?")]);
    with_fonts();
    let texts = drawn(&chart);
    assert_eq!(texts.iter().filter(|text| *text == "2016").count(), 1, "{texts:?}");
    assert_eq!(texts.iter().filter(|text| *text == "prognose").count(), 1, "{texts:?}");
    assert!(["Kosten", "Jongeren"].iter().all(|text| texts.iter().any(|one| one == text)), "{texts:?}");
    insta::assert_snapshot!(alt_text(&chart, &Plain), @"Kolomdiagram met een lijn eronder: Aantal jongeren met jeugdhulp, 2015 tot en met 2017. Kosten stijgt van 323.000 in 2015 naar 920.000 in 2017 (prognose). Jongeren stijgt van 120 in 2015 naar 180 in 2017 (prognose). De cijfers over 2017 zijn een prognose.");
}

#[test]
fn what_is_expected_is_light_or_in_long_dashes_and_told() {
    let line = chart(ChartKind::Line, &[("", "231 225 238 246? 254?")]);
    assert!(drawn(&line).iter().any(|text| text == "prognose"));
    insta::assert_snapshot!(alt_text(&line, &Plain), @"Lijndiagram: Aantal jongeren met jeugdhulp, 2015 tot en met 2019. Het cijfer stijgt van 231 in 2015 naar 254 in 2019 (prognose). Het hoogste cijfer is dat van 2019, het laagste 225 in 2016. De cijfers over 2018 en 2019 zijn een prognose.");
    let picture =
        |values: &str| draw(&chart(ChartKind::Column, &[("", values)]), &Plain, &ChartStyle::default()).unwrap();
    assert_ne!(picture("1 2 3?"), picture("1 2 3*"));
    let named =
        chart(ChartKind::Line, &[("Geteld", "231 225 238 - -"), ("Verwacht in 2015", "220? 222? 230? 231? 240?")]);
    assert!(!drawn(&named).iter().any(|text| text == "prognose"), "its name says it");
    let unnamed = chart(ChartKind::Line, &[("Geteld", "231 225 238 - -"), ("Plan", "220? 222? 230? 231? 240?")]);
    assert!(drawn(&unnamed).iter().any(|text| text.starts_with("Plan (prognose)")));
    insta::assert_snapshot!(alt_text(&unnamed, &Plain), @"Lijndiagram: Aantal jongeren met jeugdhulp, 2015 tot en met 2019. Geteld stijgt van 231 in 2015 naar 238 in 2017. Het hoogste cijfer van Geteld is dat van 2017, het laagste 225 in 2016. Plan (prognose) stijgt van 220 in 2015 naar 240 in 2019. De cijfers van Plan zijn een prognose. Over 2018 en 2019 ontbreken cijfers.");
}

#[test]
fn what_goes_for_all_bars_is_told_once() {
    let words = |values: &str| -> Vec<String> {
        let texts =
            drawn(&named(chart(ChartKind::Bar, &[("Kosten", values)]), &["Crabbehof", "Wielwijk", "Sterrenburg"]));
        texts.into_iter().filter(|text| text.contains("voorlopig") || text.contains("prognose")).collect()
    };
    assert_eq!(words("12* 15* 9*"), ["Alle cijfers zijn voorlopig."]);
    assert_eq!(words("12? - 9?"), ["Alle cijfers zijn een prognose."]);
    assert_eq!(words("12* 15 9*"), ["voorlopig", "voorlopig"]);
    assert_eq!(words("12* . -"), ["voorlopig"]);
    let steps = named(chart(ChartKind::Waterfall, &[("Kosten", "12* 15* 27*")]), &["Eddee", "Boba", "Samen"]);
    assert_eq!(drawn(&steps).iter().filter(|text| text.contains("voorlopig")).count(), 1);
}

#[test]
fn moments_stand_at_their_place_in_time() {
    let even = chart(ChartKind::Line, &[("", "231 225 238 246")]);
    let uneven = Chart { times: vec![0.0, 12.0, 15.0, 60.0], ..even.clone() };
    assert!(drawn(&uneven).iter().any(|text| text == "2018"));
    assert_ne!(draw(&even, &Plain, &ChartStyle::default()), draw(&uneven, &Plain, &ChartStyle::default()));
    assert!(alt_text(&uneven, &Plain).contains("De perioden liggen niet even ver uit elkaar."));
}

/// What nobody would make on purpose is drawn as it is.
#[test]
fn one_point_zeros_negatives_and_a_thousand_dates() {
    for kind in ChartKind::ALL.iter().copied().filter(|kind| !kind.has_panels()) {
        for values in ["5", "0 0 0", "-4 -5 -6", "-1", "5 . . .", "0 0 0?"] {
            let chart = chart(kind, &[("Een", values)]);
            let texts = drawn(&chart);
            assert!(!texts.is_empty(), "{kind:?} {values}");
        }
    }
    let many: Vec<String> = (0..1000).map(|i| (100 + i % 97).to_string()).collect();
    for kind in [ChartKind::Line, ChartKind::Column, ChartKind::StackedColumn] {
        drawn(&parts_of_years(chart(kind, &[("Een", &many.join(" "))]), &MONTHS));
    }
    let twenty: Vec<(String, String)> =
        (0..20).map(|i| (format!("Wijk {i}"), format!("{i} 5 9 4 {}", 20 - i))).collect();
    let twenty: Vec<(&str, &str)> = twenty.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    for kind in [ChartKind::Line, ChartKind::Column, ChartKind::GroupedColumn, ChartKind::StackedColumn] {
        drawn(&chart(kind, &twenty));
    }
}

#[test]
fn a_chart_by_itself_says_what_stood_around_it() {
    with_fonts();
    let around = Around {
        state: Some("Concept. Nog niet vastgesteld.".to_owned()),
        title: "De inzet werd drie keer zo groot in de loop van het jaar, en dat blijft zo".to_owned(),
        subject: Some("Inzet per maand, in FTE".to_owned()),
        small_print: vec![
            "Bron: Serviceorganisatie Jeugd.".to_owned(),
            "De cijfers over 2022 zijn voorlopig.".to_owned(),
        ],
        sender: "Gemeente Dordrecht, 14 maart 2023".to_owned(),
    };
    let chart = chart(ChartKind::Column, &[("", "3 4 5*")]);
    let svg = draw_alone(&chart, &Plain, &ChartStyle::default(), &around).unwrap();
    for text in [&around.small_print.join(" "), &around.sender, "Concept. Nog niet vastgesteld."] {
        assert!(svg.contains(&format!(">{text}</text>")), "{text}");
    }
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400.00pt\""), "{svg}");
    let series = ChartSeries { name: "Begroting".to_owned(), points: chart.series[0].points.clone() };
    assert_ne!(
        draw_alone(&Chart { mark: Some(series), ..chart }, &Plain, &ChartStyle::default(), &around).unwrap(),
        svg
    );
}
