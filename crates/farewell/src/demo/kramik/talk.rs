//! What members say and wish: wish lists, reviews, and conversations that two people own.

use super::calendar::{DAY, HOUR, TODAY, after, text};
use super::dice::Dice;
use super::people::Person;
use super::table::{Table, row};
use super::words::{Words, review, sentence};

/// `wish_lists`, `wish_list_items`.
pub(crate) fn wishes(dice: &mut Dice, people: &[Person], products: i64) -> [Table; 2] {
    let mut lists = Table::new("wish_lists", &["id", "member_id", "name", "is_public", "created_at"]);
    let mut items = Table::new("wish_list_items", &["wish_list_id", "product_id", "note", "added_at"]);
    for person in people {
        let count = if person.candidate {
            2
        } else {
            dice.between(0, 2) * dice.between(0, 1) + i64::from(dice.chance(30))
        };
        for _ in 0..count {
            let id = lists.next_id();
            let made = after(dice, person.since);
            let name = sentence(dice, person.locale, Words::List);
            lists.push(row![id, person.id, name, dice.chance(40), text(made)]);
            // Steps upwards from a first product: no product stands on one list twice.
            let mut product = dice.between(1, products - 60);
            for _ in 0..dice.between(1, 6) {
                let note = dice.chance(10).then(|| sentence(dice, person.locale, Words::Note));
                items.push(row![id, product, note, text(after(dice, made))]);
                product += dice.between(1, 9);
            }
        }
    }
    [lists, items]
}

/// `reviews`.
pub(crate) fn reviews(dice: &mut Dice, people: &[Person], products: i64) -> Table {
    let columns = &["id", "product_id", "author_id", "nickname", "rating", "body", "created_at"];
    let mut table = Table::new("reviews", columns);
    for person in people {
        let count = if person.candidate { dice.between(3, 5) } else { dice.between(0, 4) };
        for number in 0..count {
            let id = table.next_id();
            // Each candidate speaks in the shop window.
            let shown = person.candidate && number == 0 || dice.chance(15);
            let product = if shown { in_the_window(dice) } else { dice.between(1, products) };
            let rating = *dice.pick(&[5, 5, 5, 4, 4, 3, 2, 1]);
            let body = review(dice, person.locale);
            let nickname = person.nickname.as_str();
            table.push(row![
                id,
                product,
                person.id,
                nickname,
                i64::from(rating),
                body,
                text(after(dice, person.since))
            ]);
        }
    }
    table
}

/// One of the twelve products that everybody talks about: each another item, in its first pattern.
fn in_the_window(dice: &mut Dice) -> i64 {
    1 + 10 * dice.between(0, 11)
}

/// `conversations`, `messages`.
pub(crate) fn conversations(dice: &mut Dice, people: &[Person], products: i64) -> [Table; 2] {
    let mut conversations =
        Table::new("conversations", &["id", "started_by", "product_id", "subject", "created_at"]);
    let mut messages = Table::new(
        "messages",
        &["id", "conversation_id", "sender_id", "recipient_id", "body", "sent_at", "read_at"],
    );
    for person in people {
        let count = if person.candidate { 3 } else { dice.between(0, 1) + i64::from(dice.chance(30)) };
        for _ in 0..count {
            let other = other_than(dice, people, person);
            let id = conversations.next_id();
            let begun = dice.between(person.since.max(other.since), TODAY);
            let product = dice.chance(70).then(|| dice.between(1, products));
            let subject = sentence(dice, person.locale, Words::Subject);
            conversations.push(row![id, person.id, product, subject, text(begun)]);
            exchange(dice, &mut messages, id, [person, other], begun);
        }
    }
    [conversations, messages]
}

fn other_than<'a>(dice: &mut Dice, people: &'a [Person], person: &Person) -> &'a Person {
    loop {
        let other = dice.pick(people);
        if other.id != person.id {
            return other;
        }
    }
}

/// The two write in turn.
fn exchange(dice: &mut Dice, messages: &mut Table, conversation: i64, pair: [&Person; 2], begun: i64) {
    let [mut sender, mut recipient] = pair;
    let mut sent = begun;
    for _ in 0..dice.between(2, 7) {
        let id = messages.next_id();
        let body = sentence(dice, pair[0].locale, Words::Message);
        let read = dice.chance(90).then(|| text(sent + dice.between(60, 5 * HOUR)));
        messages.push(row![id, conversation, sender.id, recipient.id, body, text(sent), read]);
        sent = (sent + dice.between(600, 2 * DAY)).min(TODAY);
        (sender, recipient) = (recipient, sender);
    }
}
