//! The members, and what belongs to one of them alone: addresses, settings, devices, the app's sign-ins, the newsletter.

use super::calendar::{DAY, OPENED, TODAY, after, text};
use super::candidates::{Candidate, NOBODY_KNOWS, candidate};
use super::dice::Dice;
use super::hostile;
use super::names::{self, ascii};
use super::table::{Table, row};
use super::words::{Words, sentence};

/// How many people have an account at Kramik.
pub(crate) const MEMBERS: i64 = 2_000;

/// What the other tables need to know of a member.
pub(crate) struct Person {
    pub(crate) id: i64,
    pub(crate) full_name: String,
    /// What stands beside this person's reviews.
    pub(crate) nickname: String,
    pub(crate) email: String,
    pub(crate) locale: &'static str,
    pub(crate) phone: String,
    /// Seconds since 1970.
    pub(crate) since: i64,
    /// One of the sample members that a visitor may be.
    pub(crate) candidate: bool,
    username: String,
    gender: Option<&'static str>,
    bio: Option<String>,
}

/// All members, in the order of their ids.
pub(crate) fn people(dice: &mut Dice) -> Vec<Person> {
    (1..=MEMBERS)
        .map(|id| match candidate(id) {
            Some(known) => from_candidate(known, id),
            None => somebody(dice, id),
        })
        .collect()
}

fn from_candidate(known: &'static Candidate, id: i64) -> Person {
    Person {
        id,
        full_name: known.full_name.to_owned(),
        nickname: known.nickname.to_owned(),
        email: known.email.to_owned(),
        locale: known.locale,
        phone: known.phone.to_owned(),
        since: OPENED + 1_500 * DAY + id * 3_607,
        candidate: true,
        username: known.username.to_owned(),
        gender: Some(known.gender),
        bio: Some(known.bio.to_owned()),
    }
}

fn somebody(dice: &mut Dice, id: i64) -> Person {
    let locale = if dice.chance(70) { "pl" } else { "en" };
    let name = names::name(dice, locale);
    let (first, last) = (ascii(name.first), ascii(&name.last));
    let domain = *dice.pick(&["poczta.example", "mail.example", "example.com", "example.org"]);
    let mut person = Person {
        id,
        full_name: format!("{} {}", name.first, name.last),
        nickname: format!("{} {}.", name.first, name.last.chars().next().unwrap_or('K')),
        email: format!("{first}.{last}{id}@{domain}"),
        locale,
        phone: names::phone(dice, locale),
        since: after(dice, OPENED),
        candidate: false,
        // The number makes it unique: letters never end in a digit.
        username: match dice.between(1, 3) {
            1 => format!("{first}{id}"),
            2 => format!("{first}.{last}{id}"),
            _ => format!("{last}_{first}_{id}"),
        },
        gender: dice.chance(80).then_some(name.gender),
        bio: dice.chance(40).then(|| sentence(dice, locale, Words::Bio).to_owned()),
    };
    if dice.chance(1) {
        become_hostile(dice, &mut person);
    }
    person
}

fn become_hostile(dice: &mut Dice, person: &mut Person) {
    let name = hostile::string(dice);
    person.username = format!("{name}{}", person.id);
    person.email = format!("o'hara+{{{{7*7}}}}{}@example.org", person.id);
    person.nickname.clone_from(&name);
    person.full_name = name;
    person.bio = Some(hostile::string(dice));
}

/// `members`.
pub(crate) fn members(dice: &mut Dice, people: &[Person]) -> Table {
    let columns = &[
        "id",
        "username",
        "email",
        "password_hash",
        "full_name",
        "gender",
        "locale",
        "phone",
        "bio",
        "avatar_color",
        "created_at",
        "email_verified_at",
        "last_seen_at",
    ];
    let mut table = Table::new("members", columns);
    for person in people {
        let verified = person.candidate || dice.chance(96);
        table.push(row![
            person.id,
            person.username.as_str(),
            person.email.as_str(),
            candidate(person.id).map_or(NOBODY_KNOWS, |known| known.password_hash),
            person.full_name.as_str(),
            person.gender,
            person.locale,
            (person.candidate || dice.chance(70)).then_some(person.phone.as_str()),
            person.bio.as_deref(),
            format!("#{}", dice.hex(6)),
            text(person.since),
            verified.then(|| text(person.since + dice.between(60, DAY))),
            text(after(dice, person.since)),
        ]);
    }
    table
}

/// `addresses`: one for each, two for some.
pub(crate) fn addresses(dice: &mut Dice, people: &[Person]) -> Table {
    let columns =
        &["id", "member_id", "label", "recipient", "street", "postal_code", "city", "country", "is_default"];
    let mut table = Table::new("addresses", columns);
    for person in people {
        let count = if person.candidate { 2 } else { dice.between(1, 2) };
        for number in 1..=count {
            let id = table.next_id();
            let place = names::place(dice, person.locale);
            let label = if person.locale == "pl" { ["Dom", "Praca"] } else { ["Home", "Work"] };
            table.push(row![
                id,
                person.id,
                if number == 1 { label[0] } else { label[1] },
                person.full_name.as_str(),
                place.street,
                place.postal_code,
                place.city,
                place.country,
                number == 1,
            ]);
        }
    }
    table
}

/// `notification_settings`: one row for each, under the member's own key.
pub(crate) fn notification_settings(dice: &mut Dice, people: &[Person]) -> Table {
    let mut table = Table::new(
        "notification_settings",
        &["member_id", "order_updates", "messages", "offers", "quiet_hours"],
    );
    for person in people {
        let quiet = dice.chance(20).then_some("22:00-07:00");
        table.push(row![person.id, dice.chance(95), dice.chance(90), dice.chance(45), quiet]);
    }
    table
}

/// `devices`.
pub(crate) fn devices(dice: &mut Dice, people: &[Person]) -> Table {
    let mut table = Table::new("devices", &["id", "member_id", "name", "push_token", "last_seen_at"]);
    for person in people {
        let count = if person.candidate { 2 } else { dice.between(0, 2) };
        for _ in 0..count {
            let id = table.next_id();
            let name = *dice.pick(&["Phone", "Telefon", "Tablet", "Old phone", "Służbowy"]);
            table.push(row![id, person.id, name, dice.hex(32), text(after(dice, person.since))]);
        }
    }
    table
}

/// `app_sessions`: where the shop's own app is signed in.
pub(crate) fn app_sessions(dice: &mut Dice, people: &[Person]) -> Table {
    let columns = &["token", "member_id", "user_agent", "ip", "created_at", "expires_at"];
    let mut table = Table::new("app_sessions", columns);
    for person in people {
        let count = if person.candidate { 2 } else { dice.between(0, 2) };
        for _ in 0..count {
            let begun = TODAY - dice.between(1, 60) * DAY;
            let agent = *dice.pick(&[
                "Kramik/4.2 (Android 16)",
                "Kramik/4.1 (iOS 20)",
                "Mozilla/5.0 (X11; Linux x86_64)",
            ]);
            // 192.0.2.0/24 is for documentation (RFC 5737).
            let ip = format!("192.0.2.{}", dice.between(1, 254));
            table.push(row![dice.hex(40), person.id, agent, ip, text(begun), text(begun + 90 * DAY)]);
        }
    }
    table
}

/// `newsletter`: addresses of members, and of people who never became one.
pub(crate) fn newsletter(dice: &mut Dice, people: &[Person]) -> Table {
    let mut table = Table::new("newsletter", &["email", "language", "came_from", "subscribed_at"]);
    for person in people {
        if person.candidate || dice.chance(60) {
            let from = *dice.pick(&["sign-up", "footer", "order"]);
            table.push(row![person.email.as_str(), person.locale, from, text(after(dice, person.since))]);
        }
    }
    for number in 1..=150 {
        let address = format!("reader{number}@readers.example");
        table.push(row![address, "pl", "footer", text(after(dice, OPENED))]);
    }
    table
}
