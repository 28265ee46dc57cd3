//! Comments on the help page: written by anybody, shown by the site, without a member's identifiers after the erasure.

use farewell_domain::comment::CommentState;
use farewell_domain::language::Language;
use jiff::SignedDuration;

use crate::comment::{CommentError, CommentField, CommentForm};
use crate::limit::Client;
use crate::profile::FieldProblem;

use super::site::{BROWSER, Site};

async fn write(site: &Site, comment: &str, name: &str) -> Result<(), CommentError> {
    let form = CommentForm { comment: comment.to_owned(), name: name.to_owned() };
    site.farewell.write_comment(&form, &Language::english(), &BROWSER).await
}

/// The ids of all comments, the newest first.
async fn ids(site: &Site) -> Vec<String> {
    let found = site.farewell.comments(None).await.expect("comments");
    found.into_iter().map(|one| one.id).collect()
}

async fn shown(site: &Site) -> Vec<(Option<String>, String)> {
    let found = site.farewell.published_comments().await.expect("comments");
    found.into_iter().map(|one| (one.name, one.comment)).collect()
}

#[tokio::test]
async fn a_comment_stands_on_the_page_while_the_site_wants_it() {
    let site = Site::new().await;
    write(&site, " It took two minutes.\n\nThanks. ", " Ola ").await.expect("taken");
    assert_eq!(shown(&site).await, [], "nobody has read it");
    let waiting = site.farewell.comments(Some(CommentState::Waiting)).await.expect("comments");
    let id = waiting[0].id.as_str();
    let expected = (Some("Ola".to_owned()), "It took two minutes.\n\nThanks.".to_owned());
    for (state, on_the_page) in [(CommentState::Published, 1), (CommentState::Hidden, 0)] {
        assert!(site.farewell.set_comment_state(id, state).await.expect("changed"));
        assert_eq!(shown(&site).await, vec![expected.clone(); on_the_page]);
        assert_eq!(site.farewell.comments(Some(state)).await.expect("comments").len(), 1);
    }
    assert!(site.farewell.delete_comment(id).await.expect("deleted"));
    for gone in [id, "7", ""] {
        assert!(!site.farewell.delete_comment(gone).await.expect("nothing to delete"));
        let published = site.farewell.set_comment_state(gone, CommentState::Published).await;
        assert!(!published.expect("nothing to publish"));
    }
}

#[tokio::test]
async fn what_cannot_be_a_comment_is_refused_with_its_field() {
    use CommentField::{Comment, Name};
    let site = Site::new().await;
    let long = "ż".repeat(2_001);
    for (comment, name, expected) in [
        (" \n ", "", vec![(Comment, FieldProblem::Empty)]),
        (long.as_str(), "", vec![(Comment, FieldProblem::TooLong(2_000))]),
        ("a\u{7}b", "a\nb", vec![(Comment, FieldProblem::Invalid), (Name, FieldProblem::Invalid)]),
        ("Good.", &long[..122], vec![(Name, FieldProblem::TooLong(60))]),
    ] {
        let Err(CommentError::Fields(problems)) = write(&site, comment, name).await else {
            panic!("{comment:.10}")
        };
        assert_eq!(problems, expected, "{comment:.10}");
    }
    write(&site, &long[..4_000], &long[..120]).await.expect("as long as it may be");
}

#[tokio::test]
async fn somebody_who_writes_on_and_on_waits_and_others_do_not() {
    let site = Site::new().await;
    for at in 0..5 {
        write(&site, &format!("comment {at}"), "").await.expect("taken");
    }
    let Err(CommentError::TooOften { until }) = write(&site, "one more", "").await else {
        panic!("the sixth waits")
    };
    assert_eq!(until.duration_since(site.farewell.now()), SignedDuration::from_mins(10));
    let form = CommentForm { comment: "from elsewhere".to_owned(), name: String::new() };
    let elsewhere = Client { device: "", address: "198.51.100.4" };
    site.farewell.write_comment(&form, &Language::english(), &elsewhere).await.expect("taken");
    assert_eq!(ids(&site).await.len(), 6);
}

#[tokio::test]
async fn many_addresses_together_cannot_fill_the_database() {
    let site = Site::new().await;
    let form = CommentForm { comment: "spam".to_owned(), name: String::new() };
    for at in 0..100 {
        let address = format!("203.0.113.{at}");
        let client = Client { device: "", address: &address };
        site.farewell.write_comment(&form, &Language::english(), &client).await.expect("taken");
    }
    assert!(matches!(write(&site, "one more", "").await, Err(CommentError::TooOften { .. })));
}

#[tokio::test]
async fn an_erased_member_is_named_in_no_comment_and_the_others_stay_as_they_are() {
    let site = Site::new().await;
    write(&site, "ZOFIA sold me a mug, zofia@example.com", "Ed").await.expect("taken");
    site.pass(SignedDuration::from_secs(1));
    write(&site, "I go.", "Zofia").await.expect("taken");
    site.pass(SignedDuration::from_secs(1));
    write(&site, "It was easy.", "Ed").await.expect("taken");
    for id in ids(&site).await {
        site.farewell.set_comment_state(&id, CommentState::Published).await.expect("published");
    }
    let before = site.farewell.comments(None).await.expect("comments");
    site.left("zofia", "").await;
    site.pass_days(29);
    site.work().await;

    let mut after = site.farewell.comments(None).await.expect("comments");
    assert_eq!(after.remove(0), before[0], "nobody else's comment is touched");
    after.sort_by(|one, other| one.comment.cmp(&other.comment));
    let told: Vec<_> = after.iter().map(|one| (one.name.as_deref(), one.comment.as_str())).collect();
    assert_eq!(told, [(None, "I go."), (Some("Ed"), "[…] sold me a mug, […]")]);
    let month = "2026-10-31T23:00:00Z".parse().expect("a time");
    assert!(after.iter().all(|one| one.written_at == month), "of the others the month is left");
    let dump = site.dump().await.to_lowercase();
    for gone in ["zofia", "zofia@example.com"] {
        assert!(!dump.contains(gone), "{gone} is left in {dump}");
    }
}

#[tokio::test]
async fn nothing_says_who_wrote_a_comment() {
    let site = Site::new().await;
    let session = site.member("zofia").await;
    write(&site, "It was easy.", "").await.expect("taken");
    let dump = site.dump().await;
    let line = dump.lines().find(|line| line.starts_with("comment:")).expect("a comment");
    assert!(!line.contains(&session.account.to_string()) && !line.contains(BROWSER.address), "{line}");
}
