//! Random tables as municipalities publish them: counts with totals in several directions.

use griffel::stages::disclosure::{Quantity, Sum, Table};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// A table, and all its values; those that the table lacks among them.
#[derive(Clone, Debug)]
pub struct Case {
    pub table: Table,
    pub truth: Vec<i64>,
}

/// Which sums a table has.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Rows and columns with totals and a grand total.
    Grid(usize, usize),
    /// Three directions, each with its totals.
    Cube(usize, usize, usize),
    /// Groups of groups: the numbers of members of the lowest groups, put together by this many.
    Hierarchy(Vec<usize>, usize),
    /// Series by quarter, with the running total of each and a total over the series; the fourth is the year.
    Quarters(usize),
    /// A grid in which each first half of the columns has a subtotal.
    Subtotals(usize, usize),
}

/// How a table is marked.
#[derive(Clone, Debug)]
pub struct Marks {
    pub threshold: i64,
    /// Out of a hundred: how many quantities are public already.
    pub published: u8,
    /// Out of a hundred: how many quantities nobody knows.
    pub unknown: u8,
}

/// Sums under construction; quantities are added from the lowest level up.
#[derive(Default)]
struct Draft {
    truth: Vec<i64>,
    sums: Vec<Sum>,
}

impl Draft {
    fn cell(&mut self, value: i64) -> usize {
        self.truth.push(value);
        self.truth.len() - 1
    }

    fn cells(&mut self, count: usize, values: &mut impl Iterator<Item = i64>) -> Vec<usize> {
        (0..count).map(|_| self.cell(values.next().expect("enough values"))).collect()
    }

    fn total(&mut self, parts: Vec<usize>) -> usize {
        let total = self.cell(parts.iter().map(|&part| self.truth[part]).sum());
        self.sums.push(Sum { total, parts });
        total
    }

    /// The same total by other parts.
    fn also(&mut self, total: usize, parts: Vec<usize>) {
        assert_eq!(self.truth[total], parts.iter().map(|&part| self.truth[part]).sum::<i64>());
        self.sums.push(Sum { total, parts });
    }

    /// Totals of rows and columns of equal length, and of all; gives back the rows with their totals, and those of
    /// the columns as last row.
    fn close(&mut self, mut rows: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        let columns = rows[0].len();
        let mut last: Vec<usize> =
            (0..columns).map(|column| self.total(rows.iter().map(|row| row[column]).collect())).collect();
        for row in &mut rows {
            row.push(self.total(row.clone()));
        }
        let all = self.total(last.clone());
        self.also(all, rows.iter().map(|row| row[columns]).collect());
        last.push(all);
        rows.push(last);
        rows
    }
}

impl Shape {
    fn draft(&self, values: &mut impl Iterator<Item = i64>) -> Draft {
        let mut draft = Draft::default();
        match self {
            Self::Grid(rows, columns) => {
                let rows = (0..*rows).map(|_| draft.cells(*columns, values)).collect();
                draft.close(rows);
            }
            Self::Cube(layers, rows, columns) => {
                let layers: Vec<_> = (0..*layers)
                    .map(|_| {
                        let rows = (0..*rows).map(|_| draft.cells(*columns, values)).collect();
                        draft.close(rows)
                    })
                    .collect();
                let layer = |draft: &mut Draft, row: usize, column: usize| {
                    draft.total(layers.iter().map(|layer| layer[row][column]).collect())
                };
                let rows: Vec<Vec<usize>> = (0..*rows)
                    .map(|row| (0..*columns).map(|column| layer(&mut draft, row, column)).collect())
                    .collect();
                let closed = draft.close(rows);
                for (row, cells) in closed.iter().enumerate() {
                    for (column, &cell) in cells.iter().enumerate() {
                        if row + 1 == closed.len() || column + 1 == cells.len() {
                            draft.also(cell, layers.iter().map(|layer| layer[row][column]).collect());
                        }
                    }
                }
            }
            Self::Hierarchy(members, together) => {
                let groups: Vec<Vec<usize>> = members.iter().map(|&count| draft.cells(count, values)).collect();
                let mut level: Vec<usize> = groups.into_iter().map(|group| draft.total(group)).collect();
                while level.len() > 1 {
                    level = level.chunks(*together).map(|group| draft.total(group.to_vec())).collect();
                }
            }
            Self::Quarters(series) => {
                let rows: Vec<Vec<usize>> = (0..*series).map(|_| draft.cells(4, values)).collect();
                let all = (0..4).map(|quarter| draft.total(rows.iter().map(|row| row[quarter]).collect()));
                let all: Vec<usize> = all.collect();
                let running: Vec<Vec<usize>> = rows
                    .iter()
                    .chain([&all])
                    .map(|row| (2..=4).map(|until| draft.total(row[..until].to_vec())).collect())
                    .collect();
                for until in 0..3 {
                    draft.also(running[*series][until], running[..*series].iter().map(|row| row[until]).collect());
                }
            }
            Self::Subtotals(rows, columns) => {
                let cells: Vec<Vec<usize>> = (0..*rows).map(|_| draft.cells(*columns, values)).collect();
                let half = columns.div_ceil(2);
                let subtotals: Vec<usize> = cells.iter().map(|row| draft.total(row[..half].to_vec())).collect();
                let closed = draft.close(cells);
                let below = draft.total(closed[*rows][..half].to_vec());
                draft.also(below, subtotals);
            }
        }
        draft
    }
}

/// How many cells below the totals a shape has at most.
const CELLS: usize = 64;

/// Small tables that a person could attack by hand.
pub fn tiny_shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        (1..=3_usize, 1..=3_usize).prop_map(|(rows, columns)| Shape::Grid(rows, columns)),
        Just(Shape::Cube(2, 2, 2)),
        (vec(1..=3_usize, 1..=2)).prop_map(|members| Shape::Hierarchy(members, 2)),
        Just(Shape::Quarters(1)),
        (1..=2_usize, 2..=3_usize).prop_map(|(rows, columns)| Shape::Subtotals(rows, columns)),
    ]
}

pub fn grid() -> impl Strategy<Value = Shape> {
    (1..=8_usize, 1..=8_usize).prop_map(|(rows, columns)| Shape::Grid(rows, columns))
}

pub fn cube() -> impl Strategy<Value = Shape> {
    (1..=4_usize, 1..=4_usize, 1..=4_usize).prop_map(|(layers, rows, columns)| Shape::Cube(layers, rows, columns))
}

pub fn hierarchy() -> impl Strategy<Value = Shape> {
    (vec(1..=6_usize, 1..=9), 2..=4_usize).prop_map(|(members, together)| Shape::Hierarchy(members, together))
}

pub fn quarters() -> impl Strategy<Value = Shape> {
    (1..=6_usize).prop_map(Shape::Quarters)
}

pub fn subtotals() -> impl Strategy<Value = Shape> {
    (1..=6_usize, 2..=8_usize).prop_map(|(rows, columns)| Shape::Subtotals(rows, columns))
}

/// Nothing public yet, all known.
pub fn fresh() -> impl Strategy<Value = Marks> {
    prop_oneof![Just(3), Just(5), Just(10)].prop_map(|threshold| Marks { threshold, published: 0, unknown: 0 })
}

/// Some of it public, or unknown.
pub fn marked() -> impl Strategy<Value = Marks> {
    let percentages = prop_oneof![Just((10, 0)), Just((40, 0)), Just((0, 10)), Just((15, 15)), Just((5, 40))];
    (fresh(), percentages).prop_map(|(marks, (published, unknown))| Marks { published, unknown, ..marks })
}

/// A table of a shape with random counts: many small, many zero.
pub fn case(shape: impl Strategy<Value = Shape>, marks: impl Strategy<Value = Marks>) -> impl Strategy<Value = Case> {
    let kinds = prop_oneof![Just((6, 3, 1)), Just((1, 1, 8)), Just((0, 1, 9)), Just((2, 6, 2)), Just((8, 1, 1))];
    let counts = kinds.prop_flat_map(|(zero, small, large)| {
        vec(prop_oneof![zero => Just(0), small => 1..10_i64, large => 10..60_i64], CELLS)
    });
    (shape, marks, counts, vec(0..100_u8, 4 * CELLS)).prop_map(|(shape, marks, counts, dice)| {
        let Draft { truth, sums } = shape.draft(&mut counts.into_iter());
        let quantity = |(index, &count): (usize, &i64)| {
            let die = dice[index % dice.len()];
            let published = die < marks.published;
            let unknown = !published && die < marks.published + marks.unknown;
            Quantity {
                value: (!unknown).then(|| Decimal::from(count)),
                sensitive: 0 < count && count < marks.threshold,
                published,
                width: Decimal::from(marks.threshold),
            }
        };
        let quantities = truth.iter().enumerate().map(quantity).collect();
        Case { table: Table { quantities, sums }, truth }
    })
}

/// A table in which nothing has to be right.
pub fn any_table() -> impl Strategy<Value = Table> {
    let value = prop_oneof![
        4 => (0..30_i64).prop_map(Decimal::from),
        1 => (-9999..9999_i64, 0..4_u32).prop_map(|(number, scale)| Decimal::new(number, scale)),
        1 => (any::<i64>(), 0..29_u32).prop_map(|(number, scale)| Decimal::new(number, scale)),
        1 => prop_oneof![Just(Decimal::MAX), Just(Decimal::MIN), Just(Decimal::new(1, 28))],
    ];
    let quantity = (prop::option::weighted(0.9, value.clone()), any::<bool>(), prop::bool::weighted(0.1), value);
    let quantity =
        quantity.prop_map(|(value, sensitive, published, width)| Quantity { value, sensitive, published, width });
    vec(quantity, 1..12).prop_flat_map(|quantities| {
        let index = 0..quantities.len();
        let sum = (index.clone(), vec(index, 0..6)).prop_map(|(total, parts)| Sum { total, parts });
        (Just(quantities), vec(sum, 0..8)).prop_map(|(quantities, sums)| Table { quantities, sums })
    })
}
