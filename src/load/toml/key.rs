//! How the keys of a TOML table are stated, once, for reading, for suggestions and for schemas.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde_json::{Map, Value as Json};

use crate::diagnostic::Findings;

use super::entry::TomlEntry;

/// What a key holds: how it is read, and how JSON Schema says it.
pub(crate) trait Holds: 'static {
    /// What a reader gets. An absent or wrong value gives the default.
    type Value<'a>: Default;

    /// Reads a value. A wrong type is a finding.
    fn read<'a>(entry: &TomlEntry<'a>, findings: &mut Findings) -> Self::Value<'a>;

    /// Its JSON Schema. A key that must be there holds more than blanks.
    fn schema(required: bool) -> Map<String, Json>;
}

/// A key of the tables of `K`, which holds an `H`.
pub(crate) struct Key<K, H> {
    /// Its name.
    pub name: &'static str,
    pub(super) required: bool,
    about: &'static str,
    of: PhantomData<fn() -> (K, H)>,
}

impl<K, H> Clone for Key<K, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, H> Copy for Key<K, H> {}

impl<K, H> Key<K, H> {
    /// A key that must be there.
    pub const fn required(name: &'static str, about: &'static str) -> Self {
        Self { name, required: true, about, of: PhantomData }
    }

    /// A key that may be there.
    pub const fn optional(name: &'static str, about: &'static str) -> Self {
        Self { name, required: false, about, of: PhantomData }
    }
}

/// A key whatever it holds.
pub(crate) trait Stated {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Whether it must be there.
    fn is_required(&self) -> bool;
    /// What it means, in Dutch.
    fn about(&self) -> Cow<'static, str>;
    /// The JSON Schema of what it holds.
    fn schema(&self) -> Map<String, Json>;
}

impl<K, H: Holds> Stated for Key<K, H> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn is_required(&self) -> bool {
        self.required
    }

    fn about(&self) -> Cow<'static, str> {
        self.about.into()
    }

    fn schema(&self) -> Map<String, Json> {
        H::schema(self.required)
    }
}

/// A list of keys.
pub(crate) type KeyList = &'static [&'static dyn Stated];

/// Keys with a name of the author's own.
pub(crate) struct Others {
    /// A regular expression for their names.
    pub pattern: Option<&'static str>,
    /// What they mean, in Dutch.
    pub about: &'static str,
}

impl Others {
    /// Keys of any name.
    pub const fn names(about: &'static str) -> Self {
        Self { pattern: None, about }
    }

    /// Keys of any name that formulas could use, such as `jnv_kosten`.
    pub const fn identifiers(about: &'static str) -> Self {
        Self { pattern: Some("^[a-z][a-z0-9_]*$"), about }
    }
}

/// The keys of one kind of table. [`keys!`] writes it.
pub(crate) trait Keys: 'static {
    /// What the table is called.
    const TITLE: &'static str;
    /// What it is for, in Dutch.
    const ABOUT: &'static str;
    /// Keys that this table shares with another kind.
    const SHARED: KeyList = &[];
    /// Its own keys.
    const KEYS: KeyList;
    /// Groups of keys of which one is used. The first key of the one that is used must be there.
    const GROUPS: &'static [&'static [&'static str]] = &[];
    /// What keys with a name of the author's own hold.
    type Others: Holds;
    /// Whether there are such keys.
    const OTHERS: Option<Others> = None;
    /// Whether all other keys are mistakes, to be reported as the table is opened.
    const IS_CLOSED: bool = Self::OTHERS.is_none();

    /// All keys whose names are stated.
    fn stated() -> impl Iterator<Item = &'static dyn Stated> {
        Self::SHARED.iter().chain(Self::KEYS).copied()
    }
}

/// What keys hold that may not be there.
pub(crate) enum Nothing {}

impl Holds for Nothing {
    type Value<'a> = ();

    fn read<'a>(_: &TomlEntry<'a>, _: &mut Findings) {}

    fn schema(_: bool) -> Map<String, Json> {
        Map::new()
    }
}

/// States the keys of a kind of table: `NAME: required What = "naam", "What it means.";`
///
/// Each line becomes a constant for the reader, and again an element of the list for suggestions and schemas. As the
/// list does not name the constants, rustc tells of those that no reader uses.
macro_rules! keys {
    (
        $(#[$doc:meta])*
        $table:ident: $title:literal, $about:expr, {
            $($key:ident: $presence:ident $holds:ty = $name:literal, $help:expr;)*
        }
        $(shared with $base:ty;)?
        $(others: $pattern:ident $other:ty, $others_about:expr;)?
        $(one of: $([$first:ident $(, $member:ident)*])or+;)?
    ) => {
        $(#[$doc])*
        pub(crate) enum $table {}

        impl $table {
            $(pub(in crate::load) const $key: $crate::load::toml::key::Key<Self, $holds> =
                $crate::load::toml::key::Key::$presence($name, $help);)*
        }

        impl $crate::load::toml::key::Keys for $table {
            const TITLE: &'static str = $title;
            const ABOUT: &'static str = $about;
            const KEYS: $crate::load::toml::key::KeyList =
                &[$(&$crate::load::toml::key::Key::<Self, $holds>::$presence($name, $help)),*];
            $(const SHARED: $crate::load::toml::key::KeyList = <$base as $crate::load::toml::key::Keys>::KEYS;)?
            $(const GROUPS: &'static [&'static [&'static str]] =
                &[$(&[Self::$first.name $(, Self::$member.name)*]),+];)?
            type Others = $crate::load::toml::key::others!(
                $(<$base as $crate::load::toml::key::Keys>::Others)? $($other)?
            );
            $(const OTHERS: Option<$crate::load::toml::key::Others> =
                Some($crate::load::toml::key::Others::$pattern($others_about));)?
            $(const OTHERS: Option<$crate::load::toml::key::Others> =
                <$base as $crate::load::toml::key::Keys>::OTHERS;)?
        }
    };
}

/// What other keys hold, where there are any.
macro_rules! others {
    () => {
        $crate::load::toml::key::Nothing
    };
    ($holds:ty) => {
        $holds
    };
}

pub(crate) use {keys, others};
