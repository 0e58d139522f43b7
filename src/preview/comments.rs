//! Comments on a document, as the page shows them and has them changed.
//!
//! `POST /api/comments` takes a [`CommentAct`] and gives the comments as they are then ([`ShownComments`]), or a
//! [`super::act::Refusal`] and nothing has changed. Tabs that show the document are told of them again and again:
//! [`super::message::ToPage::Comments`].

use serde::{Deserialize, Serialize};

use crate::cycle::comments::{Answer, Comment, Signature};

use super::words::{Denial, harmless};

/// Something to do with the comments on a document.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CommentAct {
    /// They are only looked at.
    Look {
        /// `<period>/<name>`
        document: String,
    },
    /// A new one.
    Add(NewComment),
    /// An answer to one.
    Answer {
        /// `<period>/<name>`
        document: String,
        /// Of the comment.
        id: String,
        /// Who gives it.
        by: String,
        /// What they say.
        text: String,
    },
    /// One is settled.
    Settle {
        /// `<period>/<name>`
        document: String,
        /// Of the comment.
        id: String,
        /// Who says so.
        by: String,
    },
    /// One is open again.
    Reopen {
        /// `<period>/<name>`
        document: String,
        /// Of the comment.
        id: String,
    },
    /// One, or an answer to it, is taken away by who made it.
    Remove {
        /// `<period>/<name>`
        document: String,
        /// Of the comment.
        id: String,
        /// Of the answer; none: the comment.
        answer: Option<String>,
        /// Who made it.
        by: String,
    },
    /// What was taken away comes back.
    Restore {
        /// `<period>/<name>`
        document: String,
        /// As it was.
        comment: ShownComment,
    },
    /// Comments are about these words now: those that they were about were changed.
    Renew {
        /// `<period>/<name>`
        document: String,
        /// By comment.
        places: Vec<CommentPlace>,
    },
}

/// A comment that somebody makes.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NewComment {
    /// `<period>/<name>`
    pub document: String,
    /// Who makes it.
    pub by: String,
    /// What they say.
    pub text: String,
    /// The words that it is about.
    pub words: String,
    /// What stands before and after these.
    pub around: [String; 2],
}

/// The words that a comment is about.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CommentPlace {
    /// Of the comment.
    pub id: String,
    /// The words.
    pub words: String,
    /// What stands before and after these.
    pub around: [String; 2],
}

/// The comments on a document.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownComments {
    /// `<period>/<name>`
    pub document: String,
    /// In the order in which they were made.
    pub comments: Vec<ShownComment>,
    /// Why they cannot be read.
    pub problem: Option<Denial>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownComment {
    /// Tells comments apart.
    pub id: String,
    /// Who made it.
    pub by: String,
    /// When, with its offset.
    pub at: String,
    /// What they say.
    pub text: String,
    /// The words that it is about.
    pub words: String,
    /// What stands before and after these.
    pub around: [String; 2],
    /// Who settled it; none: it is open.
    pub settled: Option<Signed>,
    /// In the order in which they were given.
    pub answers: Vec<ShownAnswer>,
}

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Signed {
    /// Who.
    pub by: String,
    /// When, with its offset.
    pub at: String,
}

/// An answer to a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownAnswer {
    /// Tells answers apart.
    pub id: String,
    /// Who gave it.
    pub by: String,
    /// When, with its offset.
    pub at: String,
    /// What they say.
    pub text: String,
}

impl From<Comment> for ShownComment {
    fn from(comment: Comment) -> Self {
        let answer = |Answer { id, signed, text }: Answer| ShownAnswer {
            id,
            by: harmless(&signed.by),
            at: harmless(&signed.at),
            text: lines(&text),
        };
        Self {
            id: comment.id,
            by: harmless(&comment.signed.by),
            at: harmless(&comment.signed.at),
            text: lines(&comment.text),
            words: harmless(&comment.words),
            around: comment.around.map(|words| harmless(&words)),
            settled: comment.settled.map(|signed| Signed { by: harmless(&signed.by), at: harmless(&signed.at) }),
            answers: comment.answers.into_iter().map(answer).collect(),
        }
    }
}

impl From<ShownComment> for Comment {
    fn from(comment: ShownComment) -> Self {
        let answer = |ShownAnswer { id, by, at, text }| Answer { id, signed: Signature { by, at }, text };
        Self {
            id: comment.id,
            signed: Signature { by: comment.by, at: comment.at },
            text: comment.text,
            words: comment.words,
            around: comment.around,
            settled: comment.settled.map(|Signed { by, at }| Signature { by, at }),
            answers: comment.answers.into_iter().map(answer).collect(),
        }
    }
}

/// Text of several lines without characters that would turn round or hide its words.
fn lines(text: &str) -> String {
    text.lines().map(harmless).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_and_nothing_steers() {
        assert_eq!(lines("een\r\ntwee\u{202e}\u{7}\n"), "een\ntwee\u{fffd}\u{fffd}");
    }
}
