//! Runs against a shop that has one of everything: compared with an obvious model, and stopped before each statement.

/// Makes two tests of one body: `name::sqlite` and `name::postgres`.
macro_rules! on_both {
    ($(async fn $name:ident($on:ident: On) $body:block)*) => { $(
        mod $name {
            use super::*;

            async fn body($on: On) $body

            #[tokio::test]
            async fn sqlite() {
                body(On::Sqlite).await;
            }

            #[tokio::test]
            async fn postgres() {
                body(On::Postgres).await;
            }
        }
    )* };
}

mod kills;
mod model;
mod plan;
mod property;
mod shop;
