//! Signing in and out.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use farewell_service::limit::Client;
use farewell_service::session::{EndedBecause, SignInError, Visit};
use serde::Deserialize;

use super::field::Field;
use crate::cookie::{self, Notice};
use crate::fault::Fault;
use crate::form::{Fields, Mistakes, Reader};
use crate::frame::way::Way;
use crate::frame::{Address, App, Page, device, render, wait, with_cookie};
use crate::html::Html;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    page: Page,
    why: Option<String>,
    next: Option<Way>,
    identifier: Field,
    password: Field,
    no_account: Option<Html>,
    mistakes: Mistakes,
}

/// `?next=/path`
#[derive(Deserialize)]
pub(crate) struct Asked {
    next: Option<String>,
}

/// `GET /sign-in`
pub(crate) async fn show(page: Page, Query(asked): Query<Asked>) -> Response {
    let next = asked.next.as_deref().and_then(Way::parse);
    match &*page.here.visit {
        Visit::Member(_) => Redirect::to(next.as_ref().map_or("/account", Way::as_str)).into_response(),
        Visit::Returning(_) => Redirect::to("/reactivate").into_response(),
        Visit::Ended(_) | Visit::Anonymous => {
            let why = why(&page, next.is_some()).map(|key| page.text(key));
            render(StatusCode::OK, &form(page, why, next, "", Mistakes::default()))
        }
    }
}

/// `POST /sign-in`
pub(crate) async fn submit(
    State(site): State<App>,
    page: Page,
    address: Address,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Fault> {
    let mut reader = Reader::new(&page.words, &fields);
    let identifier = reader.required_line("identifier", "sign-in-identifier", "sign-in-identifier-empty");
    reader.required_line("password", "sign-in-password", "sign-in-password-empty");
    let mut mistakes = reader.mistakes;
    let next = Way::parse(fields.get("next"));
    if mistakes.is_empty() {
        let previous = cookie::session(&site, &headers);
        let device = device(&headers);
        let client = Client { device: &device, address: &address.0 };
        match site.farewell.sign_in(&identifier, fields.get("password"), &client, previous.as_ref()).await {
            Ok(signed_in) => {
                let to = next.as_ref().map_or("/account", Way::as_str);
                let to = if signed_in.returning { "/reactivate" } else { to };
                return Ok(with_cookie(cookie::start_session(&site, &signed_in.token), Redirect::to(to)));
            }
            Err(SignInError::TooOften { until }) => {
                mistakes.push("identifier", page.text("sign-in-too-often"));
                let form = form(page.failed(), None, next, &identifier, mistakes);
                return Ok(wait(until.duration_since(site.farewell.now()), &form));
            }
            Err(SignInError::Rejected) => mistakes.push("identifier", page.text("sign-in-wrong")),
            Err(SignInError::Service(error)) => return Err(error.into()),
        }
    }
    let form = form(page.failed(), None, next, &identifier, mistakes);
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &form))
}

/// `POST /sign-out`: harmless to repeat.
pub(crate) async fn sign_out(State(site): State<App>, page: Page) -> Result<Response, Fault> {
    if let Visit::Member(session) | Visit::Returning(session) = &*page.here.visit {
        site.farewell.sign_out(session).await?;
    }
    let answer = with_cookie(Notice::SignedOut.cookie(&site), Redirect::to("/"));
    Ok(with_cookie(cookie::drop_session(&site), answer))
}

fn form(page: Page, why: Option<String>, next: Option<Way>, typed: &str, mistakes: Mistakes) -> SignInPage {
    let identifier = Field::text("identifier", page.text("sign-in-identifier"))
        .autocomplete("username")
        .value(typed)
        .mistake(&mistakes);
    let password =
        Field::secret("password", page.text("sign-in-password"), "current-password").mistake(&mistakes);
    let no_account = page.offers_sign_up().then(|| {
        let link = Html::link("/sign-up", &page.text("menu-sign-up"));
        page.words.rich("sign-up-no-account", vec![("link", link.into())])
    });
    SignInPage { page, why, next, identifier, password, no_account, mistakes }
}

/// The sentence for somebody who did not mean to come here.
fn why(page: &Page, was_sent: bool) -> Option<&'static str> {
    match &*page.here.visit {
        Visit::Ended(ended) => match ended.because {
            EndedBecause::Deactivated => Some("sign-in-deactivated"),
            EndedBecause::PasswordChanged => Some("sign-in-password-changed"),
            EndedBecause::Erased => Some("sign-in-erased"),
            EndedBecause::Expired => Some("sign-in-expired"),
            EndedBecause::SignedOutElsewhere => Some("sign-in-signed-out-elsewhere"),
            EndedBecause::SignedOut => was_sent.then_some("sign-in-signed-out"),
        },
        _ if was_sent && page.here.claims_session => Some("sign-in-expired"),
        _ => was_sent.then_some("sign-in-needed"),
    }
}
