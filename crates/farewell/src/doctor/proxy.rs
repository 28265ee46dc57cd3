//! What a proxy in between does to requests: whether forms from other sites are refused, forms of our own are taken,
//! and visitors are told apart.

use std::net::IpAddr;

use farewell_service::clock::{Clock, SystemClock};
use farewell_service::secrets::Secrets;
use hyper::Method;
use serde::Deserialize;

use super::Check;
use super::browser::Browser;
use crate::config::{Config, Portal};

const FORMS: &str = "forms";
const HOST: &str = "host";
const PROXIES: &str = "trusted_proxies";
/// A site that cannot exist (RFC 2606), standing for any other.
const ELSEWHERE: &str = "https://elsewhere.invalid";
/// A form that changes nothing for whoever has no session.
const HARMLESS: &str = "/sign-out";

/// What Farewell says arrived there.
#[derive(Clone, Debug, Default, Deserialize)]
struct Arrived {
    host: Option<String>,
    origin: Option<String>,
    sec_fetch_site: Option<String>,
    forwarded_for: Option<String>,
    peer: Option<IpAddr>,
}

/// Sends forms and a question through `public_url`.
pub(super) async fn look(
    config: &Config,
    portal: &Portal,
    browser: &Browser,
    secrets: Option<&Secrets>,
) -> Vec<Check> {
    let mut checks = vec![forms(portal, browser).await];
    match arrived(portal, browser, secrets).await {
        Some(arrived) => {
            checks.push(headers(portal, browser.authority(), &arrived));
            checks.extend(proxies(config, portal, &arrived));
        }
        None => checks.push(unknown(portal)),
    }
    checks
}

/// When nothing could be asked: an https address needs a proxy that ends TLS.
pub(super) fn unnamed(config: &Config, portal: &Portal) -> Option<Check> {
    let needed = portal.public_url.starts_with("https://") && config.trusted_proxies.is_empty();
    needed.then(|| {
        Check::warning(
            PROXIES,
            "trusted_proxies",
            "None is named, and https needs a proxy: all visitors behind it count as one.",
            "Name the proxy's address, as Farewell sees it.",
        )
    })
}

/// The status that each kind of form is answered with.
#[derive(Clone, Copy)]
struct Answers {
    foreign_origin: u16,
    foreign_site: u16,
    own_origin: u16,
}

async fn forms(portal: &Portal, browser: &Browser) -> Check {
    let post = async |name: &str, value: &str| {
        let answer = browser.ask(Method::POST, HARMLESS, &[(name, value)]).await;
        answer.map_or(0, |answer| answer.status)
    };
    let answers = Answers {
        foreign_origin: post("origin", ELSEWHERE).await,
        foreign_site: post("sec-fetch-site", "cross-site").await,
        own_origin: post("origin", &portal.public_url).await,
    };
    judge_forms(portal, answers)
}

fn judge_forms(portal: &Portal, answers: Answers) -> Check {
    let looked_at = format!("POST {}{HARMLESS}", portal.public_url);
    let stripped = [(answers.foreign_origin, "Origin"), (answers.foreign_site, "Sec-Fetch-Site")];
    let stripped: Vec<&str> =
        stripped.into_iter().filter(|(status, _)| *status != 403).map(|(_, name)| name).collect();
    if !stripped.is_empty() {
        return Check::problem(
            FORMS,
            looked_at,
            format!("A form from another site is not refused: {} does not arrive.", stripped.join(" and ")),
            "Let the proxy pass on Host, Origin and Sec-Fetch-Site as the browser sent them.",
        );
    }
    if answers.own_origin == 403 {
        return Check::problem(
            FORMS,
            looked_at,
            "The site's own forms are refused as if they came from another one.",
            "Let public_url be the address in the browser, and the proxy pass on Host and Origin.",
        );
    }
    if !(200..400).contains(&answers.own_origin) {
        let found = format!("A form of the site's own is answered with status {}.", answers.own_origin);
        return Check::problem(FORMS, looked_at, found, "Look at the proxy's log and at Farewell's.");
    }
    Check::ok(FORMS, looked_at, "Forms from other sites are refused, and the site's own are taken.")
}

async fn arrived(portal: &Portal, browser: &Browser, secrets: Option<&Secrets>) -> Option<Arrived> {
    let proof = secrets?.proof(SystemClock.now());
    let headers = [
        ("farewell-doctor", proof.as_str()),
        ("origin", portal.public_url.as_str()),
        ("sec-fetch-site", "same-origin"),
    ];
    let answer = browser.ask(Method::GET, "/doctor", &headers).await.ok()?;
    if answer.status == 200 { serde_json::from_str(&answer.body).ok() } else { None }
}

fn unknown(portal: &Portal) -> Check {
    Check::warning(
        HOST,
        &portal.public_url,
        "What arrives there could not be asked: that takes the keys of the node that answers.",
        "Run doctor with that node's keys, and let the clocks of both agree.",
    )
}

fn headers(portal: &Portal, authority: &str, arrived: &Arrived) -> Check {
    let host = arrived.host.as_deref().unwrap_or("nothing");
    if !host.eq_ignore_ascii_case(authority) {
        return Check::problem(
            HOST,
            &portal.public_url,
            format!("Host arrives as {host}, not as {authority}."),
            "Let the proxy pass it on: proxy_set_header Host $host; in nginx, ProxyPreserveHost On in Apache.",
        );
    }
    let missing = [("Origin", &arrived.origin), ("Sec-Fetch-Site", &arrived.sec_fetch_site)];
    let missing: Vec<&str> =
        missing.into_iter().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
    if !missing.is_empty() {
        let found = format!("{} does not arrive.", missing.join(" and "));
        let to_do = "Let the proxy pass on Origin and Sec-Fetch-Site as the browser sent them.";
        return Check::problem(HOST, &portal.public_url, found, to_do);
    }
    Check::ok(HOST, &portal.public_url, format!("Host arrives as {host}; Origin and Sec-Fetch-Site arrive."))
}

fn proxies(config: &Config, portal: &Portal, arrived: &Arrived) -> Option<Check> {
    let peer = arrived.peer?;
    let trusted = config.trusted_proxies.iter().any(|network| network.contains(&peer));
    let between = arrived.forwarded_for.is_some() || portal.public_url.starts_with("https://");
    Some(match (between, trusted, &arrived.forwarded_for) {
        (true, false, _) => Check::warning(
            PROXIES,
            peer,
            format!(
                "Requests come from a proxy at {peer}, which is not named: all visitors behind it count as one."
            ),
            format!("trusted_proxies: [{peer}]"),
        ),
        (true, true, None) => Check::warning(
            PROXIES,
            peer,
            "The proxy is named, but does not say whom it speaks for: all visitors count as one.",
            "Let it send X-Forwarded-For.",
        ),
        (true, true, Some(_)) => Check::ok(PROXIES, peer, "The proxy is named, and says whom it speaks for."),
        (false, ..) => Check::ok(PROXIES, peer, "No proxy is in between."),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Verdict;
    use super::super::pages::tests::config;
    use super::*;

    #[test]
    fn a_proxy_that_strips_is_told_by_what_it_strips() {
        let config = config("https://account.example.com");
        let judged = |foreign_origin, foreign_site, own_origin| {
            let check = judge_forms(
                config.portal().expect("pages"),
                Answers { foreign_origin, foreign_site, own_origin },
            );
            (check.verdict, check.found)
        };
        assert_eq!(judged(403, 403, 303).0, Verdict::Ok);
        assert!(judged(303, 403, 303).1.ends_with("Origin does not arrive."));
        assert!(judged(403, 303, 303).1.ends_with("Sec-Fetch-Site does not arrive."));
        assert!(judged(303, 303, 303).1.contains("Origin and Sec-Fetch-Site"));
        assert!(judged(403, 403, 403).1.contains("own forms are refused"));
        assert!(judged(403, 403, 502).1.contains("502"));
    }

    #[test]
    fn what_arrives_is_compared_with_what_was_sent() {
        let config = config("https://account.example.com");
        let some = |text: &str| Some(text.to_owned());
        let whole = Arrived {
            host: some("Account.example.com"),
            origin: some("https://account.example.com"),
            sec_fetch_site: some("same-origin"),
            ..Arrived::default()
        };
        let judged =
            |arrived: Arrived| headers(config.portal().expect("pages"), "account.example.com", &arrived);
        assert_eq!(judged(whole.clone()).verdict, Verdict::Ok);
        let other = judged(Arrived { host: some("127.0.0.1:8080"), ..whole.clone() });
        assert_eq!(other.found, "Host arrives as 127.0.0.1:8080, not as account.example.com.");
        assert_eq!(judged(Arrived { origin: None, ..whole }).found, "Origin does not arrive.");
    }

    #[test]
    fn an_unnamed_proxy_is_found_by_what_it_adds() {
        let mut config = config("https://account.example.com");
        let peer: IpAddr = "10.0.0.5".parse().expect("an address");
        let arrived = |forwarded: Option<&str>| Arrived {
            peer: Some(peer),
            forwarded_for: forwarded.map(str::to_owned),
            ..Arrived::default()
        };
        let judged = |config: &Config, forwarded| {
            proxies(config, config.portal().expect("pages"), &arrived(forwarded)).expect("a check")
        };
        let unnamed_one = judged(&config, Some("192.0.2.7"));
        assert_eq!(unnamed_one.to_do.as_deref(), Some("trusted_proxies: [10.0.0.5]"));
        assert!(unnamed(&config, config.portal().expect("pages")).is_some());
        config.trusted_proxies = vec!["10.0.0.0/8".parse().expect("a network")];
        assert_eq!(judged(&config, Some("192.0.2.7")).verdict, Verdict::Ok);
        assert_eq!(judged(&config, None).verdict, Verdict::Warning);
        assert!(unnamed(&config, config.portal().expect("pages")).is_none());
    }
}
