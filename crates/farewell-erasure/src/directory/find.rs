//! Looking members up.

use std::fmt;

use super::{Directory, DirectoryError};
use crate::cell::Cell;
use crate::key::AccountKey;
use crate::source::{Row, SourceError};

/// More rows than this cannot make a typed identifier any clearer.
const MOST_CANDIDATES: usize = 20;

/// One member, as the directory's table has it now.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// The account's key.
    pub key: AccountKey,
    /// The member ID.
    pub username: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The password's hash.
    pub password_hash: Option<String>,
    /// The name people are greeted with.
    pub name: Option<String>,
    /// The gender.
    pub gender: Option<String>,
    /// The language, as the table has it.
    pub language: Option<String>,
    /// Whether the address is confirmed; true where no column says.
    pub confirmed: bool,
}

/// The key only: everything else is personal.
impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Member({})", self.key)
    }
}

impl Directory {
    /// The member with that key.
    pub async fn find(&self, key: &AccountKey) -> Result<Option<Member>, DirectoryError> {
        let sql = format!("{} WHERE {}", self.select(), self.is_key());
        let rows = self.source().query(&sql, &[key.to_cell()]).await?;
        rows.first().map(|row| self.member(row)).transpose()
    }

    /// Some member's password hash, if any has one: its kind and price are those of the site.
    pub async fn a_password_hash(&self) -> Result<Option<String>, DirectoryError> {
        let (column, table) = (self.quote(&self.map().password), self.quoted_table());
        let sql = format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL LIMIT 1");
        let rows = self.source().query(&sql, &[]).await?;
        Ok(rows.first().and_then(|row| row.first().to_plain_text()))
    }

    /// The member whom a typed e-mail address or member ID means. Case does not matter where that leaves no doubt; in doubt it is nobody.
    /// It is one statement whether or not there is such a member.
    pub async fn find_by_identifier(&self, typed: &str) -> Result<Option<Member>, DirectoryError> {
        let typed = typed.trim();
        let dialect = self.source().dialect();
        let matches =
            |column: &str| dialect.equal_ignoring_case(&self.quote(column), "$1", self.kind(column));
        let username = self.map().username.as_deref();
        let either = username.map(|column| format!(" OR {}", matches(column)));
        let sql = format!(
            "{} WHERE {}{} LIMIT {MOST_CANDIDATES}",
            self.select(),
            matches(&self.map().email),
            either.unwrap_or_default(),
        );
        let rows = match self.source().query(&sql, &[Cell::from(typed)]).await {
            // What the database cannot even store, nobody has.
            Err(SourceError::Unfit { .. }) => Vec::new(),
            rows => rows?,
        };
        let candidates = rows.iter().map(|row| self.member(row)).collect::<Result<Vec<_>, _>>()?;
        if typed.is_empty() {
            return Ok(None);
        }
        Ok(choose(&candidates, typed).cloned())
    }

    /// Every mapped column under the name of its field.
    pub(super) fn select(&self) -> String {
        let map = self.map();
        let column = |column: &str| self.source().dialect().read(&self.quote(column), self.kind(column));
        let optional = |name: &Option<String>| name.as_deref().map_or_else(|| "NULL".to_owned(), column);
        format!(
            "SELECT {} AS f_key, {} AS f_email, {} AS f_password, {} AS f_username, {} AS f_name, {} AS f_gender, {} AS f_language, {} AS f_confirmed FROM {}",
            column(&map.key),
            column(&map.email),
            column(&map.password),
            optional(&map.username),
            optional(&map.name),
            optional(&map.gender),
            optional(&map.language),
            optional(&map.confirmed),
            self.quoted_table(),
        )
    }

    pub(super) fn member(&self, row: &Row) -> Result<Member, DirectoryError> {
        let text = |field| row.get(field).to_plain_text();
        Ok(Member {
            key: AccountKey::from_cell(self.key_kind(), row.get("f_key"))?,
            username: text("f_username"),
            email: text("f_email"),
            password_hash: text("f_password"),
            name: text("f_name"),
            gender: text("f_gender"),
            language: text("f_language"),
            confirmed: self.map().confirmed.is_none() || row.get("f_confirmed").is_set(),
        })
    }
}

/// An `@` says address, so that nobody can take over an address by choosing it as a member ID; else the member ID comes first.
fn choose<'a>(candidates: &'a [Member], typed: &str) -> Option<&'a Member> {
    // Who has confirmed an address comes before who has only typed it, perhaps to shut its owner out.
    let owners =
        || clearest(candidates, typed, |member| member.email.as_deref().filter(|_| member.confirmed));
    let by_email = || owners().or_else(|| clearest(candidates, typed, |member| member.email.as_deref()));
    let by_username = || clearest(candidates, typed, |member| member.username.as_deref());
    if typed.contains('@') { by_email().or_else(by_username)? } else { by_username().or_else(by_email)? }
}

/// None: nobody has it. Some(None): several do, and none exactly so.
#[expect(clippy::option_option, reason = "nobody and nobody for certain are two answers")]
fn clearest<'a>(
    candidates: &'a [Member],
    typed: &str,
    field: impl Fn(&Member) -> Option<&str>,
) -> Option<Option<&'a Member>> {
    let has = |same: fn(&str, &str) -> bool| {
        let mut found = candidates.iter().filter(|member| field(member).is_some_and(|own| same(own, typed)));
        (found.next(), found.next())
    };
    match (has(|own, typed| own == typed), has(str::eq_ignore_ascii_case)) {
        ((Some(member), None), _) | (_, (Some(member), None)) => Some(Some(member)),
        (_, (Some(_), Some(_))) => Some(None),
        (_, (None, _)) => None,
    }
}
