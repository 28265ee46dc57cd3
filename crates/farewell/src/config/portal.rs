//! What the members' pages need: where they are, what they look like, who helps.

use super::section::Section;
use super::{ConfigProblem, values};

/// The accent of the pages when the operator names none.
const ACCENT: &str = "#0f766e";

/// The members' pages.
#[derive(Debug)]
pub struct Portal {
    /// Scheme, host and port, without a slash at the end.
    pub public_url: String,
    /// The operator's name, as it stands in sentences.
    pub brand_name: String,
    /// The color of links and buttons, `#rrggbb` or `#rgb`.
    pub accent: String,
    /// Where a member writes who cannot sign in.
    pub support_email: String,
    /// A page of the operator with more help.
    pub support_url: Option<String>,
    /// Where fraud is reported.
    pub report_url: Option<String>,
}

impl Portal {
    /// Reads `public_url`, `brand` and `support`: all of them, or none for the engine alone.
    pub fn read(root: &mut Section<'_>) -> Result<Option<Self>, ConfigProblem> {
        let address = root.take("public_url");
        let (brand, support) = (root.take("brand"), root.take("support"));
        if address.is_none() && brand.is_none() && support.is_none() {
            return Ok(None);
        }
        let address = root.present(address, "public_url", "https://account.example.com")?;
        let mut brand = root.present(brand, "brand", "{ name: Kramik }")?.section()?;
        let mut support = root.present(support, "support", "{ email: help@example.com }")?.section()?;
        let accent = brand.take("accent").map(|field| field.parse(values::accent)).transpose()?;
        let portal = Self {
            public_url: address.parse(values::public_url)?,
            brand_name: brand.require("name", "Kramik")?.text()?,
            accent: accent.unwrap_or_else(|| ACCENT.to_owned()),
            support_email: support.require("email", "help@example.com")?.parse(values::email)?,
            support_url: support.take("url").map(|field| field.parse(values::link)).transpose()?,
            report_url: support.take("report_url").map(|field| field.parse(values::link)).transpose()?,
        };
        brand.finish()?;
        support.finish()?;
        Ok(Some(portal))
    }
}
