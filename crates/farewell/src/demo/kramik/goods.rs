//! What stands on the shelves: suppliers (companies), categories and products. Nobody's data.

use super::calendar::{DAY, OPENED, text};
use super::dice::Dice;
use super::table::{Table, row};

/// Slug, English, Polish, and the slug of the category above.
const CATEGORIES: &[(&str, &str, &str, Option<&str>)] = &[
    ("kitchen", "Kitchen", "Kuchnia", None),
    ("home", "Home", "Dom", None),
    ("wear", "To wear", "Do noszenia", None),
    ("paper", "Paper", "Papier", None),
    ("garden", "Garden", "Ogród", None),
    ("pantry", "Pantry", "Spiżarnia", None),
    ("pots", "Pots and mugs", "Garnki i kubki", Some("kitchen")),
    ("boards", "Boards and spoons", "Deski i łyżki", Some("kitchen")),
    ("textiles", "Blankets and cushions", "Koce i poduszki", Some("home")),
    ("lamps", "Lamps and candles", "Lampy i świece", Some("home")),
    ("baskets", "Baskets", "Koszyki", Some("home")),
    ("knits", "Knitted things", "Dzianiny", Some("wear")),
    ("bags", "Bags", "Torby", Some("wear")),
    ("notebooks", "Notebooks", "Zeszyty", Some("paper")),
    ("cards", "Cards", "Kartki", Some("paper")),
    ("tools", "Tools", "Narzędzia", Some("garden")),
    ("flowerpots", "Flower pots", "Doniczki", Some("garden")),
    ("preserves", "Preserves", "Przetwory", Some("pantry")),
    ("tea", "Tea and herbs", "Herbaty i zioła", Some("pantry")),
];

/// Slug, category, English, Polish, and the price in cents.
const ITEMS: &[(&str, &str, &str, &str, i64)] = &[
    ("mug", "pots", "Mug", "Kubek", 4_900),
    ("teapot", "pots", "Teapot", "Czajniczek", 18_900),
    ("bowl", "pots", "Bowl", "Miska", 7_900),
    ("butter-dish", "pots", "Butter dish", "Maselniczka", 9_900),
    ("pot", "pots", "Casserole", "Garnek", 22_900),
    ("board", "boards", "Cutting board", "Deska do krojenia", 8_900),
    ("spoon", "boards", "Wooden spoon", "Drewniana łyżka", 2_400),
    ("rolling-pin", "boards", "Rolling pin", "Wałek do ciasta", 5_400),
    ("salt-box", "boards", "Salt box", "Solniczka", 6_200),
    ("blanket", "textiles", "Blanket", "Koc", 24_900),
    ("cushion", "textiles", "Cushion", "Poduszka", 8_400),
    ("tablecloth", "textiles", "Tablecloth", "Obrus", 13_900),
    ("tea-towel", "textiles", "Tea towel", "Ściereczka", 2_900),
    ("lamp", "lamps", "Table lamp", "Lampka", 19_900),
    ("candle", "lamps", "Candle", "Świeca", 3_900),
    ("lantern", "lamps", "Garden lantern", "Latarenka", 11_900),
    ("basket", "baskets", "Basket", "Koszyk", 9_400),
    ("bread-basket", "baskets", "Bread basket", "Koszyk na chleb", 6_900),
    ("hamper", "baskets", "Hamper", "Kosz piknikowy", 21_900),
    ("scarf", "knits", "Scarf", "Szalik", 10_900),
    ("hat", "knits", "Hat", "Czapka", 7_400),
    ("mittens", "knits", "Mittens", "Rękawiczki", 5_900),
    ("socks", "knits", "Socks", "Skarpetki", 4_400),
    ("tote", "bags", "Tote bag", "Torba na zakupy", 5_900),
    ("satchel", "bags", "Satchel", "Tornister", 27_900),
    ("purse", "bags", "Purse", "Portmonetka", 8_900),
    ("notebook", "notebooks", "Notebook", "Zeszyt", 2_900),
    ("diary", "notebooks", "Diary", "Pamiętnik", 5_400),
    ("sketchbook", "notebooks", "Sketchbook", "Szkicownik", 4_900),
    ("postcard", "cards", "Postcard", "Pocztówka", 600),
    ("birthday-card", "cards", "Birthday card", "Kartka urodzinowa", 1_200),
    ("trowel", "tools", "Trowel", "Łopatka", 4_200),
    ("watering-can", "tools", "Watering can", "Konewka", 12_900),
    ("garden-apron", "tools", "Garden apron", "Fartuch", 9_900),
    ("flowerpot", "flowerpots", "Flower pot", "Doniczka", 3_900),
    ("window-box", "flowerpots", "Window box", "Skrzynka balkonowa", 8_900),
    ("plum-jam", "preserves", "Plum jam", "Powidła śliwkowe", 1_900),
    ("honey", "preserves", "Honey", "Miód", 3_400),
    ("linden-tea", "tea", "Linden tea", "Herbata lipowa", 1_700),
    ("mint", "tea", "Dried mint", "Suszona mięta", 1_400),
];

/// Each item is made in each of these.
const PATTERNS: &[(&str, &str, &str)] = &[
    ("wild-flower", "Wild flower", "Polny kwiat"),
    ("rainy-day", "Rainy day", "Deszczowy dzień"),
    ("first-snow", "First snow", "Pierwszy śnieg"),
    ("river-stone", "River stone", "Kamień z rzeki"),
    ("old-brick", "Old brick", "Stara cegła"),
    ("blue-hour", "Blue hour", "Niebieska godzina"),
    ("hazel", "Hazel", "Leszczyna"),
    ("swallow", "Swallow", "Jaskółka"),
    ("poppy-field", "Poppy field", "Pole maków"),
    ("moss", "Moss", "Mech"),
];

const WORKSHOPS: &[&str] = &[
    "Pracownia Glina",
    "Tkalnia Pod Lasem",
    "Stolarnia Dąb i Syn",
    "Papiernia Nad Rzeką",
    "Wiklina Rudnik",
    "Oak & Kiln",
    "The Wool Room",
    "Harbour Candles",
    "Spółdzielnia Jutrzenka",
    "Pasieka Lipowa",
    "Kuźnia Zachodnia",
    "Mill Lane Press",
];

const CITIES: &[(&str, &str)] = &[
    ("Bolesławiec", "PL"),
    ("Rudnik nad Sanem", "PL"),
    ("Zakopane", "PL"),
    ("Stoke-on-Trent", "GB"),
    ("Hay-on-Wye", "GB"),
];

/// How many suppliers there are.
const SUPPLIERS: i64 = 60;

/// `suppliers`, `categories`, `products`, in the order in which they refer to each other.
pub(crate) fn goods(dice: &mut Dice) -> [Table; 3] {
    [suppliers(dice), categories(), products(dice)]
}

fn suppliers(dice: &mut Dice) -> Table {
    let mut table = Table::new("suppliers", &["id", "name", "city", "country", "website"]);
    for id in 1..=SUPPLIERS {
        let (city, country) = *dice.pick(CITIES);
        let name = format!("{} {id}", dice.pick(WORKSHOPS));
        table.push(row![id, name, city, country, format!("https://workshop-{id}.kramik.example/")]);
    }
    table
}

fn categories() -> Table {
    let mut table = Table::new("categories", &["id", "parent_id", "slug", "name_en", "name_pl"]);
    for (slug, english, polish, above) in CATEGORIES {
        let id = table.next_id();
        table.push(row![id, above.map(category_id), *slug, *english, *polish]);
    }
    table
}

fn category_id(slug: &str) -> i64 {
    let place = CATEGORIES.iter().position(|category| category.0 == slug).unwrap_or_default();
    i64::try_from(place).unwrap_or_default() + 1
}

fn products(dice: &mut Dice) -> Table {
    let columns = &[
        "id",
        "supplier_id",
        "category_id",
        "slug",
        "name_en",
        "name_pl",
        "description_en",
        "description_pl",
        "price_cents",
        "stock",
        "created_at",
    ];
    let mut table = Table::new("products", columns);
    for (slug, category, english, polish, price) in ITEMS {
        for (pattern, in_english, in_polish) in PATTERNS {
            let id = table.next_id();
            table.push(row![
                id,
                dice.between(1, SUPPLIERS),
                category_id(category),
                format!("{slug}-{pattern}"),
                format!("{english} “{in_english}”"),
                format!("{polish} „{in_polish}”"),
                "Made by hand in a small workshop, so no two are quite the same. Ask its makers anything; they answer themselves.",
                "Wykonane ręcznie w małej pracowni, dlatego każda sztuka jest trochę inna. Na pytania odpowiadają sami wytwórcy.",
                price + 100 * dice.between(-3, 12),
                dice.between(0, 40),
                text(OPENED + dice.between(0, 2_000) * DAY),
            ]);
        }
    }
    table
}
