//! The profile: what the site knows about a member, and in plain sight the way out.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use farewell_service::profile::{FieldProblem, Profile, ProfileError, ProfileField, ProfileForm};
use jiff::Timestamp;

use super::field::Field;
use crate::cookie::Notice;
use crate::fault::Fault;
use crate::form::{Fields, Mistakes, Reader};
use crate::frame::{App, Member, Page, render, wait, with_cookie};
use crate::site::Site;
use crate::words::Words;

/// The genders as they are stored, in their order; the empty one is "I'd rather not say".
const GENDERS: [(&str, &str); 4] = [
    ("woman", "profile-gender-woman"),
    ("man", "profile-gender-man"),
    ("another", "profile-gender-another"),
    ("", "profile-gender-unsaid"),
];

/// One answer of several.
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// What stands below an address that is not confirmed, and below one that waits to take its place.
struct Confirming {
    waiting: Option<String>,
    /// The one that waits is another than the member's own, which stays if it is withdrawn.
    is_new: bool,
    send: String,
}

#[derive(Template)]
#[template(path = "profile.html")]
struct ProfilePage {
    page: Page,
    username: Option<String>,
    name: Option<Field>,
    genders: Vec<Choice>,
    email: Option<Field>,
    confirming: Option<Confirming>,
    languages: Vec<Choice>,
    deactivate_about: String,
    mistakes: Mistakes,
}

/// `GET /account/profile`
pub(crate) async fn show(
    State(site): State<App>,
    Member(session): Member,
    page: Page,
) -> Result<Response, Fault> {
    let profile = site.farewell.profile(&session).await?;
    Ok(render(StatusCode::OK, &form(page, &profile, Mistakes::default())))
}

/// `POST /account/profile`
pub(crate) async fn submit(
    State(site): State<App>,
    Member(session): Member,
    page: Page,
    fields: Fields,
) -> Result<Response, Fault> {
    let mut reader = Reader::new(&page.words, &fields);
    let typed = ProfileForm {
        name: fields.has("name").then(|| reader.line("name", "profile-name")),
        gender: fields.has("gender").then(|| reader.line("gender", "profile-gender")),
        email: fields.has("email").then(|| reader.line("email", "profile-email")),
        language: fields.has("language").then(|| reader.line("language", "profile-language")),
    };
    let mut mistakes = reader.mistakes;
    if mistakes.is_empty() {
        match site.farewell.update_profile(&session, &typed).await {
            Ok(saved) => {
                let notice = if saved.email_waits { Notice::EmailWaits } else { Notice::ProfileSaved };
                return Ok(with_cookie(notice.cookie(&site), Redirect::to("/account/profile")));
            }
            Err(ProfileError::Fields(problems)) => {
                for (field, problem) in problems {
                    mistakes.push(field_name(field), explain(&page.words, field, problem));
                }
            }
            Err(ProfileError::TooOften { until }) => {
                let kept = keep(site.farewell.profile(&session).await?, typed);
                return Ok(too_often(page, &kept, until));
            }
            Err(ProfileError::Service(error)) => return Err(error.into()),
        }
    }
    let kept = keep(site.farewell.profile(&session).await?, typed);
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &form(page.failed(), &kept, mistakes)))
}

/// The form of somebody who asks for too many mails.
pub(crate) fn too_often(page: Page, profile: &Profile, until: Timestamp) -> Response {
    let mut mistakes = Mistakes::default();
    mistakes.push("email", page.text("profile-email-too-often"));
    let time = until.duration_since(page.site.farewell.now());
    wait(time, &form(page.failed(), profile, mistakes))
}

/// The sentence under "Deactivate account".
pub(crate) fn deactivate_about(site: &Site, words: &Words) -> String {
    let span = words.span(site.farewell.settings().grace_period);
    words.with("profile-deactivate-about", &[("span", span.into())])
}

/// The profile as stored, with what was typed in place of what it would replace.
fn keep(profile: Profile, typed: ProfileForm) -> Profile {
    Profile {
        name: typed.name.or(profile.name),
        gender: typed.gender.or(profile.gender),
        email: typed.email.or(profile.email),
        language: typed.language.or(profile.language),
        ..profile
    }
}

fn form(page: Page, profile: &Profile, mistakes: Mistakes) -> ProfilePage {
    let value = |text: &Option<String>| text.clone().unwrap_or_default();
    let name = profile.fields.name.then(|| {
        Field::text("name", page.text("profile-name"))
            .autocomplete("name")
            .value(&value(&profile.name))
            .mistake(&mistakes)
    });
    let email = profile.fields.email.then(|| email(&page, profile, &mistakes));
    let confirming = confirming(&page, profile);
    let genders = if profile.fields.gender { genders(&page, &value(&profile.gender)) } else { Vec::new() };
    let languages =
        if profile.fields.language { languages(&page, &value(&profile.language)) } else { Vec::new() };
    let deactivate_about = deactivate_about(&page.site, &page.words);
    let username = profile.username.clone();
    ProfilePage { page, username, name, genders, email, confirming, languages, deactivate_about, mistakes }
}

fn email(page: &Page, profile: &Profile, mistakes: &Mistakes) -> Field {
    let field = Field::email("email", page.text("profile-email"))
        .value(profile.email.as_deref().unwrap_or_default())
        .mistake(mistakes);
    let hint = if profile.email_confirmed { "profile-email-hint" } else { "profile-email-unconfirmed" };
    field.hint(&page.text(hint))
}

fn confirming(page: &Page, profile: &Profile) -> Option<Confirming> {
    let waits =
        |email: &String| page.words.with("profile-email-waiting", &[("email", email.as_str().into())]);
    let waiting = profile.email_waiting.as_ref().map(waits);
    let send = if waiting.is_some() { "profile-email-send-again" } else { "profile-email-send" };
    let needed = waiting.is_some() || (!profile.email_confirmed && profile.email.is_some());
    let is_new = profile.email_waiting.is_some() && profile.email_waiting != profile.email;
    needed.then(|| Confirming { waiting, is_new, send: page.text(send) })
}

/// The four choices, and the stored word if it is none of them: the app may know others.
fn genders(page: &Page, stored: &str) -> Vec<Choice> {
    let known = GENDERS.iter().any(|(value, _)| *value == stored);
    let other = (!known).then(|| Choice { value: stored.to_owned(), label: stored.to_owned(), chosen: true });
    let offered = GENDERS.iter().map(|(value, key)| Choice {
        value: (*value).to_owned(),
        label: page.text(key),
        chosen: *value == stored,
    });
    offered.chain(other).collect()
}

/// The site's languages, each by its own name, and the stored one if it is none of them.
fn languages(page: &Page, stored: &str) -> Vec<Choice> {
    let offered = page.words.languages().iter().map(|language| Choice {
        value: language.to_string(),
        label: page.words.in_language(language).text("language-name"),
        chosen: language.as_str() == stored,
    });
    let offered: Vec<Choice> = offered.collect();
    let known = offered.iter().any(|choice| choice.chosen);
    let label = if stored.is_empty() { page.text("profile-language-unset") } else { stored.to_owned() };
    let other = (!known).then(|| Choice { value: stored.to_owned(), label, chosen: true });
    offered.into_iter().chain(other).collect()
}

fn field_name(field: ProfileField) -> &'static str {
    match field {
        ProfileField::Name => "name",
        ProfileField::Gender => "gender",
        ProfileField::Email => "email",
        ProfileField::Language => "language",
    }
}

/// What is wrong with a field, and what would be right.
pub(crate) fn explain(words: &Words, field: ProfileField, problem: FieldProblem) -> String {
    let label = match field {
        ProfileField::Name => words.text("profile-name"),
        ProfileField::Gender => words.text("profile-gender"),
        ProfileField::Email => words.text("profile-email"),
        ProfileField::Language => words.text("profile-language"),
    };
    match (field, problem) {
        (_, FieldProblem::TooLong(max)) => {
            words.with("field-too-long", &[("field", label.into()), ("max", words.number(max as u64).into())])
        }
        (ProfileField::Name, FieldProblem::Empty) => words.text("profile-name-empty"),
        (ProfileField::Name, _) => words.text("profile-name-invalid"),
        (ProfileField::Email, FieldProblem::Empty) => words.text("profile-email-empty"),
        (ProfileField::Email, _) => words.text("profile-email-invalid"),
        (ProfileField::Gender | ProfileField::Language, _) => {
            words.with("profile-choice-invalid", &[("field", label.into())])
        }
    }
}
