//! Errors of a plan point into the file and say what would be right.

use farewell_erasure::plan::Plan;
use insta::assert_snapshot;
use miette::{GraphicalReportHandler, GraphicalTheme};

/// The error as an operator sees it, without colors.
fn error(text: &str) -> String {
    let error = Plan::parse("plan.yaml", text).unwrap_err();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::none()).with_width(100);
    let mut shown = String::new();
    handler.render_report(&mut shown, &error).unwrap();
    shown
}

#[test]
fn an_unknown_key_is_underlined() {
    assert_snapshot!(error("tables:\n  shop.members: { do: delete, lable: { en: Members } }\n"), @r"");
}

#[test]
fn an_action_that_does_not_exist_is_underlined() {
    assert_snapshot!(error("tables:\n  shop.members: { do: remove }\n"), @r"");
}

#[test]
fn what_is_set_and_kept_is_a_contradiction() {
    let plan = "tables:\n  shop.reviews:\n    owner: author_id\n    do: anonymize\n    set: { body: null }\n    keep: [body]\n";
    assert_snapshot!(error(plan), @r"");
}

#[test]
fn a_table_about_which_nothing_is_said_is_refused() {
    assert_snapshot!(error("tables:\n  shop.members: { label: { en: Members } }\n"), @r"");
}

#[test]
fn retain_says_until_when() {
    assert_snapshot!(error("tables:\n  shop.orders: { owner: buyer_id, do: retain, because: tax }\n"), @r"");
    assert_snapshot!(error("tables:\n  shop.orders: { owner: buyer_id, do: retain, until: 5 years }\n"), @r"");
}

#[test]
fn a_blocker_only_reads() {
    let plan = "tables: { shop.members: { do: delete } }\nblockers:\n  open: { source: shop, sql: DELETE FROM orders WHERE id = $account, en: No. }\n";
    assert_snapshot!(error(plan), @r"");
}

#[test]
fn broken_yaml_is_told_with_its_place() {
    assert_snapshot!(error("tables:\n  shop.members: { do: delete\n  shop.x: 1\n"), @r"");
}

#[test]
fn a_table_named_twice_is_an_error() {
    assert_snapshot!(error("tables:\n  shop.members: { do: delete }\n  shop.members: { do: delete }\n"), @r"");
}

#[test]
fn a_missing_file_is_told_by_its_name() {
    let error = Plan::read(std::path::Path::new("/nowhere/plan.yaml")).unwrap_err();
    assert_snapshot!(error, @r"");
}
