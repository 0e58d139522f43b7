//! What the papers link to is there.

use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Parser, Tag};

/// Papers for developers and users; the manual's examples of Markdown are code, not links.
fn papers(root: &Path) -> Vec<PathBuf> {
    let above = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "page/README.md"];
    let mut papers: Vec<PathBuf> = above.iter().map(|name| root.join(name)).collect();
    for folder in ["docs", "docs/decisions"] {
        let entries = fs::read_dir(root.join(folder)).expect("a folder with papers");
        let paths = entries.map(|entry| entry.expect("entry is read").path());
        papers.extend(paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    }
    papers
}

#[test]
fn every_link_between_files_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut links, mut lost) = (0, Vec::new());
    for paper in papers(root) {
        let text = fs::read_to_string(&paper).unwrap_or_else(|error| panic!("{}: {error}", paper.display()));
        for event in Parser::new(&text) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else { continue };
            let file = dest_url.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") {
                continue;
            }
            links += 1;
            if !paper.parent().expect("a folder").join(file).exists() {
                lost.push(format!("{}: {dest_url}", paper.strip_prefix(root).expect("below the root").display()));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    assert!(links > 50, "only {links} links were read");
}
