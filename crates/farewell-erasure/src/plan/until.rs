//! Until when the law keeps a row: `closed_at`, `end_of_year(closed_at) + 5y`, `end_of_month(paid_at) + 18m + 3d`.

use std::fmt;

/// A date of the row, moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Until {
    pub(crate) column: String,
    pub(crate) base: Base,
    pub(crate) years: u32,
    pub(crate) months: u32,
    pub(crate) days: u32,
}

/// From which day the time runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// The day itself.
    Day,
    /// The last day of its month.
    EndOfMonth,
    /// The last day of its year.
    EndOfYear,
}

impl Until {
    /// Reads the expression; none: it is not one.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = split(text.trim())?.into_iter();
        let (base, column) = base(parts.next()?.trim())?;
        let mut until = Self { column, base, years: 0, months: 0, days: 0 };
        for part in parts {
            let part = part.trim();
            let unit = part.chars().last()?;
            let number: u32 = part[..part.len() - unit.len_utf8()].trim().parse().ok()?;
            match unit {
                'y' => until.years += number,
                'm' => until.months += number,
                'w' => until.days += 7 * number,
                'd' => until.days += number,
                _ => return None,
            }
        }
        Some(until)
    }
}

/// Splits at each `+` outside of quotes.
fn split(text: &str) -> Option<Vec<String>> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '`' => quoted = !quoted,
            '+' if !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut()?.push(c);
    }
    (!quoted).then_some(parts)
}

fn base(text: &str) -> Option<(Base, String)> {
    for (name, base) in [("end_of_year", Base::EndOfYear), ("end_of_month", Base::EndOfMonth)] {
        let inner = text.strip_prefix(name).and_then(|rest| rest.trim().strip_prefix('(')?.strip_suffix(')'));
        if let Some(inner) = inner {
            return Some((base, column(inner.trim())?));
        }
    }
    Some((Base::Day, column(text)?))
}

/// A name, in back-ticks if it holds anything but letters, digits and `_`.
fn column(text: &str) -> Option<String> {
    if let Some(quoted) = text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
        return (!quoted.is_empty()).then(|| quoted.to_owned());
    }
    let plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_');
    plain.then(|| text.to_owned())
}

impl fmt::Display for Until {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.base {
            Base::Day => write!(f, "{}", self.column)?,
            Base::EndOfMonth => write!(f, "end_of_month({})", self.column)?,
            Base::EndOfYear => write!(f, "end_of_year({})", self.column)?,
        }
        for (number, unit) in [(self.years, 'y'), (self.months, 'm'), (self.days, 'd')] {
            if number > 0 {
                write!(f, " + {number}{unit}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_until_is_read_and_written_the_same() {
        for text in [
            "closed_at",
            "end_of_year(closed_at) + 5y",
            "created_at + 10y",
            "end_of_month(paid_at) + 18m + 3d",
        ] {
            let until = Until::parse(text).unwrap();
            assert_eq!(until.to_string(), text);
        }
        let odd = Until::parse(" end_of_year ( `closed + at` )+1y + 2w").unwrap();
        assert_eq!((odd.column.as_str(), odd.years, odd.days), ("closed + at", 1, 14));
        for wrong in ["", "a b", "a + 5", "a + y", "a - 5y", "end(a)", "a + 5 years", "`a"] {
            assert_eq!(Until::parse(wrong), None, "{wrong}");
        }
    }
}
