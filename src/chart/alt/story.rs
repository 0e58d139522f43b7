//! What the numbers in a chart say, in sentences.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::load::ChartKind;

use super::super::model::{Certainty, Chart, ChartSeries, Labels, Point, PointValue};
use super::period::{joined, range, when, with_article};

/// Beyond this many series or parts they are not told one by one.
const SERIES: usize = 4;
const PARTS: usize = 6;
const LISTED: usize = 5;
const PAIRS: usize = 4;
/// So many places of an equal extreme are named; of more it is said how many there are.
const TIES: usize = 3;

/// A sentence and how easily it can be missed: 0 never.
pub(super) type Ranked = (u8, String);

/// The sentences between the opening and the caveats.
pub(super) fn tell(chart: &Chart, labels: &dyn Labels) -> Vec<Ranked> {
    let teller = Teller { chart, labels, periods: range(&chart.categories).is_some() };
    if chart.values().next().is_none() {
        return vec![(0, "Er zijn geen cijfers om te tonen.".to_owned())];
    }
    match (chart.kind, &chart.mark) {
        (ChartKind::Waterfall, _) => teller.waterfall(),
        (ChartKind::ColumnAndLine, _) => teller.panels(),
        (_, Some(mark)) => teller.against(mark),
        (_, None) if teller.periods => teller.over_time(),
        (_, None) => teller.over_names(),
    }
}

struct Teller<'a> {
    chart: &'a Chart,
    labels: &'a dyn Labels,
    periods: bool,
}

/// A shown value and the index of its category.
type ShownPoint = (usize, Decimal);

impl Teller<'_> {
    fn name(&self, category: usize) -> &str {
        self.chart.categories.get(category).map_or("", |category| category.long.as_str())
    }

    fn value(&self, (_, value): ShownPoint) -> String {
        self.labels.value(value)
    }

    /// "2.905 in 2025" or "2.905 (Eddee)".
    fn at(&self, shown: ShownPoint) -> String {
        let name = self.name(shown.0);
        if self.periods {
            format!("{} {}", self.value(shown), when(name))
        } else {
            format!("{} ({name})", self.value(shown))
        }
    }

    /// "9 in 2021 en in 2023" or "9 (Eddee en Boba)": a value that occurs more than once.
    fn at_each(&self, shown: ShownPoint, categories: &[usize]) -> String {
        let name = |category: &usize| match self.periods {
            true => when(self.name(*category)),
            false => self.name(*category).to_owned(),
        };
        let names = joined(&categories.iter().map(name).collect::<Vec<_>>());
        if self.periods { format!("{} {names}", self.value(shown)) } else { format!("{} ({names})", self.value(shown)) }
    }

    /// "8,65 van oktober 2022 tot en met december 2022".
    fn at_run(&self, shown: ShownPoint, categories: &[usize]) -> String {
        let name = |category: Option<&usize>| category.map_or("", |category| self.name(*category)).to_owned();
        let (first, last) = (name(categories.first()), name(categories.last()));
        format!("{} van {} tot en met {}", self.value(shown), with_article(&first), with_article(&last))
    }

    /// Whether values before and after a break would be compared.
    fn is_broken_between(&self, first: usize, last: usize) -> bool {
        self.chart.breaks.iter().any(|at| (first + 1..=last).contains(at))
    }

    fn over_time(&self) -> Vec<Ranked> {
        let series = &self.chart.series;
        if series.len() > SERIES {
            return self.summary();
        }
        let mut told = Vec::new();
        if self.chart.kind == ChartKind::StackedColumn && series.len() > 1 {
            told.extend(self.sum().and_then(|sum| self.trend("Het totaal", &sum)).map(|s| (1, s)));
        }
        for one in series {
            let subject = if series.len() == 1 || one.name.is_empty() { "Het cijfer" } else { &one.name };
            let rank = if series.len() == 1 { 0 } else { 2 };
            told.extend(self.trend(subject, one).map(|s| (rank, s)));
            let of = if series.len() == 1 { String::new() } else { format!(" van {}", one.name) };
            told.extend(self.extremes(&of, one).map(|s| (rank + 1, s)));
        }
        told
    }

    /// What each panel tells, in its own unit.
    fn panels(&self) -> Vec<Ranked> {
        let mut told = Vec::new();
        for (index, series) in self.chart.series.iter().enumerate() {
            let labels = self.labels.of_series(index).unwrap_or(self.labels);
            let alone = Teller { labels, ..*self };
            told.extend(alone.trend(&series.name, series).map(|s| (0, s)));
            told.extend(alone.extremes(&format!(" van {}", series.name), series).map(|s| (2, s)));
        }
        told
    }

    /// What was spent against what was budgeted, and how they differ; one by one where there are few.
    fn against(&self, mark: &ChartSeries) -> Vec<Ranked> {
        let Some(series) = self.chart.series.first() else { return Vec::new() };
        let pairs: Vec<(usize, Decimal, Decimal)> = series
            .shown()
            .filter_map(|(category, value)| Some((category, value, mark.points.get(category)?.shown()?)))
            .collect();
        let mut told: Vec<Ranked> = Vec::new();
        if pairs.len() <= PAIRS {
            told.extend(pairs.iter().map(|pair| (1, self.pair(series, mark, *pair))));
        } else {
            let count = |wanted: Ordering| pairs.iter().filter(|(_, value, mark)| value.cmp(mark) == wanted).count();
            let (above, below) = (count(Ordering::Greater), count(Ordering::Less));
            told.push((0, format!("{} ligt {above} keer boven en {below} keer onder {}.", series.name, mark.name)));
            let difference = |(_, value, mark): &(usize, Decimal, Decimal)| value.saturating_sub(*mark).abs();
            if let Some(largest) = pairs.iter().rev().max_by_key(|pair| difference(pair)) {
                let place = if self.periods { self.place(largest.0) } else { format!("bij {}", self.name(largest.0)) };
                told.push((1, format!("Het verschil is het grootst {place}.")));
                told.push((1, self.pair(series, mark, *largest)));
            }
            told.extend(pairs.last().filter(|_| self.periods).map(|last| (2, self.pair(series, mark, *last))));
            told.dedup();
        }
        let alone = |one: &ChartSeries, other: &ChartSeries| -> Vec<Ranked> {
            let lacks = |category: usize| other.points.get(category).and_then(Point::shown).is_none();
            let lone = one.shown().filter(|(category, _)| lacks(*category));
            let tell = |(category, value)| {
                let place = capitalized(&self.place(category));
                (1, format!("{place}: {} {}.", one.name, self.labels.value(value)))
            };
            lone.map(tell).collect()
        };
        told.extend(alone(series, mark).into_iter().chain(alone(mark, series)).take(PAIRS));
        told
    }

    /// "In 2022: Rekening € 461.514, € 38.486 minder dan Begroting (€ 500.000)."
    fn pair(
        &self,
        series: &ChartSeries,
        mark: &ChartSeries,
        (category, value, other): (usize, Decimal, Decimal),
    ) -> String {
        let place = capitalized(&self.place(category));
        let (name, written, than) = (&series.name, self.labels.value(value), self.labels.value(other));
        if written == than {
            return format!("{place}: {name} {written}, gelijk aan {}.", mark.name);
        }
        let way = if value > other { "meer" } else { "minder" };
        let by = self.labels.value(value.saturating_sub(other).abs());
        format!("{place}: {name} {written}, {by} {way} dan {} ({than}).", mark.name)
    }

    /// "in 2022", or a name.
    fn place(&self, category: usize) -> String {
        let name = self.name(category);
        if self.periods { when(name) } else { name.to_owned() }
    }

    /// First and last value and the direction. Across a break there is no direction to speak of.
    fn trend(&self, subject: &str, series: &ChartSeries) -> Option<String> {
        let shown: Vec<ShownPoint> = series.shown().collect();
        let (first, last) = (*shown.first()?, *shown.last()?);
        if first.0 == last.0 {
            return Some(format!("{subject} is {}.", self.at(first)));
        }
        if self.value(first) == self.value(last) {
            let (start, end) = (when(self.name(first.0)), when(self.name(last.0)));
            let value = self.value(first);
            return Some(format!("{subject} is {start} en {end} gelijk: {value}."));
        }
        let is_expected = series.points[last.0].certainty == Certainty::Forecast && !self.chart.is_all_forecast(series);
        let (start, mut end) = (self.at(first), self.at(last));
        if is_expected {
            end += " (prognose)";
        }
        let broken = self.is_broken_between(first.0, last.0);
        Some(match last.1.cmp(&first.1) {
            _ if broken => format!("{subject} is {start} en {end}."),
            Ordering::Less => format!("{subject} daalt van {start} naar {end}."),
            Ordering::Equal | Ordering::Greater => {
                format!("{subject} stijgt van {start} naar {end}.")
            }
        })
    }

    /// Highest and lowest value, as far as first and last do not say it already.
    fn extremes(&self, of: &str, series: &ChartSeries) -> Option<String> {
        let shown: Vec<ShownPoint> = series.shown().collect();
        let (first, last) = (*shown.first()?, *shown.last()?);
        if self.is_broken_between(first.0, last.0) {
            return None;
        }
        let highest = *shown.iter().rev().max_by_key(|(_, value)| *value)?;
        let lowest = *shown.iter().min_by_key(|(_, value)| *value)?;
        if shown.len() < 3 && self.periods || self.value(highest) == self.value(lowest) {
            return None;
        }
        let seen = if series.points.iter().any(Point::is_hidden) { "getoonde " } else { "" };
        let end = |extreme: ShownPoint| [first, last].into_iter().find(|end| end.1 == extreme.1);
        let equals = |extreme: ShownPoint| -> Vec<usize> {
            shown.iter().filter(|one| one.1 == extreme.1).map(|one| one.0).collect()
        };
        let once = equals(highest).len() == 1 && equals(lowest).len() == 1;
        if self.periods && once && end(highest).is_some() && end(lowest).is_some() {
            let (one, other) = if end(lowest) == Some(first) { ("laagste", "hoogste") } else { ("hoogste", "laagste") };
            return of.is_empty().then(|| format!("Dat zijn ook het {one} en het {other} {seen}cijfer."));
        }
        let told = |extreme: ShownPoint| {
            let equals = equals(extreme);
            match end(extreme) {
                _ if self.periods && equals.len() > 2 && is_run(&equals) => self.at_run(extreme, &equals),
                _ if equals.len() > TIES => format!("{} ({} keer)", self.value(extreme), equals.len()),
                _ if equals.len() > 1 => self.at_each(extreme, &equals),
                Some(end) if self.periods => format!("dat van {}", with_article(self.name(end.0))),
                _ => self.at(extreme),
            }
        };
        Some(format!("Het hoogste {seen}cijfer{of} is {}, het laagste {}.", told(highest), told(lowest)))
    }

    /// The sum of all series, where every part is shown.
    fn sum(&self) -> Option<ChartSeries> {
        let point = |category: usize| {
            let mut parts = self.chart.series.iter().map(|series| series.points.get(category)?.shown());
            let sum = parts.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?));
            Point { value: sum.map_or(PointValue::Missing, PointValue::Number), certainty: Certainty::Known }
        };
        let points: Vec<Point> = (0..self.chart.categories.len()).map(point).collect();
        points.iter().all(|point| point.shown().is_some()).then(|| ChartSeries { name: String::new(), points })
    }

    /// Many series: the latest values at a glance, and how many go which way.
    fn summary(&self) -> Vec<Ranked> {
        let mut told = vec![(0, format!("De grafiek toont {} reeksen.", self.chart.series.len()))];
        let last = (0..self.chart.categories.len()).rev().find(|i| self.values_at(*i).len() > 1);
        if let Some(last) = last {
            let values = self.values_at(last);
            let highest = values.iter().rev().max_by_key(|(_, value)| *value);
            let lowest = values.iter().min_by_key(|(_, value)| *value);
            if let (Some((high, top)), Some((low, bottom))) = (highest, lowest) {
                let place = if self.periods { when(self.name(last)) } else { format!("bij {}", self.name(last)) };
                let (top, bottom) = (self.labels.value(*top), self.labels.value(*bottom));
                let told_at = format!("{place} is het hoogste cijfer {top} ({high}) en het laagste {bottom} ({low}).");
                told.push((1, capitalized(&told_at)));
            }
        }
        if self.periods && self.chart.breaks.is_empty() {
            told.push((2, self.directions()));
        }
        told
    }

    fn values_at(&self, category: usize) -> Vec<(&str, Decimal)> {
        let series = self.chart.series.iter();
        series.filter_map(|s| Some((s.name.as_str(), s.points.get(category)?.shown()?))).collect()
    }

    fn directions(&self) -> String {
        let count = |wanted: Ordering| {
            let goes = |series: &&ChartSeries| {
                let ends = series.shown().next().zip(series.shown().last());
                ends.is_some_and(|(first, last)| last.1.cmp(&first.1) == wanted)
            };
            self.chart.series.iter().filter(goes).count()
        };
        let verb = |n: usize, one: &str, more: &str| {
            if n == 1 { one.to_owned() } else { more.to_owned() }
        };
        let (up, down, same) = (count(Ordering::Greater), count(Ordering::Less), count(Ordering::Equal));
        let mut parts = Vec::new();
        if up > 0 {
            parts.push(format!("{} er {up}", verb(up, "stijgt", "stijgen")));
        }
        if down > 0 {
            parts.push(format!("{} er {down}", verb(down, "daalt", "dalen")));
        }
        if same > 0 {
            parts.push(format!("{} er {same} gelijk", verb(same, "blijft", "blijven")));
        }
        format!("Van de reeksen {}.", joined(&parts))
    }

    fn over_names(&self) -> Vec<Ranked> {
        let series = &self.chart.series;
        let shown = self.chart.values().count();
        if let [only] = &series[..] {
            let each: Vec<String> =
                only.shown().map(|one| format!("{} {}", self.name(one.0), self.value(one))).collect();
            if shown <= LISTED {
                let verb = if shown == 1 { "Het cijfer is" } else { "De cijfers zijn" };
                return vec![(0, format!("{verb}: {}.", joined(&each)))];
            }
            let extremes = self.extremes("", only).map(|s| (0, s));
            return extremes.into_iter().chain([(1, format!("Er zijn {shown} cijfers."))]).collect();
        }
        if series.len() <= SERIES && shown <= 2 * LISTED {
            return (0..self.chart.categories.len()).filter_map(|i| self.group(i)).map(|s| (1, s)).collect();
        }
        if series.len() > SERIES {
            return self.summary();
        }
        let extremes = |one: &ChartSeries| Some((1, self.extremes(&format!(" van {}", one.name), one)?));
        series.iter().filter_map(extremes).collect()
    }

    /// "Met beschikking: 280 (2021) en 180 (2022)."
    fn group(&self, category: usize) -> Option<String> {
        let values = self.values_at(category);
        let each: Vec<String> =
            values.iter().map(|(name, value)| format!("{} ({name})", self.labels.value(*value))).collect();
        (!each.is_empty()).then(|| format!("{}: {}.", self.name(category), joined(&each)))
    }

    fn waterfall(&self) -> Vec<Ranked> {
        let Some(points) = self.chart.series.first().map(|series| &series.points) else {
            return Vec::new();
        };
        let Some((total, parts)) = points.split_last() else {
            return Vec::new();
        };
        let shown: Vec<ShownPoint> = parts.iter().enumerate().filter_map(|(i, p)| Some((i, p.shown()?))).collect();
        let listed = if shown.len() <= PARTS {
            let each: Vec<String> =
                shown.iter().map(|one| format!("{} ({})", self.name(one.0), self.value(*one))).collect();
            joined(&each)
        } else {
            format!("{} delen", shown.len())
        };
        let end = total.shown().map(|value| format!("{} ({})", self.labels.value(value), self.name(parts.len())));
        let sum = shown.iter().try_fold(Decimal::ZERO, |sum, (_, value)| sum.checked_add(*value));
        let adds_up = shown.len() == parts.len() && sum.is_some() && sum == total.shown();
        let verb = if shown.len() == 1 { "is" } else { "zijn samen" };
        let told = match end {
            Some(end) if shown.is_empty() => format!("De laatste staaf is {end}."),
            Some(end) if adds_up => format!("{listed} {verb} {end}."),
            Some(end) => format!("De delen zijn {listed}. De laatste staaf is {end}."),
            None => format!("De delen zijn {listed}."),
        };
        vec![(0, told)]
    }
}

/// Whether categories are neighbours.
fn is_run(categories: &[usize]) -> bool {
    categories.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
