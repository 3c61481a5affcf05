//! The order in which examples come: shuffled, and the same on every run.
//!
//! Not here: forests, whose crate has a seed of its own (`forest`).

/// A small fixed generator (xorshift64*), so that the same corpus gives the same file on every machine.
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Shuffles in place.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() >> 33) as usize % (at + 1));
        }
    }
}
