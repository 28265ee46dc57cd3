//! The devices on which a member is signed in.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use farewell_domain::device::Device;
use farewell_service::device::SignedInDevice;

use crate::cookie::Notice;
use crate::fault::Fault;
use crate::form::Fields;
use crate::frame::{App, Member, Page, render, with_cookie};
use crate::html::Html;
use crate::words::Words;

/// One device as it stands in the list.
struct Shown {
    id: String,
    name: String,
    since: String,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "sessions.html")]
struct SessionsPage {
    devices: Vec<Shown>,
    /// What to do about a device that is not one's own.
    unknown: Html,
    page: Page,
}

/// `GET /account/sessions`
pub(crate) async fn show(
    State(site): State<App>,
    Member(session): Member,
    page: Page,
) -> Result<Response, Fault> {
    let found = site.farewell.devices(&session).await?;
    let devices = found.into_iter().map(|one| shown(&page.words, one)).collect();
    let link = Html::link("/account/password", &page.text("sessions-unknown-link"));
    let unknown = page.words.rich("sessions-unknown", vec![("link", link.into())]);
    Ok(render(StatusCode::OK, &SessionsPage { devices, unknown, page }))
}

/// `POST /account/sessions`: `session` names one device, `others` means all but this.
pub(crate) async fn submit(
    State(site): State<App>,
    Member(session): Member,
    fields: Fields,
) -> Result<Response, Fault> {
    let notice = if fields.has("others") {
        site.farewell.sign_out_others(&session).await?;
        Notice::OthersSignedOut
    } else if site.farewell.sign_out_device(&session, fields.get("session")).await? {
        Notice::DeviceSignedOut
    } else {
        return Err(Fault::NotFound);
    };
    Ok(with_cookie(notice.cookie(&site), Redirect::to("/account/sessions")))
}

fn shown(words: &Words, one: SignedInDevice) -> Shown {
    let when =
        [("date", words.date_of(one.signed_in_at).into()), ("time", words.time_of(one.signed_in_at).into())];
    let (name, since) = (name(words, one.device), words.with("sessions-since", &when));
    Shown { id: one.id, name, since, is_this: one.is_this }
}

/// "Firefox on Linux", or as much of it as is known.
fn name(words: &Words, device: Device) -> String {
    match (device.browser, device.system) {
        (Some(browser), Some(system)) => {
            words.with("device-browser-system", &[("browser", browser.into()), ("system", system.into())])
        }
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => words.with("device-system", &[("system", system.into())]),
        (None, None) => words.text("device-unknown"),
    }
}
