//! The site that is measured: the demo's shop, and Farewell's own database of one kind or the other.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Bytes;
use axum::response::Html;
use axum::routing::get;
use farewell::cli::DemoArgs;
use farewell::config::{Config, Environment};
use farewell::demo;
use farewell::wiring::{self, Wiring};
use farewell_erasure::source::Source;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// The page that `/bare` answers with: a constant of the same size as the page beside it.
static BARE: OnceLock<Bytes> = OnceLock::new();

/// Where Farewell's own database is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// The shop's folder, with a configuration for the database.
pub(crate) struct Shop {
    folder: TempDir,
    pub(crate) password: String,
    pub(crate) hash: String,
    members: Vec<String>,
    next: AtomicUsize,
}

/// A site that answers in this process.
pub(crate) struct Site {
    pub(crate) database: Database,
    pub(crate) shop: Arc<Shop>,
    pub(crate) address: SocketAddr,
    pub(crate) wiring: Wiring,
    pub(crate) config: Config,
}

impl Shop {
    /// A new shop, in which everybody has the printed member's password and nobody waits for an order.
    pub(crate) async fn open(database: Database) -> Arc<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let address = SocketAddr::from(([127, 0, 0, 1], 8080));
        let args = DemoArgs { listen: address, data: folder.path().to_owned(), grace: None };
        let prepared = demo::prepare(&args, address).await.expect("a shop");
        let printed = |name: &str| {
            let line = prepared.banner.lines().find_map(|line| line.trim().strip_prefix(name));
            line.expect("it is printed").trim().to_owned()
        };
        let (id, password) = (printed("Member ID:"), printed("Password:"));
        let source = format!("sqlite:{}", folder.path().join("kramik.db").display());
        let source = Source::open("shop", &source).await.expect("the shop's database");
        let hash = "SELECT password_hash FROM members WHERE username = $1";
        let hash = source.query(hash, &[id.as_str().into()]).await.expect("a hash");
        let hash = hash[0].first().to_plain_text().expect("a text");
        let all = "UPDATE members SET password_hash = $1";
        source.execute(all, &[hash.as_str().into()]).await.expect("written");
        source.execute("UPDATE orders SET status = 'closed'", &[]).await.expect("written");
        let plain = "SELECT username FROM members WHERE username NOT GLOB '*[^a-z0-9._]*' AND username <> $1";
        let members = source.query(plain, &[id.as_str().into()]).await.expect("members");
        let members = members.iter().filter_map(|row| row.first().to_plain_text()).collect();
        source.close().await;
        let shop = Self { folder, password, hash, members, next: AtomicUsize::new(0) };
        shop.write_configuration(database);
        Arc::new(shop)
    }

    fn write_configuration(&self, database: Database) {
        let file = self.configuration();
        let mut text = std::fs::read_to_string(&file).expect("a configuration");
        text.push_str("trusted_proxies: [127.0.0.1]\n");
        if database == Database::Postgres {
            text = text.replace("sqlite:farewell.db", &farewell_tests::postgres::new_database());
        }
        std::fs::write(&file, text).expect("written");
    }

    pub(crate) fn configuration(&self) -> PathBuf {
        self.folder.path().join("farewell.yaml")
    }

    /// A member who has done nothing yet.
    pub(crate) fn member(&self) -> &str {
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        self.members.get(next).expect("there are enough members")
    }
}

impl Site {
    pub(crate) async fn open(database: Database) -> Self {
        let shop = Shop::open(database).await;
        let config = Config::read(&shop.configuration(), &Environment::default()).expect("a configuration");
        wiring::migrated_store(&config).await.expect("tables").close().await;
        let wiring = Wiring::open(&config).await.expect("open databases");
        let texts = wiring::texts(&config).expect("texts");
        let portal = config.portal().expect("pages");
        let measures = farewell_web::Measures::among_pages();
        let pages = wiring::site(&config, portal, &texts, &wiring.farewell, measures, None, None);
        let bare = get(async || Html(BARE.get().cloned().unwrap_or_default()));
        let router = Router::new().route("/bare", bare).merge(farewell_web::router(pages));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { database, shop, address, wiring, config }
    }

    /// What `/bare` answers with from now on.
    pub(crate) fn set_bare(page: Bytes) {
        BARE.get_or_init(|| page);
    }

    pub(crate) async fn close(self) {
        self.wiring.close().await;
    }
}
