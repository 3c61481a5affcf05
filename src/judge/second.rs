//! The article head's second look: the first stage's probabilities of what stands around a block.
//!
//! It fills holes and drops islands: a block that all its neighbours, its container or its likes agree on follows them.
//! Its row is the numbers written here alone, with few of the block's own: with all of them it fitted the sites, not
//! the surroundings. The head weighs both stages.

use super::blocks::Block;
use super::features::Scene;
use super::features::scale::{log, share};
use super::features::sums::{LONG_WORDS, Running, window};
use std::ops::{Add, Sub};

/// Features of the second stage.
pub const SECOND_FEATURES: usize = 38;

/// A row of the second stage.
pub type SecondRow = [u8; SECOND_FEATURES];

/// Containers whose probabilities are looked at, narrowest first.
const CONTAINERS: usize = 6;

/// Of those, the ones whose share of the page's article words is looked at.
const SHARES: usize = 4;

/// From here on a block counts as taken when distances are measured.
const TAKEN: f32 = 0.5;

/// Words, and how many of them are expected to be article.
#[derive(Debug, Clone, Copy, Default)]
struct Mass {
    words: f32,
    article: f32,
}

impl Mass {
    /// Mean probability of a word, as a byte.
    fn mean(self) -> u8 {
        share(self.article, self.words)
    }
}

impl Add for Mass {
    type Output = Self;

    fn add(self, it: Self) -> Self {
        Self { words: self.words + it.words, article: self.article + it.article }
    }
}

impl Sub for Mass {
    type Output = Self;

    fn sub(self, it: Self) -> Self {
        Self { words: self.words - it.words, article: self.article - it.article }
    }
}

/// The second stage's rows. `first` are the first stage's probabilities of the blocks, 0 to 1.
#[must_use]
pub fn rows(scene: &Scene<'_>, first: &[f32]) -> Vec<SecondRow> {
    let blocks = scene.blocks.list();
    // Small blocks count a little more than their words, or labels between paragraphs would not be seen.
    let mass = |at: usize| {
        let words = blocks.get(at).map_or(0.0, |it| if it.hidden { 1.0 } else { it.words as f32 + 2.0 });
        Mass { words, article: words * first.get(at).copied().unwrap_or(0.0) }
    };
    let each: Vec<Mass> = (0..blocks.len()).map(mass).collect();
    let running = Running::of(each.iter().copied());
    let groups = &scene.groups;
    let alike = [&groups.shape, &groups.tags, &groups.kin].map(|it| (it, it.sums(each.iter().copied())));
    let before = Nearest::along(blocks.iter().map(|it| it.words).zip(first.iter().copied()));
    let mut after = Nearest::along(blocks.iter().map(|it| it.words).zip(first.iter().copied()).rev());
    after.reverse();
    let all = running.all();
    let taken = first.iter().filter(|&&it| it >= TAKEN).count();
    let p = |at: usize| share(first.get(at).copied().unwrap_or(0.0), 1.0);
    let mut added: Vec<u8> = Vec::with_capacity(SECOND_FEATURES);
    let write = |at: usize| {
        let own = each.get(at).copied().unwrap_or_default();
        added.clear();
        added.push(p(at));
        added.extend([at.wrapping_sub(1), at + 1, at.wrapping_sub(2), at + 2].map(p));
        added.extend([2, 5, 12].map(|reach| (running.over(window(at, reach)) - own).mean()));
        added.extend([at.saturating_sub(6)..at, at + 1..at + 7].map(|run| running.over(run).mean()));
        let node = blocks.get(at).map_or(scene.page.root(), |it| it.node);
        let mut containers = scene.containers(node);
        let mut last = scene.page.root();
        for number in 0..CONTAINERS {
            last = containers.next().unwrap_or(last);
            let held = running.over(scene.blocks.inside(scene.page, last));
            added.push(if held.words > own.words { (held - own).mean() } else { p(at) });
            if number < SHARES {
                added.push(share(held.article, all.article));
            }
        }
        added.extend(alike.iter().map(|(grouping, sums)| {
            let group = grouping.of(sums, at);
            if group.words > own.words { (group - own).mean() } else { p(at) }
        }));
        let (back, on) =
            (before.get(at).copied().unwrap_or_default(), after.get(at).copied().unwrap_or_default());
        added.extend([
            share(back.highest, 1.0),
            share(on.highest, 1.0),
            share(back.long, 1.0),
            share(on.long, 1.0),
        ]);
        added.extend([log(back.since_taken), log(on.since_taken)]);
        added.push(share(running.over(0..at).article, all.article));
        added.extend([log(all.article as u32), all.mean(), share(taken as f32, blocks.len() as f32)]);
        let above = scene.headings.above.get(at).copied().flatten();
        added.push(above.map_or(0, p));
        let next = scene.headings.next.get(at).copied().unwrap_or(at);
        added.push(running.over(at + 1..next).mean());
        added.push(log(blocks.get(at).map_or(0, |it| it.words)));
        added.push(share(blocks.get(at).map_or(0.0, Block::link_density), 1.0));
        added.push(scene.headings.level.get(at).copied().unwrap_or(0));
        let mut second = [0; SECOND_FEATURES];
        for (place, &value) in second.iter_mut().zip(&added) {
            *place = value;
        }
        second
    };
    (0..blocks.len()).map(write).collect()
}

/// What stood before a block.
#[derive(Debug, Clone, Copy, Default)]
struct Nearest {
    /// The highest probability so far.
    highest: f32,
    /// The probability of the nearest long block.
    long: f32,
    /// Blocks since one was taken.
    since_taken: u32,
}

impl Nearest {
    /// For each block, in the order given: words and probability.
    fn along(blocks: impl Iterator<Item = (u32, f32)>) -> Vec<Self> {
        let mut state = Self { since_taken: u32::MAX / 2, ..Self::default() };
        let step = |(words, p): (u32, f32)| {
            let before = state;
            state.highest = state.highest.max(p);
            state.since_taken = if p >= TAKEN { 0 } else { state.since_taken + 1 };
            if words >= LONG_WORDS {
                state.long = p;
            }
            before
        };
        blocks.map(step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::rows;
    use crate::judge::{blocks::Blocks, features::Scene, tokens::Packed};
    use crate::page::Page;

    #[test]
    fn neighbours_are_seen() {
        let page: Page = "body\n  p 'one'\n  p 'two'\n  p 'three'".parse().unwrap();
        let blocks = Blocks::of(&page);
        let scene = Scene::of(&page, &blocks, Packed::default(), Packed::default());
        let rows = rows(&scene, &[1.0, 0.0, 1.0]);
        let added = rows[1];
        assert_eq!(&added[..3], [0, 255, 255], "itself, before, after");
        assert_ne!(added[34], 0, "what follows it up to the next heading");
    }
}
