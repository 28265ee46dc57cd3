//! The map: every path, and who may go there (the handlers' signatures say it again).

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use crate::frame::{App, headers, request, surround};
use crate::portal::{
    account, comment, confirm_email, deactivate, device, doctor, email_change, goodbye, help, home, password,
    profile, reactivate, reason, recovery, sign_in, sign_up, well_known,
};
use crate::site::Site;
use crate::{asset, demo, fault, watch};

/// The largest body that is read: a field of a megabyte is answered as a form, more is refused.
const MAX_BODY: usize = 2 * 1024 * 1024;

/// The whole site.
pub fn router(site: Site) -> Router {
    let site: App = Arc::new(site);
    Router::new()
        .merge(for_everybody())
        .merge(for_members())
        .merge(for_machines())
        .merge(watch::routes())
        .merge(asset::routes())
        .merge(demo::routes(&site))
        .fallback(|| async { fault::Fault::NotFound })
        // The last stands outermost.
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CatchPanicLayer::new())
        .layer(csrf(&site))
        .layer(from_fn_with_state(site.clone(), surround))
        .layer(from_fn_with_state(site.clone(), headers::protect))
        .layer(from_fn_with_state(site.clone(), request::observe))
        .with_state(site)
}

fn for_everybody() -> Router<App> {
    Router::new()
        .route("/", get(home::show))
        .route("/sign-up", get(sign_up::show).post(sign_up::submit))
        .route("/confirm-email", get(confirm_email::show).post(confirm_email::submit))
        .route("/sign-in", get(sign_in::show).post(sign_in::submit))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/forgot-password", get(recovery::show).post(recovery::submit))
        .route("/reset-password", get(recovery::show_reset).post(recovery::submit_reset))
        .route("/goodbye", get(goodbye::show))
        .route("/reactivate", get(reactivate::show).post(reactivate::submit))
        .route("/help/delete-account", get(help::show).post(comment::submit))
}

fn for_members() -> Router<App> {
    Router::new()
        .route("/account", get(account::show))
        .route("/account/settings", get(account::settings))
        .route("/account/profile", get(profile::show).post(profile::submit))
        .route("/account/email", post(email_change::submit))
        .route("/account/password", get(password::show).post(password::submit))
        .route("/account/sessions", get(device::show).post(device::submit))
        .route("/account/deactivate", get(deactivate::show).post(deactivate::submit))
        .route("/account/deactivate/reason", get(reason::show).post(reason::submit))
}

fn for_machines() -> Router<App> {
    Router::new()
        .route("/version", get(well_known::version))
        .route("/doctor", get(doctor::show))
        .route("/.well-known/change-password", get(well_known::change_password))
        .route("/.well-known/security.txt", get(well_known::security))
}

/// A form posted from another site is refused by `Origin` and `Sec-Fetch-Site`; a client that sends neither is no
/// browser and has no cookies that others could use.
fn csrf(site: &Site) -> CsrfLayer {
    CsrfLayer::new().add_trusted_origin(&site.public_url).unwrap_or_default()
}
