//! Every key of the configuration: what counts when it is left out, and what it means. The table of
//! docs/configuration.md is drawn from here; tests compare it with what is really read.

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// With its section, as in `brand.accent`; `NAME` stands for a name that the operator chooses.
    pub name: &'static str,
    /// What happens without it.
    pub left_out: LeftOut,
    /// One sentence or two, in Markdown.
    pub meaning: &'static str,
}

/// What a key that is not there means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// The configuration is refused.
    Refused,
    /// The configuration is refused when it speaks of this at all.
    RefusedFor(&'static str),
    /// Nothing is set.
    Nothing,
    /// This value counts, as it would stand in the file.
    Counts(&'static str),
}

use LeftOut::{Counts, Nothing, Refused, RefusedFor};

const fn key(name: &'static str, left_out: LeftOut, meaning: &'static str) -> Key {
    Key { name, left_out, meaning }
}

/// All of them, in the order of the reference.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("listen", Counts("127.0.0.1:8080"),
        "address and port of the pages; `serve --listen` goes before it"),
    key("trusted_proxies", Nothing,
        "addresses or networks (`10.0.0.0/8`) of your proxies: their `X-Forwarded-For` says where a visitor comes from, for the limits. Without it all visitors behind a proxy count as one"),
    key("public_url", RefusedFor("the pages"),
        "where members find the pages: `https://` and a host. Plain `http://` only for this machine"),
    key("database", Refused,
        "Farewell's own database: `sqlite:FILE`, made when missing, or `postgres://USER:PASSWORD@HOST/NAME`, whose tables `farewell migrate` makes. `?sslmode=verify-full` asks for TLS with a checked name"),
    key("secrets.file", Counts("farewell.keys"),
        "the keys, made together with the database, mode 0600"),
    key("brand.name", RefusedFor("the pages"),
        "your name, as it stands in sentences"),
    key("brand.accent", Counts("#0f766e"),
        "color of links and buttons, `#` and six or three hexadecimal digits"),
    key("languages", Counts("[en]"),
        "languages on offer, the first for everybody else: `en`, `pl`, and those that `locales` adds"),
    key("locales", Nothing,
        "a folder of [your own texts](texts.md), over those that come with Farewell"),
    key("time_zone", Counts("UTC"),
        "where dates are told, as in the IANA database"),
    key("support.email", RefusedFor("the pages"),
        "where a member writes who cannot sign in"),
    key("support.url", Nothing,
        "a page of yours with more help: in the footer, on the sign-in page, in the help and in mails"),
    key("support.report_url", Nothing,
        "where fraud is reported"),
    key("mail.url", RefusedFor("mails"),
        "the mail server, see [below](#the-mail-server)"),
    key("mail.from", RefusedFor("mails"),
        "name and address that mails come from"),
    key("deactivation.grace_period", Counts("28d"),
        "how long one can come back; 90 days at most. Under two days it counts from the minute"),
    key("deactivation.reminder", Counts("3d"),
        "so long before the erasure the last reminder goes out"),
    key("deactivation.fresh_sign_in", Counts("10m"),
        "older sign-ins are asked for the password again; one minute to one hour"),
    key("deactivation.during_grace", Counts("keep"),
        "until the date the data stays where it is"),
    key("mode", Counts("erase"),
        "`observe` does everything but the effects in your databases: [look first](operate.md#look-first)"),
    key("brake.accounts", Counts("200/d"),
        "so many erasures may begin by themselves within a rolling day; what is more waits for [a person's word](operate.md#the-brake). `off`: any number"),
    key("brake.rows_per_account", Counts("1000000"),
        "an account that owns more rows than this waits too. `off`: any number"),
    key("sources.NAME.url", Refused,
        "a database of yours: `sqlite:FILE`, another file than Farewell's own, or `postgres://USER:PASSWORD@HOST/NAME` (PostgreSQL 14 or newer; `?sslmode=verify-full` asks for TLS with a checked name; reached directly, or through a pooler that pools sessions, not transactions). NAME is what the plan calls it"),
    key("directory.table", Refused,
        "the table of members, as `source.table`, or `source.schema.table` outside of PostgreSQL's schema `public`. `farewell.members` is [Farewell's own directory](own-directory.md), whose columns are the defaults of the keys below"),
    key("directory.key", Refused,
        "the column that tells members apart"),
    key("directory.username", Nothing,
        "the member ID that people type"),
    key("directory.email", Refused,
        "the e-mail address"),
    key("directory.password", Refused,
        "the password's hash: Argon2, bcrypt, or Django's PBKDF2"),
    key("directory.name", Nothing,
        "the name that people are greeted with"),
    key("directory.gender", Nothing,
        "the gender"),
    key("directory.language", Nothing,
        "the language, as a tag like `pl`"),
    key("directory.created", Nothing,
        "when the account was made"),
    key("directory.confirmed", Nothing,
        "set once the address is confirmed; without this column every address counts as confirmed"),
    key("directory.status.column", RefusedFor("`directory.status`"),
        "tells your app that an account is deactivated, so that it refuses the sign-in too"),
    key("directory.status.active", RefusedFor("`directory.status`"),
        "its value for active accounts: a text, a number, `true`, `false`, `null` or `now`"),
    key("directory.status.deactivated", RefusedFor("`directory.status`"),
        "its value from the deactivation on"),
    key("directory.sign_up", Counts("off"),
        "`on`: anybody can [sign up](own-directory.md#sign-up); `off`: Farewell adds no members"),
    key("backups.keep", Nothing,
        "how long your backups keep what was erased; the last mail tells the member"),
    key("metrics.listen", Nothing,
        "address and port where [`/metrics`](watch.md) is served by itself, with `/healthz` and `/readyz`, in `serve` and in `worker`; without it `/metrics` stands among the pages, for this machine only"),
    key("plan", Counts("plan.yaml"),
        "the [plan](plan.md); its lock `plan.lock` lies beside it"),
];
