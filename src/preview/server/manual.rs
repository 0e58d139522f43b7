//! The manual as a page. In: the manual, and what each finding means. Out: HTML with an id at every heading, what stands in it
//! at the left, and the code of a finding as the id of its explanation.
//!
//! Both are a part of the program, and the page is made once. Its script only looks for words in it.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::diagnostic::Code;
use crate::project::MANUAL;

use super::assets;

/// The page around it, of which the words are filled in.
const AROUND: &str = "manual.html";
const CONTENTS: &str = "{{contents}}";
const TEXT: &str = "{{text}}";

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src data:; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

/// The heading above the explanations of findings.
const FINDINGS: &str = "Alle meldingen";

/// The manual: everybody may read it.
pub async fn page() -> Response {
    static PAGE: LazyLock<Option<Bytes>> = LazyLock::new(|| made().map(Bytes::from));
    match PAGE.clone() {
        Some(page) => {
            ([(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_SECURITY_POLICY, POLICY)], page).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn made() -> Option<String> {
    let around = assets::text(AROUND)?;
    let manual = Sections::of(MANUAL);
    let mut sections = manual.all.clone();
    sections.push(Section::titled(
        2,
        FINDINGS,
        "meldingen",
        "<p>Wat elke melding betekent, en wat u ermee doet.</p>\n",
    ));
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.as_str());
    sections.extend(codes.iter().map(|code| explained(*code, &manual)));
    let contents: String = sections.iter().filter(|section| section.level <= 3).map(Section::entry).collect();
    let text: String = sections.iter().map(Section::html).collect();
    // What is filled in may hold braces of its own.
    let (before, rest) = around.split_once(CONTENTS)?;
    let (between, after) = rest.split_once(TEXT)?;
    Some(format!("{before}{contents}{between}{text}{after}"))
}

/// A heading with what stands below it, as far as the next heading.
#[derive(Debug, Clone)]
struct Section {
    /// 1 is the title of the manual.
    level: usize,
    id: String,
    /// The heading as HTML, without signs around it.
    heading: String,
    body: String,
}

impl Section {
    fn titled(level: usize, title: &str, id: &str, body: &str) -> Self {
        let mut heading = String::new();
        html::push_html(&mut heading, [Event::Text(CowStr::from(title.to_owned()))].into_iter());
        Self { level, id: id.to_owned(), heading, body: body.to_owned() }
    }

    fn html(&self) -> String {
        let Self { level, id, heading, body } = self;
        format!("<section id=\"{id}\" data-level=\"{level}\">\n<h{level}>{heading}</h{level}>\n{body}</section>\n")
    }

    fn entry(&self) -> String {
        let Self { level, id, heading, .. } = self;
        format!("<li data-level=\"{level}\"><a href=\"#{id}\">{heading}</a></li>\n")
    }
}

/// The sections of a text in Markdown, in their order.
struct Sections {
    all: Vec<Section>,
}

impl Sections {
    fn of(markdown: &str) -> Self {
        let mut all: Vec<Section> = Vec::new();
        let mut heading: Option<Vec<Event<'_>>> = None;
        let mut below: Vec<Event<'_>> = Vec::new();
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Heading { .. }) => {
                    close(&mut all, &mut below);
                    heading = Some(Vec::new());
                }
                Event::End(TagEnd::Heading(level)) => {
                    all.push(begun(level, heading.take().unwrap_or_default(), &all));
                }
                // What would be markup in the text is words on the page.
                Event::Html(text) | Event::InlineHtml(text) => {
                    heading.as_mut().unwrap_or(&mut below).push(Event::Text(text));
                }
                event => heading.as_mut().unwrap_or(&mut below).push(event),
            }
        }
        close(&mut all, &mut below);
        Self { all }
    }

    /// The section that speaks most of a code.
    fn about(&self, code: Code) -> Option<&Section> {
        let times = |text: &str| text.matches(code.as_str()).count();
        // What is typed or printed in an example says little about it.
        let weight = |section: &&Section| {
            let words =
                section.body.split("<code").map(|part| part.split_once("</code>").map_or(part, |(_, words)| words));
            (words.map(times).sum::<usize>(), times(&section.body))
        };
        // Of several the first.
        self.all.iter().rev().max_by_key(weight).filter(|section| times(&section.body) > 0)
    }
}

fn begun(level: HeadingLevel, heading: Vec<Event<'_>>, before: &[Section]) -> Section {
    let words: String = heading
        .iter()
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    let plain = id_of(&words);
    let is_free = |id: &String| before.iter().all(|section| section.id != *id);
    let id = (1..).map(|number| if number == 1 { plain.clone() } else { format!("{plain}-{number}") }).find(is_free);
    let mut html = String::new();
    html::push_html(&mut html, heading.into_iter());
    Section { level: level as usize, id: id.unwrap_or(plain), heading: html, body: String::new() }
}

fn close(all: &mut [Section], below: &mut Vec<Event<'_>>) {
    if let Some(last) = all.last_mut() {
        html::push_html(&mut last.body, below.drain(..));
    }
    below.clear();
}

/// Words as the end of an address.
fn id_of(words: &str) -> String {
    let plain: String =
        words.to_lowercase().chars().map(|next| if next.is_alphanumeric() { next } else { '-' }).collect();
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// What `griffel uitleg` says of a code, and where the manual says more.
fn explained(code: Code, manual: &Sections) -> Section {
    let explanation = code.explanation();
    let text = format!("{}\n\n", explanation.as_markdown());
    let mut body = String::new();
    html::push_html(&mut body, Parser::new(&text));
    // As words: what is in them is no Markdown.
    let consequences = Event::Text(CowStr::from(code.consequences().join(" ")));
    body.push_str("<p>");
    html::push_html(&mut body, [consequences].into_iter());
    body.push_str("</p>\n");
    if let Some(Section { id, heading, .. }) = manual.about(code) {
        body.push_str(&format!("<p>Zie ook <a href=\"#{id}\">{heading}</a>.</p>\n"));
    }
    Section::titled(3, &format!("{code}: {}", explanation.title), code.as_str(), &body)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_section_and_every_code_has_a_place_of_its_own() {
        let page = made().expect("the page around it is built");
        let ids: Vec<&str> = page.split("<section id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let about = Sections::of(MANUAL).about(Code::UnknownName).map(|section| section.id.clone());
        assert_eq!(about.as_deref(), Some("vaak-voorkomende-meldingen"));
        let different: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(different.len(), ids.len(), "{ids:?}");
        for id in ["een-brief-schrijven", "een-afbeelding-invoegen", "meldingen", "C001", "B012"] {
            assert!(ids.contains(&id), "{id}");
        }
        assert_eq!(ids.iter().filter(|id| id.parse::<Code>().is_ok()).count(), Code::ALL.len());
        for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            // One leads past the contents.
            assert!(ids.contains(&link) || link == "handleiding", "{link}");
        }
        assert!(!page.contains(CONTENTS) && !page.contains(TEXT));
    }

    #[test]
    fn words_stay_words() {
        let sections = Sections::of(
            "# Een <b>kop</b> & `{{ x }}`\n\n<script>alert(1)</script>\n\nTekst <img src=x>.\n\n## Een\n\n## Een\n",
        );
        let html: String = sections.all.iter().map(Section::html).collect();
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"), "{html}");
        assert!(html.contains("&lt;script&gt;") && html.contains("<code>{{ x }}</code>"), "{html}");
        let ids: Vec<&str> = sections.all.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(ids, ["een-b-kop-b-x", "een", "een-2"]);
        assert_eq!(id_of("Wat is er nieuw, naast de tekst?"), "wat-is-er-nieuw-naast-de-tekst");
    }
}
