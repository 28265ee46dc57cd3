//! Why people leave: the nine reasons, and the one honest alternative that some of them have.

/// The code of a reason, such as `too_many_emails`: lower-case letters, digits and `_`, at most 64.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReasonCode(String);

/// A text that cannot be a reason's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a reason's code is 1 to 64 lower-case letters, digits and underscores")]
pub struct NotACode;

impl ReasonCode {
    /// Reads a code; the empty text is none ("I'd rather not say").
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if text.is_empty() || text.len() > 64 || !text.bytes().all(allowed) {
            return Err(NotACode);
        }
        Ok(Self(text.to_owned()))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The reasons a new site starts with, in their order. An operator can change them.
pub const REASONS: [&str; 9] = [
    "registered_by_mistake",
    "no_match_found",
    "too_many_emails",
    "left_business",
    "worried_about_fraud",
    "was_defrauded",
    "wrong_email",
    "found_a_match",
    "no_reply",
];

/// What a member may do instead of leaving. Shown beside the reason; never chosen for anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// The e-mails can be turned off.
    TurnOffMails,
    /// The address can be changed.
    ChangeAddress,
    /// Fraud can be reported, and not looked into once the data is gone.
    ReportFraud,
}

/// The alternative under a reason, if it has one.
pub fn alternative(code: &ReasonCode) -> Option<Alternative> {
    match code.as_str() {
        "too_many_emails" => Some(Alternative::TurnOffMails),
        "wrong_email" => Some(Alternative::ChangeAddress),
        "worried_about_fraud" | "was_defrauded" => Some(Alternative::ReportFraud),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nine_reasons_are_codes() {
        for code in REASONS {
            assert_eq!(ReasonCode::parse(code).expect("a code").as_str(), code);
        }
    }

    #[test]
    fn hostile_codes_are_refused() {
        for code in ["", "Too_Many", "a b", "a'b", "a\0b", "ż", &"a".repeat(65)] {
            assert_eq!(ReasonCode::parse(code), Err(NotACode), "{code:?}");
        }
    }

    #[test]
    fn four_reasons_have_an_alternative() {
        let with =
            REASONS.iter().filter(|code| alternative(&ReasonCode::parse(code).expect("a code")).is_some());
        assert_eq!(
            with.copied().collect::<Vec<_>>(),
            ["too_many_emails", "worried_about_fraud", "was_defrauded", "wrong_email"]
        );
    }
}
