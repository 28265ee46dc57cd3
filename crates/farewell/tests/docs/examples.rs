//! What pages show by hand is as the program has it.

use farewell_domain::limit::{
    COMMENT_BY_ADDRESS, COMMENT_BY_ALL, CONFIRMATION_BY_EMAIL, EMAIL_CHANGE_BY_ACCOUNT, PASSWORD_AGAIN,
    RECOVERY_BY_ACCOUNT, RECOVERY_BY_ADDRESS, SIGN_IN_BY_ACCOUNT, SIGN_IN_BY_ADDRESS, SIGN_IN_BY_BOTH,
    SIGN_UP_BY_ADDRESS,
};
use farewell_erasure::plan::Plan;

use crate::generated::read;

#[test]
fn the_example_of_a_plan_can_be_read() {
    let page = read("plan.md");
    let yaml = page.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next());
    Plan::parse("docs/plan.md", yaml.expect("an example")).expect("a right example");
}

#[test]
fn the_limits_are_listed_as_they_are() {
    let page = read("limits.md");
    let (password, mail) = ("wrong passwords", "mails for a forgotten password");
    let comment = "comments on the help page";
    for (what, by, limit) in [
        (password, "address", SIGN_IN_BY_ADDRESS),
        (password, "account and address", SIGN_IN_BY_BOTH),
        (password, "account, from anywhere", SIGN_IN_BY_ACCOUNT),
        ("wrong passwords typed once more", "session, or mail's link", PASSWORD_AGAIN),
        (mail, "address", RECOVERY_BY_ADDRESS),
        (mail, "account", RECOVERY_BY_ACCOUNT),
        (comment, "address", COMMENT_BY_ADDRESS),
        (comment, "anywhere", COMMENT_BY_ALL),
        ("sign-ups", "address", SIGN_UP_BY_ADDRESS),
        ("new e-mail addresses", "account", EMAIL_CHANGE_BY_ACCOUNT),
        ("mails to confirm an e-mail address", "that e-mail address", CONFIRMATION_BY_EMAIL),
    ] {
        let line = format!("| {what} | {by} | {} | {} s |", limit.burst, limit.every.as_secs());
        assert!(page.contains(&line), "docs/limits.md should hold\n{line}");
    }
}
