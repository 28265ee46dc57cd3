//! The shop is the same at every fill, as large as promised, hostile enough, and keeps its candidates to themselves.

use farewell_erasure::cell::Cell;
use farewell_erasure::source::Source;

use super::candidates::{CANDIDATES, candidate};
use super::fill::fill;
use super::hostile::is_hostile;
use super::shop::shop;
use super::table::Table;

fn table(name: &str) -> Table {
    shop().into_iter().find(|table| table.name == name).expect("the shop has this table")
}

fn texts(row: &[Cell]) -> impl Iterator<Item = &str> {
    row.iter().filter_map(Cell::as_text)
}

/// FNV-1a over everything; a change of the shop on purpose changes this number here.
const FINGERPRINT: u64 = 11_277_918_785_393_994_224;

fn fingerprint() -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for table in shop() {
        for row in table.rows {
            for byte in format!("{} {row:?}", table.name).bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    hash
}

#[test]
fn the_same_seed_gives_the_same_shop_on_every_machine() {
    assert_eq!(fingerprint(), FINGERPRINT);
}

#[test]
fn two_thousand_members_own_some_sixty_thousand_rows() {
    let tables = shop();
    let members = tables.iter().find(|table| table.name == "members").map(|table| table.rows.len());
    assert_eq!(members, Some(2_000));
    let rows: usize = tables.iter().map(|table| table.rows.len()).sum();
    assert!((57_000..=64_000).contains(&rows), "{rows} rows");
    assert!(tables.len() >= 15, "{} tables", tables.len());
}

#[test]
fn one_row_of_a_hundred_is_hostile_where_people_write() {
    for name in [
        "members",
        "addresses",
        "orders",
        "reviews",
        "messages",
        "conversations",
        "wish_lists",
        "app_sessions",
    ] {
        let table = table(name);
        let hostile = table.rows.iter().filter(|row| texts(row).any(is_hostile)).count();
        let in_ten_thousand = hostile * 10_000 / table.rows.len();
        assert!((40..=250).contains(&in_ten_thousand), "{name}: {hostile} of {}", table.rows.len());
    }
}

#[test]
fn a_candidates_identifiers_stand_in_no_row_of_anybody_else() {
    for table in shop() {
        let id_column = table.columns.iter().position(|column| *column == "id");
        for row in &table.rows {
            for candidate in CANDIDATES {
                let own = match table.name {
                    "members" => id_column.map(|place| &row[place]) == Some(&Cell::from(candidate.id)),
                    "orders" => row[2] == Cell::from(candidate.id),
                    "newsletter" => row[0] == Cell::from(candidate.email),
                    _ => false,
                };
                let named = texts(row).any(|text| {
                    let text = text.to_lowercase();
                    [candidate.username, candidate.email, candidate.phone]
                        .iter()
                        .any(|value| text.contains(value))
                });
                assert!(own || !named, "{} stands in {}", candidate.username, table.name);
            }
        }
    }
}

#[test]
fn a_candidate_has_no_open_order_and_nothing_hostile() {
    let orders = table("orders");
    let of_candidates =
        || orders.rows.iter().filter(|row| matches!(row[2], Cell::Integer(id) if candidate(id).is_some()));
    assert!(of_candidates().count() >= 5 * CANDIDATES.len());
    for row in of_candidates() {
        assert!(matches!(row[3].as_text(), Some("closed" | "cancelled")));
        assert!(!texts(row).any(is_hostile));
    }
    assert!(orders.rows.iter().any(|row| row[3].as_text() == Some("open")), "somebody has an open order");
}

#[tokio::test]
async fn the_filled_file_holds_every_row_and_refers_to_nothing_that_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("kramik.db");
    fill(&file).await.expect("a shop");
    let source = Source::open("shop", &format!("sqlite:{}", file.display())).await.expect("the shop opens");
    for table in shop() {
        let sql = format!("SELECT count(*) FROM {}", table.name);
        let rows = source.query(&sql, &[]).await.expect("a count");
        let expected = i64::try_from(table.rows.len()).expect("a small number");
        assert_eq!(rows[0].first().as_integer(), Some(expected), "{}", table.name);
    }
    let broken = source.query("PRAGMA foreign_key_check", &[]).await.expect("a check");
    assert!(broken.is_empty());
    source.close().await;
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).expect("the folder").flatten().map(|e| e.file_name()).collect();
    assert_eq!(left, ["kramik.db"], "nothing else is left in the folder");
}

#[test]
fn the_plan_can_be_read() {
    farewell_erasure::plan::Plan::parse("plan.yaml", super::PLAN).expect("a plan");
}
