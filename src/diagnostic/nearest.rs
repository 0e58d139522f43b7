//! What somebody may have meant who wrote a name that does not exist.

use super::code::Code;
use super::hint::Hint;

/// That a code of a finding does not exist, and which one may be meant.
pub fn unknown_code(written: &str) -> (String, Hint) {
    let near = did_you_mean(written, Code::ALL.iter().map(|code| code.as_str()));
    (
        format!("Er is geen melding met de code \"{written}\"."),
        near.unwrap_or_else(|| "Een lijst van alle codes: griffel uitleg".into()),
    )
}

/// `Bedoelde u "..."?` for the candidate nearest to what was written, if one is near.
pub fn did_you_mean<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Hint> {
    nearest(written, candidates).map(|candidate| Hint::meant(written, candidate))
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
        let asked = |written| did_you_mean(written, ["jnv_kosten", "flits", "jnv"]).map(|hint| hint.words().to_owned());
        assert_eq!(asked("jnv_kostn").as_deref(), Some("Bedoelde u \"jnv_kosten\"?"));
        assert_eq!(asked("jvn").as_deref(), Some("Bedoelde u \"jnv\"?"));
        assert_eq!(asked("zzz"), None);
    }
}
