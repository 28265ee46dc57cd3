//! Each thing that must not happen has tests that would notice.

use std::path::{Path, PathBuf};

use crate::generated::read;

/// Every source text below a folder.
fn sources(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let text = |path: PathBuf| match path.extension() {
        _ if path.is_dir() => sources(&path),
        Some(end) if end == "rs" => std::fs::read_to_string(&path).expect("a source"),
        _ => String::new(),
    };
    entries.map(text).collect()
}

#[test]
fn each_promise_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the repository");
    let all: String = ["crates", "tests", "xtask"].map(|folder| sources(&root.join(folder))).concat();
    let page = read("promises.md");
    let promises: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).collect();
    let mut count = 0;
    for promise in promises.iter().filter(|line| !line.contains("| tests |")) {
        let names: Vec<&str> =
            promise.split('`').skip(1).step_by(2).filter(|name| !name.contains(' ')).collect();
        assert!(!names.is_empty(), "a promise without a test: {promise}");
        for name in names {
            let is_there = all.contains(&format!("fn {name}("));
            assert!(is_there, "docs/promises.md names a test that is not there: {name}");
            count += 1;
        }
    }
    assert!(count > 50, "only {count} tests are named");
}
