//! A database in a folder of its own, a plan, and the engine on both.

use std::path::PathBuf;

use farewell_erasure::cell::Cell;
use farewell_erasure::directory::{Directory, DirectoryMap, Switch};
use farewell_erasure::engine::{Engine, EngineError, RunOrder, RunReport, Stage};
use farewell_erasure::key::AccountKey;
use farewell_erasure::plan::Plan;
use farewell_erasure::source::Source;
use jiff::Timestamp;
use tempfile::TempDir;

/// Members with nothing but themselves.
pub(crate) const MEMBERS: &str = "CREATE TABLE members (id INTEGER PRIMARY KEY, username TEXT UNIQUE, email TEXT UNIQUE, password_hash TEXT, full_name TEXT);
    INSERT INTO members VALUES (1, 'anna', 'anna@example.com', 'x', 'Anna'), (2, 'bob', 'bob@example.com', 'y', 'Bob'), (3, 'cyd', 'cyd@example.com', 'z', 'Cyd');";

/// The databases that a story is told on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Sqlite,
    Postgres,
}

impl On {
    /// What only one of them understands.
    pub(crate) fn pick(self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self {
            Self::Sqlite => sqlite,
            Self::Postgres => postgres,
        }
    }

    fn url(self, folder: &TempDir) -> String {
        match self {
            Self::Sqlite => format!("sqlite:{}", folder.path().join("shop.db").display()),
            Self::Postgres => farewell_tests::postgres::new_database(),
        }
    }
}

/// Makes two tests of one body: `name::sqlite` and `name::postgres`.
macro_rules! on_both {
    ($(async fn $name:ident($on:ident: On) $body:block)*) => { $(
        mod $name {
            use super::*;

            async fn body($on: On) $body

            #[tokio::test]
            async fn sqlite() {
                body(On::Sqlite).await;
            }

            #[tokio::test]
            async fn postgres() {
                body(On::Postgres).await;
            }
        }
    )* };
}
pub(crate) use on_both;

pub(crate) struct Site {
    pub(crate) source: Source,
    pub(crate) directory: Directory,
    pub(crate) engine: Engine,
    pub(crate) folder: TempDir,
}

impl Site {
    /// A site whose plan was accepted as it is.
    pub(crate) async fn accepted(schema: &str, tables: &str) -> Self {
        Self::accepted_on(On::Sqlite, schema, tables).await
    }

    /// The same, on that database.
    pub(crate) async fn accepted_on(on: On, schema: &str, tables: &str) -> Self {
        let site = Self::unaccepted_on(on, schema, tables).await;
        site.engine.ensure_tables().await.unwrap();
        let lock = site.engine.lock_now().await.unwrap();
        let engine =
            Engine::open(plan(tables), Some(lock), vec![site.source.clone()], &site.directory, [1; 32]);
        Self { engine: engine.await.unwrap(), ..site }
    }

    /// A site whose plan nobody has accepted yet, and which has none of our tables.
    pub(crate) async fn unaccepted(schema: &str, tables: &str) -> Self {
        Self::unaccepted_on(On::Sqlite, schema, tables).await
    }

    /// The same, on that database.
    pub(crate) async fn unaccepted_on(on: On, schema: &str, tables: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let source = Source::create("shop", &on.url(&folder)).await.unwrap();
        source.execute_script(schema).await.unwrap();
        let directory = Directory::open(map(), source.clone()).await.unwrap();
        let engine = Engine::open(plan(tables), None, vec![source.clone()], &directory, [1; 32]);
        Self { engine: engine.await.unwrap(), source, directory, folder }
    }

    pub(crate) fn key(&self, key: &str) -> AccountKey {
        self.directory.key(key).unwrap()
    }

    pub(crate) async fn erase(&self, account: &str) -> RunReport {
        self.try_erase(account).await.unwrap()
    }

    pub(crate) async fn try_erase(&self, account: &str) -> Result<RunReport, EngineError> {
        let order = order(&format!("erase {account}"), vec![self.key(account)], Stage::Erase);
        self.engine.run(&order).await
    }

    pub(crate) async fn leave(&self, account: &str) -> RunReport {
        let order = order(&format!("leave {account}"), vec![self.key(account)], Stage::Leave);
        self.engine.run(&order).await.unwrap()
    }

    pub(crate) async fn is_clean(&self, account: &str) -> bool {
        let verified = self.engine.verify(&[self.key(account)], Stage::Erase, now()).await;
        verified.unwrap().is_clean()
    }

    /// The rows of a query, as text: `1|anna|NULL`, in the order of that text.
    pub(crate) async fn rows(&self, sql: &str) -> Vec<String> {
        let rows = self.source.query(sql, &[]).await.unwrap();
        let text = |cell: &Cell| match cell {
            Cell::Null => "NULL".to_owned(),
            Cell::Blob(bytes) => format!("{bytes:?}"),
            other => other.to_plain_text().unwrap(),
        };
        let rows = rows.iter().map(|row| row.cells().iter().map(text).collect::<Vec<_>>().join("|"));
        let mut rows: Vec<String> = rows.collect();
        rows.sort_unstable();
        rows
    }

    /// What the check has found, a line each.
    pub(crate) async fn findings(&self) -> String {
        let report = self.engine.check().await.unwrap();
        let lines = report.findings.iter().map(|finding| {
            let mend = finding.mend.as_ref().map(|mend| format!("\n    {mend}"));
            format!("{}: {}{}\n", finding.place, finding.problem, mend.unwrap_or_default())
        });
        lines.collect()
    }

    /// Every file of the site's folder, with its bytes.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        let files = files.map(|file| {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            (path, bytes)
        });
        files.collect()
    }
}

pub(crate) fn order(run: &str, accounts: Vec<AccountKey>, stage: Stage) -> RunOrder {
    RunOrder { run: run.into(), fence: 1, accounts, stage, now: now() }
}

pub(crate) fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

pub(crate) fn plan(tables: &str) -> Plan {
    Plan::parse("plan.yaml", tables).unwrap()
}

pub(crate) fn map() -> DirectoryMap {
    DirectoryMap {
        table: "shop.members".into(),
        key: "id".into(),
        username: Some("username".into()),
        email: "email".into(),
        password: "password_hash".into(),
        name: Some("full_name".into()),
        gender: None,
        language: None,
        created: None,
        confirmed: None,
        status: None,
        sign_up: Switch::Off,
    }
}
