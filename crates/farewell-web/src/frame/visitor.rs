//! Who may see a page. A handler that names a [`Member`] cannot be reached by anybody else.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use farewell_service::session::{EndedBecause, Session, Visit};

use super::{App, Here, way};

/// Somebody with a full session.
pub(crate) struct Member(pub(crate) Session);

/// Where somebody is sent who is no signed-in member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Away {
    /// To sign in, and back to this path.
    SignIn { next: String },
    /// A deactivated account: to choose what is to happen with it.
    Choose,
    /// A session that the deactivation has ended. Its owner may have pressed the button twice.
    Gone,
}

impl FromRequestParts<App> for Member {
    type Rejection = Away;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Away> {
        let here = parts.extensions.get::<Here>();
        let Some(here) = here else { return Err(Away::SignIn { next: "/".to_owned() }) };
        match &*here.visit {
            Visit::Member(session) => Ok(Self(session.clone())),
            Visit::Returning(_) => Err(Away::Choose),
            Visit::Ended(ended) if matches!(ended.because, EndedBecause::Deactivated) => Err(Away::Gone),
            Visit::Ended(_) | Visit::Anonymous => Err(Away::SignIn { next: here.path.clone() }),
        }
    }
}

impl IntoResponse for Away {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn { next } => Redirect::to(&way::sign_in_for(&next)).into_response(),
            Self::Choose => Redirect::to("/reactivate").into_response(),
            Self::Gone => Redirect::to("/sign-in").into_response(),
        }
    }
}

/// What a browser says of itself, cut to what a list of devices needs.
pub(crate) fn device(headers: &HeaderMap) -> String {
    let header = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    header.chars().filter(|c| !c.is_control()).take(200).collect()
}
