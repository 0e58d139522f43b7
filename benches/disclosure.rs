//! How long it takes to protect large tables with totals: `cargo bench --bench disclosure`.

use divan::{Bencher, black_box};
use griffel::stages::disclosure::{Quantity, Sum, Table, protect};
use rust_decimal::Decimal;

/// The threshold under which counts are hidden.
const THRESHOLD: u32 = 10;

/// How counts are spread over the cells.
#[derive(Clone, Copy, Debug)]
enum Counts {
    /// Up to 100, evenly: nine in a hundred cells are small.
    Even,
    /// Mostly small or zero, as client counts by neighbourhood and kind of help are.
    Skewed,
    /// None that is small.
    Large,
}

/// Counts from a fixed sequence (Knuth's linear congruential generator), so that each run measures the same table.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(bound)).expect("below a u32")
    }

    fn count(&mut self, counts: Counts) -> u32 {
        match counts {
            Counts::Even => self.below(100),
            Counts::Skewed => {
                let bound = 1 + self.below(40);
                self.below(bound) * u32::from(self.below(3) > 0)
            }
            Counts::Large => 10 + self.below(500),
        }
    }
}

/// A table with a total for each row and column, and of all.
fn grid(rows: usize, columns: usize, counts: Counts) -> Table {
    let mut sequence = Sequence(7);
    let width = columns + 1;
    let mut values = vec![0_u32; (rows + 1) * width];
    for row in 0..rows {
        for column in 0..columns {
            let count = sequence.count(counts);
            for cell in [row * width + column, row * width + columns, rows * width + column, rows * width + columns] {
                values[cell] += count;
            }
        }
    }
    let quantity = |count: u32| Quantity {
        value: Some(Decimal::from(count)),
        sensitive: 0 < count && count < THRESHOLD,
        published: false,
        width: Decimal::from(THRESHOLD),
    };
    let across = (0..=rows).map(|row| (row * width..row * width + columns, row * width + columns));
    let across = across.map(|(parts, total)| Sum { total, parts: parts.collect() });
    let down = (0..=columns)
        .map(|column| Sum { total: rows * width + column, parts: (0..rows).map(|row| row * width + column).collect() });
    Table { quantities: values.into_iter().map(quantity).collect(), sums: across.chain(down).collect() }
}

#[divan::bench(args = [Counts::Even, Counts::Skewed, Counts::Large], sample_count = 20)]
fn grid_200_by_60(bencher: Bencher<'_, '_>, counts: &Counts) {
    let table = grid(200, 60, *counts);
    bencher.bench_local(|| protect(black_box(&table)));
}

#[divan::bench(args = [Counts::Even, Counts::Skewed, Counts::Large], sample_count = 20)]
fn grid_1000_by_12(bencher: Bencher<'_, '_>, counts: &Counts) {
    let table = grid(1000, 12, *counts);
    bencher.bench_local(|| protect(black_box(&table)));
}

fn main() {
    divan::main();
}
