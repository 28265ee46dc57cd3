//! What the demo prints when visitors can come.

use std::env;
use std::fmt;

use farewell_domain::grace::GracePeriod;

use super::folder::Folder;
use super::kramik::Candidate;

/// What there is to tell.
pub(crate) struct Banner<'a> {
    pub(crate) folder: &'a Folder,
    pub(crate) public_url: &'a str,
    /// None: all sample members have left.
    pub(crate) member: Option<&'static Candidate>,
    pub(crate) grace_period: GracePeriod,
    /// Whether the grace period is this start's own, and not the configuration's.
    pub(crate) asked_for: bool,
}

impl fmt::Display for Banner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.public_url;
        writeln!(f, "Kramik, a sample shop of 2,000 members, and Farewell, the way out of it.\n")?;
        writeln!(f, "Address: {url}")?;
        match self.member {
            Some(member) => {
                writeln!(f, "Member ID: {}\nPassword: {}\n", member.username, member.password)?;
                self.pages(f, member)?;
            }
            None => {
                writeln!(f, "\nEvery sample member has left. Delete the folder to begin again.\n")?;
            }
        }
        self.commands(f)?;
        let period = self.grace_period;
        let own = if self.asked_for { " (this start only; farewell.yaml is as it was)" } else { "" };
        let sooner = if period.counts_minutes() { "" } else { " `--grace 1m` shows the erasure sooner." };
        writeln!(f, "\nOne can come back for {period} after leaving{own}.{sooner}")?;
        writeln!(
            f,
            "Ctrl-C stops it; the next start finds everything again in {}.",
            self.folder.path("").display()
        )
    }
}

impl Banner<'_> {
    fn pages(&self, f: &mut fmt::Formatter<'_>, member: &Candidate) -> fmt::Result {
        let url = self.public_url;
        let pages = [
            ("/".to_owned(), "the shop; look for them among the reviews"),
            (format!("/members/{}", member.username), "their page, until they are erased"),
            ("/sign-in".to_owned(), "then My account, Account settings, Edit profile, Deactivate account"),
            ("/outbox".to_owned(), "every mail that would have been sent"),
            ("/help/delete-account".to_owned(), "the same way, told in eight steps"),
        ];
        writeln!(f, "What to try as {}:", member.full_name)?;
        for (path, what) in pages {
            writeln!(f, "  {:<46} {what}", format!("{url}{path}"))?;
        }
        Ok(())
    }

    fn commands(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (farewell, config) = (program(), self.folder.path("farewell.yaml"));
        let config = config.display();
        let key = self.member.map_or(1, |member| member.id);
        writeln!(f, "\nIn another terminal:")?;
        writeln!(f, "  {farewell} plan check   --config {config}")?;
        writeln!(f, "  {farewell} plan preview --config {config} --account {key}")?;
        writeln!(f, "  {farewell} reasons      --config {config}")
    }
}

/// This program as one types it here: below the current folder by its path from there.
fn program() -> String {
    let shorter = || {
        let (program, here) = (env::current_exe().ok()?, env::current_dir().ok()?);
        let below = program.strip_prefix(here).ok()?;
        Some(below.display().to_string())
    };
    shorter().unwrap_or_else(|| "farewell".to_owned())
}
