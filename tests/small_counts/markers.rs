//! The template language can make any character. It cannot make a printed number.

use crate::workbench::Bench;

/// A letter with this sentence in it.
fn with(sentence: &str) -> Bench {
    let bench = Bench::basis();
    bench.edit("data/brieven/2022/brief.md", "# Toelichting\n", &format!("# Toelichting\n\n{sentence}\n"));
    bench
}

#[test]
fn a_marker_cannot_be_put_together() {
    for expression in [
        r#"{{ "\ue000\ue010\ue002" }}"#,
        r#"{% set x = "\ue000\ue010\ue002" %}{{ x }}"#,
        r#"{{ ["\ue000\ue010", "\ue002"]|join }}"#,
        r#"{{ "A\ue010B"|replace("A", "\ue000")|replace("B", "\ue002") }}"#,
        r#"{{ "\ue000" ~ "\ue010" ~ "\ue002" }}"#,
        r#"{{ ["\ue000\ue010\ue002"] }}"#,
        r#"{{ {"a": "\ue000\ue010\ue002"}.a }}"#,
        r#"{{ ("\ue000\ue010\ue002", "b")|first }}"#,
        r#"{{ "\ue002\ue010\ue000"|reverse }}"#,
        r#"{% macro m(a) %}{{ a }}{% endmacro %}{{ m("\ue000\ue010\ue002") }}"#,
        r#"{% filter replace("x", "\ue000\ue010\ue002") %}x{% endfilter %}"#,
        r#"{{ "\ue001\ue010\ue002" }}"#,
        r#"{{ "\ue003\ue010\ue002" }}"#,
        r#"{{ "\ue004" }}"#,
        r#"{{ "\uf8ff" }}"#,
        r#"{{ akkoord("C001", "\ue000\ue010\ue002 een goede reden") }}"#,
        r#"{{ nakijken("\ue000\ue010\ue002") }}"#,
        r#"{{ afk("\ue000\ue010\ue002") }}"#,
        // What a {% set %} holds can be taken apart, but not put together as another number.
        r"{% set x %}{{ hulp_kosten }}{% endset %}{{ x[:2] }}",
        r"{% set x %}{{ hulp_kosten }}{% endset %}{% set y %}{{ hulp_jongeren }}{% endset %}{{ x[:1] ~ y[1:2] ~ x[2:] }}",
        r"{% set x %}{{ hulp_kosten }}{% endset %}{{ x|reverse }}",
        r"{% set x %}{{ hulp_kosten }}{% endset %}{% for c in x|list %}{{ c }}{% endfor %}",
        r#"{% set x %}{{ hulp_kosten }}{% endset %}{{ akkoord("C001", x) }}"#,
    ] {
        let ran = with(&format!("Zie {expression} hier.")).run(&["maak", "brief"]).expect(1);
        assert!(ran.text().contains("fout[B"), "{expression}: {}", ran.text());
        assert!(!ran.text().contains(|one| ('\u{e000}'..='\u{f8ff}').contains(&one)), "{expression}: {}", ran.text());
    }
}

#[test]
fn what_a_set_holds_is_printed_as_it_was() {
    let bench = with("{% set zin %}het kostte {{ hulp_kosten }}{% endset %}Kort: {{ zin }}. {{ zin|hoofdletter }}.");
    bench.run(&["maak", "brief", "--bewaar-typst"]).expect(0);
    let ledger = bench.read("uitvoer/2022/brief.cijfers.csv");
    let printed = ledger.lines().filter(|line| line.contains("461.514") && line.contains("hulp_kosten")).count();
    assert_eq!(printed, 3, "{ledger}");
}
