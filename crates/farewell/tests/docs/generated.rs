//! Documents, or parts of them, that are drawn from the code.

use std::path::PathBuf;

/// `cargo xtask docs` sets this variable.
const VARIABLE: &str = "WRITE_DOCS";

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

/// A document as it stands.
pub(crate) fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("docs/{name}: {error}"))
}

/// The names of all pages.
pub(crate) fn pages() -> Vec<String> {
    let entries = std::fs::read_dir(path("")).expect("the documents").flatten().map(|entry| entry.path());
    let pages = entries.filter(|path| path.extension().is_some_and(|suffix| suffix == "md"));
    pages.filter_map(|path| path.file_name()?.to_str().map(str::to_owned)).collect()
}

/// The document holds `text` and nothing else.
pub(crate) fn whole(name: &str, text: &str) {
    let old = std::fs::read_to_string(path(name)).unwrap_or_default();
    compare(name, &old, text);
}

/// The document holds `text` between two comments that say so.
pub(crate) fn part(name: &str, text: &str) {
    let old = read(name);
    let new =
        replaced(&old, text).unwrap_or_else(|| panic!("docs/{name} has lost its comments {BEGIN} {END}"));
    compare(name, &old, &new);
}

const BEGIN: &str = "<!-- From here on written by cargo xtask docs. -->\n";
const END: &str = "<!-- To here. -->\n";

fn replaced(old: &str, text: &str) -> Option<String> {
    let (before, rest) = old.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{text}\n{END}{after}"))
}

#[expect(clippy::disallowed_methods, reason = "what the command says to its tests")]
fn compare(name: &str, old: &str, new: &str) {
    if old == new {
        return;
    }
    if std::env::var(VARIABLE).is_ok() {
        std::fs::write(path(name), new).unwrap_or_else(|error| panic!("docs/{name}: {error}"));
        return;
    }
    let drifted = old.lines().zip(new.lines()).find(|(old, new)| old != new);
    let (old, new) = drifted.unwrap_or(("its end", "another end"));
    panic!(
        "docs/{name} is not what the code says: run cargo xtask docs\n  document: {old}\n  code:     {new}"
    );
}

#[test]
fn only_what_stands_between_the_comments_is_written() {
    let old = format!("# Keys\n{BEGIN}old\n{END}The end.\n");
    assert_eq!(replaced(&old, "new"), Some(format!("# Keys\n{BEGIN}\nnew\n{END}The end.\n")));
    assert_eq!(replaced("no comments", "new"), None);
}
