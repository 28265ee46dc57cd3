//! Farewell's own directory, for sites without a table of members: one more source with a table and a plan, on the
//! same code path as everybody else's.

use super::{DirectoryMap, StatusMap, StatusValue, Switch};

/// What `directory.table` says for it.
pub const OWN_TABLE: &str = "farewell.members";
/// The statements that make its table; running them again changes nothing.
pub const OWN_SCHEMA: &str = include_str!("own.sql");
/// The plan that fits it.
pub const OWN_PLAN: &str = include_str!("own.yaml");

impl DirectoryMap {
    /// The columns of Farewell's own directory.
    pub fn own(sign_up: Switch) -> Self {
        let column = |name: &str| Some(name.to_owned());
        let word = |word: &str| StatusValue::Text(word.to_owned());
        Self {
            table: OWN_TABLE.to_owned(),
            key: "id".to_owned(),
            username: column("username"),
            email: "email".to_owned(),
            password: "password_hash".to_owned(),
            name: column("full_name"),
            gender: column("gender"),
            language: column("locale"),
            created: column("created_at"),
            confirmed: column("email_confirmed_at"),
            status: Some(StatusMap {
                column: "status".to_owned(),
                active: word("active"),
                deactivated: word("deactivated"),
            }),
            sign_up,
        }
    }
}
