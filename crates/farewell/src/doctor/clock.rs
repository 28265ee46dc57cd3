//! Whether this machine's clock can be trusted: dates are promised by it, and leases are given by the database's.

use farewell_service::clock::{Clock, SystemClock};
use farewell_store::{Store, StoreError, audit};
use jiff::{SignedDuration, Timestamp};

use super::Check;
use super::keys::sentence;
use crate::config::Config;

const CHECK: &str = "clock";
/// Farther apart than this, two machines disagree on whose lease is over.
const APART: SignedDuration = SignedDuration::from_secs(5);
/// What was written this long after now was written by a clock that has been set back since.
const AHEAD: SignedDuration = SignedDuration::from_mins(1);

/// Compares this clock with the database's and with what was written last.
pub(super) async fn look(config: &Config, store: &Store) -> Check {
    match times(store).await {
        Ok(times) => judge(config, times),
        Err(error) => {
            Check::problem(CHECK, &config.database, sentence(&error.to_string()), "Mend the database first.")
        }
    }
}

#[derive(Clone, Copy)]
struct Times {
    here: Timestamp,
    there: Timestamp,
    newest: Option<Timestamp>,
}

async fn times(store: &Store) -> Result<Times, StoreError> {
    let mut tx = store.read("ask the time").await?;
    let newest = audit::newest(&mut tx).await?;
    let there = tx.database_now().await?;
    Ok(Times { here: SystemClock.now(), there, newest })
}

fn judge(config: &Config, times: Times) -> Check {
    let zone = config.time_zone.iana_name().unwrap_or("UTC");
    let local = times.here.to_zoned_datetime(config.time_zone.clone()).strftime("%Y-%m-%d %H:%M:%S %:z");
    let looked_at = format!("{local}, {zone}");
    let apart = times.here.duration_since(times.there);
    if apart.abs() > APART {
        return Check::problem(
            CHECK,
            looked_at,
            format!("This machine and the database are {} seconds apart.", apart.abs().as_secs()),
            "Let NTP set the clocks of both.",
        );
    }
    if let Some(newest) = times.newest.filter(|newest| newest.duration_since(times.here) > AHEAD) {
        return Check::problem(
            CHECK,
            looked_at,
            format!("Something was written at {newest}, which is still to come: the clock was set back."),
            "Let NTP set the clock. Until it is that time again, erasures and reminders wait.",
        );
    }
    Check::ok(CHECK, looked_at, "It agrees with the database's, and nothing was written in the future.")
}

#[cfg(test)]
mod tests {
    use super::super::{Verdict, pages};
    use super::*;

    fn verdict(here: &str, there: &str, newest: Option<&str>) -> (Verdict, String) {
        let at = |text: &str| text.parse().expect("a time");
        let config = pages::tests::config("http://127.0.0.1:8080");
        let check = judge(&config, Times { here: at(here), there: at(there), newest: newest.map(at) });
        (check.verdict, check.found)
    }

    #[test]
    fn a_clock_that_is_wrong_is_found_by_what_it_disagrees_with() {
        let noon = "2026-11-25T12:00:00Z";
        assert_eq!(verdict(noon, "2026-11-25T12:00:05Z", Some(noon)).0, Verdict::Ok);
        assert_eq!(verdict(noon, noon, None).0, Verdict::Ok);
        let (apart, found) = verdict(noon, "2026-11-25T12:01:00Z", None);
        assert_eq!(
            (apart, found.as_str()),
            (Verdict::Problem, "This machine and the database are 60 seconds apart.")
        );
        let (back, found) = verdict(noon, noon, Some("2026-11-26T12:00:00Z"));
        assert!(back == Verdict::Problem && found.ends_with("the clock was set back."), "{found}");
    }
}
