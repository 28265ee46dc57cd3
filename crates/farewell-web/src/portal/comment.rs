//! Comments below the guide: a form for anybody, and what the site has published.

use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use farewell_domain::comment::MAX_LENGTH;
use farewell_service::comment::{CommentError, CommentField, CommentForm, PublishedComment};
use farewell_service::limit::Client;
use farewell_service::profile::FieldProblem;

use super::field::Field;
use super::help::help;
use crate::cookie::Notice;
use crate::fault::Fault;
use crate::form::{Fields, Mistakes, Reader};
use crate::frame::{Address, App, Page, render, wait, with_cookie};
use crate::words::Words;

/// One comment as it stands on the page.
struct Shown {
    name: String,
    month: String,
    language: String,
    text: String,
}

/// The form and the comments, ready to stand at the end of the help page.
#[derive(Template)]
#[template(path = "part/comments.html")]
pub(crate) struct Comments {
    page: Page,
    comment: String,
    hint: String,
    name: Field,
    shown: Vec<Shown>,
    mistakes: Mistakes,
}

impl HtmlSafe for Comments {}

impl Comments {
    /// The form with what was typed. Without the database the guide stands there all the same, without comments.
    pub(crate) async fn read(page: &Page, typed: CommentForm, mistakes: Mistakes) -> Self {
        let found = page.site.farewell.published_comments().await.map_err(Fault::from).unwrap_or_default();
        let max = page.words.number(MAX_LENGTH as u64);
        let name = Field::text("name", page.text("comment-name"))
            .autocomplete("nickname")
            .value(&typed.name)
            .mistake(&mistakes);
        Self {
            comment: typed.comment,
            hint: page.words.with("comment-hint", &[("max", max.into())]),
            name,
            shown: found.into_iter().map(|one| shown(&page.words, one)).collect(),
            mistakes,
            page: page.clone(),
        }
    }
}

/// `POST /help/delete-account`: by anybody, signed in or not.
pub(crate) async fn submit(
    State(site): State<App>,
    page: Page,
    address: Address,
    fields: Fields,
) -> Result<Response, Fault> {
    let mut reader = Reader::new(&page.words, &fields);
    let typed = CommentForm {
        comment: reader.lines("comment", "comment-body"),
        name: reader.line("name", "comment-name"),
    };
    let mut mistakes = reader.mistakes;
    if mistakes.is_empty() {
        let client = Client { device: "", address: &address.0 };
        match site.farewell.write_comment(&typed, page.words.language(), &client).await {
            Ok(()) => {
                let taken = Notice::CommentTaken.cookie(&site);
                return Ok(with_cookie(taken, Redirect::to("/help/delete-account")));
            }
            Err(CommentError::TooOften { until }) => {
                mistakes.push("comment", page.text("comment-too-often"));
                let time = until.duration_since(site.farewell.now());
                return Ok(wait(time, &again(page, typed, mistakes).await));
            }
            Err(CommentError::Fields(problems)) => {
                for (field, problem) in problems {
                    mistakes.push(field_name(field), explain(&page.words, field, problem));
                }
            }
            Err(CommentError::Service(error)) => return Err(error.into()),
        }
    }
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &again(page, typed, mistakes).await))
}

/// The whole page around a form that came back.
async fn again(page: Page, typed: CommentForm, mistakes: Mistakes) -> impl Template {
    let page = page.failed();
    let comments = Comments::read(&page, typed, mistakes).await;
    help(page, comments)
}

fn shown(words: &Words, one: PublishedComment) -> Shown {
    Shown {
        name: one.name.unwrap_or_else(|| words.text("comment-visitor")),
        month: words.month_of(one.written_at),
        language: one.language,
        text: one.comment,
    }
}

fn field_name(field: CommentField) -> &'static str {
    match field {
        CommentField::Comment => "comment",
        CommentField::Name => "name",
    }
}

fn explain(words: &Words, field: CommentField, problem: FieldProblem) -> String {
    let label = words.text(match field {
        CommentField::Comment => "comment-body",
        CommentField::Name => "comment-name",
    });
    match problem {
        FieldProblem::Empty => words.text("comment-empty"),
        FieldProblem::TooLong(max) => {
            words.with("field-too-long", &[("field", label.into()), ("max", words.number(max as u64).into())])
        }
        FieldProblem::Invalid | FieldProblem::Taken => {
            words.with("field-control", &[("field", label.into())])
        }
    }
}
