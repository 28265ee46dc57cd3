//! The directory on PostgreSQL: columns of their own types.

use farewell_erasure::directory::{
    Directory, DirectoryError, DirectoryMap, ProfileChange, StatusMap, StatusValue,
};
use farewell_erasure::source::Source;
use farewell_tests::postgres::{new_database, run};

use crate::site::{map, now};

async fn open(columns: &str, map: DirectoryMap) -> (String, Directory) {
    let url = new_database();
    run(&url, &format!("CREATE EXTENSION citext; CREATE TYPE state AS ENUM ('active', 'gone');
        CREATE SCHEMA app; CREATE TABLE app.members (id uuid PRIMARY KEY, username varchar(30) UNIQUE, password_hash text, full_name text, {columns});"));
    let source = Source::open("shop", &url).await.unwrap();
    let map = DirectoryMap { table: "shop.app.members".into(), ..map };
    (url, Directory::open(map, source).await.unwrap())
}

const ANNA: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";
const BOB: &str = "67e55044-10b1-426f-9247-bb680e5fe0c9";

#[tokio::test]
async fn anna_is_found_in_any_spelling_and_changes_her_profile() {
    let confirmed = DirectoryMap { confirmed: Some("confirmed_at".into()), ..map() };
    let (url, directory) = open("email text, confirmed_at timestamptz", confirmed).await;
    run(&url, "CREATE UNIQUE INDEX members_email ON app.members (lower(email))");
    run(
        &url,
        &format!(
            "INSERT INTO app.members VALUES ('{ANNA}', 'Zoë', 'x', 'Anna', 'Anna@Example.com', now()), ('{BOB}', 'bob', 'y', 'Bob', 'bob@example.com', NULL)"
        ),
    );
    let directory = Directory::open(directory.map().clone(), directory.source().clone()).await.unwrap();
    let anna = directory.find_by_identifier("anna@EXAMPLE.com").await.unwrap().unwrap();
    assert_eq!((anna.key.as_str(), anna.confirmed), (ANNA, true));
    assert_eq!(directory.find_by_identifier("Zoë").await.unwrap().unwrap().key, anna.key);
    assert_eq!(directory.find_by_identifier("zo\0").await.unwrap(), None);
    assert_eq!(directory.find_by_identifier("anna@example.com' OR true --").await.unwrap(), None);
    assert!(directory.key("007").is_err());

    let taken = ProfileChange { email: Some(Some("BOB@example.com".into())), ..ProfileChange::default() };
    let error = directory.update(&anna.key, &taken).await.unwrap_err();
    assert!(matches!(&error, DirectoryError::Taken { column } if column == "email"), "{error}");
    let change = ProfileChange {
        name: Some(Some("A \"nn\" a'; --".into())),
        email: Some(Some("new@example.com".into())),
        ..ProfileChange::default()
    };
    directory.update(&anna.key, &change).await.unwrap();
    let anna = directory.find(&anna.key).await.unwrap().unwrap();
    assert_eq!((anna.name.as_deref(), anna.confirmed), (Some("A \"nn\" a'; --"), false));
    let bob = directory.find(&directory.key(BOB).unwrap()).await.unwrap().unwrap();
    assert_eq!(bob.email.as_deref(), Some("bob@example.com"));
    let nobody = directory.key("67e55044-10b1-426f-9247-bb680e5fe0ca").unwrap();
    assert!(matches!(directory.set_password(&nobody, "x").await, Err(DirectoryError::Unknown)));
}

#[tokio::test]
async fn the_status_is_told_in_whatever_type_the_column_has() {
    let text = |text: &str| StatusValue::Text(text.to_owned());
    for (kind, active, deactivated, shown) in [
        ("state", text("active"), text("gone"), "gone"),
        ("boolean", StatusValue::Bool(true), StatusValue::Bool(false), "false"),
        ("smallint", StatusValue::Integer(1), StatusValue::Integer(0), "0"),
        ("timestamptz", StatusValue::Null, StatusValue::Now, "2026-11-24 12:00:00+00"),
        ("date", StatusValue::Null, StatusValue::Now, "2026-11-24"),
        ("bigint", StatusValue::Null, StatusValue::Now, "1795521600"),
        ("citext", text("active"), text("gone"), "gone"),
    ] {
        let status = Some(StatusMap { column: "status".into(), active, deactivated });
        let confirmed = Some("confirmed".into());
        let map = DirectoryMap { status, confirmed, ..map() };
        let (url, directory) =
            open(&format!("email citext UNIQUE, confirmed boolean NOT NULL, status {kind}"), map).await;
        run(
            &url,
            &format!(
                "INSERT INTO app.members VALUES ('{ANNA}', 'anna', 'x', 'Anna', 'Anna@Example.com', true)"
            ),
        );
        let anna = directory.find_by_identifier("ANNA@example.com").await.unwrap().unwrap();
        directory.set_status(&anna.key, true, now()).await.unwrap();
        directory.set_status(&anna.key, true, now() + jiff::Span::new().hours(1)).await.unwrap();
        assert_eq!(run(&url, "SET timezone = 'UTC'; SELECT status::text FROM app.members"), shown, "{kind}");
        directory.set_status(&anna.key, false, now()).await.unwrap();
        assert_ne!(run(&url, "SELECT coalesce(status::text, '') FROM app.members"), shown, "{kind}");
        let change =
            ProfileChange { email: Some(Some("new@example.com".into())), ..ProfileChange::default() };
        directory.update(&anna.key, &change).await.unwrap();
        assert!(!directory.find(&anna.key).await.unwrap().unwrap().confirmed);
        directory.source().close().await;
    }
}
