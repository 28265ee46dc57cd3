//! A PostgreSQL server of the tests' own, on a free port, as an unprivileged user.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::server::{Script, Shared, free_port, of_this_run};

/// Where `cargo xtask test` tells the tests that a server is there for all of them.
pub const VARIABLE: &str = "TEST_POSTGRES_URL";

/// The arguments are the folder of the server's programs, the port, and whether commits wait for the disk. Told `stop`,
/// it ends the server and says `stopped`; told `start`, it starts it again and says `ready`.
const SCRIPT: &str = r#"
bin=$1 port=$2 fsync=$3
run() {
    "$bin/postgres" -D data -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$folder" \
        -c fsync="$fsync" -c max_connections=300 >> log 2>&1 &
    server=$!
    until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do
        kill -0 $server 2>/dev/null || { cat log >&2; exit 1; }
        sleep 0.1
    done
    echo ready
}
folder=$(mktemp -d "${TMPDIR:-/tmp}/farewell-postgres.XXXXXX")
trap 'exit 1' INT TERM
trap 'kill -QUIT $server 2>/dev/null; wait; rm -rf "$folder"' EXIT
cd "$folder"
"$bin/initdb" -D data -U farewell --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync > log 2>&1 || { cat log >&2; exit 1; }
run
while read -r word; do
    case $word in
        stop) kill -INT $server; wait $server; echo stopped ;;
        start) run ;;
    esac
done
"#;

/// A running server. Dropped, it stops, and its files are gone.
pub struct Server {
    url: String,
    script: Script,
}

impl Server {
    /// Starts one. `durable`: whether a commit waits for the disk, as in real life and as in a benchmark.
    pub fn start(durable: bool) -> Result<Self, String> {
        let programs = programs().ok_or("PostgreSQL's programs (initdb, postgres) are not installed")?;
        let port = free_port()?;
        let programs = programs.display().to_string();
        let arguments = [programs.as_str(), port.as_str(), if durable { "on" } else { "off" }];
        let script = Script::run("PostgreSQL", "postgres", SCRIPT, &arguments)?;
        Ok(Self { url: format!("postgres://farewell@127.0.0.1:{port}"), script })
    }

    /// Stops it; its data stay. Every connection is cut.
    pub fn stop(&mut self) {
        assert_eq!(self.script.tell("stop"), "stopped", "PostgreSQL stops");
    }

    /// Starts it again at the same address.
    pub fn start_again(&mut self) {
        assert_eq!(self.script.tell("start"), "ready", "PostgreSQL starts again");
    }

    /// Its address, without a database.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// The address of a new, empty database.
pub fn new_database() -> String {
    new_database_on(server())
}

/// The same, on a server of one's own.
pub fn new_database_on(server: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    run(&format!("{server}/postgres"), &format!("CREATE DATABASE {name} TEMPLATE template0"));
    format!("{server}/{name}")
}

/// Runs SQL as the server's administrator and returns what it prints.
pub fn run(url: &str, sql: &str) -> String {
    let program = programs().expect("PostgreSQL is installed").join("psql");
    let words = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql];
    let output = Command::new(program).args(words).output().expect("psql runs");
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Everything that stands in a database, as text; bytes as hexadecimal digits.
pub fn dump(url: &str) -> String {
    let program = programs().expect("PostgreSQL is installed").join("pg_dump");
    let output = Command::new(program).args(["--data-only", "-d", url]).output().expect("pg_dump runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The server of this run, or one of this process's own.
fn server() -> &'static str {
    static OWN: Shared<Server> = Shared::new();
    let (url, _own) = OWN.get_or_init(|| {
        of_this_run(VARIABLE, || Server::start(false).map(|server| (server.url.clone(), server)))
    });
    url
}

/// The folder of the newest PostgreSQL's programs; Debian keeps them off the path.
#[expect(clippy::disallowed_methods, reason = "PATH, as the shell reads it")]
pub fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut known: Vec<PathBuf> = debian.chain(std::env::split_paths(&path)).collect();
    known.retain(|folder| ["initdb", "postgres", "psql"].iter().all(|name| folder.join(name).is_file()));
    known.into_iter().max_by_key(|folder| version(folder))
}

/// 15 in `/usr/lib/postgresql/15/bin`.
fn version(folder: &Path) -> u32 {
    let name = folder.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    name.and_then(|name| name.parse().ok()).unwrap_or(0)
}
