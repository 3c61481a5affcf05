//! Fits the judge's heads on a labelled corpus and writes their constants: `cargo xtask train CORPUS [article|asks|folds]`.
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
mod held_out;
mod linear;
mod random;
mod report;
mod sample;

use anyhow::{Context, Result, bail};
use held_out::Trained;
use std::path::{Path, PathBuf};

/// Where the article head's constants lie, from the project's root.
const ARTICLE: &str = "src/judge/model/article.bin";

/// Where the ask head's constants lie, from the project's root.
const ASKS: &str = "src/judge/model/ask.bin";

fn main() -> Result<()> {
    const USAGE: &str = "usage: cargo xtask train CORPUS [article|asks|folds]";
    let corpus = PathBuf::from(std::env::args().nth(1).context(USAGE)?);
    match std::env::args().nth(2).as_deref() {
        None | Some("article") => ship(ARTICLE, &article(&corpus)?),
        Some("asks") => ship(ASKS, &asks(&corpus)?),
        // What ships is left as it is: an evaluation must not change what it measures.
        Some("folds") => article(&corpus).and_then(|_| asks(&corpus)).map(|_| ()),
        Some(_) => bail!(USAGE),
    }
}

fn article(corpus: &Path) -> Result<Trained> {
    let samples = sample::samples(corpus)?;
    println!("{} pages read and aligned", samples.len());
    let trained = article::train(&samples)?;
    held_out::write(corpus, "article", &trained)?;
    Ok(trained)
}

fn asks(corpus: &Path) -> Result<Trained> {
    let trained = asks::train(corpus, &held_out::article_models(ARTICLE)?)?;
    held_out::write(corpus, "ask", &trained)?;
    Ok(trained)
}

fn ship(file: &str, trained: &Trained) -> Result<()> {
    std::fs::write(file, &trained.shipped).with_context(|| format!("writing {file}"))?;
    println!("{file}: {} bytes", trained.shipped.len());
    Ok(())
}
