//! Words as HTML: nothing in data or text can become markup.

/// Words in running text or between quotation marks. Control characters, which no page may hold, become spaces.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(character),
            control if control.is_control() || is_no_character(control) => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// Whether Unicode says that it never stands for anything; validators refuse it.
fn is_no_character(character: char) -> bool {
    let code = u32::from(character);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// Where a line leads that is an e-mail or web address and nothing else.
pub fn address_of(line: &str) -> Option<String> {
    let is_word = !line.chars().any(|one| one.is_whitespace() || one.is_control() || "<>\"'`\\".contains(one));
    match line {
        _ if !is_word => None,
        _ if line.contains('@') => Some(format!("mailto:{line}")),
        _ if line.starts_with("www.") => Some(format!("https://{line}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(
            escaped("<b a='1' c=\"2\">&amp;\u{0}\u{fffe}</b>\n"),
            "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;  &lt;/b&gt;\n"
        );
    }

    #[test]
    fn only_a_whole_address_leads_somewhere() {
        assert_eq!(address_of("a@b.nl").as_deref(), Some("mailto:a@b.nl"));
        assert_eq!(address_of("www.voorbeeld.nl").as_deref(), Some("https://www.voorbeeld.nl"));
        for line in ["Mail a@b.nl", "javascript:alert(1)", "a@b.nl\" onclick=\"x", "078 000 00 00"] {
            assert_eq!(address_of(line), None, "{line}");
        }
    }
}
