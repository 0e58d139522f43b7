//! What mends a finding: by a click, by another program, or by `griffel controleer --herstel`.
//!
//! Every case of `tests/findings` is tried as well: whatever is offered there makes its finding go away.

mod workbench;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use griffel::stages::diagnostic::Code;
use libtest_mimic::Arguments;
use serde_json::Value;

use workbench::{Bench, Ran, files, repository, trial};

const LETTER: &str = "data/brieven/2022/brief.md";
/// What stands in the letter of `_basis`, to put something else in its place.
const SENTENCE: &str = "Dat kostte {{ hulp_kosten }}.";

/// A mistake, what `--herstel` makes of it, and what the finding is.
struct Mended {
    name: &'static str,
    code: Code,
    /// In the place of [`SENTENCE`], or of a line at the top.
    old: &'static str,
    wrong: &'static str,
    right: &'static str,
}

const fn in_text(name: &'static str, code: Code, wrong: &'static str, right: &'static str) -> Mended {
    Mended { name, code, old: SENTENCE, wrong, right }
}

const DATE: &str = "datum = 2023-03-14";
const SUBJECT: &str = "onderwerp = \"Voortgang van de proef\"";

/// What is mended unseen.
const MENDED: &[Mended] = &[
    in_text(
        "curly_quotes_in_a_placeholder",
        Code::PlaceholderSyntax,
        "Een {{ afk(“SOJ”) }}.",
        "Een {{ afk(\"SOJ\") }}.",
    ),
    in_text("one_brace_too_few", Code::PlaceholderSyntax, "Dat is {{ hulp_kosten }.", "Dat is {{ hulp_kosten }}."),
    in_text(
        "a_heading_without_a_space",
        Code::UnknownSection,
        "Dat.\n\n##Kosten\n\nEn dat.",
        "Dat.\n\n## Kosten\n\nEn dat.",
    ),
    in_text(
        "a_heading_too_deep",
        Code::SkippedHeading,
        "Dat.\n\n#### Kosten\n\nEn dat.",
        "Dat.\n\n## Kosten\n\nEn dat.",
    ),
    in_text("a_comment_of_html", Code::HiddenComment, "Dat is <!-- nog nazien --> zo.", "Dat is {# nog nazien #} zo."),
    in_text(
        "a_unit_twice",
        Code::DoubledUnit,
        "Dat kostte {{ hulp_kosten }} euro in het jaar.",
        "Dat kostte {{ hulp_kosten }} in het jaar.",
    ),
    in_text("a_sign_twice", Code::DoubledUnit, "Dat kostte € {{ hulp_kosten }}.", "Dat kostte {{ hulp_kosten }}."),
    in_text(
        "a_link_without_its_beginning",
        Code::UnusableLink,
        "Zie [de site](www.voorbeeld.nl).",
        "Zie [de site](https://www.voorbeeld.nl).",
    ),
    in_text(
        "bullets",
        Code::PastedLayout,
        "Wij doen:\n• eerst dit\n•\tdan dat\n\nKlaar.",
        "Wij doen:\n\n- eerst dit\n- dan dat\n\nKlaar.",
    ),
    in_text(
        "dashes_without_a_space",
        Code::PastedLayout,
        "Wij doen:\n\n-eerst dit\n-dan dat",
        "Wij doen:\n\n- eerst dit\n- dan dat",
    ),
    in_text(
        "bold_of_a_web_page",
        Code::WebTag,
        "Dat is <b>heel </b>veel en <STRONG>meer</STRONG>.",
        "Dat is **heel** veel en **meer**.",
    ),
    in_text("underlined", Code::WebTag, "Dat is <u>heel</u> veel.", "Dat is heel veel."),
    in_text(
        "paragraphs_apart",
        Code::WebTag,
        "Dat is zo. <p>Dat is veel.</p> <p>En meer.",
        "Dat is zo. Dat is veel. En meer.",
    ),
    in_text("bold_at_a_value", Code::WebTag, "Dat is <b>{{ hulp_kosten }}</b>!", "Dat is **{{ hulp_kosten }}**!"),
    in_text("a_paragraph_of_word", Code::WebTag, "<p class=\"MsoNormal\">Dat is veel.</p>", "Dat is veel."),
    in_text(
        "a_year_before_a_point",
        Code::NumberBecomesList,
        "Het begon in\n\n2022. Dat was het jaar.",
        "Het begon in\n\n2022\\. Dat was het jaar.",
    ),
    Mended { name: "a_date_in_words", code: Code::TomlSyntax, old: DATE, wrong: "datum = 14 maart 2023", right: DATE },
    Mended {
        name: "a_date_the_other_way",
        code: Code::TomlSyntax,
        old: DATE,
        wrong: "datum = 14-03-2023",
        right: DATE,
    },
    Mended {
        name: "a_date_as_text",
        code: Code::WrongType,
        old: DATE,
        wrong: "datum = \"14 maart 2023\"",
        right: DATE,
    },
    Mended {
        name: "curly_quotes_at_the_top",
        code: Code::TomlSyntax,
        old: SUBJECT,
        wrong: "onderwerp = “Voortgang van de proef”",
        right: SUBJECT,
    },
    Mended {
        name: "no_quotes_at_the_top",
        code: Code::TomlSyntax,
        old: SUBJECT,
        wrong: "onderwerp = Voortgang van de proef",
        right: SUBJECT,
    },
    Mended {
        name: "one_quote_at_the_top",
        code: Code::TomlSyntax,
        old: SUBJECT,
        wrong: "onderwerp = \"Voortgang van de proef",
        right: SUBJECT,
    },
    Mended {
        name: "a_list_that_is_not_closed",
        code: Code::TomlSyntax,
        old: "pilot = \"proef\"",
        wrong: "trefwoorden = [\"jeugd\", \"proef\"\npilot = \"proef\"",
        right: "trefwoorden = [\"jeugd\", \"proef\"]\npilot = \"proef\"",
    },
    Mended {
        name: "a_number_as_text",
        code: Code::WrongType,
        old: "zaaknummer = \"2023-0000001\"",
        wrong: "zaaknummer = \"2023-0000001\"\nschrijver = 2023",
        right: "zaaknummer = \"2023-0000001\"\nschrijver = \"2023\"",
    },
];

/// A mistake that can be meant in two ways: it is told, perhaps with a fix, and never mended unseen.
struct Left {
    name: &'static str,
    code: Code,
    old: &'static str,
    wrong: &'static str,
}

const fn left(name: &'static str, code: Code, wrong: &'static str) -> Left {
    Left { name, code, old: SENTENCE, wrong }
}

const LEFT: &[Left] = &[
    left("paragraphs_of_a_web_page_in_a_line", Code::WebTag, "Dat waren er 12</p><p>34 daarvan bleven."),
    left("tags_between_parts_of_a_number", Code::WebTag, "Dat waren er <span>12</span><span>34</span>."),
    left("a_paragraph_that_would_be_a_heading", Code::WebTag, "Dat.\n\n<p># 1 in de lijst</p>"),
    left("bold_that_would_print_stars", Code::WebTag, "<b>Let op:</b>tekst is dat."),
    left("bold_behind_a_value", Code::WebTag, "Dat is {{ hulp_kosten }}<b>, let op,</b> veel."),
    left("boxes_that_are_ticked", Code::PastedLayout, "Wij doen:\n\n✓ eerst dit\n✓ dan dat\n\nKlaar."),
    left("boxes_that_are_not_ticked", Code::PastedLayout, "Wij doen:\n\n□ eerst dit\n■ dan dat\n\nKlaar."),
    left("articles_of_a_law", Code::PastedLayout, "Het gaat om:\n\n§ een\n§ twee\n\nKlaar."),
    left("one_line_with_a_dash", Code::PastedLayout, "Wij doen dat\n– zo veel als kan – samen."),
    left("a_dash_that_may_be_a_minus", Code::PastedLayout, "Het saldo:\n\n- {{ hulp_kosten }}\n-{{ hulp_kosten }}"),
    left("a_word_behind_one_hash", Code::UnknownSection, "Dat.\n\n#samenvooruit\n\nEn dat."),
    left("a_mark_with_a_remark", Code::UnusableLink, "Dat staat in de wet [1](zie lid 2 van art. 3)."),
    left("a_unit_behind_a_condition", Code::DoubledUnit, "Dat kostte {{ hulp_kosten }}{% if true %} euro{% endif %}."),
    left("a_unit_behind_a_choice", Code::DoubledUnit, "Dat kostte {{ hulp_kosten if true else hulp_jongeren }} euro."),
    left(
        "a_unit_in_a_loop",
        Code::DoubledUnit,
        "{% for bedrag in [hulp_kosten] %}Dat kostte {{ bedrag }} euro.{% endfor %}",
    ),
    Left {
        name: "a_date_where_a_text_stands",
        code: Code::TomlSyntax,
        old: SUBJECT,
        wrong: "onderwerp = 14 maart 2023",
    },
    Left {
        name: "a_remark_behind_a_text",
        code: Code::TomlSyntax,
        old: SUBJECT,
        wrong: "onderwerp = \"Voortgang # nog nazien",
    },
    Left { name: "yes_or_no", code: Code::TomlSyntax, old: SUBJECT, wrong: "onderwerp = Ja" },
];

impl Left {
    fn check(&self) {
        let bench = Bench::basis();
        bench.edit(LETTER, self.old, self.wrong);
        let wrong = bench.read(LETTER);
        let found = report(&bench);
        let of_code = |finding: &&Value| finding["code"] == self.code.as_str() && finding["bestand"] == LETTER;
        assert!(findings(&found).iter().any(|finding| of_code(&finding)), "{}: {found:#}", self.name);
        let ran = bench.run(&["controleer", "--herstel"]);
        assert_eq!(bench.read(LETTER), wrong, "{}: {}", self.name, ran.text());
    }
}

impl Mended {
    fn check(&self) {
        for line_end in ["\n", "\r\n"] {
            let bench = Bench::basis();
            bench.edit(LETTER, self.old, self.wrong);
            // What Windows writes stays what Windows writes.
            let wrong = format!("\u{feff}{}", bench.read(LETTER).replace('\n', line_end));
            bench.write(LETTER, &wrong);
            let found = report(&bench);
            let is_it = |finding: &&Value| finding["code"] == self.code.as_str() && !safe_fixes(finding).is_empty();
            assert!(findings(&found).iter().any(|finding| is_it(&finding)), "{}: {found:#}", self.name);
            assert!(self.code.mends_itself());

            let before = snapshot(&bench);
            let dry = bench.run(&["controleer", "--herstel", "--proef"]);
            assert!(dry.stdout.contains("Proef: er is niets geschreven."), "{}", dry.stdout);
            assert_eq!(snapshot(&bench), before, "a dry run writes nothing");

            let ran = bench.run(&["controleer", "--herstel"]);
            assert!(
                ran.stdout.contains(LETTER) && ran.stdout.contains(self.code.as_str()),
                "{}: {}",
                self.name,
                ran.stdout
            );
            let right = wrong.replace(&self.wrong.replace('\n', line_end), &self.right.replace('\n', line_end));
            assert_eq!(bench.read(LETTER), right, "{}", self.name);
            assert_eq!(ran.status, Some(0), "{}: {}", self.name, ran.text());
        }
    }
}

/// Every code that says so has such a finding here, and no other is mended unseen.
fn every_code_that_mends_itself_is_shown() {
    for code in Code::ALL.iter().copied() {
        assert_eq!(code.mends_itself(), MENDED.iter().any(|mended| mended.code == code), "{code}");
        let explained = Bench::empty().run(&["uitleg", code.as_str()]).expect(0);
        assert_eq!(explained.stdout.contains("controleer --herstel"), code.mends_itself(), "{code}");
    }
}

/// A case of `tests/findings`, whose findings say what mends them.
fn check_case(folder: &Path) {
    let bench = || {
        let bench = Bench::basis();
        for path in files(folder).iter().filter(|path| path.components().count() > 1) {
            bench.write(&path.to_string_lossy(), fs::read(folder.join(path)).expect("file is read"));
        }
        let deleted = fs::read_to_string(folder.join("verwijder.txt")).unwrap_or_default();
        deleted.lines().for_each(|path| drop(fs::remove_file(bench.at(path))));
        bench
    };
    let first = bench();
    let found = report(&first);
    // There is nothing to look at, which is told in words.
    if found.is_null() {
        return;
    }
    for (finding, fix) in
        findings(&found).iter().flat_map(|finding| fixes(finding).into_iter().map(move |fix| (finding, fix)))
    {
        let bench = bench();
        apply(&bench, fix);
        let after = report(&bench);
        // It may be there again a line further, as another of its kind.
        let same = |all: &Value| {
            let is_same =
                |other: &&Value| ["code", "bestand", "bericht"].iter().all(|key| other[*key] == finding[*key]);
            let is_kind = |other: &&Value| ["code", "bestand"].iter().all(|key| other[*key] == finding[*key]);
            (findings(all).iter().filter(is_same).count(), findings(all).iter().filter(is_kind).count())
        };
        let ((before, kind_before), (now, kind_now)) = (same(&found), same(&after));
        assert!(now < before || kind_now < kind_before, "{fix:#} leaves {finding:#}: {after:#}");
    }
    check_mending(&first, &[]);
}

/// `--herstel` ends where nothing is left to mend, and a second time changes nothing; a dry run writes nothing at all.
fn check_mending(bench: &Bench, name: &[&str]) {
    let mend = |also: &[&str]| bench.run(&[&["controleer", "--herstel"], name, also].concat());
    let before = snapshot(bench);
    mend(&["--proef"]);
    assert_eq!(snapshot(bench), before);
    mend(&[]);
    let mended = snapshot(bench);
    let left = report_of(bench, name);
    let safe: Vec<&Value> = findings(&left).iter().filter(|finding| !safe_fixes(finding).is_empty()).collect();
    assert!(safe.is_empty(), "{safe:#?}");
    let again = mend(&[]);
    assert!(again.stdout.starts_with("Er is niets dat Griffel zelf kan herstellen."), "{}", again.stdout);
    assert_eq!(snapshot(bench), mended);
}

/// Mistakes in letters of the example, several at once: mending never makes more errors, and prints the same numbers.
fn mending_never_makes_it_worse() {
    let wrongs: [(&str, &str); 5] = [
        (" de ", " <b>de</b> "),
        ("\n\n# ", "\n\n<!-- nog nazien -->\n\n# "),
        (".\n\n", ".\n\n• eerst\n• dan\n\n"),
        ("\n## ", "\n##"),
        (" in ", " <u>in</u> "),
    ];
    for name in ["2022/jnv", "2022/flits"] {
        let letter = format!("data/brieven/{name}.md");
        let numbers = |bench: &Bench| {
            let json = bench.run(&["cijfers", name, "--formaat", "json"]).expect(0).json();
            let all = json["getallen"].as_array().expect("a list").iter();
            all.map(|number| number["afgedrukt"].as_str().expect("text").to_owned()).collect::<Vec<_>>()
        };
        let right = numbers(&Bench::example());
        // All of them, and most beside each other.
        for picked in [0b11111_usize, 0b10101, 0b01110, 0b11001] {
            let bench = Bench::example();
            let mut text = bench.read(&letter);
            for (index, (old, new)) in wrongs.iter().enumerate().filter(|(index, _)| picked >> index & 1 == 1) {
                let (head, body) = text.split_at(text.rfind("+++\n").expect("a head"));
                text = format!("{head}{}", body.replacen(old, new, index + 1));
            }
            bench.write(&letter, &text);
            let errors = |bench: &Bench| report_of(bench, &[name])["fouten"].as_u64().expect("a count");
            let before = errors(&bench);
            check_mending(&bench, &[name]);
            let now = errors(&bench);
            assert!(before > 0 && now <= before, "{name} {picked:b}: {before}, {now}");
            if now == 0 {
                assert_eq!(numbers(&bench), right, "{name} {picked:b}");
            }
        }
    }
}

/// What was adopted stays what it is, also where something in it could be mended.
fn adopted_text_is_never_touched() {
    let bench = Bench::basis();
    bench.run(&["stelvast", "2022/brief", "--door", "A. de Vries", "--op", "2023-03-14"]).expect(0);
    // A heading without a space, and a setting that cannot be read: both have a safe fix elsewhere.
    for (old, new) in [(SENTENCE, "Dat.\n\n##Kosten\n\nEn dat."), (DATE, "datum = 14 maart 2023")] {
        let adopted = bench.read(LETTER);
        bench.edit(LETTER, old, new);
        let changed = bench.read(LETTER);
        let ran = bench.run(&["controleer", "--herstel"]);
        assert!(ran.stdout.contains("niets dat Griffel zelf kan herstellen"), "{}", ran.text());
        assert_eq!(bench.read(LETTER), changed);
        bench.write(LETTER, adopted);
    }
}

/// A file that cannot be written stays as it is, and that is said.
#[cfg(unix)]
fn a_file_that_is_read_only_is_told() {
    let bench = Bench::basis();
    bench.edit(LETTER, SENTENCE, "Dat is <u>heel</u> veel.");
    let before = bench.read(LETTER);
    let mut rights = fs::metadata(bench.at(LETTER)).expect("there").permissions();
    rights.set_readonly(true);
    fs::set_permissions(bench.at(LETTER), rights).expect("set");
    let ran = bench.run(&["controleer", "--herstel"]).expect(2);
    assert!(ran.stderr.contains("alleen-lezen") || ran.stderr.contains("rechten"), "{}", ran.text());
    assert_eq!(bench.read(LETTER), before);
    // What is told is what stands there.
    assert!(ran.stdout.starts_with("Er is niets hersteld."), "{}", ran.text());
    assert!(ran.stdout.contains("B027") || ran.stderr.contains("B027"), "{}", ran.text());
}

fn what_is_mended_is_told() {
    let bench = Bench::basis();
    bench.edit(LETTER, SENTENCE, "Dat is <u>heel</u> veel {{ hulp_kostn }}.");
    let dry = bench.run(&["controleer", "--herstel", "--proef"]).expect(1);
    insta::assert_snapshot!("dry_run", dry.stdout);
    let json = bench.run(&["controleer", "--formaat", "json"]).expect(1).json();
    insta::assert_snapshot!("json", serde_json::to_string_pretty(&json["bevindingen"]).expect("JSON"));
    let ran = bench.run(&["controleer", "--herstel", "--formaat", "json"]).expect(1);
    assert_eq!(ran.json()["fouten"], 1, "the list is of what is left");
    assert!(ran.stderr.contains("Griffel heeft 1 ding hersteld"), "{}", ran.stderr);
    assert!(bench.run(&["controleer", "--proef"]).expect(2).stderr.contains("--herstel"));
}

fn report(bench: &Bench) -> Value {
    report_of(bench, &[])
}

fn report_of(bench: &Bench, name: &[&str]) -> Value {
    let ran: Ran = bench.run(&[&["controleer", "--formaat", "json"], name].concat());
    serde_json::from_str(&ran.stdout).unwrap_or_default()
}

fn findings(report: &Value) -> &[Value] {
    report["bevindingen"].as_array().map_or(&[], Vec::as_slice)
}

fn fixes(finding: &Value) -> Vec<&Value> {
    finding["herstel"].as_array().into_iter().flatten().collect()
}

fn safe_fixes(finding: &Value) -> Vec<&Value> {
    fixes(finding).into_iter().filter(|fix| fix["veilig"] == true).collect()
}

/// Makes the edits of a fix as any program could that reads the JSON.
fn apply(bench: &Bench, fix: &Value) {
    let mut of_file: BTreeMap<String, Vec<(usize, usize, String)>> = BTreeMap::new();
    for edit in fix["wijzigingen"].as_array().expect("a list") {
        let file = edit["bestand"].as_str().expect("a path").to_owned();
        let text = bench.read(&file);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let at = |line: &str, column: &str| {
            let number = |key: &str| usize::try_from(edit[key].as_u64().expect("a number")).expect("small");
            let start: usize = text.split_inclusive('\n').take(number(line) - 1).map(str::len).sum();
            text[start..].char_indices().nth(number(column) - 1).map_or(text.len(), |(at, _)| start + at)
        };
        let becomes = edit["wordt"].as_str().expect("text").to_owned();
        of_file.entry(file).or_default().push((at("regel", "teken"), at("eindregel", "eindteken"), becomes));
    }
    for (file, mut edits) in of_file {
        let text = bench.read(&file);
        let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
        let mut text = text.trim_start_matches('\u{feff}').to_owned();
        edits.sort();
        for (start, end, becomes) in edits.into_iter().rev() {
            text.replace_range(start..end, &becomes);
        }
        bench.write(&file, format!("{mark}{text}"));
    }
}

/// Every file with its bytes.
fn snapshot(bench: &Bench) -> BTreeMap<PathBuf, Vec<u8>> {
    files(bench.path())
        .into_iter()
        .map(|path| (path.clone(), fs::read(bench.path().join(path)).expect("read")))
        .collect()
}

fn main() -> ExitCode {
    let mut trials = vec![
        trial("every_code_that_mends_itself_is_shown", every_code_that_mends_itself_is_shown),
        trial("mending_never_makes_it_worse", mending_never_makes_it_worse),
        trial("adopted_text_is_never_touched", adopted_text_is_never_touched),
        trial("what_is_mended_is_told", what_is_mended_is_told),
    ];
    #[cfg(unix)]
    trials.push(trial("a_file_that_is_read_only_is_told", a_file_that_is_read_only_is_told));
    trials.extend(MENDED.iter().map(|mended| trial(mended.name, || mended.check())));
    trials.extend(LEFT.iter().map(|left| trial(left.name, || left.check())));
    let root = repository().join("tests/findings");
    let cases = fs::read_dir(&root).expect("the folder with cases").map(|entry| entry.expect("entry is read").path());
    let is_checked = |case: &PathBuf| {
        let command = fs::read_to_string(case.join("opdracht.txt")).unwrap_or_else(|_| "controleer".to_owned());
        !case.ends_with("_basis") && command.trim() == "controleer"
    };
    trials.extend(cases.filter(is_checked).map(|case| {
        let name = case.file_name().expect("a name").to_string_lossy().into_owned();
        trial(name, move || check_case(&case))
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
