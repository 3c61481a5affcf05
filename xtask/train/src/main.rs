//! Fits the judge's heads on a labelled corpus and writes their constants: `cargo xtask train CORPUS [asks]`.
//!
//! The same corpus gives the same files: fixed folds, fixed order, no clock. Not here: inference (`lede::judge`).

#![allow(
    clippy::indexing_slicing,
    reason = "a training run over a broken corpus may stop; nothing here ships"
)]

mod align;
mod article;
mod asks;
mod asks_labels;
mod asks_score;
mod corpus;
mod forest;
mod ftrl;
mod linear;
mod report;

use anyhow::{Context, Result};
use std::path::PathBuf;

/// Where the article head's constants lie, from the project's root.
const ARTICLE: &str = "src/judge/model/article.bin";

/// Where the ask head's constants lie, from the project's root.
const ASKS: &str = "src/judge/model/ask.bin";

fn main() -> Result<()> {
    let corpus = PathBuf::from(std::env::args().nth(1).context("usage: cargo xtask train CORPUS")?);
    if std::env::args().nth(2).as_deref() == Some("asks") {
        let model = asks::train(&corpus)?;
        std::fs::write(ASKS, &model).with_context(|| format!("writing {ASKS}"))?;
        println!("{ASKS}: {} bytes", model.len());
        return Ok(());
    }
    let samples = article::samples(&corpus)?;
    println!("{} pages read and aligned", samples.len());
    let model = article::train(&samples)?;
    std::fs::write(ARTICLE, &model).with_context(|| format!("writing {ARTICLE}"))?;
    println!("{ARTICLE}: {} bytes", model.len());
    Ok(())
}
