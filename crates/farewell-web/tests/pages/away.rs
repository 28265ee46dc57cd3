//! A database that is locked, or away: a page that says so, nothing half-done, and all as before when it is back.

use farewell_store::{Store, account};

use crate::portal::{Answer, Portal, Visitor};

const SORRY: [&str; 2] = ["We cannot do this right now", "Nothing is lost; please try again"];

async fn rename(zofia: &mut Visitor<'_>, name: &str) -> Answer {
    zofia.post("/account/profile", &[("name", name)]).await
}

#[tokio::test]
async fn farewell_s_own_database_locked_by_another_program_is_said_and_nothing_is_half_done() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let other = Store::open(&portal.database).await.expect("another program");
    let mut lock = other.write("hold on").await.expect("a transaction");
    account::find_by_key(&mut lock, "1", &[]).await.expect("read").expect("an account");
    let before = portal.everything().await;
    rename(&mut zofia, "Zofia Lis").await.says(503, &SORRY);
    zofia.get("/account").await.says(200, &["My account"]);
    assert!(portal.everything().await == before, "something is half-done");
    drop(lock);
    other.close().await;
    rename(&mut zofia, "Zofia Lis").await.leads_to("/account/profile");
}

#[tokio::test]
async fn a_shop_that_its_app_locks_is_said_and_can_still_be_read() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let mut lock = portal.shop.begin().await.expect("the app");
    lock.execute("UPDATE members SET bio = 'long' WHERE id = 2", &[]).await.expect("a long change");
    rename(&mut zofia, "Zofia Lis").await.says(503, &SORRY);
    for path in ["/account/profile", "/account/deactivate", "/help/delete-account"] {
        assert_eq!(zofia.get(path).await.status.as_u16(), 200, "{path}");
    }
    lock.rollback().await.expect("let go");
    rename(&mut zofia, "Zofia Lis").await.leads_to("/account/profile");
    zofia.get("/account").await.says(200, &["Zofia Lis"]);
}

#[tokio::test]
async fn a_shop_whose_file_is_moved_away_and_back_has_lost_nothing() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    let path = |name: &str| portal.folder.path().join(name);
    let rename_all = |from: &str, to: &str| {
        for end in ["", "-wal", "-shm"] {
            let _not_there = std::fs::rename(path(&format!("{from}{end}")), path(&format!("{to}{end}")));
        }
    };
    rename_all("shop.db", "elsewhere.db");
    // Connections that are open still reach the file; those that are not find none.
    portal.shop.close().await;
    for path in ["/account", "/account/profile", "/account/deactivate", "/products/1"] {
        zofia.get(path).await.says(503, &SORRY);
    }
    zofia.post("/sign-in", &[("identifier", "zofia"), ("password", "x")]).await.says(503, &SORRY);
    assert_eq!(portal.visitor().get("/help/delete-account").await.status.as_u16(), 200);
    rename_all("elsewhere.db", "shop.db");
    let url = format!("sqlite:{}", path("shop.db").display());
    let again = farewell_erasure::source::Source::open("shop", &url).await.expect("it is there again");
    assert_eq!(again.query("SELECT id FROM members", &[]).await.expect("rows").len(), 2);
}
