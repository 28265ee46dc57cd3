//! The long version of the help page shows the pages that it speaks of.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::portal::Portal;

/// What a reader on a slow line may be asked to load for one picture, in bytes.
const LARGEST: u64 = 60_000;

/// The pictures of a language, as they lie in the source, by name.
fn files(language: &str) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/help").join(language);
    let entries = folder.read_dir().expect("cargo xtask screenshots has been run");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

#[tokio::test]
async fn a_reader_of_the_long_version_sees_every_picture_in_their_language() {
    let portal = Portal::new().await;
    for language in ["en", "pl"] {
        let mut reader = portal.speaker(language);
        let page = reader.get("/help/delete-account").await;
        let pictures = page.targets("src");
        let names: BTreeSet<&str> = pictures
            .iter()
            .map(|href| href.strip_prefix(&format!("/assets/help/{language}/")).expect("their language"))
            .filter_map(|name| name.split('.').next())
            .collect();
        let there = files(language);
        let there: BTreeSet<&str> = there.iter().filter_map(|file| file.file_stem()?.to_str()).collect();
        assert_eq!(names, there, "each picture that is there is shown, and no other");
        for href in &pictures {
            let answer = reader.get(href).await;
            assert_eq!(answer.status, 200, "{href}");
            assert_eq!(answer.header("content-type"), "image/png");
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        }
        let (alts, widths) = (page.targets("alt"), page.targets("width"));
        assert_eq!((alts.len(), widths.len()), (pictures.len(), pictures.len()));
        assert!(alts.iter().all(|alt| alt.len() > 40), "each tells what it shows: {alts:?}");
        assert!(widths.iter().all(|width| width == "390"), "{widths:?}");
    }
}

#[test]
fn no_picture_is_heavy() {
    for file in files("en").into_iter().chain(files("pl")) {
        let size = file.metadata().expect("a file").len();
        assert!(size <= LARGEST, "{} has {size} bytes", file.display());
    }
}
