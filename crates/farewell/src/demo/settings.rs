//! The configuration that the demo leaves in its folder, for every other command to be tried on.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use farewell_domain::grace::GracePeriod;

/// The default of the design: three days less than the month that the law gives.
const GRACE: GracePeriod = GracePeriod::days(28);
/// When the last reminder goes out, if the grace period is longer than that.
const REMINDER: GracePeriod = GracePeriod::days(3);

/// The mail server that the configuration names as an example: where a mail catcher usually listens.
pub(crate) const MAIL_CATCHER: &str = "smtp://127.0.0.1:1025";

/// `DIR/farewell.yaml` as the first start writes it.
pub(crate) fn text(address: SocketAddr, grace: Option<GracePeriod>) -> String {
    let grace = grace.unwrap_or(GRACE);
    let reminder = if REMINDER < grace { format!(", reminder: {REMINDER}") } else { String::new() };
    format!(
        r##"# Kramik's configuration, written by the first `farewell demo` in this folder. Change what you like: it is
# read at every start. The demo itself keeps all mails on its page /outbox.
listen: {address}
public_url: {public_url}
database: sqlite:farewell.db
secrets: {{ file: farewell.keys }}
brand: {{ name: Kramik, accent: "#0f766e" }}
languages: [pl, en]
time_zone: Europe/Warsaw
support: {{ email: help@kramik.example, report_url: "https://kramik.example/report" }}
mail: {{ url: "{MAIL_CATCHER}", from: "Kramik <no-reply@kramik.example>" }}
deactivation: {{ grace_period: {grace}{reminder}, fresh_sign_in: 10m, during_grace: keep }}
sources:
  shop: {{ url: "sqlite:kramik.db" }}
directory:
  table: shop.members
  key: id
  username: username
  email: email
  password: password_hash
  name: full_name
  gender: gender
  language: locale
  created: created_at
  confirmed: email_verified_at
  status: {{ column: status, active: active, deactivated: deactivated }}
  sign_up: off
backups: {{ keep: 14d }}
plan: plan.yaml
"##,
        public_url = public_url(SocketAddr::from((Ipv4Addr::LOCALHOST, address.port()))),
    )
}

/// Where a visitor on this machine finds the pages.
pub(crate) fn public_url(address: SocketAddr) -> String {
    let here = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(here, address.port()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{public_url, text};
    use crate::config::{Config, Environment};

    fn read(address: &str, grace: Option<&str>) -> Config {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("farewell.yaml");
        let grace = grace.map(|grace| grace.parse().expect("a period"));
        fs::write(&file, text(address.parse().expect("an address"), grace)).expect("written");
        Config::read(&file, &Environment::default()).expect("a configuration that Farewell can read")
    }

    #[test]
    fn the_configuration_can_be_read_by_every_command() {
        let config = read("127.0.0.1:8080", None);
        assert_eq!(config.deactivation.grace_period.to_string(), "28d");
        assert_eq!(config.listen.port(), 8080);
        assert!(config.portal().is_ok() && config.mail().is_ok());
    }

    #[test]
    fn a_demo_for_the_whole_network_leaves_a_readable_configuration_too() {
        let config = read("192.0.2.7:8080", None);
        assert_eq!(config.portal().expect("pages").public_url, "http://127.0.0.1:8080");
    }

    #[test]
    fn a_grace_period_shorter_than_the_reminder_has_none() {
        assert_eq!(read("127.0.0.1:8080", Some("5s")).deactivation.grace_period.to_string(), "5s");
        assert_eq!(read("127.0.0.1:8080", Some("3d")).deactivation.grace_period.to_string(), "3d");
    }

    #[test]
    fn a_visitor_finds_the_pages_whatever_is_listened_on() {
        let url = |address: &str| public_url(address.parse().expect("an address"));
        assert_eq!(url("127.0.0.1:8081"), "http://127.0.0.1:8081");
        assert_eq!(url("0.0.0.0:80"), "http://127.0.0.1:80");
        assert_eq!(url("[::]:8080"), "http://[::1]:8080");
    }
}
