//! Periods: years, school years, half-years, quarters and months, as municipalities and Statistics Netherlands write them.

use std::cmp::Ordering;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// The months, as Dutch writes them.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_SHORT: [&str; 12] = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
/// Other ways to cut a month short.
const MONTHS_OTHERWISE: [&str; 2] = ["febr", "sept"];
/// What comes before "kwartaal".
pub const QUARTERS: [&str; 4] = ["eerste", "tweede", "derde", "vierde"];

/// What a year is: four digits outside these are a number. Only here is it said.
pub const YEARS: RangeInclusive<i32> = 1900..=2099;

/// Whether a word in lower case is a month, in full or cut short.
pub fn names_month(word: &str) -> bool {
    MONTHS.contains(&word) || MONTHS_SHORT.contains(&word) || MONTHS_OTHERWISE.contains(&word)
}

/// The year that a text of four digits is.
pub fn year(text: &str) -> Option<i32> {
    let is_whole = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| is_whole && YEARS.contains(year))
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Granularity {
    /// Twelve months from January.
    Year,
    /// Twelve months from August.
    SchoolYear,
    /// Six months.
    HalfYear,
    /// Three months.
    Quarter,
    /// One month.
    Month,
}

impl Granularity {
    /// All lengths, the longest first.
    pub const ALL: [Self; 5] = [Self::Year, Self::SchoolYear, Self::HalfYear, Self::Quarter, Self::Month];

    /// How many months it lasts.
    pub fn months(self) -> u32 {
        match self {
            Granularity::Year | Granularity::SchoolYear => 12,
            Granularity::HalfYear => 6,
            Granularity::Quarter => 3,
            Granularity::Month => 1,
        }
    }
}

/// The first month of a school year.
const SCHOOL_STARTS: u32 = 8;

/// A year, a school year, a half-year, a quarter or a month between 1900 and 2099.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Period {
    /// That in which it begins.
    year: i32,
    /// 1-based number within the year; 1 for a year or school year.
    number: u32,
    granularity: Granularity,
}

/// A text that is no period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodError {
    text: String,
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\"{}\" is geen periode. Schrijf een jaar (2022), een halfjaar (2022-H1), een kwartaal (2022-K4), een maand \
             (2022-10) of een schooljaar (2021-2022).{}",
            self.text,
            if names_week(&self.text) { " Met weken rekent Griffel niet: maak er maanden van." } else { "" }
        )
    }
}

impl std::error::Error for PeriodError {}

/// Whether a text speaks of a week: "week 12", "2022-W12", "2022 wk 3".
fn names_week(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|next: char| !next.is_alphabetic()).filter(|word| !word.is_empty());
    lower.contains(|next: char| next.is_ascii_digit())
        && words.any(|word| matches!(word, "week" | "weken" | "wk" | "w"))
}

/// Whether what a column is called says that its numbers are weeks.
pub fn is_name_of_weeks(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(|next: char| !next.is_alphabetic());
    words.any(|word| word.ends_with("week") || word.starts_with("week") && !word.starts_with("weekend") || word == "wk")
}

impl PeriodError {
    /// The error about a text that can be no period where it stands.
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned() }
    }
}

impl Period {
    fn new(year: i32, number: u32, granularity: Granularity) -> Option<Self> {
        let count = 12 / granularity.months();
        let last_year = if granularity == Granularity::SchoolYear { year + 1 } else { year };
        let is_known = YEARS.contains(&year) && YEARS.contains(&last_year) && (1..=count).contains(&number);
        is_known.then_some(Self { year, number, granularity })
    }

    /// A whole year.
    pub fn year_of(year: i32) -> Option<Self> {
        Self::new(year, 1, Granularity::Year)
    }

    /// The school year that begins in August of a year.
    pub fn school_year_from(year: i32) -> Option<Self> {
        Self::new(year, 1, Granularity::SchoolYear)
    }

    /// The period of this length in which a day lies.
    pub fn of_day(day: NaiveDate, length: Granularity) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        match length {
            Granularity::SchoolYear => Self::school_year_from(if month >= SCHOOL_STARTS { year } else { year - 1 }),
            _ => Self::new(year, (month - 1) / length.months() + 1, length),
        }
    }

    /// How long it is.
    pub fn granularity(self) -> Granularity {
        self.granularity
    }

    /// The period `steps` further on; negative steps go back.
    pub fn offset(self, steps: i32) -> Option<Self> {
        let count = i32::try_from(12 / self.granularity.months()).ok()?;
        let position = self.year.checked_mul(count)?.checked_add(i32::try_from(self.number).ok()? - 1)?;
        let position = position.checked_add(steps)?;
        let number = u32::try_from(position.rem_euclid(count)).ok()? + 1;
        Self::new(position.div_euclid(count), number, self.granularity)
    }

    /// The period before it.
    pub fn previous(self) -> Option<Self> {
        self.offset(-1)
    }

    /// The period after it.
    pub fn next(self) -> Option<Self> {
        self.offset(1)
    }

    /// The same period a year earlier.
    pub fn year_earlier(self) -> Option<Self> {
        Self::new(self.year - 1, self.number, self.granularity)
    }

    /// The year it lies in; of a school year, that in which it begins.
    pub fn year(self) -> Self {
        Self { number: 1, granularity: Granularity::Year, ..self }
    }

    /// The first period of its length in its year.
    pub fn first_of_year(self) -> Self {
        Self { number: 1, ..self }
    }

    /// Its first month.
    pub fn first_month(self) -> Self {
        let number = match self.granularity {
            Granularity::SchoolYear => SCHOOL_STARTS,
            length => (self.number - 1) * length.months() + 1,
        };
        Self { number, granularity: Granularity::Month, ..self }
    }

    /// Its last month.
    pub fn last_month(self) -> Self {
        let (year, number) = match self.granularity {
            Granularity::SchoolYear => (self.year + 1, SCHOOL_STARTS - 1),
            length => (self.year, self.number * length.months()),
        };
        Self { year, number, granularity: Granularity::Month }
    }

    /// Its months.
    pub fn months(self) -> Vec<Self> {
        self.first_month().through(self.last_month())
    }

    /// Its quarters; none for a month or a school year.
    pub fn quarters(self) -> Vec<Self> {
        self.tiled_until(self, Granularity::Quarter).unwrap_or_default()
    }

    /// Its half-years; none for what is shorter, or a school year.
    pub fn half_years(self) -> Vec<Self> {
        self.tiled_until(self, Granularity::HalfYear).unwrap_or_default()
    }

    /// The n-th month of its year.
    pub fn nth_month(self, number: u32) -> Option<Self> {
        Self::new(self.year, number, Granularity::Month)
    }

    /// The n-th half of its year.
    pub fn nth_half(self, number: u32) -> Option<Self> {
        Self::new(self.year, number, Granularity::HalfYear)
    }

    /// The n-th quarter of its year.
    pub fn nth_quarter(self, number: u32) -> Option<Self> {
        Self::new(self.year, number, Granularity::Quarter)
    }

    /// From this period through `last`, which must be as long; else nothing.
    pub fn through(self, last: Self) -> Vec<Self> {
        if self.granularity != last.granularity {
            return Vec::new();
        }
        std::iter::successors(Some(self), |period| period.next()).take_while(|period| *period <= last).collect()
    }

    /// The periods of one length that exactly fill the time from this period through `last`.
    pub fn tiled_until(self, last: Self, granularity: Granularity) -> Option<Vec<Self>> {
        let from = Self::starting(self.first_month(), granularity)?;
        let to = Self::ending(last.last_month(), granularity)?;
        (from <= to).then(|| from.through(to))
    }

    fn starting(month: Self, granularity: Granularity) -> Option<Self> {
        if granularity == Granularity::SchoolYear {
            return Self::school_year_from(month.year).filter(|_| month.number == SCHOOL_STARTS);
        }
        let length = granularity.months();
        let first = (month.number - 1).is_multiple_of(length);
        first.then_some(Self { number: (month.number - 1) / length + 1, granularity, ..month })
    }

    fn ending(month: Self, granularity: Granularity) -> Option<Self> {
        if granularity == Granularity::SchoolYear {
            return Self::school_year_from(month.year - 1).filter(|_| month.number == SCHOOL_STARTS - 1);
        }
        let length = granularity.months();
        month.number.is_multiple_of(length).then_some(Self { number: month.number / length, granularity, ..month })
    }

    /// Whether all of `other` lies in it.
    pub fn contains(self, other: Self) -> bool {
        self.first_day() <= other.first_day() && other.last_day() <= self.last_day()
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        let month = self.first_month();
        // Years and months are checked when a period is made.
        NaiveDate::from_ymd_opt(month.year, month.number, 1).unwrap_or_default()
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        let after = self.first_day() + Months::new(self.granularity.months());
        after - Days::new(1)
    }

    /// "2022", "schooljaar 2021-2022", "eerste halfjaar 2022", "vierde kwartaal 2022", "oktober 2022".
    pub fn in_words(self) -> String {
        let index = self.number as usize - 1;
        match self.granularity {
            Granularity::Year => self.year.to_string(),
            Granularity::SchoolYear => format!("schooljaar {self}"),
            Granularity::HalfYear => format!("{} halfjaar {}", QUARTERS[index], self.year),
            Granularity::Quarter => format!("{} kwartaal {}", QUARTERS[index], self.year),
            Granularity::Month => format!("{} {}", MONTHS[index], self.year),
        }
    }

    /// As it stands in the middle of a sentence: "2022", "het vierde kwartaal van 2022", "oktober 2022".
    pub fn with_article(self) -> String {
        match self.granularity {
            Granularity::Quarter => format!("het {} kwartaal van {}", QUARTERS[self.number as usize - 1], self.year),
            Granularity::HalfYear => format!("het {} halfjaar van {}", QUARTERS[self.number as usize - 1], self.year),
            Granularity::SchoolYear => format!("het {}", self.in_words()),
            Granularity::Year | Granularity::Month => self.in_words(),
        }
    }

    /// What a chart's axis prints: "2022", "2021-2022", "H1", "K4", "okt".
    pub fn axis_label(self) -> String {
        match self.granularity {
            Granularity::Year | Granularity::SchoolYear => self.to_string(),
            Granularity::HalfYear => format!("H{}", self.number),
            Granularity::Quarter => format!("K{}", self.number),
            Granularity::Month => MONTHS_SHORT[self.number as usize - 1].to_owned(),
        }
    }

    /// What a chart's axis prints under parts of a year: the year.
    pub fn axis_group(self) -> Option<String> {
        (self.granularity.months() < 12).then(|| self.year.to_string())
    }
}

/// By first day; of periods that start together the longer comes first.
impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |period: &Self| (period.year, period.first_month().number, period.granularity);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// "2022", "2021-2022", "2022-H1", "2022-K4", "2022-10".
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.granularity {
            Granularity::Year => write!(f, "{}", self.year),
            Granularity::SchoolYear => write!(f, "{}-{}", self.year, self.year + 1),
            Granularity::HalfYear => write!(f, "{}-H{}", self.year, self.number),
            Granularity::Quarter => write!(f, "{}-K{}", self.year, self.number),
            Granularity::Month => write!(f, "{}-{:02}", self.year, self.number),
        }
    }
}

/// Reads `2022`, `2021-2022`, `2022-H1`, `2022-K4`, `2022-10` and the codes of Statistics Netherlands (`2022JJ00`,
/// `2021SJ00`, `2022HJ01`, `2022KW04`, `2022MM10`); case and spaces around do not matter.
impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        parse(&text.trim().to_uppercase()).ok_or_else(|| PeriodError { text: text.trim().to_owned() })
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

fn parse(text: &str) -> Option<Period> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = digits(year)?.try_into().ok()?;
    let kinds = [
        ("-H", Granularity::HalfYear),
        ("HJ", Granularity::HalfYear),
        ("-K", Granularity::Quarter),
        ("KW", Granularity::Quarter),
        ("MM", Granularity::Month),
    ];
    if rest.is_empty() || rest == "JJ00" {
        return Period::year_of(year);
    }
    let is_school_year = rest == "SJ00" || rest.strip_prefix('-').and_then(self::year) == Some(year + 1);
    if is_school_year {
        return Period::school_year_from(year);
    }
    if let Some((prefix, granularity)) = kinds.iter().find(|(prefix, _)| rest.starts_with(prefix)) {
        return Period::new(year, digits(&rest[prefix.len()..])?, *granularity);
    }
    let month = rest.strip_prefix('-').filter(|month| month.len() == 2)?;
    Period::new(year, digits(month)?, Granularity::Month)
}

fn digits(text: &str) -> Option<u32> {
    let all_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| text.parse().ok()).flatten()
}

/// "14 maart 2023", with a no-break space between day and month.
pub fn date_in_words(date: NaiveDate) -> String {
    format!("{}\u{a0}{} {}", date.day(), MONTHS[date.month0() as usize], date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().expect(text)
    }

    #[test]
    fn reads_and_prints_every_notation() {
        for (written, canonical, words) in [
            ("2022", "2022", "2022"),
            (" 2022-k4 ", "2022-K4", "vierde kwartaal 2022"),
            ("2022-10", "2022-10", "oktober 2022"),
            ("2022JJ00", "2022", "2022"),
            ("2022KW04", "2022-K4", "vierde kwartaal 2022"),
            ("2022MM01", "2022-01", "januari 2022"),
            ("2022-h1", "2022-H1", "eerste halfjaar 2022"),
            ("2022HJ02", "2022-H2", "tweede halfjaar 2022"),
            ("2021-2022", "2021-2022", "schooljaar 2021-2022"),
            ("2021SJ00", "2021-2022", "schooljaar 2021-2022"),
        ] {
            assert_eq!(period(written).to_string(), canonical);
            assert_eq!(period(written).in_words(), words);
            assert!(period(written).with_article().ends_with("2022"));
        }
        for wrong in [
            "",
            "22",
            "2022-K5",
            "2022-13",
            "2022-1",
            "4e kw 2022",
            "2022KW",
            "1899",
            "2022-K",
            "é022",
            "2022-00",
            "2022-H3",
            "2022-H0",
            "2021-22",
            "2021-2023",
            "2022-2021",
            "2099-2100",
        ] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn knows_the_periods_around_it() {
        assert_eq!(period("2022-K1").previous(), Some(period("2021-K4")));
        assert_eq!(period("2022-12").next(), Some(period("2023-01")));
        assert_eq!(period("2022-K4").year_earlier(), Some(period("2021-K4")));
        assert_eq!(period("1900").previous(), None);
        assert_eq!(period("2022-K2").months(), [period("2022-04"), period("2022-05"), period("2022-06")]);
        assert_eq!(period("2022").quarters().len(), 4);
        assert!(period("2022-04").quarters().is_empty());
        assert_eq!(period("2022-02").last_day().day(), 28);
        assert!(period("2022").contains(period("2022-K4")) && !period("2022-K4").contains(period("2022")));
    }

    #[test]
    fn tiles_only_where_the_ends_fit() {
        let tiles = |from, to, granularity| period(from).tiled_until(period(to), granularity).map(|tiles| tiles.len());
        assert_eq!(tiles("2022", "2022", Granularity::Month), Some(12));
        assert_eq!(tiles("2022-01", "2022-06", Granularity::Quarter), Some(2));
        assert_eq!(tiles("2022-02", "2022-06", Granularity::Quarter), None);
        assert_eq!(tiles("2022-K1", "2022-K3", Granularity::Year), None);
    }

    #[test]
    fn school_years_begin_in_august() {
        let year = period("2021-2022");
        assert_eq!((year.first_month(), year.last_month()), (period("2021-08"), period("2022-07")));
        assert_eq!(
            (year.first_day().to_string(), year.last_day().to_string()),
            ("2021-08-01".into(), "2022-07-31".into())
        );
        assert_eq!((year.months().len(), year.quarters().len(), year.half_years().len()), (12, 0, 0));
        assert_eq!((year.previous(), year.year_earlier()), (Some(period("2020-2021")), Some(period("2020-2021"))));
        assert_eq!(
            period("2021-08").tiled_until(period("2023-07"), Granularity::SchoolYear).map(|all| all.len()),
            Some(2)
        );
        assert_eq!(period("2021").tiled_until(period("2021"), Granularity::SchoolYear), None);
        let day = |text: &str| text.parse().expect("a day");
        assert_eq!(Period::of_day(day("2022-07-31"), Granularity::SchoolYear), Some(year));
        assert_eq!(Period::of_day(day("2022-08-01"), Granularity::SchoolYear), Some(period("2022-2023")));
        assert_eq!(Period::of_day(day("2022-08-01"), Granularity::HalfYear), Some(period("2022-H2")));
    }

    #[test]
    fn weeks_are_told_apart() {
        for text in ["week 12", "2022-W12", "2022 wk 3", "Week 3 2022"] {
            assert!(PeriodError::of(text).to_string().contains("weken"), "{text}");
        }
        for text in ["tweede", "weekend", "2022", "W"] {
            assert!(!PeriodError::of(text).to_string().contains("weken"), "{text}");
        }
    }

    #[test]
    fn half_years_lie_between_years_and_quarters() {
        assert_eq!(period("2022").half_years(), [period("2022-H1"), period("2022-H2")]);
        assert_eq!(period("2022-H2").quarters(), [period("2022-K3"), period("2022-K4")]);
        assert_eq!(period("2022-H1").previous(), Some(period("2021-H2")));
        assert_eq!(period("2022-H1").axis_group().as_deref(), Some("2022"));
        assert!(period("2022").contains(period("2022-H2")) && period("2022-H2").contains(period("2022-12")));
    }

    #[test]
    fn orders_by_start_then_longest_first() {
        let mut periods = ["2022-10", "2022-K4", "2022", "2021-12", "2022-H1", "2021-2022", "2021-08"].map(period);
        periods.sort();
        let wanted = ["2021-2022", "2021-08", "2021-12", "2022", "2022-H1", "2022-K4", "2022-10"];
        assert_eq!(periods.map(|period| period.to_string()), wanted);
    }
}
