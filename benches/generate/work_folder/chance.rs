//! Figures that look like chance and are the same on every machine.

/// A stream of numbers that a name determines.
pub struct Chance(u64);

impl Chance {
    /// The stream of a name.
    pub fn of(name: &str) -> Self {
        // FNV-1a; what comes out is mixed again by `next`.
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(name.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` through `high`.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// One of them.
    pub fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.between(0, all.len() as u64 - 1) as usize]
    }

    /// So many different ones, in an order of their own.
    pub fn some_of<'a, T: ?Sized>(&mut self, all: &[&'a T], count: usize) -> Vec<&'a T> {
        let mut left = all.to_vec();
        (0..count.min(all.len())).map(|_| left.remove(self.between(0, left.len() as u64 - 1) as usize)).collect()
    }
}
