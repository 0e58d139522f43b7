//! One rule a file: each looks at a document that was read and says what is wrong with it.

pub(crate) mod abbreviation;
pub(crate) mod direction;
pub(crate) mod full_group;
pub(crate) mod glyphs;
pub(crate) mod impossible_share;
pub(crate) mod list_count;
pub(crate) mod long_sentence;
pub(crate) mod mixed_stocks;
pub(crate) mod number_words;
pub(crate) mod outdated;
pub(crate) mod percentages;
pub(crate) mod rounded_away;
pub(crate) mod rounded_parts;
pub(crate) mod two_notations;
pub(crate) mod typed_table;
pub(crate) mod unbound;
pub(crate) mod waiver;
