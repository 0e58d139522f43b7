//! Tables straight from a file: each folder in `tests/tables` holds a file as a controller keeps it, what the manual says to
//! type, and the text of the table that must come of it, to the digit. `blad.csv` is read as `blad.toml` describes it,
//! `tabel.toml` describes the table, and `verwacht.txt` is what a reader sees: first the headings, then the rows, last the
//! notes. On the pages of all of them no two words stand over each other.
//!
//! `GRIFFEL_TABLES=nieuw` writes what is found to `verwacht.txt`; look at the difference before it is kept.

mod workbench;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use griffel::stages::indicator::Engine;
use griffel::stages::layout::{Layouts, Rendition, draw, printed_cell};
use griffel::stages::load::fonts::Fonts;
use griffel::stages::pipeline::{Run, sent};
use griffel::stages::project::{Files, Inventory, WorkFolder};
use griffel::stages::text::{Document, Exhibit, compose};
use griffel::stages::typeset::{TextBox, Typesetter};
use griffel::stages::{diagnostic::Findings, load};
use libtest_mimic::Arguments;
use rust_xlsxwriter::{Format, Workbook};

use workbench::{Bench, repository, trial};

/// The letter in which every table stands.
const LETTER: &str = "2022/brief";

fn main() {
    let folder = repository().join("tests/tables");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the folder with tables")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    let trials = names.into_iter().map(|name| {
        let folder = folder.join(&name);
        trial(name, move || check(&folder))
    });
    let long = trial("two-hundred-rows", two_hundred_rows);
    let turned = trial("headings-on-their-side", || many_columns(12, false));
    let across = trial("headings-on-their-side-across", || many_columns(23, true));
    let earlier = trial("compared-with-the-year-before", compared_with_the_year_before);
    let slide = trial("on-a-slide", on_a_slide);
    let meet = trial("words-that-meet", words_that_meet);
    let signs = trial("systems-of-signs", systems_of_signs);
    let books = WORKBOOKS.iter().map(|book| trial(format!("{}-from-a-workbook", book.table), || from_a_workbook(book)));
    let typed = trial("a-table-that-was-typed", typed);
    libtest_mimic::run(
        &Arguments::from_args(),
        trials.chain([long, turned, across, earlier, slide, meet, signs, typed]).chain(books).collect(),
    )
    .exit();
}

/// Figures of one column are written alike, and an address keeps out of the column beside it.
fn typed() {
    let bench = Bench::basis();
    let facts = "[klein]\nnaam = \"klein bedrag\"\nwaarde = 2385\neenheid = \"euro\"\nbron = \"Voorbeeld\"\n\
        [groot]\nnaam = \"groot bedrag\"\nwaarde = 148716\neenheid = \"euro\"\nbron = \"Voorbeeld\"\n";
    bench.write("data/feiten.toml", facts);
    let address = "serviceorganisatie.jeugd@voorbeeldgemeente-dordrecht.nl";
    let table = format!(
        "Los staat er {{{{ klein }}}}.\n\n| Wie | Waarover | Hoe | Bedrag |\n|---|---|---|---:|\n\
         | Serviceorganisatie Jeugd | inkoop van specialistische hulp in de regio | {address} | {{{{ klein }}}} |\n\
         | Wijkteam | hulp dicht bij huis en advies aan alle ouders | {address} | {{{{ groot }}}} |\n\n# Toelichting"
    );
    bench.edit("data/brieven/2022/brief.md", "# Toelichting", &table);
    let Made { document, pages, .. } = made(&bench);
    let printed: Vec<String> = document.numbers.iter().map(|number| number.printed.replace('\u{a0}', " ")).collect();
    for wanted in ["€ 2385", "€ 2.385", "€ 148.716"] {
        assert!(printed.iter().any(|one| one == wanted), "{wanted}: {printed:?}");
    }
    pages.iter().for_each(|page| no_words_meet(page));
}

/// A data set as a workbook: what a hand changes in the description that `griffel reeks` proposes, what the table calls
/// differently then, and what is printed differently.
struct Book {
    table: &'static str,
    /// Headings that stand over columns: row, first column, last column.
    merged: &'static [(u32, u16, u16)],
    described: &'static [(&'static str, &'static str)],
    asked: &'static [(&'static str, &'static str)],
    printed: &'static [(&'static str, &'static str)],
}

const WORKBOOKS: &[Book] = &[
    Book {
        table: "a-programmarekening",
        merged: &[(1, 3, 5)],
        described: &[("# streepje = \"nul\"", "streepje = \"nul\"\ntekens = \"zonder\"")],
        asked: &[("stadium", "soort_2")],
        printed: &[],
    },
    Book {
        table: "b-afwijkingen",
        merged: &[(0, 3, 6)],
        described: &[("kopregels = 2\n", "kopregels = 2\nleeg = \"geen\"\ntekens = \"min is nadeel\"\n")],
        asked: &[
            ("tekst = \"is\"", "tekst = \"i_s\""),
            ("{ is =", "{ i_s ="),
            ("per = \"deel\"", "per = \"soort\""),
            ("{ deel =", "{ soort ="),
        ],
        printed: &[],
    },
    Book {
        table: "c-jeugdhulp",
        merged: &[(0, 1, 2), (0, 3, 4)],
        described: &[("eenheid = \"personen\"", "eenheid = \"cliënten\"")],
        asked: &[
            ("maat = \"clienten\"", "maat = \"unieke_clienten\""),
            ("maat = \"kosten\"", "maat = \"kosten_in_euro\""),
        ],
        printed: &[(
            "Wie twee vormen van hulp krijgt, telt bij allebei mee: de vormen zijn samen meer dan het totaal.\n",
            "",
        )],
    },
];

/// Numbers are numbers in a workbook, and what is no number stays the words that a controller typed.
fn workbook(csv: &str, merged: &[(u32, u16, u16)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new().set_num_format("#,##0");
    for (row, line) in (0..).zip(csv.lines()) {
        for (column, text) in (0..).zip(line.split(';')) {
            let digits = text.replace('.', "");
            let is_number =
                text.split('.').skip(1).all(|part| part.len() == 3 && part.chars().all(|next| next.is_ascii_digit()));
            let number = digits.parse::<f64>().ok().filter(|_| is_number);
            match (merged.iter().find(|(at, from, _)| (*at, *from) == (row, column)), number) {
                (Some((_, from, to)), _) => sheet.merge_range(row, *from, row, *to, text, &Format::new()).map(|_| ()),
                (None, Some(number)) => sheet.write_number_with_format(row, column, number, &format).map(|_| ()),
                (None, None) if text.is_empty() => Ok(()),
                (None, None) => sheet.write_string(row, column, text).map(|_| ()),
            }
            .expect("written");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn from_a_workbook(book: &Book) {
    let folder = repository().join("tests/tables").join(book.table);
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a file of the data set");
    let replaced = |text: String, changes: &[(&str, &str)]| {
        changes.iter().fold(text, |text, (what, with)| {
            assert!(text.contains(what), "{what} is not in {text}");
            text.replace(what, with)
        })
    };
    let bench = Bench::basis();
    bench.write("data/reeksen/blad.xlsx", workbook(&read("blad.csv"), book.merged));
    let ran = bench.run(&["reeks", "data/reeksen/blad.xlsx", "--bewaar"]);
    assert_eq!(ran.status, Some(0), "{}", ran.text());
    let described = bench.read("data/reeksen/blad.toml");
    let filled = [
        ("VUL IN: wat staat er in blad?", "Cijfers"),
        ("VUL IN: wie heeft deze cijfers gemaakt?", "Voorbeeldcijfers, niet echt"),
    ];
    let described = replaced(replaced(described, &filled), book.described);
    bench.write("data/reeksen/blad.toml", described);
    let tables = bench.read("data/grafieken.toml");
    bench.write("data/grafieken.toml", tables + "\n" + &replaced(read("tabel.toml"), book.asked));
    bench.edit("data/brieven/2022/brief.md", "# Toelichting", "{{ tabel(\"tabel\") }}\n\n# Toelichting");
    let Made { document, pages, notation, .. } = made(&bench);
    let exhibit = document.exhibits.iter().find(|exhibit| exhibit.id == "tabel").expect("the table");
    assert_eq!(text_of(&document, exhibit, &notation), replaced(read("verwacht.txt"), book.printed));
    pages.iter().for_each(|page| no_words_meet(page));
}

/// Whatever signs a file has, a table has those that it asks for, and its differences are judged alike.
fn systems_of_signs() {
    // What each does to the result, before and after, and its signs: those of costs, additions, income, withdrawals and balances.
    let rows = [
        ("Zorg", "Lasten", -6_780, -7_105),
        ("Zorg", "Baten", 60, 152),
        ("Zorg", "Saldo", -6_720, -6_953),
        ("Zorg", "Toevoeging", -250, -240),
        ("Zorg", "Onttrekking", 450, 413),
        ("Zorg", "Resultaat", -6_520, -6_780),
    ];
    let systems = [
        ("zonder", [-1, 1, 1, -1, 1, 1]),
        ("min is nadeel", [1; 6]),
        ("plus is nadeel", [-1; 6]),
        ("nettolasten", [-1, 1, -1, -1, 1, -1]),
    ];
    for (of_file, signs) in systems {
        for (of_table, wanted) in systems {
            let line = |((name, kind, before, after), sign): (&(&str, &str, i32, i32), &i32)| {
                format!("{name};{kind};{};{}\n", before * sign, after * sign)
            };
            let csv = rows.iter().zip(&signs).map(line).collect::<String>();
            let bench = Bench::basis();
            bench.write("data/reeksen/blad.csv", format!("Taakveld;Soort;Begroting 2022;Rekening 2022\n{csv}"));
            bench.write("data/reeksen/blad.toml", SIGNED.replace("SYSTEM", of_file));
            let tables = bench.read("data/grafieken.toml");
            // What a sum adds or takes away follows the signs of the file.
            let beside = |kind: usize| if signs[kind] == signs[2] { "" } else { "-" };
            let table = SIGNED_TABLE.replace("SYSTEM", of_table);
            let table = table.replace("ADDED", beside(3)).replace("TAKEN", beside(4));
            bench.write("data/grafieken.toml", tables + &table);
            bench.edit("data/brieven/2022/brief.md", "# Toelichting", "{{ tabel(\"tabel\") }}\n\n# Toelichting");
            let Made { document, notation, .. } = made(&bench);
            let exhibit = document.exhibits.iter().find(|exhibit| exhibit.id == "tabel").expect("the table");
            let text = text_of(&document, exhibit, &notation);
            // Whole thousands make whole sums, whatever their signs.
            assert!(!text.contains("afronding"), "{of_file} as {of_table}: {text}");
            let printed = |amount: i32| {
                let digits = amount.unsigned_abs().to_string();
                let digits = match digits.len() {
                    4.. => format!("{}.{}", &digits[..digits.len() - 3], &digits[digits.len() - 3..]),
                    _ => digits,
                };
                if amount < 0 { format!("−{digits}") } else { digits }
            };
            assert!(text.contains("Sluitend | nee | nee\n"), "{of_file} as {of_table}: {text}");
            let computed = ("Zorg", "Uitgerekend", rows[5].2, rows[5].3);
            for ((_, kind, before, after), sign) in
                rows.iter().chain([&computed]).zip(wanted.iter().chain([&wanted[5]]))
            {
                let change = after - before;
                let letter = if change < 0 { "N" } else { "V" };
                let line = format!(
                    "{kind} | {} | {} | {} {letter} | {} | {}\n",
                    printed(before * sign),
                    printed(after * sign),
                    change.abs(),
                    printed(change),
                    printed(-change)
                );
                assert!(text.contains(&line), "{of_file} as {of_table}: {line} is not in\n{text}");
            }
        }
    }
}

const SIGNED: &str = "titel = \"Zorg\"\nbron = \"Voorbeeldcijfers, niet echt\"\ntekens = \"SYSTEM\"\n[koppen]\n\
    perioden = true\n[dimensies.taakveld]\nkolom = \"Taakveld\"\n[dimensies.soort]\nkolom = \"Soort\"\n\
    [dimensies.stadium]\nin_koppen = true\n[maten.bedrag]\neenheid = \"euro\"\n";
const SIGNED_TABLE: &str = "\n[tabel]\nsoort = \"tabel\"\nonderwerp = \"Zorg\"\nreeks = \"blad\"\nkop = \"Zorg\"\n\
    tekens = \"SYSTEM\"\ncontroles = [\"saldo\", \"resultaat\"]\n\
    [[tabel.kolom]]\nper = \"stadium\"\n\
    [[tabel.kolom]]\nnaam = \"Verschil\"\nverschil = [\"Begroting\", \"Rekening\"]\nteken = \"V/N\"\n\
    [[tabel.kolom]]\nnaam = \"Min\"\nverschil = [\"Begroting\", \"Rekening\"]\nteken = \"min is nadeel\"\n\
    [[tabel.kolom]]\nnaam = \"Plus\"\nverschil = [\"Begroting\", \"Rekening\"]\nteken = \"plus is nadeel\"\n\
    [[tabel.rij]]\nper = \"soort\"\n\
    [[tabel.rij]]\nnaam = \"Uitgerekend\"\nsom = [\"Saldo\", \"ADDEDToevoeging\", \"TAKENOnttrekking\"]\n\
    [[tabel.rij]]\nnaam = \"Sluitend\"\nja_nee = \"Saldo\"\n";

/// Rows of the same name are compared within their own groups, though another group came before them, and columns of last
/// year with those of this year.
fn compared_with_the_year_before() {
    let bench = Bench::basis();
    let csv = "periode;Taakveld;Soort;Begroting;Rekening\n2021;1.2 Openbare orde;Lasten;3.300;3.310\n\
        2021;1.2 Openbare orde;Baten;240;251\n2022;1.1 Crisisbeheersing;Lasten;5.210;5.344\n\
        2022;1.1 Crisisbeheersing;Baten;120;131\n2022;1.2 Openbare orde;Lasten;3.480;3.391\n\
        2022;1.2 Openbare orde;Baten;260;248\n";
    bench.write("data/reeksen/blad.csv", csv);
    bench
        .write("data/reeksen/blad.toml", SIGNED.replace("SYSTEM", "zonder").replace("[koppen]\nperioden = true\n", ""));
    let tables = bench.read("data/grafieken.toml");
    let own = "\n[tabel]\nsoort = \"tabel\"\nonderwerp = \"Veiligheid\"\nreeks = \"blad\"\n\
        [[tabel.kolom]]\nper = \"stadium\"\nperiode = \"periode\"\n\
        [[tabel.kolom]]\nnaam = \"Verschil\"\nverschil = [\"Begroting\", \"Rekening\"]\nteken = \"V/N\"\n\
        [[tabel.rij]]\nper = [\"taakveld\", \"soort\"]\nperiode = \"periode\"\n";
    bench.write("data/grafieken.toml", tables + own);
    let letter = "+++\nsjabloon = \"collegebrief\"\nonderwerp = \"Veiligheid\"\ndatum = 2023-03-14\nzaaknummer = \"2023-0000001\"\n\
        portefeuillehouder = \"wethouder Jeugd\"\n+++\n\n# Inleiding\n\nDit zijn de cijfers.\n\n# Toelichting\n\n{{ tabel(\"tabel\") }}\n";
    bench.write("data/brieven/2022/brief.md", letter);
    bench.write("data/brieven/2021/brief.md", letter.replace("2023-", "2022-"));
    let ran = bench.run(&["verschil", "2022/brief"]);
    let said: Vec<String> =
        ran.stdout.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for wanted in [
        "1.2 Openbare orde, Lasten, Begroting 3.300 3.480 € +180 +5,5%",
        "1.2 Openbare orde, Lasten, Verschil 10 N 89 V € +99 omgekeerd",
        "1.2 Openbare orde, Baten, Rekening 251 248 € −3 −1,2%",
    ] {
        assert!(said.iter().any(|line| line == wanted), "{wanted} is not in\n{}", ran.text());
    }
    assert!(!said.iter().any(|line| line.starts_with("1.1") && line.contains('%')), "{}", ran.text());
}

/// A slide has the same table, and its ledger every number of it; a table that is too wide for a slide is refused.
fn on_a_slide() {
    let slides = "+++\nsjabloon = \"presentatie\"\nonderwerp = \"Cijfers\"\nportefeuillehouder = \"wethouder\"\n\
        datum = 2023-03-14\n+++\n\n# De tabel\n\n{{ tabel(\"tabel\") }}\n";
    for (name, status) in [("d04-meerjarenraming", 0), ("d03-overzicht", 1)] {
        let bench = bench(&repository().join("tests/tables").join(name));
        bench.write("data/presentaties/2022/raad.md", slides);
        let ran = bench.run(&["maak", "2022/raad"]);
        assert_eq!(ran.status, Some(status), "{name}: {}", ran.text());
        if status == 0 {
            let ledger = bench.read("uitvoer/2022/raad.cijfers.csv");
            assert_eq!(ledger.lines().filter(|line| line.contains("tabel 1")).count(), 24, "{ledger}");
            assert!(ledger.contains("Totaal, Raming, 2027;237.600"), "{ledger}");
        } else {
            assert!(ran.text().contains("[L006]"), "{}", ran.text());
        }
    }
}

/// So many columns that their headings are turned, on the page or on one that lies across.
fn many_columns(count: usize, is_across: bool) {
    let kinds = ["Gemeenschappelijke regelingen", "Automatiseringskosten", "Kapitaallasten", "Subsidies en inkoop"];
    let heads = (0..count).map(|at| format!(";{} {at}", kinds[at % kinds.len()]));
    let row = |name: &str| format!("{name}{}\n", (0..count).map(|at| format!(";{}", 1_240 + at)).collect::<String>());
    let csv =
        format!("periode;Programma{}\n{}{}", heads.collect::<String>(), row("2022;Jeugd"), row("2022;Wegen en groen"));
    let bench = Bench::basis();
    bench.write("data/reeksen/blad.csv", csv);
    let toml = "titel = \"Lasten\"\nbron = \"Voorbeeldcijfers, niet echt\"\n[dimensies.programma]\nkolom = \"Programma\"\n\
        [dimensies.soort]\nin_koppen = true\n[maten.bedrag]\neenheid = \"euro\"\n";
    bench.write("data/reeksen/blad.toml", toml);
    let tables = bench.read("data/grafieken.toml");
    let own = "\n[tabel]\nsoort = \"tabel\"\nonderwerp = \"Lasten\"\nreeks = \"blad\"\nkop = \"Programma\"\n\
        rijen = \"programma\"\nkolommen = \"soort\"\n";
    bench.write("data/grafieken.toml", tables + own);
    bench.edit("data/brieven/2022/brief.md", "# Toelichting", "{{ tabel(\"tabel\") }}\n\n# Toelichting");
    let Made { pages, .. } = made(&bench);
    let page = pages.iter().find(|page| page.iter().any(|word| word.text == "Wegen en groen")).expect("the table");
    let heads: Vec<&TextBox> = page.iter().filter(|word| word.text.starts_with("Automatisering")).collect();
    assert!(heads.len() >= count / 4, "{page:?}");
    assert!(heads.iter().all(|head| head.end.1 - head.start.1 > head.end.0 - head.start.0), "{heads:?}");
    let right = page.iter().map(|word| word.end.0).fold(0.0, f64::max);
    assert_eq!(right > 600.0, is_across, "{right}");
    pages.iter().for_each(|page| no_words_meet(page));
}

/// Headings stand on every page of a long table, and no row is lost.
fn two_hundred_rows() {
    let bench = Bench::basis();
    let rows = (1..=200).map(|row| format!("Post {row};{};{}\n", row * 1000, row * 990));
    let csv = format!("Post;Begroting 2022;Rekening 2022\n{}", rows.collect::<String>());
    bench.write("data/reeksen/blad.csv", csv);
    bench.write("data/reeksen/blad.toml", LONG);
    let tables = bench.read("data/grafieken.toml");
    let own = "\n[tabel]\nsoort = \"tabel\"\nonderwerp = \"Posten\"\nreeks = \"blad\"\nkop = \"Post\"\nrijen = \"post\"\nkolommen = \"stadium\"\ntotaal = \"Totaal\"\nverschil = \"Verschil\"\n";
    bench.write("data/grafieken.toml", tables + own);
    bench.edit("data/brieven/2022/brief.md", "# Toelichting", "{{ tabel(\"tabel\") }}\n\n# Toelichting");
    let Made { document, pages, notation, .. } = made(&bench);
    let exhibit = document.exhibits.iter().find(|exhibit| exhibit.id == "tabel").expect("the table");
    let text = text_of(&document, exhibit, &notation);
    assert!(text.contains("Totaal | 20.100.000 | 19.899.000 | −201.000"), "{text}");
    let words = |page: &Vec<TextBox>| page.iter().map(|run| run.text.clone()).collect::<Vec<_>>();
    let with_rows: Vec<Vec<String>> =
        pages.iter().map(words).filter(|words| words.iter().any(|word| word.starts_with("Post "))).collect();
    assert!(with_rows.len() > 4, "{} pages", with_rows.len());
    assert!(with_rows.iter().all(|words| words.iter().any(|word| word == "Begroting")));
    let named = |row: usize| with_rows.iter().flatten().filter(|word| **word == format!("Post {row}")).count();
    assert!((1..=200).all(|row| named(row) == 1));
    pages.iter().for_each(|page| no_words_meet(page));
}

const LONG: &str = "titel = \"Posten\"\nbron = \"Voorbeeldcijfers, niet echt\"\n[koppen]\nperioden = true\n\
    [dimensies.post]\nkolom = \"Post\"\n[dimensies.stadium]\nin_koppen = true\n[maten.bedrag]\neenheid = \"euro\"\n";

/// A work folder with the letter and its table.
fn bench(folder: &Path) -> Bench {
    let bench = Bench::basis();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file")) {
        let name = entry.file_name().into_string().expect("a name");
        if !["tabel.toml", "verwacht.txt"].contains(&name.as_str()) {
            bench.write(&format!("data/reeksen/{name}"), fs::read(entry.path()).expect("a series"));
        }
    }
    let tables = bench.read("data/grafieken.toml");
    let own = fs::read_to_string(folder.join("tabel.toml")).expect("a table");
    bench.write("data/grafieken.toml", tables + "\n" + &own);
    bench.edit("data/brieven/2022/brief.md", "# Toelichting", "{{ tabel(\"tabel\") }}\n\n# Toelichting");
    bench
}

fn check(folder: &Path) {
    let bench = bench(folder);
    let Made { document, pages, notation, anchors } = made(&bench);
    let exhibit = document.exhibits.iter().find(|exhibit| exhibit.id == "tabel").expect("the table");
    let found = text_of(&document, exhibit, &notation);
    let expected = folder.join("verwacht.txt");
    if std::env::var_os("GRIFFEL_TABLES").is_some() {
        fs::write(&expected, &found).expect("written");
    }
    assert_eq!(found, fs::read_to_string(&expected).unwrap_or_default());
    for page in &pages {
        no_words_meet(page);
    }
    // Whoever clicks on a number in the preview finds where it comes from.
    let at = document.exhibits.iter().position(|exhibit| exhibit.id == "tabel").expect("the table");
    for (row, cells) in exhibit.grid.cells.iter().enumerate() {
        for (column, number) in cells.iter().enumerate() {
            let key = format!("cel {at} {row} {column}");
            assert_eq!(anchors.contains(&key), number.is_some(), "{key}");
        }
    }
}

type Notation = griffel::stages::dutch::Notation;

/// The letter as it is composed, the room that the words of each page take, and the numbers that a click finds.
struct Made {
    document: Document,
    pages: Vec<Vec<TextBox>>,
    notation: Notation,
    anchors: BTreeSet<String>,
}

fn made(bench: &Bench) -> Made {
    let folder = || WorkFolder::at(bench.path()).expect("a work folder");
    // Opening a run sets up the fonts that tables are measured with.
    drop(Run::open(folder()));
    let mut findings = Findings::new();
    let inventory = Inventory::of(&folder()).take(&mut findings);
    let files = Files::new(folder());
    let unpublished = load::dataset(&files, &inventory).take(&mut findings);
    let engine = Engine::new(Arc::new(sent::protect(&unpublished, &files, &inventory).take(&mut findings)));
    let (id, path) = inventory.documents.iter().find(|(id, _)| id.to_string() == LETTER).expect("the letter");
    let municipality = engine.data().municipality.clone();
    let manuscript =
        load::manuscript(&files, id.clone(), path, &municipality.privacy).take(&mut findings).expect("reads");
    let document = compose(&manuscript, &engine).take(&mut findings);
    let drawings = draw(&document, &municipality).take(&mut findings);
    let layouts = Layouts::new(files.clone());
    let laid_out = layouts.lay_out(&document, &municipality, &drawings, &[], Rendition::Letter).take(&mut findings);
    let fonts = Fonts::load(&files, &inventory.fonts).take(&mut findings);
    let laid_out = laid_out.unwrap_or_else(|| panic!("{findings:?}"));
    let mut typesetter = Typesetter::new(fonts).expect("fonts");
    let pages = typesetter.pages(laid_out, &manuscript.source).take(&mut findings);
    assert!(!findings.has_errors(), "{findings:?}");
    let pages = pages.expect("pages");
    let runs = pages.sights().into_iter().flat_map(|sight| sight.layer.runs);
    let anchors = runs.map(|run| run.6).filter(|anchor| !anchor.is_empty()).collect();
    Made { document, pages: pages.boxes(), notation: municipality.notation.clone(), anchors }
}

/// What a reader sees: headings, rows, notes.
fn text_of(document: &Document, exhibit: &Exhibit, notation: &Notation) -> String {
    let grid = &exhibit.grid;
    let look = grid.look.as_ref().expect("rows and columns that are described");
    let mut lines = vec![document.plain(&exhibit.subject)];
    let number = |row: &str| if look.is_numbered { format!("{row} | ") } else { String::new() };
    let heads = grid.columns.iter().zip(&look.columns);
    let heads = heads.map(|(heading, column)| match &column.unit {
        Some(unit) => format!("{} [{unit}]", heading.name),
        None => heading.name.clone(),
    });
    lines.push(format!("{}{} | {}", number("Nr."), grid.corner, heads.collect::<Vec<_>>().join(" | ")));
    for (row, heading) in grid.rows.iter().enumerate() {
        let cells: Vec<String> =
            (0..grid.columns.len()).map(|column| printed_cell(grid, row, column, notation)).collect();
        let inner = "  ".repeat(look.rows[row].groups.len());
        let line = format!("{}{inner}{} | {}", number(&look.rows[row].number), heading.name, cells.join(" | "));
        lines.push(line.trim_end_matches([' ', '|']).to_owned());
    }
    lines.extend(exhibit.notes.iter().map(|note| document.plain(note)));
    lines.join("\n").replace('\u{a0}', " ") + "\n"
}

/// Letters reach a little over the room that their line takes.
const SLACK: f64 = 1.0;

/// Marks of notes and of provisional numbers hang beside their numbers, in the space between columns; all else keeps clear,
/// headings on their side too.
fn no_words_meet(page: &[TextBox]) {
    assert_eq!(meeting(page), None);
}

/// Two words of a page of which one stands over the other.
fn meeting(page: &[TextBox]) -> Option<String> {
    // The watermark of a draft lies under everything.
    let is_word = |one: &&TextBox| one.size < 60.0 && one.text.chars().any(char::is_alphanumeric);
    let words: Vec<&TextBox> = page.iter().filter(is_word).collect();
    words.iter().enumerate().find_map(|(at, one)| {
        words[at + 1..].iter().find_map(|other| {
            let across = one.end.0.min(other.end.0) - one.start.0.max(other.start.0);
            let down = one.end.1.min(other.end.1) - one.start.1.max(other.start.1);
            (across > SLACK && down > SLACK).then(|| format!("\"{}\" stands over \"{}\"", one.text, other.text))
        })
    })
}

/// Words that meet are seen, and those beside or below each other are not taken for such.
fn words_that_meet() {
    let at = |x: f64, y: f64| TextBox { text: "24.600".into(), start: (x, y), end: (x + 30.0, y + 8.0), size: 9.5 };
    assert_eq!(meeting(&[at(0.0, 0.0), at(30.5, 0.0), at(0.0, 8.5)]), None);
    assert!(meeting(&[at(0.0, 0.0), at(27.0, 3.0)]).is_some());
}
