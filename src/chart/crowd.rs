//! What does not fit in a picture of fixed size: it is said, and never drawn smaller or outside.

use std::fmt;

use super::canvas::Canvas;
use super::{DrawError, Style};

/// What there is too much of for the size of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crowd {
    /// So many columns side by side.
    Columns(usize),
    /// So many places on a line.
    Points(usize),
    /// So many rows of bars below each other.
    Rows(usize),
    /// The names below columns or points.
    Names,
    /// The names beside bars.
    RowNames,
    /// The names in a key.
    Series,
    /// Names and values together: nothing is left for the plot itself.
    Text,
}

impl Crowd {
    /// Says that this does not fit, and what to do.
    pub(super) fn write(self, f: &mut fmt::Formatter<'_>, direction: &str) -> fmt::Result {
        match self {
            Crowd::Columns(n) => {
                write!(f, "{n} kolommen naast elkaar zijn hier te smal om te lezen; kies minder perioden")
            }
            Crowd::Points(n) => {
                write!(f, "{n} punten naast elkaar zijn hier niet te lezen; kies minder perioden")
            }
            Crowd::Rows(n) => {
                write!(f, "{n} staven onder elkaar passen hier niet; kies minder rijen")
            }
            Crowd::Names => {
                write!(f, "de namen passen niet naast elkaar; kies kortere namen of soort \"staaf\"")
            }
            Crowd::RowNames => write!(f, "de namen naast de staven zijn te lang; kies kortere namen"),
            Crowd::Series => {
                write!(f, "de namen van de reeksen passen niet; kies minder reeksen of kortere namen")
            }
            Crowd::Text => {
                write!(f, "de namen en de cijfers passen niet in de {direction}; laat iets weg")
            }
        }
    }
}

impl Canvas {
    /// The picture, if the style leaves its height open or all of it fits: not higher than was asked for, no
    /// text outside it and no text over other text.
    pub fn fitting(self, style: &Style) -> Result<Canvas, DrawError> {
        let Some(height) = style.height_pt else {
            return Ok(self);
        };
        if self.height > height + 0.01 {
            return Err(DrawError::TooHigh(Crowd::Text));
        }
        let texts: Vec<_> = self.texts().map(|label| label.area(style.text_size_pt)).collect();
        for (i, text) in texts.iter().enumerate() {
            if text.y0 < -0.01 || text.y1 > self.height + 0.01 {
                return Err(DrawError::TooHigh(Crowd::Text));
            }
            let over = texts[..i].iter().any(|other| other.overlaps(text));
            if over || text.x0 < -0.01 || text.x1 > self.width + 0.01 {
                return Err(DrawError::TooWide(Crowd::Text));
            }
        }
        Ok(self)
    }
}
