//! Addresses of databases: Farewell's own, and the sources.

use std::path::{Path, PathBuf};

use super::section::Wrong;

/// A database that Farewell reaches: its own, or a source.
#[derive(Clone, PartialEq)]
pub enum DatabaseUrl {
    /// A file, used by this machine alone.
    Sqlite(PathBuf),
    /// A server's, reached by any number of nodes.
    Postgres {
        /// With user and password; never to be shown.
        url: String,
        /// What errors call it: host and name.
        told: String,
    },
}

impl DatabaseUrl {
    /// Reads `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/NAME`; a relative file lies in `folder`, the configuration
    /// file's.
    pub fn parse_own(text: &str, folder: &Path) -> Result<Self, Wrong> {
        Self::parse(text, folder, "farewell")
    }

    /// The same for a source.
    pub fn parse_source(text: &str, folder: &Path) -> Result<Self, Wrong> {
        Self::parse(text, folder, "shop")
    }

    fn parse(text: &str, folder: &Path, name: &str) -> Result<Self, Wrong> {
        let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"));
        let Some(rest) = rest else { return file(text, folder, name).map(Self::Sqlite) };
        // Everything before the last @ may be a password.
        let told = rest.rsplit('@').next().unwrap_or_default().split('?').next().unwrap_or_default();
        match told.split_once('/') {
            Some((_, database)) if !database.is_empty() => {
                Ok(Self::Postgres { url: text.to_owned(), told: told.to_owned() })
            }
            _ => Err(Wrong::new(
                "names no database",
                format!("Write it like postgres://farewell:password@db.example.com/{name}."),
            )),
        }
    }

    /// The file, if it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(file) => Some(file),
            Self::Postgres { .. } => None,
        }
    }

    /// Whether both lie in the same file.
    pub(super) fn is_in(&self, other: &Self) -> bool {
        let both = self.file().zip(other.file());
        both.is_some_and(|(own, other)| resolved(own) == resolved(other))
    }

    /// The address as the database modules want it.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(file) => format!("sqlite:{}", file.display()),
            Self::Postgres { url, .. } => url.clone(),
        }
    }
}

fn file(text: &str, folder: &Path, name: &str) -> Result<PathBuf, Wrong> {
    let like = format!("Write sqlite:{name}.db, or postgres://farewell:password@db.example.com/{name}.");
    let Some(file) = text.strip_prefix("sqlite:") else {
        let scheme = text.split(':').next().unwrap_or_default();
        let known = ["mysql", "mariadb"].contains(&scheme);
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
    Ok(folder.join(file))
}

/// What a person may read: no password.
impl std::fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(file) => write!(formatter, "{}", file.display()),
            Self::Postgres { told, .. } => formatter.write_str(told),
        }
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "DatabaseUrl({self})")
    }
}

/// The file without links, however it was written; one that is not there yet by its folder.
fn resolved(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let in_folder = || Some(std::fs::canonicalize(folder).ok()?.join(file.file_name()?));
    std::fs::canonicalize(file).ok().or_else(in_folder).unwrap_or_else(|| file.to_owned())
}
