//! Blockers: what must be settled before an account can go.

use super::fields::{Fields, Reader};
use super::yaml::{Name, Node};
use super::{PlanError, Texts};

/// A question to a source, and what to tell the member when the answer is yes.
#[derive(Clone, Debug)]
pub(crate) struct BlockerRule {
    pub(crate) id: Name,
    pub(crate) source: Name,
    /// The operator's SELECT, with `$1` where the plan says `$account`.
    pub(crate) sql: String,
    pub(crate) text: Texts,
}

const EXAMPLE: &str = "open_orders: { source: shop, sql: \"SELECT count(*) FROM orders WHERE buyer_id = $account AND status = 'open'\", en: \"An order is still open.\" }";

pub(super) fn read(reader: Reader<'_>, id: Name, node: Node) -> Result<BlockerRule, PlanError> {
    let mut fields = Fields::of(&reader, node, &format!("the blocker {}", id.text))?;
    let (_, source) = fields.require("source", EXAMPLE)?;
    let source = reader.text(source, "the name of a source")?;
    let (_, sql) = fields.require("sql", EXAMPLE)?;
    let sql = reader.text(sql, "a SELECT statement")?;
    let reads = |word: &str| {
        sql.text.trim_start().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    if !(reads("select") || reads("with")) {
        return Err(reader
            .error("A blocker only reads: its sql must begin with SELECT or WITH")
            .at(sql.span, "this does not"));
    }
    let Some(bound) = bind_account(&sql.text) else {
        return Err(reader
            .error("A blocker asks about one account: its sql must hold $account")
            .at(sql.span, "no $account")
            .help(EXAMPLE));
    };
    let texts = fields.rest().into_iter().map(|(language, node)| {
        let text = reader.text(node, "the text that members read")?;
        Ok((language.text, text.text))
    });
    Ok(BlockerRule { text: texts.collect::<Result<_, PlanError>>()?, id, source, sql: bound })
}

/// Puts the placeholder where `$account` stands outside of quotes; none: it stands nowhere.
fn bind_account(sql: &str) -> Option<String> {
    const NAME: &str = "$account";
    let mut bound = String::with_capacity(sql.len());
    let mut quote = None;
    let mut found = false;
    let mut rest = sql;
    while let Some(next) = rest.chars().next() {
        let ends_name = |after: &str| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if quote.is_none() && rest.strip_prefix(NAME).is_some_and(ends_name) {
            bound.push_str("$1");
            rest = &rest[NAME.len()..];
            found = true;
            continue;
        }
        match quote {
            Some(open) if open == next => quote = None,
            None if matches!(next, '\'' | '"' | '`') => quote = Some(next),
            _ => {}
        }
        bound.push(next);
        rest = &rest[next.len_utf8()..];
    }
    found.then_some(bound)
}

#[cfg(test)]
mod tests {
    use super::bind_account;

    #[test]
    fn the_account_is_bound_outside_of_quotes_only() {
        assert_eq!(
            bind_account("SELECT '$account' WHERE a=$account AND b = $account").as_deref(),
            Some("SELECT '$account' WHERE a=$1 AND b = $1")
        );
        assert_eq!(bind_account("SELECT '$account', $accounts"), None);
    }
}
