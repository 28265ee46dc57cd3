//! The reasons that a site offers, and the statements with which an operator changes them.

use farewell_store::{Store, reason};

use crate::on_both;

const PAGE: &str = include_str!("../../../../docs/reasons.md");

/// The statements of the page, as an operator would copy them.
fn statements() -> Vec<&'static str> {
    let begins = |text: &&str| text.starts_with("UPDATE ") || text.starts_with("INSERT ");
    PAGE.split('`').skip(1).step_by(2).filter(begins).collect()
}

on_both! {
    /// Switched off, put first, reworded, added: as docs/reasons.md says.
    async fn an_operator_changes_the_reasons_with_the_statements_of_the_page(store: &Store) {
        let mut tx = store.write("change the reasons").await.expect("a transaction");
        assert_eq!(statements().len(), 5);
        for statement in statements() {
            tx.execute(statement, &[]).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
        tx.commit().await.expect("committed");

        let mut tx = store.read("look").await.expect("a transaction");
        let offered = reason::offered(&mut tx).await.expect("reasons");
        let codes: Vec<&str> = offered.iter().map(|reason| reason.code.as_str()).collect();
        assert_eq!(codes.first(), Some(&"no_reply"));
        assert_eq!(codes.last(), Some(&"too_expensive"));
        assert!(!codes.contains(&"left_business"), "{codes:?}");
        assert_eq!(offered[0].texts["en"], "Nobody answered me");
    }
}
