//! The goodbye: the date, and the way back.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use farewell_service::session::{Goodbye, Visit};

use crate::frame::{App, Page, render};
use crate::html::Html;
use crate::words::Words;

#[derive(Template)]
#[template(path = "goodbye.html")]
struct GoodbyePage {
    page: Page,
    date: Html,
    back: Html,
}

/// `GET /goodbye`: for as long as the browser still has the cookie of the session that ended here.
pub(crate) async fn show(State(site): State<App>, page: Page) -> Response {
    let goodbye = match &*page.here.visit {
        Visit::Ended(ended) => ended.erasure.as_ref(),
        Visit::Returning(_) => return Redirect::to("/reactivate").into_response(),
        Visit::Member(_) | Visit::Anonymous => None,
    };
    let Some(goodbye) = goodbye else { return Redirect::to("/").into_response() };
    let date = large_date(&page.words, goodbye, &site);
    let back = page.words.rich_erasure(way_back(goodbye), &goodbye.erasure, Vec::new());
    let mut response = render(StatusCode::OK, &GoodbyePage { page, date, back });
    // Nothing that the browser kept of this account survives it (OWASP ASVS 5, 14.3.1).
    let everything = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), everything);
    response
}

fn way_back(goodbye: &Goodbye) -> &'static str {
    if goodbye.link_mailed { "goodbye-back" } else { "goodbye-unconfirmed" }
}

fn large_date(words: &Words, goodbye: &Goodbye, site: &App) -> Html {
    let day = goodbye.erasure.day(&site.time_zone);
    let mut text = words.date(day);
    if goodbye.erasure.to_the_minute {
        text = format!("{text}, {}", words.time_of(goodbye.erasure.erase_after));
    }
    Html::time(&day.to_string(), &text)
}
