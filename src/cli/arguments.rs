//! What can be asked on the command line.

use std::path::PathBuf;

use chrono::{Datelike, NaiveDate};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::cycle::quarter::THRESHOLD;
use crate::dutch::period::{Period, YEARS};
use crate::layout::Rendition;

use super::share::Share;

const TEMPLATE: &str = "{about-with-newline}\nGebruik: {usage}\n\n{all-args}{after-help}";

/// Griffel maakt raadsinformatiebrieven en presentaties van cijfers en tekst.
#[derive(Debug, Parser)]
#[command(
    name = "griffel",
    version,
    about = "Griffel maakt raadsinformatiebrieven en presentaties van cijfers en tekst.",
    help_template = TEMPLATE,
    override_usage = "griffel OPDRACHT [OPTIES]",
    subcommand_help_heading = "Opdrachten",
    subcommand_value_name = "OPDRACHT",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    args_conflicts_with_subcommands = true,
    infer_long_args = false,
    after_help = "Hulp bij een opdracht: griffel OPDRACHT --help"
)]
pub struct Arguments {
    /// Toont deze hulp
    #[arg(short = 'h', long = "help", alias = "hulp", action = ArgAction::Help, global = true, help_heading = "Opties")]
    help: Option<bool>,

    /// Toont de versie
    #[arg(short = 'V', long = "versie", alias = "version", action = ArgAction::Version, help_heading = "Opties")]
    version: Option<bool>,

    /// Toont de licenties van Griffel en van alles wat erin zit
    #[arg(long = "licenties", exclusive = true, help_heading = "Opties")]
    pub(super) licences: bool,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Maakt een nieuwe werkmap met een voorbeeld (new)
    #[command(alias = "new", help_template = TEMPLATE, override_usage = "griffel nieuw MAP")]
    Nieuw(CreateArguments),

    /// Maakt de brieven en presentaties als PDF (build)
    #[command(alias = "build", help_template = TEMPLATE, override_usage = "griffel maak [NAAM...] [OPTIES]")]
    Maak(MakeArguments),

    /// Controleert de brieven en presentaties en schrijft niets (check)
    #[command(alias = "check", help_template = TEMPLATE, override_usage = "griffel controleer [NAAM...] [OPTIES]")]
    Controleer(CheckArguments),

    /// Opent het startscherm in uw browser: een werkmap kiezen of maken
    #[command(help_template = TEMPLATE, override_usage = "griffel start [OPTIES]")]
    Start {
        /// Opent het startscherm meteen in uw browser
        #[arg(long = "open", help_heading = "Opties")]
        open: bool,
    },

    /// Toont de brieven en presentaties in uw browser terwijl u schrijft (preview)
    #[command(alias = "preview", help_template = TEMPLATE, override_usage = "griffel bekijk [NAAM] [OPTIES]")]
    Bekijk(PreviewArguments),

    /// Laat zien wat klaar is, wat mist en wat wanneer klaar moet zijn (status)
    #[command(alias = "status", help_template = TEMPLATE, override_usage = "griffel overzicht [OPTIES]")]
    Overzicht(OverviewArguments),

    /// Begint een nieuwe periode met de brieven en presentaties van de vorige (quarter)
    #[command(alias = "quarter", help_template = TEMPLATE, override_usage = "griffel kwartaal PERIODE [OPTIES]")]
    Kwartaal(QuarterArguments),

    /// Laat zien waar elk getal in een document vandaan komt (figures)
    #[command(alias = "figures", help_template = TEMPLATE, override_usage = "griffel cijfers NAAM [OPTIES]")]
    Cijfers(FiguresArguments),

    /// Laat zien wat er anders is dan in een eerder document (diff)
    #[command(alias = "diff", help_template = TEMPLATE, override_usage = "griffel verschil NAAM [OPTIES]")]
    Verschil(DifferenceArguments),

    /// Bekijkt een bestand met cijfers en schrijft een begin voor de beschrijving (series)
    #[command(alias = "series", help_template = TEMPLATE, override_usage = "griffel reeks BESTAND [OPTIES]")]
    Reeks(SeriesArguments),

    /// Stelt een document vast: het ligt dan voorgoed vast (seal)
    #[command(alias = "seal", help_template = TEMPLATE, override_usage = "griffel stelvast NAAM... [OPTIES]")]
    Stelvast(SealArguments),

    /// Geeft een document een andere status, zoals ambtelijk akkoord of verzonden (mark)
    #[command(alias = "mark", help_template = TEMPLATE, override_usage = "griffel markeer NAAM STATUS [OPTIES]")]
    Markeer(MarkArguments),

    /// Maakt vastgestelde documenten opnieuw en vergelijkt ze tot op de byte (verify)
    #[command(alias = "verify", help_template = TEMPLATE, override_usage = "griffel verifieer [NAAM...] [OPTIES]")]
    Verifieer(VerifyArguments),

    /// Legt uit wat een melding betekent (explain)
    #[command(alias = "explain", help_template = TEMPLATE, override_usage = "griffel uitleg [CODE] [OPTIES]")]
    Uitleg(ExplainArguments),

    /// Schrijft op wat iemand moet weten om u te helpen (support)
    #[command(alias = "support", help_template = TEMPLATE, override_usage = "griffel diagnose [OPTIES]")]
    Diagnose(DiagnoseArguments),

    /// Schrijft een schema waarmee een editor uw bestanden aanvult en controleert
    #[command(help_template = TEMPLATE, override_usage = "griffel schema [NAAM] [OPTIES]")]
    Schema(SchemaArguments),

    /// Schrijft aanvullingen voor de opdrachtregel (completions)
    #[command(alias = "completions", help_template = TEMPLATE, override_usage = "griffel aanvullingen SCHIL")]
    Aanvullingen {
        /// Voor welke schil: bash, elvish, fish, powershell of zsh
        #[arg(value_name = "SCHIL", hide_possible_values = true, help_heading = "Gegevens")]
        shell: Shell,
    },

    /// Zet de documenten voor de preview; wordt door de preview zelf gestart
    #[command(hide = true, help_template = TEMPLATE, override_usage = "griffel zetter --map MAP")]
    Zetter {
        /// De werkmap
        #[arg(long = "map", value_name = "MAP", help_heading = "Opties")]
        folder: PathBuf,
    },

    /// Doet een stap van de cyclus voor de preview; wordt door de preview zelf gestart
    #[command(hide = true, help_template = TEMPLATE, override_usage = "griffel taak --map MAP")]
    Taak {
        /// De werkmap
        #[arg(long = "map", value_name = "MAP", help_heading = "Opties")]
        folder: PathBuf,

        #[command(flatten)]
        limits: LimitArguments,
    },

    /// Schrijft de handleiding voor het programma man
    #[command(help_template = TEMPLATE, override_usage = "griffel man")]
    Man,
}

#[derive(Debug, Args)]
pub(super) struct CreateArguments {
    /// De map die wordt gemaakt; zij mag er al zijn, als zij leeg is
    #[arg(value_name = "MAP", help_heading = "Gegevens")]
    pub folder: PathBuf,
}

/// Which work folder.
#[derive(Debug, Args)]
pub(super) struct PlaceArguments {
    /// De werkmap; anders deze map of de dichtstbijzijnde erboven
    #[arg(long = "map", value_name = "MAP", help_heading = "Opties")]
    pub folder: Option<PathBuf>,
}

/// For people or for programs.
#[derive(Debug, Args)]
pub(super) struct ShownArguments {
    /// Hoe het resultaat wordt getoond: tekst of json
    #[arg(
        long = "formaat",
        value_name = "FORMAAT",
        default_value = "tekst",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opties"
    )]
    pub format: MadeFormat,
}

/// Where the result goes.
#[derive(Debug, Args)]
pub(super) struct DestinationArguments {
    /// Bewaart het resultaat in dit bestand; anders ziet u het hier
    #[arg(long = "naar", value_name = "BESTAND", help_heading = "Opties")]
    pub file: Option<PathBuf>,
}

/// What one document may take before its work is stopped.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct LimitArguments {
    /// Hoeveel geheugen een document mag vragen, in MB; anders 1024
    #[arg(
        long = "geheugen",
        value_name = "MB",
        default_value_t = 1024,
        hide_default_value = true,
        help_heading = "Opties",
        value_parser = clap::value_parser!(u32).range(64..=1_048_576)
    )]
    pub memory: u32,

    /// Hoe lang een document mag duren, in seconden; anders 60
    #[arg(
        long = "tijd",
        value_name = "SECONDEN",
        default_value_t = 60,
        hide_default_value = true,
        help_heading = "Opties",
        value_parser = clap::value_parser!(u32).range(1..=86_400)
    )]
    pub time: u32,
}

/// Which documents of which work folder.
#[derive(Debug, Args)]
pub(super) struct SelectionArguments {
    /// Welke brieven en presentaties, als periode/naam of alleen de naam; zonder naam: alle
    #[arg(value_name = "NAAM", help_heading = "Gegevens")]
    pub names: Vec<String>,

    #[command(flatten)]
    pub place: PlaceArguments,

    /// Alleen over deze periode: 2022, 2022-K4 of 2022-10
    #[arg(long = "periode", value_name = "P", help_heading = "Opties")]
    pub period: Option<Period>,

    /// Hoeveel tegelijk; anders zoveel als de computer aankan
    #[arg(long = "taken", value_name = "N", help_heading = "Opties", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub workers: Option<u16>,

    #[command(flatten)]
    pub limits: LimitArguments,
}

/// How the documents that were made are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MadeFormat {
    #[value(name = "tekst")]
    Text,
    #[value(name = "json")]
    Json,
}

/// How findings are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingsFormat {
    #[value(name = "tekst")]
    Text,
    #[value(name = "json")]
    Json,
    #[value(name = "sarif")]
    Sarif,
}

/// How explanations are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExplanationFormat {
    #[value(name = "tekst")]
    Text,
    #[value(name = "json")]
    Json,
    #[value(name = "markdown")]
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct MakeArguments {
    #[command(flatten)]
    pub selection: SelectionArguments,

    #[command(flatten)]
    pub shown: ShownArguments,

    /// De map voor de PDF's; anders uitvoer in de werkmap
    #[arg(long = "uitvoer", value_name = "MAP", help_heading = "Opties")]
    pub output: Option<PathBuf>,

    /// Bewaart naast elke PDF de Typst-bron in een map naam.typst
    #[arg(long = "bewaar-typst", help_heading = "Opties")]
    pub keep_typst: bool,

    /// Maakt van presentaties ook een hand-out: de dia's met de notities, op A4
    #[arg(long = "hand-out", help_heading = "Opties")]
    pub handout: bool,

    /// Maakt van presentaties ook een PDF met een bladzijde per stap, om te laten zien
    #[arg(long = "stappen", help_heading = "Opties")]
    pub steps: bool,

    /// Maakt ook een webpagina van elke tekst, met een fragment, een samenvatting en een nieuwsbrief
    #[arg(long = "html", help_heading = "Opties")]
    pub html: bool,

    /// Maakt ook van elke grafiek een plaatje (SVG en PNG), met een tekst voor wie het niet kan zien
    #[arg(long = "grafieken", help_heading = "Opties")]
    pub charts: bool,

    /// Maakt alles, ook als er niets is veranderd
    #[arg(long = "opnieuw", help_heading = "Opties")]
    pub again: bool,

    /// Alleen dit deel van het werk, zoals 2/5: het tweede van vijf delen
    #[arg(long = "deel", value_name = "I/N", help_heading = "Opties")]
    pub share: Option<Share>,
}

impl MakeArguments {
    /// What presentations are made into besides their slides.
    pub fn extras(&self) -> Vec<Rendition> {
        let asked = [(self.steps, Rendition::Steps), (self.handout, Rendition::Handout)];
        asked.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, rendition)| rendition).collect()
    }
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub selection: SelectionArguments,

    /// Hoe het resultaat wordt getoond: tekst, json of sarif
    #[arg(
        long = "formaat",
        value_name = "FORMAAT",
        default_value = "tekst",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opties"
    )]
    pub format: FindingsFormat,

    /// Herstelt eerst wat Griffel zelf kan herstellen
    #[arg(long = "herstel", help_heading = "Opties")]
    pub mend: bool,

    /// Met --herstel: laat alleen zien wat er zou veranderen, en schrijft niets
    #[arg(long = "proef", requires = "mend", help_heading = "Opties")]
    pub dry: bool,

    #[command(flatten)]
    pub destination: DestinationArguments,
}

#[derive(Debug, Args)]
pub(super) struct PreviewArguments {
    /// Het document om mee te beginnen, als periode/naam of alleen de naam
    #[arg(value_name = "NAAM", help_heading = "Gegevens")]
    pub name: Option<String>,

    #[command(flatten)]
    pub place: PlaceArguments,

    /// Opent de preview meteen in uw browser
    #[arg(long = "open", help_heading = "Opties")]
    pub open: bool,

    /// De poort op deze computer; anders een eigen poort van deze werkmap
    #[arg(long = "poort", value_name = "N", help_heading = "Opties", value_parser = clap::value_parser!(u16).range(1..))]
    pub port: Option<u16>,

    /// De dag waarop het overzicht kijkt, zoals 2023-03-14; anders vandaag
    #[arg(long = "op", value_name = "DATUM", value_parser = parse_date, help_heading = "Opties")]
    pub today: Option<NaiveDate>,

    /// Stopt als het laatste venster een tijd dicht is
    #[arg(long = "tot-gesloten", help_heading = "Opties")]
    pub until_closed: bool,
}

#[derive(Debug, Args)]
pub(super) struct QuarterArguments {
    /// De nieuwe periode: 2023-K1, 2023 of 2023-01
    #[arg(value_name = "PERIODE", help_heading = "Gegevens")]
    pub new: Period,

    /// De periode waarvan de teksten komen; anders de laatste die even lang is
    #[arg(long = "van", value_name = "P", help_heading = "Opties")]
    pub from: Option<Period>,

    /// Vanaf hoeveel procent verschil u een zin moet nakijken; anders 25
    #[arg(
        long = "drempel",
        value_name = "N",
        default_value_t = THRESHOLD,
        hide_default_value = true,
        help_heading = "Opties",
        value_parser = clap::value_parser!(u16).range(0..=1000)
    )]
    pub threshold: u16,

    /// Laat alleen zien wat er zou gebeuren, en schrijft niets
    #[arg(long = "proef", help_heading = "Opties")]
    pub dry: bool,

    #[command(flatten)]
    pub place: PlaceArguments,

    #[command(flatten)]
    pub shown: ShownArguments,

    #[command(flatten)]
    pub limits: LimitArguments,
}

#[derive(Debug, Args)]
pub(super) struct OverviewArguments {
    #[command(flatten)]
    pub place: PlaceArguments,

    /// Alleen over deze periode: 2022, 2022-K4 of 2022-10
    #[arg(long = "periode", value_name = "P", help_heading = "Opties")]
    pub period: Option<Period>,

    /// De dag waarop u kijkt, zoals 2023-03-14; anders vandaag
    #[arg(long = "op", value_name = "DATUM", value_parser = parse_date, help_heading = "Opties")]
    pub today: Option<NaiveDate>,

    /// Hoeveel tegelijk; anders zoveel als de computer aankan
    #[arg(long = "taken", value_name = "N", help_heading = "Opties", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub workers: Option<u16>,

    #[command(flatten)]
    pub shown: ShownArguments,

    #[command(flatten)]
    pub destination: DestinationArguments,

    #[command(flatten)]
    pub limits: LimitArguments,
}

#[derive(Debug, Args)]
pub(super) struct FiguresArguments {
    /// Welk document, als periode/naam of alleen de naam
    #[arg(value_name = "NAAM", help_heading = "Gegevens")]
    pub name: String,

    #[command(flatten)]
    pub place: PlaceArguments,

    /// Alleen een document over deze periode: 2022, 2022-K4 of 2022-10
    #[arg(long = "periode", value_name = "P", help_heading = "Opties")]
    pub period: Option<Period>,

    /// Alleen getallen die er zo uitzien: 17% of 461.514
    #[arg(long = "getal", value_name = "GETAL", allow_hyphen_values = true, help_heading = "Opties")]
    pub number: Option<String>,

    /// Hoe het resultaat wordt getoond: tekst, csv of json
    #[arg(
        long = "formaat",
        value_name = "FORMAAT",
        default_value = "tekst",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opties"
    )]
    pub format: LedgerFormat,

    #[command(flatten)]
    pub destination: DestinationArguments,

    #[command(flatten)]
    pub limits: LimitArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LedgerFormat {
    #[value(name = "tekst")]
    Text,
    #[value(name = "csv")]
    Csv,
    #[value(name = "json")]
    Json,
}

#[derive(Debug, Args)]
pub(super) struct DifferenceArguments {
    /// Welk document, als periode/naam of alleen de naam; dan de nieuwste met die naam
    #[arg(value_name = "NAAM", help_heading = "Gegevens")]
    pub name: String,

    #[command(flatten)]
    pub place: PlaceArguments,

    /// Alleen een document over deze periode: 2022, 2022-K4 of 2022-10
    #[arg(long = "periode", value_name = "P", help_heading = "Opties")]
    pub period: Option<Period>,

    /// Vergelijkt met het document over deze periode; anders met het vorige
    #[arg(long = "met", value_name = "PERIODE", help_heading = "Opties")]
    pub against: Option<Period>,

    /// Hoe het resultaat wordt getoond: tekst, html of json
    #[arg(long = "formaat", value_name = "FORMAAT", hide_possible_values = true, help_heading = "Opties")]
    pub format: Option<DifferenceFormat>,

    /// Bewaart het resultaat in dit bestand; zonder --formaat als webpagina (HTML)
    #[arg(long = "naar", value_name = "BESTAND", help_heading = "Opties")]
    pub file: Option<PathBuf>,

    #[command(flatten)]
    pub limits: LimitArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DifferenceFormat {
    #[value(name = "tekst")]
    Text,
    #[value(name = "html")]
    Html,
    #[value(name = "json")]
    Json,
}

#[derive(Debug, Args)]
pub(super) struct SeriesArguments {
    /// Het bestand met cijfers: CSV, Excel (.xlsx, .xls), .ods of JSON
    #[arg(value_name = "BESTAND", help_heading = "Gegevens")]
    pub file: PathBuf,

    /// Het blad van een Excel- of ODS-bestand; anders het blad met de meeste cellen
    #[arg(long = "blad", value_name = "NAAM", help_heading = "Opties")]
    pub sheet: Option<String>,

    /// Waar de tabel staat, met de namen van de kolommen; anders kiest Griffel zelf
    #[arg(long = "bereik", value_name = "A3:F20", help_heading = "Opties")]
    pub region: Option<String>,

    /// Hoeveel rijen met namen van kolommen er zijn, van 1 tot en met 5
    #[arg(long = "kopregels", value_name = "AANTAL", value_parser = clap::value_parser!(u8).range(1..=5), help_heading = "Opties")]
    pub header_rows: Option<u8>,

    /// Bewaart de beschrijving naast het bestand; vervangt er nooit een
    #[arg(long = "bewaar", help_heading = "Opties")]
    pub keep: bool,
}

/// Who does something to documents, and when.
#[derive(Debug, Args)]
pub(super) struct ByArguments {
    /// Wie dit doet; anders uw gebruikersnaam op deze computer
    #[arg(long = "door", value_name = "NAAM", help_heading = "Opties")]
    pub by: Option<String>,

    /// De dag waarop dit is gebeurd, zoals 2023-03-14; anders vandaag
    #[arg(long = "op", value_name = "DATUM", value_parser = parse_date, help_heading = "Opties")]
    pub on: Option<NaiveDate>,
}

#[derive(Debug, Args)]
pub(super) struct SealArguments {
    /// Welke brieven en presentaties, als periode/naam of alleen de naam
    #[arg(value_name = "NAAM", required = true, help_heading = "Gegevens")]
    pub names: Vec<String>,

    #[command(flatten)]
    pub place: PlaceArguments,

    #[command(flatten)]
    pub by: ByArguments,

    /// Stelt ook vast als er opmerkingen open staan
    #[arg(long = "opmerkingen-open", help_heading = "Opties")]
    pub with_comments: bool,

    /// De map voor de PDF's; anders uitvoer in de werkmap
    #[arg(long = "uitvoer", value_name = "MAP", help_heading = "Opties")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub shown: ShownArguments,

    #[command(flatten)]
    pub limits: LimitArguments,
}

#[derive(Debug, Args)]
pub(super) struct MarkArguments {
    /// Welk document, als periode/naam of alleen de naam
    #[arg(value_name = "NAAM", help_heading = "Gegevens")]
    pub name: String,

    /// De nieuwe status: concept, "ambtelijk akkoord" of verzonden
    #[arg(value_name = "STATUS", help_heading = "Gegevens")]
    pub status: String,

    #[command(flatten)]
    pub place: PlaceArguments,

    #[command(flatten)]
    pub by: ByArguments,

    /// Wat er in het logboek bij komt te staan
    #[arg(long = "toelichting", value_name = "TEKST", help_heading = "Opties")]
    pub note: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    /// Welke brieven en presentaties, als periode/naam of alleen de naam; zonder naam: alle
    #[arg(value_name = "NAAM", help_heading = "Gegevens")]
    pub names: Vec<String>,

    #[command(flatten)]
    pub place: PlaceArguments,

    /// Alleen over deze periode: 2022, 2022-K4 of 2022-10
    #[arg(long = "periode", value_name = "P", help_heading = "Opties")]
    pub period: Option<Period>,

    /// De map met de PDF's; anders uitvoer in de werkmap
    #[arg(long = "uitvoer", value_name = "MAP", help_heading = "Opties")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub shown: ShownArguments,

    #[command(flatten)]
    pub destination: DestinationArguments,

    #[command(flatten)]
    pub limits: LimitArguments,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// De code van de melding, zoals K003; zonder code: een lijst van alle codes
    #[arg(value_name = "CODE", help_heading = "Gegevens")]
    pub code: Option<String>,

    /// Hoe de uitleg wordt getoond: tekst, json of markdown; zonder code komt alles
    #[arg(
        long = "formaat",
        value_name = "FORMAAT",
        default_value = "tekst",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Opties"
    )]
    pub format: ExplanationFormat,

    #[command(flatten)]
    pub destination: DestinationArguments,
}

#[derive(Debug, Args)]
pub(super) struct DiagnoseArguments {
    #[command(flatten)]
    pub place: PlaceArguments,

    #[command(flatten)]
    pub destination: DestinationArguments,

    #[command(flatten)]
    pub limits: LimitArguments,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// Welk soort bestand, zoals reeks; zonder naam en zonder --naar: een lijst van alle soorten
    #[arg(value_name = "NAAM", help_heading = "Gegevens")]
    pub name: Option<String>,

    /// Schrijft de schema's in deze map, elk als naam.schema.json
    #[arg(long = "naar", value_name = "MAP", help_heading = "Opties")]
    pub folder: Option<PathBuf>,
}

/// A date as the command line takes it.
fn parse_date(text: &str) -> Result<NaiveDate, String> {
    let date: NaiveDate =
        text.parse().map_err(|_| "geen datum; schrijf jaar-maand-dag, zoals 2023-03-14".to_owned())?;
    match YEARS.contains(&date.year()) {
        true => Ok(date),
        false => Err(format!("geen jaar van {} tot en met {}", YEARS.start(), YEARS.end())),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn help_is_dutch() {
        let mut command = Arguments::command();
        let mut help = command.render_long_help().to_string();
        for subcommand in command.get_subcommands_mut() {
            help += &subcommand.render_long_help().to_string();
        }
        for english in ["Usage", "Options", "Commands", "Arguments", "default", "possible", "Print", "aliases"] {
            assert!(!help.contains(english), "{english} in:\n{help}");
        }
    }
}
