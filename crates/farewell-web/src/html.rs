//! Pieces of HTML that are safe to stand in a page as they are.

use std::fmt;

use askama::filters::HtmlSafe;

/// Escaped text, or markup built from escaped text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Html {
    /// Text, escaped.
    pub(crate) fn text(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\'' => html.push_str("&#39;"),
                other => html.push(other),
            }
        }
        Self(html)
    }

    /// A link.
    pub(crate) fn link(href: &str, text: &str) -> Self {
        Self(format!("<a href=\"{}\">{}</a>", Self::text(href), Self::text(text)))
    }

    /// A date or moment that a machine can read as well and that breaks over no line.
    pub(crate) fn time(machine: &str, words: &str) -> Self {
        Self(format!("<time datetime=\"{}\">{}</time>", Self::text(machine), Self::text(words)))
    }

    /// A heading such as "Leaving, step 1 of 2: confirm it's you", its first half small.
    pub(crate) fn step(heading: &str) -> Self {
        match heading.split_once(": ") {
            Some((step, what)) => Self(format!(
                "<h1><span class=\"step\">{}:</span> <span class=\"what\">{}</span></h1>",
                Self::text(step),
                Self::text(what)
            )),
            None => Self(format!("<h1>{}</h1>", Self::text(heading))),
        }
    }

    /// The same, with `marker` replaced by other HTML.
    pub(crate) fn replace(self, marker: &str, with: &Self) -> Self {
        Self(self.0.replace(marker, &with.0))
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(
            Html::link("/a?b=\"c\"", "<script>'&").to_string(),
            "<a href=\"/a?b=&quot;c&quot;\">&lt;script&gt;&#39;&amp;</a>"
        );
    }
}
