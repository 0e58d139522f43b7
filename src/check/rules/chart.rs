//! G031 to G036: charts that would mislead, or in which there is little to see.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::check::checked::Checked;
use crate::diagnostic::{Code, Finding, Findings};
use crate::dutch::notation::{Context, Style, list_of_names};
use crate::indicator::{CellRef, Number};
use crate::load::{ChartKind, ExhibitForm};
use crate::text::{Exhibit, ExhibitKind, Span, visit_each};

/// More series than this are not taken in at a glance, also with a panel each.
const PANELS: usize = 8;
/// More series than this have no colours of their own.
const COLORS: usize = 6;
/// More columns than this cannot be told apart on a page.
const COLUMNS: usize = 60;
/// Half a percent of rounding in each part.
const ROUNDED: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// Looks at every chart of the document.
pub fn check(checked: &Checked<'_>, findings: &mut Findings) {
    for exhibit in checked.document.exhibits.iter().filter(|exhibit| exhibit.kind == ExhibitKind::Chart) {
        let ExhibitForm::Chart(kind) = exhibit.drawn_as else { continue };
        let chart = ChartAsShown { checked, exhibit, kind };
        let found = [
            chart.too_many_series(),
            chart.labels_alike(),
            chart.says_little(),
            chart.shares(),
            chart.emphasis_elsewhere(),
            chart.too_many_columns(),
        ];
        found.into_iter().flatten().for_each(|finding| findings.push(finding));
    }
}

struct ChartAsShown<'a> {
    checked: &'a Checked<'a>,
    exhibit: &'a Exhibit,
    kind: ChartKind,
}

impl ChartAsShown<'_> {
    fn finding(&self, code: Code, message: String, hint: &str) -> Option<Finding> {
        Some(Finding::new(code, self.exhibit.place.clone(), message).hint(hint))
    }

    /// Its known numbers, without totals.
    fn numbers(&self) -> impl Iterator<Item = (&Number, Decimal)> {
        let (rows, columns) = self.exhibit.grid.without_totals();
        let cells = self.exhibit.grid.cells[..rows].iter().flat_map(move |row| &row[..columns]);
        cells.flatten().filter_map(|number| Some((number, number.amount.number()?)))
    }

    /// How many categories it has, and how many series.
    fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.exhibit.grid.without_totals();
        if self.exhibit.is_across() { (columns, rows) } else { (rows, columns) }
    }

    fn too_many_series(&self) -> Option<Finding> {
        let grid = &self.exhibit.grid;
        let (rows, series) = self.size();
        let over_time = self.exhibit.is_across() || grid.rows[..rows].iter().all(|row| row.period.is_some());
        let most = match self.kind {
            ChartKind::Line => PANELS,
            ChartKind::Column | ChartKind::GroupedColumn if over_time => PANELS,
            ChartKind::Waterfall => return None,
            _ => COLORS,
        };
        if series <= most {
            return None;
        }
        let message = format!("\"{}\" toont {series} reeksen. Zoveel zijn niet uit elkaar te houden.", self.exhibit.id);
        self.finding(
            Code::TooManySeries,
            message,
            &format!("Kies er hoogstens {most}, voeg kleine samen, of maak er een tabel van."),
        )
    }

    fn labels_alike(&self) -> Option<Finding> {
        let notation = self.checked.notation;
        let printed = |number: &Number, value| number.in_table(value, notation);
        let values: BTreeSet<Decimal> = self.numbers().map(|(_, value)| value.normalize()).collect();
        let labels: BTreeSet<String> = self.numbers().map(|(number, value)| printed(number, value)).collect();
        let as_whole = self.numbers().find(|(number, value)| {
            let whole = number.unit.is_fraction() && *value != Decimal::ONE;
            whole && printed(number, *value) == printed(number, Decimal::ONE)
        });
        let hint = "Zet bij de maat of het kengetal \"afronding\" hoger, zoals afronding = 1.";
        if let Some((number, value)) = as_whole {
            let message =
                format!("In \"{}\" staat {} bij een cijfer dat dat niet is.", self.exhibit.id, printed(number, value));
            return self.finding(Code::LabelsAlike, message, hint);
        }
        let shared = values.len() > 1 && labels.len() * 2 <= values.len();
        let message = || {
            format!(
                "In \"{}\" zijn {} verschillende cijfers afgerond op {}.",
                self.exhibit.id,
                values.len(),
                if labels.len() == 1 { "hetzelfde getal".to_owned() } else { format!("{} getallen", labels.len()) }
            )
        };
        if shared { self.finding(Code::LabelsAlike, message(), hint) } else { None }
    }

    fn says_little(&self) -> Option<Finding> {
        let known: Vec<Decimal> = self.numbers().map(|(_, value)| value).collect();
        let id = &self.exhibit.id;
        match &known[..] {
            [_] => self.finding(
                Code::ChartSaysLittle,
                format!("De grafiek \"{id}\" heeft maar één cijfer."),
                "Noem het cijfer in de tekst, of laat meer perioden zien.",
            ),
            [_, ..] if known.iter().all(Decimal::is_zero) => self.finding(
                Code::ChartSaysLittle,
                format!("Alle cijfers in de grafiek \"{id}\" zijn 0."),
                "Zeg het in de tekst: een lege grafiek lijkt op een fout.",
            ),
            _ => None,
        }
    }

    /// Parts of a hundred percent on top of each other must make a hundred percent.
    fn shares(&self) -> Option<Finding> {
        let grid = &self.exhibit.grid;
        let (rows, columns) = grid.without_totals();
        if self.kind != ChartKind::StackedColumn || !grid.unit.as_ref().is_some_and(|unit| unit.is_fraction()) {
            return None;
        }
        let slack = ROUNDED * Decimal::from(columns);
        let wrong = grid.cells[..rows].iter().zip(&grid.rows).find_map(|(row, heading)| {
            let parts: Option<Vec<Decimal>> =
                row[..columns].iter().map(|number| number.as_ref()?.amount.number()).collect();
            let sum: Decimal = parts?.into_iter().sum();
            ((sum - Decimal::ONE).abs() > slack).then_some((heading, sum))
        })?;
        let percent = self.checked.notation.format(
            wrong.1,
            grid.unit.as_ref()?,
            Style {
                rounding: crate::dutch::notation::Rounding { decimals: 0 },
                scale: grid.scale,
                context: Context::Text,
                with_unit: true,
                signed: false,
            },
        );
        let message = format!(
            "In \"{}\" zijn de delen bij {} samen {percent}. Een stapel van aandelen leest als 100%.",
            self.exhibit.id, wrong.0.name
        );
        self.finding(Code::StackedSharesDiffer, message, "Voeg het deel toe dat mist, of kies soort = \"gegroepeerd\".")
    }

    /// What the title compares must be what the picture stresses.
    fn emphasis_elsewhere(&self) -> Option<Finding> {
        let grid = &self.exhibit.grid;
        let mut cells: Vec<&CellRef> = Vec::new();
        visit_each(&self.exhibit.title, &mut |span| {
            if let Span::Number(index) = span {
                cells.extend(self.checked.document.numbers.get(*index).into_iter().flat_map(|one| &one.number.cells));
            }
        });
        let (rows, columns) = grid.without_totals();
        let is_told = |row: &usize| {
            let numbers = grid.cells[*row][..columns].iter().flatten();
            numbers.flat_map(|number| &number.cells).any(|cell| cells.contains(&cell))
        };
        let told: Vec<usize> = (0..rows).filter(is_told).collect();
        let stressed = &self.exhibit.emphasis;
        // A title about all of it compares no pair.
        if stressed.is_empty() || told.is_empty() || told.len() > 2 || told.len() == rows {
            return None;
        }
        // "Since October" is as true of October as of December, when the number stayed the same.
        let values = |row: usize| -> Vec<Option<Decimal>> {
            grid.cells[row][..columns].iter().map(|number| number.as_ref()?.amount.number()).collect()
        };
        let is_stressed = |row: &usize| stressed.iter().any(|other| values(*other) == values(*row));
        if told.iter().all(is_stressed) {
            return None;
        }
        let names = |rows: &[usize]| -> Vec<String> { rows.iter().map(|row| grid.rows[*row].name.clone()).collect() };
        let message = format!(
            "De titel van \"{}\" gaat over {}, maar de nadruk ligt op {}.",
            self.exhibit.id,
            list_of_names(&names(&told)),
            list_of_names(&names(stressed))
        );
        self.finding(Code::EmphasisElsewhere, message, "Zet bij \"nadruk\" waar de titel over gaat.")
    }

    fn too_many_columns(&self) -> Option<Finding> {
        let (rows, columns) = self.size();
        let count = match self.kind {
            ChartKind::ColumnAndLine => rows,
            ChartKind::Column | ChartKind::GroupedColumn if self.exhibit.mark.is_some() => rows,
            ChartKind::Column | ChartKind::GroupedColumn if columns <= 4 => rows * columns,
            ChartKind::Column | ChartKind::GroupedColumn | ChartKind::StackedColumn => rows,
            _ => return None,
        };
        if count <= COLUMNS {
            return None;
        }
        let message =
            format!("\"{}\" heeft {count} kolommen naast elkaar. Zo smal zijn ze niet te lezen.", self.exhibit.id);
        self.finding(Code::TooManyColumns, message, "Kies minder of langere perioden, of soort = \"lijn\".")
    }
}
