//! What only the demo has: the sample shop's window, and the members' mail boxes.

pub mod outbox;
pub(crate) mod shop;

use axum::Router;
use axum::routing::get;

use crate::frame::App;

/// The demo's pages, as far as this site has them.
pub(crate) fn routes(site: &App) -> Router<App> {
    let mut router = Router::new();
    if site.shop.is_some() {
        router = router
            .route("/products/{id}", get(shop::product))
            .route("/members/{username}", get(shop::member));
    }
    if site.outbox.is_some() {
        router = router.route("/outbox", get(outbox::show));
    }
    router
}
