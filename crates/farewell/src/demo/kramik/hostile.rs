//! What people really type, and what they type to see what happens. One row of a hundred holds some of it.

use farewell_erasure::cell::Cell;

use super::dice::Dice;
use super::table::Table;

const STRINGS: &[&str] = &[
    "O'Brien \"Bob\" \\ Sons",
    "'; DROP TABLE members; --",
    "Robert'); DELETE FROM orders WHERE ('1'='1",
    "NULL",
    "007",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "<script>alert('kramik')</script>",
    "\"><img src=x onerror=alert(1)>",
    "🦊 👩‍👩‍👧‍👦 🏳️‍🌈",
    "\u{202e}gro.elpmaxe\u{202c} שלום مرحبا",
    "Z\u{0335}a\u{0336}l\u{0337}g\u{0338}o e\u{0301} \u{fb03} İıßſ",
    "%s %n $1 ?1 :name @name \\0",
    "subject\r\nBcc: everyone@kramik.example",
    "\u{feff}first\u{a0}second\u{200b}third",
    "  padded\t",
    "1e309",
    "-- ,\"a\";b\n=HYPERLINK(\"http://kramik.example\")",
];

/// How many letters the longest of them has.
const VERY_LONG: usize = 4_000;

/// Puts hostile text into one row of a hundred, into all of `columns` at once; rows that `spared` names stay as they are.
pub(crate) fn season(dice: &mut Dice, table: &mut Table, columns: &[&str], spared: impl Fn(&[Cell]) -> bool) {
    let places: Vec<usize> =
        columns.iter().filter_map(|name| table.columns.iter().position(|column| column == name)).collect();
    debug_assert_eq!(places.len(), columns.len(), "columns of {}", table.name);
    for row in &mut table.rows {
        if !dice.chance(1) || spared(row) {
            continue;
        }
        for place in &places {
            row[*place] = Cell::from(string(dice));
        }
    }
}

/// One hostile string.
pub(crate) fn string(dice: &mut Dice) -> String {
    if dice.chance(4) {
        return "Grzegżółka ".chars().cycle().take(VERY_LONG).collect();
    }
    (*dice.pick(STRINGS)).to_owned()
}

/// Whether a text is one of these, or starts as one of them (a unique column adds a number).
#[cfg(test)]
pub(crate) fn is_hostile(text: &str) -> bool {
    text.chars().count() >= VERY_LONG || STRINGS.iter().any(|hostile| text.starts_with(hostile))
}
