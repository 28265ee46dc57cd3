//! The e-mail address: whose it is, and giving a member another.

use jiff::Timestamp;

use super::moment::moment;
use super::{Directory, DirectoryError, Member};
use crate::key::AccountKey;

impl Directory {
    /// The member who has that address, in whatever case.
    pub async fn owner_of(&self, email: &str) -> Result<Option<Member>, DirectoryError> {
        let sql = format!("{} WHERE {} LIMIT 1", self.select(), self.is(&self.map().email, "$1"));
        let rows = self.source().query(&sql, &[email.into()]).await?;
        rows.first().map(|row| self.member(row)).transpose()
    }

    /// Gives a member an address that was confirmed just now; it may be the one they have. `Taken` when another member
    /// has it, in whatever case: one statement looks and writes.
    pub async fn set_email(
        &self,
        key: &AccountKey,
        email: &str,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let map = self.map();
        let (own, table) = (self.is_key(), self.quoted_table());
        let mut binds = vec![key.to_cell(), email.into()];
        let mut sets = self.assign(&map.email, &binds);
        if let Some(confirmed) = &map.confirmed {
            binds.push(moment(self, confirmed, now).await?);
            sets = format!("{sets}, {}", self.assign(confirmed, &binds));
        }
        let others = format!("SELECT 1 FROM {table} WHERE {} AND NOT ({own})", self.is(&map.email, "$2"));
        let sql =
            format!("UPDATE {table} SET {sets} WHERE {own} AND NOT EXISTS ({others}) RETURNING 1 AS changed");
        if !self.alone(&sql, &binds).await?.is_empty() {
            return Ok(());
        }
        Err(match self.find(key).await? {
            Some(_) => DirectoryError::Taken { column: map.email.clone() },
            None => DirectoryError::Unknown,
        })
    }
}
