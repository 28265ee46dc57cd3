//! Addresses of databases: Farewell's own, and the sources.

use std::path::{Path, PathBuf};

use super::section::Wrong;

/// A SQLite database, by its file.
#[derive(Clone, Debug, PartialEq)]
pub struct DatabaseUrl {
    file: PathBuf,
}

impl DatabaseUrl {
    /// Reads `sqlite:FILE`; a relative file lies in `folder`, the configuration file's.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, Wrong> {
        let like = "Write sqlite: and a file, like sqlite:farewell.db.";
        let Some(file) = text.strip_prefix("sqlite:") else {
            let scheme = text.split(':').next().unwrap_or_default();
            let known = ["postgres", "postgresql", "mysql", "mariadb"].contains(&scheme);
            let problem = if known {
                format!("names a {scheme} database, which this version cannot use")
            } else {
                "is no address of a database".to_owned()
            };
            return Err(Wrong::new(problem, like));
        };
        let file = file.strip_prefix("//").unwrap_or(file);
        if file.is_empty() || file.contains(['?', '#']) || file == ":memory:" {
            return Err(Wrong::new("names no file", like));
        }
        Ok(Self { file: folder.join(file) })
    }

    /// The database's file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The address as the database modules want it.
    pub fn url(&self) -> String {
        format!("sqlite:{}", self.file.display())
    }
}
