//! The folders tell the way of the data: no circle between files, and no import that runs against the order of
//! the modules in `src/lib.rs`.
//!
//! The sources are parsed, and each path that starts at a module of the crate is followed, through `pub use`, to the
//! file that defines what it names. Only code of the program counts, not its tests. What a macro alone
//! mentions is not seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree};

/// A module by the names that lead to it from the crate's root.
type ModulePath = Vec<String>;

/// One source file, which is one module.
struct Module {
    /// Relative to `src`.
    file: String,
    /// Names that are defined here.
    defined: BTreeSet<String>,
    /// Names that stand for something else: by the name, the path as it is written.
    imported: BTreeMap<String, Vec<String>>,
    /// Every path in it, as it is written.
    paths: BTreeSet<Vec<String>>,
}

/// All modules of the crate.
struct Sources {
    modules: BTreeMap<ModulePath, Module>,
}

impl Sources {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut sources = Self { modules: BTreeMap::new() };
        sources.add(&root, &root.join("lib.rs"), Vec::new());
        sources
    }

    /// Reads a module and those that it declares.
    fn add(&mut self, root: &Path, file: &Path, path: ModulePath) {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let relative = file.strip_prefix(root).expect("below src").to_string_lossy().replace('\\', "/");
        let mut module =
            Module { file: relative, defined: BTreeSet::new(), imported: BTreeMap::new(), paths: BTreeSet::new() };
        let folder = match file.file_name().and_then(|name| name.to_str()) {
            Some("lib.rs" | "mod.rs") => file.parent().expect("in a folder").to_path_buf(),
            _ => file.with_extension(""),
        };
        for item in parsed.items.iter().filter(|item| !is_test(attributes(item))) {
            match item {
                Item::Mod(ItemMod { ident, content: None, .. }) => {
                    let mut below = path.clone();
                    below.push(ident.to_string());
                    self.add(root, &module_file(&folder, &ident.to_string()), below);
                }
                Item::Use(item) => module.import(item),
                _ => {
                    module.defined.extend(name_of(item));
                    Paths(&mut module.paths).visit_item(item);
                }
            }
        }
        self.modules.insert(path, module);
    }

    /// The file that defines what `written` names, where it is written in `from`; none for what is not of this crate.
    fn file_of(&self, from: &ModulePath, written: &[String]) -> Option<&str> {
        self.definition(from, written, 0)
    }

    fn definition(&self, from: &ModulePath, written: &[String], depth: usize) -> Option<&str> {
        assert!(depth < 32, "names of each other: {from:?} {written:?}");
        let (mut at, mut rest) = self.start(from, written, depth)?;
        loop {
            let module = &self.modules[&at];
            let (name, after) = rest.split_first()?;
            let mut below = at.clone();
            below.push(name.clone());
            if self.modules.contains_key(&below) {
                (at, rest) = (below, after);
            } else if module.defined.contains(name) {
                return Some(&module.file);
            } else {
                // What is neither, a macro defines there.
                let Some(imported) = module.imported.get(name) else { return Some(&module.file) };
                // What a module uses itself is not asked of it again.
                let longer: Vec<String> = imported.iter().chain(after).cloned().collect();
                return self.definition(&at, &longer, depth + 1);
            }
        }
    }

    /// The module at which a path starts, and what is left of the path.
    fn start<'w>(&self, from: &ModulePath, written: &'w [String], depth: usize) -> Option<(ModulePath, &'w [String])> {
        let (first, rest) = written.split_first()?;
        match first.as_str() {
            "crate" => Some((Vec::new(), rest)),
            "self" => Some((from.clone(), rest)),
            "super" => {
                let mut above = from.clone();
                let mut rest = rest;
                above.pop();
                while let Some((next, after)) = rest.split_first().filter(|(next, _)| *next == "super") {
                    debug_assert_eq!(next, "super");
                    above.pop();
                    rest = after;
                }
                Some((above, rest))
            }
            name => {
                let module = self.modules.get(from)?;
                let mut below = from.clone();
                below.push(name.to_owned());
                let is_known = self.modules.contains_key(&below) || module.defined.contains(name) || {
                    let imported = module.imported.get(name);
                    imported.is_some_and(|path| path.first() != Some(first) && depth < 32)
                };
                is_known.then(|| (from.clone(), written))
            }
        }
    }

    /// By file, the files that it takes something from, with what that is.
    fn arrows(&self) -> BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> {
        let mut arrows: BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
        for (path, module) in &self.modules {
            let to = arrows.entry(&module.file).or_default();
            // What is only handed on ties nobody: who uses it is tied.
            for written in module.paths.iter() {
                if let Some(file) = self.file_of(path, written).filter(|file| *file != module.file) {
                    to.entry(file).or_default().insert(written.join("::"));
                }
            }
        }
        arrows
    }

    /// The modules of the crate's root, in the order of `lib.rs`.
    fn order() -> Vec<String> {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("lib.rs");
        let parsed = syn::parse_file(&text).expect("Rust");
        let declared = parsed.items.into_iter().filter_map(|item| match item {
            Item::Mod(item) => Some(item.ident.to_string()),
            _ => None,
        });
        declared.collect()
    }
}

impl Module {
    fn import(&mut self, item: &ItemUse) {
        let mut flat = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut flat);
        for (name, path) in flat {
            self.imported.insert(name, path);
        }
    }
}

fn flatten(tree: &UseTree, before: &mut Vec<String>, flat: &mut Vec<(String, Vec<String>)>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, flat);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            flat.extend(before.last().cloned().map(|last| (last, before.clone())));
        }
        UseTree::Name(name) => flat.push((name.ident.to_string(), joined(before, &name.ident.to_string()))),
        UseTree::Rename(rename) => {
            let path = if rename.ident == "self" { before.clone() } else { joined(before, &rename.ident.to_string()) };
            flat.push((rename.rename.to_string(), path));
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, flat)),
        UseTree::Glob(_) => panic!("an import of everything hides what is used: {}", before.join("::")),
    }
}

fn joined(before: &[String], last: &str) -> Vec<String> {
    before.iter().cloned().chain([last.to_owned()]).collect()
}

/// Gathers paths.
struct Paths<'p>(&'p mut BTreeSet<Vec<String>>);

impl<'ast> Visit<'ast> for Paths<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    /// What stands in a call such as `format!(..)` or `vec![..]` is read where it is a list of expressions.
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        use syn::punctuated::Punctuated;
        if let Ok(arguments) = call.parse_body_with(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated) {
            arguments.iter().for_each(|argument| self.visit_expr(argument));
        }
        visit::visit_macro(self, call);
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|condition| condition.is_ident("test"))
    })
}

fn name_of(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

fn module_file(folder: &Path, name: &str) -> PathBuf {
    let beside = folder.join(format!("{name}.rs"));
    if beside.is_file() { beside } else { folder.join(name).join("mod.rs") }
}

/// The first part of a file's path: the module of the crate's root that it belongs to.
fn top(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// Files that lead to each other, each group once.
fn circles<'s>(arrows: &BTreeMap<&'s str, BTreeMap<&'s str, BTreeSet<String>>>) -> Vec<Vec<&'s str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = arrows
        .keys()
        .map(|file| {
            let mut seen = BTreeSet::new();
            let mut next = vec![*file];
            while let Some(file) = next.pop() {
                let further = arrows.get(file).into_iter().flat_map(BTreeMap::keys);
                next.extend(further.filter(|file| seen.insert(**file)).copied());
            }
            (*file, seen)
        })
        .collect();
    let mut groups: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (file, seen) in &reached {
        if seen.contains(file) {
            groups.insert(seen.iter().filter(|other| reached[*other].contains(file)).copied().collect());
        }
    }
    groups.into_iter().collect()
}

#[test]
fn no_file_imports_in_a_circle() {
    let sources = Sources::read();
    let arrows = sources.arrows();
    let told: Vec<String> = circles(&arrows)
        .iter()
        .map(|circle| {
            let pairs = circle.iter().flat_map(|from| {
                let to = arrows[from].iter().filter(|(to, _)| circle.contains(to));
                to.map(move |(to, what)| {
                    format!("  {from} takes from {to}: {}", what.iter().cloned().collect::<Vec<_>>().join(", "))
                })
            });
            format!("circle of {}:\n{}", circle.len(), pairs.collect::<Vec<_>>().join("\n"))
        })
        .collect();
    assert!(told.is_empty(), "{} circles\n{}", told.len(), told.join("\n"));
}

#[test]
fn no_import_runs_against_the_order_of_the_stages() {
    let order = Sources::order();
    let place = |file: &str| order.iter().position(|module| module == top(file));
    let sources = Sources::read();
    let mut against = Vec::new();
    for (from, to) in sources.arrows() {
        for (to, what) in to {
            if place(from).zip(place(to)).is_some_and(|(from, to)| to > from) {
                against.push(format!("{from} takes from {to}: {what:?}"));
            }
        }
    }
    assert!(against.is_empty(), "{}", against.join("\n"));
}

#[test]
fn the_sources_were_read() {
    let sources = Sources::read();
    let arrows: usize = sources.arrows().values().map(BTreeMap::len).sum();
    assert!(sources.modules.len() > 200, "only {} modules", sources.modules.len());
    assert!(arrows > 800, "only {arrows} imports were understood");
    assert!(Sources::order().len() < 26, "lib.rs has grown to {} modules", Sources::order().len());
    let ties = sources.arrows();
    assert!(ties["check/mod.rs"].contains_key("text/document.rs"), "an import through `pub use` is followed");
}
