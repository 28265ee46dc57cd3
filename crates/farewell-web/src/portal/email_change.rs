//! The two buttons beside an e-mail address that waits: send the link again, or withdraw it.

use axum::extract::State;
use axum::response::{Redirect, Response};
use farewell_service::email_change::EmailChangeError;

use super::profile;
use crate::cookie::Notice;
use crate::fault::Fault;
use crate::form::Fields;
use crate::frame::{App, Member, Page, with_cookie};

/// `POST /account/email`: `choice` is `send` or `give_up`.
pub(crate) async fn submit(
    State(site): State<App>,
    Member(session): Member,
    page: Page,
    fields: Fields,
) -> Result<Response, Fault> {
    let notice = match fields.get("choice") {
        "send" => match site.farewell.send_confirmation(&session).await {
            Ok(()) => Notice::EmailSent,
            Err(EmailChangeError::TooOften { until }) => {
                let profile = site.farewell.profile(&session).await?;
                return Ok(profile::too_often(page, &profile, until));
            }
            Err(EmailChangeError::Service(error)) => return Err(error.into()),
        },
        "give_up" => {
            site.farewell.cancel_email_change(&session).await?;
            Notice::EmailGivenUp
        }
        _ => return Err(Fault::Malformed),
    };
    Ok(with_cookie(notice.cookie(&site), Redirect::to("/account/profile")))
}
