//! `farewell deactivate`, `reactivate`, `hold`, `release`: what an operator does for one account, and why.

use farewell_erasure::key::AccountKey;
use farewell_service::Farewell;
use farewell_service::operator::{OperatorError, Released, Stop};
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
        Ok(done) => deed.tell(config, args, &done),
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

/// What follows from a deed.
#[derive(Default)]
struct Done {
    /// The date of the erasure, where there is one.
    date: Option<Timestamp>,
    /// What was released.
    released: Option<Released>,
}

impl Deed {
    async fn done(self, farewell: &Farewell, key: &AccountKey, because: &str) -> Result<Done, OperatorError> {
        match self {
            Self::Deactivate => {
                let date = farewell.deactivate_for(key, because).await?;
                Ok(Done { date: Some(date), released: None })
            }
            Self::Reactivate => farewell.reactivate_for(key, because).await.map(|()| Done::default()),
            Self::Hold => farewell.hold(key, because).await.map(|()| Done::default()),
            Self::Release => {
                let released = farewell.release(key, because).await?;
                Ok(Done { date: released.date, released: Some(released) })
            }
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

    fn tell(self, config: &Config, args: &OperatorArgs, done: &Done) -> Result<Outcome, Failure> {
        let key = &args.account;
        if args.json {
            let mut told = json!({ "account": key, "outcome": self.word(), "erase_after": done.date });
            if let Some(released) = done.released {
                told["released"] = released.what.word().into();
                told["still"] = released.still.map(Stop::word).into();
            }
            output::json(&told)?;
            return Ok(Outcome::Done);
        }
        let on = done.date.map(|date| {
            date.to_zoned_datetime(config.time_zone.clone()).strftime("%-d %B %Y, %H:%M").to_string()
        });
        output::line(match (self, on) {
            (Self::Deactivate, Some(on)) => {
                format!("Account {key} is deactivated and signed out everywhere. It is erased on {on}.")
            }
            (Self::Hold, _) => {
                format!("Account {key} is under legal hold: it is not erased before it is released.")
            }
            (Self::Reactivate, _) => format!("Account {key} is active again."),
            (Self::Release, on) => released(key, done.released, on.as_deref()),
            (Self::Deactivate, None) => format!("Account {key} is {}.", self.word()),
        })?;
        Ok(Outcome::Done)
    }
}

/// What was ended, and what follows.
fn released(key: &str, released: Option<Released>, on: Option<&str>) -> String {
    let from = match released.map(|released| released.what) {
        Some(Stop::Brake) => "let go by the brake",
        Some(Stop::Hold) | None => "no longer under legal hold",
    };
    if released.is_some_and(|released| released.still.is_some()) {
        return format!(
            "Account {key} is {from}. The brake still holds it back; `farewell status` says why, and releasing it \
             once more lets it go."
        );
    }
    match on {
        Some(on) => format!("Account {key} is {from}. It is erased on {on}, or now if that is past."),
        None => format!("Account {key} is {from}."),
    }
}
