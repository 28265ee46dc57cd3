//! Passwords: verified by the prefix of their hash, away from the async threads, a few at a time.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use farewell_domain::password::PasswordProblem;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::{ServiceError, guess};

/// A longer text is no password of anybody's; it is answered as a wrong one.
const LONGEST: usize = 4_096;
/// More rounds of PBKDF2 than this would let a planted hash keep a thread busy.
const MOST_ROUNDS: u32 = 10_000_000;
/// bcrypt reads no more bytes than this.
const BCRYPT_READS: usize = 72;
/// Argon2id as OWASP's Password Storage Cheat Sheet asks: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
/// Argon2id of 32 random bytes that nobody knows: what is checked when there is nothing to check against.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IG9mIG91cnM$JbBdk4m2nVSYJMuHQ5oFVZ2XwBh7S8yS5FWxjJ8x8mY";

/// Checks and makes passwords' hashes. Each takes a processor and 19 MiB, so only as many run as there are
/// processors.
pub(crate) struct Passwords {
    hands: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { hands: Semaphore::new(processors) }
    }
}

impl Passwords {
    /// Whether `password` is the one behind `stored`. Without a usable hash it takes as long as with one: `nobodys`
    /// is checked then.
    pub(crate) async fn verify(
        &self,
        password: &str,
        stored: Option<&str>,
        nobodys: &str,
    ) -> Result<bool, ServiceError> {
        let possible = password.len() <= LONGEST && stored.is_some_and(|stored| Scheme::of(stored).is_some());
        let stored = if possible { stored.unwrap_or(nobodys) } else { nobodys };
        let password = if password.len() <= LONGEST { password } else { "" };
        let (password, stored) = (Zeroizing::new(password.to_owned()), Zeroizing::new(stored.to_owned()));
        let right = self.work(move || Ok(is_right(&password, &stored))).await?;
        Ok(right && possible)
    }

    /// The hash of a new password, of the kind of the `old` one, so that the operator's app can still read it.
    pub(crate) async fn hash(&self, password: &str, old: Option<&str>) -> Result<String, ServiceError> {
        let password = Zeroizing::new(password.to_owned());
        let old = Zeroizing::new(old.unwrap_or_default().to_owned());
        self.work(move || hash_like(&old, &password)).await
    }

    /// Whether a new password is one to be taken: see [`check`]. Looking through the lists takes a processor too.
    pub(crate) async fn check(
        &self,
        password: &str,
        old: Option<&str>,
        known: &[&str],
    ) -> Result<Result<(), PasswordProblem>, ServiceError> {
        let checked = check(password, old, known);
        let (password, words) =
            (Zeroizing::new(password.to_owned()), farewell_domain::password::words(known));
        if checked.is_err() {
            return Ok(checked);
        }
        let common = self.work(move || Ok(guess::is_common(&password, &words))).await?;
        Ok(if common { Err(PasswordProblem::Common) } else { Ok(()) })
    }

    async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        let _hand = self.hands.acquire().await.map_err(|_| ServiceError::Hashing)?;
        tokio::task::spawn_blocking(job).await.map_err(|_| ServiceError::Hashing)?
    }
}

/// A hash of the same kind and price as `sample`, a member's, that no password is known to fit.
pub(crate) fn nobodys_like(sample: Option<&str>) -> String {
    let own = sample.and_then(|sample| match Scheme::of(sample)? {
        // `$2b$10$`, 22 characters of salt, and the digest: all zeros.
        Scheme::Bcrypt => Some(format!("{}{}", sample.get(..29)?, ".".repeat(31))),
        Scheme::Argon2 => {
            let (before, digest) = sample.rsplit_once('$')?;
            Some(format!("{before}${}", "A".repeat(digest.len())))
        }
        Scheme::DjangoPbkdf2 => {
            let (before, _) = sample.rsplit_once('$')?;
            Some(format!("{before}${}", STANDARD.encode([0; 32])))
        }
    });
    own.unwrap_or_else(|| NOBODYS.to_owned())
}

/// Whether a password keeps to the rules and fits the scheme of the hash that it will replace.
fn check(password: &str, old: Option<&str>, known: &[&str]) -> Result<(), PasswordProblem> {
    farewell_domain::password::check(password, known)?;
    let bcrypt = old.and_then(Scheme::of) == Some(Scheme::Bcrypt);
    if (bcrypt && password.len() > BCRYPT_READS) || password.contains('\0') {
        return Err(PasswordProblem::TooLong { max: BCRYPT_READS });
    }
    Ok(())
}

/// How a hash is written, told by its prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    /// `$argon2id$v=19$m=..`, in Django with `argon2` before it.
    Argon2,
    /// `$2b$10$..`
    Bcrypt,
    /// Django's `pbkdf2_sha256$260000$salt$hash`.
    DjangoPbkdf2,
}

impl Scheme {
    fn of(hash: &str) -> Option<Self> {
        if hash.starts_with("$argon2") || hash.starts_with("argon2$argon2") {
            return Some(Self::Argon2);
        }
        if ["$2a$", "$2b$", "$2x$", "$2y$"].iter().any(|prefix| hash.starts_with(prefix)) {
            return Some(Self::Bcrypt);
        }
        hash.starts_with("pbkdf2_sha256$").then_some(Self::DjangoPbkdf2)
    }
}

fn is_right(password: &str, stored: &str) -> bool {
    match Scheme::of(stored) {
        Some(Scheme::Argon2) => is_right_argon2(password, stored.strip_prefix("argon2").unwrap_or(stored)),
        Some(Scheme::Bcrypt) => bcrypt::verify(password, stored).unwrap_or(false),
        Some(Scheme::DjangoPbkdf2) => Pbkdf2::read(stored).is_some_and(|own| own.is_of(password)),
        None => false,
    }
}

fn is_right_argon2(password: &str, stored: &str) -> bool {
    PasswordHash::new(stored)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

fn hash_like(old: &str, password: &str) -> Result<String, ServiceError> {
    match Scheme::of(old) {
        Some(Scheme::Bcrypt) => {
            let cost = old.get(4..6).and_then(|cost| cost.parse().ok()).unwrap_or(bcrypt::DEFAULT_COST);
            let hash = bcrypt::hash(password, cost).map_err(|_| ServiceError::Hashing)?;
            // The same letter after the 2: apps compare it, and the newer ones mean the same algorithm.
            Ok(format!("{}{}", &old[..4], &hash[4..]))
        }
        Some(Scheme::DjangoPbkdf2) => {
            let rounds = Pbkdf2::read(old).map_or(600_000, |own| own.rounds);
            Ok(Pbkdf2::new(rounds)?.written(password))
        }
        Some(Scheme::Argon2) if !old.starts_with('$') => Ok(format!("argon2{}", argon2id(password)?)),
        Some(Scheme::Argon2) | None => argon2id(password),
    }
}

fn argon2id(password: &str) -> Result<String, ServiceError> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|_| ServiceError::Hashing)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut salt = [0; 16];
    getrandom::fill(&mut salt)?;
    let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt);
    hash.map(|hash: PasswordHash| hash.to_string()).map_err(|_| ServiceError::Hashing)
}

/// `pbkdf2_sha256$rounds$salt$hash`, as `django.contrib.auth.hashers` writes it.
struct Pbkdf2<'a> {
    rounds: u32,
    salt: std::borrow::Cow<'a, str>,
    hash: Vec<u8>,
}

impl<'a> Pbkdf2<'a> {
    fn read(stored: &'a str) -> Option<Self> {
        let mut parts = stored.split('$').skip(1);
        let (rounds, salt, hash) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
        let hash = STANDARD.decode(hash).ok().filter(|hash| hash.len() == 32)?;
        let usable = (1..=MOST_ROUNDS).contains(&rounds) && parts.next().is_none();
        usable.then_some(Self { rounds, salt: salt.into(), hash })
    }

    fn new(rounds: u32) -> Result<Self, ServiceError> {
        let salt = crate::token::new()?.replace(['-', '_'], "0");
        Ok(Self { rounds, salt: salt[..22].to_owned().into(), hash: Vec::new() })
    }

    fn of(&self, password: &str) -> [u8; 32] {
        let mut hash = [0; 32];
        pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), self.salt.as_bytes(), self.rounds, &mut hash);
        hash
    }

    fn is_of(&self, password: &str) -> bool {
        self.of(password).as_slice().ct_eq(&self.hash).into()
    }

    fn written(&self, password: &str) -> String {
        let hash = STANDARD.encode(self.of(password));
        format!("pbkdf2_sha256${}${}${hash}", self.rounds, self.salt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWORD: &str = "a quiet evening by the lake";
    /// Made by Django.
    const DJANGO: &str = "pbkdf2_sha256$1000$salt1234salt$6FtNQEaXzLolwUfSyCiIBMPl2u/Jrq1RucpvMKD+XQI=";

    #[test]
    fn django_s_own_hash_is_verified() {
        assert!(is_right(PASSWORD, DJANGO));
        assert!(!is_right("a quiet evening by the sea", DJANGO));
    }

    #[test]
    fn a_new_hash_is_of_the_old_one_s_kind_and_verifies() {
        let bcrypt = bcrypt::hash("old", 4).expect("a hash").replacen("$2b$", "$2y$", 1);
        let argon2 = argon2id("old").expect("a hash");
        let cases = [
            (DJANGO.to_owned(), "pbkdf2_sha256$1000$"),
            (bcrypt, "$2y$04$"),
            (format!("argon2{argon2}"), "argon2$argon2id$v=19$m=19456,t=2,p=1$"),
            (argon2, "$argon2id$v=19$m=19456,t=2,p=1$"),
            ("!unusable".to_owned(), "$argon2id$"),
        ];
        for (old, prefix) in cases {
            let new = hash_like(&old, PASSWORD).expect("a hash");
            assert!(new.starts_with(prefix), "{new}");
            assert!(is_right(PASSWORD, &new), "{new}");
            assert!(!is_right("another", &new), "{new}");
        }
    }

    #[test]
    fn damaged_and_unusable_hashes_let_nobody_in() {
        for stored in
            ["", "!", "*", PASSWORD, "$argon2id$", "$2b$10$short", "pbkdf2_sha256$0$a$b", "$1$old$md5"]
        {
            assert!(!is_right(PASSWORD, stored) && !is_right("", stored), "{stored}");
        }
        let endless = DJANGO.replace("1000", "4000000000");
        assert!(!is_right(PASSWORD, &endless));
    }

    #[tokio::test]
    async fn nobody_s_hash_is_a_real_one_and_lets_nobody_in() {
        assert!(PasswordHash::new(NOBODYS).is_ok());
        let passwords = Passwords::default();
        assert!(!passwords.verify("", None, NOBODYS).await.expect("an answer"));
        assert!(!passwords.verify(&"a".repeat(5_000), Some(DJANGO), NOBODYS).await.expect("an answer"));
        assert!(passwords.verify(PASSWORD, Some(DJANGO), NOBODYS).await.expect("an answer"));
    }

    #[test]
    fn nobody_s_hash_is_as_dear_as_a_member_s_and_is_really_computed() {
        let bcrypt = bcrypt::hash(PASSWORD, 4).expect("a hash");
        let argon2 = argon2id(PASSWORD).expect("a hash");
        for sample in [DJANGO, &bcrypt, &argon2, &format!("argon2{argon2}")] {
            let nobodys = nobodys_like(Some(sample));
            assert_eq!(
                (Scheme::of(&nobodys), nobodys.len()),
                (Scheme::of(sample), sample.len()),
                "{nobodys}"
            );
            let price =
                |hash: &str| hash.rsplit_once('$').map(|(before, _)| before.get(..20).map(str::to_owned));
            assert_eq!(price(&nobodys), price(sample));
            assert!(!is_right(PASSWORD, &nobodys) && !is_right("", &nobodys), "{nobodys}");
        }
        // A digest that cannot be decoded would be answered at once.
        assert!(bcrypt::verify(PASSWORD, &nobodys_like(Some(&bcrypt))).is_ok());
        assert!(Pbkdf2::read(&nobodys_like(Some(DJANGO))).is_some());
        assert!(PasswordHash::new(&nobodys_like(Some(&argon2))).is_ok());
        assert_eq!(nobodys_like(Some("!unusable")), NOBODYS);
        assert_eq!(nobodys_like(None), NOBODYS);
    }

    #[test]
    fn bcrypt_reads_72_bytes_so_no_more_are_taken() {
        let (old, long) = (Some("$2b$10$abcdefghijklmnopqrstuv"), "ab".repeat(37));
        assert_eq!(check(&long, old, &[]), Err(PasswordProblem::TooLong { max: 72 }));
        assert_eq!(check(&long, None, &[]), Ok(()));
    }
}
