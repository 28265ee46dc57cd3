//! Deactivating, part two: why, and the orange button.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use farewell_domain::comment;
use farewell_domain::grace::ErasureDate;
use farewell_domain::reason::Alternative;
use farewell_service::deactivate::{DeactivateError, ReasonChoice};
use farewell_service::session::Session;

use super::outlook;
use crate::cookie;
use crate::fault::Fault;
use crate::form::{Fields, Mistakes, Reader};
use crate::frame::{App, Away, Member, Page, render, with_cookie};
use crate::html::Html;

/// One reason as it is shown; the empty code is "I'd rather not say".
struct ShownReason {
    code: String,
    label: String,
    alternative: Option<Html>,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "reason.html")]
struct ReasonPage {
    page: Page,
    reasons: Vec<ShownReason>,
    comment: String,
    comment_hint: String,
    last_day: Html,
    button_hint: Html,
    blockers: Vec<String>,
    mistakes: Mistakes,
}

/// What was chosen and typed, to be shown again.
#[derive(Default)]
struct Typed {
    /// Nothing is ticked for anybody.
    reason: Option<String>,
    comment: String,
}

/// `GET /account/deactivate/reason`: only after part one.
pub(crate) async fn show(
    State(site): State<App>,
    Member(session): Member,
    page: Page,
) -> Result<Response, Fault> {
    if !site.farewell.identity_is_confirmed(&session).await? {
        return Ok(Redirect::to("/account/deactivate").into_response());
    }
    let form = form(page, &session, Typed::default(), Vec::new(), Mistakes::default()).await?;
    Ok(render(StatusCode::OK, &form))
}

/// `POST /account/deactivate/reason`: the orange button. Pressed twice, it shows the goodbye again.
pub(crate) async fn submit(
    State(site): State<App>,
    member: Result<Member, Away>,
    page: Page,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Fault> {
    let session = match member {
        Ok(Member(session)) => session,
        Err(Away::Gone) => return Ok(Redirect::to("/goodbye").into_response()),
        Err(away) => return Ok(away.into_response()),
    };
    let mut reader = Reader::new(&page.words, &fields);
    let typed = Typed {
        reason: fields.has("reason").then(|| reader.line("reason", "reason-legend")),
        comment: reader.lines("comment", "reason-comment"),
    };
    let mut mistakes = reader.mistakes;
    let mut blockers = Vec::new();
    if mistakes.is_empty() {
        match site
            .farewell
            .deactivate(&session, typed.reason.as_deref().unwrap_or_default(), &typed.comment)
            .await
        {
            Ok(_) => return Ok(goodbye(&site, &headers)),
            Err(DeactivateError::NotConfirmed) => {
                return Ok(Redirect::to("/account/deactivate").into_response());
            }
            Err(DeactivateError::UnknownReason) => mistakes.push("reason", page.text("reason-unknown")),
            Err(DeactivateError::CommentTooLong { max }) => {
                let max = page.words.number(max as u64);
                mistakes.push("comment", page.words.with("reason-comment-too-long", &[("max", max.into())]));
            }
            Err(DeactivateError::Blocked(found)) => blockers = outlook::blockers(&page.words, &found),
            Err(DeactivateError::Service(error)) => return Err(error.into()),
        }
    }
    let form = form(page.failed(), &session, typed, blockers, mistakes).await?;
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &form))
}

fn goodbye(site: &App, headers: &HeaderMap) -> Response {
    let answer = Redirect::to("/goodbye");
    match cookie::session(site, headers) {
        Some(token) => with_cookie(cookie::ended_session(site, &token), answer),
        None => answer.into_response(),
    }
}

async fn form(
    page: Page,
    session: &Session,
    typed: Typed,
    blockers: Vec<String>,
    mistakes: Mistakes,
) -> Result<ReasonPage, Fault> {
    let farewell = &page.site.farewell;
    let erasure = farewell.outlook(session).await?.erasure;
    let choices = farewell.reasons().await?;
    let unsaid = ShownReason {
        code: String::new(),
        label: page.text("reason-unsaid"),
        alternative: None,
        chosen: typed.reason.as_deref() == Some(""),
    };
    let reasons = choices
        .iter()
        .map(|choice| shown(&page, choice, &erasure, typed.reason.as_deref()))
        .chain([unsaid])
        .collect();
    let max = page.words.number(comment::MAX_LENGTH as u64);
    Ok(ReasonPage {
        reasons,
        comment: typed.comment,
        comment_hint: page.words.with("reason-comment-hint", &[("max", max.into())]),
        last_day: page.words.rich_erasure("before-goodbye-back", &erasure, Vec::new()),
        button_hint: page.words.rich_erasure("deactivate-button-hint", &erasure, Vec::new()),
        blockers,
        mistakes,
        page,
    })
}

fn shown(page: &Page, choice: &ReasonChoice, erasure: &ErasureDate, chosen: Option<&str>) -> ShownReason {
    let code = choice.code.as_str();
    let label = page.words.own(&choice.texts).map(str::to_owned);
    ShownReason {
        code: code.to_owned(),
        label: label.unwrap_or_else(|| page.text(&format!("reason-{}", code.replace('_', "-")))),
        alternative: choice.alternative.map(|alternative| instead(page, alternative, erasure)),
        chosen: chosen == Some(code),
    }
}

/// The one honest alternative under a reason.
fn instead(page: &Page, alternative: Alternative, erasure: &ErasureDate) -> Html {
    match alternative {
        Alternative::TurnOffMails => {
            page.words.rich("reason-mails-off", vec![("link", page.site.support.link().into())])
        }
        Alternative::ChangeAddress => {
            let link = Html::link("/account/profile#email", &page.text("reason-change-address-link"));
            page.words.rich("reason-change-address", vec![("link", link.into())])
        }
        Alternative::ReportFraud => {
            let link = Html::link(&page.site.support.report_href(), &page.text("reason-report-fraud-link"));
            page.words.rich_erasure("reason-report-fraud", erasure, vec![("link", link.into())])
        }
    }
}
