//! The last reminder before the date.

use farewell_domain::account::{AccountId, AccountStatus};
use farewell_erasure::engine::{Count, Group};
use farewell_store::account::{self, Account};
use farewell_store::job::LeasedJob;

use crate::message::{Delivery, KeptLine, Message};
use crate::worker::Failed;
use crate::{Farewell, ServiceError, mail};

impl Farewell {
    /// Reminds the member of a deactivated account, if a mail can reach them.
    pub(crate) async fn remind(&self, job: &LeasedJob) -> Result<(), Failed> {
        let mut tx = self.0.store.read("read an account").await?;
        let found = account::find(&mut tx, AccountId(job.subject)).await?;
        drop(tx);
        let Some(account) = found else { return Ok(()) };
        Ok(self.send_reminder(job, &account).await?)
    }

    async fn send_reminder(&self, job: &LeasedJob, account: &Account) -> Result<(), ServiceError> {
        let Some(member) = self.member_of(account).await? else { return Ok(()) };
        let Some(to) = mail::address(&member).map(str::to_owned) else { return Ok(()) };
        let outlook = self.engine().outlook(&member.key, self.now()).await?;
        let groups = outlook.groups.into_iter().filter(|group| group.kind == Group::Kept);
        let kept = groups.flat_map(|group| group.lines).map(|line| KeptLine {
            count: match line.count {
                Count::Exact(count) | Count::MoreThan(count) => count,
                Count::Unknown => 0,
            },
            label: line.label,
            until: line.until,
            because: line.because,
        });
        let kept = kept.collect();
        let mut tx = self.0.store.write("remind a member").await?;
        // Only now does nobody else change it: who has come back meanwhile is not reminded.
        let Some(account) = account::find(&mut tx, account.id).await? else { return Ok(()) };
        let (AccountStatus::Deactivated { since, erase_after }, Some(erasure)) =
            (account.status, account.erasure_date())
        else {
            return Ok(());
        };
        if self.now() >= erase_after {
            return Ok(());
        }
        let return_token = self.new_way_back(&mut tx, &account, erase_after).await?;
        let language = self.mail_language(&member, &account);
        let message = Message::Reminder { since, erasure, return_token, kept };
        self.send(&mut tx, account.id, Delivery { to, language, message }, erase_after).await?;
        self.commit_as(job, tx).await
    }
}
