//! Everything that a schema of PostgreSQL can hold, as a role with few rights sees it.

use farewell_erasure::plan::lock::Lock;
use farewell_tests::postgres::run;
use insta::assert_snapshot;

use super::{locked, server};

const SCHEMA: &str = r#"
CREATE SCHEMA crm;
CREATE TYPE crm.mood AS ENUM ('glad', 'sad');
CREATE DOMAIN handle AS varchar(20) NOT NULL CHECK (VALUE ~ '^[a-z]+$');
CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, username handle, email text, password_hash text, full_name text,
    tags text[], mood crm.mood DEFAULT 'glad', height numeric(5, 2), shout text GENERATED ALWAYS AS (upper(full_name)) STORED,
    parent bigint REFERENCES members ON DELETE SET NULL, CONSTRAINT long CHECK (length(full_name) > 1));
CREATE UNIQUE INDEX members_email ON members (lower(email));
CREATE INDEX members_tags ON members USING gin (tags);
CREATE INDEX members_parent ON members (parent) WHERE parent IS NOT NULL;
CREATE TABLE crm."Notes, ""old""" (a int NOT NULL, b int NOT NULL, c text COLLATE "C");
CREATE UNIQUE INDEX bare ON crm."Notes, ""old""" (b, a) INCLUDE (c);
CREATE TABLE crm.links (
    id uuid PRIMARY KEY, member bigint REFERENCES public.members ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, x int, y int,
    FOREIGN KEY (x, y) REFERENCES crm."Notes, ""old""" (b, a) ON DELETE RESTRICT ON UPDATE CASCADE);
CREATE TABLE visits (member bigint REFERENCES members, at date NOT NULL, page text) PARTITION BY RANGE (at);
CREATE TABLE visits_2025 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY LIST (page);
CREATE TABLE visits_2026_x PARTITION OF visits_2026 DEFAULT;
CREATE TABLE "a.b" (id int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER touch BEFORE UPDATE OR DELETE ON members FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER off AFTER DELETE ON members FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE members DISABLE TRIGGER off;
CREATE TRIGGER deep AFTER DELETE ON visits_2026_x FOR EACH ROW EXECUTE FUNCTION f();
CREATE RULE keep AS ON DELETE TO "a.b" DO INSTEAD NOTHING;
ALTER TABLE crm.links ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON crm.links FOR SELECT USING (x > 1);
CREATE VIEW names AS SELECT full_name FROM members;
CREATE MATERIALIZED VIEW copies AS SELECT full_name FROM members;
CREATE TABLE old_members () INHERITS (members);
"#;

#[tokio::test]
async fn a_role_with_few_rights_sees_every_table_key_and_trigger() {
    let (url, poor) = server(SCHEMA);
    let lock = locked(&url).await;
    assert_snapshot!(lock, @r#"
    # The schema that the plan was accepted for. Written by `farewell plan accept`; do not edit.

    shop.copies
      column full_name text
      materialized view

    shop.crm.Notes, "old"
      column a integer not null
      column b integer not null
      column c text
      index bare (b, a) unique

    shop.crm.links
      column id uuid not null
      column member bigint
      column x integer
      column y integer
      foreign key (member) -> members (id) on delete cascade on update no action
      foreign key (member) deferrable
      foreign key (x, y) -> crm.Notes, "old" (b, a) on delete restrict on update cascade
      index links_pkey (id) unique
      policy own for r using (x > 1) check  permissive t roles public
      primary key (id)
      row level security

    shop.members
      check ((length(full_name) > 1))
      column email text
      column full_name text
      column height numeric(5,2)
      column id bigint not null generated default generated always as identity
      column mood crm.mood default 'glad'::crm.mood
      column parent bigint
      column password_hash text
      column shout text generated default upper(full_name)
      column tags text[]
      column username public.handle not null
      domain public.handle check ((VALUE)::text ~ '^[a-z]+$'::text)
      foreign key (parent) -> members (id) on delete set null on update no action
      index members_email (email lower) unique
      index members_parent (parent) partial
      index members_pkey (id) unique
      index members_tags (tags) gin
      inherited by public.old_members
      primary key (id)
      trigger off on  b822771dc884732e
      trigger touch on update or delete 3c560c7567962568
      type crm.mood (glad, sad)

    shop.old_members
      check ((length(full_name) > 1))
      column email text
      column full_name text
      column height numeric(5,2)
      column id bigint not null
      column mood crm.mood default 'glad'::crm.mood
      column parent bigint
      column password_hash text
      column shout text generated default upper(full_name)
      column tags text[]
      column username public.handle not null
      domain public.handle check ((VALUE)::text ~ '^[a-z]+$'::text)
      type crm.mood (glad, sad)

    shop.public.a.b
      column id integer
      rule keep on delete 6c068cba67a5d43c

    shop.visits
      column at date not null
      column member bigint
      column page text
      foreign key (member) -> members (id) on delete no action on update no action
      partitioned by RANGE (at)
      trigger deep on delete 7e9f1f15efcc927e
    "#);
    assert_eq!(locked(&poor).await, lock, "what a role may not read is in the catalog all the same");
}

#[tokio::test]
async fn every_change_of_the_schema_is_a_difference() {
    let (url, _) = server(SCHEMA);
    let mut before = locked(&url).await;
    for change in [
        "ALTER TABLE members ADD COLUMN phone text",
        "ALTER TABLE members ALTER COLUMN email SET NOT NULL",
        "ALTER TABLE members ALTER COLUMN height TYPE numeric(6, 2)",
        "ALTER TABLE members ALTER COLUMN full_name SET DEFAULT 'nobody'",
        "ALTER TABLE members DROP CONSTRAINT long",
        "DROP INDEX members_email",
        "ALTER TYPE crm.mood ADD VALUE 'angry'",
        "ALTER DOMAIN handle ADD CHECK (length(VALUE) > 2)",
        "ALTER TABLE members ENABLE TRIGGER off",
        "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "ALTER TABLE visits_2025 ADD CONSTRAINT other FOREIGN KEY (member) REFERENCES members ON DELETE CASCADE",
        "ALTER TABLE crm.links ALTER CONSTRAINT links_member_fkey NOT DEFERRABLE",
        "ALTER POLICY own ON crm.links USING (x > 2)",
        "ALTER TABLE crm.links DISABLE ROW LEVEL SECURITY",
        "DROP RULE keep ON \"a.b\"",
        "CREATE TABLE crm.promo (id int)",
    ] {
        run(&url, change);
        let after = locked(&url).await;
        assert_ne!(after.differences(&before), [], "{change}");
        before = after;
    }
    run(
        &url,
        "CREATE TABLE visits_2024 PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    );
    run(&url, "VACUUM ANALYZE");
    run(&url, "CREATE VIEW more AS SELECT 1");
    assert_eq!(locked(&url).await.differences(&before), [], "another month's partition is no other schema");
    let same: Lock = before;
    assert!(!same.to_string().contains("visits_2025\n"), "a partition is no table");
}
