//! What becomes of a document that is secret: its PDF is made and says so, what is meant to be published is not.

use super::order::Order;
use crate::diagnostic::{Code, Finding, Findings, shown};
use crate::layout::Rendition;
use crate::load::Manuscript;
use crate::web::{LOOSE_CHARTS, WebFile};

/// What somebody asks for that is made to be given out.
#[derive(Debug, Default)]
pub struct Public {
    pages: bool,
    charts: bool,
    handout: bool,
    /// Files that were made before it was secret.
    older: Vec<String>,
}

impl Public {
    /// What the author of a document asks for.
    pub fn by_author(manuscript: &Manuscript) -> Self {
        Self {
            pages: manuscript.html,
            charts: manuscript.charts,
            handout: manuscript.show.is_some_and(|show| show.handout),
            ..Self::default()
        }
    }

    /// What is asked for when documents are made, and what there is of it already.
    pub fn of_order(order: &Order, manuscript: &Manuscript) -> Self {
        let own = Self::by_author(manuscript);
        let handout = manuscript.show.is_some() && order.extras.contains(&Rendition::Handout);
        let ends = WebFile::ALL.iter().map(|file| file.extension());
        let ends = ends.chain([LOOSE_CHARTS, Rendition::Handout.extension()]);
        let paths = ends.map(|end| order.output().beside(&manuscript.id, manuscript.version, end));
        let older = paths.filter(|path| path.exists()).map(|path| shown(&path)).collect();
        Self {
            pages: own.pages || order.html,
            charts: own.charts || order.charts,
            handout: own.handout || handout,
            older,
        }
    }
}

/// Tells that a secret document is not published, where somebody asks for it or did. One with errors is not made at all.
pub fn tell(findings: &mut Findings, manuscript: &Manuscript, public: impl FnOnce() -> Public) {
    if !findings.has_errors() {
        withheld(manuscript, public).into_iter().for_each(|finding| findings.push(finding));
    }
}

fn withheld(manuscript: &Manuscript, public: impl FnOnce() -> Public) -> Option<Finding> {
    let ground = manuscript.secrecy.as_ref()?;
    let public = public();
    let asked = [(public.pages, "webpagina"), (public.charts, "losse grafieken"), (public.handout, "hand-out")];
    let asked: Vec<&str> = asked.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, what)| what).collect();
    if asked.is_empty() && public.older.is_empty() {
        return None;
    }
    let message = match asked.is_empty() {
        true => "Dit document is geheim, maar er staat nog iets van dat iedereen kan lezen.".to_owned(),
        false => format!("Dit document is geheim, dus dit komt er niet bij: {}.", asked.join(", ")),
    };
    let finding = Finding::new(Code::SecretNotPublished, ground.place.clone(), message);
    Some(match &public.older[..] {
        [] => finding.hint("De PDF komt er wel, met op elke bladzijde dat het geheim is."),
        older => finding.hint(format!("Haal weg wat er van eerder is: {}.", older.join(", "))),
    })
}
