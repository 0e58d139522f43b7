//! The keys of `data/reeksen/*.toml`, which describes a file with numbers.

use crate::dutch::notation::Scale;
use crate::dutch::number::DecimalMark;
use crate::dutch::period::Granularity;
use crate::dutch::status::Status;

use super::quantity_keys::{COUNTS_PEOPLE, DECIMALS, DecimalPlaces, PUBLIC, UNIT};
use super::signs::Signs;
use super::toml::{Choice, Date, Decimals, Flag, Integer, Subtable, Subtables, Text, Texts, Word, keys};

keys! {
    /// `data/reeksen/*.toml`
    SeriesKeys: "Reeks", "De beschrijving van een bestand met cijfers.", {
        TITLE: required Text = "titel", "Wat de cijfers zeggen.";
        SOURCE: required Text = "bron", "Wie de cijfers levert. Dit komt onder elke grafiek en tabel.";
        REFERENCE_DATE: optional Date = "peildatum", "De datum waarop de cijfers zo waren, zoals 2023-03-01.";
        NOTES: optional Texts = "opmerkingen", "Zinnen die onder elke grafiek en tabel komen.";
        PUBLIC_BECAUSE: optional Text = "openbaar", PUBLIC;
        FILE: optional Text = "bestand", "Het bestand met cijfers. Zonder deze sleutel heet het zoals de reeks.";
        DELIMITER: optional Choice<Delimiter> = "scheidingsteken",
            "Wat er tussen de kolommen staat. Meestal ziet Griffel dat zelf.";
        SHEET: optional Text = "blad", "Het blad van het Excel- of ODS-bestand.";
        REGION: optional Text = "bereik",
            "Waar de tabel op het blad staat, met de kolomnamen erbij, zoals B3:F20.";
        NAMED_TABLE: optional Text = "tabel", "De naam van een tabel of bereik in het bestand.";
        HEADER_ROWS: optional Integer<1, 5> = "kopregels",
            "Hoeveel regels met kolomnamen er zijn. Zonder deze sleutel: 1.";
        HIDDEN_ROWS: optional Choice<HiddenRows> = "verborgen_regels",
            "Of verborgen rijen meetellen. Zonder deze sleutel tellen zij mee, met een waarschuwing.";
        FILTERS: optional Subtable<FilterKeys> = "filters",
            "Alleen de regels met deze waarden, voor elk soort bestand.";
        FILL_DOWN: optional Texts = "doorvullen",
            "Kolommen waarin een lege cel hetzelfde betekent als de cel erboven.";
        LEFT_OUT: optional Subtable<LeftOutKeys> = "weglaten",
            "Regels die niet bij de reeks horen, zoals tussentotalen.";
        PERIOD: optional Texts = "periode",
            "De naam van de kolom met de periode, of van de kolommen die samen de periode zijn, zoals jaar en kwartaal. \
             Zonder deze sleutel: periode.";
        PERIOD_IN: optional Text = "periode_in",
            "De cel met de periode of het jaar van de hele tabel, zoals A1, als geen kolom die noemt.";
        HEADINGS: optional Subtable<HeadingsKeys> = "koppen",
            "Wat er boven de kolommen staat, als dat meer is dan hun naam.";
        PERIOD_LENGTH: optional Choice<Granularity> = "periodelengte",
            "Voor welke periode een datum staat. Zonder deze sleutel: een maand.";
        DASH: optional Choice<Dash> = "streepje",
            "Wat een streepje in plaats van een cijfer betekent: nul of onbekend. Zonder deze sleutel: onbekend.";
        BLANK: optional Choice<Blank> = "leeg",
            "Wat een lege cel betekent: onbekend, geen (er is geen bedrag) of nul. Zonder deze sleutel: onbekend.";
        SIGNS: optional Choice<Signs> = "tekens",
            "Hoe bedragen in het bestand een min krijgen: zonder, min is nadeel, plus is nadeel of nettolasten.";
        DECIMAL_MARK: optional Choice<DecimalMark> = "decimaalteken",
            "Wat er voor de decimalen staat, als dat niet duidelijk is.";
        DIMENSIONS: optional Subtable<DimensionsKeys> = "dimensies", "Kolommen die de regels verdelen.";
        MEASURES: required Subtable<MeasuresKeys> = "maten", "Kolommen met cijfers.";
        PROVISIONAL: optional Subtables<ProvisionalKeys> = "voorlopig", "Welke cijfers nog kunnen veranderen.";
        REVISED: optional Subtables<RevisionKeys> = "herzien", "Welke cijfers anders zijn dan in een eerder document.";
        BREAKS: optional Subtables<BreakKeys> = "breuken", "Vanaf waar cijfers niet meer te vergelijken zijn.";
    }
}

keys! {
    /// `[filters]`
    FilterKeys: "Filters", "Alleen de regels met deze waarden.", {}
    others: names Texts, "De waarde of waarden in deze kolom.";
}

keys! {
    /// `[weglaten]`
    LeftOutKeys: "Weglaten", "Regels met deze waarden horen niet bij de reeks.", {}
    others: names Texts, "De waarde of waarden in deze kolom. Eindigt een waarde op *, dan telt alleen het begin.";
}

keys! {
    /// `[koppen]`
    HeadingsKeys: "Koppen", "Wat er boven de kolommen staat.", {
        PERIODS: optional Flag = "perioden", "Of de perioden boven de kolommen staan.";
        WITHOUT: optional Texts = "zonder", "Kolommen die niet bij de reeks horen, zoals een verschil.";
    }
}

keys! {
    /// `[dimensies]`
    DimensionsKeys: "Dimensies", "Kolommen die de regels verdelen.", {}
    others: identifiers Subtable<DimensionKeys>, "Een kolom die de regels verdeelt.";
}

keys! {
    /// `[dimensies.<naam>]`
    DimensionKeys: "Dimensie", "Een kolom die de regels verdeelt, zoals de wijk.", {
        COLUMN: optional Text = "kolom",
            "De naam van de kolom in het bestand. Zonder deze sleutel heet de kolom zoals de dimensie.";
        NAME: optional Text = "naam", "Hoe de dimensie heet in tabellen en grafieken.";
        TOTAL: optional Text = "totaal",
            "De waarde van regels die een totaal zijn. Die telt Griffel niet dubbel.";
        SUBTOTALS: optional Texts = "tussentotalen",
            "De waarden van regels die een deel van de andere optellen. Die telt Griffel niet mee.";
        NOT_ADDED: optional Texts = "telt_niet_mee",
            "De waarden van regels die al in een andere regel zitten, zoals waarvan incidenteel.";
        TOTAL_MARGIN: optional Decimals = "totaal_marge",
            "Hoeveel een totaal mag afwijken van de som, bij afgeronde cijfers.";
        IS_PROVIDER: optional Flag = "zijn_aanbieders", "Of elke waarde één aanbieder is.";
        IN_HEADINGS: optional Flag = "in_koppen",
            "Of de waarden boven de kolommen staan, zoals Begroting en Realisatie.";
    }
}

keys! {
    /// `[maten]`
    MeasuresKeys: "Maten", "Kolommen met cijfers.", {}
    others: identifiers Subtable<MeasureKeys>, "Een kolom met cijfers.";
}

keys! {
    /// `[maten.<naam>]`
    MeasureKeys: "Maat", "Een kolom met cijfers.", {
        COLUMN: optional Text = "kolom",
            "De naam van de kolom in het bestand. Zonder deze sleutel heet de kolom zoals de maat.";
        NAME: optional Text = "naam", "Hoe de maat heet in tabellen en grafieken.";
        UNIT_WORD: required Text = "eenheid", UNIT;
        SCALE: optional Choice<Scale> = "in",
            "Waarin de cijfers in het bestand staan: duizend als er x 1.000 bij staat. Griffel rekent ze om.";
        DECIMAL_PLACES: optional DecimalPlaces = "afronding", DECIMALS;
        DISTRIBUTION_OVER: optional Text = "verdeling_over", "Over dit kenmerk zijn de percentages samen 100%.";
        NUMERATOR: optional Text = "teller", "De maat boven de streep van dit percentage.";
        DENOMINATOR: optional Text = "noemer",
            "De maat onder de streep van dit percentage. Staat zij in een andere reeks, schrijf dan reeks.maat.";
        SUM_OF: optional Texts = "som_van",
            "De maten waar dit de som van is. Een maat van een andere reeks is reeks.maat.";
        PART_OF: optional Text = "deel_van", "De maat waar dit een deel van telt, zoals jongeren of reeks.jongeren.";
        PEOPLE: optional Text = "personen",
            "De maat met de mensen over wie dit gaat. Of geen, als dit niet over de mensen van de regel gaat.";
        PROVIDERS: optional Text = "aanbieders", "De maat met het aantal aanbieders achter dit bedrag.";
        LARGEST: optional Text = "grootste",
            "De maat met wat de grootste cliënt of aanbieder van dit bedrag krijgt: een bedrag of een percentage.";
        COUNTS_PEOPLE: optional Flag = "telt_personen", COUNTS_PEOPLE;
        IS_UNIQUE: optional Flag = "uniek",
            "Of iemand in meer dan één regel kan staan, zodat het totaal niet de som is.";
        IS_CUMULATIVE: optional Flag = "cumulatief",
            "Of elk cijfer alles telt vanaf het begin van het jaar tot en met die periode.";
        STOCK: optional Choice<Stock> = "stand",
            "Of dit een stand is: aan het begin of aan het einde van de periode, of geen stand.";
        IN_FRACTIONS: optional Flag = "als_breuk",
            "Of percentages zonder %-teken als breuk in het bestand staan: 0,17 voor 17%.";
        HAS_LETTERS: optional Flag = "voordeel_nadeel",
            "Of er een V of N bij de cijfers staat. Een nadeel leest Griffel als min.";
        LETTERS_IN: optional Text = "letters_in", "De kolom met de V of N, als die niet bij het cijfer staat.";
    }
}

keys! {
    /// `[[breuken]]`
    BreakKeys: "Breuk", "Vanaf hier zijn de cijfers niet meer te vergelijken met die ervoor.", {
        FROM: required Text = "vanaf", "De eerste periode na de breuk, zoals 2022 of 2022-K4.";
        NOTE: required Text = "toelichting", "Wat er veranderde. Dit komt onder elke grafiek en tabel.";
    }
}

keys! {
    /// `[[voorlopig]]`
    ProvisionalKeys: "Voorlopig", "Deze cijfers kunnen nog veranderen.", {
        FROM: required Text = "vanaf", "De eerste voorlopige periode.";
        TO: optional Text = "tot", "De laatste voorlopige periode.";
        MEASURES: optional Texts = "maten", "Voor welke maten. Zonder deze sleutel: alle.";
        NOTE: optional Text = "toelichting", "Waarom de cijfers nog kunnen veranderen.";
        STATUS: optional Choice<Status> = "status", "Hoe zeker de cijfers zijn. Zonder deze sleutel: voorlopig.";
    }
}

keys! {
    /// `[[herzien]]`
    RevisionKeys: "Herzien", "Een cijfer dat anders is dan in een eerder document.", {
        PERIOD: required Text = "periode", "Over welke periode het cijfer gaat.";
        MEASURE: required Text = "maat", "Om welke maat het gaat.";
        WAS: optional Decimals = "was", "Het cijfer in het eerdere document.";
        LETTER: optional Text = "brief", "Welk document dat was, zoals 2022/jnv.";
        NOTE: optional Text = "toelichting", "Waarom het cijfer veranderde.";
        ABOUT_ROW: optional Subtable<ChosenKeys> = "waar", "Om welke regel het gaat, zoals { wijk = \"Noord\" }.";
    }
}

keys! {
    /// `[herzien.waar]`
    ChosenKeys: "Waar", "Om welke regel het gaat.", {}
    others: names Text, "De waarde van dit kenmerk.";
}

/// What stands between the columns of a CSV file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Delimiter(pub u8);

impl Word for Delimiter {
    const WORDS: &'static [(&'static str, Self)] =
        &[(";", Self(b';')), (",", Self(b',')), ("\t", Self(b'\t')), ("|", Self(b'|'))];
}

/// On which day of a period a stock was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stock {
    /// On its first.
    Start,
    /// On its last.
    End,
    /// It is none: what came to be in that period.
    None,
}

impl Word for Stock {
    const WORDS: &'static [(&'static str, Self)] =
        &[("begin", Self::Start), ("einde", Self::End), ("geen", Self::None)];
}

/// What a dash in the place of a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dash {
    /// Zero, as programs of bookkeepers show it.
    Zero,
    /// Not known.
    Unknown,
}

impl Word for Dash {
    const WORDS: &'static [(&'static str, Self)] = &[("nul", Self::Zero), ("onbekend", Self::Unknown)];
}

/// What an empty cell in the place of a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blank {
    /// Zero.
    Zero,
    /// There is no number, as where nothing changes.
    Nothing,
    /// Not known.
    Unknown,
}

impl Word for Blank {
    const WORDS: &'static [(&'static str, Self)] =
        &[("nul", Self::Zero), ("geen", Self::Nothing), ("onbekend", Self::Unknown)];
}

/// What to do with rows that a workbook hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HiddenRows {
    Skip,
    Keep,
}

impl Word for HiddenRows {
    const WORDS: &'static [(&'static str, Self)] = &[("overslaan", Self::Skip), ("meenemen", Self::Keep)];
}

impl Word for Granularity {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("maand", Self::Month),
        ("kwartaal", Self::Quarter),
        ("halfjaar", Self::HalfYear),
        ("jaar", Self::Year),
        ("schooljaar", Self::SchoolYear),
    ];
}

impl Word for DecimalMark {
    const WORDS: &'static [(&'static str, Self)] = &[("komma", Self::Comma), ("punt", Self::Point)];
}
