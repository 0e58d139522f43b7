//! What goes in and what comes out: quantities with the sums between them, and what of it to hide.

use rust_decimal::Decimal;

/// A number that may be published: a cell of a table, or a sum of other quantities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Its value, in any unit that all quantities of one table share.
    ///
    /// None where the source does not know it: it cannot be published, an attacker must guess it as well, and
    /// nothing is hidden for its sake unless it is `sensitive`. A negative value is allowed; the audit then lets the
    /// attacker know that it is no lower than it is, which is more than he does know.
    pub value: Option<Decimal>,
    /// Too small, or about too few: hide it (primary suppression). The caller decides by his threshold.
    pub sensitive: bool,
    /// Already public, for instance in a document that was sent. It is never hidden any more, and the attacker has it.
    pub published: bool,
    /// Once hidden, no reader may narrow it to an interval smaller than this: `high - low >= width`. For counts the
    /// threshold; zero asks for nothing. The ends are taken at whole numbers (of the smallest decimal in the table),
    /// for a reader who looks for a count between 2.5 and 4.5 knows that it is 3 or 4.
    pub width: Decimal,
}

/// A sum that holds in the table and that a reader can see: the total is what the parts make together.
///
/// A total can be a part elsewhere: rows, columns, subtotals, quarters to years, running totals. Where the values do
/// not add up (rounding, an error in the source) the attacker is taken to know the difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The total, as an index in [`Table::quantities`].
    pub total: usize,
    /// The parts, as indices in [`Table::quantities`].
    pub parts: Vec<usize>,
}

/// Quantities with the sums between them: all that is published together, or was before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The quantities. Their order decides between equal candidates for complementary suppression: the first goes.
    pub quantities: Vec<Quantity>,
    /// The sums between them.
    pub sums: Vec<Sum>,
}

/// Why a quantity is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suppression {
    /// Because it is sensitive itself.
    Primary,
    /// Because a sensitive quantity could be worked out from it.
    Complementary,
}

/// What to hide, and what hiding cannot help any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// For each quantity of the table why it is hidden; none where it may be published.
    pub suppressed: Vec<Option<Suppression>>,
    /// The quantities that can be narrowed to less than their width, even if all that is not yet published were
    /// hidden. In order of the table. Empty unless the table has something `published`, or is too small to hide in:
    /// a table of zeros, or with less in it than the width.
    pub disclosed: Vec<Disclosed>,
}

/// A quantity that stays inferable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosed {
    /// The quantity, as an index in [`Table::quantities`]. It can also be a complementary suppression.
    pub quantity: usize,
    /// What a reader can conclude about it.
    pub interval: Interval,
}

/// All that a reader can conclude about a quantity: it is at least `low` and at most `high`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The smallest possible value.
    pub low: Decimal,
    /// The largest possible value; none where nothing that is published limits it.
    pub high: Option<Decimal>,
}
