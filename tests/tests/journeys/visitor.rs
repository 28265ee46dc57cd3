//! A person with a browser: keeps cookies, follows redirects only when told, knows the pages' and the fields' names.

use farewell_tests::logs;
use reqwest::header::{ACCEPT_LANGUAGE, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};

use crate::demo::Demo;

/// The words to type.
pub(crate) const PHRASE: &str = "Deactivate my account";

/// Fields whose values are the site's own words: they may stand in a log.
const OF_THE_SITE: [&str; 5] = ["phrase", "reason", "choice", "language", "next"];

/// A person with a browser of their own.
pub(crate) struct Visitor {
    client: Client,
    address: String,
}

/// What came back: the page, or where to go on.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// The path (and query) that a redirect leads to.
    pub(crate) leads_to: Option<String>,
    pub(crate) body: String,
}

impl Visitor {
    pub(crate) fn new(demo: &Demo) -> Self {
        Self::at(&demo.address)
    }

    /// The same browser with the same cookies, at another address of the same host.
    pub(crate) fn moved_to(&self, address: &str) -> Self {
        Self { client: self.client.clone(), address: address.to_owned() }
    }

    pub(crate) fn at(address: &str) -> Self {
        let client = Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .build()
            .expect("a client can be made");
        Self { client, address: address.to_owned() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = self.client.get(self.url(path)).header(ACCEPT_LANGUAGE, "en");
        self.read(request.send().await.expect("the demo answers")).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let personal = fields.iter().filter(|(name, _)| !OF_THE_SITE.contains(name));
        personal.for_each(|(_, value)| logs::typed(value));
        let request = self.client.post(self.url(path)).header(ACCEPT_LANGUAGE, "en").form(fields);
        self.read(request.send().await.expect("the demo answers")).await
    }

    /// Signs in, and says where that leads.
    pub(crate) async fn sign_in(&self, identifier: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("identifier", identifier), ("password", password)]).await
    }

    /// Whether this browser is signed in and may see the account.
    pub(crate) async fn is_signed_in(&self) -> bool {
        self.get("/account").await.status == StatusCode::OK
    }

    /// Both forms of leaving, up to the goodbye page.
    pub(crate) async fn leave(&self, identifier: &str, reason: &str, comment: &str) -> Answer {
        let first = self.post("/account/deactivate", &[("identifier", identifier), ("phrase", PHRASE)]).await;
        first.goes_to("/account/deactivate/reason");
        let second =
            self.post("/account/deactivate/reason", &[("reason", reason), ("comment", comment)]).await;
        second.goes_to("/goodbye");
        let goodbye = self.get("/goodbye").await;
        goodbye.is_a_page();
        goodbye
    }

    fn url(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.address) }
    }

    async fn read(&self, response: Response) -> Answer {
        let leads_to = response.headers().get(LOCATION).and_then(|place| place.to_str().ok());
        let leads_to = leads_to.map(|place| place.replacen(&self.address, "", 1));
        let sessions = response.cookies().filter(|cookie| cookie.name().ends_with("farewell"));
        sessions.for_each(|cookie| logs::typed(cookie.value()));
        let status = response.status();
        Answer { status, leads_to, body: response.text().await.expect("a whole answer") }
    }
}

impl Answer {
    /// A form was taken, and leads on to `path`.
    #[track_caller]
    pub(crate) fn goes_to(&self, path: &str) {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        let leads_to = self.leads_to.as_deref().unwrap_or_default();
        assert!(leads_to.split('?').next() == Some(path), "to {path}, but it leads to {leads_to}");
    }

    /// A page was shown.
    #[track_caller]
    pub(crate) fn is_a_page(&self) {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
    }

    /// A form came back with what is wrong in it.
    #[track_caller]
    pub(crate) fn is_refused(&self) {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.body);
    }
}
