//! Addresses of databases: Farewell's own, and the sources.

use std::path::{Path, PathBuf};

use super::section::Wrong;

/// Farewell's own database.
#[derive(Clone, PartialEq)]
pub enum OwnDatabase {
    /// A file, used by this machine alone.
    Sqlite(DatabaseUrl),
    /// A server's, used by any number of nodes.
    Postgres {
        /// With user and password; never to be shown.
        url: String,
        /// What errors call it: host and name.
        told: String,
    },
}

impl OwnDatabase {
    /// Reads `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/NAME`.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, Wrong> {
        let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"));
        let Some(rest) = rest else { return DatabaseUrl::parse_own(text, folder).map(Self::Sqlite) };
        // Everything before the last @ may be a password.
        let told = rest.rsplit('@').next().unwrap_or_default().split('?').next().unwrap_or_default();
        match told.split_once('/') {
            Some((_, name)) if !name.is_empty() => {
                Ok(Self::Postgres { url: text.to_owned(), told: told.to_owned() })
            }
            _ => Err(Wrong::new(
                "names no database",
                "Write it like postgres://farewell:password@db.example.com/farewell.",
            )),
        }
    }

    /// The file, if it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(database) => Some(database.file()),
            Self::Postgres { .. } => None,
        }
    }

    /// Whether it lies in the same file as a source.
    pub(super) fn is_in(&self, source: &DatabaseUrl) -> bool {
        self.file().is_some_and(|file| resolved(file) == resolved(source.file()))
    }

    /// The address as the database modules want it.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(database) => database.url(),
            Self::Postgres { url, .. } => url.clone(),
        }
    }
}

/// What a person may read: no password.
impl std::fmt::Display for OwnDatabase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(database) => write!(formatter, "{}", database.file().display()),
            Self::Postgres { told, .. } => formatter.write_str(told),
        }
    }
}

impl std::fmt::Debug for OwnDatabase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "OwnDatabase({self})")
    }
}

/// A SQLite database, by its file.
#[derive(Clone, Debug, PartialEq)]
pub struct DatabaseUrl {
    file: PathBuf,
}

impl DatabaseUrl {
    /// Reads `sqlite:FILE`; a relative file lies in `folder`, the configuration file's.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, Wrong> {
        Self::like(text, folder, "Write sqlite: and a file, like sqlite:shop.db.")
    }

    fn parse_own(text: &str, folder: &Path) -> Result<Self, Wrong> {
        Self::like(
            text,
            folder,
            "Write sqlite:farewell.db, or postgres://farewell:password@db.example.com/farewell.",
        )
    }

    fn like(text: &str, folder: &Path, like: &str) -> Result<Self, Wrong> {
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

/// The file without links, however it was written; one that is not there yet by its folder.
fn resolved(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let in_folder = || Some(std::fs::canonicalize(folder).ok()?.join(file.file_name()?));
    std::fs::canonicalize(file).ok().or_else(in_folder).unwrap_or_else(|| file.to_owned())
}
