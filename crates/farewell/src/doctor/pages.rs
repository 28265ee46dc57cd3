//! The members' pages, as somebody outside reaches them through `public_url`.

use farewell_service::secrets::Secrets;
use hyper::Method;
use serde::Deserialize;

use super::browser::{Answer, Browser, Silence};
use super::{Check, proxy};
use crate::config::{Config, Portal};

const CHECK: &str = "pages";

/// What answers `GET /version`.
#[derive(Deserialize)]
struct Version {
    name: String,
    version: String,
}

/// Where members find the pages.
pub(super) fn told(config: &Config) -> String {
    config.portal.as_ref().map_or_else(|| "public_url".to_owned(), |portal| portal.public_url.clone())
}

/// Asks through `public_url` who is there and, if it is Farewell, what arrives there.
pub(super) async fn look(config: &Config, secrets: Option<&Secrets>) -> Vec<Check> {
    let Some(portal) = &config.portal else {
        return vec![Check::ok(CHECK, "public_url", "Not configured: the engine alone shows no pages.")];
    };
    let Some(browser) = Browser::of(&portal.public_url) else { return Vec::new() };
    let asked = browser.ask(Method::GET, "/version", &[]).await;
    let (reached, check) = judge(portal, asked);
    let mut checks = vec![check];
    if reached {
        checks.extend(proxy::look(config, portal, &browser, secrets).await);
    } else {
        checks.extend(proxy::unnamed(config, portal));
    }
    checks
}

/// Whether Farewell was reached, and what to say of it.
fn judge(portal: &Portal, asked: Result<Answer, Silence>) -> (bool, Check) {
    let url = &portal.public_url;
    let answer = match asked {
        Ok(answer) => answer,
        Err(Silence::Away(why)) => {
            let found = format!("Nothing answers from here: {why}.");
            let to_do =
                "If `farewell serve` runs, look at DNS, proxy and firewall; if not, start it and ask again.";
            return (false, Check::warning(CHECK, url, found, to_do));
        }
        Err(Silence::Untrusted(why)) => {
            let found = format!("No secure connection: {why}.");
            let to_do = "Mend the certificate: its name, its date, and its chain.";
            return (false, Check::problem(CHECK, url, found, to_do));
        }
    };
    let Some(version) = farewell(&answer) else { return (false, stranger(url, &answer)) };
    (true, of_version(url, &version))
}

fn farewell(answer: &Answer) -> Option<Version> {
    let version: Version = serde_json::from_str(&answer.body).ok()?;
    (answer.status == 200 && version.name == "farewell").then_some(version)
}

fn stranger(url: &str, answer: &Answer) -> Check {
    let found = match &answer.location {
        Some(place) => format!("It leads to {place} instead of answering."),
        None => format!("Something else answers there, with status {}.", answer.status),
    };
    let to_do = "Let the proxy pass every path of this host to Farewell, or mend public_url.";
    Check::problem(CHECK, url, found, to_do)
}

fn of_version(url: &str, version: &Version) -> Check {
    let own = env!("CARGO_PKG_VERSION");
    if version.version != own {
        let found = format!("Farewell {} answers, and this is {own}.", version.version);
        return Check::warning(CHECK, url, found, "Use one version on every node.");
    }
    if url.starts_with("http://") {
        let found =
            "Farewell answers, over plain http: good for trying out on this machine, for nobody else.";
        return Check::warning(CHECK, url, found, "Write an https address before members come.");
    }
    Check::ok(CHECK, url, "Farewell answers, and its certificate is trusted.")
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::Verdict;
    use super::*;
    use crate::config::Environment;

    /// A configuration with pages at this address.
    pub(in super::super) fn config(public_url: &str) -> Config {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("farewell.yaml");
        let text = format!(
            "public_url: {public_url}\nbrand: {{ name: Kramik }}\nsupport: {{ email: help@example.com }}\n\
             database: sqlite:farewell.db\nsources: {{ shop: {{ url: \"sqlite:shop.db\" }} }}\n\
             directory: {{ table: shop.members, key: id, email: email, password: hash }}\n"
        );
        std::fs::write(&file, text).expect("written");
        Config::read(&file, &Environment::default()).expect("a right configuration")
    }

    fn verdict(url: &str, asked: Result<Answer, Silence>) -> (bool, Verdict) {
        let config = config(url);
        let (reached, check) = judge(config.portal().expect("pages"), asked);
        (reached, check.verdict)
    }

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, body: body.to_owned(), location: None }
    }

    #[test]
    fn who_answers_is_told_apart() {
        let url = "https://account.example.com";
        let own = format!("{{\"name\":\"farewell\",\"version\":\"{}\"}}", env!("CARGO_PKG_VERSION"));
        assert_eq!(verdict(url, Ok(answer(200, &own))), (true, Verdict::Ok));
        assert_eq!(verdict("http://127.0.0.1:8080", Ok(answer(200, &own))), (true, Verdict::Warning));
        let other = "{\"name\":\"farewell\",\"version\":\"0.0.1\"}";
        assert_eq!(verdict(url, Ok(answer(200, other))), (true, Verdict::Warning));
        assert_eq!(verdict(url, Ok(answer(200, "<h1>nginx</h1>"))), (false, Verdict::Problem));
        assert_eq!(verdict(url, Ok(answer(502, &own))), (false, Verdict::Problem));
        assert_eq!(verdict(url, Err(Silence::Away("refused".to_owned()))), (false, Verdict::Warning));
        assert_eq!(verdict(url, Err(Silence::Untrusted("expired".to_owned()))), (false, Verdict::Problem));
    }
}
