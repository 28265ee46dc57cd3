//! What the tests need besides Rust, and how it gets here.

use std::process::{Command, Stdio};

/// A program that some test needs.
pub(crate) struct Need {
    /// What is run; `program --version` tells whether it is there.
    pub(crate) program: &'static str,
    /// The Debian package that holds it.
    pub(crate) package: &'static str,
    /// What it is for.
    pub(crate) why: &'static str,
}

/// Everything the tests need.
pub(crate) const NEEDS: [Need; 11] = [
    Need { program: "cc", package: "build-essential", why: "SQLite and the TLS library are built from C" },
    Need {
        program: "initdb",
        package: "postgresql",
        why: "the tests start a PostgreSQL server of their own",
    },
    Need {
        program: "psql",
        package: "postgresql-client",
        why: "each of those tests makes a database of its own",
    },
    // Without `mariadb-server`, which would start a server for the whole machine.
    Need {
        program: "mariadbd",
        package: "mariadb-server-core",
        why: "the tests start a MariaDB server of their own",
    },
    Need {
        program: "mariadb",
        package: "mariadb-client-core",
        why: "each of those tests makes a database of its own",
    },
    Need {
        program: "aiosmtpd",
        package: "python3-aiosmtpd",
        why: "the mails of the journeys go to a real mail server",
    },
    Need { program: "bash", package: "bash", why: "the image's health check is run" },
    Need { program: "sqlite3", package: "sqlite3", why: "a test works through the tutorial, which uses it" },
    Need { program: "node", package: "nodejs", why: "the browser tests run in Node" },
    Need { program: "npm", package: "npm", why: "it installs what the browser tests are written with" },
    Need { program: "chromium", package: "chromium", why: "the browser tests look at the pages in it" },
];

/// Installs what is missing, or says exactly what to install.
pub(crate) fn provide(needs: &[Need]) -> Result<(), String> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !is_there(need.program)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    let Some(before) = may_install() else {
        return Err(advice(&missing));
    };
    println!("Installing {} ...", packages.join(", "));
    let installed = apt(before, &["update", "--quiet"])
        && apt(
            before,
            &[&["install", "--yes", "--quiet", "--no-install-recommends"], &packages[..]].concat(),
        );
    if installed && missing.iter().all(|need| is_there(need.program)) {
        Ok(())
    } else {
        Err(format!("The packages could not be installed.\n{}", advice(&missing)))
    }
}

fn advice(missing: &[&Need]) -> String {
    let lines: Vec<String> =
        missing.iter().map(|need| format!("  {} ({})", need.program, need.why)).collect();
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    format!(
        "The tests need what is not installed here:\n{}\nOn Debian: sudo apt-get install {}",
        lines.join("\n"),
        packages.join(" ")
    )
}

/// Debian keeps a server's programs off the path.
fn is_there(program: &str) -> bool {
    let on_path = succeeds(Command::new(program).arg("--version"));
    let folders = [farewell_tests::postgres::programs(), farewell_tests::mariadb::programs()];
    on_path || folders.into_iter().flatten().any(|folder| folder.join(program).is_file())
}

/// The words before `apt-get`, if this user may use it without being asked anything.
fn may_install() -> Option<&'static [&'static str]> {
    if !is_there("apt-get") {
        return None;
    }
    let id = Command::new("id").arg("-u").output().ok()?;
    if id.stdout.trim_ascii() == b"0" {
        return Some(&[]);
    }
    succeeds(Command::new("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

fn apt(before: &[&str], arguments: &[&str]) -> bool {
    let words = [before, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
    Command::new(words[0]).args(&words[1..]).status().is_ok_and(|status| status.success())
}

fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Need = Need { program: "no-such-program", package: "no-such-package", why: "a test" };

    #[test]
    fn what_is_there_needs_no_installing() {
        assert!(provide(&[Need { program: "cargo", ..NOTHING }]).is_ok());
    }

    #[test]
    fn what_is_missing_is_said_exactly() {
        assert!(!is_there(NOTHING.program));
        let text = advice(&[&NOTHING]);
        assert!(text.contains("no-such-program (a test)"));
        assert!(text.ends_with("sudo apt-get install no-such-package"));
    }
}
