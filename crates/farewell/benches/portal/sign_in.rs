//! Signing in, beside one bare Argon2id hash; and known beside unknown addresses, whose answers must take the same
//! time.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordVerifier};
use axum::http::StatusCode;

use crate::browser::Browser;
use crate::clock::{median, milliseconds};
use crate::report::Report;
use crate::site::Site;

const TRIES: u32 = 200;
/// So far apart are the visitors' addresses of one measurement and the next.
const APART: u32 = 1_000;

pub(crate) async fn measure(site: &Site, report: &mut Report) {
    beside_a_bare_hash(site, report).await;
    let name = site.database.name();
    for (at, (what, path)) in
        (2..).zip([("wrong password", "/sign-in"), ("forgotten password", "/forgot-password")])
    {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for number in 0..TRIES {
            let stranger = format!("nobody{number}@example.org");
            let member = site.shop.member();
            // Who comes first takes turns.
            let pair = if number % 2 == 0 { [member, &stranger] } else { [&stranger, member] };
            for who in pair {
                let time = answered(site, at * APART + number, path, who).await;
                if who == member { known.push(time) } else { unknown.push(time) }
            }
        }
        let (known, unknown) = (median(known), median(unknown));
        report.add(
            &format!("{what}, known member, p50 of {TRIES}, {name}"),
            format!("{known:.2} ms"),
            format!("unknown {unknown:.2} ms"),
            known / unknown,
            "0.90 to 1.10",
        );
    }
}

async fn beside_a_bare_hash(site: &Site, report: &mut Report) {
    let (mut sign_ins, mut hashes) = (Vec::new(), Vec::new());
    for number in 0..TRIES {
        let mut browser = Browser::at(site.address, APART + number).await;
        let who = site.shop.member();
        sign_ins.push(
            milliseconds(async {
                let answer = browser.sign_in(who, &site.shop.password).await;
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{who} is signed in");
            })
            .await,
        );
        let (hash, password) = (site.shop.hash.clone(), site.shop.password.clone());
        hashes.push(milliseconds(tokio::task::spawn_blocking(move || bare_hash(&hash, &password))).await);
    }
    let (sign_in, hash) = (median(sign_ins), median(hashes));
    report.add(
        &format!("sign-in, p50 of {TRIES}, {}", site.database.name()),
        format!("{sign_in:.2} ms"),
        format!("bare Argon2id {hash:.2} ms"),
        sign_in / hash,
        "at most 1.1",
    );
}

pub(crate) fn bare_hash(hash: &str, password: &str) {
    let hash = PasswordHash::new(hash).expect("a hash");
    Argon2::default().verify_password(password.as_bytes(), &hash).expect("the right password");
}

/// How long an answer takes that gives nothing away.
async fn answered(site: &Site, from: u32, path: &str, who: &str) -> f64 {
    let mut browser = Browser::at(site.address, from).await;
    milliseconds(async {
        let answer = browser.post(path, &[("identifier", who), ("password", "a wrong one")]).await;
        let expected =
            if path == "/sign-in" { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::SEE_OTHER };
        assert_eq!(answer.status, expected, "{path}");
    })
    .await
}
