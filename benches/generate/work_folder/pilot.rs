//! A pilot: its facts, series, indicators and figures.

use super::chance::Chance;
use super::words::{AREAS, PROVIDERS, QUARTERS_OF_TOWN, THEMES, Theme};
use super::{Quarter, letters_for};

/// A pilot of a municipality.
pub struct Pilot {
    pub id: String,
    pub name: String,
    pub theme: &'static Theme,
    pub municipality: String,
    pub areas: Vec<&'static str>,
    pub case_number: u64,
    pub shape: Shape,
    /// Growth in a quarter, in thousandths.
    growth: u64,
}

/// Which picture stands in the letters beside the columns of costs.
#[derive(Clone, Copy, PartialEq)]
pub enum Shape {
    Areas,
    Stacked,
    Months,
}

impl Pilot {
    pub fn new(municipality: &str, index: usize, number: usize) -> Self {
        let theme = &THEMES[number % THEMES.len()];
        let turn = number / THEMES.len();
        let area = AREAS[(turn + index) % AREAS.len()];
        let (suffix, extra) = match turn / AREAS.len() {
            0 => (String::new(), String::new()),
            round => (format!("_{}", letters_for(round).to_lowercase()), format!(" {}", letters_for(round))),
        };
        let id = format!("{}_{}{suffix}", theme.id, area.to_lowercase());
        let mut chance = Chance::of(&format!("{municipality} {id}"));
        Self {
            name: format!("{} {area}{extra}", theme.name),
            theme,
            municipality: municipality.to_owned(),
            areas: chance.some_of(&QUARTERS_OF_TOWN, 4),
            case_number: 100_000 + (index * 10_000 + number) as u64,
            shape: *chance.one_of(&[&Shape::Areas, &Shape::Stacked, &Shape::Months]),
            growth: chance.between(25, 60),
            id,
        }
    }

    /// A stream of its own for each thing that is wanted.
    pub fn chance(&self, what: &str) -> Chance {
        Chance::of(&format!("{} {} {what}", self.municipality, self.id))
    }

    pub fn case(&self) -> String {
        format!(
            "[\"2021-{:07}\"]\ntitel = \"Start van {}\"\nsoort = \"raadsinformatiebrief\"\n\n",
            self.case_number, self.name
        )
    }

    /// Its files but the letters, by path.
    pub fn files(&self, quarters: &[Quarter]) -> Vec<(String, String)> {
        let id = &self.id;
        let (costs, areas, months) = self.figures_of(quarters);
        vec![
            (format!("data/pilots/{id}.toml"), self.facts()),
            (format!("data/reeksen/{id}_kwartaal.toml"), self.quarterly()),
            (format!("data/reeksen/{id}_kwartaal.csv"), costs),
            (format!("data/reeksen/{id}_wijk.toml"), self.by_area()),
            (format!("data/reeksen/{id}_wijk.csv"), areas),
            (format!("data/reeksen/{id}_maand.toml"), self.monthly()),
            (format!("data/reeksen/{id}_maand.csv"), months),
            (format!("data/kengetallen/{id}.toml"), self.indicators()),
            (format!("data/grafieken/{id}.toml"), self.pictures()),
        ]
    }

    fn facts(&self) -> String {
        let mut chance = self.chance("facts");
        let count = chance.between(2, 4) as usize;
        let providers = chance.some_of(&PROVIDERS, count);
        let (month, number) = (chance.between(1, 9), self.case_number);
        format!(
            "naam = \"{}\"\ndoel = \"{}\"\ndoelgroepen = [\"jongeren\", \"hun ouders\"]\naanbieders = {providers:?}\nstart = 2020-0{month}-01\ngemeenten = [\"{}\"]\nzaken = [\"2021-{number:07}\"]\n",
            self.name, self.theme.purpose, self.municipality
        )
    }

    /// By quarter, by quarter and area, by month.
    fn figures_of(&self, quarters: &[Quarter]) -> (String, String, String) {
        let mut chance = self.chance("figures");
        let mut costs = "kwartaal;jongeren;kosten\n".to_owned();
        let mut areas = "kwartaal;wijk;jongeren\n".to_owned();
        let mut months = "maand;fte;uren\n".to_owned();
        let price = chance.between(900, 2600);
        // Far from the threshold of privacy, however chance falls.
        let mut usual: Vec<u64> = self.areas.iter().map(|_| chance.between(24_000, 70_000)).collect();
        for Quarter { year, number } in quarters {
            let mut total = 0;
            for (usual, area) in usual.iter_mut().zip(&self.areas) {
                *usual = *usual * (1000 + self.growth) / 1000 + chance.between(0, 900);
                let people = *usual / 1000;
                total += people;
                areas += &format!("{year}-K{number};{area};{people}\n");
            }
            let cost = total * price + chance.between(0, 4000);
            costs += &format!("{year}-K{number};{total};{cost}\n");
            for month in number * 3 - 2..=number * 3 {
                let tenths = total / 3 + chance.between(0, 9);
                let hours = tenths * 14 + chance.between(0, 20);
                months += &format!("{year}-{month:02};{},{};{hours}\n", tenths / 10, tenths % 10);
            }
        }
        (costs, areas, months)
    }

    fn quarterly(&self) -> String {
        format!(
            r#"titel = "Jongeren en kosten van $"
bron = "Verzonnen cijfers van {}"
periode = "kwartaal"

[maten.jongeren]
naam = "jongeren bij $"
eenheid = "personen"

[maten.kosten]
naam = "kosten van $"
eenheid = "euro"
afronding = 0
"#,
            self.municipality
        )
        .replace('$', &self.name)
    }

    fn by_area(&self) -> String {
        format!(
            r#"titel = "Jongeren bij $ per wijk"
bron = "Verzonnen cijfers van {}"
periode = "kwartaal"
opmerkingen = ["Een jongere telt mee in de wijk waar hij woont."]

[dimensies.wijk]
naam = "Wijk"

[maten.jongeren]
naam = "jongeren bij $"
eenheid = "personen"
"#,
            self.municipality
        )
        .replace('$', &self.name)
    }

    fn monthly(&self) -> String {
        format!(
            r#"titel = "Inzet van $ per maand"
bron = "Verzonnen cijfers van {}"
periode = "maand"
decimaalteken = "komma"

[maten.fte]
naam = "inzet van $"
eenheid = "fte"

[maten.uren]
naam = "uren van $"
eenheid = "uren"
afronding = 0
"#,
            self.municipality
        )
        .replace('$', &self.name)
    }

    fn indicators(&self) -> String {
        let mut text = String::new();
        let mut add = |key: &str, name: &str, formula: &str, unit: &str| {
            let (id, pilot) = (&self.id, &self.name);
            let formula = formula.replace('~', id);
            let rounding = if ["euro", "procent", "uren"].contains(&unit) { "afronding = 0\n" } else { "" };
            text += &format!(
                "[{id}_{key}]\nnaam = \"{name} {pilot}\"\nformule = \"{formula}\"\neenheid = \"{unit}\"\n{rounding}\n"
            );
        };
        add("jongeren", "Jongeren bij", "~_kwartaal.jongeren[periode]", "personen");
        add("kosten", "Kosten van", "~_kwartaal.kosten[periode]", "euro");
        add("per_jongere", "Kosten per jongere van", "~_kosten / ~_jongeren", "euro");
        add(
            "groei",
            "Verandering van het aantal jongeren bij",
            "~_jongeren / kengetal('~_jongeren', vorig_jaar) - 1",
            "procent",
        );
        add("meer", "Verschil in kosten van", "~_kosten - kengetal('~_kosten', vorig_jaar)", "euro");
        add("uren", "Uren van", "som(~_maand.uren, periode)", "uren");
        add("fte_begin", "Inzet in de eerste maand van", "~_maand.fte[periode.eerste_maand]", "fte");
        add("fte_eind", "Inzet in de laatste maand van", "~_maand.fte[periode.laatste_maand]", "fte");
        for (index, area) in self.areas.iter().enumerate() {
            // Tables show the name: there it is the area alone.
            let key = format!("wijk_{}", index + 1);
            text += &format!(
                "[{id}_{key}]\nnaam = \"{area}\"\nformule = \"{id}_wijk.jongeren.waar(wijk='{area}')[periode]\"\neenheid = \"personen\"\n\n",
                id = self.id
            );
        }
        text += &format!(
            "[{id}_aandeel]\nnaam = \"Deel van de jongeren bij {pilot} uit {area}\"\nformule = \"{id}_wijk_1 / {id}_jongeren\"\neenheid = \"procent\"\nafronding = 0\n\n",
            id = self.id,
            pilot = self.name,
            area = self.areas[0]
        );
        text += &format!(
            "[controle.{id}_wijken]\nformule = \"{id}_jongeren - som({id}_wijk.jongeren, periode)\"\nuitleg = \"De wijken zijn samen niet het totaal van {pilot}.\"\n",
            id = self.id,
            pilot = self.name
        );
        text
    }

    fn pictures(&self) -> String {
        let costs = r#"[~-kosten]
soort = "kolom"
titel = "De hulp kostte {{ ~_kosten }}"
onderwerp = "Kosten van $ per kwartaal"
reeks = "~_kwartaal"
maten = ["kosten"]
van = "periode.vorig_jaar"
tot = "periode"
nadruk = ["periode.vorig_jaar", "periode"]

"#;
        let other = match self.shape {
            Shape::Areas => {
                r#"[~-beeld]
soort = "staaf"
titel = "In elke wijk doen jongeren mee"
onderwerp = "Jongeren bij $ per wijk"
reeks = "~_wijk"
maten = ["jongeren"]
van = "periode"
tot = "periode"
per = "wijk"

"#
            }
            Shape::Stacked => {
                r#"[~-beeld]
soort = "gestapeld"
titel = "{{ ~_aandeel }} van de jongeren komt uit #"
onderwerp = "Jongeren bij $, naar wijk"
reeks = "~_wijk"
maten = ["jongeren"]
van = "periode.vorig_jaar"
tot = "periode"
per = "wijk"

"#
            }
            Shape::Months => {
                r#"[~-beeld]
soort = "lijn"
titel = "De inzet was in {{ periode.laatste_maand }} {{ ~_fte_eind }}"
onderwerp = "Inzet van $ per maand"
reeks = "~_maand"
maten = ["fte"]
van = "periode.vorig_jaar.eerste_maand"
tot = "periode.laatste_maand"

"#
            }
        };
        let table = r#"[~-wijken]
soort = "tabel"
titel = "Jongeren in alle wijken"
onderwerp = "Jongeren bij $ per wijk"
kengetallen = ["~_wijk_1", "~_wijk_2", "~_wijk_3", "~_wijk_4"]
perioden = ["vorig_jaar", "periode"]
kop = "Wijk"
totaal = "Totaal"
verschil = "Verschil"
"#;
        [costs, other, table].concat().replace('~', &self.id).replace('$', &self.name).replace('#', self.areas[0])
    }
}
