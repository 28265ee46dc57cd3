//! What the people of Kramik write to each other, in both languages. No sentence names anybody.

use super::dice::Dice;

const REVIEW_EN: &[&str] = &[
    "Exactly as in the picture.",
    "Smaller than I thought, and nicer.",
    "It arrived in two days, well packed.",
    "A gift for my sister; she asked for another one.",
    "The color is a little darker than shown.",
    "Holds up after a year of daily use.",
    "One handle came loose, the shop sent a new one.",
    "Would buy again.",
    "Smells of the workshop for a week, then it is gone.",
    "Not for the dishwasher, whatever the label says.",
    "My cat has claimed it.",
    "Good, honest work.",
    "The box was dented, what was in it was not.",
];
const REVIEW_PL: &[&str] = &[
    "Dokładnie jak na zdjęciu.",
    "Mniejsze, niż się wydaje, ale ładniejsze.",
    "Przyszło po dwóch dniach, dobrze zapakowane.",
    "Prezent dla siostry, prosi o drugi.",
    "Kolor trochę ciemniejszy niż na zdjęciu.",
    "Po roku codziennego używania jak nowe.",
    "Uchwyt się poluzował, sklep przysłał nowy.",
    "Na pewno kupię ponownie.",
    "Pierwszy tydzień pachnie warsztatem, potem przestaje.",
    "Nie nadaje się do zmywarki, choć na etykiecie jest inaczej.",
    "Kot uznał, że to jego.",
    "Porządna robota.",
    "Pudełko wgniecione, zawartość cała.",
];
const MESSAGE_EN: &[&str] = &[
    "Hello, is this still available?",
    "Yes, two are left.",
    "Could you send it by Friday?",
    "Posted this morning.",
    "Does it come in blue as well?",
    "Thank you, it has arrived.",
    "Would you take a little less for three of them?",
    "I can put one aside until Monday.",
    "What are its measures, please?",
    "Thirty centimeters across.",
    "Sorry for the late answer, I was at the fair.",
    "No hurry at all.",
    "Is it all right in the oven?",
    "Up to 200 degrees, yes.",
];
const MESSAGE_PL: &[&str] = &[
    "Dzień dobry, czy to jeszcze dostępne?",
    "Tak, zostały dwie sztuki.",
    "Czy da się wysłać do piątku?",
    "Wysłane dziś rano.",
    "Czy jest też w niebieskim kolorze?",
    "Dziękuję, paczka dotarła.",
    "A przy trzech sztukach trochę taniej?",
    "Mogę odłożyć jedną do poniedziałku.",
    "Jakie to ma wymiary?",
    "Trzydzieści centymetrów średnicy.",
    "Przepraszam za późną odpowiedź, trwały targi.",
    "Nie ma pośpiechu.",
    "Czy można to wstawić do piekarnika?",
    "Do 200 stopni, tak.",
];
const SUBJECT_EN: &[&str] =
    &["A question", "Your order", "Shipping", "Measures", "One more thing", "Thank you"];
const SUBJECT_PL: &[&str] =
    &["Pytanie", "Zamówienie", "Wysyłka", "Wymiary", "Jeszcze jedno", "Podziękowanie"];
const NOTE_EN: &[&str] = &[
    "Please ring twice.",
    "Leave it with the neighbor.",
    "No invoice in the box, it is a gift.",
    "After six, please.",
];
const NOTE_PL: &[&str] = &[
    "Proszę dzwonić dwa razy.",
    "Można zostawić u sąsiadów.",
    "Bez faktury w paczce, to prezent.",
    "Proszę po osiemnastej.",
];
const LIST_EN: &[&str] = &["Birthdays", "For the kitchen", "Someday", "The new flat", "Christmas"];
const LIST_PL: &[&str] = &["Urodziny", "Do kuchni", "Kiedyś", "Nowe mieszkanie", "Święta"];
const BIO_EN: &[&str] =
    &["Buys more wool than one can knit.", "Looking for lids without pots.", "Coffee first.", "New here."];
const BIO_PL: &[&str] =
    &["Więcej wełny niż swetrów.", "Szuka pokrywek do garnków.", "Najpierw kawa.", "Zagląda tu w niedziele."];

/// What a text is for.
#[derive(Clone, Copy)]
pub(crate) enum Words {
    Review,
    Message,
    Subject,
    Note,
    List,
    Bio,
}

/// One sentence in this language.
pub(crate) fn sentence(dice: &mut Dice, locale: &str, words: Words) -> &'static str {
    let polish = locale == "pl";
    let from = match words {
        Words::Review => {
            if polish {
                REVIEW_PL
            } else {
                REVIEW_EN
            }
        }
        Words::Message => {
            if polish {
                MESSAGE_PL
            } else {
                MESSAGE_EN
            }
        }
        Words::Subject => {
            if polish {
                SUBJECT_PL
            } else {
                SUBJECT_EN
            }
        }
        Words::Note => {
            if polish {
                NOTE_PL
            } else {
                NOTE_EN
            }
        }
        Words::List => {
            if polish {
                LIST_PL
            } else {
                LIST_EN
            }
        }
        Words::Bio => {
            if polish {
                BIO_PL
            } else {
                BIO_EN
            }
        }
    };
    let said: &&str = dice.pick(from);
    said
}

/// One to three different sentences of a review.
pub(crate) fn review(dice: &mut Dice, locale: &str) -> String {
    let mut said: Vec<&str> = Vec::new();
    for _ in 0..dice.between(1, 3) {
        let next = sentence(dice, locale, Words::Review);
        if !said.contains(&next) {
            said.push(next);
        }
    }
    said.join(" ")
}
