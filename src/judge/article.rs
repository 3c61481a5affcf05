//! The article head: how likely each block is part of the page's main content, and which set of blocks to take.
//!
//! Two forests, fitted by `xtask/train`: the first judges a block by its features, the second also by what the first said
//! of the blocks around it. Not here: how the chosen blocks become an article (`crate::article`).

use super::blocks::Block;
use super::features::Scene;
use super::page_kind::KINDS_BYTES;
use super::second;
use super::tokens::{NAME_SLOTS, Packed, WORD_SLOTS};
use super::trees::{Trees, probability};
use std::sync::OnceLock;

/// The trained constants; `cargo xtask train` writes them.
const TRAINED: &[u8] = include_bytes!("model/article.bin");

/// What the second stage counts in the mean of both stages' log-odds; cross-validated, 0.7 beat 0.3, 0.5 and 1.
const SECOND_SHARE: f32 = 0.7;

/// Word F1, 0 to 1, that the best choice must promise, or nothing is chosen: a page without main content (a hold-up, a menu,
/// a form) is better declined than read. Cross-validated, one page of the
/// 1,476 that have main content promises less, and 6 of the 21 that have none.
const MIN_PROMISE: f32 = 0.2;

/// The head's constants: two tables of tokens, a table for each kind of page, two forests.
#[derive(Debug, Clone)]
pub struct Model<'a> {
    /// Names of elements.
    pub names: Packed<'a>,
    /// Words of blocks.
    pub words: Packed<'a>,
    /// A table for each kind of page, one after the other.
    pub kinds: &'a [u8],
    /// Over the features of a block.
    pub first: Trees<'a>,
    /// Over those and the first stage's probabilities.
    pub second: Trees<'a>,
}

impl Model<'static> {
    /// The constants that come with the crate, unpacked on first use.
    #[must_use]
    pub fn trained() -> &'static Self {
        static UNPACKED: OnceLock<Model<'static>> = OnceLock::new();
        UNPACKED.get_or_init(|| Model::parse(TRAINED))
    }
}

impl<'a> Model<'a> {
    /// Reads constants: the two tables, the kinds of page, the first forest's length in bytes (32 bits, little-endian), the forests.
    /// What is missing counts as empty.
    #[must_use]
    pub fn parse(bytes: &'a [u8]) -> Self {
        let (names, rest) = bytes.split_at_checked(NAME_SLOTS / 2).unwrap_or_default();
        let (words, rest) = rest.split_at_checked(WORD_SLOTS / 2).unwrap_or_default();
        let (kinds, rest) = rest.split_at_checked(KINDS_BYTES).unwrap_or_default();
        let (length, rest) = rest.split_first_chunk::<4>().unwrap_or((&[0; 4], &[]));
        let (first, second) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).unwrap_or_default();
        Self {
            names: Packed(names),
            words: Packed(words),
            kinds,
            first: Trees::of(first),
            second: Trees::of(second),
        }
    }

    /// The bytes that [`Self::parse`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let length = (self.first.bytes().len() as u32).to_le_bytes();
        [self.names.0, self.words.0, self.kinds, &length, self.first.bytes(), self.second.bytes()].concat()
    }
}

/// Probability of each block, 0 to 1.
#[must_use]
pub fn probabilities(scene: &Scene<'_>, model: &Model<'_>) -> Vec<f32> {
    let first = model.first.sums(&scene.rows());
    let said: Vec<f32> = first.iter().copied().map(probability).collect();
    let second = model.second.sums(&second::rows(scene, &said));
    first.iter().zip(second).map(|(&first, second)| both(first, second)).collect()
}

/// The probability that both stages' log-odds stand for together.
#[must_use]
pub fn both(first: f32, second: f32) -> f32 {
    probability(first + (second - first) * SECOND_SHARE)
}

/// The blocks that promise the best word F1: likeliest first, as many as raise the expectation; none where that stays low.
///
/// With the blocks sorted by probability, taking the first ones gives an expected F1 of
/// 2 · (their expected words) / (their words + all expected words); the best cut is the one where that is highest.
#[must_use]
pub fn choose(blocks: &[Block], probabilities: &[f32]) -> Vec<bool> {
    let mut order: Vec<(usize, f32, f32)> = Vec::with_capacity(blocks.len());
    for (at, (block, &p)) in blocks.iter().zip(probabilities).enumerate() {
        order.push((at, p, block.words as f32));
    }
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let all: f32 = order.iter().map(|it| it.1 * it.2).sum();
    let (mut taken, mut right, mut best, mut cut) = (0.0, 0.0, 0.0, 0);
    for (count, &(_, p, words)) in order.iter().enumerate() {
        taken += words;
        right += words * p;
        let f1 = 2.0 * right / (taken + all).max(1.0);
        if f1 > best {
            (best, cut) = (f1, count + 1);
        }
    }
    let mut chosen = vec![false; blocks.len()];
    if best < MIN_PROMISE {
        return chosen;
    }
    for &(at, ..) in order.iter().take(cut) {
        if let Some(it) = chosen.get_mut(at) {
            *it = true;
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::{Model, choose};
    use crate::judge::Block;

    #[test]
    fn the_cut_follows_the_expectation() {
        let blocks = [100, 100, 50].map(|words| Block { words, ..Block::default() });
        assert_eq!(choose(&blocks, &[0.9, 0.8, 0.1]), [true, true, false]);
        assert_eq!(choose(&blocks, &[0.4, 0.35, 0.01]), [true, true, false], "unsure pages have a lower cut");
        assert_eq!(choose(&blocks, &[0.0, 0.0, 0.0]), [false; 3]);
        assert_eq!(choose(&blocks, &[0.09, 0.02, 0.02]), [false; 3], "what promises little is declined");
    }

    #[test]
    fn constants_round_trip_and_missing_ones_are_empty() {
        let model = Model::trained();
        assert_eq!(Model::parse(&model.to_bytes()).to_bytes(), model.to_bytes());
        assert!(Model::parse(&[1, 2, 3]).second.bytes().is_empty());
    }
}
