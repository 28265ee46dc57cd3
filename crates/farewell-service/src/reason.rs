//! Why people leave, for the site.

use std::collections::BTreeMap;

use farewell_domain::departure::cut_to_month;
use farewell_store::departure::{self, Departure};
use jiff::Timestamp;
use serde::Serialize;

use crate::{Farewell, ServiceError};

/// How many left, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReasonsReport {
    /// Passed part one.
    pub started: u64,
    /// Pressed the button.
    pub confirmed: u64,
    /// Came back.
    pub came_back: u64,
    /// Are erased.
    pub erased: u64,
    /// Can still come back.
    pub still_waiting: u64,
    /// How many gave which reason, the most frequent first; the empty code is "rather not say".
    pub reasons: Vec<ReasonCount>,
    /// What they added.
    pub comments: Vec<LeavingComment>,
}

/// How many gave one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReasonCount {
    /// Its code.
    pub code: String,
    /// How many.
    pub count: u64,
}

/// One comment, without a name and without a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeavingComment {
    /// `2026-11`, where the site is.
    pub month: String,
    /// The reason's code.
    pub reason: String,
    /// The words.
    pub comment: String,
}

impl Farewell {
    /// Counts and comments of those who started at `since` or later. Of those who are erased only the month is
    /// left, so they count with the whole month of `since`.
    pub async fn reasons_report(&self, since: Option<Timestamp>) -> Result<ReasonsReport, ServiceError> {
        let zone = &self.0.settings.time_zone;
        let since = since.unwrap_or(Timestamp::UNIX_EPOCH);
        let mut tx = self.0.store.read("read the reasons").await?;
        let mut departures = departure::since(&mut tx, cut_to_month(since, zone)).await?;
        departures.retain(|one| one.erased_at.is_some() || one.started_at >= since);
        let count = |is: fn(&Departure) -> bool| departures.iter().filter(|one| is(one)).count() as u64;
        Ok(ReasonsReport {
            started: departures.len() as u64,
            confirmed: count(|one| one.confirmed_at.is_some()),
            came_back: count(|one| one.came_back_at.is_some()),
            erased: count(|one| one.erased_at.is_some()),
            still_waiting: count(|one| {
                one.confirmed_at.is_some() && one.came_back_at.is_none() && one.erased_at.is_none()
            }),
            reasons: counted(&departures),
            comments: departures.iter().filter_map(|one| self.comment(one)).collect(),
        })
    }

    fn comment(&self, departure: &Departure) -> Option<LeavingComment> {
        let date = departure.confirmed_at?.to_zoned_datetime(self.0.settings.time_zone.clone()).date();
        Some(LeavingComment {
            month: date.strftime("%Y-%m").to_string(),
            reason: departure.reason.clone().unwrap_or_default(),
            comment: departure.comment.clone()?,
        })
    }
}

fn counted(departures: &[Departure]) -> Vec<ReasonCount> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for one in departures.iter().filter(|one| one.confirmed_at.is_some()) {
        *counts.entry(one.reason.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let mut counts: Vec<_> =
        counts.into_iter().map(|(code, count)| ReasonCount { code: code.to_owned(), count }).collect();
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    counts
}
