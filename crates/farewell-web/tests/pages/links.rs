//! No dead links, and the guide's eight steps.

use std::collections::BTreeSet;

use crate::portal::{Portal, Visitor};

#[tokio::test]
async fn the_short_version_has_eight_linked_steps() {
    let portal = Portal::new().await;
    for (language, last) in
        [("en", "Press the orange button, Deactivate my account."), ("pl", "Naciśnij pomarańczowy przycisk")]
    {
        let page = portal.speaker(language).get("/help/delete-account").await;
        let steps =
            page.body.split("<ol").nth(1).and_then(|rest| rest.split("</ol>").next()).expect("a list");
        assert_eq!(steps.matches("<li><a href=\"/").count(), 8, "{steps}");
        assert_eq!(steps.matches("<li>").count(), 8);
        page.says(200, &[last]);
    }
}

#[tokio::test]
async fn no_link_is_dead_for_guests_members_and_the_deactivated() {
    let portal = Portal::new().await;
    let of_a_guest = crawl(&mut portal.visitor()).await;
    assert!(of_a_guest.len() > 15, "{of_a_guest:?}");
    let mut member = portal.signed_in("zofia").await;
    member.post("/account/deactivate", &[("identifier", "zofia"), ("phrase", "Deactivate my account")]).await;
    crawl(&mut member).await;
    crawl(&mut portal.deactivated("ed").await).await;
}

#[tokio::test]
async fn no_link_is_dead_where_anybody_may_sign_up() {
    let portal = Portal::own().await;
    let seen = crawl(&mut portal.visitor()).await;
    assert!(seen.contains("/sign-up"), "{seen:?}");
}

/// Follows every link from the start page; none may end in an error, and every fragment must exist.
async fn crawl(visitor: &mut Visitor<'_>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut waiting = vec!["/".to_owned(), "/goodbye".to_owned(), "/forgot-password?sent=yes".to_owned()];
    while let Some(href) = waiting.pop() {
        let (path, fragment) = href.split_once('#').unwrap_or((&href, ""));
        if !path.starts_with('/') || !seen.insert(href.clone()) {
            continue;
        }
        let answer = visitor.get(path).await;
        assert!(answer.status.is_success() || answer.status.is_redirection(), "{href}: {}", answer.status);
        if answer.status.is_success() && !fragment.is_empty() {
            assert!(answer.body.contains(&format!("id=\"{fragment}\"")), "{href}");
        }
        if answer.status.is_redirection() {
            waiting.push(answer.header("location").to_owned());
        }
        waiting.extend(answer.targets("href").into_iter().map(|link| match link.strip_prefix('#') {
            Some(_) => format!("{path}{link}"),
            None => link,
        }));
    }
    seen
}
