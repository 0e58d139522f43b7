//! The stable codes of findings, each with its explanation for `griffel uitleg`.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::Severity;

/// What a finding means, why it matters, and how it is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// A short title.
    pub title: &'static str,
    /// What is wrong and why it matters.
    pub what: &'static str,
    /// An example that gives the finding.
    pub wrong: &'static str,
    /// The same, put right.
    pub right: &'static str,
}

impl Explanation {
    /// What it means, with both examples, for a reader without layout.
    pub fn as_text(&self) -> String {
        format!("{}\n\nNiet goed:\n{}\n\nWel goed:\n{}", self.what, indented(self.wrong), indented(self.right))
    }

    /// The same as Markdown.
    pub fn as_markdown(&self) -> String {
        format!(
            "{}\n\n**Niet goed:**\n\n{}\n\n**Wel goed:**\n\n{}",
            escaped(self.what),
            indented(self.wrong),
            indented(self.right)
        )
    }
}

/// Words with a backslash before each sign that Markdown would read as layout.
fn escaped(text: &str) -> String {
    text.chars().flat_map(|next| "\\`*_<>[]|".contains(next).then_some('\\').into_iter().chain([next])).collect()
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

macro_rules! codes {
    ($($name:ident $code:literal $severity:ident $title:literal $what:literal $wrong:literal $right:literal)*) => {
        /// The code of a finding. Codes never change their meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// Its name among developers, e.g. `DivisionByZero`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => stringify!($name)),* }
            }

            /// The code as it is printed, e.g. `K003`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code),* }
            }

            /// How bad a finding with this code is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }

            /// What it means, for whoever gets the finding.
            pub fn explanation(self) -> Explanation {
                match self {
                    $(Code::$name => Explanation { title: $title, what: $what, wrong: $wrong, right: $right }),*
                }
            }
        }
    };
}

codes! {
    NoWorkFolder "M001" Error "Geen werkmap"
        "Griffel zoekt het bestand data/gemeente.toml in deze map en in de mappen erboven. Dat bestand geeft aan dat een map een werkmap is."
        "griffel maak      (in een map zonder data/gemeente.toml)"
        "griffel nieuw mijn-brieven\ncd mijn-brieven\ngriffel maak"
    UnknownDocument "M002" Error "Onbekend document"
        "U noemt een brief die niet in data/brieven staat, dus er is niets om te maken. Een brief heet zoals zijn map en bestand: periode/naam."
        "griffel maak 2022/jvn"
        "griffel maak 2022/jnv"
    AmbiguousName "M003" Error "Naam past op meer dan één document"
        "Dezelfde naam komt in meer perioden voor. Noem de periode erbij, zodat het juiste document wordt gemaakt."
        "griffel maak jnv"
        "griffel maak 2022/jnv"
    CannotRead "M004" Error "Bestand niet te lezen"
        "Het bestand is er, maar kan niet worden gelezen. Misschien heeft een ander programma het in gebruik, of hebt u er geen rechten op, of is het geen gewone tekst."
        "een tekstbestand dat als Word-document is bewaard"
        "een tekstbestand, bewaard als UTF-8"
    PathOutside "M005" Error "Pad buiten de werkmap"
        "Griffel leest alleen bestanden in de werkmap. Zo kan een map van een ander geen bestanden van uw computer in een brief zetten."
        "logo = \"../../logo.svg\""
        "logo = \"logo.svg\""
    FollowsFromError "M006" Error "Fout door een fout ergens anders"
        "De brief gebruikt iets waarvan de beschrijving fouten heeft. Los die fouten op; dan verdwijnt deze melding vanzelf."
        "een brief met {{ jnv_kosten }}, terwijl data/reeksen/jnv.csv een tikfout heeft"
        "dezelfde brief, nadat de tikfout is hersteld"
    TomlSyntax "T001" Error "Fout in de opmaak van een TOML-bestand"
        "Een TOML-bestand bestaat uit regels met sleutel = waarde, onder koppen tussen vierkante haken. Tekst staat tussen aanhalingstekens."
        "titel = Kosten per jaar"
        "titel = \"Kosten per jaar\""
    UnknownKey "T002" Error "Onbekende sleutel"
        "Griffel kent deze sleutel hier niet. Zou hij worden overgeslagen, dan merkt u niet dat een tikfout een instelling uitzet."
        "eenhied = \"euro\""
        "eenheid = \"euro\""
    MissingKey "T003" Error "Verplichte sleutel ontbreekt"
        "Zonder deze sleutel is de opgave niet compleet. Een reeks zonder bron of een kengetal zonder eenheid kan niet in een brief."
        "[jnv_kosten]\nformule = \"jnv.kosten[periode]\""
        "[jnv_kosten]\nnaam = \"kosten\"\nformule = \"jnv.kosten[periode]\"\neenheid = \"euro\""
    WrongType "T004" Error "Verkeerd soort waarde"
        "Bij deze sleutel hoort een ander soort waarde: tekst staat tussen aanhalingstekens, een getal of datum niet, een lijst staat tussen vierkante haken."
        "datum = \"14 maart 2023\""
        "datum = 2023-03-14"
    InvalidValue "T005" Error "Waarde niet toegestaan"
        "De waarde is van het goede soort, maar Griffel kent haar hier niet. De melding noemt wat wel kan."
        "soort = \"taart\""
        "soort = \"kolom\""
    FileMissing "D001" Error "Genoemd bestand ontbreekt"
        "Een reeks noemt een bestand met cijfers dat er niet is. Zonder dat bestand heeft geen enkel cijfer uit de reeks een waarde."
        "bestand = \"jnv-2022.csv\"      (het bestand heet jnv.csv)"
        "bestand = \"jnv.csv\""
    EmptyData "D002" Error "Bestand zonder cijfers"
        "Het bestand is leeg of heeft alleen een kopregel. Er moet een regel met kolomnamen zijn en daaronder minstens één regel met cijfers."
        "periode;kosten"
        "periode;kosten\n2022;461514"
    MissingColumn "D003" Error "Kolom ontbreekt"
        "De beschrijving van de reeks noemt een kolom die niet in het bestand staat. Let op hoofdletters, spaties en tikfouten in de kolomnaam."
        "[maten.kosten]\nkolom = \"Kosten\"      (in het bestand staat \"Bedrag\")"
        "[maten.kosten]\nkolom = \"Bedrag\""
    FieldCount "D004" Error "Verkeerd aantal velden op een regel"
        "Deze regel heeft meer of minder velden dan er kolommen zijn. Vaak staat er een scheidingsteken in een tekst of bedrag zonder aanhalingstekens erom."
        "2022;Eddee; Indus;157"
        "2022;\"Eddee; Indus\";157"
    NotANumber "D005" Error "Geen getal"
        "In een kolom met getallen staat iets dat geen getal is. Griffel gokt niet: een verkeerd gelezen bedrag is erger dan een melding."
        "2022;ongeveer 157"
        "2022;157"
    DuplicateRow "D006" Error "Dubbele regel"
        "Dezelfde periode (met dezelfde kenmerken) staat er twee keer. Griffel weet dan niet welke van de twee geldt."
        "2022;157\n2022;159"
        "2022;159"
    UnknownPeriod "D007" Error "Onbekende periode"
        "Een periode schrijft u als jaar (2022), kwartaal (2022-K4) of maand (2022-10). Ook de codes van het CBS mogen: 2022JJ00, 2022KW04 en 2022MM10."
        "4e kw 2022"
        "2022-K4"
    WrongEncoding "D008" Error "Bestand is geen leesbare tekst"
        "Het bestand bevat tekens die in gewone tekst niet voorkomen. Misschien is het een Excel-bestand met de naam .csv."
        "een werkmap van Excel, hernoemd naar jnv.csv"
        "in Excel: Opslaan als, CSV UTF-8"
    DataTooLarge "D009" Error "Bestand is te groot"
        "Griffel begrenst hoe groot een bestand met cijfers mag zijn, zodat een verkeerd bestand uw computer niet vastzet."
        "een export met twee miljoen regels"
        "een bestand met alleen de regels die in de brieven nodig zijn"
    NameTaken "D010" Error "Naam al in gebruik"
        "Reeksen en kengetallen delen hun namen, want een formule gebruikt ze allebei. Een naam mag daarom maar één ding betekenen."
        "een reeks jnv en een kengetal [jnv]"
        "een reeks jnv en een kengetal [jnv_kosten]"
    LooksLikeTotal "D011" Error "Regel lijkt een totaal"
        "Een regel heet Totaal of Alle, maar de beschrijving zegt niet dat het een totaal is. Bij optellen zou alles dubbel tellen."
        "[dimensies.wijk]      (de kolom wijk heeft een regel Totaal)"
        "[dimensies.wijk]\ntotaal = \"Totaal\""
    FileIsOpen "D012" Warning "Bestand is nog geopend"
        "Excel of een ander programma heeft het bestand met cijfers open. Griffel leest wat het laatst is bewaard. Wat u daarna hebt veranderd, staat dus niet in de brief."
        "jnv.xlsx is open in Excel, met een wijziging die niet is bewaard"
        "jnv.xlsx bewaren en sluiten, en dan griffel maak"
    PasswordNeeded "D013" Error "Bestand heeft een wachtwoord"
        "Het bestand is versleuteld. Griffel vraagt nooit om wachtwoorden en kan het daarom niet lezen."
        "jnv.xlsx met een wachtwoord om het te openen"
        "een kopie van jnv.xlsx zonder wachtwoord"
    NotAWorkbook "D014" Error "Geen Excel- of ODS-bestand"
        "De naam zegt dat het een werkmap van Excel of LibreOffice is, maar dat is het niet, of het bestand is beschadigd. Sommige programma's maken een webpagina of CSV en noemen die .xls."
        "bestand = \"export.xls\"      (een webpagina met de naam .xls)"
        "bestand = \"export.xlsx\"      (in Excel geopend en opnieuw bewaard)"
    UnknownSheet "D015" Error "Blad ontbreekt of is niet gekozen"
        "Griffel kiest niet zelf tussen bladen: het verkeerde blad geeft verkeerde cijfers. Heeft het bestand één zichtbaar blad, dan hoeft u niets te noemen."
        "bestand = \"jeugd.xlsx\"      (met de bladen JNV en FLITS)"
        "bestand = \"jeugd.xlsx\"\nblad = \"JNV\""
    UnknownRange "D016" Error "Bereik of tabel bestaat niet"
        "Een bereik schrijft u als de eerste en de laatste cel van de tabel, met de kolomnamen erbij. Een tabel of bereik met een naam noemt u met die naam."
        "bereik = \"rij 3 tot 20\""
        "bereik = \"A3:F20\""
    FormulaWithoutValue "D017" Error "Formule zonder uitkomst"
        "Griffel rekent formules van Excel niet zelf uit, maar leest de uitkomst die in het bestand staat. Een bestand dat een ander programma heeft gemaakt, heeft soms nog geen uitkomsten."
        "een cel met =SOM(B2:B13) die nog nooit is uitgerekend"
        "hetzelfde bestand, in Excel geopend en bewaard"
    ErrorCell "D018" Error "Fout in een cel"
        "In de cel staat een fout van Excel, zoals #DEEL/0! of #N/B. Griffel maakt daar geen nul of leeg van, want het cijfer had er wel moeten zijn."
        "een cel met #N/B"
        "een cel met een getal, of een lege cel als het cijfer niet bekend is"
    HiddenRows "D019" Warning "Verborgen rijen tellen mee"
        "In het bestand zijn rijen verborgen, bijvoorbeeld door een filter. U ziet ze niet, maar ze tellen wel mee. In de beschrijving zegt u of dat de bedoeling is."
        "een blad waarop de rijen van 2021 zijn verborgen"
        "verborgen_regels = \"overslaan\"      (of \"meenemen\")"
    FilterMatchesNothing "D020" Error "Filter dat niets overlaat"
        "Een filter kiest welke regels bij de reeks horen. Deze waarde komt in die kolom niet voor, of er is geen regel die bij alle filters past."
        "[filters]\nRegioS = \"GM505\""
        "[filters]\nRegioS = \"GM0505\""
    KeyDoesNotFit "D021" Error "Sleutel past niet bij dit soort bestand"
        "Een CSV- of JSON-bestand heeft geen bladen, en een Excel-bestand heeft geen scheidingsteken. Zo'n regel doet niets, en dat is bijna altijd een vergissing."
        "bestand = \"jnv.csv\"\nblad = \"JNV\""
        "bestand = \"jnv.xlsx\"\nblad = \"JNV\""
    JsonSyntax "D022" Error "Fout in de opmaak van een JSON-bestand"
        "Het bestand is geen goede JSON. Meestal is het downloaden afgebroken, of is het een webpagina met een foutmelding."
        "[{\"periode\": \"2022\", \"kosten\": 46"
        "[{\"periode\": \"2022\", \"kosten\": 461514}]"
    JsonShape "D023" Error "JSON zonder gewone tabel"
        "Griffel leest JSON met één lijst van groepen, zoals het CBS die geeft. Elke groep is een regel, en elke sleutel is een kolom met één waarde."
        "[{\"periode\": \"2022\", \"kosten\": {\"zorg\": 12}}]"
        "[{\"periode\": \"2022\", \"kosten_zorg\": 12}]"
    IncompleteDownload "D024" Error "Download is niet volledig"
        "De bron geeft een grote tabel in stukken. In dit bestand staat alleen het eerste stuk, dus een som of ontwikkeling zou verkeerd zijn."
        "een JSON-bestand met \"@odata.nextLink\""
        "een download van alleen de eigen gemeente, die in één keer past"
    StillToFillIn "D025" Warning "Nog in te vullen"
        "De opdracht griffel reeks maakt een begin van een beschrijving. Wat Griffel niet kan weten, vult u zelf in: de titel en de bron."
        "bron = \"VUL IN: wie heeft deze cijfers gemaakt?\""
        "bron = \"Serviceorganisatie Jeugd\""
    TotalDiffers "D030" Error "Totaal klopt niet"
        "De beschrijving van de reeks zegt dat deze regel een totaal is, maar de andere regels tellen samen anders op. Eén van de twee is verkeerd, en een brief met beide spreekt zichzelf tegen."
        "Boba;35\nEddee;68\nTotaal;113"
        "Boba;35\nEddee;68\nTotaal;103"
    SharesDiffer "D031" Error "Aandelen zijn samen geen 100%"
        "De beschrijving van de reeks zegt dat deze percentages samen het geheel zijn (verdeling_over). Dan moeten zij samen 100% zijn, op de afronding na."
        "Thuis;60%\nElders;30%"
        "Thuis;60%\nElders;40%"
    RatioDiffers "D032" Error "Percentage past niet bij zijn delen"
        "De beschrijving van de reeks zegt van welke twee maten dit percentage het quotiënt is (teller en noemer). Nagerekend en afgerond komt er iets anders uit."
        "geslaagd;deelnemers;aandeel\n19;29;65%"
        "geslaagd;deelnemers;aandeel\n19;29;66%"
    FormulaSyntax "K001" Error "Formule is niet te lezen"
        "In de formule staat iets dat geen formule is: een haakje te veel of te weinig, of een teken dat er niet hoort."
        "formule = \"(jnv.kosten[periode]\""
        "formule = \"jnv.kosten[periode]\""
    UnknownInFormula "K002" Error "Onbekende naam in een formule"
        "De formule noemt een reeks, maat of kengetal dat niet bestaat. Dan is er niets om mee te rekenen. Meestal is het een tikfout."
        "formule = \"jnv.kostn[periode]\""
        "formule = \"jnv.kosten[periode]\""
    DivisionByZero "K003" Error "Delen door nul"
        "De formule deelt door een getal dat nul is. Zo'n verandering of aandeel bestaat niet en kan niet in een brief."
        "a.x[periode] / a.x[vorig_jaar]      (vorig jaar was het 0)"
        "a.x[periode] - a.x[vorig_jaar]"
    NoSuchCell "K004" Error "Cel bestaat niet"
        "De reeks heeft geen cijfer voor deze periode of dit kenmerk. Misschien moeten de nieuwe cijfers nog worden toegevoegd."
        "jnv.kosten[\"2019\"]      (de reeks begint in 2021)"
        "jnv.kosten[periode]"
    CircularIndicator "K005" Error "Kengetallen verwijzen in een kring naar elkaar"
        "Een kengetal hangt, soms via andere kengetallen, van zichzelf af. Dan is er geen eerste getal om mee te beginnen."
        "[a] formule = \"b\"\n[b] formule = \"a\""
        "[a] formule = \"b\"\n[b] formule = \"jnv.kosten[periode]\""
    ValueUnknown "K006" Error "Cijfer is niet bekend"
        "Het cijfer staat in de bron als onbekend (leeg of een punt). Alles wat ermee wordt berekend is daarom ook onbekend."
        "2022;."
        "2022;157"
    FormulaFails "K007" Error "Formule is niet te berekenen"
        "De formule is goed geschreven, maar kan met deze gegevens niet worden berekend. De melding zegt waarom."
        "jnv.kosten + 1      (een reeks in plaats van een cel)"
        "jnv.kosten[periode] + 1"
    PlaceholderSyntax "B001" Error "Invulplek is niet te lezen"
        "Een invulplek begint met {{ en eindigt met }}. Vaak ontbreekt het einde, of staat er een teken te veel in."
        "Dat kostte {{ jnv_kosten }."
        "Dat kostte {{ jnv_kosten }}."
    UnknownName "B002" Error "Onbekende naam in de tekst"
        "Tussen {{ en }} staat een naam die Griffel niet kent. Het moet een kengetal, reeks, functie of gegeven van de brief zijn."
        "{{ jnv_kostn }}"
        "{{ jnv_kosten }}"
    NotPrintable "B003" Error "Dit kan niet worden afgedrukt"
        "Wat tussen {{ en }} staat, heeft geen tekst of getal als uitkomst. In een zin past alleen een cijfer, een woord of een rij namen."
        "{{ jnv }}      (een hele reeks)"
        "{{ jnv.kosten[periode] }}"
    UnknownSection "B004" Error "Onbekend onderdeel"
        "Een kop met één # noemt een vast onderdeel van het sjabloon. Vrije tussenkoppen hebben twee hekjes."
        "# Enkele cijfers"
        "# Informatie\n\n## Enkele cijfers"
    MissingSection "B005" Error "Verplicht onderdeel ontbreekt"
        "Het sjabloon zegt dat dit onderdeel in elke brief moet staan. De raad zoekt het op die plek, en mist het anders."
        "een raadsinformatiebrief zonder # Kosten"
        "# Kosten\n\nDe pilot kost {{ jnv_nodig }}."
    DuplicateSection "B006" Error "Onderdeel staat er twee keer"
        "Elk onderdeel van het sjabloon komt één keer voor. Voeg de twee stukken tekst samen."
        "# Kosten\n...\n# Kosten"
        "# Kosten\n..."
    SkippedHeading "B007" Error "Kop slaat een niveau over"
        "Wie de brief laat voorlezen, hoort de koppen als een inhoudsopgave. Een overgeslagen niveau maakt die onbegrijpelijk, en de brief is dan niet toegankelijk volgens PDF/UA."
        "# Informatie\n\n#### Cijfers"
        "# Informatie\n\n## Cijfers"
    TextOutsideSection "B008" Error "Tekst buiten een onderdeel"
        "Tekst vóór de eerste kop hoort bij geen enkel onderdeel van het sjabloon."
        "+++\nDe pilot loopt goed.\n\n# Informatie"
        "+++\n# Informatie\n\nDe pilot loopt goed."
    FigureNotAlone "B009" Error "Grafiek of tabel midden in de tekst"
        "Een grafiek of tabel staat op een eigen regel, met een lege regel ervoor en erna."
        "Zie {{ grafiek(\"jnv-inzet\") }} hiernaast."
        "Zie {{ verwijs(\"jnv-inzet\") }}.\n\n{{ grafiek(\"jnv-inzet\") }}"
    UnknownAbbreviation "B010" Error "Onbekende afkorting"
        "De afkorting staat niet in het onderdeel [afkortingen] van data/gemeente.toml, dus Griffel kan haar niet voluit schrijven."
        "{{ afk(\"SJO\") }}"
        "{{ afk(\"SOJ\") }}"
    UnknownCase "B011" Error "Onbekend zaaknummer"
        "Het zaaknummer staat niet in data/zaken.toml. Zo wordt een verwijzing naar een brief die niet bestaat op tijd gezien."
        "{{ zaak(\"2021-0152287\") }}"
        "{{ zaak(\"2021-0152278\") }}"
    UnusablePicture "B012" Error "Afbeelding ontbreekt of kan niet worden gebruikt"
        "De afbeelding is er niet, of is geen PNG, JPEG of SVG. Een PDF kan niet als afbeelding in een toegankelijke brief."
        "![Kaart van de wijken](kaart.pdf)"
        "![Kaart van de wijken](kaart.svg)"
    MissingGlyph "B013" Error "Teken dat het lettertype niet heeft"
        "Geen van de lettertypen heeft dit teken. In de PDF zou een leeg vakje staan, en voorleessoftware zou het overslaan."
        "Gelukt 🎉"
        "Gelukt!"
    PrivateCharacter "B014" Error "Onzichtbaar teken voor eigen gebruik"
        "De tekst bevat een teken dat geen vaste betekenis heeft. Het komt vaak mee bij kopiëren uit Word of een PDF. Typ het stuk tekst opnieuw."
        "een opsommingsteken, gekopieerd uit Word"
        "- een punt van een lijst"
    UnknownReference "B015" Error "Verwijzing naar iets dat niet in de brief staat"
        "De tekst verwijst naar een grafiek of tabel die niet in deze brief staat. Zet haar erin, of haal de verwijzing weg."
        "Zie {{ verwijs(\"jnv-inzet\") }}.      (zonder die grafiek)"
        "Zie {{ verwijs(\"jnv-inzet\") }}.\n\n{{ grafiek(\"jnv-inzet\") }}"
    DuplicateFigure "B016" Error "Grafiek of tabel staat er twee keer"
        "Dezelfde grafiek of tabel staat twee keer in de brief. Een verwijzing ernaar is dan niet eenduidig."
        "{{ grafiek(\"jnv-inzet\") }} op twee plekken"
        "één keer {{ grafiek(\"jnv-inzet\") }} en verder {{ verwijs(\"jnv-inzet\") }}"
    NoFrontMatter "B017" Error "Gegevens bovenaan de brief ontbreken"
        "Een brief begint met een blok gegevens tussen twee regels met +++."
        "# Informatie\n..."
        "+++\nsjabloon = \"raadsinformatiebrief\"\nonderwerp = \"Voortgang\"\ndatum = 2023-03-14\n+++\n# Informatie"
    MissingAltText "B018" Error "Afbeelding zonder beschrijving"
        "Wie de afbeelding niet kan zien, is aangewezen op de beschrijving. Zonder beschrijving is de brief niet toegankelijk."
        "![](kaart.svg)"
        "![Kaart met de vier wijken waar de pilot loopt](kaart.svg)"
    UnknownFootnote "B019" Error "Voetnoot zonder tekst of zonder zin"
        "Bij elke voetnoot horen een teken in de zin en een tekst eronder. Een van de twee ontbreekt."
        "De kosten zijn voorlopig.[^1]"
        "De kosten zijn voorlopig.[^1]\n\n[^1]: Declaraties komen later binnen."
    WrongCall "B020" Error "Functie verkeerd gebruikt"
        "Een functie tussen {{ en }} krijgt te weinig, te veel of verkeerde gegevens. Griffel weet dan niet wat er moet staan. In de handleiding leest u wat er tussen de haakjes hoort."
        "{{ richting(jnv_verschil) }}"
        "{{ richting(jnv_verschil, \"gestegen\", \"gedaald\", \"gelijk gebleven\") }}"
    EmptyHeading "B021" Error "Kop zonder tekst"
        "Een kop zonder tekst zegt niets, en wie de brief laat voorlezen hoort een lege kop."
        "## "
        "## Wat de pilot kost"
    TooDeep "B022" Error "Te diep ingesprongen"
        "Lijsten en citaten kunnen in elkaar staan, maar niet zo diep. De lezer raakt de draad kwijt."
        "een lijst in een lijst in een lijst in een lijst in een lijst in een lijst in een lijst"
        "een lijst met hooguit twee niveaus"
    HiddenComment "B023" Error "Opmerking die in de brief zou komen"
        "Een opmerking tussen <!-- en --> is in Griffel gewone tekst en zou dus in de brief staan. Een opmerking die nooit wordt afgedrukt staat tussen {# en #}."
        "<!-- nog navragen bij de wijkteams -->"
        "{# nog navragen bij de wijkteams #}"
    DoubledUnit "B024" Warning "Eenheid staat er dubbel"
        "Een kengetal drukt zijn eenheid zelf af: €, % of een woord. Schrijf die er niet nog eens bij."
        "Dat is {{ groei }} procent."
        "Dat is {{ groei }}."
    UnusableLink "B025" Error "Link of afbeelding die niet werkt"
        "Een link in een brief wijst naar een webadres of een e-mailadres. Een bestand op uw eigen computer kan de lezer niet openen. Bij een bestandsnaam met een spatie hoort < en > eromheen."
        "[de begroting](begroting.docx)"
        "[de begroting](https://www.dordrecht.nl/begroting)"
    ControlFails "C010" Error "Een controle klopt niet"
        "Een controle is een som die altijd moet uitkomen, zoals delen die samen het geheel zijn. Uw gemeente schreef haar bij de kengetallen. Komt zij niet uit, dan is een van de cijfers verkeerd."
        "[controle.dekking]\nformule = \"jnv_nodig - dekking_programma - dekking_regio\"      (met een bedrag te weinig in de reeks)"
        "dezelfde controle, nadat het bedrag in de reeks is verbeterd"
    ControlNotComputed "C011" Error "Een controle kan niet worden uitgerekend"
        "De formule van de controle is niet te lezen, of vraagt een cijfer dat er niet is. Een controle die niets controleert, geeft valse zekerheid."
        "[controle.dekking]\nformule = \"jnv_nodg - dekking_programma\""
        "[controle.dekking]\nformule = \"jnv_nodig - dekking_programma - dekking_regio\""
    TwoValues "C012" Error "Hetzelfde met twee waarden"
        "Twee brieven over dezelfde periode, of twee plaatsen in één brief, geven hetzelfde gegeven met een andere waarde. De raad leest beide en vraagt welke klopt. Vaak is één van twee reeksen niet bijgewerkt."
        "in de ene brief 157 jongeren zonder beschikking, in de andere 158"
        "beide brieven met {{ jnv_zonder }}"
    OutdatedProvisional "C013" Warning "Oud voorlopig cijfer"
        "Dit cijfer is nog voorlopig, maar de brief is van meer dan een jaar na de peildatum (of meer dan twee jaar na de periode). Waarschijnlijk is er inmiddels een definitief cijfer, en dat is vaak hoger of lager."
        "een brief uit 2025 met het voorlopige cijfer van maart 2023"
        "dezelfde brief, met het definitieve cijfer in de reeks"
    Revised "C014" Warning "Cijfer is anders dan in een eerdere brief"
        "In een eerdere brief stond voor hetzelfde gegeven en dezelfde periode een ander getal. De raad ziet dat. Leg het uit: zet [[herzien]] in de beschrijving van de reeks, dan zegt de brief zelf wat er eerst stond."
        "2022/jnv zegt 157 jongeren, 2023/jnv zegt over 2022: 161 jongeren"
        "[[herzien]]\nperiode = \"2022\"\nmaat = \"zonder_beschikking\"\nwas = 157\nbrief = \"2022/jnv\"\ntoelichting = \"Vier jongeren werden later gemeld.\""
    ImpossibleShare "C015" Error "Percentage dat niet kan"
        "Een deel van iets is nooit meer dan 100% of minder dan 0%, en iets kan niet met meer dan 100% dalen. Meestal staan teller en noemer verkeerd om, of is er nog eens met honderd vermenigvuldigd. Bij een kengetal dat met \"deel\" of \"aandeel\" begint, let Griffel op."
        "formule = \"bso_kinderen / bso_zonder_zwaardere_hulp\"      (129%)"
        "formule = \"bso_zonder_zwaardere_hulp / bso_kinderen\"      (78%)"
    WithheldInText "V001" Error "Cijfer blijft geheim"
        "Dit cijfer gaat over zo weinig mensen dat zij te herkennen zijn, of het zou zo'n cijfer verraden. Griffel laat het daarom nergens zien. Voor een klein aantal staat er vanzelf \"minder dan 10\"; voor andere cijfers is geen woord dat klopt."
        "Van hen had {{ aandeel_zware_hulp }} zware hulp nodig.      (drie van de 29 jongeren)"
        "Een klein deel van hen had zware hulp nodig."
    SmallCountDisclosed "V002" Error "Klein aantal is te achterhalen"
        "Griffel laat aantallen onder de drempel weg, en ook andere cijfers waaruit zij te berekenen zijn. Dat lukt hier niet meer: wat al verzonden is, of het totaal, verraadt het kleine aantal."
        "een reeks met drie kwartalen in verzonden brieven, en nu ook het totaal van het jaar, terwijl het laatste kwartaal klein is"
        "dezelfde reeks zonder het totaal, of met het derde en vierde kwartaal samen"
    SmallCount "V003" Warning "Klein aantal staat er niet"
        "Dit aantal mensen is kleiner dan de drempel, of het verraadt een aantal dat kleiner is. Mensen zouden te herkennen zijn. In de tekst staat daarom \"minder dan 10\", in een tabel een punt. Kijk of de zin zo nog goed loopt."
        "In de wijk deden {{ bso_wielwijk }} kinderen mee.      (het zijn er 4; er komt \"minder dan 10\")"
        "In de twee wijken samen deden {{ bso_wielwijk_en_sterrenburg }} kinderen mee."
    UnknownFigure "G001" Error "Onbekende grafiek of tabel"
        "De naam staat niet in data/grafieken.toml. Griffel weet dan niet welke cijfers u wilt laten zien."
        "{{ grafiek(\"jnv-inzte\") }}"
        "{{ grafiek(\"jnv-inzet\") }}"
    FigureWithoutData "G002" Error "Grafiek of tabel zonder cijfers"
        "Voor deze perioden en kenmerken heeft de reeks geen enkel bekend cijfer. Een lege grafiek zou lijken op een grafiek van nullen."
        "van = \"periode\"      (de reeks stopt een jaar eerder)"
        "van = \"vorig_jaar\"\ntot = \"vorig_jaar\""
    FigureDefinition "G003" Error "Grafiek of tabel is niet goed beschreven"
        "De beschrijving past niet bij de soort, of spreekt zichzelf tegen. De melding zegt wat er mist."
        "soort = \"waterval\"\nkengetallen = [\"nodig\"]"
        "soort = \"waterval\"\nkengetallen = [\"deel_a\", \"deel_b\", \"nodig\"]"
    TooLarge "G004" Error "Te groot voor de bladzijde"
        "De grafiek of tabel past niet leesbaar op een bladzijde van een brief. De letters zouden te klein worden, of over elkaar heen staan."
        "een staafdiagram met zestig staven"
        "de tien grootste, of een tabel"
    WeakContrast "H001" Warning "Kleur heeft te weinig contrast"
        "Tekst en lijnen in deze kleur zijn op wit papier slecht te zien. Griffel maakt de kleur in brieven en grafieken donkerder."
        "kleur = \"#ffd700\""
        "kleur = \"#1f5a7a\""
    UnknownFont "H002" Error "Lettertype niet gevonden"
        "Het lettertype uit de huisstijl zit niet in Griffel en staat niet in de map fonts. Griffel kiest niet stil een ander lettertype: de brief zou er anders uitzien dan u verwacht."
        "lettertype = \"Comic Sans\""
        "lettertype = \"Source Sans 3\""
    UnknownForm "S001" Error "Onbekend sjabloon"
        "Een sjabloon is een map in templates met daarin sjabloon.toml. Deze naam is daar niet bij. Zonder sjabloon heeft de brief geen vorm."
        "sjabloon = \"raadsbrief\""
        "sjabloon = \"raadsinformatiebrief\""
    TemplateError "S002" Error "Fout in de opmaak van een sjabloon"
        "De opmaak van het sjabloon (het bestand .typ.j2) heeft een fout. Dit is werk voor wie het sjabloon heeft gemaakt."
        "{% for sectie in brief.secties %}      (zonder endfor)"
        "{% for sectie in brief.secties %} ... {% endfor %}"
    TypesettingError "S003" Error "De bladzijden kunnen niet worden gezet"
        "De tekst en het sjabloon samen geven opmaak die niet kan worden gezet. Meestal zit de fout in een eigen sjabloon. Vraag dan hulp aan wie dat heeft gemaakt."
        "een eigen sjabloon dat een onbekende functie gebruikt"
        "het ingebouwde sjabloon"
    PdfError "P001" Error "De PDF voldoet niet aan de normen"
        "De bladzijden zijn gezet, maar de PDF zou niet voldoen aan PDF/UA-1 of PDF/A-2a. Griffel maakt dan geen PDF."
        "een eigen sjabloon met een afbeelding zonder beschrijving"
        "image(\"logo.svg\", alt: \"Logo van de gemeente\")"
    CannotWrite "U001" Error "Uitvoer kan niet worden geschreven"
        "Griffel kan het bestand niet neerzetten. Misschien hebt u geen schrijfrechten in de map, of is de schijf vol. Een oudere PDF blijft staan zoals hij was."
        "griffel maak --uitvoer /map/zonder/rechten"
        "griffel maak --uitvoer ./uitvoer"
    CannotServe "U002" Error "Preview kan niet starten"
        "De preview heeft een poort op deze computer nodig waar uw browser naar kan luisteren. Die is bezet, of het systeem staat het niet toe. Laat Griffel zelf een poort kiezen, of noem een andere."
        "griffel bekijk --poort 80"
        "griffel bekijk"
    UnboundNumber "C001" Error "Getal dat nergens vandaan komt"
        "Een getal in de tekst, een kop, een titel of een toelichting is met de hand getypt. Zo'n getal verandert niet mee met de bron, en niemand kan later nagaan waar het vandaan komt. Maak er een kengetal van, of zet het met zijn bron in data/feiten.toml. Dit mag u wel typen: datums, jaartallen, kwartalen en weken, zaaknummers, wetsartikelen, nummers van paragrafen, bijlagen en stappen, nummers van koppen, telefoonnummers, postcodes en huisnummers, tijden, rangtelwoorden (1e) en namen met een cijfer (A16, 0-meting). Moet het getal echt zo blijven staan? Leg dan met akkoord(\"C001\", \"reden\") vast waarom."
        "Die hulp kostte € 461.514."
        "Die hulp kostte {{ jnv_kosten }}."
    NumberInWords "C002" Warning "Getal in woorden dat nergens vandaan komt"
        "Een getal in woorden, zoals drie of de helft, is met de hand getypt. Verandert de lijst of het cijfer, dan klopt de zin niet meer. Dit mag u wel typen: één, rangtelwoorden (tweede), vaste uitdrukkingen (onder vier ogen), een ritme (twee keer per jaar) en een termijn (binnen zes weken). In een citaat mag alles."
        "Wij werken met drie aanbieders."
        "Wij werken met {{ aantal(pilot.aanbieders) }} aanbieders."
    CountOfList "C003" Error "Aantal klopt niet met de lijst"
        "Een zin noemt een aantal, en daarna komt een lijst met een ander aantal. Dan klopt de zin niet, of er mist iets in de lijst."
        "Wij werken in drie wijken: Noord, Oost, Zuid en West."
        "Wij werken in vier wijken: Noord, Oost, Zuid en West."
    ContradictingDirection "C004" Error "Stijging of daling klopt niet"
        "Een woord zoals gestegen, daling, meer of lager past niet bij het cijfer in dezelfde zin. Laat Griffel het woord kiezen met richting(…), of verbeter de zin."
        "Het aantal steeg met {{ jnv_met_groei | absoluut }}.      (van 280 naar 180)"
        "Het aantal {{ richting(jnv_met_groei, \"steeg\", \"daalde\", \"veranderde\") }} met {{ jnv_met_groei | absoluut }}."
    WrongPercentage "C005" Error "Percentage klopt niet"
        "Een percentage staat bij de aantallen waar het van komt, maar is anders uitgerekend. Griffel rekent het na en rondt het af zoals het in de brief staat."
        "19 van de 29 gezinnen (65%)"
        "{{ tevreden }} van de {{ gezinnen }} gezinnen ({{ aandeel_tevreden }})"
    DoubtfulPercentage "C006" Warning "Percentage klopt misschien niet"
        "Een percentage is bijna, maar niet precies, wat uit de aantallen in deze zinnen volgt. Kijk of het goed is uitgerekend en afgerond."
        "Er deden 29 gezinnen mee. Voor 19 was dat genoeg, voor 65% dus."
        "Er deden {{ gezinnen }} mee. Voor {{ tevreden }} was dat genoeg, voor {{ aandeel_tevreden }} dus."
    TwoNotations "C007" Warning "Hetzelfde cijfer op twee manieren"
        "Hetzelfde cijfer staat twee keer in de brief, maar anders afgerond of anders geschreven. Een lezer denkt dan dat het twee cijfers zijn."
        "Het kostte € 461.514. Die € 462 duizend komt uit het budget."
        "Het kostte {{ jnv_kosten }}. Die {{ jnv_kosten }} komt uit het budget."
    RoundedParts "C008" Warning "Afgeronde delen zijn samen niet het totaal"
        "De delen zijn elk afgerond. Samen geven ze daardoor iets anders dan het afgeronde totaal. Een lezer die narekent, denkt aan een fout. Zet erbij dat de cijfers zijn afgerond. Dan verdwijnt deze melding."
        "3,5 + 3,5 = 6,9      (eigenlijk 3,45 + 3,45 = 6,90)"
        "toelichting = [\"Door afronding kan de som van de delen afwijken van het totaal.\"]"
    WrongTotal "C009" Error "Totaal in een tabel klopt niet"
        "In een tabel die u zelf hebt getypt, zijn de cijfers samen anders dan het totaal dat er staat."
        "| Noord | 12 |\n| Zuid | 30 |\n| Totaal | 41 |"
        "een tabel uit kengetallen, met totaal = \"Totaal\""
    LookAgain "C016" Warning "Een zin moet nog worden nagekeken"
        "De brief is overgenomen van een eerdere periode. Bij deze zin is het cijfer van richting veranderd, of veel hoger of lager geworden. Misschien klopt de zin nu niet meer. Lees hem na. Klopt hij? Haal dan nakijken(…) weg. Een brief met zo'n teken is nog niet af."
        "Steeds meer gezinnen melden zich: {{ flits_aangemeld }}. {{ nakijken(\"Aangemeld: was 32 gezinnen, is nu 25 gezinnen; het daalt nu\") }}"
        "Er meldden zich minder gezinnen: {{ flits_aangemeld }}."
    WrongNewPeriod "Q001" Error "Deze periode kan niet beginnen"
        "Een nieuwe periode komt na de periode waarmee u begint, en is even lang: een jaar na een jaar, een kwartaal na een kwartaal, een maand na een maand."
        "griffel kwartaal 2022-K3 --van 2022-K4"
        "griffel kwartaal 2023-K1 --van 2022-K4"
    NothingToStartFrom "Q002" Error "Er zijn geen brieven om mee te beginnen"
        "Een nieuwe periode begint met de brieven van een eerdere periode. Die zijn er niet. De melding noemt de perioden waarover er wel brieven zijn."
        "griffel kwartaal 2023-K1 --van 2021-K4      (de map data/brieven/2021-K4 is er niet)"
        "griffel kwartaal 2023-K1 --van 2022-K4"
    NewLetterIsThere "Q003" Error "De nieuwe brief is er al"
        "Griffel maakt een nieuwe periode alleen als geen van de nieuwe brieven er al is. Zo gaat er nooit werk verloren. Er is dan niets gemaakt, ook geen andere brieven."
        "griffel kwartaal 2023-K1      (data/brieven/2023-K1/jnv.md is er al)"
        "griffel kwartaal 2023-K2 --van 2022-K4"
    UnknownFindingCode "A001" Error "Onbekende code van een melding"
        "U noemt een melding die Griffel niet kent, onder [bevindingen] in data/gemeente.toml of in akkoord(). Zo zou u denken dat er iets is geregeld, terwijl er niets verandert."
        "[bevindingen]\nC300 = \"uit\""
        "[bevindingen]\nC030 = \"uit\""
    FixedSeverity "A002" Error "De ernst van deze melding staat vast"
        "Deze melding kunt u niet lichter maken of uitzetten. Zij zegt dat een brief niet kan worden gemaakt, dat er iets fout in zou staan, of dat de privacy van mensen in gevaar is. U kunt wel meldingen lichter maken waarvan de code met een C begint, en waarschuwingen."
        "[bevindingen]\nK003 = \"uit\"      (delen door nul)"
        "[bevindingen]\nC030 = \"uit\"      (lange zinnen)"
    NotWaivable "A003" Error "Deze melding kunt u niet accepteren"
        "Met akkoord() accepteert u een melding over de inhoud: daarover kunt u zelf oordelen. De code van zo'n melding begint met een C. Bij andere meldingen is er echt iets mis, en dat moet worden opgelost."
        "{{ akkoord(\"B024\", \"De eenheid staat er met opzet dubbel.\") }}"
        "{{ akkoord(\"C030\", \"Dit is de letterlijke tekst van de wet.\") }}"
    WaiverWithoutReason "A004" Error "Bij akkoord() ontbreekt een reden"
        "Wie een melding accepteert, zegt waarom. De reden wordt bewaard. Later kan iedereen nagaan waarom de melding er niet toe deed. Schrijf de reden in minstens drie woorden."
        "{{ akkoord(\"C030\", \"ok\") }}"
        "{{ akkoord(\"C030\", \"Dit is de letterlijke tekst van de wet.\") }}"
    UnusedWaiver "A005" Warning "Er is niets om te accepteren"
        "Bij dit stuk tekst is geen melding met deze code. Misschien is de tekst al verbeterd, of staat akkoord() bij een ander stuk. Zonder deze waarschuwing zou een nieuwe fout later stil worden geaccepteerd."
        "Een korte zin. {{ akkoord(\"C030\", \"Dit is de letterlijke tekst van de wet.\") }}"
        "Een korte zin."
    LongSentence "C030" Warning "Zin van meer dan dertig woorden"
        "In een lange zin raken lezers de draad kwijt. Wie de brief laat voorlezen, moet alles onthouden tot de punt. Maak er twee of drie zinnen van, of een lijst. Koppen en tabellen tellen niet mee."
        "Omdat de kosten stegen en er meer jongeren kwamen, terwijl de aanbieders nog geen plek hadden en ook de wijkteams op zoek waren naar mensen, konden wij niet alle jongeren direct helpen."
        "De kosten stegen en er kwamen meer jongeren. De aanbieders hadden nog geen plek. Daarom konden wij niet alle jongeren direct helpen."
    UnexplainedAbbreviation "C031" Warning "Afkorting zonder uitleg"
        "Niet elke lezer kent deze afkorting. Leg haar uit waar zij voor het eerst staat, of schrijf haar met afk(). Dan doet Griffel dat vanzelf. Namen van pilots en aanbieders uit uw gegevens mogen wel."
        "De SOJ koopt de hulp in."
        "De {{ afk(\"SOJ\") }} koopt de hulp in."
    AdoptedEdited "F001" Error "Vastgestelde brief is veranderd"
        "De tekst van deze brief is anders dan toen hij werd vastgesteld. Een vastgestelde brief verandert nooit: de raad heeft hem zo gekregen. Zet de tekst terug, of maak er een correctie van."
        "een woord veranderen in een brief met status = \"vastgesteld\""
        "status = \"concept\"\nversie = 2\ncorrectie = \"Het aantal gezinnen was te hoog.\""
    AlreadyAdopted "F002" Error "Brief is al vastgesteld"
        "Deze versie van de brief ligt al vast. Vaststellen kan maar één keer. Een correctie is een nieuwe versie."
        "griffel stelvast 2022/jnv      (voor de tweede keer)"
        "bovenaan de brief versie = 2 en correctie = \"...\", en dan griffel stelvast 2022/jnv"
    WrongVersion "F003" Error "Versie of correctie klopt niet"
        "Een correctie heeft een nieuw versienummer en zegt wat er anders is. De eerste correctie is versie 2. De brief drukt dat af, zodat de raad weet wat er is veranderd."
        "versie = 3      (terwijl er één versie is vastgesteld)"
        "versie = 2\ncorrectie = \"Het aantal gezinnen was te hoog.\""
    RecordDamaged "F004" Error "Vaststelling is beschadigd"
        "Het bestand waarin staat wat er is vastgesteld, is niet te lezen. Griffel laat de brief dan met rust. Zet het bestand terug uit uw reservekopie."
        "een leeg bestand jnv.vastgesteld-1.json"
        "het bestand zoals Griffel het schreef"
    RecordTooNew "F005" Error "Vaststelling van een nieuwere versie van Griffel"
        "De brief is vastgesteld met een nieuwere Griffel dan u hebt. Deze versie weet niet wat er precies in staat, en raakt de brief niet aan."
        "een vaststelling met \"formaat\": 2, terwijl uw Griffel formaat 1 kent"
        "dezelfde opdracht met de nieuwste Griffel"
    NotAdopted "F006" Warning "Status zegt vastgesteld, maar Griffel weet daar niet van"
        "Bovenaan de brief staat dat hij is vastgesteld of verzonden. Dat is zo getypt: er is niets bewaard. Later kan niemand dan nagaan waar de cijfers vandaan kwamen."
        "status = \"verzonden\"      (zelf getypt)"
        "griffel stelvast 2022/jnv\ngriffel markeer 2022/jnv verzonden"
    ArchiveChanged "F007" Error "Archief is veranderd"
        "In de map archief staat waar een vastgestelde brief van is gemaakt. Een bestand daarvan is veranderd, weg of erbij gekomen. De brief is dan niet meer te bewijzen. Zet het bestand terug uit uw reservekopie."
        "een cijfer verbeteren in archief/2022/jnv/1/invoer"
        "een cijfer verbeteren in data/reeksen, en dan een correctie maken"
    OutputChanged "F008" Error "PDF is niet de vastgestelde"
        "In de map uitvoer staat een andere PDF dan is vastgesteld. Misschien is hij bewerkt of ondertekend. Griffel schrijft er niet overheen."
        "een vastgestelde PDF bewerken en onder dezelfde naam bewaren"
        "de bewerkte PDF onder een andere naam bewaren"
    LogChanged "F009" Error "Logboek is veranderd"
        "In het logboek komen alleen regels bij. Een regel is veranderd of weggehaald, of hoort niet bij de vaststelling. Zet het bestand terug uit uw reservekopie."
        "een datum veranderen in jnv.logboek.csv"
        "het logboek zoals Griffel het schreef"
    RecordChanged "F010" Error "Vaststelling is veranderd"
        "Het bestand met de vaststelling is anders dan het logboek zegt, of past niet bij het archief. Zet het bestand terug uit uw reservekopie."
        "een getal veranderen in jnv.vastgesteld-1.json"
        "het bestand zoals Griffel het schreef"
    NotReproduced "F011" Error "Opnieuw gemaakt is de brief anders"
        "Griffel maakte de brief nog eens van de bewaarde bestanden, en kreeg iets anders. De melding zegt wat er verschilt. Meestal is er een bestand in het archief veranderd."
        "een ander cijfer in het archief dan in de vastgestelde PDF"
        "een archief zoals Griffel het schreef"
    OtherGriffel "F012" Warning "Vastgesteld met een andere versie van Griffel"
        "Een andere versie van Griffel maakt een PDF met andere bytes. Griffel vergelijkt dan de cijfers en de tekst. Voor een vergelijking tot op de byte hebt u de versie nodig die in de vaststelling staat."
        "een brief van Griffel 0.1 nagaan met Griffel 0.2"
        "dezelfde brief nagaan met Griffel 0.1"
    WrongStep "F013" Error "Deze status kan nu niet"
        "Een brief gaat van concept naar ambtelijk akkoord, wordt dan vastgesteld en daarna verzonden. Vaststellen doet u met griffel stelvast. Wat is vastgesteld, wordt nooit meer concept."
        "griffel markeer 2022/jnv verzonden      (de brief is nog concept)"
        "griffel stelvast 2022/jnv\ngriffel markeer 2022/jnv verzonden"
    NotReady "F014" Error "Brief kan nog niet worden vastgesteld"
        "In de brief staat nog iets dat eerst moet worden nagekeken. De melding zegt wat. Na het vaststellen kan het niet meer."
        "een brief vaststellen met {{ nakijken(\"...\") }} erin"
        "de zin nakijken, het merkteken weghalen, en dan vaststellen"
    NoDates "O001" Warning "Kalender zonder datums"
        "In data/kalender.toml staat een periode zonder datum, of de kalender is leeg. Griffel kan dan niet zeggen wat wanneer klaar moet zijn."
        "[perioden.2023-K1]"
        "[perioden.2023-K1]\ncollege = 2023-05-09\nverzenden = 2023-05-16\nraad = 2023-06-06"
    DatesOutOfOrder "O002" Error "Datums in een volgorde die niet kan"
        "Eerst besluit het college, dan wordt de brief verzonden, dan bespreekt de raad hem. Dat kan niet voordat de periode is begonnen. En een reces eindigt niet voordat het begint. Meestal is het een tikfout."
        "college = 2023-05-09\nverzenden = 2023-05-02"
        "college = 2023-05-09\nverzenden = 2023-05-16"
    DateInRecess "O003" Warning "Datum in een reces"
        "Deze datum valt in een reces. De raad en vaak ook het college vergaderen dan niet."
        "raad = 2023-07-25      (in het zomerreces)"
        "raad = 2023-07-04"
    UnknownRecess "O004" Error "Onbekend reces"
        "De toezegging noemt een reces dat niet in data/kalender.toml staat. Griffel weet dan niet wanneer zij klaar moet zijn."
        "voor = \"zomerreces\"      (in de kalender heet het zomerreces 2023)"
        "voor = \"zomerreces 2023\""
    EntryTwice "O005" Error "Staat twee keer in de kalender"
        "Dezelfde periode, hetzelfde reces of dezelfde toezegging staat twee keer in de kalender. Griffel weet dan niet welke van de twee geldt."
        "[perioden.2022-K4]\ncollege = 2023-02-07\n[perioden.2022KW04]\ncollege = 2023-02-14"
        "[perioden.2022-K4]\ncollege = 2023-02-07"
    PromiseDue "O006" Warning "Toezegging uit de kalender is er niet op tijd"
        "In data/kalender.toml staat dat de raad deze brief krijgt. De brief is er niet, of is niet op tijd verzonden. Griffel waarschuwt vanaf zes weken van tevoren als de brief er nog niet is, en als de laatste dag voorbij is."
        "voor = \"zomerreces 2023\", terwijl er na de zomer nog geen brief 2023/jnv is"
        "een brief 2023/jnv met de status verzonden, van voor het zomerreces"
    PromiseInLetterDue "O007" Warning "Toezegging in een brief is er niet op tijd"
        "In een brief staat dat de raad voor een reces of voor het einde van het jaar iets van u hoort. Er is geen latere brief over dezelfde pilot of met dezelfde naam die op tijd is. De raad onthoudt dat. Griffel waarschuwt vanaf zes weken van tevoren als de brief er nog niet is, en als de laatste dag voorbij is."
        "2022/jnv zegt: U hoort dit van ons voor het zomerreces.      (en daarna komt er geen brief)"
        "een brief 2023-K1/jnv met een datum van voor het zomerreces"
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl FromStr for Code {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let wanted = text.trim().to_uppercase();
        Code::ALL.iter().copied().find(|code| code.as_str() == wanted).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn explanations_are_words_in_markdown() {
        assert!(Code::HiddenComment.explanation().as_markdown().starts_with("Een opmerking tussen \\<!-- en --\\> is"));
    }

    #[test]
    fn codes_are_unique_and_explained() {
        let unique: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(unique.len(), Code::ALL.len());
        for code in Code::ALL {
            let explanation = code.explanation();
            assert!(explanation.what.ends_with('.'), "{code}: a full sentence");
            assert_ne!(explanation.wrong, explanation.right, "{code}: the examples differ");
            assert_eq!(code.as_str().parse(), Ok(*code));
        }
    }
}
