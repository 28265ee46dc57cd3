//! The sample members that a visitor of the demo may be. The first who still lives is printed.
//!
//! What identifies them (username, e-mail, phone) stands in no other row of the shop: nobody's text names them, so that
//! a search for it after their erasure finds nothing. None of them has an open order.

/// One of the shop's members, with a password that is no secret.
pub(crate) struct Candidate {
    /// `members.id`, and with it the place among the others.
    pub(crate) id: i64,
    pub(crate) username: &'static str,
    pub(crate) email: &'static str,
    pub(crate) full_name: &'static str,
    /// What stands beside this member's reviews.
    pub(crate) nickname: &'static str,
    pub(crate) gender: &'static str,
    pub(crate) locale: &'static str,
    pub(crate) phone: &'static str,
    pub(crate) bio: &'static str,
    pub(crate) password: &'static str,
    /// Of `password`, made once: hashing eight of them would be half of the first start.
    pub(crate) password_hash: &'static str,
}

/// In the order in which they are offered. Their hashes are of every kind that a mapped directory may hold.
pub(crate) const CANDIDATES: &[Candidate] = &[
    Candidate {
        id: 47,
        username: "willow_crane",
        email: "eleanor.whitcombe@mail.example",
        full_name: "Eleanor Whitcombe",
        nickname: "Eleanor W.",
        gender: "woman",
        locale: "en",
        phone: "+44 7700 900942",
        bio: "Mends old chairs and buys too many teapots.",
        password: "seven-plums-in-a-blue-bowl",
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$T+sya5R+OdChDcT9XalD6g$1jEhrJWUnXUMUEYr7iUxSn3e9Rr/DCZddDbtYlMd0bk",
    },
    Candidate {
        id: 212,
        username: "mietowy_dzban",
        email: "jagoda.wierzbinska@poczta.example",
        full_name: "Jagoda Wierzbińska",
        nickname: "Jagoda W.",
        gender: "woman",
        locale: "pl",
        phone: "+48 400 555 911",
        bio: "Zbiera stare dzbanki i przepisy na konfitury.",
        password: "cztery-kury-na-rowerze",
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$MFSy/qVvOscqBHkylMmruw$o3GxYZ+XXcXpvk42fKSe9HmI8dM7TGeF31tC0Jtx35I",
    },
    Candidate {
        id: 518,
        username: "amber_notebook",
        email: "tobias.ashgrove@mail.example",
        full_name: "Tobias Ashgrove",
        nickname: "Tobias A.",
        gender: "man",
        locale: "en",
        phone: "+44 7700 900918",
        bio: "Keeps bees, writes postcards.",
        password: "lighthouse-under-the-stairs",
        password_hash: "$2b$10$hLGnwOr/YTNONR0ez85w.ezXO4n1KJOro/0DrcMYXPFBJ8vrW8Xuy",
    },
    Candidate {
        id: 733,
        username: "zielony_kajak",
        email: "bartosz.jesionka@poczta.example",
        full_name: "Bartosz Jesionka",
        nickname: "Bartosz J.",
        gender: "man",
        locale: "pl",
        phone: "+48 400 555 924",
        bio: "Latem na wodzie, zimą przy piecu.",
        password: "herbata-bez-cukru-w-czwartek",
        password_hash: "pbkdf2_sha256$260000$PDyBfFAtgfa4yEZ1UyA6uw$JSPZCe/jKI5TPIqxXQqISrxHrUl2DuGIrPUkEC8OOGQ=",
    },
    Candidate {
        id: 1_009,
        username: "paper_lantern",
        email: "imogen.larkspur@mail.example",
        full_name: "Imogen Larkspur",
        nickname: "Imogen L.",
        gender: "woman",
        locale: "en",
        phone: "+44 7700 900927",
        bio: "Here for the wool.",
        password: "a-postcard-from-the-orchard",
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$q/6Q6LrtflCfzHPHyCTiYg$Mk7ekTsOJZCqgWDO4EEURi+gbOpHSljAOmXnqINCgsA",
    },
    Candidate {
        id: 1_284,
        username: "miedziany_czajnik",
        email: "lidia.morwinska@poczta.example",
        full_name: "Lidia Morwińska",
        nickname: "Lidia M.",
        gender: "woman",
        locale: "pl",
        phone: "+48 400 555 937",
        bio: "Szyje, pruje i zaczyna od nowa.",
        password: "stara-mapa-za-obrazem",
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$fjV28c68QDruWbVt5D+KAg$urUKSByGSMvkci//Wk8Lx7h5/6Mty/e4FXYD4giEzvs",
    },
    Candidate {
        id: 1_601,
        username: "quiet_harbor",
        email: "desmond.fairweather@mail.example",
        full_name: "Desmond Fairweather",
        nickname: "Desmond F.",
        gender: "man",
        locale: "en",
        phone: "+44 7700 900955",
        bio: "Sold the boat, kept the lamps.",
        password: "three-umbrellas-and-no-rain",
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$0Y3OdASVPg2lSpCP3HVhVQ$RDCKrZtsLLS1MCPJDjebYXZTYwJFw8Ai9H5aI9tVmwU",
    },
    Candidate {
        id: 1_888,
        username: "cynamonowy_las",
        email: "wiktor.olszanek@poczta.example",
        full_name: "Wiktor Olszanek",
        nickname: "Wiktor O.",
        gender: "man",
        locale: "pl",
        phone: "+48 400 555 968",
        bio: "Struga łyżki i pali w piecu tym, co nie wyszło.",
        password: "okno-na-wschod-i-kot",
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$Uuga/Nq/SgW/m6uYAcgozw$EE3FR5yTZ1CRmBGeC1vMOJr1Rh6Tr01kxK1S/TiI7IE",
    },
];

/// The others' hash: well formed, of 32 random bytes that nobody kept. No password fits, and finding out takes as long.
pub(crate) const NOBODY_KNOWS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$eqdXyOXUCx0B86rq7bd6SA$q9AvEoDjscaT9N4un/yzQTJUFD0dsnw+dKRoRTE0L8o";

/// The candidate with this `members.id`, if it is one.
pub(crate) fn candidate(id: i64) -> Option<&'static Candidate> {
    CANDIDATES.iter().find(|candidate| candidate.id == id)
}

#[cfg(test)]
mod tests {
    use super::CANDIDATES;

    #[test]
    fn every_candidate_could_have_chosen_their_password_here() {
        for candidate in CANDIDATES {
            assert!(candidate.password.len() >= 15, "{}", candidate.username);
            assert!(!candidate.password.contains(' '), "{}", candidate.username);
        }
    }
}
