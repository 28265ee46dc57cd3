//! Farewell's own database in a test: a file, or one of the private server's databases.

use std::path::Path;

use crate::postgres;

/// `cargo xtask test` runs the tests of the verbs and of the pages once for each kind.
pub const VARIABLE: &str = "TEST_DATABASE";

/// The address of a new database: `TEST_DATABASE=postgres` means the server, else it is a file in `folder`.
#[expect(clippy::disallowed_methods, reason = "what the test run tells its tests")]
pub fn new(folder: &Path) -> String {
    match std::env::var(VARIABLE).as_deref() {
        Ok("postgres") => postgres::new_database(),
        _ => format!("sqlite:{}", folder.join("farewell.db").display()),
    }
}
