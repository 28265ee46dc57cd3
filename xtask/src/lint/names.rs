//! No drawers for odds and ends: a file is called after what it holds.

use super::Source;

const DRAWERS: [&str; 6] = ["util", "utils", "common", "helper", "helpers", "misc"];

/// Complains about every file or folder whose name says nothing.
pub(crate) fn check(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| is_code(&source.path)) {
        let says_nothing = |part: &str| DRAWERS.contains(&part.trim_end_matches(".rs"));
        if source.path.split('/').any(says_nothing) {
            found
                .push(format!("{} is a drawer for odds and ends; name it after what it holds.", source.path));
        }
    }
    found
}

fn is_code(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|suffix| suffix == "rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawer_is_found() {
        let source = |path: &str| Source { path: path.to_owned(), text: String::new() };
        let found = check(&[
            source("crates/a/src/utils.rs"),
            source("crates/a/src/common/mod.rs"),
            source("a/use.rs"),
        ]);
        assert_eq!(found.len(), 2);
    }
}
