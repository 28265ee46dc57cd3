//! What was bought: orders, their items, payments and invoices.

use super::calendar::{DAY, HOUR, TODAY, after, text};
use super::dice::Dice;
use super::names;
use super::people::Person;
use super::table::{Table, row};
use super::words::{Words, sentence};

/// An order younger than this may still be on its way.
const DELIVERY: i64 = 20 * DAY;
/// A candidate's orders are not older: every one of them is kept by law.
const CANDIDATES_ORDERS: i64 = 1_000 * DAY;

/// An order, for the tables that hang on it.
struct Order<'a> {
    id: i64,
    buyer: &'a Person,
    created: i64,
    status: &'static str,
    closed: Option<i64>,
    /// Product, how many, and the price of one, in cents.
    items: Vec<(i64, i64, i64)>,
}

impl Order<'_> {
    fn total(&self) -> i64 {
        self.items.iter().map(|(_, quantity, price)| quantity * price).sum()
    }
}

/// `orders`, `order_items`, `payments`, `invoices`, in the order in which they refer to each other.
pub(crate) fn trade(dice: &mut Dice, people: &[Person], products: i64) -> [Table; 4] {
    let orders = place_orders(dice, people, products);
    [order_rows(dice, &orders), item_rows(&orders), payment_rows(dice, &orders), invoice_rows(dice, &orders)]
}

fn place_orders<'a>(dice: &mut Dice, people: &'a [Person], products: i64) -> Vec<Order<'a>> {
    let mut orders = Vec::new();
    for buyer in people {
        let count = if buyer.candidate { dice.between(5, 8) } else { dice.between(0, 6) };
        for number in 0..count {
            let id = i64::try_from(orders.len()).unwrap_or_default() + 1;
            let created = if buyer.candidate {
                dice.between(TODAY - CANDIDATES_ORDERS, TODAY - 2 * DELIVERY)
            } else {
                after(dice, buyer.since)
            };
            let (status, closed) = fate(dice, created, buyer.candidate && number == 0);
            let items = (0..dice.between(1, 3) + i64::from(dice.chance(20)))
                .map(|_| (dice.between(1, products), dice.between(1, 3), 100 * dice.between(12, 250)))
                .collect();
            orders.push(Order { id, buyer, created, status, closed, items });
        }
    }
    orders
}

/// What became of an order, and when that was settled.
fn fate(dice: &mut Dice, created: i64, cancel: bool) -> (&'static str, Option<i64>) {
    let settled = created + dice.between(HOUR, DELIVERY);
    if settled > TODAY {
        (*dice.pick(&["open", "shipped"]), None)
    } else if cancel || dice.chance(4) {
        ("cancelled", Some(settled))
    } else {
        ("closed", Some(settled))
    }
}

fn order_rows(dice: &mut Dice, orders: &[Order]) -> Table {
    let columns = &[
        "id",
        "number",
        "buyer_id",
        "status",
        "total_cents",
        "ship_name",
        "ship_street",
        "ship_city",
        "phone",
        "note",
        "created_at",
        "closed_at",
    ];
    let mut table = Table::new("orders", columns);
    for order in orders {
        let buyer = order.buyer;
        let place = names::place(dice, buyer.locale);
        let note = dice.chance(15).then(|| sentence(dice, buyer.locale, Words::Note));
        table.push(row![
            order.id,
            format!("K-{:06}", order.id),
            buyer.id,
            order.status,
            order.total(),
            buyer.full_name.as_str(),
            place.street,
            format!("{} {}", place.postal_code, place.city),
            dice.chance(80).then_some(buyer.phone.as_str()),
            note,
            text(order.created),
            order.closed.map(text),
        ]);
    }
    table
}

fn item_rows(orders: &[Order]) -> Table {
    let mut table = Table::new("order_items", &["id", "order_id", "product_id", "quantity", "price_cents"]);
    for order in orders {
        for (product, quantity, price) in &order.items {
            let id = table.next_id();
            table.push(row![id, order.id, *product, *quantity, *price]);
        }
    }
    table
}

fn payment_rows(dice: &mut Dice, orders: &[Order]) -> Table {
    let columns = &["id", "order_id", "method", "amount_cents", "payer_name", "card_last4", "paid_at"];
    let mut table = Table::new("payments", columns);
    for order in orders.iter().filter(|order| order.status != "cancelled") {
        let id = table.next_id();
        let method = *dice.pick(&["card", "transfer", "blik"]);
        let card = (method == "card").then(|| format!("{:04}", dice.between(0, 9_999)));
        let payer = order.buyer.full_name.as_str();
        table.push(row![
            id,
            order.id,
            method,
            order.total(),
            payer,
            card,
            text(order.created + dice.between(30, 3_000))
        ]);
    }
    table
}

fn invoice_rows(dice: &mut Dice, orders: &[Order]) -> Table {
    let columns =
        &["id", "order_id", "number", "buyer_name", "buyer_address", "total_cents", "tax_cents", "issued_at"];
    let mut table = Table::new("invoices", columns);
    for order in orders.iter().filter(|order| order.status == "closed") {
        let id = table.next_id();
        let place = names::place(dice, order.buyer.locale);
        let total = order.total();
        table.push(row![
            id,
            order.id,
            format!("FV/{id:05}"),
            order.buyer.full_name.as_str(),
            format!("{}, {} {}", place.street, place.postal_code, place.city),
            total,
            // 23 % are in the price.
            total - total * 100 / 123,
            text(order.closed.unwrap_or(order.created)),
        ]);
    }
    table
}
