//! The signed-in profile page, beside a route of the same server that answers with a constant page.

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
    let (mut pages, mut bares, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (page, same) = per_second(browsers, TIME, Get("/account/profile")).await;
        let (bare, same) = per_second(same, TIME, Get("/bare")).await;
        browsers = same;
        pages.push(page);
        bares.push(bare);
        ratios.push(page / bare);
    }
    report.add(
        &format!("profile page, signed in, {}", site.database.name()),
        format!("{:.0}/s", median(pages)),
        format!("bare route {:.0}/s", median(bares)),
        median(ratios),
        if site.database.name() == "SQLite" { "at least 0.3" } else { "" },
    );
}
