//! Looking for a person in the bytes of files, in every letter case and in UTF-16.

use std::fs;
use std::path::{Path, PathBuf};

/// The files below `folder` in which `text` stands, however it is written.
pub(crate) fn files_with(folder: &Path, text: &str) -> Vec<PathBuf> {
    let text = text.to_ascii_lowercase();
    let wide_little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide_big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let spellings = [text.as_bytes(), wide_little.as_slice(), wide_big.as_slice()];
    files(folder)
        .into_iter()
        .filter(|file| {
            let bytes = fs::read(file).expect("the file can be read").to_ascii_lowercase();
            spellings.iter().any(|spelling| holds(&bytes, spelling))
        })
        .collect()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    entries
        .map(|entry| entry.expect("an entry").path())
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

#[test]
fn a_searcher_finds_every_spelling() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("upper"), "x EVE@Example.org y").expect("written");
    let wide: Vec<u8> = "Eve@example.ORG".encode_utf16().flat_map(u16::to_be_bytes).collect();
    fs::write(folder.path().join("wide"), wide).expect("written");
    fs::write(folder.path().join("other"), "eve@example.com").expect("written");
    assert_eq!(files_with(folder.path(), "eve@example.org").len(), 2);
}
