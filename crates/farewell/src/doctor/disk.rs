//! Room on the disks under SQLite's files.

use std::path::{Path, PathBuf};

use super::Check;
use crate::config::Config;

const CHECK: &str = "disk";
const MEGABYTE: u64 = 1024 * 1024;
/// Less than this and the next mail, session or log line may not fit.
const LEAST: u64 = 64 * MEGABYTE;

/// Looks at the folder of each file, once.
pub(super) fn look(config: &Config) -> Vec<Check> {
    let sources = config.sources.values().filter_map(|database| database.file().map(Path::to_owned));
    let own = config.database.file().map(Path::to_owned);
    let mut files: Vec<PathBuf> = own.into_iter().chain(sources).collect();
    files.dedup();
    files.iter().filter(|file| file.exists()).map(|file| one(file)).collect()
}

fn one(file: &Path) -> Check {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let size = std::fs::metadata(file).map_or(0, |file| file.len());
    match free(folder) {
        Some(free) => judge(file, size, free),
        None => Check::warning(
            CHECK,
            file.display(),
            "How much room there is could not be found out.",
            "Look yourself: df -h",
        ),
    }
}

/// Bytes that this user may still write there.
#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(folder).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

/// An erasure rewrites a source's file: it needs as much again for the copy, and as much for the log.
fn judge(file: &Path, size: u64, free: u64) -> Check {
    let found = format!("{} MB are free, and the file has {} MB.", free / MEGABYTE, size.div_ceil(MEGABYTE));
    if free < LEAST || free < size {
        let to_do = "Make room: an erasure rewrites the file, and fails when it has no place to.";
        return Check::problem(CHECK, file.display(), found, to_do);
    }
    if free < size.saturating_mul(3) {
        let to_do = "Make room for three times the file: the file, its copy, and the log.";
        return Check::warning(CHECK, file.display(), found, to_do);
    }
    Check::ok(CHECK, file.display(), found)
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::*;

    #[test]
    fn a_file_needs_room_for_its_copy_and_its_log() {
        let verdict =
            |size: u64, free: u64| judge(Path::new("shop.db"), size * MEGABYTE, free * MEGABYTE).verdict;
        assert_eq!(verdict(1, 1_000), Verdict::Ok);
        assert_eq!(verdict(1, 63), Verdict::Problem);
        assert_eq!(verdict(500, 499), Verdict::Problem);
        assert_eq!(verdict(500, 1_499), Verdict::Warning);
        assert_eq!(verdict(500, 1_500), Verdict::Ok);
    }

    #[test]
    fn this_disk_can_be_asked() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        assert!(one(file.path()).found.contains("MB are free"));
    }
}
