//! What can go wrong around a page. A fault carries no page of its own: the frame gives it one, in the right language.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use farewell_erasure::source::SourceError;
use farewell_service::ServiceError;

/// Why there is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    NotFound,
    Malformed,
    TooLarge,
    /// Our side failed; what happened has been logged.
    Broken,
    /// Our side cannot answer at the moment; what happened has been logged.
    Away,
    /// Who asked was signed out in another tab, in the same moment.
    SignedOut,
}

impl Fault {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
            Self::SignedOut => StatusCode::SEE_OTHER,
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        match self {
            Self::SignedOut => Redirect::to("/sign-in").into_response(),
            other => other.status().into_response(),
        }
    }
}

impl From<ServiceError> for Fault {
    /// The boundary where a failure is logged, once. The error's own words hold nothing personal.
    fn from(error: ServiceError) -> Self {
        if matches!(error, ServiceError::SessionOver | ServiceError::MemberGone) {
            return Self::SignedOut;
        }
        tracing::error!(%error, "a page could not be served");
        if error.is_outage() { Self::Away } else { Self::Broken }
    }
}

impl From<SourceError> for Fault {
    fn from(error: SourceError) -> Self {
        tracing::error!(%error, "the sample shop could not be read");
        if error.is_outage() { Self::Away } else { Self::Broken }
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a template could not be rendered");
        Self::Broken
    }
}
