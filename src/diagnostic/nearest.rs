//! What somebody may have meant who wrote a name that does not exist.

use super::code::Code;

/// That a code of a finding does not exist, and which one may be meant.
pub fn unknown_code(written: &str) -> (String, String) {
    let near = did_you_mean(written, Code::ALL.iter().map(|code| code.as_str()));
    (
        format!("Er is geen melding met de code \"{written}\"."),
        near.unwrap_or_else(|| "Een lijst van alle codes: griffel uitleg".to_owned()),
    )
}

/// `Bedoelde u "..."?` for the candidate nearest to what was written, if one is near.
pub fn did_you_mean<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(written, candidates).map(|candidate| format!("Bedoelde u \"{candidate}\"?"))
}

/// The candidate nearest to what was written, if one is near enough to be meant: one
/// slip of the finger in every three characters, or a start that is much alike.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    let slips = (written.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.to_lowercase();
            let distance = strsim::osa_distance(&written, &other);
            let likeness = strsim::jaro_winkler(&written, &other);
            (distance <= slips || likeness > 0.88).then_some((distance, -likeness, candidate))
        })
        .min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
        .map(|(_, _, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(did_you_mean("jnv_kostn", ["jnv_kosten", "flits"]).as_deref(), Some("Bedoelde u \"jnv_kosten\"?"));
        assert_eq!(did_you_mean("jvn", ["jnv", "flits"]).as_deref(), Some("Bedoelde u \"jnv\"?"));
        assert_eq!(did_you_mean("zzz", ["jnv_kosten", "flits"]), None);
    }
}
