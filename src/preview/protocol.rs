//! The messages as the page knows them: TypeScript, written from the Rust types, so that neither side can drift.
//!
//! `PROTOCOL=write cargo test --lib protocol` writes `page/source/protocol.ts`; without that the test fails when it differs.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use ts_rs::{Config, TS, TypeVisitor};

use crate::cycle::difference::{ChangeState, SentenceState};
use crate::preview::act::{Act, Desk, Done, Refusal};
use crate::preview::comments::CommentAct;
use crate::preview::figures::{FigureAct, FigureDone};
use crate::preview::message::{Denial, FromPage, SheetRows, StoredPicture, ToPage};
use crate::preview::server::rejoin::{Offer, Rejoined, Rejoining};
use crate::preview::shelf::{ShelfAct, ShelfDone};
use crate::preview::start::ask::{Start, StartAct, StartDone};
use crate::project::DocumentKind;

const HEAD: &str = "\
// The messages between this page and the server of `griffel bekijk`.
// Written from the Rust types, see src/preview/protocol.rs; do not change it by hand: `npm run protocol` writes it anew.
";

/// Enums that messages tell by their word.
macro_rules! told_by_word {
    ($($name:ident),+) => {$(
        impl TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(_: &Config) -> String {
                stringify!($name).to_owned()
            }

            fn inline(_: &Config) -> String {
                $name::ALL.map(|one| format!("{:?}", one.word())).join(" | ")
            }

            fn decl(config: &Config) -> String {
                format!("type {} = {};", Self::name(config), Self::inline(config))
            }

            fn output_path() -> Option<PathBuf> {
                Some(PathBuf::from(stringify!($name)))
            }
        }
    )+};
}

told_by_word!(DocumentKind, SentenceState, ChangeState);

/// Declarations by name, of a type and of all that it is made of.
struct Declarations {
    config: Config,
    seen: BTreeSet<TypeId>,
    by_name: BTreeMap<String, String>,
}

impl Declarations {
    fn add<T: TS + ?Sized + 'static>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // What has no file of its own is a type of the language.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            let docs = T::docs().unwrap_or_default();
            let declaration = format!("{docs}export {}\n", T::decl(&self.config));
            let before = self.by_name.insert(name.clone(), declaration.clone());
            assert!(before.is_none_or(|before| before == declaration), "two types are called {name}");
        }
        T::visit_dependencies(self);
    }
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + ?Sized + 'static>(&mut self) {
        self.add::<T>();
    }
}

fn written() -> String {
    let config = Config::new().with_large_int("number").with_array_tuple_limit(0);
    let mut all = Declarations { config, seen: BTreeSet::new(), by_name: BTreeMap::new() };
    all.add::<FromPage>();
    all.add::<ToPage<'static>>();
    all.add::<Denial>();
    all.add::<SheetRows>();
    all.add::<StoredPicture>();
    all.add::<Act>();
    all.add::<Done>();
    all.add::<Refusal>();
    all.add::<CommentAct>();
    all.add::<Desk>();
    all.add::<Offer>();
    all.add::<Rejoining>();
    all.add::<Rejoined>();
    all.add::<FigureAct>();
    all.add::<FigureDone>();
    all.add::<ShelfAct>();
    all.add::<ShelfDone>();
    all.add::<Start>();
    all.add::<StartAct>();
    all.add::<StartDone>();
    let declarations: Vec<String> = all.by_name.into_values().collect();
    // Comments of one line stay on it.
    let declarations = declarations.join("\n").replace("/**\n * ", "/** ").replace("\n */\n", " */\n");
    format!("{HEAD}\n{declarations}").replace(" \n", "\n")
}

#[test]
fn the_page_knows_the_messages_as_they_are() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("page/source/protocol.ts");
    if env::var_os("PROTOCOL").is_some_and(|wanted| wanted == "write") {
        fs::write(&path, written()).expect("written");
    }
    let kept = fs::read_to_string(&path).expect("the page's own").replace("\r\n", "\n");
    assert!(kept == written(), "page/source/protocol.ts differs: run `npm run protocol` in page/");
}
