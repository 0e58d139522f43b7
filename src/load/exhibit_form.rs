//! How a selection of numbers can be shown: every kind of chart, with its words, and the table.

use super::toml::Word;

/// How a selection of numbers is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExhibitForm {
    /// A chart, with a table of its numbers.
    Chart(ChartKind),
    /// Only ever a table.
    Table,
}

macro_rules! chart_kinds {
    ($($(#[doc = $about:literal])* $kind:ident: $written:literal, $spoken:literal;)*) => {
        /// The kinds of chart.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum ChartKind {
            $($(#[doc = $about])* $kind,)*
        }

        impl ChartKind {
            /// Every kind, for tests of what holds for all.
            #[cfg(test)]
            pub(crate) const ALL: &'static [ChartKind] = &[$(ChartKind::$kind),*];

            /// Whether each series has a panel and a unit of its own.
            pub fn has_panels(self) -> bool {
                self == ChartKind::ColumnAndLine
            }

            /// How a text that tells of the chart names it, at the start of a sentence.
            pub fn spoken(self) -> &'static str {
                match self { $(ChartKind::$kind => $spoken),* }
            }
        }

        impl Word for ExhibitForm {
            const WORDS: &'static [(&'static str, Self)] = &[
                $(($written, ExhibitForm::Chart(ChartKind::$kind)),)*
                ("tabel", ExhibitForm::Table),
            ];
        }
    };
}

// What it is, the word for it in `data/grafieken.toml`, and its name for who cannot see it.
chart_kinds! {
    /// Lines over time.
    Line: "lijn", "Lijndiagram";
    /// Columns of one series; of more series it is drawn as [`ChartKind::GroupedColumn`].
    Column: "kolom", "Kolomdiagram";
    /// Columns of several series side by side.
    GroupedColumn: "gegroepeerd", "Kolomdiagram met groepen";
    /// Columns of several series on top of each other.
    StackedColumn: "gestapeld", "Gestapeld kolomdiagram";
    /// Horizontal bars, one row a category.
    Bar: "staaf", "Staafdiagram";
    /// Columns of one series, and below them a line of another, over the same time.
    ColumnAndLine: "kolom-en-lijn", "Kolomdiagram met een lijn eronder";
    /// Horizontal steps that add up to the last category.
    Waterfall: "waterval", "Watervaldiagram";
}
