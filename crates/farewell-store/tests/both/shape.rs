//! The tables: the same shape everywhere, made by `migrate`, and bearable for a program of the version before.

use farewell_store::Store;
use farewell_store::db::Trouble;
use farewell_tests::postgres::{new_database, run};

async fn shape(store: &Store) -> Vec<String> {
    let mut tx = store.read("look").await.expect("a transaction");
    tx.shape().await.expect("a shape")
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    let (sqlite, _folder) = crate::sqlite().await;
    let (mut ours, mut theirs) = (shape(&sqlite).await, shape(&crate::postgres().await).await);
    // The databases sort by rules of their own.
    ours.sort();
    theirs.sort();
    assert_eq!(ours, theirs);
    assert!(ours.contains(&"account.tombstone blob".to_owned()), "{ours:?}");
    assert!(ours.contains(&"account.status text required".to_owned()), "{ours:?}");
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |folder: &str| {
        let path = format!("{}/migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
        let files = std::fs::read_dir(path).expect("a folder").flatten();
        let mut names: Vec<_> = files.map(|file| file.file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[tokio::test]
async fn a_server_s_tables_are_made_by_migrate_and_by_nobody_else() {
    let url = new_database();
    let error = Store::open(&url).await.expect_err("nothing is there");
    assert_eq!(error.trouble, Trouble::NotMigrated);
    assert!(error.to_string().contains("farewell migrate"), "{error}");
    assert_eq!(run(&url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "0");
    Store::migrate(&url).await.expect("migrated").close().await;
    Store::migrate(&url).await.expect("again changes nothing").close().await;
    Store::open(&url).await.expect("opens").close().await;
}

#[tokio::test]
async fn nodes_that_migrate_at_once_wait_for_each_other() {
    let url = new_database();
    let nodes: Vec<_> = (0..4)
        .map(|_| {
            let url = url.clone();
            tokio::spawn(async move { Store::migrate(&url).await.map(drop) })
        })
        .collect();
    for node in nodes {
        node.await.expect("no panic").expect("migrated");
    }
}

#[tokio::test]
async fn a_program_of_the_version_before_goes_on_beside_a_newer_one() {
    let url = new_database();
    Store::migrate(&url).await.expect("migrated").close().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9999, 'of a newer program', true, '\\x00', 1)";
    run(&url, newer);
    run(&url, "ALTER TABLE account ADD COLUMN newer TEXT");
    let store = Store::open(&url).await.expect("opens");
    crate::add(&store, "7").await;
    Store::migrate(&url).await.expect("nothing to do").close().await;
}

#[tokio::test]
async fn a_file_that_a_newer_program_has_migrated_opens_all_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("farewell.db").display());
    let store = Store::open(&url).await.expect("opens");
    let mut tx = store.write("migrate further").await.expect("a transaction");
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9999, 'of a newer program', TRUE, x'00', 1)";
    tx.execute(newer, &[]).await.expect("noted");
    tx.execute("ALTER TABLE account ADD COLUMN newer TEXT", &[]).await.expect("altered");
    tx.commit().await.expect("committed");
    store.close().await;
    let store = Store::open(&url).await.expect("opens");
    crate::add(&store, "7").await;
}
