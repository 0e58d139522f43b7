//! Why a picture cannot be in a document.

/// Why a picture cannot be in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// What is wrong, to follow the name of the file.
    pub what: String,
    /// What to do; none where another kind of file is the way out.
    pub hint: Option<String>,
}

impl Unusable {
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), hint: None }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn damaged() -> Self {
        Self::new("is beschadigd: de afbeelding is niet te openen.")
    }
}
