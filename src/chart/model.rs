//! What is drawn: plain data, nothing to look up.

use rust_decimal::Decimal;

use crate::load::ChartKind;

use super::text;

/// Everything needed to draw a chart and to describe it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The form of the picture.
    pub kind: ChartKind,
    /// What is shown, e.g. "Inzet in FTE per maand"; for the alternative text.
    pub subject: String,
    /// What the author wants to say with it, if anything; for the alternative text.
    pub message: Option<String>,
    /// The x axis, or the rows of bars and waterfalls.
    pub categories: Vec<Category>,
    /// What is measured; a waterfall has exactly one series, whose last point is the total.
    pub series: Vec<ChartSeries>,
    /// What stands above each panel: the name of its series, and its unit. Only where there are panels.
    pub panels: Vec<String>,
    /// When each category is, in any unit, where they are moments that do not lie evenly apart; else empty.
    pub times: Vec<f64>,
    /// What stands as a mark over the columns or bars of the only series, such as the budget over what was spent.
    pub mark: Option<ChartSeries>,
    /// A break in the series lies before the category with this index.
    pub breaks: Vec<usize>,
    /// Whether a line goes on, thinner, where a number is not known.
    pub bridged: bool,
    /// Which categories stand out.
    pub emphasis: Emphasis,
    /// Where the numbers are, e.g. "tabel 2"; for the alternative text.
    pub table: Option<String>,
}

/// A place on the category axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// For the axis: "jan", "2022", "K3".
    pub short: String,
    /// For the description: "januari 2022".
    pub long: String,
    /// Drawn once under all neighbours that share it, e.g. the year under months.
    pub group: Option<String>,
}

/// One measure over all categories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartSeries {
    /// As it stands beside its line.
    pub name: String,
    /// One point a category.
    pub points: Vec<Point>,
}

/// One value and its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// What is known.
    pub value: PointValue,
    /// Drawn in a way of its own, and named.
    pub certainty: Certainty,
}

/// How certain a value is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Certainty {
    /// It is counted, and stays.
    #[default]
    Known,
    /// It may still change: hatched, or in short dashes.
    Provisional,
    /// It is expected: light, or in long dashes.
    Forecast,
}

impl Certainty {
    /// The word that stands at such values in a chart.
    pub(super) fn word(self) -> Option<&'static str> {
        match self {
            Certainty::Known => None,
            Certainty::Provisional => Some("voorlopig"),
            Certainty::Forecast => Some("prognose"),
        }
    }

    /// What is said once, where all values are so.
    pub(super) fn remark(self) -> Option<&'static str> {
        match self {
            Certainty::Known => None,
            Certainty::Provisional => Some("Alle cijfers zijn voorlopig."),
            Certainty::Forecast => Some("Alle cijfers zijn een prognose."),
        }
    }
}

/// What is known of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointValue {
    /// A number that may be shown.
    Number(Decimal),
    /// Not known: a gap.
    Missing,
    /// Suppressed by disclosure control: a dot in the place of the value, and never anything that depends on it.
    Hidden,
}

impl Point {
    pub(super) fn shown(&self) -> Option<Decimal> {
        match self.value {
            PointValue::Number(value) => Some(value),
            PointValue::Missing | PointValue::Hidden => None,
        }
    }

    pub(super) fn is_negative(&self) -> bool {
        self.shown().is_some_and(|value| value.is_sign_negative() && !value.is_zero())
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.value == PointValue::Hidden
    }
}

impl ChartSeries {
    pub(super) fn shown(&self) -> impl Iterator<Item = (usize, Decimal)> + '_ {
        self.points.iter().enumerate().filter_map(|(i, point)| Some((i, point.shown()?)))
    }
}

/// Which categories are drawn dark and carry their value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// The first, the last, the highest and the lowest; all, where there are few.
    #[default]
    Telling,
    /// The categories with these indexes.
    Categories(Vec<usize>),
}

/// How numbers are written; the notation belongs to the organisation.
pub trait Labels {
    /// A value in full: "€ 461.514", "8,65".
    fn value(&self, value: Decimal) -> String;
    /// A value where there is no room for [`Labels::value`]: without what the subtitle tells, "38,5".
    fn bare(&self, value: Decimal) -> String {
        self.value(value)
    }
    /// A tick on the axis: "400.000", "17%".
    fn axis(&self, value: Decimal) -> String;
    /// How the numbers of a series are written, where each has its own unit.
    fn of_series(&self, _series: usize) -> Option<&dyn Labels> {
        None
    }
}

/// What the name of a series ends in that is nothing but expected.
pub(super) const EXPECTED: &str = " (prognose)";

impl Chart {
    /// All numbers that may be shown.
    pub(super) fn values(&self) -> impl Iterator<Item = Decimal> + '_ {
        self.series.iter().chain(&self.mark).flat_map(ChartSeries::shown).map(|(_, value)| value)
    }

    /// Whether any series has a value here that is no more certain. Hidden and missing values have nothing to show. What is
    /// expected of a series from the first to the last is told by its name.
    pub(super) fn is(&self, certainty: Certainty, category: usize) -> bool {
        let named = |series: &&ChartSeries| certainty == Certainty::Forecast && self.is_all_forecast(series);
        let points = self.series.iter().filter(|series| !named(series));
        let mut points = points.filter_map(|series| series.points.get(category));
        points.any(|point| point.certainty == certainty && point.shown().is_some())
    }

    /// Whether one of several series is nothing but expected.
    pub(super) fn is_all_forecast(&self, series: &ChartSeries) -> bool {
        let mut shown = series.points.iter().filter(|point| point.shown().is_some());
        self.series.len() > 1 && shown.all(|point| point.certainty == Certainty::Forecast)
    }

    /// How certain all values are, where there are several and none of them is certain in another way.
    pub(super) fn certainty_of_all(&self) -> Option<Certainty> {
        let points = self.series.iter().flat_map(|series| &series.points);
        let mut shown = points.filter(|point| point.shown().is_some()).map(|point| point.certainty);
        let first = shown.next()?;
        let others = shown.collect::<Vec<_>>();
        (!others.is_empty() && others.iter().all(|other| *other == first)).then_some(first)
    }

    /// The word for the values of a category, the least certain one.
    pub(super) fn word_at(&self, category: usize) -> Option<&'static str> {
        let found = [Certainty::Forecast, Certainty::Provisional].into_iter().find(|one| self.is(*one, category));
        found.and_then(Certainty::word)
    }

    /// With names that fit in a line of XML, and breaks that lie between two categories.
    pub(super) fn cleaned(&self) -> Chart {
        let mut chart = self.clone();
        for category in &mut chart.categories {
            category.short = text::clean(&category.short);
            category.long = text::clean(&category.long);
            category.group = category.group.as_deref().map(text::clean);
        }
        for i in 0..chart.series.len() {
            let series = &self.series[i];
            let name = text::clean(&series.name);
            let lower = name.to_lowercase();
            let is_told = ["prognose", "raming", "verwacht"].iter().any(|word| lower.contains(word));
            let says_so = self.is_all_forecast(series) && !is_told && series.shown().next().is_some();
            chart.series[i].name = if says_so { name + EXPECTED } else { name };
        }
        if let Some(mark) = &mut chart.mark {
            mark.name = text::clean(&mark.name);
        }
        chart.panels = chart.panels.iter().map(|heading| text::clean(heading)).collect();
        chart.breaks.retain(|at| (1..self.categories.len()).contains(at));
        chart.breaks.sort_unstable();
        chart.breaks.dedup();
        chart
    }
}
