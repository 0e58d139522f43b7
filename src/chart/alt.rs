//! The alternative text of a chart: Dutch, plain language (B1), a few short sentences.
//!
//! It says what somebody who sees the picture would take from it: kind, subject, range, first and last value
//! with the direction, highest and lowest, what is provisional, missing or broken, and where the numbers are.
//! Suppressed values are never mentioned, nor which ones they are.

mod period;
mod story;

use super::model::{Certainty, Chart, EXPECTED, Labels, Point, PointValue};
use super::text;
use period::{joined, range, with_article};
use story::Ranked;

/// Longest text in characters; what matters least is left out first.
const LIMIT: usize = 520;

/// Describes the chart in Dutch.
pub fn alt_text(chart: &Chart, labels: &dyn Labels) -> String {
    let chart = &chart.cleaned().with_short_names();
    let mut sentences = vec![(0, opening(chart))];
    if let Some(message) = chart.message.as_deref().map(text::clean).filter(|message| !message.is_empty()) {
        sentences.push((2, sentence(&message)));
    }
    sentences.extend(story::tell(chart, labels));
    sentences.extend(caveats(chart));
    if let Some(table) = chart.table.as_deref().map(text::clean).filter(|table| !table.is_empty()) {
        sentences.push((0, format!("De cijfers staan in {table}.")));
    }
    shortened(sentences)
}

/// Without the least important sentences, the last ones first, until the text is short enough.
fn shortened(mut sentences: Vec<Ranked>) -> String {
    let length = |sentences: &[Ranked]| sentences.iter().map(|(_, s)| s.chars().count() + 1).sum::<usize>();
    while length(&sentences) > LIMIT {
        let droppable = sentences.iter().enumerate().filter(|(_, (rank, _))| *rank > 0);
        let Some((at, _)) = droppable.max_by_key(|(at, (rank, _))| (*rank, *at)) else {
            break;
        };
        sentences.remove(at);
    }
    sentences.into_iter().map(|(_, s)| s).collect::<Vec<_>>().join(" ")
}

fn opening(chart: &Chart) -> String {
    let kind = chart.kind.spoken();
    let subject = text::clean(&chart.subject);
    let subject = if subject.is_empty() { kind.to_owned() } else { format!("{kind}: {subject}") };
    match range(&chart.categories) {
        Some(range) if !subject.contains(&range) => sentence(&format!("{subject}, {range}")),
        _ => sentence(&subject),
    }
}

/// The text with a full stop, unless it ends in one or in another mark that closes a sentence.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

/// What to bear in mind: provisional, missing, suppressed, broken.
fn caveats(chart: &Chart) -> Vec<Ranked> {
    let all: Vec<usize> = (0..chart.categories.len()).collect();
    let are = |certainty| -> Vec<usize> { all.iter().copied().filter(|i| chart.is(certainty, *i)).collect() };
    let (provisional, forecast) = (are(Certainty::Provisional), are(Certainty::Forecast));
    let missing: Vec<usize> = all.iter().copied().filter(|i| is_missing(chart, *i)).collect();
    let hidden = chart.series.iter().chain(&chart.mark).flat_map(|series| &series.points).any(Point::is_hidden);
    let mut caveats = Vec::new();
    caveats.extend(provisional_sentence(chart, &provisional).map(|s| (1, s)));
    // Who cannot see the dashes must not take what is expected for what happened.
    caveats.extend(forecast_sentence(chart, &forecast).map(|s| (0, s)));
    caveats.extend(missing_sentence(chart, &missing).map(|s| (1, s)));
    if hidden {
        caveats.push((1, "Kleine aantallen zijn weggelaten.".to_owned()));
    }
    if !chart.times.is_empty() {
        caveats.push((1, "De perioden liggen niet even ver uit elkaar.".to_owned()));
    }
    caveats.extend(break_sentence(chart).map(|s| (1, s)));
    caveats
}

fn is_missing(chart: &Chart, category: usize) -> bool {
    let points = chart.series.iter().filter_map(|series| series.points.get(category));
    points.into_iter().any(|point| point.value == PointValue::Missing)
}

fn provisional_sentence(chart: &Chart, which: &[usize]) -> Option<String> {
    certainty_sentence(chart, which, "voorlopig")
}

fn forecast_sentence(chart: &Chart, which: &[usize]) -> Option<String> {
    let named = chart.series.iter().filter(|series| chart.is_all_forecast(series));
    let named: Vec<&str> = named.map(|series| series.name.trim_end_matches(EXPECTED)).collect();
    let of_series = match named[..] {
        [] => None,
        [one] => Some(format!("De cijfers van {one} zijn een prognose.")),
        _ => Some(format!("De cijfers van {} zijn prognoses.", joined(&named))),
    };
    let of_categories = certainty_sentence(chart, which, "een prognose");
    let all: Vec<String> = of_series.into_iter().chain(of_categories).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// "De cijfers vanaf 2023 zijn ...".
fn certainty_sentence(chart: &Chart, which: &[usize], word: &str) -> Option<String> {
    let (first, n) = (*which.first()?, chart.categories.len());
    let to_the_end = which.len() == n - first;
    let periods = range(&chart.categories).is_some();
    let about = if periods { "over" } else { "van" };
    let names: Vec<String> = which.iter().map(|i| with_article(&chart.categories[*i].long)).collect();
    Some(match which.len() {
        len if len == n && n > 1 => format!("Alle cijfers zijn {word}."),
        1 if chart.series.len() == 1 => format!("Het cijfer {about} {} is {word}.", names[0]),
        len if len > 2 && to_the_end && periods => format!("De cijfers vanaf {} zijn {word}.", names[0]),
        1..=3 => format!("De cijfers {about} {} zijn {word}.", joined(&names)),
        _ => format!("Een deel van de cijfers is {word}."),
    })
}

fn missing_sentence(chart: &Chart, which: &[usize]) -> Option<String> {
    let about = if range(&chart.categories).is_some() { "Over" } else { "Van" };
    let names: Vec<String> = which.iter().map(|i| with_article(&chart.categories[*i].long)).collect();
    Some(match names.len() {
        0 => return None,
        1 => format!("{about} {} ontbreekt een cijfer.", names[0]),
        2..=3 => format!("{about} {} ontbreken cijfers.", joined(&names)),
        _ => "Een deel van de cijfers ontbreekt.".to_owned(),
    })
}

fn break_sentence(chart: &Chart) -> Option<String> {
    let name = |i: usize| with_article(&chart.categories[i].long);
    let place = match chart.breaks[..] {
        [] => return None,
        [at] => format!("Tussen {} en {}", name(at - 1), name(at)),
        _ => {
            let names: Vec<String> = chart.breaks.iter().map(|at| name(*at)).collect();
            format!("Vóór {}", joined(&names))
        }
    };
    Some(format!("{place} zit een breuk in de reeks: de cijfers ervoor en erna zijn niet goed te vergelijken."))
}

impl Chart {
    /// With names that can be read aloud: none empty, none much over sixty characters.
    fn with_short_names(mut self) -> Chart {
        let n = self.categories.len();
        for category in &mut self.categories {
            let name = if category.long.is_empty() { &category.short } else { &category.long };
            category.long = shorter(name);
        }
        for series in self.series.iter_mut().chain(&mut self.mark) {
            series.name = shorter(&series.name);
            series.points.truncate(n);
        }
        self
    }
}

fn shorter(name: &str) -> String {
    const LONGEST: usize = 60;
    if name.is_empty() {
        return "zonder naam".to_owned();
    }
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let start: String = name.chars().take(LONGEST).collect();
    let whole_words = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{whole_words} …")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::sample::{Plain, chart, named};
    use crate::load::ChartKind;
    use insta::assert_snapshot;

    fn told(chart: &Chart) -> String {
        let text = alt_text(chart, &Plain);
        assert!(text.chars().count() <= LIMIT && !text.contains("  ") && text.ends_with('.'), "{text}");
        text
    }

    #[test]
    fn one_line_rises() {
        let mut chart = chart(ChartKind::Line, &[("Dordrecht", "2310 2250 2380 2460 2540*")]);
        chart.table = Some("tabel 2".into());
        chart.message = Some("Meer jongeren krijgen hulp".into());
        assert_snapshot!(told(&chart), @"Lijndiagram: Aantal jongeren met jeugdhulp, 2015 tot en met 2019. Meer jongeren krijgen hulp. Het cijfer stijgt van 2.310 in 2015 naar 2.540 in 2019. Het hoogste cijfer is dat van 2019, het laagste 2.250 in 2016. Het cijfer over 2019 is voorlopig. De cijfers staan in tabel 2.");
    }

    #[test]
    fn a_break_forbids_to_say_that_it_rises() {
        let mut chart = chart(ChartKind::Line, &[("Dordrecht", "1 2 3"), ("Regio", "8 - 5")]);
        chart.breaks = vec![2];
        assert_snapshot!(told(&chart), @"Lijndiagram: Aantal jongeren met jeugdhulp, 2015 tot en met 2017. Dordrecht is 1 in 2015 en 3 in 2017. Regio is 8 in 2015 en 5 in 2017. Over 2016 ontbreekt een cijfer. Tussen 2016 en 2017 zit een breuk in de reeks: de cijfers ervoor en erna zijn niet goed te vergelijken.");
    }

    #[test]
    fn equal_values_stay_the_same() {
        let text = told(&chart(ChartKind::Column, &[("", "5 5 5")]));
        assert_snapshot!(text, @"Kolomdiagram: Aantal jongeren met jeugdhulp, 2015 tot en met 2017. Het cijfer is in 2015 en in 2017 gelijk: 5.");
        assert_snapshot!(told(&chart(ChartKind::Column, &[("", "5")])), @"Kolomdiagram: Aantal jongeren met jeugdhulp, 2015. Het cijfer is 5 in 2015.");
    }

    #[test]
    fn hidden_values_leave_no_trace_of_their_place() {
        let text = told(&chart(ChartKind::Column, &[("", "50 . 60 70 .")]));
        assert_snapshot!(text, @"Kolomdiagram: Aantal jongeren met jeugdhulp, 2015 tot en met 2019. Het cijfer stijgt van 50 in 2015 naar 70 in 2018. Dat zijn ook het laagste en het hoogste getoonde cijfer. Kleine aantallen zijn weggelaten.");
    }

    #[test]
    fn a_waterfall_names_parts_and_total() {
        let chart = chart(ChartKind::Waterfall, &[("", "323000 597000 920000")]);
        let mut chart = named(chart, &["Programma Gezond, Sociaal & Zorgzaam", "Lager budget", "Nodig in 2023"]);
        chart.subject = "Dekking".into();
        assert_snapshot!(told(&chart), @"Watervaldiagram: Dekking. Programma Gezond, Sociaal & Zorgzaam (323.000) en Lager budget (597.000) zijn samen 920.000 (Nodig in 2023).");
    }

    #[test]
    fn bars_are_listed_or_summarised() {
        let few = named(chart(ChartKind::Bar, &[("", "5 -3*")]), &["Eddee", "Boba"]);
        assert_snapshot!(told(&few), @"Staafdiagram: Aantal jongeren met jeugdhulp. De cijfers zijn: Eddee 5 en Boba −3. Het cijfer van Boba is voorlopig.");
        let many = named(chart(ChartKind::Bar, &[("", "5 3 9 1 4 2")]), &["A", "B", "C", "D", "E", "F"]);
        assert_snapshot!(told(&many), @"Staafdiagram: Aantal jongeren met jeugdhulp. Het hoogste cijfer is 9 (C), het laagste 1 (D). Er zijn 6 cijfers.");
        let groups = named(
            chart(ChartKind::GroupedColumn, &[("2021", "280 -"), ("2022", "180 157")]),
            &["Met beschikking", "Zonder"],
        );
        assert_snapshot!(told(&groups), @"Kolomdiagram met groepen: Aantal jongeren met jeugdhulp. Met beschikking: 280 (2021) en 180 (2022). Zonder: 157 (2022). Van Zonder ontbreekt een cijfer.");
    }

    #[test]
    fn many_series_are_summarised() {
        let names: Vec<String> = (0..12).map(|i| format!("Gemeente {i}")).collect();
        let values: Vec<String> = (0..12).map(|i| format!("10 {}", i + 5)).collect();
        let series: Vec<(&str, &str)> = names.iter().zip(&values).map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_snapshot!(told(&chart(ChartKind::Line, &series)), @"Lijndiagram: Aantal jongeren met jeugdhulp, 2015 tot en met 2016. De grafiek toont 12 reeksen. In 2016 is het hoogste cijfer 16 (Gemeente 11) en het laagste 5 (Gemeente 0). Van de reeksen stijgen er 6, dalen er 5 en blijft er 1 gelijk.");
    }

    #[test]
    fn stacks_are_summed() {
        let text = told(&chart(ChartKind::StackedColumn, &[("Met verblijf", "1 2"), ("Zonder verblijf", "5 7")]));
        assert_snapshot!(text, @"Gestapeld kolomdiagram: Aantal jongeren met jeugdhulp, 2015 tot en met 2016. Het totaal stijgt van 6 in 2015 naar 9 in 2016. Met verblijf stijgt van 1 in 2015 naar 2 in 2016. Zonder verblijf stijgt van 5 in 2015 naar 7 in 2016.");
    }

    #[test]
    fn it_stays_short_whatever_the_names() {
        let long = "Stichting Regionale Jeugdhulp en Opvoedondersteuning Drechtsteden & Omstreken ".repeat(9);
        let series = [(long.as_str(), "1 9 3"), (long.as_str(), "1 9 3"), (long.as_str(), "1 9 3")];
        let mut chart = chart(ChartKind::Line, &series);
        chart.message = Some(long.clone());
        assert!(told(&chart).contains("2015 tot en met 2017"));
    }

    #[test]
    fn nothing_to_show_is_said() {
        assert!(told(&chart(ChartKind::Line, &[("", "- -")])).contains("geen cijfers"));
        let mut empty = chart(ChartKind::Waterfall, &[]);
        empty.breaks = vec![0, 7];
        assert!(told(&empty).starts_with("Watervaldiagram"));
    }
}
