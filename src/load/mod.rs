//! Bytes in, located values out: everything in the work folder that documents are made from.

mod arithmetic;
mod calendar;
mod crosstab;
mod dataset;
mod definitions;
mod exhibit;
mod exhibit_form;
pub mod fonts;
mod form;
mod front_matter;
mod manuscript;
mod municipality;
mod outline;
pub mod parallel;
mod policy;
mod privacy;
mod protection;
mod quantity_keys;
mod read;
mod region;
pub mod schema;
mod series;
mod series_keys;
mod series_model;
mod sight;
mod signs;
mod starter;
mod suspect;
pub mod table;
mod table_check;
mod toml;
mod tried;

pub use calendar::{Calendar, Moments, Promise};
pub use crosstab::{Computed, CrosstabDefinition, Fixed, Judged, Line, Note, Role};
pub use dataset::{Dataset, DefinitionKind, Unpublished};
pub use definitions::{Control, Fact, IndicatorDefinition, Pilot};
pub use exhibit::{ExhibitDefinition, ExhibitSource, Gaps, RowOrder};
pub use exhibit_form::{ChartKind, ExhibitForm};
pub use form::{Field, FieldKind, Form, Section, SectionKind};
pub use front_matter::FrontMatter;
pub use manuscript::{
    AspectRatio, Cover, DocumentStatus, FieldValue, Manuscript, Show, about_key, split as manuscript_parts,
};
pub use municipality::{DEFAULT_FONT, Municipality};
pub use privacy::Privacy;
pub use protection::Published;
pub use read::{dataset, forms, manuscript};
pub use region::{Member, region};
pub use series_keys::Stock;
pub use series_model::{CellValue, Provisional, Revision, Row, Series};
pub use sight::rows_around;
pub use signs::{Kind, Signs, kind_of};
pub use starter::{SheetView, Wanted, likely_measure, likely_name, starter, starter_with_view, view};
pub use table_check::{CheckKind, CheckedCells, CheckedWhat, TableCheck};
pub use toml::Located;
pub use tried::{Tried, TriedKind, tried};
