//! Two at the same moment, on several threads: one of them wins, and nothing is half-done.

use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinHandle;
use tokio::time::{Duration, sleep};

use crate::Farewell;
use crate::deactivate::DeactivateError;
use crate::message::Message;
use crate::reactivate::{EraseNowError, ReturnError, Returner};
use crate::recovery::ResetError;
use crate::session::Visit;

use super::site::{BROWSER, PASSWORD, Site, token_of};

const NEW: &str = "an evening by the other lake";
const CROWD: usize = 64;

/// Does the same for everyone at the same moment.
async fn together<T: Send + 'static, W: Future<Output = T> + Send + 'static>(
    everyone: impl IntoIterator<Item = W>,
) -> Vec<T> {
    let everyone: Vec<W> = everyone.into_iter().collect();
    let start = Arc::new(Barrier::new(everyone.len()));
    let begun: Vec<JoinHandle<T>> = everyone
        .into_iter()
        .map(|one| {
            let start = Arc::clone(&start);
            tokio::spawn(async move {
                start.wait().await;
                one.await
            })
        })
        .collect();
    let mut done = Vec::new();
    for one in begun {
        done.push(one.await.expect("no panic"));
    }
    done
}

/// How many mails of each kind a member has got: goodbyes, welcomes, last ones.
fn got(mails: &[crate::message::Delivery], to: &str) -> (usize, usize, usize) {
    let own = |wanted: fn(&Message) -> bool| {
        mails.iter().filter(|mail| mail.to == to && wanted(&mail.message)).count()
    };
    (
        own(|message| matches!(message, Message::Deactivated { .. })),
        own(|message| matches!(message, Message::Reactivated)),
        own(|message| matches!(message, Message::Erased { .. })),
    )
}

/// Whoever is a little late next time is the one who won this time, so that the rounds stay near the moment in
/// which it is decided.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn coming_back_and_the_erasure_at_the_same_moment_have_one_winner_in_every_round() {
    let site = Arc::new(Site::new().await);
    let (mut back, mut erased) = (0, 0);
    let mut late = Duration::from_micros(0);
    for id in 100..140_i64 {
        let name = format!("member{id}");
        site.add(id, &name, "en", true).await;
        site.left(&name, "").await;
        let token = token_of(&site.work().await);
        site.pass_days(29);
        let (worker, farewell) = (Arc::clone(&site), site.farewell.clone());
        let erasing = tokio::spawn(async move { worker.work().await });
        let coming = tokio::spawn(async move {
            sleep(late).await;
            farewell.reactivate(&Returner::Link(&token), "").await
        });
        let answer = coming.await.expect("no panic");
        erasing.await.expect("no panic");
        let mails = site.work().await;
        let row = site.cells(&format!("SELECT username || ' ' || status FROM members WHERE id = {id}")).await;
        let order = site.cells(&format!("SELECT coalesce(ship_name, '') FROM orders WHERE id = {id}")).await;
        let told = got(&mails, &format!("{name}@example.com"));
        match answer {
            Ok(_) => {
                back += 1;
                late = late * 3 / 2 + Duration::from_micros(300);
                assert_eq!((row, order), (vec![format!("{name} active")], vec!["A Name".to_owned()]));
                assert_eq!(told, (1, 1, 0));
                assert!(matches!(
                    site.farewell.visit(Some(&site.sign_in(&name).await)).await,
                    Ok(Visit::Member(_))
                ));
            }
            Err(ReturnError::Gone) => {
                erased += 1;
                late /= 2;
                assert!(!row[0].starts_with(&name) && order == [""], "{row:?} {order:?}");
                assert_eq!(told, (1, 0, 1));
                assert!(site.farewell.sign_in(&name, PASSWORD, &BROWSER, None).await.is_err());
            }
            Err(other) => panic!("{other}"),
        }
        assert_eq!(site.waiting().await, (0, 0), "nothing waits for {name}");
    }
    assert!(back > 0 && erased > 0, "{back} came back, {erased} were erased: the moment was never met");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_members_leave_at_the_same_moment_and_each_gets_one_mail() {
    let site = Site::new().await;
    let mut sessions = Vec::new();
    for id in 100..100 + CROWD {
        let name = format!("member{id}");
        site.add(i64::try_from(id).expect("a key"), &name, "en", true).await;
        sessions.push(site.confirmed(&name).await);
    }
    let leave = |session| {
        let farewell: Farewell = site.farewell.clone();
        async move { farewell.deactivate(&session, "no_reply", "").await }
    };
    for answer in together(sessions.into_iter().map(leave)).await {
        answer.expect("a goodbye");
    }
    let mails = site.work().await;
    assert_eq!(mails.len(), CROWD);
    for id in 100..100 + CROWD {
        assert_eq!(got(&mails, &format!("member{id}@example.com")), (1, 0, 0));
    }
    let told = site.cells("SELECT count(*) FROM members WHERE status = 'deactivated'").await;
    assert_eq!(told, [CROWD.to_string()], "the app has learned of each");
    let report = site.farewell.reasons_report(None).await.expect("a report");
    assert_eq!((report.confirmed, report.reasons[0].count), (CROWD as u64, CROWD as u64));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_member_who_presses_the_button_in_sixty_four_tabs_leaves_once() {
    let site = Site::new().await;
    let mut sessions = Vec::new();
    for _ in 0..CROWD {
        sessions.push(site.confirmed("zofia").await);
    }
    let leave = |session| {
        let farewell: Farewell = site.farewell.clone();
        async move { farewell.deactivate(&session, "no_reply", "").await }
    };
    let answers = together(sessions.into_iter().map(leave)).await;
    let (left, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(left.len(), 1);
    for answer in refused {
        assert!(matches!(answer, Err(DeactivateError::NotConfirmed)), "{answer:?}");
    }
    assert_eq!(site.work().await.len(), 1);
    assert_eq!(site.dump().await.matches("action=deactivated").count(), 1);
    assert_eq!(site.waiting().await, (2, 0), "one reminder and one erasure wait");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_member_who_signs_in_while_leaving_is_never_left_with_a_full_session() {
    let site = Site::new().await;
    for id in 100..120_i64 {
        let name = format!("member{id}");
        site.add(id, &name, "en", true).await;
        let session = site.confirmed(&name).await;
        let (leaving, entering) = (site.farewell.clone(), site.farewell.clone());
        let left = tokio::spawn(async move { leaving.deactivate(&session, "", "").await.map(drop) });
        let entered = tokio::spawn(async move {
            entering.sign_in(&name, PASSWORD, &BROWSER, None).await.map(|it| it.token)
        });
        left.await.expect("no panic").expect("a goodbye");
        let token = entered.await.expect("no panic").expect("the password is right");
        let visit = site.farewell.visit(Some(&token)).await.expect("a visit");
        assert!(matches!(visit, Visit::Ended(_) | Visit::Returning(_)), "{visit:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_way_back_followed_eight_times_at_once_leads_back_once() {
    let site = Site::new().await;
    site.left("zofia", "").await;
    let token = token_of(&site.work().await);
    let come = |_| {
        let (farewell, token) = (site.farewell.clone(), token.clone());
        async move { farewell.reactivate(&Returner::Link(&token), "").await }
    };
    let answers = together((0..8).map(come)).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert!(answers.iter().all(|answer| matches!(answer, Ok(_) | Err(ReturnError::Gone))), "{answers:?}");
    assert_eq!(got(&site.work().await, "zofia@example.com"), (1, 1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_for_a_new_password_used_eight_times_at_once_sets_one() {
    let site = Site::new().await;
    site.farewell.request_recovery("zofia", &BROWSER).await.expect("an answer");
    let token = token_of(&site.work().await);
    let password = |at: usize| format!("{NEW} {at}");
    let set = |at| {
        let (farewell, token) = (site.farewell.clone(), token.clone());
        async move { farewell.reset_password(&token, &password(at)).await }
    };
    let answers = together((0..8).map(set)).await;
    let won: Vec<usize> = (0..8).filter(|at| answers[*at].is_ok()).collect();
    assert_eq!(won.len(), 1, "{answers:?}");
    assert!(
        answers.iter().all(|it| matches!(it, Ok(()) | Err(ResetError::LinkUsedOrExpired))),
        "{answers:?}"
    );
    let signed_in = site.farewell.sign_in("zofia", &password(won[0]), &BROWSER, None).await;
    signed_in.expect("the winner's password is the one that counts");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn coming_back_and_erasing_now_at_the_same_moment_never_both_happen() {
    let site = Site::new().await;
    for id in 100..115_i64 {
        let name = format!("member{id}");
        site.add(id, &name, "en", true).await;
        site.left(&name, "").await;
        let token = token_of(&site.work().await);
        let (one, two) = (site.farewell.clone(), site.farewell.clone());
        let (here, there) = (token.clone(), token);
        let back = tokio::spawn(async move { one.reactivate(&Returner::Link(&here), "").await });
        let gone = tokio::spawn(async move { two.erase_now(&Returner::Link(&there), PASSWORD).await });
        let (back, gone) = (back.await.expect("no panic"), gone.await.expect("no panic"));
        assert!(matches!(gone, Ok(()) | Err(EraseNowError::Gone)), "{gone:?}");
        let mails = site.work().await;
        let told = got(&mails, &format!("{name}@example.com"));
        // Erasing now is taken up by the worker only: until then coming back still wins.
        assert_eq!(told, if back.is_ok() { (1, 1, 0) } else { (1, 0, 1) }, "{back:?} {gone:?}");
        assert_eq!(site.waiting().await, (0, 0));
    }
}
