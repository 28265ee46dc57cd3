//! The rules of leaving that an operator may set.

use farewell_domain::grace::GracePeriod;
use jiff::SignedDuration;

use super::section::{Section, Wrong};
use super::{ConfigProblem, values};

/// How long one can come back, when the last reminder goes out, how old a sign-in may be.
#[derive(Debug)]
pub struct Deactivation {
    /// From the deactivation to the erasure.
    pub grace_period: GracePeriod,
    /// So long before the erasure the last reminder goes out.
    pub reminder: GracePeriod,
    /// A sign-in older than this is asked for the password again.
    pub fresh_sign_in: SignedDuration,
}

impl Deactivation {
    /// Reads `deactivation`, all of whose keys may be left out.
    pub fn read(root: &mut Section<'_>) -> Result<Self, ConfigProblem> {
        let mut section = root.section("deactivation")?;
        let grace = section.take("grace_period");
        let grace = grace.map(|field| field.parse(values::grace_period)).transpose()?;
        let grace_period = grace.unwrap_or(GracePeriod::days(28));
        let reminder = section.take("reminder");
        let reminder = reminder.map(|field| field.parse(|text| reminder_within(text, grace_period)));
        let fresh = section.take("fresh_sign_in");
        let fresh = fresh.map(|field| field.parse(values::fresh_sign_in)).transpose()?;
        if let Some(field) = section.take("during_grace") {
            field.parse(during_grace)?;
        }
        section.finish()?;
        Ok(Self {
            grace_period,
            reminder: reminder.transpose()?.unwrap_or(GracePeriod::days(3)),
            fresh_sign_in: fresh.map_or(SignedDuration::from_mins(10), GracePeriod::duration),
        })
    }
}

fn reminder_within(text: &str, grace_period: GracePeriod) -> Result<GracePeriod, Wrong> {
    let reminder = values::period(text)?;
    if reminder < grace_period {
        return Ok(reminder);
    }
    Err(Wrong::new(
        format!("is not shorter than the grace period of {grace_period}"),
        "Write how long before the erasure the reminder goes out, like 3d.",
    ))
}

/// Until the date the data stays where it is; nothing else can be chosen yet.
fn during_grace(text: &str) -> Result<(), Wrong> {
    match text {
        "keep" => Ok(()),
        _ => Err(Wrong::new("can only be `keep` in this version", "Write keep, or leave the line out.")),
    }
}
