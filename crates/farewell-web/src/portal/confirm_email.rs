//! The page that a mail's link leads to, to confirm an e-mail address. Opening it changes nothing: mail scanners do.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use farewell_service::confirm_email::{ConfirmEmailError, Confirmation};
use farewell_service::session::Visit;

use super::recovery::{LinkGonePage, WithToken};
use crate::cookie::{self, Notice};
use crate::fault::Fault;
use crate::form::Fields;
use crate::frame::{App, Page, render, with_cookie};

#[derive(Template)]
#[template(path = "confirm_email.html")]
struct ConfirmPage {
    page: Page,
    token: String,
    lead: String,
    button: String,
}

/// `GET /confirm-email?token=`
pub(crate) async fn show(
    State(site): State<App>,
    page: Page,
    Query(asked): Query<WithToken>,
) -> Result<Response, Fault> {
    let (lead, button) = match site.farewell.confirmation(&asked.token).await? {
        Some(Confirmation::SignUp) => {
            (page.text("confirm-sign-up-lead"), page.text("confirm-sign-up-button"))
        }
        Some(Confirmation::Email) => (page.text("confirm-email-lead"), page.text("confirm-email-button")),
        None => return Ok(gone(page)),
    };
    Ok(render(StatusCode::OK, &ConfirmPage { page, token: asked.token, lead, button }))
}

/// `POST /confirm-email`
pub(crate) async fn submit(
    State(site): State<App>,
    page: Page,
    Query(asked): Query<WithToken>,
    fields: Fields,
) -> Result<Response, Fault> {
    let token = if fields.has("token") { fields.get("token").to_owned() } else { asked.token };
    match site.farewell.confirm_email(&token).await {
        Ok(Confirmation::SignUp) => {
            let answer = with_cookie(Notice::SignedUp.cookie(&site), Redirect::to("/sign-in"));
            Ok(with_cookie(cookie::drop_session(&site), answer))
        }
        Ok(Confirmation::Email) => {
            let is_member = matches!(&*page.here.visit, Visit::Member(_));
            let to = Redirect::to(if is_member { "/account/profile" } else { "/sign-in" });
            Ok(with_cookie(Notice::EmailConfirmed.cookie(&site), to))
        }
        Err(ConfirmEmailError::LinkUsedOrExpired) => Ok(gone(page)),
        Err(ConfirmEmailError::UsernameTaken) => {
            let (text, link) =
                (page.text("confirm-username-taken"), page.text("confirm-username-taken-link"));
            Ok(render(StatusCode::GONE, &LinkGonePage { page, text, href: "/sign-up", link }))
        }
        Err(ConfirmEmailError::EmailTaken) => {
            let (text, link) = (page.text("confirm-email-taken"), page.text("confirm-gone-link"));
            Ok(render(StatusCode::GONE, &LinkGonePage { page, text, href: "/sign-in", link }))
        }
        Err(ConfirmEmailError::Service(error)) => Err(error.into()),
    }
}

fn gone(page: Page) -> Response {
    let (text, link) = (page.text("confirm-gone"), page.text("confirm-gone-link"));
    render(StatusCode::GONE, &LinkGonePage { page, text, href: "/sign-in", link })
}
