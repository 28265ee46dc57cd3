//! E-mail addresses, as a form can check them. Only a mail that arrives proves one.

/// An address that a mail can be sent to: one `@`, a local part of at most 64 and a whole of at most 254
/// bytes (RFC 5321, 4.5.3.1), a dotted domain, no spaces or control characters.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address, spaces around it dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@')?;
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"()<>[]:;,\\\"@".contains(c);
        let label = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let local_is_good = !local.is_empty()
            && local.len() <= 64
            && local.chars().all(plain)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let domain_is_good = domain.contains('.') && domain.split('.').all(label);
        (text.len() <= 254 && local_is_good && domain_is_good).then(|| Self(text.to_owned()))
    }

    /// The address as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_pass_and_others_do_not() {
        for good in ["a@b.pl", " ola.nowak+shop@example.com ", "zoë@żółw.example", "o'neil@example.org"] {
            assert!(EmailAddress::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.pl",
            "a@",
            "a b@c.pl",
            "a@b..pl",
            "a@-b.pl",
            "a@b.pl\nBcc: x@y.pl",
            "a@b@c.pl",
            ".a@b.pl",
            "a..b@c.pl",
            "<a@b.pl>",
            "a@b.pl,c@d.pl",
        ] {
            assert!(EmailAddress::parse(bad).is_none(), "{bad:?}");
        }
        assert!(EmailAddress::parse(&format!("{}@example.com", "a".repeat(65))).is_none());
    }
}
