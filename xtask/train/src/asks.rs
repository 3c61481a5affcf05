//! Fits the ask head: two linear tables and a forest over the candidates' rows, all cross-fitted by site.
//!
//! A page's tables always come from a fit that has not seen its site, and the figures printed are those of whole findings
//! (candidates, marks, guard) on the held-out folds.

use crate::asks_labels::{Answer, Sheet, sheets};
use crate::asks_score::Tally;
use crate::corpus::FOLDS;
use crate::forest::{self, Rows, Shape};
use crate::linear;
use anyhow::Result;
use lede::judge::ask::{self, Model, ROW};
use lede::judge::ask_features::Facts;
use lede::judge::tokens::Table;
use lede::judge::trees::Trees;
use lede::judge::{Judgement, Kind};
use lede::nags;
use lede::page::NodeId;
use lede::settings::Settings;
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::Path;

const SHAPE: Shape = Shape { trees: 260, leaves: 20, rate: 0.07, leaf_weight: 3.0, l2: 4.0, features: 0.3 };

/// How much one candidate of a kind weighs: the rare kinds would drown otherwise.
fn kind_weight(kind: Kind) -> f32 {
    match kind {
        Kind::Paywall | Kind::Donation => 8.0,
        Kind::Subscription => 5.0,
        Kind::Newsletter => 1.0,
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
pub fn train(folder: &Path) -> Result<Vec<u8>> {
    let mut samples: Vec<Sample> = sheets(folder)?.into_par_iter().map(sample).collect();
    weigh(&mut samples);
    let asks = samples.iter().flat_map(|it| &it.answers).filter(|it| matches!(it, Answer::Ask(..))).count();
    println!("{} candidates, {asks} of them asks", samples.iter().map(|it| it.nodes.len()).sum::<usize>());
    let tables: Vec<(Vec<u8>, Vec<u8>)> =
        (0..=FOLDS).into_par_iter().map(|fold| (table(&samples, fold, |it| &it.words), table(&samples, fold, |it| &it.names))).collect();
    let rows: Vec<Vec<[u8; ROW]>> = samples
        .par_iter()
        .map(|it| {
            let (words, names) = &tables[it.sheet.fold];
            let model = Model { words: Table(words), names: Table(names), trees: Trees(&[]) };
            let facts = Facts::of(&it.sheet.page, &it.judgement);
            it.nodes.iter().map(|&id| ask::row(&it.sheet.page, &facts, id, &model)).collect()
        })
        .collect();
    let forests: Vec<Vec<u8>> = (0..=FOLDS).into_par_iter().map(|fold| forest::fit(&data(&samples, &rows, fold), SHAPE)).collect::<Result<_>>()?;
    let model = |fold: usize| Model { words: Table(&tables[fold].0), names: Table(&tables[fold].1), trees: Trees(&forests[fold]) };
    report(&samples, &model);
    Ok(model(FOLDS).to_bytes())
}

fn sample(sheet: Sheet) -> Sample {
    let judgement = lede::judge::judge(&sheet.page);
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
            *weight = match answer {
                Answer::Ask(kind, weight) => weight * kind_weight(*kind) * (count / 6.0).max(1.0).powf(-0.5),
                Answer::Not(weight) => weight * (count / 60.0).max(1.0).powf(-0.5),
                Answer::Unknown => 0.0,
            };
        }
    }
}

/// A linear table from all folds but one.
fn table(samples: &[Sample], without: usize, slots: impl Fn(&Sample) -> &Vec<Vec<u16>>) -> Vec<u8> {
    let mut examples = Vec::new();
    for sample in samples.iter().filter(|it| it.sheet.fold != without) {
        for (at, slots) in slots(sample).iter().enumerate().filter(|it| sample.weights[it.0] > 0.0) {
            let positive = matches!(sample.answers[at], Answer::Ask(..));
            examples.push(linear::Example { slots, positive, weight: sample.weights[at] });
        }
    }
    linear::fit(&examples)
}

fn data<'a>(samples: &'a [Sample], rows: &'a [Vec<[u8; ROW]>], without: usize) -> Rows<'a> {
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
    for threshold in [0.4, 0.5, 0.6, 0.7, 0.8, 0.9] {
        let found: Vec<nags::Findings> = samples
            .par_iter()
            .map(|it| nags::find_with(&it.sheet.page, &it.judgement, &Settings::default(), &model(it.sheet.fold), threshold))
            .collect();
        let mut tally = Tally::default();
        for (sample, findings) in samples.iter().zip(&found) {
            tally.add(&sample.sheet, findings);
        }
        println!("from {threshold:.1}: {tally}");
        if (threshold - 0.6_f32).abs() < 0.01 {
            let mut why = Vec::new();
            for (sample, findings) in samples.iter().zip(&found) {
                let facts = Facts::of(&sample.sheet.page, &sample.judgement);
                let judged = ask::candidates(&sample.sheet.page, &facts, &model(sample.sheet.fold));
                for (kind, phrase) in &sample.sheet.asks {
                    let holders: Vec<String> = judged.iter().filter(|it| sample.sheet.text[sample.sheet.range(it.node)].contains(phrase.as_str()))
                        .map(|it| format!("{:.2}/{}/{:?}", it.probability, sample.sheet.range(it.node).len(), sample.sheet.answer(it.node))).collect();
                    let kept: Vec<String> = findings.kept.iter().filter(|it| sample.sheet.text[sample.sheet.range(it.node)].contains(phrase.as_str())).map(|it| it.evidence[0].to_string()).collect();
                    why.push(format!("{} | {} | {phrase} | {holders:?} | {kept:?}", sample.sheet.name, kind.name()));
                }
                for it in &findings.hidden {
                    why.push(format!("HID {} | {} | {} | {}", sample.sheet.name, it.kind.name(), it.text, it.evidence.iter().map(|e| e.to_string()).collect::<Vec<_>>().join("; ")));
                }
            }
            let _ = std::fs::write("/tmp/asks-why.txt", why.join("\n"));
            let list = tally.misses.iter().map(|it| format!("left   | {it}")).chain(tally.harms.iter().map(|it| format!("harmed | {it}")));
            let lines: Vec<String> = list.collect();
            let _ = std::fs::write("/tmp/asks-cases.txt", lines.join("\n"));
        }
    }
}
