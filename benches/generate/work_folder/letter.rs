//! One letter: about four pages, two charts, a table.

use super::Quarter;
use super::pilot::{Pilot, Shape};
use super::words::{ADVANTAGES, AFTER, CAUTION, COOPERATION, EFFECT, HEARD, MONEY, NEXT, STAFF, WHY};

/// The letter of a pilot about a quarter.
pub fn text(pilot: &Pilot, quarter: Quarter) -> String {
    let mut chance = pilot.chance(&format!("{}-K{}", quarter.year, quarter.number));
    let (year, month) = match quarter.number {
        4 => (quarter.year + 1, 2),
        number => (quarter.year, number * 3 + 2),
    };
    let day = chance.between(3, 26);
    let case = chance.between(200_000, 899_999);
    let theme = pilot.theme;
    let offer: String = theme.offer.iter().map(|item| format!("- {item};\n")).collect();
    let offer = format!("{}.", offer.trim_end().trim_end_matches(';'));
    let list = |items: Vec<&str>| items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n");
    let advantages = list(chance.some_of(&ADVANTAGES, 5));
    let caution = list(chance.some_of(&CAUTION, 3));
    let caution = format!("{}.", caution.trim_end_matches([';', '.']));
    let picture = match pilot.shape {
        Shape::Areas => "In {{ verwijs(\"~-beeld\") }} ziet u hoe de jongeren over de wijken verdeeld zijn.",
        Shape::Stacked => {
            "In {{ verwijs(\"~-beeld\") }} ziet u uit welke wijken de jongeren komen, kwartaal na kwartaal."
        }
        Shape::Months => "In {{ verwijs(\"~-beeld\") }} ziet u de inzet van maand tot maand.",
    };
    let (why, together) = (chance.one_of(&WHY), chance.one_of(&COOPERATION));
    let (next, after, money) = (chance.one_of(&NEXT), chance.one_of(&AFTER), chance.one_of(&MONEY));
    let other_money = chance.one_of(&MONEY);
    let other_money = if other_money == money { "" } else { other_money };
    let (heard, staff, effect) =
        (chance.some_of(&HEARD, 2).join("\n\n"), chance.one_of(&STAFF), chance.one_of(&EFFECT));
    let municipality = &pilot.municipality;
    let (background, practice, lesson) = (theme.background, theme.practice, theme.lesson);
    let name = &pilot.name;
    let words = format!(
        r#"+++
sjabloon = "raadsinformatiebrief"
onderwerp = "Voortgang van de pilot {name}"
datum = {year}-{month:02}-{day:02}
status = "ambtelijk akkoord"
pilot = "{id}"
trefwoorden = ["jeugdhulp", "pilot"]
zaaknummer = "{year}-{case:07}"
portefeuillehouder = "wethouder Jeugd"
contact = "jeugd@{lower}.example"
+++

# bevoegdheden

U stelt als raad de kaders en controleert hoe wij werken. Wij, het college, voeren het beleid uit en sluiten de contracten met aanbieders. Voor hulp aan jongeren zijn wij verantwoordelijk volgens de Jeugdwet.

# aanleiding

{why}

{background} Daarom begonnen wij in {municipality} met {{{{ pilot.naam }}}}. In deze brief leest u wat de pilot opleverde in het {{{{ periode }}}}.

# informatie

## Wat wij met de pilot willen

Met {{{{ pilot.naam }}}} willen wij {{{{ pilot.doel }}}}. Jongeren krijgen:

{offer}

De hulp komt van {{{{ pilot.aanbieders }}}}. {practice}

## Zo werken de aanbieders samen

{together}

De pilot heeft voordelen voor jongeren, voor ouders en voor wie met hen werkt:

{advantages}

## De pilot hielp {{{{ ~_jongeren }}}} jongeren

In het {{{{ periode }}}} kregen {{{{ ~_jongeren }}}} jongeren hulp. Een jaar eerder waren het er {{{{ ~_jongeren[vorig_jaar] }}}}. Dat is een {{{{ richting(~_groei, "stijging", "daling", "verschil") }}}} van {{{{ ~_groei | absoluut }}}}. {picture}

{{{{ grafiek("~-beeld") }}}}

Van deze jongeren woonden er {{{{ ~_wijk_1 }}}} in {first}. Dat is {{{{ ~_aandeel }}}} van het totaal. In {{{{ verwijs("~-wijken") }}}} staan alle wijken.

{{{{ tabel("~-wijken") }}}}

## De inzet van de aanbieders

Een {{{{ afk("FTE") }}}} is een volledige baan. In {{{{ periode.eerste_maand }}}} was de inzet {{{{ ~_fte_begin }}}}. In {{{{ periode.laatste_maand }}}} was de inzet {{{{ ~_fte_eind }}}}. De aanbieders werkten samen {{{{ ~_uren }}}} in het hele kwartaal.[^uren]

[^uren]: Ook overleg met scholen en huisartsen telt mee.

{staff} {lesson}

## Wat wij horen van wie meedoet

{heard}

## Zo kijken wij naar het resultaat

{effect}

## Lees deze cijfers met zorg

De cijfers vertellen niet alles. Houd bij het lezen rekening met het volgende:

{caution}

De verschillen komen ook niet alleen door {{{{ pilot.naam }}}}. Andere hulp in de buurt heeft invloed. Wij vergelijken daarom steeds met hetzelfde kwartaal een jaar eerder.

# vervolg

{next}

{after}

# kosten

In het {{{{ periode }}}} kostte de hulp {{{{ ~_kosten }}}}. Dat is gemiddeld {{{{ ~_per_jongere }}}} per jongere. Het verschil met een jaar eerder is {{{{ ~_meer }}}}. In {{{{ verwijs("~-kosten") }}}} ziet u de kosten per kwartaal.

{{{{ grafiek("~-kosten") }}}}

{money} {other_money}

## Wat de hulp ons bespaart

Hulp in de buurt komt vaak in de plaats van zwaardere hulp. Hoeveel dat scheelt, kunnen wij nog niet precies zeggen. Wij rekenen het uit zodra de cijfers van het hele jaar bekend zijn.

# besluiten

Deze brief hoort bij een eerdere brief:

- {{{{ zaak("2021-{start:07}") }}}}.
"#,
        id = pilot.id,
        lower = municipality.to_lowercase(),
        first = pilot.areas[0],
        start = pilot.case_number,
    );
    words.replace('~', &pilot.id)
}
