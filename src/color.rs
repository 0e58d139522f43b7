//! The colours of a chart, derived from one house colour.
//!
//! In comes whatever colour an organisation calls its own; out come data colours with at least 3:1 contrast
//! to white and text colours with at least 4.5:1 (WCAG 2.1, 1.4.11 and 1.4.3). Colours of different series
//! differ in luminance and not only in hue, so that a chart still reads in black and white.

use std::fmt;
use std::str::FromStr;

/// Least contrast to white for anything that carries data (WCAG 2.1, 1.4.11).
pub const DATA_CONTRAST: f64 = 3.0;
/// Least contrast to white for text (WCAG 2.1, 1.4.3).
pub const TEXT_CONTRAST: f64 = 4.5;

/// Text that must be read first.
pub const INK: Rgb = Rgb(0x22, 0x2a, 0x30);
/// Text that explains: axes, notes. 5.6:1 on white.
pub const QUIET: Rgb = Rgb(0x5b, 0x67, 0x70);
/// Grid lines: decoration, so no contrast is demanded.
pub const GRID: Rgb = Rgb(0xd9, 0xdf, 0xe4);
/// Paper.
pub const WHITE: Rgb = Rgb(0xff, 0xff, 0xff);
const BLACK: Rgb = Rgb(0, 0, 0);

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The text was not a colour such as `#1f5a7a` or `#15a`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAColor(pub String);

impl fmt::Display for NotAColor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "‘{}’ is geen kleur; schrijf bijvoorbeeld \"#1f5a7a\"", self.0)
    }
}

impl std::error::Error for NotAColor {}

impl FromStr for Rgb {
    type Err = NotAColor;

    /// Reads `#rrggbb` or `#rgb`; the `#` may be left out.
    fn from_str(text: &str) -> Result<Self, NotAColor> {
        let wrong = || NotAColor(text.to_owned());
        let hex = text.trim().trim_start_matches('#');
        let digits: Vec<u8> =
            hex.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>().ok_or_else(wrong)?;
        match digits[..] {
            [r, g, b] => Ok(Rgb(r * 17, g * 17, b * 17)),
            [r1, r0, g1, g0, b1, b0] => Ok(Rgb(r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Rgb {
    /// Relative luminance, 0 for black to 1 for white, as WCAG 2.1 defines it.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// This colour with `share` (0 to 1) of `other` mixed in, per channel.
    pub fn mix(self, other: Rgb, share: f64) -> Rgb {
        let blend = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0)).round() as u8;
        Rgb(blend(self.0, other.0), blend(self.1, other.1), blend(self.2, other.2))
    }

    /// The hue in degrees, 0 for greys.
    fn hue(self) -> f64 {
        let [r, g, b] = [self.0, self.1, self.2].map(f64::from);
        let (high, low) = (r.max(g).max(b), r.min(g).min(b));
        let spread = high - low;
        if spread == 0.0 {
            return 0.0;
        }
        let sixth = if high == r {
            (g - b) / spread
        } else if high == g {
            (b - r) / spread + 2.0
        } else {
            (r - g) / spread + 4.0
        };
        (sixth * 60.0).rem_euclid(360.0)
    }
}

/// The contrast ratio of two colours, 1 to 21 (WCAG 2.1).
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour itself if its contrast to white is at least `least`, else the nearest darker shade that has it.
pub fn darkened(color: Rgb, least: f64) -> Rgb {
    mixed_until(color, BLACK, |shade| contrast(shade, WHITE) >= least)
}

/// The lightest tint of a colour that still has contrast `least` to white.
pub fn lightened(color: Rgb, least: f64) -> Rgb {
    let start = darkened(color, least);
    let steps = (0..=100).map(|step| start.mix(WHITE, f64::from(step) / 100.0));
    steps.take_while(|tint| contrast(*tint, WHITE) >= least).last().unwrap_or(start)
}

/// The shade or tint of a colour whose contrast to white is just above `level`.
fn at_contrast(color: Rgb, level: f64) -> Rgb {
    if contrast(color, WHITE) < level { darkened(color, level) } else { lightened(color, level) }
}

fn mixed_until(color: Rgb, other: Rgb, enough: impl Fn(Rgb) -> bool) -> Rgb {
    let mut steps = (0..=100).map(|step| color.mix(other, f64::from(step) / 100.0));
    steps.find(|shade| enough(*shade)).unwrap_or(other)
}

/// The colour for text in this hue: at least 4.5:1 on white.
pub fn for_text(color: Rgb) -> Rgb {
    darkened(color, TEXT_CONTRAST)
}

/// Black-ish or white, whichever reads best on this background.
pub fn ink_on(background: Rgb) -> Rgb {
    if contrast(background, WHITE) >= TEXT_CONTRAST { WHITE } else { Rgb(0, 0, 0) }
}

/// The three tones of a chart with one series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tones {
    /// Points that matter.
    pub strong: Rgb,
    /// The other points: lighter, yet 3:1 to white.
    pub muted: Rgb,
    /// Totals: darker than `strong`.
    pub total: Rgb,
}

/// The tones of one series, from the house colour. `strong` differs from `muted` by at least 1.9:1.
pub fn tones(house: Rgb) -> Tones {
    let strong = darkened(house, 5.8);
    let muted = lightened(house, DATA_CONTRAST);
    let total = darkened(strong, (contrast(strong, WHITE) * 1.7).min(17.0));
    Tones { strong, muted, total }
}

/// Contrast to white of the first to sixth colour: neighbours lie far apart, also when stacked.
const LEVELS: [f64; 6] = [7.0, 3.1, 13.0, 4.6, 9.5, 3.7];

/// Colours for `n` series: the house colour first, then accents from a palette that is safe for colour-blind
/// readers (Okabe and Ito), each set to a luminance of its own. After six they repeat.
pub fn palette(house: Rgb, n: usize) -> Vec<Rgb> {
    let accents = accents(house);
    let hues = [house, accents[0], INK, accents[1], house, accents[0]];
    let color = |i: usize| {
        let own = contrast(house, WHITE);
        let keeps_own = i == 0 && (5.8..=9.0).contains(&own);
        if keeps_own { house } else { at_contrast(hues[i % 6], LEVELS[i % 6]) }
    };
    (0..n).map(color).collect()
}

/// Two accents whose hues are far from the house colour and from each other.
fn accents(house: Rgb) -> [Rgb; 2] {
    const VERMILLION: Rgb = Rgb(0xd5, 0x5e, 0x00);
    const GREEN: Rgb = Rgb(0x00, 0x9e, 0x73);
    const PURPLE: Rgb = Rgb(0xaa, 0x4d, 0x88);
    const BLUE: Rgb = Rgb(0x00, 0x72, 0xb2);
    match house.hue() {
        h if (75.0..170.0).contains(&h) => [VERMILLION, PURPLE],
        h if (170.0..265.0).contains(&h) => [VERMILLION, GREEN],
        h if (265.0..330.0).contains(&h) => [GREEN, VERMILLION],
        _ => [BLUE, GREEN],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSES: [&str; 9] =
        ["#1f5a7a", "#ffd500", "#ffffff", "#000000", "#e30613", "#00a651", "#808080", "#f0e68c", "#39f"];

    fn houses() -> impl Iterator<Item = Rgb> {
        HOUSES.iter().map(|hex| hex.parse().unwrap())
    }

    #[test]
    fn reads_and_writes_hex() {
        assert_eq!("#1f5a7a".parse(), Ok(Rgb(0x1f, 0x5a, 0x7a)));
        assert_eq!("39F".parse(), Ok(Rgb(0x33, 0x99, 0xff)));
        assert_eq!(Rgb(0x1f, 0x5a, 0x7a).to_string(), "#1f5a7a");
        for wrong in ["", "#12", "blauw", "#1234567", "#é12345"] {
            assert!(wrong.parse::<Rgb>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(Rgb(0x76, 0x76, 0x76), WHITE) - 4.54).abs() < 0.01);
        assert!(contrast(QUIET, WHITE) >= TEXT_CONTRAST && contrast(INK, WHITE) >= TEXT_CONTRAST);
    }

    #[test]
    fn a_light_house_color_is_darkened_until_it_passes() {
        for house in houses() {
            assert!(contrast(darkened(house, 3.0), WHITE) >= 3.0);
            assert!(contrast(for_text(house), WHITE) >= 4.5);
        }
        assert_eq!(darkened(Rgb(0x1f, 0x5a, 0x7a), 4.5), Rgb(0x1f, 0x5a, 0x7a));
    }

    #[test]
    fn tones_pass_and_differ_in_grey() {
        for house in houses() {
            let Tones { strong, muted, total } = tones(house);
            assert!(contrast(muted, WHITE) >= DATA_CONTRAST, "{house}");
            assert!(contrast(strong, muted) >= 1.8, "{house}: {strong} {muted}");
            assert!(contrast(total, WHITE) >= contrast(strong, WHITE), "{house}");
        }
    }

    #[test]
    fn palettes_pass_and_neighbours_differ_in_grey() {
        for house in houses() {
            let colors = palette(house, 6);
            assert!(colors.iter().all(|c| contrast(*c, WHITE) >= DATA_CONTRAST), "{house}: {colors:?}");
            assert!(colors.windows(2).all(|w| contrast(w[0], w[1]) >= 1.5), "{house}: {colors:?}");
            for (i, a) in colors[..4].iter().enumerate() {
                assert!(colors[..i].iter().all(|b| contrast(*a, *b) >= 1.3), "{house}: {colors:?}");
            }
        }
    }

    #[test]
    fn text_on_any_data_color_is_legible() {
        for house in houses() {
            for color in palette(house, 6) {
                assert!(contrast(ink_on(color), color) >= TEXT_CONTRAST);
            }
        }
    }
}
