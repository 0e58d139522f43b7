//! Whether a number format shows hundredths.

/// Whether the format multiplies by a hundred: it holds a `%` that is not just a text in it.
pub(crate) fn is_percent(format: &str) -> bool {
    let mut characters = format.chars();
    let mut quoted = false;
    while let Some(next) = characters.next() {
        match next {
            '"' => quoted = !quoted,
            // What follows is shown as it is.
            '\\' | '_' | '*' if !quoted => {
                characters.next();
            }
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_percent;

    #[test]
    fn only_a_sign_that_counts_is_a_percentage() {
        for format in ["0%", "0.00%", "0,0 %", "[Red]-0%;0%", "\"ca. \"0%"] {
            assert!(is_percent(format), "{format}");
        }
        for format in ["General", "0.00", "0\"%\"", "0\\%", "€ #,##0", ""] {
            assert!(!is_percent(format), "{format}");
        }
    }
}
