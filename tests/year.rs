//! A year from start to end, as a municipality lives it: four quarters of three letters, adopted, sent, one of
//! them corrected, compared, and all of it verified.

mod workbench;

use workbench::Bench;

const LETTERS: [&str; 3] = ["flits", "jnv", "poh-ggz"];

/// The figures of a quarter come in; nobody's text changes.
fn add_figures(bench: &Bench, year: u32, quarter: u32, n: u32) {
    let period = format!("{year}-K{quarter}");
    let append = |series: &str, rows: &str| {
        let path = format!("data/reeksen/{series}.csv");
        let old = String::from_utf8_lossy(&bench.bytes(&path)).into_owned();
        bench.write(&path, format!("{}\n{rows}", old.trim_end()));
    };
    append("flits", &format!("{period};{};{};7;{}.150\n", 32 + n, 27 + n, 66 + n));
    append("jnv_jongeren", &format!("{period};{};{}\n", 49 + 2 * n, 117 - 9 * n));
    append("jnv_kwartaal", &format!("{period},\"{}.000,00\"\n", 164 + 11 * n));
    append("poh_kwartaal", &format!("{period};{}.500;14\n", 47 + n));
    append(
        "poh_ggz",
        &format!(
            "{period};Geholpen bij de huisarts;{}\n{period};Naar hulp zonder beschikking;{}\n{period};Naar specialistische hulp;10\n",
            47 + n,
            18 + n
        ),
    );
    let months: String =
        (1..=3).map(|month| format!("{year}-{:02};8,{:02}\n", 3 * (quarter - 1) + month, 65 + n)).collect();
    append("jnv_inzet", &months);
}

/// What `griffel kwartaal` leaves to people: the case number, and the sentences with a mark.
fn finish(bench: &Bench, period: &str) {
    for (number, name) in LETTERS.iter().enumerate() {
        let path = format!("data/brieven/{period}/{name}.md");
        let text = bench
            .read(&path)
            .replace("zaaknummer = \"\"", &format!("zaaknummer = \"2023-00{number}{}\"", &period[6..]));
        let parts: Vec<&str> = text.split("{{ nakijken(").collect();
        let looked_at: String = std::iter::once(parts[0].to_owned())
            .chain(parts[1..].iter().map(|part| part.split_once("}}").expect("the end of a mark").1.to_owned()))
            .collect();
        bench.write(&path, looked_at);
    }
}

fn adopt_and_send(bench: &Bench, period: &str, day: &str) {
    for name in LETTERS {
        let id = format!("{period}/{name}");
        bench.run(&["markeer", &id, "ambtelijk akkoord", "--door", "A. Voorbeeld", "--op", day]).expect(0);
    }
    bench.run(&["stelvast", period, "--door", "B. Voorbeeld", "--op", day]).expect(0);
    for name in LETTERS {
        bench.run(&["markeer", &format!("{period}/{name}"), "verzonden", "--door", "griffie", "--op", day]).expect(0);
    }
}

#[test]
fn a_year_from_start_to_end() {
    let bench = Bench::example();
    adopt_and_send(&bench, "2022-K3", "2022-11-15");
    adopt_and_send(&bench, "2022-K4", "2023-02-14");
    for (n, (year, quarter, day)) in [(2023, 1, "2023-05-16"), (2023, 2, "2023-08-15")].into_iter().enumerate() {
        let period = format!("{year}-K{quarter}");
        // Without figures the new quarter says what is missing.
        let dry = bench.run(&["kwartaal", &period, "--proef"]).expect(0);
        assert!(dry.stdout.contains("flits: laatste periode"), "{}", dry.stdout);
        add_figures(&bench, year, quarter, u32::try_from(n + 1).expect("small"));
        let begun = bench.run(&["kwartaal", &period]).expect(0);
        assert!(begun.stdout.contains(&format!("data/brieven/{period}/jnv.md")), "{}", begun.stdout);
        bench.run(&["kwartaal", &period]).expect(2);
        // What is left to people keeps a letter from being adopted.
        bench.run(&["stelvast", &period]).expect(1);
        finish(&bench, &period);
        let ran = bench.run(&["maak", &period]);
        assert_eq!(ran.status, Some(0), "{}", ran.text());
        let different = bench.run(&["verschil", &format!("{period}/flits"), "--formaat", "json"]).expect(0).json();
        assert!(different.to_string().contains("66.150") || n > 0, "{different}");
        adopt_and_send(&bench, &period, day);
        let verified = bench.run(&["verifieer", &period]).expect(0);
        assert!(verified.stdout.contains("3 vastgestelde stukken nagegaan: alles klopt."), "{}", verified.stdout);
    }
    // In the first quarter of 2023 there was a mistake.
    let path = "data/brieven/2023-K1/flits.md";
    bench.edit(
        path,
        "status = \"verzonden\"",
        "status = \"concept\"\nversie = 2\ncorrectie = \"Het aantal aangemelde gezinnen was te hoog.\"",
    );
    bench.edit("data/reeksen/flits.csv", "2023-K1;33;28;7;67.150", "2023-K1;31;28;7;67.150");
    let ran = bench.run(&["stelvast", "2023-K1/flits", "--door", "B. Voorbeeld", "--op", "2023-09-01"]);
    assert_eq!(ran.status, Some(0), "{}", ran.text());
    let verified = bench.run(&["verifieer", "--formaat", "json"]).expect(0).json();
    let letters = verified["brieven"].as_array().expect("letters");
    assert_eq!(letters.len(), 13, "four quarters of three letters, and one correction");
    assert!(letters.iter().all(|one| one["tot_op_de_byte"] == true), "{verified}");
    // The past is as it was: the letter of the second quarter still has the old figure.
    let figures = bench.run(&["cijfers", "2023-K2/flits", "--formaat", "csv"]).expect(0).stdout;
    assert!(figures.contains(";33;"), "{figures}");
    let made = bench.run(&["maak", "--formaat", "json"]);
    let documents = made.json()["documenten"].as_array().expect("documents").clone();
    let kept = documents.iter().filter(|one| one.get("vastgestelde_versie").is_some()).count();
    assert_eq!(kept, 12, "{documents:?}");
    let board = bench.run(&["overzicht", "--op", "2023-09-02", "--formaat", "json"]).expect(0).json();
    assert!(board["samenvatting"]["klaar"].as_u64().is_some_and(|ready| ready >= 12), "{}", board["samenvatting"]);
}
