//! The browser tests: Node's own test runner over `tests/browser`, before Debian's Chromium.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::needs::{NEEDS, provide};
use crate::{cargo, root};

/// Where the tests learn which program to start.
const PROGRAM: &str = "TEST_FAREWELL";

/// Installs the npm packages of the lock file, unless they are there already.
pub(crate) fn prepare() -> Result<(), String> {
    let folder = folder();
    let changed = |name: &str| folder.join(name).metadata().and_then(|file| file.modified()).ok();
    if changed("node_modules/.package-lock.json") >= changed("package-lock.json") {
        return Ok(());
    }
    let words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    let installed = Command::new("npm").args(words).current_dir(&folder).status();
    match installed {
        Ok(status) if status.success() => Ok(()),
        _ => Err("The npm packages of the browser tests (tests/browser/package-lock.json) could not be \
                  installed. Run `npm ci` in tests/browser where the npm registry can be reached."
            .to_owned()),
    }
}

/// Every story, file by file.
pub(crate) fn stories() -> Result<Command, String> {
    let mut files = story_files(&folder())?;
    files.sort();
    let mut command = node()?;
    command.args(["--test", "--test-reporter=spec"]).args(files);
    Ok(command)
}

/// Takes the pictures of the whole way, for the help page and the documents.
pub(crate) fn screenshots() -> ExitCode {
    let taken =
        provide(&NEEDS).and_then(|()| prepare()).and_then(|()| build()).and_then(|()| take_pictures());
    match taken {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), String> {
    let built = cargo(&["build", "--package", "farewell"]).status();
    if built.is_ok_and(|status| status.success()) {
        Ok(())
    } else {
        Err("The program does not compile.".to_owned())
    }
}

fn take_pictures() -> Result<(), String> {
    let taken = node()?.arg("screenshots.mjs").status();
    if taken.is_ok_and(|status| status.success()) {
        Ok(())
    } else {
        Err("The pictures could not be taken; see above.".to_owned())
    }
}

fn folder() -> PathBuf {
    root().join("tests/browser")
}

fn story_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries =
        folder.read_dir().map_err(|error| format!("{} cannot be read: {error}.", folder.display()))?;
    let names = entries.flatten().map(|entry| PathBuf::from(entry.file_name()));
    Ok(names.filter(|name| name.to_string_lossy().ends_with(".test.mjs")).collect())
}

/// Node in the tests' folder, with the program that lies beside this one.
fn node() -> Result<Command, String> {
    let here = std::env::current_exe().map_err(|error| format!("This program has no path: {error}."))?;
    let mut command = Command::new("node");
    command.current_dir(folder()).env(PROGRAM, here.with_file_name("farewell"));
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_story_is_found_and_nothing_else() {
        let files = story_files(&folder()).expect("the folder is there");
        assert!(files.contains(&PathBuf::from("whole_way.test.mjs")), "{files:?}");
        assert!(!files.contains(&PathBuf::from("states.mjs")), "{files:?}");
    }

    #[test]
    fn the_lock_file_names_no_registry() {
        let lock = std::fs::read_to_string(folder().join("package-lock.json")).expect("a lock file");
        assert!(!lock.contains("http"), "write it with `npm install --omit-lockfile-registry-resolved`");
    }
}
