//! The directory on PostgreSQL: columns of their own types.

use farewell_erasure::directory::{
    Directory, DirectoryError, DirectoryMap, NewMember, ProfileChange, StatusMap, StatusValue, Switch,
};
use farewell_erasure::source::Source;
use farewell_tests::postgres::{new_database, run};
use uuid::Uuid;

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

    let error = directory.set_email(&anna.key, "BOB@example.com", now()).await.unwrap_err();
    assert!(matches!(&error, DirectoryError::Taken { column } if column == "email"), "{error}");
    let change = ProfileChange { name: Some(Some("A \"nn\" a'; --".into())), ..ProfileChange::default() };
    directory.update(&anna.key, &change).await.unwrap();
    directory.set_email(&anna.key, "new@example.com", now()).await.unwrap();
    assert_eq!(directory.owner_of("NEW@example.com").await.unwrap().unwrap().key, anna.key);
    let anna = directory.find(&anna.key).await.unwrap().unwrap();
    assert_eq!((anna.name.as_deref(), anna.confirmed), (Some("A \"nn\" a'; --"), true));
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
        run(&url, "UPDATE app.members SET confirmed = false");
        directory.set_email(&anna.key, "new@example.com", now()).await.unwrap();
        assert!(directory.find(&anna.key).await.unwrap().unwrap().confirmed);
        directory.source().close().await;
    }
}

#[tokio::test]
async fn somebody_signs_up_once_in_whatever_case_also_when_two_come_at_once() {
    for (email, confirmed, key) in [
        ("email text", "confirmed timestamptz", "bigint GENERATED ALWAYS AS IDENTITY"),
        ("email citext", "confirmed boolean NOT NULL", "uuid"),
        ("email varchar(80)", "confirmed bigint", "uuid DEFAULT gen_random_uuid()"),
        ("email text", "confirmed date", "text"),
    ] {
        let url = new_database();
        run(
            &url,
            &format!(
                "CREATE EXTENSION citext; CREATE TABLE members (id {key} PRIMARY KEY, username text, {email}, password_hash text, full_name varchar(40), since timestamp NOT NULL, {confirmed})"
            ),
        );
        let map = DirectoryMap {
            created: Some("since".into()),
            confirmed: Some("confirmed".into()),
            sign_up: Switch::On,
            ..map()
        };
        let source = Source::open("shop", &url).await.unwrap();
        let directory = Directory::open(map, source).await.unwrap();
        let new = |username: &str, email: &str| NewMember {
            username: Some(username.into()),
            email: email.into(),
            password_hash: "x".into(),
            name: Some("O'la".into()),
            language: None,
        };
        let (ola, double) = (new("ola", "Ola@example.com"), new("OLA", "ola2@example.com"));
        let (one, two) = tokio::join!(
            directory.add(&ola, Uuid::from_u128(7), now()),
            directory.add(&double, Uuid::from_u128(8), now())
        );
        assert!(one.is_ok() ^ two.is_ok(), "{key}: {one:?} {two:?}");
        let member = directory.find(&one.or(two).unwrap()).await.unwrap().unwrap();
        assert!(member.confirmed, "{confirmed}");
        assert_eq!(run(&url, "SELECT full_name, since FROM members"), "O'la|2026-11-24 12:00:00");
        let again =
            directory.add(&new("ed", &member.email.unwrap().to_uppercase()), Uuid::from_u128(9), now()).await;
        assert!(matches!(again, Err(DirectoryError::Taken { column }) if column == "email"));
        assert!(directory.has_username("oLa").await.unwrap());
        directory.source().close().await;
    }
}
