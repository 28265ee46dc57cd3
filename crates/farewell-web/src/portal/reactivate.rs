//! Needed again: come back, leave it as it is, or erase now. Looking at the page changes nothing.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use farewell_service::password::PasswordAgain;
use farewell_service::reactivate::{EraseNowError, ReturnError, Returner, Returning};
use farewell_service::session::Visit;
use jiff::Timestamp;

use super::field::Field;
use super::outlook;
use super::recovery::{LinkGonePage, WithToken};
use crate::cookie::{self, Notice};
use crate::fault::Fault;
use crate::form::{Fields, Mistakes, Reader};
use crate::frame::{App, Page, device, refuse, render, with_cookie};
use crate::html::Html;

#[derive(Template)]
#[template(path = "reactivate.html")]
struct ReactivatePage {
    page: Page,
    lead: Html,
    /// The mail's link, so that the form comes back with it; empty for somebody who has signed in.
    token: String,
    password: Field,
    mistakes: Mistakes,
}

/// `GET /reactivate?token=`
pub(crate) async fn show(
    State(site): State<App>,
    page: Page,
    Query(asked): Query<WithToken>,
) -> Result<Response, Fault> {
    let visit = page.here.visit.clone();
    let Some(who) = returner(&visit, &asked.token) else { return Ok(elsewhere(&visit)) };
    match site.farewell.returning(&who).await? {
        Some(returning) => {
            Ok(render(StatusCode::OK, &form(page, &returning, asked.token.clone(), Mistakes::default())))
        }
        None => Ok(gone(page)),
    }
}

/// `POST /reactivate`
pub(crate) async fn submit(
    State(site): State<App>,
    page: Page,
    Query(asked): Query<WithToken>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Fault> {
    let token = if fields.has("token") { fields.get("token").to_owned() } else { asked.token };
    let visit = page.here.visit.clone();
    let Some(who) = returner(&visit, &token) else { return Ok(elsewhere(&visit)) };
    match fields.get("choice") {
        "return" => come_back(&site, page, &who, &device(&headers)).await,
        "leave" => leave(&site, page, &who).await,
        "erase_now" => erase_now(&site, page, &who, &token, &fields).await,
        _ => {
            let mut mistakes = Mistakes::default();
            mistakes.push("choice", page.text("reactivate-choice-missing"));
            again(&site, page, &who, &token, mistakes, None).await
        }
    }
}

async fn come_back(site: &App, page: Page, who: &Returner<'_>, device: &str) -> Result<Response, Fault> {
    match site.farewell.reactivate(who, device).await {
        Ok(Some(token)) => {
            let answer = with_cookie(Notice::CameBack.cookie(site), Redirect::to("/account"));
            Ok(with_cookie(cookie::start_session(site, &token), answer))
        }
        Ok(None) => {
            let answer = with_cookie(Notice::CameBackByLink.cookie(site), Redirect::to("/sign-in"));
            Ok(with_cookie(cookie::drop_session(site), answer))
        }
        Err(ReturnError::Gone) => Ok(gone(page)),
        Err(ReturnError::Service(error)) => Err(error.into()),
    }
}

async fn leave(site: &App, page: Page, who: &Returner<'_>) -> Result<Response, Fault> {
    match site.farewell.leave_it(who).await {
        Ok(()) => {
            let answer = with_cookie(Notice::Left.cookie(site), Redirect::to("/"));
            Ok(with_cookie(cookie::drop_session(site), answer))
        }
        Err(ReturnError::Gone) => Ok(gone(page)),
        Err(ReturnError::Service(error)) => Err(error.into()),
    }
}

async fn erase_now(
    site: &App,
    page: Page,
    who: &Returner<'_>,
    token: &str,
    fields: &Fields,
) -> Result<Response, Fault> {
    let mut reader = Reader::new(&page.words, fields);
    reader.required_line("password", "reactivate-password", "reactivate-password-missing");
    let (mut mistakes, mut wait_until) = (reader.mistakes, None);
    if mistakes.is_empty() {
        let text = match site.farewell.erase_now(who, fields.get("password")).await {
            Ok(()) => {
                let answer = with_cookie(Notice::Erasing.cookie(site), Redirect::to("/"));
                return Ok(with_cookie(cookie::drop_session(site), answer));
            }
            Err(EraseNowError::Gone) => return Ok(gone(page)),
            Err(EraseNowError::Service(error)) => return Err(error.into()),
            Err(EraseNowError::Password(PasswordAgain::Missing)) => page.text("reactivate-password-missing"),
            Err(EraseNowError::Password(PasswordAgain::Wrong)) => page.text("reactivate-password-wrong"),
            Err(EraseNowError::Password(PasswordAgain::TooOften { until })) => {
                wait_until = Some(until);
                page.text("sign-in-too-often")
            }
            Err(EraseNowError::Held) => {
                let support = page.site.support.email.as_str().into();
                page.words.with("reactivate-held", &[("support", support)])
            }
            Err(EraseNowError::Blocked(found)) => {
                let blockers = outlook::blockers(&page.words, &found).join(" ");
                format!("{}: {blockers}", page.text("deactivate-blocked"))
            }
            Err(EraseNowError::Wait { until }) => {
                let (date, time) = (page.words.date_of(until), page.words.time_of(until));
                page.words.with("reactivate-wait", &[("date", date.into()), ("time", time.into())])
            }
        };
        mistakes.push("password", text);
    }
    again(site, page, who, token, mistakes, wait_until).await
}

/// The page once more, with what is to be mended, and until when to wait with it.
async fn again(
    site: &App,
    page: Page,
    who: &Returner<'_>,
    token: &str,
    mistakes: Mistakes,
    wait_until: Option<Timestamp>,
) -> Result<Response, Fault> {
    let Some(returning) = site.farewell.returning(who).await? else { return Ok(gone(page)) };
    let form = form(page.failed(), &returning, token.to_owned(), mistakes);
    Ok(refuse(site, wait_until, &form))
}

fn returner<'a>(visit: &'a Visit, token: &'a str) -> Option<Returner<'a>> {
    match visit {
        _ if !token.is_empty() => Some(Returner::Link(token)),
        Visit::Returning(session) => Some(Returner::Session(session)),
        Visit::Member(_) | Visit::Ended(_) | Visit::Anonymous => None,
    }
}

/// Where somebody belongs who has neither a link nor a deactivated account.
fn elsewhere(visit: &Visit) -> Response {
    match visit {
        Visit::Member(_) => Redirect::to("/account").into_response(),
        _ => Redirect::to("/sign-in?next=/reactivate").into_response(),
    }
}

fn form(page: Page, returning: &Returning, token: String, mistakes: Mistakes) -> ReactivatePage {
    let since = page.words.date_of(returning.since);
    let lead = page.words.rich_erasure("reactivate-lead", &returning.erasure, vec![("since", since.into())]);
    let password =
        Field::secret("password", page.text("reactivate-password"), "current-password").mistake(&mistakes);
    ReactivatePage { page, lead, token, password, mistakes }
}

fn gone(page: Page) -> Response {
    let (text, link) = (page.text("reactivate-gone"), page.text("reactivate-gone-link"));
    render(StatusCode::GONE, &LinkGonePage { page, text, href: "/sign-in", link })
}
