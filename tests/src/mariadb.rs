//! A MariaDB server of the tests' own, on a free port, as an unprivileged user. The one that Debian's package may have
//! started is never used: ours reads no configuration file, and has a socket and a folder of its own.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::server::{Script, Shared, free_port, of_this_run};

/// Where `cargo xtask test` tells the tests that a server is there for all of them.
pub const VARIABLE: &str = "TEST_MARIADB_URL";

/// The arguments are the folder of the server's programs, the port, and whether commits wait for the disk.
const SCRIPT: &str = r#"
folder=$(mktemp -d "${TMPDIR:-/tmp}/farewell-mariadb.XXXXXX")
trap 'exit 1' INT TERM
trap 'kill -KILL $server 2>/dev/null; wait; rm -rf "$folder"' EXIT
cd "$folder"
mariadb-install-db --no-defaults --datadir="$folder/data" --auth-root-authentication-method=normal --skip-test-db \
    > log 2>&1 || { cat log >&2; exit 1; }
cat > init <<SQL
CREATE USER farewell@'127.0.0.1';
GRANT ALL ON *.* TO farewell@'127.0.0.1' WITH GRANT OPTION;
SQL
"$1/mariadbd" --no-defaults --datadir="$folder/data" --port="$2" --bind-address=127.0.0.1 --skip-name-resolve \
    --socket="$folder/socket" --pid-file="$folder/pid" --init-file="$folder/init" --character-set-server=utf8mb4 \
    --innodb-flush-log-at-trx-commit="$3" --max-connections=300 > log 2>&1 &
server=$!
until mariadb --no-defaults -h 127.0.0.1 -P "$2" -u farewell -e 'SELECT 1' > /dev/null 2>&1; do
    kill -0 $server 2>/dev/null || { cat log >&2; exit 1; }
    sleep 0.1
done
echo ready
cat > /dev/null
"#;

/// A running server. Dropped, it stops, and its files are gone.
pub struct Server {
    url: String,
    _script: Script,
}

impl Server {
    /// Starts one. `durable`: whether a commit waits for the disk, as in real life and as in a benchmark.
    pub fn start(durable: bool) -> Result<Self, String> {
        let programs = programs().ok_or("MariaDB's server (mariadbd) is not installed")?;
        let port = free_port()?;
        let programs = programs.display().to_string();
        let arguments = [programs.as_str(), port.as_str(), if durable { "1" } else { "0" }];
        let script = Script::run("MariaDB", "nobody", SCRIPT, &arguments)?;
        Ok(Self { url: format!("mysql://farewell@127.0.0.1:{port}"), _script: script })
    }

    /// Its address, without a database.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// The address of a new, empty database.
pub fn new_database() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = server();
    let name = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    run(server, &format!("CREATE DATABASE {name}"));
    format!("{server}/{name}")
}

/// Runs SQL as the server's administrator and returns what it prints, without headings.
pub fn run(url: &str, sql: &str) -> String {
    let address = url.trim_start_matches("mysql://farewell@127.0.0.1:");
    let (port, database) = address.split_once('/').unwrap_or((address, ""));
    let mut program = Command::new("mariadb");
    program.args(["--no-defaults", "-h", "127.0.0.1", "-u", "farewell", "-N", "-B", "-P", port, "-e", sql]);
    if !database.is_empty() {
        program.arg(database);
    }
    let output = program.output().expect("MariaDB's client runs");
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// The server of this run, or one of this process's own.
fn server() -> &'static str {
    static OWN: Shared<Server> = Shared::new();
    let (url, _own) = OWN.get_or_init(|| {
        of_this_run(VARIABLE, || Server::start(false).map(|server| (server.url.clone(), server)))
    });
    url
}

/// The folder of MariaDB's server; Debian keeps it off an ordinary user's path.
#[expect(clippy::disallowed_methods, reason = "PATH, as the shell reads it")]
pub fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut known = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    known.find(|folder| folder.join("mariadbd").is_file())
}
