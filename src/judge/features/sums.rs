//! Sums over runs of blocks: windows, containers and groups of alike blocks are all described by the same few numbers.
//!
//! Running sums make any run of blocks two look-ups. Not here: which runs matter.

use super::texts::Look;
use crate::judge::blocks::Block;
use std::ops::{Add, Range, Sub};

/// A block of so many words is a long one: a paragraph rather than a label.
pub const LONG_WORDS: u32 = 25;

/// Numbers of a set of blocks, added up.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum {
    /// Blocks.
    pub blocks: f32,
    /// Words.
    pub words: f32,
    /// Words in links.
    pub links: f32,
    /// Words in blocks of at least [`LONG_WORDS`].
    pub long: f32,
    /// Commas and semicolons.
    pub commas: f32,
    /// Log-odds of the names around each block.
    pub names: f32,
    /// Log-odds of each block's words.
    pub odds: f32,
    /// Blocks with a price.
    pub prices: f32,
}

impl Sum {
    /// The numbers of one block. Hidden words count as none.
    #[must_use]
    pub fn of(block: &Block, names: f32, look: &Look) -> Self {
        let words = if block.hidden { 0.0 } else { block.words as f32 };
        Self {
            blocks: 1.0,
            words,
            links: words * block.link_density(),
            long: if block.words >= LONG_WORDS { words } else { 0.0 },
            commas: block.commas as f32,
            names,
            odds: look.words,
            prices: f32::from(u8::from(look.price)),
        }
    }

    /// A mean over the blocks of one of the sums.
    #[must_use]
    pub fn mean(&self, sum: f32) -> f32 {
        sum / self.blocks.max(1.0)
    }
}

impl Add for Sum {
    type Output = Self;

    fn add(self, it: Self) -> Self {
        Self {
            blocks: self.blocks + it.blocks,
            words: self.words + it.words,
            links: self.links + it.links,
            long: self.long + it.long,
            commas: self.commas + it.commas,
            names: self.names + it.names,
            odds: self.odds + it.odds,
            prices: self.prices + it.prices,
        }
    }
}

impl Sub for Sum {
    type Output = Self;

    fn sub(self, it: Self) -> Self {
        Self {
            blocks: self.blocks - it.blocks,
            words: self.words - it.words,
            links: self.links - it.links,
            long: self.long - it.long,
            commas: self.commas - it.commas,
            names: self.names - it.names,
            odds: self.odds - it.odds,
            prices: self.prices - it.prices,
        }
    }
}

/// Running sums over a list.
#[derive(Debug, Clone)]
pub struct Running<T>(Vec<T>);

impl<T: Copy + Default + Add<Output = T> + Sub<Output = T>> Running<T> {
    /// Adds the items up.
    pub fn of(items: impl Iterator<Item = T>) -> Self {
        let mut sums = vec![T::default()];
        let mut sum = T::default();
        for item in items {
            sum = sum + item;
            sums.push(sum);
        }
        Self(sums)
    }

    /// The sum of a run; what lies outside the list counts as nothing.
    #[must_use]
    pub fn over(&self, run: Range<usize>) -> T {
        let last = self.0.len().saturating_sub(1);
        let at = |index: usize| self.0.get(index.min(last)).copied().unwrap_or_default();
        at(run.end) - at(run.start)
    }

    /// The sum of all.
    #[must_use]
    pub fn all(&self) -> T {
        self.0.last().copied().unwrap_or_default()
    }
}

/// The run of `reach` blocks to either side of a block, itself included.
#[must_use]
pub const fn window(at: usize, reach: usize) -> Range<usize> {
    at.saturating_sub(reach)..at + reach + 1
}

#[cfg(test)]
mod tests {
    use super::{Running, window};

    #[test]
    fn runs_are_two_look_ups() {
        let running = Running::of([1.0_f32, 2.0, 4.0].into_iter());
        assert!((running.over(1..3) - 6.0).abs() < 1e-6);
        assert!((running.over(window(0, 5)) - 7.0).abs() < 1e-6, "a window may reach over the ends");
        assert!((running.all() - 7.0).abs() < 1e-6);
    }
}
