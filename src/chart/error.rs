//! Why a chart cannot be drawn. What does not fit in a picture of fixed size is said, and never drawn smaller or outside.

use std::fmt;

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
    fn write(self, f: &mut fmt::Formatter<'_>, direction: &str) -> fmt::Result {
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

/// Why a chart cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DrawError {
    /// There is no number to show.
    NoData,
    /// The series with this name has more or fewer points than there are categories.
    Uneven(String),
    /// A waterfall with this many series instead of one.
    WaterfallSeries(usize),
    /// Columns and a line of this many series instead of two.
    PanelSeries(usize),
    /// More stands side by side than the width can carry; only where the height is fixed too.
    TooWide(Crowd),
    /// More stands below each other than the fixed height can carry.
    TooHigh(Crowd),
    /// [`super::register_fonts`] was not called, or with data that is no font.
    NoFonts,
    /// The drawing library failed.
    Backend(String),
}

impl fmt::Display for DrawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DrawError::NoData => write!(f, "de grafiek heeft geen enkel cijfer om te tekenen"),
            DrawError::Uneven(name) => {
                write!(f, "de reeks ‘{name}’ heeft niet voor elke plaats op de as één punt")
            }
            DrawError::WaterfallSeries(n) => {
                write!(f, "een watervaldiagram heeft precies één reeks, niet {n}")
            }
            DrawError::PanelSeries(n) => {
                write!(f, "kolommen met een lijn eronder hebben precies twee reeksen, niet {n}")
            }
            DrawError::TooWide(crowd) => crowd.write(f, "breedte"),
            DrawError::TooHigh(crowd) => crowd.write(f, "hoogte"),
            DrawError::NoFonts => write!(f, "fout in Griffel: de lettertypen voor grafieken ontbreken"),
            DrawError::Backend(why) => {
                write!(f, "fout in Griffel: de grafiek is niet te tekenen: {why}")
            }
        }
    }
}

impl std::error::Error for DrawError {}
