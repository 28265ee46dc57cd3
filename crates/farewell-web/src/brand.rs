//! The operator's name and color, and what the color becomes so that everybody can read it.

use std::fmt::Write;

/// The operator's name and color.
#[derive(Clone, Debug)]
pub struct Brand {
    /// As it stands in sentences; never declined.
    pub name: String,
    /// `#rrggbb` or `#rgb`; anything else is answered with a quiet green.
    pub accent: String,
}

/// Paper, light and dark: the tokens of `farewell.css`.
const PAPER: Rgb = Rgb([255, 255, 255]);
const NIGHT: Rgb = Rgb([20, 23, 26]);
const INK: Rgb = Rgb([16, 20, 24]);
const FALLBACK: Rgb = Rgb([15, 118, 110]);

/// WCAG 2.2, 1.4.3 (AA) with a little to spare.
const READABLE: f64 = 4.6;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Rgb([u8; 3]);

impl Brand {
    /// The style sheet that carries the color (the content policy allows no inline style).
    pub(crate) fn css(&self) -> String {
        let accent = Rgb::parse(&self.accent).unwrap_or(FALLBACK);
        let light = accent.towards(INK, PAPER);
        let dark = accent.towards(PAPER, NIGHT);
        let (on_light, on_dark) = (light.ink(), dark.ink());
        let mut css = String::new();
        let _ = write!(
            css,
            ":root {{\n  --accent: {light};\n  --on-accent: {on_light};\n}}\n\
             @supports (color: light-dark(#000, #fff)) {{\n  :root {{\n    \
             --accent: light-dark({light}, {dark});\n    --on-accent: light-dark({on_light}, {on_dark});\n  }}\n}}\n",
            light = light.hex(),
            dark = dark.hex(),
            on_light = on_light.hex(),
            on_dark = on_dark.hex(),
        );
        css
    }
}

impl Rgb {
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let value = |at: usize, length: usize| u8::from_str_radix(digits.get(at..at + length)?, 16).ok();
        match digits.len() {
            3 => Some(Self([value(0, 1)? * 17, value(1, 1)? * 17, value(2, 1)? * 17])),
            6 => Some(Self([value(0, 2)?, value(2, 2)?, value(4, 2)?])),
            _ => None,
        }
    }

    fn hex(self) -> String {
        let [r, g, b] = self.0;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The color, moved just far enough towards `end` to be read on `ground`.
    fn towards(self, end: Self, ground: Self) -> Self {
        (0..=20).map(|step| self.mix(end, step)).find(|c| c.contrast(ground) >= READABLE).unwrap_or(end)
    }

    fn mix(self, end: Self, twentieths: u16) -> Self {
        let channel = |at: usize| {
            let (from, to) = (u16::from(self.0[at]), u16::from(end.0[at]));
            u8::try_from((from * (20 - twentieths) + to * twentieths) / 20).unwrap_or(u8::MAX)
        };
        Self([channel(0), channel(1), channel(2)])
    }

    /// White or ink, whichever reads better on this color.
    fn ink(self) -> Self {
        if self.contrast(PAPER) >= self.contrast(INK) { PAPER } else { INK }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_color_of_an_operator_can_be_read_on_both_papers() {
        for accent in ["#0f766e", "#fff", "#000", "#ffff00", "#7f7f7f", "#c00", "teal", "#12345", "#ąąą"] {
            let color = Rgb::parse(accent).unwrap_or(FALLBACK);
            let (light, dark) = (color.towards(INK, PAPER), color.towards(PAPER, NIGHT));
            assert!(light.contrast(PAPER) >= 4.5, "{accent} on light paper");
            assert!(dark.contrast(NIGHT) >= 4.5, "{accent} on dark paper");
            assert!(
                light.contrast(light.ink()) >= 4.5 && dark.contrast(dark.ink()) >= 4.5,
                "words on {accent}"
            );
        }
    }

    #[test]
    fn a_readable_color_is_left_as_the_operator_chose_it() {
        let css = Brand { name: "Kramik".into(), accent: "#0f766e".into() }.css();
        assert!(css.contains("--accent: light-dark(#0f766e, "), "{css}");
    }
}
