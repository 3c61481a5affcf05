//! The article head: how likely each block is part of the page's main content, and which set of blocks to take.
//!
//! Not here: how the chosen blocks become an article (`crate::article`).

use super::blocks::{Block, Blocks};
use crate::page::{Page, Tag};

/// Probability of each block, 0 to 1: a rule until the trained head lands.
#[must_use]
pub fn probabilities(page: &Page, blocks: &Blocks) -> Vec<f32> {
    let list = blocks.list();
    let dense = |it: &Block| if it.hidden || it.link_density() > 0.4 { 0 } else { it.words.min(200) * u32::from(it.words > 9) };
    let total: u32 = list.iter().map(dense).sum();
    let held = |id| -> u32 { list.get(blocks.inside(page, id)).unwrap_or_default().iter().map(dense).sum() };
    let container = page.ids().filter(|&it| !page.tag(it).is_inline() && held(it) * 10 >= total * 7).last().unwrap_or(page.root());
    let boilerplate = |it: &Block| {
        std::iter::once(it.node).chain(page.ancestors(it.node)).any(|id| matches!(page.tag(id), Tag::Nav | Tag::Footer | Tag::Aside | Tag::Form))
    };
    let judged = list.iter().map(|it| match it {
        it if it.hidden || boilerplate(it) => 0.03,
        it if !page.contains(container, it.node) => 0.05,
        it if it.link_density() > 0.5 => 0.2,
        _ => 0.9,
    });
    judged.collect()
}

/// The blocks that promise the best word F1: likeliest first, as many as raise the expectation.
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
    for &(at, ..) in order.iter().take(cut) {
        if let Some(it) = chosen.get_mut(at) {
            *it = true;
        }
    }
    chosen
}
