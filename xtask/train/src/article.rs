//! Fits the article head: labels by alignment, two linear tables, two forests, all cross-fitted by site.
//!
//! A page's tables and first-stage probabilities always come from a fit that has not seen its site, so each stage learns
//! from honest scores; the reported figures are those of the held-out folds.

use crate::corpus::{self, FOLDS, Truth};
use crate::forest::{self, Rows, Shape};
use crate::linear::Random;
use crate::report::Score;
use crate::{align, ftrl, linear};
use anyhow::Result;
use lede::judge::article::{Model, both, choose};
use lede::judge::blocks::{self, Blocks};
use lede::judge::features::{Row, Scene};
use lede::judge::second::{self, SecondRow};
use lede::judge::tokens::{self, Level, Packed};
use lede::judge::trees::{Trees, probability};
use lede::page::{NodeId, Page};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::Path;

const FIRST: Shape = Shape { trees: 220, leaves: 31, rate: 0.09, leaf_weight: 8.0, l2: 5.0, features: 0.35 };
const SECOND: Shape =
    Shape { trees: 100, leaves: 24, rate: 0.09, leaf_weight: 12.0, l2: 5.0, features: 0.35 };

/// A block of less weight is kept with a chance that makes up for it.
const LIGHT: f32 = 0.6;

/// What a page's blocks weigh together in a linear table; the penalties in `ftrl` are set for it.
const PAGE_WEIGHT: f32 = 20.0;

/// A page with its labels.
pub struct Sample {
    /// The page's kind and address.
    pub truth: Truth,
    page: Page,
    blocks: Blocks,
    /// The part of the corpus that holds it out.
    pub fold: usize,
    /// Share of each block's words that the truth holds.
    labels: Vec<f32>,
    /// Words by block, and of the truth, numbered.
    words: Vec<Vec<u32>>,
    truth_words: Vec<u32>,
}

/// The two tables, fitted on all pages but one fold's.
struct Fold {
    names: Vec<u8>,
    words: Vec<u8>,
}

/// Reads, parses and aligns the pages.
pub fn samples(folder: &Path) -> Result<Vec<Sample>> {
    corpus::truths(folder)?.into_par_iter().map(|truth| sample(folder, truth)).collect()
}

/// Fits and reports; returns the constants.
pub fn train(samples: &[Sample]) -> Result<Vec<u8>> {
    let mut ceiling = Score::default();
    for sample in samples {
        let perfect: Vec<bool> = sample.labels.iter().map(|&it| it >= 0.5).collect();
        ceiling.add(&sample.truth.kind, sample.f1(&perfect));
    }
    println!("ceiling    {ceiling}");
    println!("blocks     {}", samples.iter().map(|it| it.labels.len()).sum::<usize>());

    let name_slots: Vec<Vec<Vec<u16>>> =
        samples.par_iter().map(|it| name_slots(&it.page, &it.blocks)).collect();
    let word_slots: Vec<Vec<Vec<u16>>> = samples.par_iter().map(word_slots).collect();
    let mut folds: Vec<Fold> = (0..=FOLDS)
        .into_par_iter()
        .map(|fold| Fold {
            names: table(samples, &name_slots, tokens::NAME_SLOTS, fold),
            words: table(samples, &word_slots, tokens::WORD_SLOTS, fold),
        })
        .collect();
    let all = folds.pop();
    println!("tables fitted");

    let rows: Vec<Vec<Row>> = samples
        .par_iter()
        .map(|it| {
            let fold = &folds[it.fold];
            Scene::of(&it.page, &it.blocks, Packed(&fold.names), Packed(&fold.words)).rows()
        })
        .collect();
    println!("rows       {}", data(samples, &rows, FOLDS).bytes.len());
    let first: Vec<Vec<u8>> =
        (0..=FOLDS).map(|fold| forest::fit(&data(samples, &rows, fold), FIRST)).collect::<Result<_>>()?;
    let first_odds: Vec<Vec<f32>> =
        samples.par_iter().zip(&rows).map(|(it, rows)| Trees::of(&first[it.fold]).sums(rows)).collect();
    let said = each(&first_odds, |&odds| probability(odds));
    println!("one stage  {}", scored(samples, &said));

    let seconds: Vec<Vec<SecondRow>> = samples
        .par_iter()
        .zip(&said)
        .map(|(it, said)| {
            let fold = &folds[it.fold];
            second::rows(&Scene::of(&it.page, &it.blocks, Packed(&fold.names), Packed(&fold.words)), said)
        })
        .collect();
    let second: Vec<Vec<u8>> =
        (0..=FOLDS).map(|fold| forest::fit(&data(samples, &seconds, fold), SECOND)).collect::<Result<_>>()?;
    let second_odds: Vec<Vec<f32>> =
        samples.par_iter().zip(&seconds).map(|(it, rows)| Trees::of(&second[it.fold]).sums(rows)).collect();
    let pairs = first_odds.into_iter().zip(second_odds);
    let said = pairs.map(|(first, second)| first.into_iter().zip(second).map(|(a, b)| both(a, b)).collect());
    println!("two stages {}", scored(samples, &said.collect::<Vec<Vec<f32>>>()));

    let (Some(all), Some(first), Some(second)) = (all, first.last(), second.last()) else {
        return Ok(Vec::new());
    };
    let model = Model {
        names: Packed(&all.names),
        words: Packed(&all.words),
        first: Trees::of(first),
        second: Trees::of(second),
    };
    Ok(model.to_bytes())
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

impl Sample {
    /// Word F1 of the chosen blocks, as WCXB counts it.
    fn f1(&self, chosen: &[bool]) -> f32 {
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

fn each<T, U>(pages: &[Vec<T>], of: impl Fn(&T) -> U) -> Vec<Vec<U>> {
    pages.iter().map(|page| page.iter().map(&of).collect()).collect()
}

fn scored(samples: &[Sample], said: &[Vec<f32>]) -> Score {
    let mut score = Score::default();
    for (sample, said) in samples.iter().zip(said) {
        score.add(&sample.truth.kind, sample.f1(&choose(sample.blocks.list(), said)));
    }
    score
}

/// The rows of all pages but one fold's. A block weighs as it moves the page's F1: its words against the page's.
fn data<'a, R: AsRef<[u8]>>(samples: &[Sample], rows: &'a [Vec<R>], without: usize) -> Rows<'a> {
    let mut data = Rows::default();
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for (sample, rows) in samples.iter().zip(rows).filter(|it| it.0.fold != without) {
        let truth: f32 = sample.truth_words.len() as f32;
        for (at, row) in rows.iter().enumerate() {
            let words = sample.words.get(at).map_or(0, Vec::len) as f32;
            let label = sample.labels.get(at).copied().unwrap_or(0.0);
            let weight = ((words + 2.0) / (truth + 150.0)).powf(0.6).min(1.5) * 8.0;
            // Light blocks are many: a part of them stands for all, so that fitting takes minutes.
            let kept = (random.next() >> 40) as f32 / (1_u32 << 24) as f32 * LIGHT < weight;
            if kept {
                data.push(row.as_ref(), f32::from(u8::from(label >= 0.5)), weight.max(LIGHT));
            }
        }
    }
    data
}

/// A linear table over all pages but one fold's. Every page weighs [`PAGE_WEIGHT`], or long pages' names would count most.
fn table(samples: &[Sample], slots: &[Vec<Vec<u16>>], size: usize, without: usize) -> Vec<u8> {
    let mut examples = Vec::new();
    for (sample, slots) in samples.iter().zip(slots).filter(|it| it.0.fold != without) {
        let weigh = |words: &Vec<u32>| (words.len() as f32 + 1.0).sqrt();
        let total: f32 = sample.words.iter().map(weigh).sum();
        for ((slots, &label), words) in slots.iter().zip(&sample.labels).zip(&sample.words) {
            let weight = weigh(words) / total * PAGE_WEIGHT;
            examples.push(linear::Example { slots, positive: label >= 0.5, weight });
        }
    }
    ftrl::fit(&examples, size)
}

/// The slots of the names around each block, by level, as `features::nodes` reads them.
fn name_slots(page: &Page, blocks: &Blocks) -> Vec<Vec<u16>> {
    let mut names: HashMap<NodeId, Vec<u32>> = HashMap::new();
    let mut push = |slots: &mut Vec<u16>, id: NodeId, level: Level| {
        let hashes = names.entry(id).or_insert_with(|| {
            let mut seen = Vec::new();
            tokens::names(page, id, &mut seen);
            seen
        });
        slots.extend(hashes.iter().map(|&hash| tokens::name_slot(hash, level) as u16));
    };
    let mut all = Vec::with_capacity(blocks.list().len());
    for block in blocks.list() {
        let mut slots = Vec::new();
        for id in page.ancestors(block.first).take_while(|&it| it != block.node) {
            push(&mut slots, id, Level::Inline);
        }
        for (steps, id) in std::iter::once(block.node).chain(page.ancestors(block.node)).enumerate() {
            push(&mut slots, id, Level::above(steps));
        }
        all.push(slots);
    }
    all
}

fn word_slots(sample: &Sample) -> Vec<Vec<u16>> {
    let mut slots = Vec::new();
    let of = |block| {
        tokens::word_slots(&sample.page, block, &mut slots);
        slots.iter().map(|&it| it as u16).collect()
    };
    sample.blocks.list().iter().map(of).collect()
}
