//! `griffel overzicht`: what is ready, what is missing, what is due.

mod workbench;

use serde_json::Value;

use workbench::{Bench, cases, griffel};

const LETTER: &str = "data/brieven/2022/brief.md";
const SECOND: &str = "data/brieven/2022/tweede.md";
const CALENDAR: &str = "\
[perioden.2022]
college = 2023-03-07
verzenden = 2023-03-14
raad = 2023-03-28

[[reces]]
naam = \"zomerreces 2023\"
van = 2023-07-08
tot = 2023-08-20
";
const PROMISE: &str = "U hoort dit van ons voor het zomerreces.";

fn bench() -> Bench {
    let bench = Bench::basis();
    bench.write("data/kalender.toml", CALENDAR);
    bench
}

fn board(bench: &Bench, day: &str) -> Value {
    bench.run(&["overzicht", "--formaat", "json", "--op", day]).expect(0).json()
}

fn set_status(bench: &Bench, letter: &str, status: &str) {
    bench.edit(letter, "datum = 2023-03-14", &format!("datum = 2023-03-14\nstatus = \"{status}\""));
}

/// The letter of that name in the first period.
fn letter<'a>(board: &'a Value, name: &str) -> &'a Value {
    let letters = board["perioden"].as_array().expect("periods").iter().flat_map(|row| row["brieven"].as_array());
    letters.flatten().find(|letter| letter["naam"] == name).expect(name)
}

#[test]
fn the_board_shows_what_is_late_first_and_sums_up() {
    let bench = bench();
    bench.edit(LETTER, "pilot = \"proef\"", "pilot = \"proef\"\nschrijver = \"A. de Vries\"");
    set_status(&bench, LETTER, "ambtelijk akkoord");
    let ran = bench.run(&["overzicht", "--op", "2023-03-10"]).expect(0);
    assert_eq!(ran.stderr, "");
    insta::assert_snapshot!(ran.stdout.replace('\u{a0}', " "));
    assert_eq!(bench.run(&["status", "--op", "2023-03-10"]).stdout, ran.stdout, "the alias");
}

#[test]
fn long_titles_are_shortened_to_the_window() {
    let bench = bench();
    bench.edit(LETTER, "Voortgang van de proef", &"Een heel lange titel ".repeat(12));
    for columns in ["60", "90", "140"] {
        let ran = griffel(bench.path()).args(["overzicht", "--op", "2023-03-10"]).env("COLUMNS", columns).output();
        let text = String::from_utf8(ran.expect("griffel starts").stdout).expect("UTF-8");
        let wide: usize = columns.parse().expect("a number");
        let titles: Vec<&str> = text.lines().filter(|line| line.contains("Een heel lange")).collect();
        assert!(!titles.is_empty() && titles.iter().all(|line| line.ends_with('…')), "{text}");
        assert!(titles.iter().all(|line| line.chars().count() <= wide), "{columns}:\n{text}");
    }
}

fn each_date_asks_for_its_own_status(status: &str, day: &str, standing: &str, what: &str) {
    let bench = bench();
    set_status(&bench, LETTER, status);
    let board = board(&bench, day);
    let letter = letter(&board, "2022/brief");
    assert_eq!((&letter["stand"], &letter["volgende"]["wat"]), (&standing.into(), &what.into()));
}

cases! { each_date_asks_for_its_own_status:
    on_the_day_of_the_board("concept", "2023-03-07", "loopt", "college");
    a_day_later("concept", "2023-03-08", "te laat", "college");
    when_the_board_agreed("ambtelijk akkoord", "2023-03-08", "loopt", "verzenden");
    when_it_was_adopted("vastgesteld", "2023-03-20", "loopt", "raad");
    after_the_council_met("vastgesteld", "2023-03-29", "te laat", "raad");
}

#[test]
fn what_was_sent_is_ready() {
    let bench = bench();
    set_status(&bench, LETTER, "verzonden");
    let board = board(&bench, "2024-01-01");
    assert_eq!(letter(&board, "2022/brief")["stand"], "klaar");
    assert_eq!(letter(&board, "2022/brief")["volgende"], Value::Null);
}

#[test]
fn errors_are_counted_and_are_no_failure() {
    let bench = bench();
    bench.edit(LETTER, "{{ hulp_kosten }}", "{{ hulp_kostn }}");
    bench.write(SECOND, "geen gegevens");
    let ran = bench.run(&["overzicht", "--formaat", "json", "--op", "2023-03-01"]).expect(0);
    let board = ran.json();
    assert_eq!(letter(&board, "2022/brief")["fouten"], 1);
    assert_eq!(letter(&board, "2022/tweede")["stand"], "niet te lezen");
    assert_eq!(board["samenvatting"]["met_fouten"], 2);
}

#[test]
fn only_shared_errors_change_the_exit_status() {
    let bench = bench();
    bench.edit("data/kalender.toml", "verzenden = 2023-03-14", "verzenden = 2023-03-01");
    let ran = bench.run(&["overzicht", "--op", "2023-03-01"]).expect(1);
    assert!(ran.stderr.starts_with("fout[O002]"), "{}", ran.stderr);
    assert!(ran.stdout.contains("2022/brief") || ran.stdout.contains("brief"), "{}", ran.stdout);
    bench.run(&["overzicht", "--periode", "2019"]).expect(2);
    bench.run(&["overzicht", "--op", "morgen"]).expect(2);
    bench.run(&["overzicht", "--map", "bestaat-niet"]).expect(2);
}

#[test]
fn data_that_is_not_there_is_named() {
    let bench = bench();
    bench.write("data/brieven/2023/brief.md", bench.read(LETTER));
    let board = board(&bench, "2024-01-10");
    let new = letter(&board, "2023/brief");
    let missing: Vec<(&str, &str)> = new["mist"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| (row["reeks"].as_str().expect("a name"), row["periode"].as_str().expect("a period")))
        .collect();
    assert!(missing.contains(&("hulp", "2023")), "{missing:?}");
    assert!(missing.contains(&("inzet", "2023-K4")), "{missing:?}");
    assert_eq!(letter(&board, "2022/brief")["mist"], Value::Array(Vec::new()));
    assert_eq!(board["samenvatting"]["missen_cijfers"], 1);
}

#[test]
fn periods_without_letters_and_letters_without_successor_are_told() {
    let bench = bench();
    bench.write("data/kalender.toml", format!("{CALENDAR}[perioden.2023]\ncollege = 2024-03-05\n"));
    let text = bench.run(&["overzicht", "--op", "2024-03-08"]).expect(0).stdout;
    assert!(text.contains("nog geen stukken: college 3 dagen te laat"), "{text}");
    assert!(text.contains("Nog geen vervolg over 2023: 2022/brief, 2022/tweede"), "{text}");
    bench.write("data/brieven/2023/brief.md", bench.read(LETTER));
    let text = bench.run(&["overzicht", "--op", "2024-03-08"]).expect(0).stdout;
    assert!(text.contains("Nog geen vervolg over 2023: 2022/tweede\n"), "{text}");
    let text = bench.run(&["overzicht", "--op", "2022-12-31"]).expect(0).stdout;
    assert!(!text.contains("vervolg over 2024"), "{text}");
}

#[test]
fn a_promise_in_a_letter_is_followed_until_a_later_letter_keeps_it() {
    let bench = bench();
    bench.write(LETTER, bench.read(LETTER) + "\n" + PROMISE + "\n");
    let promise = |day: &str| board(&bench, day)["toezeggingen"][0].clone();
    let early = promise("2023-04-01");
    assert_eq!((&early["stand"], &early["uiterlijk"]), (&"open".into(), &"2023-07-07".into()));
    assert_eq!((&early["wat"], &early["code"]), (&PROMISE.into(), &Value::Null));
    let line = bench.read(LETTER).lines().position(|line| line == PROMISE).expect("the line") + 1;
    assert_eq!(early["regel"], line);
    assert_eq!(promise("2023-06-20")["code"], "O007", "less than six weeks are left");
    let late = board(&bench, "2023-07-08");
    assert_eq!(late["toezeggingen"][0]["stand"], "te laat");
    assert_eq!(late["bevindingen"][0]["code"], "O007");
    assert_eq!(late["bevindingen"][0]["regel"], line);

    // Another name, the same pilot.
    let answer = bench.read(LETTER).replace("2023-03-14", "2023-06-01").replace(PROMISE, "");
    bench.write("data/brieven/2022/vervolg.md", &answer);
    assert_eq!(promise("2023-06-20")["stand"], "onderweg");
    assert_eq!(promise("2023-07-08")["stand"], "te laat", "it was never sent");
    let sent = |date: &str| answer.replace("datum = 2023-06-01", &format!("datum = {date}\nstatus = \"verzonden\""));
    bench.write("data/brieven/2022/vervolg.md", sent("2023-06-01"));
    assert_eq!(promise("2023-07-08")["stand"], "nagekomen");
    assert_eq!(promise("2023-07-08")["brief"], "2022/vervolg");
    bench.write("data/brieven/2022/vervolg.md", sent("2023-09-01"));
    assert_eq!(promise("2023-10-01")["stand"], "te laat nagekomen");
}

#[test]
fn a_promise_in_the_calendar_stands_for_the_sentence_in_the_letter() {
    let bench = bench();
    bench.write(LETTER, bench.read(LETTER) + "\n" + PROMISE + "\n");
    let promise =
        "[[toezeggingen]]\nwat = \"Meer\"\nbrief = \"2023/brief\"\nvoor = 2023-07-08\ngedaan_in = \"2022/brief\"\n";
    bench.write("data/kalender.toml", format!("{CALENDAR}{promise}"));
    let board = board(&bench, "2023-07-08");
    let promises = board["toezeggingen"].as_array().expect("a list");
    assert_eq!(promises.len(), 1, "{promises:?}");
    assert_eq!((&promises[0]["bron"], &promises[0]["code"]), (&"kalender".into(), &"O006".into()));
}

#[test]
fn without_a_calendar_there_is_a_board_all_the_same() {
    let bench = Bench::basis();
    bench.write(LETTER, bench.read(LETTER) + "\n" + PROMISE + "\n");
    let text = bench.run(&["overzicht", "--op", "2023-03-10"]).expect(0).stdout;
    assert!(text.contains("2022: geen datums in de kalender"), "{text}");
    assert!(text.contains("zonder datum: dit reces staat niet in data/kalender.toml"), "{text}");
}

#[test]
fn a_municipality_can_switch_the_warnings_off() {
    let bench = bench();
    bench.write(LETTER, bench.read(LETTER) + "\n" + PROMISE + "\n");
    bench.edit("data/gemeente.toml", "[afkortingen]", "[bevindingen]\nO007 = \"uit\"\n\n[afkortingen]");
    let board = board(&bench, "2023-09-01");
    assert_eq!(board["bevindingen"], Value::Array(Vec::new()));
    assert_eq!(board["toezeggingen"][0]["stand"], "te laat");
}

#[test]
fn the_date_is_today_unless_told_otherwise() {
    let today = chrono::Local::now().date_naive();
    let board = bench().run(&["overzicht", "--formaat", "json"]).expect(0).json();
    let shown: chrono::NaiveDate = board["op"].as_str().expect("a date").parse().expect("a date");
    assert!((shown - today).num_days().abs() <= 1, "midnight may have passed");
}
