//! Findings as a JSON object with Dutch keys.

use serde::{Serialize, Serializer};

use super::code::Code;
use super::finding::Finding;
use super::fix::{Edit, Fix};
use super::place::{Place, Spot};
use super::severity::Severity;
use super::summary::Summary;
use super::waiver::Report;

#[derive(Serialize)]
struct JsonReport<'a> {
    #[serde(flatten)]
    samenvatting: Summary,
    bevindingen: Vec<JsonFinding<'a>>,
    geaccepteerd: Vec<JsonWaived<'a>>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    code: Code,
    titel: &'a str,
    ernst: Severity,
    bericht: &'a str,
    #[serde(flatten)]
    plek: JsonPlace<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blad: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    groep: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kolom: Option<&'a str>,
    tips: &'a [String],
    herstel: Vec<JsonFix<'a>>,
}

/// A fix that can be done as it is; one that asks something first is for people.
#[derive(Serialize)]
struct JsonFix<'a> {
    titel: &'a str,
    veilig: bool,
    wijzigingen: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    #[serde(flatten)]
    plek: JsonPlace<'a>,
    wordt: &'a str,
}

#[derive(Serialize)]
struct JsonWaived<'a> {
    #[serde(flatten)]
    bevinding: JsonFinding<'a>,
    reden: &'a str,
    akkoord: JsonPlace<'a>,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    bestand: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    regel: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    teken: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    eindregel: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    eindteken: Option<usize>,
}

impl<'a> JsonPlace<'a> {
    fn of(place: &'a Place) -> Self {
        let (start, end) = (place.line_column(), place.end());
        Self {
            bestand: &place.file,
            regel: start.map(|(line, _)| line),
            teken: start.and_then(|(_, column)| column),
            eindregel: end.map(|(line, _)| line),
            eindteken: end.map(|(_, column)| column),
        }
    }
}

impl<'a> JsonFinding<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self {
            code: finding.code,
            titel: finding.code.explanation().title,
            ernst: finding.severity,
            bericht: &finding.message,
            plek: JsonPlace::of(&finding.place),
            blad: match &finding.place.spot {
                Spot::Sheet(spot) => Some(&spot.sheet),
                _ => None,
            },
            cel: finding.place.cell_address(),
            groep: match &finding.place.spot {
                Spot::Item { number, .. } => Some(*number),
                _ => None,
            },
            kolom: match &finding.place.spot {
                Spot::Field { column, .. } | Spot::Item { key: column, .. } => column.as_deref(),
                Spot::Sheet(spot) => spot.column.as_deref(),
                Spot::Whole | Spot::Text { .. } => None,
            },
            tips: &finding.hints,
            herstel: finding.complete_fixes().map(JsonFix::of).collect(),
        }
    }
}

impl<'a> JsonFix<'a> {
    fn of(fix: &'a Fix) -> Self {
        let edit = |edit: &'a Edit| JsonEdit { plek: JsonPlace::of(&edit.place), wordt: edit.becomes() };
        Self { titel: &fix.title, veilig: fix.is_safe, wijzigingen: fix.edits.iter().map(edit).collect() }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        JsonFinding::of(self).serialize(serializer)
    }
}

/// Findings as a JSON object, ending in a line end.
pub fn render_json(report: Report<'_>) -> String {
    let report = JsonReport {
        samenvatting: Summary::of(report.findings),
        bevindingen: report.findings.iter().map(JsonFinding::of).collect(),
        geaccepteerd: report
            .waived
            .iter()
            .map(|waived| JsonWaived {
                bevinding: JsonFinding::of(&waived.finding),
                reden: &waived.reason,
                akkoord: JsonPlace::of(&waived.place),
            })
            .collect(),
    };
    // Serialising plain strings and numbers cannot fail.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}
