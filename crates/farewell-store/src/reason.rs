//! Reasons as the operator offers them.

use std::collections::BTreeMap;

use farewell_domain::reason::ReasonCode;

use crate::db::{StoreError, Tx};

/// One reason on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Its code.
    pub code: ReasonCode,
    /// The operator's own wording by language; empty for the site's texts.
    pub texts: BTreeMap<String, String>,
}

/// The reasons offered, in their order.
pub async fn offered(tx: &mut Tx) -> Result<Vec<Reason>, StoreError> {
    let sql = "SELECT reason.code, reason_text.language, reason_text.text FROM reason \
               LEFT JOIN reason_text ON reason_text.code = reason.code \
               WHERE reason.active ORDER BY reason.position, reason.code";
    let mut reasons: Vec<Reason> = Vec::new();
    for row in tx.all(sql, &[]).await? {
        let code =
            ReasonCode::parse(&row.get::<String>("code")?).map_err(|_| StoreError::unreadable("code"))?;
        if reasons.last().is_none_or(|last| last.code != code) {
            reasons.push(Reason { code, texts: BTreeMap::new() });
        }
        let text = (row.get_or_null::<String>("language")?, row.get_or_null::<String>("text")?);
        if let ((Some(language), Some(text)), Some(last)) = (text, reasons.last_mut()) {
            last.texts.insert(language, text);
        }
    }
    Ok(reasons)
}
