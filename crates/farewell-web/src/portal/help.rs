//! How to delete an account: the short version and the long one.

use askama::Template;
use askama::filters::HtmlSafe;
use axum::http::StatusCode;
use axum::response::Response;
use farewell_service::comment::CommentForm;

use super::comment::Comments;
use crate::asset;
use crate::form::Mistakes;
use crate::frame::{Page, render};

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

/// A picture of one of the pages, taken by `cargo xtask screenshots`, and what it tells those who cannot see it.
#[derive(Template)]
#[template(path = "part/picture.html")]
struct Picture {
    file: Option<asset::Picture>,
    alt: String,
}

impl HtmlSafe for Picture {}

#[derive(Template)]
#[template(path = "help.html")]
pub(super) struct HelpPage {
    page: Page,
    steps: Vec<Step>,
    back: String,
    backups: Option<String>,
    comments: Comments,
}

impl HelpPage {
    fn picture(&self, name: &str, alt: String) -> Picture {
        Picture { file: asset::picture(self.page.tag(), name), alt }
    }
}

/// `GET /help/delete-account`
pub(crate) async fn show(page: Page) -> Response {
    let comments = Comments::read(&page, CommentForm::default(), Mistakes::default()).await;
    render(StatusCode::OK, &help(page, comments))
}

/// The whole page around a form for comments.
pub(super) fn help(page: Page, comments: Comments) -> HelpPage {
    let settings = page.site.farewell.settings();
    let text = |number: usize| page.text(&format!("help-short-{number}"));
    let steps = STEPS.iter().enumerate().map(|(at, href)| Step { href, text: text(at + 1) }).collect();
    let after = |key: &str, period| page.words.with(key, &[("span", page.words.span(period).into())]);
    let back = after("help-back", settings.grace_period);
    let backups = settings.backups_keep.map(|period| after("help-erased-backups", period));
    HelpPage { page, steps, back, backups, comments }
}
