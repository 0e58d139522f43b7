//! Every key of every kind of file: one line each, with what it means in Dutch.
//!
//! A new key in a reader needs a line here: `.required("naam", Text, "...")` or `.optional(...)`.

use crate::diagnostic::{Code, Treatment};

use super::table::Table;
use super::table::Value::{self, Choice, Date, Decimal, Field, Flag, Integer, Tables, Text, Texts};

fn choice(words: &[&'static str]) -> Value {
    Choice(words.to_vec())
}

fn table(table: Table) -> Value {
    Value::Table(table)
}

/// `afronding`, for whatever prints a number.
fn decimals() -> Value {
    Integer(-9, 9)
}

const DECIMALS: &str = "Het aantal cijfers achter de komma. Zonder deze sleutel kiest Griffel dat bij de eenheid.";
const UNIT: &str =
    "De eenheid: euro, personen, aantal, procent, procentpunt, fte, dagen, uren of een eigen woord in het meervoud.";
const SCALE: &str = "Drukt het getal af in duizenden of miljoenen.";

/// `data/gemeente.toml`
pub fn municipality() -> Table {
    let style = Table::new("Huisstijl", "De kleur, het logo en het lettertype van de brieven.")
        .optional("kleur", Text, "De huiskleur, zoals \"#1f5a7a\".")
        .optional("logo", Text, "Het logo, een bestand in de map data: SVG, PNG of JPEG.")
        .optional("lettertype", Text, "De naam van het lettertype. Een eigen lettertype staat in de map fonts.");
    let contact = Table::new("Contact", "De contactgegevens in het briefhoofd.")
        .optional("adres", Texts, "Het adres, een regel per tekst.")
        .optional("telefoon", Text, "Het telefoonnummer.")
        .optional("email", Text, "Het e-mailadres.")
        .optional("website", Text, "De website.");
    let notation = Table::new("Notatie", "Zo schrijft Griffel getallen en aanhalingstekens.")
        .optional(
            "duizendtal_vanaf",
            Integer(1000, 4_294_967_295),
            "Vanaf dit getal staat er een punt in duizendtallen, in de tekst.",
        )
        .optional(
            "euro",
            choice(&["gewoon", "streepje"]),
            "Een heel bedrag: gewoon (€ 500) of met een streepje (€ 500,-).",
        )
        .optional("procent", choice(&["teken", "woord"]), "Een percentage: 17% of 17 procent, in de tekst.")
        .optional(
            "bereik",
            choice(&["streepje", "tot en met"]),
            "Twee jaren die u typt als 2021-2023: met een streepje of met woorden.",
        )
        .optional("aanhalingstekens", choice(&["enkel", "dubbel"]), "Aanhalingstekens: enkel (‘zo’) of dubbel (“zo”).");
    let abbreviations = Table::new("Afkortingen", "Wat elke afkorting betekent. In de tekst schrijft u afk(\"SOJ\").")
        .names(Text, "De afkorting voluit.");
    Table::new("Gemeente", "De organisatie: naam, huisstijl, contact, notatie, afkortingen en meldingen.")
        .required("naam", Text, "De naam van de gemeente, zoals Dordrecht.")
        .required("organisatie", Text, "De organisatie zoals die in het briefhoofd staat, zoals Gemeente Dordrecht.")
        .optional("code", Text, "De code van de gemeente, zoals gm0505.")
        .optional("afzender", Text, "Wie de brief stuurt. Dit wordt de auteur van de PDF.")
        .optional("huisstijl", table(style), "De kleur, het logo en het lettertype van de brieven.")
        .optional("contact", table(contact), "De contactgegevens in het briefhoofd.")
        .optional("notatie", table(notation), "Zo schrijft Griffel getallen en aanhalingstekens.")
        .optional("afkortingen", table(abbreviations), "Wat elke afkorting betekent.")
        .optional("privacy", table(privacy()), "Hoe Griffel kleine aantallen mensen weglaat.")
        .optional("bevindingen", table(findings()), "Hoe zwaar een melding telt: fout, waarschuwing of uit.")
}

/// `[privacy]`
fn privacy() -> Table {
    Table::new("Privacy", "Hoe Griffel kleine aantallen mensen weglaat.")
        .optional("drempel", Integer(3, 1000), "Aantallen onder dit getal blijven weg. Zonder deze sleutel: 10.")
        .optional("nul", choice(&["tonen", "verbergen"]), "Of een aantal van nul te zien is. Gewoon: tonen.")
        .optional("aanbieders", Integer(1, 1000), "Zoveel aanbieders moeten er achter een bedrag zitten. Gewoon: 3.")
        .optional("afronden_op", Integer(2, 1000), "Rondt aantallen mensen af op een veelvoud, zoals 5.")
}

const STATUSES: [&str; 5] = ["definitief", "voorlopig", "nader voorlopig", "schatting", "gecorrigeerd"];
const PUBLIC: &str = "Waarom kleine aantallen hier niet weg hoeven, zoals: Het CBS publiceert deze cijfers.";

/// A declared fact.
fn fact() -> Table {
    Table::new("Feit", "Een getal dat in geen reeks staat, met zijn bron.")
        .optional("naam", Text, "Hoe het getal heet.")
        .required("waarde", Decimal, "Het hele getal, zoals 728_000_000. Een percentage als 17.")
        .required("eenheid", Text, UNIT)
        .optional("schaal", choice(&["een", "duizend", "miljoen"]), SCALE)
        .optional("afronding", decimals(), DECIMALS)
        .required("bron", Text, "Waar het getal staat.")
        .optional("peildatum", Date, "De datum waarop het getal zo was.")
        .optional("periode", Text, "Over welke periode het gaat.")
        .optional("status", choice(&STATUSES), "Hoe zeker het getal is. Zonder deze sleutel: definitief.")
        .optional("openbaar", Text, PUBLIC)
}

/// `data/feiten.toml`
pub fn facts() -> Table {
    Table::new("Feiten", "Getallen die in geen reeks staan, met hun bron.").identifiers(table(fact()), "Een feit.")
}

/// `[bevindingen]`: each code, with what it may be.
fn findings() -> Table {
    let about = "Hoe zwaar een melding telt. Bij fout wordt de brief niet gemaakt, bij waarschuwing wel. Met uit ziet u de melding niet.";
    Code::ALL.iter().fold(Table::new("Bevindingen", about), |table, code| {
        let allowed = Treatment::WORDS.iter().filter(|(_, treatment)| code.allows(*treatment));
        let words: Vec<&str> = allowed.map(|(word, _)| *word).collect();
        table.optional(
            code.as_str(),
            choice(&words),
            format!("{}. Gewoon is dit een {}.", code.explanation().title, code.severity()),
        )
    })
}

/// `data/reeksen/*.toml`
pub fn series() -> Table {
    let dimension = Table::new("Dimensie", "Een kolom die de regels verdeelt, zoals de wijk.")
        .optional(
            "kolom",
            Text,
            "De naam van de kolom in het bestand. Zonder deze sleutel heet de kolom zoals de dimensie.",
        )
        .optional("naam", Text, "Hoe de dimensie heet in tabellen en grafieken.")
        .optional("totaal", Text, "De waarde van regels die een totaal zijn. Die telt Griffel niet dubbel.")
        .optional("totaal_marge", Decimal, "Hoeveel een totaal mag afwijken van de som, bij afgeronde cijfers.")
        .optional("zijn_aanbieders", Flag, "Of elke waarde één aanbieder is.");
    let measure = Table::new("Maat", "Een kolom met cijfers.")
        .optional(
            "kolom",
            Text,
            "De naam van de kolom in het bestand. Zonder deze sleutel heet de kolom zoals de maat.",
        )
        .optional("naam", Text, "Hoe de maat heet in tabellen en grafieken.")
        .required("eenheid", Text, UNIT)
        .optional("afronding", decimals(), DECIMALS)
        .optional("verdeling_over", Text, "Over dit kenmerk zijn de percentages samen 100%.")
        .optional("teller", Text, "De maat boven de streep van dit percentage.")
        .optional("noemer", Text, "De maat onder de streep van dit percentage.")
        .optional("telt_personen", Flag, "Of dit mensen telt, zodat kleine aantallen wegblijven.")
        .optional("personen", Text, "De maat met de mensen over wie dit bedrag of percentage gaat.")
        .optional("aanbieders", Text, "De maat met het aantal aanbieders achter dit bedrag.");
    let breaks = Table::new("Breuk", "Vanaf hier zijn de cijfers niet meer te vergelijken met die ervoor.")
        .required("vanaf", Text, "De eerste periode na de breuk, zoals 2022 of 2022-K4.")
        .required("toelichting", Text, "Wat er veranderde. Dit komt onder elke grafiek en tabel.");
    let provisional = Table::new("Voorlopig", "Deze cijfers kunnen nog veranderen.")
        .required("vanaf", Text, "De eerste voorlopige periode.")
        .optional("tot", Text, "De laatste voorlopige periode.")
        .optional("maten", Texts, "Voor welke maten. Zonder deze sleutel: alle.")
        .optional("status", choice(&STATUSES), "Hoe zeker de cijfers zijn. Zonder deze sleutel: voorlopig.")
        .optional("toelichting", Text, "Waarom de cijfers nog kunnen veranderen.");
    let chosen = Table::new("Waar", "Om welke regel het gaat.").names(Text, "De waarde van dit kenmerk.");
    let revised = Table::new("Herzien", "Een cijfer dat anders is dan in een eerdere brief.")
        .required("periode", Text, "Over welke periode het cijfer gaat.")
        .required("maat", Text, "Om welke maat het gaat.")
        .optional("waar", table(chosen), "Om welke regel het gaat, zoals { wijk = \"Noord\" }.")
        .optional("was", Decimal, "Het cijfer in de eerdere brief.")
        .optional("brief", Text, "Welke brief dat was, zoals 2022/jnv.")
        .optional("toelichting", Text, "Waarom het cijfer veranderde.");
    let filters =
        Table::new("Filters", "Alleen de regels met deze waarden.").names(Texts, "De waarde of waarden in deze kolom.");
    Table::new("Reeks", "De beschrijving van een bestand met cijfers.")
        .required("titel", Text, "Wat de cijfers zeggen.")
        .required("bron", Text, "Wie de cijfers levert. Dit komt onder elke grafiek en tabel.")
        .optional("peildatum", Date, "De datum waarop de cijfers zo waren, zoals 2023-03-01.")
        .optional("opmerkingen", Texts, "Zinnen die onder elke grafiek en tabel komen.")
        .optional("bestand", Text, "Het bestand met cijfers. Zonder deze sleutel heet het zoals de reeks.")
        .optional(
            "scheidingsteken",
            choice(&[";", ",", "\t", "|"]),
            "Wat er tussen de kolommen staat. Meestal ziet Griffel dat zelf.",
        )
        .optional("blad", Text, "Het blad van het Excel- of ODS-bestand.")
        .optional("bereik", Text, "Waar de tabel op het blad staat, met de kolomnamen erbij, zoals B3:F20.")
        .optional("tabel", Text, "De naam van een tabel of bereik in het bestand.")
        .optional("kopregels", Integer(1, 5), "Hoeveel regels met kolomnamen er zijn. Zonder deze sleutel: 1.")
        .optional(
            "verborgen_regels",
            choice(&["overslaan", "meenemen"]),
            "Of verborgen rijen meetellen. Zonder deze sleutel tellen zij mee, met een waarschuwing.",
        )
        .optional("filters", table(filters), "Alleen de regels met deze waarden, voor elk soort bestand.")
        .optional(
            "periodelengte",
            choice(&["maand", "kwartaal", "jaar"]),
            "Voor welke periode een datum staat. Zonder deze sleutel: een maand.",
        )
        .optional("periode", Text, "De naam van de kolom met de periode. Zonder deze sleutel: periode.")
        .optional(
            "decimaalteken",
            choice(&["komma", "punt"]),
            "Wat er voor de decimalen staat, als dat niet duidelijk is.",
        )
        .optional(
            "dimensies",
            table(
                Table::new("Dimensies", "Kolommen die de regels verdelen.")
                    .identifiers(table(dimension), "Een kolom die de regels verdeelt."),
            ),
            "Kolommen die de regels verdelen.",
        )
        .required(
            "maten",
            table(Table::new("Maten", "Kolommen met cijfers.").identifiers(table(measure), "Een kolom met cijfers.")),
            "Kolommen met cijfers.",
        )
        .optional("breuken", Tables(breaks), "Vanaf waar cijfers niet meer te vergelijken zijn.")
        .optional("voorlopig", Tables(provisional), "Welke cijfers nog kunnen veranderen.")
        .optional("herzien", Tables(revised), "Welke cijfers anders zijn dan in een eerdere brief.")
        .optional("openbaar", Text, PUBLIC)
}

/// `data/kengetallen.toml`
pub fn indicators() -> Table {
    let indicator = Table::new("Kengetal", "Een cijfer met een naam, dat u in brieven gebruikt.")
        .required("naam", Text, "Hoe het cijfer heet in tabellen en grafieken.")
        .required("formule", Text, "Hoe Griffel het berekent, zoals jnv.kosten[periode].")
        .required("eenheid", Text, UNIT)
        .optional("schaal", choice(&["een", "duizend", "miljoen"]), SCALE)
        .optional("afronding", decimals(), DECIMALS)
        .optional("definitie", Text, "Wat het cijfer precies betekent.");
    let control = Table::new("Controle", "Een som die moet uitkomen.")
        .required("formule", Text, "Een som die 0 moet zijn, of iets dat waar moet zijn.")
        .optional("marge", Decimal, "Hoeveel de som van 0 mag afwijken.")
        .optional("uitleg", Text, "Wat er mis is als de controle niet klopt.")
        .optional("perioden", Texts, "Voor welke perioden. Zonder deze sleutel: die van uw brieven.");
    let controls = Table::new("Controles", "Sommen die moeten uitkomen.").names(table(control), "Een controle.");
    Table::new("Kengetallen", "Cijfers met een naam.")
        .optional("controle", table(controls), "Sommen die moeten uitkomen.")
        .identifiers(table(indicator), "Een kengetal.")
}

/// `data/grafieken.toml`
pub fn figures() -> Table {
    let kinds = choice(&["lijn", "kolom", "gegroepeerd", "gestapeld", "staaf", "waterval", "tabel"]);
    let fixed = Table::new("Waar", "Alleen de regels met deze waarden.").names(Text, "De waarde van deze dimensie.");
    let figure = Table::new("Grafiek of tabel", "Welke cijfers, en hoe u ze laat zien.")
        .required("soort", kinds, "Hoe de cijfers worden getoond.")
        .required("onderwerp", Text, "Wat er te zien is. De eenheid komt er vanzelf achter.")
        .optional("titel", Text, "De boodschap. Invulplekken mogen.")
        .optional("kop", Text, "Wat er boven de eerste kolom van een tabel staat.")
        .optional("totaal", Text, "De naam van een rij die optelt.")
        .optional("verschil", Text, "De naam van een kolom met de laatste periode min de eerste.")
        .optional("nadruk", Texts, "Wat donker wordt en een getal krijgt.")
        .optional("toelichting", Texts, "Zinnen onder de figuur. Invulplekken mogen, opmaak niet.")
        .optional("schaal", choice(&["een", "duizend", "miljoen"]), SCALE)
        .optional("reeks", Text, "De reeks waar de cijfers uit komen.")
        .optional("maten", Texts, "Welke maten van de reeks. Zonder deze sleutel: alle.")
        .optional("van", Text, "De eerste periode, zoals \"2021\" of \"periode.eerste_maand\".")
        .optional("tot", Text, "De laatste periode. Zonder deze sleutel: de periode van de brief.")
        .optional("per", Text, "De dimensie die een lijn, staaf of kolom geeft voor elke waarde.")
        .optional("waar", table(fixed), "Alleen de regels met deze waarden, zoals { wijk = \"Wielwijk\" }.")
        .optional("kengetallen", Texts, "De kengetallen, in plaats van een reeks.")
        .optional("perioden", Texts, "Over welke perioden. Zonder deze sleutel: alleen de periode van de brief.")
        .one_of(&[&["reeks", "maten", "van", "tot", "per", "waar"], &["kengetallen", "perioden"]]);
    Table::new("Grafieken", "Grafieken en tabellen met een naam.").names(table(figure), "Een grafiek of tabel.")
}

/// `data/pilots/*.toml`
pub fn pilot() -> Table {
    Table::new("Pilot", "Gegevens over een pilot, die u in de tekst noemt als pilot.naam.")
        .required("naam", Text, "De naam van de pilot.")
        .optional("afkorting", Text, "De afkorting.")
        .optional("doel", Text, "Waar de pilot voor is: met de pilot willen wij …")
        .optional("doelgroepen", Texts, "Voor wie de pilot is.")
        .optional("aanbieders", Texts, "Wie de hulp geven.")
        .optional("gemeenten", Texts, "Welke gemeenten meedoen.")
        .optional("start", Date, "Wanneer de pilot begon, zoals 2021-01-01.")
        .optional("zaken", Texts, "Zaaknummers van eerdere brieven.")
}

/// `data/zaken.toml`
pub fn cases() -> Table {
    let case = Table::new("Zaak", "Een eerdere brief, motie of toezegging.")
        .required("titel", Text, "Waar de zaak over gaat.")
        .optional("soort", Text, "Wat het is, zoals raadsinformatiebrief of motie.")
        .optional("datum", Date, "Wanneer de brief is verstuurd of het besluit is genomen.");
    Table::new("Zaken", "Brieven en besluiten waarnaar u verwijst, per zaaknummer.").names(table(case), "Een zaak.")
}

/// `data/kalender.toml`
pub fn calendar() -> Table {
    let moments = Table::new("Datums van een periode", "Wanneer de brieven over deze periode klaar moeten zijn.")
        .optional("college", Date, "De dag waarop het college besluit, zoals 2023-05-09.")
        .optional("verzenden", Date, "De dag waarop de brieven naar de raad gaan.")
        .optional("raad", Date, "De dag waarop de raad de brieven bespreekt.");
    let recess = Table::new("Reces", "Een tijd waarin de raad niet vergadert.")
        .required("naam", Text, "Hoe het reces heet, zoals zomerreces 2023.")
        .required("van", Date, "De eerste dag.")
        .required("tot", Date, "De laatste dag.");
    let promise = Table::new("Toezegging", "Wat de raad nog van u krijgt.")
        .required("wat", Text, "Wat u hebt toegezegd.")
        .required("brief", Text, "De brief waarmee u dat doet, zoals 2023/jnv.")
        .required("voor", Text, "Voor welke datum of welk reces. De dag ervoor is de laatste die op tijd is.")
        .optional("gedaan_in", Text, "De brief waarin u het hebt toegezegd, zoals 2022/jnv.");
    Table::new("Kalender", "De kalender van de raad: datums, recessen en toezeggingen.")
        .optional(
            "perioden",
            table(Table::new("Perioden", "De datums, per periode van de brieven.").names(
                table(moments),
                "Wanneer de brieven over deze periode klaar moeten zijn. De naam is een periode, zoals 2023-K1.",
            )),
            "De datums, per periode van de brieven.",
        )
        .optional("reces", Tables(recess), "Wanneer de raad niet vergadert.")
        .optional("toezeggingen", Tables(promise), "Wat de raad nog van u krijgt.")
}

/// `templates/*/sjabloon.toml`
pub fn form() -> Table {
    let field = Table::new("Veld", "Een gegeven boven de brief.")
        .required("sleutel", Text, "De sleutel bovenaan een brief, zoals zaaknummer.")
        .required("label", Text, "Wat er voor het gegeven staat.")
        .optional("verplicht", Flag, "Of elke brief het moet geven.")
        .optional(
            "soort",
            choice(&["tekst", "datum", "lijst"]),
            "Wat voor gegeven het is. Zonder deze sleutel: tekst.",
        );
    let section = Table::new("Onderdeel", "Een vast onderdeel van de brief.")
        .required("id", Text, "Hoe u het onderdeel noemt in een brief: # informatie.")
        .required("kop", Text, "De kop die in de brief komt.")
        .optional("verplicht", Flag, "Of elke brief het moet hebben.")
        .optional("leeg", Text, "Wat er staat als het onderdeel ontbreekt. Zonder deze sleutel valt de kop weg.");
    let closing = Table::new("Slot", "Het einde van de brief.").optional("tekst", Text, "De slotgroet.");
    let signatory = Table::new("Ondertekenaar", "Wie de brief ondertekent.")
        .required("functie", Text, "De functie, zoals de secretaris.")
        .optional("naam", Text, "De naam.");
    Table::new("Sjabloon", "De vorm van een brief of presentatie.")
        .required("naam", Text, "Hoe de brief heet, zoals Raadsinformatiebrief.")
        .optional("voor", choice(&["brief", "presentatie"]), "Wat het sjabloon volgt. Zonder deze sleutel: brief.")
        .optional("aanhef", Text, "Aan wie de brief is, zoals Aan de gemeenteraad.")
        .optional("groet", Text, "De groet voor het eerste onderdeel.")
        .optional("voetnoot", Text, "Een vaste noot aan het einde.")
        .optional("velden", Tables(field), "De gegevens boven de brief, in volgorde.")
        .optional("secties", Tables(section), "De onderdelen van de brief, in volgorde. Een presentatie heeft ze niet.")
        .optional("slot", table(closing), "Het einde van de brief.")
        .optional("ondertekenaars", Tables(signatory), "Wie de brief ondertekenen.")
}

/// The front matter of `data/brieven/<period>/*.md`
pub fn letter() -> Table {
    front_matter("Brief", "De gegevens bovenaan een brief, tussen twee regels met +++.")
}

/// What letters and presentations have in common.
fn front_matter(title: &'static str, about: &'static str) -> Table {
    let status = choice(&["concept", "ambtelijk akkoord", "vastgesteld", "verzonden", "gecorrigeerd"]);
    let document_facts =
        Table::new("Feiten", "Feiten die alleen in deze tekst staan.").identifiers(table(fact()), "Een feit.");
    Table::new(title, about)
        .required("sjabloon", Text, "Welk sjabloon de tekst volgt, zoals raadsinformatiebrief of presentatie.")
        .required("onderwerp", Text, "De titel. Invulplekken mogen.")
        .required("datum", Date, "De datum, zoals 2023-03-14.")
        .optional("status", status, "Hoe ver het is. Zonder deze sleutel: concept.")
        .optional("versie", Integer(1, 999), "Het nummer van de versie. Alleen bij een correctie: 2, 3, enzovoort.")
        .optional("correctie", Text, "Wat er anders is dan in de vorige versie. Dit staat ook in de PDF.")
        .optional("schrijver", Text, "Wie de tekst schrijft. Dat komt op het overzicht, niet in de PDF.")
        .optional("pilot", Text, "Over welke pilot het gaat: de naam van een bestand in data/pilots.")
        .optional("trefwoorden", Texts, "Trefwoorden voor de PDF.")
        .optional("herkomst", Flag, "Of er een bijlage komt met de herkomst van elk cijfer.")
        .optional("feiten", table(document_facts), "Feiten die alleen in deze tekst staan.")
        .names(Field, "Een gegeven dat het sjabloon vraagt.")
}

/// The front matter of `data/presentaties/<period>/*.md`
pub fn presentation() -> Table {
    front_matter("Presentatie", "De gegevens bovenaan een presentatie, tussen twee regels met +++.")
        .optional("verhouding", choice(&["16:9", "4:3"]), "De vorm van de dia's. Zonder deze sleutel: 16:9.")
        .optional("stappen", Flag, "Of de punten van alle lijsten een voor een verschijnen.")
        .optional("hand-out", Flag, "Of er altijd een hand-out bij komt: de dia's met de notities, op A4.")
}
