//! The tests' own MariaDB server is there, and is not the machine's.

use farewell_tests::mariadb::{new_database, run};

#[test]
fn each_test_has_a_mariadb_database_of_its_own() {
    let (one, other) = (new_database(), new_database());
    run(
        &one,
        "CREATE TABLE members (id BIGINT PRIMARY KEY, name TEXT); INSERT INTO members VALUES (1, 'Zoë')",
    );
    assert_eq!(run(&one, "SELECT * FROM members"), "1\tZoë");
    assert_eq!(run(&other, "SHOW TABLES"), "");
    assert_ne!(run(&one, "SELECT @@port"), "3306", "the machine's own server");
}
