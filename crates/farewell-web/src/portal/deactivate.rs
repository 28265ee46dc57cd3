//! Deactivating, part one: what will happen, and whether it is you.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use farewell_service::deactivate::{ConfirmError, ConfirmProblems, IdentityProof, LeavingOutlook};
use farewell_service::password::PasswordAgain;
use farewell_service::session::Session;

use super::field::Field;
use super::outlook::{self, ShownGroup};
use crate::fault::Fault;
use crate::form::{Fields, Mistakes, Reader};
use crate::frame::{App, Member, Page, refuse, render};
use crate::html::Html;
use crate::words::Words;

#[derive(Template)]
#[template(path = "deactivate.html")]
struct DeactivatePage {
    page: Page,
    groups: Vec<ShownGroup>,
    date: Html,
    blockers: Vec<String>,
    identifier: Field,
    phrase: Field,
    /// Only asked for when the sign-in is not fresh.
    password: Option<Field>,
    mistakes: Mistakes,
}

/// What was typed, to be shown again.
#[derive(Default)]
struct Typed {
    identifier: String,
    phrase: String,
}

/// `GET /account/deactivate`
pub(crate) async fn show(
    State(site): State<App>,
    Member(session): Member,
    page: Page,
) -> Result<Response, Fault> {
    let outlook = site.farewell.outlook(&session).await?;
    Ok(render(StatusCode::OK, &form(page, &session, &outlook, &Typed::default(), Mistakes::default())))
}

/// `POST /account/deactivate`
pub(crate) async fn submit(
    State(site): State<App>,
    Member(session): Member,
    page: Page,
    fields: Fields,
) -> Result<Response, Fault> {
    let mut reader = Reader::new(&page.words, &fields);
    let typed = Typed {
        identifier: reader.line("identifier", "deactivate-identifier"),
        phrase: reader.line("phrase", "deactivate-phrase"),
    };
    if !session.fresh {
        reader.line("password", "deactivate-password");
    }
    let (mut mistakes, mut wait_until) = (reader.mistakes, None);
    if mistakes.is_empty() {
        let phrases = words_of_every_language(&page.words);
        let proof = IdentityProof {
            identifier: &typed.identifier,
            phrase: &typed.phrase,
            password: fields.get("password"),
            phrases: &phrases.iter().map(String::as_str).collect::<Vec<_>>(),
        };
        match site.farewell.confirm_identity(&session, &proof).await {
            Ok(()) => return Ok(Redirect::to("/account/deactivate/reason").into_response()),
            Err(ConfirmError::Fields(problems)) => {
                if let Some(PasswordAgain::TooOften { until }) = problems.password {
                    wait_until = Some(until);
                }
                explain(&page.words, problems, &mut mistakes);
            }
            Err(ConfirmError::Blocked(_)) => {}
            Err(ConfirmError::Service(error)) => return Err(error.into()),
        }
    }
    let outlook = site.farewell.outlook(&session).await?;
    let form = form(page.failed(), &session, &outlook, &typed, mistakes);
    Ok(refuse(&site, wait_until, &form))
}

/// People follow guides written in another language: the words of each one count on every page.
fn words_of_every_language(words: &Words) -> Vec<String> {
    words.languages().iter().map(|language| words.in_language(language).text("deactivate-words")).collect()
}

fn explain(words: &Words, problems: ConfirmProblems, mistakes: &mut Mistakes) {
    if problems.identifier {
        mistakes.push("identifier", words.text("deactivate-identifier-wrong"));
    }
    if problems.phrase {
        mistakes.push("phrase", words.text("deactivate-phrase-wrong"));
    }
    match problems.password {
        Some(PasswordAgain::Missing) => mistakes.push("password", words.text("sign-in-password-empty")),
        Some(PasswordAgain::Wrong) => mistakes.push("password", words.text("deactivate-password-wrong")),
        Some(PasswordAgain::TooOften { .. }) => mistakes.push("password", words.text("sign-in-too-often")),
        None => {}
    }
}

fn form(
    page: Page,
    session: &Session,
    leaving: &LeavingOutlook,
    typed: &Typed,
    mistakes: Mistakes,
) -> DeactivatePage {
    let identifier = Field::text("identifier", page.text("deactivate-identifier"))
        .autocomplete("username")
        .value(&typed.identifier)
        .mistake(&mistakes);
    let phrase = Field::text("phrase", page.text("deactivate-phrase"))
        .words(page.text("deactivate-words"))
        .hint(&page.text("deactivate-phrase-hint"))
        .value(&typed.phrase)
        .mistake(&mistakes);
    let password = (!session.fresh).then(|| {
        Field::secret("password", page.text("deactivate-password"), "current-password")
            .hint(&page.text("deactivate-password-hint"))
            .mistake(&mistakes)
    });
    let groups = outlook::groups(&page.words, &leaving.outlook);
    let date = page.words.rich_erasure("deactivate-date", &leaving.erasure, Vec::new());
    let blockers = outlook::blockers(&page.words, &leaving.blockers);
    DeactivatePage { page, groups, date, blockers, identifier, phrase, password, mistakes }
}
