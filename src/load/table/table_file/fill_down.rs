//! `doorvullen`: columns in which a value stands only where it changes, as in a pivot table.

use crate::diagnostic::Findings;

use crate::load::table::raw::{Field, Table};
use crate::load::toml::Located;

/// Gives each empty cell of these columns the value above it.
pub(crate) fn apply(table: &mut Table, columns: &[Located<String>], findings: &mut Findings) {
    for name in columns {
        let Some(at) = table.column(name, findings) else { continue };
        let mut above = Field::Empty;
        for row in &mut table.rows {
            match row.fields.get_mut(at) {
                Some(field) if field.is_filled() => above = field.clone(),
                Some(field) => *field = above.clone(),
                None => {
                    row.fields.resize(at, Field::Empty);
                    row.fields.push(above.clone());
                }
            }
        }
    }
}
