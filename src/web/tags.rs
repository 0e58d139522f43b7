//! Opening tags, by what they are written for: a page has one style sheet, mail has its style in each tag.

/// What HTML is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A page in a browser.
    Page,
    /// A mail: no pictures, nothing that opens or leads to another place in it.
    Mail,
}

impl Medium {
    /// The opening tag of an element without attributes of its own.
    pub fn open(self, element: &str) -> String {
        self.open_with(element, "")
    }

    /// The opening tag of an element; `attributes` begin with a space.
    pub fn open_with(self, element: &str, attributes: &str) -> String {
        match (self, mail_style(element)) {
            (Medium::Mail, Some(style)) => format!("<{element}{attributes} style=\"{style}\">"),
            _ => format!("<{element}{attributes}>"),
        }
    }
}

/// How an element looks in a mail; letters, colours and lines that every reader of mail knows.
fn mail_style(element: &str) -> Option<&'static str> {
    Some(match element {
        "h2" => "margin:28px 0 8px 0;font-size:20px;line-height:26px;font-weight:bold;",
        "h3" | "h4" | "h5" | "h6" => "margin:20px 0 6px 0;font-size:16px;line-height:22px;font-weight:bold;",
        "p" => "margin:0 0 14px 0;font-size:16px;line-height:24px;",
        "ul" | "ol" => "margin:0 0 14px 0;padding:0 0 0 24px;font-size:16px;line-height:24px;",
        "li" => "margin:0 0 6px 0;",
        "blockquote" => "margin:0 0 14px 0;padding:0 0 0 14px;border-left:3px solid #cfd6db;",
        "table" => "margin:0 0 14px 0;border-collapse:collapse;font-size:15px;line-height:21px;",
        "caption" => "padding:0 0 6px 0;text-align:left;font-weight:bold;",
        "th" => "padding:5px 12px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid #56616a;",
        "td" => "padding:5px 12px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid #cfd6db;",
        "pre" => "margin:0 0 14px 0;white-space:pre-wrap;font-family:inherit;font-size:15px;",
        _ => return None,
    })
}
