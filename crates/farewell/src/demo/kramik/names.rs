//! Names of people and places, Polish and English. None of the candidates' surnames is among them.

use super::dice::Dice;

const WOMEN_PL: &str = "\
    Anna, Maria, Katarzyna, Małgorzata, Agnieszka, Barbara, Ewa, Krystyna, Elżbieta, Zofia, Teresa, \
    Magdalena, Joanna, Monika, Danuta, Aleksandra, Karolina, Natalia, Julia, Wiktoria, Łucja, Żaneta, \
    Bożena, Grażyna, Hanna, Iga, Oliwia, Świętosława";
const MEN_PL: &str = "\
    Piotr, Krzysztof, Andrzej, Tomasz, Paweł, Jan, Michał, Marcin, Jakub, Adam, Stanisław, Łukasz, \
    Marek, Grzegorz, Mateusz, Wojciech, Mariusz, Dariusz, Zbigniew, Jerzy, Maciej, Rafał, Kamil, \
    Szymon, Kacper, Antoni, Żegota, Ignacy";
const SURNAMES_PL: &str = "\
    Nowak, Kowalski, Wiśniewski, Wójcik, Kowalczyk, Kamiński, Lewandowski, Zieliński, Woźniak, \
    Szymański, Dąbrowski, Kozłowski, Jankowski, Mazur, Kwiatkowski, Krawczyk, Grabowski, Pawłowski, \
    Michalski, Król, Wieczorek, Jabłoński, Wróbel, Majewski, Olszewski, Stępień, Malinowski, \
    Jaworski, Adamczyk, Dudek, Nowicki, Pawlak, Górski, Witkowski, Walczak, Sikora, Baran, Rutkowski, \
    Michalak, Szewczyk, Ostrowski, Tomaszewski, Pietrzak, Zalewski, Wróblewski, Gżegżółka, Źrebiec, \
    Łoś, Brzęczyszczykiewicz";
const WOMEN_EN: &str = "\
    Alice, Grace, Olivia, Charlotte, Amelia, Isla, Harriet, Beatrice, Florence, Matilda, Rosie, \
    Phoebe, Martha, Edith, Nora, Sinéad, Chloë, Zoë, Abigail, Ruth, Daphne, Winifred, Margaret, June";
const MEN_EN: &str = "\
    Oliver, George, Arthur, Noah, Leo, Oscar, Harry, Archie, Jack, Henry, Theodore, Edward, Samuel, \
    Daniel, Seán, Owen, Rhys, Alfred, Walter, Frederick, Hugh, Miles, Rupert, Jude";
const SURNAMES_EN: &str = "\
    Smith, Jones, Taylor, Brown, Williams, Wilson, Johnson, Davies, Patel, Robinson, Wright, \
    Thompson, Evans, Walker, White, Roberts, Green, Hall, Wood, Jackson, Clarke, O'Neill, MacDonald, \
    Fitz-Gerald, Baker, Hughes, Edwards, Turner, Hill, Cooper, Ward, Morris, Moore, Clark, Lee, King, \
    Harrison, Nuñez, Müller, Saint John, Featherstonehaugh, Ng";
const STREETS_PL: &str = "\
    Polna, Leśna, Słoneczna, Krótka, Szkolna, Ogrodowa, Lipowa, Brzozowa, Łąkowa, Kwiatowa, Źródlana, \
    Jagiellońska, al. Niepodległości, os. Kosmonautów, Żurawia";
const STREETS_EN: &str = "\
    High Street, Station Road, Mill Lane, Church Walk, Orchard Close, Bridge Street, Kiln Yard, \
    Harbour View, The Green, Rope Walk";
/// Each with the beginning of its postal code.
const CITIES_PL: &str = "\
    Warszawa|00, Kraków|30, Łódź|90, Wrocław|50, Poznań|60, Gdańsk|80, Szczecin|70, Bydgoszcz|85, \
    Lublin|20, Białystok|15, Żory|44, Świnoujście|72";
const CITIES_EN: &str = "\
    London|E1, Leeds|LS1, Bristol|BS1, York|YO1, Norwich|NR2, Glasgow|G1, Cardiff|CF10, \
    Ashby-de-la-Zouch|LE65";

/// A person's name, and what follows from it.
pub(crate) struct Name {
    pub(crate) first: &'static str,
    pub(crate) last: String,
    pub(crate) gender: &'static str,
}

/// A name as people of this language bear it.
pub(crate) fn name(dice: &mut Dice, locale: &str) -> Name {
    let female = dice.chance(52);
    let gender = if female { "woman" } else { "man" };
    let (women, men, surnames) =
        if locale == "pl" { (WOMEN_PL, MEN_PL, SURNAMES_PL) } else { (WOMEN_EN, MEN_EN, SURNAMES_EN) };
    let first = dice.word(if female { women } else { men });
    let surname = dice.word(surnames);
    let last = match surname.strip_suffix('i') {
        Some(stem) if female && (stem.ends_with("sk") || stem.ends_with("ck")) => format!("{stem}a"),
        _ => surname.to_owned(),
    };
    Name { first, last, gender }
}

/// Where somebody lives.
pub(crate) struct Place {
    pub(crate) street: String,
    pub(crate) postal_code: String,
    pub(crate) city: &'static str,
    pub(crate) country: &'static str,
}

/// A place in the country of this language.
pub(crate) fn place(dice: &mut Dice, locale: &str) -> Place {
    let house = dice.between(1, 140);
    if locale == "pl" {
        let (city, code) = city(dice, CITIES_PL);
        let flat = if dice.chance(60) { format!("/{}", dice.between(1, 60)) } else { String::new() };
        let street = format!("{} {house}{flat}", dice.word(STREETS_PL));
        Place { street, postal_code: format!("{code}-{:03}", dice.between(1, 999)), city, country: "PL" }
    } else {
        let (city, code) = city(dice, CITIES_EN);
        let street = format!("{house} {}", dice.word(STREETS_EN));
        Place { street, postal_code: format!("{code} {}AB", dice.between(1, 9)), city, country: "GB" }
    }
}

fn city(dice: &mut Dice, cities: &'static str) -> (&'static str, &'static str) {
    dice.word(cities).split_once('|').unwrap_or_default()
}

/// A number that no telephone has, and no candidate: +48 40x is not assigned, +44 7700 900xxx is kept for films.
pub(crate) fn phone(dice: &mut Dice, locale: &str) -> String {
    if locale == "pl" {
        format!("+48 401 {:03} {:03}", dice.between(0, 999), dice.between(0, 999))
    } else {
        format!("+44 7700 900{:03}", dice.between(0, 899))
    }
}

/// A name's letters as they may stand in an address: `Łucja` gives `lucja`, `O'Neill` gives `oneill`.
pub(crate) fn ascii(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'ą' | 'á' => Some('a'),
            'ć' => Some('c'),
            'ę' | 'é' | 'ë' => Some('e'),
            'ł' => Some('l'),
            'ń' | 'ñ' => Some('n'),
            'ó' => Some('o'),
            'ś' => Some('s'),
            'ü' => Some('u'),
            'ź' | 'ż' => Some('z'),
            letter if letter.is_ascii_alphanumeric() => Some(letter),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::candidates::CANDIDATES;
    use super::{MEN_EN, MEN_PL, SURNAMES_EN, SURNAMES_PL, WOMEN_EN, WOMEN_PL, ascii};

    #[test]
    fn names_become_plain_letters() {
        let lists = [WOMEN_PL, MEN_PL, SURNAMES_PL, WOMEN_EN, MEN_EN, SURNAMES_EN];
        for name in lists.iter().flat_map(|list| list.split(", ")) {
            let plain = ascii(name);
            let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
            assert_eq!(plain.len(), letters, "{name}");
        }
    }

    #[test]
    fn nobody_shares_a_candidates_surname() {
        let surnames: Vec<&str> =
            [SURNAMES_PL, SURNAMES_EN].iter().flat_map(|list| list.split(", ")).collect();
        for candidate in CANDIDATES {
            assert!(
                !surnames.iter().any(|surname| candidate.full_name.ends_with(surname)),
                "{}",
                candidate.full_name
            );
        }
    }
}
