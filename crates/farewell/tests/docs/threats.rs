//! The tests that the threat model names are there.

use std::collections::BTreeSet;
use std::path::Path;

use crate::generated::read;

/// The functions of every source file below a folder.
fn functions(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            functions(&path, found);
        } else if path.extension().is_some_and(|suffix| suffix == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            let names = text.split("fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next());
            found.extend(names.map(str::to_owned));
        }
    }
}

#[test]
fn every_test_that_the_threat_model_names_is_there() {
    let mut there = BTreeSet::new();
    for folder in ["crates", "tests"] {
        functions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder), &mut there);
    }
    let page = read("threat-model.md");
    let like_a_sentence = |text: &&str| text.matches('_').count() > 2 && !text.contains(' ');
    let named: Vec<&str> = page.split('`').skip(1).step_by(2).filter(like_a_sentence).collect();
    assert!(named.len() > 20, "{named:?}");
    let gone: Vec<&str> = named.into_iter().filter(|name| !there.contains(*name)).collect();
    assert!(gone.is_empty(), "docs/threat-model.md names tests that are not there: {gone:?}");
}
