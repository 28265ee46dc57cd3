//! My account, and its settings: the two pages on the way to the profile.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::fault::Fault;
use crate::frame::way::segment;
use crate::frame::{App, Member, Page, render};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    page: Page,
    lead: String,
    /// The member's page in the demo's shop.
    public_page: Option<String>,
}

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    page: Page,
    deactivate_about: String,
}

/// `GET /account`
pub(crate) async fn show(
    State(site): State<App>,
    Member(session): Member,
    page: Page,
) -> Result<Response, Fault> {
    let lead = page.words.with("account-lead", &[("name", session.display_name.as_str().into())]);
    let username = match &site.shop {
        Some(_) => site.farewell.profile(&session).await?.username,
        None => None,
    };
    let public_page = username.map(|username| format!("/members/{}", segment(&username)));
    Ok(render(StatusCode::OK, &AccountPage { page, lead, public_page }))
}

/// `GET /account/settings`
pub(crate) async fn settings(State(site): State<App>, _: Member, page: Page) -> Response {
    let deactivate_about = super::profile::deactivate_about(&site, &page.words);
    render(StatusCode::OK, &SettingsPage { page, deactivate_about })
}
