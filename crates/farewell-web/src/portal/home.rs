//! The start page: the sample shop's window, or a plain page for a site of its own.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::demo::shop;
use crate::fault::Fault;
use crate::frame::{Page, render};

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    page: Page,
}

/// `GET /`
pub(crate) async fn show(page: Page) -> Result<Response, Fault> {
    let site = page.site.clone();
    match &site.shop {
        Some(shop) => shop::window(shop, page).await,
        None => Ok(render(StatusCode::OK, &HomePage { page }).into_response()),
    }
}
