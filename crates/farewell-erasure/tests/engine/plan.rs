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
    assert_snapshot!(error("tables:\n  shop.members: { do: delete, lable: { en: Members } }\n"), @"
     x `lable` means nothing in the rule of shop.members
      ,-[plan.yaml:2:31]
    1 | tables:
    2 |   shop.members: { do: delete, lable: { en: Members } }
      :                               ^^|^^
      :                                 `-- unknown
      `----
     help: known here: at, do, hidden, keep, label, last_owner, owner, owners, personal, triggers,
           unlink
    ");
}

#[test]
fn an_action_that_does_not_exist_is_underlined() {
    assert_snapshot!(error("tables:\n  shop.members: { do: remove }\n"), @"
     x Here must stand delete, anonymize, detach, retain, stub or follow
      ,-[plan.yaml:2:23]
    1 | tables:
    2 |   shop.members: { do: remove }
      :                       ^^^|^^
      :                          `-- this is something else
      `----
    ");
}

#[test]
fn what_is_set_and_kept_is_a_contradiction() {
    let plan = "tables:\n  shop.reviews:\n    owner: author_id\n    do: anonymize\n    set: { body: null }\n    keep: [body]\n";
    assert_snapshot!(error(plan), @"
     x `body` is set and kept: one of the two
      ,-[plan.yaml:6:12]
    5 |     set: { body: null }
    6 |     keep: [body]
      :            ^^|^
      :              `-- here
      `----
    ");
}

#[test]
fn a_table_about_which_nothing_is_said_is_refused() {
    assert_snapshot!(error("tables:\n  shop.members: { label: { en: Members } }\n"), @"
     x shop.members says nothing about what happens
      ,-[plan.yaml:2:3]
    1 | tables:
    2 |   shop.members: { label: { en: Members } }
      :   ^^^^^^|^^^^^
      :         `-- this table
      `----
     help: write `do: delete` (or anonymize, detach, retain, stub, follow), `owners:`, or `personal:
           false`
    ");
}

#[test]
fn retain_says_until_when() {
    assert_snapshot!(error("tables:\n  shop.orders: { owner: buyer_id, do: retain, because: tax }\n"), @"
     x the rule of shop.orders needs `until`
      ,-[plan.yaml:2:16]
    1 | tables:
    2 |   shop.orders: { owner: buyer_id, do: retain, because: tax }
      :                |
      :                `-- here
      `----
     help: for example
           until: end_of_year(closed_at) + 5y
    ");
    assert_snapshot!(error("tables:\n  shop.orders: { owner: buyer_id, do: retain, until: 5 years }\n"), @"
     x Here must stand a date such as closed_at, end_of_year(closed_at) + 5y or created_at + 10y
      ,-[plan.yaml:2:54]
    1 | tables:
    2 |   shop.orders: { owner: buyer_id, do: retain, until: 5 years }
      :                                                      ^^^|^^^
      :                                                         `-- this is something else
      `----
    ");
}

#[test]
fn a_blocker_only_reads() {
    let plan = "tables: { shop.members: { do: delete } }\nblockers:\n  open: { source: shop, sql: DELETE FROM orders WHERE id = $account, en: No. }\n";
    assert_snapshot!(error(plan), @"
     x A blocker only reads: its sql must begin with SELECT or WITH
      ,-[plan.yaml:3:30]
    2 | blockers:
    3 |   open: { source: shop, sql: DELETE FROM orders WHERE id = $account, en: No. }
      :                              ^^^^^^^^^^^^^^^^^^^|^^^^^^^^^^^^^^^^^^
      :                                                 `-- this does not
      `----
    ");
}

#[test]
fn broken_yaml_is_told_with_its_place() {
    assert_snapshot!(error("tables:\n  shop.members: { do: delete\n  shop.x: 1\n"), @"
     x This is not readable as YAML: while parsing a flow mapping, did not find expected ',' or '}'
      ,-[plan.yaml:3:9]
    2 |   shop.members: { do: delete
    3 |   shop.x: 1
      :         |
      :         `-- here
      `----
    ");
}

#[test]
fn a_table_named_twice_is_an_error() {
    assert_snapshot!(error("tables:\n  shop.members: { do: delete }\n  shop.members: { do: delete }\n"), @"
     x This is not readable as YAML: duplicate mapping key: shop.members, set DuplicateKeyPolicy in
     | Options if acceptable
      ,-[plan.yaml:3:3]
    2 |   shop.members: { do: delete }
    3 |   shop.members: { do: delete }
      :   ^^^^^^|^^^^^
      :         `-- here
      `----
    ");
}

#[test]
fn a_missing_file_is_told_by_its_name() {
    let error = Plan::read(std::path::Path::new("/nowhere/plan.yaml")).unwrap_err();
    assert_snapshot!(error, @"The plan /nowhere/plan.yaml cannot be read: No such file or directory (os error 2)");
}
