//! The frame that each page's template extends.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html as HtmlBody, IntoResponse, Response};
use farewell_service::session::Visit;
use jiff::{SignedDuration, Timestamp};

use super::{App, Here};
use crate::asset;
use crate::fault::Fault;
use crate::html::Html;
use crate::words::Words;

/// Everything the frame shows: words, header, footer.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) site: App,
    pub(crate) here: Here,
    pub(crate) words: Words,
    /// The form came back: the title says so.
    pub(crate) failed: bool,
}

/// One language in the header's switch.
pub(crate) struct LanguageLink {
    pub(crate) tag: String,
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) current: bool,
}

/// What the menu at the top right offers.
pub(crate) enum Menu {
    Guest,
    Member { name: String },
    Returning { name: String },
}

impl Page {
    /// The frame of a request.
    pub(crate) fn new(site: &App, here: &Here) -> Self {
        let words = site.words(&here.language);
        Self { site: site.clone(), here: here.clone(), words, failed: false }
    }

    /// The same frame around a form that came back.
    pub(crate) fn failed(mut self) -> Self {
        self.failed = true;
        self
    }

    /// A text.
    pub(crate) fn text(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// The heading of a page that is one step of several: where one is, then what to do.
    pub(crate) fn step(&self, key: &str) -> Html {
        Html::step(&self.words.text(key))
    }

    /// A text that names the support address.
    pub(crate) fn support(&self, key: &str) -> Html {
        self.site.support.sentence(&self.words, key)
    }

    pub(crate) fn brand(&self) -> &str {
        &self.site.brand.name
    }

    pub(crate) fn tag(&self) -> &str {
        self.words.language().as_str()
    }

    pub(crate) fn css(&self) -> [String; 2] {
        [asset::brand_href(&self.site.brand.css()), asset::href("farewell.css")]
    }

    pub(crate) fn help_url(&self) -> Option<&str> {
        self.site.support.url.as_deref()
    }

    /// The sentence that leads to the operator's own help, where there is one.
    pub(crate) fn more_help(&self) -> Option<Html> {
        let link = Html::link(self.help_url()?, &self.text("no-sign-in-help-link"));
        Some(self.words.rich("no-sign-in-help", vec![("link", link.into())]))
    }

    pub(crate) fn has_outbox(&self) -> bool {
        self.site.outbox.is_some()
    }

    pub(crate) fn is_guest(&self) -> bool {
        matches!(self.menu(), Menu::Guest)
    }

    pub(crate) fn offers_sign_up(&self) -> bool {
        self.site.farewell.offers_sign_up()
    }

    pub(crate) fn notice(&self) -> Option<String> {
        self.here.notice.map(|notice| self.words.text(notice.key()))
    }

    pub(crate) fn menu(&self) -> Menu {
        match &*self.here.visit {
            Visit::Member(session) => Menu::Member { name: session.display_name.clone() },
            Visit::Returning(session) => Menu::Returning { name: session.display_name.clone() },
            Visit::Anonymous | Visit::Ended(_) => Menu::Guest,
        }
    }

    /// The switch keeps the page: same path, same query, another `lang`.
    pub(crate) fn languages(&self) -> Vec<LanguageLink> {
        let others: Vec<&str> = self
            .here
            .query
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
            .collect();
        let link = |language| {
            let words = self.words.in_language(language);
            let choice = format!("lang={language}");
            let query = others.iter().copied().chain([choice.as_str()]).collect::<Vec<_>>().join("&");
            LanguageLink {
                tag: language.to_string(),
                name: words.text("language-name"),
                href: format!("{}?{query}", self.here.path),
                current: language == self.words.language(),
            }
        };
        self.words.languages().iter().map(link).collect()
    }
}

impl FromRequestParts<App> for Page {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, site: &App) -> Result<Self, Fault> {
        parts.extensions.get::<Here>().map(|here| Self::new(site, here)).ok_or(Fault::Broken)
    }
}

/// A page. Nothing of it is kept by browsers or proxies: the back button shows no account after goodbye.
pub(crate) fn render(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, [(CACHE_CONTROL, "no-store")], HtmlBody(html)).into_response(),
        Err(error) => Fault::from(error).into_response(),
    }
}

/// A form that was sent too often: the same page, and for programs when to come again (RFC 6585, 4).
pub(crate) fn wait(time: SignedDuration, form: &impl Template) -> Response {
    let mut response = render(StatusCode::TOO_MANY_REQUESTS, form);
    let seconds = time.as_secs().max(0) + 1;
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// A form that came back, to be sent again at once, or not before that moment.
pub(crate) fn refuse(site: &App, wait_until: Option<Timestamp>, form: &impl Template) -> Response {
    match wait_until {
        Some(until) => wait(until.duration_since(site.farewell.now()), form),
        None => render(StatusCode::UNPROCESSABLE_ENTITY, form),
    }
}

/// An answer with a cookie.
pub(crate) fn with_cookie(cookie: HeaderValue, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().append(SET_COOKIE, cookie);
    response
}
