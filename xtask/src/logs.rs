//! The last test of a run: nothing that a story typed stands in any log.

use std::fs;
use std::path::PathBuf;

use farewell_tests::logs;

use crate::root;
use crate::summary::Summary;

/// The folder of this run's logs, empty.
pub(crate) fn fresh_folder() -> Result<PathBuf, String> {
    let folder = root().join("target/test-logs");
    let _not_there = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| format!("No folder for the logs can be made: {error}."))?;
    Ok(folder)
}

/// Searches every log and counts as one test. Without a log, or without anything to look for, it has failed.
pub(crate) fn search(folder: &std::path::Path, summary: &mut Summary) {
    let searched = match logs::search(folder) {
        Ok(searched) => searched,
        Err(error) => {
            println!("The logs cannot be read: {error}.");
            summary.failed += 1;
            return;
        }
    };
    let logs::Searched { lines, texts, found } = searched;
    println!("Searched {lines} log lines for {texts} texts that the stories typed: {} found.", found.len());
    found.iter().take(20).for_each(|place| println!("  {} holds one", folder.join(place).display()));
    if lines > 0 && texts > 0 && found.is_empty() {
        summary.passed += 1;
    } else {
        summary.failed += 1;
    }
}
