//! The signed-in profile page, beside a route of the same server that answers with a constant page; and beside a
//! page in the same frame that renders constant words and asks no database.

use std::time::Duration;

use axum::http::StatusCode;

use crate::browser::Browser;
use crate::clock::{AsyncWork, median, per_second};
use crate::report::Report;
use crate::site::Site;

const CONNECTIONS: u32 = 8;
const ROUNDS: usize = 5;
const TIME: Duration = Duration::from_secs(2);

#[derive(Clone, Copy)]
pub(crate) struct Get(pub(crate) &'static str);

impl AsyncWork<Browser> for Get {
    async fn once(&self, browser: &mut Browser) {
        let answer = browser.get(self.0).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", self.0);
    }
}

pub(crate) async fn measure(site: &Site, report: &mut Report) {
    let mut browsers = Vec::new();
    for number in 0..CONNECTIONS {
        let member = site.shop.member();
        browsers.push(Browser::signed_in(site.address, number, member, &site.shop.password).await);
    }
    Site::set_bare(browsers[0].get("/account/profile").await.body);
    let mut guests = Vec::new();
    for number in 0..CONNECTIONS {
        guests.push(Browser::at(site.address, number).await);
    }
    let (mut pages, mut bares, mut plains) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let page;
        (page, browsers) = per_second(browsers, TIME, Get("/account/profile")).await;
        pages.push(page);
        let bare;
        (bare, browsers) = per_second(browsers, TIME, Get("/bare")).await;
        bares.push(bare);
        let plain;
        (plain, guests) = per_second(guests, TIME, Get("/forgot-password")).await;
        plains.push(plain);
    }
    let aim = if site.database.name() == "SQLite" { "at least 0.3" } else { "" };
    for (beside, rates, aim) in
        [("bare route, constant bytes", bares, aim), ("page of constant words in the frame", plains, "")]
    {
        let ratios = pages.iter().zip(&rates).map(|(page, other)| page / other).collect();
        report.add(
            &format!("profile page, signed in, {}", site.database.name()),
            format!("{:.0}/s", median(pages.clone())),
            format!("{beside} {:.0}/s", median(rates.clone())),
            median(ratios),
            aim,
        );
    }
}
