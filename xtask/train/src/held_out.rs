//! Models that have not seen a part of the corpus, kept for `cargo xtask eval --held-out`.
//!
//! They are products of a build: they lie in the build folder, beside a list of which page is held out by which, and are
//! made for the very constants that ship. Not here: fitting.

use crate::corpus::{self, FOLDS};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A head's constants as files have them.
pub struct Trained {
    /// Fitted on all pages.
    pub shipped: Vec<u8>,
    /// By fold: fitted on all pages but that fold's.
    pub folds: Vec<Vec<u8>>,
}

/// One line of `nags.jsonl.gz`, as far as the list needs it.
#[derive(Deserialize)]
struct Line {
    page: String,
    #[serde(default)]
    url: Option<String>,
}

/// Writes a head's models of all folds, and which page belongs to which.
pub fn write(corpus: &Path, head: &str, trained: &Trained) -> Result<()> {
    let folder = folder();
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    for (fold, model) in trained.folds.iter().enumerate() {
        put(&folder.join(format!("{head}-{fold}.bin")), model)?;
    }
    // The evaluation compares this with what ships: a model that was fitted anew asks for new folds.
    put(&folder.join(format!("{head}-for.bin")), &trained.shipped)?;
    let mut list = String::new();
    for line in corpus::lines(&corpus.join("nags.jsonl.gz"))?.lines() {
        let line: Line = serde_json::from_str(line).context("a line of nags.jsonl")?;
        let fold = corpus::fold(line.url.as_deref().unwrap_or_default());
        writeln!(list, "{}\t{fold}", line.page)?;
    }
    debug_assert_eq!(trained.folds.len(), FOLDS, "one model a fold");
    put(&folder.join("pages.tsv"), list.as_bytes())
}

/// The article head's models, by fold, that were made for the one that ships.
///
/// # Errors
/// Where they are not there or belong to another one: `cargo xtask train CORPUS folds` makes them.
pub fn article_models(shipped: &str) -> Result<Vec<Vec<u8>>> {
    let read = |name: String| {
        let file = folder().join(name);
        fs::read(&file).with_context(|| format!("{}: fit the article head first", file.display()))
    };
    let ships = fs::read(shipped).with_context(|| shipped.to_owned())?;
    ensure!(
        read("article-for.bin".to_owned())? == ships,
        "the article head's folds are of another one: fit it first"
    );
    (0..FOLDS).map(|fold| read(format!("article-{fold}.bin"))).collect()
}

fn put(file: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(file, bytes).with_context(|| format!("writing {}", file.display()))
}

fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    target.join("folds")
}
