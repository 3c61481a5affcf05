//! Fits the ask head: two linear tables, a forest over the candidates' rows and one over what that said, all cross-fitted by
//! site.
//!
//! Fitted twice: not every ask is labelled, so what the first fit takes for an ask, and no label keeps, is left out of the
//! second. A page's tables always come from a fit that has not seen its site, and the figures printed are those of whole findings
//! (candidates, marks, guard) on the held-out folds.

use crate::asks_labels::{Answer, Sheet, WRITTEN, sheets, written};
use crate::asks_score::Tally;
use crate::corpus::FOLDS;
use crate::forest::{self, Rows, Shape};
use crate::held_out::Trained;
use crate::linear;
use anyhow::Result;
use lede::judge::article;
use lede::judge::ask::{self, Model, ROW};
use lede::judge::ask_features::Facts;
use lede::judge::ask_second::{self, Alike, SECOND_ROW};
use lede::judge::tokens::Table;
use lede::judge::trees::{Trees, probability};
use lede::judge::{Judgement, Kind};
use lede::nags::{self, Limits};
use lede::page::NodeId;
use lede::settings::Settings;
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::Path;

const SHAPE: Shape = Shape { trees: 240, leaves: 28, rate: 0.1, leaf_weight: 6.0, l2: 3.0, features: 0.25 };
/// The forest over what the first said: small, for its row is.
const SECOND_SHAPE: Shape =
    Shape { trees: 100, leaves: 8, rate: 0.1, leaf_weight: 20.0, l2: 3.0, features: 0.5 };
/// The forest that only tells which answers to doubt.
const FIRST_SHAPE: Shape = Shape { trees: 120, ..SHAPE };
/// Pull of the tables' weights to zero.
const WORDS_SHRINK: f32 = 50.0;
const NAMES_SHRINK: f32 = 100.0;
/// Not every ask of a page is labelled. What no label keeps, and looks this likely to a forest that has not seen the
/// site, is left out of the second fit: of those, nearly all are asks, or pieces of one.
const DOUBTED: f32 = 0.2;
/// Below this probability an element teaches little, and one in [`THINNED`] stands for all.
const PLAIN: f32 = 0.004;
const THINNED: u64 = 8;

/// Thresholds looked at: log-odds above the shipped ones, of the rare kinds and of newsletters.
const SWEEP: [(f32, f32); 7] =
    [(0.0, 0.0), (0.0, -0.3), (0.0, 0.3), (0.3, 0.0), (-0.3, 0.0), (0.3, -0.3), (-0.5, -0.5)];

/// What a sentence of our own weighs beside one of the corpus: there are many, and their page is made up.
const WRITTEN_WEIGHT: f32 = 0.2;

/// Sentences of our own, beside this crate's sources.
const WRITTEN_FILES: &str = "xtask/train/asks";

/// How much one candidate of a kind weighs: the rare kinds would drown otherwise.
fn kind_weight(kind: Kind) -> f32 {
    match kind {
        Kind::Paywall | Kind::Donation => 6.0,
        Kind::Subscription => 4.0,
        Kind::Newsletter | Kind::Own => 1.0,
    }
}

/// A page's candidates with their answers.
struct Sample {
    sheet: Sheet,
    judgement: Judgement,
    nodes: Vec<NodeId>,
    answers: Vec<Answer>,
    words: Vec<Vec<u16>>,
    names: Vec<Vec<u16>>,
    weights: Vec<f32>,
}

/// Fits and reports; returns the constants.
///
/// `articles` are the article head's models by fold: a page's article is judged by one that has not seen its site, as on the
/// pages of strangers. Judged by the one that ships, the ask head learned to trust it more than it may.
pub fn train(folder: &Path, articles: &[Vec<u8>]) -> Result<Trained> {
    let articles: Vec<article::Model<'_>> = articles.iter().map(|it| article::Model::parse(it)).collect();
    let mut pages = sheets(folder)?;
    pages.extend(written(Path::new(WRITTEN_FILES))?);
    let mut samples: Vec<Sample> = pages.into_par_iter().map(|it| sample(it, &articles)).collect();
    weigh(&mut samples);
    let asks = samples.iter().flat_map(|it| &it.answers).filter(|it| matches!(it, Answer::Ask(..))).count();
    println!("{} candidates, {asks} of them asks", samples.iter().map(|it| it.nodes.len()).sum::<usize>());
    let (tables, rows) = tabled(&samples);
    let first: Vec<Vec<u8>> = (0..FOLDS)
        .into_par_iter()
        .map(|fold| forest::fit(&data(&samples, &rows, fold), FIRST_SHAPE))
        .collect::<Result<_>>()?;
    doubt(&mut samples, &rows, &first);
    drop((tables, rows));
    let (tables, rows) = tabled(&samples);
    let forests: Vec<Vec<u8>> = (0..=FOLDS)
        .into_par_iter()
        .map(|fold| forest::fit(&data(&samples, &rows, fold), SHAPE))
        .collect::<Result<_>>()?;
    let seconds = second_looks(&samples, &rows, &forests)?;
    let model = |fold: usize| Model {
        words: Table(&tables[fold].0),
        names: Table(&tables[fold].1),
        trees: Trees::of(&forests[fold]),
        second: Trees::of(&seconds[fold]),
    };
    report(&samples, &model);
    let folds = (0..FOLDS).map(|fold| model(fold).to_bytes()).collect();
    Ok(Trained { shipped: model(FOLDS).to_bytes(), folds })
}

/// The tables of all folds, and each candidate's full row by tables that have not seen its site.
fn tabled(samples: &[Sample]) -> (Vec<Tables>, Vec<Vec<[u8; ROW]>>) {
    let tables: Vec<Tables> = (0..=FOLDS)
        .into_par_iter()
        .map(|fold| {
            let words = table(samples, fold, |it| &it.words, WORDS_SHRINK);
            (words, table(samples, fold, |it| &it.names, NAMES_SHRINK))
        })
        .collect();
    let rows = samples
        .par_iter()
        .map(|it| {
            let (words, names) = &tables[it.sheet.fold.min(FOLDS)];
            let model = Model { words: Table(words), names: Table(names), ..Model::default() };
            let facts = Facts::of(&it.sheet.page, &it.judgement);
            it.nodes.iter().map(|&id| ask::row(&it.sheet.page, &facts, id, &model)).collect()
        })
        .collect();
    (tables, rows)
}

/// A table of words and one of names.
type Tables = (Vec<u8>, Vec<u8>);

fn sample(sheet: Sheet, articles: &[article::Model<'_>]) -> Sample {
    let article = articles.get(sheet.fold).unwrap_or_else(|| article::Model::trained());
    let judgement = lede::judge::judge_with(&sheet.page, article);
    let facts = Facts::of(&sheet.page, &judgement);
    let nodes: Vec<NodeId> = ask::suspects(&sheet.page, &facts).collect();
    let answers: Vec<Answer> = nodes.iter().map(|&id| sheet.answer(id)).collect();
    let words = nodes.iter().map(|&id| ask::word_slots(&sheet.page, &facts, id)).collect();
    let names = nodes.iter().map(|&id| ask::name_slots(&sheet.page, id)).collect();
    drop(facts);
    let weights = vec![1.0; nodes.len()];
    Sample { sheet, judgement, nodes, answers, words, names, weights }
}

/// Weighs by site: ten pages of one template teach little more than one.
fn weigh(samples: &mut [Sample]) {
    let mut counts: HashMap<(String, Option<Kind>), f32> = HashMap::new();
    let key = |sheet: &Sheet, answer: &Answer| match answer {
        Answer::Ask(kind, _) => (sheet.site.clone(), Some(*kind)),
        _ => (sheet.site.clone(), None),
    };
    for sample in samples.iter() {
        for answer in &sample.answers {
            *counts.entry(key(&sample.sheet, answer)).or_default() += 1.0;
        }
    }
    for sample in samples {
        for (weight, answer) in sample.weights.iter_mut().zip(&sample.answers) {
            let count = counts.get(&key(&sample.sheet, answer)).copied().unwrap_or(1.0);
            let written = if sample.sheet.fold == WRITTEN { WRITTEN_WEIGHT } else { 1.0 };
            *weight = written
                * match answer {
                    Answer::Ask(kind, weight) => {
                        weight * kind_weight(*kind) * (count / 6.0).max(1.0).powf(-0.5)
                    }
                    Answer::Not(weight) => weight * (count / 60.0).max(1.0).powf(-0.5),
                    Answer::Unknown => 0.0,
                };
        }
    }
}

/// Leaves doubtful answers out of the second fit and thins out the plain ones.
fn doubt(samples: &mut [Sample], rows: &[Vec<[u8; ROW]>], first: &[Vec<u8>]) {
    let (mut doubted, mut left) = (0, 0);
    for (sample, rows) in samples.iter_mut().zip(rows).filter(|it| it.0.sheet.fold != WRITTEN) {
        let sums = Trees::of(&first[sample.sheet.fold]).sums(rows);
        for (at, sum) in sums.into_iter().enumerate() {
            let weight = &mut sample.weights[at];
            if !matches!(sample.answers[at], Answer::Not(_)) || *weight == 0.0 {
                continue;
            }
            let p = probability(sum);
            if p > DOUBTED && !sample.sheet.is_kept(sample.nodes[at]) {
                doubted += 1;
                *weight = 0.0;
            } else if p < PLAIN {
                let is_left = (at as u64).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32 & (THINNED - 1) == 0;
                *weight *= if is_left { THINNED as f32 } else { 0.0 };
            }
            left += usize::from(*weight > 0.0);
        }
    }
    println!("{doubted} answers doubted, {left} look-alikes left");
}

/// The second forests of all folds, fitted on what forests that have not seen a page's site said of it.
fn second_looks(samples: &[Sample], rows: &[Vec<[u8; ROW]>], forests: &[Vec<u8>]) -> Result<Vec<Vec<u8>>> {
    let looks: Vec<Vec<[u8; SECOND_ROW]>> = samples
        .par_iter()
        .zip(rows)
        .map(|(it, rows)| {
            // No forest has not seen the made-up pages.
            let Some(forest) = forests.get(it.sheet.fold) else { return Vec::new() };
            let facts = Facts::of(&it.sheet.page, &it.judgement);
            let alike = Alike::of(&it.sheet.page, &facts, &it.nodes);
            ask_second::rows(&it.sheet.page, &it.nodes, &alike, &Trees::of(forest).sums(rows))
        })
        .collect();
    let fit = |fold| forest::fit(&data(samples, &looks, fold), SECOND_SHAPE);
    (0..=FOLDS).into_par_iter().map(fit).collect()
}

/// A linear table from all folds but one.
fn table(
    samples: &[Sample],
    without: usize,
    slots: impl Fn(&Sample) -> &Vec<Vec<u16>>,
    shrink: f32,
) -> Vec<u8> {
    let mut examples = Vec::new();
    for sample in samples.iter().filter(|it| it.sheet.fold != without && it.sheet.fold != WRITTEN) {
        for (at, slots) in slots(sample).iter().enumerate().filter(|it| sample.weights[it.0] > 0.0) {
            let positive = matches!(sample.answers[at], Answer::Ask(..));
            examples.push(linear::Example { slots, positive, weight: sample.weights[at] });
        }
    }
    linear::fit(&examples, shrink)
}

fn data<'a, const N: usize>(samples: &'a [Sample], rows: &'a [Vec<[u8; N]>], without: usize) -> Rows<'a> {
    let mut data = Rows::default();
    for (sample, rows) in samples.iter().zip(rows).filter(|it| it.0.sheet.fold != without) {
        for (at, row) in rows.iter().enumerate().filter(|it| sample.weights[it.0] > 0.0) {
            let positive = matches!(sample.answers[at], Answer::Ask(..));
            data.push(row, f32::from(u8::from(positive)), sample.weights[at]);
        }
    }
    data
}

fn report<'a>(samples: &[Sample], model: &(impl Fn(usize) -> Model<'a> + Sync)) {
    let held_out: Vec<&Sample> = samples.iter().filter(|it| it.sheet.fold != WRITTEN).collect();
    let shipped = Limits::default();
    for (rare, newsletter) in SWEEP {
        let mut by = [rare; 4];
        by[Kind::Newsletter as usize] = newsletter;
        let raised = |at: usize| {
            let odds = shipped.thresholds[at] / (1.0 - shipped.thresholds[at]);
            probability(odds.ln() + by[at])
        };
        let limits = Limits { thresholds: std::array::from_fn(raised), ..shipped };
        let found: Vec<nags::Findings> = held_out
            .par_iter()
            .map(|it| {
                nags::find_with(
                    &it.sheet.page,
                    &it.judgement,
                    &Settings::default(),
                    &model(it.sheet.fold),
                    &limits,
                )
            })
            .collect();
        let mut tally = Tally::default();
        for (sample, findings) in held_out.iter().zip(&found) {
            tally.add(&sample.sheet, findings);
        }
        println!("thresholds {rare:+.2}, newsletter {newsletter:+.2} in log-odds: {tally}");
    }
}
