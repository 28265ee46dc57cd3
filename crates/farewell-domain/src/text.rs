//! What one-line and longer texts in a form may hold.

/// Whether a one-line text is free of control characters (NUL, line breaks, escapes ...).
pub fn is_plain_line(text: &str) -> bool {
    !text.chars().any(char::is_control)
}

/// Whether a longer text holds no control character but line breaks and tabs.
pub fn is_plain_text(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_belong_in_longer_texts_only() {
        assert!(is_plain_line("Zażółć"));
        assert!(!is_plain_line("a\nb"));
        assert!(is_plain_text("a\r\n\tb"));
        assert!(!is_plain_text("a\0b"));
        assert!(!is_plain_text("a\u{1b}[31mb"));
    }
}
