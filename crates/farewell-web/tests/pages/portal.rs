//! A small shop with a portal, and visitors who keep their cookies.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use farewell_domain::brake::Brake;
use farewell_domain::language::Language;
use farewell_domain::mode::Mode;
use farewell_erasure::directory::{
    Directory, DirectoryMap, OWN_PLAN, OWN_SCHEMA, StatusMap, StatusValue, Switch,
};
use farewell_erasure::engine::Engine;
use farewell_erasure::plan::Plan;
use farewell_erasure::source::Source;
use farewell_service::clock::Clock;
use farewell_service::message::{Delivery, PostError, Postman};
use farewell_service::secrets::Secrets;
use farewell_service::{Farewell, Parts, Settings};
use farewell_store::Store;
use farewell_web::mail::{Mail, MailTexts};
use farewell_web::outbox::Outbox;
use farewell_web::texts::Texts;
use farewell_web::{Brand, Measures, Shop, Site, Support, router};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "a quiet evening by the lake";
/// Django's PBKDF2 of the password, with few rounds.
const HASH: &str = "pbkdf2_sha256$1000$salt1234salt$6FtNQEaXzLolwUfSyCiIBMPl2u/Jrq1RucpvMKD+XQI=";

const SHOP: &str = "
CREATE TABLE members (
    id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, email TEXT UNIQUE, password_hash TEXT,
    full_name TEXT NOT NULL, gender TEXT, locale TEXT, bio TEXT, status TEXT NOT NULL, created_at TEXT NOT NULL,
    email_verified_at TEXT);
CREATE TABLE products (
    id INTEGER PRIMARY KEY, name_en TEXT NOT NULL, name_pl TEXT NOT NULL, description_en TEXT NOT NULL,
    description_pl TEXT NOT NULL, price_cents INTEGER NOT NULL, currency TEXT NOT NULL);
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL REFERENCES products (id),
    author_id INTEGER REFERENCES members (id), nickname TEXT NOT NULL, rating INTEGER NOT NULL,
    body TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE INDEX reviews_product ON reviews (product_id);
CREATE INDEX reviews_author ON reviews (author_id);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY, buyer_id INTEGER NOT NULL REFERENCES members (id), status TEXT NOT NULL);
CREATE INDEX orders_buyer ON orders (buyer_id);
INSERT INTO products VALUES (1, 'Mug', 'Kubek', 'Holds tea.', 'Na herbatę.', 4900, 'PLN');
";

const PLAN: &str = r#"
identifiers: [shop.members.email, shop.members.username]
tables:
  shop.members: { do: delete, label: { en: Your profile, pl: Twój profil } }
  shop.reviews: { owner: author_id, do: detach, set: { nickname: "former member" }, keep: [body, created_at], label: { en: Reviews, pl: Opinie } }
  shop.orders: { owner: buyer_id, do: delete, label: { en: Orders, pl: Zamówienia } }
  shop.products: { personal: false }
blockers:
  open_orders: { source: shop, sql: "SELECT count(*) FROM orders WHERE buyer_id = $account AND status = 'open'", en: "You have an open order.", pl: "Masz otwarte zamówienie." }
"#;

/// A clock that stands still until a test moves it.
pub(crate) struct TestClock(Mutex<Timestamp>);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("the clock")
    }
}

/// A postman who puts every mail into the outbox.
struct ToTheOutbox {
    texts: MailTexts,
    outbox: Arc<Outbox>,
}

impl Postman for ToTheOutbox {
    fn deliver<'a>(
        &'a self,
        delivery: &'a Delivery,
    ) -> Pin<Box<dyn Future<Output = Result<(), PostError>> + Send + 'a>> {
        let mail = farewell_web::mail::render(&self.texts, delivery).expect("a mail");
        self.outbox.push(mail);
        Box::pin(async { Ok(()) })
    }
}

/// One running site over its own files.
pub(crate) struct Portal {
    pub(crate) router: Router,
    pub(crate) farewell: Farewell,
    pub(crate) shop: Source,
    pub(crate) store: Store,
    /// Where Farewell's own database is.
    pub(crate) database: String,
    clock: Arc<TestClock>,
    postman: ToTheOutbox,
    pub(crate) folder: TempDir,
}

impl Portal {
    /// A site with two members, `zofia` (Polish) and `ed` (English), and 28 days of grace.
    pub(crate) async fn new() -> Self {
        Self::with("28d", "http://127.0.0.1:8080").await
    }

    pub(crate) async fn with(grace_period: &str, public_url: &str) -> Self {
        let portal = Self::over(directory_map(), (SHOP, PLAN), grace_period, public_url).await;
        portal.add_member(1, "zofia", "pl", true).await;
        portal.add_member(2, "ed", "en", true).await;
        portal
    }

    /// A site with Farewell's own directory, where anybody may sign up; without members, and without a shop.
    pub(crate) async fn own() -> Self {
        let map = DirectoryMap::own(Switch::On);
        Self::over(map, (OWN_SCHEMA, OWN_PLAN), "28d", "http://127.0.0.1:8080").await
    }

    async fn over(
        map: DirectoryMap,
        (schema, plan): (&str, &str),
        grace_period: &str,
        public_url: &str,
    ) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let name = map.source_and_table().expect("a source").0.to_owned();
        let shop =
            Source::create(&name, &format!("sqlite:{}", path("shop.db").display())).await.expect("a shop");
        shop.execute_script(schema).await.expect("tables");
        let directory = Directory::open(map, shop.clone()).await.expect("a directory");
        let engine = engine(&shop, &directory, plan).await;
        let clock = Arc::new(TestClock(Mutex::new("2026-11-25T12:00:00Z".parse().expect("a time"))));
        let languages = ["pl", "en"].map(|tag| Language::parse(tag).expect("a language"));
        let time_zone = TimeZone::get("Europe/Warsaw").expect("a time zone");
        let settings = Settings {
            grace_period: grace_period.parse().expect("a period"),
            reminder: "3d".parse().expect("a period"),
            fresh_sign_in: SignedDuration::from_mins(10),
            time_zone: time_zone.clone(),
            languages: languages.to_vec(),
            brand: "Kramik".to_owned(),
            backups_keep: Some("14d".parse().expect("a period")),
            brake: Brake::default(),
            mode: Mode::Erase,
        };
        let database = farewell_tests::database::new(folder.path());
        let store = Store::migrate(&database).await.expect("a store");
        let own = store.clone();
        let secrets = Secrets::generate(&path("farewell.keys")).expect("secrets");
        let farewell =
            Farewell::new(Parts { store, directory, engine, settings, secrets, clock: clock.clone() });
        let texts = Arc::new(Texts::embedded(&languages).expect("texts"));
        let brand = Brand { name: "Kramik".to_owned(), accent: "#0f766e".to_owned() };
        let support = Support { email: "help@kramik.example".to_owned(), url: None, report_url: None };
        let outbox = Arc::new(Outbox::default());
        let mail_texts = MailTexts {
            texts: texts.clone(),
            brand: brand.clone(),
            support: support.clone(),
            public_url: public_url.to_owned(),
            time_zone: time_zone.clone(),
        };
        let site = Site {
            farewell: farewell.clone(),
            brand,
            public_url: public_url.to_owned(),
            support,
            trusted_proxies: Vec::new(),
            texts,
            time_zone,
            measures: Measures::among_pages(),
            shop: (name == "shop").then(|| Shop::new(shop.clone())),
            outbox: Some(outbox.clone()),
        };
        let postman = ToTheOutbox { texts: mail_texts, outbox };
        Self { router: router(site), farewell, shop, store: own, database, clock, postman, folder }
    }

    /// One more member: `{username}@example.com`, with the password [`PASSWORD`] and one review.
    pub(crate) async fn add_member(&self, id: i64, username: &str, language: &str, confirmed: bool) {
        let email = format!("{username}@example.com");
        let verified = confirmed.then_some("2024-01-01 00:00:00");
        let sql = "INSERT INTO members VALUES ($1, $2, $3, $4, $5, 'woman', $6, NULL, 'active', '2024-01-01 00:00:00', $7)";
        let name = format!("{username} Test");
        let binds = [
            id.into(),
            username.into(),
            email.into(),
            HASH.into(),
            name.into(),
            language.into(),
            verified.into(),
        ];
        self.shop.execute(sql, &binds).await.expect("a member");
        let sql = "INSERT INTO reviews VALUES ($1, 1, $1, $2, 5, 'Good.', '2025-05-01 10:00:00')";
        self.shop.execute(sql, &[id.into(), username.into()]).await.expect("a review");
    }

    /// Moves one of the folder's files to where nobody looks for it.
    pub(crate) fn move_away(&self, file: &str) {
        let file = self.folder.path().join(file);
        std::fs::rename(&file, file.with_extension("elsewhere")).expect("moved");
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, time: SignedDuration) {
        let mut now = self.clock.0.lock().expect("the clock");
        *now = now.checked_add(time).expect("a time");
    }

    /// Lets the worker do everything that is due, and gives back every mail so far, the newest first.
    pub(crate) async fn mails(&self) -> Vec<Mail> {
        while self.farewell.work(&self.postman, "test").await.expect("work") > 0 {}
        self.postman.outbox.list()
    }

    /// Every row of Farewell's own database and of the shop.
    pub(crate) async fn everything(&self) -> String {
        let mut tx = self.store.read("look at everything").await.expect("a transaction");
        let mut text = tx.dump().await.expect("a dump");
        for table in ["members", "products", "reviews", "orders"] {
            let rows =
                self.shop.query(&format!("SELECT * FROM {table} ORDER BY id"), &[]).await.expect("rows");
            for row in &rows {
                write!(text, "\n{table}: {:?}", row.cells()).expect("a string takes all");
            }
        }
        text
    }

    /// Somebody with an empty browser that asks for English pages.
    pub(crate) fn visitor(&self) -> Visitor<'_> {
        self.speaker("en")
    }

    /// Somebody whose browser asks for a language.
    pub(crate) fn speaker(&self, language: &str) -> Visitor<'_> {
        Visitor { portal: self, cookies: BTreeMap::new(), language: language.to_owned() }
    }

    /// Somebody who has signed in.
    pub(crate) async fn signed_in(&self, username: &str) -> Visitor<'_> {
        let mut visitor = self.visitor();
        let answer = visitor.post("/sign-in", &[("identifier", username), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        visitor
    }

    /// Somebody who has pressed the orange button.
    pub(crate) async fn deactivated(&self, username: &str) -> Visitor<'_> {
        let mut visitor = self.signed_in(username).await;
        let phrase = [("identifier", username), ("phrase", "Deactivate my account")];
        visitor.post("/account/deactivate", &phrase).await.leads_to("/account/deactivate/reason");
        visitor
            .post("/account/deactivate/reason", &[("reason", ""), ("comment", "")])
            .await
            .leads_to("/goodbye");
        visitor
    }
}

fn directory_map() -> DirectoryMap {
    let some = |column: &str| Some(column.to_owned());
    let status = StatusMap {
        column: "status".to_owned(),
        active: StatusValue::Text("active".to_owned()),
        deactivated: StatusValue::Text("deactivated".to_owned()),
    };
    DirectoryMap {
        table: "shop.members".to_owned(),
        key: "id".to_owned(),
        username: some("username"),
        email: "email".to_owned(),
        password: "password_hash".to_owned(),
        name: some("full_name"),
        gender: some("gender"),
        language: some("locale"),
        created: some("created_at"),
        confirmed: some("email_verified_at"),
        status: Some(status),
        sign_up: Switch::Off,
    }
}

async fn engine(shop: &Source, directory: &Directory, plan: &str) -> Engine {
    let open = async |lock| {
        let plan = Plan::parse("plan.yaml", plan).expect("a plan");
        Engine::open(plan, lock, vec![shop.clone()], directory, [7; 32]).await.expect("an engine")
    };
    let engine = open(None).await;
    engine.ensure_tables().await.expect("the journal");
    let lock = engine.lock_now().await.expect("a lock");
    open(Some(lock)).await
}

/// Somebody with a browser: it keeps cookies and follows no redirect by itself.
pub(crate) struct Visitor<'a> {
    portal: &'a Portal,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) language: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Visitor<'_> {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>();
        self.post_body(path, body.join("&")).await
    }

    pub(crate) async fn post_body(&mut self, path: &str, body: String) -> Answer {
        let request = self.request("POST", path).header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Request::builder()
            .method(method)
            .uri(path)
            .header("host", "127.0.0.1:8080")
            .header("accept-language", &self.language)
            .header("cookie", cookies.join("; "))
    }

    pub(crate) async fn send(&mut self, request: Request<Body>) -> Answer {
        let response = self.portal.router.clone().oneshot(request).await.expect("an answer");
        for cookie in response.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().expect("a cookie");
            let (name, value) =
                cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

impl Answer {
    /// The answer is a redirect after a form, to exactly this path.
    #[track_caller]
    pub(crate) fn leads_to(&self, path: &str) {
        assert_eq!((self.status, self.header("location")), (StatusCode::SEE_OTHER, path), "{}", self.body);
    }

    /// The answer is a page with all of these words on it.
    #[track_caller]
    pub(crate) fn says(&self, status: u16, words: &[&str]) {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        let text = self.text();
        for word in words {
            assert!(text.contains(word), "{word:?} is missing in:\n{text}");
        }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    /// The words of the page, without markup, with ordinary spaces.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for c in self.body.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                '\u{a0}' if !inside => text.push(' '),
                c if !inside => text.push(c),
                _ => {}
            }
        }
        text.replace("&#39;", "'")
            .replace("&#34;", "\"")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#38;", "&")
            .replace("&amp;", "&")
    }

    /// What the page's links and forms point to.
    pub(crate) fn targets(&self, attribute: &str) -> Vec<String> {
        let opening = format!("{attribute}=\"");
        let parts = self.body.split(&opening).skip(1);
        parts.filter_map(|rest| rest.split('"').next()).map(|href| href.replace("&#38;", "&")).collect()
    }
}

/// The link in a mail that leads to a page of the portal, without its origin.
pub(crate) fn link(mail: &Mail) -> String {
    let line = mail.text.lines().find(|line| line.starts_with("http")).expect("a link");
    line.split_once("8080").map(|(_, path)| path.to_owned()).expect("a path")
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        write!(encoded, "%{byte:02X}").expect("a string takes all");
        encoded
    })
}
