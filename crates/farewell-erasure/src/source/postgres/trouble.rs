//! What the server says when it cannot, in words of ours where its own could hold a value of a row.

use sqlx::postgres::PgDatabaseError;

use super::bind::Unfit;
use crate::source::SourceError;

/// What error messages say about the source.
pub(super) struct Told {
    name: String,
    /// The server and the database, without user and password.
    place: String,
}

impl Told {
    pub(super) fn new(name: &str, url: &str) -> Self {
        // Everything before the last @ may be a password.
        let place = url.split_once("://").map_or("", |(_, rest)| rest);
        let place = place.rsplit('@').next().unwrap_or_default().split('?').next().unwrap_or_default();
        Self { name: name.to_owned(), place: place.to_owned() }
    }

    pub(super) fn explain(&self, error: &sqlx::Error) -> SourceError {
        let source_name = self.name.clone();
        match error {
            sqlx::Error::Database(error) => match error.try_downcast_ref::<PgDatabaseError>() {
                Some(error) => self.refused(error),
                None => SourceError::Statement { source_name, message: "the server refused".to_owned() },
            },
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => {
                SourceError::NoConnection { source_name, file: self.place.clone() }
            }
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed => {
                SourceError::Unreachable { source_name, place: self.place.clone() }
            }
            sqlx::Error::Encode(error) => match error.downcast_ref::<Unfit>() {
                Some(unfit) => SourceError::Unfit { source_name, problem: unfit.to_string() },
                None => SourceError::Statement { source_name, message: error.to_string() },
            },
            other => SourceError::Statement { source_name, message: other.to_string() },
        }
    }

    pub(super) fn read_only(&self) -> SourceError {
        let message = format!("{} takes no writes", self.place);
        SourceError::Denied { source_name: self.name.clone(), message }
    }

    /// By SQLSTATE: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
    fn refused(&self, error: &PgDatabaseError) -> SourceError {
        let source_name = self.name.clone();
        let message = error.message().to_owned();
        let code = error.code();
        match (code, code.get(..2).unwrap_or_default()) {
            ("40001" | "40P01", _) => SourceError::Conflict { source_name },
            // Waited too long for a lock, or behind one.
            ("55P03" | "57014", _) => SourceError::Busy { source_name, file: self.place.clone() },
            ("53100", _) => SourceError::Disk { source_name, file: self.place.clone() },
            ("53200", _) => SourceError::Statement {
                source_name,
                message: format!("{message}. A plan of many tables needs a higher max_locks_per_transaction"),
            },
            // Connections: lost, too many, idle for too long, the server going down or starting.
            ("25P03", _) | (_, "08" | "53" | "57") => {
                SourceError::Unreachable { source_name, place: self.place.clone() }
            }
            ("42501" | "3D000" | "25006", _) | (_, "28") => SourceError::Denied { source_name, message },
            ("23505", _) => SourceError::Unique { source_name, column: taken(error) },
            (_, "23") => SourceError::Constraint { source_name, message },
            // The server's words would repeat the value.
            (_, "22") => SourceError::Unfit { source_name, problem: unfit(code) },
            // A trigger's own words may hold anything.
            (_, "P0") => SourceError::Constraint {
                source_name,
                message: format!("a trigger or a function of the database refused (SQLSTATE {code})"),
            },
            _ => SourceError::Statement { source_name, message },
        }
    }
}

/// The server names the index, not the column.
fn taken(error: &PgDatabaseError) -> String {
    error.constraint().or(error.table()).unwrap_or_default().to_owned()
}

fn unfit(code: &str) -> String {
    let words = match code {
        "22001" => "it is longer than its column",
        "22003" => "the number is too large for its column",
        "22007" | "22008" => "it is no date or time",
        "22021" => "it holds a character that the database cannot store",
        _ => "it is not what its type can be",
    };
    format!("{words} (SQLSTATE {code})")
}
