//! Findings as SARIF 2.1.0, the format in which editors and code platforms read them.
//!
//! The names are those of the standard (OASIS, Static Analysis Results Interchange Format
//! 2.1.0). Paths are relative to the work folder, so the same findings give the same bytes on any machine.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::code::Code;
use super::finding::Finding;
use super::fix::Fix;
use super::place::{Place, Spot};
use super::policy::{Policy, Treatment};
use super::severity::Severity;
use super::waiver::{Report, Waived};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What relative paths start from.
const BASE: &str = "WERKMAP";
/// What RFC 3986 leaves as it is in a path.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    original_uri_base_ids: Bases,
    invocations: [Invocation; 1],
    results: Vec<Result<'a>>,
}

#[derive(Serialize)]
struct Bases {
    #[serde(rename = "WERKMAP")]
    folder: Base,
}

#[derive(Serialize)]
struct Base {
    description: Message,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: &'static str,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    #[serde(skip_serializing_if = "Option::is_none")]
    enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Level>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rule_configuration_overrides: Vec<Override>,
}

/// What the municipality's policy says of a rule.
#[derive(Serialize)]
struct Override {
    descriptor: Descriptor,
    configuration: Configuration,
}

#[derive(Serialize)]
struct Descriptor {
    id: &'static str,
    index: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Result<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: Level,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix<'a> {
    description: Message,
    artifact_changes: Vec<ArtifactChange<'a>>,
    properties: FixProperties,
}

/// What the standard has no key for.
#[derive(Serialize)]
struct FixProperties {
    veilig: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: SarifRegion,
    #[serde(skip_serializing_if = "Option::is_none")]
    inserted_content: Option<Content<'a>>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Suppression<'a> {
    kind: &'static str,
    status: &'static str,
    justification: &'a str,
    location: Location,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<SarifRegion>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

/// Lines and columns count from 1; the end column is just past the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRegion {
    start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
}

/// A column of a delimited file.
#[derive(Serialize)]
struct LogicalLocation {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Error,
    Warning,
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
        }
    }
}

/// Findings as a SARIF log, ending in a line end.
pub fn render_sarif(report: Report<'_>) -> String {
    let results = report.findings.iter().map(result).chain(report.waived.iter().map(suppressed));
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "Griffel",
                semantic_version: env!("CARGO_PKG_VERSION"),
                language: "nl-NL",
                rules: Code::ALL.iter().copied().map(rule).collect(),
            },
        },
        language: "nl-NL",
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: Bases { folder: Base { description: message("De werkmap van Griffel.") } },
        invocations: [Invocation {
            execution_successful: true,
            rule_configuration_overrides: overrides(report.policy()),
        }],
        results: results.collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    // Serialising plain strings and numbers cannot fail.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(code: Code) -> Rule {
    let explanation = code.explanation();
    Rule {
        id: code.as_str(),
        name: code.name(),
        short_description: message(&format!("{}.", explanation.title)),
        full_description: message(explanation.what),
        help: Help { text: explanation.as_text(), markdown: explanation.as_markdown() },
        default_configuration: Configuration { enabled: None, level: Some(code.severity().into()) },
    }
}

fn overrides(policy: &Policy) -> Vec<Override> {
    let configuration = |treatment| match treatment {
        Treatment::Off => Configuration { enabled: Some(false), level: None },
        Treatment::Error => Configuration { enabled: None, level: Some(Level::Error) },
        Treatment::Warning => Configuration { enabled: None, level: Some(Level::Warning) },
    };
    policy
        .iter()
        .map(|(code, treatment)| Override {
            descriptor: Descriptor { id: code.as_str(), index: index(code) },
            configuration: configuration(treatment),
        })
        .collect()
}

fn result(finding: &Finding) -> Result<'_> {
    let hints = finding.hints.iter().map(|hint| format!(" Tip: {hint}"));
    Result {
        rule_id: finding.code.as_str(),
        rule_index: index(finding.code),
        level: finding.severity.into(),
        message: Message { text: std::iter::once(finding.message.clone()).chain(hints).collect() },
        locations: [location(&finding.place)],
        fixes: finding.complete_fixes().map(fix).collect(),
        suppressions: Vec::new(),
    }
}

/// A fix, its edits together for each file.
fn fix(fix: &Fix) -> SarifFix<'_> {
    let mut changes: Vec<ArtifactChange<'_>> = Vec::new();
    for edit in &fix.edits {
        let Some(deleted_region) = region(&edit.place) else { continue };
        let inserted_content = Some(Content { text: edit.becomes() }).filter(|content| !content.text.is_empty());
        let replacement = Replacement { deleted_region, inserted_content };
        let artifact_location = artifact(&edit.place);
        match changes.iter_mut().find(|change| change.artifact_location.uri == artifact_location.uri) {
            Some(change) => change.replacements.push(replacement),
            None => changes.push(ArtifactChange { artifact_location, replacements: vec![replacement] }),
        }
    }
    SarifFix {
        description: message(&format!("{}.", fix.title)),
        artifact_changes: changes,
        properties: FixProperties { veilig: fix.is_safe },
    }
}

fn suppressed(waived: &Waived) -> Result<'_> {
    let suppression = Suppression {
        kind: "inSource",
        status: "accepted",
        justification: &waived.reason,
        location: location(&waived.place),
    };
    Result { suppressions: vec![suppression], ..result(&waived.finding) }
}

fn location(place: &Place) -> Location {
    // The parts of a place that a line and column do not tell: a column, a sheet and cell, an object of a list.
    let parts = match &place.spot {
        Spot::Field { column, .. } => column.clone().into_iter().collect(),
        Spot::Sheet(spot) => {
            let cell = place.cell_address().or_else(|| spot.row.map(|row| row.to_string()));
            [Some(spot.sheet.clone()), cell, spot.column.clone()].into_iter().flatten().collect()
        }
        Spot::Item { number, key, .. } => [Some(number.to_string()), key.clone()].into_iter().flatten().collect(),
        Spot::Whole | Spot::Text { .. } => Vec::new(),
    };
    Location {
        physical_location: PhysicalLocation { artifact_location: artifact(place), region: region(place) },
        logical_locations: parts.into_iter().map(|name| LogicalLocation { name }).collect(),
    }
}

fn region(place: &Place) -> Option<SarifRegion> {
    let end = place.end();
    place.line_column().map(|(line, column)| SarifRegion {
        start_line: line,
        start_column: column,
        end_line: end.map(|(line, _)| line),
        end_column: end.map(|(_, column)| column),
    })
}

fn artifact(place: &Place) -> ArtifactLocation {
    ArtifactLocation { uri: utf8_percent_encode(&place.file, PATH).to_string(), uri_base_id: BASE }
}

fn index(code: Code) -> usize {
    Code::ALL.iter().position(|known| *known == code).unwrap_or_default()
}

fn message(text: &str) -> Message {
    Message { text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Edit, Findings, SourceText};

    fn results(finding: Finding) -> serde_json::Value {
        let mut findings = Findings::new();
        findings.push(finding);
        let log = render_sarif(Report { findings: &findings, waived: &[] });
        serde_json::from_str::<serde_json::Value>(&log).expect("JSON")["runs"][0]["results"][0].clone()
    }

    #[test]
    fn columns_count_characters_and_end_past_the_last() {
        let source = SourceText::new("data/één brief#1.md", "é {{ x }}\n");
        let start = source.text.find("{{").expect("there");
        let place = Place::text(&source, start..start + 7);
        let result = results(Finding::new(Code::UnknownName, place, "Onbekend.").hint("Kijk."));
        let physical = &result["locations"][0]["physicalLocation"];
        assert_eq!(physical["artifactLocation"]["uri"], "data/%C3%A9%C3%A9n%20brief%231.md");
        assert_eq!(
            physical["region"],
            serde_json::json!({ "startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 10 })
        );
        assert_eq!(result["message"]["text"], "Onbekend. Tip: Kijk.");
    }

    #[test]
    fn a_fix_replaces_regions_of_its_file() {
        let source = SourceText::new("data/a.md", "Een <!-- é --> en\n");
        let edits = [Edit::of(&source, 4..8, "{#"), Edit::of(&source, 12..15, "")];
        let finding =
            Finding::new(Code::HiddenComment, Place::text(&source, 4..15), "x").fix(Fix::of(edits, "Herstel"));
        let fixes = results(finding)["fixes"].clone();
        let region = |from: usize, to: usize| serde_json::json!({ "startLine": 1, "startColumn": from, "endLine": 1, "endColumn": to });
        assert_eq!(
            fixes[0]["artifactChanges"],
            serde_json::json!([{
                "artifactLocation": { "uri": "data/a.md", "uriBaseId": "WERKMAP" },
                "replacements": [
                    { "deletedRegion": region(5, 9), "insertedContent": { "text": "{#" } },
                    { "deletedRegion": region(12, 15) },
                ],
            }])
        );
        assert_eq!(fixes[0]["description"]["text"], "Herstel.");
    }

    #[test]
    fn a_field_has_a_line_and_its_column_by_name() {
        let result = results(Finding::new(Code::NotANumber, Place::field("a.csv", 3, Some("fte"), "veel"), "x"));
        assert_eq!(result["locations"][0]["physicalLocation"]["region"], serde_json::json!({ "startLine": 3 }));
        assert_eq!(result["locations"][0]["logicalLocations"][0]["name"], "fte");
    }

    #[test]
    fn every_rule_index_leads_to_its_rule() {
        for (at, code) in Code::ALL.iter().enumerate() {
            assert_eq!(index(*code), at);
        }
    }
}
