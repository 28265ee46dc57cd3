//! The page for privacy officers names everything that Farewell stores.

use std::collections::BTreeMap;

use crate::generated::read;

/// Every table that the store's migrations make, with its columns.
fn tables() -> BTreeMap<String, Vec<String>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../farewell-store/migrations/sqlite");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the migrations").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::file_name);
    let mut tables = BTreeMap::new();
    for file in files {
        let sql = std::fs::read_to_string(file.path()).expect("a migration");
        read_migration(&sql, &mut tables);
    }
    tables
}

fn read_migration(sql: &str, tables: &mut BTreeMap<String, Vec<String>>) {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    for statement in lines.collect::<Vec<_>>().join("\n").split(';') {
        let words: Vec<&str> = statement.split_whitespace().collect();
        match words[..] {
            ["CREATE", "TABLE", table, ..] => {
                tables.insert(table.to_owned(), columns(statement));
            }
            ["ALTER", "TABLE", table, "ADD", "COLUMN", column, ..] => {
                tables.entry(table.to_owned()).or_default().push(column.to_owned());
            }
            ["ALTER", "TABLE", old, "RENAME", "TO", new] => {
                let columns = tables.remove(old).unwrap_or_default();
                tables.insert(new.to_owned(), columns);
            }
            ["DROP", "TABLE", table] => drop(tables.remove(table)),
            ["ALTER", ..] => panic!("this test cannot read {statement}"),
            _ => {}
        }
    }
}

/// The first words of a table's lines, without those of its constraints.
fn columns(statement: &str) -> Vec<String> {
    let words = statement.lines().filter_map(|line| line.strip_prefix("    ")?.split_whitespace().next());
    words.filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '_')).map(str::to_owned).collect()
}

#[test]
fn the_page_for_privacy_officers_names_every_table_and_column() {
    let page = read("privacy.md");
    for (table, columns) in tables() {
        let heading = format!("### `{table}`\n");
        let part =
            page.split_once(&heading).unwrap_or_else(|| panic!("docs/privacy.md has no part {heading}")).1;
        let part = part.split("\n#").next().unwrap_or_default();
        for column in columns {
            assert!(
                part.contains(&format!("`{column}`")),
                "docs/privacy.md says nothing of {table}.{column}"
            );
        }
    }
}

#[test]
fn the_tables_are_read_from_the_migrations() {
    let tables = tables();
    assert!(tables["session"].contains(&"ended_because".to_owned()), "{tables:?}");
    assert_eq!(tables["attempt"], ["subject", "free_at"]);
    let mut later = tables;
    read_migration("-- why; so\nALTER TABLE session ADD COLUMN place TEXT;", &mut later);
    assert!(later["session"].contains(&"place".to_owned()));
}
