//! More than any browser sends.

use reqwest::Client;

use crate::demo::Demo;
use crate::visitor::Visitor;

#[tokio::test]
async fn somebody_who_floods_the_server_with_headers_is_refused_and_disturbs_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = Demo::start(folder.path(), &[]);
    let member = Visitor::new(&demo);
    member.sign_in(&demo.member_id, &demo.password).await;
    for (count, length) in [(500, 10), (1, 1_000_000), (90, 20_000)] {
        let mut flood = Client::new().get(format!("{}/account", demo.address));
        for number in 0..count {
            flood = flood.header(format!("x-flood-{number}"), "a".repeat(length));
        }
        // Refused, or cut off in the middle of it.
        if let Ok(answer) = flood.send().await {
            assert!(answer.status().is_client_error(), "{count} headers of {length}: {}", answer.status());
        }
        assert!(member.is_signed_in().await);
    }
    demo.stop();
}
