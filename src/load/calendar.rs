//! `data/kalender.toml`: when documents go to the college and the council, recesses, and what was promised.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};
use crate::dutch::period::{Period, date_in_words};

use super::table::period_field::parse_period;
use super::toml::{Date, DateOrText, Key, Located, Subtable, Subtables, Text, TomlDocument, TomlTable, keys};

/// The council's calendar.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// When the documents about each period are due.
    pub periods: BTreeMap<Period, Moments>,
    /// When the council does not meet, by first day.
    pub recesses: Vec<Recess>,
    /// What was promised to the council.
    pub promises: Vec<Promise>,
}

/// When the documents about one period are due: each date where it is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moments {
    /// The college decides.
    pub college: Option<NaiveDate>,
    /// The documents are sent.
    pub sending: Option<NaiveDate>,
    /// The council debates them.
    pub council: Option<NaiveDate>,
}

/// A time in which the council does not meet.
#[derive(Debug, Clone)]
pub struct Recess {
    /// "zomerreces 2023"
    pub name: String,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

impl Recess {
    /// The last day before it; what is promised "before the recess" is due then.
    pub fn last_day_before(&self) -> NaiveDate {
        day_before(self.from)
    }
}

/// Something that was promised to the council.
#[derive(Debug, Clone)]
pub struct Promise {
    /// What.
    pub what: Located<String>,
    /// The document that will keep it, as period and name.
    pub letter: String,
    /// The last day on which it is in time.
    pub due: NaiveDate,
    /// Where it was promised.
    pub made_in: Option<String>,
}

impl Calendar {
    /// The first recess of this kind ("zomer") that starts after a date.
    pub fn recess_after(&self, date: NaiveDate, kind: &str) -> Option<&Recess> {
        self.recesses.iter().find(|recess| recess.from > date && recess.name.to_lowercase().contains(kind))
    }
}

keys! {
    /// `data/kalender.toml`
    CalendarKeys: "Kalender", "De kalender van de raad: datums, recessen en toezeggingen.", {
        RECESSES: optional Subtables<RecessKeys> = "reces", "Wanneer de raad niet vergadert.";
        PERIODS: optional Subtable<PeriodsKeys> = "perioden", "De datums, per periode van de documenten.";
        PROMISES: optional Subtables<PromiseKeys> = "toezeggingen", "Wat de raad nog van u krijgt.";
    }
}

keys! {
    /// `[[reces]]`
    RecessKeys: "Reces", "Een tijd waarin de raad niet vergadert.", {
        NAME: required Text = "naam", "Hoe het reces heet, zoals zomerreces 2023.";
        FROM: required Date = "van", "De eerste dag.";
        TO: required Date = "tot", "De laatste dag.";
    }
}

keys! {
    /// `[perioden]`
    PeriodsKeys: "Perioden", "De datums, per periode van de documenten.", {}
    others: names Subtable<MomentsKeys>,
        "Wanneer de documenten over deze periode klaar moeten zijn. De naam is een periode, zoals 2023-K1.";
}

keys! {
    /// `[perioden.<periode>]`
    MomentsKeys: "Datums van een periode", "Wanneer de documenten over deze periode klaar moeten zijn.", {
        COLLEGE: optional Date = "college", "De dag waarop het college besluit, zoals 2023-05-09.";
        SENDING: optional Date = "verzenden", "De dag waarop de documenten naar de raad gaan.";
        COUNCIL: optional Date = "raad", "De dag waarop de raad de documenten bespreekt.";
    }
}

keys! {
    /// `[[toezeggingen]]`
    PromiseKeys: "Toezegging", "Wat de raad nog van u krijgt.", {
        WHAT: required Text = "wat", "Wat u hebt toegezegd.";
        LETTER: required Text = "brief", "Het document waarmee u dat doet, zoals 2023/jnv.";
        DUE: required DateOrText = "voor",
            "Voor welke datum of welk reces. De dag ervoor is de laatste die op tijd is.";
        MADE_IN: optional Text = "gedaan_in", "Het document waarin u het hebt toegezegd, zoals 2022/jnv.";
    }
}

/// Reads the calendar. What has errors is left out.
pub fn read(document: &TomlDocument<'_>, findings: &mut Findings) -> Calendar {
    let table = document.root::<CalendarKeys>(findings);
    let recesses = read_recesses(&table, findings);
    let periods = read_periods(&table, &recesses, findings);
    let promises = read_promises(&table, &recesses, findings);
    let has_any =
        table.has(CalendarKeys::PERIODS) || table.has(CalendarKeys::RECESSES) || table.has(CalendarKeys::PROMISES);
    if !has_any {
        findings.push(no_dates(table.place(), "In de kalender staat geen enkele datum."));
    }
    Calendar { periods, recesses, promises }
}

fn read_recesses(table: &TomlTable<'_, CalendarKeys>, findings: &mut Findings) -> Vec<Recess> {
    let mut recesses: Vec<Recess> = Vec::new();
    for entry in table.get(CalendarKeys::RECESSES, findings) {
        let name = entry.get(RecessKeys::NAME, findings);
        let (from, to) = (entry.get(RecessKeys::FROM, findings), entry.get(RecessKeys::TO, findings));
        let (Some(name), Some(from), Some(to)) = (name, from, to) else { continue };
        if from.value > to.value {
            let message = format!(
                "Het {} eindigt ({}) voordat het begint ({}).",
                name.value,
                date_in_words(to.value),
                date_in_words(from.value)
            );
            findings.push(
                Finding::new(Code::DatesOutOfOrder, to.place, message)
                    .hint("Achter van staat de eerste dag, achter tot de laatste dag."),
            );
            continue;
        }
        if recesses.iter().any(|other| other.name == name.value) {
            findings.push(twice(name.place, format!("Het {} staat er twee keer.", name.value)));
            continue;
        }
        recesses.push(Recess { name: name.value, from: from.value, to: to.value });
    }
    recesses.sort_by(|a, b| (a.from, &a.name).cmp(&(b.from, &b.name)));
    recesses
}

fn read_periods(
    table: &TomlTable<'_, CalendarKeys>,
    recesses: &[Recess],
    findings: &mut Findings,
) -> BTreeMap<Period, Moments> {
    let mut periods = BTreeMap::new();
    let Some(all) = table.get(CalendarKeys::PERIODS, findings) else { return periods };
    for (name, entry) in all.others(findings) {
        let Some(entry) = entry else { continue };
        let [college, sending, council] = MOMENTS.map(|key| entry.get(key, findings));
        let Some(period) = parse_period(&name, findings) else { continue };
        if MOMENTS.iter().all(|key| !entry.has(*key)) {
            findings.push(no_dates(name.place.clone(), format!("Bij {period} staat geen datum.")));
        }
        let known = [&college, &sending, &council];
        check_order(period, &known, findings);
        check_recess(&known, recesses, findings);
        let value = |date: &Option<Located<NaiveDate>>| date.as_ref().map(|date| date.value);
        let moments = Moments { college: value(&college), sending: value(&sending), council: value(&council) };
        if periods.insert(period, moments).is_some() {
            findings.push(twice(name.place, format!("De periode {period} staat er twee keer.")));
        }
    }
    periods
}

/// The keys of a period, in the order in which they happen.
const MOMENTS: [Key<MomentsKeys, Date>; 3] = [MomentsKeys::COLLEGE, MomentsKeys::SENDING, MomentsKeys::COUNCIL];

/// First the college decides, then the letter is sent, then the council debates; all of it once the period has begun.
fn check_order(period: Period, known: &[&Option<Located<NaiveDate>>; 3], findings: &mut Findings) {
    let dates = known.iter().zip(MOMENTS).filter_map(|(date, key)| date.as_ref().map(|date| (key.name, date)));
    let mut before: Option<(&str, NaiveDate)> = None;
    for (key, date) in dates {
        if date.value < period.first_day() {
            let message = format!("Bij {period} ligt \"{key}\" voor het begin van die periode.");
            findings
                .push(Finding::new(Code::DatesOutOfOrder, date.place.clone(), message).hint("Kijk of het jaar klopt."));
        } else if let Some((other, earlier)) = before.filter(|(_, earlier)| *earlier > date.value) {
            let message = format!("Bij {period} ligt \"{key}\" voor \"{other}\" ({}).", date_in_words(earlier));
            findings.push(Finding::new(Code::DatesOutOfOrder, date.place.clone(), message).hint(
                "De volgorde is: het college besluit, dan wordt het document verzonden, dan bespreekt de raad het.",
            ));
        }
        before = Some((key, date.value));
    }
}

fn check_recess(known: &[&Option<Located<NaiveDate>>; 3], recesses: &[Recess], findings: &mut Findings) {
    for (date, key) in known.iter().zip(MOMENTS).filter_map(|(date, key)| date.as_ref().map(|date| (date, key.name))) {
        if let Some(recess) = recesses.iter().find(|recess| (recess.from..=recess.to).contains(&date.value)) {
            let message = format!("De datum bij \"{key}\" valt in het {}.", recess.name);
            let span =
                format!("Het reces is van {} tot en met {}.", date_in_words(recess.from), date_in_words(recess.to));
            findings.push(
                Finding::new(Code::DateInRecess, date.place.clone(), message)
                    .hint(span)
                    .hint("Kies een datum buiten het reces, of verbeter het reces."),
            );
        }
    }
}

fn read_promises(table: &TomlTable<'_, CalendarKeys>, recesses: &[Recess], findings: &mut Findings) -> Vec<Promise> {
    let mut promises: Vec<Promise> = Vec::new();
    for entry in table.get(CalendarKeys::PROMISES, findings) {
        let what = entry.get(PromiseKeys::WHAT, findings);
        let letter = entry.get(PromiseKeys::LETTER, findings).and_then(|text| document_name(text, findings));
        let due = entry.get(PromiseKeys::DUE, findings).and_then(|due| last_day(due, recesses, findings));
        let made_in = entry.get(PromiseKeys::MADE_IN, findings).and_then(|text| document_name(text, findings));
        let (Some(what), Some(letter), Some(due)) = (what, letter, due) else { continue };
        if promises.iter().any(|other| (&other.what.value, &other.letter) == (&what.value, &letter)) {
            findings.push(twice(what.place, "Deze toezegging staat er twee keer.".to_owned()));
            continue;
        }
        promises.push(Promise { what, letter, due, made_in });
    }
    promises
}

/// `period/name` in its usual spelling.
fn document_name(text: Located<String>, findings: &mut Findings) -> Option<String> {
    let parts = text.value.split_once('/').filter(|(_, name)| !name.trim().is_empty());
    let parsed =
        parts.and_then(|(period, name)| period.parse::<Period>().ok().map(|period| format!("{period}/{name}")));
    if parsed.is_none() {
        findings.push(
            Finding::new(Code::InvalidValue, text.place, format!("\"{}\" is geen naam van een document.", text.value))
                .hint("Schrijf de periode en de naam van het document, zoals \"2023/jnv\" of \"2023-K1/flits\"."),
        );
    }
    parsed
}

/// The last day that is before a date or a recess.
fn last_day(due: DateOrText, recesses: &[Recess], findings: &mut Findings) -> Option<NaiveDate> {
    let name = match due {
        DateOrText::Date(date) => return Some(day_before(date)),
        DateOrText::Text(name) => name,
    };
    let found = recesses.iter().find(|recess| recess.name.to_lowercase() == name.value.trim().to_lowercase());
    if found.is_none() {
        let known: Vec<&str> = recesses.iter().map(|recess| recess.name.as_str()).collect();
        let list = if known.is_empty() { "nog geen".to_owned() } else { known.join(", ") };
        findings.push(
            Finding::new(Code::UnknownRecess, name.place, format!("Er is geen reces \"{}\".", name.value))
                .maybe_hint(did_you_mean(&name.value, known.iter().copied()))
                .hint(format!(
                    "Deze recessen staan in de kalender: {list}. Een datum mag ook, zonder aanhalingstekens."
                )),
        );
    }
    found.map(Recess::last_day_before)
}

fn day_before(date: NaiveDate) -> NaiveDate {
    date.pred_opt().unwrap_or(date)
}

fn no_dates(place: Place, message: impl Into<String>) -> Finding {
    Finding::new(Code::NoDates, place, message).hint(
        "Schrijf bijvoorbeeld:\n[perioden.2023-K1]\ncollege = 2023-05-09\nverzenden = 2023-05-16\nraad = 2023-06-06",
    )
}

fn twice(place: Place, message: String) -> Finding {
    Finding::new(Code::EntryTwice, place, message).hint("Haal een van de twee weg.")
}
