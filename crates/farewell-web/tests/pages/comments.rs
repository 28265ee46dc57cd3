//! Comments below the guide: anybody writes one, and it is shown when the site wants it.

use farewell_domain::comment::CommentState;

use crate::portal::Portal;

const PAGE: &str = "/help/delete-account";

/// The site has read every comment and shows it.
async fn publish_all(portal: &Portal) {
    for one in portal.farewell.comments(None).await.expect("comments") {
        let done = portal.farewell.set_comment_state(&one.id, CommentState::Published).await;
        assert!(done.expect("published"));
    }
}

#[tokio::test]
async fn a_visitor_s_comment_appears_after_it_was_read() {
    let portal = Portal::new().await;
    let mut visitor = portal.visitor();
    visitor.get(PAGE).await.says(200, &["How did it go? What was missing here?", "2,000 characters at most"]);
    let typed = [("comment", "Two forms,\r\ntwo <b>minutes</b>."), ("name", "")];
    visitor.post(PAGE, &typed).await.leads_to(PAGE);
    let page = visitor.get(PAGE).await;
    page.says(200, &["Thank you. Your comment appears here after we have read it."]);
    assert!(!page.body.contains("Two forms"), "nobody has read it");
    publish_all(&portal).await;
    let page = visitor.get(PAGE).await;
    page.says(200, &["A visitor", "November 2026", "Two forms,\ntwo <b>minutes</b>."]);
    assert!(!page.body.contains("<b>"), "{}", page.body);
    assert!(page.body.contains("<p class=\"said\" lang=\"en\" dir=\"auto\">"), "{}", page.body);
    portal.speaker("pl").get(PAGE).await.says(200, &["Komentarze", "Gość", "listopad 2026"]);
}

#[tokio::test]
async fn the_newest_fifty_stand_on_the_page_each_in_its_language() {
    let portal = Portal::new().await;
    let mut zofia = portal.signed_in("zofia").await;
    zofia.language = "pl".to_owned();
    for at in 0..52 {
        let comment = format!("komentarz numer {at}.");
        zofia.post(PAGE, &[("comment", &comment), ("name", "Ola <Lis>")]).await.leads_to(PAGE);
        portal.pass(jiff::SignedDuration::from_mins(10));
    }
    publish_all(&portal).await;
    let page = portal.visitor().get(PAGE).await;
    page.says(200, &["Ola <Lis>", "komentarz numer 51.", "komentarz numer 2."]);
    assert_eq!(page.body.matches("<p class=\"said\" lang=\"pl\"").count(), 50);
    let at = |number: u32| page.body.find(&format!("komentarz numer {number}.")).expect("shown");
    assert!(at(51) < at(50) && at(50) < at(2));
    assert!(!page.body.contains("zofia"), "nothing says who wrote it");
}

#[tokio::test]
async fn what_cannot_be_taken_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let portal = Portal::new().await;
    let mut visitor = portal.visitor();
    let answer = visitor.post(PAGE, &[("comment", " "), ("name", "Ola")]).await;
    answer
        .says(422, &["Error: How to delete your account", "Write your comment first.", "The short version"]);
    assert!(answer.body.contains("value=\"Ola\""), "{}", answer.body);
    assert!(answer.body.contains("aria-describedby=\"comment-hint comment-mistake\" aria-invalid=\"true\""));
    let long = "ż".repeat(2_001);
    let answer = visitor.post(PAGE, &[("comment", &long), ("name", &"n".repeat(61))]).await;
    let both = ["“Your comment” is too long: 2,000", "“Your name (optional)” is too long: 60 characters"];
    answer.says(422, &both);
    assert!(answer.body.contains(&long));
    visitor.post(PAGE, &[("comment", "a\u{1b}[31m")]).await.says(422, &["invisible control characters"]);
    visitor.post(PAGE, &[("name", "Ola")]).await.says(422, &["Write your comment first."]);
    assert!(portal.farewell.comments(None).await.expect("comments").is_empty());
}

#[tokio::test]
async fn somebody_who_writes_too_often_keeps_the_words_and_waits() {
    let portal = Portal::new().await;
    let mut visitor = portal.visitor();
    for _ in 0..5 {
        visitor.post(PAGE, &[("comment", "Again.")]).await.leads_to(PAGE);
    }
    let answer = visitor.post(PAGE, &[("comment", "My sixth.")]).await;
    answer.says(429, &["Too many comments came in at once.", "My sixth."]);
    assert_eq!(answer.header("retry-after"), "601");
}
