//! The demo's folder, and what may be wrong with it.

use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A folder that exists and can be written.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if there is none.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        if path.to_str().is_none_or(|path| path.contains(['?', '#'])) {
            return Err(Failure::usage(
                format!("The folder {} has a name that a database's address cannot hold.", path.display()),
                "Choose another one with --data, of plain letters.",
            ));
        }
        fs::create_dir_all(path).map_err(|error| refused(path, &error))?;
        Ok(Self(path.to_owned()))
    }

    /// A file in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file that is not there yet, whole or not at all.
    pub(crate) fn write_missing(&self, name: &str, text: &str) -> Result<(), Failure> {
        let (file, partial) = (self.path(name), self.path(&format!("{name}.partial")));
        if file.exists() {
            return Ok(());
        }
        fs::write(&partial, text)
            .and_then(|()| fs::rename(&partial, &file))
            .map_err(|error| refused(&file, &error))
    }
}

fn refused(path: &Path, error: &Error) -> Failure {
    let path = path.display();
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Failure::work(
            format!("{path} cannot be written by this user."),
            "Choose a folder of your own with --data, like --data ~/farewell-demo.",
        ),
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => Failure::work(
            format!("{path} is a file, and the demo needs a folder."),
            "Choose another one with --data, like --data ~/farewell-demo.",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Failure::work(
            format!("{path} cannot be written: the disk is full."),
            "Make some 50 MB of room, or choose a folder on another disk with --data.",
        ),
        _ => Failure::caused(&format!("{path} cannot be written"), error),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Folder;

    #[test]
    fn what_is_there_is_left_as_it_is() {
        let temporary = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(&temporary.path().join("a/b")).expect("folders can be made");
        folder.write_missing("plan.yaml", "first").expect("written");
        folder.write_missing("plan.yaml", "second").expect("left");
        assert_eq!(fs::read_to_string(folder.path("plan.yaml")).expect("a file"), "first");
        assert!(!folder.path("plan.yaml.partial").exists());
    }

    #[test]
    fn a_file_in_the_folders_place_is_told() {
        let temporary = tempfile::tempdir().expect("a folder");
        let file = temporary.path().join("demo");
        fs::write(&file, "").expect("written");
        let failure = Folder::open(&file).err().expect("refused");
        assert!(format!("{:?}", failure.report()).contains("--data"));
        assert_eq!(failure.status(), 1);
    }
}
