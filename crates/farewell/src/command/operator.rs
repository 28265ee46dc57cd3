//! `farewell deactivate`, `reactivate`, `hold`, `release`: what an operator does for one account, and why.

use farewell_erasure::key::AccountKey;
use farewell_service::Farewell;
use farewell_service::operator::OperatorError;
use jiff::Timestamp;
use serde_json::json;

use super::selection::tell_wrong;
use crate::cli::OperatorArgs;
use crate::config::Config;
use crate::failure::Failure;
use crate::wiring::Wiring;
use crate::{Outcome, output};

/// What is done.
#[derive(Clone, Copy)]
pub(super) enum Deed {
    Deactivate,
    Reactivate,
    Hold,
    Release,
}

/// Does it, and says what follows; `Found` when the key is unknown or a rule forbids it.
pub(super) async fn run(config: &Config, args: &OperatorArgs, deed: Deed) -> Result<Outcome, Failure> {
    let wiring = Wiring::open(config).await?;
    let outcome = match wiring.farewell.directory().key(&args.account) {
        Ok(key) => deed.done(&wiring.farewell, &key, &args.because).await,
        Err(_) => Err(OperatorError::Unknown),
    };
    wiring.close().await;
    match outcome {
        Ok(date) => deed.tell(config, args, date),
        Err(OperatorError::Unknown) => {
            tell_wrong(&args.account);
            refused(args, "unknown")
        }
        Err(OperatorError::Because) => Err(Failure::usage(
            format!("--because: {}.", OperatorError::Because),
            "Write what an auditor should read years later, without names: --because \"court order 17/2026\".",
        )),
        Err(OperatorError::Blocked(blockers)) => {
            for blocker in &blockers {
                let text = blocker.text.get("en").or_else(|| blocker.text.values().next());
                output::aside(text.map_or(blocker.id.as_str(), String::as_str));
            }
            refused(args, "something must be settled first")
        }
        Err(OperatorError::Service(error)) => {
            Err(Failure::caused(&format!("Account {}", args.account), &error))
        }
        Err(error @ (OperatorError::Refused(_) | OperatorError::NotHeld)) => {
            output::aside(format!("Account {}: {error}. Nothing has changed.", args.account));
            refused(args, &error.to_string())
        }
    }
}

fn refused(args: &OperatorArgs, problem: &str) -> Result<Outcome, Failure> {
    if args.json {
        output::json(&json!({ "account": args.account, "outcome": "refused", "problem": problem }))?;
    }
    Ok(Outcome::Found)
}

impl Deed {
    /// Returns the date of the erasure, where there is one.
    async fn done(
        self,
        farewell: &Farewell,
        key: &AccountKey,
        because: &str,
    ) -> Result<Option<Timestamp>, OperatorError> {
        match self {
            Self::Deactivate => farewell.deactivate_for(key, because).await.map(Some),
            Self::Reactivate => farewell.reactivate_for(key, because).await.map(|()| None),
            Self::Hold => farewell.hold(key, because).await.map(|()| None),
            Self::Release => farewell.release(key, because).await,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Deactivate => "deactivated",
            Self::Reactivate => "reactivated",
            Self::Hold => "held",
            Self::Release => "released",
        }
    }

    fn tell(self, config: &Config, args: &OperatorArgs, date: Option<Timestamp>) -> Result<Outcome, Failure> {
        let key = &args.account;
        if args.json {
            output::json(&json!({ "account": key, "outcome": self.word(), "erase_after": date }))?;
            return Ok(Outcome::Done);
        }
        let on =
            date.map(|date| date.to_zoned_datetime(config.time_zone.clone()).strftime("%-d %B %Y, %H:%M"));
        output::line(match (self, on) {
            (Self::Deactivate, Some(on)) => {
                format!("Account {key} is deactivated and signed out everywhere. It is erased on {on}.")
            }
            (Self::Release, Some(on)) => {
                format!("Account {key} is released. It is erased on {on}, or now if that is past.")
            }
            (Self::Hold, _) => {
                format!("Account {key} is under legal hold: it is not erased before it is released.")
            }
            (Self::Reactivate, _) => format!("Account {key} is active again."),
            (Self::Release | Self::Deactivate, None) => format!("Account {key} is {}.", self.word()),
        })?;
        Ok(Outcome::Done)
    }
}
