//! A small shop, its Farewell, and the people in it.

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use farewell_domain::brake::Brake;
use farewell_domain::language::Language;
use farewell_domain::mode::Mode;
use farewell_erasure::directory::{
    Directory, DirectoryMap, OWN_PLAN, OWN_SCHEMA, StatusMap, StatusValue, Switch,
};
use farewell_erasure::engine::Engine;
use farewell_erasure::plan::Plan;
use farewell_erasure::source::Source;
use farewell_store::{Store, job, outbox};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

use crate::clock::Clock;
use crate::deactivate::IdentityProof;
use crate::limit::Client;
use crate::message::{Delivery, Message, PostError, Postman};
use crate::secrets::Secrets;
use crate::session::{Session, SessionToken, Visit};
use crate::{Farewell, Parts, Settings};

pub(super) const PASSWORD: &str = "a quiet evening by the lake";
pub(super) const PHRASE: &str = "Deactivate my account";
/// Somebody's browser, somewhere.
pub(super) const BROWSER: Client<'static> = Client { device: "a browser", address: "192.0.2.7" };
/// Django's PBKDF2 of the password, with few rounds.
const HASH: &str = "pbkdf2_sha256$1000$salt1234salt$6FtNQEaXzLolwUfSyCiIBMPl2u/Jrq1RucpvMKD+XQI=";

const SHOP: &str = "
CREATE TABLE members (
    id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, email TEXT UNIQUE, password_hash TEXT,
    full_name TEXT, locale TEXT, status TEXT NOT NULL, verified_at TEXT);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY, buyer_id INTEGER NOT NULL REFERENCES members (id), status TEXT NOT NULL,
    ship_name TEXT, closed_at TEXT NOT NULL);
CREATE INDEX orders_buyer ON orders (buyer_id);
CREATE TABLE devices (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members (id));
CREATE INDEX devices_member ON devices (member_id);
";

const PLAN: &str = r#"
identifiers: [shop.members.email, shop.members.username]
tables:
  shop.members: { do: stub, label: { en: Profile, pl: Profil }, set: { username: { hash }, email: null, password_hash: null, full_name: null, status: deactivated, verified_at: null }, keep: [locale] }
  shop.orders: { owner: buyer_id, do: retain, because: tax, until: closed_at + 5y, set: { ship_name: null }, keep: [status, closed_at], label: { en: Orders, pl: Zamówienia } }
  shop.devices: { owner: member_id, do: delete, at: leave, hidden: true }
because:
  tax: { en: Tax law., pl: Prawo podatkowe. }
blockers:
  open_orders: { source: shop, sql: "SELECT count(*) FROM orders WHERE buyer_id = $account AND status = 'open'", en: An open order., pl: Otwarte zamówienie. }
"#;

/// A clock that stands still until a test moves it.
struct TestClock(Mutex<Timestamp>);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("the clock")
    }
}

/// A postman who keeps what was delivered, and refuses while a test says so.
#[derive(Default)]
pub(super) struct Postbag {
    mails: Mutex<Vec<Delivery>>,
    refuses: Mutex<Option<PostError>>,
}

impl Postbag {
    pub(super) fn refuse(&self, temporary: Option<bool>) {
        let error = temporary.map(|temporary| PostError { temporary, reason: "in a bad mood" });
        *self.refuses.lock().expect("the mood") = error;
    }

    fn take(&self, delivery: &Delivery) -> Result<(), PostError> {
        if let Some(error) = *self.refuses.lock().expect("the mood") {
            return Err(error);
        }
        self.mails.lock().expect("the mails").push(delivery.clone());
        Ok(())
    }
}

impl Postman for Postbag {
    fn deliver<'a>(
        &'a self,
        delivery: &'a Delivery,
    ) -> Pin<Box<dyn Future<Output = Result<(), PostError>> + Send + 'a>> {
        Box::pin(async { self.take(delivery) })
    }
}

/// One shop with its Farewell.
pub(super) struct Site {
    pub(super) farewell: Farewell,
    pub(super) shop: Source,
    pub(super) store: Store,
    pub(super) post: Postbag,
    clock: Arc<TestClock>,
    folder: TempDir,
}

impl Site {
    /// Members 1 `zofia` and 2 `ed`, confirmed, each with a closed order and a device; 28 days of grace.
    pub(super) async fn new() -> Self {
        Self::with_grace("28d").await
    }

    pub(super) async fn with_grace(grace_period: &str) -> Self {
        let site = Self::over(map(), SHOP, PLAN, grace_period).await;
        site.add(1, "zofia", "pl", true).await;
        site.add(2, "ed", "en", true).await;
        site
    }

    /// The shop, where anybody may sign up.
    pub(super) async fn open_to_all() -> Self {
        let schema = SHOP.replacen("INTEGER PRIMARY KEY", "INTEGER PRIMARY KEY AUTOINCREMENT", 1);
        let site = Self::over(DirectoryMap { sign_up: Switch::On, ..map() }, &schema, PLAN, "28d").await;
        site.add(1, "zofia", "pl", true).await;
        site
    }

    /// Farewell's own directory, where anybody may sign up and nobody is a member yet.
    pub(super) async fn own() -> Self {
        Self::over(DirectoryMap::own(Switch::On), OWN_SCHEMA, OWN_PLAN, "28d").await
    }

    async fn over(map: DirectoryMap, schema: &str, plan: &'static str, grace_period: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
        let name = map.source_and_table().expect("a source").0.to_owned();
        let shop = Source::create(&name, &url("shop.db")).await.expect("a shop");
        shop.execute_script(schema).await.expect("tables");
        let directory = Directory::open(map, shop.clone()).await.expect("a directory");
        let engine = engine(&shop, &directory, plan).await;
        let store = Store::migrate(&farewell_tests::database::new(folder.path())).await.expect("a store");
        let secrets = Secrets::generate(&folder.path().join("farewell.keys")).expect("keys");
        let clock = Arc::new(TestClock(Mutex::new("2026-11-25T12:00:00Z".parse().expect("a time"))));
        let settings = Settings {
            grace_period: grace_period.parse().expect("a period"),
            reminder: "3d".parse().expect("a period"),
            fresh_sign_in: SignedDuration::from_mins(10),
            time_zone: TimeZone::get("Europe/Warsaw").expect("a time zone"),
            languages: ["pl", "en"].map(|tag| Language::parse(tag).expect("a language")).to_vec(),
            brand: "Kramik".to_owned(),
            backups_keep: Some("14d".parse().expect("a period")),
            brake: Brake::default(),
            mode: Mode::Erase,
        };
        let parts =
            Parts { store: store.clone(), directory, engine, settings, secrets, clock: clock.clone() };
        let farewell = Farewell::new(parts);
        Self { farewell, shop, store, post: Postbag::default(), clock, folder }
    }

    /// The operator changes the configuration, and starts again.
    pub(super) fn reconfigure(&mut self, change: impl FnOnce(&mut Settings)) {
        let inner = &self.farewell.0;
        let mut settings = inner.settings.clone();
        change(&mut settings);
        let parts = Parts {
            store: inner.store.clone(),
            directory: inner.directory.clone(),
            engine: inner.engine.clone(),
            settings,
            secrets: inner.secrets.clone(),
            clock: Arc::clone(&inner.clock),
        };
        self.farewell = Farewell::new(parts);
    }

    pub(super) async fn add(&self, id: i64, username: &str, language: &str, confirmed: bool) {
        let email = format!("{username}@example.com");
        let verified = confirmed.then_some("2024-01-01");
        let sql = "INSERT INTO members VALUES ($1, $2, $3, $4, NULL, $5, 'active', $6)";
        let binds = [id.into(), username.into(), email.into(), HASH.into(), language.into(), verified.into()];
        self.shop.execute(sql, &binds).await.expect("a member");
        let sql = "INSERT INTO orders VALUES ($1, $1, 'closed', 'A Name', '2026-05-05')";
        self.shop.execute(sql, &[id.into()]).await.expect("an order");
        self.shop.execute("INSERT INTO devices VALUES ($1, $1)", &[id.into()]).await.expect("a device");
    }

    pub(super) fn pass(&self, time: SignedDuration) {
        let mut now = self.clock.0.lock().expect("the clock");
        *now = now.checked_add(time).expect("a time");
    }

    /// As if the minute were over after which the worker sweeps again.
    pub(super) fn sweep_again(&self) {
        *self.farewell.0.bell.swept.lock().expect("when it was") = None;
    }

    pub(super) fn pass_days(&self, days: i64) {
        self.pass(SignedDuration::from_hours(days * 24));
    }

    pub(super) async fn sign_in(&self, identifier: &str) -> SessionToken {
        let signed_in = self.farewell.sign_in(identifier, PASSWORD, &BROWSER, None).await;
        signed_in.expect("a sign-in").token
    }

    /// A signed-in member, whatever the session can do.
    pub(super) async fn session(&self, token: &SessionToken) -> Session {
        match self.farewell.visit(Some(token)).await.expect("a visit") {
            Visit::Member(session) | Visit::Returning(session) => session,
            other => panic!("{other:?}"),
        }
    }

    pub(super) async fn member(&self, username: &str) -> Session {
        let token = self.sign_in(username).await;
        self.session(&token).await
    }

    /// Somebody who has passed part one.
    pub(super) async fn confirmed(&self, username: &str) -> Session {
        let session = self.member(username).await;
        let confirmed = self.farewell.confirm_identity(&session, &proof(username)).await;
        confirmed.expect("part one");
        session
    }

    /// Somebody who has pressed the button.
    pub(super) async fn left(&self, username: &str, comment: &str) {
        let session = self.confirmed(username).await;
        self.farewell.deactivate(&session, "no_reply", comment).await.expect("a goodbye");
    }

    /// Everything that is due is done, and every mail so far is given back.
    pub(super) async fn work(&self) -> Vec<Delivery> {
        while self.farewell.work(&self.post, "test").await.expect("work") > 0 {}
        self.post.mails.lock().expect("the mails").clone()
    }

    /// The first cell of each row, as text.
    pub(super) async fn cells(&self, sql: &str) -> Vec<String> {
        let rows = self.shop.query(sql, &[]).await.expect("rows");
        rows.iter().map(|row| row.first().to_plain_text().unwrap_or_default()).collect()
    }

    /// Moves one of the folder's files to where nobody looks for it.
    pub(super) fn move_away(&self, file: &str) {
        let file = self.folder.path().join(file);
        std::fs::rename(&file, file.with_extension("elsewhere")).expect("moved");
    }

    /// Everything that stands in Farewell's own database.
    pub(super) async fn dump(&self) -> String {
        let mut tx = self.store.read("dump").await.expect("a transaction");
        tx.dump().await.expect("a dump")
    }

    /// How many jobs and mails wait.
    pub(super) async fn waiting(&self) -> (i64, i64) {
        let mut tx = self.store.read("count").await.expect("a transaction");
        (job::count(&mut tx).await.expect("jobs"), outbox::count(&mut tx).await.expect("mails"))
    }
}

/// What a member types in part one.
pub(super) fn proof(identifier: &str) -> IdentityProof<'_> {
    IdentityProof { identifier, phrase: PHRASE, password: "", phrases: &[PHRASE, "Dezaktywuj moje konto"] }
}

/// The token of the newest mail that carries one.
pub(super) fn token_of(mails: &[Delivery]) -> String {
    let token = |mail: &Delivery| match &mail.message {
        Message::ResetPassword { token }
        | Message::ConfirmSignUp { token }
        | Message::ConfirmEmail { token } => Some(token.clone()),
        Message::Deactivated { return_token, .. } | Message::Reminder { return_token, .. } => {
            Some(return_token.clone())
        }
        Message::Reactivated
        | Message::Erased { .. }
        | Message::AlreadyMember
        | Message::EmailInUse
        | Message::EmailChangeAsked
        | Message::EmailChanged => None,
    };
    mails.iter().rev().find_map(token).expect("a mail with a link")
}

fn map() -> DirectoryMap {
    let some = |column: &str| Some(column.to_owned());
    let word = |text: &str| StatusValue::Text(text.to_owned());
    DirectoryMap {
        table: "shop.members".to_owned(),
        key: "id".to_owned(),
        username: some("username"),
        email: "email".to_owned(),
        password: "password_hash".to_owned(),
        name: some("full_name"),
        gender: None,
        language: some("locale"),
        created: None,
        confirmed: some("verified_at"),
        status: Some(StatusMap {
            column: "status".to_owned(),
            active: word("active"),
            deactivated: word("deactivated"),
        }),
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
