//! A page for every failure, whoever answered with it: a handler, the router, a limit, the cross-site check.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{ALLOW, CONTENT_TYPE};
use axum::response::Response;

use super::{App, Here, Page, render};
use crate::html::Html;

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    page: Page,
    title: String,
    text: Html,
}

/// The response itself, or a page in its place when it is a failure without one.
pub(crate) fn instead_of(site: &App, here: &Here, response: Response) -> Response {
    let failed = response.status().is_client_error() || response.status().is_server_error();
    if !failed || speaks(&response) {
        return response;
    }
    let mut answer = page(site, here, response.status());
    if let Some(allowed) = response.headers().get(ALLOW) {
        answer.headers_mut().insert(ALLOW, allowed.clone());
    }
    answer
}

/// Whether a response has a page or an object of its own.
fn speaks(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

/// The page of a status.
pub(crate) fn page(site: &App, here: &Here, status: StatusCode) -> Response {
    let page = Page::new(site, here);
    let key = match status {
        StatusCode::FORBIDDEN => "problem-403",
        StatusCode::NOT_FOUND => "problem-404",
        StatusCode::METHOD_NOT_ALLOWED => "problem-405",
        StatusCode::PAYLOAD_TOO_LARGE => "problem-413",
        StatusCode::SERVICE_UNAVAILABLE => "problem-503",
        other if other.is_client_error() => "problem-400",
        _ => "problem-500",
    };
    let title = page.text(&format!("{key}-title"));
    let text = page.support(key);
    render(status, &ProblemPage { page, title, text })
}
