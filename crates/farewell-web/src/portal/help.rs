//! How to delete an account: the short version and the long one.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::frame::{App, Page, render};

/// Where each of the eight steps happens.
const STEPS: [&str; 8] = [
    "/sign-in",
    "/account",
    "/account/settings",
    "/account/profile",
    "/account/deactivate",
    "/account/deactivate#you",
    "/account/deactivate/reason",
    "/account/deactivate/reason#leave",
];

/// One step of the short version.
struct Step {
    href: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    page: Page,
    steps: Vec<Step>,
    back: String,
    backups: Option<String>,
}

/// `GET /help/delete-account`
pub(crate) async fn show(State(site): State<App>, page: Page) -> Response {
    let settings = site.farewell.settings();
    let text = |number: usize| page.text(&format!("help-short-{number}"));
    let steps = STEPS.iter().enumerate().map(|(at, href)| Step { href, text: text(at + 1) }).collect();
    let after = |key: &str, period| page.words.with(key, &[("span", page.words.span(period).into())]);
    let back = after("help-back", settings.grace_period);
    let backups = settings.backups_keep.map(|period| after("help-erased-backups", period));
    render(StatusCode::OK, &HelpPage { page, steps, back, backups })
}
