//! Sentences with figures in them: which must be found wrong, and which must be left alone. Each is a test.

mod workbench;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::LazyLock;

use griffel::stages::pipeline::Run;
use griffel::stages::project::WorkFolder;
use libtest_mimic::Arguments;

use workbench::{Bench, trial};

/// Indicators besides those of the example.
const INDICATORS: &str = r#"
[daling_jongeren]
naam = "Afgenomen in een jaar"
formule = "1 - jnv.met_beschikking[periode] / jnv.met_beschikking[vorig_jaar]"
eenheid = "procent"
afronding = 0

[deel_met]
naam = "Deel met een beschikking"
formule = "jnv_met / jnv_totaal"
eenheid = "procent"
afronding = 0

[kosten_duizend]
naam = "Kosten, in duizenden"
formule = "jnv.kosten[periode]"
eenheid = "euro"
schaal = "duizend"

[kosten_precies]
naam = "Kosten, met centen"
formule = "jnv.kosten[periode]"
eenheid = "euro"
afronding = 2

[kwart_een]
naam = "Eerste kwartaal"
formule = "jnv_kwartaal.kosten['2022-K1']"
eenheid = "euro"
schaal = "miljoen"

[kwart_vier]
naam = "Vierde kwartaal"
formule = "jnv_kwartaal.kosten['2022-K4']"
eenheid = "euro"
schaal = "miljoen"

[kwart_samen]
naam = "Eerste en vierde kwartaal"
formule = "kwart_een + kwart_vier"
eenheid = "euro"
schaal = "miljoen"
"#;

const FACTS: &str = r#"
[tevreden]
waarde = 19
eenheid = "personen"
bron = "Enquête"

[gevraagd]
waarde = 29
eenheid = "personen"
bron = "Enquête"

[aandeel_genoemd]
waarde = 65
eenheid = "procent"
bron = "Enquête"
"#;

/// The codes C001 to C009 found in each text, in the order of the texts.
fn codes<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<String> {
    let bench = Bench::example();
    let known = bench.read("data/kengetallen.toml");
    bench.write("data/kengetallen.toml", known + INDICATORS);
    bench.write("data/feiten.toml", FACTS);
    for (index, text) in texts.enumerate() {
        let front = "+++\nsjabloon = \"raadsinformatiebrief\"\nonderwerp = \"Proef\"\ndatum = 2023-03-14\n\
                     zaaknummer = \"2023-0012345\"\nportefeuillehouder = \"wethouder\"\npilot = \"jnv\"\n+++\n";
        bench.write(&format!("data/brieven/2022/t{index:03}.md"), format!("{front}\n# informatie\n\n{text}\n"));
    }
    let run = Run::open(WorkFolder::at(bench.path()).expect("a work folder")).without_findings();
    let documents: Vec<_> = run.inventory().documents.keys().filter(|id| id.name.starts_with('t')).cloned().collect();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for outcome in run.check_all(&documents, 2, &|_| {}) {
        let codes = outcome.findings.iter().map(|finding| finding.code.as_str().to_owned());
        // Other rules about content have tests of their own.
        let mut codes: Vec<String> = codes.filter(|code| code.starts_with("C00")).collect();
        codes.sort();
        codes.dedup();
        found.insert(outcome.id.name.clone(), codes);
    }
    found.into_values().map(|codes| codes.join(" ")).collect()
}

/// Texts, each with the codes that must be found in it.
type Cases = Vec<(String, &'static str)>;

/// The name of a group of cases, and the cases.
type Group = (&'static str, fn() -> Cases);

fn cases(cases: &[(&str, &'static str)]) -> Cases {
    cases.iter().map(|(text, codes)| ((*text).to_owned(), *codes)).collect()
}

fn words_that_contradict_their_figure_are_found() -> Cases {
    cases(&[
        ("Het aantal steeg met {{ jnv_met_groei | absoluut }}.", "C004"),
        ("Het aantal is met {{ jnv_met_groei | absoluut }} gestegen.", "C004"),
        ("Het aantal nam in {{ periode }} met {{ jnv_met_groei | absoluut }} toe.", "C004"),
        ("Dat is een stijging van {{ jnv_met_groei | absoluut }}.", "C004"),
        ("Dat is een toename met {{ daling_jongeren }}.", "C004"),
        ("De groei was ongeveer {{ jnv_met_groei | absoluut }}.", "C004"),
        ("Er waren {{ verschil_beschikkingen | absoluut }} meer beschikkingen dan in {{ vorig_jaar }}.", "C004"),
        ("Dat is {{ verschil_kosten_euro | absoluut }} hoger dan in {{ vorig_jaar }}.", "C004"),
        ("Dat zijn {{ jnv_met_verschil | absoluut }} jongeren meer.", "C004"),
        ("De inzet daalde met {{ jnv_inzet_verschil }}.", "C004"),
        ("De wachttijd liep op met {{ jnv_met_groei | absoluut }}.", "C004"),
        (
            "Het aantal is gestegen van {{ jnv_met[vorig_jaar] }} in {{ vorig_jaar }} naar {{ jnv_met }} in {{ periode }}.",
            "C004",
        ),
        ("Het aantal steeg: in {{ vorig_jaar }} waren het er {{ jnv_met[vorig_jaar] }}.", ""),
        (
            "In {{ periode }} steeg het aantal naar {{ jnv_met }} tegenover {{ jnv_met[vorig_jaar] }} in {{ vorig_jaar }}.",
            "C004",
        ),
        ("De kosten stegen met {{ jnv_met_groei | absoluut }} en de inzet groeide.", "C004"),
        ("## Het aantal groeide met {{ jnv_met_groei | absoluut }}", "C004"),
        ("Het bedrag is {{ jnv_nodig_meer }} lager dan de kosten in {{ periode }}.", "C004"),
        ("Het aantal **steeg** met *{{ jnv_met_groei | absoluut }}*.", "C004"),
    ])
}

fn words_that_agree_or_say_something_else_are_left_alone() -> Cases {
    cases(&[
        ("Het aantal daalde met {{ jnv_met_groei | absoluut }}.", ""),
        ("Dat is een daling van {{ daling_jongeren }}.", ""),
        ("Het aantal steeg niet, het daalde met {{ jnv_met_groei | absoluut }}.", ""),
        ("Het aantal is niet gestegen met {{ jnv_met_groei | absoluut }}.", ""),
        ("De kosten stegen, maar het aantal daalde met {{ jnv_met_groei | absoluut }}.", ""),
        ("De kosten stegen en het aantal daalde met {{ jnv_met_groei | absoluut }}.", ""),
        ("Door de groei van de inzet daalde het aantal met {{ jnv_met_groei | absoluut }}.", ""),
        (
            "Het aantal daalde van {{ jnv_met[vorig_jaar] }} in {{ vorig_jaar }} naar {{ jnv_met }} in {{ periode }}.",
            "",
        ),
        ("Het aantal steeg tot {{ jnv_zonder }} jongeren.", ""),
        ("De kosten stegen. Het gaat om {{ jnv_kosten }}.", ""),
        ("Onder meer {{ jnv_met_groei | absoluut }} hiervan is bekend.", ""),
        ("Een jaar eerder was het {{ verschil_kosten | absoluut }} hoger.", ""),
        ("In {{ vorig_jaar }} waren de kosten nog {{ verschil_kosten | absoluut }} hoger.", ""),
        (
            "Het aantal {{ richting(jnv_met_groei, \"steeg\", \"daalde\", \"bleef\") }} met {{ jnv_met_groei | absoluut }}.",
            "",
        ),
        ("In de regio is het aandeel {{ jeugdhulp_verschil | absoluut }} lager dan in Dordrecht.", ""),
        ("De kosten groeien als het aantal met {{ jnv_met_groei | absoluut }} daalt.", ""),
        ("Het werd {{ jnv_inzet_factor }} zo groot, een groei van {{ jnv_inzet_verschil }}.", ""),
        ("De pilot hielp {{ jnv_zonder }} jongeren meer op weg.", ""),
        ("Daardoor krijgen meer jongeren hulp, in totaal {{ jnv_zonder }}.", ""),
        ("Het laatste kwartaal was {{ jnv_aandeel_laatste_kwartaal }} van de kosten, lager dan gedacht.", ""),
        ("De kosten van {{ jnv_kosten }} dalen volgend jaar.", ""),
        ("Wij willen dat het aantal stijgt met {{ jnv_met_groei | absoluut }}.", ""),
    ])
}

fn percentages_are_done_again() -> Cases {
    cases(&[
        ("{{ tevreden }} van de {{ gevraagd }} jongeren ({{ aandeel_genoemd }}) zijn tevreden.", "C005"),
        ("{{ tevreden }} van de {{ gevraagd }} jongeren, dus {{ aandeel_genoemd }}, zijn tevreden.", "C005"),
        ("{{ tevreden }} op de {{ gevraagd }} is {{ aandeel_genoemd }}.", "C005"),
        ("{{ tevreden }} jongeren van de {{ gevraagd }} zijn tevreden. Dat is {{ aandeel_genoemd }}.", "C005"),
        ("Van de {{ gevraagd }} jongeren waren {{ tevreden }} tevreden. Dat is {{ aandeel_genoemd }}.", "C005"),
        ("{{ aandeel_genoemd }} ({{ tevreden }} van de {{ gevraagd }}) is tevreden.", "C005"),
        ("19 van de 29 jongeren (65%) zijn tevreden.", "C001 C005"),
        ("19 van de 29 jongeren (66%) zijn tevreden.", "C001"),
        ("19 van de 29 jongeren (66 procent), 10 niet (34%).", "C001"),
        ("{{ jnv_met }} van de {{ jnv_totaal }} jongeren ({{ deel_met }}) had een beschikking.", ""),
        (
            "{{ jnv_met }} van de {{ jnv_totaal }} jongeren ({{ jnv_met_groei | absoluut }}) had een beschikking.",
            "C005",
        ),
        (
            "Dat ging van {{ jnv_met[vorig_jaar] }} naar {{ jnv_met }}, een daling van {{ jnv_met_groei | absoluut }}.",
            "",
        ),
        ("Dat ging van {{ jnv_met[vorig_jaar] }} naar {{ jnv_met }}, een daling van {{ aandeel_genoemd }}.", "C005"),
        ("Dat ging van {{ jnv_met[vorig_jaar] }} naar {{ jnv_met }}. Dat is een daling van 30%.", "C001 C005"),
        ("Dat ging van 280 naar 180. Dat is 36% minder.", "C001"),
        (
            "Er vulden {{ gevraagd }} jongeren iets in. Tevreden waren {{ tevreden }} jongeren, {{ aandeel_genoemd }} zegt de enquête.",
            "C006",
        ),
        ("{{ tevreden }} van de {{ gevraagd }} zijn tevreden en {{ deel_met }} had een beschikking.", ""),
        ("{{ tevreden }} van de {{ gevraagd }} zijn tevreden. Van hen had {{ deel_met }} een beschikking.", ""),
        ("Er kwamen {{ jnv_met }} jongeren. Dat is {{ deel_met }} van alle {{ jnv_totaal }} jongeren.", ""),
    ])
}

fn one_figure_has_one_notation() -> Cases {
    cases(&[
        ("Dat kostte {{ jnv_kosten }}. Die {{ kosten_duizend }} is veel.", "C007"),
        ("Dat kostte {{ jnv_kosten }}. Die {{ kosten_precies }} is veel.", "C007"),
        ("Dat kostte {{ jnv_kosten }}. Die {{ jnv_kosten }} is veel.", ""),
        ("Er kwamen {{ tevreden | in_woorden }} jongeren. Die {{ tevreden }} zijn klaar.", "C007"),
        ("{{ tevreden | in_woorden | hoofdletter }} jongeren kwamen. Die {{ tevreden }} zijn klaar.", ""),
        ("Er kwamen {{ tevreden }} jongeren. Die {{ tevreden | zonder_eenheid }} zijn klaar.", ""),
        ("In {{ periode }} was het {{ jnv_met }}, in {{ vorig_jaar }} {{ jnv_met[vorig_jaar] }}.", ""),
        ("Het daalde met {{ jnv_met_groei | absoluut }}, dus {{ jnv_met_groei }}.", ""),
    ])
}

fn rounded_parts_make_their_total() -> Cases {
    cases(&[
        ("Dat was {{ kwart_een }} en {{ kwart_vier }}, samen {{ kwart_samen }}.", "C008"),
        ("Dat was {{ kwart_een }} en {{ kwart_vier }}, samen {{ kwart_samen }} (door afronding).", ""),
        (
            "Dat was {{ dekking_programma[periode.volgende] }} en {{ dekking_regio[periode.volgende] }}, samen {{ jnv_nodig[periode.volgende] }}.",
            "",
        ),
    ])
}

fn counts_match_the_list_behind_them() -> Cases {
    let list = "\n\n- Noord\n- Zuid\n- Oost\n- West\n";
    let of = |intro: &str| format!("{intro}{list}");
    let (three, four, given) = (
        of("Wij werken in drie wijken:"),
        of("De vier wijken zijn:"),
        of("Wij werken met {{ aantal(pilot.aanbieders) }} aanbieders:"),
    );
    let bound = of("Er zijn {{ tevreden }} wijken:");
    cases(&[
        ("Wij werken met drie aanbieders:\n\n- A\n- B\n- C\n- D\n", "C002 C003"),
        (&three, "C002"),
        (&four, ""),
        (&given, "C003"),
        (&bound, "C003"),
        ("De drie aanbieders (A, B, C en D) doen mee.", "C002 C003"),
        ("De {{ aantal(pilot.aanbieders) }} aanbieders ({{ pilot.aanbieders }}) doen mee.", ""),
        ("De {{ aantal(pilot.gemeenten) }} aanbieders ({{ pilot.aanbieders }}) doen mee.", "C003"),
    ])
}

fn typed_tables_add_up() -> Cases {
    let table = |total: &str| {
        format!(
            "| Soort | {{{{ vorig_jaar }}}} | {{{{ periode }}}} |\n|---|--:|--:|\n| Met | {{{{ jnv_met[vorig_jaar] }}}} | {{{{ jnv_met }}}} |\n\
             | Zonder | – | {{{{ jnv_zonder }}}} |\n| **Totaal** | {{{{ jnv_met[vorig_jaar] }}}} | {total} |"
        )
    };
    let (right, wrong, bound) = (table("{{ jnv_totaal }}"), table("{{ jnv_met }}"), table("337"));
    cases(&[
        (&right, ""),
        (&wrong, "C009"),
        (&bound, "C001"),
        ("| Wijk | Aantal |\n|---|--:|\n| A | 12 |\n| B | 30 |\n| Samen | 41 |", "C001 C009"),
        ("| Wijk | Per jaar |\n|---|--:|\n| A | 12 |\n| B | 30 |\n| Totaal | 20 |", "C001"),
        ("| Wijk | Deel |\n|---|--:|\n| A | 33% |\n| B | 33% |\n| C | 33% |\n| Totaal | 100% |", "C001 C008"),
        ("| Wijk | Deel |\n|---|--:|\n| A | 33% |\n| B | 33% |\n| C | 23% |\n| Totaal | 100% |", "C001 C009"),
        ("| Wijk | Tevreden |\n|---|--:|\n| A | 71% |\n| B | 64% |\n| Totaal | 66% |", "C001"),
        ("| Jaar | A | B | Totaal |\n|---|--:|--:|--:|\n| 2022 | 1 | 2 | 4 |", "C001 C009"),
        ("| Jaar | A | B | Totaal |\n|---|--:|--:|--:|\n| 2022 | 1 | 2 | 3 |", "C001"),
    ])
}

fn typed_numbers_are_found_wherever_they_are_read() -> Cases {
    cases(&[
        ("Zie `461.514` hier.", "C001"),
        ("Zie [461.514 euro](https://www.a.nl/461514).", "C001"),
        ("> Mijn 12 kinderen.", ""),
        ("> Mijn drie kinderen.", ""),
        ("- 157 jongeren\n- en meer", "C001"),
        ("## 157 jongeren kregen hulp", "C001"),
        ("Een noot.[^1]\n\n[^1]: Het waren er 157.", "C001"),
        ("```\n157\n```", "C001"),
        ("`{{ jnv_kosten }}` kost het.", ""),
        ("{{ jnv_met }}5 jongeren.", "C001"),
        ("Het jaar 20{{ jnv_met }}.", "C001"),
        ("Van 2021-{{ periode }}.", ""),
        ("Het kost &#52;61 euro.", "C001"),
        ("Zie figuur 1.\n\n{{ grafiek(\"jnv-aanbieders\") }}", "C001"),
        ("Er waren {{ \"157\" }} jongeren, in {{ zaak(\"2021-0152278\", \"nummer\") }}.", "C001"),
        ("{% set n = \"157\" %}Er waren {{ n }} jongeren.", "C001"),
        ("In {{ periode.maand(10) }} en {{ jnv_inzet.fte[\"2022-10\"] }} stond {{ \"Kadernota 2024\" }}.", ""),
        ("{{ pilots.poh_ggz.naam }} en {{ zaak(\"2021-0152278\") }} en {{ datum }}.", ""),
        ("De € {{ jnv_met | zonder_eenheid }} is op.", ""),
    ])
}

fn ordinary_council_prose_is_left_alone() -> Cases {
    let texts = [
        "Op 1 januari 2022 ging de nieuwe wet in. Sindsdien is er veel veranderd, meer dan wij dachten.",
        "De raad stelde op 12 december 2022 de begroting 2023-2026 vast.",
        "In de raadsvergadering van 14 maart 2023 om 20.00 uur bespreekt u dit voorstel.",
        "Deze brief is een vervolg op de raadsinformatiebrief van 3 mei 2022 (zaaknummer 2022-0168434).",
        "Met motie 22-15 vroeg u ons om meer aandacht voor wachttijden.",
        "Volgens artikel 2.3, lid 1, van de Jeugdwet zijn wij verantwoordelijk. Artikel 169, tweede lid, geldt ook.",
        "Wij doen dit op grond van de Jeugdwet en de Wmo 2015.",
        "De Hervormingsagenda Jeugd 2023-2028 en de Septembercirculaire 2025 gaan hierover.",
        "Meer weten? Kijk op www.dordrecht.nl/jeugd2022 of mail naar jeugd2022@dordrecht.nl.",
        "Bel ons op 14 078 of 078 770 89 10, van 9.00 tot 17.00 uur.",
        "U vindt ons in het Stadskantoor aan de Spuiboulevard 300, 3311 GR Dordrecht.",
        "Zie ook hoofdstuk 3, paragraaf 2.1 en bijlage 2 bij de Jaarstukken 2022.",
        "De eerste fase is klaar. In fase 2 kiezen wij een aanbieder. Fase 3 volgt in het najaar van 2023.",
        "Het gaat om één aanbieder en een van de scholen. De tweede school doet later mee.",
        "In het eerste kwartaal van 2023 hoort u meer. De cijfers van K4 zijn dan bekend.",
        "Wij melden ons binnen twee weken, en daarna om de zes weken.",
        "De komende vier jaar werken wij hieraan verder.",
        "Kinderen in groep 7 en 8 maken de overstap naar klas 1.",
        "Langs de N3 en de A16 wordt het stiller. De G40 en de VNG steunen dit.",
        "Door COVID-19 was 2020 een bijzonder jaar. Ook 2021 was dat nog.",
        "Steeds meer jongeren vinden hulp. Dat is goed nieuws, want minder jongeren wachten.",
        "De kosten stijgen niet meer zo hard. Toch is meer geld nodig.",
        "De wachttijd is korter en het aanbod is groter geworden.",
        "Wij verwachten dat het aantal daalt, onder meer door de inzet van de wijkteams.",
        "De pilot is min of meer klaar. Des te meer reden om door te gaan.",
        "Hulp met een beschikking is meestal duurder dan hulp zonder beschikking.",
        "In 2022 kregen jongeren in {{ periode }} vaker hulp: {{ jnv_zonder }} jongeren.",
        "De inzet groeide tot {{ jnv_inzet_eind }}. In januari was dat {{ jnv_inzet_begin }}.",
        "Wij betalen {{ jnv_kosten }}. Dat is lager dan het budget.",
        "In {{ periode }} is {{ jnv_nodig[periode.volgende] }} nodig, hoger dan eerder gedacht.",
        "Van de {{ jnv_totaal }} jongeren kregen er {{ jnv_met }} hulp met een beschikking, de rest zonder.",
        "Voor {{ aantal(pilot.gemeenten) }} gemeenten koopt de dienst hulp in:\n\n- dagbesteding;\n- begeleiding.",
        "Wij vroegen {{ aantal(pilot.aanbieders) }} aanbieders hoe zij werken. Dit kwam eruit:\n\n- snel;\n- goed.",
        "De doelgroep is (1) jongeren die hulp nodig hebben en (2) hun ouders.",
        "Een 0-meting volgt in 2023, een 1-meting later.",
        "De ruimte is groot genoeg, ook in m² per kind.",
        "De brief van 21 maart jl. en die van 5 en 6 april gingen hierover.",
        "Het college acht dit verantwoord. Wij vragen uw raad om dit te bespreken onder vier ogen.",
        "Jeugdhulp (24/7 bereikbaar) werkt 1-op-1 met het gezin.",
        "Het programma 2022-2026, de Agenda 2030 en de Omgevingsvisie 2040 vullen elkaar aan.",
        "De meicirculaire 2022 en de jaarrekening 2021 laten dat zien. Over 2021 hielden wij geld over.",
        "Sinds 2015 zijn gemeenten verantwoordelijk; vóór 2015 was dat de provincie.",
        "Schooljaar 2022/2023 en 2022-2023 en seizoen 2022/’23 zijn voorbij.",
    ];
    cases(&texts.map(|text| (text, "")))
}

const GROUPS: [Group; 9] = [
    ("words_that_contradict_their_figure_are_found", words_that_contradict_their_figure_are_found),
    ("words_that_agree_or_say_something_else_are_left_alone", words_that_agree_or_say_something_else_are_left_alone),
    ("percentages_are_done_again", percentages_are_done_again),
    ("one_figure_has_one_notation", one_figure_has_one_notation),
    ("rounded_parts_make_their_total", rounded_parts_make_their_total),
    ("counts_match_the_list_behind_them", counts_match_the_list_behind_them),
    ("typed_tables_add_up", typed_tables_add_up),
    ("typed_numbers_are_found_wherever_they_are_read", typed_numbers_are_found_wherever_they_are_read),
    ("ordinary_council_prose_is_left_alone", ordinary_council_prose_is_left_alone),
];

/// Every text is a letter of one work folder, which is read once for all of them: a tenth of the time of a folder each.
static FOUND: LazyLock<Vec<String>> = LazyLock::new(|| codes(all().iter().map(|(_, text, _)| text)));

/// The cases of all groups: the name of the test, the text, the codes.
fn all() -> Vec<(String, String, &'static str)> {
    let of_group = |(group, cases): Group| {
        let named = |(nth, (text, codes)): (usize, (String, &'static str))| {
            let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect();
            (format!("{group}::{:02} {words}", nth + 1), text, codes)
        };
        cases().into_iter().enumerate().map(named).collect::<Vec<_>>()
    };
    GROUPS.into_iter().flat_map(of_group).collect()
}

fn main() -> ExitCode {
    let tests = all()
        .into_iter()
        .enumerate()
        .map(|(index, (name, text, wanted))| trial(name, move || assert_eq!(FOUND[index], wanted, "{text}")));
    libtest_mimic::run(&Arguments::from_args(), tests.collect()).exit_code()
}
