//! What one site is made of.

use std::sync::Arc;

use farewell_domain::language::Language;
use farewell_service::Farewell;
use ipnet::IpNet;
use jiff::tz::TimeZone;

use crate::brand::Brand;
use crate::demo::shop::Shop;
use crate::html::Html;
use crate::measures::Measures;
use crate::outbox::Outbox;
use crate::texts::Texts;
use crate::words::{Slot, Words};

/// Everything the pages need. One value for the whole program.
pub struct Site {
    /// The verbs.
    pub farewell: Farewell,
    /// The operator's name and color.
    pub brand: Brand,
    /// Scheme, host and port without a slash at the end: `https://account.example.com`.
    pub public_url: String,
    /// Who helps.
    pub support: Support,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The texts of every language on offer.
    pub texts: Arc<Texts>,
    /// Where the members' days begin and end.
    pub time_zone: TimeZone,
    /// What is counted over time.
    pub measures: Measures,
    /// The demo's sample shop; without it the home page is plain.
    pub shop: Option<Shop>,
    /// The demo's mail boxes; without them there is no `/outbox`.
    pub outbox: Option<Arc<Outbox>>,
}

/// Where members find help.
#[derive(Clone, Debug)]
pub struct Support {
    /// Where somebody writes who can neither sign in nor read their mails.
    pub email: String,
    /// The operator's help pages.
    pub url: Option<String>,
    /// Where fraud is reported; without it, by mail.
    pub report_url: Option<String>,
}

impl Support {
    /// The address as a link.
    pub(crate) fn link(&self) -> Html {
        Html::link(&self.mailto(), &self.email)
    }

    /// A sentence that names the address.
    pub(crate) fn sentence(&self, words: &Words, key: &str) -> Html {
        words.rich(key, vec![("support", Slot::Html(self.link()))])
    }

    /// Where to turn, as a mail tells it.
    pub(crate) fn in_a_mail(&self) -> String {
        match &self.url {
            Some(url) => format!("{}, {url}", self.email),
            None => self.email.clone(),
        }
    }

    /// Where fraud is reported.
    pub(crate) fn report_href(&self) -> String {
        self.report_url.clone().unwrap_or_else(|| self.mailto())
    }

    fn mailto(&self) -> String {
        format!("mailto:{}", self.email)
    }
}

impl Site {
    /// Cookies are marked secure, and browsers told to stay on TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The site's voice in a language.
    pub(crate) fn words(&self, language: &Language) -> Words {
        Words::new(&self.texts, language, &self.brand.name, &self.time_zone)
    }
}
