//! Fits the article head: labels by alignment, linear tables, two forests, all cross-fitted by site, and nested.
//!
//! A fit is named by the folds that it must not see ([`Without`]). Whatever a stage learns from comes from fits that have
//! not seen the page's own site, and for a fit that leaves out one fold, from fits that have not seen that fold either: so
//! the figures of held-out folds are honest through both stages. The model that ships leaves out nothing.

use crate::corpus::FOLDS;
use crate::forest::{self, Rows, Shape};
use crate::held_out::Trained;
use crate::random::Random;
use crate::report::Score;
use crate::sample::Sample;
use crate::{ftrl, linear};
use anyhow::Result;
use lede::judge::PageKind;
use lede::judge::article::{Model, both, choose};
use lede::judge::blocks::Blocks;
use lede::judge::features::{Row, Scene};
use lede::judge::page_kind::{self, KIND_SLOTS};
use lede::judge::second::{self, SecondRow};
use lede::judge::tokens::{self, Level, Packed};
use lede::judge::trees::{Trees, probability};
use lede::page::{NodeId, Page};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::collections::HashMap;

const FIRST: Shape = Shape { trees: 220, leaves: 31, rate: 0.09, leaf_weight: 8.0, l2: 5.0, features: 0.35 };
const SECOND: Shape =
    Shape { trees: 100, leaves: 24, rate: 0.09, leaf_weight: 12.0, l2: 5.0, features: 0.35 };

/// A block of less weight is kept with a chance that makes up for it.
const LIGHT: f32 = 0.6;

/// What a page's blocks weigh together in a linear table; the penalties in `ftrl` are set for it.
const PAGE_WEIGHT: f32 = 20.0;

/// What a page weighs in the tables of page kinds: what two pages agree on outweighs the penalties in `ftrl`.
const KIND_WEIGHT: f32 = 6.0;

/// The folds that a fit must not see, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Without(u8);

impl Without {
    const NONE: Self = Self(0);

    const fn and(self, fold: usize) -> Self {
        Self(self.0 | 1 << fold)
    }

    const fn sees(self, sample: &Sample) -> bool {
        self.0 >> sample.fold & 1 == 0
    }

    /// All sets of at most so many folds, small ones first.
    fn up_to(folds: u32) -> Vec<Self> {
        let mut sets: Vec<Self> =
            (0..1_u8 << FOLDS).map(Self).filter(|it| it.0.count_ones() <= folds).collect();
        sets.sort_by_key(|it| (it.0.count_ones(), it.0));
        sets
    }
}

/// The tables of one fit.
struct Tables {
    names: Vec<u8>,
    words: Vec<u8>,
}

/// Everything fitted so far.
struct Fits<'a> {
    samples: &'a [Sample],
    tables: BTreeMap<Without, Tables>,
    first: BTreeMap<Without, Vec<u8>>,
    second: BTreeMap<Without, Vec<u8>>,
    kinds: BTreeMap<Without, Vec<u8>>,
}

/// Fits and reports; returns the constants.
pub fn train(samples: &[Sample]) -> Result<Trained> {
    let mut ceiling = Score::default();
    for sample in samples {
        let perfect: Vec<bool> = sample.labels.iter().map(|&it| it >= 0.5).collect();
        ceiling.add(&sample.truth.kind, sample.f1(&perfect));
    }
    println!("ceiling    {ceiling}");
    println!("blocks     {}", samples.iter().map(|it| it.labels.len()).sum::<usize>());
    let mut fits = Fits {
        samples,
        tables: tables(samples),
        first: BTreeMap::new(),
        second: BTreeMap::new(),
        kinds: kinds(samples),
    };
    println!("tables fitted");
    for without in Without::up_to(2) {
        let rows = fits.rows(without);
        let forest = forest::fit(&data(samples, &rows, without), FIRST)?;
        fits.first.insert(without, forest);
    }
    println!("first stages fitted");
    for without in Without::up_to(1) {
        let rows = fits.second_rows(without);
        let forest = forest::fit(&data(samples, &rows, without), SECOND)?;
        fits.second.insert(without, forest);
    }
    fits.report();
    let folds = (0..FOLDS).map(|fold| fits.model(Without::NONE.and(fold)).to_bytes()).collect();
    Ok(Trained { shipped: fits.model(Without::NONE).to_bytes(), folds })
}

impl Fits<'_> {
    /// The model of a fit.
    fn model(&self, without: Without) -> Model<'_> {
        let tables = &self.tables[&without];
        Model {
            names: Packed(&tables.names),
            words: Packed(&tables.words),
            kinds: &self.kinds[&without],
            first: Trees::of(&self.first[&without]),
            second: Trees::of(&self.second[&without]),
        }
    }

    fn scene<'a>(&'a self, sample: &'a Sample, without: Without) -> Scene<'a> {
        let tables = &self.tables[&without];
        Scene::of(&sample.page, &sample.blocks, Packed(&tables.names), Packed(&tables.words))
    }

    /// The rows of all pages that the fit may see, each by tables that have not seen its fold either.
    fn rows(&self, without: Without) -> Vec<Vec<Row>> {
        let of = |it: &Sample| self.scene(it, without.and(it.fold)).rows();
        self.samples.par_iter().map(|it| if without.sees(it) { of(it) } else { Vec::new() }).collect()
    }

    fn second_rows(&self, without: Without) -> Vec<Vec<SecondRow>> {
        let forests: BTreeMap<Without, Trees<'_>> =
            self.first.iter().map(|(&without, bytes)| (without, Trees::of(bytes))).collect();
        let of = |it: &Sample| {
            let inner = without.and(it.fold);
            let scene = self.scene(it, inner);
            let odds = forests[&inner].sums(&scene.rows());
            second::rows(&scene, &odds.into_iter().map(probability).collect::<Vec<_>>())
        };
        self.samples.par_iter().map(|it| if without.sees(it) { of(it) } else { Vec::new() }).collect()
    }

    /// Figures of the held-out folds.
    fn report(&self) {
        let models: Vec<Model<'_>> = (0..FOLDS).map(|fold| self.model(Without::NONE.and(fold))).collect();
        let judged: Vec<(Vec<f32>, Vec<f32>, PageKind)> = self
            .samples
            .par_iter()
            .map(|it| {
                let model = &models[it.fold];
                let scene = Scene::of(&it.page, &it.blocks, model.names, model.words);
                let first = model.first.sums(&scene.rows());
                let one: Vec<f32> = first.iter().copied().map(probability).collect();
                let second = model.second.sums(&second::rows(&scene, &one));
                let two = first.iter().zip(second).map(|(&first, second)| both(first, second)).collect();
                (one, two, page_kind::odds(&scene, model.kinds).likeliest())
            })
            .collect();
        let (mut one, mut two, mut kind) = (Score::default(), Score::default(), Score::default());
        for (sample, judged) in self.samples.iter().zip(&judged) {
            let f1 = |said: &[f32]| sample.f1(&choose(sample.blocks.list(), said));
            one.add(&sample.truth.kind, f1(&judged.0));
            two.add(&sample.truth.kind, f1(&judged.1));
            let is_right = judged.2.name() == sample.truth.kind;
            kind.add(&sample.truth.kind, f32::from(u8::from(is_right)));
        }
        println!("one stage  {one}\ntwo stages {two}\npage kind  {kind}");
    }
}

fn tables(samples: &[Sample]) -> BTreeMap<Without, Tables> {
    let name_slots: Vec<Vec<Vec<u16>>> =
        samples.par_iter().map(|it| name_slots(&it.page, &it.blocks)).collect();
    let word_slots: Vec<Vec<Vec<u16>>> = samples.par_iter().map(word_slots).collect();
    let of = |without| Tables {
        names: table(samples, &name_slots, tokens::NAME_SLOTS, without),
        words: table(samples, &word_slots, tokens::WORD_SLOTS, without),
    };
    Without::up_to(3).into_par_iter().map(|without| (without, of(without))).collect()
}

/// The tables of page kinds: each against all others.
fn kinds(samples: &[Sample]) -> BTreeMap<Without, Vec<u8>> {
    let slots: Vec<Vec<u16>> = samples
        .par_iter()
        .map(|it| {
            let scene = Scene::of(&it.page, &it.blocks, Packed::default(), Packed::default());
            page_kind::slots(&scene).into_iter().map(|it| it as u16).collect()
        })
        .collect();
    let table = |without: Without, kind: PageKind| {
        let seen = samples.iter().zip(&slots).filter(|it| without.sees(it.0));
        let examples: Vec<linear::Example<'_>> = seen
            .map(|(sample, slots)| linear::Example {
                slots,
                positive: sample.truth.kind == kind.name(),
                weight: KIND_WEIGHT,
            })
            .collect();
        ftrl::fit(&examples, KIND_SLOTS)
    };
    let of = |without| PageKind::ALL.into_iter().flat_map(|kind| table(without, kind)).collect();
    Without::up_to(1).into_par_iter().map(|without| (without, of(without))).collect()
}

/// The rows of the pages that a fit may see. A block weighs as it moves the page's F1: its words against the page's.
fn data<'a, R: AsRef<[u8]>>(samples: &[Sample], rows: &'a [Vec<R>], without: Without) -> Rows<'a> {
    let mut data = Rows::default();
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for (sample, rows) in samples.iter().zip(rows).filter(|it| without.sees(it.0)) {
        let truth: f32 = sample.truth_words.len() as f32;
        for (at, row) in rows.iter().enumerate() {
            let words = sample.words.get(at).map_or(0, Vec::len) as f32;
            let label = sample.labels.get(at).copied().unwrap_or(0.0);
            let weight = ((words + 2.0) / (truth + 150.0)).powf(0.6).min(1.5) * 8.0;
            // Light blocks are many: a part of them stands for all, so that fitting takes minutes.
            let kept = (random.next() >> 40) as f32 / (1_u32 << 24) as f32 * LIGHT < weight;
            if kept {
                data.push(row.as_ref(), label, weight.max(LIGHT));
            }
        }
    }
    data
}

/// A linear table over the pages that a fit may see. Every page weighs [`PAGE_WEIGHT`], or long pages' names would count most.
fn table(samples: &[Sample], slots: &[Vec<Vec<u16>>], size: usize, without: Without) -> Vec<u8> {
    let mut examples = Vec::new();
    for (sample, slots) in samples.iter().zip(slots).filter(|it| without.sees(it.0)) {
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
