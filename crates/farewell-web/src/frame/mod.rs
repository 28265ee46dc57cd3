//! What surrounds every page: who asks, in which language, and a page for every failure.

mod address;
pub(crate) mod headers;
mod language;
mod page;
mod problem;
pub(crate) mod request;
mod visitor;
pub(crate) mod way;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::middleware::Next;
use axum::response::Response;
use farewell_domain::language::Language;
use farewell_service::session::{SessionToken, Visit};

use crate::cookie::{self, Notice};
use crate::fault::Fault;
use crate::site::Site;

pub(crate) use address::Address;
pub(crate) use page::{Menu, Page, refuse, render, wait, with_cookie};
pub(crate) use visitor::{Away, Member, device};

/// The state of every handler.
pub(crate) type App = Arc<Site>;

/// What is known about a request before its handler runs.
#[derive(Clone)]
pub(crate) struct Here {
    pub(crate) language: Language,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) visit: Arc<Visit>,
    /// A session cookie came along, although nothing may be known about that session any more.
    pub(crate) claims_session: bool,
    pub(crate) notice: Option<Notice>,
}

/// Finds out who asks and in which language, lets the handler answer, and gives each bare failure its page.
pub(crate) async fn surround(State(site): State<App>, mut request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let token = cookie::session(&site, &headers).filter(|_| !is_file(request.uri().path()));
    let visit = visit(&site, token).await;
    let failed = visit.as_ref().err().copied();
    let visit = visit.unwrap_or(Visit::Anonymous);
    let (here, chosen) = here(&site, &request, &headers, visit);
    request.extensions_mut().insert(here.clone());
    let response = match failed {
        Some(fault) => problem::page(&site, &here, fault.status()),
        None => next.run(request).await,
    };
    let mut response = problem::instead_of(&site, &here, response);
    let shown = here.notice.is_some() && !response.status().is_redirection() && !is_file(&here.path);
    let cookies = chosen
        .map(|language| cookie::remember_language(&site, &language))
        .into_iter()
        .chain(shown.then(|| cookie::drop_notice(&site)));
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

async fn visit(site: &Site, token: Option<SessionToken>) -> Result<Visit, Fault> {
    match token {
        Some(token) => Ok(site.farewell.visit(Some(&token)).await?),
        None => Ok(Visit::Anonymous),
    }
}

/// What looks the same for everybody: no need to ask who is there.
fn is_file(path: &str) -> bool {
    path.starts_with("/assets/")
        || ["/brand.css", "/healthz", "/readyz", "/metrics", "/version"].contains(&path)
}

fn here(site: &Site, request: &Request, headers: &HeaderMap, visit: Visit) -> (Here, Option<Language>) {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let chosen = language::chosen(&site.texts, &query);
    let own = match &visit {
        Visit::Member(session) | Visit::Returning(session) => session.language.clone(),
        Visit::Anonymous | Visit::Ended(_) => None,
    };
    let here = Here {
        language: chosen.clone().unwrap_or_else(|| language::wanted(&site.texts, headers, own.as_ref())),
        path: request.uri().path().to_owned(),
        query,
        visit: Arc::new(visit),
        claims_session: cookie::claims_session(site, headers),
        notice: cookie::notice(headers),
    };
    (here, chosen)
}
