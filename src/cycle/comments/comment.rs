//! A comment, as it is known to everything but its file.

/// No more of the words that a comment is about, or of what stands around them, is kept, in characters.
pub const LONGEST_WORDS: usize = 1_000;

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// What they are called.
    pub by: String,
    /// The moment with its offset, such as `2023-03-16T09:30:00+01:00`; in a file from elsewhere anything.
    pub at: String,
}

/// A comment on some words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Tells comments apart, also those that two people make at once.
    pub id: String,
    /// Who made it.
    pub signed: Signature,
    /// What they say.
    pub text: String,
    /// The words of the text that it is about.
    pub words: String,
    /// What stands before and after these.
    pub around: [String; 2],
    /// Who said that it is settled; none: it is open.
    pub settled: Option<Signature>,
    /// What others say to it, in the order in which they did.
    pub answers: Vec<Answer>,
}

/// An answer to a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Tells answers apart.
    pub id: String,
    /// Who gave it.
    pub signed: Signature,
    /// What they say.
    pub text: String,
}
