//! One story per action.

use farewell_erasure::engine::Stage;

use crate::site::{MEMBERS, On, Site, now, on_both};

on_both! {
    async fn anna_s_addresses_are_deleted_and_bob_s_are_not(on: On) {
        let schema = format!("{MEMBERS}
            CREATE TABLE addresses (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members (id), street TEXT);
            CREATE INDEX a ON addresses (member_id);
            INSERT INTO addresses VALUES (1, 1, 'Long Lane'), (2, 2, 'Short Street'), (3, 1, 'Far Field');");
        let plan = "tables:\n  shop.members: { do: delete }\n  shop.addresses: { owner: member_id, do: delete, label: { en: Addresses } }";
        let site = Site::accepted_on(on, &schema, plan).await;
        assert_eq!(site.findings().await, "");
        let report = site.erase("1").await;
        let deleted: Vec<_> = report.steps.iter().map(|step| (step.table.as_str(), step.deleted)).collect();
        assert_eq!(deleted, [("shop.members", 1), ("shop.addresses", 2)]);
        assert_eq!(site.rows("SELECT * FROM addresses").await, ["2|2|Short Street"]);
        assert_eq!(site.rows("SELECT id FROM members").await, ["2", "3"]);
        assert!(site.is_clean("1").await);
    }

    async fn anna_s_orders_stay_for_the_tax_office_and_her_row_as_a_stub_until_they_go_too(on: On) {
        let schema = format!("{MEMBERS}
            CREATE TABLE orders (id INTEGER PRIMARY KEY, buyer_id INTEGER NOT NULL REFERENCES members (id), created_at BIGINT NOT NULL, closed_at TEXT, phone TEXT, currency TEXT);
            CREATE INDEX o ON orders (buyer_id);
            INSERT INTO orders VALUES (1, 1, 0, '2024-03-01', '123', 'PLN'), (2, 1, 0, '2019-03-01 10:00:00', '123', 'PLN'), (3, 2, 0, '2024-03-01', '456', 'EUR');
            INSERT INTO orders VALUES (4, 1, 1700000000, NULL, NULL, 'PLN'), (5, 1, 1700000000000, 'soon', NULL, 'PLN');
        CREATE TABLE items (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders (id), what TEXT);
        CREATE INDEX i ON items (order_id);
        INSERT INTO items VALUES (1, 1, 'hat'), (2, 2, 'cap'), (3, 3, 'hat');");
        let plan = "
    tables:
      shop.members: { do: stub, set: { username: {hash}, email: null, password_hash: null, full_name: former member } }
      shop.orders:
        { owner: buyer_id, do: retain, because: tax, until: end_of_year(closed_at) + 5y, or: created_at + 10y, set: { phone: null }, keep: [currency, closed_at], label: { en: Orders } }
      shop.items: { owner: order_id, do: follow, keep: [what], hidden: true }
    because: { tax: { en: Tax law. } }";
        let site = Site::accepted_on(on, &schema, plan).await;
        assert_eq!(site.findings().await, "");
        let report = site.erase("1").await;
        let orders = &report.steps[1];
        assert_eq!((orders.deleted, orders.retained), (1, 3));
        assert_eq!(orders.kept_until.unwrap().to_string(), "2033-11-14");
        assert_eq!(orders.because["en"], "Tax law.");
        assert_eq!(
            site.rows("SELECT id, phone, currency FROM orders").await,
            ["1|NULL|PLN", "3|456|EUR", "4|NULL|PLN", "5|NULL|PLN"]
        );
        assert_eq!(site.rows("SELECT id FROM items").await, ["1", "3"]);
        assert_eq!(
            site.rows("SELECT id, email, password_hash, full_name, length(username) FROM members WHERE id = 1")
                .await,
            ["1|NULL|NULL|former member|24"]
        );
        assert!(site.is_clean("1").await);

        // Seven years later the sweep is the same run under another name.
        let mut later = crate::site::order("sweep", vec![site.key("1")], Stage::Erase);
        later.now = "2034-01-01T00:00:00Z".parse().unwrap();
        let before = site.engine.verify(&[site.key("1")], Stage::Erase, later.now).await.unwrap();
        assert!(!before.is_clean(), "what is over is found");
        site.engine.run(&later).await.unwrap();
        assert_eq!(site.rows("SELECT id FROM orders").await, ["3"]);
        assert_eq!(site.rows("SELECT id FROM members").await, ["2", "3"]);
    }

    async fn a_letter_between_two_members_goes_with_the_last_of_them(on: On) {
        let schema = format!("{MEMBERS}
            CREATE TABLE messages (id INTEGER PRIMARY KEY, sender_id INTEGER REFERENCES members (id), recipient_id INTEGER REFERENCES members (id), body TEXT);
            CREATE INDEX s ON messages (sender_id); CREATE INDEX r ON messages (recipient_id);
            INSERT INTO messages VALUES (1, 1, 2, 'hello'), (2, 2, 1, 'hello back'), (3, 1, 1, 'note to self'), (4, NULL, 1, 'from the house');");
        let plan = "
    tables:
      shop.members: { do: delete }
      shop.messages:
        owners: { sender_id: { do: detach, set: { body: '[removed]' } }, recipient_id: { do: detach } }
        last_owner: delete
        label: { en: Messages }";
        let site = Site::accepted_on(on, &schema, plan).await;
        assert_eq!(site.findings().await, "");
        site.erase("1").await;
        assert_eq!(site.rows("SELECT * FROM messages").await, ["1|NULL|2|[removed]", "2|2|NULL|hello back"]);
        site.erase("2").await;
        assert!(site.rows("SELECT * FROM messages").await.is_empty());
    }

    async fn who_stands_for_former_members_is_no_owner_any_more(on: On) {
        let schema = format!("{MEMBERS}
            CREATE TABLE photos (id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES members (id), shown_id INTEGER NOT NULL REFERENCES members (id));
            CREATE INDEX o ON photos (owner_id); CREATE INDEX s ON photos (shown_id);
            INSERT INTO photos VALUES (1, 1, 2), (2, 2, 3);");
        let plan = "
    tables:
      shop.members: { do: delete }
      shop.photos:
        owners: { owner_id: { do: detach, to: 3 }, shown_id: { do: detach, to: 3 } }
        last_owner: delete
        label: { en: Photos }";
        let site = Site::accepted_on(on, &schema, plan).await;
        site.erase("1").await;
        assert_eq!(site.rows("SELECT * FROM photos").await, ["1|3|2", "2|2|3"]);
        site.erase("2").await;
        assert!(site.rows("SELECT * FROM photos").await.is_empty());
    }

    async fn anna_s_review_stays_without_her_name_and_her_newsletter_goes_when_she_leaves(on: On) {
        let caseless = on.pick("COLLATE NOCASE", "");
        let index = on.pick("", "CREATE INDEX n ON newsletter (lower(address));");
        let schema = format!("{MEMBERS}
            CREATE TABLE reviews (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES members (id), nickname TEXT, body TEXT, at BIGINT);
            CREATE INDEX r ON reviews (author_id);
            CREATE TABLE newsletter (address TEXT {caseless} PRIMARY KEY);
            {index}
            INSERT INTO reviews VALUES (1, 1, 'anna', 'good', 1731412800000), (2, 2, 'bob', 'bad', 1731412800);
            INSERT INTO newsletter VALUES ('ANNA@example.com'), ('bob@example.com'), ('guest@example.com');");
        let plan = "
    tables:
      shop.members: { do: delete }
      shop.reviews: { owner: author_id, do: detach, set: { nickname: former member, at: {year} }, keep: [body], label: { en: Reviews } }
      shop.newsletter: { owner: { column: address, is: shop.members.email, case: ignore }, do: delete, at: leave, hidden: true }";
        let site = Site::accepted_on(on, &schema, plan).await;
        assert_eq!(site.findings().await, "");
        let report = site.leave("1").await;
        assert_eq!(report.steps.len(), 1);
        assert_eq!(site.rows("SELECT * FROM newsletter").await, ["bob@example.com", "guest@example.com"]);
        assert_eq!(site.rows("SELECT count(*) FROM members").await, ["3"]);
        site.source.execute("INSERT INTO newsletter VALUES ('anna@EXAMPLE.com')", &[]).await.unwrap();
        site.erase("1").await;
        assert_eq!(site.rows("SELECT * FROM newsletter").await, ["bob@example.com", "guest@example.com"]);
        assert_eq!(
            site.rows("SELECT * FROM reviews").await,
            ["1|NULL|former member|good|1704067200000", "2|2|bob|bad|1731412800"]
        );
    }

    async fn what_belongs_to_anna_s_conversation_follows_it_and_what_lies_deeper_too(on: On) {
        let schema = format!("{MEMBERS}
            CREATE TABLE orders (number TEXT PRIMARY KEY, buyer_id INTEGER NOT NULL REFERENCES members (id));
            CREATE INDEX o ON orders (buyer_id);
            CREATE TABLE items (order_number TEXT, line INTEGER, what TEXT, PRIMARY KEY (order_number, line), FOREIGN KEY (order_number) REFERENCES orders (number));
            CREATE TABLE parcels (id INTEGER PRIMARY KEY, order_number TEXT, line INTEGER, FOREIGN KEY (order_number, line) REFERENCES items (order_number, line));
            CREATE INDEX p ON parcels (order_number, line);
            CREATE TABLE scans (parcel INTEGER, place TEXT);
            CREATE INDEX s ON scans (parcel);
            INSERT INTO orders VALUES ('A', 1), ('B', 2);
            INSERT INTO items VALUES ('A', 1, 'hat'), ('A', 2, 'cap'), ('B', 1, 'hat');
            INSERT INTO parcels VALUES (1, 'A', 1), (2, 'B', 1), (3, 'A', 2);
            INSERT INTO scans VALUES (1, 'Gdynia'), (1, 'Opole'), (2, 'Opole'), (3, 'Opole');");
        let plan = "
    tables:
      shop.members: { do: delete }
      shop.orders: { owner: buyer_id, do: delete, label: { en: Orders } }
      shop.items: { owner: order_number.buyer_id, do: delete, hidden: true }
      shop.parcels: { owner: line, do: follow, hidden: true }
      shop.scans: { owner: { column: parcel, is: shop.parcels.id }, do: follow, hidden: true }";
        let site = Site::accepted_on(on, &schema, plan).await;
        assert_eq!(site.findings().await, "");
        site.erase("1").await;
        assert_eq!(site.rows("SELECT * FROM scans").await, ["2|Opole"]);
        assert_eq!(site.rows("SELECT * FROM items").await, ["B|1|hat"]);
        assert_eq!(site.rows("SELECT * FROM parcels").await, ["2|B|1"]);
    }

    async fn a_log_without_a_foreign_key_is_found_by_a_path_of_equal_values(on: On) {
        let schema = format!(
            "{MEMBERS}
            CREATE TABLE sessions (id INTEGER PRIMARY KEY, token TEXT UNIQUE, member TEXT);
            CREATE INDEX m ON sessions (member);
            CREATE TABLE hits (token TEXT, path TEXT);
            CREATE INDEX h ON hits (token);
            INSERT INTO sessions VALUES (1, 'aa', '1'), (2, 'bb', '2');
            INSERT INTO hits VALUES ('aa', '/home'), ('bb', '/home'), ('aa', '/cart');"
        );
        let plan = "
    tables:
      shop.members: { do: delete }
      shop.sessions: { owner: member, do: delete, at: leave, hidden: true }
      shop.hits: { owner: { column: token, is: shop.sessions.token, then: member }, do: delete, at: leave, hidden: true }";
        let site = Site::accepted_on(on, &schema, plan).await;
        assert_eq!(site.findings().await, "");
        site.leave("1").await;
        assert_eq!(site.rows("SELECT * FROM hits").await, ["bb|/home"]);
        assert_eq!(site.rows("SELECT id FROM sessions").await, ["2"]);
    }

    async fn names_and_values_full_of_quotes_are_only_names_and_values(on: On) {
        let schema = format!("{MEMBERS}
            CREATE TABLE \"od`d \"\"ta'ble; --\" (\"select\" INTEGER PRIMARY KEY, \"mem`ber\"\"s id\" INTEGER NOT NULL REFERENCES members (id), \"te.xt\" TEXT);
            CREATE INDEX \"i`x\" ON \"od`d \"\"ta'ble; --\" (\"mem`ber\"\"s id\");
            INSERT INTO \"od`d \"\"ta'ble; --\" VALUES (1, 1, 'a'), (2, 2, 'b');");
        let plan = r#"
    tables:
      shop.members: { do: stub, set: { username: {hash}, email: null, password_hash: null, full_name: "'); DROP TABLE members; --" } }
      "shop.od`d \"ta'ble; --": { owner: ["mem`ber\"s id"], do: anonymize, set: { te.xt: "'\"`$1\\" }, label: { en: Odd } }"#;
        let site = Site::accepted_on(on, &schema, plan).await;
        assert_eq!(site.findings().await, "");
        site.erase("1").await;
        let rows = site.rows("SELECT * FROM \"od`d \"\"ta'ble; --\"").await;
        assert_eq!(rows, ["1|1|'\"`$1\\", "2|2|b"]);
        assert_eq!(
            site.rows("SELECT full_name FROM members").await,
            ["'); DROP TABLE members; --", "Bob", "Cyd"]
        );
    }

    async fn an_unknown_account_changes_nothing(on: On) {
        let site = Site::accepted_on(on, MEMBERS, "tables: { shop.members: { do: delete } }").await;
        let report = site.erase("99").await;
        assert_eq!(report.steps[0].changed, 0);
        assert!(!report.already_done);
        assert!(site.try_erase("99").await.unwrap().already_done);
        assert!(site.directory.key("007").is_err());
        assert_eq!(site.rows("SELECT count(*) FROM members").await, ["3"]);
        let clean = site.engine.verify(&[site.key("1")], Stage::Erase, now()).await.unwrap();
        assert_eq!(clean.places[0].table, "shop.members");
    }
}
