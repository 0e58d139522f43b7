//! What the generated letters are about. All of it is invented.

/// A kind of pilot.
pub struct Theme {
    /// In file names.
    pub id: &'static str,
    pub name: &'static str,
    /// "Met deze pilot willen wij ...".
    pub purpose: &'static str,
    /// "Jongeren krijgen ...".
    pub offer: [&'static str; 4],
    pub background: &'static str,
    pub practice: &'static str,
    pub lesson: &'static str,
}

pub const THEMES: [Theme; 8] = [
    Theme {
        id: "coach",
        name: "Jongerencoach",
        purpose: "jongeren een vast gezicht geven, iemand die met hen meeloopt",
        offer: [
            "een coach die thuis of op school langskomt",
            "hulp bij het maken van een plan voor de week",
            "een vast moment om te bellen",
            "samen naar een afspraak gaan die zij spannend vinden",
        ],
        background: "Veel jongeren vertellen dat zij steeds met een andere hulpverlener praten. Zij willen hun verhaal niet telkens opnieuw doen.",
        practice: "De coach begint met kennismaken. Pas daarna komt er een plan op papier. Dat plan is van de jongere zelf.",
        lesson: "Vooral het eerste gesprek telt. Als dat thuis gebeurt, komt een jongere vaker terug.",
    },
    Theme {
        id: "maatje",
        name: "Maatjesproject",
        purpose: "jongeren koppelen aan een vrijwilliger uit de buurt",
        offer: [
            "een maatje dat elke week iets met hen onderneemt",
            "hulp bij huiswerk of bij een bijbaan",
            "een kennismaking met een club in de buurt",
            "een training voor wie zelf maatje wil worden",
        ],
        background: "Niet elke jongere heeft behandeling nodig. Soms helpt het al als er iemand is die tijd heeft.",
        practice: "De vrijwilligers krijgen een training en een vaste begeleider. Zij horen snel met wie zij op pad gaan.",
        lesson: "Een goede koppeling kost tijd. Wij plannen daarom altijd een proefmaand.",
    },
    Theme {
        id: "gezin",
        name: "Gezin aan zet",
        purpose: "jongeren en hun ouders samen een plan laten maken",
        offer: [
            "een gesprek met iedereen die belangrijk is in het gezin",
            "een plan in eigen woorden",
            "hulp bij geldzorgen van de ouders",
            "een terugkomdag na een half jaar",
        ],
        background: "Hulp voor een jongere werkt beter als ouders meedoen. Toch kregen ouders vaak een eigen traject, los van hun kind.",
        practice: "Een gezinswerker brengt alle betrokkenen aan tafel. Het gezin kiest zelf wie erbij is en waar het gesprek plaatsvindt.",
        lesson: "Ouders zeggen dat zij zich serieus genomen voelen. Dat maakt het volgende gesprek gemakkelijker.",
    },
    Theme {
        id: "school",
        name: "Steunpunt op school",
        purpose: "jongeren hulp geven op de plek waar zij elke dag zijn",
        offer: [
            "een spreekuur zonder afspraak",
            "rustige ruimte voor wie even weg moet uit de klas",
            "advies aan mentoren",
            "korte trainingen over slapen, stress en schermen",
        ],
        background: "Scholen zien vaak als eerste dat het niet goed gaat. Zij wisten alleen niet altijd wie zij konden bellen.",
        practice: "Een medewerker van het wijkteam werkt een deel van de week in de school. Leerlingen lopen gewoon binnen.",
        lesson: "Het spreekuur is vooral druk in de weken met toetsen. Dan zetten wij meer mensen in.",
    },
    Theme {
        id: "sport",
        name: "Sport en steun",
        purpose: "jongeren via sport in contact brengen met hulp",
        offer: [
            "een sportles in een kleine groep",
            "een trainer die ook jeugdwerker is",
            "een gesprek na afloop voor wie dat wil",
            "een proeflidmaatschap van een vereniging",
        ],
        background: "Sommige jongeren komen niet naar een spreekkamer. Op het veld praten zij wel.",
        practice: "De lessen zijn na schooltijd. De trainer kent de hulp in de buurt en brengt jongeren daar als dat nodig is.",
        lesson: "Verenigingen willen graag meedoen. Zij vragen wel om een aanspreekpunt als het moeilijk wordt.",
    },
    Theme {
        id: "wachttijd",
        name: "Overbrug de wachttijd",
        purpose: "jongeren helpen terwijl zij op behandeling wachten",
        offer: [
            "een gesprek vlak na de aanmelding",
            "oefeningen die zij thuis kunnen doen",
            "een groep met jongeren die ook wachten",
            "een belmoment met de aanbieder",
        ],
        background: "Wachten maakt klachten vaak zwaarder. Ook weten jongeren niet altijd waar zij aan toe zijn.",
        practice: "Na de aanmelding belt een medewerker binnen een week. Samen bekijken zij wat nu al kan.",
        lesson: "Een deel van de jongeren heeft na deze hulp geen behandeling meer nodig. De plek gaat dan naar een ander.",
    },
    Theme {
        id: "wonen",
        name: "Eigen voordeur",
        purpose: "jongeren leren zelfstandig te wonen, met hulp dichtbij",
        offer: [
            "een kamer in een huis met begeleiding",
            "hulp bij post, geld en afspraken",
            "een cursus koken en schoonmaken",
            "een plan voor de stap naar een eigen woning",
        ],
        background: "Wie uit een instelling komt, moet vaak van de ene op de andere dag alles zelf doen. Dat gaat niet altijd goed.",
        practice: "De jongeren wonen in een gewone straat. Een begeleider is overdag in het huis en in de avond bereikbaar.",
        lesson: "De overgang lukt beter als jongeren hun begeleider houden na de verhuizing.",
    },
    Theme {
        id: "werk",
        name: "Leren en werken",
        purpose: "jongeren die thuis zitten weer een dagritme geven",
        offer: [
            "een werkplek bij een bedrijf in de buurt",
            "les in kleine groepen",
            "een jobcoach die meegaat naar het werk",
            "hulp bij de aanvraag van een uitkering of toelage",
        ],
        background: "Jongeren die thuis zitten, raken vrienden en ritme kwijt. Terug naar school is dan een grote stap.",
        practice: "De jobcoach zoekt een werkgever die tijd heeft. De jongere begint met een paar ochtenden in de week.",
        lesson: "Werkgevers doen mee zolang zij weten wie zij kunnen bellen. De jobcoach is daarom altijd bereikbaar.",
    },
];

/// Where a pilot is.
pub const AREAS: [&str; 20] = [
    "Noord",
    "Zuid",
    "Oost",
    "West",
    "Centrum",
    "Haven",
    "Molenkwartier",
    "Singel",
    "Dijkzicht",
    "Parkrand",
    "Stationsbuurt",
    "Waterrijk",
    "Hofstede",
    "Polderkant",
    "Kasteeltuin",
    "Vestingwal",
    "Lindelaan",
    "Bosrand",
    "Marktzijde",
    "Kadebuurt",
];

/// The rows of a series with a dimension.
pub const QUARTERS_OF_TOWN: [&str; 12] = [
    "Rozenhof",
    "Weverswijk",
    "Zeeheldenbuurt",
    "Kruiswijk",
    "Vogelbuurt",
    "Schildersbuurt",
    "Tuindorp",
    "Bleekveld",
    "Veenpolder",
    "Havenkom",
    "Kloosterkwartier",
    "Sluiswijk",
];

/// Who does the work.
pub const PROVIDERS: [&str; 10] = [
    "Stichting De Brug",
    "Jeugdpunt",
    "Zorggroep Kompas",
    "De Springplank",
    "Buurtkracht",
    "Stichting Opstap",
    "Het Anker",
    "Jeugdhuis De Zwaan",
    "Samenwijs",
    "Praktijk De Linde",
];

/// First and last parts of names of municipalities.
pub const FIRST: [&str; 10] =
    ["Noorder", "Ooster", "Zuider", "Wester", "Linden", "Elzen", "Wilgen", "Rietveld", "Molen", "Haver"];
pub const LAST: [&str; 8] = ["dorp", "stede", "monde", "horst", "ambacht", "rode", "kerke", "wolde"];

/// Colours of house styles.
pub const COLORS: [&str; 6] = ["#1f5a7a", "#5a2d6e", "#1d6b3c", "#8a2b2b", "#3d4f9f", "#6b4a12"];

pub const WHY: [&str; 4] = [
    "Jongeren wachten soms lang op hulp. Problemen die eerst klein waren, worden dan groter. Wij willen daarom vroeg en dichtbij helpen.",
    "Hulp voor jongeren is vaak ver weg en moeilijk te vinden. Dat kan eenvoudiger. Wij zoeken naar manieren om eerder iets te doen.",
    "U vroeg ons om te laten zien wat hulp in de buurt oplevert. Dat doen wij met een reeks pilots. Elk kwartaal vertellen wij u wat er gebeurde.",
    "Wij spraken met jongeren, ouders en scholen. Zij vroegen om hulp zonder lange formulieren. Deze pilot is een antwoord op die vraag.",
];

pub const COOPERATION: [&str; 4] = [
    "De aanbieders werken samen met het wijkteam, de huisartsen en de scholen. Elke maand bespreken zij hoe het gaat. Zo blijft duidelijk wie wat doet.",
    "Het wijkteam meldt jongeren aan. Ook ouders en scholen kunnen dat doen. De aanbieders bekijken dan samen wie het beste kan helpen.",
    "De aanbieders delen hun kennis met elkaar. Als een jongere beter past bij een ander, dragen zij hem warm over. De jongere houdt hetzelfde plan.",
    "Huisartsen en scholen weten de aanbieders goed te vinden. Zij bellen rechtstreeks, zonder formulier. Dat scheelt iedereen tijd.",
];

pub const ADVANTAGES: [&str; 8] = [
    "Jongeren weten snel bij wie zij terechtkunnen.",
    "Ouders hoeven hun verhaal maar een keer te vertellen.",
    "Scholen en huisartsen hebben een vast aanspreekpunt.",
    "De hulp is in de buurt, zodat niemand ver hoeft te reizen.",
    "Aanbieders hebben minder papierwerk en meer tijd voor gesprekken.",
    "Wie zwaardere hulp nodig heeft, komt sneller op de goede plek.",
    "Vrijwilligers uit de buurt doen mee en leren van de begeleiders.",
    "Wij zien eerder waar het niet goed gaat en sturen dan bij.",
];

pub const CAUTION: [&str; 6] = [
    "een jongere die in een andere wijk hulp krijgt, telt mee in de wijk waar hij woont;",
    "aanbieders sturen hun rekeningen soms laat, zodat kosten in een later kwartaal vallen;",
    "in de vakanties melden scholen minder jongeren aan;",
    "de aanbieders begonnen niet allemaal op dezelfde dag;",
    "nieuwe medewerkers hebben tijd nodig om zich in te werken;",
    "uren voor overleg en scholing tellen mee bij de inzet.",
];

pub const NEXT: [&str; 4] = [
    "Wij gaan door met de pilot. Met de aanbieders maken wij afspraken over de aanpak van het volgende kwartaal. Daarbij letten wij op de wijken waar nog weinig jongeren meedoen.",
    "De komende maanden praten wij met jongeren die meededen. Wij vragen hun wat hielp en wat beter kan. Hun antwoorden leest u in een volgende brief.",
    "Samen met de scholen bekijken wij hoe zij jongeren nog eerder kunnen aanmelden. Ook zoeken wij een tweede plek voor het spreekuur.",
    "Een onderzoeker kijkt mee met de pilot. Hij vergelijkt de hulp met die in andere gemeenten. De uitkomst sturen wij u toe.",
];

pub const AFTER: [&str; 3] = [
    "Daarna kiezen wij of de pilot een vaste vorm van hulp wordt. Wij leggen u die keuze op tijd voor.",
    "Aan het einde van het jaar maken wij de balans op. Dan hoort u of wij de hulp uitbreiden.",
    "Wij houden u elk kwartaal op de hoogte. Zijn er grote veranderingen, dan hoort u dat eerder.",
];

pub const MONEY: [&str; 4] = [
    "De kosten betalen wij uit het budget voor jeugdhulp. Er is geen extra geld nodig. Wat wij elders minder uitgeven, gebruiken wij voor deze hulp.",
    "Het geld komt uit het programma voor de samenleving. Dat programma stelde u vast bij de begroting. De pilot past binnen dat bedrag.",
    "De aanbieders sturen hun rekening direct aan ons. Wij controleren elke rekening op uren en aantallen jongeren. Daarna betalen wij.",
    "Een deel van de kosten is voor scholing en overleg. Die kosten worden lager als de aanbieders elkaar beter kennen.",
];

pub const HEARD: [&str; 4] = [
    "Jongeren zeggen dat zij zich gezien voelen. Zij vinden het prettig dat iemand tijd neemt. Ook waarderen zij dat afspraken in de buurt zijn. Sommige jongeren willen vaker in een groep werken. De aanbieders proberen dat nu uit.",
    "Ouders vertellen dat het thuis rustiger is. Zij weten beter wat zij kunnen doen als het moeilijk wordt. Sommige ouders vonden de start onduidelijk. Daarom krijgt elk gezin voortaan een kaart met namen en telefoonnummers.",
    "Scholen merken dat leerlingen minder vaak thuisblijven. Mentoren bellen sneller en eerder. Zij vragen om meer uitleg over wat de pilot wel en niet kan. De aanbieders maken daarover een korte film.",
    "Medewerkers van het wijkteam zijn blij met de korte lijnen. Zij zien dat jongeren niet meer heen en weer gestuurd worden. Wel kost het overleg veel tijd. Wij zoeken naar een vorm die minder vergaderen vraagt.",
];

pub const STAFF: [&str; 3] = [
    "De aanbieders zochten nieuwe medewerkers. Dat lukte, ook al is er overal krapte. Nieuwe medewerkers lopen eerst een maand mee met een ervaren collega. Daarna krijgen zij hun eigen gezinnen.",
    "De medewerkers volgden een training over praten met jongeren die veel meemaakten. Zij oefenden met acteurs. Wat zij leerden, bespreken zij nu in het maandelijkse overleg.",
    "Door ziekte was er in het begin van het kwartaal minder hulp. Collega's van andere aanbieders sprongen bij. Geen enkele jongere stond daardoor stil.",
];

pub const EFFECT: [&str; 3] = [
    "Wij kijken niet alleen naar aantallen. Wij willen ook weten of het beter gaat met de jongeren. Aan het begin en aan het einde vullen zij daarom een korte vragenlijst in. De antwoorden bekijken wij samen met de aanbieders, zonder namen. Na een jaar hebben wij genoeg antwoorden om er iets over te zeggen.",
    "Of hulp werkt, zie je vaak pas later. Wij volgen daarom een groep jongeren een jaar lang. Zij vertellen elk half jaar hoe het gaat op school, thuis en met vrienden. Dat gebeurt in een gesprek, want een formulier zegt niet alles.",
    "Wij vragen jongeren wat er voor hen veranderde. De meeste antwoorden gaan over rust en ritme. Ook noemen zij vaak een volwassene die zij vertrouwen. Wij gebruiken deze antwoorden om de hulp te verbeteren.",
];
