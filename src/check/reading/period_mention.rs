//! The periods that a sentence names in words: "in november", "het vierde kwartaal van 2024", "een jaar eerder", "sinds
//! januari", "in de zomer", "Jaarverslag 2023".
//!
//! In: the tokens of a sentence and the period of its document. Out: each period with where it is named, as months. What
//! can be read in more than one way has more than one span.

use std::ops::Range;

use chrono::Datelike;

use crate::dutch::period::{Granularity, Period, year};

use super::prose::{Prose, TokenKind, is_in};

mod relative;
mod report;
mod span;
mod words;

pub use relative::looks_back;
pub use span::Span;
use words::{Item, items, ordinal};

/// How a period is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// From its first month to its last.
    Whole,
    /// "begin 2022"
    Start,
    /// "halverwege het jaar"
    Middle,
    /// "eind 2022"
    End,
    /// "in de zomer": some months of it.
    Within,
    /// "sinds januari": all that was counted since.
    Since,
    /// "vanaf oktober": nothing of before that.
    From,
    /// "tot en met september": all that was counted since January.
    Through,
    /// "de begroting 2026": of what is budgeted only.
    Budget,
}

/// What a named period does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// "in november": it says when.
    Governs,
    /// "de piek van oktober": it belongs to a word.
    Belongs,
    /// "dan in 2024", "ten opzichte van 2024": something else is held against it.
    Reference,
}

/// A period that is named.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Where, with what belongs to it: not its preposition.
    pub tokens: Range<usize>,
    /// How it is named.
    pub kind: Kind,
    /// What it does.
    pub role: Role,
    /// The months it can stand for.
    pub spans: Vec<Span>,
    /// The same for all that stand in one row: "in november en december".
    pub row: usize,
}

/// The periods that a sentence names, in reading order.
pub fn of(prose: &Prose, sentence: &Range<usize>, letter: Period) -> Vec<Mention> {
    after(prose, sentence, letter, &[])
}

/// The same, where the sentence may look back to what the one before it names: "die maand", "dat jaar".
pub fn after(prose: &Prose, sentence: &Range<usize>, letter: Period, before: &[Mention]) -> Vec<Mention> {
    // Most sentences name none: looked at first.
    let may_name = |index: usize| match prose.kind(index) {
        Some(TokenKind::Number | TokenKind::Given) => true,
        Some(TokenKind::Word) => words::may_name_period(prose.lower(index)),
        _ => false,
    };
    if !sentence.clone().any(may_name) {
        return Vec::new();
    }
    let items = items(prose, sentence);
    let mut reader =
        Reader { items: &items, letter, years: Vec::new(), last_year: None, found: Vec::new(), row: 0, named: before };
    reader.years = items.iter().filter_map(|item| year(item.text)).collect();
    let mut at = 0;
    while at < items.len() {
        reader.look_at_year(at);
        at = reader.read(at).max(at + 1);
    }
    reader.resolve_relative();
    reader.found
}

struct Reader<'i> {
    /// What the sentence before names.
    named: &'i [Mention],
    items: &'i [Item<'i>],
    letter: Period,
    /// Years that the sentence names.
    years: Vec<i32>,
    /// Last year, while what follows is said of it.
    last_year: Option<i32>,
    found: Vec<Mention>,
    row: usize,
}

impl Reader<'_> {
    fn text(&self, at: usize) -> &str {
        self.items.get(at).map_or("", |item| item.text)
    }

    fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.text(at))
    }

    /// "Vorig jaar" says of which year a quarter or month is, up to a figure or a sign.
    fn look_at_year(&mut self, at: usize) {
        let own = chrono::Datelike::year(&self.letter.first_day());
        if matches!((self.text(at), self.text(at + 1)), ("vorig" | "afgelopen", "jaar")) && self.years.is_empty() {
            self.last_year = Some(own - 1);
        } else if self.items[at].is_figure || matches!(self.text(at), "," | ";" | "." | ":" | "dan" | "en" | "maar") {
            self.last_year = None;
        }
    }

    /// Reads what starts here; where it ends, or here when nothing does.
    fn read(&mut self, at: usize) -> usize {
        self.report_or_budget(at)
            .or_else(|| self.survey(at))
            .or_else(|| self.edge(at))
            .or_else(|| self.since(at))
            .or_else(|| self.open_range(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.parts(at))
            .or_else(|| self.months(at))
            .or_else(|| self.season(at))
            .or_else(|| self.code(at))
            .or_else(|| self.plain_years(at))
            .unwrap_or(at)
    }

    fn push(&mut self, items: Range<usize>, kind: Kind, spans: Vec<Span>) {
        let (Some(first), Some(last)) = (self.items.get(items.start), self.items.get(items.end - 1)) else { return };
        let role = self.role(items.start);
        let tokens = first.token..last.token + 1;
        self.found.push(Mention { tokens, kind, role, spans, row: self.row });
    }

    /// What the words before it make of a period.
    fn role(&self, start: usize) -> Role {
        let mut at = start;
        while at > 0
            && is_in(
                "het de dit dat deze die een heel hele gehele jaar maand maanden schooljaar schooljaren kwartaal",
                self.text(at - 1),
            )
        {
            at -= 1;
        }
        let (last, second, third) = (self.before(at, 1), self.before(at, 2), self.before(at, 3));
        if last == "tegen" && is_in("eind einde slot", self.text(start)) {
            return Role::Governs;
        }
        let is_compared =
            |word: &str| matches!(word, "dan" | "als" | "opzichte" | "vergeleken" | "vergelijking" | "tegenover");
        // "Ter vergelijking: in 2019 …" only opens.
        if (is_compared(second) || is_compared(third))
            && second != ":"
            && matches!(last, "in" | "van" | "met" | "over" | "tijdens" | "periode")
        {
            return Role::Reference;
        }
        match last {
            "dan" | "als" | "sinds" | "na" | "vanaf" | "tot" | "per" | "uit" | "tegen" | "tegenover" | "om"
            | "rond" | "vóór" => Role::Reference,
            // "voor het eerst in 2025"
            "in" if second == "eerst" => Role::Reference,
            "van" if second == "loop" => Role::Reference,
            // "De uitkomst van dat jaar: …"
            "van" if is_in("dat die", self.text(start)) => Role::Governs,
            "van" if is_in("einde eind begin slot", second) => Role::Governs,
            // "in dezelfde periode van 2024"
            "van"
                if is_in("periode maand maanden kwartaal halfjaar tijd", second)
                    && is_in("dezelfde hetzelfde", third) =>
            {
                Role::Governs
            }
            "van"
                if matches!(second, "periode" | "maand" | "kwartaal" | "halfjaar")
                    && is_compared(self.before(at, 5)) =>
            {
                Role::Reference
            }
            "van" => Role::Belongs,
            _ => Role::Governs,
        }
    }

    /// The years of a month or quarter that names none.
    fn years_of(&self, last_month: u32) -> Vec<i32> {
        let own = self.letter.year().first_day();
        let own = chrono::Datelike::year(&own);
        // "Vorig jaar kwamen in het derde kwartaal …": what was named last gives the year, where no figure parts them.
        if let Some(last_year) = self.last_year {
            return vec![last_year];
        }
        let mut years = vec![own];
        let ends = Span::of(self.letter).to;
        if Span::month(own, last_month).to > ends {
            years.push(own - 1);
        }
        if self.letter.granularity() == Granularity::SchoolYear {
            years.push(own + 1);
        }
        years.extend(&self.years);
        years
    }

    /// The years right after an item: "2021 en 2022", "van 2022", "van het jaar", "van dit jaar", "van vorig jaar".
    fn years_after(&self, at: usize) -> (Vec<i32>, usize) {
        let mut start = at;
        if matches!(self.text(start), "van" | "in" | "–" | "-") {
            start += 1;
        }
        let own = chrono::Datelike::year(&self.letter.first_day());
        match (self.text(start), self.text(start + 1)) {
            ("het" | "dit", "jaar") => return (vec![own], start + 2),
            // "aan het einde van dat jaar": the one that the sentence names.
            ("dat", "jaar") if !self.years.is_empty() => return (self.years.clone(), start + 2),
            ("vorig" | "afgelopen", "jaar") => return (vec![own - 1], start + 2),
            ("het", "vorige" | "afgelopen") if self.text(start + 2) == "jaar" => return (vec![own - 1], start + 3),
            _ => {}
        }
        let mut years = Vec::new();
        let mut end = start;
        while let Some(found) = year(self.text(end)) {
            years.push(found);
            end += 1;
            let joins = matches!(self.text(end), "en" | ",");
            if joins && year(self.text(end + 1)).is_some() {
                end += 1;
            } else {
                break;
            }
        }
        if years.is_empty() { (years, at) } else { (years, end) }
    }

    /// "begin 2022", "eind 2022", "aan het einde van het jaar", "halverwege het jaar".
    fn edge(&mut self, at: usize) -> Option<usize> {
        // "op de laatste dag van december"
        if self.text(at) == "laatste" && self.text(at + 1) == "dag" && self.text(at + 2) == "van" {
            let month = words::month(self.text(at + 3))?;
            let (years, end) = self.years_after(at + 4);
            let years = if years.is_empty() { self.years_of(month) } else { years };
            self.row += 1;
            self.push(at..end, Kind::End, years.iter().map(|year| Span::month(*year, month)).collect());
            return Some(end);
        }
        // "per 30 juni": the last day of a month.
        if is_in("per op", self.before(at, 1))
            && let (Ok(day @ 28..=31), Some(month)) = (self.text(at).parse::<u32>(), words::month(self.text(at + 1)))
        {
            let (years, end) = self.years_after(at + 2);
            let years = if years.is_empty() { self.years_of(month) } else { years };
            let is_last = |year: &i32| {
                Period::year_of(*year)
                    .and_then(|year| year.nth_month(month))
                    .is_some_and(|month| month.last_day().day() == day)
            };
            if years.iter().all(is_last) {
                self.row += 1;
                self.push(at..end, Kind::End, years.iter().map(|year| Span::month(*year, month)).collect());
                if let Some(found) = self.found.last_mut() {
                    found.role = Role::Governs;
                }
                return Some(end);
            }
        }
        // "op oudejaarsdag": the last day of a year.
        if matches!(self.text(at), "oudejaarsdag" | "oudejaarsavond" | "oudjaar" | "jaarwisseling" | "jaareinde") {
            let (years, end) = self.years_after(at + 1);
            let years = if years.is_empty() { self.years_of(12) } else { years };
            self.row += 1;
            self.push(at..end, Kind::End, years.iter().map(|year| Span::month(*year, 12)).collect());
            return Some(end);
        }
        // "tussen begin juli en eind september", "van begin juli tot eind september"
        let through = matches!(self.text(at + 2), "en" | "tot") && matches!(self.text(at + 3), "eind" | "einde");
        if let (true, "begin", Some(first), Some(last)) =
            (through, self.text(at), words::month(self.text(at + 1)), words::month(self.text(at + 4)))
            && matches!(self.before(at, 1), "tussen" | "van")
            && first <= last
        {
            let (years, end) = self.years_after(at + 5);
            let years = if years.is_empty() { self.years_of(last) } else { years };
            self.row += 1;
            self.push(at..end, Kind::Whole, years.iter().map(|year| Span::months(*year, first, last)).collect());
            if let Some(found) = self.found.last_mut() {
                found.role = Role::Governs;
            }
            return Some(end);
        }
        let kind = match self.text(at) {
            "begin" | "aanvang" | "start" => Kind::Start,
            "eind" | "einde" | "slot" | "ultimo" => Kind::End,
            "medio" | "halverwege" => Kind::Middle,
            _ => return None,
        };
        // "eind november" is a day, more or less: only what is counted at an end can be of it.
        if let Some(month) = words::month(self.text(at + 1)) {
            let (years, end) = self.years_after(at + 2);
            if kind == Kind::End {
                let years = if years.is_empty() { self.years_of(month) } else { years };
                self.row += 1;
                self.push(at..end, kind, years.iter().map(|year| Span::month(*year, month)).collect());
            }
            return Some(end);
        }
        let own = chrono::Datelike::year(&self.letter.first_day());
        let (years, end) = match (self.text(at + 1), self.text(at + 2)) {
            ("dit", "jaar") => (vec![own], at + 3),
            ("vorig", "jaar") => (vec![own - 1], at + 3),
            ("het", "jaar") => (vec![own], at + 3),
            _ => self.years_after(at + 1),
        };
        if years.is_empty() {
            return None;
        }
        // "sinds begin 2022": all that came since.
        if kind == Kind::Start && is_in("sinds vanaf", self.before(at, 1)) {
            let to = Span::of(self.letter).to;
            let spans = years.iter().map(|year| Span::year(*year)).map(|year| Span { to: to.max(year.to), ..year });
            let spans = spans.collect();
            self.row += 1;
            self.push(at..end, Kind::From, spans);
            return Some(end);
        }
        let mut spans: Vec<Span> = years.iter().map(|year| Span::year(*year)).collect();
        if self.items[at + 1..end].iter().any(|item| item.text == "het") {
            spans.extend(self.years.iter().map(|year| Span::year(*year)));
        }
        self.row += 1;
        self.push(at..end, kind, spans);
        Some(end)
    }

    /// "sinds januari", "sinds het begin van het jaar", "sinds 1 januari".
    fn since(&mut self, at: usize) -> Option<usize> {
        if !matches!(self.text(at), "sinds" | "vanaf") {
            return None;
        }
        let mut start = at + 1;
        while matches!(self.text(start), "het" | "begin" | "de" | "start" | "van" | "1") {
            start += 1;
        }
        let is_start = matches!(self.text(start), "januari" | "jaar")
            || (matches!(self.text(start), "dit") && self.text(start + 1) == "jaar");
        let has_year = year(self.text(start + 1)).is_some();
        if !is_start || has_year || (self.text(start) == "jaar" && start < at + 3) {
            return None;
        }
        let end = start + 1 + usize::from(self.text(start) == "dit");
        // "sinds januari van dit jaar"
        let is_told = self.text(end) == "van" && is_in("dit het", self.text(end + 1)) && self.text(end + 2) == "jaar";
        let end = end + if is_told { 3 } else { 0 };
        let letter = Span::of(self.letter);
        self.row += 1;
        self.push(at..end, Kind::Since, vec![Span { from: letter.year_start(), to: letter.to }]);
        if let Some(last) = self.found.last_mut() {
            last.role = Role::Governs;
        }
        Some(end)
    }

    /// "vanaf oktober 2022", "met ingang van oktober", "tot en met september": a range of which one end is said.
    fn open_range(&mut self, at: usize) -> Option<usize> {
        let (kind, start) = match (self.text(at), self.text(at + 1), self.text(at + 2)) {
            ("sinds" | "vanaf", ..) => (Kind::From, at + 1),
            ("ingang", "van", _) => (Kind::From, at + 2),
            ("tot", "en", "met") => (Kind::Through, at + 3),
            ("t/m", ..) => (Kind::Through, at + 1),
            _ => return None,
        };
        // "januari tot en met maart" has both ends.
        let is_closed = words::month(self.before(at, 1)).is_some() || year(self.before(at, 1)).is_some();
        let start = start + usize::from(self.text(start) == "1");
        let month = words::month(self.text(start)).filter(|_| !is_closed)?;
        let (years, end) = self.years_after(start + 1);
        let years = if years.is_empty() { self.years_of(month) } else { years };
        let letter = Span::of(self.letter);
        let spans = years.iter().map(|year| {
            let month = Span::month(*year, month);
            match kind {
                Kind::From => Span { from: month.from, to: letter.to.max(month.to) },
                _ => Span { from: month.year_start(), to: month.to },
            }
        });
        let spans = spans.collect();
        self.row += 1;
        self.push(at..end, kind, spans);
        if let Some(last) = self.found.last_mut() {
            last.role = Role::Governs;
        }
        Some(end)
    }

    /// Quarters and half-years: "het derde en het vierde kwartaal van 2022", "de eerste zes maanden".
    fn parts(&mut self, at: usize) -> Option<usize> {
        let first = ordinal(self.text(at))?;
        // The ordinals that belong together.
        let mut ordinals = vec![(at, first)];
        let mut next = at + 1;
        loop {
            let mut after = next;
            while is_in("en of naar tot , het de met", self.text(after)) && after < next + 3 {
                after += 1;
            }
            match ordinal(self.text(after)).filter(|_| after > next) {
                Some(number) => {
                    ordinals.push((after, number));
                    next = after + 1;
                }
                None => break,
            }
        }
        let (length, noun_end) = self.part_noun(next, first)?;
        let is_elliptic = noun_end == next;
        let (years, end) = if is_elliptic { (Vec::new(), next) } else { self.years_after(noun_end) };
        let of = |number: u32, year: i32| length.span(number, year);
        self.row += 1;
        if years.len() > 1 && ordinals.len() == 1 {
            // "het vierde kwartaal van 2021 en 2022"
            let mut start = at;
            for (nth, year) in years.iter().enumerate() {
                let item = end - years.len() * 2 + 1 + nth * 2;
                self.push(start..item.max(start) + 1, Kind::Whole, vec![of(first, *year)]);
                start = item + 1;
            }
            return Some(end);
        }
        let last = ordinals.len() - 1;
        for (nth, (item, number)) in ordinals.iter().enumerate() {
            let last_month = length.last_month(*number);
            let years = if years.is_empty() { self.years_of(last_month) } else { years.clone() };
            let spans = years.iter().map(|year| of(*number, *year)).collect();
            let item_end = if nth == last { end } else { item + 1 };
            self.push(*item..item_end.max(item + 1), Kind::Whole, spans);
        }
        Some(end.max(at + 1))
    }

    /// What kind of part an ordinal counts, and where its noun ends: here, when it stands further on.
    fn part_noun(&self, at: usize, number: u32) -> Option<(words::Part, usize)> {
        use words::Part;
        let noun = |text: &str| match text {
            "kwartaal" | "kwartalen" | "slotkwartaal" => Some(Part::Quarter),
            "halfjaar" | "jaarhelft" | "helft" => Some(Part::Half),
            _ => None,
        };
        if let Some(part) = noun(self.text(at)) {
            // "de eerste helft van de inwoners" is no time.
            let is_time = self.text(at) != "helft" || {
                let (years, _) = self.years_after(at + 1);
                !years.is_empty() || !matches!(self.text(at + 1), "van")
            };
            return is_time.then_some((part, at + 1));
        }
        // "de laatste maand van 2024"
        if self.text(at) == "maand" && (number == 1 || number == words::LAST) {
            let (years, _) = self.years_after(at + 1);
            let edge = if number == words::LAST { Part::Last(1) } else { Part::First(1) };
            return (!years.is_empty()).then_some((edge, at + 1));
        }
        if let Some(count) = words::count(self.text(at)) {
            let months = match self.text(at + 1) {
                "maanden" => count,
                "kwartalen" => count * 3,
                _ => return None,
            };
            let edge = if number == words::LAST { Part::Last(months) } else { Part::First(months) };
            return ((1..=12).contains(&months) && (number == 1 || number == words::LAST)).then_some((edge, at + 2));
        }
        // "van {{ a }} in het eerste naar {{ b }} in het laatste kwartaal"
        let is_open = self.items.get(at).is_none_or(|item| item.is_figure)
            || matches!(
                self.text(at),
                "naar" | "en" | "," | "tot" | "." | ";" | "(" | ")" | "nog" | "waren" | "was" | "kwamen" | "gingen"
            );
        let leads =
            matches!(self.before(at, 2), "het" | "de") && matches!(self.before(at, 3), "in" | "van" | "tussen" | "als");
        if !is_open || !leads {
            return None;
        }
        let rest = self.items.iter().skip(at).take(14);
        let after = rest.filter(|item| ordinal(item.text).is_none()).find_map(|item| noun(item.text));
        // "in het eerste halfjaar {{ a }} en in het tweede {{ b }}"
        let before = || self.items[at.saturating_sub(22)..at].iter().rev().find_map(|item| noun(item.text));
        after.or_else(before).map(|part| (part, at))
    }

    /// "per 31 december 2024", "op 1 januari 2025": what is counted on a day that ends a month, or begins one.
    fn day_of_stock(&mut self, at: usize, month: u32) -> Option<usize> {
        let year = year(self.text(at + 1))?;
        let kind = match (self.before(at, 1), month) {
            ("1", _) => Kind::Start,
            ("31", 1 | 3 | 5 | 7 | 8 | 10 | 12) | ("30", 4 | 6 | 9 | 11) | ("28" | "29", 2) => Kind::End,
            _ => return None,
        };
        if !is_in("per op", self.before(at, 2)) {
            return None;
        }
        self.row += 1;
        self.push(at - 1..at + 2, kind, vec![Span::month(year, month)]);
        if let Some(last) = self.found.last_mut() {
            last.role = Role::Governs;
        }
        Some(at + 2)
    }

    /// "november", "november en december 2025", "januari tot en met maart".
    fn months(&mut self, at: usize) -> Option<usize> {
        let number = words::month(self.text(at))?;
        let is_day = |text: &str| {
            text.len() <= 5 && text.starts_with(|first: char| first.is_ascii_digit()) && year(text).is_none()
        };
        if let Some(end) = self.day_of_stock(at, number) {
            return Some(end);
        }
        if is_day(self.before(at, 1)) || matches!(self.before(at, 1), "half" | "eind" | "begin" | "medio") {
            let with_year = year(self.text(at + 1)).is_some();
            return Some(at + 1 + usize::from(with_year));
        }
        let mut listed = vec![(at, number)];
        let mut end = at + 1;
        let mut is_range = false;
        loop {
            let skip_year = usize::from(year(self.text(end)).is_some());
            // "tussen april en juni"
            let is_between = self.before(at, 1) == "tussen" && listed.len() == 1;
            let (joiner, is_through) =
                match (self.text(end + skip_year), self.text(end + skip_year + 1), self.text(end + skip_year + 2)) {
                    ("tot", "en", "met") => (3, true),
                    ("t/m" | "–" | "-" | "tot", ..) => (1, true),
                    ("en", ..) => (1, is_between),
                    (",", ..) => (1, false),
                    _ => break,
                };
            let next = end + skip_year + joiner;
            // "oktober, november": but "in oktober 2024, november ..." each has its own year.
            let Some(number) = words::month(self.text(next)).filter(|_| skip_year == 0 || is_through) else { break };
            listed.push((next, number));
            is_range |= is_through;
            end = next + 1;
            if is_through {
                break;
            }
        }
        let (years, with_years) = self.years_after(end);
        let with_years = if matches!(self.text(end), "in") { end } else { with_years };
        let years = if with_years == end { Vec::new() } else { years };
        let last = listed.last().map_or(number, |(_, month)| *month);
        let all_years = if years.is_empty() { self.years_of(last) } else { years };
        self.row += 1;
        if is_range {
            let spans = all_years.iter().map(|year| {
                let to = Span::month(*year, last);
                let from = Span::month(if number > last { year - 1 } else { *year }, number);
                Span { from: from.from, to: to.to }
            });
            self.push(at..with_years, Kind::Whole, spans.collect());
            if let Some(last) = self.found.last_mut().filter(|last| last.role == Role::Belongs) {
                last.role = Role::Governs;
            }
            return Some(with_years);
        }
        let count = listed.len();
        for (nth, (item, month)) in listed.into_iter().enumerate() {
            let spans = all_years.iter().map(|year| Span::month(*year, month)).collect();
            self.push(item..if nth + 1 == count { with_years } else { item + 1 }, Kind::Whole, spans);
        }
        Some(with_years)
    }

    /// "de zomer", "het voorjaar van 2024".
    fn season(&mut self, at: usize) -> Option<usize> {
        let (from, to) = match self.text(at).strip_suffix("maanden").unwrap_or(self.text(at)) {
            "zomer" => (6, 9),
            "voorjaar" | "lente" => (3, 6),
            "najaar" | "herfst" => (9, 12),
            "winter" => (12, 15),
            _ => return None,
        };
        // "de zomermaanden juli en augustus" says which.
        if words::month(self.text(at + 1)).is_some() {
            return None;
        }
        let (years, end) = self.years_after(at + 1);
        let years = if years.is_empty() { self.years_of(to.min(12)) } else { years };
        let spans = years.iter().flat_map(|year| {
            let span = Span::months(*year, from, to);
            [span, Span { from: span.from - 12, to: span.to - 12 }].into_iter().take(if from == 12 { 2 } else { 1 })
        });
        let spans = spans.collect();
        self.row += 1;
        self.push(at..end, Kind::Within, spans);
        Some(end)
    }

    /// "K4", "Q4 2025", "2025-K4", "2025-11".
    fn code(&mut self, at: usize) -> Option<usize> {
        let text = self.text(at);
        let spans = match text.as_bytes() {
            [b'k' | b'q', number @ b'1'..=b'4'] => {
                let (years, end) = self.years_after(at + 1);
                let number = u32::from(number - b'0');
                let years = if years.is_empty() { self.years_of(number * 3) } else { years };
                let spans = years.iter().map(|year| words::Part::Quarter.span(number, *year)).collect();
                self.row += 1;
                self.push(at..end, Kind::Whole, spans);
                return Some(end);
            }
            _ if text == "slotkwartaal" => {
                let (years, end) = self.years_after(at + 1);
                let years = if years.is_empty() { self.years_of(12) } else { years };
                let spans = years.iter().map(|year| words::Part::Quarter.span(4, *year)).collect();
                self.row += 1;
                self.push(at..end, Kind::Whole, spans);
                return Some(end);
            }
            [b'h', number @ b'1'..=b'2'] => {
                let (years, end) = self.years_after(at + 1);
                let number = u32::from(number - b'0');
                // "H1 en H2 van 2025"
                let follows = self.before(at, 1) == "en" && self.before(at, 2) == "h1";
                let of_next = if self.text(at + 1) == "en" { self.years_after(at + 3).0 } else { Vec::new() };
                let years = if years.is_empty() { of_next } else { years };
                let years = if years.is_empty() { self.years_of(number * 6) } else { years };
                let spans = years.iter().map(|year| words::Part::Half.span(number, *year)).collect();
                self.row += usize::from(!follows);
                self.push(at..end, Kind::Whole, spans);
                return Some(end);
            }
            _ if text.len() >= 7 && text.contains('-') => {
                let period: Period = text.parse().ok()?;
                if period.granularity() == Granularity::SchoolYear {
                    return None;
                }
                vec![Span::of(period)]
            }
            _ => return None,
        };
        self.row += 1;
        self.push(at..at + 1, Kind::Whole, spans);
        Some(at + 1)
    }

    /// "in 2024", "in 2023, 2024 en 2025", "schooljaar 2023-2024", "heel 2025".
    fn plain_years(&mut self, at: usize) -> Option<usize> {
        let spans = |text: &str| -> Option<Vec<Span>> {
            if let Some(found) = year(text) {
                return Some(vec![Span::year(found)]);
            }
            let (first, second) = text.split_once(['-', '–', '/'])?;
            let first = year(first)?;
            let second = year(second).or_else(|| {
                second.parse::<i32>().ok().filter(|_| second.len() == 2).map(|part| first / 100 * 100 + part)
            })?;
            let school = Period::school_year_from(first).filter(|_| second == first + 1).map(Span::of);
            let years = Span { from: Span::year(first).from, to: Span::year(second).to };
            Some(school.into_iter().chain([years]).collect())
        };
        let own = spans(self.text(at))?;
        const LEADS: &str = "\
            in over van voor sinds tot eind begin medio halverwege einde jaar jaren heel hele vanaf na uit dan en , ( met \
            tegen tegenover naar tussen schooljaar schooljaren seizoen t/m periode tijdens verslagjaar boekjaar begrotingsjaar kalenderjaar peiljaar subsidiejaar of – rond door";
        // "Terugblik op 2021"
        let is_look_back = self.before(at, 1) == "op" && self.before(at, 2) == "terugblik";
        // "in het startjaar 2021"
        if at > 0 && !is_look_back && !is_in(LEADS, self.before(at, 1)) && !self.before(at, 1).ends_with("jaar") {
            return None;
        }
        let same = at.saturating_sub(5)..at;
        let is_same_part = self.items[same].iter().any(|item| matches!(item.text, "dezelfde" | "hetzelfde"));
        self.row += 1;
        // "van 2021 tot en met 2024"
        let next = match (self.text(at + 1), self.text(at + 2), self.text(at + 3)) {
            ("tot", "en", "met") => at + 4,
            ("t/m", ..) => at + 2,
            _ => at,
        };
        if let (true, Some(first), Some(last)) = (next > at, year(self.text(at)), year(self.text(next)))
            && first < last
        {
            let span = Span { from: Span::year(first).from, to: Span::year(last).to };
            self.push(at..next + 1, Kind::Within, vec![span]);
            return Some(next + 1);
        }
        // "in de eerste zes maanden …, in dezelfde maanden van 2024": what was named, in that year.
        let named: Vec<Span> =
            self.found.iter().flat_map(|one| one.spans.clone()).filter(|span| span.to != i32::MIN).collect();
        let mut end = at;
        let mut own = own;
        loop {
            if is_same_part {
                let shifted = own.iter().flat_map(|span| Span::of(self.letter).in_year(span.from.div_euclid(12)));
                let of_named = own.iter().flat_map(|span| {
                    let year = span.from.div_euclid(12);
                    named.iter().map(move |one| one.moved((year - one.from.div_euclid(12)) * 12))
                });
                let shifted: Vec<Span> = shifted.chain(of_named.filter(|span| span.len() < 12)).collect();
                own.extend(shifted);
            }
            self.push(end..end + 1, Kind::Whole, own);
            end += 1;
            let mut next = end;
            while matches!(self.text(next), "," | "en" | "op" | "naar") && next < end + 2 {
                next += 1;
            }
            match spans(self.text(next)).filter(|_| next > end) {
                Some(spans) => {
                    own = spans;
                    end = next;
                }
                None => return Some(end),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::reading::prose::sample::typed;

    fn named(text: &str, letter: &str) -> Vec<String> {
        let prose = typed(text);
        let mentions = of(&prose, &prose.sentences[0], letter.parse().expect("a period"));
        mentions.iter().map(|one| format!("{} {:?}", one.spans[0], one.role)).collect()
    }

    #[test]
    fn periods_are_read_as_people_write_them() {
        for (text, letter, wanted) in [
            ("In oktober kwamen er meer.", "2025-11", &["2025-10..2025-10 Governs"] as &[&str]),
            (
                "In november en december 2025 kwamen er meer.",
                "2026-04",
                &["2025-11..2025-11 Governs", "2025-12..2025-12 Governs"],
            ),
            ("Van oktober tot en met december was het druk.", "2025-K4", &["2025-10..2025-12 Governs"]),
            ("In het vierde kwartaal van 2024 kwamen er meer.", "2025", &["2024-10..2024-12 Governs"]),
            (
                "Tussen het derde en het vierde kwartaal van 2022 was dat zo.",
                "2022",
                &["2022-07..2022-09 Governs", "2022-10..2022-12 Governs"],
            ),
            (
                "In het vierde kwartaal van 2021 en 2022 kwam men.",
                "2022",
                &["2021-10..2021-12 Governs", "2022-10..2022-12 Governs"],
            ),
            ("In de eerste zes maanden van het jaar was dat zo.", "2025-H2", &["2025-01..2025-06 Governs"]),
            ("In de eerste helft van 2025 was dat zo.", "2025", &["2025-01..2025-06 Governs"]),
            ("Het is meer dan in 2024.", "2025", &["2024-01..2024-12 Reference"]),
            ("Ten opzichte van 2024 is het meer.", "2025", &["2024-01..2024-12 Reference"]),
            ("De piek van oktober is voorbij.", "2025-11", &["2025-10..2025-10 Belongs"]),
            ("In de Jaarstukken 2023 stond dat.", "2025", &["2023-01..2023-12 Governs"]),
            (
                "In het eerste halfjaar van 2025 was dat zo en in het tweede, zo bleek, anders.",
                "2025",
                &["2025-01..2025-06 Governs", "2025-07..2025-12 Governs"],
            ),
            ("De bewonerspeiling van 2023 liet dat zien.", "2025", &["2023-01..2023-12 Governs"]),
            ("Uit de peiling van 2023 bleek dat.", "2025", &["2023-01..2023-12 Governs"]),
            ("Het is meer dan in de peiling van 2023.", "2025", &["2023-01..2023-12 Reference"]),
            ("Eind 2024 waren er meer.", "2025", &["2024-01..2024-12 Governs"]),
            ("Sinds januari kwamen er meer.", "2025-11", &["2025-01..2025-11 Governs"]),
            ("Een jaar eerder was dat minder.", "2025-K4", &["2024-10..2024-12 Governs"]),
            ("In het vorige kwartaal was dat minder.", "2025-K4", &["2025-07..2025-09 Governs"]),
            ("In het schooljaar 2023-2024 was dat minder.", "2025", &["2023-08..2024-07 Governs"]),
            ("In de zomer was dat minder.", "2025", &["2025-06..2025-09 Governs"]),
            ("Op 14 november 2025 en eind december besluit de raad.", "2025", &["2025-12..2025-12 Governs"]),
            ("Vanaf oktober 2025 was het meer.", "2025", &["2025-10..2025-12 Governs"]),
            ("Tot en met september was het meer.", "2025-09", &["2025-01..2025-09 Governs"]),
            ("Tussen april en juni was het meer.", "2025", &["2025-04..2025-06 Governs"]),
            (
                "Een jaar eerder, in 2024, was het minder.",
                "2025",
                &["2024-01..2024-12 Governs", "2024-01..2024-12 Governs"],
            ),
            ("De Kadernota 2024, de Wmo 2015 en de helft van de inwoners.", "2025", &[]),
            ("De eerste helft van de inwoners is klaar.", "2025", &[]),
        ] {
            assert_eq!(named(text, letter), wanted, "{text}");
        }
    }
}
