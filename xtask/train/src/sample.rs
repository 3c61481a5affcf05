//! A labelled page: its blocks, how much of each the truth holds, and what choosing some of them scores.
//!
//! Not here: what is learned from it (`article`).

use crate::align;
use crate::corpus::{self, Truth};
use anyhow::Result;
use lede::judge::blocks::{self, Blocks};
use lede::page::{NodeId, Page};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::Path;

/// A page with its labels.
pub struct Sample {
    /// The page's kind and address.
    pub truth: Truth,
    /// The page.
    pub page: Page,
    /// Its blocks.
    pub blocks: Blocks,
    /// The part of the corpus that holds it out.
    pub fold: usize,
    /// Share of each block's words that the truth holds.
    pub labels: Vec<f32>,
    /// Words by block, numbered.
    pub words: Vec<Vec<u32>>,
    /// Words of the truth, numbered.
    pub truth_words: Vec<u32>,
}

/// Reads, parses and aligns the pages.
pub fn samples(folder: &Path) -> Result<Vec<Sample>> {
    corpus::truths(folder)?.into_par_iter().map(|truth| sample(folder, truth)).collect()
}

impl Sample {
    /// Word F1 of the chosen blocks, as WCXB counts it.
    pub fn f1(&self, chosen: &[bool]) -> f32 {
        let mut left: HashMap<u32, i32> = HashMap::new();
        for &word in &self.truth_words {
            *left.entry(word).or_default() += 1;
        }
        let (mut taken, mut hit) = (0, 0);
        for word in self.words.iter().zip(chosen).filter(|it| *it.1).flat_map(|it| it.0) {
            taken += 1;
            if let Some(count) = left.get_mut(word).filter(|it| **it > 0) {
                *count -= 1;
                hit += 1;
            }
        }
        match (taken, self.truth_words.len()) {
            (0, 0) => 1.0,
            (0, _) | (_, 0) => 0.0,
            (taken, truth) => 2.0 * hit as f32 / (taken + truth) as f32,
        }
    }
}

fn sample(folder: &Path, truth: Truth) -> Result<Sample> {
    let page = corpus::page(folder, &truth.file, &truth.url)?;
    let blocks = Blocks::of(&page);
    let mut numbers = HashMap::new();
    let mut number = |text: &str| -> Vec<u32> {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|it| !it.is_empty());
        words
            .map(|word| {
                let next = numbers.len() as u32;
                *numbers.entry(word.to_owned()).or_insert(next)
            })
            .collect()
    };
    let lines: Vec<Vec<u32>> = truth.text.lines().map(&mut number).filter(|it| !it.is_empty()).collect();
    let words: Vec<Vec<u32>> = blocks.list().iter().map(|it| number(&block_text(&page, it))).collect();
    let labels = align::shares(&words, &lines);
    Ok(Sample {
        fold: corpus::fold(&truth.url),
        truth,
        page,
        blocks,
        labels,
        words,
        truth_words: lines.concat(),
    })
}

/// The block's text with a space wherever an element that breaks the line stands.
fn block_text(page: &Page, block: &blocks::Block) -> String {
    let mut text = String::new();
    let mut last = None;
    for id in blocks::texts(page, block) {
        let broken =
            last.is_some_and(|it: NodeId| (it.0..id.0).any(|at| page.tag(NodeId(at)) == lede::page::Tag::Br));
        if broken {
            text.push(' ');
        }
        text.push_str(page.text(id));
        last = Some(id);
    }
    text
}
