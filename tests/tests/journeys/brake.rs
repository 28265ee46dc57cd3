//! What is unusual waits for an operator, and an operator who only wants to watch first.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::binary::{report, run};
use crate::demo::Demo;
use crate::doctor::configure;
use crate::erasure::member_row;
use crate::rows::shop;
use crate::visitor::Visitor;

const PATIENCE: Duration = Duration::from_secs(30);

/// Asks for the status until it is as expected.
fn until(folder: &Path, expected: impl Fn(&Value) -> bool) -> (Option<i32>, Value) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let (status, told) = report(folder, &["status"]);
        if expected(&told) {
            return (status, told);
        }
        assert!(Instant::now() < deadline, "{told}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Deactivates so many members who may leave; their keys.
fn leavers(folder: &Path, count: usize) -> Vec<String> {
    let keys = (2..100).map(|key| key.to_string());
    let leaves = |key: &String| {
        report(folder, &["deactivate", "--account", key, "--because", "asked by letter"]).0 == Some(0)
    };
    keys.filter(leaves).take(count).collect()
}

/// A shop whose members are due a second after they leave.
fn short_of_breath(folder: &Path) -> (String, String) {
    let demo = Demo::start(folder, &[]);
    let member = (demo.member_id.clone(), demo.password.clone());
    demo.stop();
    configure(folder, "grace_period: 28d, reminder: 3d", "grace_period: 1s");
    member
}

#[test]
fn an_operator_is_asked_about_more_leavers_than_usual_and_lets_one_go() {
    let folder = tempfile::tempdir().expect("a folder");
    short_of_breath(folder.path());
    configure(folder.path(), "plan: plan.yaml", "brake: { accounts: 1/d }\nplan: plan.yaml");
    let keys = leavers(folder.path(), 3);
    assert_eq!(keys.len(), 3);
    let demo = Demo::start(folder.path(), &[]);
    let two_wait = |told: &Value| told["braked"].as_array().is_some_and(|all| all.len() == 2);
    let (status, told) = until(folder.path(), |told| two_wait(told) && told["accounts"]["erased"] == 1);
    assert_eq!(status, Some(1), "somebody must look");
    assert_eq!((&told["accounts"]["erased"], &told["accounts"]["deactivated"]), (&1.into(), &2.into()));
    assert_eq!((&told["braked"][0]["limit"], &told["braked"][0]["allowed"]), (&"accounts".into(), &1.into()));
    let config = folder.path().join("farewell.yaml");
    let text = run(&["status", "--config", config.to_str().expect("a plain path")]);
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    assert!(text.contains("Held back by the brake") && text.contains("farewell release"), "{text}");

    let waiting = told["braked"][0]["account"].as_str().expect("a key").to_owned();
    let (status, released) =
        report(folder.path(), &["release", "--account", &waiting, "--because", "looked at it"]);
    assert_eq!((status, &released["released"], &released["still"]), (Some(0), &"brake".into(), &Value::Null));
    let (status, _) = until(folder.path(), |told| told["accounts"]["erased"] == 2);
    assert_eq!(status, Some(1), "one still waits");
    demo.stop();

    let last = until(folder.path(), |_| true).1["braked"][0]["account"].as_str().expect("a key").to_owned();
    let (status, told) = report(folder.path(), &["erase", "--due"]);
    assert_eq!(status, Some(1), "what is due by itself is braked by hand too: {told}");
    assert_eq!(report(folder.path(), &["erase", "--account", &last]).0, Some(0), "who names it has looked");
    assert_eq!(report(folder.path(), &["status"]).0, Some(0));
}

#[tokio::test]
async fn an_operator_watches_first_and_erases_when_content() {
    let folder = tempfile::tempdir().expect("a folder");
    let (member_id, password) = short_of_breath(folder.path());
    configure(folder.path(), "plan: plan.yaml", "mode: observe\nplan: plan.yaml");
    let (key, _, _, _) = member_row(folder.path(), &member_id).await;
    let key = key.to_string();
    let rows = async || {
        let shop = shop(folder.path()).await;
        let sql = "SELECT (SELECT count(*) FROM members WHERE username = $1 AND status = 'active') * 1000 \
                   + (SELECT count(*) FROM devices WHERE member_id = (SELECT id FROM members WHERE username = $1))";
        let rows = shop.query(sql, &[member_id.as_str().into()]).await.expect("a row");
        let number = rows[0].first().as_integer().expect("a number");
        shop.close().await;
        number
    };
    let before = rows().await;
    assert!(before > 1_000, "an active member with devices");

    let demo = Demo::start(folder.path(), &[]);
    assert_eq!(
        report(folder.path(), &["deactivate", "--account", &key, "--because", "asked by letter"]).0,
        Some(0)
    );
    let (status, told) = until(folder.path(), |told| told["observed"]["accounts"] == 1);
    assert_eq!((status, &told["mode"]), (Some(0), &"observe".into()));
    let steps = told["observed"]["steps"].as_array().expect("steps");
    assert!(steps.iter().any(|step| step["table"] == "shop.devices" && step["deleted"] != 0), "{told}");
    assert_eq!(rows().await, before, "the shop is as it was");
    let member = Visitor::new(&demo);
    member.sign_in(&member_id, &password).await.goes_to("/reactivate");
    let (status, why) = (run(&["erase", "--config", &config(folder.path()), "--account", &key]), "observe");
    assert_eq!(status.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&status.stderr).contains(why));
    let (status, told) = report(folder.path(), &["doctor"]);
    assert_eq!((status, &told["checks"][1]["verdict"]), (Some(0), &"warning".into()), "{told}");
    demo.stop();

    configure(folder.path(), "mode: observe", "mode: erase");
    let demo = Demo::start(folder.path(), &[]);
    until(folder.path(), |told| told["accounts"]["erased"] == 1);
    demo.stop();
    assert_eq!(rows().await, 0);
}

fn config(folder: &Path) -> String {
    folder.join("farewell.yaml").to_str().expect("a plain path").to_owned()
}
