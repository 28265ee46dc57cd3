//! What is left after an erasure, where one would not look.

use farewell_erasure::engine::Stage;

use crate::site::{On, Site, order};

#[tokio::test]
async fn the_planner_s_samples_lose_the_addresses_and_temporary_tables_are_empty() {
    let schema = "CREATE TABLE members (id int PRIMARY KEY, username text UNIQUE, email text UNIQUE, password_hash text, full_name text);
        INSERT INTO members SELECT n, 'user' || n, 'mail' || n || '@example.com' FROM generate_series(1, 90) AS n;
        CREATE TABLE newsletter (address text PRIMARY KEY);
        CREATE INDEX ON newsletter (lower(address));
        INSERT INTO newsletter SELECT upper(email) FROM members;
        ANALYZE;";
    let plan = "
tables:
  shop.members: { do: delete }
  shop.newsletter: { owner: { column: address, is: shop.members.email, case: ignore }, do: delete, hidden: true }";
    let site = Site::accepted_on(On::Postgres, schema, plan).await;
    let samples = "SELECT count(*) FROM pg_stats WHERE tablename IN ('members', 'newsletter')
        AND lower(histogram_bounds::text) LIKE '%mail17@example.com%'";
    assert_eq!(site.rows(samples).await, ["2"]);
    let keys: Vec<_> = (1..=45).map(|id| site.key(&id.to_string())).collect();
    site.engine.run(&order("batch", keys, Stage::Erase)).await.unwrap();
    assert_eq!(site.rows("SELECT count(*) FROM newsletter").await, ["45"]);
    site.engine.scrub().await.unwrap();
    assert_eq!(site.rows(samples).await, ["0"]);
    let temporary = "SELECT count(*) > 2, sum(pg_relation_size(oid)) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'";
    assert_eq!(site.rows(temporary).await, ["1|0"], "the tables are there, and not a byte in them");
}
