//! The logs of every process that a story starts, and what must not stand in any of them.
//!
//! A story says what it types ([`typed`]); `cargo xtask test` looks for all of it in all logs ([`search`]) when the run is
//! over.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Where `cargo xtask test` says in which folder the logs are gathered.
pub const VARIABLE: &str = "TEST_LOGS";

/// What is shorter stands in a log by chance.
const SHORTEST: usize = 6;

/// What the search has seen.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Searched {
    /// Log lines that were read.
    pub lines: usize,
    /// Texts that were looked for.
    pub texts: usize,
    /// Lines that hold one of them, as `file:line`. The text itself is not repeated.
    pub found: Vec<String>,
}

/// The folder of this run; without a run, one beside the build's.
#[expect(clippy::disallowed_methods, reason = "what the test run tells its tests")]
fn folder() -> PathBuf {
    let test = std::env::current_exe().unwrap_or_default();
    let beside = test.ancestors().nth(3).map_or_else(std::env::temp_dir, |target| target.join("test-logs"));
    let folder = std::env::var_os(VARIABLE).map_or(beside, PathBuf::from);
    fs::create_dir_all(&folder).expect("the folder of the logs can be made");
    folder
}

/// A new log.
pub fn file() -> File {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("{}-{}.log", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    File::create(folder().join(name)).expect("a log can be made")
}

/// Says that `text` is somebody's: no log may hold it.
pub fn typed(text: &str) {
    let name = format!("{}.typed", std::process::id());
    let mut file = OpenOptions::new().create(true).append(true).open(folder().join(name)).expect("a list");
    file.write_all(format!("{}\n", text.replace('\n', " ")).as_bytes()).expect("the list takes a line");
}

/// Looks for everything that was typed in every log below `folder`, in any letter case, also as it stands in an
/// address.
pub fn search(folder: &Path) -> io::Result<Searched> {
    let mut texts = BTreeSet::new();
    let mut logs = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.extension().and_then(|end| end.to_str()) {
            Some("typed") => texts.extend(spellings(&fs::read_to_string(&path)?)),
            Some("log") => logs.push(path),
            _ => {}
        }
    }
    let mut searched = Searched { texts: texts.len(), ..Searched::default() };
    for log in logs {
        for (number, line) in (1..).zip(String::from_utf8_lossy(&fs::read(&log)?).to_lowercase().lines()) {
            searched.lines += 1;
            if texts.iter().any(|text| line.contains(text.as_str())) {
                let name = log.file_name().unwrap_or_default().to_string_lossy().into_owned();
                searched.found.push(format!("{name}:{number}"));
            }
        }
    }
    Ok(searched)
}

fn spellings(list: &str) -> Vec<String> {
    let long_enough = list.lines().map(str::trim).filter(|text| text.chars().count() >= SHORTEST);
    let both = |text: &str| {
        let plain = text.to_lowercase();
        let encoded = plain.replace('@', "%40").replace(' ', "%20");
        [plain, encoded]
    };
    long_enough.flat_map(both).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn searched(typed: &str, log: &str) -> Searched {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("1.typed"), typed).expect("written");
        fs::write(folder.path().join("1-0.log"), log).expect("written");
        search(folder.path()).expect("searched")
    }

    #[test]
    fn what_was_typed_is_found_in_any_case_and_as_an_address() {
        let typed = "zofia@example.com\na quiet evening\n";
        for log in [
            "to ZOFIA@example.com",
            "GET /x?e=zofia%40example.com",
            "pw A Quiet Evening!",
            "a%20quiet%20evening",
        ] {
            assert_eq!(searched(typed, &format!("first\n{log}\n")).found, ["1-0.log:2"], "{log}");
        }
        assert_eq!(searched(typed, "zofia\nexample.com\n").found, [""; 0]);
    }

    #[test]
    fn what_is_short_is_not_looked_for() {
        let searched = searched("a\nx y\n\n", "a line with x y\n");
        assert_eq!((searched.texts, searched.lines, searched.found.len()), (0, 1, 0));
    }
}
