//! Our own tables, and what each role may do.

use std::collections::BTreeSet;

use crate::dialect::{Dialect, Needs, Role};

pub(super) const JOURNAL: &str = r#"CREATE TABLE IF NOT EXISTS "public"."farewell_journal" (
  account text NOT NULL,   -- a keyed hash of the account's key
  run text NOT NULL,       -- empty: the row that holds the account's fence
  stage text NOT NULL,
  fence bigint NOT NULL,
  steps text,              -- names of tables and counts, never a value
  at bigint NOT NULL,      -- milliseconds since 1970
  PRIMARY KEY (account, run, stage)
);"#;

pub(super) const VAULT: &str = r#"CREATE TABLE IF NOT EXISTS "public"."farewell_vault" (
  account text NOT NULL,   -- a keyed hash of the account's key
  run text NOT NULL,
  chunk bigint NOT NULL,
  content bytea NOT NULL,  -- rows, encrypted under the account's key
  PRIMARY KEY (account, run, chunk)
);"#;

/// Grants to `farewell_web` or `farewell_worker`; whoever uses other names puts those there.
pub(super) fn grants(dialect: &dyn Dialect, role: Role, needs: &Needs) -> String {
    let to = match role {
        Role::Web => "farewell_web",
        Role::Worker => "farewell_worker",
    };
    let mut lines = vec![
        format!("-- For the role {to}: CREATE ROLE {to} LOGIN PASSWORD '...'; put its real name here."),
        "-- Temporary tables hold the accounts' keys while rows are looked for.".to_owned(),
        format!(
            "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO {to}', current_database()); END $$;"
        ),
    ];
    let schema = |table: &String| dialect.quote(table.split_once('.').map_or("public", |(schema, _)| schema));
    let all = needs.read.iter().chain(&needs.change).chain(&needs.delete);
    let all: BTreeSet<&String> = all.chain(needs.members.iter().map(|(table, _)| table)).collect();
    let mut schemas: BTreeSet<String> = all.iter().map(|table| schema(table)).collect();
    if role == Role::Worker {
        schemas.insert(dialect.quote("public"));
    }
    let schemas: Vec<String> = schemas.into_iter().collect();
    lines.push(format!("GRANT USAGE ON SCHEMA {} TO {to};", schemas.join(", ")));
    for table in &all {
        lines.push(format!("GRANT {} ON {} TO {to};", rights(role, needs, table), dialect.table(table)));
    }
    match (role, &needs.members) {
        (Role::Worker, _) => {
            lines.push(format!(
                "GRANT SELECT, INSERT, UPDATE ON {} TO {to};",
                dialect.table("farewell_journal")
            ));
            let vault = dialect.table("farewell_vault");
            lines.push(format!("GRANT SELECT, INSERT, UPDATE, DELETE ON {vault} TO {to};"));
        }
        (Role::Web, Some((table, columns))) => {
            let columns: Vec<String> = columns.iter().map(|column| dialect.quote(column)).collect();
            let table = dialect.table(table);
            lines.push(format!("GRANT UPDATE ({}) ON {table} TO {to};", columns.join(", ")));
            lines.push("-- And SELECT on what the plan's blockers read.".to_owned());
        }
        (Role::Web, None) => {}
    }
    lines.join("\n")
}

/// Locking a row needs the right to change it.
fn rights(role: Role, needs: &Needs, table: &String) -> &'static str {
    match role {
        Role::Worker if needs.delete.contains(table) => "SELECT, UPDATE, DELETE",
        Role::Worker if needs.change.contains(table) => "SELECT, UPDATE",
        Role::Web | Role::Worker => "SELECT",
    }
}
