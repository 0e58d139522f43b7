//! Whether a name can be that of a file on every computer: in, a name; out, why not on Windows.

/// Names of devices, whatever comes after a dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Names of ports, each followed by one digit.
const PORTS: [&str; 2] = ["com", "lpt"];

/// Signs that are no part of a name, besides control characters.
const SIGNS: &str = "<>:\"/\\|?*";

/// Why Windows takes no file or folder of this name, in words.
pub(super) fn not_on_windows(name: &str) -> Option<String> {
    if let Some(sign) = name.chars().find(|next| SIGNS.contains(*next) || next.is_control()) {
        let sign = if sign.is_control() { "stuurteken".to_owned() } else { sign.to_string() };
        return Some(format!("Op Windows kan in een naam geen {sign} staan."));
    }
    if name.ends_with(['.', ' ']) {
        return Some("Op Windows kan een naam niet eindigen op een punt of een spatie.".to_owned());
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_port = |port: &str| {
        let rest = stem.strip_prefix(port).map(|rest| rest.chars().collect::<Vec<_>>());
        matches!(rest.as_deref(), Some(['0'..='9' | '¹' | '²' | '³']))
    };
    let is_kept = DEVICES.contains(&stem.as_str()) || PORTS.iter().any(|port| is_port(port));
    is_kept.then(|| format!("Windows houdt de naam \"{stem}\" voor zichzelf."))
}

/// A name like this one that a file can have on every computer, whatever its ending.
pub fn portable_name(name: &str) -> String {
    let clean: String =
        name.chars().map(|next| if SIGNS.contains(next) || next.is_control() { '-' } else { next }).collect();
    let clean = clean.trim_end_matches(['.', ' ']);
    match not_on_windows(clean) {
        None if !clean.is_empty() && !clean.starts_with('.') => clean.to_owned(),
        _ => format!("_{clean}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_has_one_like_it_that_a_file_can_have() {
        for (name, file) in
            [("jnv-inzet", "jnv-inzet"), ("a/b:c", "a-b-c"), ("con", "_con"), ("", "_"), ("..", "_"), ("a. ", "a")]
        {
            assert_eq!(portable_name(name), file);
            assert_eq!(not_on_windows(&format!("{file}.svg")), None);
        }
    }

    #[test]
    fn names_of_devices_signs_and_ends_are_refused_and_nothing_else() {
        for name in
            ["aux", "AUX", "Con.oud", "nul .x", "com1", "LPT9.2022", "com¹", "punt.", "spatie ", "wat?", "a:b", "a\tb"]
        {
            assert!(not_on_windows(name).is_some(), "{name}");
        }
        for name in
            ["auxiliair", "con-brief", "com", "com10", "lpt-1", "een spatie", "punt.komma", "é", "nulmeting", ".x"]
        {
            assert_eq!(not_on_windows(name), None, "{name}");
        }
    }
}
