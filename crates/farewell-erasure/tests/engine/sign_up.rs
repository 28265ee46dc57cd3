//! Adding members, and giving one another address: on tables of every make, and on Farewell's own.

use farewell_erasure::directory::{
    Directory, DirectoryError, DirectoryMap, NewMember, OWN_PLAN, OWN_SCHEMA, Switch,
};
use farewell_erasure::engine::Engine;
use farewell_erasure::plan::Plan;
use farewell_erasure::source::Source;
use jiff::Timestamp;
use tempfile::TempDir;
use uuid::Uuid;

use crate::site::{map, now};

const KEYED: &str = "CREATE TABLE members (id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT, email TEXT,
    password_hash TEXT, full_name TEXT, since INTEGER NOT NULL, verified BOOLEAN NOT NULL)";

struct Table {
    source: Source,
    _folder: TempDir,
}

impl Table {
    async fn new(name: &str, schema: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("members.db").display());
        let source = Source::create(name, &url).await.unwrap();
        source.execute_script(schema).await.unwrap();
        Self { source, _folder: folder }
    }

    async fn open(&self, map: DirectoryMap) -> Result<Directory, DirectoryError> {
        Directory::open(map, self.source.clone()).await
    }

    async fn row(&self, sql: &str) -> String {
        let rows = self.source.query(sql, &[]).await.unwrap();
        let cells = rows[0].cells().iter();
        cells.map(|cell| cell.to_plain_text().unwrap_or_default()).collect::<Vec<_>>().join("|")
    }
}

fn on(map: DirectoryMap) -> DirectoryMap {
    DirectoryMap { sign_up: Switch::On, ..map }
}

fn keyed() -> DirectoryMap {
    let (created, confirmed) = (Some("since".to_owned()), Some("verified".to_owned()));
    on(DirectoryMap { created, confirmed, ..map() })
}

fn new(username: &str, email: &str) -> NewMember {
    NewMember {
        username: Some(username.to_owned()),
        email: email.to_owned(),
        password_hash: "a hash".to_owned(),
        name: Some("Ola".to_owned()),
        language: Some("pl".to_owned()),
    }
}

async fn add(directory: &Directory, username: &str, email: &str) -> Result<String, DirectoryError> {
    let key = directory.add(&new(username, email), Uuid::from_u128(7), now()).await?;
    Ok(key.as_str().to_owned())
}

fn column(result: Result<impl std::fmt::Debug, DirectoryError>) -> String {
    match result {
        Err(DirectoryError::Taken { column }) => column,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn somebody_is_added_to_farewell_s_own_directory_and_erased_by_its_plan() {
    let table = Table::new("farewell", OWN_SCHEMA).await;
    table.source.execute_script(OWN_SCHEMA).await.unwrap();
    let directory = table.open(DirectoryMap::own(Switch::On)).await.unwrap();
    let key = add(&directory, "Ola", "Ola@example.com").await.unwrap();
    assert_eq!(key, Uuid::from_u128(7).to_string());
    assert_eq!(
        table.row("SELECT username, email, full_name, locale, status, created_at, email_confirmed_at FROM members").await,
        "Ola|Ola@example.com|Ola|pl|active|2026-11-24 12:00:00|2026-11-24 12:00:00"
    );
    let member = directory.owner_of("OLA@example.com").await.unwrap().unwrap();
    assert!(member.confirmed && member.key.as_str() == key);

    let plan = || Plan::parse("plan.yaml", OWN_PLAN).unwrap();
    let sources = || vec![table.source.clone()];
    let engine = Engine::open(plan(), None, sources(), &directory, [1; 32]).await.unwrap();
    engine.ensure_tables().await.unwrap();
    let lock = engine.lock_now().await.unwrap();
    let engine = Engine::open(plan(), Some(lock), sources(), &directory, [1; 32]).await.unwrap();
    let report = engine.check().await.unwrap();
    assert!(report.is_green(), "{report:?}");
    let key = directory.key(&key).unwrap();
    assert_eq!(engine.identifiers(&key).await.unwrap(), ["Ola", "Ola@example.com"]);
    let order = crate::site::order("erase", vec![key.clone()], farewell_erasure::engine::Stage::Erase);
    engine.run(&order).await.unwrap();
    assert_eq!(table.row("SELECT count(*) FROM members").await, "0");
}

#[tokio::test]
async fn a_member_id_and_an_address_belong_to_one_in_whatever_case() {
    for (name, schema, map) in
        [("farewell", OWN_SCHEMA, DirectoryMap::own(Switch::On)), ("shop", KEYED, keyed())]
    {
        let table = Table::new(name, schema).await;
        let directory = table.open(map).await.unwrap();
        add(&directory, "ola", "ola@example.com").await.unwrap();
        assert_eq!(column(add(&directory, "OLA", "other@example.com").await), "username");
        assert_eq!(column(add(&directory, "other", "OLA@example.com").await), "email");
        assert!(directory.has_username("oLa").await.unwrap());
        assert!(!directory.has_username("other").await.unwrap());
        assert_eq!(table.row("SELECT count(*) FROM members").await, "1");
    }
}

#[tokio::test]
async fn of_two_who_come_at_once_one_is_added() {
    let table = Table::new("shop", KEYED).await;
    let directory = table.open(keyed()).await.unwrap();
    let (one, two) =
        tokio::join!(add(&directory, "ola", "ola@example.com"), add(&directory, "ola", "ola2@example.com"));
    assert!(one.is_ok() ^ two.is_ok(), "{one:?} {two:?}");
}

#[tokio::test]
async fn keys_and_moments_are_written_as_the_table_has_them() {
    let table = Table::new("shop", KEYED).await;
    let directory = table.open(keyed()).await.unwrap();
    assert_eq!(add(&directory, "ola", "ola@example.com").await.unwrap(), "1");
    assert_eq!(table.row("SELECT since, verified FROM members").await, format!("{}|1", now().as_second()));
    table.source.execute("UPDATE members SET since = 1700000000000", &[]).await.unwrap();
    assert_eq!(add(&directory, "ed", "ed@example.com").await.unwrap(), "2");
    let since = table.row("SELECT since FROM members WHERE id = 2").await;
    assert_eq!(since, now().as_millisecond().to_string());
}

#[tokio::test]
async fn a_table_that_wants_more_is_refused_at_the_start() {
    let schema = KEYED.replace("full_name TEXT", "full_name TEXT, phone TEXT NOT NULL, city TEXT NOT NULL");
    let table = Table::new("shop", &schema).await;
    let error = table.open(keyed()).await.expect_err("nobody types a phone").to_string();
    assert!(error.contains("needs a value for phone and city") && error.contains("sign_up: off"), "{error}");
    let off = DirectoryMap { sign_up: Switch::Off, ..keyed() };
    assert!(table.open(off).await.is_ok(), "nobody is to be added");
}

#[tokio::test]
async fn a_table_that_gives_a_number_twice_is_refused_at_the_start() {
    let table = Table::new("shop", &KEYED.replace(" AUTOINCREMENT", "")).await;
    let error = table.open(keyed()).await.expect_err("a number is given twice").to_string();
    assert!(error.contains("AUTOINCREMENT"), "{error}");
}

#[tokio::test]
async fn a_new_address_is_confirmed_and_nobody_else_s() {
    let table = Table::new("shop", KEYED).await;
    let directory = table.open(keyed()).await.unwrap();
    add(&directory, "ola", "ola@example.com").await.unwrap();
    add(&directory, "ed", "ed@example.com").await.unwrap();
    table.source.execute("UPDATE members SET verified = 0", &[]).await.unwrap();
    let (ola, nobody) = (directory.key("1").unwrap(), directory.key("99").unwrap());
    let set = async |key, email| directory.set_email(key, email, now()).await;
    assert_eq!(column(set(&ola, "ED@example.com").await), "email");
    assert!(matches!(set(&nobody, "x@example.com").await, Err(DirectoryError::Unknown)));
    set(&ola, "Ola@example.com").await.unwrap();
    assert_eq!(table.row("SELECT email, verified FROM members WHERE id = 1").await, "Ola@example.com|1");
    assert_eq!(table.row("SELECT email, verified FROM members WHERE id = 2").await, "ed@example.com|0");
}

#[tokio::test]
async fn an_address_that_is_the_member_id_too_is_written_once() {
    let table = Table::new("shop", &KEYED.replace("username TEXT, ", "")).await;
    let map = DirectoryMap { username: Some("email".to_owned()), ..keyed() };
    let directory = table.open(map).await.unwrap();
    assert!(!directory.has_usernames());
    let new = NewMember { username: None, ..new("", "ola@example.com") };
    let moment: Timestamp = now();
    directory.add(&new, Uuid::from_u128(7), moment).await.unwrap();
    assert_eq!(table.row("SELECT email FROM members").await, "ola@example.com");
}
